/* SPDX-License-Identifier: MIT */
/*
 * How certain ranks are where an edition's weights are a choice: the ranks of
 * each area when the weights, and if asked for the way of taking means, are
 * drawn at random many times (Saisana, Saltelli and Tarantola 2005; OECD and
 * JRC, Handbook on Constructing Composite Indicators, 2008, step 7).
 */
#ifndef KOSH_SCORE_INTERVALS_H
#define KOSH_SCORE_INTERVALS_H

#include <stdio.h>

#include "pipeline/score/montecarlo.h"
#include "pipeline/store/query.h"

struct intervals_order {
	enum mix_from from;
	struct weights_way way;
	enum mc_means means;
	uint64_t seed;
	size_t runs;
	unsigned threads;  /* 0: one a core */
	const char *ahead; /* areas to compare: "KAZ,UZB", or "all"; or NULL */
};

struct interval {
	size_t area;	  /* of the tree */
	double published; /* its rank, NAN: none */
	int base; /* for the edition's own weights, by the means of the runs;
		     arithmetic ones where these vary */
	/* Over all runs. Quantiles are those of Hyndman and Fan (Sample
	 * Quantiles in Statistical Packages, The American Statistician 50(4),
	 * 1996, 361-365), definition 7, which R and numpy take. */
	double p5, median, p95, mean;
	int least, greatest;
	double first, top; /* share of runs with rank 1; with 10 or less */
};

/* Of two areas of the tree: in which share of the runs the first has the
 * lesser rank, the greater, or the same. */
struct interval_pair {
	size_t area, other;
	double ahead, behind, tied;
};

struct intervals {
	const struct score_tree *tree;
	struct interval *all; /* by base, then code */
	size_t n;
	struct interval_pair *pairs; /* as the areas were given; all: by base */
	size_t n_pairs;
};

/* The tree must live as long. ERR_DATA for a tree that is not to be taken apart
 * (composite.h, mix.h), and for an area to compare that is not ranked. */
int intervals_open(struct intervals *out, const struct score_tree *t,
	const struct intervals_order *o, struct err *e);
void intervals_close(struct intervals *v);

/* A quantile, in percent, of n whole numbers, of which counts[i] are i + 1. */
double intervals_quantile(const uint32_t *counts, size_t n, unsigned percent);

/* A row for each area, or, where areas were compared, for each two of them. */
int intervals_write(FILE *to, const struct intervals *v,
	enum query_format format, struct err *e);

/* A CSV with a line for each run and in it the share of each part among its
 * siblings: run, means, then the indicators. */
int intervals_draws(FILE *to, const struct score_tree *t,
	const struct intervals_order *o, struct err *e);

#endif
