/* SPDX-License-Identifier: MIT */
/* The cover: what there is, what it says, what it is made from. */
#include <stdio.h>

#include "pipeline/base/clock.h"
#include "pipeline/report/page.h"

enum { LABEL_WIDTH = 34, TEXT_WIDTH = 104 };

static const struct excel_look big = { .ink = 0x1f4e79, .bold = 1, .size = 22 };
static const struct excel_look section_look = {
	.ink = 0x1f4e79, .bold = 1, .size = 12, .rule_below = 1
};
static const struct excel_look key = {
	.ink = 0x262626, .bold = 1, .top = 1, .wrap = 1
};
static const struct excel_look as_of_look = { .ink = 0xb45309, .bold = 1 };
static const struct excel_look small = { .ink = 0x595959, .size = 9, .top = 1 };

static void section(struct page *p, const char *title)
{
	p->row++;
	excel_text(p->sheet, p->row, 1, title, &section_look);
	excel_blank(p->sheet, p->row, 2, &section_look);
	excel_blank(p->sheet, p->row, 3, &section_look);
	excel_height(p->sheet, p->row++, 22);
}

static void line(struct page *p, const char *label, const char *text)
{
	if (!*text)
		return;
	excel_text(p->sheet, p->row, 1, label, &key);
	excel_height(p->sheet, p->row, page_height(text, TEXT_WIDTH));
	excel_text(p->sheet, p->row++, 2, text, &look_wrap);
}

/* The rows of a query as lines: label, text and, if there is a third column,
 * what stands at the right. */
static int lines(struct page *p, const char *query, struct err *e)
{
	char label[FACT_TEXT], text[2 * FACT_TEXT], right[FACT_TEXT];
	struct stmt *s = NULL;
	int rc = report_query(&s, p->report, query, e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(label, sizeof(label), s, 0);
		stmt_copy(text, sizeof(text), s, 1);
		if (stmt_columns(s) > 2) {
			stmt_copy(right, sizeof(right), s, 2);
			excel_text(p->sheet, p->row, 3, right, &small);
		}
		line(p, label, text);
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static void contents(struct page *p)
{
	struct report *r = p->report;
	char target[2 * LABEL_TEXT];
	const struct sheet *s;
	const char *name;

	section(p, "Contents");
	for (size_t i = 0; (s = report_sheet(r, i)); i++) {
		if (!s->says)
			continue;
		name = say(r->language, s->name);
		snprintf(target, sizeof(target), "internal:'%.64s'!A1", name);
		excel_link(p->sheet, p->row, 1, target, name, &look_link);
		excel_text(p->sheet, p->row++, 2, say(r->language, s->says),
			&look_wrap);
	}
}

static void about(struct page *p)
{
	struct report *r = p->report;
	char when[CLOCK_TEXT];
	struct text made = TEXT_INIT;

	section(p, "About");
	line(p, "Publisher", r->publisher);
	if (*r->landing) {
		excel_text(p->sheet, p->row, 1, "Published at", &key);
		excel_link(p->sheet, p->row++, 2, r->landing, r->landing,
			&look_link);
	}
	line(p, "Licence", r->licence);
	line(p, "Attribution", r->attribution);
	clock_format(when, r->order->now);
	text_printf(&made,
		"%s by kosh %s, from the files above and nothing "
		"else",
		when, r->order->version);
	if (!made.failed)
		line(p, "Made", made.at);
	text_free(&made);
	line(p, "Log", r->log);
}

static void head(struct page *p)
{
	struct report *r = p->report;
	char said[4 * FACT_TEXT];

	excel_text(p->sheet, 0, 1, r->title, &big);
	excel_height(p->sheet, 0, 36);
	snprintf(said, sizeof(said),
		"Edition %s \u00b7 %s \u00b7 %ld areas "
		"\u00b7 %s",
		r->edition, r->publisher, r->areas, r->method);
	excel_text(p->sheet, 1, 1, said, &look_note);
	p->row = 2;
	if (!*r->as_of)
		return;
	snprintf(said, sizeof(said),
		"As of %s: what was known then, not what is known today",
		r->as_of);
	excel_text(p->sheet, p->row++, 1, said, &as_of_look);
}

int sheet_cover(struct report *r, const struct sheet *s, struct err *e)
{
	struct page p = { .report = r,
		.sheet = excel_sheet(r->excel, say(r->language, s->name)) };

	excel_page(p.sheet);
	excel_width(p.sheet, 0, 0, 2);
	excel_width(p.sheet, 1, 1, LABEL_WIDTH);
	excel_width(p.sheet, 2, 2, TEXT_WIDTH);
	excel_width(p.sheet, 3, 3, 24);
	head(&p);
	section(&p, "In short");
	if (lines(&p, "headline", e) < 0)
		return -1;
	contents(&p);
	section(&p, "Editions that may be compared with each other");
	if (lines(&p, "regime", e) < 0)
		return -1;
	section(&p, "Made from");
	if (lines(&p, "cover-release", e) < 0)
		return -1;
	about(&p);
	excel_print(p.sheet, 1, 1);
	return 0;
}
