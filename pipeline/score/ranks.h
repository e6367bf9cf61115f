/* SPDX-License-Identifier: MIT */
/* Ranks of scores, and how well two rankings agree. Missing is NAN. */
#ifndef KOSH_SCORE_RANKS_H
#define KOSH_SCORE_RANKS_H

#include "pipeline/score/tree.h"

/* 1, 2, 2, 4: the least score has rank 1, or with up the greatest. Scores that
 * are the same to nine places behind the point share a rank, so that the last
 * bits of a double decide nothing. out may be scores. */
int ranks_of(
	double *out, const double *scores, size_t n, int up, struct err *e);

/* The ranks that an area may have where each score may be off by its slack: 1
 * and the areas that are ahead for certain, and all but those that are
 * certainly behind. */
void ranks_range(size_t *first, size_t *last, const double *scores,
	const double *slack, size_t n, size_t at, int up);

/* Spearman's coefficient: that of Pearson between midranks, over what both
 * have; NAN where there are less than two or one side is all equal. */
int ranks_spearman(
	double *out, const double *a, const double *b, size_t n, struct err *e);

/* 1 if rank 1 belongs to the greatest score of the root. */
int ranks_up(const struct score_tree *t);
/* To so many places scores have to be equal to share a rank: the edition's own
 * if it says so, and nine at the most. */
int ranks_places(const struct score_tree *t);
/* So much less than half a unit of the last of them is still rounded up. */
#define RANKS_LEAN 0x1p-13
/* A score as the edition ranks it: rounded to those places. */
double ranks_score(const struct score_tree *t, double score);
/* 1 if the area is ranked: it has a published rank or, where no area has one,
 * a published score of the root. */
int ranks_has(const struct score_tree *t, size_t area);

#endif
