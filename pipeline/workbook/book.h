/* SPDX-License-Identifier: MIT */
/*
 * A workbook as typed cells, sheet by sheet and row by row, whatever its
 * format: .xlsx, .xls, .csv or a zip of these last. The bytes decide which it
 * is, never the name.
 *
 * Memory does not grow with the number of rows: a row lives until the next one
 * is asked for. Every size that comes from the file has a limit, and nothing
 * that the file claims of itself (dimension, counts, sizes) is believed.
 */
#ifndef KOSH_WORKBOOK_BOOK_H
#define KOSH_WORKBOOK_BOOK_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/num.h"
#include "pipeline/base/text.h"
#include "pipeline/workbook/serial.h"

enum cell_type {
	CELL_BLANK,
	CELL_NUMBER,
	CELL_TEXT,
	CELL_BOOLEAN,
	CELL_DATE,
	CELL_ERROR,
};

/*
 * One cell. row and column count from 0 (A1 is 0, 0).
 *   blank    nothing, or a formula without a stored result (then formula.at is
 *            set)
 *   number   number; text is the number as stored in the file ("56.7", "1.0"),
 *            NULL where that is no text, as in .xls: see cell_stored
 *   text     text, decoded: no entities, no _xHHHH_, outer spaces kept. A cell
 *            that holds an empty string is a text of length 0
 *   boolean  number is 0 or 1; text as stored
 *   date     number is the serial in the book's epoch, cell_date the moment it
 *            says; text is the serial as stored, as of a number
 *   error    text is the code: "#DIV/0!", "#N/A", ...
 * formula.at is NULL where there is none. For a shared formula only its first
 * cell has the text; the others have an empty one (at set, len 0).
 */
struct cell {
	uint32_t row, column;
	enum cell_type type;
	double number;
	struct span text;
	struct span formula;
};

/* The cells of one row in ascending columns; blank cells without a formula are
 * left out. Borrowed: all of it lives until the next call on the sheet. */
struct row {
	uint32_t number; /* counts from 0 */
	const struct cell *cells;
	size_t n;
};

enum sheet_state { SHEET_VISIBLE, SHEET_HIDDEN, SHEET_VERY_HIDDEN };

struct book;
struct sheet;

/* How a list of values is to be read; a spreadsheet ignores it. */
struct book_csv {
	char separator;	   /* ',' ';' '\t' */
	char decimal_mark; /* '.' or ',' */
	unsigned codepage; /* of charset_named (charset.h); 0 is UTF-8. A byte
			    * order mark in the text goes before it */
};

#define BOOK_CSV_INIT                                                          \
	{                                                                      \
		',', '.', 0                                                    \
	}

/* Opens a workbook; "-" is standard input. NULL for csv is BOOK_CSV_INIT.
 * ERR_DATA names what the bytes are where they are no workbook ("a web page
 * saved as a workbook", "an encrypted workbook", "a zip that is no workbook",
 * "a truncated zip", ...). */
int book_open(struct book **out, const char *path, const struct book_csv *csv,
	struct err *e);
void book_close(struct book *b);

/* book_open in two steps, for a reader that locks itself in between: book_map
 * opens the file and looks at nothing in it, book_begin parses. What book_begin
 * says of the bytes does not name the file; after a failure book_close is due
 * as well. */
int book_map(struct book **out, const char *path, const struct book_csv *csv,
	struct err *e);
int book_begin(struct book *b, struct err *e);
/* Between these two steps: the bytes, borrowed, and how they are to be read if
 * they are text. */
struct span book_bytes(const struct book *b);
void book_set_csv(struct book *b, const struct book_csv *csv);
/* 1 if the bytes begin as those of an .xls; after book_map. */
int book_is_compound(const struct book *b);

/* The sha256 of the file's bytes in hex; borrowed. Found when first asked for,
 * which takes time, and must not happen behind a lock. */
const char *book_sha256(struct book *b);
/* "xlsx", "xls", "csv" or "zip". */
const char *book_format(const struct book *b);
/* What the dates count from. Who has a row and no book turns a date cell into
 * the text of cell_date by serial_format with this. */
enum serial_epoch book_epoch(const struct book *b);

/* The mark before decimals where a number may be text: that of struct book_csv
 * in a list of values, a point elsewhere. */
char book_decimal_mark(const struct book *b);

/* The sheets in the order of the book, chart sheets left out. A csv has one,
 * named "csv"; those of a zip are the .csv and .tsv files in it, named without
 * their folders unless two would have one name. Names are borrowed, in UTF-8.
 */
size_t book_sheets(const struct book *b);
const char *book_sheet_name(const struct book *b, size_t sheet);
enum sheet_state book_sheet_state(const struct book *b, size_t sheet);

/* Starts to read a sheet. Several may be read at the same time. */
int sheet_open(struct sheet **out, struct book *b, size_t sheet, struct err *e);
/* 1 and the next row that has cells, 0 at the end, -1 on a fault (ERR_DATA
 * with sheet and place). Rows come in the order of the file, which ascends in
 * nearly all files; in an .xlsx it may not, and a row may come twice. */
int sheet_next(struct sheet *s, struct row *out, struct err *e);
void sheet_close(struct sheet *s);

enum { CELL_ADDRESS = 16 };

/* "A1" of a place. */
void cell_address(char buf[CELL_ADDRESS], uint32_t row, uint32_t column);
/* The place of "A1"; -1 for any other text. Columns go up to 65535. */
int cell_place(uint32_t *row, uint32_t *column, struct span address);

/* The moment of a date cell in ISO 8601: "2015-12-11", "2015-12-11T06:30:00",
 * or "06:30:00" for a serial below 1. */
void cell_date(char buf[32], const struct book *b, const struct cell *c);

/* A cell's value as kosh-cells prints it: shortest decimal, text, TRUE or
 * FALSE, ISO date, error code. Appends to out. */
void cell_value(struct text *out, const struct book *b, const struct cell *c);

/* A cell's text as stored in the file. A number that the file holds in binary
 * gives its shortest decimal, in buf. */
struct span cell_stored(char buf[NUM_TEXT], const struct cell *c);

/* The same, but a number is its shortest decimal however it is stored: "1990"
 * of "1990.0". For comparing with labels. */
struct span cell_label(char buf[NUM_TEXT], const struct cell *c);

/* "blank", "number", ... */
const char *cell_type_name(enum cell_type t);

#endif
