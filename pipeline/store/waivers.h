/* SPDX-License-Identifier: MIT */
/*
 * raw/DATASET/waivers.csv: which findings somebody accepts, why, and until
 * when. kosh-validate(1), WAIVERS, says what stands in it.
 */
#ifndef KOSH_STORE_WAIVERS_H
#define KOSH_STORE_WAIVERS_H

#include "pipeline/base/file.h"
#include "pipeline/store/db.h"

enum { WAIVERS_MAX = 10000 }; /* lines */

/* Where the file of a dataset is: under root, or else where kosh is installed.
 * 1, 0 where there is none (path is then where it would be), -1 on a fault. */
int waivers_find(char path[PATH_TEXT], const char *root, const char *dataset,
	struct err *e);

/* Makes the waivers of a dataset in the database those of its file; none where
 * there is no file. ERR_DATA with file and line for what is malformed. Part of
 * a transaction. */
int waivers_take(
	struct db *d, const char *root, const char *dataset, struct err *e);

/* Marks the findings of the releases that are being validated (table checked)
 * with their fingerprints, when they were first seen, and the waivers that
 * speak of them. Part of a transaction. */
int waivers_mark(struct db *d, const char *dataset, struct err *e);
/* The same of the findings of one release, as it is loaded. */
int waivers_mark_release(
	struct db *d, const char *dataset, int64_t release, struct err *e);
/* The same of those in checked, and then finds waivers that have ended or that
 * speak of nothing, as sql/rules/waive.sql says. */
int waivers_apply(struct db *d, const char *dataset, struct err *e);

#endif
