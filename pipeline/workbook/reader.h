/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: what a format has to offer so that book.c can put
 * one cursor over all of them. A new format is a new table of these functions.
 */
#ifndef KOSH_WORKBOOK_READER_H
#define KOSH_WORKBOOK_READER_H

#include "pipeline/base/file.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/serial.h"

struct book_sheet {
	char *name;
	enum sheet_state state;
};

struct book {
	struct file_map file;
	char sha256[65];
	enum serial_epoch epoch;
	struct book_csv csv;
	struct book_sheet *sheets;
	size_t n_sheets;
	const struct reader *reader;
	void *state; /* the reader's own */
};

struct reader {
	const char *format; /* "xlsx", "xls", "csv", "zip" */
	/* of values: numbers are texts, with the mark of book_csv */
	int is_list;
	/* Reads the directory of b->file: sets b->state, b->epoch and adds
	 * the sheets by book_add_sheet. On failure close is still called. */
	int (*open)(struct book *b, struct err *e);
	void (*close)(void *state);
	int (*sheet_open)(
		void **out, struct book *b, size_t sheet, struct err *e);
	int (*sheet_next)(void *sheet, struct row *out, struct err *e);
	void (*sheet_close)(void *sheet);
};

extern const struct reader reader_xlsx, reader_xls, reader_csv, reader_zip;

/* Copies the name. */
int book_add_sheet(struct book *b, struct span name, enum sheet_state state,
	struct err *e);

#endif
