/* SPDX-License-Identifier: MIT */
/* A database that stands still, on a read-only disk or in a folder of somebody
 * else. */
#ifndef KOSH_STORE_FROZEN_H
#define KOSH_STORE_FROZEN_H

#include "pipeline/base/text.h"

/* 1 where neither the file nor its folder can be written and nobody has it
 * open: no -wal file, or an empty one without its -shm. A database in WAL mode
 * needs both beside it, also to be read, unless it is known not to change. */
int frozen(const char *path);

/* 1 where that cannot be written, and changes of a process that was ended wait
 * in the -wal file. */
int frozen_waits(const char *path);

/* Appends the address of a database for SQLite: where it is for reading, of one
 * that must be there, as one that stands still if it does. */
void frozen_uri(struct text *uri, const char *path, int reading);

#endif
