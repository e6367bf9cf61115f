/* SPDX-License-Identifier: MIT */
#include "pipeline/score/mix.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"

/* While the groups are found. scored: the node has a score; leafy: so has a
 * node without children, it or below it; made: it can be made from parts. */
struct building {
	struct mix *m;
	const struct score_tree *t;
	enum mix_from from;
	unsigned char *scored, *leafy, *made;
	struct err *e;
};

static int is_scored(const struct score_tree *t, size_t node)
{
	for (size_t i = 0; i < t->n_areas; i++)
		if (!isnan(t->values[i * t->n_nodes + node]))
			return 1;
	return 0;
}

/* What a node says of the one above it. */
static void tell_parent(struct building *b, size_t node)
{
	const struct score_node *n = &b->t->nodes[node];

	b->leafy[node] |= n->first < 0 && b->scored[node];
	if (n->parent < 0)
		return;
	b->leafy[n->parent] |= b->leafy[node];
	switch (b->t->nodes[n->parent].combine) {
	case COMBINE_LEAVES:
		b->made[n->parent] |= b->leafy[node];
		break;
	case COMBINE_MEAN:
	case COMBINE_SUM:
		b->made[n->parent] |=
			n->weight != 0 && (b->scored[node] || b->made[node]);
		break;
	case COMBINE_NONE:
		break;
	}
}

static int survey(struct building *b)
{
	size_t n = b->t->n_nodes;

	b->scored = calloc(n + 1, 1);
	b->leafy = calloc(n + 1, 1);
	b->made = calloc(n + 1, 1);
	if (!b->scored || !b->leafy || !b->made)
		return err_memory(b->e);
	/* children stand behind their parents */
	for (size_t i = n; i-- > 0;) {
		b->scored[i] = (unsigned char)is_scored(b->t, i);
		tell_parent(b, i);
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

	if (weight == 0 || !(group || b->scored[node]))
		return 0;
	all = array_more(m->parts, m->n_parts, sizeof(*all));
	if (!all)
		return err_memory(b->e);
	m->parts = all;
	all[m->n_parts++] = (struct mix_part){ node, weight,
		group ? -1 : (int)m->n_inputs, group ? (int)m->n_groups : -1 };
	return group ? add_group(b, node) : add_input(b, node);
}

/* All below a node that have no children count alike. */
static int add_leaves(struct building *b, size_t node)
{
	const struct score_node *all = b->t->nodes;

	for (size_t i = node + 1; i < b->t->n_nodes; i++) {
		int above = all[i].parent;

		while (above > (int)node)
			above = all[above].parent;
		if (above != (int)node)
			break;
		if (all[i].first < 0 && add_part(b, i, 1) < 0)
			return -1;
	}
	return 0;
}

static int add_children(struct building *b, size_t node)
{
	const struct score_node *all = b->t->nodes;

	for (int i = all[node].first; i >= 0; i = all[i].next)
		if (add_part(b, (size_t)i, all[i].weight) < 0)
			return -1;
	return 0;
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
	size_t node = m->groups[place].node, first = m->n_parts;
	enum spec_combine combine = b->t->nodes[node].combine;

	if ((combine == COMBINE_LEAVES ? add_leaves : add_children)(b, node) <
		0)
		return -1;
	m->groups[place].first = first;
	m->groups[place].n = m->n_parts - first;
	return share_out(b, &m->groups[place]);
}

static int find_groups(struct building *b)
{
	const struct score_tree *t = b->t;
	enum spec_combine root = t->nodes[0].combine;

	if (b->from == MIX_PARTS && root == COMBINE_LEAVES)
		return err_set(b->e, ERR_DATA,
			"'%s' follows from the leaves of its tree and not from "
			"its parts: expected --from leaves",
			t->nodes[0].indicator);
	if (root != COMBINE_NONE && add_group(b, 0) < 0)
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
	struct building b = { calloc(1, sizeof(*b.m)), t, from, NULL, NULL,
		NULL, e };
	int rc = -1;

	if (!b.m)
		return err_memory(e);
	if (survey(&b) == 0 && find_groups(&b) == 0 && mix_fill(b.m, t, e) == 0)
		rc = 0;
	free(b.scored);
	free(b.leafy);
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
