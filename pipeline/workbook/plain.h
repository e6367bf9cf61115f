/* SPDX-License-Identifier: MIT */
/*
 * Cells of plain shape, which nearly all are, read straight from the bytes:
 *
 *   <c r="B7" s="1" t="s"><v>12</v></c>	attributes in any order
 *   <c r="B7" s="1"/>				nothing in it
 *   <c r="B7"><f>SUM(A1:A6)</f><v>12</v></c>	a formula of its own
 *   <c r="B7" t="inlineStr"><is><t>Oslo</t></is></c>
 *
 * Whatever looks different in any way is left to the scanner, and so is every
 * fault: here is only yes, or "not plain".
 */
#ifndef KOSH_WORKBOOK_PLAIN_H
#define KOSH_WORKBOOK_PLAIN_H

#include "pipeline/workbook/stored.h"

/* The row in which cells are read. */
struct plain {
	const struct stored_tables *tables;
	uint32_t row;
	/* What stands behind the column of an address, with the quote: "7\"".
	 * Compared at once, through the mask. */
	uint64_t behind, mask;
	size_t behind_len;
};

/* Sets the row. If its number is not known yet no cell with an address is
 * plain. */
void plain_set_row(struct plain *k, uint32_t row, int known);

/* Reads a whole cell at p; column is that of a cell without address. Returns
 * what follows, or NULL where the bytes are not plain. A cell that holds
 * nothing is blank without a formula. Text is borrowed from the bytes or from
 * the shared strings. Behind the bytes must be as many zeros as a window has.
 */
const char *plain_cell(struct cell *out, const struct plain *k, const char *p,
	uint32_t column);

/* The same for <row r="7" ...>: its number from 0, and whether it is empty
 * (<row .../>). NULL also for a row that says no number. */
const char *plain_row(uint32_t *number, int *is_empty, const char *p);

/* Behind a whole tag at p if it is there just so; else NULL. */
const char *plain_tag(const char *p, const char *tag);

#endif
