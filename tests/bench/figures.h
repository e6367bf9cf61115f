/* SPDX-License-Identifier: MIT */
/*
 * Made-up observations in the order and with the gaps of a large workbook of
 * figures: of each indicator a row an area, in each row a column a year, and
 * nearly every second cell blank.
 */
#ifndef KOSH_TESTS_BENCH_FIGURES_H
#define KOSH_TESTS_BENCH_FIGURES_H

#include <stdint.h>

#include "pipeline/extract/stream.h"

enum { AREAS = 196, PERIODS = 28 };

struct figure {
	double value;
	uint32_t indicator;
	uint16_t area, period;
	char raw[16], cell[16];
};

/* All of a release, and the names in it. */
struct figures {
	struct figure *all;
	size_t n;
	char (*indicators)[8];
	uint32_t n_indicators;
	char areas[AREAS][4], labels[AREAS][40], periods[PERIODS][5];
};

/* Exits where memory is out. The same n gives the same figures. */
void figures_make(struct figures *f, size_t n);
void figures_free(struct figures *f);
/* In the order of the table of observations. */
void figures_sort(struct figures *f);

/* What extraction would say of one. Its texts are borrowed. */
struct observation figures_at(const struct figures *f, size_t i);

/* Microseconds by the clock. */
long long figures_clock(void);
/* The median of what was measured; sorts it. */
long long figures_median(long long *v, size_t n);

#endif
