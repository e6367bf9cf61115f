/* SPDX-License-Identifier: MIT */
/*
 * Rows of ours as a table, the second half of db.c: SELECT c0, c1, ... FROM
 * given(?1) gives the rows that given_put bound to ?1, and none otherwise.
 * ORDER BY rowid is their own order, and costs nothing. One INSERT ... SELECT
 * takes a third of the time of an INSERT for each.
 */
#ifndef KOSH_STORE_GIVEN_H
#define KOSH_STORE_GIVEN_H

#include "pipeline/store/db.h"

struct sqlite3;
struct sqlite3_stmt;

/* Makes the table known to a connection; a result code of SQLite. */
int given_install(struct sqlite3 *sqlite);
/* Binds rows to a parameter; a result code. */
int given_bind(struct sqlite3_stmt *s, int at, const struct db_rows *rows);
/* Runs sql with the rows as ?1 and without looking foreign keys up; a result
 * code. */
int given_put(
	struct sqlite3 *sqlite, const char *sql, const struct db_rows *rows);

#endif
