/* SPDX-License-Identifier: MIT */
/*
 * The aggregate median of db.h. To say the same by windows, a query would have
 * to sort all columns together.
 */
#ifndef KOSH_STORE_MEDIAN_H
#define KOSH_STORE_MEDIAN_H

#include <stddef.h>

struct sqlite3;

/* Of one value or more, which are left in another order. */
double median_of(double *values, size_t n);

/* Makes the function known to a connection; a result code of SQLite. */
int median_install(struct sqlite3 *sqlite);

#endif
