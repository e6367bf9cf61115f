/* SPDX-License-Identifier: MIT */
/*
 * Small .xls files made by code, and their cells as one line of text:
 * "A1 number 1; B1 text x" with a '=' behind the type of a formula's result.
 */
#ifndef KOSH_TESTS_XLSBUILD_H
#define KOSH_TESTS_XLSBUILD_H

#include "pipeline/base/text.h"
#include "pipeline/workbook/kind.h"
#include "pipeline/workbook/reader.h"
#include "tests/xlsbytes.h"

/* ---- reading them -------------------------------------------------------- */

static inline void show_row(struct text *out, const struct row *r)
{
	char address[CELL_ADDRESS], digits[NUM_TEXT];

	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];

		cell_address(address, c->row, c->column);
		text_printf(out, "%s%s %s%s %.*s", out->len ? "; " : "",
			address, cell_type_name(c->type),
			c->formula.at ? "=" : "", SPAN(cell_stored(digits, c)));
	}
}

static inline void show_sheet(struct text *out, struct book *b, size_t i)
{
	struct err e = ERR_INIT;
	void *s = NULL;
	struct row row;
	int rc = -1;

	if (b->reader->sheet_open(&s, b, i, &e) == 0)
		while ((rc = b->reader->sheet_next(s, &row, &e)) > 0)
			show_row(out, &row);
	b->reader->sheet_close(s);
	if (rc < 0)
		text_printf(out, "%s%s", out->len ? "; " : "", e.text);
}

/* The cells of all sheets, or the text of the error; yours to free. The bytes
 * are copied to a block of their size, so that reading past them shows. */
static inline char *shown(const void *bytes, size_t n)
{
	struct book *b = calloc(1, sizeof(*b));
	char *copy = malloc(n ? n : 1);
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	memcpy(copy, bytes, n);
	*b = (struct book){ .file = { copy, n, 1 }, .csv = BOOK_CSV_INIT };
	b->reader = kind_of((struct span){ copy, n }, &e);
	if (b->reader && b->reader->open(b, &e) == 0)
		for (size_t i = 0; i < b->n_sheets; i++)
			show_sheet(&out, b, i);
	else
		text_puts(&out, e.text);
	if (b->epoch == SERIAL_1904)
		text_puts(&out, " (1904)");
	text_puts(&out, "");
	book_close(b);
	return out.at;
}

#endif
