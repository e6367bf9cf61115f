/* SPDX-License-Identifier: MIT */
/*
 * Gamma variables: the method of Marsaglia and Tsang (A Simple Method for
 * Generating Gamma Variables, ACM Trans. Math. Softw. 26(3), 2000, 363-372). A
 * shape below 1 is drawn as one more than it, times u^(1/shape) (their section
 * 6).
 */
#ifndef KOSH_SCORE_GAMMA_H
#define KOSH_SCORE_GAMMA_H

#include "pipeline/score/rng.h"

struct gamma {
	double d, c;  /* what they call so */
	double power; /* 1 / shape where that is below 1, or else 0 */
};

/* shape is above 0; the scale is 1. */
struct gamma gamma_of(double shape);
double gamma_draw(const struct gamma *g, struct rng *r);

#endif
