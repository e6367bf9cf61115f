/* SPDX-License-Identifier: MIT */
/*
 * A server that speaks PostgreSQL's protocol, over libpq. This is the only
 * module that knows the library, which it loads when the first server is
 * opened: a tool that works on a file does not pay for it, and runs where it is
 * not installed.
 */
#ifndef KOSH_STORE_PG_H
#define KOSH_STORE_PG_H

#include <stddef.h>
#include <string.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* 1 if the path of a database is the address of a server: it begins with
 * postgresql:// or postgres://. */
static inline int pg_is_address(const char *path)
{
	return strncmp(path, "postgresql://", 13) == 0 ||
		strncmp(path, "postgres://", 11) == 0;
}

/* The address as it may be shown: without a password, also where that holds
 * what it may not. */
void pg_shown(struct text *out, const char *address);

struct pg;

/* ERR_USAGE where the address is none; ERR_REMOTE where the server does not
 * answer or does not let one in, with libpq's words; ERR_SYSTEM where libpq is
 * not installed. A statement runs no longer than a second behind the end of
 * this process, where the server can see it. Text is UTF-8, dates
 * are ISO, numbers come with all their digits, and messages of the server below
 * warnings are not sent, whatever its settings are. */
int pg_open(struct pg **out, const char *address, struct err *e);
void pg_close(struct pg *p);
const char *pg_address(const struct pg *p); /* without a password */

/* The rows that a statement gave; they are the caller's. */
struct pg_rows;

/* Runs a script without parameters; what it gives is dropped. */
int pg_script(struct pg *p, const char *sql, struct err *e);

/* Runs one statement. A value is text, as long as its span says and without a
 * NUL (ERR_DATA); at NULL it is NULL. The server infers its type. */
int pg_run(struct pg_rows **out, struct pg *p, const char *sql,
	const struct span *values, int n, struct err *e);
/* Prepares one under a name. */
int pg_prepare(struct pg *p, const char *name, const char *sql, struct err *e);
/* The columns that a prepared one will give, as rows without a row. */
int pg_describe(
	struct pg_rows **out, struct pg *p, const char *name, struct err *e);
void pg_rows_free(struct pg_rows *r);

/* Runs a prepared one whose rows come one by one: pg_next gives 1 and one row,
 * 0 behind the last, -1 where it failed. Nothing else may be asked until it has
 * said one of the latter, or pg_drop has done away with the rest. */
int pg_send(struct pg *p, const char *name, const struct span *values, int n,
	struct err *e);
int pg_next(struct pg_rows **row, struct pg *p, struct err *e);
void pg_drop(struct pg *p);

/* How many rows; how many a statement without rows has changed; columns. */
size_t pg_count(const struct pg_rows *r);
size_t pg_changed(const struct pg_rows *r);
int pg_columns(const struct pg_rows *r);
const char *pg_name(const struct pg_rows *r, int column);
/* The object id of a column's type: 16 boolean, 20 bigint, 701 double... */
unsigned pg_type(const struct pg_rows *r, int column);
/* at NULL: NULL. Lives as long as the rows. */
struct span pg_value(const struct pg_rows *r, size_t row, int column);

/* COPY ... FROM STDIN: between begin and end go bytes, as many at a time as one
 * likes. pg_copy_end gives up what was sent where rc is not 0, and returns -1
 * if either rc is not 0 or the server refused it. */
int pg_copy_begin(struct pg *p, const char *sql, struct err *e);
int pg_copy_put(struct pg *p, const void *bytes, size_t n, struct err *e);
int pg_copy_end(struct pg *p, int rc, struct err *e);

/* A fault is ERR_DATA where a rule of a table was broken, ERR_REMOTE where the
 * connection or the server ended, or it has no room for another one, and
 * ERR_SYSTEM otherwise.
 *
 * The SQLSTATE of the last fault: "23505", or "" where it was none of the
 * server; and what was said of it. */
const char *pg_state(const struct pg *p);
const char *pg_words(const struct pg *p);
/* The character of the SQL that it is about, from 1; 0: the server does not
 * say. */
size_t pg_position(const struct pg *p);

#endif
