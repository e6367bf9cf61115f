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
 * A transaction puts a release, which is staged as long as it is new; another
 * one then makes its dataset as a whole what the file says: which release is
 * current, findings, editions, indicators. So whoever reads sees the old state
 * or the new one, and a push that was ended goes on with the next release when
 * it is called again.
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
	int dry_run; /* then the server is to be opened as DB_TRY */
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
