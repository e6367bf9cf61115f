/* SPDX-License-Identifier: MIT */
/* Inside this folder: a table of a spec as it lies on one sheet, as far as the
 * sheet has it. */
#ifndef KOSH_SNIFF_DRIFT_VIEW_H
#define KOSH_SNIFF_DRIFT_VIEW_H

#include "pipeline/extract/header.h"
#include "pipeline/extract/pattern.h"
#include "pipeline/sniff/drift.h"
#include "pipeline/sniff/labels.h"

/* Why a column of one workbook is taken for one of another. */
enum spot_how {
	HOW_SAME,
	HOW_PERIOD,  /* the same but for the period that its labels say */
	HOW_ABOVE,   /* the same but for the labels above */
	HOW_RENAMED, /* by all that speaks for it */
};

/* A column that has a label. */
struct spot {
	const struct spec_column *spec;	 /* that reads it, or NULL */
	const struct spec_column *rival; /* that fits it and another one */
	uint32_t row, column;		 /* of the label */
	const char *label, *folded;
	const char *above; /* the nearest label above it, or "" */
	/* of one of a family: what its labels say */
	const char *says;   /* as published, or NULL */
	const char *period; /* or NULL */
	int node;	    /* or -1 */
	const struct area *area;
	struct tally tally; /* of its cells */
	struct spot *other; /* what it is in the other workbook */
	enum spot_how how;  /* why it is taken for that */
};

struct view {
	const struct spec_table *t;
	const struct areas *areas;
	const struct summary *s; /* NULL: this is what the spec says */
	uint32_t bottom;	 /* the last row of the header */
	unsigned label_rows;	 /* that it has */
	unsigned fits;		 /* columns of the spec that are there */
	uint32_t first, last;	 /* rows of the table */
	int ended;		 /* by a label that the spec says */
	struct spot *spots;	 /* from left to right */
	size_t n;
	/* the columns of the areas and of what rows are called by, or NULL */
	const struct spot *names, *code, *key;
	const char *codes; /* the system of the codes that are there */
	struct arena texts;
};

/* Looks for the table's header. Where it is not there fits is 0, and spots are
 * none unless the sheet has some other table of areas. */
int view_open(struct view **out, const struct summary *s,
	const struct spec_table *t, const struct about *about, struct err *e);
/* The table as its spec alone has it. */
int view_of_spec(struct view **out, const struct spec_table *t,
	const struct areas *areas, struct err *e);
void view_close(struct view *v);

/* Finds the rows and counts the cells; after view_open. */
int view_fill(struct view *v, struct err *e);

/* The rows of the table that the summary kept, one after the other: NULL behind
 * the last. at begins with 0. */
const struct kept_row *view_row(const struct view *v, size_t *at);
/* The area that a row is about, or NULL. */
const struct area *view_area(const struct view *v, const struct kept_row *r);
/* The text by which a row is called, in buf if it is a number; "" for none. */
const char *view_key(
	char buf[NUM_TEXT], const struct view *v, const struct kept_row *r);
/* 1 if the spec passes over rows that are called so. */
int view_skips(const struct view *v, const char *key);
/* The figure of each area in a column, by the area's place in the table of
 * areas; NaN where there is none. The caller frees it; NULL if memory is out.
 */
double *view_figures(const struct view *v, const struct spot *p);

/* Tells which columns of two views are the same: sets other and how in both. */
int view_pair(struct view *was, struct view *is, struct err *e);
void pair_join(struct spot *was, struct spot *is, enum spot_how how);
/* What nothing else tells. */
int pair_likeliest(struct view *was, struct view *is, struct err *e);

/* How much two labels are alike, from 0 to 1, whatever year they name. */
double label_alike(const char *a, const char *b);

#endif
