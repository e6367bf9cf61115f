/* SPDX-License-Identifier: MIT */
/*
 * Of which findings a waiver speaks: kosh-validate(1), WAIVERS. Decides by
 * texts alone.
 */
#ifndef KOSH_STORE_PLACE_H
#define KOSH_STORE_PLACE_H

#include "pipeline/base/text.h"

/* Columns and rows from 1, both ends included. */
struct place_range {
	unsigned long columns[2], rows[2];
};

/* What is not said has at NULL. */
struct place {
	struct span edition; /* NULL: every edition */
	struct span release; /* how its sha256 begins */
	struct span area, indicator;
	struct span sheet;
	int has_range;
	struct place_range range;
};

/* Where a finding stands; what it does not say has at NULL or no bytes. */
struct place_of {
	struct span edition, release, area, indicator, sheet, cell;
};

/* Reads a place, which borrows the text. NULL, or what is wrong with it. */
const char *place_read(struct place *out, struct span text);

/* "B5" or "B5:D9"; -1 for anything else. */
int place_range(struct place_range *out, struct span cell);

/* 1 if a finding stands there: all of its cells, where the place names some. */
int place_holds(const struct place *p, const struct place_of *finding);

#endif
