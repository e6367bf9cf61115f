/* SPDX-License-Identifier: MIT */
#include "pipeline/score/recompute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/score/ranks.h"

/* Of two figures: by how much binary fractions may part them. */
#define NOISE 1e-12

/* What one area is computed in: values and slacks by node. */
struct room {
	double *row, *slack;
};

static int room_make(struct room *r, size_t n, struct err *e)
{
	r->row = calloc(2 * n, sizeof(*r->row));
	r->slack = r->row ? r->row + n : NULL;
	return r->row ? 0 : err_memory(e);
}

static struct recomputed one(const struct composites *c,
	const struct composite *of, const double *published,
	const struct room *room)
{
	struct recomputed f = { .published = published[of->node] };

	f.value = composite_value(c, of, room->row, MEAN_ARITHMETIC, &f.there);
	f.tolerance = isnan(f.value) ? NAN
				     : c->whole_half[of->node] +
			composite_slack(c, of, room->row, room->slack) +
			NOISE * (fabs(f.published) + fabs(f.value));
	return f;
}

static void compute_area(
	struct recompute *r, size_t area, struct room *room, int from_leaves)
{
	const struct composites *c = &r->composites;
	size_t n = r->tree->n_nodes;
	const double *published = r->tree->values + area * n;

	memcpy(room->row, published, n * sizeof(double));
	memcpy(room->slack, c->part_half, n * sizeof(double));
	if (from_leaves)
		composites_fill(c, room->row, room->slack, MEAN_ARITHMETIC, -1);
	for (size_t i = 0; i < c->n; i++)
		r->figures[area * c->n + i] =
			one(c, &c->all[i], published, room);
}

/* The root is the last composite. */
static int has_root(const struct composites *c)
{
	return c->n > 0 && c->all[c->n - 1].node == 0;
}

/* Scores of the root and what they may be off by, and then their ranks. */
static int rank(struct recompute *r, double *scores, double *slack,
	double *ranks, struct err *e)
{
	const struct score_tree *t = r->tree;
	const struct composites *c = &r->composites;
	int up = ranks_up(t);

	for (size_t i = 0; i < t->n_areas; i++) {
		const struct recomputed *f = &r->figures[(i + 1) * c->n - 1];

		scores[i] = ranks_has(t, i) ? ranks_score(t, f->value) : NAN;
		slack[i] = f->tolerance - c->whole_half[0];
	}
	if (ranks_of(ranks, scores, t->n_areas, up, e) < 0)
		return -1;
	for (size_t i = 0; i < t->n_areas; i++) {
		struct recomputed_rank *of = &r->ranks[i];

		*of = (struct recomputed_rank){ t->areas[i].rank, ranks[i], 0,
			0 };
		if (!isnan(ranks[i]))
			ranks_range(&of->first, &of->last, scores, slack,
				t->n_areas, i, up);
	}
	return 0;
}

static int compute(struct recompute *r, int from_leaves, struct err *e)
{
	size_t n = r->tree->n_areas;
	struct room room = { NULL, NULL };
	double *ranking = calloc(3 * n + 1, sizeof(*ranking));
	int rc = -1;

	if (!ranking || room_make(&room, r->tree->n_nodes, e) < 0) {
		err_memory(e);
		goto out;
	}
	for (size_t i = 0; i < n; i++)
		compute_area(r, i, &room, from_leaves);
	rc = has_root(&r->composites)
		? rank(r, ranking, ranking + n, ranking + 2 * n, e)
		: 0;
out:
	free(ranking);
	free(room.row);
	return rc;
}

int recompute_open(struct recompute *out, const struct score_tree *t,
	int from_leaves, struct err *e)
{
	*out = (struct recompute){ .tree = t };
	if (composites_open(&out->composites, t, e) < 0)
		return -1;
	out->figures = calloc(
		t->n_areas * out->composites.n + 1, sizeof(*out->figures));
	out->ranks = calloc(t->n_areas + 1, sizeof(*out->ranks));
	if (!out->figures || !out->ranks)
		err_memory(e);
	else if (out->composites.n == 0)
		err_set(e, ERR_DATA,
			"%s/%s does not say how any node follows from its "
			"parts",
			t->dataset, t->edition);
	else if (compute(out, from_leaves, e) == 0)
		return 0;
	recompute_close(out);
	return -1;
}

void recompute_close(struct recompute *r)
{
	composites_close(&r->composites);
	free(r->figures);
	free(r->ranks);
	*r = (struct recompute){ 0 };
}

double recomputed_excess(const struct recomputed *f)
{
	return fabs(f->published - f->value) - f->tolerance;
}

int recomputed_rank_fits(const struct recomputed_rank *r)
{
	return isnan(r->published) || isnan(r->value) ||
		(r->published >= (double)r->first &&
			r->published <= (double)r->last);
}
