/* SPDX-License-Identifier: MIT */
/*
 * Where a table lies on a sheet: which column says the area, in which rows the
 * labels stand, where the figures begin and end.
 */
#ifndef KOSH_SNIFF_FRAME_H
#define KOSH_SNIFF_FRAME_H

#include "pipeline/sniff/figure.h"
#include "pipeline/sniff/summary.h"

enum frame_kind {
	FRAME_NONE,
	FRAME_DOWN,   /* one area a row */
	FRAME_ACROSS, /* one area a column */
};

#define NO_COLUMN UINT32_MAX

struct frame {
	enum frame_kind kind;
	const struct summary *s;
	uint32_t left, right;	 /* columns of the table */
	uint32_t top, bottom;	 /* rows of its header */
	unsigned skip_rows;	 /* right under it that are no data */
	uint32_t first, last;	 /* rows with an area (across: with figures) */
	uint32_t area, code;	 /* columns (across: rows), or NO_COLUMN */
	enum code_system system; /* of the codes */
	unsigned areas;		 /* different ones */
	unsigned long rows;	 /* rows with an area */
	unsigned blocks;	 /* such tables side by side */
	const char *end;	 /* label that ends the table, or NULL */
	struct tally *tally;	 /* of the columns from left, first to last */
	struct figure *figure;	 /* what their texts are */
};

/* Finds the table of a sheet. FRAME_NONE where no column and no row names
 * areas; what comes nearest is then in areas. The frame borrows from s. */
int frame_find(struct frame *out, const struct summary *s,
	const struct areas *a, struct err *e);
void frame_free(struct frame *f);

const struct tally *frame_tally(const struct frame *f, uint32_t column);
const struct figure *frame_figure(const struct frame *f, uint32_t column);
/* Does the column hold figures, or nothing but markers between such columns? */
int frame_is_figures(const struct frame *f, uint32_t column);

/* The area of a kept row of the table, by code or by label; NULL for none. */
const struct area *frame_area(
	const struct frame *f, const struct areas *a, const struct kept_row *r);

#endif
