/* SPDX-License-Identifier: MIT */
/*
 * What Excel accepts as text, as the name of a sheet and as the name of a
 * table. A file that breaks one of these opens with "we found a problem with
 * some content", so they are refused before the library sees them.
 */
#ifndef KOSH_REPORT_NAMES_H
#define KOSH_REPORT_NAMES_H

#include <stddef.h>

#include "pipeline/base/text.h"

enum {
	NAME_SHEET_MAX = 31,   /* characters of a sheet's name */
	NAME_TABLE_MAX = 255,  /* of a table's name and of its headers */
	NAME_TEXT_MAX = 32767, /* of the text in a cell */
};

/* Each gives NULL where s will do, else what is wrong with it, as the end of a
 * sentence: "longer than 31 characters". Characters are counted as Excel does,
 * in UTF-16. */
const char *name_bad_text(const char *s, size_t max);
/* Appends s as far as a cell holds it: what is not UTF-8 as U+FFFD, and where
 * it is longer than max the rest as an ellipsis. */
void name_held(struct text *out, const char *s, size_t max);
const char *name_bad_sheet(const char *s);
const char *name_bad_table(const char *s);

/* Makes one line of s, of at most max characters: a control character becomes a
 * space. What is not UTF-8 stays. */
void name_fit(char *s, size_t max);

#endif
