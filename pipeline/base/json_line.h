/* SPDX-License-Identifier: MIT */
/*
 * Foreign text in a line of JSON. What could end the line, drive a terminal or
 * show itself as something else (control characters, marks of direction, blanks
 * without width) is written \uXXXX, what is no UTF-8 as \ufffd.
 */
#ifndef KOSH_BASE_JSON_LINE_H
#define KOSH_BASE_JSON_LINE_H

#include "pipeline/base/text.h"

/* Appends the text as a string in quotes; null where there is none at all. */
void json_quote(struct text *out, struct span s);

/* Appends what is valid JSON already, on one line and just as harmless. */
void json_clean(struct text *out, struct span json);

#endif
