/* SPDX-License-Identifier: MIT */
/*
 * One row of an .xls in the making: records that hold cells go in, in any
 * order of columns; typed cells come out.
 */
#ifndef KOSH_WORKBOOK_XLSROW_H
#define KOSH_WORKBOOK_XLSROW_H

#include "pipeline/workbook/biff.h"
#include "pipeline/workbook/cells.h"

struct xls_row {
	const struct biff *biff;
	struct cells cells;
	struct text text; /* of one cell, in the making */
};

/* 1 if records of that type hold cells; their row number comes first. */
int xls_row_holds(unsigned type);

/* Starts over, for the records of another row. */
void xls_row_clear(struct xls_row *row);

/* Adds the cells of a record. ERR_DATA, with the cell, for a record that is
 * too short or text that is not there. */
int xls_row_add(
	struct xls_row *row, const struct biff_record *r, struct err *e);

/* The cells in ascending columns; where one came twice, the later counts.
 * Borrowed until the row is cleared. */
void xls_row_finish(struct row *out, struct xls_row *row, uint32_t number);

void xls_row_free(struct xls_row *row);

#endif
