/* SPDX-License-Identifier: MIT */
#include "pipeline/score/goalposts.h"

#include <math.h>

#include "pipeline/score/ranks.h"

void goalposts_widen(
	struct goalposts *seen, const struct score_tree *t, size_t node)
{
	for (size_t i = 0; i < t->n_areas; i++) {
		double x = t->values[i * t->n_nodes + node];

		if (isnan(x) || !ranks_has(t, i))
			continue;
		seen->low = x < seen->low ? x : seen->low;
		seen->high = x > seen->high ? x : seen->high;
	}
}

struct goalposts goalposts_of(
	const struct score_tree *t, size_t node, struct goalposts seen)
{
	const struct score_node *own = &t->nodes[node], *root = &t->nodes[0];

	if (!isnan(own->scale_min) && !isnan(own->scale_max))
		return (struct goalposts){ own->scale_min, own->scale_max };
	if (!isnan(root->scale_min) && !isnan(root->scale_max))
		return (struct goalposts){ root->scale_min, root->scale_max };
	return seen;
}

double goalposts_put(struct goalposts of, double score)
{
	double x = of.high > of.low ? (score - of.low) / (of.high - of.low) : 1;

	return isnan(score) ? NAN : 1 + 99 * (x < 0 ? 0 : x > 1 ? 1 : x);
}

double goalposts_back(struct goalposts of, double score)
{
	return of.low + (score - 1) / 99 * (of.high - of.low);
}
