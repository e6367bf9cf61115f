/* SPDX-License-Identifier: MIT */
#include "pipeline/score/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/score/ranks.h"

static double score(const struct composites *c, const struct composite *root,
	const struct making *how, double *row)
{
	if (how->from_leaves)
		composites_fill(c, row, NULL, how->mean, how->out);
	else if (how->out >= 0)
		row[how->out] = NAN;
	return composite_value(c, root, row, how->mean, NULL);
}

int scores_open(struct scores *out, const struct composites *c,
	const struct making *how, struct err *e)
{
	const struct score_tree *t = c->tree;
	const struct composite *root = composites_find(c, 0);
	double *row = calloc(t->n_nodes, sizeof(*row));
	int rc = -1;

	*out = (struct scores){ calloc(t->n_areas + 1, sizeof(double)),
		calloc(t->n_areas + 1, sizeof(double)) };
	if (!row || !out->scores || !out->ranks) {
		err_memory(e);
		goto out;
	}
	for (size_t i = 0; root && i < t->n_areas; i++) {
		memcpy(row, t->values + i * t->n_nodes,
			t->n_nodes * sizeof(*row));
		out->scores[i] =
			ranks_has(t, i) ? score(c, root, how, row) : NAN;
	}
	rc = root
		? ranks_of(out->ranks, out->scores, t->n_areas, ranks_up(t), e)
		: err_set(e, ERR_DATA, "'overall' is made of no parts");
out:
	free(row);
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
