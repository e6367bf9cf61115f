/* SPDX-License-Identifier: MIT */
/* What the sheets say in sentences. */
#include <stdio.h>
#include <string.h>

#include "pipeline/report/page.h"

static const struct excel_look back_look = {
	.ink = 0x1f4e79, .underline = 1, .size = 9
};

void page_fill(
	char buf[FACT_TEXT], const char *sentence, const struct word *words)
{
	struct text t = TEXT_INIT;
	size_t n;

	say_put(&t, sentence, words);
	n = t.failed ? 0 : t.len;
	if (n >= FACT_TEXT)
		n = FACT_TEXT - 1;
	/* not in the middle of a character */
	while (n > 0 && n < t.len && ((unsigned char)t.at[n] & 0xc0) == 0x80)
		n--;
	if (n)
		memcpy(buf, t.at, n);
	buf[n] = '\0';
	text_free(&t);
}

void page_told(struct page *p, const char *sentence, const struct word *words)
{
	struct text t = TEXT_INIT;

	say_put(&t, sentence, words);
	if (t.len && !t.failed)
		page_note(p, t.at);
	text_free(&t);
}

void page_section(struct page *p, const char *title)
{
	p->row++;
	excel_text(p->sheet, p->row, 0, title, &look_section);
	excel_height(p->sheet, p->row++, 20);
}

void page_back(struct page *p)
{
	struct language *l = p->report->language;
	const struct sheet *first = report_sheet(p->report, 0);
	char target[2 * LABEL_TEXT];

	snprintf(target, sizeof(target), "internal:'%.64s'!A1",
		say(l, first->name));
	excel_link(p->sheet, p->row++, 0, target,
		first->write == sheet_cover ? say(l, "Back to the cover")
					    : say(l, "Back to the first sheet"),
		&back_look);
}

/* ---- what a reader must know of ranks ---- */

void page_first(struct page *p)
{
	struct report *r = p->report;
	const struct word words[] = { { "editions", r->computed },
		{ NULL, NULL } };

	if (r->worst_first)
		page_note(p,
			say(r->language,
				"Rank 1 is the worst: who rises moves away "
				"from it."));
	if (*r->computed)
		page_told(p,
			say(r->language,
				"No ranks are published in {editions}: they "
				"are computed from the scores (1, 2, 2, 4)."),
			words);
}

void page_caution(struct page *p)
{
	struct report *r = p->report;
	const struct word words[] = { { "before", r->before },
		{ "edition", r->edition }, { NULL, NULL } };

	page_first(p);
	if (!*r->before)
		return;
	page_told(p,
		r->comparable[0] == 'y'
			? say(r->language,
				  "Editions {before} and {edition} share a "
				  "method and may be compared.")
			: say(r->language,
				  "Not comparable: editions {before} and "
				  "{edition} are of different methods. A "
				  "change of rank between them mixes the "
				  "method with the performance."),
		words);
}

void page_as_of(struct page *p)
{
	struct report *r = p->report;
	const struct word words[] = { { "moment", r->as_of }, { NULL, NULL } };

	if (*r->as_of)
		page_told(p,
			say(r->language,
				"As of {moment}: the releases that were "
				"current then."),
			words);
}

/* One section of a number format: what stands around {n} in quotes. */
static void add_section(struct text *out, const char *told)
{
	const char *n = strstr(told, "{n}");
	const char *digits = n ? "0" : "";
	struct span before = { told, n ? (size_t)(n - told) : strlen(told) };
	struct span after = span_of(n ? n + strlen("{n}") : "");
	const struct span parts[] = { before, after };

	for (int i = 0; i < 2; i++) {
		text_puts(out, parts[i].len ? "\"" : "");
		for (size_t k = 0; k < parts[i].len; k++)
			if (parts[i].at[k] != '"')
				text_putc(out, parts[i].at[k]);
		text_puts(out, parts[i].len ? "\"" : "");
		text_puts(out, i == 0 ? digits : "");
	}
}

void report_change_format(struct report *r)
{
	struct language *l = r->language;
	struct text t = TEXT_INIT;

	add_section(&t, say_as(l, "change", "\u25b2 {n} up"));
	text_putc(&t, ';');
	add_section(&t, say_as(l, "change", "\u25bc {n} down"));
	text_putc(&t, ';');
	add_section(&t, say_as(l, "change", "= same"));
	/* what is cut would be no format */
	snprintf(r->change_format, sizeof(r->change_format), "%s",
		!t.failed && t.len < sizeof(r->change_format)
			? t.at
			: "\"\u25b2 \"0;\"\u25bc \"0;\"=\"");
	text_free(&t);
}
