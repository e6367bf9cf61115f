/* SPDX-License-Identifier: MIT */
#include "pipeline/store/aggregate.h"

#include <math.h>
#include <sqlite3.h>
#include <stdint.h>

#include "pipeline/store/stats.h"

/* What came so far; starts as zeros. */
struct group {
	double *x, *y; /* y: of functions of two columns */
	size_t n;
	double share; /* of quantile, once there is a row */
	int has_share;
	int infinite; /* one of the values is */
};

static const struct function {
	const char *name;
	int arguments;
	double (*of_one)(double *x, size_t n);
	double (*of_two)(double *x, double *y, size_t n);
	double (*of_share)(double *x, size_t n, double share);
} functions[] = {
	{ "added", 1, stats_added, NULL, NULL },
	{ "mean", 1, stats_mean, NULL, NULL },
	{ "median", 1, stats_median, NULL, NULL },
	{ "quantile", 2, NULL, NULL, stats_quantile },
	{ "stddev", 1, stats_deviation, NULL, NULL },
	{ "stddev_pop", 1, stats_deviation_all, NULL, NULL },
	{ "skew", 1, stats_skew, NULL, NULL },
	{ "kurtosis", 1, stats_kurtosis, NULL, NULL },
	{ "pearson", 2, NULL, stats_pearson, NULL },
	{ "spearman", 2, NULL, stats_spearman, NULL },
	{ "kendall", 2, NULL, stats_kendall, NULL },
	{ "covariance", 2, NULL, stats_covariance, NULL },
	{ "slope", 2, NULL, stats_slope, NULL },
	{ "intercept", 2, NULL, stats_intercept, NULL },
	{ "r2", 2, NULL, stats_r2, NULL },
};

static void fail(sqlite3_context *c, const struct function *f, const char *what)
{
	char *text = sqlite3_mprintf("%s: %s", f->name, what);

	if (text)
		sqlite3_result_error(c, text, -1);
	else
		sqlite3_result_error_nomem(c);
	sqlite3_free(text);
}

/* 1 a number, 0 none, -1 what is no number, which is told. */
static int number(double *out, sqlite3_context *c, sqlite3_value *v)
{
	switch (sqlite3_value_numeric_type(v)) {
	case SQLITE_NULL:
		return 0;
	case SQLITE_INTEGER:
	case SQLITE_FLOAT:
		*out = sqlite3_value_double(v);
		return 1;
	default:
		fail(c, sqlite3_user_data(c), "a value is not a number");
		return -1;
	}
}

/* Whether the share of a quantile may be used. */
static int take_share(struct group *g, sqlite3_context *c, sqlite3_value *v)
{
	const struct function *f = sqlite3_user_data(c);
	double share = -1;

	if (number(&share, c, v) < 0)
		return 0;
	if (!(share >= 0 && share <= 1))
		fail(c, f, "expected a share from 0 to 1");
	else if (g->has_share && g->share != share)
		fail(c, f, "expected the same share for all rows");
	else
		g->has_share = 1;
	g->share = share;
	return share >= 0 && share <= 1;
}

/* Puts a value behind those of a column; 0 where there is no memory, which is
 * SQLite's, so that its limits count it. */
static int put(double **column, size_t n, double value)
{
	if (n == 0 || (n >= 16 && (n & (n - 1)) == 0)) {
		size_t room = n ? 2 * n : 16;
		double *more = sqlite3_realloc64(*column, room * sizeof(*more));

		if (!more)
			return 0;
		*column = more;
	}
	(*column)[n] = value;
	return 1;
}

static void step(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct function *f = sqlite3_user_data(c);
	struct group *g = sqlite3_aggregate_context(c, sizeof(*g));
	double x, y = 0;

	(void)n;
	if (!g || (f->of_share && !take_share(g, c, v[1])) ||
		number(&x, c, v[0]) < 1 ||
		(f->of_two && number(&y, c, v[1]) < 1))
		return;
	g->infinite |= !isfinite(x) || !isfinite(y);
	/* -0 is 0: of equal values none may be told from another */
	if (put(&g->x, g->n, x + 0.0) &&
		(!f->of_two || put(&g->y, g->n, y + 0.0)))
		g->n++;
	else
		sqlite3_result_error_nomem(c);
}

/* Makes room behind the first of two columns; 0 where there is no memory. */
static int widen(struct group *g)
{
	double *wide = sqlite3_realloc64(g->x, 2 * g->n * sizeof(*wide));

	if (!wide)
		return 0;
	g->x = wide;
	return 1;
}

static double answer(const struct function *f, const struct group *g)
{
	if (g->infinite)
		return NAN;
	if (f->of_one)
		return f->of_one(g->x, g->n);
	if (f->of_two)
		return f->of_two(g->x, g->y, g->n);
	return f->of_share(g->x, g->n, g->share);
}

/* SQLite would take infinity for a value. */
static void finish(sqlite3_context *c)
{
	const struct function *f = sqlite3_user_data(c);
	struct group *g = sqlite3_aggregate_context(c, 0);
	double value = NAN;

	if (g && f->of_two && g->n && !widen(g))
		sqlite3_result_error_nomem(c);
	else if (g)
		value = answer(f, g);
	if (isfinite(value))
		sqlite3_result_double(c, value);
	if (!g)
		return;
	sqlite3_free(g->x);
	sqlite3_free(g->y);
}

int aggregate_install(struct sqlite3 *sqlite)
{
	const size_t n = sizeof(functions) / sizeof(*functions);
	int rc = SQLITE_OK;

	for (size_t i = 0; i < n && rc == SQLITE_OK; i++)
		rc = sqlite3_create_function(sqlite, functions[i].name,
			functions[i].arguments,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
			(void *)(uintptr_t)&functions[i], NULL, step, finish);
	return rc;
}
