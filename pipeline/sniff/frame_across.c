/* SPDX-License-Identifier: MIT */
/* Tables that name their areas from left to right. */
#include "pipeline/sniff/frame_inside.h"

enum { MANY_AREAS = 10 };

/* How many cells of a row mean an area, by label or by code. */
static unsigned by_label(const struct kept_row *r)
{
	unsigned n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += r->cells[i].found.sense == AREA_IS;
	return n;
}

static unsigned by_code(const struct kept_row *r, const struct areas *a,
	enum code_system system)
{
	const char *name = code_system_name(system);
	unsigned n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += r->cells[i].text &&
			areas_find_code(a, name, span_of(r->cells[i].text))
					.sense == AREA_IS;
	return n;
}

/* The first and last column of the row's areas. */
static void find_columns(
	struct frame *f, const struct kept_row *r, const struct areas *a)
{
	const char *system = code_system_name(f->system);
	int coded = f->area == NO_COLUMN;

	f->left = NO_COLUMN;
	for (size_t i = 0; i < r->n; i++) {
		const struct kept *c = &r->cells[i];

		if (coded ? !c->text ||
					areas_find_code(
						a, system, span_of(c->text))
							.sense != AREA_IS
			  : c->found.sense != AREA_IS)
			continue;
		if (f->left == NO_COLUMN)
			f->left = c->column;
		f->right = c->column;
	}
}

/* The rows that hold the most labels and the most codes. */
static void find_row_of_areas(struct frame *f, const struct areas *a)
{
	unsigned labels = 0, codes = 0;

	for (size_t i = 0; i < f->s->n_head; i++) {
		const struct kept_row *r = &f->s->rows[i];
		unsigned n = by_label(r);

		if (n > labels) {
			labels = n;
			f->area = r->number;
		}
		for (int s = 0; s < CODE_SYSTEMS; s++) {
			n = by_code(r, a, (enum code_system)s);
			if (n <= codes)
				continue;
			codes = n;
			f->code = r->number;
			f->system = (enum code_system)s;
		}
	}
	if (labels < MANY_AREAS)
		f->area = NO_COLUMN;
	if (codes < MANY_AREAS || codes * 2 < labels)
		f->code = NO_COLUMN;
	f->areas = labels > codes ? labels : codes;
}

static int is_text_only(const struct frame *f, const struct kept_row *r)
{
	double v;

	for (size_t i = 0; i < r->n; i++)
		if (r->cells[i].column >= f->left &&
			r->cells[i].column <= f->right &&
			kept_number(&v, &r->cells[i]) == 0)
			return 0;
	return 1;
}

/* Labels go on under the areas while rows hold no number; then come the
 * figures. */
static void find_rows(struct frame *f)
{
	int in_data = 0;

	for (size_t i = 0; i < f->s->n_rows; i++) {
		const struct kept_row *r = &f->s->rows[i];

		if (r->number <= f->bottom)
			continue;
		in_data |= !is_text_only(f, r);
		if (!in_data) {
			f->bottom = r->number;
			continue;
		}
		if (f->first == 0)
			f->first = r->number;
		f->last = r->number;
		f->rows++;
	}
}

static uint32_t lesser(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

void frame_across(struct frame *f, const struct areas *a)
{
	struct frame x = { .s = f->s,
		.tally = f->tally,
		.figure = f->figure,
		.area = NO_COLUMN,
		.code = NO_COLUMN,
		.blocks = 1 };
	uint32_t by;

	find_row_of_areas(&x, a);
	if (x.areas < MANY_AREAS || x.areas <= 2 * f->areas)
		return;
	by = x.area != NO_COLUMN ? x.area : x.code;
	for (size_t i = 0; i < x.s->n_head; i++)
		if (x.s->rows[i].number == by)
			find_columns(&x, &x.s->rows[i], a);
	x.top = lesser(x.area, x.code);
	x.bottom = x.area == NO_COLUMN || x.code == NO_COLUMN
		? by
		: x.area + x.code - x.top;
	find_rows(&x);
	if (x.rows == 0)
		return;
	x.kind = FRAME_ACROSS;
	*f = x;
}
