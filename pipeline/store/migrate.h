/* SPDX-License-Identifier: MIT */
/*
 * From an older schema to this one, in place: tables, columns, views and
 * indexes that it lacks are made, views and indexes that have another text by
 * now are made anew, and no row is touched.
 */
#ifndef KOSH_STORE_MIGRATE_H
#define KOSH_STORE_MIGRATE_H

#include "pipeline/store/db.h"

/* The oldest schema from which that is all it takes. */
enum { MIGRATE_FROM = 6 };

/* Makes the schema that of wanted, an empty database of this version, and notes
 * it for the log, unless it has been of this version. Part of a transaction. A
 * column that may not be NULL, and one that is computed, cannot be added to
 * rows that there are: ERR_SYSTEM. */
int migrate(struct db *d, struct db *wanted, int from, int to, struct err *e);

#endif
