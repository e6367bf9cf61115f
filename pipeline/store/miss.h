/* SPDX-License-Identifier: MIT */
/*
 * The functions places and miss of db.h. miss tells how far wholes are from
 * what their parts make, for all areas at once and in whatever order the
 * figures come. GROUP BY would have to sort them by area first, which takes
 * three times as long as adding them up.
 */
#ifndef KOSH_STORE_MISS_H
#define KOSH_STORE_MISS_H

struct sqlite3;

/* Makes the function known to a connection; a result code of SQLite. */
int miss_install(struct sqlite3 *sqlite);

#endif
