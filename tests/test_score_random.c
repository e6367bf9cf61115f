/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <float.h>

#include "pipeline/score/detmath.h"
#include "pipeline/score/gamma.h"
#include "pipeline/score/rng.h"

/* ---- random numbers ---- */

/* As Vigna's splitmix64.c prints them behind the seed 1234567. */
static void splitmix64_gives_its_published_numbers(void **state)
{
	static const uint64_t published[] = { 6457827717110365317U,
		3203168211198807973U, 9817491932198370423U,
		4593380528125082431U, 16408922859458223821U };
	uint64_t at = 1234567;

	(void)state;
	for (size_t i = 0; i < COUNT(published); i++)
		assert_true(rng_split(&at) == published[i]);
}

/* As xoshiro256starstar.c prints them from the state 1, 2, 3, 4. */
static void xoshiro256_gives_its_published_numbers(void **state)
{
	static const uint64_t published[] = { 11520, 0, 1509978240,
		1215971899390074240U, 1216172134540287360U, 607988272756665600U,
		16172922978634559625U, 8476171486693032832U,
		10595114339597558777U, 2904607092377533576U };
	struct rng r = { { 1, 2, 3, 4 } };

	(void)state;
	for (size_t i = 0; i < COUNT(published); i++)
		assert_true(rng_next(&r) == published[i]);
}

static void a_run_has_the_stream_of_its_number(void **state)
{
	uint64_t at = 42;
	struct rng r;

	(void)state;
	for (uint64_t run = 0; run < 3; run++) {
		rng_begin(&r, 42, run);
		for (int i = 0; i < 4; i++)
			assert_true(r.state[i] == rng_split(&at));
	}
}

static void a_unit_is_above_0_and_below_1(void **state)
{
	/* their first outputs are all zeros and all ones */
	struct rng least = { { 1, 0, 0, 0 } };
	struct rng greatest = { { 0, 0x4fc71c71c71c71c7, 0, 0 } };

	(void)state;
	assert_same_double(rng_unit(&least), 0x1p-53);
	assert_same_double(rng_unit(&greatest), 1 - 0x1p-53);
}

/* ---- functions ---- */

static double ulps(double x, double y)
{
	return fabs(x - y) / (nextafter(fabs(y), INFINITY) - fabs(y));
}

/* A libm is within 1 unit itself. */
static void logarithms_are_those_of_libm_within_two_units(void **state)
{
	struct rng r;

	(void)state;
	rng_begin(&r, 1, 0);
	for (int i = 0; i < 100000; i++) {
		double u = rng_unit(&r), wide = exp((u - 0.5) * 1400);

		assert_true(ulps(det_log(u), log(u)) <= 2);
		assert_true(ulps(det_log(1 + u), log(1 + u)) <= 2);
		assert_true(ulps(det_log(wide), log(wide)) <= 2);
	}
	assert_same_double(det_log(1), 0);
	assert_true(ulps(det_log(DBL_TRUE_MIN), log(DBL_TRUE_MIN)) <= 2);
	assert_true(ulps(det_log(DBL_MAX), log(DBL_MAX)) <= 2);
}

static void exponentials_are_those_of_libm_within_two_units(void **state)
{
	struct rng r;

	(void)state;
	rng_begin(&r, 2, 0);
	for (int i = 0; i < 100000; i++) {
		double u = rng_unit(&r) - 0.5;

		assert_true(ulps(det_exp(u), exp(u)) <= 2);
		assert_true(ulps(det_exp(u * 1400), exp(u * 1400)) <= 2);
	}
	assert_same_double(det_exp(0), 1);
	assert_same_double(det_exp(710), INFINITY);
	assert_same_double(det_exp(-750), 0);
}

/* What each compiler and machine must come to. */
static void functions_give_the_same_bits_everywhere(void **state)
{
	(void)state;
	assert_same_double(det_log(2), 0x1.62e42fefa39efp-1);
	assert_same_double(det_log(0.3), -0x1.34378fcbda721p+0);
	assert_same_double(det_log(1e-310), -0x1.64e69394d9508p+9);
	assert_same_double(det_exp(1), 0x1.5bf0a8b14576ap+1);
	assert_same_double(det_exp(-0.7), 0x1.fc80db9dd5542p-2);
	assert_same_double(det_exp(-700.1), 0x1.f52f93df4dfcfp-1011);
	assert_same_double(det_normal(0.3), -0x1.0c7e39582c5fap-1);
	assert_same_double(det_normal(0.999), 0x1.8b8cbb720447p+1);
	assert_same_double(det_normal(1e-20), -0x1.2865170b43a4bp+3);
}

/* Of scipy.stats.norm.ppf. */
static void normal_quantiles_are_those_of_tables(void **state)
{
	(void)state;
	assert_same_double(det_normal(0.5), 0);
	assert_close(det_normal(0.975), 1.959963984540054);
	assert_close(det_normal(0.3), -0.5244005127080409);
	assert_close(det_normal(1e-3), -3.090232306167813);
	assert_close(det_normal(1e-20), -9.262340089798409);
}

/* ---- gamma variables ---- */

/* Of n draws: mean and variance are both the shape, with standard errors of
 * sqrt(shape / n) and, since the fourth central moment is 3 shape^2 + 6 shape,
 * sqrt((2 shape^2 + 6 shape) / n). */
static void check_gamma(double shape)
{
	enum { N = 200000 };
	const struct gamma g = gamma_of(shape);
	double sum = 0, squares = 0, mean;
	struct rng r;

	rng_begin(&r, 3, 0);
	for (int i = 0; i < N; i++) {
		double x = gamma_draw(&g, &r);

		assert_true(x >= 0 && x < INFINITY);
		sum += x - shape;
		squares += (x - shape) * (x - shape);
	}
	mean = sum / N;
	assert_true(fabs(mean) < 4 * sqrt(shape / N));
	assert_true(fabs(squares / N - shape) <
		4 * sqrt((2 * shape * shape + 6 * shape) / N));
}

static void gamma_variables_have_their_mean_and_variance(void **state)
{
	static const double shapes[] = { 0.05, 0.5, 1, 2.5, 40, 1e4 };

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++)
		check_gamma(shapes[i]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(splitmix64_gives_its_published_numbers),
		cmocka_unit_test(xoshiro256_gives_its_published_numbers),
		cmocka_unit_test(a_run_has_the_stream_of_its_number),
		cmocka_unit_test(a_unit_is_above_0_and_below_1),
		cmocka_unit_test(logarithms_are_those_of_libm_within_two_units),
		cmocka_unit_test(
			exponentials_are_those_of_libm_within_two_units),
		cmocka_unit_test(functions_give_the_same_bits_everywhere),
		cmocka_unit_test(normal_quantiles_are_those_of_tables),
		cmocka_unit_test(gamma_variables_have_their_mean_and_variance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
