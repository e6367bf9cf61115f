/* SPDX-License-Identifier: MIT */
/* How large the figures of a column are, and which end is the better one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/sniff/drift_inside.h"
#include "pipeline/sniff/series.h"

enum {
	TIMES = 4, /* as wide is another scale */
	FEW = 3,   /* pairs that tell an order */
};

/* ---- scale ---- */

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* How wide the middle half of the figures lies; 0 where there are few. */
static double middle(const struct view *v, const struct spot *p)
{
	double *x = view_figures(v, p), width = 0;
	size_t n = 0;

	for (size_t i = 0; x && i < v->areas->n_areas; i++)
		if (!isnan(x[i]))
			x[n++] = x[i];
	if (x && n > 2) {
		qsort(x, n, sizeof(*x), by_size);
		width = x[n - 1 - n / 4] - x[n / 4];
	}
	free(x);
	return width;
}

static int is_other(double a, double b)
{
	return a > 0 && b > 0 && (a >= b * TIMES || b >= a * TIMES);
}

/* The next power of ten, by which scales go. */
static double end_of(double v)
{
	double a = fabs(v);

	return a <= 0 ? 0 : copysign(pow(10, ceil(log10(a) - 1e-9)), v);
}

static void put_scale(char out[64], double least, double greatest, int round)
{
	if (round) {
		least = least < 0 ? end_of(least) : 0;
		greatest = end_of(greatest);
	}
	snprintf(out, 64, "%.6g to %.6g", least, greatest);
}

/* Another scale: both the whole and the middle half are several times as
 * wide. */
static int changed_scale(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const struct tally *a = &was->tally, *b = &is->tally;
	char before[64], now[64];

	if (!is_other(a->greatest - a->least, b->greatest - b->least) ||
		!is_other(middle(l->was, was), middle(l->is, is)))
		return 0;
	put_scale(before, a->least, a->greatest, 1);
	put_scale(now, b->least, b->greatest, 1);
	if (strcmp(before, now) == 0) {
		put_scale(before, a->least, a->greatest, 0);
		put_scale(now, b->least, b->greatest, 0);
	}
	return look_column(l, was, is,
		(struct drift){ .kind = DRIFT_SCALE, .was = before, .is = now },
		e);
}

static const struct spec_scale *scale_of(
	const struct look *l, const struct spec_column *k)
{
	const struct spec_indicator *x =
		k->indicator ? spec_indicator(l->task->ed, k->indicator) : NULL;

	return x && x->scale.n ? &x->scale : &l->task->ed->scale;
}

static int is_off(const struct spec_scale *s, const struct tally *t)
{
	return t->least < s->ends[0] || t->greatest > s->ends[1];
}

/* Scores beyond the scale of the spec. */
static int off_scale(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const struct spec_scale *s = scale_of(l, was->spec);
	char before[64], now[64];

	if (was->spec->measure != MEASURE_SCORE || !was->spec->indicator ||
		s->n < 2 || is->tally.numbers + is->tally.numeric_texts == 0 ||
		!is_off(s, &is->tally) || (l->was->s && is_off(s, &was->tally)))
		return 0;
	put_scale(before, s->ends[0], s->ends[1], 0);
	put_scale(now, is->tally.least, is->tally.greatest, 1);
	return look_column(l, was, is,
		(struct drift){ .kind = DRIFT_SCALE, .was = before, .is = now },
		e);
}

int look_scale(struct look *l, const struct spot *was, const struct spot *is,
	struct err *e)
{
	size_t before = l->out->n;

	if (l->was->s && was->spec->measure != MEASURE_RANK &&
		changed_scale(l, was, is, e) < 0)
		return -1;
	return l->out->n > before ? 0 : off_scale(l, was, is, e);
}

/* ---- direction ---- */

/* The rank or the score of overall, or of any other indicator that has both. */
static const struct spot *measured(
	const struct view *v, enum spec_measure m, const char *indicator)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct spec_column *k = v->spots[i].spec;

		if (k && k->role == ROLE_VALUE && k->measure == m &&
			k->indicator && !v->spots[i].says &&
			v->spots[i].other &&
			(!indicator || strcmp(k->indicator, indicator) == 0))
			return &v->spots[i];
	}
	return NULL;
}

/* Which end of the scores the first ranks have: 1 for the higher, -1 for the
 * lower, 0 where that is not clear. */
static int order(
	const struct view *v, const struct spot *rank, const struct spot *score)
{
	uint64_t *group = calloc(v->areas->n_areas + 1, sizeof(*group));
	struct series x = { view_figures(v, rank), group, v->areas->n_areas };
	struct series y = { view_figures(v, score), group, v->areas->n_areas };
	unsigned long pairs = 0;
	double concord = 0;

	if (group && x.v && y.v)
		concord = series_concord(&x, &y, &pairs);
	series_free(&x);
	series_free(&y);
	free(group);
	return pairs < FEW ? 0 : concord < -0.5 ? 1 : concord > 0.5 ? -1 : 0;
}

static const char *end_name(int order)
{
	return order > 0 ? "higher" : "lower";
}

static int order_of_spec(const struct look *l, const struct spec_column *k)
{
	const struct spec_indicator *x =
		spec_indicator(l->task->ed, k->indicator);
	enum spec_direction d = x && x->direction_given
		? *x->direction_given
		: l->task->ed->direction;

	return d == DIRECTION_HIGHER ? 1 : -1;
}

int look_direction(struct look *l, struct err *e)
{
	const struct spot *rank = measured(l->was, MEASURE_RANK, NULL);
	const struct spot *score = rank
		? measured(l->was, MEASURE_SCORE, rank->spec->indicator)
		: NULL;
	int best = l->task->ed->first == FIRST_WORST ? -1 : 1, before, now;

	if (!score)
		return 0;
	now = best * order(l->is, rank->other, score->other);
	if (l->was->s)
		before = best * order(l->was, rank, score);
	else
		before = order_of_spec(l, score->spec);
	if (!before || !now || before == now)
		return 0;
	return look_column(l, score, score->other,
		(struct drift){ .kind = DRIFT_DIRECTION,
			.was = end_name(before),
			.is = end_name(now) },
		e);
}
