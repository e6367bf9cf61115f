/* SPDX-License-Identifier: MIT */
/*
 * What two releases say of one indicator, held against each other. It knows no
 * database: figures go in, what differs comes out, so that a test is two small
 * tables.
 *
 * 1. Figures are compared by measure, period and area, at the cell that counts
 *    (place 0). What further cells of a figure say is counted and no more.
 * 2. Two values are a rounding of each other if they differ by no more than
 *    half a unit of the last place of the coarser one, else a correction. A
 *    value has at least as many places as most of its column: 49 in a column
 *    of two places is 49.00.
 * 3. A value that only one of them has was added or removed.
 * 4. Where the value is the same, another text is a label, another sheet or
 *    cell the structure; between editions neither is looked at.
 * 5. A measure that only one of them has, and a row of an area that only one
 *    has and that has no value, is the structure, and counted once. Figures
 *    of an area that one of them does not have at all are passed over.
 * 6. Between editions the figures of the period of the one are compared with
 *    those of the period of the other, all others by their period; those of a
 *    period that only one of them has are counted as elsewhere.
 */
#ifndef KOSH_AUDIT_COMPARE_H
#define KOSH_AUDIT_COMPARE_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/ids.h"
#include "pipeline/base/text.h"

enum {
	AREA_TEXT = 4,
	PLACES_MOST = 17, /* that num_places tells */
};

struct figure {
	struct span period, raw, cell;
	char area[AREA_TEXT];
	int measure; /* of batch_measure() */
	int place;
	int has_value;
	double value;
	int64_t sheet, label; /* ids */
};

/* Sorted by measure, period, area and place. */
struct figures {
	const struct figure *all;
	size_t n;
};

enum change_class {
	CHANGE_NONE,
	CHANGE_CORRECTION,
	CHANGE_ROUNDING,
	CHANGE_ADDED,
	CHANGE_REMOVED,
	CHANGE_LABEL,
	CHANGE_STRUCTURE,
	CHANGE_CLASSES,
};

/* Between editions a correction is a "change". */
const char *change_name(enum change_class c, int same_edition);

/* One difference. from or to is NULL where that release has no such figure. */
struct pair {
	enum change_class class; /* NONE: only the area's label differs */
	const struct figure *from, *to;
	size_t figures;	   /* how many it speaks of: 1, or all of a measure */
	int whole_measure; /* they are the first of a measure that one lacks */
	int relabelled;	   /* the label of the area differs */
	int own;	   /* they are of the editions' own periods */
	int places;	   /* of the difference of two values */
	double spread;	   /* of the column, from the least to the greatest */
};

struct comparison {
	int same_edition;
	struct span own_from, own_to; /* the periods of the editions */
	int by_period; /* these are compared by their name like others */
	const struct ids *areas_from, *areas_to; /* that the releases have */
};

struct tally {
	size_t values;	  /* that at least one of them has */
	size_t further;	  /* values that differ at further cells */
	size_t repeats;	  /* further cells that only one of them has */
	size_t elsewhere; /* figures of periods that are not compared */
};

typedef int pair_fn(void *context, const struct pair *p, struct err *e);

/* Reports what differs, by measure, period and area; adds to the tally. */
int compare(struct tally *t, const struct comparison *how,
	const struct figures *from, const struct figures *to, pair_fn *report,
	void *context, struct err *e);

#endif
