/* SPDX-License-Identifier: MIT */
/*
 * What the words of a label hint at, and what a label comes to as an id. A
 * word is a run of letters and digits, whatever its case.
 */
#ifndef KOSH_SNIFF_LEXICON_H
#define KOSH_SNIFF_LEXICON_H

#include "pipeline/base/text.h"

enum hint {
	HINT_RANK,
	HINT_SCORE,   /* score, index, value, ... */
	HINT_VALUE,   /* value, data: less than a score */
	HINT_OVERALL, /* overall, total, ... */
	HINT_PERIOD,
	HINT_INDICATOR,
	HINT_ASIDE,   /* notes, sources: no figures */
	HINT_CODE,    /* numbers that only name something */
	HINT_NUMBER,  /* a row's number */
	HINT_AMOUNT,  /* errors, bounds, counts: figures, but no scores */
	HINT_SUMMARY, /* average, total: rows that are no area */
	HINT_UNIT,    /* source, unit: rows right under a header */
};

/* How many of the text's words hint so. */
unsigned lexicon_hints(const char *text, enum hint h);

/* 1 if it has words, and each of them says only overall, score, rank or year.
 */
int lexicon_is_pure(const char *text);

/* Writes "property-rights" for "Property Rights (2021)" without what says
 * only score, rank or year, or what stands in brackets; all of it where whole
 * is not 0. At most 63 bytes; maybe nothing. */
enum { SLUG_TEXT = 64 };
void lexicon_slug(char buf[SLUG_TEXT], const char *text, int whole);

/* The id with a number behind, "tax-2"; it keeps its length in bounds. */
void lexicon_number(char buf[SLUG_TEXT], const char *id, unsigned n);

/* The one year between 1800 and 2199 that stands in a text, and where; 0 where
 * there is none or more than one. "2018/19" and "2018-19" are no year. */
int lexicon_year(const char *text, size_t *at);

/* Appends the text as a pattern: a brace is doubled, and the year at an offset
 * becomes {year} (SIZE_MAX: none does). */
void lexicon_pattern(struct text *out, const char *text, size_t year);

#endif
