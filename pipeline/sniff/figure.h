/* SPDX-License-Identifier: MIT */
/* What the texts in a column of figures are: numbers, numbers with something
 * to take off, or ways to say that there is none. */
#ifndef KOSH_SNIFF_FIGURE_H
#define KOSH_SNIFF_FIGURE_H

#include "pipeline/sniff/tally.h"

enum { FIGURE_MARKERS = 12, MARKER_TEXT = 20 };

struct figure {
	unsigned long figures; /* cells that are numbers or become one */
	unsigned long as_text; /* of these, numbers that are stored as text */
	unsigned long strange; /* neither number nor marker; errors but #N/A */
	unsigned cleaners;     /* bits; figure_cleaner names them */
	unsigned long whole;   /* figures without decimals */
	double least, greatest;
	int decimals; /* the most that a figure shows */
	/* texts that mean "none", the more frequent first; "" is not among
	 * them where it is only blank cells that are empty */
	const char *marker[FIGURE_MARKERS];
	unsigned n_markers;
	const char *stranger; /* the first strange text, and its row */
	uint32_t stranger_row;
};

/* Texts are borrowed from the tally. */
void figure_of(struct figure *out, const struct tally *t);

/* Does the column hold figures at all? */
int figure_is(const struct figure *f, const struct tally *t);

/* The figure that a cell holds once these cleaners have been at it; 0, or -1
 * for none. */
int figure_number(double *out, const struct kept *c, unsigned cleaners);

/* The name of a cleaner's bit in the order in which they are applied; NULL
 * behind the last. */
const char *figure_cleaner(unsigned bit);

/* Does the text mean "none" in any column? */
int figure_says_none(const char *text);

#endif
