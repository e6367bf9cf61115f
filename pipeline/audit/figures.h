/* SPDX-License-Identifier: MIT */
/* Inside this folder: what a release says, as it is compared. */
#ifndef KOSH_AUDIT_FIGURES_H
#define KOSH_AUDIT_FIGURES_H

#include "pipeline/audit/compare.h"
#include "pipeline/base/arena.h"
#include "pipeline/store/db.h"

/* The areas of a release, each with how many figures it has and a label. */
struct areas_seen {
	struct ids ids;
	struct area_seen {
		size_t figures;
		int64_t label;
	} * all;
};

/* Starts as zeros. */
int areas_seen_read(
	struct areas_seen *out, struct db *d, int64_t release, struct err *e);
void areas_seen_free(struct areas_seen *a);

/* The figures of an indicator, read one indicator after the other: each
 * replaces the one before. */
struct reader;

int reader_open(
	struct reader **out, struct db *d, int64_t release, struct err *e);
/* Those of no indicator (0) are none. */
int reader_read(struct figures *out, struct reader *r, int64_t indicator,
	struct err *e);
void reader_close(struct reader *r);

#endif
