/* SPDX-License-Identifier: MIT */
/*
 * Ranks under weights drawn at random, many times over, on all cores. Run i has
 * the random numbers of stream i (rng.h), and what is counted are whole
 * numbers: the same counts come out of any number of threads.
 */
#ifndef KOSH_SCORE_MONTECARLO_H
#define KOSH_SCORE_MONTECARLO_H

#include "pipeline/score/weights.h"

enum mc_means { MC_ARITHMETIC, MC_GEOMETRIC, MC_BOTH };

enum { MC_RUNS_MAX = 1000000, MC_THREADS_MAX = 64, MC_BLOCK = 64 };

struct mc_order {
	uint64_t seed;
	size_t runs;	     /* 1 to MC_RUNS_MAX */
	unsigned threads;    /* 0: one a core */
	enum mc_means means; /* both: one of them in each run, at random */
	const size_t
		*pairs; /* areas to be compared with each other, as places */
	size_t n_pairs; /* in the mix */
};

/* In how many runs. */
struct mc_counts {
	size_t n, n_pairs;
	uint32_t *ranks; /* [area * n + rank - 1]: the area had that rank */
	uint32_t *ahead; /* [i * n_pairs + k]: pairs[i] was ahead of pairs[k] */
};

int montecarlo(struct mc_counts *out, const struct mix *m,
	const struct weights *w, const struct mc_order *o, struct err *e);
void mc_free(struct mc_counts *t);

/* What run i draws: whether it takes geometric means, and one lane of
 * shares. */
int montecarlo_draw(struct lanes *shares, int lane, const struct weights *w,
	const struct mc_order *o, uint64_t run);

/* The ranks of the areas for the edition's own weights, [area]. */
int montecarlo_base(int16_t *ranks, const struct mix *m, enum mc_means means,
	struct err *e);

#endif
