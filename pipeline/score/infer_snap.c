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

double sample_tolerance(const struct sample *s, size_t area, const double *w)
{
	const double *row = row_of(s, area);
	double sum = 0, weights = 0, whole = row[s->node];

	for (size_t j = 0; j < s->n; j++)
		if (!isnan(row[s->parts[j]])) {
			sum += w[j] * s->c->whole_half[s->parts[j]];
			weights += w[j];
		}
	if (s->is_mean)
		sum = weights > 0 ? sum / weights : 0;
	return s->c->whole_half[s->node] + sum + NOISE * 2 * fabs(whole);
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

struct fit sample_fit(const struct sample *s, size_t areas, const double *w)
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
		f.outside += miss > sample_tolerance(s, i, w);
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

static void snap_to(
	int *over, double *room, const struct sample *s, const double *w, int q)
{
	if (s->is_mean)
		make_whole(over, s, w, q);
	for (size_t j = 0; j < s->n; j++) {
		if (!s->is_mean)
			over[j] = (int)floor(w[j] * q + 0.5);
		room[j] = (double)over[j] / q;
	}
}

static int first_within(int *over, struct fit *fit, const struct sample *s,
	size_t areas, const double *w, double *room, size_t off)
{
	int most = s->is_mean ? INFER_MEAN_MAX : INFER_SUM_MAX;

	for (int q = 1; q <= most; q++) {
		snap_to(over, room, s, w, q);
		*fit = sample_fit(s, areas, room);
		if (!isnan(fit->max) && fit->outside <= off)
			return q;
	}
	return 0;
}

int infer_snap(int *over, struct fit *fit, const struct sample *s, size_t areas,
	const double *w, double *room)
{
	int q = first_within(over, fit, s, areas, w, room, 0);

	if (q == 0 && areas >= AREAS_MANY)
		q = first_within(
			over, fit, s, areas, w, room, areas / OFF_ONE_IN);
	if (q == 0)
		*fit = (struct fit){ NAN, NAN, 0 };
	return q;
}
