/* SPDX-License-Identifier: MIT */
/* Inside this folder: where a second reader reads an .xls differently. */
#ifndef KOSH_EXTRACT_OPINION_H
#define KOSH_EXTRACT_OPINION_H

#include "pipeline/extract/stream.h"

enum { OPINION_FINDINGS = 100 };

/* Reads the .xls at path by both readers, each in a locked process, and writes
 * a finding V207 for each cell on which they differ: an error for a number, a
 * warning for a text, and one that counts the rest after OPINION_FINDINGS; an
 * information where the second reader does not read the file. about says of
 * what they all are. Where our own reader fails there is no finding: that
 * comes out when the tables are read. */
int opinion_put(FILE *out, const char *path, const struct finding *about,
	struct err *e);

#endif
