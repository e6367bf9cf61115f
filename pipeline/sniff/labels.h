/* SPDX-License-Identifier: MIT */
/*
 * The labels over the columns of a table: some rows of a sheet, and how a spec
 * can name each column by them so that it means that one and no other. It is
 * the header of kosh-spec(5), looked at from behind.
 */
#ifndef KOSH_SNIFF_LABELS_H
#define KOSH_SNIFF_LABELS_H

#include "pipeline/sniff/summary.h"

enum { LABEL_ROWS = 8 }; /* that a header may have */

struct labels {
	uint32_t top; /* row of the sheet */
	unsigned rows;
	uint32_t left, columns; /* those of the block */
	/* One for each row and column: the text, its folded form, and that with
	 * its year as {year}; NULL where nothing stands. */
	const char **text, **folded, **pattern;
	int *year;     /* that a label holds, or 0 */
	size_t *reach; /* the place of the label that reaches so far */
	int *own;      /* of each column the row of its own label; -1: none */
	struct arena arena;
};

/* Takes the rows from top to bottom over the columns from left to right. */
int labels_open(struct labels **out, const struct summary *s, uint32_t top,
	uint32_t bottom, uint32_t left, uint32_t right, struct err *e);
void labels_close(struct labels *l);

/* Row (from 0) of the lowest label of a column; -1 where it has none. Columns
 * count as in the sheet. */
int labels_own(const struct labels *l, uint32_t column);
/* What reaches a column in a row when filled to the right; NULL for nothing.
 * In the row of its own label that is the label, below it nothing. */
const char *labels_at(const struct labels *l, unsigned row, uint32_t column);

/* How a spec names a column, or a family of columns that differ by year. */
struct column_name {
	const char *label; /* own label, as a pattern */
	const char *under; /* or NULL */
	/* Used where n_path > 0; NULL: any, "": nothing may stand there. */
	const char *path[LABEL_ROWS];
	unsigned n_path;
	unsigned block; /* from 1; 0: it needs none */
	int is_family;
};

/* Does a label stand in that row of the column itself? */
int labels_stands(const struct labels *l, unsigned row, uint32_t column);

/* The year of a column, which the lowest label with one says, and in which row;
 * 0 where none does. */
int labels_year(const struct labels *l, uint32_t column, unsigned *row);

/* Do two columns belong to one family: are all their labels the same but for
 * the year, which differs? */
int labels_akin(const struct labels *l, uint32_t a, uint32_t b);

/* 1 if no name but a count tells the column from others; it has a label. */
int labels_ambiguous(const struct labels *l, uint32_t column);

/* Names the column. If others are akin to it the name stands for all of them,
 * unless it is to be named alone, as what rows are known by is. Texts are in
 * the arena of l. */
int labels_name(struct column_name *out, struct labels *l, uint32_t column,
	int alone, struct err *e);

#endif
