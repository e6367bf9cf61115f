/* SPDX-License-Identifier: MIT */
/*
 * The text of a list of values in UTF-8, in pieces, whichever encoding it is in
 * and wherever it lies. UTF-8 in memory goes straight through.
 */
#ifndef KOSH_WORKBOOK_CSVTEXT_H
#define KOSH_WORKBOOK_CSVTEXT_H

#include "pipeline/base/err.h"
#include "pipeline/workbook/zip.h"

enum { CSVTEXT_MAX_MIB = 512 }; /* of a part of a zip: as of a file */

struct csvtext;

/* Begins to read bytes, or, where entry is not NULL, that part of a zip; either
 * is borrowed until csvtext_close. A byte order mark decides the encoding, else
 * the code page (0 is UTF-8) does. */
int csvtext_open(struct csvtext **out, struct span bytes,
	const struct zip_entry *entry, unsigned codepage, struct err *e);
void csvtext_close(struct csvtext *t);

/* 1 and the next piece, borrowed until the next call, 0 at the end, -1 on a
 * fault: ERR_DATA for bytes that are not of the encoding and for NUL. A byte
 * order mark is kept, and whole in the first piece. */
int csvtext_next(struct csvtext *t, struct span *piece, struct err *e);

#endif
