/* SPDX-License-Identifier: MIT */
/* Where the header of a table is, and what its labels say. */
#include <stdio.h>

#include "pipeline/sniff/drift_inside.h"
#include "pipeline/sniff/guess.h"

enum { RANGE = 2 * CELL_ADDRESS };

/* ---- the rows of the header ---- */

static int numbers(struct look *l, enum drift_kind kind, unsigned was,
	unsigned is, struct err *e)
{
	char before[16], now[16], cell[CELL_ADDRESS];

	if (was == is)
		return 0;
	snprintf(before, sizeof(before), "%u", was);
	snprintf(now, sizeof(now), "%u", is);
	cell_address(
		cell, l->is->bottom, l->is->n ? l->is->spots[0].column : 0);
	return look_add(l,
		(struct drift){
			.kind = kind, .cell = cell, .was = before, .is = now },
		e);
}

static int header(struct look *l, struct err *e)
{
	if (!l->was->s)
		return 0;
	if (numbers(l, DRIFT_HEADER_ROW, l->was->bottom + 1, l->is->bottom + 1,
		    e) < 0)
		return -1;
	return numbers(
		l, DRIFT_HEADER_ROWS, l->was->label_rows, l->is->label_rows, e);
}

/* ---- a column that the spec reads ---- */

static int has_column(const struct view *v, const struct spec_column *k)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->spots[i].spec == k ||
			(v->spots[i].other && v->spots[i].other->spec == k))
			return 1;
	return 0;
}

static const struct spot *first_of(
	const struct view *v, const struct spec_column *k)
{
	const struct spot *p = v->spots;

	while (p->spec != k)
		p++;
	return p;
}

/* Of a family without a member left the first one speaks for all. */
static int gone(struct look *l, const struct spot *was, struct err *e)
{
	const struct spec_column *k = was->spec;
	int is_left = was->says && has_column(l->is, k);
	struct drift d = { .kind = DRIFT_LABEL_GONE, .was = was->label };

	if ((k->optional && !l->was->s) || was->area ||
		(was->says && !is_left && first_of(l->was, k) != was))
		return 0; /* areas are told with the rows */
	if (was->says && !is_left)
		d.was = k->label ? k->label : k->path[k->n_path - 1];
	if (is_left && was->period) {
		d.kind = DRIFT_PERIOD_GONE;
		d.was = was->period;
	}
	return look_column(l, was, NULL, d, e);
}

/* What stands above, and the label itself where above is nothing. */
static int changed_above(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	struct text before = TEXT_INIT, now = TEXT_INIT;
	int rc;

	if (was->how != HOW_ABOVE && label_alike(was->above, is->above) == 1)
		return 0;
	text_printf(&before, "%s > %s", was->above, is->label);
	text_printf(&now, "%s > %s", is->above, is->label);
	rc = text_done(&before, e) < 0 ? -1 : text_done(&now, e);
	if (rc == 0)
		rc = look_column(l, was, is,
			(struct drift){ .kind = DRIFT_ABOVE,
				.was = *was->above ? before.at : is->label,
				.is = *is->above ? now.at : is->label,
				.reads = was->how == HOW_SAME },
			e);
	text_free(&before);
	text_free(&now);
	return rc;
}

/* The unit that stands in the rows between header and figures. */
static int changed_unit(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const struct kept *a, *b;

	for (unsigned i = 1; i <= l->t->skip_rows; i++) {
		a = b = NULL;
		for (size_t k = 0; k < l->was->s->n_head; k++)
			if (l->was->s->rows[k].number == l->was->bottom + i)
				a = summary_cell(
					&l->was->s->rows[k], was->column);
		for (size_t k = 0; k < l->is->s->n_head; k++)
			if (l->is->s->rows[k].number == l->is->bottom + i)
				b = summary_cell(
					&l->is->s->rows[k], is->column);
		if ((a || b) &&
			(!a || !b || !a->text || !b->text ||
				label_alike(a->text, b->text) < 1) &&
			look_column(l, was, is,
				(struct drift){ .kind = DRIFT_UNIT,
					.was = a ? a->text : "",
					.is = b ? b->text : "" },
				e) < 0)
			return -1;
	}
	return 0;
}

static int changed(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	int rc = 0;

	if (was->how == HOW_PERIOD)
		return look_column(l, was, is,
			(struct drift){ .kind = DRIFT_PERIOD,
				.was = was->period,
				.is = is->period },
			e);
	if (was->how == HOW_ABOVE)
		return changed_above(l, was, is, e);
	if (was->how == HOW_RENAMED ||
		(l->was->s && label_alike(was->label, is->label) != 1))
		rc = look_column(l, was, is,
			(struct drift){ .kind = DRIFT_RENAMED,
				.was = was->label,
				.is = is->label,
				.reads = was->how == HOW_SAME },
			e);
	if (rc < 0 || was->how == HOW_RENAMED || !l->was->s)
		return rc;
	if (changed_above(l, was, is, e) < 0)
		return -1;
	return changed_unit(l, was, is, e);
}

static int labels_of_spec(struct look *l, struct err *e)
{
	for (size_t i = 0; i < l->was->n; i++) {
		const struct spot *was = &l->was->spots[i];
		int rc = 0;

		if (!was->spec)
			continue;
		if (was->other)
			rc = changed(l, was, was->other, e);
		else
			rc = gone(l, was, e);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* ---- a column that was not there ---- */

static int appeared(struct look *l, const struct spot *is, struct err *e)
{
	if (is->area)
		return 0;
	if (is->spec && is->period)
		return look_column(l, NULL, is,
			(struct drift){
				.kind = DRIFT_PERIOD_NEW, .is = is->period },
			e);
	return look_column(l, NULL, is,
		(struct drift){ .kind = DRIFT_LABEL_NEW, .is = is->label }, e);
}

static int has_rival(const struct view *v, const struct spec_column *k)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->spots[i].rival == k)
			return 1;
	return 0;
}

static int stands_twice(struct look *l, const struct spot *is, struct err *e)
{
	const struct spec_column *k = is->rival;
	char first[CELL_ADDRESS] = "", second[CELL_ADDRESS], cells[RANGE];

	if (!k || has_rival(l->was, k))
		return 0;
	for (size_t i = 0; i < l->is->n; i++)
		if (l->is->spots[i].spec == k)
			cell_address(first, l->is->spots[i].row,
				l->is->spots[i].column);
	cell_address(second, is->row, is->column);
	snprintf(cells, sizeof(cells), "%.14s,%.14s", first, second);
	return look_add(l,
		(struct drift){ .kind = DRIFT_LABEL_TWICE,
			.column = k,
			.cell = cells,
			.was = is->label,
			.is = is->label },
		e);
}

/* Where the spec alone is at hand nobody knows what else was there, and it is
 * of use only beside what is gone. */
static int tells_new(const struct look *l)
{
	int gone = 0;

	for (size_t i = 0; i < l->was->n; i++)
		gone |= l->was->spots[i].spec && !l->was->spots[i].other;
	return l->was->s || gone;
}

static int new_labels(struct look *l, struct err *e)
{
	int tells = tells_new(l);

	for (size_t i = 0; i < l->is->n; i++) {
		const struct spot *is = &l->is->spots[i];

		if (stands_twice(l, is, e) < 0)
			return -1;
		if (is->other || !tells || (is->spec && !l->was->s))
			continue;
		if (appeared(l, is, e) < 0)
			return -1;
	}
	return 0;
}

/* ---- columns that moved ---- */

static void range(char out[RANGE], uint32_t from, uint32_t to)
{
	char first[CELL_ADDRESS], last[CELL_ADDRESS];

	guess_letters(first, from);
	guess_letters(last, to);
	if (from == to)
		snprintf(out, RANGE, "%.14s", first);
	else
		snprintf(out, RANGE, "%.14s:%.14s", first, last);
}

/* Of columns that were found by likeness alone that is told already. */
static int moved(struct look *l, const struct spot *first,
	const struct spot *last, struct err *e)
{
	char was[RANGE], is[RANGE];
	int sure = 0;

	for (const struct spot *p = first; p <= last; p++)
		sure |= p->other && p->how != HOW_RENAMED;
	if (!sure)
		return 0;
	range(was, first->column, last->column);
	range(is, first->other->column, last->other->column);
	return look_add(l,
		(struct drift){
			.kind = DRIFT_MOVED, .cell = is, .was = was, .is = is },
		e);
}

/* Columns side by side that moved as far are told together. */
static int moves(struct look *l, struct err *e)
{
	const struct spot *first = NULL, *last = NULL;

	for (size_t i = 0; l->was->s && i < l->was->n; i++) {
		const struct spot *p = &l->was->spots[i];

		if (!p->other)
			continue;
		if (first &&
			p->other->column - p->column !=
				first->other->column - first->column) {
			if (moved(l, first, last, e) < 0)
				return -1;
			first = NULL;
		}
		if (!first && p->other->column != p->column)
			first = p;
		last = p;
	}
	return first ? moved(l, first, last, e) : 0;
}

int look_labels(struct look *l, struct err *e)
{
	if (header(l, e) < 0 || labels_of_spec(l, e) < 0 ||
		new_labels(l, e) < 0)
		return -1;
	return moves(l, e);
}
