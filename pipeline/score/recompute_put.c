/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "pipeline/score/out.h"
#include "pipeline/score/recompute.h"

static const char *const names_all[] = { "indicator", "label", "combine",
	"area", "name", "published", "recomputed", "residual", "tolerance",
	"within", "parts", "missing", "rank", "rank_recomputed", "rank_first",
	"rank_last", "rank_within", OUT_RELEASE };

static const char *const names_each[] = { "indicator", "label", "combine",
	"parts", "areas", "incomplete", "max_residual", "area", "name",
	"tolerance", "outside", "ranks", "ranks_other", "ranks_outside",
	OUT_RELEASE };

static const struct out_columns columns_all =
	OUT_COLUMNS_OF(names_all, OUT_RELEASE_N);
static const struct out_columns columns_each =
	OUT_COLUMNS_OF(names_each, OUT_RELEASE_N);

static void put_node(
	struct out *o, const struct score_tree *t, const struct composite *of)
{
	out_text(o, t->nodes[of->node].indicator);
	out_text(o, t->nodes[of->node].label);
	out_text(o, score_combines[of->combine]);
}

/* ---- every figure ---- */

static void put_rank(struct out *o, const struct recomputed_rank *r)
{
	if (!r || isnan(r->value)) {
		out_number(o, r ? r->published : NAN);
		for (int i = 0; i < 4; i++)
			out_none(o);
		return;
	}
	out_number(o, r->published);
	out_number(o, r->value);
	out_count(o, r->first);
	out_count(o, r->last);
	out_text(o,
		isnan(r->published)		  ? NULL
			: recomputed_rank_fits(r) ? "yes"
						  : "no");
}

static void put_figure(struct out *o, const struct recompute *r,
	const struct composite *of, size_t area)
{
	const struct score_tree *t = r->tree;
	size_t n = r->composites.n;
	const struct recomputed *f =
		&r->figures[area * n + (size_t)(of - r->composites.all)];
	double excess = recomputed_excess(f);

	put_node(o, t, of);
	out_text(o, t->areas[area].area);
	out_text(o, t->areas[area].name);
	out_number(o, f->published);
	out_figure(o, f->value);
	out_figure(o, f->published - f->value);
	out_figure(o, f->tolerance);
	out_text(o, isnan(excess) ? NULL : excess > 0 ? "no" : "yes");
	out_count(o, f->there);
	out_count(o, composite_parts(&r->composites, of) - f->there);
	put_rank(o, of->node == 0 ? &r->ranks[area] : NULL);
	out_release(o, t);
}

/* ---- a row for each composite ---- */

struct summary {
	size_t areas, incomplete, outside, worst;
	double max; /* residual; NAN: no area has one */
};

static struct summary sum_up(const struct recompute *r, size_t at)
{
	const struct composites *c = &r->composites;
	size_t parts = composite_parts(c, &c->all[at]);
	struct summary s = { .max = NAN };

	for (size_t i = 0; i < r->tree->n_areas; i++) {
		const struct recomputed *f = &r->figures[i * c->n + at];
		double miss = fabs(f->published - f->value);

		if (isnan(miss))
			continue;
		s.areas++;
		s.incomplete += f->there < parts;
		s.outside += recomputed_excess(f) > 0;
		if (isnan(s.max) || miss > s.max) {
			s.max = miss;
			s.worst = i;
		}
	}
	return s;
}

static void put_ranks(struct out *o, const struct recompute *r)
{
	size_t n = 0, other = 0, outside = 0;

	for (size_t i = 0; i < r->tree->n_areas; i++) {
		const struct recomputed_rank *k = &r->ranks[i];

		if (isnan(k->published) || isnan(k->value))
			continue;
		n++;
		other += k->published != k->value;
		outside += !recomputed_rank_fits(k);
	}
	out_count(o, n);
	out_count(o, other);
	out_count(o, outside);
}

static void put_summary(struct out *o, const struct recompute *r, size_t at)
{
	const struct score_tree *t = r->tree;
	const struct composite *of = &r->composites.all[at];
	struct summary s = sum_up(r, at);
	const struct recomputed *f =
		&r->figures[s.worst * r->composites.n + at];
	int is = !isnan(s.max);

	put_node(o, t, of);
	out_count(o, composite_parts(&r->composites, of));
	out_count(o, s.areas);
	out_count(o, s.incomplete);
	out_figure(o, is ? f->published - f->value : NAN);
	out_text(o, is ? t->areas[s.worst].area : NULL);
	out_text(o, is ? t->areas[s.worst].name : NULL);
	out_figure(o, is ? f->tolerance : NAN);
	out_count(o, s.outside);
	if (of->node == 0)
		put_ranks(o, r);
	else
		for (int i = 0; i < 3; i++)
			out_none(o);
	out_release(o, t);
}

/* ---- the call ---- */

/* The root first. */
static void put_rows(
	struct out *o, size_t *outside, const struct recompute *r, int all)
{
	for (size_t at = r->composites.n; at-- > 0;) {
		*outside += sum_up(r, at).outside;
		if (!all)
			put_summary(o, r, at);
		for (size_t i = 0; all && i < r->tree->n_areas; i++)
			put_figure(o, r, &r->composites.all[at], i);
	}
}

int recompute_write(FILE *to, size_t *outside, const struct recompute *r,
	int all, enum query_format format, struct err *e)
{
	struct out o;
	int rc =
		out_open(&o, to, all ? &columns_all : &columns_each, format, e);

	*outside = 0;
	if (rc == 0) {
		put_rows(&o, outside, r, all);
		rc = out_end(&o, e);
	}
	out_close(&o);
	return rc;
}
