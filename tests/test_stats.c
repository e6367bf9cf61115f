/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/store/db.h"
#include "pipeline/store/stats.h"

/* Two columns with ties in each, and what scipy 1.10 says of them. */
static const double xs[] = { 2, 2, 3, 5, 8, 13, 21, 2.5 };
static const double ys[] = { 1, 4, 4, 4, 9, 7, 30, -3 };

enum { N = COUNT(xs) };

typedef double of_column(double *x, size_t n);
typedef double of_columns(double *x, double *y, size_t n);

/* Of a copy, with each value times a factor and shifted. */
static double of_one(
	of_column *f, const double *x, size_t n, double by, double plus)
{
	double values[64];

	assert_true(n <= COUNT(values));
	for (size_t i = 0; i < n; i++)
		values[i] = x[i] * by + plus;
	return f(values, n);
}

static double of_two(of_columns *f, const double *x, const double *y, size_t n,
	double by, double plus)
{
	double a[128], b[128];

	assert_true(2 * n <= COUNT(a));
	for (size_t i = 0; i < n; i++) {
		a[i] = x[i] * by + plus;
		b[i] = y[i] * by + plus;
	}
	return f(a, b, n);
}

static double quantile(const double *x, size_t n, double p)
{
	double values[64];

	memcpy(values, x, n * sizeof(*x));
	return stats_quantile(values, n, p);
}

/* ---- one column -------------------------------------------------------------
 */

static void a_quantile_lies_between_its_neighbours(void **state)
{
	(void)state;
	assert_close(quantile(xs, N, 0), 2);
	assert_close(quantile(xs, N, 0.1), 2);
	assert_close(quantile(xs, N, 0.25), 2.375);
	assert_close(quantile(xs, N, 0.5), 4);
	assert_close(quantile(xs, N, 0.9), 15.4);
	assert_close(quantile(xs, N, 1), 21);
	assert_close(quantile(xs, 1, 0.3), 2);
	assert_true(isnan(quantile(xs, 0, 0.5)));
}

static void a_quantile_of_equal_values_is_that_value(void **state)
{
	static const double same[] = { 0.1, 0.1, 0.1, 0.1 };

	(void)state;
	assert_same_double(quantile(same, COUNT(same), 0.3), 0.1);
}

static void a_quantile_between_huge_values_is_finite(void **state)
{
	static const double huge[] = { -1.7e308, 1.7e308 };

	(void)state;
	assert_same_double(quantile(huge, 2, 0.5), 0);
}

static void a_sum_is_the_same_in_any_order(void **state)
{
	double values[150], sum = 0, first = 0;
	unsigned seed = 1;

	(void)state;
	for (size_t n = 1; n <= COUNT(values); n += 7)
		for (int turn = 0; turn < 50; turn++) {
			for (size_t i = 0; i < n && turn == 0; i++) {
				seed = seed * 1103515245U + 12345;
				values[i] = (double)(seed >> 8) / 1000 - 8000;
			}
			for (size_t i = 0; i < n; i++) {
				size_t k = (i * 31 + (size_t)turn) % n;
				double was = values[i];

				values[i] = values[k];
				values[k] = was;
			}
			sum = stats_added(values, n);
			if (turn == 0)
				first = sum;
			assert_same_double(sum, first);
		}
}

static void a_sum_keeps_what_rounding_loses(void **state)
{
	double tenths[10], far[] = { 1e100, 1, -1e100, 1 };

	(void)state;
	for (size_t i = 0; i < COUNT(tenths); i++)
		tenths[i] = 0.1;
	assert_same_double(stats_added(tenths, COUNT(tenths)), 1);
	assert_same_double(stats_mean(tenths, COUNT(tenths)), 0.1);
	assert_same_double(stats_added(far, COUNT(far)), 2);
	assert_true(isnan(stats_added(far, 0)));
	assert_true(isnan(stats_mean(far, 0)));
}

static void deviations_are_those_of_a_sample_and_of_all(void **state)
{
	(void)state;
	assert_close(of_one(stats_deviation, xs, N, 1, 0), 6.795153209667693);
	assert_close(
		of_one(stats_deviation_all, xs, N, 1, 0), 6.356283800303444);
	assert_true(isnan(of_one(stats_deviation, xs, 1, 1, 0)));
	assert_same_double(of_one(stats_deviation_all, xs, 1, 1, 0), 0);
	assert_true(isnan(of_one(stats_deviation_all, xs, 0, 1, 0)));
}

static void a_column_that_does_not_vary_has_no_deviation(void **state)
{
	static const double same[] = { 0.1, 0.1, 0.1 };

	(void)state;
	assert_same_double(of_one(stats_deviation, same, 3, 1, 0), 0);
	assert_true(isnan(of_one(stats_skew, same, 3, 1, 0)));
}

static void skew_and_kurtosis_are_those_without_bias(void **state)
{
	(void)state;
	assert_close(of_one(stats_skew, xs, N, 1, 0), 1.5099611969294813);
	assert_close(of_one(stats_kurtosis, xs, N, 1, 0), 1.6957774646926485);
	assert_close(of_one(stats_skew, xs, N, -1, 0), -1.5099611969294813);
}

static void skew_takes_three_values_and_kurtosis_four(void **state)
{
	static const double four[] = { 1, 2, 4, 8 };

	(void)state;
	assert_true(isnan(of_one(stats_skew, four, 0, 1, 0)));
	assert_true(isnan(of_one(stats_skew, four, 2, 1, 0)));
	assert_close(of_one(stats_skew, four, 3, 1, 0), 0.93521952958282778);
	assert_true(isnan(of_one(stats_kurtosis, four, 3, 1, 0)));
	assert_close(of_one(stats_kurtosis, four, 4, 1, 0), 0.7576559546313799);
}

/* Where the mean is great the squares of the values tell nothing. */
static void small_differences_of_great_values_count(void **state)
{
	(void)state;
	assert_close(of_one(stats_deviation, xs, N, 1, 1e9), 6.795153209667693);
	assert_close(of_one(stats_skew, xs, N, 1, 1e9), 1.5099611969294813);
	assert_close(of_one(stats_kurtosis, xs, N, 1, 1e9), 1.6957774646926485);
	assert_close(
		of_one(stats_deviation, xs, N, 1, 1e13), 6.795153209667693);
}

/* By powers of two, which change no digit. */
static void huge_and_tiny_values_have_the_same_shape(void **state)
{
	static const int powers[] = { 1000, 300, -300, -1000 };

	(void)state;
	for (size_t i = 0; i < COUNT(powers); i++) {
		double by = scalbn(1, powers[i]);

		assert_same_double(of_one(stats_skew, xs, N, by, 0),
			of_one(stats_skew, xs, N, 1, 0));
		assert_same_double(of_one(stats_kurtosis, xs, N, by, 0),
			of_one(stats_kurtosis, xs, N, 1, 0));
		assert_same_double(of_one(stats_deviation, xs, N, by, 0) / by,
			of_one(stats_deviation, xs, N, 1, 0));
		assert_same_double(of_two(stats_pearson, xs, ys, N, by, 0),
			of_two(stats_pearson, xs, ys, N, 1, 0));
		assert_same_double(of_two(stats_slope, ys, xs, N, by, 0),
			of_two(stats_slope, ys, xs, N, 1, 0));
		assert_same_double(
			of_two(stats_intercept, ys, xs, N, by, 0) / by,
			of_two(stats_intercept, ys, xs, N, 1, 0));
	}
}

/* ---- two columns ------------------------------------------------------------
 */

static void correlations_are_those_of_scipy(void **state)
{
	(void)state;
	assert_close(
		of_two(stats_pearson, xs, ys, N, 1, 0), 0.9108164251331431);
	assert_close(
		of_two(stats_spearman, xs, ys, N, 1, 0), 0.8344971792454872);
	assert_close(
		of_two(stats_kendall, xs, ys, N, 1, 0), 0.6928203230275509);
}

static void correlations_are_the_same_either_way(void **state)
{
	static of_columns *const all[] = { stats_pearson, stats_spearman,
		stats_kendall };

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		assert_same_double(of_two(all[i], xs, ys, N, 1, 0),
			of_two(all[i], ys, xs, N, 1, 0));
}

static void what_agrees_in_all_has_a_correlation_of_one(void **state)
{
	static of_columns *const all[] = { stats_pearson, stats_spearman,
		stats_kendall };
	double down[N];

	(void)state;
	for (size_t i = 0; i < N; i++)
		down[i] = -xs[i];
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_same_double(of_two(all[i], xs, xs, N, 1, 0), 1);
		assert_same_double(of_two(all[i], xs, down, N, 1, 0), -1);
	}
}

static void a_correlation_takes_two_points_that_vary(void **state)
{
	static of_columns *const all[] = { stats_pearson, stats_spearman,
		stats_kendall, stats_r2 };
	static const double same[] = { 0.1, 0.1, 0.1 }, some[] = { 1, 2, 3 };

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_true(isnan(of_two(all[i], some, some, 0, 1, 0)));
		assert_true(isnan(of_two(all[i], some, some, 1, 1, 0)));
		assert_same_double(of_two(all[i], some, some, 2, 1, 0), 1);
		assert_true(isnan(of_two(all[i], some, same, 3, 1, 0)));
		assert_true(isnan(of_two(all[i], same, some, 3, 1, 0)));
	}
}

/* All pairs, one by one. */
static double kendall_by_hand(const double *x, const double *y, size_t n)
{
	double sum = 0, by_x = 0, by_y = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			double a = (x[i] > x[k]) - (x[i] < x[k]);
			double b = (y[i] > y[k]) - (y[i] < y[k]);

			sum += a * b;
			by_x += a * a;
			by_y += b * b;
		}
	return sum / sqrt(by_x * by_y);
}

static void kendall_is_that_of_all_pairs(void **state)
{
	double x[60], y[60];
	unsigned seed = 1;

	(void)state;
	for (size_t n = 3; n <= COUNT(x); n++)
		for (unsigned values = 2; values <= 128; values *= 4) {
			for (size_t i = 0; i < n; i++) {
				seed = seed * 1103515245U + 12345;
				x[i] = i < 2 ? (double)i
					     : seed / 65536 % values;
				seed = seed * 1103515245U + 12345;
				y[i] = i < 2 ? (double)i
					     : seed / 65536 % values;
			}
			assert_close(of_two(stats_kendall, x, y, n, 1, 0),
				kendall_by_hand(x, y, n));
		}
}

static void a_line_is_that_of_least_squares(void **state)
{
	(void)state;
	assert_close(of_two(stats_slope, ys, xs, N, 1, 0), 1.3365561249154017);
	assert_close(
		of_two(stats_intercept, ys, xs, N, 1, 0), -2.4394276322150237);
	assert_close(of_two(stats_r2, ys, xs, N, 1, 0), 0.8295865602923183);
}

static void a_covariance_is_that_of_a_sample(void **state)
{
	static const double same[] = { 0.1, 0.1 }, some[] = { 1, 2 };

	(void)state;
	assert_close(
		of_two(stats_covariance, xs, ys, N, 1, 0), 61.714285714285715);
	assert_close(
		of_two(stats_covariance, xs, xs, N, 1, 0), 46.17410714285714);
	assert_same_double(of_two(stats_covariance, same, some, 2, 1, 0), 0);
	assert_true(isnan(of_two(stats_covariance, some, some, 1, 1, 0)));
	assert_true(isnan(of_two(stats_covariance, some, some, 0, 1, 0)));
}

static void a_level_line_has_a_slope_and_an_upright_one_has_none(void **state)
{
	static const double same[] = { 0.1, 0.1, 0.1 }, some[] = { 1, 2, 3 };

	(void)state;
	assert_same_double(of_two(stats_slope, same, some, 3, 1, 0), 0);
	assert_close(of_two(stats_intercept, same, some, 3, 1, 0), 0.1);
	assert_true(isnan(of_two(stats_slope, some, same, 3, 1, 0)));
	assert_true(isnan(of_two(stats_intercept, some, same, 3, 1, 0)));
	assert_true(isnan(of_two(stats_slope, some, some, 1, 1, 0)));
	assert_true(isnan(of_two(stats_intercept, some, some, 0, 1, 0)));
}

/* ---- in SQL -----------------------------------------------------------------
 */

static int open_memory(void **state)
{
	struct err e = ERR_INIT;

	return db_open((struct db **)state, ":memory:", DB_CREATE, &e);
}

static int close_memory(void **state)
{
	db_close(*state);
	return 0;
}

static const char columns[] =
	"WITH t (x, y) AS (VALUES (2, 1), (2, 4), (3, 4), (5, 4), (8, 9), "
	"(13, 7), (21, 30), (2.5, -3), (NULL, 5), (7, NULL), (NULL, NULL)) ";

/* One row of numbers; NAN stands for NULL. */
static void assert_row(
	struct db *d, const char *select, const double *expected, int n)
{
	char sql[1000];
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	snprintf(sql, sizeof(sql), "%s%s", columns, select);
	if (stmt_open(&s, d, sql, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(stmt_columns(s), n);
	assert_int_equal(stmt_step(s, &e), 1);
	for (int i = 0; i < n; i++) {
		if (isnan(expected[i]))
			assert_int_equal(stmt_type(s, i), VALUE_NULL);
		else
			assert_int_equal(stmt_type(s, i), VALUE_NUMBER);
		if (!isnan(expected[i]))
			assert_close(stmt_get_number(s, i), expected[i]);
	}
	stmt_close(s);
}

/* A SELECT of all functions of a column or of two, by a condition. */
#define OF_ONE                                                                 \
	"SELECT median(x), quantile(x, 0.9), stddev(x), stddev_pop(x), "       \
	"skew(x), kurtosis(x) FROM t WHERE "
#define OF_TWO                                                                 \
	"SELECT pearson(x, y), spearman(x, y), kendall(x, y), slope(y, x), "   \
	"intercept(y, x), r2(y, x), covariance(x, y) FROM t WHERE "

static void nulls_take_no_part(void **state)
{
	static const double one[] = { 4, 15.4, 6.795153209667693,
		6.356283800303444, 1.5099611969294813, 1.6957774646926485 };
	static const double two[] = { 0.9108164251331431, 0.8344971792454872,
		0.6928203230275509, 1.3365561249154017, -2.4394276322150237,
		0.8295865602923183, 61.714285714285715 };

	assert_row(*state, OF_ONE "x IS NOT 7", one, 6);
	assert_row(*state, OF_TWO "1", two, 7);
}

static void too_few_values_are_null(void **state)
{
	static const double none[] = { NAN, NAN, NAN, NAN, NAN, NAN, NAN };
	static const double single[] = { 3, 3, NAN, 0, NAN, NAN };

	assert_row(*state, OF_ONE "x = 99", none, 6);
	assert_row(*state, OF_ONE "x IS NULL", none, 6);
	assert_row(*state, OF_ONE "x = 3", single, 6);
	assert_row(*state, OF_TWO "x = 3", none, 7);
	assert_row(*state, OF_TWO "x = 7 OR x = 3", none, 7);
	assert_row(*state, OF_TWO "x IS NULL", none, 7);
}

static void infinity_and_what_is_too_large_are_null(void **state)
{
	static const double none[] = { NAN, NAN, NAN, NAN, NAN, NAN };

	assert_row(*state,
		"SELECT median(x), quantile(x, 1), stddev(x), stddev_pop(x), "
		"skew(x), kurtosis(x) FROM (SELECT x FROM t UNION ALL SELECT "
		"9e999)",
		none, 6);
	assert_row(*state,
		"SELECT pearson(x, y), spearman(x, y), kendall(x, y), "
		"slope(y, x), intercept(y, x), r2(y, x) FROM (SELECT x, y FROM "
		"t UNION ALL SELECT 1, -9e999)",
		none, 6);
	assert_row(*state,
		"SELECT stddev(column1) FROM (VALUES (1.7e308), (-1.7e308))",
		none, 1);
	assert_row(*state,
		"SELECT slope(column1, column2) FROM (VALUES (1e300, 1e-300), "
		"(0, 0))",
		none, 1);
}

static void added_and_mean_pass_over_nulls(void **state)
{
	static const double some[] = { 56.5, 7.0625 };
	static const double none[] = { NAN, NAN };
	static const double infinite[] = { NAN, NAN, NAN };

	assert_row(*state, "SELECT added(x), mean(x) FROM t WHERE x IS NOT 7",
		some, 2);
	assert_row(*state, "SELECT added(x), mean(x) FROM t WHERE x IS NULL",
		none, 2);
	assert_row(*state, "SELECT added(x), mean(x) FROM t WHERE 0", none, 2);
	assert_row(*state,
		"SELECT added(column1), mean(column1), added(-column1) FROM "
		"(VALUES (1), (9e999))",
		infinite, 3);
	assert_row(*state,
		"SELECT added(column1), mean(column1) FROM "
		"(VALUES (1.7e308), (1.7e308))",
		none, 2);
}

static void round_is_that_of_the_decimal(void **state)
{
	static const double some[] = { 2.68, 3, -3, 2, 2.675, NAN, NAN, NAN };

	assert_row(*state,
		"SELECT round(2.675, 2), round(2.5), round(-2.5, 0), "
		"round(2, -1), round(2.675, 99), round(NULL), round(2, NULL), "
		"round(NULL, 2)",
		some, 8);
}

static void groups_are_apart(void **state)
{
	static const double both[] = { 2, 7.5 };

	assert_row(*state,
		"SELECT min(m), max(m) FROM (SELECT median(x) AS m FROM t "
		"WHERE x <> 2.5 GROUP BY x > 2)",
		both, 2);
}

static void numbers_as_text_are_numbers(void **state)
{
	static const double middle[] = { 2.5 };

	assert_row(*state,
		"SELECT median(column1) FROM (VALUES ('2'), ('3.0'))", middle,
		1);
}

/* The statement fails with this. */
static void assert_failing(struct db *d, const char *sql, const char *text)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open_reading(&s, d, sql, &e), 0);
	assert_int_equal(stmt_step(s, &e), -1);
	stmt_close(s);
	assert_fault(&e, ERR_USAGE, text);
}

static void what_is_no_number_is_refused(void **state)
{
	assert_failing(*state, "SELECT stddev('n/a')",
		"SQL: stddev: a value is not a number");
	assert_failing(*state, "SELECT pearson(1, x'00')",
		"SQL: pearson: a value is not a number");
	assert_failing(*state, "SELECT quantile(1, 'half')",
		"SQL: quantile: a value is not a number");
}

static void a_share_outside_0_to_1_is_refused(void **state)
{
	static const char *const shares[] = { "1.01", "-0.01", "NULL", "9e999",
		"50" };
	char sql[80];

	for (size_t i = 0; i < COUNT(shares); i++) {
		snprintf(sql, sizeof(sql), "SELECT quantile(1, %s)", shares[i]);
		assert_failing(*state, sql,
			"SQL: quantile: expected a share from 0 to 1");
	}
}

static void a_share_that_changes_is_refused(void **state)
{
	assert_failing(*state,
		"SELECT quantile(1, column1) FROM (VALUES (0.5), (0.6))",
		"SQL: quantile: expected the same share for all rows");
}

/* 33 pairs of columns, each with room for 2^20 values once it holds 2^19. */
static void columns_have_the_memory_of_a_limited_statement(void **state)
{
	struct text sql = TEXT_INIT;

	text_puts(&sql,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT "
		"i + 1 FROM n WHERE i < 530000) SELECT ");
	for (int k = 0; k <= 32; k++)
		text_printf(&sql, "%s pearson(i, i + %d)", k ? "," : "", k);
	text_puts(&sql, " FROM n");
	db_limit(*state, 2000000000);
	assert_failing(
		*state, sql.at, "SQL: it wants more than 512 MiB of memory");
	db_limit(*state, 0);
	text_free(&sql);
}

#define in_memory(test)                                                        \
	cmocka_unit_test_setup_teardown(test, open_memory, close_memory)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quantile_lies_between_its_neighbours),
		cmocka_unit_test(a_quantile_of_equal_values_is_that_value),
		cmocka_unit_test(a_quantile_between_huge_values_is_finite),
		cmocka_unit_test(a_sum_is_the_same_in_any_order),
		cmocka_unit_test(a_sum_keeps_what_rounding_loses),
		cmocka_unit_test(deviations_are_those_of_a_sample_and_of_all),
		cmocka_unit_test(a_column_that_does_not_vary_has_no_deviation),
		cmocka_unit_test(skew_and_kurtosis_are_those_without_bias),
		cmocka_unit_test(skew_takes_three_values_and_kurtosis_four),
		cmocka_unit_test(small_differences_of_great_values_count),
		cmocka_unit_test(huge_and_tiny_values_have_the_same_shape),
		cmocka_unit_test(correlations_are_those_of_scipy),
		cmocka_unit_test(correlations_are_the_same_either_way),
		cmocka_unit_test(what_agrees_in_all_has_a_correlation_of_one),
		cmocka_unit_test(a_correlation_takes_two_points_that_vary),
		cmocka_unit_test(kendall_is_that_of_all_pairs),
		cmocka_unit_test(a_line_is_that_of_least_squares),
		cmocka_unit_test(a_covariance_is_that_of_a_sample),
		cmocka_unit_test(
			a_level_line_has_a_slope_and_an_upright_one_has_none),
		in_memory(nulls_take_no_part),
		in_memory(too_few_values_are_null),
		in_memory(infinity_and_what_is_too_large_are_null),
		in_memory(added_and_mean_pass_over_nulls),
		in_memory(round_is_that_of_the_decimal),
		in_memory(groups_are_apart),
		in_memory(numbers_as_text_are_numbers),
		in_memory(what_is_no_number_is_refused),
		in_memory(a_share_outside_0_to_1_is_refused),
		in_memory(a_share_that_changes_is_refused),
		in_memory(columns_have_the_memory_of_a_limited_statement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
