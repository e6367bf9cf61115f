/* SPDX-License-Identifier: MIT */
#include "pipeline/store/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- quantiles --------------------------------------------------------------
 */

enum { ROUNDS = 64 };

static void swap(double *a, double *b)
{
	double was = *a;

	*a = *b;
	*b = was;
}

/* Puts what is less than a value of the middle in front of what is greater, and
 * narrows the part that holds the place k. */
static void part(double *values, size_t k, size_t *from, size_t *to)
{
	double middle = values[*from + (*to - *from) / 2];
	size_t i = *from, j = *to;

	while (i < j) {
		while (values[i] < middle)
			i++;
		while (values[j - 1] > middle)
			j--;
		if (i < j)
			swap(&values[i++], &values[--j]);
	}
	if (k < j)
		*to = j;
	else if (k >= i)
		*from = i;
	else
		*from = *to = k;
}

/* Puts the value in place k that would stand there if all were sorted, and none
 * that is less behind it. Where the middle is chosen badly again and again, as
 * can be arranged, it sorts. */
static void choose(double *values, size_t n, size_t k)
{
	size_t from = 0, to = n;

	for (int i = 0; i < ROUNDS && to > from + 1; i++)
		part(values, k, &from, &to);
	if (to > from + 1)
		stats_sort(&values[from], to - from);
}

double stats_quantile(double *x, size_t n, double p)
{
	double at = p * (double)(n ? n - 1 : 0), above;
	size_t k = (size_t)at;
	double share = at - (double)k;

	if (!n)
		return NAN;
	choose(x, n, k);
	if (share == 0)
		return x[k];
	above = x[k + 1];
	for (size_t i = k + 2; i < n; i++)
		above = x[i] < above ? x[i] : above;
	return above == x[k] ? above : (1 - share) * x[k] + share * above;
}

double stats_median(double *x, size_t n)
{
	return stats_quantile(x, n, 0.5);
}

/* ---- moments ----------------------------------------------------------------
 */

struct column {
	double *at;
	size_t n;
	int exponent; /* of the power of two that they are in units of */
	double mean;  /* in those units */
	int constant;
};

static void take_off_mean(struct column *c)
{
	double sum = 0, mean;

	for (size_t i = 0; i < c->n; i++)
		sum += c->at[i];
	mean = sum / (double)c->n;
	for (size_t i = 0; i < c->n; i++)
		c->at[i] -= mean;
	c->mean += mean;
}

/* Scales the values to below 2 and leaves how far each is from their mean. The
 * mean is taken off twice: the first has an error of rounding, which counts
 * where the values are great and near to each other. */
static struct column centred(double *x, size_t n)
{
	struct column c = { x, n, 0, 0, 1 };
	double greatest = 0;

	for (size_t i = 0; i < n; i++) {
		greatest = fmax(greatest, fabs(x[i]));
		c.constant &= x[i] == x[0];
	}
	if (greatest == 0)
		return c;
	c.exponent = ilogb(greatest);
	for (size_t i = 0; i < n; i++)
		x[i] = scalbn(x[i], -c.exponent);
	take_off_mean(&c);
	take_off_mean(&c);
	return c;
}

/* The sum of a power of the values. */
static double sum_of(const struct column *c, int power)
{
	double sum = 0;

	for (size_t i = 0; i < c->n; i++) {
		double value = c->at[i];

		for (int k = 1; k < power; k++)
			value *= c->at[i];
		sum += value;
	}
	return sum;
}

/* less: how many values it takes to know the mean. */
static double deviation(double *x, size_t n, size_t less)
{
	struct column c;

	if (n <= less)
		return NAN;
	c = centred(x, n);
	if (c.constant)
		return 0;
	return scalbn(sqrt(sum_of(&c, 2) / (double)(n - less)), c.exponent);
}

double stats_deviation(double *x, size_t n)
{
	return deviation(x, n, 1);
}

double stats_deviation_all(double *x, size_t n)
{
	return deviation(x, n, 0);
}

double stats_skew(double *x, size_t n)
{
	struct column c = centred(x, n);
	double m = (double)n, squares = sum_of(&c, 2);

	if (n < 3 || c.constant)
		return NAN;
	return m * sqrt(m - 1) / (m - 2) * sum_of(&c, 3) /
		(squares * sqrt(squares));
}

double stats_kurtosis(double *x, size_t n)
{
	struct column c = centred(x, n);
	double m = (double)n, squares = sum_of(&c, 2);

	if (n < 4 || c.constant)
		return NAN;
	return ((m + 1) * (m * sum_of(&c, 4) / (squares * squares) - 3) + 6) *
		(m - 1) / ((m - 2) * (m - 3));
}

/* ---- two columns ------------------------------------------------------------
 */

struct line {
	struct column x, y;
	double products;
};

static struct line line(double *x, double *y, size_t n)
{
	struct line l = { centred(x, n), centred(y, n), 0 };

	for (size_t i = 0; i < n; i++)
		l.products += x[i] * y[i];
	return l;
}

double stats_pearson(double *x, double *y, size_t n)
{
	struct line l = line(x, y, n);
	double r;

	if (n < 2 || l.x.constant || l.y.constant)
		return NAN;
	r = l.products / sqrt(sum_of(&l.x, 2) * sum_of(&l.y, 2));
	return fmax(-1, fmin(1, r));
}

double stats_covariance(double *x, double *y, size_t n)
{
	struct line l = line(x, y, n);

	if (n < 2)
		return NAN;
	if (l.x.constant || l.y.constant)
		return 0;
	return scalbn(
		l.products / (double)(n - 1), l.x.exponent + l.y.exponent);
}

double stats_r2(double *y, double *x, size_t n)
{
	double r = stats_pearson(x, y, n);

	return r * r;
}

/* In units of y's power of two over x's. */
static double slope(const struct line *l)
{
	if (l->x.n < 2 || l->x.constant)
		return NAN;
	return l->y.constant ? 0 : l->products / sum_of(&l->x, 2);
}

double stats_slope(double *y, double *x, size_t n)
{
	struct line l = line(x, y, n);

	return scalbn(slope(&l), l.y.exponent - l.x.exponent);
}

double stats_intercept(double *y, double *x, size_t n)
{
	struct line l = line(x, y, n);

	return scalbn(l.y.mean - slope(&l) * l.x.mean, l.y.exponent);
}

/* ---- ranks ------------------------------------------------------------------
 */

/* What is sorted: by x, of equal ones by y. */
struct points {
	double *x, *y;
};

static int is_less(struct points p, size_t i, size_t j)
{
	return p.x[i] < p.x[j] || (p.x[i] == p.x[j] && p.y[i] < p.y[j]);
}

static void swap_points(struct points p, size_t i, size_t j)
{
	swap(&p.x[i], &p.x[j]);
	swap(&p.y[i], &p.y[j]);
}

/* Lets a point sink in a heap of n to where those below it are not greater. */
static void sink(struct points p, size_t i, size_t n)
{
	for (size_t below = 2 * i + 1; below < n; below = 2 * i + 1) {
		if (below + 1 < n && is_less(p, below, below + 1))
			below++;
		if (!is_less(p, i, below))
			return;
		swap_points(p, i, below);
		i = below;
	}
}

/* A heap sort: both columns stay where they are, which qsort cannot do. */
static void sort(double *x, double *y, size_t n)
{
	struct points p = { x, y };

	for (size_t i = n / 2; i > 0; i--)
		sink(p, i - 1, n);
	for (size_t i = n; i > 1; i--) {
		swap_points(p, 0, i - 1);
		sink(p, 0, i - 1);
	}
}

/* Puts ranks for values that stand in order. */
static void put_ranks(double *x, size_t n)
{
	for (size_t i = 0, k; i < n; i = k) {
		double value = x[i];

		for (k = i; k < n && x[k] == value; k++)
			;
		for (size_t j = i; j < k; j++)
			x[j] = (double)(i + k + 1) / 2;
	}
}

double stats_spearman(double *x, double *y, size_t n)
{
	sort(x, y, n);
	put_ranks(x, n);
	sort(y, x, n);
	put_ranks(y, n);
	return stats_pearson(x, y, n);
}

/* How many pairs have the same x, and the same y if that is given: equal ones
 * stand side by side. */
static double ties(const double *x, const double *y, size_t n)
{
	double pairs = 0, run = 0;

	for (size_t i = 1; i < n; i++) {
		int same = x[i] == x[i - 1] && (!y || y[i] == y[i - 1]);

		run = same ? run + 1 : 0;
		pairs += run;
	}
	return pairs;
}

/* Merges two runs that are in order, and tells how many pairs were not. */
static double merge(double *y, size_t first, size_t n, double *room)
{
	double swaps = 0;
	size_t i = 0, j = first;

	for (size_t k = 0; k < n; k++)
		if (j == n || (i < first && y[i] <= y[j])) {
			room[k] = y[i++];
		} else {
			swaps += (double)(first - i);
			room[k] = y[j++];
		}
	memcpy(y, room, n * sizeof(*y));
	return swaps;
}

/* Sorts, and tells how many pairs stood against the order. */
static double sort_counting(double *y, size_t n, double *room)
{
	double swaps = 0;

	for (size_t width = 1; width < n; width *= 2)
		for (size_t i = 0; i + width < n; i += 2 * width)
			swaps += merge(&y[i], width,
				n - i < 2 * width ? n - i : 2 * width, room);
	return swaps;
}

double stats_kendall(double *x, double *y, size_t n)
{
	double pairs = (double)n * ((double)n - 1) / 2;
	double by_x, by_y, by_both, swaps;

	sort(x, y, n);
	by_x = ties(x, NULL, n);
	by_both = ties(x, y, n);
	swaps = sort_counting(y, n, x);
	by_y = ties(y, NULL, n);
	if (by_x == pairs || by_y == pairs) /* also of less than two points */
		return NAN;
	return (pairs - by_x - by_y + by_both - 2 * swaps) /
		sqrt((pairs - by_x) * (pairs - by_y));
}
