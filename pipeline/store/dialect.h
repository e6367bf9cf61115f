/* SPDX-License-Identifier: MIT */
/*
 * The SQL of kosh as PostgreSQL reads it. Statements are written once, in the
 * part of SQLite's SQL that both know; this translates the tokens in which the
 * two differ, and never the grammar:
 *
 *   :name, ?2              $1, $2, ...: named ones by when each comes first
 *   INTEGER REAL BLOB      bigint, double precision, bytea
 *   INTEGER NOT NULL PRIMARY KEY [AUTOINCREMENT]
 *                          a column that numbers its rows by itself
 *   STRICT, WITHOUT ROWID  nothing
 *   temp.x                 pg_temp.x
 *   CROSS JOIN x ON        JOIN x ON: SQLite's way to say the order of loops
 *   ORDER BY x [DESC]      NULLS FIRST, and LAST: where SQLite has them
 *   a IS [NOT] b           a IS [NOT] DISTINCT FROM b, but for NULL
 *   a [NOT] GLOB b         a @~ b, a !@~ b: operators of sql/postgres
 *
 * What else has to differ is defined on the server, under the name that SQLite
 * has for it (sql/postgres).
 */
#ifndef KOSH_STORE_DIALECT_H
#define KOSH_STORE_DIALECT_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum { DIALECT_PARAMETERS = 64 };

/* A statement, or several. Starts as zeros; the caller's to free. The names of
 * its parameters are spans of the text that was translated. */
struct dialect {
	struct text sql;
	struct span names[DIALECT_PARAMETERS]; /* without the colon */
	int n;
};

/* Translates; what stood in it before goes. Lines stay lines, so that a fault
 * can be found in the text. ERR_SYSTEM for too many parameters. */
int dialect_translate(struct dialect *out, const char *sql, struct err *e);
void dialect_free(struct dialect *x);

#endif
