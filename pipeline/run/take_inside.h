/* SPDX-License-Identifier: MIT */
/* Inside this folder: what taking from a server and from a folder share. */
#ifndef KOSH_RUN_TAKE_INSIDE_H
#define KOSH_RUN_TAKE_INSIDE_H

#include "pipeline/run/take.h"

/* Whether the bytes at path are a workbook such as w: the store is for nothing
 * else. Looked at in a locked process. */
int take_look(const char *path, const struct spec_workbook *w, struct err *e);

/* Makes a release of what came in for a source, by the facts in x, and says in
 * the source what became of it, or why not: then -1. */
int take_accept(const struct taking *t, struct source *s, struct release *x,
	struct incoming *in);

/* Takes what the press printed from beside the specs. */
int take_press(const struct taking *t, struct err *e);

/* Writes the lock and the database, then reports. */
int take_end(const struct taking *t, int from_net, struct err *e);

#endif
