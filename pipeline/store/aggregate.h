/* SPDX-License-Identifier: MIT */
/* The aggregates of db.h that are statistics of a column, or of two. */
#ifndef KOSH_STORE_AGGREGATE_H
#define KOSH_STORE_AGGREGATE_H

struct sqlite3;

/* Makes the functions known to a connection; a result code of SQLite. */
int aggregate_install(struct sqlite3 *sqlite);

#endif
