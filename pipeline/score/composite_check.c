/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "pipeline/score/composite.h"

static int check_direction(const struct score_node *whole,
	const struct score_node *part, struct err *e)
{
	static const char *const ends[] = { "higher", "lower" };

	if (whole->lower == part->lower)
		return 0;
	return err_set(e, ERR_DATA,
		"'%s' is better the %s and its part '%s' the %s: together they "
		"mean nothing",
		whole->indicator, ends[whole->lower], part->indicator,
		ends[part->lower]);
}

static int check_scale(const struct score_node *whole,
	const struct score_node *part, struct err *e)
{
	if (isnan(whole->scale_min) || isnan(whole->scale_max) ||
		isnan(part->scale_min) || isnan(part->scale_max) ||
		(whole->scale_min == part->scale_min &&
			whole->scale_max == part->scale_max))
		return 0;
	return err_set(e, ERR_DATA,
		"'%s' goes from %g to %g and its part '%s' from %g to %g: a "
		"mean of them means nothing",
		whole->indicator, whole->scale_min, whole->scale_max,
		part->indicator, part->scale_min, part->scale_max);
}

static int check_composite(const struct composites *c,
	const struct composite *of, enum mean mean, struct err *e)
{
	const struct score_node *nodes = c->tree->nodes;

	if (mean == MEAN_GEOMETRIC && of->combine != COMBINE_MEAN)
		return err_set(e, ERR_DATA,
			"'%s' is a sum of its parts: only a mean can be a "
			"geometric one",
			nodes[of->node].indicator);
	for (size_t i = 0; i < of->n; i++) {
		const struct part *p = &c->parts[of->first + i];

		if (p->weight == 0 || !c->given[p->node])
			continue;
		if (check_direction(&nodes[of->node], &nodes[p->node], e) < 0 ||
			(of->combine == COMBINE_MEAN &&
				check_scale(&nodes[of->node], &nodes[p->node],
					e) < 0))
			return -1;
	}
	return 0;
}

int composites_check(
	const struct composites *c, enum mean mean, int deep, struct err *e)
{
	const struct score_tree *t = c->tree;
	int direct;

	if (!composites_find(c, 0))
		return err_set(e, ERR_DATA,
			"%s/%s does not say how 'overall' follows from parts",
			t->dataset, t->edition);
	for (size_t i = 0; i < c->n; i++) {
		int node = c->all[i].node;

		if (node != 0 && !(deep && composites_has(c, node, &direct)))
			continue;
		if (check_composite(c, &c->all[i], mean, e) < 0)
			return err_in(e, "%s/%s", t->dataset, t->edition);
	}
	return 0;
}
