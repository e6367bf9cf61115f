/* SPDX-License-Identifier: MIT */
/*
 * Weights drawn at random around those of an edition: at each composite of a
 * mix the shares of its parts are drawn anew, whatever the others do, and add
 * up to 1. With r for the range and p for a part's own share, of k parts:
 *
 * uniform: p times a uniform variable from 1 - r to 1 + r, over what the k of
 * them add up to (Saisana, Saltelli and Tarantola, Uncertainty and sensitivity
 * analysis techniques as tools for the quality assessment of composite
 * indicators, J. R. Statist. Soc. A 168(2), 2005, 307-323; OECD and JRC,
 * Handbook on Constructing Composite Indicators, 2008, step 7).
 *
 * dirichlet: a Dirichlet variable with the parameters a * p, which has the mean
 * p and the variance p (1 - p) / (a + 1) (Kotz, Balakrishnan and Johnson,
 * Continuous Multivariate Distributions 1, 2000, chapter 49), with
 * a = 3 (k - 1) / r^2 - 1. So the squares of the coefficients of variation,
 * (1 - p) / (p (a + 1)), weighted by p have the mean r^2 / 3, which is what a
 * uniform variable from 1 - r to 1 + r has.
 */
#ifndef KOSH_SCORE_WEIGHTS_H
#define KOSH_SCORE_WEIGHTS_H

#include "pipeline/score/mix.h"
#include "pipeline/score/rng.h"

struct weights_way {
	enum { WEIGHTS_UNIFORM, WEIGHTS_DIRICHLET } how;
	double range; /* 0 to 1; 0: the edition's own weights */
};

struct weights;

/* The mix must live as long. */
int weights_open(struct weights **out, const struct mix *m,
	const struct weights_way *way, struct err *e);
void weights_close(struct weights *w);

/* Draws the share of each part, one lane of shares. A part with siblings takes
 * from r in the order of the mix; one without has share 1. */
void weights_draw(
	struct lanes *shares, int lane, const struct weights *w, struct rng *r);

#endif
