/* SPDX-License-Identifier: MIT */
/*
 * Which releases a call means:
 *
 *   gairi/2025            the current release of an edition
 *   gairi/2025@0d27       the one whose sha256 begins so, by 4 digits or more
 *   gairi/2025@previous   the one before the current one
 *   gairi/2025@first      the first one
 *   gairi/2025@press      what the press printed of one that nobody has
 *
 * Releases stand in the order in which they came (sql/diff/releases.sql). What
 * is staged, held or in quarantine counts only where its sha256 is given. Of
 * what the press printed the last one is meant: a figure in it was corrected.
 */
#ifndef KOSH_STORE_SIDES_H
#define KOSH_STORE_SIDES_H

#include "pipeline/base/hash.h"
#include "pipeline/extract/spec.h"
#include "pipeline/store/db.h"

/* One release. What is not known is NULL. */
struct side {
	int64_t release;
	const char *dataset, *edition, *sha256, *state;
	const char *published, *fetched; /* its day */
	const char *file, *content, *recipe;
	const char *period, *regime; /* of the edition */
};

struct sides;

/* Without b: a is held against the current release of its edition, where it
 * names none the one before that is. ERR_DATA, with what there is, where there
 * is none of that name or several; ERR_USAGE for a name that is none, for two
 * datasets, and where both are the same release. */
int sides_open(struct sides **out, struct db *d, const char *a, const char *b,
	struct err *e);
/* The same for one release, which is sides_from: the current one, where the
 * name says no other. */
int side_open(
	struct sides **out, struct db *d, const char *name, struct err *e);
const struct side *sides_from(const struct sides *s);
const struct side *sides_to(const struct sides *s);
void sides_close(struct sides *s);

#endif
