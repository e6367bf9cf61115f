/* SPDX-License-Identifier: MIT */
/*
 * What happened, for the log: a row of the table event, written in the
 * transaction that did it.
 */
#ifndef KOSH_STORE_EVENT_H
#define KOSH_STORE_EVENT_H

#include "pipeline/store/db.h"

/* What it was about is NULL where it was about nothing of the kind. */
struct event {
	const char *event; /* load, promote, quarantine, ... */
	const char *dataset, *edition, *release;
	const char *detail; /* a JSON object; NULL: nothing to say besides */
};

/* Part of a transaction. */
int event_put(struct db *d, const struct event *happened, struct err *e);

#endif
