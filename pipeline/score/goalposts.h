/* SPDX-License-Identifier: MIT */
/*
 * Geometric means need scores above 0, and one part of 0 should not decide
 * alone: so each score is first put on a scale from 1 to 100 (OECD and JRC,
 * Handbook on Constructing Composite Indicators, 2008, step 6), and what the
 * means come to is put back.
 */
#ifndef KOSH_SCORE_GOALPOSTS_H
#define KOSH_SCORE_GOALPOSTS_H

#include <math.h>

#include "pipeline/score/tree.h"

/* The ends of a scale. */
struct goalposts {
	double low, high;
};

#define GOALPOSTS_NONE                                                         \
	{                                                                      \
		INFINITY, -INFINITY                                            \
	}

/* Moves the ends apart, as far as the scores of a node go in the areas that are
 * ranked. */
void goalposts_widen(
	struct goalposts *seen, const struct score_tree *t, size_t node);

/* The scale of a node as the tree has it; or that of the root; or else what was
 * seen of all nodes that the root is made of. */
struct goalposts goalposts_of(
	const struct score_tree *t, size_t node, struct goalposts seen);

/* The score on the scale from 1 to 100. What is off its own scale counts as its
 * end; NAN stays. */
double goalposts_put(struct goalposts of, double score);
/* Back from there. */
double goalposts_back(struct goalposts of, double score);

#endif
