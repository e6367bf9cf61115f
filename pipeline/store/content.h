/* SPDX-License-Identifier: MIT */
/*
 * What the hash of a release's content is taken over: indicator by indicator in
 * the order of their names, each with its rows in the order of the table, and
 * of a row all but where it stood.
 */
#ifndef KOSH_STORE_CONTENT_H
#define KOSH_STORE_CONTENT_H

#include "pipeline/base/hash.h"
#include "pipeline/base/text.h"

struct content_row {
	int measure; /* of batch_measure() */
	size_t place;
	int has_value;
	double value;
	struct span period, area, raw, label;
};

/* What stands before the rows of an indicator, of which there are so many. */
void content_indicator(struct hash *h, struct span indicator, size_t rows);
/* Adds a row to what will be hashed. */
int content_row(struct text *to, const struct content_row *row, struct err *e);

#endif
