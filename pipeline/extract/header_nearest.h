/* SPDX-License-Identifier: MIT */
/* Inside the header: the row that came nearest to being one, for the message
 * that none did. */
#ifndef KOSH_EXTRACT_HEADER_NEAREST_H
#define KOSH_EXTRACT_HEADER_NEAREST_H

#include "pipeline/base/text.h"
#include "pipeline/extract/spec.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/serial.h"

/* Starts as zeros. */
struct nearest {
	unsigned labels; /* found there, the most */
	uint32_t row;
	struct text missing; /* the first that were not */
	struct text shown;   /* what the row has */
};

enum { NEAREST_MISSING = 3 }; /* that the message names */

void nearest_free(struct nearest *n);
/* Takes a row with so many of the labels if none before it had as many. lacks
 * is how many it has not, of which missing holds the first. */
void nearest_note(struct nearest *n, const struct row *row,
	enum serial_epoch epoch, unsigned labels,
	const struct spec_column *const *missing, unsigned lacks);
/* ERR_DATA that says how near it came to how many labels. */
int nearest_fault(const struct nearest *n, unsigned wanted, struct err *e);

#endif
