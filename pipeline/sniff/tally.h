/* SPDX-License-Identifier: MIT */
/*
 * What the cells of a column come to: how many of each kind, which texts,
 * which years, how many areas. It takes any number of cells and stays small.
 */
#ifndef KOSH_SNIFF_TALLY_H
#define KOSH_SNIFF_TALLY_H

#include <stdint.h>

#include "pipeline/base/arena.h"
#include "pipeline/extract/areas.h"
#include "pipeline/workbook/book.h"

enum {
	YEAR_FIRST = 1500, /* what counts as a year in a cell; in a label see
			    * lexicon_year */
	YEAR_LAST = 2499,
	TALLY_TEXTS = 512,  /* distinct texts that are remembered */
	TALLY_TEXT = 300,   /* bytes of one that are kept */
	TALLY_AREAS = 512,  /* areas that are told apart */
	TALLY_MARKS = 8192, /* marks by which distinct values are counted */
	DIGITS_EXACT = 15,  /* a number with more is not a published figure */
};

/* Systems of codes, the likelier first: a code that several have counts for
 * each of them. */
enum code_system { CODE_ISO3, CODE_WORLDBANK, CODE_ISO2, CODE_M49 };
enum { CODE_SYSTEMS = 4 };

/* As a spec calls it. */
const char *code_system_name(enum code_system s);

/* A cell that was kept. text is trimmed and terminated; NULL for a number. A
 * date's is ISO 8601. */
struct kept {
	uint32_t row, column;
	enum cell_type type;
	double number;
	const char *text;
	struct area_found found; /* what the text means as a label */
};

/* A text of the column, and how often it occurs. */
struct tally_text {
	const char *at;
	unsigned long cells;
	struct area_found found;
	uint32_t row; /* of the first */
	enum cell_type type;
};

struct tally {
	unsigned long cells; /* that hold anything, an empty text included */
	unsigned long numbers, dates, booleans, errors, texts;
	unsigned long whole;	     /* numbers without decimals */
	unsigned long empty;	     /* texts of nothing but space */
	unsigned long numeric_texts; /* texts that are a number */
	unsigned long years;	     /* of whatever kind */
	unsigned long labels;	     /* texts that mean an area */
	unsigned long others; /* texts known to mean none: World, Somaliland */
	unsigned long codes[CODE_SYSTEMS]; /* that mean an area */
	unsigned long known[CODE_SYSTEMS]; /* that are known at all */
	unsigned long exact;	/* numbers of more than DIGITS_EXACT digits */
	double least, greatest; /* of numbers, as numbers or as text */
	int decimals;		/* the most that a number shows */
	uint32_t first, last;	/* rows of the first and last area */
	uint64_t areas[TALLY_AREAS / 64]; /* which, by label */
	uint64_t coded[CODE_SYSTEMS][TALLY_AREAS / 64];
	uint64_t year[(YEAR_LAST - YEAR_FIRST) / 64 + 1];
	uint64_t marks[TALLY_MARKS / 64];
	struct tally_text *text; /* in the order of appearance */
	unsigned n_texts;
	unsigned long unlisted; /* cells whose text found no room */
	uint16_t *slots;	/* of the texts, by their hash; from 1 */
};

#define TALLY_INIT                                                             \
	{                                                                      \
		0                                                              \
	}

/* Counts a cell. Texts are borrowed from it. */
int tally_add(struct tally *t, const struct areas *a, const struct kept *c,
	struct err *e);
/* Counts all that another one has counted. */
int tally_merge(struct tally *t, const struct tally *other, struct err *e);
void tally_free(struct tally *t);

/* The text if it is listed. */
const struct tally_text *tally_find(const struct tally *t, const char *text);

/* How many different values there are, about. */
unsigned long tally_distinct(const struct tally *t);
/* How many different areas, by label and by code. */
unsigned tally_areas(const struct tally *t);
unsigned tally_coded(const struct tally *t, enum code_system s);
/* How many different years, and the last of them. */
unsigned tally_years(const struct tally *t, int *last);

/* What a cell means as a code of a system. */
struct area_found kept_code(
	const struct kept *c, const struct areas *a, const char *system);
/* The year that a cell says, or 0: a text of four digits, a whole number, a
 * date. */
int kept_year(const struct kept *c);
/* The number that a cell holds, or that its text is; 0, or -1 for none. */
int kept_number(double *out, const struct kept *c);

#endif
