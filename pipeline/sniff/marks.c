/* SPDX-License-Identifier: MIT */
/* How a column of figures says that there is none, and what has to be taken
 * off its figures. */
#include "pipeline/sniff/guess_inside.h"

void guess_marker(struct column_guess *c, const char *text)
{
	for (unsigned i = 0; i < c->n_missing; i++)
		if (strcmp(c->missing[i], text) == 0)
			return;
	if (c->n_missing < FIGURE_MARKERS)
		c->missing[c->n_missing++] = text;
}

/* Is a cell of the column blank in a row with an area? */
static int has_blanks(
	const struct guess *g, uint32_t column, const struct areas *a)
{
	const struct summary *s = g->s;
	const struct tally *t = frame_tally(&g->frame, column);

	for (size_t i = 0; i < s->n_rows; i++)
		if (s->rows[i].number >= g->frame.first &&
			s->rows[i].number <= g->frame.last &&
			!summary_cell(&s->rows[i], column) &&
			frame_area(&g->frame, a, &s->rows[i]))
			return 1;
	if (s->all == s->n_rows)
		return t->empty > 0;
	return t->empty > 0 || column >= s->n_between ||
		s->between[column].cells < s->all - s->n_rows;
}

static void note_strangers(
	struct guess *g, const struct column_guess *c, const struct figure *f)
{
	char cell[CELL_ADDRESS];

	if (!f->strange)
		return;
	cell_address(cell, f->stranger_row, c->at);
	guess_note(g, "%lu cell%s of '%.60s' %s no number, as '%.40s' (%s)",
		f->strange, f->strange > 1 ? "s" : "", guess_label(g, c->at),
		f->strange > 1 ? "hold" : "holds", f->stranger, cell);
}

/* A column of the family, or the only one. */
static void add_column(struct guess *g, struct column_guess *c, uint32_t column,
	const struct areas *a)
{
	const struct figure *f = frame_figure(&g->frame, column);

	for (unsigned i = 0; i < f->n_markers; i++)
		if (f->marker[i][0])
			guess_marker(c, f->marker[i]);
	c->cleaners |= f->cleaners;
	c->as_text |= f->as_text * 2 > f->figures;
	c->blanks |= has_blanks(g, column, a);
}

/* Publishers that write numbers for "none" take one of these; it is for people
 * to say which do. 0 for none. */
static double suspect(const struct figure *f)
{
	static const double codes[] = { -66, -77, -88, -99, -999, -9999, 9999 };

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if ((f->least == codes[i] || f->greatest == codes[i]) &&
			f->whole == f->figures)
			return codes[i];
	return 0;
}

static void say_range(struct column_guess *c, const struct figure *f)
{
	double code = suspect(f);

	if (code != 0)
		guess_why(c, LIKELY,
			"numbers from %.6g to %.6g; is %.6g a code for "
			"missing?",
			f->least, f->greatest, code);
	else
		guess_why(c, LIKELY, "numbers from %.6g to %.6g", f->least,
			f->greatest);
}

void marks_find(struct guess *g, struct column_guess *c, const struct areas *a)
{
	const struct figure *f = frame_figure(&g->frame, c->at);

	if (c->n_categories) {
		c->blanks = has_blanks(g, c->at, a);
		return;
	}
	add_column(g, c, c->at, a);
	for (uint32_t col = g->frame.left;
		c->name.is_family && col <= g->frame.right; col++)
		if (labels_akin(g->labels, col, c->at))
			add_column(g, c, col, a);
	if (!c->why[0])
		say_range(c, f);
	note_strangers(g, c, f);
}

/* Rows of remarks lie among those of figures, so that only what is known to
 * mean "none" is taken for it. */
void marks_across(struct guess *g, struct column_guess *c)
{
	for (uint32_t col = g->frame.left; col <= g->frame.right; col++) {
		const struct figure *f = frame_figure(&g->frame, col);
		const struct tally *t = frame_tally(&g->frame, col);

		for (unsigned i = 0; i < f->n_markers; i++)
			if (f->marker[i][0] && figure_says_none(f->marker[i]))
				guess_marker(c, f->marker[i]);
		c->as_text |= f->as_text * 2 > f->figures;
		c->blanks |= t->cells - t->empty < g->frame.rows;
	}
}
