/* SPDX-License-Identifier: MIT */
/* The lines of a log as records. */
#ifndef KOSH_AUDIT_LOGLIST_H
#define KOSH_AUDIT_LOGLIST_H

#include <stdio.h>

#include "pipeline/store/query.h"

/* Which lines; NULL: all. */
struct loglist_order {
	const char *event, *run, *dataset, *edition;
	const char *release; /* or its first digits */
	enum query_format format;
};

/* Bytes that are no line are passed over: kosh-log verify speaks of them. */
int loglist(FILE *to, const char *path, const struct loglist_order *o,
	struct err *e);

#endif
