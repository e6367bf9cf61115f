/* SPDX-License-Identifier: MIT */
/* Inside this folder: the texts behind numbers of the database, each asked for
 * once. */
#ifndef KOSH_AUDIT_TEXTS_H
#define KOSH_AUDIT_TEXTS_H

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/store/db.h"

struct texts {
	struct stmt *ask;
	struct ids places; /* of the numbers */
	struct span *all;
	struct arena bytes;
};

/* Starts as zeros. sql gives the text of the number ?1. */
int texts_open(struct texts *t, struct db *d, const char *sql, struct err *e);
/* Lives until the table is closed; empty for a number that is none. */
int texts_find(struct span *out, struct texts *t, int64_t id, struct err *e);
void texts_close(struct texts *t);

#endif
