/* SPDX-License-Identifier: MIT */
/* Deriving in tests: all that is stale. */
#ifndef KOSH_TESTS_DERIVING_H
#define KOSH_TESTS_DERIVING_H

#include "pipeline/store/derive.h"

/* How many datasets were derived, or -1. */
static inline int derive_stale(struct db *d, struct err *e)
{
	const struct derive_order all = { .dataset = NULL };
	struct derive_done done = { .n_datasets = 0 };
	int rc = derive(&done, d, &all, e);

	derive_done_free(&done);
	return rc < 0 ? -1 : done.n_datasets;
}

#endif
