/* SPDX-License-Identifier: MIT */
/* An edition's tree and the scores of a release, as they are read from a
 * database. */
#include "tests/check.h"

#include "pipeline/score/tree.h"

static const char ground[] =
	"INSERT INTO dataset (dataset, title, publisher, direction) VALUES "
	"('d', 'D', 'P', 'higher');"
	"INSERT INTO regime VALUES ('d', 'one', 'One');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, ties_decimals, period, first) VALUES "
	"('d', '1', 1, 'one', 'higher', 'competition', 3, '2020', 'best'), "
	"('d', '2', 2, 'one', 'higher', 'none', NULL, '2021', 'worst'), "
	"('d', '3', 3, 'one', 'higher', 'none', NULL, '2022', 'best');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals, "
	"scale_min, scale_max) VALUES "
	"(1, 'd', '1', 'beside', NULL, 1, 0, 'Beside', 1, 'none', 'higher', "
	"1, 0, 1), "
	"(2, 'd', '1', 'overall', NULL, 2, 0, 'All', 1, 'mean', 'higher', 2, "
	"0, 100), "
	"(3, 'd', '1', 'a', 'overall', 3, 1, 'A', 2, 'sum', 'higher', 2, 0, "
	"100), "
	"(4, 'd', '1', 'a1', 'a', 4, 2, 'A 1', 0.5, 'none', 'lower', NULL, "
	"NULL, NULL), "
	"(5, 'd', '1', 'b', 'overall', 5, 1, 'B', 1, 'leaves', 'higher', 2, "
	"0, 100), "
	"(6, 'd', '2', 'overall', NULL, 1, 0, 'All', 1, 'none', 'higher', 2, "
	"0, 100), "
	"(7, 'd', '3', 'single', NULL, 1, 0, 'S', 1, 'none', 'higher', 2, 0, "
	"100);"
	"INSERT INTO area (area, name, kind) VALUES ('BBB', 'Bora', 'iso'), "
	"('AAA', 'Alba', 'iso'), ('CCC', 'Cara', 'iso'), "
	"('DDD', 'Dora', 'iso');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (1, 'S');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) VALUES "
	"(1, 'd', '1', printf('%064d', 1), 'superseded', 'x'), "
	"(2, 'd', '1', printf('%064d', 2), 'current', 'x'), "
	"(3, 'd', '2', printf('%064d', 3), 'current', 'x'), "
	"(4, 'd', '3', printf('%064d', 4), 'current', 'x');";

static const char figures[] =
	"INSERT INTO observation VALUES "
	"(2, 2, 'score', '2020', 'BBB', 0, 50.5, '', 1, 'A1', 1), "
	"(2, 2, 'score', '2020', 'BBB', 1, 99, '', 1, 'A2', 1), "
	"(2, 2, 'score', '2019', 'BBB', 0, 98, '', 1, 'A3', 1), "
	"(2, 2, 'rank', '2020', 'BBB', 0, 1, '', 1, 'A4', 1), "
	"(2, 3, 'score', '2020', 'BBB', 0, 7, '', 1, 'A5', 1), "
	"(2, 3, 'raw', '2020', 'BBB', 0, 8, '', 1, 'A6', 1), "
	"(2, 4, 'score', '2020', 'AAA', 0, 3, '', 1, 'A7', 1), "
	"(2, 4, 'score', '2020', 'BBB', 0, NULL, '', 1, 'A8', 1), "
	"(2, 3, 'rank', '2020', 'CCC', 0, 1, '', 1, 'A9', 1), "
	"(2, 2, 'rank', '2020', 'DDD', 0, 2, '', 1, 'B1', 1), "
	"(1, 2, 'score', '2020', 'AAA', 0, 11, '', 1, 'B2', 1);";

static void open_ground(struct db **d, char path[PATH_TEXT], const char *folder)
{
	struct err e = ERR_INIT;

	path_in(path, folder, "x.db");
	*d = NULL;
	if (db_open(d, path, DB_CREATE, &e) < 0 ||
		db_script(*d, "test", ground, &e) < 0 ||
		db_script(*d, "test", figures, &e) < 0)
		fail_msg("%s", e.text);
}

static int open_tree(
	struct score_tree *t, struct db *d, const char *name, struct err *e)
{
	struct sides *s = NULL;
	int rc = side_open(&s, d, name, e);

	if (rc == 0)
		rc = score_tree_open(t, d, sides_from(s), e);
	sides_close(s);
	return rc;
}

static void a_tree_is_overall_and_what_is_below_it(void **state)
{
	static const char *const names[] = { "overall", "a", "a1", "b" };
	static const int parents[] = { -1, 0, 1, 0 };
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct score_tree t;
	struct db *d;

	open_ground(&d, path, *state);
	if (open_tree(&t, d, "d/1", &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(t.n_nodes, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(t.nodes[i].indicator, names[i]);
		assert_int_equal(t.nodes[i].parent, parents[i]);
		assert_int_equal(score_tree_node(&t, names[i]), i);
	}
	assert_int_equal(t.nodes[0].first, 1);
	assert_int_equal(t.nodes[1].next, 3);
	assert_int_equal(t.nodes[1].first, 2);
	assert_int_equal(t.nodes[2].first, -1);
	assert_int_equal(t.nodes[3].next, -1);
	assert_int_equal(score_tree_node(&t, "beside"), -1);
	score_tree_close(&t);
	score_tree_close(&t);
	db_close(d);
}

static void a_node_is_as_its_edition_says(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct score_tree t;
	struct db *d;

	open_ground(&d, path, *state);
	if (open_tree(&t, d, "d/1", &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(t.nodes[0].combine, COMBINE_MEAN);
	assert_int_equal(t.nodes[1].combine, COMBINE_SUM);
	assert_int_equal(t.nodes[2].combine, COMBINE_NONE);
	assert_int_equal(t.nodes[3].combine, COMBINE_LEAVES);
	assert_true(t.nodes[2].weight == 0.5);
	assert_int_equal(t.nodes[2].lower, 1);
	assert_int_equal(t.nodes[1].lower, 0);
	assert_int_equal(t.nodes[2].decimals, -1);
	assert_int_equal(t.nodes[1].decimals, 2);
	assert_true(isnan(t.nodes[2].scale_min));
	assert_true(t.nodes[1].scale_max == 100);
	assert_string_equal(t.nodes[2].label, "A 1");
	assert_string_equal(t.period, "2020");
	assert_string_equal(t.regime, "one");
	assert_int_equal(t.rank_sign, 1);
	assert_int_equal(t.ties_decimals, 3);
	score_tree_close(&t);
	db_close(d);
}

/* CCC has only a rank by another indicator. */
static void areas_have_a_score_or_a_rank_by_overall(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct score_tree t;
	struct db *d;

	open_ground(&d, path, *state);
	if (open_tree(&t, d, "d/1", &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(t.n_areas, 3);
	assert_string_equal(t.areas[0].area, "AAA");
	assert_string_equal(t.areas[0].name, "Alba");
	assert_true(isnan(t.areas[0].rank));
	assert_int_equal(score_tree_area(&t, "BBB"), 1);
	assert_true(t.areas[1].rank == 1);
	assert_true(t.areas[2].rank == 2);
	assert_int_equal(score_tree_area(&t, "CCC"), -1);
	score_tree_close(&t);
	db_close(d);
}

static void values_are_scores_of_its_period_at_place_0(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct score_tree t;
	struct db *d;

	open_ground(&d, path, *state);
	if (open_tree(&t, d, "d/1", &e) < 0)
		fail_msg("%s", e.text);
	assert_true(t.values[2] == 3);
	assert_true(isnan(t.values[0]));
	assert_true(t.values[4] == 50.5);
	assert_true(t.values[5] == 7);
	assert_true(isnan(t.values[6]));
	assert_true(isnan(t.values[8]));
	score_tree_close(&t);
	db_close(d);
}

static void another_release_has_its_own_scores(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct score_tree t;
	struct db *d;

	open_ground(&d, path, *state);
	if (open_tree(&t, d, "d/1@previous", &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(t.n_areas, 1);
	assert_true(t.values[0] == 11);
	score_tree_close(&t);
	db_close(d);
}

static void what_has_no_tree_or_no_score_is_refused(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct score_tree t;
	struct db *d;

	open_ground(&d, path, *state);
	assert_int_equal(open_tree(&t, d, "d/2", &e), -1);
	assert_fault(&e, ERR_DATA,
		"d/2@000000000000 has no score of its tree in any period");
	e = (struct err)ERR_INIT;
	assert_int_equal(open_tree(&t, d, "d/3", &e), -1);
	assert_fault(&e, ERR_DATA,
		"d/3 has no tree: none of its indicators is 'overall'");
	db_close(d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(a_tree_is_overall_and_what_is_below_it),
		test_in_folder(a_node_is_as_its_edition_says),
		test_in_folder(areas_have_a_score_or_a_rank_by_overall),
		test_in_folder(values_are_scores_of_its_period_at_place_0),
		test_in_folder(another_release_has_its_own_scores),
		test_in_folder(what_has_no_tree_or_no_score_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
