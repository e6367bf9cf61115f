/* SPDX-License-Identifier: MIT */
/*
 * The derived tables and views, one file each in sql/derive: a head, the
 * statement that makes it, and for a table behind a line
 *
 *	-- for each dataset     the INSERT of the rows of one, :dataset
 *	-- for all datasets     the INSERT of all rows
 *
 * Rows are made anew for datasets of which something is stale, so that an
 * edition costs what its dataset does and not what the database does. What
 * users defined (store/own.h) is made anew with them.
 */
#ifndef KOSH_STORE_DERIVE_H
#define KOSH_STORE_DERIVE_H

#include "pipeline/base/ids.h"
#include "pipeline/store/db.h"

struct derive_order {
	const char *dataset; /* NULL: all */
	int all;	     /* also what is fresh */
	const char *own;     /* a folder with metrics of the user's; or NULL */
	int64_t steps;	     /* that one of these may take; 0: USERSQL_STEPS */
};

struct derive_done {
	struct text datasets; /* which, as a JSON array */
	int n_datasets, tables;
	int own; /* metrics of the user's that are new or changed */
};

/* Makes what is stale anew, in one transaction. done starts as zeros and is the
 * caller's to free. */
int derive(struct derive_done *done, struct db *d, const struct derive_order *o,
	struct err *e);
void derive_done_free(struct derive_done *done);

/* 1 if the derived tables of a dataset are what would be derived now: made by
 * this program's definitions from its current releases as they are read. */
int derive_is_current(struct db *d, const char *dataset, struct err *e);
/* The same of all datasets at once, which takes little more: adds those that
 * are not current. 0 where nothing is derived by this program's definitions:
 * then none is. */
int derive_stale_names(struct ids *out, struct db *d, struct err *e);
/* 1 if the tables and views are there, as this program defines them. */
int derive_is_defined(struct db *d, struct err *e);

#endif
