/* SPDX-License-Identifier: MIT */
#include "pipeline/score/mix.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/score/composite.h"

/* While the groups are found. made: the node can be made from parts. */
struct building {
	struct mix *m;
	const struct score_tree *t;
	enum mix_from from;
	struct composites c;
	unsigned char *made;
	struct err *e;
};

/* Parts stand before their wholes. */
static int survey(struct building *b)
{
	const struct composites *c = &b->c;

	b->made = calloc(b->t->n_nodes + 1, 1);
	if (!b->made)
		return err_memory(b->e);
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->all[i].n; k++) {
			const struct part *p = &c->parts[c->all[i].first + k];

			b->made[c->all[i].node] |= p->weight != 0 &&
				(c->given[p->node] || b->made[p->node]);
		}
	return 0;
}

/* 1 if a part is taken apart in turn. */
static int is_group(const struct building *b, size_t node)
{
	return b->from == MIX_LEAVES && b->made[node];
}

static int add_group(struct building *b, size_t node)
{
	struct mix *m = b->m;
	struct mix_group *all =
		array_more(m->groups, m->n_groups, sizeof(*all));

	if (!all)
		return err_memory(b->e);
	m->groups = all;
	all[m->n_groups++] = (struct mix_group){ .node = node,
		.part = (int)m->n_parts - 1,
		.sum = b->t->nodes[node].combine != COMBINE_MEAN };
	return 0;
}

static int add_input(struct building *b, size_t node)
{
	struct mix *m = b->m;
	size_t *all = array_more(m->inputs, m->n_inputs, sizeof(*all));

	if (!all)
		return err_memory(b->e);
	m->inputs = all;
	all[m->n_inputs++] = node;
	if (m->n_inputs > MIX_INPUTS_MAX)
		return err_set(b->e, ERR_DATA, "more than %d scores in one",
			MIX_INPUTS_MAX);
	return 0;
}

static int add_part(struct building *b, size_t node, double weight)
{
	struct mix *m = b->m;
	int group = is_group(b, node);
	struct mix_part *all;

	if (weight == 0 || !(group || b->c.given[node]))
		return 0;
	all = array_more(m->parts, m->n_parts, sizeof(*all));
	if (!all)
		return err_memory(b->e);
	m->parts = all;
	all[m->n_parts++] = (struct mix_part){ node, weight,
		group ? -1 : (int)m->n_inputs, group ? (int)m->n_groups : -1 };
	return group ? add_group(b, node) : add_input(b, node);
}

/* Weights become shares of what they add up to. */
static int share_out(struct building *b, struct mix_group *g)
{
	struct mix_part *parts = b->m->parts + g->first;

	for (size_t i = 0; i < g->n; i++) {
		g->total += fabs(parts[i].share);
		if (parts[i].share < 0 && !g->sum)
			return err_set(b->e, ERR_DATA,
				"'%s': a mean with a negative weight of '%s'",
				b->t->nodes[g->node].indicator,
				b->t->nodes[parts[i].node].indicator);
	}
	if (!isfinite(g->total))
		return err_set(b->e, ERR_DATA,
			"'%s': the weights of its parts are too great to add "
			"up",
			b->t->nodes[g->node].indicator);
	for (size_t i = 0; i < g->n; i++)
		parts[i].share /= g->total;
	return 0;
}

static int find_parts(struct building *b, size_t place)
{
	struct mix *m = b->m;
	size_t first = m->n_parts;
	const struct composite *of =
		composites_find(&b->c, (int)m->groups[place].node);

	for (size_t i = 0; i < of->n; i++) {
		const struct part *p = &b->c.parts[of->first + i];

		if (add_part(b, (size_t)p->node, p->weight) < 0)
			return -1;
	}
	m->groups[place].first = first;
	m->groups[place].n = m->n_parts - first;
	return share_out(b, &m->groups[place]);
}

static int find_groups(struct building *b)
{
	const struct score_tree *t = b->t;

	if (composites_find(&b->c, 0) && add_group(b, 0) < 0)
		return -1;
	for (size_t i = 0; i < b->m->n_groups; i++)
		if (find_parts(b, i) < 0)
			return -1;
	if (b->m->n_inputs == 0)
		return err_set(b->e, ERR_DATA,
			"'%s' does not follow from anything that this release "
			"gives: its scores or its 'combine' in the spec's tree "
			"are missing",
			t->nodes[0].indicator);
	return 0;
}

int mix_open(struct mix **out, const struct score_tree *t, enum mix_from from,
	struct err *e)
{
	struct building b = {
		.m = calloc(1, sizeof(*b.m)), .t = t, .from = from, .e = e
	};
	int rc = -1;

	if (!b.m)
		return err_memory(e);
	if (composites_open(&b.c, t, e) == 0 && survey(&b) == 0 &&
		find_groups(&b) == 0 && mix_fill(b.m, t, e) == 0)
		rc = 0;
	composites_close(&b.c);
	free(b.made);
	if (rc < 0) {
		mix_close(b.m);
		return -1;
	}
	*out = b.m;
	return 0;
}

void mix_close(struct mix *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->n_patterns; i++)
		free(m->patterns[i].have);
	free(m->patterns);
	free(m->parts);
	free(m->groups);
	free(m->inputs);
	free(m->areas);
	free(m->scores);
	free(m->logs);
	free(m);
}

/* Makes of what a group weighs what its parts weigh for a share of 1; 0 where
 * none of them is there. */
static int weigh_group(struct lanes *weight, const struct mix_group *g,
	const unsigned char *have, const struct lanes *shares)
{
	double total[LANES] = { 0 };
	int any = 0;

	for (size_t i = g->first; i < g->first + g->n; i++) {
		if (!have[i])
			continue;
		any = 1;
		for (int l = 0; l < LANES; l++)
			total[l] += shares[i].lane[l];
	}
	if (!any)
		return 0;
	for (int l = 0; l < LANES; l++)
		weight->lane[l] = g->sum ? weight->lane[l] * g->total
					 : weight->lane[l] / total[l];
	return 1;
}

void mix_weigh(struct lanes *out, struct lanes *room, const struct mix *m,
	const struct mix_pattern *p, const struct lanes *shares)
{
	memset(out, 0, m->n_inputs * sizeof(*out));
	memset(room, 0, m->n_groups * sizeof(*room));
	for (int l = 0; l < LANES; l++)
		room[0].lane[l] = 1;
	for (size_t i = 0; i < m->n_groups; i++) {
		const struct mix_group *g = &m->groups[i];

		if (!weigh_group(&room[i], g, p->have, shares))
			continue;
		for (size_t k = g->first; k < g->first + g->n; k++) {
			const struct mix_part *q = &m->parts[k];
			struct lanes *to = q->input >= 0 ? &out[q->input]
							 : &room[q->group];

			if (!p->have[k])
				continue;
			for (int l = 0; l < LANES; l++)
				to->lane[l] =
					room[i].lane[l] * shares[k].lane[l];
		}
	}
}
