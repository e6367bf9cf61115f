/* SPDX-License-Identifier: MIT */
/*
 * From a file to a server: what the file says stands on the server afterwards,
 * with numbers (ids) of the server's own.
 *
 * Observations go by release: those of a release are put again only if the
 * server lacks it or has it in another reading. All other tables are small;
 * their rows are compared, and only those that differ are touched. What the
 * file no longer has goes.
 *
 * A transaction puts as many releases as have so many observations together, or
 * one that has more; they are staged as long as they are new. A last one then
 * makes the rest what the file says: which release is current, findings,
 * editions, indicators. So whoever reads sees the old state or the new one, a
 * release is there to its last observation or not at all, and a push that was
 * ended goes on with the next release when it is called again.
 */
#ifndef KOSH_STORE_PUSH_H
#define KOSH_STORE_PUSH_H

#include "pipeline/store/db.h"

/* A release that was put. */
struct push_release {
	struct span dataset, edition, release;
	long observations;
};

struct push_order {
	char *const *names; /* DATASET or DATASET/EDITION; 0: all there is */
	int n;
	long batch;  /* the observations that a transaction has */
	int dry_run; /* then the server was opened to try: DB_TRY */
	void (*tell)(void *context, const struct push_release *r);
	void *context;
};

struct pushed {
	long releases, put; /* there are; of these put */
	long observations;  /* of those that were put */
	long rows;	    /* of other tables that changed */
};

/* ERR_DATA for a name that the file does not have; ERR_REMOTE where the server
 * goes away, is full or busy, ERR_SYSTEM where it refuses. What was committed
 * before a fault stays, and stands in out. */
int push(struct pushed *out, struct db *file, struct db *server,
	const struct push_order *o, struct err *e);

#endif
