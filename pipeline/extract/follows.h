/* SPDX-License-Identifier: MIT */
/*
 * Whether a stored value follows from a cell: as a plain number, or as what a
 * column of the edition's tables makes of it (what is declared as missing,
 * categories, cleaners). For who has an observation and its cell, and no header
 * any more that says which column it was: any column will do that may hold its
 * indicator and measure.
 */
#ifndef KOSH_EXTRACT_FOLLOWS_H
#define KOSH_EXTRACT_FOLLOWS_H

#include "pipeline/extract/spec.h"
#include "pipeline/workbook/book.h"

struct follows;

/* ed is borrowed; mark is that before decimals (book_decimal_mark). */
int follows_open(struct follows **out, const struct spec_edition *ed, char mark,
	struct err *e);
void follows_close(struct follows *f);

/* A stored figure and the cell that it names. */
struct followed {
	const struct cell *cell; /* NULL: none there */
	double value;		 /* NaN: none */
	const char *indicator;
	int is_rank;
};

/* 1 if the value is what comes of the cell, 0 if not, -1 if memory is out. What
 * was asked before is remembered. */
int follows_value(struct follows *f, const struct followed *o, struct err *e);

#endif
