/* SPDX-License-Identifier: MIT */
/* Inside this folder: the sheets of a table. */
#ifndef KOSH_EXTRACT_CHOICE_H
#define KOSH_EXTRACT_CHOICE_H

#include "pipeline/extract/pattern.h"
#include "pipeline/extract/spec.h"
#include "pipeline/workbook/book.h"

/* Which sheets a table is read from, one after the other. */
struct choice {
	const struct book *book;
	const struct spec_table *table;
	size_t next;	      /* sheet to look at */
	struct captures says; /* of the name of the sheet that was found */
};

/* 1 and the next sheet of the table; of names without a placeholder the first
 * that is there. 0 behind the last, -1 if memory is out. */
int choice_next(struct choice *c, size_t *sheet, struct err *e);

/* extract_workbook, which sets the table without a sheet where it is none of
 * the edition's. */
int choice_workbook(const struct spec_workbook **out,
	const struct spec_table **lacks, struct book *b,
	const struct spec_edition *ed, struct err *e);
/* The names of the sheets that a table says, and of those that there are. */
void choice_names(struct text *wanted, struct text *there, const struct book *b,
	const struct spec_table *t);

#endif
