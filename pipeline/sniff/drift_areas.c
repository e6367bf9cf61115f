/* SPDX-License-Identifier: MIT */
/* Which areas a table lists and what they are called; rows that are about
 * none. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/sniff/drift_inside.h"

enum { SHOWN = 10 }; /* rows that are no areas */

/* What each area is called; NULL where it is not there. */
struct listing {
	const char **label;
	uint32_t *row;
	unsigned n;
};

static void list(struct listing *x, const struct view *v,
	const struct area *area, const char *label, uint32_t row)
{
	size_t i = (size_t)(area - v->areas->areas);

	if (x->label[i])
		return;
	x->label[i] = label;
	x->row[i] = row;
	x->n++;
}

/* Texts of rows that the summary did not keep. */
static void list_texts(struct listing *x, const struct view *v)
{
	const struct spot *p = v->code ? v->code : v->names;

	for (unsigned i = 0; p && i < p->tally.n_texts; i++) {
		const struct tally_text *t = &p->tally.text[i];
		struct area_found f = v->code
			? areas_find_code(v->areas, v->codes, span_of(t->at))
			: t->found;

		if (f.sense == AREA_IS)
			list(x, v, f.area, v->code ? "" : t->at, t->row);
	}
}

static int listing_of(struct listing *x, const struct view *v, struct err *e)
{
	const struct kept_row *r;
	size_t at = 0;

	*x = (struct listing){ calloc(v->areas->n_areas + 1, sizeof(char *)),
		calloc(v->areas->n_areas + 1, sizeof(uint32_t)), 0 };
	if (!x->label || !x->row)
		return err_memory(e);
	for (size_t i = 0; i < v->n; i++)
		if (v->spots[i].area)
			list(x, v, v->spots[i].area, v->spots[i].says,
				v->spots[i].row);
	while ((r = view_row(v, &at))) {
		const struct area *area = view_area(v, r);
		const struct kept *c =
			v->names ? summary_cell(r, v->names->column) : NULL;

		if (area)
			list(x, v, area, c && c->text ? c->text : "",
				r->number);
	}
	list_texts(x, v);
	return 0;
}

static void listing_free(struct listing *x)
{
	free(x->label);
	free(x->row);
}

/* ---- which, and how many ---- */

/* What several sheets of a table share is told of the first. */
static int tell(struct look *l, struct drift d, struct err *e)
{
	for (size_t i = 0; i < l->out->n; i++) {
		const struct drift *x = &l->out->at[i];

		if (x->table == l->t && x->kind == d.kind &&
			strcmp(x->was, d.was ? d.was : "") == 0 &&
			strcmp(x->is, d.is ? d.is : "") == 0)
			return 0;
	}
	return look_add(l, d, e);
}

static int tell_codes(struct look *l, enum drift_kind kind,
	const struct listing *have, const struct listing *lack, struct err *e)
{
	const struct areas *a = l->task->areas;
	struct text codes = TEXT_INIT;
	int rc;

	for (size_t i = 0; i < a->n_areas; i++)
		if (have->label[i] && !lack->label[i])
			text_printf(&codes, "%s%s", codes.len ? " " : "",
				a->areas[i].code);
	rc = text_done(&codes, e);
	if (rc == 0 && codes.len)
		rc = tell(l,
			(struct drift){ .kind = kind,
				.was = kind == DRIFT_AREAS_GONE ? codes.at
								: NULL,
				.is = kind == DRIFT_AREAS_NEW ? codes.at
							      : NULL },
			e);
	text_free(&codes);
	return rc;
}

static int tell_count(struct look *l, enum drift_kind kind, unsigned long was,
	unsigned long is, struct err *e)
{
	char before[24], now[24];

	if (was == is)
		return 0;
	snprintf(before, sizeof(before), "%lu", was);
	snprintf(now, sizeof(now), "%lu", is);
	return tell(
		l, (struct drift){ .kind = kind, .was = before, .is = now }, e);
}

static int tell_labels(struct look *l, const struct listing *was,
	const struct listing *is, struct err *e)
{
	char cell[CELL_ADDRESS];

	for (size_t i = 0; l->is->names && i < l->task->areas->n_areas; i++) {
		const char *before = was->label[i], *now = is->label[i];

		if (!before || !now || !*before || !*now ||
			strcmp(before, now) == 0)
			continue;
		cell_address(cell, is->row[i], l->is->names->column);
		if (tell(l,
			    (struct drift){ .kind = DRIFT_AREA_LABEL,
				    .cell = cell,
				    .was = before,
				    .is = now },
			    e) < 0)
			return -1;
	}
	return 0;
}

/* How many rows are about an area, where that is not the number of areas. */
static int tell_rows(struct look *l, const struct listing *was,
	const struct listing *is, struct err *e)
{
	unsigned long a, b;

	if (!l->was->key || !l->is->key)
		return 0;
	a = l->was->key->tally.cells;
	b = l->is->key->tally.cells;
	return a - was->n == b - is->n ? 0 : tell_count(l, DRIFT_ROWS, a, b, e);
}

/* ---- rows that are about none ---- */

static int has_figures(const struct view *v, const struct kept_row *r)
{
	double number;

	for (size_t i = 0; i < v->n; i++) {
		const struct spec_column *k = v->spots[i].other
			? v->spots[i].other->spec
			: v->spots[i].spec;
		const struct kept *c = k && k->role == ROLE_VALUE
			? summary_cell(r, v->spots[i].column)
			: NULL;

		if (c && kept_number(&number, c) == 0)
			return 1;
	}
	return 0;
}

/* Does the row say by its code or its label what it is? */
static int is_known(const struct view *v, const struct kept_row *r)
{
	const struct kept *c;

	if (view_area(v, r))
		return 1;
	c = v->names ? summary_cell(r, v->names->column) : NULL;
	if (c && c->found.sense != AREA_UNKNOWN)
		return 1;
	c = v->code ? summary_cell(r, v->code->column) : NULL;
	return c && kept_code(c, v->areas, v->codes).sense != AREA_UNKNOWN;
}

static int look_row(
	struct look *l, const struct kept_row *r, unsigned *n, struct err *e)
{
	char digits[NUM_TEXT], cell[CELL_ADDRESS];
	const char *key = view_key(digits, l->is, r);

	if (is_known(l->is, r) || view_skips(l->is, key) ||
		!has_figures(l->is, r) ||
		(l->was->key && tally_find(&l->was->key->tally, key)) ||
		(*n)++ >= SHOWN)
		return 0;
	cell_address(cell, r->number, l->is->key->column);
	return look_add(l,
		(struct drift){ .kind = DRIFT_ROW, .cell = cell, .is = key },
		e);
}

static int look_rows(struct look *l, struct err *e)
{
	const struct kept_row *r;
	size_t at = 0;
	unsigned n = 0;

	while ((l->is->names || l->is->code) && (r = view_row(l->is, &at)))
		if (look_row(l, r, &n, e) < 0)
			return -1;
	return 0;
}

static int look_end(struct look *l, struct err *e)
{
	if (!l->t->n_end || l->is->ended || (l->was->s && !l->was->ended))
		return 0;
	return look_add(
		l, (struct drift){ .kind = DRIFT_END, .was = l->t->end[0] }, e);
}

static int compare(struct look *l, const struct listing *was,
	const struct listing *is, struct err *e)
{
	if (tell_count(l, DRIFT_AREAS, was->n, is->n, e) < 0 ||
		tell_codes(l, DRIFT_AREAS_GONE, was, is, e) < 0 ||
		tell_codes(l, DRIFT_AREAS_NEW, is, was, e) < 0 ||
		tell_labels(l, was, is, e) < 0)
		return -1;
	return tell_rows(l, was, is, e);
}

int look_areas(struct look *l, struct err *e)
{
	struct listing was = { NULL, NULL, 0 }, is = { NULL, NULL, 0 };
	int rc = listing_of(&is, l->is, e);

	if (rc == 0 && l->was->s) {
		rc = listing_of(&was, l->was, e);
		if (rc == 0)
			rc = compare(l, &was, &is, e);
	} else if (rc == 0 && l->t->areas && !l->t->part) {
		rc = tell_count(l, DRIFT_AREAS, l->t->areas, is.n, e);
	}
	listing_free(&was);
	listing_free(&is);
	if (rc == 0)
		rc = look_rows(l, e);
	return rc < 0 ? -1 : look_end(l, e);
}
