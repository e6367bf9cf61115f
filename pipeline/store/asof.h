/* SPDX-License-Identifier: MIT */
/*
 * A database as of a moment: with the releases that were known then, and what
 * is derived from them. It is made anew for each call and the one it is made of
 * is only read, as it is at one moment, also while another process writes it.
 * What is taken is said in sql/asof.
 */
#ifndef KOSH_STORE_ASOF_H
#define KOSH_STORE_ASOF_H

#include "pipeline/store/db.h"

/* Opens the database at path for reading; where when is not NULL, one made of
 * it for this call as of then ("2026-01-05", the end of that day in UTC, or
 * "2026-01-05T12:00:00Z"), of one dataset or (NULL) of all. ERR_USAGE for a
 * when that is no moment; ERR_DATA where there is no such dataset, nothing was
 * known, or the database is as of a moment itself. */
int asof_open(struct db **out, const char *path, const char *when,
	const char *dataset, struct err *e);

/* The same as a file of its own, of all datasets, put into place by rename.
 * ERR_DATA too for a file whose companions say that it is in use. */
int asof_write(
	const char *file, const char *path, const char *when, struct err *e);

#endif
