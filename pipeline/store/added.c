/* SPDX-License-Identifier: MIT */
/*
 * Sums that do not depend on the order in which the values came: they are added
 * from the least to the greatest, with what each addition loses kept apart (A.
 * Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen", ZAMM 54, 1974). Any engine that adds doubles so gets the same bits.
 */
#include <math.h>
#include <stdlib.h>

#include "pipeline/store/stats.h"

enum { FEW = 24 };

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Puts each value among those before it: few, or nearly in order. */
static void insert(double *x, size_t n)
{
	for (size_t i = 1, k; i < n; i++) {
		double value = x[i];

		for (k = i; k > 0 && x[k - 1] > value; k--)
			x[k] = x[k - 1];
		x[k] = value;
	}
}

void stats_sort(double *x, size_t n)
{
	size_t i = 1;

	if (n <= FEW) {
		insert(x, n);
		return;
	}
	while (i < n && x[i - 1] <= x[i])
		i++;
	if (i < n)
		qsort(x, n, sizeof(*x), by_size);
}

double stats_sum(const double *x, size_t n)
{
	double sum = 0, lost = 0;

	for (size_t i = 0; i < n; i++) {
		double more = sum + x[i];

		if (fabs(sum) >= fabs(x[i]))
			lost += (sum - more) + x[i];
		else
			lost += (x[i] - more) + sum;
		sum = more;
	}
	return sum + lost;
}

double stats_added(double *x, size_t n)
{
	if (!n)
		return NAN;
	stats_sort(x, n);
	return stats_sum(x, n);
}

double stats_mean(double *x, size_t n)
{
	return stats_added(x, n) / (double)n;
}
