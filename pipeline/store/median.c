/* SPDX-License-Identifier: MIT */
#include "pipeline/store/median.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"

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

double median_of(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_size);
	return (values[(n - 1) / 2] + values[n / 2]) / 2;
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
