/* SPDX-License-Identifier: MIT */
/* Inside this folder: a list of values as a sheet, of a file or in a zip. */
#ifndef KOSH_WORKBOOK_CSVBOOK_H
#define KOSH_WORKBOOK_CSVBOOK_H

#include "pipeline/workbook/reader.h"
#include "pipeline/workbook/zip.h"

/* Begins to read these bytes, or, where entry is not NULL, that part of a zip;
 * see csvtext_open. next and close are those of struct reader. */
int csvbook_sheet_read(void **out, struct span bytes,
	const struct zip_entry *entry, const struct book_csv *csv,
	struct err *e);
int csvbook_sheet_next(void *sheet, struct row *out, struct err *e);
void csvbook_sheet_close(void *sheet);

#endif
