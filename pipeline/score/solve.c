/* SPDX-License-Identifier: MIT */
#include "pipeline/score/solve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/score/qr.h"

enum { OUT, IN, BARRED }; /* barred: it follows from those that are in */

struct work {
	const struct problem *p;
	struct qr qr;
	double *b;	  /* [rows] */
	double *residual; /* [rows] */
	double *trial;	  /* [n] weights of the set, in the order of set */
	double *slope;	  /* [n] of half the sum of squares */
	double *room;	  /* [n * n] */
	size_t *set;	  /* parts that are in, the last one came last */
	size_t n_set;
	int *state;
};

static int work_make(struct work *k, const struct problem *p, struct err *e)
{
	size_t n = p->n, m = p->rows;

	*k = (struct work){ .p = p,
		.qr = { .columns = calloc(n * m, sizeof(double)),
			.diagonal = calloc(n, sizeof(double)) },
		.b = calloc(m, sizeof(double)),
		.residual = calloc(m, sizeof(double)),
		.trial = calloc(n, sizeof(double)),
		.slope = calloc(n, sizeof(double)),
		.room = calloc(n * n, sizeof(double)),
		.set = calloc(n, sizeof(size_t)),
		.state = calloc(n, sizeof(int)) };
	return k->qr.columns && k->qr.diagonal && k->b && k->residual &&
			k->trial && k->slope && k->room && k->set && k->state
		? 0
		: err_memory(e);
}

static void work_free(struct work *k)
{
	free(k->qr.columns);
	free(k->qr.diagonal);
	free(k->b);
	free(k->residual);
	free(k->trial);
	free(k->slope);
	free(k->room);
	free(k->set);
	free(k->state);
}

static const double *column(const struct problem *p, size_t i)
{
	return p->parts + i * p->rows;
}

/* ---- one set of parts ---- */

/* The columns whose weights are free. With simplex the first part of the set
 * has what the others leave of 1. The place in the set of a part that follows
 * from those before it, or their number. */
static size_t factor(struct work *k)
{
	const struct problem *p = k->p;
	size_t first = p->simplex ? 1 : 0, m = p->rows, failed;

	k->qr.rows = m;
	k->qr.n = k->n_set - first;
	for (size_t j = first; j < k->n_set; j++) {
		double *to = k->qr.columns + (j - first) * m;

		memcpy(to, column(p, k->set[j]), m * sizeof(*to));
		for (size_t i = 0; p->simplex && i < m; i++)
			to[i] -= column(p, k->set[0])[i];
	}
	failed = qr_factor(&k->qr);
	return failed + first;
}

/* The best weights of the set, whatever their sign. -1: it is not independent.
 */
static int least_squares(struct work *k)
{
	const struct problem *p = k->p;
	size_t first = p->simplex ? 1 : 0;

	if (factor(k) < k->n_set)
		return -1;
	for (size_t i = 0; i < p->rows; i++)
		k->b[i] = p->simplex ? -column(p, k->set[0])[i] : p->whole[i];
	qr_apply(&k->qr, k->b);
	qr_back(&k->qr, k->trial + first, k->b);
	if (p->simplex) {
		k->trial[0] = 1;
		for (size_t j = 1; j < k->n_set; j++)
			k->trial[0] -= k->trial[j];
	}
	return 0;
}

/* ---- the active set ---- */

/* Where adding weight helps most; n: nowhere. */
static size_t steepest(struct work *k, const double *w)
{
	const struct problem *p = k->p;
	size_t best = p->n;
	double level = 0, least = 0, length = 0;

	for (size_t i = 0; i < p->rows; i++)
		k->residual[i] = p->simplex ? 0 : -p->whole[i];
	for (size_t j = 0; j < p->n; j++)
		for (size_t i = 0; w[j] != 0 && i < p->rows; i++)
			k->residual[i] += w[j] * column(p, j)[i];
	for (size_t j = 0; j < p->n; j++) {
		k->slope[j] = 0;
		for (size_t i = 0; i < p->rows; i++) {
			double x = column(p, j)[i];

			k->slope[j] += x * k->residual[i];
			length += x * x;
		}
		level += p->simplex ? w[j] * k->slope[j] : 0;
	}
	least = -1e-13 * length;
	for (size_t j = 0; j < p->n; j++)
		if (k->state[j] == OUT && k->slope[j] - level < least) {
			least = k->slope[j] - level;
			best = j;
		}
	return best;
}

static void drop(struct work *k, size_t at)
{
	k->state[k->set[at]] = OUT;
	memmove(k->set + at, k->set + at + 1,
		(k->n_set - at - 1) * sizeof(*k->set));
	k->n_set--;
}

/* From the weights towards those of the trial, as far as none is below 0; those
 * that reach it leave the set. 1 if all of the way was gone. */
static int approach(struct work *k, double *w)
{
	double share = 1;
	size_t stop = k->n_set;

	for (size_t j = 0; j < k->n_set; j++) {
		double old = w[k->set[j]], to = k->trial[j];

		if (to <= 0 && old / (old - to) < share) {
			share = old / (old - to);
			stop = j;
		}
	}
	for (size_t j = 0; j < k->n_set; j++)
		w[k->set[j]] += share * (k->trial[j] - w[k->set[j]]);
	if (stop == k->n_set)
		return 1;
	w[k->set[stop]] = 0;
	for (size_t j = k->n_set; j-- > 0;)
		if (w[k->set[j]] <= 0) {
			w[k->set[j]] = 0;
			drop(k, j);
		}
	return 0;
}

static void enter(struct work *k, size_t part)
{
	k->set[k->n_set++] = part;
	k->state[part] = IN;
}

/* The part that comes nearest alone begins, as the sum has to be 1. */
static void begin(struct work *k, double *w)
{
	size_t best = 0;
	double least = INFINITY;

	for (size_t j = 0; j < k->p->n; j++) {
		double sum = 0;

		for (size_t i = 0; i < k->p->rows; i++)
			sum += column(k->p, j)[i] * column(k->p, j)[i];
		if (sum < least) {
			least = sum;
			best = j;
		}
	}
	enter(k, best);
	w[best] = 1;
}

/* With another set they may not follow from it any more. */
static void admit(struct work *k)
{
	for (size_t j = 0; j < k->p->n; j++)
		if (k->state[j] == BARRED)
			k->state[j] = OUT;
}

/* The part joins the set if it is independent of it and wants weight, which
 * rounding may deny. */
static int try_part(struct work *k, size_t part)
{
	enter(k, part);
	if (least_squares(k) == 0 && k->trial[k->n_set - 1] > 0)
		return 1;
	k->n_set--;
	k->state[part] = BARRED;
	return 0;
}

static int search(struct work *k, double *w, struct err *e)
{
	size_t part, left = 100 + 20 * k->p->n;

	if (k->p->simplex)
		begin(k, w);
	while ((part = steepest(k, w)) < k->p->n) {
		if (!try_part(k, part))
			continue;
		admit(k);
		while (!approach(k, w) && k->n_set > 0)
			if (least_squares(k) < 0 || left-- == 0)
				return err_set(e, ERR_SYSTEM,
					"least squares over %zu parts: no end",
					k->p->n);
	}
	return 0;
}

/* ---- how well it is determined ---- */

/* Rows of the inverse of R: how each free weight answers to the rows. */
static void spread(struct work *k, double *out)
{
	size_t first = k->p->simplex ? 1 : 0, n = k->qr.n;
	double *unit = k->slope, *x = k->trial;

	for (size_t i = 0; i < k->p->n; i++)
		out[i] = 0;
	for (size_t j = 0; j < n; j++) {
		double rest = 0;

		memset(unit, 0, n * sizeof(*unit));
		unit[j] = 1;
		qr_back(&k->qr, x, unit);
		for (size_t i = 0; i < n; i++) {
			out[i + first] += x[i] * x[i];
			rest -= x[i];
		}
		if (first)
			out[0] += rest * rest;
	}
	for (size_t i = 0; i < k->p->n; i++)
		out[i] = sqrt(out[i]);
}

static void judge(struct work *k, struct solution *s)
{
	k->n_set = k->p->n;
	for (size_t j = 0; j < k->p->n; j++)
		k->set[j] = j;
	s->follows = factor(k);
	s->condition = INFINITY;
	if (s->follows < k->p->n)
		return;
	s->condition = qr_condition(&k->qr, k->room);
	spread(k, s->spread);
}

int solve(struct solution *out, const struct problem *p, struct err *e)
{
	struct work k;
	int rc = -1;

	*out = (struct solution){ .weights = calloc(p->n, sizeof(double)),
		.spread = calloc(p->n, sizeof(double)) };
	if (work_make(&k, p, e) == 0 && out->weights && out->spread) {
		rc = search(&k, out->weights, e);
		judge(&k, out);
	} else {
		err_memory(e);
	}
	work_free(&k);
	if (rc < 0)
		solution_free(out);
	return rc;
}

void solution_free(struct solution *s)
{
	free(s->weights);
	free(s->spread);
	*s = (struct solution){ 0 };
}
