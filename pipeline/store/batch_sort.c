/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "pipeline/store/batch_inside.h"
#include "pipeline/store/order.h"

enum { MEASURE_BITS = 2, KEY_BITS = 64 };

/* The names of a kind in the order of the database. */
struct ranks {
	uint32_t *of; /* that of a name, by its place */
	unsigned bits;
};

static int compare_names(const void *a, const void *b, void *names)
{
	struct span x = ids_name(names, *(const uint32_t *)a);
	struct span y = ids_name(names, *(const uint32_t *)b);

	return span_order(x, y);
}

static int rank(struct ranks *r, struct ids *names, struct err *e)
{
	uint32_t *sorted = calloc(names->n + 1, sizeof(*sorted));

	r->of = calloc(names->n + 1, sizeof(*r->of));
	r->bits = order_bits(names->n);
	if (!sorted || !r->of) {
		free(sorted);
		return err_memory(e);
	}
	for (uint32_t i = 0; i < names->n; i++)
		sorted[i] = i;
	qsort_r(sorted, names->n, sizeof(*sorted), compare_names, names);
	for (uint32_t i = 0; i < names->n; i++)
		r->of[sorted[i]] = i;
	free(sorted);
	return 0;
}

static uint64_t key_of(const struct kept *row, const struct ranks *r)
{
	uint64_t key = r[INDICATOR].of[row->indicator];

	key = key << MEASURE_BITS | row->measure;
	key = key << r[PERIOD].bits | r[PERIOD].of[row->period];
	return key << r[AREA].bits | r[AREA].of[row->area];
}

/* The keys, in one number each with the place of its row. */
static int make_order(struct batch *b, const struct ranks *r, struct err *e)
{
	unsigned bits = r[INDICATOR].bits + MEASURE_BITS + r[PERIOD].bits +
		r[AREA].bits;

	b->row_bits = order_bits(b->n);
	if (bits + b->row_bits > KEY_BITS)
		return err_set(e, ERR_DATA,
			"a release of so many observations has too many "
			"different indicators, periods and areas");
	b->order = calloc(b->n + 1, sizeof(*b->order));
	if (!b->order)
		return err_memory(e);
	for (size_t i = 0; i < b->n; i++)
		b->order[i] = key_of(&b->rows[i], r) << b->row_bits | i;
	return order_sort(b->order, b->n, b->row_bits, bits + b->row_bits, e);
}

static int sort(struct batch *b, struct err *e)
{
	struct ranks r[KEYS] = { { NULL, 0 } };
	int rc = 0;

	free(b->order);
	b->order = NULL;
	for (int i = 0; rc == 0 && i < KEYS; i++)
		rc = rank(&r[i], &b->names[i], e);
	if (rc == 0)
		rc = make_order(b, r, e);
	for (int i = 0; i < KEYS; i++)
		free(r[i].of);
	return rc;
}

static int same_cell(const struct kept *a, const struct kept *b)
{
	return a->sheet == b->sheet && span_same(batch_cell(a), batch_cell(b));
}

/* Whether the i-th row is from the cell of one before it, its figure's too. A
 * figure has as many cells as tables that list it: few. */
static int is_twice(const struct batch *b, size_t i, size_t place)
{
	for (size_t j = i - place; j < i; j++)
		if (same_cell(batch_sorted(b, j), batch_sorted(b, i)))
			return 1;
	return 0;
}

static struct batch_row row_at(const struct batch *b, size_t i)
{
	const struct kept *row = batch_sorted(b, i);

	return (struct batch_row){ .indicator = batch_id(
					   b, INDICATOR, row->indicator),
		.sheet = batch_id(b, SHEET, row->sheet),
		.label = batch_id(b, LABEL, row->label),
		.measure = row->measure,
		.period = ids_name(&b->names[PERIOD], row->period),
		.area = ids_name(&b->names[AREA], row->area),
		.raw = batch_raw(row),
		.cell = batch_cell(row),
		.has_value = row->has_value,
		.value = row->value };
}

int batch_sort(struct batch_row *twice, struct batch *b, struct err *e)
{
	size_t place;

	*twice = (struct batch_row){ .indicator = 0 };
	if (sort(b, e) < 0)
		return -1;
	for (size_t i = 0; i < b->n; i++) {
		place = batch_place(b, i);
		if (place == BATCH_PLACES)
			return err_set(e, ERR_DATA,
				"a figure is in more than %d cells",
				BATCH_PLACES);
		if (!is_twice(b, i, place))
			continue;
		*twice = row_at(b, i);
		break;
	}
	return 0;
}
