/* SPDX-License-Identifier: MIT */
/* Ranks under other weights, and the files that give them. */
#include "tests/tinytree.h"

#include "pipeline/score/whatif.h"

/* overall = 1/4 a + 3/4 b, b = (b1 + b2) / 2; c stands beside it. */
static void world(struct tiny *t)
{
	tiny_begin(t);
	tiny_node(t, "overall", NULL, 1, COMBINE_MEAN);
	tiny_node(t, "a", "overall", 1, COMBINE_NONE);
	tiny_node(t, "b", "overall", 3, COMBINE_MEAN);
	tiny_node(t, "b1", "b", 1, COMBINE_NONE);
	tiny_node(t, "b2", "b", 1, COMBINE_NONE);
	tiny_node(t, "c", "overall", 0, COMBINE_NONE);
	TINY_AREA(t, 1, 65, 80, 60, 50, 70, 0);
	TINY_AREA(t, 2, 62.5, 10, 80, 90, 70, 40);
	TINY_AREA(t, 3, 20, 20, 20, 20, 20, 90);
}

/* What comes of a file; NULL: none. */
static int ask(struct whatif *w, struct tiny *t, const char *folder,
	const char *text, struct whatif_order o, struct err *e)
{
	char path[PATH_TEXT];

	world(t);
	if (text) {
		path_in(path, folder, "w.csv");
		write_text(path, text);
		o.weights = path;
	}
	return whatif_open(w, &t->tree, &o, e);
}

static void assert_scores(struct tiny *t, const char *folder, const char *text,
	struct whatif_order o, const double *scores)
{
	struct err e = ERR_INIT;
	struct whatif w;

	if (ask(&w, t, folder, text, o, &e) < 0)
		fail_msg("%s", e.text);
	for (size_t i = 0; i < t->tree.n_areas; i++)
		assert_close(w.other.scores[i], scores[i]);
	whatif_close(&w);
}

static const struct whatif_order plain = { NULL, 0, MEAN_ARITHMETIC,
	WHATIF_AUTO };

static void who_is_not_named_keeps_its_weight(void **state)
{
	struct tiny t;

	/* 9 a, 3 b */
	assert_scores(&t, *state, "indicator,weight\na,9\n", plain,
		(const double[]){ 75, 27.5, 20 });
}

static void other_columns_and_empty_lines_are_passed_over(void **state)
{
	struct tiny t;

	assert_scores(&t, *state,
		"why,weight,indicator\nbecause,0,a\n\n\"x, y\", 1 , b \n",
		plain, (const double[]){ 60, 80, 20 });
}

static void a_part_of_no_weight_may_be_given_one(void **state)
{
	struct tiny t;

	/* 1 a, 3 b, 4 c */
	assert_scores(&t, *state, "indicator,weight\nc,4\n", plain,
		(const double[]){ 32.5, 51.25, 55 });
}

static void equal_weights_are_of_all_that_have_one(void **state)
{
	struct whatif_order o = plain;
	struct tiny t;

	o.equal = 1;
	assert_scores(&t, *state, NULL, o, (const double[]){ 70, 45, 20 });
	/* and then those of the file */
	assert_scores(&t, *state, "indicator,weight\na,3\n", o,
		(const double[]){ 75, 27.5, 20 });
}

/* b as published is 60, and of its leaves (3 * 50 + 70) / 4 = 55. */
static void a_weight_below_the_parts_is_taken_from_the_leaves(void **state)
{
	static const char text[] = "indicator,weight\nb1,3\n";
	struct whatif_order o = plain;
	struct tiny t;

	assert_scores(
		&t, *state, text, o, (const double[]){ 61.25, 66.25, 20 });
	o.from = WHATIF_LEAVES;
	assert_scores(
		&t, *state, text, o, (const double[]){ 61.25, 66.25, 20 });
}

static void old_ranks_are_recomputed_beside(void **state)
{
	struct err e = ERR_INIT;
	struct whatif w;
	struct tiny t;

	assert_int_equal(
		ask(&w, &t, *state, "indicator,weight\na,0\n", plain, &e), 0);
	assert_close(w.base.scores[0], 65);
	assert_true(w.base.ranks[0] == 1 && w.base.ranks[1] == 2);
	assert_true(w.other.ranks[0] == 2 && w.other.ranks[1] == 1);
	whatif_close(&w);
}

/* 1/4 a + 3/4 b of a scale from 0 to 90, put on one from 1 to 100 and back. */
static double on_90(double a, double b)
{
	double ln = log(1 + 1.1 * a) / 4 + 3 * log(1 + 1.1 * b) / 4;

	return (exp(ln) - 1) / 1.1;
}

static void a_geometric_mean_is_on_the_scale_of_the_scores(void **state)
{
	struct whatif_order o = plain;
	struct err e = ERR_INIT;
	struct whatif w;
	struct tiny t;

	(void)state;
	world(&t);
	t.nodes[0].scale_min = 0;
	t.nodes[0].scale_max = 90;
	o.mean = MEAN_GEOMETRIC;
	assert_int_equal(whatif_open(&w, &t.tree, &o, &e), 0);
	assert_close(w.other.scores[0], on_90(80, 60));
	assert_close(w.other.scores[1], on_90(10, 80));
	assert_close(w.other.scores[2], 20);
	whatif_close(&w);
}

/* Where no scale is known the scores of a and b go from 0 to 90. */
static void a_part_of_0_does_not_make_the_whole_0(void **state)
{
	struct whatif_order o = plain;
	struct err e = ERR_INIT;
	struct whatif w;
	struct tiny t;

	(void)state;
	world(&t);
	t.values[1] = 0;
	t.values[6 + 2] = 90;
	o.mean = MEAN_GEOMETRIC;
	assert_int_equal(whatif_open(&w, &t.tree, &o, &e), 0);
	assert_close(w.other.scores[0], on_90(0, 60));
	assert_close(w.other.scores[1], on_90(10, 90));
	assert_true(w.other.ranks[0] == 2);
	whatif_close(&w);
}

static void scores_below_0_have_a_geometric_mean(void **state)
{
	struct whatif_order o = plain;
	struct err e = ERR_INIT;
	struct whatif w;
	struct tiny t;

	(void)state;
	world(&t);
	for (size_t i = 0; i < 3; i++)
		for (int k = 0; k < 5; k++)
			t.values[6 * i + (size_t)k] -= 45;
	t.nodes[0].scale_min = -45;
	t.nodes[0].scale_max = 45;
	o.mean = MEAN_GEOMETRIC;
	assert_int_equal(whatif_open(&w, &t.tree, &o, &e), 0);
	assert_close(w.other.scores[0], on_90(80, 60) - 45);
	whatif_close(&w);
}

/* (1 + 3 * 1.01) / 4 = 1.0075 and 1.01 are both 1.01. */
static void areas_share_ranks_as_the_edition_says(void **state)
{
	struct whatif_order o = plain;
	struct err e = ERR_INIT;
	struct whatif w;
	struct tiny t;

	(void)state;
	world(&t);
	t.tree.ties_decimals = 2;
	for (size_t i = 0; i < 2; i++) {
		t.values[6 * i + 1] = 1 + (double)i / 100;
		t.values[6 * i + 2] = 1.01;
	}
	o.equal = 1; /* 1.005 and 1.01 */
	assert_int_equal(whatif_open(&w, &t.tree, &o, &e), 0);
	assert_close(w.base.scores[0], 1.0075);
	assert_true(w.base.ranks[0] == 2 && w.base.ranks[1] == 2);
	assert_true(w.other.ranks[0] == 2 && w.other.ranks[1] == 2);
	whatif_close(&w);
}

static void who_lacks_all_weighted_parts_has_no_rank(void **state)
{
	struct err e = ERR_INIT;
	struct whatif w;
	struct tiny t;
	char path[PATH_TEXT];
	struct whatif_order o = plain;

	world(&t);
	t.values[2] = NAN;
	path_in(path, *state, "w.csv");
	write_text(path, "indicator,weight\na,0\n");
	o.weights = path;
	assert_int_equal(whatif_open(&w, &t.tree, &o, &e), 0);
	assert_true(isnan(w.other.ranks[0]));
	assert_true(w.other.ranks[1] == 1);
	whatif_close(&w);
}

static void the_order_of_the_lines_says_nothing(void **state)
{
	static const double scores[] = { 80, 10, 20 };
	struct tiny t;

	assert_scores(
		&t, *state, "indicator,weight\nb1,3\nb,0\n", plain, scores);
	assert_scores(
		&t, *state, "indicator,weight\nb,0\nb1,3\n", plain, scores);
}

/* ---- refusals ---- */

static void refuse(const char *folder, const char *text, struct whatif_order o,
	const char *says)
{
	struct err e = ERR_INIT;
	struct whatif w;
	struct tiny t;

	assert_int_equal(ask(&w, &t, folder, text, o, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, says);
	assert_contains(e.text, "w.csv: ");
}

static void a_faulty_file_is_refused_with_its_line(void **state)
{
	static const struct {
		const char *text, *says;
	} all[] = {
		{ "", "line 1: expected a header with the columns indicator" },
		{ "a,1\n", "line 1: expected a header with the columns" },
		{ "indicator,weight\na\n",
			"line 2: expected an indicator and its weight" },
		{ "indicator,weight\n\nz,1\n",
			"line 3: 'z' is no part of 'overall' in d/1" },
		{ "indicator,weight\noverall,1\n",
			"line 2: 'overall' is no part of 'overall' in d/1" },
		{ "indicator,weight\na,1\nb,1\na,2\n",
			"line 4: 'a' was given a weight in line 2" },
		{ "indicator,weight\na,-1\n",
			"line 2: '-1': expected a number from 0 to "
			"1000000000" },
		{ "indicator,weight\na,much\n",
			"line 2: 'much': expected a number from 0 to "
			"1000000000" },
		{ "indicator,weight\na,\n",
			"line 2: '': expected a number from 0 to 1000000000" },
		{ "indicator,weight\na,nan\n",
			"line 2: 'nan': expected a number from 0 to "
			"1000000000" },
		{ "indicator,weight\na,1e308\n",
			"line 2: '1e308': expected a number from 0 to "
			"1000000000" },
		{ "weight,indicator,weight\n1,a,2\n",
			"line 1: expected a header with the columns indicator "
			"and weight, each once" },
		{ "indicator,weight\na,0\nb,0\n",
			"no part of 'overall' has a weight above 0" },
		{ "indicator,weight\nb1,0\nb2,0\n",
			"no part of 'b' has a weight above 0" },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		refuse(*state, all[i].text, plain, all[i].says);
}

static void a_deep_weight_is_no_matter_of_published_parts(void **state)
{
	struct whatif_order o = plain;

	o.from = WHATIF_PARTS;
	refuse(*state, "indicator,weight\na,1\nb1,2\n", o,
		"line 3: that is below the parts of 'overall', which --from "
		"parts takes as published: expected --from leaves");
}

static void a_file_that_is_not_there_is_refused(void **state)
{
	struct whatif_order o = plain;
	struct err e = ERR_INIT;
	struct whatif w;
	struct tiny t;

	(void)state;
	world(&t);
	o.weights = "/nowhere/w.csv";
	assert_int_equal(whatif_open(&w, &t.tree, &o, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "/nowhere/w.csv");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(who_is_not_named_keeps_its_weight),
		test_in_folder(other_columns_and_empty_lines_are_passed_over),
		test_in_folder(a_part_of_no_weight_may_be_given_one),
		test_in_folder(equal_weights_are_of_all_that_have_one),
		test_in_folder(
			a_weight_below_the_parts_is_taken_from_the_leaves),
		test_in_folder(old_ranks_are_recomputed_beside),
		cmocka_unit_test(
			a_geometric_mean_is_on_the_scale_of_the_scores),
		cmocka_unit_test(a_part_of_0_does_not_make_the_whole_0),
		cmocka_unit_test(scores_below_0_have_a_geometric_mean),
		cmocka_unit_test(areas_share_ranks_as_the_edition_says),
		test_in_folder(the_order_of_the_lines_says_nothing),
		test_in_folder(who_lacks_all_weighted_parts_has_no_rank),
		test_in_folder(a_faulty_file_is_refused_with_its_line),
		test_in_folder(a_deep_weight_is_no_matter_of_published_parts),
		test_in_folder(a_file_that_is_not_there_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
