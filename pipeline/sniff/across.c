/* SPDX-License-Identifier: MIT */
/* Tables that name their areas from left to right: one family of columns. */
#include <stdio.h>

#include "pipeline/sniff/guess_inside.h"

/* Texts that say what a row's figures are: one of ranks and one of others. */
static int is_measures(const struct tally *t)
{
	int ranks = 0, others = 0;

	if (t->unlisted || t->n_texts > FIGURE_MARKERS)
		return 0;
	for (unsigned i = 0; i < t->n_texts; i++)
		if (lexicon_is_pure(t->text[i].at) &&
			lexicon_hints(t->text[i].at, HINT_RANK))
			ranks++;
		else if (lexicon_is_pure(t->text[i].at) &&
			lexicon_hints(t->text[i].at, HINT_SCORE))
			others++;
	return ranks == 1 && others > 0;
}

/* The column left of the areas whose texts name the rows: the one with the
 * most different ones; of several the one whose label says so most. */
static uint32_t column_of_names(const struct guess *g, uint32_t measures)
{
	uint32_t found = NO_COLUMN;
	double most = 0;

	for (uint32_t c = 0; c < g->frame.left; c++) {
		const struct tally *t = frame_tally(&g->frame, c);
		double n = t->n_texts +
			0.1 * lexicon_hints(guess_label(g, c), HINT_INDICATOR);

		if (c == measures || c == g->period || t->n_texts == 0 ||
			n <= most || labels_own(g->labels, c) < 0)
			continue;
		most = n;
		found = c;
	}
	return found;
}

/* A column of measures; NO_COLUMN where the rows are of one. */
static uint32_t column_of_measures(const struct guess *g)
{
	uint32_t c = 0;

	while (c < g->frame.left &&
		(labels_own(g->labels, c) < 0 ||
			!is_measures(frame_tally(&g->frame, c))))
		c++;
	return c < g->frame.left ? c : NO_COLUMN;
}

static uint32_t column_of_periods(const struct guess *g)
{
	uint32_t c = 0;

	while (c < g->frame.left &&
		(!lexicon_hints(guess_label(g, c), HINT_PERIOD) ||
			!panel_is_period(g, c, (double)g->frame.rows)))
		c++;
	return c < g->frame.left ? c : NO_COLUMN;
}

static int add(struct guess *g, uint32_t at, enum column_role role,
	const char *what, struct err *e)
{
	struct column_guess *c;

	if (at == NO_COLUMN)
		return 0;
	c = guess_add(g, at, role, e);
	if (!c)
		return -1;
	guess_why(c, LIKELY, "%lu different %s",
		tally_distinct(frame_tally(&g->frame, at)), what);
	return 0;
}

static void name_areas(struct guess *g, struct column_guess *c)
{
	const struct frame *f = &g->frame;
	unsigned area = f->area - f->top, code = f->code - f->top;

	c->name = (struct column_name){ .n_path = f->bottom - f->top + 1 };
	if (f->area != NO_COLUMN)
		c->name.path[area] = "{area}";
	if (f->code != NO_COLUMN)
		c->name.path[code] = "{code}";
}

int across_find(struct guess *g, struct err *e)
{
	struct frame *f = &g->frame;
	struct column_guess *c;
	uint32_t measures;

	if (f->bottom - f->top >= LABEL_ROWS) {
		f->kind = FRAME_NONE;
		return 0;
	}
	if (labels_open(&g->labels, g->s, f->top, f->bottom, 0,
		    g->s->n_columns - 1, e) < 0)
		return -1;
	measures = column_of_measures(g);
	g->period = column_of_periods(g);
	g->indicator = column_of_names(g, measures);
	if (g->indicator == NO_COLUMN) {
		f->kind = FRAME_NONE;
		guess_note(g,
			"areas stand across, but no column with a label names "
			"the rows");
		return 0;
	}
	if (add(g, g->period, COLUMN_PERIOD, "periods", e) < 0 ||
		add(g, g->indicator, COLUMN_INDICATOR, "texts", e) < 0 ||
		add(g, measures, COLUMN_MEASURE, "texts", e) < 0)
		return -1;
	c = guess_add(g, f->left,
		measures == NO_COLUMN ? COLUMN_SCORE : COLUMN_VALUE, e);
	if (!c)
		return -1;
	name_areas(g, c);
	marks_across(g, c);
	snprintf(c->id, sizeof(c->id), "{indicator}");
	guess_why(c, SURE, "%u areas stand across", f->areas);
	return 0;
}
