/* SPDX-License-Identifier: MIT */
/* The figures of a column over the kept rows of a table, and what two such
 * columns say of each other. */
#ifndef KOSH_SNIFF_SERIES_H
#define KOSH_SNIFF_SERIES_H

#include "pipeline/sniff/frame.h"

/* One figure a row with an area, in the order of the rows; NaN where there is
 * none. group tells which rows may be compared: those of one period and one
 * indicator. */
struct series {
	double *v;
	const uint64_t *group;
	size_t n;
};

/* The rows of a table that have an area. */
struct series_rows {
	const struct kept_row **row;
	uint64_t *group;
	size_t n;
	const struct frame *frame;
};

/* period and indicator are columns, or NO_COLUMN. */
int series_rows(struct series_rows *out, const struct frame *f,
	const struct areas *a, uint32_t period, uint32_t indicator,
	struct err *e);
void series_rows_free(struct series_rows *r);

/* Figures with something to take off count as what is left. */
int series_of(struct series *out, const struct series_rows *rows,
	uint32_t column, struct err *e);
void series_free(struct series *s);

/* How far two columns order the rows alike: 1 if always, -1 if each pair stands
 * the other way round, 0 if half of them do; and over how many pairs that
 * differ in both. */
double series_concord(
	const struct series *x, const struct series *y, unsigned long *pairs);

/* How ranks follow from scores. */
enum series_ties {
	SERIES_SEQUENTIAL,  /* none is shared */
	SERIES_COMPETITION, /* 1, 2, 2, 4 on scores rounded to some places */
	SERIES_UNCLEAR,
};
struct series_rule {
	enum series_ties ties;
	int decimals;	     /* under competition */
	unsigned long ranks; /* that were looked at */
	unsigned long odd;   /* of these, that the rule does not give */
};
struct series_rule series_rule(
	const struct series *rank, const struct series *score, int lower);

#endif
