/* SPDX-License-Identifier: MIT */
/* The derived tables, one file each in sql/derive, dropped and rebuilt. */
#ifndef KOSH_STORE_DERIVE_H
#define KOSH_STORE_DERIVE_H

#include "pipeline/store/db.h"

/* Rebuilds all derived tables in one transaction; *tables is how many. */
int derive(int *tables, struct db *d, struct err *e);

/* 1 if the derived tables of a dataset are what would be derived now: made from
 * its current releases as they are read, by sql/derive/derivation.sql. */
int derive_is_current(struct db *d, const char *dataset, struct err *e);

#endif
