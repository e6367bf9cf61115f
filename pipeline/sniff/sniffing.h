/* SPDX-License-Identifier: MIT */
/* A workbook looked at in a locked process of its own. */
#ifndef KOSH_SNIFF_SNIFFING_H
#define KOSH_SNIFF_SNIFFING_H

#include "pipeline/base/child.h"
#include "pipeline/extract/areas.h"
#include "pipeline/workbook/book.h"

enum { SNIFFING_SHEETS = 200 }; /* sheets that are looked at */

struct sniffing {
	const char *path;
	struct book_csv csv; /* of a csv; what is '\0' is guessed */
	const char *charset; /* of a csv; NULL: guessed */
	const char *only;    /* one sheet, hidden or not; NULL: all visible */
	const char *dataset, *edition; /* NULL: guessed */
	const struct areas *areas;
};

/* Starts a child that writes a draft of a spec; and aside, a line each, the id
 * of its edition, the sum of the file, and what is odd. s is borrowed until
 * child_end. */
int sniffing_start(struct child **out, const struct sniffing *s, struct err *e);

#endif
