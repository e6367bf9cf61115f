/* SPDX-License-Identifier: MIT */
/*
 * Cells of plain shape, which nearly all are, read straight from the bytes:
 *
 *   <c r="B7" s="1" t="s"><v>12</v></c>	attributes in any order
 *   <c r="B7" s="1"/>				nothing in it
 *   <c r="B7"><f>SUM(A1:A6)</f><v>12</v></c>	a formula too
 *   <c r="B7" t="inlineStr"><is><t>Oslo</t></is></c>
 *
 * with or without one short prefix to the names. Whatever looks different in
 * any way, and whatever the window cuts, is left to the scanner.
 */
#ifndef KOSH_WORKBOOK_PLAIN_H
#define KOSH_WORKBOOK_PLAIN_H

#include "pipeline/workbook/shape.h"
#include "pipeline/workbook/stored.h"

struct plain {
	const struct stored_tables *tables;
	struct mark row_open, row_close, c_open, c_close, v_open, v_close,
		f_open, f_close, is_open, is_close, t_open, t_close;
	uint32_t row;
	struct mark behind; /* the column in an address: 7" */
};

/* prefix is what stands in front of names, "x:" or "". NULL: nothing is plain.
 */
void plain_open(struct plain *k, const struct stored_tables *tables,
	const char *prefix);

/* Sets the row. If its number is not known yet no cell with an address is
 * plain. */
void plain_set_row(struct plain *k, uint32_t row, int known);

/* Reads a whole cell at *p and moves *p behind it; column is that of a cell
 * without address. 1, or 0 where the bytes are not plain, or -1. A cell that
 * holds nothing is blank without a formula. Texts are borrowed from the bytes,
 * where they are decoded in place, or from the shared strings. Behind the
 * bytes must be as many zeros as a window has. */
int plain_cell(struct cell *out, const struct plain *k, char **p,
	uint32_t column, struct err *e);

/* The same for <row r="7" ...>: 1 with its number from 0 and whether it is
 * empty (<row .../>), or 0, also for a row that says no number. */
int plain_row(uint32_t *number, int *is_empty, const struct plain *k, char **p);

/* Behind a </row> at p; NULL if there is none. */
char *plain_row_end(const struct plain *k, char *p);

#endif
