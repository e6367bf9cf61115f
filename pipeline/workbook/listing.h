/* SPDX-License-Identifier: MIT */
/* The cells of a sheet as records: sheet, cell, type, value, formula. */
#ifndef KOSH_WORKBOOK_LISTING_H
#define KOSH_WORKBOOK_LISTING_H

#include "pipeline/base/record.h"
#include "pipeline/workbook/book.h"

enum { LISTING_COLUMNS = 5 };

extern const char *const listing_columns[LISTING_COLUMNS];

struct listing;

/* Begins the listing of one sheet; its name, and the book, must outlive it.
 * Without blanks, cells that hold a formula but no result are left out. */
int listing_open(struct listing **out, const struct book *b, const char *sheet,
	enum record_format format, int with_blanks, struct err *e);
void listing_close(struct listing *l);

/* Appends the records of a row, a line a cell. */
int listing_row(struct text *out, struct listing *l, const struct row *row,
	struct err *e);

#endif
