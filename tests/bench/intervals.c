/* SPDX-License-Identifier: MIT */
/*
 * intervals DATABASE DATASET/EDITION RUNS WEIGHTS [THREADS]: milliseconds that
 * the ranks of RUNS draws of weights take, drawing, summing, ranking and
 * counting; the tree is in memory. WEIGHTS is uniform or dirichlet.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pipeline/score/montecarlo.h"

enum { TIMES = 5 };

static struct err fault = ERR_INIT;

static void must(int rc)
{
	if (rc < 0)
		errx(1, "%s", fault.text);
}

static double milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void clocked(const struct score_tree *t, const struct weights_way *way,
	const struct mc_order *o)
{
	struct mix *m = NULL;
	struct weights *w = NULL;
	double start = milliseconds();
	struct mc_counts counts;

	must(mix_open(&m, t, MIX_LEAVES, &fault));
	must(weights_open(&w, m, way, &fault));
	must(montecarlo(&counts, m, w, o, &fault));
	printf("%.3f %zu x %zu\n", milliseconds() - start, m->n_areas,
		m->n_inputs);
	mc_free(&counts);
	weights_close(w);
	mix_close(m);
}

int main(int argc, char **argv)
{
	struct db *d = NULL;
	struct sides *s = NULL;
	struct score_tree t;
	struct weights_way way = { WEIGHTS_UNIFORM, 0.25 };
	struct mc_order o = { .seed = 1 };

	if (argc < 5)
		errx(2, "say DATABASE DATASET/EDITION RUNS WEIGHTS [THREADS]");
	o.runs = strtoul(argv[3], NULL, 10);
	o.threads = argc > 5 ? (unsigned)strtoul(argv[5], NULL, 10) : 0;
	if (o.runs < 1 || o.runs > MC_RUNS_MAX)
		errx(2, "1 to %d runs", MC_RUNS_MAX);
	if (argv[4][0] == 'd')
		way.how = WEIGHTS_DIRICHLET;
	must(db_open(&d, argv[1], DB_READ, &fault));
	must(side_open(&s, d, argv[2], &fault));
	must(score_tree_open(&t, d, sides_from(s), &fault));
	for (int i = 0; i < TIMES; i++)
		clocked(&t, &way, &o);
	score_tree_close(&t);
	sides_close(s);
	db_close(d);
	return 0;
}
