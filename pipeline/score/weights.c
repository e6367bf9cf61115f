/* SPDX-License-Identifier: MIT */
#include "pipeline/score/weights.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/score/gamma.h"

/* No share is less, so that those that are there never add up to 0. */
static const double least = 0x1p-900;

struct weights {
	const struct mix *m;
	struct weights_way way;
	struct gamma *gamma; /* [part], where that is what is drawn */
};

int weights_open(struct weights **out, const struct mix *m,
	const struct weights_way *way, struct err *e)
{
	struct weights *w = calloc(1, sizeof(*w));

	if (!w)
		return err_memory(e);
	w->m = m;
	w->way = *way;
	w->gamma = calloc(m->n_parts, sizeof(*w->gamma));
	if (!w->gamma) {
		weights_close(w);
		return err_memory(e);
	}
	for (size_t i = 0; way->range > 0 && i < m->n_groups; i++) {
		const struct mix_group *g = &m->groups[i];
		double a = 3 * ((double)g->n - 1) / (way->range * way->range);

		for (size_t k = g->first; g->n > 1 && k < g->first + g->n; k++)
			w->gamma[k] =
				gamma_of((a - 1) * fabs(m->parts[k].share));
	}
	*out = w;
	return 0;
}

void weights_close(struct weights *w)
{
	if (!w)
		return;
	free(w->gamma);
	free(w);
}

static double draw(const struct weights *w, size_t part, struct rng *r)
{
	double share = fabs(w->m->parts[part].share), x = share;

	if (w->way.range > 0)
		x = w->way.how == WEIGHTS_DIRICHLET
			? gamma_draw(&w->gamma[part], r)
			: share * (1 + w->way.range * (2 * rng_unit(r) - 1));
	return x > least ? x : least;
}

static void draw_group(struct lanes *shares, int lane, const struct weights *w,
	const struct mix_group *g, struct rng *r)
{
	double total = 0;

	for (size_t i = g->first; i < g->first + g->n; i++)
		total += shares[i].lane[lane] = draw(w, i, r);
	for (size_t i = g->first; i < g->first + g->n; i++) {
		double x = shares[i].lane[lane] / total;

		shares[i].lane[lane] = w->m->parts[i].share < 0 ? -x : x;
	}
}

void weights_draw(
	struct lanes *shares, int lane, const struct weights *w, struct rng *r)
{
	for (size_t i = 0; i < w->m->n_groups; i++) {
		const struct mix_group *g = &w->m->groups[i];

		if (g->n > 1)
			draw_group(shares, lane, w, g, r);
		else if (g->n == 1)
			shares[g->first].lane[lane] =
				w->m->parts[g->first].share;
	}
}
