/* SPDX-License-Identifier: MIT */
#include "pipeline/score/intervals.h"

#include <stdlib.h>

#include "pipeline/score/composite.h"

enum { TOP = 10 };

/* What it takes, for as long as it takes. */
struct making {
	struct intervals *v;
	const struct intervals_order *o;
	struct mix *m;
	struct weights *w;
	struct mc_counts counts;
	int16_t *base; /* [area of the mix] */
	size_t *pairs; /* areas to compare, as places in the mix */
	size_t n_pairs;
};

/* The i-th least of the numbers, from 0. */
static size_t nth(const uint32_t *counts, size_t i)
{
	size_t at = 0;

	while (i >= counts[at])
		i -= counts[at++];
	return at + 1;
}

double intervals_quantile(const uint32_t *counts, size_t n, unsigned percent)
{
	size_t at = (n - 1) * percent / 100, rest = (n - 1) * percent % 100;
	size_t low = nth(counts, at), high = rest ? nth(counts, at + 1) : low;

	return (double)low + (double)(high - low) * (double)rest / 100;
}

static struct interval interval_of(const struct making *k, size_t place)
{
	const struct score_tree *t = k->v->tree;
	size_t n = k->m->n_areas, runs = k->o->runs, area = k->m->areas[place];
	const uint32_t *counts = k->counts.ranks + place * n;
	uint64_t sum = 0, top = 0;

	for (size_t i = 0; i < n; i++) {
		sum += (uint64_t)counts[i] * (i + 1);
		top += i < TOP ? counts[i] : 0;
	}
	return (struct interval){
		.area = area,
		.published = t->areas[area].rank,
		.base = k->base[place],
		.p5 = intervals_quantile(counts, runs, 5),
		.median = intervals_quantile(counts, runs, 50),
		.p95 = intervals_quantile(counts, runs, 95),
		.mean = (double)sum / (double)runs,
		.least = (int)nth(counts, 0),
		.greatest = (int)nth(counts, runs - 1),
		.first = (double)counts[0] / (double)runs,
		.top = (double)top / (double)runs,
	};
}

static int by_base(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	if (x->base != y->base)
		return x->base < y->base ? -1 : 1;
	return (x->area > y->area) - (x->area < y->area);
}

static int fill(struct making *k, struct err *e)
{
	struct intervals *v = k->v;

	v->all = calloc(k->m->n_areas + 1, sizeof(*v->all));
	if (!v->all)
		return err_memory(e);
	v->n = k->m->n_areas;
	for (size_t i = 0; i < v->n; i++)
		v->all[i] = interval_of(k, i);
	qsort(v->all, v->n, sizeof(*v->all), by_base);
	return 0;
}

/* ---- areas to compare ---- */

static int add_pair(struct making *k, struct span code, struct err *e)
{
	const struct score_tree *t = k->v->tree;
	size_t i = 0;

	while (i < k->m->n_areas &&
		!span_is(code, t->areas[k->m->areas[i]].area))
		i++;
	if (i == k->m->n_areas)
		return err_set(e, ERR_DATA,
			"'%.*s' is not the code of an area that is ranked in "
			"%s/%s",
			SPAN(code), t->dataset, t->edition);
	for (size_t j = 0; j < k->n_pairs; j++)
		if (k->pairs[j] == i)
			return err_set(e, ERR_DATA,
				"'%.*s' is to be compared with itself",
				SPAN(code));
	k->pairs[k->n_pairs++] = i;
	return 0;
}

static int find_pairs(struct making *k, struct err *e)
{
	const char *at = k->o->ahead;
	int all = at && strcmp(at, "all") == 0;

	k->pairs = calloc(k->m->n_areas + 1, sizeof(*k->pairs));
	if (!k->pairs)
		return err_memory(e);
	for (size_t i = 0; all && i < k->m->n_areas; i++)
		k->pairs[k->n_pairs++] = i;
	while (at && !all) {
		size_t len = strcspn(at, ",");

		if (add_pair(k, (struct span){ at, len }, e) < 0)
			return -1;
		at = at[len] ? at + len + 1 : NULL;
	}
	if (k->o->ahead && k->n_pairs < 2)
		return err_set(e, ERR_DATA,
			"there are no two areas to compare in '%s'",
			k->o->ahead);
	return 0;
}

/* The compared areas in the order in which they are told of, as places in the
 * list of them: as they were given, or by base. */
static size_t *pair_order(const struct making *k)
{
	const struct intervals *v = k->v;
	size_t *order = calloc(k->n_pairs + 1, sizeof(*order));

	for (size_t i = 0; order && i < k->n_pairs; i++) {
		size_t at = i;

		if (strcmp(k->o->ahead, "all") == 0)
			for (at = 0;
				k->m->areas[k->pairs[at]] != v->all[i].area;)
				at++;
		order[i] = at;
	}
	return order;
}

static struct interval_pair pair_of(const struct making *k, size_t a, size_t b)
{
	uint32_t ahead = k->counts.ahead[a * k->n_pairs + b];
	uint32_t behind = k->counts.ahead[b * k->n_pairs + a];
	double runs = (double)k->o->runs;

	return (struct interval_pair){ k->m->areas[k->pairs[a]],
		k->m->areas[k->pairs[b]], ahead / runs, behind / runs,
		(runs - ahead - behind) / runs };
}

static int fill_pairs(struct making *k, struct err *e)
{
	struct intervals *v = k->v;
	size_t n = k->n_pairs, *order = pair_order(k);

	v->pairs = calloc(n * n + 1, sizeof(*v->pairs));
	if (!order || !v->pairs) {
		free(order);
		return err_memory(e);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			v->pairs[v->n_pairs++] = pair_of(k, order[i], order[j]);
	free(order);
	return 0;
}

/* What sums of weights mean at all. */
static int check(const struct score_tree *t, const struct intervals_order *o,
	struct err *e)
{
	struct composites c;
	int rc = composites_open(&c, t, e);

	if (rc == 0)
		rc = composites_check(&c,
			o->means == MC_ARITHMETIC ? MEAN_ARITHMETIC
						  : MEAN_GEOMETRIC,
			o->from == MIX_LEAVES, e);
	composites_close(&c);
	return rc;
}

static int simulate(struct making *k, struct err *e)
{
	const struct mc_order o = { k->o->seed, k->o->runs, k->o->threads,
		k->o->means, k->pairs, k->n_pairs };

	k->base = calloc(k->m->n_areas + 1, sizeof(*k->base));
	if (!k->base)
		return err_memory(e);
	if (montecarlo_base(k->base, k->m, k->o->means, e) < 0)
		return -1;
	return montecarlo(&k->counts, k->m, k->w, &o, e);
}

int intervals_open(struct intervals *out, const struct score_tree *t,
	const struct intervals_order *o, struct err *e)
{
	struct making k = { .v = out, .o = o };
	int rc = -1;

	*out = (struct intervals){ .tree = t };
	if (check(t, o, e) == 0 && mix_open(&k.m, t, o->from, e) == 0 &&
		weights_open(&k.w, k.m, &o->way, e) == 0 &&
		find_pairs(&k, e) == 0 && simulate(&k, e) == 0 &&
		fill(&k, e) == 0 && fill_pairs(&k, e) == 0)
		rc = 0;
	free(k.base);
	free(k.pairs);
	mc_free(&k.counts);
	weights_close(k.w);
	mix_close(k.m);
	if (rc < 0)
		intervals_close(out);
	return rc;
}

void intervals_close(struct intervals *v)
{
	free(v->all);
	free(v->pairs);
	*v = (struct intervals){ 0 };
}
