/* SPDX-License-Identifier: MIT */
/*
 * The aggregate extent of db.h: what several rules ask of a whole column, told
 * by one pass over it. The rules on its scale, its precision and its further
 * sheets would read it once each.
 */
#ifndef KOSH_STORE_EXTENT_H
#define KOSH_STORE_EXTENT_H

struct sqlite3;

/* Makes the function known to a connection; a result code of SQLite. */
int extent_install(struct sqlite3 *sqlite);

#endif
