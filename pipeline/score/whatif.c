/* SPDX-License-Identifier: MIT */
#include "pipeline/score/whatif.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/score/out.h"
#include "pipeline/score/ranks.h"
#include "pipeline/score/whatif_read.h"

static int read_weights(struct whatif *w, struct composites *c,
	const struct whatif_order *o, struct err *e)
{
	size_t deep = 0;

	if (o->equal)
		composites_level(c);
	if (o->weights && whatif_read(c, &deep, o->weights, e) < 0)
		return -1;
	if (deep && o->from == WHATIF_PARTS)
		return err_set(e, ERR_DATA,
			"%s: line %zu: that is below the parts of 'overall', "
			"which --from parts takes as published: expected "
			"--from leaves",
			o->weights, deep);
	w->from_leaves = deep || o->from == WHATIF_LEAVES;
	return 0;
}

int whatif_open(struct whatif *out, const struct score_tree *t,
	const struct whatif_order *o, struct err *e)
{
	struct composites own = { 0 }, other = { 0 };
	int rc = -1;

	*out = (struct whatif){ .tree = t };
	if (composites_open(&own, t, e) == 0 &&
		composites_open(&other, t, e) == 0 &&
		read_weights(out, &other, o, e) == 0 &&
		composites_check(&other, o->mean, out->from_leaves, e) == 0 &&
		scores_open(&out->base, &own,
			&(struct making){
				out->from_leaves, MEAN_ARITHMETIC, -1 },
			e) == 0)
		rc = scores_open(&out->other, &other,
			&(struct making){ out->from_leaves, o->mean, -1 }, e);
	composites_close(&own);
	composites_close(&other);
	if (rc < 0)
		whatif_close(out);
	return rc;
}

void whatif_close(struct whatif *w)
{
	scores_close(&w->base);
	scores_close(&w->other);
}

/* ---- rows ---- */

static const char *const names[] = { "area", "name", "score", "rank",
	"score_own", "rank_own", "score_new", "rank_new", "rank_change",
	OUT_RELEASE };

static const struct out_columns columns = OUT_COLUMNS_OF(names, OUT_RELEASE_N);

static void put_area(struct out *o, const struct whatif *w, size_t area)
{
	const struct score_tree *t = w->tree;
	const struct score_area *a = &t->areas[area];
	double rank = isnan(a->rank) ? w->base.ranks[area] : a->rank;

	out_text(o, a->area);
	out_text(o, a->name);
	out_number(o, t->values[area * t->n_nodes]);
	out_number(o, a->rank);
	out_figure(o, w->base.scores[area]);
	out_number(o, w->base.ranks[area]);
	out_figure(o, w->other.scores[area]);
	out_number(o, w->other.ranks[area]);
	out_number(o, rank - w->other.ranks[area]);
	out_release(o, t);
}

/* No rank comes last; areas of one rank by code, as they stand. */
static int stands_before(const double *ranks, size_t a, size_t b)
{
	double x = isnan(ranks[a]) ? INFINITY : ranks[a];
	double y = isnan(ranks[b]) ? INFINITY : ranks[b];

	return x < y || (x == y && a < b);
}

/* By insertion, which is quick enough for as many areas as there are. */
static void put_all(struct out *o, const struct whatif *w, size_t *order)
{
	const struct score_tree *t = w->tree;
	size_t n = 0;

	for (size_t i = 0; i < t->n_areas; i++) {
		size_t at = n;

		if (!ranks_has(t, i))
			continue;
		while (at > 0 &&
			stands_before(w->other.ranks, i, order[at - 1]))
			at--;
		memmove(order + at + 1, order + at, (n - at) * sizeof(*order));
		order[at] = i;
		n++;
	}
	for (size_t i = 0; i < n; i++)
		put_area(o, w, order[i]);
}

int whatif_write(FILE *to, const struct whatif *w, enum query_format format,
	struct err *e)
{
	size_t *order = calloc(w->tree->n_areas + 1, sizeof(*order));
	struct out o;
	int rc;

	if (!order)
		return err_memory(e);
	rc = out_open(&o, to, &columns, format, e);
	if (rc == 0) {
		put_all(&o, w, order);
		rc = out_end(&o, e);
	}
	out_close(&o);
	free(order);
	return rc;
}
