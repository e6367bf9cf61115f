/* SPDX-License-Identifier: MIT */
/* The cover: what there is, what it says, what it is made from. */
#include <stdio.h>
#include <string.h>

#include "pipeline/base/clock.h"
#include "pipeline/report/headline.h"

enum { LABEL_WIDTH = 30, TEXT_WIDTH = 112 };

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
	excel_height(p->sheet, p->row++, 5);
}

static void line(struct page *p, const char *label, const char *text)
{
	if (!*text)
		return;
	excel_text(p->sheet, p->row, 1, label, &key);
	excel_height(p->sheet, p->row, page_height(text, TEXT_WIDTH) + 2);
	excel_text(p->sheet, p->row++, 2, text, &look_wrap);
}

/* A line whose text is a sentence with {name}s. */
static int told(struct page *p, const char *label, const char *sentence,
	const struct word *words, struct err *e)
{
	struct text t = TEXT_INIT;
	int rc;

	say_put(&t, sentence, words);
	rc = text_done(&t, e);
	if (rc == 0 && t.at)
		line(p, label, t.at);
	text_free(&t);
	return rc;
}

/* ---- the parts ---- */

static int in_short(struct page *p, struct err *e)
{
	struct headline all[HEADLINES];
	int n;

	if (headlines(all, &n, p->report, e) < 0)
		return -1;
	section(p, say(p->report->language, "In short"));
	for (int i = 0; i < n; i++)
		line(p, all[i].topic, all[i].text);
	return 0;
}

/* What a reader must know before comparing. */
static int cautions(struct page *p, struct err *e)
{
	struct report *r = p->report;
	struct language *l = r->language;
	const struct word words[] = { { "edition", r->edition },
		{ "before", r->before }, { "editions", r->computed },
		{ NULL, NULL } };
	int rc = 0;

	if (r->comparable[0] == 'n')
		rc = told(p, say(l, "Caution"),
			say(l,
				"Editions {before} and {edition} are of "
				"different methods: a change of rank between "
				"them mixes the method with the performance."),
			words, e);
	if (rc == 0 && r->worst_first)
		line(p, say(l, "Ranks"),
			say(l,
				"Rank 1 is the worst: who rises moves away "
				"from it."));
	if (rc == 0 && *r->computed)
		rc = told(p, say(l, "Ranks"),
			say(l,
				"No ranks are published in {editions}: they "
				"are computed from the scores (1, 2, 2, 4)."),
			words, e);
	return rc;
}

static int comparable(struct page *p, struct err *e)
{
	char editions[2 * FACT_TEXT], method[FACT_TEXT];
	struct stmt *s = NULL;
	int rc;

	section(p,
		say(p->report->language,
			"Editions that may be compared with each other"));
	rc = cautions(p, e);
	if (rc == 0)
		rc = report_query(&s, p->report, "regime", e);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(editions, sizeof(editions), s, 0);
		stmt_copy(method, sizeof(method), s, 1);
		line(p, editions, method);
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

	section(p, say(r->language, "Contents"));
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

/* What is to be said of a release: "one.xlsx (published 2023-12)." */
static void tell_release(struct text *out, struct language *l, struct stmt *s)
{
	char file[FACT_TEXT], published[LABEL_TEXT], forced[FACT_TEXT];
	const struct word words[] = { { "file", file },
		{ "published", published }, { "why", forced }, { NULL, NULL } };

	stmt_copy(file, sizeof(file), s, 1);
	stmt_copy(published, sizeof(published), s, 2);
	stmt_copy(forced, sizeof(forced), s, 4);
	if (!*file)
		snprintf(file, sizeof(file), "%s",
			say(l, "A file without a name"));
	say_put(out,
		*published ? say(l, "{file} (published {published}).")
			   : say(l, "{file}."),
		words);
	if (stmt_type(s, 3) != VALUE_NULL && stmt_get_integer(s, 3) == 0) {
		text_putc(out, ' ');
		text_puts(out,
			say(l, "These are not the publisher's own bytes."));
	}
	if (*forced) {
		text_putc(out, ' ');
		say_put(out, say(l, "Promoted by force: {why}."), words);
	}
}

static int release(struct page *p, struct stmt *s, struct err *e)
{
	char edition[LABEL_TEXT], hash[LABEL_TEXT];
	struct text t = TEXT_INIT;
	int rc;

	stmt_copy(edition, sizeof(edition), s, 0);
	stmt_copy(hash, sizeof(hash), s, 5);
	tell_release(&t, p->report->language, s);
	rc = text_done(&t, e);
	if (rc == 0) {
		excel_text(p->sheet, p->row, 3, hash, &small);
		line(p, edition, t.at);
	}
	text_free(&t);
	return rc;
}

static int made_from(struct page *p, struct err *e)
{
	struct report *r = p->report;
	struct language *l = r->language;
	const struct word words[] = { { "moment", r->as_of }, { NULL, NULL } };
	char label[FACT_TEXT];
	struct stmt *s = NULL;
	int rc;

	section(p, say(l, "Made from"));
	page_fill(label, say(l, "As of {moment}"), words);
	if (*r->as_of)
		line(p, label,
			strchr(r->as_of, 'T')
				? say(l,
					  "With the releases that were known "
					  "then, and none that came later")
				: say(l,
					  "With the releases that were known "
					  "at the end of that day (UTC), and "
					  "none that came later"));
	rc = report_query(&s, r, "cover-release", e);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1)
		rc = release(p, s, e);
	stmt_close(s);
	return rc;
}

static int about(struct page *p, struct err *e)
{
	struct report *r = p->report;
	struct language *l = r->language;
	char when[CLOCK_TEXT];
	const struct word words[] = { { "moment", when },
		{ "version", r->order->version }, { NULL, NULL } };

	section(p, say(l, "Licence and origin"));
	line(p, say(l, "Publisher"), r->publisher);
	if (*r->landing) {
		excel_text(p->sheet, p->row, 1, say(l, "Published at"), &key);
		excel_link(p->sheet, p->row++, 2, r->landing, r->landing,
			&look_link);
	}
	line(p, say(l, "Licence"), r->licence);
	line(p, say(l, "Attribution"), r->attribution);
	clock_format(when, r->order->now);
	if (told(p, say(l, "Made"),
		    say(l,
			    "{moment} by kosh {version}, from the files above "
			    "and nothing else"),
		    words, e) < 0)
		return -1;
	line(p, say(l, "Log"), r->log);
	return 0;
}

static int head(struct page *p, struct err *e)
{
	struct report *r = p->report;
	struct language *l = r->language;
	char areas[LABEL_TEXT];
	const struct word words[] = { { "edition", r->edition },
		{ "publisher", r->publisher }, { "areas", areas },
		{ "method", r->method }, { "moment", r->as_of },
		{ NULL, NULL } };
	struct text t = TEXT_INIT;
	int rc;

	snprintf(areas, sizeof(areas), "%ld", r->areas);
	excel_text(p->sheet, 0, 1, r->title, &big);
	excel_height(p->sheet, 0, 36);
	say_put(&t,
		say_many(l,
			"Edition {edition} \u00b7 {publisher} \u00b7 {areas} "
			"area \u00b7 {method}",
			"Edition {edition} \u00b7 {publisher} \u00b7 {areas} "
			"areas \u00b7 {method}",
			r->areas),
		words);
	rc = text_done(&t, e);
	if (rc == 0)
		excel_text(p->sheet, 1, 1, t.at, &look_note);
	text_clear(&t);
	p->row = 2;
	if (rc == 0 && *r->as_of) {
		say_put(&t,
			say(l,
				"As of {moment}: what was known then, not "
				"what is known today"),
			words);
		rc = text_done(&t, e);
		if (rc == 0)
			excel_text(p->sheet, p->row++, 1, t.at, &as_of_look);
	}
	text_free(&t);
	return rc;
}

int sheet_cover(struct report *r, const struct sheet *s, struct err *e)
{
	struct page p = { .report = r,
		.sheet = excel_sheet(r->excel, say(r->language, s->name)) };

	excel_page(p.sheet);
	excel_width(p.sheet, 0, 0, 2);
	excel_width(p.sheet, 1, 1, LABEL_WIDTH);
	excel_width(p.sheet, 2, 2, TEXT_WIDTH);
	excel_width(p.sheet, 3, 3, 20);
	if (head(&p, e) < 0 || in_short(&p, e) < 0)
		return -1;
	contents(&p);
	if (comparable(&p, e) < 0 || made_from(&p, e) < 0 || about(&p, e) < 0)
		return -1;
	excel_print(p.sheet, 1, 0, 1);
	excel_print_whole(p.sheet);
	return 0;
}
