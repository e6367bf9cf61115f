/* SPDX-License-Identifier: MIT */
/*
 * A sheet, read once from top to bottom, as what a look at its layout needs:
 * its first and last rows whole, and a tally a column of those between. It is
 * small whatever the sheet holds. What had no room is counted.
 *
 * Rows and columns count from 0.
 */
#ifndef KOSH_SNIFF_SUMMARY_H
#define KOSH_SNIFF_SUMMARY_H

#include "pipeline/sniff/tally.h"

enum {
	SUMMARY_HEAD = 400,	     /* rows that are kept from the top */
	SUMMARY_TAIL = 64,	     /* and from the bottom */
	SUMMARY_COLUMNS = 1024,	     /* columns that are looked at */
	SUMMARY_TEXT_MAX = 32 << 20, /* bytes of text that are kept */
};

struct kept_row {
	uint32_t number;
	struct kept *cells; /* in ascending columns; none is blank */
	size_t n;
};

struct summary {
	char *sheet;
	enum sheet_state state;
	struct kept_row *rows; /* head, then tail */
	size_t n_rows, n_head;
	struct tally *between;	/* one a column */
	uint32_t n_columns;	/* the last with a cell, and one */
	uint32_t n_between;	/* columns with a tally */
	unsigned long all;	/* rows with a cell */
	unsigned long left_out; /* cells beyond SUMMARY_COLUMNS */
	struct summary_inside *inside;
};

/* Begins a summary; a must outlive it. */
int summary_open(struct summary **out, const char *sheet,
	enum sheet_state state, const struct areas *a, struct err *e);
void summary_close(struct summary *s);
/* Takes the next row. */
int summary_row(struct summary *s, const struct book *b, const struct row *row,
	struct err *e);
/* No more rows. Before this the tail is not there. */
int summary_end(struct summary *s, struct err *e);
/* All of that for one sheet of a book. */
int summary_read(struct summary **out, struct book *b, size_t sheet,
	const struct areas *a, struct err *e);

/* The cell of a kept row, or NULL. */
const struct kept *summary_cell(const struct kept_row *r, uint32_t column);

/* The area that the code cell of a row says, or else the label cell: one that
 * is an aggregate by its code is none. Either may be NULL; NULL for none. */
const struct area *summary_area(const struct areas *a, const struct kept *code,
	const char *system, const struct kept *label);

/* The tally of a column over the rows from first to last; those between head
 * and tail count if any of them is among these. The caller frees it. */
int summary_tally(struct tally *out, const struct summary *s, uint32_t column,
	uint32_t first, uint32_t last, struct err *e);

#endif
