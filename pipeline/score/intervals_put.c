/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "pipeline/base/csv.h"
#include "pipeline/score/intervals.h"
#include "pipeline/score/out.h"

static void put_area(struct out *out, const struct intervals *v, size_t i)
{
	const struct interval *a = &v->all[i];

	out_text(out, v->tree->areas[a->area].area);
	out_text(out, v->tree->areas[a->area].name);
	out_number(out, a->published);
	out_count(out, (size_t)a->base);
	out_number(out, a->median);
	out_figure(out, a->p5);
	out_figure(out, a->p95);
	out_figure(out, a->mean);
	out_count(out, (size_t)a->least);
	out_count(out, (size_t)a->greatest);
	out_figure(out, a->first);
	out_figure(out, a->top);
	out_release(out, v->tree);
}

static void put_pair(struct out *out, const struct intervals *v, size_t i)
{
	const struct interval_pair *p = &v->pairs[i];

	out_text(out, v->tree->areas[p->area].area);
	out_text(out, v->tree->areas[p->other].area);
	out_figure(out, p->ahead);
	out_figure(out, p->behind);
	out_figure(out, p->tied);
	out_release(out, v->tree);
}

int intervals_write(FILE *to, const struct intervals *v,
	enum query_format format, struct err *e)
{
	static const char *const areas[] = { "area", "name", "published",
		"baseline", "median", "p5", "p95", "mean", "min", "max",
		"first", "top10", OUT_RELEASE };
	static const char *const pairs[] = { "area", "other", "ahead", "behind",
		"tied", OUT_RELEASE };
	static const struct out_columns columns[] = {
		OUT_COLUMNS_OF(areas, OUT_RELEASE_N),
		OUT_COLUMNS_OF(pairs, OUT_RELEASE_N),
	};
	int compared = v->n_pairs > 0;
	struct out out;
	int rc = out_open(&out, to, &columns[compared], format, e);

	if (rc < 0)
		return -1;
	for (size_t i = 0; i < (compared ? v->n_pairs : v->n); i++)
		(compared ? put_pair : put_area)(&out, v, i);
	rc = out_end(&out, e);
	out_close(&out);
	return rc;
}

/* ---- the weights that were drawn ---- */

static void put_run(FILE *to, const struct mix *m, size_t run, int geometric,
	const struct lanes *shares)
{
	char number[NUM_TEXT];

	fprintf(to, "%zu,%s", run, geometric ? "geometric" : "arithmetic");
	for (size_t i = 0; i < m->n_parts; i++) {
		num_format(number, shares[i].lane[0]);
		fprintf(to, ",%s", number);
	}
	putc('\n', to);
}

int intervals_draws(FILE *to, const struct score_tree *t,
	const struct intervals_order *o, struct err *e)
{
	const struct mc_order order = { .seed = o->seed, .means = o->means };
	struct mix *m = NULL;
	struct weights *w = NULL;
	struct lanes *shares = NULL;
	int rc = -1;

	if (mix_open(&m, t, o->from, e) < 0 ||
		weights_open(&w, m, &o->way, e) < 0)
		goto out;
	shares = lanes_new(m->n_parts);
	if (!shares) {
		err_memory(e);
		goto out;
	}
	fputs("run,means", to);
	for (size_t i = 0; i < m->n_parts; i++) {
		putc(',', to);
		csv_put(to, span_of(t->nodes[m->parts[i].node].indicator));
	}
	putc('\n', to);
	for (size_t i = 0; i < o->runs && !ferror(to); i++) {
		int geometric = montecarlo_draw(shares, 0, w, &order, i);

		put_run(to, m, i + 1, geometric, shares);
	}
	rc = 0;
out:
	free(shares);
	weights_close(w);
	mix_close(m);
	return rc;
}
