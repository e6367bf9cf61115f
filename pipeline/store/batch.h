/* SPDX-License-Identifier: MIT */
/*
 * The observations of a release on their way into the database: kept, sorted
 * as the table is, and put by one statement. That takes a third of the time of
 * putting each as it comes.
 *
 * A row takes 40 bytes and its text, 8 more while rows are sorted that did not
 * come in order: some 700 MiB for 12 million rows. BATCH_ROWS and BATCH_TEXT
 * are the most that is kept, 2.5 GiB in all.
 */
#ifndef KOSH_STORE_BATCH_H
#define KOSH_STORE_BATCH_H

#include "pipeline/base/hash.h"
#include "pipeline/base/text.h"
#include "pipeline/store/db.h"

enum {
	BATCH_ROWS = 1 << 25,
	BATCH_TEXT = 1 << 30,	/* bytes of their texts and names */
	BATCH_PLACES = 1 << 10, /* cells of one figure */
};

struct batch_row {
	int64_t indicator, sheet, label; /* ids */
	int measure;			 /* batch_measure() */
	struct span period, area, raw, cell;
	int has_value;
	double value;
};

/* The measure of this name, or -1; and its name. */
int batch_measure(struct span name);
const char *batch_measure_name(int measure);

struct batch;

int batch_open(struct batch **out, struct err *e);
/* Keeps a row; its text is copied. ERR_DATA for one too many. */
int batch_put(struct batch *b, const struct batch_row *row, struct err *e);
size_t batch_count(const struct batch *b);
/* Sorts the rows and counts the cells of each figure in the order in which
 * they came: 0, 1, 2, ... *twice is a row whose figure was read from the same
 * cell before, or one without a cell. */
int batch_sort(struct batch_row *twice, struct batch *b, struct err *e);
/* Puts the sorted rows as those of a release; part of a transaction. */
int batch_insert(struct batch *b, struct db *d, int64_t release, struct err *e);
/* A hash over what the sorted rows say: indicator, measure, period, area,
 * which cell of the figure, value, text and label, and not where that stood.
 * Ids are looked up: the same rows have the same hash in any database, and in
 * whatever order the figures came. */
int batch_content(
	char hex[HASH_HEX], const struct batch *b, struct db *d, struct err *e);
void batch_close(struct batch *b);

#endif
