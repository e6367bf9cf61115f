/* SPDX-License-Identifier: MIT */
/* A workbook of any sheets, whose rows are written down as lines of text. */
#ifndef KOSH_TESTS_MADEBOOK_H
#define KOSH_TESTS_MADEBOOK_H

#include "tests/zipmake.h"

struct madebook {
	struct zipmake zip;
	struct text sheet; /* the one being written */
	struct text sheets, relations;
	unsigned n_sheets, row;
};

void madebook_sheet(struct madebook *b, struct span name, int is_hidden);

/* A row of cells from column A on: 'text is a text (with \n and \t as one
 * character), 12.5 a number, #N/A an error, @45292 a date, TRUE and FALSE are
 * booleans, and nothing is no cell. n 0 leaves a row out. */
void madebook_row(struct madebook *b, const struct span *cells, size_t n);

/* The bytes of the .xlsx; they live until madebook_free. */
struct span madebook_end(struct madebook *b);
void madebook_free(struct madebook *b);

#endif
