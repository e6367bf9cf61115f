/* SPDX-License-Identifier: MIT */
/* What moved a score, and what has to be known to read a page. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/report/region.h"

enum {
	MISSING_MAX = 20,
	LONG = 5, /* places that need a smaller type */
};

/* ---- what moved the score ---- */

/* Why it is not held against the edition before. */
static const char *reason(struct report *r, const struct facts *f)
{
	struct language *l = r->language;

	if (!*r->before)
		return say(l, "There is no edition before this one.");
	if (*r->comparable == 'n')
		return say(l,
			"Editions {before} and {edition} are of "
			"different methods: their scores are not "
			"comparable.");
	return isnan(f->score) ? say(l, "It has no score in {edition}.")
			       : say(l, "It has no score in {before}.");
}

static const char *against(struct language *l, enum moved_way way)
{
	switch (way) {
	case MOVED_LEADER:
		return say(l,
			"So the score is held against that of "
			"{other}, who leads {region}.");
	case MOVED_NEXT:
		return say(l,
			"So the score is held against that of "
			"{other}, the next one in front.");
	case MOVED_SECOND:
		return say(l,
			"So the score is held against that of "
			"{other}, the next one behind.");
	case MOVED_SINCE:
		return say(l,
			"Editions {before} and {edition} share a "
			"method: what each part adds to the change of "
			"the score.");
	case MOVED_NOT:
		return say(l,
			"The overall score of this edition is no "
			"mean or sum of its published parts, so it "
			"cannot be split.");
	case MOVED_ALONE:
		break;
	}
	return say(l, "There is nothing to hold it against.");
}

uint32_t country_explain(struct card *c, const struct moved *m,
	const struct facts *f, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const struct word words[] = { { "before", r->before },
		{ "edition", r->edition }, { "other", m->other },
		{ "region", r->region_name }, { NULL, NULL } };

	card_section(c, row, LEFT, LEFT_END,
		m->way == MOVED_SINCE ? say(l, "What moved the score")
				      : say(l, "What makes the score differ"));
	row++;
	if (m->way != MOVED_SINCE && m->way != MOVED_NOT)
		row = card_say(c, row, LEFT, LEFT_END, reason(r, f), words);
	row = card_say(c, row, LEFT, LEFT_END, against(l, m->way), words);
	if (f->lower && m->n > 0)
		row = card_lines(c, row, LEFT, LEFT_END,
			say(l,
				"The lower score is the better one: what "
				"adds less than 0 is a gain."));
	return row;
}

/* One row: what it is called, its weight, both figures, what it adds. */
static void line(struct card *c, uint32_t row, const struct moved *m,
	const struct moved_line *v, int strong)
{
	const struct excel_look *number =
		strong ? &card_number_strong : &card_number_look;
	const struct excel_look weight =
		card_with(number, m->mean ? "0.0%" : "General");
	const struct excel_look score = card_with(number, c->score);
	struct excel_look by;
	char format[LABEL_TEXT];

	card_signed(format, m->places);
	by = card_with(number, format);
	if (m->places > LONG)
		by.size = 8;
	card_text(c, row, LEFT, v->label,
		strong ? &card_strong : &card_text_look);
	card_number(c, row, LEFT + 1, v->weight, &weight);
	card_number(c, row, LEFT + 2, v->from, &score);
	card_number(c, row, LEFT + 3, v->to, &score);
	card_number(c, row, LEFT + 4, v->by, &by);
}

static uint32_t rows(struct card *c, const struct moved *m, uint32_t row)
{
	struct language *l = c->report->language;
	struct moved_line rest = { "", NAN, NAN, NAN, m->others_by },
			  rounding = { "", NAN, NAN, NAN, m->rounding },
			  gap = { "", NAN, m->from, m->to, m->gap };
	char n[LABEL_TEXT];
	const struct word words[] = { { "n", n }, { NULL, NULL } };

	for (int i = 0; i < m->n; i++)
		line(c, row++, m, &m->lines[i], 0);
	snprintf(n, sizeof(n), "%ld", m->others);
	card_put(rest.label, FACT_TEXT,
		say_many(l, "{n} other part", "{n} other parts", m->others),
		words);
	if (m->others > 0)
		line(c, row++, m, &rest, 0);
	snprintf(rounding.label, FACT_TEXT, "%s",
		m->explained ? say(l, "Rounding")
			     : say(l, "Not explained by rounding"));
	line(c, row++, m, &rounding, 0);
	snprintf(gap.label, FACT_TEXT, "%s", say(l, "Overall score"));
	line(c, row++, m, &gap, 1);
	return row;
}

uint32_t country_moved(struct card *c, const struct moved *m, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const int since = m->way == MOVED_SINCE;
	const char *const titles[] = { say(l, "Part"), say(l, "Weight"),
		since ? r->before : m->other, since ? r->edition : r->area_name,
		say(l, "Adds") };
	uint32_t under;

	if (m->n == 0)
		return row;
	under = rows(c, m, row + 1);
	card_table(c, "contributions", row, LEFT, under - 1, titles, "tnnnn");
	return card_lines(c, under, LEFT, LEFT_END,
		say(l,
			"What the parts add comes to the difference to the "
			"last digit; rounding is what is left of the "
			"published scores."));
}

/* ---- notes ---- */

const char *note_ties(struct language *l, const char *ties, int computed)
{
	if (computed)
		return say(l,
			"Ties: the edition publishes no ranks; they "
			"are computed from its scores, and equal "
			"scores share one (1, 2, 2, 4).");
	if (strcmp(ties, "competition") == 0)
		return say(l,
			"Ties: areas with equal scores share a rank "
			"(1, 2, 2, 4).");
	if (strcmp(ties, "sequential") == 0)
		return say(l,
			"Ties: no rank is shared, also where "
			"published scores are equal.");
	if (strcmp(ties, "hidden") == 0)
		return say(l,
			"Ties: equal scores are ranked by digits that "
			"are not published.");
	return say(l,
		"Ties: ranks are as published and follow no rule "
		"that is stated.");
}

/* "Methods: 2019: clusters", one line for each. */
uint32_t note_methods(struct card *c, const struct course *t, uint32_t row)
{
	struct language *l = c->report->language;
	int last;

	for (int i = 0; i < t->n; i = last) {
		for (last = i + 1; last < t->n && !t->starts[last];)
			last++;
		const struct word words[] = { { "from", t->edition[i] },
			{ "to", t->edition[last - 1] },
			{ "method", t->method[i] }, { NULL, NULL } };

		row = card_say(c, row, LEFT, RIGHT_END,
			last - 1 > i ? say(l,
					       "Method of {from} to {to}: "
					       "{method}.")
				     : say(l,
					       "Method of {from}: "
					       "{method}."),
			words);
	}
	return row;
}

uint32_t note_comparable(struct card *c, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const struct word words[] = { { "before", r->before },
		{ "edition", r->edition }, { NULL, NULL } };

	if (!*r->before)
		return row;
	return card_say(c, row, LEFT, RIGHT_END,
		*r->comparable == 'y'
			? say(l,
				  "Editions {before} and {edition} share a "
				  "method and may be compared. A gap in the "
				  "line of ranks is a change of method, or "
				  "an edition without the area.")
			: say(l,
				  "Not comparable: editions {before} and "
				  "{edition} are of different methods. A "
				  "change of rank between them mixes the "
				  "method with the performance; so does any "
				  "across a gap in the line of ranks."),
		words);
}

uint32_t note_source(struct card *c, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	char places[LABEL_TEXT];
	const struct word words[] = { { "licence", r->licence },
		{ "attribution", r->attribution }, { "places", places },
		{ NULL, NULL } };

	snprintf(places, sizeof(places), "%d", c->decimals);
	if (r->decimals > c->decimals)
		row = card_say(c, row, LEFT, RIGHT_END,
			say(l,
				"Scores are shown to {places} places; the "
				"cells hold all that are published."),
			words);
	if (!*r->attribution)
		return row;
	return card_say(c, row, LEFT, RIGHT_END,
		*r->licence ? say(l,
				      "Source: {attribution}. Licence: "
				      "{licence}. The sheet Sources names "
				      "the files.")
			    : say(l,
				      "Source: {attribution}. The sheet "
				      "Sources names the files."),
		words);
}

uint32_t country_notes(struct card *c, const struct facts *f,
	const struct course *course, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const struct word words[] = { { "period", f->period },
		{ "region", r->region_name }, { "scheme", f->scheme },
		{ NULL, NULL } };

	card_section(c, row, LEFT, RIGHT_END, say(l, "Notes"));
	row = note_comparable(c, row + 1);
	row = note_methods(c, course, row);
	row = card_lines(
		c, row, LEFT, RIGHT_END, note_ties(l, f->ties, f->computed));
	row = card_say(c, row, LEFT, RIGHT_END,
		*r->region ? say(l,
				     "Regions: {region} is a region of "
				     "{scheme}. Means count each area with a "
				     "figure once. Figures are of {period}.")
			   : say(l,
				     "Regions: no region of {scheme} has this "
				     "area. Means count each area with a "
				     "figure "
				     "once. Figures are of {period}."),
		words);
	row = card_lines(c, row, LEFT, RIGHT_END,
		say(l,
			"Cells: the sheet Indicators names, for every "
			"figure of the area, the sheet and the cell of the "
			"publisher's workbook."));
	return note_source(c, row);
}

/* ---- the same of a region ---- */

/* Who is not in the edition, with a name where it is few. */
static int missing(
	char out[CARD_TEXT], long *n, struct report *r, struct err *e)
{
	struct text t = TEXT_INIT;
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "region-missing", e);

	*n = 0;
	for (; rc == 0 && (rc = stmt_step(s, e)) == 1; rc = 0, ++*n)
		if (*n < MISSING_MAX)
			text_printf(&t, "%s%.*s", t.len ? ", " : "",
				SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	if (*n > MISSING_MAX)
		text_puts(&t, ", ...");
	snprintf(out, CARD_TEXT, "%s", t.at && !t.failed ? t.at : "");
	text_free(&t);
	return rc < 0 ? -1 : 0;
}

int region_notes(struct card *c, const struct region_parts *p, uint32_t row,
	struct err *e)
{
	const struct region_facts *f = &p->facts;
	struct report *r = c->report;
	struct language *l = r->language;
	char names[CARD_TEXT], n[LABEL_TEXT];
	const struct word words[] = { { "period", f->period },
		{ "region", r->region_name }, { "scheme", f->scheme },
		{ "names", names }, { "n", n }, { NULL, NULL } };
	long lack;

	if (missing(names, &lack, r, e) < 0)
		return -1;
	snprintf(n, sizeof(n), "%ld", lack);
	card_section(c, row, LEFT, RIGHT_END, say(l, "Notes"));
	row = note_comparable(c, row + 1);
	row = note_methods(c, &p->course, row);
	row = card_lines(
		c, row, LEFT, RIGHT_END, note_ties(l, f->ties, f->computed));
	row = card_say(c, row, LEFT, RIGHT_END,
		say(l,
			"Regions: {region} is a region of {scheme}, with "
			"the "
			"areas that it has today in all editions. Means "
			"count each area with a figure once. Figures are of "
			"{period}."),
		words);
	if (lack > 0)
		row = card_say(c, row, LEFT, RIGHT_END,
			say_many(l,
				"{n} area of it is not in this edition: "
				"{names}.",
				"{n} areas of it are not in this edition: "
				"{names}.",
				lack),
			words);
	note_source(c, row);
	return 0;
}
