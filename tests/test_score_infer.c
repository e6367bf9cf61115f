/* SPDX-License-Identifier: MIT */
/*
 * Weights found from figures alone: those that are simple, those that cannot
 * be told, and least squares under constraints by itself.
 */
#include "tests/tinytree.h"

#include "pipeline/score/infer.h"
#include "pipeline/score/solve.h"

/* Numbers from 0 to 100 to two places, the same in every run. */
static double next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (double)((*seed >> 8) % 10001) / 100;
}

static double rounded(double value, double unit)
{
	return floor(value / unit + 0.5) * unit;
}

/* overall is the weighted mean of parts p0, p1, ... to two places. */
struct world {
	struct tiny t;
	struct composites c;
	const double *weights;
	size_t n, areas;
	double unit;
	uint32_t seed;
};

static void world_nodes(struct world *w, enum spec_combine combine)
{
	static const char *const names[] = { "p0", "p1", "p2", "p3", "p4", "p5",
		"p6" };

	tiny_begin(&w->t);
	tiny_node(&w->t, "overall", NULL, 1, combine);
	/* what the edition says is not what is asked */
	for (size_t i = 0; i < w->n; i++)
		tiny_node(&w->t, names[i], "overall", 1, COMBINE_NONE);
}

static double whole_of(const struct world *w, const double *row)
{
	double sum = 0, weights = 0;

	for (size_t i = 0; i < w->n; i++)
		if (!isnan(row[i + 1])) {
			sum += w->weights[i] * row[i + 1];
			weights += w->weights[i];
		}
	if (w->t.nodes[0].combine == COMBINE_MEAN)
		sum /= weights;
	return rounded(sum, w->unit);
}

/* spoil makes something else of a row, before or after the whole is known. */
static void world_areas(struct world *w,
	void (*spoil)(double *row, size_t area),
	void (*noise)(double *row, size_t area))
{
	for (size_t i = 0; i < w->areas; i++) {
		double row[TINY_NODES];

		for (size_t j = 1; j <= w->n; j++)
			row[j] = next(&w->seed);
		if (spoil)
			spoil(row, i);
		row[0] = whole_of(w, row);
		if (noise)
			noise(row, i);
		tiny_area(&w->t, NAN, row);
	}
	tiny_composites(&w->c, &w->t);
}

static void find(struct inferred *f, struct world *w, enum spec_combine combine,
	void (*spoil)(double *, size_t), void (*noise)(double *, size_t))
{
	struct err e = ERR_INIT;

	if (w->unit == 0)
		w->unit = 0.01;
	if (w->areas == 0)
		w->areas = 60;
	w->seed = 1;
	world_nodes(w, combine);
	world_areas(w, spoil, noise);
	if (infer_node(f, &w->c, 0, &e) < 0)
		fail_msg("%s", e.text);
}

static void end(struct inferred *f, struct world *w)
{
	inferred_free(f);
	composites_close(&w->c);
}

static void assert_found(
	const struct inferred *f, int denominator, const int *over)
{
	if (!f->determined)
		fail_msg("%s", f->reason);
	assert_int_equal(f->denominator, denominator);
	for (size_t i = 0; i < f->n; i++)
		assert_int_equal(f->parts[i].over, over[i]);
	assert_string_equal(f->reason, "");
}

static void assert_not_found(const struct inferred *f, const char *reason)
{
	assert_int_equal(f->determined, 0);
	assert_contains(f->reason, reason);
}

/* ---- what is found ---- */

static void twentieths_are_found(void **state)
{
	const double weights[] = { 10, 25, 15, 15, 25, 10 };
	struct world w = { .weights = weights, .n = 6 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, NULL);
	assert_found(&f, 20, (const int[]){ 2, 5, 3, 3, 5, 2 });
	assert_true(f.snapped.max <= 0.01);
	assert_int_equal(inferred_agrees(&f), 0); /* the tree says equal */
	end(&f, &w);
}

static void thirds_are_found_and_agree(void **state)
{
	const double weights[] = { 1, 1, 1 };
	struct world w = { .weights = weights, .n = 3 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, NULL);
	assert_found(&f, 3, (const int[]){ 1, 1, 1 });
	assert_int_equal(inferred_agrees(&f), 1);
	end(&f, &w);
}

static void a_part_beside_the_score_has_no_weight(void **state)
{
	const double weights[] = { 2, 0, 3, 0 };
	struct world w = { .weights = weights, .n = 4 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, NULL);
	assert_found(&f, 5, (const int[]){ 2, 0, 3, 0 });
	end(&f, &w);
}

static void fine_figures_tell_weights_that_are_not_round(void **state)
{
	const double weights[] = { 37, 63 };
	struct world w = { .weights = weights, .n = 2, .unit = 1e-6 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, NULL);
	assert_found(&f, 100, (const int[]){ 37, 63 });
	end(&f, &w);
}

static void a_sum_has_weights_of_any_size(void **state)
{
	const double weights[] = { 1, 2, 0.5 };
	struct world w = { .weights = weights, .n = 3 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_SUM, NULL, NULL);
	assert_found(&f, 2, (const int[]){ 2, 4, 1 });
	end(&f, &w);
}

static void one_child_has_all_the_weight(void **state)
{
	const double weights[] = { 1 };
	struct world w = { .weights = weights, .n = 1, .areas = 2 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, NULL);
	assert_found(&f, 1, (const int[]){ 1 });
	end(&f, &w);
}

static void one_is_constant(double *row, size_t area)
{
	(void)area;
	row[2] = 50;
}

static void a_constant_part_of_a_mean_can_be_told(void **state)
{
	const double weights[] = { 2, 1, 1 };
	struct world w = { .weights = weights, .n = 3 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, one_is_constant, NULL);
	assert_found(&f, 4, (const int[]){ 2, 1, 1 });
	end(&f, &w);
}

static void nobody_is_complete(double *row, size_t area)
{
	row[1 + area % 4] = NAN;
}

static void where_no_area_is_complete_all_are_used(void **state)
{
	const double weights[] = { 1, 2, 3, 4 };
	struct world w = { .weights = weights, .n = 4 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, nobody_is_complete, NULL);
	assert_found(&f, 10, (const int[]){ 1, 2, 3, 4 });
	assert_int_equal(f.incomplete, 1);
	assert_int_equal(f.areas, 60);
	end(&f, &w);
}

static void few_are_incomplete(double *row, size_t area)
{
	if (area % 10 == 0)
		row[1] = NAN;
}

static void complete_areas_are_enough(void **state)
{
	const double weights[] = { 3, 1 };
	struct world w = { .weights = weights, .n = 2 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, few_are_incomplete, NULL);
	assert_found(&f, 4, (const int[]){ 3, 1 });
	assert_int_equal(f.incomplete, 0);
	assert_int_equal(f.areas, 54);
	end(&f, &w);
}

static void one_was_changed(double *row, size_t area)
{
	if (area == 7)
		row[0] += 3;
}

static void a_figure_that_was_changed_alone_hides_no_weight(void **state)
{
	const double weights[] = { 3, 1, 4 };
	struct world w = { .weights = weights, .n = 3 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, one_was_changed);
	assert_found(&f, 8, (const int[]){ 3, 1, 4 });
	assert_int_equal(f.snapped.outside, 1);
	end(&f, &w);
}

/* Of 0, 50 and 100 no place is seen, and yet they are exact: rounding of half a
 * unit would let 1/4 pass for 6/25. */
static void one_is_coarse(double *row, size_t area)
{
	row[1] = (double)(area % 3) * 50;
}

static void what_takes_few_values_is_not_held_to_be_rounded(void **state)
{
	const double weights[] = { 6, 19 };
	struct world w = { .weights = weights, .n = 2 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, one_is_coarse, NULL);
	assert_found(&f, 25, (const int[]){ 6, 19 });
	end(&f, &w);
}

static void one_is_published_coarser(double *row, size_t area)
{
	(void)area;
	row[1] = rounded(row[1], 1);
}

static void a_part_published_with_fewer_places_is_allowed_for(void **state)
{
	const double weights[] = { 1, 1, 1 };
	struct world w = { .weights = weights, .n = 3 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, one_is_published_coarser);
	assert_found(&f, 3, (const int[]){ 1, 1, 1 });
	assert_true(f.snapped.max > 0.01);
	end(&f, &w);
}

static void they_are_points(double *row, size_t area)
{
	for (size_t i = 1; i <= 4; i++)
		row[i] = (double)(area * (2 * i + 1) / 7 % 5);
}

/* Points of 0 to 4, of which nothing was rounded. */
static void whole_points_that_add_up_are_exact(void **state)
{
	const double weights[] = { 1, 1, 1, 1 };
	struct world w = { .weights = weights, .n = 4 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_SUM, they_are_points, NULL);
	assert_found(&f, 1, (const int[]){ 1, 1, 1, 1 });
	assert_int_equal(inferred_agrees(&f), 1);
	end(&f, &w);
}

static void weights_of_no_simple_fraction_are_told_as_they_are(void **state)
{
	const double weights[] = { 0.31416, 0.68584 };
	struct world w = { .weights = weights, .n = 2, .unit = 1e-6 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, NULL);
	assert_not_found(&f, "are no simple fractions");
	assert_true(fabs(f.parts[0].weight - 0.31416) < 1e-6);
	end(&f, &w);
}

/* ---- what is not ---- */

static void two_are_the_same(double *row, size_t area)
{
	(void)area;
	row[2] = row[1];
}

static void parts_that_are_the_same_cannot_be_told_apart(void **state)
{
	const double weights[] = { 1, 2, 3 };
	struct world w = { .weights = weights, .n = 3 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, two_are_the_same, NULL);
	assert_not_found(&f, "'p1' follows from other parts");
	for (size_t i = 0; i < 3; i++)
		assert_true(isnan(f.parts[i].weight));
	end(&f, &w);
}

static void one_is_the_mean_of_two(double *row, size_t area)
{
	(void)area;
	row[3] = (row[1] + row[2]) / 2;
}

static void a_part_that_is_a_mean_of_others_cannot_be_told(void **state)
{
	const double weights[] = { 1, 1, 2, 4 };
	struct world w = { .weights = weights, .n = 4 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, one_is_the_mean_of_two, NULL);
	assert_not_found(&f, "'p2' follows from other parts");
	end(&f, &w);
}

static void two_areas_are_too_few_for_three_weights(void **state)
{
	const double weights[] = { 1, 1, 1 };
	struct world w = { .weights = weights, .n = 3, .areas = 2 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, NULL);
	assert_not_found(&f, "2 areas are too few for 3 weights");
	assert_true(isnan(f.parts[0].weight));
	end(&f, &w);
}

static void all_are_near(double *row, size_t area)
{
	(void)area;
	for (size_t i = 1; i <= 3; i++)
		row[i] = 50 + rounded(row[i] / 2000, 0.01);
}

static void rounding_may_leave_too_little(void **state)
{
	const double weights[] = { 5, 3, 2 };
	struct world w = { .weights = weights, .n = 3 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, all_are_near, NULL);
	assert_not_found(&f, "rounding allows weights to be off by");
	assert_true(isnan(f.parts[0].weight));
	assert_true(f.parts[0].half_width > 0.05);
	end(&f, &w);
}

static void much_noise(double *row, size_t area)
{
	row[0] += (double)(area * 7 % 11) - 5;
}

static void noise_is_told_from_rounding(void **state)
{
	const double weights[] = { 5, 3, 2 };
	struct world w = { .weights = weights, .n = 3 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, much_noise);
	assert_not_found(&f, "no weights explain the figures: off by up to");
	assert_true(fabs(f.parts[0].weight - 0.5) < f.parts[0].half_width);
	assert_int_equal(f.denominator, 0);
	end(&f, &w);
}

static void nothing_is_there(double *row, size_t area)
{
	(void)area;
	for (size_t i = 1; i <= 2; i++)
		row[i] = NAN;
}

static void without_a_score_nothing_is_told(void **state)
{
	const double weights[] = { 1, 1 };
	struct world w = { .weights = weights, .n = 2 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, nothing_is_there);
	assert_not_found(&f, "no part has a score");
	assert_string_equal(f.parts[0].aside, "no score");
	end(&f, &w);
}

static void the_whole_is_missing(double *row, size_t area)
{
	(void)area;
	row[0] = NAN;
}

static void without_a_whole_nothing_is_told(void **state)
{
	const double weights[] = { 1, 1 };
	struct world w = { .weights = weights, .n = 2 };
	struct inferred f;

	(void)state;
	find(&f, &w, COMBINE_MEAN, NULL, the_whole_is_missing);
	assert_not_found(&f, "no area has it and a part of it");
	end(&f, &w);
}

static void parts_of_another_direction_or_scale_stand_aside(void **state)
{
	const double weights[] = { 1, 1, 0, 0 };
	struct world w = {
		.weights = weights, .n = 4, .areas = 60, .unit = 0.01, .seed = 1
	};
	struct err e = ERR_INIT;
	struct inferred f;

	(void)state;
	world_nodes(&w, COMBINE_MEAN);
	w.t.nodes[3].lower = 1;
	w.t.nodes[0].scale_min = w.t.nodes[4].scale_min = 0;
	w.t.nodes[0].scale_max = 100;
	w.t.nodes[4].scale_max = 7;
	world_areas(&w, NULL, NULL);
	assert_int_equal(infer_node(&f, &w.c, 0, &e), 0);
	assert_found(&f, 2, (const int[]){ 1, 1, 0, 0 });
	assert_string_equal(f.parts[2].aside, "other direction");
	assert_string_equal(f.parts[3].aside, "other scale");
	end(&f, &w);
}

/* ---- least squares by itself ---- */

static void solved(struct solution *s, const struct problem *p)
{
	struct err e = ERR_INIT;

	if (solve(s, p, &e) < 0)
		fail_msg("%s", e.text);
}

/* The best free weights are (2, -1): without the second one 1.5 is best. */
static void no_weight_is_below_0(void **state)
{
	const double parts[] = { 1, 1, 0, 1 }, whole[] = { 2, 1 };
	const struct problem p = { 2, 2, parts, whole, 0 };
	struct solution s;

	(void)state;
	solved(&s, &p);
	assert_close(s.weights[0], 1.5);
	assert_true(s.weights[1] == 0);
	solution_free(&s);
}

/* Parts less the whole: 3 and -1 in the one row, so 1/4 and 3/4. */
static void weights_of_a_mean_come_to_1(void **state)
{
	const double parts[] = { 3, -1 };
	const struct problem p = { 1, 2, parts, NULL, 1 };
	struct solution s;

	(void)state;
	solved(&s, &p);
	assert_close(s.weights[0], 0.25);
	assert_close(s.weights[1], 0.75);
	solution_free(&s);
}

/* Both parts are above the whole: the nearer one has all. */
static void the_best_of_a_mean_may_be_one_part(void **state)
{
	const double parts[] = { 3, 4, 1, 1 };
	const struct problem p = { 2, 2, parts, NULL, 1 };
	struct solution s;

	(void)state;
	solved(&s, &p);
	assert_true(s.weights[0] == 0);
	assert_true(s.weights[1] == 1);
	solution_free(&s);
}

/* By the conditions of Karush, Kuhn and Tucker: where a part has weight, moving
 * some of it to another part makes nothing better. */
static void no_small_change_of_a_solution_is_better(void **state)
{
	enum { ROWS = 40, N = 7 };
	double parts[ROWS * N], residual[ROWS] = { 0 }, slope[N], level = 0;
	const struct problem p = { ROWS, N, parts, NULL, 1 };
	uint32_t seed = 5;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct solution s;
		double sum = 0;

		for (size_t i = 0; i < ROWS * N; i++)
			parts[i] = next(&seed) - 40;
		solved(&s, &p);
		level = 0;
		for (size_t i = 0; i < ROWS; i++) {
			residual[i] = 0;
			for (size_t j = 0; j < N; j++)
				residual[i] +=
					s.weights[j] * parts[j * ROWS + i];
		}
		for (size_t j = 0; j < N; j++) {
			slope[j] = 0;
			for (size_t i = 0; i < ROWS; i++)
				slope[j] += residual[i] * parts[j * ROWS + i];
			level += s.weights[j] * slope[j];
			sum += s.weights[j];
			assert_true(s.weights[j] >= 0);
		}
		assert_close(sum, 1);
		for (size_t j = 0; j < N; j++) {
			assert_true(slope[j] - level > -1e-6);
			assert_true(s.weights[j] == 0 ||
				fabs(slope[j] - level) < 1e-6);
		}
		solution_free(&s);
	}
}

/* Columns (1, 0) and (1, 1) / sqrt 2 have the singular values sqrt(1 +- 1 /
 * sqrt 2). */
static void the_condition_is_that_of_columns_of_length_1(void **state)
{
	const double parts[] = { 5, 0, 0, 3, 3, 0 }, whole[] = { 8, 3, 0 };
	const struct problem p = { 3, 2, parts, whole, 0 };
	struct solution s;

	(void)state;
	solved(&s, &p);
	assert_close(s.condition, 1 + sqrt(2));
	assert_int_equal(s.follows, 2);
	/* R' R = (25, 15; 15, 18), its inverse has 18 / 225 and 25 / 225 */
	assert_close(s.spread[0], sqrt(18.0 / 225));
	assert_close(s.spread[1], sqrt(25.0 / 225));
	solution_free(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(twentieths_are_found),
		cmocka_unit_test(thirds_are_found_and_agree),
		cmocka_unit_test(a_part_beside_the_score_has_no_weight),
		cmocka_unit_test(fine_figures_tell_weights_that_are_not_round),
		cmocka_unit_test(a_sum_has_weights_of_any_size),
		cmocka_unit_test(one_child_has_all_the_weight),
		cmocka_unit_test(a_constant_part_of_a_mean_can_be_told),
		cmocka_unit_test(where_no_area_is_complete_all_are_used),
		cmocka_unit_test(complete_areas_are_enough),
		cmocka_unit_test(
			a_figure_that_was_changed_alone_hides_no_weight),
		cmocka_unit_test(
			what_takes_few_values_is_not_held_to_be_rounded),
		cmocka_unit_test(
			a_part_published_with_fewer_places_is_allowed_for),
		cmocka_unit_test(whole_points_that_add_up_are_exact),
		cmocka_unit_test(
			weights_of_no_simple_fraction_are_told_as_they_are),
		cmocka_unit_test(parts_that_are_the_same_cannot_be_told_apart),
		cmocka_unit_test(
			a_part_that_is_a_mean_of_others_cannot_be_told),
		cmocka_unit_test(two_areas_are_too_few_for_three_weights),
		cmocka_unit_test(rounding_may_leave_too_little),
		cmocka_unit_test(noise_is_told_from_rounding),
		cmocka_unit_test(without_a_score_nothing_is_told),
		cmocka_unit_test(without_a_whole_nothing_is_told),
		cmocka_unit_test(
			parts_of_another_direction_or_scale_stand_aside),
		cmocka_unit_test(no_weight_is_below_0),
		cmocka_unit_test(weights_of_a_mean_come_to_1),
		cmocka_unit_test(the_best_of_a_mean_may_be_one_part),
		cmocka_unit_test(no_small_change_of_a_solution_is_better),
		cmocka_unit_test(the_condition_is_that_of_columns_of_length_1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
