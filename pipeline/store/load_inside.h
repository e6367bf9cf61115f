/* SPDX-License-Identifier: MIT */
/* Inside load*.c: what a release that is read and one that is refused have in
 * common. */
#ifndef KOSH_STORE_LOAD_INSIDE_H
#define KOSH_STORE_LOAD_INSIDE_H

#include "pipeline/store/load.h"

/* A row of the table release. */
struct load_row {
	int64_t release;
	int was_current; /* it is read anew */
};

/* ERR_DATA where the database cannot take it. */
int load_check_release(
	struct db *d, const struct load_release *r, struct err *e);
int load_put_release(struct load_row *out, struct db *d,
	const struct load_release *r, struct err *e);
/* The columns of sql/load/finding.sql; borrowed until it was run. */
void load_bind_finding(
	struct stmt *s, int64_t release, const struct finding *f);

#endif
