/* SPDX-License-Identifier: MIT */
/*
 * Composites of a tree: which parts each has, with which weights, and what
 * they come to. Missing parts are treated as the edition's method says:
 *
 *   mean    the weighted mean over the parts that are there
 *   sum     the weighted sum, a missing part counts as 0
 *   leaves  the sum over all leaves below, each of weight 1
 *
 * A composite of which no part is there has no value. So does sql/rules/v701
 * judge them.
 */
#ifndef KOSH_SCORE_COMPOSITE_H
#define KOSH_SCORE_COMPOSITE_H

#include "pipeline/score/tree.h"

struct part {
	int node;
	double weight;
};

/* The node and where its parts begin in the list of all. */
struct composite {
	int node;
	enum spec_combine combine;
	size_t first, n;
};

struct composites {
	const struct score_tree *tree;
	struct composite *all; /* parts before wholes: the root is last */
	size_t n;
	struct part *parts;
	size_t n_parts;
	/* Of each node half a unit of its scores, as a part and as a whole:
	 * the unit is that of its decimals, or else of the last place seen;
	 * of a whole the coarser of both. */
	double *part_half, *whole_half;
	int *given; /* 1: the node has a score of some area */
};

/* How a mean is taken. The geometric mean is exp(sum(w ln x) / sum(w)), of
 * values above 0 (goalposts.h). */
enum mean { MEAN_ARITHMETIC, MEAN_GEOMETRIC };

/* A weight of 0 takes no part. The tree must live as long. */
int composites_open(
	struct composites *out, const struct score_tree *t, struct err *e);
void composites_close(struct composites *c);

/* NULL where the node is none. */
const struct composite *composites_find(const struct composites *c, int node);
/* 1 if the node is a part of the root, at whatever depth; then direct says
 * whether without a composite between. */
int composites_has(const struct composites *c, int node, int *direct);

/* Another weight of a node, wherever it is a part. */
void composites_weigh(struct composites *c, int node, double weight);
/* The same weight for all parts that have one. */
void composites_level(struct composites *c);

/* The value of a composite by those of its parts (row: of one area, by node),
 * NAN if it has none. there may be NULL: how many parts it was made of. */
double composite_value(const struct composites *c, const struct composite *of,
	const double *row, enum mean mean, size_t *there);
/* By how much it may be off where each part is by its slack. */
double composite_slack(const struct composites *c, const struct composite *of,
	const double *row, const double *slack);
/* How many parts of some weight it has that are given for some area. */
size_t composite_parts(const struct composites *c, const struct composite *of);

/* Replaces each composite of a row by what its parts come to, from the leaves
 * upward, and its slack (may be NULL). One without parts stays as published,
 * unless out, a node that is left out (-1: none), is below it. */
void composites_fill(const struct composites *c, double *row, double *slack,
	enum mean mean, int out);

/* ERR_DATA where the root is no composite; where a part is better the higher
 * and its whole the lower, or the other way round; where a mean is of parts on
 * other scales than its own; and for a geometric mean of what is no mean. Only
 * the root is looked at, or with deep all below it. */
int composites_check(
	const struct composites *c, enum mean mean, int deep, struct err *e);

#endif
