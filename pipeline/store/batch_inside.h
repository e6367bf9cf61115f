/* SPDX-License-Identifier: MIT */
/* Inside the batch: what its files have in common. */
#ifndef KOSH_STORE_BATCH_INSIDE_H
#define KOSH_STORE_BATCH_INSIDE_H

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/store/batch.h"

/* What rows have in common is kept once, and counted. The first three are what
 * they are sorted by. */
enum batch_name { INDICATOR, PERIOD, AREA, SHEET, LABEL, NAMES };
enum { KEYS = AREA + 1 };

/* Names stand in their places among those of their kind. */
struct kept {
	double value;
	const char *text; /* lengths in four bytes, cell, raw */
	uint32_t indicator : 29, measure : 2, has_value : 1;
	uint32_t period, label;
	uint16_t area, sheet;
};

struct batch {
	struct ids names[NAMES];
	struct kept *rows; /* in the order in which they came */
	size_t n;
	struct arena texts;
	size_t text_bytes;
	/* Once it is sorted: the key of a row, and in the lowest bits where
	 * the row stands. */
	uint64_t *order;
	unsigned row_bits;
	int64_t release;
};

/* The id that is the name at this place. */
int64_t batch_id(const struct batch *b, enum batch_name kind, uint32_t place);
struct span batch_cell(const struct kept *row);
struct span batch_raw(const struct kept *row);

/* The i-th of the sorted rows. */
static inline const struct kept *batch_sorted(const struct batch *b, size_t i)
{
	return &b->rows[b->order[i] & (((uint64_t)1 << b->row_bits) - 1)];
}

/* Which one of the rows of its figure the i-th is. */
static inline size_t batch_place(const struct batch *b, size_t i)
{
	size_t first = i;

	while (first > 0 &&
		(b->order[first - 1] ^ b->order[i]) >> b->row_bits == 0)
		first--;
	return i - first;
}

#endif
