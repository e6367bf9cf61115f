/* SPDX-License-Identifier: MIT */
/* Whether the database has what a call names; if not, what it has. */
#ifndef KOSH_STORE_NEED_H
#define KOSH_STORE_NEED_H

#include "pipeline/store/db.h"

/* 1 if wanted is in the first column of a query, of which ?1 is the dataset
 * (NULL: it has no parameter). */
int need_has(struct db *d, const char *sql, const char *dataset,
	const char *wanted, struct err *e);

/* ERR_DATA "no WHAT WANTED of DATASET in the database: it has a, b", by the
 * first column of the same query, unless wanted is in it. */
int need_one(struct db *d, const char *what, const char *sql,
	const char *dataset, const char *wanted, struct err *e);

#endif
