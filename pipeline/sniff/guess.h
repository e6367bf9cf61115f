/* SPDX-License-Identifier: MIT */
/*
 * What the table of one sheet seems to say: which column holds what, and how
 * sure that is. Guesses are for people to read; no figure is ever read by one
 * that nobody has put into a spec.
 */
#ifndef KOSH_SNIFF_GUESS_H
#define KOSH_SNIFF_GUESS_H

#include "pipeline/sniff/labels.h"
#include "pipeline/sniff/lexicon.h"
#include "pipeline/sniff/series.h"

enum surety { SURE, LIKELY, A_GUESS };

/* "sure", "likely", "a guess". */
const char *surety_name(enum surety s);

enum column_role {
	COLUMN_AREA,
	COLUMN_CODE,
	COLUMN_PERIOD,
	COLUMN_INDICATOR,
	COLUMN_MEASURE,
	COLUMN_SCORE,
	COLUMN_RANK,
	COLUMN_RAW,
	COLUMN_VALUE, /* figures whose measure their row says */
};

struct column_guess {
	uint32_t at; /* of a family: that of its latest year */
	enum column_role role;
	struct column_name name;
	char id[SLUG_TEXT]; /* of the indicator, or "{indicator}" */
	int period;	    /* a year that its label says, or 0 */
	const char *missing[FIGURE_MARKERS];
	unsigned n_missing;
	int blanks;  /* some of its cells are blank */
	int as_text; /* its numbers are stored as text */
	unsigned cleaners;
	const char
		*category[FIGURE_MARKERS]; /* of texts that stand for numbers */
	unsigned n_categories;
	const char *title; /* of the indicator, if not by the labels */
	enum surety surety;
	char why[160];
};

struct guess {
	const struct summary *s;
	struct frame frame;
	struct labels *labels;
	struct column_guess *columns;
	unsigned n;
	uint32_t period, indicator; /* columns, or NO_COLUMN */
	unsigned years;		    /* different periods of that column */
	int last_year;		    /* that the table speaks of, or 0 */
	int rank, score;	    /* columns of overall in columns, or -1 */
	double order;		    /* of rank and score, see series_concord */
	unsigned long pairs;
	struct series_rule rule;
	struct text notes; /* lines of what was not read, and what is odd */
};

/* Looks at one sheet. frame.kind is FRAME_NONE where it has no table of areas
 * with figures. */
int guess_open(struct guess **out, const struct summary *s,
	const struct areas *a, struct err *e);
void guess_close(struct guess *g);

/* Does any of its columns hold figures? */
int guess_has_figures(const struct guess *g);
/* "C", "AB". */
void guess_letters(char buf[CELL_ADDRESS], uint32_t column);

#endif
