/* SPDX-License-Identifier: MIT */
#include "pipeline/score/qr.h"

#include <math.h>
#include <string.h>

/* A column this much shorter than it was follows from those before it. */
#define LEAST 1e-10

enum { SWEEPS_MAX = 60 };

static double dot(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* The reflection of a column, from its own row on, is kept in its place. */
static void reflect(const struct qr *q, size_t j, double *b)
{
	const double *v = q->columns + j * q->rows + j;
	size_t n = q->rows - j;
	double scale = dot(v, v, n);

	scale = scale > 0 ? 2 * dot(v, b + j, n) / scale : 0;
	for (size_t i = 0; i < n; i++)
		b[j + i] -= scale * v[i];
}

size_t qr_factor(struct qr *q)
{
	for (size_t j = 0; j < q->n; j++) {
		double *own = q->columns + j * q->rows, length, rest;

		length = sqrt(dot(own, own, q->rows));
		for (size_t k = 0; k < j; k++)
			reflect(q, k, own);
		if (j >= q->rows)
			return j;
		rest = sqrt(dot(own + j, own + j, q->rows - j));
		if (!(rest > LEAST * length))
			return j;
		q->diagonal[j] = own[j] > 0 ? -rest : rest;
		own[j] -= q->diagonal[j];
	}
	return q->n;
}

void qr_apply(const struct qr *q, double *b)
{
	for (size_t j = 0; j < q->n; j++)
		reflect(q, j, b);
}

void qr_back(const struct qr *q, double *x, const double *b)
{
	for (size_t j = q->n; j-- > 0;) {
		double rest = b[j];

		for (size_t k = j + 1; k < q->n; k++)
			rest -= q->columns[k * q->rows + j] * x[k];
		x[j] = rest / q->diagonal[j];
	}
}

static void fill(const struct qr *q, double *room)
{
	for (size_t j = 0; j < q->n; j++) {
		double *to = room + j * q->n, length;

		memset(to, 0, q->n * sizeof(*to));
		memcpy(to, q->columns + j * q->rows, j * sizeof(*to));
		to[j] = q->diagonal[j];
		length = sqrt(dot(to, to, q->n));
		for (size_t i = 0; i <= j; i++)
			to[i] /= length;
	}
}

/* Turns two columns until they are at right angles; 1 if they were not. */
static int turn(double *a, double *b, size_t n)
{
	double aa = dot(a, a, n), bb = dot(b, b, n), ab = dot(a, b, n);
	double zeta, t, c;

	if (fabs(ab) <= 1e-15 * sqrt(aa * bb))
		return 0;
	zeta = (bb - aa) / (2 * ab);
	t = 1 / (fabs(zeta) + sqrt(1 + zeta * zeta));
	t = zeta < 0 ? -t : t;
	c = 1 / sqrt(1 + t * t);
	for (size_t i = 0; i < n; i++) {
		double old = a[i];

		a[i] = c * (old - t * b[i]);
		b[i] = c * (t * old + b[i]);
	}
	return 1;
}

double qr_condition(const struct qr *q, double *room)
{
	double least = INFINITY, most = 0;
	int turned = 1;

	fill(q, room);
	for (int sweep = 0; turned && sweep < SWEEPS_MAX; sweep++) {
		turned = 0;
		for (size_t i = 0; i < q->n; i++)
			for (size_t j = i + 1; j < q->n; j++)
				turned |= turn(
					room + i * q->n, room + j * q->n, q->n);
	}
	for (size_t i = 0; i < q->n; i++) {
		double length =
			sqrt(dot(room + i * q->n, room + i * q->n, q->n));

		least = length < least ? length : least;
		most = length > most ? length : most;
	}
	return q->n ? most / least : 1;
}
