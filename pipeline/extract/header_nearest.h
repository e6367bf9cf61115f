/* SPDX-License-Identifier: MIT */
/* Inside the header: the row that came nearest to being one, for the message
 * that none did. */
#ifndef KOSH_EXTRACT_HEADER_NEAREST_H
#define KOSH_EXTRACT_HEADER_NEAREST_H

#include "pipeline/base/text.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/serial.h"

/* Starts as zeros. */
struct nearest {
	unsigned labels; /* found there, the most */
	uint32_t row;
	char missing[100]; /* the first that was not */
	struct text shown; /* what the row has */
};

void nearest_free(struct nearest *n);
/* Takes a row with so many of the labels if none before it had as many. */
void nearest_note(struct nearest *n, const struct row *row,
	enum serial_epoch epoch, unsigned labels, const char *missing);
/* ERR_DATA that says how near it came to how many labels. */
int nearest_fault(const struct nearest *n, unsigned wanted, struct err *e);

#endif
