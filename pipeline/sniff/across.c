/* SPDX-License-Identifier: MIT */
/* Tables that name their areas from left to right: one family of columns. */
#include <stdio.h>

#include "pipeline/sniff/guess_inside.h"

/* The column left of the areas whose texts name the rows: the one with the
 * most different ones. */
static uint32_t column_of_names(const struct guess *g)
{
	uint32_t found = NO_COLUMN;
	unsigned most = 0;

	for (uint32_t c = 0; c < g->frame.left; c++) {
		const struct tally *t = frame_tally(&g->frame, c);

		if (t->n_texts <= most || labels_own(g->labels, c) < 0)
			continue;
		most = t->n_texts;
		found = c;
	}
	return found;
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

	if (f->bottom - f->top >= LABEL_ROWS) {
		f->kind = FRAME_NONE;
		return 0;
	}
	if (labels_open(&g->labels, g->s, f->top, f->bottom, 0,
		    g->s->n_columns - 1, e) < 0)
		return -1;
	g->indicator = column_of_names(g);
	if (g->indicator == NO_COLUMN) {
		f->kind = FRAME_NONE;
		guess_note(g,
			"areas stand across, but no column with a label names "
			"the rows");
		return 0;
	}
	c = guess_add(g, g->indicator, COLUMN_INDICATOR, e);
	if (!c)
		return -1;
	guess_why(c, LIKELY, "%u different texts",
		frame_tally(f, g->indicator)->n_texts);
	c = guess_add(g, f->left, COLUMN_SCORE, e);
	if (!c)
		return -1;
	name_areas(g, c);
	snprintf(c->id, sizeof(c->id), "{indicator}");
	guess_why(c, SURE, "%u areas stand across", f->areas);
	return 0;
}
