/* SPDX-License-Identifier: MIT */
/* The database of a test. */
#ifndef KOSH_TESTS_SCRATCH_H
#define KOSH_TESTS_SCRATCH_H

#include "pipeline/store/db.h"

/* An empty one, in memory; where KOSH_TEST_SERVER is the address of a server,
 * there, in the place of what was there. */
int scratch_open(struct db **out, struct err *e);

#endif
