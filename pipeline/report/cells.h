/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: which published cell a number of the report comes
 * from. What is put through here becomes a link to its row on the sheet Cells,
 * with a tool tip that names release, sheet and cell; it stays a number in its
 * own format.
 *
 * Cells has a row for each figure that is linked, in the order of their first
 * links, so it stands behind the sheets that use it. In a profile without it
 * (book.c) nothing is linked, and all of this may be called all the same.
 */
#ifndef KOSH_REPORT_CELLS_H
#define KOSH_REPORT_CELLS_H

#include "pipeline/report/page.h"

/* What a publisher said in the ranking's period: of the current release, the
 * cell that counts (place 0). */
struct figure {
	const char *edition;   /* NULL: the report's */
	const char *area;      /* ISO 3166-1 alpha-3 */
	const char *indicator; /* "overall", or as the database has it */
	const char *measure;   /* "score", "rank" or "raw" */
};

struct cells;

/* Of the report that is being written; excel_report opens and closes it. */
int cells_open(struct cells **out, struct report *r, struct err *e);
void cells_close(struct cells *c); /* accepts NULL */
/* What is linked so far, for cells.sql. */
const struct db_rows *cells_rows(struct cells *c);

/* Writes a number at the page's row as excel_number does, with the link. One
 * that nobody published, a computed rank say, is written without. */
int cells_put(struct page *p, uint16_t column, double value,
	const struct excel_look *look, const struct figure *f, struct err *e);

/* The numbers that page_table and page_cells write into a column of the page
 * from here on are those of a figure, whose area stays NULL: the query gives
 * the area's code in its last column, behind those that are shown. f is kept,
 * not copied, until the page is done. */
void cells_column(struct page *p, uint16_t column, const struct figure *f);

/* Says before the first of them how many numbers of the page will be linked at
 * most. If Excel does not take as many on a sheet (65,530), none of them is,
 * and a line of the page says so. */
void cells_expect(struct page *p, size_t links);

#endif
