/* SPDX-License-Identifier: MIT */
/* A workbook read in a locked process of its own. */
#ifndef KOSH_EXTRACT_EXTRACTION_H
#define KOSH_EXTRACT_EXTRACTION_H

#include "pipeline/base/child.h"
#include "pipeline/extract/areas.h"
#include "pipeline/extract/spec.h"
#include "pipeline/workbook/book.h"

struct extraction {
	const char *path;
	const char *sha256; /* which bytes it must hold; NULL: any */
	const char *name;   /* see struct child_task */
	const char *file;   /* its official name; NULL: that of the path */
	const struct spec *spec;
	const struct spec_edition *ed;
	const struct areas *areas;
};

/* Starts a child that writes the observations out, packed, and the findings
 * aside, as CSV (see packed.h and stream.h). */
int extraction_start(
	struct child **out, const struct extraction *x, struct err *e);

/* How a csv is to be read by what a spec says of it (NULL: as usual). */
struct book_csv extraction_csv(const struct spec_csv *csv);
/* The same of the workbook that is read: ed, path and file are all it takes. */
struct book_csv extraction_reading(const struct extraction *x);

#endif
