/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/frame.h"

#include <stdlib.h>

#include "pipeline/sniff/frame_inside.h"

enum {
	FEW_AREAS = 3,	 /* fewer make no table */
	MANY_AREAS = 10, /* that it takes where nothing else speaks for it */
};

const struct tally *frame_tally(const struct frame *f, uint32_t column)
{
	return &f->tally[column];
}

const struct figure *frame_figure(const struct frame *f, uint32_t column)
{
	return &f->figure[column];
}

int frame_is_figures(const struct frame *f, uint32_t column)
{
	return column != f->area && column != f->code &&
		figure_is(&f->figure[column], &f->tally[column]);
}

void frame_free(struct frame *f)
{
	for (uint32_t i = 0; f->tally && i < f->s->n_columns; i++)
		tally_free(&f->tally[i]);
	free(f->tally);
	free(f->figure);
	f->tally = NULL;
	f->figure = NULL;
}

/* Tallies of all columns over some rows. */
static int take_tallies(
	struct frame *f, uint32_t first, uint32_t last, struct err *e)
{
	uint32_t n = f->s->n_columns;

	frame_free(f);
	f->tally = calloc(n + 1, sizeof(*f->tally));
	f->figure = calloc(n + 1, sizeof(*f->figure));
	if (!f->tally || !f->figure)
		return err_memory(e);
	for (uint32_t i = 0; i < n; i++) {
		if (summary_tally(&f->tally[i], f->s, i, first, last, e) < 0)
			return -1;
		figure_of(&f->figure[i], &f->tally[i]);
	}
	return 0;
}

/* ---- the column of the area ---- */

static int may_be_area(const struct tally *t)
{
	return tally_areas(t) >= FEW_AREAS &&
		(t->labels + t->others) * 5 >= t->texts - t->empty;
}

/* The column with the most areas; of several with about as many the leftmost:
 * names for the web and in other languages stand to the right. */
static void find_area(struct frame *f)
{
	unsigned most = 0;

	for (uint32_t i = 0; i < f->s->n_columns; i++)
		if (may_be_area(&f->tally[i]) &&
			tally_areas(&f->tally[i]) > most)
			most = tally_areas(&f->tally[i]);
	f->areas = most;
	for (uint32_t i = 0; most > 0 && i < f->s->n_columns; i++)
		if (may_be_area(&f->tally[i]) &&
			tally_areas(&f->tally[i]) * 20 >= most * 19) {
			f->area = i;
			return;
		}
}

/* ---- the column of the code ---- */

/* The system that knows the most of the codes. */
static enum code_system best_system(const struct tally *t)
{
	enum code_system best = CODE_ISO3;

	for (int i = 1; i < CODE_SYSTEMS; i++)
		if (t->known[i] > t->known[best])
			best = (enum code_system)i;
	return best;
}

/* In how many of the kept rows code and label mean the same, and in how many
 * both mean an area. */
static void compare(const struct frame *f, const struct areas *a,
	uint32_t column, enum code_system system, unsigned long *same,
	unsigned long *both)
{
	*same = *both = 0;
	for (size_t i = 0; i < f->s->n_rows; i++) {
		const struct kept_row *r = &f->s->rows[i];
		const struct kept *code = summary_cell(r, column);
		const struct kept *label = summary_cell(r, f->area);
		const struct area *x =
			summary_area(a, code, code_system_name(system), NULL);
		const struct area *y = label ? label->found.area : NULL;

		*both += x && y;
		*same += x && x == y;
	}
}

static int may_be_code(
	const struct frame *f, const struct areas *a, uint32_t column)
{
	const struct tally *t = &f->tally[column];
	enum code_system s = best_system(t);
	unsigned coded = tally_coded(t, s);
	unsigned long same, both;

	if (column == f->area || coded < FEW_AREAS ||
		t->codes[s] * 2 < t->cells)
		return 0;
	if (f->area == NO_COLUMN)
		return coded >= MANY_AREAS;
	compare(f, a, column, s, &same, &both);
	return coded * 2 >= f->areas && same * 10 >= both * 8 && same > 0;
}

static void find_code(struct frame *f, const struct areas *a)
{
	unsigned most = 0;

	for (uint32_t i = 0; i < f->s->n_columns; i++) {
		enum code_system s = best_system(&f->tally[i]);
		unsigned coded = tally_coded(&f->tally[i], s);

		if (coded <= most || !may_be_code(f, a, i))
			continue;
		most = coded;
		f->code = i;
		f->system = s;
	}
	if (f->area == NO_COLUMN)
		f->areas = most;
}

const struct area *frame_area(
	const struct frame *f, const struct areas *a, const struct kept_row *r)
{
	const struct kept *code =
		f->code == NO_COLUMN ? NULL : summary_cell(r, f->code);
	const struct kept *label =
		f->area == NO_COLUMN ? NULL : summary_cell(r, f->area);

	return summary_area(a, code, code_system_name(f->system), label);
}

/* ---- rows ---- */

/* The first and the last kept row with an area, and how many rows there are. */
static void find_rows(struct frame *f, const struct areas *a)
{
	const struct tally *t =
		&f->tally[f->area != NO_COLUMN ? f->area : f->code];
	unsigned long known = 0;

	for (size_t i = 0; i < f->s->n_rows; i++) {
		const struct kept_row *r = &f->s->rows[i];

		if (!frame_area(f, a, r))
			continue;
		if (known++ == 0)
			f->first = r->number;
		f->last = r->number;
	}
	f->rows = f->area == NO_COLUMN ? t->codes[f->system] : t->labels;
	if (known > f->rows)
		f->rows = known;
}

int frame_find(struct frame *out, const struct summary *s,
	const struct areas *a, struct err *e)
{
	*out = (struct frame){ .s = s, .area = NO_COLUMN, .code = NO_COLUMN };
	if (take_tallies(out, 0, UINT32_MAX, e) < 0)
		return -1;
	find_area(out);
	find_code(out, a);
	frame_across(out, a);
	if (out->kind == FRAME_ACROSS)
		return take_tallies(out, out->first, out->last, e);
	if (out->area == NO_COLUMN && out->code == NO_COLUMN)
		return 0;
	out->kind = FRAME_DOWN;
	out->right = s->n_columns - 1;
	find_rows(out, a);
	if (take_tallies(out, out->first, out->last, e) < 0)
		return -1;
	return frame_header(out, e);
}
