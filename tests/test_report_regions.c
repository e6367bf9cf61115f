/* SPDX-License-Identifier: MIT */
/* The sheets Movers, Regions and Charts. */
#include "tests/reporting.h"

/* How many cells of a sheet have a text, whole. */
static int count_of(struct bench *b, const char *sheet, const char *text)
{
	struct sheet *s = open_sheet(b, sheet);
	struct row r;
	int n = 0;

	while (sheet_next(s, &r, &b->e) == 1)
		for (size_t i = 0; i < r.n; i++)
			n += is_text(&r.cells[i], text);
	assert_string_equal(b->e.text, "");
	sheet_close(s);
	return n;
}

static void assert_silent(struct bench *b, const char *sheet, const char *part)
{
	assert_false(search(b, sheet, 0, has_text, part).there);
}

/* The small world with another order. */
static void make_order(struct bench *b, const char *folder, const char *more,
	const char *scheme, const char *region)
{
	const char *scripts[] = { ground, releases, more };

	open_with(b, folder, scripts, 3);
	b->order.scheme = scheme;
	b->order.region = region;
	make(b);
	assert_string_equal(b->e.text, "");
	assert_int_equal(book_open(&b->book, b->path, NULL, &b->e), 0);
}

static void refuse_order(const char *folder, const char *scheme,
	const char *region, const char *text)
{
	const char *scripts[] = { ground, releases };
	struct bench b;

	open_with(&b, folder, scripts, 2);
	b.order.scheme = scheme;
	b.order.region = region;
	assert_int_equal(make(&b), -1);
	assert_fault(&b.e, ERR_DATA, text);
	assert_false(file_exists(b.path));
	end(&b);
}

/* Forty more areas, A11 to A50, on the ranks 11 to 50 of both editions, but
 * neighbours change places: twenty rise by one, twenty fall by one. */
static const char forty[] =
	"CREATE TEMP TABLE more (n INTEGER);"
	"WITH RECURSIVE c (n) AS (SELECT 11 UNION ALL SELECT n + 1 FROM c "
	"WHERE n < 50) INSERT INTO more SELECT n FROM c;"
	"INSERT INTO area SELECT 'A' || n, NULL, NULL, 'Area ' || n, 'iso' "
	"FROM more;"
	"INSERT INTO member (scheme, region, area) SELECT 'm49', '155', "
	"'A' || n FROM more;"
	"INSERT INTO observation SELECT 1, 1, 'rank', '2023', 'A' || n, 0, n, "
	"n, 1, 'A1', 1 FROM more;"
	"INSERT INTO observation SELECT 2, 2, 'rank', '2024', 'A' || n, 0, "
	"n + iif(n % 2, 1, -1), n, 1, 'A1', 1 FROM more";

/* As of fragile states. */
static const char worst_first[] =
	"UPDATE edition SET first = 'worst';"
	"UPDATE indicator SET direction = 'lower' WHERE indicator = 'overall'";

static const char without_ranks[] =
	"DELETE FROM observation WHERE measure = 'rank'";

static const char one_edition[] = "DELETE FROM release WHERE edition = '2023'";

/* ---- Movers ---------------------------------------------------------------
 */

static void a_change_is_a_number_with_sign_and_word(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_number(lookup(&b, "Movers", "Change", "Uzbekistan"), -2);
	assert_true(file_has(&b, "xl/styles.xml", "\u25b2"));
	assert_true(file_has(&b, "xl/styles.xml", "up&quot;"));
	assert_true(file_has(&b, "xl/styles.xml", "down&quot;"));
	end(&b);
}

/* mover.sql, rule 1 */
static void of_equal_moves_all_are_there(void **state)
{
	struct bench b;

	make_of(&b, *state, forty);
	for (int i = 12; i <= 50; i += 2) {
		char name[24];

		snprintf(name, sizeof(name), "Area %d", i);
		assert_int_equal(count_of(&b, "Movers", name), 1);
		assert_number(lookup(&b, "Movers", "Change", name), 1);
	}
	end(&b);
}

static void the_counts_tell_how_many_moved(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_says(&b, "Movers",
		"Ranked in both: 4. Rose: 0. Fell: 3. Same rank: 1. New: 1. "
		"Gone: 0.");
	end(&b);
}

static void who_came_and_who_went_is_listed(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"DELETE FROM observation WHERE release_id = 2 AND area = "
		"'KGZ'");
	assert_says(&b, "Movers", "Ranked in 2024, not in 2023");
	assert_says(&b, "Movers", "Ranked in 2023, not in 2024");
	assert_number(lookup(&b, "Movers", "Score", "France"), 80.25);
	assert_text(lookup(&b, "Movers", "In the other edition", "France"),
		"absent");
	assert_number(lookup(&b, "Movers", "Score", "Kyrgyzstan"), 30);
	end(&b);
}

/* mover-other.sql, rule 2 */
static void who_was_listed_without_a_rank_is_unranked_and_not_absent(
	void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = NULL WHERE release_id = 1 "
		"AND area = 'KGZ' AND measure = 'rank'");
	assert_text(lookup(&b, "Movers", "In the other edition", "Kyrgyzstan"),
		"unranked");
	end(&b);
}

static void of_one_edition_movers_says_that_there_is_no_other(void **state)
{
	struct bench b;

	make_of(&b, *state, one_edition);
	assert_says(&b, "Movers", "There is no edition before 2024");
	assert_silent(&b, "Movers", "Rises");
	end(&b);
}

static void where_the_worst_is_first_a_greater_rank_is_a_rise(void **state)
{
	struct bench b;

	make_of(&b, *state, worst_first);
	assert_says(&b, "Movers", "Rank 1 is the worst");
	assert_number(lookup(&b, "Movers", "Change", "Uzbekistan"), 2);
	end(&b);
}

static void computed_ranks_say_that_they_are(void **state)
{
	struct bench b;

	make_of(&b, *state, without_ranks);
	assert_says(&b, "Movers",
		"No ranks are published in 2023, 2024: they are computed from "
		"the scores (1, 2, 2, 4).");
	assert_number(lookup(&b, "Movers", "Rank 2024", "Uzbekistan"), 3);
	end(&b);
}

/* ---- Regions --------------------------------------------------------------
 */

/* region.sql, rules 1 and 3 */
static void all_who_share_the_best_place_lead(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = 2 WHERE measure = 'rank' "
		"AND release_id = 2 AND area IN ('KAZ', 'UZB')");
	assert_text(lookup(&b, "Regions", "Leader", "Central Asia"),
		"Kazakhstan, Uzbekistan");
	assert_text(lookup(&b, "Regions", "ISO3", "Central Asia"), "KAZ UZB");
	assert_text(lookup(&b, "Regions", "Runner-up", "Central Asia"),
		"Kyrgyzstan");
	assert_number(lookup(&b, "Regions", "Gap", "Central Asia"), 50.5);
	end(&b);
}

/* region.sql, rule 1 */
static void all_who_share_the_second_place_are_runners_up(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = 3 WHERE measure = 'rank' "
		"AND release_id = 2 AND area IN ('KGZ', 'UZB')");
	assert_text(lookup(&b, "Regions", "Runner-up", "Central Asia"),
		"Kyrgyzstan, Uzbekistan");
	assert_number(lookup(&b, "Regions", "Gap", "Central Asia"), 0.25);
	end(&b);
}

static void a_region_with_one_area_has_no_runner_up_and_no_gap(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_text(
		lookup(&b, "Regions", "Leader", "Western Europe"), "France");
	assert_false(
		lookup(&b, "Regions", "Runner-up", "Western Europe").there);
	assert_false(lookup(&b, "Regions", "Gap", "Western Europe").there);
	assert_number(lookup(&b, "Regions", "Median", "Western Europe"), 80.25);
	end(&b);
}

/* region.sql, rule 3 */
static void where_lower_is_better_the_gap_is_still_above_0(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"DELETE FROM observation WHERE measure = 'rank';"
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator = 'overall'");
	assert_text(
		lookup(&b, "Regions", "Leader", "Central Asia"), "Kyrgyzstan");
	assert_number(lookup(&b, "Regions", "Gap", "Central Asia"), 50.25);
	end(&b);
}

/* region.sql, rule 3 */
static void where_ranks_do_not_follow_the_scores_the_gap_is_below_0(
	void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = 55.25 WHERE area = 'KAZ' "
		"AND release_id = 2 AND measure = 'score' "
		"AND indicator_id = 2");
	assert_text(
		lookup(&b, "Regions", "Leader", "Central Asia"), "Kazakhstan");
	assert_number(lookup(&b, "Regions", "Gap", "Central Asia"), -5);
	end(&b);
}

/* region.sql, rule 2 */
static void computed_ranks_stand_for_those_that_are_not_published(void **state)
{
	struct bench b;

	make_of(&b, *state, without_ranks);
	assert_number(lookup(&b, "Regions", "Rank", "Central Asia"), 2);
	assert_says(&b, "Regions", "they are computed from the scores");
	end(&b);
}

/* region.sql, rule 5: the missing score of Tajikistan has no part */
static void averages_are_of_the_scores_that_there_are(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_number(lookup(&b, "Regions", "Areas", "Central Asia"), 4);
	assert_number(lookup(&b, "Regions", "Median", "Central Asia"), 60.25);
	assert_close(lookup(&b, "Regions", "Mean", "Central Asia").number,
		(60.5 + 60.25 + 10) / 3);
	assert_number(lookup(&b, "Regions", "Lowest", "Central Asia"), 10);
	assert_number(lookup(&b, "Regions", "Highest", "Central Asia"), 60.5);
	end(&b);
}

/* region.sql, rules 4 and 6 */
static void a_region_that_the_edition_does_not_have_is_told_to_have_members(
	void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO region VALUES ('m49', '030', 'Eastern Asia', "
		"'001');"
		"INSERT INTO area VALUES ('JPN', 'JP', '392', 'Japan', 'iso');"
		"INSERT INTO member (scheme, region, area) "
		"VALUES ('m49', '030', 'JPN')");
	assert_number(lookup(&b, "Regions", "Areas", "Eastern Asia"), 0);
	assert_number(lookup(&b, "Regions", "Members", "Eastern Asia"), 1);
	assert_number(lookup(&b, "Regions", "Coverage", "Eastern Asia"), 0);
	assert_false(lookup(&b, "Regions", "Leader", "Eastern Asia").there);
	assert_false(lookup(&b, "Regions", "Mean", "Eastern Asia").there);
	assert_number(lookup(&b, "Regions", "Members", "World"), 6);
	end(&b);
}

/* region-scheme.sql, rule 1 */
static void the_schemes_of_other_publishers_are_left_out(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO scheme VALUES ('demo', 'Our own', 'Us', '2024');"
		"INSERT INTO region VALUES ('demo', 'N', 'North', NULL);"
		"INSERT INTO member (scheme, region, area) VALUES "
		"('demo', 'N', 'FRA')");
	assert_says(&b, "Regions", "UN M49");
	assert_says(&b, "Regions", "Scheme m49. Source: UN (2025).");
	assert_says(&b, "Regions", "Our own");
	assert_text(lookup(&b, "Regions", "Leader", "North"), "France");
	assert_silent(&b, "Regions", "A bank");
	end(&b);
}

/* region-scheme.sql, rule 1 */
static void a_scheme_that_is_asked_for_is_shown(void **state)
{
	struct bench b;

	make_order(&b, *state, "", "bank", NULL);
	assert_says(&b, "Regions", "A bank");
	assert_text(lookup(&b, "Regions", "Leader", "All of them"), "France");
	end(&b);
}

static const char average[] =
	"INSERT INTO average VALUES ('demo', '2024', 'a.xlsx', 'Sheet', 'B7', "
	"'m49', '143', 'overall', NULL, 43.6, '43.6', 4, 1), "
	"('demo', '2024', 'a.xlsx', 'Sheet', 'B8', 'bank', 'ALL', 'overall', "
	"NULL, 1, '1', NULL, 2), "
	"('demo', '2024', 'a.xlsx', 'Sheet', 'B9', NULL, NULL, 'overall', "
	"NULL, 52.75, '52.75', NULL, 3)";

static void published_averages_stand_beside_ours(void **state)
{
	struct bench b;

	make_of(&b, *state, average);
	assert_number(
		lookup(&b, "Regions", "Published average", "Sheet!B7"), 43.6);
	assert_close(
		lookup(&b, "Regions", "Mean of the scores", "Sheet!B7").number,
		(60.5 + 60.25 + 10) / 3);
	assert_text(lookup(&b, "Regions", "Explained by rounding", "Sheet!B7"),
		"yes");
	assert_number(
		lookup(&b, "Regions", "Areas, as published", "Sheet!B7"), 4);
	assert_number(lookup(&b, "Regions", "Areas, here", "Sheet!B7"), 3);
	assert_text(lookup(&b, "Regions", "Region", "all areas"), "all areas");
	/* of a scheme that is not shown */
	assert_silent(&b, "Regions", "Sheet!B8");
	end(&b);
}

static void without_published_averages_none_are_spoken_of(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_silent(&b, "Regions", "Published averages");
	end(&b);
}

static void names_like_formulas_stay_text(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE area SET name = '=1+1' WHERE area = 'KAZ';"
		"UPDATE region SET name = '@SUM(A1)' WHERE region = '143';"
		"UPDATE scheme SET title = '+1' WHERE scheme = 'm49'");
	assert_text(lookup(&b, "Regions", "Leader", "@SUM(A1)"), "=1+1");
	assert_text(search(&b, "Regions", 0, is_text, "+1"), "+1");
	assert_text(search(&b, "Charts", 0, is_text, "=1+1"), "=1+1");
	assert_text(search(&b, "Rank history", 0, is_text, "=1+1"), "=1+1");
	/* nor is the name of a line one */
	assert_true(file_has(&b, "xl/charts/chart1.xml", "<c:v> =1+1</c:v>"));
	assert_false(file_has(&b, "xl/charts/chart1.xml", "<c:f>1+1</c:f>"));
	end(&b);
}

/* ---- Charts ---------------------------------------------------------------
 */

static void every_region_that_is_asked_for_is_drawn(void **state)
{
	struct bench b;
	struct found first, second;

	make_order(&b, *state, "", NULL, "155,001,155");
	first = search(&b, "Charts", 0, is_text, "Western Europe");
	second = search(&b, "Charts", 0, is_text, "World");
	assert_true(first.there && second.there && first.row < second.row);
	assert_int_equal(count_of(&b, "Charts", "Western Europe"), 1);
	assert_true(file_has(&b, "xl/charts/chart4.xml", "barChart"));
	/* the sheets that tell of a region tell of the first one */
	assert_says(&b, "Cover", "In Western Europe");
	end(&b);
}

static void regions_of_any_scheme_are_drawn(void **state)
{
	struct bench b;

	make_order(&b, *state, "", "bank", "ALL");
	assert_says(&b, "Charts", "Region ALL of the scheme bank. Areas: 2.");
	assert_number(lookup(&b, "Charts", "2023", "Kazakhstan"), 2);
	assert_false(lookup(&b, "Charts", "2023", "France").there);
	end(&b);
}

/* chart-region.sql, rule 2 */
static void where_no_region_is_small_the_smallest_is_drawn(void **state)
{
	struct bench b;

	make_order(&b, *state, "", "bank", NULL);
	assert_says(&b, "Charts", "Region ALL of the scheme bank");
	end(&b);
}

static void one_unknown_region_of_several_is_refused(void **state)
{
	refuse_order(*state, NULL, "143,999",
		"region '999': no region of m49 with an area in demo/2024; "
		"there are 001 World, 143 Central Asia, 155 Western Europe");
}

static void a_comma_at_the_end_is_no_region(void **state)
{
	refuse_order(*state, NULL, "143,",
		"region '': no region of m49 with an area in demo/2024; there "
		"are 001 World, 143 Central Asia, 155 Western Europe");
}

static void the_regions_of_another_scheme_are_none_of_this_one(void **state)
{
	refuse_order(*state, "bank", "143",
		"region '143': no region of bank with an area in demo/2024; "
		"there are ALL All of them");
}

static void an_unknown_scheme_is_refused(void **state)
{
	refuse_order(*state, "moon", NULL,
		"no scheme moon in the database: it has bank, m49");
}

static void the_figures_stand_under_the_charts(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_number(lookup(&b, "Charts", "2023", "Uzbekistan"), 1);
	assert_number(lookup(&b, "Charts", "2024", "Uzbekistan"), 3);
	assert_number(lookup(&b, "Charts", "Score 2024", "Uzbekistan"), 60.25);
	assert_false(lookup(&b, "Charts", "Score 2024", "Tajikistan").there);
	end(&b);
}

static void a_free_column_parts_the_methods(void **state)
{
	struct bench b;
	struct found before, after;

	make_of(&b, *state, "");
	before = search(&b, "Charts", 0, is_text, "2023");
	after = search(&b, "Charts", 0, is_text, "2024");
	assert_int_equal(after.column - before.column, 2);
	end(&b);
}

static void within_a_method_no_column_is_free(void **state)
{
	struct bench b;
	struct found before, after;

	make_of(&b, *state, "UPDATE edition SET regime = 'new'");
	before = search(&b, "Charts", 0, is_text, "2023");
	after = search(&b, "Charts", 0, is_text, "2024");
	assert_int_equal(after.column - before.column, 1);
	assert_says(&b, "Charts", "All editions are of one method.");
	end(&b);
}

static void ranks_begin_with_1_and_are_whole(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_true(file_has(&b, "xl/charts/chart1.xml", "<c:min val=\"1\"/>"));
	assert_true(file_has(&b, "xl/charts/chart1.xml", "<c:max val=\"5\"/>"));
	assert_true(file_has(
		&b, "xl/charts/chart1.xml", "<c:majorUnit val=\"1\"/>"));
	end(&b);
}

static void many_ranks_are_counted_in_round_steps(void **state)
{
	struct bench b;

	make_order(&b, *state, forty, NULL, "155");
	assert_true(file_has(
		&b, "xl/charts/chart1.xml", "<c:majorUnit val=\"2\"/>"));
	assert_true(
		file_has(&b, "xl/charts/chart1.xml", "<c:max val=\"21\"/>"));
	end(&b);
}

static void scores_begin_with_0_and_the_best_is_on_top(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_true(file_has(&b, "xl/charts/chart2.xml", "barChart"));
	assert_true(file_has(&b, "xl/charts/chart2.xml", "<c:min val=\"0\"/>"));
	assert_true(
		file_has(&b, "xl/charts/chart2.xml", "<c:max val=\"80\"/>"));
	assert_true(file_has(
		&b, "xl/charts/chart2.xml", "<c:orientation val=\"maxMin\"/>"));
	assert_true(
		file_has(&b, "xl/charts/chart2.xml", "<c:showVal val=\"1\"/>"));
	end(&b);
}

static void where_lower_is_better_the_bars_say_so(void **state)
{
	struct bench b;

	make_of(&b, *state, worst_first);
	assert_true(file_has(&b, "xl/charts/chart2.xml", "lower is better"));
	end(&b);
}

static void charts_have_alternative_texts(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_true(file_has(&b, "xl/drawings/drawing1.xml",
		"Ranks from 2023 to 2024, as in the table under the chart: "
		"Kazakhstan, Uzbekistan, Kyrgyzstan, Tajikistan."));
	assert_true(file_has(&b, "xl/drawings/drawing1.xml",
		"Scores of 2024, the best on top"));
	end(&b);
}

/* chart.sql, rule 2 */
static void of_many_areas_the_best_ten_are_drawn(void **state)
{
	struct bench b;

	make_order(&b, *state, forty, NULL, "155");
	assert_says(&b, "Charts",
		"Region 155 of the scheme m49. Areas: 41; only the best 10 are "
		"drawn.");
	assert_int_equal(count_of(&b, "Charts", "France"), 1);
	assert_int_equal(count_of(&b, "Charts", "Area 12"), 1);
	assert_int_equal(count_of(&b, "Charts", "Area 19"), 0);
	end(&b);
}

/* chart.sql, rule 2 */
static void twelve_areas_are_all_drawn(void **state)
{
	struct bench b;

	make_order(&b, *state,
		"INSERT INTO area SELECT 'B' || (10 + value), NULL, NULL, "
		"'B ' || value, 'iso' FROM json_each('[1,2,3,4,5,6,7,8]');"
		"INSERT INTO member (scheme, region, area) SELECT 'm49', "
		"'143', 'B' || (10 + value) FROM "
		"json_each('[1,2,3,4,5,6,7,8]');"
		"INSERT INTO observation SELECT 2, 2, 'rank', '2024', "
		"'B' || (10 + value), 0, 10 + value, '', 1, 'A1', 1 FROM "
		"json_each('[1,2,3,4,5,6,7,8]')",
		NULL, "143");
	assert_says(&b, "Charts", "Areas: 12.");
	assert_int_equal(count_of(&b, "Charts", "B 8"), 1);
	end(&b);
}

static void the_chart_of_one_area_is_named_after_it(void **state)
{
	struct bench b;

	make_order(&b, *state, "", NULL, "155");
	assert_true(file_has(
		&b, "xl/charts/chart1.xml", "France: ranks, Demo Index"));
	end(&b);
}

static void of_one_edition_the_scores_alone_are_drawn(void **state)
{
	struct bench b;

	make_of(&b, *state, one_edition);
	assert_says(&b, "Charts", "There is one edition: no history to draw.");
	assert_true(file_has(&b, "xl/charts/chart1.xml", "barChart"));
	end(&b);
}

static void without_scores_the_ranks_alone_are_drawn(void **state)
{
	struct bench b;

	make_of(&b, *state, "DELETE FROM observation WHERE measure = 'score'");
	assert_true(file_has(&b, "xl/charts/chart1.xml", "lineChart"));
	assert_false(
		file_has(&b, "xl/drawings/drawing1.xml", "Scores of 2024"));
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_change_is_a_number_with_sign_and_word),
		test_in_folder(of_equal_moves_all_are_there),
		test_in_folder(the_counts_tell_how_many_moved),
		test_in_folder(who_came_and_who_went_is_listed),
		test_in_folder(
			who_was_listed_without_a_rank_is_unranked_and_not_absent),
		test_in_folder(
			of_one_edition_movers_says_that_there_is_no_other),
		test_in_folder(
			where_the_worst_is_first_a_greater_rank_is_a_rise),
		test_in_folder(computed_ranks_say_that_they_are),
		test_in_folder(all_who_share_the_best_place_lead),
		test_in_folder(all_who_share_the_second_place_are_runners_up),
		test_in_folder(
			a_region_with_one_area_has_no_runner_up_and_no_gap),
		test_in_folder(where_lower_is_better_the_gap_is_still_above_0),
		test_in_folder(
			where_ranks_do_not_follow_the_scores_the_gap_is_below_0),
		test_in_folder(
			computed_ranks_stand_for_those_that_are_not_published),
		test_in_folder(averages_are_of_the_scores_that_there_are),
		test_in_folder(
			a_region_that_the_edition_does_not_have_is_told_to_have_members),
		test_in_folder(the_schemes_of_other_publishers_are_left_out),
		test_in_folder(a_scheme_that_is_asked_for_is_shown),
		test_in_folder(published_averages_stand_beside_ours),
		test_in_folder(without_published_averages_none_are_spoken_of),
		test_in_folder(names_like_formulas_stay_text),
		test_in_folder(every_region_that_is_asked_for_is_drawn),
		test_in_folder(regions_of_any_scheme_are_drawn),
		test_in_folder(where_no_region_is_small_the_smallest_is_drawn),
		test_in_folder(one_unknown_region_of_several_is_refused),
		test_in_folder(a_comma_at_the_end_is_no_region),
		test_in_folder(
			the_regions_of_another_scheme_are_none_of_this_one),
		test_in_folder(an_unknown_scheme_is_refused),
		test_in_folder(the_figures_stand_under_the_charts),
		test_in_folder(a_free_column_parts_the_methods),
		test_in_folder(within_a_method_no_column_is_free),
		test_in_folder(ranks_begin_with_1_and_are_whole),
		test_in_folder(many_ranks_are_counted_in_round_steps),
		test_in_folder(scores_begin_with_0_and_the_best_is_on_top),
		test_in_folder(where_lower_is_better_the_bars_say_so),
		test_in_folder(charts_have_alternative_texts),
		test_in_folder(of_many_areas_the_best_ten_are_drawn),
		test_in_folder(twelve_areas_are_all_drawn),
		test_in_folder(the_chart_of_one_area_is_named_after_it),
		test_in_folder(of_one_edition_the_scores_alone_are_drawn),
		test_in_folder(without_scores_the_ranks_alone_are_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
