/* SPDX-License-Identifier: MIT */
/* What moved a country's score, and what has to be known to read its page. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/report/country.h"

/* ---- what moved the score ---- */

/* Why it is not held against the edition before. */
static const char *reason(struct report *r, const struct facts *f)
{
	struct language *l = r->language;

	if (!*r->before)
		return say(l, N_("There is no edition before this one."));
	if (*r->comparable == 'n')
		return say(l,
			N_("Editions {before} and {edition} are of "
			   "different methods: their scores are not "
			   "comparable."));
	return isnan(f->score) ? say(l, N_("It has no score in {edition}."))
			       : say(l, N_("It has no score in {before}."));
}

static const char *against(struct language *l, enum moved_way way)
{
	switch (way) {
	case MOVED_LEADER:
		return say(l,
			N_("So the score is held against that of "
			   "{other}, who leads {region}."));
	case MOVED_NEXT:
		return say(l,
			N_("So the score is held against that of "
			   "{other}, the next one in front."));
	case MOVED_SECOND:
		return say(l,
			N_("So the score is held against that of "
			   "{other}, the next one behind."));
	case MOVED_SINCE:
		return say(l,
			N_("Editions {before} and {edition} share a "
			   "method: what each part adds to the change of "
			   "the score."));
	case MOVED_NOT:
		return say(l,
			N_("The overall score of this edition is no "
			   "mean or sum of its published parts, so it "
			   "cannot be split."));
	case MOVED_ALONE:
		break;
	}
	return say(l, N_("There is nothing to hold it against."));
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
		m->way == MOVED_SINCE
			? say(l, N_("What moved the score"))
			: say(l, N_("What makes the score differ")));
	row++;
	if (m->way != MOVED_SINCE && m->way != MOVED_NOT)
		row = card_say(c, row, LEFT, LEFT_END, reason(r, f), words);
	row = card_say(c, row, LEFT, LEFT_END, against(l, m->way), words);
	if (f->lower && m->n > 0)
		row = card_lines(c, row, LEFT, LEFT_END,
			say(l,
				N_("The lower score is the better one: what "
				   "adds less than 0 is a gain.")));
	return row;
}

/* One row: what it is called, both figures, what it adds. */
static void line(struct card *c, uint32_t row, const struct moved_line *v,
	const char *format, int strong)
{
	const struct excel_look *number =
		strong ? &card_number_strong : &card_number_look;
	const struct excel_look score =
		card_with(number, c->report->score_format);
	const struct excel_look by = card_with(number, format);

	card_text(c, row, LEFT, v->label,
		strong ? &card_strong : &card_text_look);
	card_number(c, row, LEFT + 1, v->from, &score);
	card_number(c, row, LEFT + 2, v->to, &score);
	card_number(c, row, LEFT + 3, v->by, &by);
}

static uint32_t rows(struct card *c, const struct moved *m, uint32_t row)
{
	struct language *l = c->report->language;
	struct moved_line rest = { "", NAN, NAN, m->others_by },
			  rounding = { "", NAN, NAN, m->rounding },
			  gap = { "", m->from, m->to, m->gap };
	char format[LABEL_TEXT], n[LABEL_TEXT];
	const struct word words[] = { { "n", n }, { NULL, NULL } };

	card_signed(format, m->places);
	for (int i = 0; i < m->n; i++)
		line(c, row++, &m->lines[i], format, 0);
	snprintf(n, sizeof(n), "%ld", m->others);
	card_put(rest.label, FACT_TEXT,
		say_many(l, "{n} other part", "{n} other parts", m->others),
		words);
	if (m->others > 0)
		line(c, row++, &rest, format, 0);
	snprintf(rounding.label, FACT_TEXT, "%s",
		m->explained ? say(l, N_("Rounding"))
			     : say(l, N_("Not explained by rounding")));
	line(c, row++, &rounding, format, 0);
	snprintf(gap.label, FACT_TEXT, "%s", say(l, N_("Overall score")));
	line(c, row++, &gap, format, 1);
	return row;
}

uint32_t country_moved(struct card *c, const struct moved *m, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const int since = m->way == MOVED_SINCE;
	const char *const titles[] = { say(l, N_("Part")),
		since ? r->before : m->other, since ? r->edition : r->area_name,
		say(l, N_("Adds")) };
	uint32_t under;

	if (m->n == 0)
		return row;
	under = rows(c, m, row + 1);
	card_table(c, "contributions", row, LEFT, under - 1, titles, "tnnn");
	return card_lines(c, under, LEFT, LEFT_END,
		say(l,
			N_("What the parts add comes to the difference to the "
			   "last digit; rounding is what is left of the "
			   "published scores.")));
}

/* ---- notes ---- */

static const char *tie_rule(struct language *l, const struct facts *f)
{
	if (f->computed)
		return say(l,
			N_("Ties: the edition publishes no ranks; they "
			   "are computed from its scores, and equal "
			   "scores share one (1, 2, 2, 4)."));
	if (strcmp(f->ties, "competition") == 0)
		return say(l,
			N_("Ties: areas with equal scores share a rank "
			   "(1, 2, 2, 4)."));
	if (strcmp(f->ties, "sequential") == 0)
		return say(l,
			N_("Ties: no rank is shared, also where "
			   "published scores are equal."));
	if (strcmp(f->ties, "hidden") == 0)
		return say(l,
			N_("Ties: equal scores are ranked by digits that "
			   "are not published."));
	return say(l,
		N_("Ties: ranks are as published and follow no rule "
		   "that is stated."));
}

/* "Methods: 2019: clusters", one line for each. */
static uint32_t methods(struct card *c, const struct course *t, uint32_t row)
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
					       N_("Method of {from} to {to}: "
						  "{method}."))
				     : say(l,
					       N_("Method of {from}: "
						  "{method}.")),
			words);
	}
	return row;
}

static uint32_t comparability(struct card *c, uint32_t row)
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
				  N_("Editions {before} and {edition} share a "
				     "method and may be compared. A gap in the "
				     "line of ranks is a change of method, or "
				     "an edition without the area."))
			: say(l,
				  N_("Not comparable: editions {before} and "
				     "{edition} are of different methods. A "
				     "change of rank between them mixes the "
				     "method with the performance; so does any "
				     "across a gap in the line of ranks.")),
		words);
}

uint32_t country_notes(struct card *c, const struct facts *f,
	const struct course *course, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const struct word words[] = { { "period", f->period },
		{ "region", r->region_name }, { "scheme", f->scheme },
		{ "licence", r->licence }, { "attribution", r->attribution },
		{ NULL, NULL } };

	card_section(c, row, LEFT, RIGHT_END, say(l, N_("Notes")));
	row = comparability(c, row + 1);
	row = methods(c, course, row);
	row = card_lines(c, row, LEFT, RIGHT_END, tie_rule(l, f));
	row = card_say(c, row, LEFT, RIGHT_END,
		*r->region
			? say(l,
				  N_("Regions: {region} is a region of "
				     "{scheme}. Means count each area with a "
				     "figure once. Figures are of {period}."))
			: say(l,
				  N_("Regions: no region of {scheme} has this "
				     "area. Means count each area with a "
				     "figure "
				     "once. Figures are of {period}.")),
		words);
	if (*r->attribution)
		row = card_say(c, row, LEFT, RIGHT_END,
			say(l,
				N_("Source: {attribution}. Licence: {licence}. "
				   "The sheet Indicators names the cell of "
				   "each "
				   "figure, the sheet Sources its file.")),
			words);
	return row;
}
