/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "pipeline/score/infer.h"
#include "pipeline/score/out.h"

static const char *const names[] = { "indicator", "label", "combine", "part",
	"part_label", "weight", "fraction", "spec", "found", "half_width",
	"determined", "agrees", "reason", "areas", "incomplete", "residual_max",
	"residual_rms", "snapped_max", "snapped_rms", "outside", "tolerance",
	"condition", OUT_RELEASE };

static const struct out_columns columns = OUT_COLUMNS_OF(names, OUT_RELEASE_N);

static int divisor(int a, int b)
{
	return b == 0 ? a : divisor(b, a % b);
}

static void put_fraction(
	struct out *o, char room[NUM_TEXT], const struct inferred *f, int over)
{
	int by = over ? divisor(over, f->denominator) : f->denominator;

	out_figure(o, (double)over / f->denominator);
	if (f->denominator == by)
		snprintf(room, NUM_TEXT, "%d", over / by);
	else
		snprintf(room, NUM_TEXT, "%d/%d", over / by,
			f->denominator / by);
	out_text(o, room);
}

static void put_part(struct out *o, const struct score_tree *t,
	const struct inferred *f, const struct candidate *p)
{
	char room[NUM_TEXT];

	out_text(o, t->nodes[f->node].indicator);
	out_text(o, t->nodes[f->node].label);
	out_text(o, f->is_mean ? "mean" : "sum");
	out_text(o, t->nodes[p->node].indicator);
	out_text(o, t->nodes[p->node].label);
	if (f->determined && !p->aside) {
		put_fraction(o, room, f, p->over);
	} else {
		out_none(o);
		out_none(o);
	}
	out_figure(o, p->spec);
	out_figure(o, p->weight);
	out_figure(o, p->half_width);
	out_yes(o, f->determined);
	out_text(o,
		!f->determined || p->aside || isnan(p->spec) ? NULL
			: inferred_agrees(f)		     ? "yes"
							     : "no");
	out_text(o, p->aside ? p->aside : *f->reason ? f->reason : NULL);
	out_count(o, f->areas);
	out_yes(o, f->incomplete);
	out_figure(o, f->raw.max);
	out_figure(o, f->raw.rms);
	out_figure(o, f->snapped.max);
	out_figure(o, f->snapped.rms);
	out_count(o, f->determined ? f->snapped.outside : f->raw.outside);
	out_figure(o, f->tolerance);
	out_figure(o, isfinite(f->condition) ? f->condition : NAN);
	out_release(o, t);
}

static int put_node(struct out *o, size_t *others, const struct composites *c,
	int node, struct err *e)
{
	struct inferred f;

	if (infer_node(&f, c, node, e) < 0)
		return err_in(e, "%s", c->tree->nodes[node].indicator);
	*others += composites_find(c, node) && !inferred_agrees(&f);
	for (size_t i = 0; i < f.n; i++)
		put_part(o, c->tree, &f, &f.parts[i]);
	inferred_free(&f);
	return 0;
}

int infer_write(FILE *to, size_t *others, const struct composites *c, int all,
	enum query_format format, struct err *e)
{
	const struct score_tree *t = c->tree;
	struct out o;
	int rc;

	*others = 0;
	if (c->n == 0 && !all)
		return err_set(e, ERR_DATA,
			"%s/%s does not say how any node follows from its "
			"parts: expected --all",
			t->dataset, t->edition);
	rc = out_open(&o, to, &columns, format, e);
	for (size_t i = 0; rc == 0 && i < t->n_nodes; i++)
		if (composites_find(c, (int)i) ||
			(all && t->nodes[i].first >= 0))
			rc = put_node(&o, others, c, (int)i, e);
	if (rc == 0)
		rc = out_end(&o, e);
	out_close(&o);
	return rc;
}
