/* SPDX-License-Identifier: MIT */
#include "tests/scoremake.h"

#include <stdlib.h>

#include "pipeline/score/lanes.h"
#include "pipeline/score/mix.h"
#include "pipeline/score/rng.h"

/* ---- lanes ---- */

static void fill_random(struct lanes *v, size_t n, uint64_t run)
{
	struct rng r;

	rng_begin(&r, 7, run);
	for (size_t i = 0; i < n; i++)
		for (int l = 0; l < LANES; l++)
			v[i].lane[l] = 2 * rng_unit(&r) - 1;
}

static int by_number(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void check_sorted(const struct lanes_work *work, size_t n)
{
	struct lanes *keys = lanes_new(n), *before = lanes_new(n);
	double *expected = calloc(n, sizeof(*expected));
	struct network w;
	struct err e = ERR_INIT;

	fill_random(keys, n, n);
	memcpy(before, keys, n * sizeof(*keys));
	assert_int_equal(network_make(&w, n, &e), 0);
	work->sort(keys, &w);
	for (int l = 0; l < LANES; l++) {
		for (size_t i = 0; i < n; i++)
			expected[i] = before[i].lane[l];
		qsort(expected, n, sizeof(*expected), by_number);
		for (size_t i = 0; i < n; i++)
			assert_same_double(keys[i].lane[l], expected[i]);
	}
	network_free(&w);
	free(expected);
	free(before);
	free(keys);
}

static void every_lane_is_sorted_at_every_width_of_vector(void **state)
{
	const struct lanes_work *works;
	size_t n_works = lanes_works(&works);

	(void)state;
	for (size_t i = 0; i < n_works; i++)
		for (size_t n = 1; n <= 70; n++)
			check_sorted(&works[i], n);
	check_sorted(&works[n_works - 1], 1000);
}

static void sums_have_the_same_bits_at_every_width_of_vector(void **state)
{
	enum { N = 37, WEIGHTS = 13 };
	struct lanes *weights = lanes_new(WEIGHTS), *sums = lanes_new(N);
	const struct lanes_work *works;
	double values[N * WEIGHTS];
	struct rng r;

	(void)state;
	rng_begin(&r, 8, 0);
	fill_random(weights, WEIGHTS, 1);
	for (size_t i = 0; i < COUNT(values); i++)
		values[i] = rng_unit(&r);
	for (size_t w = lanes_works(&works); w-- > 0;) {
		works[w].scores(sums, values, N, weights, WEIGHTS);
		for (size_t i = 0; i < N; i++)
			for (int l = 0; l < LANES; l++) {
				double sum = 0;

				for (size_t k = 0; k < WEIGHTS; k++)
					sum += weights[k].lane[l] *
						values[i * WEIGHTS + k];
				assert_same_double(sums[i].lane[l], sum);
			}
	}
	free(weights);
	free(sums);
}

static void keys_stand_in_the_order_of_scores_and_of_places(void **state)
{
	static const double scores[] = { -0.999, -0.25, -LANES_UNIT, 0,
		LANES_UNIT, 0.25, 0.25 + LANES_UNIT, 0.999 };
	struct lanes *v = lanes_new(COUNT(scores));

	(void)state;
	for (size_t i = 0; i < COUNT(scores); i++)
		v[i].lane[0] = scores[i];
	lanes_keys(v, COUNT(scores), 0);
	for (size_t i = 0; i < COUNT(scores); i++)
		assert_int_equal(lanes_place(lanes_bits(v[i].lane[0])), i);
	for (size_t i = 1; i < COUNT(scores); i++) {
		assert_true(v[i - 1].lane[0] < v[i].lane[0]);
		assert_false(lanes_tied(lanes_bits(v[i - 1].lane[0]),
			lanes_bits(v[i].lane[0])));
	}
	free(v);
}

static void scores_that_differ_by_the_last_bit_are_tied(void **state)
{
	struct lanes *v = lanes_new(2);

	(void)state;
	v[0].lane[0] = nextafter(0.3, 1);
	v[1].lane[0] = 0.3;
	lanes_keys(v, 2, 0);
	assert_true(v[0].lane[0] < v[1].lane[0]);
	assert_true(
		lanes_tied(lanes_bits(v[0].lane[0]), lanes_bits(v[1].lane[0])));
	free(v);
}

/* ---- mixes ---- */

/* overall of two pillars, the first of two leaves, the second of three. */
static void make_pillars(struct tiny *m)
{
	int root, a, b;

	made_start(m);
	root = made_node(m, "overall", -1, 1, COMBINE_MEAN);
	a = made_node(m, "a", root, 1, COMBINE_MEAN);
	made_node(m, "a1", a, 40, COMBINE_NONE);
	made_node(m, "a2", a, 60, COMBINE_NONE);
	b = made_node(m, "b", root, 3, COMBINE_MEAN);
	made_node(m, "b1", b, 1, COMBINE_NONE);
	made_node(m, "b2", b, 1, COMBINE_NONE);
	made_node(m, "b3", b, 2, COMBINE_NONE);
}

static struct mix *mix_of(const struct tiny *m, enum mix_from from)
{
	struct err e = ERR_INIT;
	struct mix *mix = NULL;

	assert_int_equal(mix_open(&mix, &m->tree, from, &e), 0);
	return mix;
}

/* The area at a place of a mix weighs its inputs so. */
static void check_weights(
	const struct mix *m, size_t area, const double *expected)
{
	struct lanes *shares = lanes_new(m->n_parts);
	struct lanes *out = lanes_new(m->n_inputs);
	struct lanes *room = lanes_new(m->n_groups);
	size_t pattern = 0, at = 0;

	while (m->areas[at] != area)
		at++;
	while (at >= m->patterns[pattern].first + m->patterns[pattern].n)
		pattern++;
	for (size_t i = 0; i < m->n_parts; i++)
		for (int l = 0; l < LANES; l++)
			shares[i].lane[l] = m->parts[i].share;
	mix_weigh(out, room, m, &m->patterns[pattern], shares);
	for (size_t i = 0; i < m->n_inputs; i++)
		for (int l = 0; l < LANES; l++)
			assert_close(out[i].lane[l], expected[i]);
	free(shares);
	free(out);
	free(room);
}

static void leaves_weigh_the_product_of_the_weights_above_them(void **state)
{
	static const double expected[] = { 0.1, 0.15, 0.1875, 0.1875, 0.375 };
	struct tiny m;
	struct mix *mix;

	(void)state;
	make_pillars(&m);
	made_area(&m, 1, (double[]){ 50, 50, 50, 50, 50, 50, 50, 50 });
	mix = mix_of(&m, MIX_LEAVES);
	assert_int_equal(mix->n_groups, 3);
	check_weights(mix, 0, expected);
	mix_close(mix);
}

static void pillars_are_taken_as_published(void **state)
{
	struct tiny m;
	struct mix *mix;

	(void)state;
	make_pillars(&m);
	made_area(&m, 1, (double[]){ 50, 40, 1, 1, 80, 1, 1, 1 });
	mix = mix_of(&m, MIX_PARTS);
	assert_int_equal(mix->n_groups, 1);
	assert_int_equal(mix->n_inputs, 2);
	check_weights(mix, 0, (double[]){ 0.25, 0.75 });
	assert_close(mix->scores[1] / mix->scores[0], 2);
	mix_close(mix);
}

static void what_is_missing_leaves_its_weight_to_its_siblings(void **state)
{
	static const double whole[] = { 0.1, 0.15, 0.1875, 0.1875, 0.375 };
	static const double no_b1[] = { 0.1, 0.15, 0, 0.25, 0.5 };
	static const double no_b[] = { 0.4, 0.6, 0, 0, 0 };
	struct tiny m;
	struct mix *mix;

	(void)state;
	make_pillars(&m);
	made_area(&m, 1, (double[]){ 50, 50, 50, 50, 50, NAN, 50, 50 });
	made_area(&m, 2, (double[]){ 50, 50, 50, 50, 50, 50, 50, 50 });
	made_area(&m, 3, (double[]){ 50, 50, 50, 50, 50, NAN, NAN, NAN });
	made_area(&m, 4, (double[]){ 50, 50, 50, 50, 50, 50, 50, 50 });
	mix = mix_of(&m, MIX_LEAVES);
	assert_int_equal(mix->n_patterns, 3);
	check_weights(mix, 0, no_b1);
	check_weights(mix, 1, whole);
	check_weights(mix, 2, no_b);
	check_weights(mix, 3, whole);
	mix_close(mix);
}

static void in_a_sum_what_is_missing_counts_as_0(void **state)
{
	struct tiny m;
	struct mix *mix;
	int root;

	(void)state;
	made_start(&m);
	root = made_node(&m, "overall", -1, 1, COMBINE_SUM);
	made_node(&m, "a", root, 1, COMBINE_NONE);
	made_node(&m, "b", root, 2, COMBINE_NONE);
	made_node(&m, "less", root, -1, COMBINE_NONE);
	made_area(&m, 1, (double[]){ 3, 1, NAN, 1 });
	made_area(&m, 2, (double[]){ 3, 1, 1, 1 });
	mix = mix_of(&m, MIX_LEAVES);
	check_weights(mix, 0, (double[]){ 1, 0, -1 });
	check_weights(mix, 1, (double[]){ 1, 2, -1 });
	mix_close(mix);
}

static void a_root_of_leaves_passes_by_what_is_between(void **state)
{
	struct tiny m;
	struct mix *mix;
	int root, sum;

	(void)state;
	made_start(&m);
	root = made_node(&m, "overall", -1, 1, COMBINE_LEAVES);
	sum = made_node(&m, "sum", root, 1, COMBINE_SUM);
	made_node(&m, "a", sum, 5, COMBINE_NONE);
	made_node(&m, "b", sum, 7, COMBINE_NONE);
	made_area(&m, 1, (double[]){ 2, 12, 1, 1 });
	mix = mix_of(&m, MIX_LEAVES);
	check_weights(mix, 0, (double[]){ 1, 1 });
	mix_close(mix);
}

static void a_part_whose_own_parts_are_not_given_is_taken_itself(void **state)
{
	struct tiny m;
	struct mix *mix;

	(void)state;
	make_pillars(&m);
	made_area(&m, 1, (double[]){ 50, 50, NAN, NAN, 50, 50, 50, 50 });
	mix = mix_of(&m, MIX_LEAVES);
	check_weights(mix, 0, (double[]){ 0.25, 0.1875, 0.1875, 0.375 });
	mix_close(mix);
}

static void a_part_of_weight_0_is_none(void **state)
{
	struct tiny m;
	struct mix *mix;

	(void)state;
	make_pillars(&m);
	m.nodes[1].weight = 0;
	made_area(&m, 1, (double[]){ 50, 50, 50, 50, 50, 50, 50, 50 });
	mix = mix_of(&m, MIX_LEAVES);
	check_weights(mix, 0, (double[]){ 0.25, 0.25, 0.5 });
	mix_close(mix);
}

static void areas_that_are_not_ranked_do_not_count(void **state)
{
	struct tiny m;
	struct mix *mix;

	(void)state;
	make_pillars(&m);
	made_area(&m, NAN, (double[]){ NAN, 50, 50, 50, 50, 50, 50, 50 });
	made_area(&m, 1, (double[]){ 50, 50, 50, 50, 50, 50, 50, 50 });
	made_area(&m, 2, (double[]){ 50, 50, NAN, NAN, 50, NAN, NAN, NAN });
	mix = mix_of(&m, MIX_LEAVES);
	assert_int_equal(mix->n_areas, 1);
	assert_int_equal(mix->areas[0], 1);
	mix_close(mix);
}

static void where_none_is_ranked_those_with_a_score_count(void **state)
{
	struct tiny m;
	struct mix *mix;

	(void)state;
	make_pillars(&m);
	made_area(&m, NAN, (double[]){ NAN, 50, 50, 50, 50, 50, 50, 50 });
	made_area(&m, NAN, (double[]){ 50, 50, 50, 50, 50, 50, 50, 50 });
	mix = mix_of(&m, MIX_LEAVES);
	assert_int_equal(mix->n_areas, 1);
	assert_int_equal(mix->areas[0], 1);
	mix_close(mix);
}

static void check_refused(
	const struct tiny *m, enum mix_from from, const char *why)
{
	struct err e = ERR_INIT;
	struct mix *mix = NULL;

	assert_int_equal(mix_open(&mix, &m->tree, from, &e), -1);
	assert_null(mix);
	assert_fault(&e, ERR_DATA, why);
}

static void what_cannot_be_taken_apart_is_refused(void **state)
{
	static const double values[] = { 50, 50, 50, 50, 50, 50, 50, 50 };
	static const double bare[] = { 50, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
	struct tiny m;

	(void)state;
	make_pillars(&m);
	made_area(&m, 1, bare);
	check_refused(&m, MIX_LEAVES,
		"'overall' does not follow from anything that this release "
		"gives: its scores or its 'combine' in the spec's tree are "
		"missing");
	make_pillars(&m);
	made_area(&m, 1, values);
	m.nodes[0].combine = COMBINE_NONE;
	check_refused(&m, MIX_LEAVES,
		"'overall' does not follow from anything that this release "
		"gives: its scores or its 'combine' in the spec's tree are "
		"missing");
	m.nodes[0].combine = COMBINE_MEAN;
	m.nodes[2].weight = -1;
	check_refused(
		&m, MIX_LEAVES, "'a': a mean with a negative weight of 'a1'");
	m.nodes[2].weight = m.nodes[3].weight = 1e308;
	check_refused(&m, MIX_LEAVES,
		"'a': the weights of its parts are too great to add up");
	m.nodes[2].weight = m.nodes[3].weight = 1;
	m.nodes[0].combine = COMBINE_SUM;
	m.values[2] = 1e308;
	check_refused(&m, MIX_LEAVES, "scores too great to add up");
}

static void without_an_area_that_has_scores_there_is_no_mix(void **state)
{
	struct tiny m;

	(void)state;
	make_pillars(&m);
	made_area(&m, 1, (double[]){ 5, NAN, NAN, NAN, NAN, NAN, NAN, NAN });
	made_area(&m, NAN, (double[]){ NAN, 5, 5, 5, 5, 5, 5, 5 });
	check_refused(&m, MIX_LEAVES,
		"no area that is ranked has a score that 'overall' follows "
		"from");
}

static void parts_of_a_sum_of_leaves_are_its_leaves(void **state)
{
	struct tiny m;

	(void)state;
	make_pillars(&m);
	m.nodes[0].combine = COMBINE_LEAVES;
	made_area(&m, 1, (double[]){ 50, 1, 2, 3, 4, 5, 6, 7 });
	for (int from = MIX_LEAVES; from <= MIX_PARTS; from++) {
		struct mix *mix = mix_of(&m, (enum mix_from)from);

		assert_int_equal(mix->n_groups, 1);
		assert_int_equal(mix->n_inputs, 5);
		mix_close(mix);
	}
}

/* Scores are held to go from low to high. */
static void check_logs(const struct tiny *m, double low, double high)
{
	static const double scores[] = { 10, 50, 90, 80, 50, 20 };
	struct mix *mix = mix_of(m, MIX_PARTS);

	for (size_t i = 0; i < COUNT(scores); i++)
		assert_close(mix->logs[i] / mix->logs[2],
			log(1 + 99 * (scores[i] - low) / (high - low)) /
				log(1 + 99 * (90 - low) / (high - low)));
	mix_close(mix);
}

/* That of the score, of the root, or what is seen of all. */
static void logarithms_are_of_a_scale_from_1_to_100(void **state)
{
	struct tiny m;

	(void)state;
	make_pillars(&m);
	made_area(&m, 1, (double[]){ 50, 10, 1, 1, 50, 1, 1, 1 });
	made_area(&m, 2, (double[]){ 50, 90, 1, 1, 80, 1, 1, 1 });
	made_area(&m, 3, (double[]){ 50, 50, 1, 1, 20, 1, 1, 1 });
	check_logs(&m, 0, 100);
	m.nodes[1].scale_max = m.nodes[4].scale_max = NAN;
	check_logs(&m, 0, 100);
	m.nodes[0].scale_max = 200;
	check_logs(&m, 0, 200);
	m.nodes[0].scale_max = NAN;
	check_logs(&m, 10, 90);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_lane_is_sorted_at_every_width_of_vector),
		cmocka_unit_test(
			sums_have_the_same_bits_at_every_width_of_vector),
		cmocka_unit_test(
			keys_stand_in_the_order_of_scores_and_of_places),
		cmocka_unit_test(scores_that_differ_by_the_last_bit_are_tied),
		cmocka_unit_test(
			leaves_weigh_the_product_of_the_weights_above_them),
		cmocka_unit_test(pillars_are_taken_as_published),
		cmocka_unit_test(
			what_is_missing_leaves_its_weight_to_its_siblings),
		cmocka_unit_test(in_a_sum_what_is_missing_counts_as_0),
		cmocka_unit_test(a_root_of_leaves_passes_by_what_is_between),
		cmocka_unit_test(
			a_part_whose_own_parts_are_not_given_is_taken_itself),
		cmocka_unit_test(a_part_of_weight_0_is_none),
		cmocka_unit_test(areas_that_are_not_ranked_do_not_count),
		cmocka_unit_test(where_none_is_ranked_those_with_a_score_count),
		cmocka_unit_test(what_cannot_be_taken_apart_is_refused),
		cmocka_unit_test(
			without_an_area_that_has_scores_there_is_no_mix),
		cmocka_unit_test(parts_of_a_sum_of_leaves_are_its_leaves),
		cmocka_unit_test(logarithms_are_of_a_scale_from_1_to_100),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
