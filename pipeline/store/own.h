/* SPDX-License-Identifier: MIT */
/*
 * The metrics of users. A metric is one file NAME.sql: a head (title, unit,
 * source, prose) and a SELECT that gives the rows of one dataset, :dataset, the
 * first column of which is dataset. It becomes the table own_NAME and stays in
 * the database: whenever a dataset is derived anew, so are its rows. A metric
 * reads no metric.
 */
#ifndef KOSH_STORE_OWN_H
#define KOSH_STORE_OWN_H

#include "pipeline/store/db.h"
#include "pipeline/store/doc.h"

enum { OWN_ROWS = 10000000 }; /* of one dataset, at most */

/* Takes the metrics of a folder: makes the tables of those that are new or
 * changed, without rows, and marks them as due for all datasets. ERR_DATA, with
 * file and line, for a name that is none, a head that lacks its title and SQL
 * that is more or something else than one SELECT. Part of a transaction. */
int own_take(struct db *d, const char *dir, struct err *e);

/* Calls visit for what each metric of a database says of itself, in the order
 * of their names. */
int own_each(struct db *d,
	int (*visit)(void *context, const struct doc *x, struct err *e),
	void *context, struct err *e);

/* Drops a metric, own_NAME; ERR_DATA if there is none, with what there is.
 * Nothing is derived, so that one that fails can go while another does. Part of
 * a transaction. */
int own_forget(struct db *d, const char *name, struct err *e);

/* Makes the rows of a dataset anew: in all metrics, or (all 0) in those that
 * own_take marked. steps are those of a SELECT, 0: USERSQL_STEPS. ERR_DATA,
 * with the metric's name and how to be rid of it, for one that fails, takes too
 * long or gives rows of another dataset. Part of a transaction. */
int own_fill(struct db *d, const char *dataset, int all, int64_t steps,
	struct err *e);
/* Unmarks them: they were filled; *n is how many. */
int own_filled(int *n, struct db *d, struct err *e);

#endif
