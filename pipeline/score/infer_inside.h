/* SPDX-License-Identifier: MIT */
/* Inside this folder: the figures that weights are found from. */
#ifndef KOSH_SCORE_INFER_INSIDE_H
#define KOSH_SCORE_INFER_INSIDE_H

#include "pipeline/score/infer.h"
#include "pipeline/score/solve.h"

/* Areas that have the whole and a part; those with all parts stand first. */
struct sample {
	const struct composites *c;
	int node, is_mean;
	const int *parts; /* their nodes */
	size_t n;
	size_t *areas;
	size_t complete, any; /* the first so many */
};

/* Residuals of weights over the first so many areas. */
struct fit sample_fit(const struct sample *s, size_t areas, const double *w);
/* What rounding of the whole and of the parts may come to in an area. */
double sample_tolerance(const struct sample *s, size_t area, const double *w);

/* The simplest fractions near to weights that explain the figures: over [n] and
 * their denominator, 0 if there are none; fit is theirs. room has n weights. */
int infer_snap(int *over, struct fit *fit, const struct sample *s, size_t areas,
	const double *w, double *room);

#endif
