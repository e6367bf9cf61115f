/* SPDX-License-Identifier: MIT */
/* Character data of XML and of spreadsheets: from its written form to text. */
#ifndef KOSH_WORKBOOK_CHARS_H
#define KOSH_WORKBOOK_CHARS_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* Writes a code point as UTF-8; returns how many bytes, four at the most. */
size_t chars_put(char *to, uint32_t c);

/* Replaces references (&amp; &#10; &#xE9;) and line breaks in place, as XML
 * wants it; the text never grows. ERR_DATA for references that are none and
 * for bytes that are no UTF-8 or not allowed in XML. */
int chars_resolve(char *at, size_t *len, struct err *e);

/* The same without references: the inside of a CDATA section. */
int chars_resolve_cdata(char *at, size_t *len, struct err *e);

/* Replaces _xHHHH_ in place, as spreadsheets write what XML has no room for.
 * Two that make a surrogate pair become one character, half a pair becomes
 * U+FFFD, and NUL, which has no place in a text, stays as it is written.
 * Returns the new length. */
size_t chars_unescape(char *at, size_t len);

#endif
