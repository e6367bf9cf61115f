/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "pipeline/score/infer_inside.h"

/* ---- which areas ---- */

static size_t there(const struct sample *s, size_t area)
{
	const struct score_tree *t = s->c->tree;
	const double *row = t->values + area * t->n_nodes;
	size_t n = 0;

	if (isnan(row[s->node]))
		return 0;
	for (size_t j = 0; j < s->n; j++)
		n += isnan(row[s->parts[j]]) ? 0 : 1;
	return n;
}

/* Missing parts of a sum count as 0: all of its areas are complete. */
int sample_areas(struct sample *s, struct err *e)
{
	size_t n = s->c->tree->n_areas;

	s->areas = calloc(n + 1, sizeof(*s->areas));
	if (!s->areas)
		return err_memory(e);
	for (int all = 1; all >= 0; all--) {
		for (size_t i = 0; i < n; i++) {
			size_t parts = there(s, i);
			int complete = parts == s->n || !s->is_mean;

			if (parts > 0 && complete == all)
				s->areas[s->any++] = i;
		}
		if (all)
			s->complete = s->any;
	}
	return 0;
}

/* ---- solving ---- */

static void fill(
	double *parts, double *whole, const struct sample *s, size_t areas)
{
	const struct score_tree *t = s->c->tree;

	for (size_t i = 0; i < areas; i++) {
		const double *row = t->values + s->areas[i] * t->n_nodes;

		whole[i] = row[s->node];
		for (size_t j = 0; j < s->n; j++) {
			double x = row[s->parts[j]];

			parts[j * areas + i] = isnan(x) ? 0
				: s->is_mean		? x - whole[i]
							: x;
		}
	}
}

int sample_solve(struct solution *out, const struct sample *s, size_t areas,
	struct err *e)
{
	double *parts = calloc(areas * s->n, sizeof(*parts));
	double *whole = calloc(areas, sizeof(*whole));
	const struct problem p = { areas, s->n, parts, whole, s->is_mean };
	int rc = -1;

	if (parts && whole) {
		fill(parts, whole, s, areas);
		rc = solve(out, &p, e);
	} else {
		err_memory(e);
	}
	free(parts);
	free(whole);
	return rc;
}
