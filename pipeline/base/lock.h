/* SPDX-License-Identifier: MIT */
/* A lock between runs, which ends with the process that holds it. */
#ifndef KOSH_BASE_LOCK_H
#define KOSH_BASE_LOCK_H

#include "pipeline/base/err.h"

struct lock;

/* Takes the lock file at path, made if need be, and writes into it who holds
 * it: our process, host and the time. ERR_SYSTEM with that of the other one,
 * "another run holds the lock (process N on HOST, since WHEN)", if it is taken.
 */
int lock_take(struct lock **out, const char *path, struct err *e);
/* 0 if nobody holds it; else as lock_take says it. Changes nothing. */
int lock_look(const char *path, struct err *e);
void lock_free(struct lock *l);

#endif
