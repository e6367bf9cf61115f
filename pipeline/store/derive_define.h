/* SPDX-License-Identifier: MIT */
/* Inside deriving: the tables and views as the database has them. */
#ifndef KOSH_STORE_DERIVE_DEFINE_H
#define KOSH_STORE_DERIVE_DEFINE_H

#include "pipeline/store/derive.h"

/* Where the texts are others than those that the database was made by, drops
 * all of ours and makes them anew, without rows. */
int derive_define(struct db *d, struct err *e);

/* The INSERT that fills a table: of one dataset, or (*each is 0) of all; NULL
 * for a view. */
const char *derive_fill(int *each, const char *text);

#endif
