/* SPDX-License-Identifier: MIT */
/* Trees of scores from 0 to 100, whose areas are A00, A01, ... */
#ifndef KOSH_TESTS_SCOREMAKE_H
#define KOSH_TESTS_SCOREMAKE_H

#include "tests/tinytree.h"

static inline void made_start(struct tiny *m)
{
	tiny_begin(m);
	m->tree.dataset = m->tree.regime = "made";
	m->tree.edition = m->tree.period = "2025";
}

static inline int made_node(struct tiny *m, const char *name, int parent,
	double weight, enum spec_combine combine)
{
	return tiny_hang(m,
		&(struct score_node){ .indicator = name,
			.weight = weight,
			.combine = combine,
			.decimals = 2,
			.scale_max = 100 },
		parent);
}

/* An area with a value for each node, NAN where it has none. */
static inline void made_area(struct tiny *m, double rank, const double *values)
{
	size_t at = tiny_area(m, rank, values);

	snprintf(m->codes[at], sizeof(m->codes[at]), "A%02u",
		(unsigned)at % 100);
}

#endif
