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

/* Residuals of weights over the first so many areas. Parts are held to be
 * rounded to their decimals, or with coarse to the last place seen of them. */
struct fit sample_fit(
	const struct sample *s, size_t areas, const double *w, int coarse);
/* What rounding of the whole and of the parts may come to in an area. */
double sample_tolerance(
	const struct sample *s, size_t area, const double *w, int coarse);

/* Fractions of the weights w that were found. */
struct snap {
	const double *w, *width; /* no weight may be moved by more than that */
	int *over;		 /* [n] of the denominator */
	double *room;		 /* [n]: they themselves */
	int denominator;	 /* 0: there are none */
	int coarse;
	struct fit fit;
};

/* The simplest fractions near to those weights that explain the figures. */
void infer_snap(struct snap *k, const struct sample *s, size_t areas);

#endif
