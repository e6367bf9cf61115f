/* SPDX-License-Identifier: MIT */
/*
 * CSV (RFC 4180): records read as fields, fields written quoted where they
 * must be.
 */
#ifndef KOSH_BASE_CSV_H
#define KOSH_BASE_CSV_H

#include <stddef.h>
#include <stdio.h>

#include "pipeline/base/err.h"
#include "pipeline/base/sink.h"
#include "pipeline/base/text.h"

/* Called for each record; the fields live until it returns. number counts
 * records from 1 (a quoted line break does not start a new one). Empty lines
 * are records of one empty field. A value other than 0 stops the reading. */
typedef int csv_record_fn(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e);

enum { CSV_FIELDS_MAX = 65536 }; /* of a record */

/* Reads the whole of bytes; a UTF-8 byte order mark at the start is skipped.
 * separator is ',' or ';' or '\t'. ERR_DATA for a quote that never ends and
 * for too many fields. */
int csv_read(const char *bytes, size_t len, char separator,
	csv_record_fn *record, void *context, struct err *e);

/* The same, record by record when they are asked for, of a text that comes in
 * pieces. */
struct csv_cursor;

enum { CSV_RECORD_MAX_MIB = 16 }; /* of a cursor */

/* Gives the next piece: 1, 0 at the end, -1 on a fault. The piece stays yours
 * and must last until the next call. A byte order mark is skipped where it is
 * whole in the first piece. */
typedef int csv_more_fn(void *context, struct span *piece, struct err *e);

int csv_open(struct csv_cursor **out, csv_more_fn *more, void *context,
	char separator, struct err *e);
/* 1 and the next record's fields, borrowed until the next call; 0 at the end;
 * -1 on a fault, after which only csv_close is left. */
int csv_next(struct csv_cursor *c, const struct span **fields, size_t *n,
	struct err *e);
void csv_close(struct csv_cursor *c);

/* Reads a stream to its end, record by record as they come. */
int csv_read_stream(
	FILE *in, csv_record_fn *record, void *context, struct err *e);

/* The place of a column by its name in a header record, or -1. */
int csv_column(const struct span *header, size_t n, const char *name);

/* Writes one field, in quotes if it holds a quote, a comma, a line break, or a
 * space at either end. */
void csv_add(struct sink to, struct span field);
void csv_put(FILE *out, struct span field);
/* The same to where there is room for twice the field and two bytes more;
 * gives back the end. */
char *csv_copy(char *to, struct span field);

/* 1 if it is written as it is, without quotes. */
int csv_is_plain(struct span field);

#endif
