/* SPDX-License-Identifier: MIT */
#include "pipeline/store/stats.h"

#include <math.h>
#include <string.h>

/* ---- moments ----------------------------------------------------------------
 */

/* What is so much less than the greatest value counts as 0: the difference of
 * two values that counts is 2^-53 of it or more. So no product of four falls
 * below the least double, where some engines fail. */
#define TINY 0x1p-250

struct column {
	double *at;
	size_t n;
	int exponent; /* of the power of two that they are in units of */
	double mean;  /* in those units */
	int constant;
};

static void take_off_mean(struct column *c)
{
	double mean = stats_sum(c->at, c->n) / (double)c->n;

	for (size_t i = 0; i < c->n; i++)
		c->at[i] -= mean;
	c->mean += mean;
}

static void drop_tiny(struct column *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (fabs(c->at[i]) < TINY)
			c->at[i] = 0;
}

/* Scales values that stand in order to below 2 and leaves how far each is from
 * their mean. The mean is taken off twice: the first has an error of rounding,
 * which counts where the values are great and near to each other. */
static struct column centred(double *x, size_t n)
{
	struct column c = { x, n, 0, 0, 1 };
	double greatest = n ? fmax(fabs(x[0]), fabs(x[n - 1])) : 0;

	c.constant = n == 0 || x[0] == x[n - 1];
	if (greatest == 0)
		return c;
	c.exponent = ilogb(greatest);
	for (size_t i = 0; i < n; i++)
		x[i] = scalbn(x[i], -c.exponent);
	drop_tiny(&c);
	take_off_mean(&c);
	take_off_mean(&c);
	drop_tiny(&c);
	return c;
}

/* The same of values in any order. */
static struct column sorted(double *x, size_t n)
{
	stats_sort(x, n);
	return centred(x, n);
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
	c = sorted(x, n);
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
	struct column c = sorted(x, n);
	double m = (double)n, squares = sum_of(&c, 2);

	if (n < 3 || c.constant)
		return NAN;
	return m * sqrt(m - 1) / (m - 2) * sum_of(&c, 3) /
		(squares * sqrt(squares));
}

double stats_kurtosis(double *x, size_t n)
{
	struct column c = sorted(x, n);
	double m = (double)n, squares = sum_of(&c, 2);

	if (n < 4 || c.constant)
		return NAN;
	return ((m + 1) * (m * sum_of(&c, 4) / (squares * squares) - 3) + 6) *
		(m - 1) / ((m - 2) * (m - 3));
}

/* ---- points -----------------------------------------------------------------
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
	double x = p.x[i], y = p.y[i];

	p.x[i] = p.x[j];
	p.y[i] = p.y[j];
	p.x[j] = x;
	p.y[j] = y;
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

/* ---- two columns ------------------------------------------------------------
 */

struct line {
	struct column x, y;
	double *room; /* as much as of one of them */
};

/* Each column is summed in its own order, so that no answer depends on which of
 * the two is named first. */
static struct line line(double *x, double *y, size_t n, double *room)
{
	struct line l = { .room = room };

	sort(x, y, n);
	l.x = centred(x, n);
	sort(y, x, n);
	l.y = centred(y, n);
	return l;
}

/* Of equal columns the very same as of each with itself. */
static double products(
	const struct line *l, const struct column *a, const struct column *b)
{
	for (size_t i = 0; i < a->n; i++)
		l->room[i] = a->at[i] * b->at[i];
	return stats_added(l->room, a->n);
}

double stats_pearson(double *x, double *y, size_t n)
{
	struct line l = line(x, y, n, x + n);
	double r;

	if (n < 2 || l.x.constant || l.y.constant)
		return NAN;
	r = products(&l, &l.x, &l.y) /
		sqrt(products(&l, &l.x, &l.x) * products(&l, &l.y, &l.y));
	return fmax(-1, fmin(1, r));
}

double stats_covariance(double *x, double *y, size_t n)
{
	struct line l = line(x, y, n, x + n);

	if (n < 2)
		return NAN;
	if (l.x.constant || l.y.constant)
		return 0;
	return scalbn(products(&l, &l.x, &l.y) / (double)(n - 1),
		l.x.exponent + l.y.exponent);
}

double stats_r2(double *y, double *x, size_t n)
{
	double r = stats_pearson(y, x, n);

	return r * r;
}

/* In units of y's power of two over x's. */
static double slope(const struct line *l)
{
	if (l->x.n < 2 || l->x.constant)
		return NAN;
	return l->y.constant
		? 0
		: products(l, &l->x, &l->y) / products(l, &l->x, &l->x);
}

double stats_slope(double *y, double *x, size_t n)
{
	struct line l = line(x, y, n, y + n);

	return scalbn(slope(&l), l.y.exponent - l.x.exponent);
}

double stats_intercept(double *y, double *x, size_t n)
{
	struct line l = line(x, y, n, y + n);

	return scalbn(l.y.mean - slope(&l) * l.x.mean, l.y.exponent);
}

/* ---- ranks ------------------------------------------------------------------
 */

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
