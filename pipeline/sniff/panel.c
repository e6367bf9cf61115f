/* SPDX-License-Identifier: MIT */
/* Long tables: one row an area, a period and an indicator. */
#include <stdio.h>

#include "pipeline/sniff/guess_inside.h"

/* How often an area comes, at least, if it comes more than once. */
static const double several = 1.3;

static unsigned long distinct(const struct tally *t)
{
	if (t->unlisted == 0 && t->numbers + t->dates == 0)
		return t->n_texts;
	return tally_distinct(t);
}

/* ---- the period ---- */

/* Cells like "2012-2013" and "2017 backcast", which are no years but begin as
 * such. */
static unsigned long spans(const struct tally *t)
{
	unsigned long n = 0;

	for (unsigned i = 0; i < t->n_texts; i++) {
		const char *text = t->text[i].at;
		char front[5];
		size_t at;

		snprintf(front, sizeof(front), "%s", text);
		if (strlen(text) > 4 && lexicon_year(front, &at) &&
			(text[4] < '0' || text[4] > '9'))
			n += t->text[i].cells;
	}
	return n;
}

static int is_full_of_years(
	const struct guess *g, const struct tally *t, int hints)
{
	unsigned long years = t->years + (hints ? spans(t) : 0);

	return years * 10 >= t->cells * 9 && t->years > 0 &&
		t->cells * 10 >= g->frame.rows * 9;
}

int panel_is_period(const struct guess *g, uint32_t column, double times)
{
	const struct tally *t = frame_tally(&g->frame, column);
	unsigned hints = lexicon_hints(guess_label(g, column), HINT_PERIOD);
	int last = 0;
	unsigned years = tally_years(t, &last);

	if (!is_full_of_years(g, t, hints > 0) ||
		labels_own(g->labels, column) < 0)
		return 0;
	if (times < several)
		return hints > 0 && years == 1;
	return years > 1 || hints > 0;
}

static void find_period(struct guess *g, double times)
{
	int hinted = 0;

	for (uint32_t c = g->frame.left; c <= g->frame.right; c++) {
		int hints;

		if (c == g->frame.area || c == g->frame.code ||
			!panel_is_period(g, c, times))
			continue;
		hints = lexicon_hints(guess_label(g, c), HINT_PERIOD) > 0;
		if (g->period != NO_COLUMN && hints <= hinted)
			continue;
		hinted = hints;
		g->period = c;
		g->years =
			tally_years(frame_tally(&g->frame, c), &g->last_year);
		if (spans(frame_tally(&g->frame, c)) > 0)
			g->years =
				(unsigned)distinct(frame_tally(&g->frame, c));
	}
}

/* ---- the indicator ---- */

/* How well a column tells the rows of an area apart: the more different texts
 * the better, up to as many as it takes. 0: it does not. */
static double fitness(const struct guess *g, uint32_t column, double times)
{
	const struct tally *t = frame_tally(&g->frame, column);
	double n = (double)distinct(t), filled;

	if (column == g->frame.area || column == g->frame.code ||
		column == g->period || labels_own(g->labels, column) < 0 ||
		t->texts == 0 || t->numeric_texts * 2 > t->texts)
		return 0;
	if (n < 2 || n * 2 < times || n > times * 2 + 1)
		return 0;
	filled = (double)(t->cells - t->empty) / (double)g->frame.rows;
	if (filled < 0.6)
		return 0;
	return n + (filled >= 1 ? 0.6 : 0) +
		0.1 * lexicon_hints(guess_label(g, column), HINT_INDICATOR);
}

static void find_indicator(struct guess *g, double times)
{
	double best = 0;

	for (uint32_t c = g->frame.left; c <= g->frame.right; c++) {
		double f = fitness(g, c, times);

		if (f <= best)
			continue;
		best = f;
		g->indicator = c;
	}
}

/* ---- both ---- */

static int add(struct guess *g, uint32_t at, enum column_role role,
	const char *what, struct err *e)
{
	struct column_guess *c = guess_add(g, at, role, e);
	const struct tally *t = frame_tally(&g->frame, at);

	if (!c)
		return -1;
	guess_why(c,
		lexicon_hints(guess_label(g, at),
			role == COLUMN_PERIOD ? HINT_PERIOD : HINT_INDICATOR)
			? SURE
			: LIKELY,
		"%lu rows, %u areas, %lu %s", g->frame.rows, g->frame.areas,
		role == COLUMN_PERIOD ? g->years : distinct(t), what);
	return 0;
}

/* What is left once period and indicator are told: sources, sexes. */
static void note_further(struct guess *g, double times)
{
	if (times >= several)
		guess_note(g,
			"rows of the same area, period and indicator come "
			"%.1f times: 'is: filter' of the column that tells "
			"them apart reads one kind",
			times);
}

int panel_find(struct guess *g, struct err *e)
{
	double times = (double)g->frame.rows / g->frame.areas;

	find_period(g, times);
	if (g->period != NO_COLUMN &&
		add(g, g->period, COLUMN_PERIOD,
			g->years == 1 ? "year" : "years", e) < 0)
		return -1;
	if (times < several)
		return 0;
	if (g->period != NO_COLUMN && g->years > 0)
		times /= g->years;
	if (times < several)
		return 0;
	find_indicator(g, times);
	if (g->indicator != NO_COLUMN) {
		note_further(g,
			times /
				(double)distinct(
					frame_tally(&g->frame, g->indicator)));
		return add(g, g->indicator, COLUMN_INDICATOR, "texts", e);
	}
	guess_note(g,
		"areas come several times, and no column was found that tells "
		"their rows apart");
	return 0;
}
