/* SPDX-License-Identifier: MIT */
#include "pipeline/score/leaveout.h"

#include <math.h>

#include "pipeline/score/out.h"
#include "pipeline/score/ranks.h"

/* ---- one node ---- */

/* How much nearer to rank 1 an area is without it; NAN: it has not both. */
static double change_of(
	const struct leaveout *l, const struct scores *base, size_t area)
{
	return base->ranks[area] - l->without.ranks[area];
}

static void measure(struct leaveout *l, const struct scores *base, size_t n)
{
	double sum = 0;

	l->up = l->down = -1;
	l->max_change = 0;
	for (size_t i = 0; i < n; i++) {
		double change = change_of(l, base, i);

		if (isnan(change))
			continue;
		l->areas++;
		sum += fabs(change);
		l->max_change = fabs(change) > l->max_change ? fabs(change)
							     : l->max_change;
		if (change > 0 &&
			(l->up < 0 ||
				change > change_of(l, base, (size_t)l->up)))
			l->up = (int)i;
		if (change < 0 &&
			(l->down < 0 ||
				change < change_of(l, base, (size_t)l->down)))
			l->down = (int)i;
	}
	l->mean_change = l->areas ? sum / (double)l->areas : NAN;
	l->max_change = l->areas ? l->max_change : NAN;
}

int leaveout_open(struct leaveout *out, const struct composites *c,
	const struct scores *base, int from_leaves, int node, struct err *e)
{
	const struct making how = { from_leaves, MEAN_ARITHMETIC, node };
	size_t n = c->tree->n_areas;

	*out = (struct leaveout){ .node = node };
	if (scores_open(&out->without, c, &how, e) < 0)
		return -1;
	measure(out, base, n);
	if (ranks_spearman(
		    &out->spearman, base->ranks, out->without.ranks, n, e) == 0)
		return 0;
	leaveout_close(out);
	return -1;
}

void leaveout_close(struct leaveout *l)
{
	scores_close(&l->without);
}

/* ---- rows ---- */

static const char *const names_each[] = { "indicator", "label", "weight",
	"areas", "spearman", "mean_change", "max_change", "up", "up_name",
	"up_change", "down", "down_name", "down_change", OUT_RELEASE };

static const char *const names_all[] = { "indicator", "label", "area", "name",
	"score_with", "rank_with", "score_without", "rank_without",
	"rank_change", OUT_RELEASE };

static const struct out_columns columns_each =
	OUT_COLUMNS_OF(names_each, OUT_RELEASE_N);
static const struct out_columns columns_all =
	OUT_COLUMNS_OF(names_all, OUT_RELEASE_N);

static void put_mover(struct out *o, const struct leaveout *l,
	const struct scores *base, const struct score_tree *t, int area)
{
	out_text(o, area < 0 ? NULL : t->areas[area].area);
	out_text(o, area < 0 ? NULL : t->areas[area].name);
	out_number(o, area < 0 ? NAN : change_of(l, base, (size_t)area));
}

static void put_each(struct out *o, const struct leaveout *l,
	const struct scores *base, const struct score_tree *t)
{
	out_text(o, t->nodes[l->node].indicator);
	out_text(o, t->nodes[l->node].label);
	out_number(o, t->nodes[l->node].weight);
	out_count(o, l->areas);
	out_figure(o, l->spearman);
	out_figure(o, l->mean_change);
	out_number(o, l->max_change);
	put_mover(o, l, base, t, l->up);
	put_mover(o, l, base, t, l->down);
	out_release(o, t);
}

static void put_all(struct out *o, const struct leaveout *l,
	const struct scores *base, const struct score_tree *t)
{
	for (size_t i = 0; i < t->n_areas; i++) {
		if (isnan(change_of(l, base, i)))
			continue;
		out_text(o, t->nodes[l->node].indicator);
		out_text(o, t->nodes[l->node].label);
		out_text(o, t->areas[i].area);
		out_text(o, t->areas[i].name);
		out_figure(o, base->scores[i]);
		out_number(o, base->ranks[i]);
		out_figure(o, l->without.scores[i]);
		out_number(o, l->without.ranks[i]);
		out_number(o, change_of(l, base, i));
		out_release(o, t);
	}
}

/* A part of the root, or one that is itself made of nothing. */
static int is_wanted(const struct composites *c, int node, int leaves)
{
	int direct;

	return c->given[node] && composites_has(c, node, &direct) &&
		(leaves ? !composites_find(c, node) : direct);
}

static int put_nodes(struct out *o, const struct composites *c,
	const struct scores *base, int leaves, int all, struct err *e)
{
	for (size_t i = 0; i < c->tree->n_nodes; i++) {
		struct leaveout l;

		if (!is_wanted(c, (int)i, leaves))
			continue;
		if (leaveout_open(&l, c, base, leaves, (int)i, e) < 0)
			return -1;
		if (all)
			put_all(o, &l, base, c->tree);
		else
			put_each(o, &l, base, c->tree);
		leaveout_close(&l);
	}
	return out_end(o, e);
}

int leaveout_write(FILE *to, const struct composites *c, int leaves, int all,
	enum query_format format, struct err *e)
{
	const struct making how = { leaves, MEAN_ARITHMETIC, -1 };
	struct scores base = { NULL, NULL };
	struct out o = { 0 };
	int rc = -1;

	if (composites_check(c, MEAN_ARITHMETIC, leaves, e) == 0 &&
		scores_open(&base, c, &how, e) == 0 &&
		out_open(&o, to, all ? &columns_all : &columns_each, format,
			e) == 0)
		rc = put_nodes(&o, c, &base, leaves, all, e);
	out_close(&o);
	scores_close(&base);
	return rc;
}
