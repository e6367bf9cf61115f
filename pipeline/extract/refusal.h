/* SPDX-License-Identifier: MIT */
/* Why a workbook was refused, as the one finding that it is. */
#ifndef KOSH_EXTRACT_REFUSAL_H
#define KOSH_EXTRACT_REFUSAL_H

#include "pipeline/base/hash.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/extract/stream.h"

/* Starts as zeros. The texts are its own, or those of its extraction. */
struct refusal {
	struct finding is; /* rule at NULL: none yet */
	char release[HASH_HEX];
	struct arena texts;
};

/* Notes a finding, of those of a child, if it is such a one and the first: of a
 * table without rows, of a header, a sheet, a workbook. */
void refusal_note(struct refusal *r, const struct finding *f);
/* Notes what a child wrote aside, if its out was read to the end. */
void refusal_take(struct refusal *r, struct child *c);

/* 1 if a fault is one of the bytes that were to be read, and not of the machine
 * or of the store: then r is the finding, V101 where nothing more is known. */
int refusal_is(
	struct refusal *r, const struct extraction *x, const struct err *fault);

void refusal_free(struct refusal *r);

#endif
