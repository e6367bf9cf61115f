/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "pipeline/score/infer_inside.h"

/* Of two figures: by how much binary fractions may part them. */
#define NOISE 1e-12

/* Where so many areas are there, one in so many may be off: a figure that was
 * changed alone hides no weight. */
enum { AREAS_MANY = 20, OFF_ONE_IN = 20 };

static const double *row_of(const struct sample *s, size_t at)
{
	const struct score_tree *t = s->c->tree;

	return t->values + s->areas[at] * t->n_nodes;
}

double sample_tolerance(
	const struct sample *s, size_t area, const double *w, int coarse)
{
	const struct composites *c = s->c;
	const double *half = coarse ? c->whole_half : c->part_half;
	const double *row = row_of(s, area);
	double sum = 0, weights = 0;

	for (size_t j = 0; j < s->n; j++)
		if (!isnan(row[s->parts[j]])) {
			sum += w[j] * half[s->parts[j]];
			weights += w[j];
		}
	if (s->is_mean)
		sum = weights > 0 ? sum / weights : 0;
	return c->whole_half[s->node] + sum + 2 * NOISE * fabs(row[s->node]);
}

static double residual(const struct sample *s, size_t area, const double *w)
{
	const double *row = row_of(s, area);
	double sum = 0, weights = 0;

	for (size_t j = 0; j < s->n; j++)
		if (!isnan(row[s->parts[j]])) {
			sum += w[j] * row[s->parts[j]];
			weights += w[j];
		}
	if (s->is_mean && weights == 0)
		return NAN;
	return row[s->node] - (s->is_mean ? sum / weights : sum);
}

struct fit sample_fit(
	const struct sample *s, size_t areas, const double *w, int coarse)
{
	struct fit f = { NAN, NAN, 0 };
	double squares = 0;
	size_t n = 0;

	for (size_t i = 0; i < areas; i++) {
		double miss = fabs(residual(s, i, w));

		if (isnan(miss))
			continue;
		n++;
		squares += miss * miss;
		f.max = n == 1 || miss > f.max ? miss : f.max;
		f.outside += miss > sample_tolerance(s, i, w, coarse);
	}
	f.rms = n ? sqrt(squares / (double)n) : NAN;
	return f;
}

/* The nearest fractions of a mean that come to 1: what is missing goes to those
 * that were rounded down the most. */
static void make_whole(
	int *over, const struct sample *s, const double *w, int q)
{
	int left = q;

	for (size_t j = 0; j < s->n; j++) {
		over[j] = (int)floor(w[j] * q + 0.5);
		left -= over[j];
	}
	while (left != 0) {
		int step = left > 0 ? 1 : -1;
		size_t best = 0;
		double most = -INFINITY;

		for (size_t j = 0; j < s->n; j++) {
			double want = step * (w[j] * q - over[j]);

			if (want > most && over[j] + step >= 0) {
				most = want;
				best = j;
			}
		}
		over[best] += step;
		left -= step;
	}
}

/* 0 if one of them is farther from what was found than it may be. */
static int snap_to(struct snap *k, const struct sample *s, int q)
{
	int near = 1;

	if (s->is_mean)
		make_whole(k->over, s, k->w, q);
	for (size_t j = 0; j < s->n; j++) {
		if (!s->is_mean)
			k->over[j] = (int)floor(k->w[j] * q + 0.5);
		k->room[j] = (double)k->over[j] / q;
		near &= fabs(k->room[j] - k->w[j]) <= k->width[j];
	}
	return near;
}

/* By the tolerance at hand, where so many areas may be off. */
static int try_all(
	struct snap *k, const struct sample *s, size_t areas, size_t off)
{
	int most = s->is_mean ? INFER_MEAN_MAX : INFER_SUM_MAX;

	for (int q = 1; q <= most; q++) {
		if (!snap_to(k, s, q))
			continue;
		k->fit = sample_fit(s, areas, k->room, k->coarse);
		if (!isnan(k->fit.max) && k->fit.outside <= off) {
			k->denominator = q;
			return 1;
		}
	}
	return 0;
}

void infer_snap(struct snap *k, const struct sample *s, size_t areas)
{
	size_t off = areas >= AREAS_MANY ? areas / OFF_ONE_IN : 0;

	for (k->coarse = 0; k->coarse <= 1; k->coarse++)
		if (try_all(k, s, areas, 0) ||
			(off && try_all(k, s, areas, off)))
			return;
	k->coarse = 1;
	k->denominator = 0;
	k->fit = (struct fit){ NAN, NAN, 0 };
}
