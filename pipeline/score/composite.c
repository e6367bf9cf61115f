/* SPDX-License-Identifier: MIT */
#include "pipeline/score/composite.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/num.h"
#include "pipeline/score/detmath.h"

/* ---- what there is ---- */

static int add_part(
	struct composites *c, int node, double weight, struct err *e)
{
	struct part *all = array_more(c->parts, c->n_parts, sizeof(*all));

	if (!all)
		return err_memory(e);
	c->parts = all;
	all[c->n_parts++] = (struct part){ node, weight };
	return 0;
}

/* Those below a node stand behind it, up to the next that is not below. */
static size_t end_of(const struct score_tree *t, int node)
{
	size_t i = (size_t)node + 1;

	while (i < t->n_nodes && t->nodes[i].parent >= node)
		i++;
	return i;
}

static int add_leaves(struct composites *c, int node, struct err *e)
{
	const struct score_tree *t = c->tree;

	for (size_t i = (size_t)node + 1; i < end_of(t, node); i++)
		if (t->nodes[i].first < 0 && add_part(c, (int)i, 1, e) < 0)
			return -1;
	return 0;
}

static int add_children(struct composites *c, int node, struct err *e)
{
	const struct score_node *all = c->tree->nodes;

	for (int i = all[node].first; i >= 0; i = all[i].next)
		if (add_part(c, i, all[i].weight, e) < 0)
			return -1;
	return 0;
}

static int add_composite(struct composites *c, int node, struct err *e)
{
	enum spec_combine combine = c->tree->nodes[node].combine;
	struct composite *all;
	size_t first = c->n_parts;
	int rc = combine == COMBINE_LEAVES ? add_leaves(c, node, e)
					   : add_children(c, node, e);

	if (rc < 0 || c->n_parts == first)
		return rc;
	all = array_more(c->all, c->n, sizeof(*all));
	if (!all)
		return err_memory(e);
	c->all = all;
	all[c->n++] =
		(struct composite){ node, combine, first, c->n_parts - first };
	return 0;
}

/* ---- half a unit ---- */

static void measure(struct composites *c, size_t node)
{
	const struct score_tree *t = c->tree;
	int known = t->nodes[node].decimals, seen = 0;

	for (size_t i = 0; i < t->n_areas; i++) {
		double value = t->values[i * t->n_nodes + node];
		int places = isnan(value) ? -1 : num_places(value);

		c->given[node] |= places >= 0;
		seen = places > seen ? places : seen;
	}
	c->part_half[node] = 0.5 / num_power(known < 0 ? seen : known);
	c->whole_half[node] =
		0.5 / num_power(known < 0 || seen < known ? seen : known);
}

int composites_open(
	struct composites *out, const struct score_tree *t, struct err *e)
{
	*out = (struct composites){ .tree = t,
		.part_half = calloc(t->n_nodes, sizeof(double)),
		.whole_half = calloc(t->n_nodes, sizeof(double)),
		.given = calloc(t->n_nodes, sizeof(int)) };
	if (!out->part_half || !out->whole_half || !out->given) {
		composites_close(out);
		return err_memory(e);
	}
	for (size_t i = t->n_nodes; i-- > 0;) {
		measure(out, i);
		if (t->nodes[i].combine != COMBINE_NONE &&
			add_composite(out, (int)i, e) < 0) {
			composites_close(out);
			return -1;
		}
	}
	return 0;
}

void composites_close(struct composites *c)
{
	free(c->all);
	free(c->parts);
	free(c->part_half);
	free(c->whole_half);
	free(c->given);
	*c = (struct composites){ 0 };
}

/* ---- which one ---- */

const struct composite *composites_find(const struct composites *c, int node)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->all[i].node == node)
			return &c->all[i];
	return NULL;
}

static const struct part *part_of(
	const struct composites *c, const struct composite *of, int node)
{
	for (size_t i = 0; i < of->n; i++) {
		const struct part *p = &c->parts[of->first + i];

		if (p->node == node && p->weight != 0)
			return p;
	}
	return NULL;
}

static int reaches(
	const struct composites *c, const struct composite *from, int node)
{
	if (part_of(c, from, node))
		return 1;
	for (size_t i = 0; i < from->n; i++) {
		const struct part *p = &c->parts[from->first + i];
		const struct composite *below = composites_find(c, p->node);

		if (p->weight != 0 && below && reaches(c, below, node))
			return 1;
	}
	return 0;
}

int composites_has(const struct composites *c, int node, int *direct)
{
	const struct composite *root = composites_find(c, 0);

	*direct = root && part_of(c, root, node);
	return root && reaches(c, root, node);
}

void composites_weigh(struct composites *c, int node, double weight)
{
	for (size_t i = 0; i < c->n_parts; i++)
		if (c->parts[i].node == node)
			c->parts[i].weight = weight;
}

void composites_level(struct composites *c)
{
	for (size_t i = 0; i < c->n_parts; i++)
		if (c->parts[i].weight != 0)
			c->parts[i].weight = 1;
}

/* ---- what they come to ---- */

static double geometric(const struct part *parts, size_t n, const double *row)
{
	double sum = 0, weights = 0;

	for (size_t i = 0; i < n; i++) {
		double value = row[parts[i].node], w = parts[i].weight;

		if (w == 0 || isnan(value))
			continue;
		sum += w * det_log(value);
		weights += w;
	}
	return det_exp(sum / weights);
}

double composite_value(const struct composites *c, const struct composite *of,
	const double *row, enum mean mean, size_t *there)
{
	const struct part *parts = c->parts + of->first;
	double sum = 0, weights = 0;
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++) {
		double value = row[parts[i].node], w = parts[i].weight;

		if (w == 0 || isnan(value))
			continue;
		sum += w * value;
		weights += w;
		n++;
	}
	if (there)
		*there = n;
	if (n == 0)
		return NAN;
	if (of->combine != COMBINE_MEAN)
		return sum;
	return mean == MEAN_GEOMETRIC ? geometric(parts, of->n, row)
				      : sum / weights;
}

double composite_slack(const struct composites *c, const struct composite *of,
	const double *row, const double *slack)
{
	const struct part *parts = c->parts + of->first;
	double sum = 0, weights = 0;

	for (size_t i = 0; i < of->n; i++) {
		if (parts[i].weight == 0 || isnan(row[parts[i].node]))
			continue;
		sum += fabs(parts[i].weight) * slack[parts[i].node];
		weights += parts[i].weight;
	}
	return of->combine == COMBINE_MEAN ? sum / fabs(weights) : sum;
}

size_t composite_parts(const struct composites *c, const struct composite *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += c->parts[of->first + i].weight != 0 &&
			c->given[c->parts[of->first + i].node];
	return n;
}

static int is_below(const struct score_tree *t, int node, int other)
{
	return other > node && (size_t)other < end_of(t, node);
}

void composites_fill(const struct composites *c, double *row, double *slack,
	enum mean mean, int out)
{
	if (out >= 0)
		row[out] = NAN;
	for (size_t i = 0; i < c->n; i++) {
		const struct composite *of = &c->all[i];
		double value = composite_value(c, of, row, mean, NULL);

		if (of->node == out)
			continue;
		if (isnan(value) && !is_below(c->tree, of->node, out))
			continue;
		if (slack)
			slack[of->node] = composite_slack(c, of, row, slack);
		row[of->node] = value;
	}
}
