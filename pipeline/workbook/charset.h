/* SPDX-License-Identifier: MIT */
/*
 * Text as .xls files and old exports hold it, into UTF-8: Latin-1, UTF-16 and
 * the Windows and Mac code pages. What has no meaning becomes U+FFFD: one bad
 * character must not lose a workbook.
 */
#ifndef KOSH_WORKBOOK_CHARSET_H
#define KOSH_WORKBOOK_CHARSET_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* Appends one character; what is no Unicode scalar value as U+FFFD. */
void charset_put(struct text *out, uint32_t character);

/* Appends n bytes of ISO 8859-1. */
void charset_latin1(struct text *out, const unsigned char *p, size_t n);

/* UTF-16, perhaps in pieces: a high surrogate at the end of one waits in the
 * struct for its other half. Starts as zero. */
struct utf16 {
	uint32_t high;
	int big_endian;
};

/* Appends n units (2 * n bytes). */
void charset_utf16(
	struct text *out, struct utf16 *u, const unsigned char *p, size_t n);
/* Appends U+FFFD if a half is still waiting. */
void charset_utf16_end(struct text *out, struct utf16 *u);

/* The code page of a charset by its name on the web, case aside: 0 for utf-8
 * and ascii, 1252 for iso-8859-1 too, as everybody takes it (the two differ in
 * control characters only), and windows-1250 to windows-1258. -1 for others. */
int charset_named(unsigned *codepage, struct span name);
/* Which there are, for messages. */
const char *charset_names(void);

/* An 8-bit or double-byte code page by its Windows number. */
struct codepage;

/* ERR_DATA for a number that is not known here. 0 counts as 1252. */
int codepage_open(struct codepage **out, unsigned number, struct err *e);
void codepage_close(struct codepage *cp);
/* Appends n bytes of it. */
void codepage_put(struct text *out, struct codepage *cp, const unsigned char *p,
	size_t n);

#endif
