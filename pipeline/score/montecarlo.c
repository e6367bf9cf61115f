/* SPDX-License-Identifier: MIT */
#include "pipeline/score/montecarlo.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "pipeline/score/ranking.h"

/* Runs are met block by block, by whichever thread is free. */
struct work {
	const struct mix *m;
	const struct weights *w;
	const struct mc_order *o;
	atomic_size_t next; /* block */
};

struct worker {
	struct work *work;
	pthread_t thread;
	int runs; /* as a thread of its own */
	struct ranking *ranking;
	struct mc_counts counts;
	/* [area * MC_BLOCK + run of the block]; NULL if none are compared */
	int16_t *ranks;
};

void mc_free(struct mc_counts *t)
{
	free(t->ranks);
	free(t->ahead);
	*t = (struct mc_counts){ 0 };
}

static int counts_make(
	struct mc_counts *t, size_t n, size_t n_pairs, struct err *e)
{
	*t = (struct mc_counts){ n, n_pairs,
		calloc(n * n + 1, sizeof(*t->ranks)),
		calloc(n_pairs * n_pairs + 1, sizeof(*t->ahead)) };
	return t->ranks && t->ahead ? 0 : err_memory(e);
}

static void counts_add(struct mc_counts *to, const struct mc_counts *t)
{
	for (size_t i = 0; i < t->n * t->n; i++)
		to->ranks[i] += t->ranks[i];
	for (size_t i = 0; i < t->n_pairs * t->n_pairs; i++)
		to->ahead[i] += t->ahead[i];
}

static void worker_free(struct worker *w)
{
	ranking_close(w->ranking);
	mc_free(&w->counts);
	free(w->ranks);
}

static int worker_make(struct worker *w, struct work *work, struct err *e)
{
	size_t n = work->m->n_areas;

	*w = (struct worker){ .work = work };
	if (work->o->n_pairs > 0) {
		w->ranks = calloc(n * MC_BLOCK + 1, sizeof(*w->ranks));
		if (!w->ranks)
			return err_memory(e);
	}
	return counts_make(&w->counts, n, work->o->n_pairs, e) < 0
		? -1
		: ranking_open(&w->ranking, work->m, e);
}

int montecarlo_draw(struct lanes *shares, int lane, const struct weights *w,
	const struct mc_order *o, uint64_t run)
{
	struct rng r;
	uint64_t first;

	rng_begin(&r, o->seed, run);
	/* whatever the means, so that the weights stay the same */
	first = rng_next(&r);
	weights_draw(shares, lane, w, &r);
	return o->means == MC_BOTH ? (int)(first >> 63)
				   : o->means == MC_GEOMETRIC;
}

/* Reads off the ranks of one lane, from the best on: counts them, or writes
 * them down, or both. */
static void read_lane(uint32_t *counts, int16_t *ranks, size_t step,
	const struct lanes *keys, int lane, size_t n)
{
	uint64_t above = 0;
	size_t rank = 0;

	for (size_t i = n; i-- > 0;) {
		uint64_t bits = lanes_bits(keys[i].lane[lane]);
		size_t place = lanes_place(bits);

		if (!lanes_tied(bits, above))
			rank = n - i;
		above = bits;
		if (counts)
			counts[place * n + rank - 1]++;
		if (ranks)
			ranks[place * step] = (int16_t)rank;
	}
}

/* Runs of a block, from its at-th on, as many as there are lanes. */
static void take_lanes(struct worker *w, size_t block, size_t at, size_t n)
{
	struct lanes *shares = ranking_shares(w->ranking);
	const struct lanes *keys;
	int geometric[LANES];

	for (int l = 0; l < LANES; l++)
		geometric[l] = montecarlo_draw(shares, l, w->work->w,
			w->work->o, block * MC_BLOCK + at + (size_t)l);
	keys = ranking_keys(w->ranking, geometric);
	for (int l = 0; l < LANES && at + (size_t)l < n; l++)
		read_lane(w->counts.ranks, w->ranks ? w->ranks + at + l : NULL,
			MC_BLOCK, keys, l, w->counts.n);
}

static uint32_t count_ahead(const int16_t *a, const int16_t *b)
{
	uint16_t n = 0;

	for (int i = 0; i < MC_BLOCK; i++)
		n = (uint16_t)(n + (a[i] < b[i]));
	return n;
}

/* Ranks that a short block does not fill are all 0: nobody is ahead. */
static void compare(struct worker *w)
{
	const struct mc_order *o = w->work->o;
	uint32_t *ahead = w->counts.ahead;

	for (size_t i = 0; i < o->n_pairs; i++)
		for (size_t k = 0; k < o->n_pairs; k++)
			*ahead++ +=
				count_ahead(w->ranks + o->pairs[i] * MC_BLOCK,
					w->ranks + o->pairs[k] * MC_BLOCK);
}

static void take_block(struct worker *w, size_t block, size_t n)
{
	if (w->ranks && n < MC_BLOCK)
		memset(w->ranks, 0, w->counts.n * MC_BLOCK * sizeof(*w->ranks));
	for (size_t at = 0; at < n; at += LANES)
		take_lanes(w, block, at, n);
	compare(w);
}

static void *run(void *context)
{
	struct worker *w = context;
	size_t runs = w->work->o->runs, block;

	while ((block = atomic_fetch_add(&w->work->next, 1)) * MC_BLOCK <
		runs) {
		size_t left = runs - block * MC_BLOCK;

		take_block(w, block, left < MC_BLOCK ? left : MC_BLOCK);
	}
	return NULL;
}

static unsigned threads_of(const struct mc_order *o)
{
	size_t blocks = (o->runs + MC_BLOCK - 1) / MC_BLOCK;
	unsigned n = o->threads;
	cpu_set_t ours;

	if (n == 0 && sched_getaffinity(0, sizeof(ours), &ours) == 0)
		n = (unsigned)CPU_COUNT(&ours);
	if (n == 0)
		n = 1;
	if (n > MC_THREADS_MAX)
		n = MC_THREADS_MAX;
	return n < blocks ? n : (unsigned)blocks;
}

/* Signals are for the thread that called. One that cannot be started leaves its
 * work to the others. */
static void start(struct worker *workers, unsigned n)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (unsigned i = 1; i < n; i++)
		workers[i].runs = pthread_create(&workers[i].thread, NULL, run,
					  &workers[i]) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int montecarlo(struct mc_counts *out, const struct mix *m,
	const struct weights *w, const struct mc_order *o, struct err *e)
{
	struct work work = { .m = m, .w = w, .o = o };
	unsigned n = threads_of(o), made = 0;
	struct worker *workers = calloc(n, sizeof(*workers));
	int rc = -1;

	if (!workers)
		return err_memory(e);
	while (made < n && worker_make(&workers[made], &work, e) == 0)
		made++;
	if (made == n && counts_make(out, m->n_areas, o->n_pairs, e) == 0) {
		start(workers, n);
		run(&workers[0]);
		rc = 0;
	}
	for (unsigned i = 0; i < n; i++) {
		if (workers[i].runs)
			pthread_join(workers[i].thread, NULL);
		if (rc == 0)
			counts_add(out, &workers[i].counts);
		worker_free(&workers[i]);
	}
	free(workers);
	return rc;
}

int montecarlo_base(
	int16_t *ranks, const struct mix *m, enum mc_means means, struct err *e)
{
	const struct weights_way own = { .range = 0 };
	const struct mc_order o = { .means = means };
	struct weights *w = NULL;
	struct ranking *r = NULL;
	int geometric[LANES];

	if (weights_open(&w, m, &own, e) < 0 || ranking_open(&r, m, e) < 0) {
		weights_close(w);
		return -1;
	}
	for (int l = 0; l < LANES; l++) {
		montecarlo_draw(ranking_shares(r), l, w, &o, 0);
		geometric[l] = means == MC_GEOMETRIC;
	}
	read_lane(NULL, ranks, 1, ranking_keys(r, geometric), 0, m->n_areas);
	ranking_close(r);
	weights_close(w);
	return 0;
}
