/* SPDX-License-Identifier: MIT */
/*
 * raw/DATASET/averages.csv: averages of many areas that the publisher prints
 * beside its figures, and where. kosh-spec(5), AVERAGES, says what stands in
 * it.
 */
#ifndef KOSH_STORE_AVERAGES_H
#define KOSH_STORE_AVERAGES_H

#include "pipeline/store/db.h"

#define AVERAGES_FILE "averages.csv"
enum { AVERAGES_MAX = 10000 }; /* lines */

/* Makes the averages of a dataset in the database those of its file; none where
 * there is no file. ERR_DATA with file and line for what is malformed, and for
 * an edition, a region or an indicator that the database lacks. Part of a
 * transaction. */
int averages_take(
	struct db *d, const char *root, const char *dataset, struct err *e);

#endif
