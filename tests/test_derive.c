/* SPDX-License-Identifier: MIT */
/*
 * The derived tables. The numbers in the names are those of the requirements
 * at the head of the file in sql/derive that the test is about.
 */
#include "tests/rows.h"

#include "pipeline/store/doc.h"
#include "tests/deriving.h"
#include "tests/smallworld.h"

/* Three editions, the last in a regime of its own, each with its release, and
 * a scheme in which Lanes and Mores make up the North. */
static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'old', 'Old'), ('d', 'new', 'New');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) VALUES "
	"('d', '1', 1, 'old', 'higher', 2, 'sequential', '2024'), "
	"('d', '2', 2, 'old', 'higher', 2, 'sequential', '2024'), "
	"('d', '3', 3, 'new', 'higher', 2, 'sequential', '2024');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"VALUES "
	"(1, 'd', '1', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2), "
	"(2, 'd', '2', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2), "
	"(3, 'd', '3', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2), "
	"(4, 'd', '1', 'p', 'overall', 1, 1, 'Pillar', 1, 'none', 'higher', 2);"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) VALUES "
	"(1, 'd', '1', printf('%064d', 1), 'current', '2026'), "
	"(2, 'd', '2', printf('%064d', 2), 'current', '2026'), "
	"(3, 'd', '3', printf('%064d', 3), 'current', '2026'), "
	"(4, 'd', '1', printf('%064d', 4), 'superseded', '2026');"
	"INSERT INTO area (area, name, kind) VALUES ('AAA', 'Alba', 'iso'), "
	"('BBB', 'Bora', 'iso'), ('CCC', 'Cala', 'iso'), "
	"('DDD', 'Dune', 'iso');"
	"INSERT INTO scheme VALUES ('s', 'S', 'us', '2026');"
	"INSERT INTO region VALUES ('s', 'n', 'North', NULL), "
	"('s', 'l', 'Lanes', 'n'), ('s', 'm', 'Mores', 'n');"
	"INSERT INTO member (scheme, region, area) VALUES ('s', 'l', 'AAA'), "
	"('s', 'l', 'BBB'), "
	"('s', 'm', 'CCC');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (1, 'Ranks')";

static int empty(void **state)
{
	return world_open(state, base);
}

/* An area's overall figures in the release of a number; NULL: no cell. */
struct line {
	int release;
	const char *area, *rank, *score;
};

static void fill(struct db *d, const struct line *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const int release = l[i].release;
		const int indicator = l[i].release == 4 ? 1 : l[i].release;

		world_put(d, release, indicator, "rank", l[i].area, l[i].rank);
		world_put(
			d, release, indicator, "score", l[i].area, l[i].score);
	}
}

#define FILL(d, ...)                                                           \
	do {                                                                   \
		static const struct line l_[] = { __VA_ARGS__ };               \
		fill(d, l_, sizeof(l_) / sizeof(*l_));                         \
	} while (0)

static void assert_as_it_is(struct db *d, const char *sql, const char *expected)
{
	check_rows(d, sql, "\n", expected);
}

/* Derives first. */
static void assert_rows(struct db *d, const char *sql, const char *expected)
{
	struct err e = ERR_INIT;

	if (derive_stale(d, &e) < 0)
		fail_msg("%s", e.text);
	assert_as_it_is(d, sql, expected);
}

/* ---- all of them ---- */

static void an_empty_database_has_empty_tables(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(derive_stale(*state, &e), 1);
	assert_true(derive_stale(*state, &e) >= 0);
	assert_rows(*state,
		"SELECT (SELECT count(*) FROM standing), "
		"(SELECT count(*) FROM standing_edition), "
		"(SELECT count(*) FROM rank_delta), "
		"(SELECT count(*) FROM region_standing), "
		"(SELECT count(*) FROM region_leader)",
		"0|0|0|0|0");
}

static void deriving_twice_gives_the_same(void **state)
{
	static const char rows[] = "SELECT area, delta FROM rank_delta";
	struct err e = ERR_INIT;

	FILL(*state, { 1, "AAA", "1", "50" }, { 2, "AAA", "2", "40" });
	assert_true(derive_stale(*state, &e) >= 0);
	assert_rows(*state, rows, "AAA|-1");
	assert_rows(*state, rows, "AAA|-1");
}

static void a_failure_leaves_the_old_tables(void **state)
{
	struct err e = ERR_INIT;

	FILL(*state, { 1, "AAA", "1", "50" });
	assert_true(derive_stale(*state, &e) >= 0);
	world_script(*state,
		"UPDATE release SET recipe = 'another';"
		"CREATE TRIGGER no BEFORE INSERT ON derivation "
		"BEGIN SELECT RAISE(ABORT, 'no'); END");
	assert_int_equal(derive_stale(*state, &e), -1);
	e = (struct err)ERR_INIT;
	world_script(*state, "DROP TRIGGER no");
	world_script(
		*state, "CREATE TEMP TABLE kept AS SELECT area FROM standing");
	assert_rows(*state, "SELECT area FROM kept", "AAA");
}

/* ---- standing ---- */

static void standing_1_only_current_releases_and_overall_count(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 4, "BBB", "1", "50" });
	world_script(*state,
		"INSERT INTO observation VALUES "
		"(1, 4, 'score', '2024', 'CCC', 0, 9, '9', 1, 'A1', 1), "
		"(1, 1, 'score', '2024', 'AAA', 1, 9, '9', 1, 'A1', 1), "
		"(1, 1, 'raw', '2024', 'DDD', 0, 9, '9', 1, 'A1', 1)");
	assert_rows(*state,
		"SELECT dataset, edition, ordinal, regime, release_id, area, "
		"rank, score FROM standing",
		"d|1|1|old|1|AAA|1|50.0");
}

static void standing_2_what_the_source_does_not_give_is_null(void **state)
{
	FILL(*state, { 1, "AAA", "1", "N/A" }, { 1, "BBB", NULL, "0" },
		{ 1, "CCC", "", "" }, { 1, "DDD", "3", NULL });
	assert_rows(*state, "SELECT area, rank, score FROM standing",
		"AAA|1|-\nBBB|-|0.0\nCCC|-|-\nDDD|3|-");
}

static void standing_3_one_period_is_the_editions(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	world_script(*state,
		"INSERT INTO observation VALUES (1, 1, 'score', '2023', "
		"'AAA', 0, 9, '9', 1, 'A1', 1), (1, 1, 'score', '2023', "
		"'BBB', 0, 9, '9', 1, 'A1', 1)");
	assert_rows(
		*state, "SELECT area, rank, score FROM standing", "AAA|1|50.0");
}

static void standing_4_a_rank_that_is_not_whole_is_none(void **state)
{
	FILL(*state, { 1, "AAA", "97.5", "50" });
	assert_rows(
		*state, "SELECT area, rank, score FROM standing", "AAA|-|50.0");
}

static void edition_3_editions_are_counted_where_they_are_loaded(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 3, "AAA", "1", "50" });
	assert_rows(*state,
		"SELECT edition, ordinal, position FROM standing_edition",
		"1|1|1\n3|3|2");
}

static void standing_1_an_edition_without_overall_has_none(void **state)
{
	struct err e = ERR_INIT;

	FILL(*state, { 1, "AAA", "1", "50" });
	world_script(*state,
		"UPDATE indicator SET indicator = 'voice' "
		"WHERE indicator_id = 2;"
		"INSERT INTO observation VALUES "
		"(2, 2, 'score', '2024', 'AAA', 0, 9, '9', 1, 'A1', 1)");
	assert_rows(*state, "SELECT edition FROM standing_edition", "1");
	assert_int_equal(derive_is_current(*state, "d", &e), 1);
}

/* Figures of one area of edition 1 in other periods. */
static void put_in(struct db *d, const char *period, const char *measure,
	const char *value)
{
	char sql[400];

	snprintf(sql, sizeof(sql),
		"INSERT INTO observation VALUES (1, 1, '%s', '%s', 'BBB', 0, "
		"%s, '', 1, 'A1', 1)",
		measure, period, value);
	world_script(d, sql);
}

static void assert_period(struct db *d, const char *period)
{
	assert_rows(
		d, "SELECT period FROM overall WHERE release_id = 1", period);
}

static void overall_1_the_editions_own_period_goes_before_a_later_one(
	void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	put_in(*state, "2025", "score", "60");
	assert_period(*state, "2024");
	assert_rows(
		*state, "SELECT area, rank, score FROM standing", "AAA|1|50.0");
}

static void overall_1_own_blanks_do_not_count(void **state)
{
	FILL(*state, { 1, "AAA", "", "" });
	assert_period(*state, "2024");
	put_in(*state, "2022", "score", "60");
	assert_period(*state, "2022");
}

static void overall_1_next_years_blanks_do_not_count(void **state)
{
	world_script(*state, "UPDATE edition SET period = 'update'");
	put_in(*state, "2025", "score", "NULL");
	put_in(*state, "2023", "score", "60");
	assert_period(*state, "2023");
}

static void overall_1_a_score_goes_before_a_later_rank(void **state)
{
	world_script(*state, "UPDATE edition SET period = 'update'");
	put_in(*state, "2021", "rank", "4");
	assert_period(*state, "2021");
	put_in(*state, "2020", "score", "60");
	assert_period(*state, "2020");
}

static void overall_2_periods_stand_by_the_year_they_end_with(void **state)
{
	static const char *const in_order[] = { "Jan.1981-Aug. 1982", "1983-84",
		"Nov.1983-Nov. 1984", "2017-2018", "2018 backcast", "2018",
		"2021Q3", "2021Q4" };

	world_script(*state, "UPDATE edition SET period = 'update'");
	for (size_t i = 0; i < sizeof(in_order) / sizeof(*in_order); i++) {
		put_in(*state, in_order[i], "score", "60");
		assert_period(*state, in_order[i]);
	}
}

static void overall_3_what_is_no_year_is_never_last(void **state)
{
	world_script(*state, "UPDATE edition SET period = 'update'");
	put_in(*state, "9999", "score", "60");
	put_in(*state, "latest", "score", "60");
	assert_period(*state, "latest");
	put_in(*state, "1990", "score", "60");
	assert_period(*state, "1990");
}

static void overall_without_score_and_rank_has_no_period(void **state)
{
	put_in(*state, "2024", "raw", "60");
	assert_period(*state, "-");
	assert_rows(*state, "SELECT count(*) FROM standing_edition", "0");
}

static void standing_5_lines_follow_ranks_then_scores_then_codes(void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "BBB", "2", "60" },
		{ 1, "CCC", "2", "50" }, { 1, "DDD", "1", NULL },
		{ 2, "AAA", "", "" }, { 2, "BBB", "", "10" },
		{ 2, "CCC", NULL, "20" }, { 3, "AAA", "7", "1" });
	assert_rows(*state,
		"SELECT edition, line, area FROM standing "
		"ORDER BY edition, line",
		"1|1|DDD\n1|2|BBB\n1|3|AAA\n1|4|CCC\n"
		"2|1|CCC\n2|2|BBB\n2|3|AAA\n3|1|AAA");
}

static void edition_4_the_direction_is_that_of_overall(void **state)
{
	FILL(*state, { 1, "AAA", NULL, "1.5" }, { 1, "BBB", NULL, "2" },
		{ 2, "AAA", NULL, "1.5" }, { 2, "BBB", NULL, "2" });
	world_script(*state,
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator_id IN (1, 4)");
	assert_rows(*state,
		"SELECT t.edition, t.direction, s.area FROM standing_edition "
		"AS t JOIN standing AS s ON s.edition = t.edition "
		"WHERE s.line = 1 ORDER BY t.edition",
		"1|lower|AAA\n2|higher|BBB");
}

static void edition_5_where_the_worst_is_first_the_last_rank_leads(void **state)
{
	FILL(*state, { 1, "AAA", "1", "90" }, { 1, "BBB", "2", "60" },
		{ 1, "CCC", "2", "50" }, { 1, "DDD", NULL, "10" },
		{ 2, "AAA", "1", "90" }, { 2, "BBB", "2", "60" });
	world_script(*state,
		"UPDATE edition SET first = 'worst' WHERE edition = '1';"
		"UPDATE indicator SET direction = 'lower'");
	assert_rows(*state,
		"SELECT t.edition, t.rank_sign, s.line, s.area FROM "
		"standing_edition AS t JOIN standing AS s USING (edition) "
		"ORDER BY t.edition, s.line",
		"1|-1|1|CCC\n1|-1|2|BBB\n1|-1|3|AAA\n1|-1|4|DDD\n"
		"2|1|1|AAA\n2|1|2|BBB");
}

/* ---- delta ---- */

static void delta_1_up_is_positive(void **state)
{
	FILL(*state, { 1, "AAA", "76", "51.4" }, { 2, "AAA", "58", "56.7" },
		{ 1, "BBB", "5", "80" }, { 2, "BBB", "7", "79" });
	assert_rows(*state,
		"SELECT area, rank_from, rank_to, delta FROM rank_delta "
		"ORDER BY area",
		"AAA|76|58|18\nBBB|5|7|-2");
}

static void delta_1_where_the_worst_is_first_away_from_it_is_up(void **state)
{
	FILL(*state, { 1, "AAA", "1", "109" }, { 2, "AAA", "4", "100" },
		{ 1, "BBB", "7", "80" }, { 2, "BBB", "5", "90" });
	world_script(*state, "UPDATE edition SET first = 'worst'");
	assert_rows(*state,
		"SELECT area, rank_from, rank_to, delta, common_from, "
		"common_to, common_delta FROM rank_delta ORDER BY area",
		"AAA|1|4|3|1|1|0\nBBB|7|5|-2|2|2|0");
}

static void delta_2_who_enters_or_leaves_has_no_delta(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 2, "BBB", "1", "40" },
		{ 1, "CCC", "2", "30" }, { 2, "CCC", "", "20" });
	assert_rows(*state,
		"SELECT area, rank_from, rank_to, delta, common_from, "
		"common_to, common_delta, score_from, score_to, score_delta "
		"FROM rank_delta ORDER BY area",
		"AAA|1|-|-|-|-|-|50.0|-|-\n"
		"BBB|-|1|-|-|-|-|-|40.0|-\n"
		"CCC|2|-|-|-|-|-|30.0|20.0|-10.0");
}

static void delta_3_common_ranks_count_who_is_in_both(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "BBB", "2", "40" },
		{ 1, "CCC", "3", "30" }, { 2, "BBB", "7", "40" },
		{ 2, "CCC", "5", "41" });
	assert_rows(*state,
		"SELECT area, common_from, common_to, common_delta "
		"FROM rank_delta ORDER BY area",
		"AAA|-|-|-\nBBB|1|2|-1\nCCC|2|1|1");
}

static void delta_3_common_ranks_tie_as_in_a_competition(void **state)
{
	FILL(*state, { 1, "AAA", "6", "50" }, { 1, "BBB", "6", "50" },
		{ 1, "CCC", "8", "30" }, { 2, "AAA", "1", "50" },
		{ 2, "BBB", "2", "40" }, { 2, "CCC", "3", "30" });
	assert_rows(*state,
		"SELECT area, common_from, common_to FROM rank_delta "
		"ORDER BY area",
		"AAA|1|1\nBBB|1|2\nCCC|3|3");
}

static void delta_3_common_ranks_rise_towards_the_better_end_too(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "BBB", "2", "40" },
		{ 1, "CCC", "3", "30" }, { 2, "BBB", "7", "40" },
		{ 2, "CCC", "5", "41" });
	world_script(*state, "UPDATE edition SET first = 'worst'");
	assert_rows(*state,
		"SELECT area, common_from, common_to, common_delta "
		"FROM rank_delta ORDER BY area",
		"AAA|-|-|-\nBBB|1|2|1\nCCC|2|1|-1");
}

static void delta_4_scores_are_compared_in_one_regime_only(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 2, "AAA", "1", "52.5" },
		{ 3, "AAA", "2", "60" });
	assert_rows(*state,
		"SELECT edition_to, delta, score_delta, comparable "
		"FROM rank_delta ORDER BY edition_to",
		"2|0|2.5|yes\n3|-1|-|no");
}

static void delta_4_scores_of_opposite_directions_are_not_subtracted(
	void **state)
{
	FILL(*state, { 1, "AAA", "4", "50" }, { 2, "AAA", "3", "52.5" });
	world_script(*state,
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator_id = 1");
	assert_rows(*state,
		"SELECT delta, score_delta, comparable FROM rank_delta",
		"1|-|yes");
}

static void delta_5_any_pair_can_be_asked_for_backwards_too(void **state)
{
	FILL(*state, { 1, "AAA", "4", "50" }, { 2, "AAA", "3", "51" },
		{ 3, "AAA", "1", "60" });
	assert_rows(*state,
		"SELECT rank_from, rank_to, delta, steps FROM delta "
		"WHERE dataset = 'd' AND edition_from = '3' "
		"AND edition_to = '1'",
		"1|4|-3|-2");
	assert_rows(*state, "SELECT count(*) FROM delta", "6");
}

static void delta_6_neighbours_are_those_that_are_loaded(void **state)
{
	FILL(*state, { 1, "AAA", "4", "50" }, { 3, "AAA", "1", "60" });
	assert_rows(*state,
		"SELECT edition_from, edition_to, delta FROM rank_delta",
		"1|3|3");
}

static void delta_7_ranks_from_different_ends_are_not_compared(void **state)
{
	FILL(*state, { 1, "AAA", "1", "90" }, { 2, "AAA", "2", "80" });
	world_script(*state,
		"UPDATE edition SET first = 'worst' WHERE edition = '1'");
	assert_rows(*state,
		"SELECT rank_from, rank_to, delta, common_from, common_to, "
		"common_delta, score_delta FROM rank_delta",
		"1|2|-|1|1|-|-10.0");
}

static void a_single_edition_has_no_delta(void **state)
{
	FILL(*state, { 1, "AAA", "4", "50" });
	assert_rows(*state,
		"SELECT (SELECT count(*) FROM delta), "
		"(SELECT count(*) FROM rank_delta)",
		"0|0");
}

/* ---- region ---- */

static void region_1_an_area_counts_in_every_region_above_it(void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "CCC", "1", "60" },
		{ 1, "DDD", "3", "40" });
	assert_rows(*state,
		"SELECT region, area, place FROM region_standing "
		"ORDER BY region, area",
		"l|AAA|1\nm|CCC|1\nn|AAA|2\nn|CCC|1");
}

static void region_2_places_follow_ranks_then_scores(void **state)
{
	world_script(*state,
		"INSERT INTO member (scheme, region, area) VALUES ('s', 'm', "
		"'DDD')");
	FILL(*state, { 1, "AAA", "", "99" }, { 1, "BBB", "6", "50" },
		{ 1, "CCC", "6", "49" }, { 1, "DDD", "", "" });
	assert_rows(*state,
		"SELECT area, place FROM region_standing WHERE region = 'n' "
		"ORDER BY area",
		"AAA|3\nBBB|1\nCCC|1");
}

static void region_3_the_best_rank_leads(void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "BBB", "1", "40" },
		{ 1, "CCC", "3", "60" });
	assert_rows(*state,
		"SELECT leader, rank, score, runner_up, runner_up_score "
		"FROM region_leader WHERE region = 'n'",
		"BBB|1|40.0|AAA|50.0");
}

static void region_3_equal_ranks_go_by_score_then_by_code(void **state)
{
	FILL(*state, { 1, "AAA", "1", "40" }, { 1, "BBB", "1", "50" },
		{ 2, "AAA", "1", "40" }, { 2, "BBB", "1", "40" });
	assert_rows(*state,
		"SELECT edition, leader, runner_up FROM region_leader "
		"WHERE region = 'l' ORDER BY edition",
		"1|BBB|AAA\n2|AAA|BBB");
}

static void region_3_without_ranks_the_best_score_leads(void **state)
{
	FILL(*state, { 1, "AAA", NULL, "40" }, { 1, "BBB", NULL, "50" });
	assert_rows(*state,
		"SELECT leader, rank, gap FROM region_leader "
		"WHERE region = 'l'",
		"BBB|-|10.0");
}

static void region_4_the_gap_follows_the_direction(void **state)
{
	FILL(*state, { 1, "AAA", "1", "1.5" }, { 1, "BBB", "2", "2" },
		{ 2, "AAA", NULL, "1.5" }, { 2, "BBB", NULL, "2" });
	world_script(*state, "UPDATE indicator SET direction = 'lower'");
	assert_rows(*state,
		"SELECT leader, gap FROM region_leader WHERE region = 'l' "
		"ORDER BY edition",
		"AAA|0.5\nAAA|0.5");
}

static void region_4_each_edition_has_its_own_direction(void **state)
{
	FILL(*state, { 1, "AAA", NULL, "1.5" }, { 1, "BBB", NULL, "2" },
		{ 2, "AAA", NULL, "1.5" }, { 2, "BBB", NULL, "2" });
	world_script(*state,
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator_id = 1");
	assert_rows(*state,
		"SELECT leader, gap FROM region_leader WHERE region = 'l' "
		"ORDER BY edition",
		"AAA|0.5\nBBB|0.5");
	assert_rows(*state,
		"SELECT edition, area FROM region_standing "
		"WHERE region = 'l' AND place = 1 ORDER BY edition",
		"1|AAA\n2|BBB");
}

static void region_4_a_leader_with_the_worse_score_has_a_negative_gap(
	void **state)
{
	FILL(*state, { 1, "AAA", "1", "40" }, { 1, "BBB", "2", "50" });
	assert_rows(*state,
		"SELECT leader, gap FROM region_leader WHERE region = 'l'",
		"AAA|-10.0");
}

static void region_5_alone_there_is_no_gap(void **state)
{
	FILL(*state, { 1, "CCC", "1", "40" }, { 2, "AAA", "1", "40" },
		{ 2, "BBB", "2", "" });
	assert_rows(*state,
		"SELECT edition, leader, runner_up, gap, areas "
		"FROM region_leader WHERE region IN ('l', 'm') "
		"ORDER BY edition",
		"1|CCC|-|-|1\n2|AAA|BBB|-|2");
}

static void region_6_areas_are_counted(void **state)
{
	FILL(*state, { 1, "AAA", "1", "40" }, { 1, "BBB", "", "30" },
		{ 1, "CCC", "", "" });
	assert_rows(*state,
		"SELECT region, areas FROM region_leader ORDER BY region",
		"l|2\nn|2");
}

static void region_3_where_the_worst_is_first_the_last_rank_leads(void **state)
{
	FILL(*state, { 1, "AAA", "1", "90" }, { 1, "BBB", "3", "14.5" },
		{ 1, "CCC", "2", "20" }, { 2, "AAA", "1", "" },
		{ 2, "BBB", "2", "" });
	world_script(*state,
		"UPDATE edition SET first = 'worst';"
		"UPDATE indicator SET direction = 'lower'");
	assert_rows(*state,
		"SELECT edition, region, leader, rank, runner_up, gap "
		"FROM region_leader WHERE region IN ('l', 'n') "
		"ORDER BY edition, region",
		"1|l|BBB|3|AAA|75.5\n1|n|BBB|3|CCC|5.5\n"
		"2|l|BBB|2|AAA|-\n2|n|BBB|2|AAA|-");
	assert_rows(*state,
		"SELECT edition, area, place FROM region_standing "
		"WHERE region = 'n' ORDER BY edition, place",
		"1|BBB|1\n1|CCC|2\n1|AAA|3\n2|BBB|1\n2|AAA|2");
}

/* ---- derivation ---- */

/* After a change of what is derived, what is stale and why. */
static void assert_stale(struct db *d, const char *change, const char *why)
{
	struct err e = ERR_INIT;

	assert_true(derive_stale(d, &e) >= 0);
	assert_int_equal(derive_is_current(d, "d", &e), 1);
	assert_as_it_is(
		d, "SELECT edition FROM derived WHERE state <> 'fresh'", "");
	world_script(d, change);
	assert_as_it_is(d,
		"SELECT edition, why FROM derived WHERE state = 'stale' "
		"ORDER BY edition",
		why);
	assert_int_equal(derive_is_current(d, "d", &e), *why == '\0');
	assert_true(derive_stale(d, &e) >= 0);
	assert_int_equal(derive_is_current(d, "d", &e), 1);
}

static void derivation_1_every_current_release_is_named(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	setenv("SOURCE_DATE_EPOCH", "1769860800", 1);
	assert_rows(*state,
		"SELECT dataset, edition, release_id, "
		"release = printf('%064d', release_id) AS its_own, period, "
		"made "
		"FROM derivation ORDER BY edition",
		"d|1|1|1|2024|2026-01-31T12:00:00Z\n"
		"d|2|2|1|2024|2026-01-31T12:00:00Z\n"
		"d|3|3|1|2024|2026-01-31T12:00:00Z");
	unsetenv("SOURCE_DATE_EPOCH");
	assert_as_it_is(
		*state, "SELECT DISTINCT kosh FROM derivation", KOSH_VERSION);
}

static void derivation_1_what_is_derived_leads_to_its_release(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 2, "AAA", "2", "40" });
	assert_rows(*state,
		"SELECT x.area, f.release_id, t.release_id FROM rank_delta AS "
		"x "
		"JOIN derivation AS f ON f.dataset = x.dataset "
		"AND f.edition = x.edition_from "
		"JOIN derivation AS t ON t.dataset = x.dataset "
		"AND t.edition = x.edition_to",
		"AAA|1|2");
	assert_as_it_is(*state,
		"SELECT count(*) FROM standing AS s JOIN derivation AS d "
		"USING (dataset, edition) WHERE s.release_id <> d.release_id",
		"0");
}

static void derived_1_another_current_release_is_stale(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 4, "AAA", "2", "40" });
	assert_stale(*state,
		"UPDATE release SET state = 'superseded' WHERE release_id = 1;"
		"UPDATE release SET state = 'current' WHERE release_id = 4",
		"1|another release is current");
}

static void derived_1_a_release_that_is_read_anew_is_stale(void **state)
{
	static const char anew[] = "1|the release was read anew";

	FILL(*state, { 1, "AAA", "1", "50" });
	world_script(*state, "UPDATE release SET recipe = 'one'");
	assert_stale(*state,
		"UPDATE release SET recipe = 'two' WHERE release_id = 1", anew);
	assert_stale(*state,
		"UPDATE release SET recipe = NULL WHERE release_id = 1", anew);
	assert_stale(*state,
		"UPDATE release SET loaded = '2027' WHERE release_id = 1",
		anew);
	assert_stale(*state,
		"UPDATE release SET content = printf('%064d', 7) "
		"WHERE release_id = 1",
		anew);
}

static void derived_1_a_release_that_is_not_current_makes_none_stale(
	void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 4, "AAA", "2", "40" });
	assert_stale(*state,
		"UPDATE release SET recipe = 'two' WHERE release_id = 4", "");
}

static void derived_1_another_period_is_stale(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	put_in(*state, "2023", "score", "60");
	assert_stale(*state, "UPDATE edition SET period = '2023'",
		"1|areas are ranked in another period");
}

static void derived_1_what_ranks_the_areas_is_stale(void **state)
{
	static const char *const changes[] = {
		"UPDATE edition SET regime = 'new' WHERE edition = '1'",
		"UPDATE edition SET ordinal = 9 WHERE edition = '1'",
		"UPDATE edition SET first = 'worst' WHERE edition = '1'",
		"UPDATE indicator SET direction = 'lower' "
		"WHERE edition = '1' AND indicator = 'overall'",
	};

	FILL(*state, { 1, "AAA", "1", "50" });
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
		assert_stale(
			*state, changes[i], "1|the edition is described anew");
	assert_stale(*state,
		"UPDATE edition SET areas = 9, decimals = 3;"
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator = 'p'",
		"");
}

static void derived_1_other_regions_are_stale(void **state)
{
	static const char *const changes[] = {
		"UPDATE member SET region = 'm' WHERE area = 'AAA'",
		"DELETE FROM member WHERE area = 'CCC'",
		"INSERT INTO member (scheme, region, area) "
		"VALUES ('s', 'l', 'DDD')",
		"UPDATE region SET parent = NULL WHERE region = 'm'",
	};

	FILL(*state, { 1, "AAA", "1", "50" });
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
		assert_stale(*state, changes[i], "1|the regions are others");
	assert_stale(*state, "UPDATE region SET name = 'Line'", "");
}

static void region_7_places_and_leaders_are_by_the_same_regions(void **state)
{
	static const char all[] =
		"SELECT (SELECT group_concat(region) FROM region_leader "
		"WHERE edition = '1'), "
		"(SELECT group_concat(region) FROM region_standing "
		"WHERE edition = '1')";

	FILL(*state, { 1, "AAA", "1", "50" });
	assert_rows(*state, all, "l,n|l,n");
	world_script(
		*state, "UPDATE member SET region = 'm' WHERE area = 'AAA'");
	assert_as_it_is(*state, all, "l,n|l,n");
	assert_rows(*state, all, "m,n|m,n");
}

static void derived_2_the_weightiest_reason_is_told(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 4, "AAA", "2", "40" });
	assert_stale(*state,
		"UPDATE edition SET ordinal = 9 WHERE edition = '1';"
		"UPDATE release SET state = 'superseded' WHERE release_id = 1;"
		"UPDATE release SET state = 'current', recipe = 'x' "
		"WHERE release_id = 4",
		"1|another release is current");
}

static void derived_3_what_is_there_on_one_side_alone_is_stale(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	assert_stale(*state,
		"UPDATE release SET state = 'quarantined' "
		"WHERE release_id = 1",
		"1|no release is current");
	assert_stale(*state,
		"UPDATE release SET state = 'current' WHERE release_id = 1",
		"1|not derived yet");
}

static void derived_4_both_releases_are_told(void **state)
{
	static const char rows[] =
		"SELECT substr(release, -1), substr(now, -1) FROM derived "
		"WHERE edition = '1'";

	FILL(*state, { 1, "AAA", "1", "50" });
	assert_rows(*state, rows, "1|1");
	world_script(*state,
		"UPDATE release SET state = 'held' WHERE edition = '1'");
	assert_as_it_is(*state, rows, "1|-");
	world_script(*state,
		"UPDATE release SET state = 'current' WHERE release_id = 4");
	assert_as_it_is(*state, rows, "1|4");
	world_script(*state, "DELETE FROM derivation");
	assert_as_it_is(*state, rows, "-|4");
}

static void what_was_never_derived_is_not_current(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(derive_is_current(*state, "d", &e), 0);
}

#define DERIVES(test) cmocka_unit_test_setup_teardown(test, empty, world_close)

static void what_somebody_dropped_is_made_anew(void **state)
{
	struct err e = ERR_INIT;

	FILL(*state, { 1, "AAA", "1", "90" });
	assert_int_equal(derive_stale(*state, &e), 1);
	world_script(*state, "DROP TABLE standing_edition; DROP VIEW course");
	if (derive_stale(*state, &e) < 0)
		fail_msg("%s", e.text);
	check_rows(*state, "SELECT area, rank FROM course WHERE edition = '1'",
		"\n", "AAA|1");
}

static void every_one_says_its_source_and_its_requirements(void **state)
{
	struct err e = ERR_INIT;
	struct doc x;
	size_t n = 0;

	(void)state;
	for (; doc_at(&x, "derive", n, &e) == 1; n++) {
		if (!*x.source)
			fail_msg("%s: no source", x.file);
		if (!strstr(x.text, "\n-- 1. "))
			fail_msg("%s: no numbered requirement", x.file);
	}
	assert_string_equal(e.text, "");
	assert_true(n > 15);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		DERIVES(an_empty_database_has_empty_tables),
		DERIVES(deriving_twice_gives_the_same),
		DERIVES(a_failure_leaves_the_old_tables),
		DERIVES(standing_1_only_current_releases_and_overall_count),
		DERIVES(standing_2_what_the_source_does_not_give_is_null),
		DERIVES(standing_3_one_period_is_the_editions),
		DERIVES(standing_4_a_rank_that_is_not_whole_is_none),
		DERIVES(edition_3_editions_are_counted_where_they_are_loaded),
		DERIVES(standing_1_an_edition_without_overall_has_none),
		DERIVES(overall_1_the_editions_own_period_goes_before_a_later_one),
		DERIVES(overall_1_own_blanks_do_not_count),
		DERIVES(overall_1_next_years_blanks_do_not_count),
		DERIVES(overall_1_a_score_goes_before_a_later_rank),
		DERIVES(overall_2_periods_stand_by_the_year_they_end_with),
		DERIVES(overall_3_what_is_no_year_is_never_last),
		DERIVES(overall_without_score_and_rank_has_no_period),
		DERIVES(standing_5_lines_follow_ranks_then_scores_then_codes),
		DERIVES(edition_4_the_direction_is_that_of_overall),
		DERIVES(edition_5_where_the_worst_is_first_the_last_rank_leads),
		DERIVES(delta_1_up_is_positive),
		DERIVES(delta_1_where_the_worst_is_first_away_from_it_is_up),
		DERIVES(delta_2_who_enters_or_leaves_has_no_delta),
		DERIVES(delta_3_common_ranks_count_who_is_in_both),
		DERIVES(delta_3_common_ranks_tie_as_in_a_competition),
		DERIVES(delta_3_common_ranks_rise_towards_the_better_end_too),
		DERIVES(delta_4_scores_are_compared_in_one_regime_only),
		DERIVES(delta_4_scores_of_opposite_directions_are_not_subtracted),
		DERIVES(delta_5_any_pair_can_be_asked_for_backwards_too),
		DERIVES(delta_6_neighbours_are_those_that_are_loaded),
		DERIVES(delta_7_ranks_from_different_ends_are_not_compared),
		DERIVES(a_single_edition_has_no_delta),
		DERIVES(region_1_an_area_counts_in_every_region_above_it),
		DERIVES(region_2_places_follow_ranks_then_scores),
		DERIVES(region_3_the_best_rank_leads),
		DERIVES(region_3_equal_ranks_go_by_score_then_by_code),
		DERIVES(region_3_without_ranks_the_best_score_leads),
		DERIVES(region_3_where_the_worst_is_first_the_last_rank_leads),
		DERIVES(region_4_the_gap_follows_the_direction),
		DERIVES(region_4_each_edition_has_its_own_direction),
		DERIVES(region_4_a_leader_with_the_worse_score_has_a_negative_gap),
		DERIVES(region_5_alone_there_is_no_gap),
		DERIVES(region_6_areas_are_counted),
		DERIVES(derivation_1_every_current_release_is_named),
		DERIVES(derivation_1_what_is_derived_leads_to_its_release),
		DERIVES(derived_1_another_current_release_is_stale),
		DERIVES(derived_1_a_release_that_is_read_anew_is_stale),
		DERIVES(derived_1_a_release_that_is_not_current_makes_none_stale),
		DERIVES(derived_1_another_period_is_stale),
		DERIVES(derived_1_what_ranks_the_areas_is_stale),
		DERIVES(derived_1_other_regions_are_stale),
		DERIVES(region_7_places_and_leaders_are_by_the_same_regions),
		DERIVES(derived_2_the_weightiest_reason_is_told),
		DERIVES(derived_3_what_is_there_on_one_side_alone_is_stale),
		DERIVES(derived_4_both_releases_are_told),
		DERIVES(what_was_never_derived_is_not_current),
		DERIVES(what_somebody_dropped_is_made_anew),
		cmocka_unit_test(
			every_one_says_its_source_and_its_requirements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
