/* SPDX-License-Identifier: MIT */
/*
 * What each part of the root contributes to a gap between two published
 * scores: of two areas of an edition, or of one area in two.
 *
 * With weights w0, w1 of a part (of 1 for a mean) and its scores x0, x1, its
 * contribution is (w0 + w1) / 2 * (x1 - x0), by its score, and (w1 - w0) *
 * ((x0 + x1) / 2 - m), by its weight: Bennet, The theory of measurement of
 * changes in cost of living, JRSS 83 (1920). m is the middle of both means, so
 * that more weight is a gain where a part is above the rest; of a sum it is 0.
 * They add up to the difference of the recomputed scores.
 *
 * A part that has a score on one side only counts on the other one as the mean
 * of those that are there, which leaves the mean as it is; of a sum, as 0. One
 * that has none on either side takes no part.
 *
 * All is then told in whole units of a decimal place, and what rounding leaves
 * of the published gap is a line of its own: the lines add up to the gap to
 * the last digit.
 */
#ifndef KOSH_SCORE_CONTRIB_H
#define KOSH_SCORE_CONTRIB_H

#include <stdint.h>
#include <stdio.h>

#include "pipeline/score/composite.h"
#include "pipeline/store/query.h"

/* One side of a gap. */
struct contrib_side {
	const struct composites *c;
	size_t area;
};

struct contribution {
	int node[2];	  /* in the trees of both sides, -1: not there */
	double weight[2]; /* of 1 for a mean, NAN: none */
	double value[2];  /* published, NAN: none */
	int64_t units, by_weight;
};

struct contributions {
	struct contrib_side side[2];
	struct contribution *all;
	size_t n;
	int places;	  /* a unit is 10 to the power of less that */
	int64_t score[2]; /* published, in units */
	int64_t rounding; /* the gap less all contributions */
	int explained;	  /* rounding of what is published allows as much */
};

/* ERR_DATA where one of them has no published score or no part. */
int contributions_open(struct contributions *out, struct contrib_side from,
	struct contrib_side to, struct err *e);
void contributions_close(struct contributions *c);

/* Rows of the parts, what rounding leaves, and the gap. */
int contributions_write(FILE *to, const struct contributions *c,
	enum query_format format, struct err *e);

#endif
