/* SPDX-License-Identifier: MIT */
#include "pipeline/score/ranking.h"

#include <stdlib.h>

struct ranking {
	const struct mix *m;
	const struct lanes_work *work;
	struct network network;
	struct lanes *shares, *weights, *room, *scores, *logs;
};

int ranking_open(struct ranking **out, const struct mix *m, struct err *e)
{
	const struct lanes_work *works;
	size_t n = lanes_works(&works);
	struct ranking *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(e);
	r->m = m;
	r->work = &works[n - 1];
	r->shares = lanes_new(m->n_parts);
	r->weights = lanes_new(m->n_inputs);
	r->room = lanes_new(m->n_groups);
	r->scores = lanes_new(m->n_areas);
	r->logs = lanes_new(m->n_areas);
	if (network_make(&r->network, m->n_areas, e) < 0 || !r->shares ||
		!r->weights || !r->room || !r->scores || !r->logs) {
		ranking_close(r);
		return err_memory(e);
	}
	*out = r;
	return 0;
}

void ranking_close(struct ranking *r)
{
	if (!r)
		return;
	network_free(&r->network);
	free(r->shares);
	free(r->weights);
	free(r->room);
	free(r->scores);
	free(r->logs);
	free(r);
}

struct lanes *ranking_shares(struct ranking *r)
{
	return r->shares;
}

/* The sums of the areas of a pattern, of their scores, their logarithms or
 * both. */
static void sum_up(
	struct ranking *r, const struct mix_pattern *p, int scores, int logs)
{
	const struct mix *m = r->m;
	size_t from = p->first * m->n_inputs;

	mix_weigh(r->weights, r->room, m, p, r->shares);
	if (scores)
		r->work->scores(r->scores + p->first, m->scores + from, p->n,
			r->weights, m->n_inputs);
	if (logs)
		r->work->scores(r->logs + p->first, m->logs + from, p->n,
			r->weights, m->n_inputs);
}

const struct lanes *ranking_keys(struct ranking *r, const int geometric[LANES])
{
	const struct mix *m = r->m;
	int logs = 0;

	for (int l = 0; l < LANES; l++)
		logs += geometric[l] != 0;
	for (size_t i = 0; i < m->n_patterns; i++)
		sum_up(r, &m->patterns[i], logs<LANES, logs> 0);
	for (size_t i = 0; logs > 0 && i < m->n_areas; i++)
		for (int l = 0; l < LANES; l++)
			if (geometric[l])
				r->scores[i].lane[l] = r->logs[i].lane[l];
	lanes_keys(r->scores, m->n_areas, m->lean);
	r->work->sort(r->scores, &r->network);
	return r->scores;
}
