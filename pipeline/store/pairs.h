/* SPDX-License-Identifier: MIT */
/*
 * The aggregates of db.h over a column: its ranks and its scores, which stand
 * in rows of their own, brought together by area in one pass and in whatever
 * order they come. To look up each score beside its rank would take three times
 * as long as all the rest of a rule.
 */
#ifndef KOSH_STORE_PAIRS_H
#define KOSH_STORE_PAIRS_H

struct sqlite3;

/* Makes the functions known to a connection; a result code of SQLite. */
int pairs_install(struct sqlite3 *sqlite);

#endif
