/* SPDX-License-Identifier: MIT */
/* The changes between two releases as records, one a line. */
#ifndef KOSH_AUDIT_RECORDS_H
#define KOSH_AUDIT_RECORDS_H

#include <stdio.h>

#include "pipeline/audit/diff.h"
#include "pipeline/store/query.h"

/* Writes all changes that diff_run reports. The columns are a contract with
 * other people's scripts: add at the end, never rename. */
int records_write(FILE *to, struct diff_counts *counts, struct db *d,
	const struct diff_order *o, enum query_format format, struct err *e);

#endif
