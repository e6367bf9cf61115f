/* SPDX-License-Identifier: MIT */
#include "pipeline/score/infer.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/score/infer_inside.h"

/* From here on the parts are too much alike to be told apart. */
#define CONDITION_MAX 1e6
/* Weights are told with so many standard deviations; from simple ones they may
 * be off by some more. */
#define HALF_WIDTH 3
#define NEAR	   5
/* Weights are told to half a twentieth, and closer where they are finer: what
 * is known by less tells a half from a third, but not from two fifths. */
#define GRID 20
/* Areas beyond those that weights take up: so many tell how far they are off.
 */
#define KNOWN_MANY 10
/* Of weights, by binary fractions. */
#define NOISE 1e-9

/* ---- which parts ---- */

static const char *aside(
	const struct composites *c, int whole, int part, int is_mean)
{
	const struct score_node *a = &c->tree->nodes[whole];
	const struct score_node *b = &c->tree->nodes[part];

	if (!c->given[part])
		return "no score";
	if (a->lower != b->lower)
		return "other direction";
	if (is_mean &&
		(a->scale_min != b->scale_min ||
			a->scale_max != b->scale_max) &&
		!isnan(a->scale_min + a->scale_max) &&
		!isnan(b->scale_min + b->scale_max))
		return "other scale";
	return NULL;
}

static int add(struct inferred *f, const struct composites *c, int node,
	double weight, struct err *e)
{
	struct candidate *all = array_more(f->parts, f->n, sizeof(*all));

	if (!all)
		return err_memory(e);
	f->parts = all;
	all[f->n++] = (struct candidate){ .node = node,
		.weight = NAN,
		.half_width = NAN,
		.spec = weight,
		.aside = aside(c, f->node, node, f->is_mean) };
	return 0;
}

static int add_parts(
	struct inferred *f, const struct composites *c, struct err *e)
{
	const struct composite *of = composites_find(c, f->node);
	const struct score_node *nodes = c->tree->nodes;

	for (size_t i = 0; of && i < of->n; i++)
		if (add(f, c, c->parts[of->first + i].node,
			    c->parts[of->first + i].weight, e) < 0)
			return -1;
	for (int i = nodes[f->node].first; !of && i >= 0; i = nodes[i].next)
		if (add(f, c, i, NAN, e) < 0)
			return -1;
	return 0;
}

/* Those of a mean are relative to each other: of 1. */
static void level_spec(struct inferred *f)
{
	double sum = 0;

	for (size_t i = 0; i < f->n; i++)
		sum += f->parts[i].aside ? 0 : f->parts[i].spec;
	for (size_t i = 0; f->is_mean && i < f->n; i++)
		f->parts[i].spec =
			f->parts[i].aside ? NAN : f->parts[i].spec / sum;
}

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
static int choose_areas(struct sample *s, struct err *e)
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

static int solve_sample(struct solution *out, const struct sample *s,
	size_t areas, struct err *e)
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

/* ---- judging ---- */

static const char *name_of(const struct sample *s, size_t part)
{
	return s->c->tree->nodes[s->parts[part]].indicator;
}

/* How far a figure is off, as a standard deviation: as much as it is seen to
 * be, for figures of few places may be exact; of few areas at least by
 * rounding, where half a unit of an even distribution is so many. */
static double deviation(
	const struct sample *s, size_t areas, const double *w, double rms)
{
	size_t known = areas - s->n + (s->is_mean ? 1 : 0);
	double seen = rms * sqrt((double)areas / (double)known);
	double half = s->c->whole_half[s->node], sum = half * half;

	if (known >= KNOWN_MANY)
		return seen;
	for (size_t j = 0; j < s->n; j++) {
		half = w[j] * s->c->part_half[s->parts[j]];
		sum += half * half;
	}
	return fmax(sqrt(sum / 3), seen);
}

static double widest(const struct inferred *f)
{
	double most = 0;

	for (size_t i = 0; i < f->n; i++)
		if (f->parts[i].half_width > most)
			most = f->parts[i].half_width;
	return most;
}

static void blank(struct inferred *f)
{
	for (size_t i = 0; i < f->n; i++)
		f->parts[i].weight = NAN;
	f->denominator = 0;
}

static void judge(
	struct inferred *f, const struct sample *s, const struct solution *w)
{
	double grid = f->denominator > GRID ? 0.5 / f->denominator : 0.5 / GRID;

	if (w->follows < s->n) {
		snprintf(f->reason, REASON_TEXT,
			"'%.60s' follows from other parts",
			name_of(s, w->follows));
		blank(f);
	} else if (w->condition > CONDITION_MAX) {
		snprintf(f->reason, REASON_TEXT,
			"the parts are too much alike: condition %.2g",
			w->condition);
		blank(f);
	} else if (f->denominator && widest(f) >= grid) {
		snprintf(f->reason, REASON_TEXT,
			"rounding allows weights to be off by %.2g, which is "
			"more than %.2g",
			widest(f), grid);
		blank(f);
	} else if (!f->denominator && f->raw.outside == 0) {
		snprintf(f->reason, REASON_TEXT,
			"the weights that explain the figures are no simple "
			"fractions");
	} else if (!f->denominator) {
		snprintf(f->reason, REASON_TEXT,
			"no weights explain the figures: off by up to %.3g "
			"where rounding allows %.3g",
			f->raw.max, f->tolerance);
	} else {
		f->determined = 1;
	}
}

static void keep(struct inferred *f, const struct sample *s, size_t areas,
	const struct solution *w, const struct snap *k)
{
	size_t j = 0;

	f->denominator = k->denominator;
	f->snapped = k->fit;
	f->raw = sample_fit(s, areas, w->weights, k->coarse);
	for (size_t i = 0; i < f->n; i++) {
		struct candidate *p = &f->parts[i];

		if (p->aside)
			continue;
		p->weight = w->weights[j];
		p->over = k->over[j];
		p->half_width = w->follows < s->n
			? NAN
			: k->width[j] * HALF_WIDTH / NEAR;
		j++;
	}
	f->tolerance = 0;
	for (size_t i = 0; i < areas; i++) {
		double most = sample_tolerance(s, i, w->weights, k->coarse);

		f->tolerance = most > f->tolerance ? most : f->tolerance;
	}
}

static void snap(struct inferred *f, const struct sample *s, size_t areas,
	const struct solution *w, double *width, struct snap *k)
{
	struct fit raw = sample_fit(s, areas, w->weights, 0);
	double off = deviation(s, areas, w->weights, raw.rms);

	for (size_t j = 0; j < s->n; j++)
		width[j] = NEAR * off * w->spread[j] + NOISE;
	k->w = w->weights;
	k->width = width;
	infer_snap(k, s, areas);
	f->condition = w->condition;
	keep(f, s, areas, w, k);
	judge(f, s, w);
}

static int infer_from(
	struct inferred *f, const struct sample *s, size_t areas, struct err *e)
{
	struct solution w = { 0 };
	struct snap k = { .over = calloc(s->n, sizeof(int)),
		.room = calloc(2 * s->n, sizeof(double)) };
	int rc = -1;

	f->areas = areas;
	f->incomplete = areas > s->complete;
	if (!k.over || !k.room)
		err_memory(e);
	else
		rc = solve_sample(&w, s, areas, e);
	if (rc == 0)
		snap(f, s, areas, &w, k.room + s->n, &k);
	solution_free(&w);
	free(k.over);
	free(k.room);
	return rc;
}

/* ---- the call ---- */

/* The complete areas alone, if they can tell. */
static int infer(struct inferred *f, const struct sample *s, struct err *e)
{
	size_t free_weights = s->n - (s->is_mean ? 1 : 0);

	if (s->n == 0) {
		snprintf(f->reason, REASON_TEXT, "no part has a score");
		return 0;
	}
	if (s->any == 0) {
		snprintf(f->reason, REASON_TEXT,
			"no area has it and a part of it");
		return 0;
	}
	if (s->complete > free_weights &&
		(infer_from(f, s, s->complete, e) < 0 || f->determined ||
			s->any == s->complete))
		return e->kind == ERR_NONE ? 0 : -1;
	if (s->any > free_weights) {
		*f->reason = '\0';
		return infer_from(f, s, s->any, e);
	}
	f->areas = s->any;
	snprintf(f->reason, REASON_TEXT,
		"%zu areas are too few for %zu weights", s->any, s->n);
	return 0;
}

static void take_parts(struct sample *s, int *room, const struct inferred *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (!f->parts[i].aside)
			room[s->n++] = f->parts[i].node;
	s->parts = room;
}

int infer_node(struct inferred *out, const struct composites *c, int node,
	struct err *e)
{
	enum spec_combine combine = c->tree->nodes[node].combine;
	struct sample s = { .c = c, .node = node };
	int *room = NULL, rc = -1;

	*out = (struct inferred){ .node = node,
		.is_mean = combine == COMBINE_MEAN || combine == COMBINE_NONE,
		.raw = { NAN, NAN, 0 },
		.snapped = { NAN, NAN, 0 },
		.tolerance = NAN,
		.condition = NAN };
	s.is_mean = out->is_mean;
	if (add_parts(out, c, e) < 0)
		goto out;
	level_spec(out);
	room = calloc(out->n + 1, sizeof(*room));
	if (!room) {
		err_memory(e);
		goto out;
	}
	take_parts(&s, room, out);
	if (choose_areas(&s, e) == 0)
		rc = infer(out, &s, e);
out:
	free(s.areas);
	free(room);
	if (rc < 0)
		inferred_free(out);
	return rc;
}

void inferred_free(struct inferred *f)
{
	free(f->parts);
	*f = (struct inferred){ 0 };
}

int inferred_agrees(const struct inferred *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct candidate *p = &f->parts[i];

		if (!p->aside &&
			!(fabs(p->spec - (double)p->over / f->denominator) <=
				1e-9))
			return 0;
	}
	return f->determined;
}
