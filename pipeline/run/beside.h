/* SPDX-License-Identifier: MIT */
/* Work on one state of the database by a process of its own, while the run goes
 * on with another dataset. */
#ifndef KOSH_RUN_BESIDE_H
#define KOSH_RUN_BESIDE_H

#include "pipeline/base/child.h"
#include "pipeline/run/run.h"
#include "pipeline/store/db.h"

struct beside {
	const struct run_order *order;
	enum db_mode mode; /* how the database is opened */
	const char *who;   /* "the process that writes the report" */
	/* How far it stands back (nice): all wait for the one that writes, and
	 * so the sooner it is needed the less. */
	int patience;
	int (*work)(
		FILE *out, struct db *d, const struct beside *b, struct err *e);
	const void *context; /* of the work */
};

/* Starts it, and returns once it has the state that the database holds now:
 * what comes later it does not see. No database may be open: SQLite cannot
 * stand that where a process forks. */
int beside_start(struct child **out, const struct beside *b, struct err *e);
/* Waits for it, once what it wrote (child_out) was read as far as it matters,
 * and adds how long it took. */
int beside_end(double *seconds, struct child *c, struct err *e);

#endif
