/* SPDX-License-Identifier: MIT */
/*
 * All that differs between two releases of a dataset: their areas, indicators
 * and figures, by the rules of compare.h. An area that only one of them has is
 * one change, whatever it has figures of; so is an indicator, or a measure of
 * one, that only one of them has, and a label of an area that became another.
 */
#ifndef KOSH_AUDIT_DIFF_H
#define KOSH_AUDIT_DIFF_H

#include "pipeline/audit/compare.h"
#include "pipeline/store/db.h"
#include "pipeline/store/sides.h"

struct diff_order {
	const struct side *from, *to;
	int moved;     /* report also what stands in another cell only */
	int by_period; /* compare editions by the names of their periods */
};

/* One change. What does not apply is NULL, or a span of NULL. */
struct change {
	enum change_class class;
	struct span area;      /* NULL: of all areas */
	const char *indicator; /* NULL: of all */
	const char *measure;   /* NULL: of all */
	const struct figure *from, *to;
	struct span label_from, label_to, sheet_from, sheet_to;
	size_t figures; /* how many figures it speaks of */
	int own;	/* of the editions' own periods */
	/* of two values */
	int places;   /* that count of the difference */
	int decimals; /* published ones of the indicator; -1: unknown */
	double width; /* of the scale, or else of what the column holds */
};

struct diff_counts {
	size_t of[CHANGE_CLASSES]; /* changes of figures: not of areas, whole
				    * measures and their labels */
	size_t areas_in, areas_out, labels;
	size_t whole_in, whole_out; /* indicators, or measures of one */
	struct tally tally;
};

typedef int diff_fn(void *context, const struct change *c, struct err *e);

/* Reports the changes: areas out and in by code; then by indicator, in the
 * order of the tree of the second release and then of what only the first one
 * has, by measure, period and area; then labels of areas. */
int diff_run(struct diff_counts *out, struct db *d, const struct diff_order *o,
	diff_fn *report, void *context, struct err *e);

/* 1 if the values are the same, at all cells and of the same areas; with
 * strict, if the labels, texts, places and measures are, too. */
int diff_is_none(const struct diff_counts *c, int strict);

/* The difference of the two values of a change, without the noise of binary
 * fractions. */
double diff_of(const struct change *c);

#endif
