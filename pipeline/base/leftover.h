/* SPDX-License-Identifier: MIT */
/* What processes that were killed left beside the place that they wrote to. */
#ifndef KOSH_BASE_LEFTOVER_H
#define KOSH_BASE_LEFTOVER_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* Appends the name beside path under which this process writes what is to stand
 * there: "PATH.PID.tmp". */
int leftover_name(struct text *out, const char *path, struct err *e);

/* Calls drop with each name of that kind whose process is gone, also of what a
 * database has beside itself (-wal, -journal, -shm). A process of another host
 * may be taken for gone: what it writes to the same place fails then. */
void leftover_each(const char *path,
	void (*drop)(void *context, const char *leftover), void *context);

#endif
