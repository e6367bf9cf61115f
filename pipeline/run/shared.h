/* SPDX-License-Identifier: MIT */
/* What datasets are made from together, for the question whether it is as it
 * was: looked at once for all of them. What a run is noted to be made from is
 * looked at anew. */
#ifndef KOSH_RUN_SHARED_H
#define KOSH_RUN_SHARED_H

#include "pipeline/base/hash.h"

struct shared;

int shared_open(struct shared **out, const char *root, struct err *e);
void shared_close(struct shared *s);

/* The tables of areas, of names below raw/; NULL behind the last. */
extern const char *const shared_tables[];

/* The hash of a file. That of a table of areas is not made again where its
 * status shows that it has not been touched: not where it was within the last
 * moments before it was hashed, since its times may be no finer. Several
 * threads may ask. s may be NULL. */
int shared_sum(char hex[HASH_HEX], const struct shared *s, const char *path,
	struct err *e);

/* The hash of the lines of raw/kosh.lock about a dataset: what came of others
 * makes no run of this one. All are read at once, again where the lock was
 * replaced meanwhile. s may be NULL. */
int shared_lines(char hex[HASH_HEX], struct shared *s, const char *root,
	const char *dataset, struct err *e);

#endif
