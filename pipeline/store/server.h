/* SPDX-License-Identifier: MIT */
/* Inside server*.c: a database on a server. */
#ifndef KOSH_STORE_SERVER_H
#define KOSH_STORE_SERVER_H

#include "pipeline/base/arena.h"
#include "pipeline/base/num.h"
#include "pipeline/store/dialect.h"
#include "pipeline/store/engine.h"
#include "pipeline/store/pg.h"

struct server_stmt {
	char *source; /* as we wrote it */
	struct dialect sql;
	char name[24];	       /* under which the server knows it; or "" */
	struct pg_rows *shape; /* its columns */
	struct span values[DIALECT_VALUES];
	char numbers[DIALECT_VALUES][NUM_TEXT];
	struct text copy;	    /* COPY of rows of ours; or empty */
	const struct db_rows *ours; /* which */

	/* While it runs. */
	int runs;
	struct pg_rows *row; /* the one that came last; or NULL */
	struct span *kept; /* those that had to be fetched before their time */
	size_t n_kept, next; /* values, and the first of the next row */
	struct arena texts;
	const struct span *now; /* the row of these, where row is NULL */
	char (*said)[NUM_TEXT]; /* its numbers as text, by column */
};

/* Of what only a file has: ERR_USAGE. */
int server_refuse(struct db *d, struct err *e);
/* The server takes one command after the other: rows that another statement
 * still waits for are fetched first. */
int server_free(struct db *d, struct err *e);
/* The same, before a script. */
int server_script(struct db *d, const char *sql, struct err *e);
/* Remembers the line of a translation that the last fault was about. */
void server_fault_in(struct db *d, const char *sql);

/* ---- what a user asks ---- */

/* Refuses what is more or something else than one SELECT, and one that reads
 * tables of a name (GLOB; or NULL). */
int server_asked_check(
	struct db *d, const char *sql, const char *tables, struct err *e);
/* -1; makes what the server has against a statement one of the call. */
int server_asked_fault(struct db *d, struct err *e);
/* Refuses a row, of which there were so many bytes, that goes beyond what a
 * user's statement with a limit may give. */
int server_asked_row(struct stmt *s, const struct pg_rows *row, size_t *bytes,
	struct err *e);
/* How long what runs next may take, in steps; 0: for ever. */
int server_asked_time(struct db *d, int64_t steps, struct err *e);
/* What a user gave may not write even where we do, and what fails in it must
 * not end the transaction: it has one of its own, inside. */
int server_asked_begin(struct db *d, struct err *e);
int server_asked_end(struct db *d, int rc, struct err *e);

/* ---- values ---- */

struct span server_as_text(const struct db_value *v, char number[NUM_TEXT]);
/* Puts rows of ours by COPY. */
int server_copy(struct stmt *s, struct err *e);
/* db_put_selected, by COPY. */
int server_put_selected(struct db *d, const char *table, struct stmt *select,
	int (*look)(void *context, struct stmt *row, struct err *e),
	void *context, struct err *e);
const char *server_takes(struct stmt *s, int column);
enum value_type server_type(struct stmt *s, int column);
struct span server_text(struct stmt *s, int column);
double server_number(struct stmt *s, int column);
int64_t server_integer(struct stmt *s, int column);

#endif
