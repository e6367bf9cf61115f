/* SPDX-License-Identifier: MIT */
#include "pipeline/store/median.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"

enum { ROUNDS = 64 };

/* Starts as zeros. */
struct median {
	double *values;
	size_t n;
};

static void step(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct median *m = sqlite3_aggregate_context(c, sizeof(*m));
	double *values;

	(void)n;
	if (!m || sqlite3_value_type(v[0]) == SQLITE_NULL)
		return;
	values = array_more(m->values, m->n, sizeof(*values));
	if (!values) {
		sqlite3_result_error_nomem(c);
		return;
	}
	m->values = values;
	values[m->n++] = sqlite3_value_double(v[0]);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

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
 * that is greater in front of it. Where the middle is chosen badly again and
 * again, as can be arranged, it sorts. */
static void choose(double *values, size_t n, size_t k)
{
	size_t from = 0, to = n;

	for (int i = 0; i < ROUNDS && to > from + 1; i++)
		part(values, k, &from, &to);
	if (to > from + 1)
		qsort(&values[from], to - from, sizeof(*values), by_size);
}

double median_of(double *values, size_t n)
{
	const size_t k = n / 2;
	double below;

	choose(values, n, k);
	if (n % 2)
		return values[k];
	below = values[0];
	for (size_t i = 1; i < k; i++)
		below = values[i] > below ? values[i] : below;
	return (below + values[k]) / 2;
}

static void finish(sqlite3_context *c)
{
	struct median *m = sqlite3_aggregate_context(c, 0);

	if (!m || !m->n)
		return;
	sqlite3_result_double(c, median_of(m->values, m->n));
	free(m->values);
}

int median_install(struct sqlite3 *sqlite)
{
	return sqlite3_create_function(sqlite, "median", 1,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
		NULL, step, finish);
}
