/* SPDX-License-Identifier: MIT */
/* The queries about the structure of an edition. The numbers in the names are
 * those of the requirements at the head of the file that the test is about. */
#include "tests/rows.h"
#include "tests/structure.h"

static const char *const codes[] = { "AAA", "BBB", "CCC", "DDD", "EEE", "FFF",
	"GGG", "HHH", "III", "JJJ" };

/* The figures of an indicator for AAA, BBB, ...; NAN: none. */
static void put_column(struct db *d, int id, const char *measure,
	const double *values, size_t n)
{
	assert_true(n <= COUNT(codes));
	for (size_t i = 0; i < n; i++)
		put_figure(d, id, measure, codes[i], values[i]);
}

#define PUT(d, id, ...)                                                        \
	do {                                                                   \
		static const double v_[] = { __VA_ARGS__ };                    \
		put_column(d, id, "score", v_, COUNT(v_));                     \
	} while (0)

/* overall with the parts a, b, c. */
static void put_tree(struct db *d, const char *combine)
{
	put_node(d, 1, "overall", NULL, combine);
	put_node(d, 2, "a", "overall", "none");
	put_node(d, 3, "b", "overall", "none");
	put_node(d, 4, "c", "overall", "none");
}

/* What a view says of the release. */
static void assert_says(struct db *d, const char *sql, const char *expected)
{
	stmt_close(ask_structure(d, "reliability"));
	check_rows(d, sql, "\n", expected);
}

/* ---- structure_period, structure_column, structure_value ---- */

static const char period[] = "SELECT period FROM "
			     "structure_period WHERE release_id = 1";

static void structure_period_1_is_that_of_the_ranking(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2);
	script(*state, "UPDATE observation SET period = '2023'");
	PUT(*state, 2, 1, 2);
	assert_says(*state, period, "2023");
}

static void structure_period_2_is_the_editions_or_the_last(void **state)
{
	put_node(*state, 1, "x", NULL, "none");
	PUT(*state, 1, 1, NAN);
	assert_says(*state, period, "2024");
	script(*state, "UPDATE observation SET period = 'latest'");
	assert_says(*state, period, "latest");
	put_node(*state, 2, "y", NULL, "none");
	PUT(*state, 2, 1, 2);
	script(*state,
		"UPDATE observation SET period = '2019' WHERE indicator_id = "
		"2 AND area = 'AAA'; UPDATE observation SET period = '2021' "
		"WHERE indicator_id = 2 AND area = 'BBB'");
	assert_says(*state, period, "2021");
}

static void structure_period_3_is_none_without_figures(void **state)
{
	put_node(*state, 1, "x", NULL, "none");
	PUT(*state, 1, NAN);
	put_figure(*state, 1, "rank", "BBB", 1);
	assert_says(*state, period, "-");
	check_structure(
		*state, "distribution", "indicator areas missing", "x|0|0\n");
	check_structure(*state, "coverage-areas", "area", "");
	check_structure(*state, "correlations", "indicator", "");
}

static void structure_column_2_is_the_score_or_else_what_is_raw(void **state)
{
	static const double raw[] = { 5, 6 };

	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2);
	PUT(*state, 2, 1, NAN);
	put_column(*state, 2, "raw", raw, 2);
	PUT(*state, 3, NAN, NAN);
	put_column(*state, 3, "raw", raw, 2);
	check_structure(*state, "distribution",
		"indicator measure areas min max",
		"overall|score|2|1|2\na|score|1|1|1\nb|raw|2|5|6\n"
		"c|-|0|-|-\n");
}

static void structure_column_3_and_4_tell_leaves_and_directions(void **state)
{
	put_tree(*state, "mean");
	script(*state,
		"UPDATE indicator SET direction = 'lower' WHERE indicator_id "
		"= 3");
	assert_says(*state,
		"SELECT group_concat(what, ' ') FROM (SELECT indicator || "
		"is_leaf "
		"|| turned AS what FROM structure_column ORDER BY indicator)",
		"a11 b1-1 c11 overall01");
}

static void structure_value_1_counts_a_figure_once(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2);
	script(*state,
		"INSERT INTO observation SELECT release_id, indicator_id, "
		"measure, period, area, 1, value, raw, sheet_id, 'B1', "
		"label_id FROM observation");
	assert_says(*state, "SELECT count(*) FROM structure_value", "2");
}

/* ---- distribution ---- */

static void distribution_2_counts_areas_of_other_indicators(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2, 3, NAN);
	PUT(*state, 2, NAN, 2, 3, 4);
	check_structure(*state, "distribution", "indicator areas missing",
		"overall|3|1\na|3|1\nb|0|4\nc|0|4\n");
}

static void distribution_3_leaves_empty_what_is_not_defined(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 7);
	PUT(*state, 2, 7, 7, 7, 7, 7);
	PUT(*state, 3, 1, 2, 4);
	PUT(*state, 4, 1, 2, 4, 8);
	check_structure(*state, "distribution",
		"indicator q1 median mean q3 sd skew kurtosis outliers",
		"overall|7|7|7|7|-|-|-|-\na|7|7|7|7|0|-|-|-\n"
		"b|1.5|2|2.33333|3|1.52753|0.93522|-|-\n"
		"c|1.75|3|3.75|5|3.0957|1.13762|0.757656|no\n");
}

static void distribution_4_tells_outliers(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 100);
	PUT(*state, 2, -1, -2, -1, -2, -1, -2, -1, -2, -1, -100);
	PUT(*state, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
	check_structure(*state, "distribution",
		"indicator skew kurtosis outliers",
		"overall|3.16077|9.99301|yes\na|-3.16077|9.99301|yes\n"
		"b|0|-1.2|no\nc|-|-|-\n");
}

static void distribution_5_counts_values_and_zeros(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 0, 0, 3, 4);
	check_structure(*state, "distribution", "different most zeros",
		"3|2|0.5\n-|-|-\n-|-|-\n-|-|-\n");
}

/* ---- correlations ---- */

static void correlations_1_has_each_pair_once(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2, 3);
	PUT(*state, 2, 1, 2, 3);
	PUT(*state, 3, 1, 2, 4);
	put_node(*state, 5, "root", NULL, "none");
	PUT(*state, 5, 3, 2, 1);
	check_structure(*state, "correlations",
		"indicator kind other areas pearson",
		"overall|sibling|root|3|-1\na|parent|overall|3|1\n"
		"a|sibling|b|3|0.981981\nb|parent|overall|3|0.981981\n");
}

static void correlations_2_and_3_take_areas_with_both(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2, 3, 4, NAN);
	PUT(*state, 2, 10, 20, NAN, 10, 5);
	PUT(*state, 3, NAN, NAN, NAN, NAN, 5);
	PUT(*state, 4, 7, 7, 7, 7, 7);
	check_structure(*state, "correlations",
		"indicator other areas pearson spearman",
		"a|overall|3|-0.188982|0\na|b|1|-|-\na|c|4|-|-\n"
		"b|overall|0|-|-\nb|c|1|-|-\nc|overall|4|-|-\n");
}

static void correlations_4_flags_what_is_too_like_or_against(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2, 3, 4, 5, 6);
	PUT(*state, 2, 1, 2, 3, 4, 5, 7);
	PUT(*state, 3, 1, 2, 3, 4, 6, 6);
	PUT(*state, 4, 6, 5, 4, 3, 2, 1);
	put_node(*state, 5, "w", "overall", "none");
	PUT(*state, 5, 1, 3, 3, 1, 1, 3);
	check_structure(*state, "correlations", "indicator kind other flag",
		"a|parent|overall|-\na|sibling|b|collinear\n"
		"a|sibling|c|negative\na|sibling|w|-\nb|parent|overall|-\n"
		"b|sibling|c|negative\nb|sibling|w|-\n"
		"c|parent|overall|negative\nc|sibling|w|-\n"
		"w|parent|overall|weak\n");
}

static void correlations_5_minds_which_end_is_the_better(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2, 3);
	PUT(*state, 2, 1, 2, 3);
	PUT(*state, 3, 3, 2, 1);
	script(*state,
		"UPDATE indicator SET direction = 'lower' WHERE indicator_id "
		"= 3");
	check_structure(*state, "correlations", "indicator other pearson flag",
		"a|overall|1|-\na|b|-1|collinear\nb|overall|-1|-\n");
}

/* ---- effective-weights ---- */

static void effective_weights_2_and_3_follow_the_tree(void **state)
{
	put_tree(*state, "mean");
	put_node(*state, 5, "a1", "a", "none");
	put_node(*state, 6, "b1", "b", "none");
	script(*state,
		"UPDATE indicator SET weight = 2 WHERE indicator = 'c';"
		"UPDATE indicator SET combine = 'sum' WHERE indicator = 'a'");
	check_structure(*state, "effective-weights",
		"parent indicator weight final areas pearson",
		"overall|a|0.25|0.25|0|-\noverall|b|0.25|0.25|0|-\n"
		"overall|c|0.5|0.5|0|-\na|a1|1|0.25|0|-\nb|b1|-|-|0|-\n");
}

static void effective_weights_4_to_6_share_what_is_told(void **state)
{
	put_tree(*state, "mean");
	script(*state, "UPDATE indicator SET weight = 0 WHERE indicator = 'c'");
	PUT(*state, 1, 1, 2, 3, 4);
	PUT(*state, 2, 1, 2, 3, NAN);
	PUT(*state, 3, 1, 3, 2, 4);
	check_structure(*state, "effective-weights",
		"indicator weight areas squared importance ratio",
		"a|0.5|3|1|0.609756|1.21951\nb|0.5|4|0.64|0.390244|0.780488\n"
		"c|0|0|-|-|-\n");
	PUT(*state, 4, 7, 7, 7, 7);
	check_structure(*state, "effective-weights",
		"indicator squared importance", "a|1|-\nb|0.64|-\nc|-|-\n");
}

/* ---- reliability ---- */

static void reliability_1_takes_two_items(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2, 3);
	check_structure(*state, "reliability", "node", "");
	PUT(*state, 2, 1, 2, 3);
	check_structure(*state, "reliability", "node", "");
	PUT(*state, 3, 1, 2, 3);
	put_node(*state, 5, "root", NULL, "none");
	PUT(*state, 5, 1, 3, 2);
	check_structure(*state, "reliability", "node items alpha",
		"-|2|0.666667\noverall|2|1\n");
}

static void reliability_2_to_4_is_alpha_of_pairs(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 2, 2, 4, 4, 5, 9, NAN);
	PUT(*state, 3, 1, 3, 5, 4, 8, 2);
	PUT(*state, 4, 3, 3, 6, 5, NAN, 1);
	check_structure(*state, "reliability",
		"node items areas complete alpha standardised",
		"overall|3|6|4|0.813815|0.911822\n");
}

static void reliability_5_turns_items_of_the_other_direction(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 2, 1, 2, 3);
	PUT(*state, 3, 3, 2, 1);
	check_structure(*state, "reliability", "alpha standardised", "-|-\n");
	script(*state,
		"UPDATE indicator SET direction = 'lower' WHERE indicator_id "
		"= 3");
	check_structure(*state, "reliability", "alpha standardised", "1|1\n");
}

static void reliability_6_is_empty_where_a_pair_tells_nothing(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 2, 1, 2, 3, NAN, NAN);
	PUT(*state, 3, NAN, NAN, 1, 2, 3);
	check_structure(
		*state, "reliability", "items alpha standardised", "2|-|-\n");
	PUT(*state, 4, 7, 7, 7, 7, 7);
	script(*state, "DELETE FROM observation WHERE indicator_id = 3");
	check_structure(
		*state, "reliability", "items alpha standardised", "2|0|-\n");
}

/* ---- coverage ---- */

static void coverage_indicators_2_to_4_tells_what_is_thin(void **state)
{
	put_tree(*state, "mean");
	PUT(*state, 1, 1, 2, 3, 4, 5);
	PUT(*state, 2, 1, 2, 3, NAN, NAN);
	PUT(*state, 3, 0, 0, 0, 1, 2);
	check_structure(*state, "coverage-indicators",
		"indicator measure areas missing share nonzero flag",
		"overall|score|5|0|1|1|-\na|score|3|2|0.6|1|few\n"
		"b|score|5|0|1|0.4|zeros\nc|-|0|5|0|-|few\n");
}

static void coverage_areas_1_to_4_counts_leaves_with_figures(void **state)
{
	put_tree(*state, "mean");
	put_node(*state, 5, "d", "overall", "none");
	PUT(*state, 1, 1, 2, 3);
	PUT(*state, 2, 1, 2, NAN);
	PUT(*state, 3, 0, 1, NAN);
	PUT(*state, 4, 4, NAN, NAN);
	check_structure(*state, "coverage-areas",
		"area name indicators missing zeros share nonzero flag",
		"CCC|CCC|0|3|0|0|-|few\nBBB|BBB|2|1|0|0.666667|1|-\n"
		"AAA|AAA|3|0|1|1|0.666667|-\n");
}

#define with_structure(test)                                                   \
	cmocka_unit_test_setup_teardown(test, open_structure, close_structure)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		with_structure(structure_period_1_is_that_of_the_ranking),
		with_structure(structure_period_2_is_the_editions_or_the_last),
		with_structure(structure_period_3_is_none_without_figures),
		with_structure(
			structure_column_2_is_the_score_or_else_what_is_raw),
		with_structure(
			structure_column_3_and_4_tell_leaves_and_directions),
		with_structure(structure_value_1_counts_a_figure_once),
		with_structure(distribution_2_counts_areas_of_other_indicators),
		with_structure(distribution_3_leaves_empty_what_is_not_defined),
		with_structure(distribution_4_tells_outliers),
		with_structure(distribution_5_counts_values_and_zeros),
		with_structure(correlations_1_has_each_pair_once),
		with_structure(correlations_2_and_3_take_areas_with_both),
		with_structure(
			correlations_4_flags_what_is_too_like_or_against),
		with_structure(correlations_5_minds_which_end_is_the_better),
		with_structure(effective_weights_2_and_3_follow_the_tree),
		with_structure(effective_weights_4_to_6_share_what_is_told),
		with_structure(reliability_1_takes_two_items),
		with_structure(reliability_2_to_4_is_alpha_of_pairs),
		with_structure(
			reliability_5_turns_items_of_the_other_direction),
		with_structure(
			reliability_6_is_empty_where_a_pair_tells_nothing),
		with_structure(coverage_indicators_2_to_4_tells_what_is_thin),
		with_structure(
			coverage_areas_1_to_4_counts_leaves_with_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
