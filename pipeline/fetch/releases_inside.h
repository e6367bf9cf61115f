/* SPDX-License-Identifier: MIT */
/* Inside this folder: the releases that are known, and their store. */
#ifndef KOSH_FETCH_RELEASES_INSIDE_H
#define KOSH_FETCH_RELEASES_INSIDE_H

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/base/lock.h"
#include "pipeline/fetch/releases.h"

enum { RELEASE_NAME = 64 }; /* room for a dataset or an edition */

/* Which line came before another one of the same edition, of the same bytes:
 * its number + 1, or 0. */
struct before {
	size_t edition, bytes;
};

struct releases {
	char lock[PATH_TEXT], store[PATH_TEXT];
	struct release *all;
	size_t n;
	struct before *before;		/* of each */
	struct ids by_edition, by_hash; /* the last line + 1 */
	struct arena texts;		/* theirs */
	struct lock *held;		/* NULL: this is a trial */
	unsigned incoming;		/* how many there were */
	int unwritten;			/* the lock file lacks some */
};

/* Adds a copy; ERR_DATA for what would not be read again. */
int releases_add(struct releases *r, const struct release *x, struct err *e);
/* Makes the line that is added next findable. */
int releases_index(struct releases *r, const struct release *x, struct err *e);
void releases_forget(struct releases *r);
/* The last line of a workbook that came from a server, whatever its address
 * was then. */
const struct release *releases_sent(
	const struct releases *r, const struct release *x);

#endif
