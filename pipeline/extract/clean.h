/* SPDX-License-Identifier: MIT */
/*
 * Cleaners: each takes one kind of decoration off a number that was published
 * as text, by a form that is stated here, and leaves every other text alone.
 * What is left is not promised to be a number: that is for who reads it.
 *
 *   ordinal        st nd rd th behind digits: "1st", "144th"
 *   currency       a currency sign, with up to three capitals before it
 *                  ("US$"), or an ISO 4217 code, before or behind a number:
 *                  "$21.0", "-$5", "6.1 CHF"
 *   remark         remarks in round or square brackets behind: "2.1 (2016)",
 *                  "7 [a]"; "(7)" is none
 *   marks          footnote marks before or behind: any of the signs * # and
 *                  dagger, double dagger, section, paragraph; raised digits and
 *                  letters; a small letter set apart by a blank ("7 a",
 *                  "7 a,b"); behind a text without blanks, a number of one or
 *                  two digits set apart by one ("7.5 2")
 *   percent        a % behind a digit: "45%", "45 %"
 *   thousands      commas between groups of exactly three digits of the whole
 *                  text: "1,234,567.8"; neither "1,23" nor "0,123"
 *   spaces         the same of blanks, also those that do not break, with a
 *                  point or comma before decimals: "1 234,5"
 *   decimal-comma  the one comma between digits of the whole text: "8,59",
 *                  and "1,234" is 1.234
 *   minus          a minus sign (U+2212), en dash or hyphen (U+2010, U+2011)
 *                  before a number becomes "-"
 *
 * Blanks next to what was taken off go with it. Those that speak of the whole
 * text come last in a list: "$1,000 (2009)" wants remark, currency, thousands.
 */
#ifndef KOSH_EXTRACT_CLEAN_H
#define KOSH_EXTRACT_CLEAN_H

#include "pipeline/base/text.h"

enum { CLEAN_TEXT = 128 }; /* room for any decorated number */

struct cleaner;

/* The cleaner of that name; NULL if there is none. */
const struct cleaner *clean_named(const char *name);
/* "ordinal, currency, ...": all of them, for messages. */
const char *clean_names(void);

/* What the cleaner leaves of the text, and 1 in *changed if that is less: part
 * of the text, or in buf, in which the text may lie as well. The text as it was
 * where there is nothing to take off, nothing with a digit would be left, or
 * buf is too small. */
struct span clean_text(char *buf, size_t size, const struct cleaner *c,
	struct span text, int *changed);

/* Appends what of a text is not in what was left of it, piece by piece; all of
 * it where that is no part of it. */
void clean_cut(struct text *out, struct span text, struct span left);

#endif
