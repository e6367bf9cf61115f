/* SPDX-License-Identifier: MIT */
/* How the editions of some datasets stand: sql/run/status.sql says what is
 * told of each. */
#ifndef KOSH_RUN_STATUS_H
#define KOSH_RUN_STATUS_H

#include <stdio.h>

#include "pipeline/run/take.h"
#include "pipeline/store/query.h"

enum status_worst { STATUS_FRESH, STATUS_STALE, STATUS_BROKEN };

/* Writes a row for each edition that has sources in the list, by the lock and
 * the database. *worst is the worst state among them. */
int status_put(FILE *out, enum status_worst *worst, struct db *d,
	const struct sources *all, const struct releases *r,
	enum query_format format, struct err *e);

#endif
