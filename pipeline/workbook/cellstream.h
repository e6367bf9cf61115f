/* SPDX-License-Identifier: MIT */
/*
 * A workbook as a stream of records, its cells or its sheets, written by a
 * locked process: what the bytes do to their reader stays there.
 */
#ifndef KOSH_WORKBOOK_CELLSTREAM_H
#define KOSH_WORKBOOK_CELLSTREAM_H

#include "pipeline/base/child.h"
#include "pipeline/workbook/listing.h"

enum { CELLSTREAM_NOTHING = -2 }; /* a format: read all, write nothing */

struct cellstream {
	const char *path;
	struct book_csv csv;
	int format;	  /* enum record_format, or CELLSTREAM_NOTHING */
	int sheets;	  /* the list of sheets and no cells */
	const char *only; /* one sheet, hidden or not; NULL: all visible ones */
	int with_blanks;
};

/* Starts the process; s is borrowed until child_end. child_out is the stream;
 * child_aside, once that has ended, says how many sheets were passed over since
 * they are hidden. */
int cellstream_start(
	struct child **out, const struct cellstream *s, struct err *e);

#endif
