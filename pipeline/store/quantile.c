/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stddef.h>

#include "pipeline/store/stats.h"

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
