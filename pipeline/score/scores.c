/* SPDX-License-Identifier: MIT */
#include "pipeline/score/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/score/goalposts.h"
#include "pipeline/score/ranks.h"

/* 1 if the root is made of a node's published scores. */
static int is_taken(
	const struct composites *c, const struct making *how, int node)
{
	const struct composite *of = composites_find(c, node);
	int direct;

	if (!composites_has(c, node, &direct))
		return 0;
	return how->from_leaves ? !of || composite_parts(c, of) == 0 : direct;
}

/* Of all nodes, for geometric means. */
static void find_posts(struct goalposts *posts, const struct composites *c,
	const struct making *how)
{
	struct goalposts seen = GOALPOSTS_NONE;

	if (how->mean != MEAN_GEOMETRIC)
		return;
	for (size_t i = 0; i < c->tree->n_nodes; i++)
		if (is_taken(c, how, (int)i))
			goalposts_widen(&seen, c->tree, i);
	for (size_t i = 0; i < c->tree->n_nodes; i++)
		posts[i] = goalposts_of(c->tree, i, seen);
}

static double score(const struct composites *c, const struct making *how,
	const struct goalposts *posts, double *row)
{
	double value;

	for (size_t i = 0; how->mean == MEAN_GEOMETRIC && i < c->tree->n_nodes;
		i++)
		row[i] = goalposts_put(posts[i], row[i]);
	if (how->from_leaves)
		composites_fill(c, row, NULL, how->mean, how->out);
	else if (how->out >= 0)
		row[how->out] = NAN;
	value = composite_value(c, composites_find(c, 0), row, how->mean, NULL);
	return how->mean == MEAN_GEOMETRIC ? goalposts_back(posts[0], value)
					   : value;
}

int scores_open(struct scores *out, const struct composites *c,
	const struct making *how, struct err *e)
{
	const struct score_tree *t = c->tree;
	const struct composite *root = composites_find(c, 0);
	double *row = calloc(t->n_nodes, sizeof(*row));
	struct goalposts *posts = calloc(t->n_nodes, sizeof(*posts));
	int rc = -1;

	*out = (struct scores){ calloc(t->n_areas + 1, sizeof(double)),
		calloc(t->n_areas + 1, sizeof(double)) };
	if (!row || !posts || !out->scores || !out->ranks) {
		err_memory(e);
		goto out;
	}
	find_posts(posts, c, how);
	for (size_t i = 0; root && i < t->n_areas; i++) {
		memcpy(row, t->values + i * t->n_nodes,
			t->n_nodes * sizeof(*row));
		out->scores[i] =
			ranks_has(t, i) ? score(c, how, posts, row) : NAN;
		/* no publisher rounds what it does not publish */
		out->ranks[i] = how->mean == MEAN_GEOMETRIC
			? out->scores[i]
			: ranks_score(t, out->scores[i]);
	}
	rc = root ? ranks_of(out->ranks, out->ranks, t->n_areas, ranks_up(t), e)
		  : err_set(e, ERR_DATA, "'overall' is made of no parts");
out:
	free(row);
	free(posts);
	if (rc < 0)
		scores_close(out);
	return rc;
}

void scores_close(struct scores *s)
{
	free(s->scores);
	free(s->ranks);
	*s = (struct scores){ NULL, NULL };
}
