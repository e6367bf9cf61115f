/* SPDX-License-Identifier: MIT */
/*
 * Whether the observations of a database still are what their workbooks say:
 * the workbooks of its releases are read again from the store and every
 * observation is held against its cell (recheck.h). Nothing is written.
 */
#ifndef KOSH_AUDIT_VERIFY_H
#define KOSH_AUDIT_VERIFY_H

#include "pipeline/audit/recheck.h"

/* An observation that does not hold, and the figure it is of. */
struct verify_miss {
	enum recheck_what what;
	const char *sheet, *cell;
	const char *indicator, *measure, *period, *area;
	struct span stored, found;
};

/* A release. */
struct verified {
	const char *dataset, *edition, *release, *state;
	size_t observations, held, missed;
	/* 1: the observations are not those that were loaded: one was changed,
	 * added, removed, or given to another area or indicator. */
	int altered;
	/* Why its workbook could not be held against it: then none was held,
	 * none missed. NULL: it was. */
	const char *why;
	const struct verify_miss *misses;
	size_t n_misses; /* as many of missed as were asked for */
};

typedef int verified_fn(void *context, const struct verified *v, struct err *e);

struct verify_order {
	const char *root;	  /* of raw/store and the specs */
	const char *const *names; /* DATASET or DATASET/EDITION */
	size_t n_names;		  /* 0: all releases */
	size_t most;		  /* misses of a release that are told */
};

/* Calls report for each release, in the order of sql/audit/trace-releases.sql;
 * what it is given lives until it returns. ERR_DATA for a name that the
 * database does not have. A workbook that is not there or cannot be read is
 * told and no fault. */
int verify(struct db *d, const struct verify_order *o, verified_fn *report,
	void *context, struct err *e);

#endif
