/* SPDX-License-Identifier: MIT */
/*
 * The changes between two releases for people: first how much changed, then
 * the largest changes, and what moved in rank. Of each list 10 lines are
 * printed, or all of them.
 *
 * A change counts by its share of the indicator's scale, or of what the column
 * holds where there is no scale, so that dollars do not hide years.
 */
#ifndef KOSH_AUDIT_DIGEST_H
#define KOSH_AUDIT_DIGEST_H

#include <stdio.h>

#include "pipeline/audit/diff.h"

int digest_write(FILE *to, struct diff_counts *counts, struct db *d,
	const struct diff_order *o, int all, struct err *e);

#endif
