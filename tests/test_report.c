/* SPDX-License-Identifier: MIT */
#include "tests/reporting.h"

/* ---- the sheets -----------------------------------------------------------
 */

static void the_sheets_stand_in_their_order(void **state)
{
	static const char *const names[] = { "Cover", "Ranking", "Movers",
		"Regions", "Charts", "Rank history", "Restatements", "Findings",
		"Sources", "Cells", "Notes", "Manifest" };
	struct bench b;

	make_of(&b, *state, "");
	assert_int_equal(book_sheets(b.book), COUNT(names));
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(book_sheet_name(b.book, i), names[i]);
	end(&b);
}

static void the_cover_tells_who_leads_and_what_to_beware_of(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_says(&b, "Cover",
		"France leads edition 2024 with a score of 80.25. Kazakhstan "
		"follows, 19.75 points behind.");
	assert_says(&b, "Cover", "are of different methods");
	assert_says(&b, "Cover",
		"5 areas are in edition 2024. New since 2023: France.");
	assert_says(&b, "Cover", "severity: error 1, warning 0, info 1");
	assert_says(&b, "Cover", "sha256 aaaaaaaaaaaa");
	end(&b);
}

static void the_cover_names_the_head_of_the_log(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO log_head VALUES (12, " SHA_OF(
			"c") ", 'then', 'run-1')");
	assert_says(&b, "Cover", "line 12, head cccccccccccc");
	end(&b);
}

static void a_report_of_a_database_without_a_log_names_none(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_false(search(&b, "Cover", 0, is_text, "Log").there);
	end(&b);
}

static void a_report_as_of_a_moment_says_so(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO as_of (as_of, moment, log_line, log_hash) VALUES "
		"('2024-02-01', '2024-02-01T23:59:59Z', 7, " SHA_OF(
			"c") ");"
			     "INSERT INTO log_head VALUES (9, " SHA_OF(
				     "d") ", 'then', NULL)");
	assert_says(&b, "Cover",
		"As of 2024-02-01: what was known then, not what is known "
		"today");
	assert_says(&b, "Cover",
		"With the releases that were known at the end of that day "
		"(UTC), and none that came later");
	assert_says(&b, "Sources",
		"As of 2024-02-01: the releases that were current then.");
	assert_says(&b, "Cover", "line 7, head cccccccccccc");
	end(&b);
}

static void ranks_scores_and_changes_are_numbers(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_number(lookup(&b, "Ranking", "Rank", "Uzbekistan"), 3);
	assert_number(lookup(&b, "Ranking", "Score", "Uzbekistan"), 60.25);
	assert_number(lookup(&b, "Ranking", "Rank 2023", "Uzbekistan"), 1);
	assert_number(
		lookup(&b, "Ranking", "Change since 2023", "Uzbekistan"), -2);
	assert_text(lookup(&b, "Ranking", "Comparable", "Uzbekistan"), "no");
	assert_text(lookup(&b, "Ranking", "Sub-region (M49)", "Uzbekistan"),
		"Central Asia");
	end(&b);
}

static void a_new_area_is_called_new_and_has_no_flag(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_text(
		lookup(&b, "Ranking", "Change since 2023", "France"), "new");
	assert_false(lookup(&b, "Ranking", "Comparable", "France").there);
	end(&b);
}

static void a_missing_score_is_an_empty_cell(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_false(lookup(&b, "Ranking", "Score", "Tajikistan").there);
	end(&b);
}

static void pillars_stand_behind_their_areas(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_number(lookup(&b, "Ranking", "Money", "Kyrgyzstan"), 0.1 + 0.2);
	assert_false(lookup(&b, "Ranking", "Money", "Uzbekistan").there);
	/* nobody has a figure of it */
	assert_false(search(&b, "Ranking", 0, is_text, "People").there);
	end(&b);
}

static void moves_across_methods_are_marked_in_words(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_says(&b, "Movers", "Not comparable: editions 2023 and 2024");
	assert_number(lookup(&b, "Movers", "Change", "Uzbekistan"), -2);
	assert_number(lookup(&b, "Movers", "Common change", "Uzbekistan"), -1);
	end(&b);
}

static void moves_within_a_method_may_be_compared(void **state)
{
	struct bench b;

	make_of(&b, *state, "UPDATE edition SET regime = 'new'");
	assert_says(&b, "Movers", "Editions 2023 and 2024 share a method");
	assert_text(lookup(&b, "Ranking", "Comparable", "Uzbekistan"), "yes");
	assert_false(search(&b, "Cover", 0, is_text, "Caution").there);
	end(&b);
}

static void regions_stand_from_the_world_down(void **state)
{
	struct bench b;
	struct found world, inside;

	make_of(&b, *state, "");
	world = search(&b, "Regions", 0, is_text, "World");
	inside = search(&b, "Regions", 0, is_text, "Central Asia");
	assert_true(world.there && inside.there && world.row < inside.row);
	assert_text(
		lookup(&b, "Regions", "Leader", "Central Asia"), "Kazakhstan");
	assert_number(lookup(&b, "Regions", "Gap", "Central Asia"), 0.25);
	end(&b);
}

static void the_history_names_the_method_of_each_edition(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_says(&b, "Rank history", "Method A: one pillar");
	assert_says(&b, "Rank history", "Method B: two pillars");
	assert_number(lookup(&b, "Rank history", "2023", "Tajikistan"), 4);
	assert_false(lookup(&b, "Rank history", "2023", "France").there);
	end(&b);
}

static void the_chart_shows_the_most_contested_region(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_text(search(&b, "Charts", 0, is_text, "Central Asia"),
		"Central Asia");
	assert_number(lookup(&b, "Charts", "2023", "Kazakhstan"), 2);
	end(&b);
}

static void the_chart_shows_the_region_asked_for(void **state)
{
	const char *scripts[] = { ground, releases };
	struct bench b;

	open_with(&b, *state, scripts, 2);
	b.order.region = "155";
	assert_int_equal(make(&b), 0);
	assert_int_equal(book_open(&b.book, b.path, NULL, &b.e), 0);
	assert_says(&b, "Charts", "Western Europe");
	end(&b);
}

static int chart_has(struct bench *b, const char *part)
{
	return file_has(b, "xl/charts/chart1.xml", part);
}

/* As of fragile states. */
static const char worst_first[] =
	"UPDATE edition SET first = 'worst';"
	"UPDATE indicator SET direction = 'lower' WHERE indicator = 'overall';"
	"UPDATE observation SET value = 5 WHERE area = 'TJK' AND release_id = 2"
	" AND measure = 'score'";

static void where_the_worst_is_first_the_last_rank_leads(void **state)
{
	struct bench b;
	struct found first, last;

	make_of(&b, *state, worst_first);
	assert_says(&b, "Cover",
		"Tajikistan leads edition 2024 with a score of 5.00. "
		"Kyrgyzstan follows, 5.00 points behind.");
	assert_says(&b, "Cover",
		"Uzbekistan rose most, by 2 places: from 1 to 3. The method "
		"changed in between");
	assert_false(search(&b, "Cover", 0, has_text, "fell most").there);
	assert_says(&b, "Cover", "Tajikistan leads at rank 5. Kyrgyzstan");
	first = search(&b, "Ranking", 0, is_text, "Tajikistan");
	last = search(&b, "Ranking", 0, is_text, "France");
	assert_true(first.there && last.there && first.row + 4 == last.row);
	assert_number(lookup(&b, "Ranking", "Rank", "Tajikistan"), 5);
	assert_number(lookup(&b, "Movers", "Change", "Uzbekistan"), 2);
	end(&b);
}

static const char *const rank_sheets[] = { "Cover", "Ranking", "Movers",
	"Regions", "Rank history", "Charts" };

static void where_the_worst_is_first_the_sheets_with_ranks_say_so(void **state)
{
	struct bench b;

	make_of(&b, *state, worst_first);
	for (size_t i = 0; i < COUNT(rank_sheets); i++)
		assert_says(&b, rank_sheets[i], "Rank 1 is the worst");
	assert_true(chart_has(&b, "Rank (1 is worst)"));
	end(&b);
}

static void where_the_best_is_first_no_sheet_says_so(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	for (size_t i = 0; i < COUNT(rank_sheets); i++)
		assert_false(
			search(&b, rank_sheets[i], 0, has_text, "is the worst")
				.there);
	assert_true(chart_has(&b, "Rank (1 is best)"));
	end(&b);
}

static void ranks_run_down_the_chart(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_true(chart_has(&b, "maxMin"));
	end(&b);
}

static void where_the_worst_is_first_ranks_run_up_the_chart(void **state)
{
	struct bench b;

	make_of(&b, *state, worst_first);
	assert_false(chart_has(&b, "maxMin"));
	end(&b);
}

static void foreign_text_stays_text(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_text(lookup(&b, "Findings", "As published", "V201"), "=1+1");
	assert_text(lookup(&b, "Findings", "Actual", "V201"), "+2");
	assert_text(lookup(&b, "Findings", "Message", "V201"), "-all of it");
	end(&b);
}

static void the_worst_finding_comes_first(void **state)
{
	struct bench b;
	struct found worst, info;

	make_of(&b, *state, "");
	worst = search(&b, "Findings", 0, is_text, "V601");
	info = search(&b, "Findings", 0, is_text, "V201");
	assert_true(worst.row < info.row);
	end(&b);
}

static void a_waived_finding_stands_behind_with_who_waived_it(void **state)
{
	struct bench b;
	struct found open, waived;

	make_of(&b, *state,
		"INSERT INTO waiver VALUES (1, 'demo', 'V601', '*', NULL, "
		"'A. Person', 'so it is', '2026-12-31', 2);"
		"UPDATE finding SET waiver_id = 1, waived = 1, fingerprint = "
		"printf('%032d', 1) WHERE rule = 'V601';"
		"INSERT INTO finding_seen (fingerprint, seen) VALUES "
		"(printf('%032d', 1), '2026-01-01T00:00:00Z')");
	open = search(&b, "Findings", 0, is_text, "V201");
	waived = search(&b, "Findings", 0, is_text, "V601");
	assert_true(open.row < waived.row);
	assert_text(lookup(&b, "Findings", "Waived by", "V601"), "A. Person");
	assert_text(
		lookup(&b, "Findings", "Waived until", "V601"), "2026-12-31");
	assert_text(lookup(&b, "Findings", "Why waived", "V601"), "so it is");
	assert_text(lookup(&b, "Findings", "First seen", "V601"),
		"2026-01-01T00:00:00Z");
	assert_says(&b, "Cover", "Waived: 1.");
	end(&b);
}

static void a_forced_release_says_why(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE release SET forced = 'by mail' WHERE release_id = 1");
	assert_text(lookup(&b, "Sources", "Promoted by force", "one.xlsx"),
		"by mail");
	assert_says(&b, "Cover", "Promoted by force: by mail.");
	end(&b);
}

static void the_sources_are_known_by_their_hash(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_text(lookup(&b, "Sources", "SHA-256", "one.xlsx"),
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"a"
		"a");
	assert_text(lookup(&b, "Sources", "Official bytes", "one.xlsx"), "yes");
	assert_text(
		lookup(&b, "Sources", "Official bytes", "2024"), "not pinned");
	end(&b);
}

static void findings_may_be_none(void **state)
{
	struct bench b;

	make_of(&b, *state, "DELETE FROM finding");
	assert_says(&b, "Findings", "There is nothing to show here.");
	assert_says(&b, "Cover", "No finding is open.");
	end(&b);
}

static void findings_of_what_is_held_are_not_open(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, loaded) VALUES (9, 'demo', '2024', "
		"printf('%064d', 9), 'held', 'then');"
		"UPDATE finding SET release_id = 9");
	assert_says(&b, "Findings", "There is nothing to show here.");
	assert_says(&b, "Cover", "No finding is open.");
	end(&b);
}

static void one_edition_alone_makes_a_report(void **state)
{
	struct bench b;

	make_of(&b, *state, "DELETE FROM release WHERE edition = '2023'");
	assert_says(&b, "Cover", "5 areas are in edition 2024.");
	assert_says(&b, "Movers",
		"There is no edition before 2024 to compare it with.");
	end(&b);
}

static const char without_overall[] =
	"UPDATE indicator SET parent = NULL;"
	"UPDATE indicator SET indicator = 'all' WHERE indicator = 'overall';"
	"UPDATE indicator SET unit = 'dollars', direction = 'lower' "
	"WHERE indicator = 'money'";

static void without_overall_there_is_a_report_without_ranking(void **state)
{
	static const char *const names[] = { "Cover", "Indicators", "Findings",
		"Sources", "Notes", "Manifest" };
	struct bench b;

	make_of(&b, *state, without_overall);
	assert_int_equal(book_sheets(b.book), COUNT(names));
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(book_sheet_name(b.book, i), names[i]);
	assert_says(&b, "Cover",
		"No edition has an overall score, so areas are not ranked");
	assert_says(&b, "Cover", "Edition 2024");
	assert_says(&b, "Cover", "5 areas");
	assert_says(&b, "Cover", "severity: error 1, warning 0, info 1");
	assert_says(&b, "Cover", "two pillars");
	assert_false(search(&b, "Cover", 0, is_text, "Movers").there);
	end(&b);
}

static void without_overall_the_indicators_are_listed(void **state)
{
	struct bench b;

	make_of(&b, *state, without_overall);
	assert_number(lookup(&b, "Indicators", "Observations", "Money"), 4);
	assert_number(lookup(&b, "Indicators", "Observations", "People"), 0);
	assert_text(lookup(&b, "Indicators", "Unit", "Money"), "dollars");
	assert_text(lookup(&b, "Indicators", "Better", "Money"), "lower");
	assert_false(lookup(&b, "Indicators", "Part of", "Money").there);
	end(&b);
}

static void without_overall_a_region_cannot_be_asked_for(void **state)
{
	const char *scripts[] = { ground, releases, without_overall };
	struct bench b;

	open_with(&b, *state, scripts, 3);
	b.order.region = "143";
	assert_int_equal(make(&b), -1);
	assert_fault(&b.e, ERR_DATA,
		"region '143': no region of m49 with an area in demo/2024; "
		"there are none");
	end(&b);
}

static void without_ranks_the_best_score_leads(void **state)
{
	struct bench b;
	struct found first, last;

	make_of(&b, *state,
		"DELETE FROM observation WHERE measure = 'rank';"
		"UPDATE observation SET value = 90 WHERE area = 'TJK';"
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator = 'overall'");
	assert_says(&b, "Cover",
		"Kyrgyzstan leads edition 2024 with a score of 10.00. "
		"Uzbekistan follows, 50.25 points behind.");
	first = search(&b, "Ranking", 0, is_text, "Kyrgyzstan");
	last = search(&b, "Ranking", 0, is_text, "Tajikistan");
	assert_true(first.there && last.there && first.row + 4 == last.row);
	assert_says(&b, "Cover", "Kyrgyzstan leads with a score of 10.00");
	assert_number(lookup(&b, "Regions", "Rank", "World"), 1);
	assert_number(lookup(&b, "Regions", "Rank", "Western Europe"), 4);
	end(&b);
}

static void who_shares_the_first_place_is_not_behind(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = 1 WHERE measure = 'rank' "
		"AND area IN ('KAZ', 'UZB')");
	assert_says(&b, "Cover",
		"France leads edition 2024 with a score of 80.25. Kazakhstan "
		"and 1 more area share the first place.");
	assert_says(&b, "Cover",
		"Kazakhstan leads at rank 1. Uzbekistan shares the first "
		"place.");
	end(&b);
}

static void who_has_the_better_score_is_not_behind(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = 90 WHERE measure = 'score' "
		"AND area IN ('UZB', 'KAZ') AND release_id = 2;"
		"UPDATE observation SET value = 70 WHERE measure = 'score' "
		"AND area = 'KAZ' AND indicator_id = 2");
	assert_says(&b, "Cover",
		"France leads edition 2024 with a score of 80.25. Kazakhstan "
		"follows, 10.25 points behind.");
	assert_says(
		&b, "Cover", "Kazakhstan leads at rank 2. Uzbekistan follows.");
	end(&b);
}

static void one_point_is_no_points(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE edition SET decimals = 0;"
		"UPDATE observation SET value = 79 WHERE measure = 'score' "
		"AND area = 'KAZ' AND indicator_id = 2;"
		"UPDATE observation SET value = 80 WHERE measure = 'score' "
		"AND area = 'FRA' AND indicator_id = 2");
	assert_says(&b, "Cover", "Kazakhstan follows, 1 point behind.");
	end(&b);
}

static void a_missing_score_is_not_told_as_0(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = NULL "
		"WHERE measure = 'score' AND area IN ('FRA', 'UZB')");
	assert_says(
		&b, "Cover", "France leads edition 2024. Kazakhstan follows.");
	assert_says(
		&b, "Cover", "Kazakhstan leads at rank 2. Uzbekistan follows.");
	end(&b);
}

static void pillars_are_those_of_the_period_that_is_ranked(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO observation VALUES (2, 3, 'score', '2025', "
		"'KGZ', 0, 7, '7', 1, 'D1', 1), (2, 4, 'score', '2025', "
		"'KGZ', 0, 8, '8', 1, 'E1', 1), (2, 2, 'score', '2020', "
		"'KGZ', 0, 9, '9', 1, 'F1', 1)");
	assert_number(lookup(&b, "Ranking", "Money", "Kyrgyzstan"), 0.1 + 0.2);
	assert_false(search(&b, "Ranking", 0, is_text, "People").there);
	assert_number(lookup(&b, "Ranking", "Score", "Kyrgyzstan"), 10);
	end(&b);
}

static void a_pillar_without_scores_shows_its_raw_figures(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET measure = 'raw' WHERE release_id = 2 "
		"AND indicator_id = 3 AND measure = 'score'");
	assert_number(lookup(&b, "Ranking", "Money", "Kyrgyzstan"), 0.1 + 0.2);
	end(&b);
}

static void a_period_that_is_not_named_as_the_edition_is_told(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE edition SET period = '2022' WHERE edition = '2024';"
		"UPDATE observation SET period = '2022' WHERE release_id = 2");
	assert_says(&b, "Cover",
		"5 areas are in edition 2024, with the figures of 2022. New "
		"since 2023: France.");
	end(&b);
}

static void unknown_decimals_are_shown_as_far_as_the_scores_go(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE edition SET decimals = NULL;"
		"UPDATE indicator SET decimals = NULL");
	assert_says(&b, "Cover", "a score of 80.25.");
	end(&b);
}

static void of_unknown_decimals_four_are_shown(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE edition SET decimals = NULL;"
		"UPDATE observation SET value = 80.123456789 "
		"WHERE value = 80.25");
	assert_says(&b, "Cover", "a score of 80.1235.");
	assert_number(lookup(&b, "Ranking", "Score", "France"), 80.123456789);
	end(&b);
}

/* ---- the whole ------------------------------------------------------------
 */

/* 1 if a report that is made now has the bytes of the one of before. */
static int is_made_alike(struct bench *b, const char *folder)
{
	struct file_map first, second;
	char copy[PATH_TEXT];
	int same;

	path_in(copy, folder, "again.xlsx");
	if (report_make(copy, b->db, &b->order, &b->e) < 0)
		fail_msg("%s", b->e.text);
	assert_int_equal(file_map(&first, b->path, &b->e), 0);
	assert_int_equal(file_map(&second, copy, &b->e), 0);
	same = first.len == second.len &&
		memcmp(first.at, second.at, first.len) == 0;
	file_unmap(&first);
	file_unmap(&second);
	return same;
}

static void the_same_database_gives_the_same_bytes(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_true(is_made_alike(&b, *state));
	end(&b);
}

/* Another process, which writes when it is called. */
static const char *write_meanwhile(void *context, const char *const *texts)
{
	struct err e = ERR_INIT;

	(void)texts;
	db_script(context, "meanwhile",
		"UPDATE finding SET message = 'written meanwhile'", &e);
	return e.kind == ERR_NONE ? NULL : "it could not write";
}

static void what_is_written_meanwhile_is_not_seen(void **state)
{
	struct bench b;
	struct db *other = NULL;

	make_of(&b, *state, "");
	assert_int_equal(db_open(&other, db_path(b.db), DB_WRITE, &b.e), 0);
	db_text_function(b.db, "meanwhile", 0, write_meanwhile, other, &b.e);
	db_script(b.db, "test",
		"CREATE TEMP VIEW edition AS SELECT * FROM main.edition "
		"WHERE meanwhile() IS NULL",
		&b.e);
	assert_string_equal(b.e.text, "");
	assert_true(is_made_alike(&b, *state));
	/* the next one sees it */
	assert_false(is_made_alike(&b, *state));
	db_close(other);
	end(&b);
}

static void assert_no_report(
	struct bench *b, enum err_kind kind, const char *text)
{
	assert_int_equal(make(b), -1);
	assert_fault(&b->e, kind, text);
	assert_false(file_exists(b->path));
	end(b);
}

static void an_empty_database_is_refused(void **state)
{
	struct bench b;

	open_with(&b, *state, NULL, 0);
	assert_no_report(&b, ERR_DATA,
		"dataset 'demo': not in the database: load it first");
}

static void a_dataset_without_a_release_is_refused(void **state)
{
	const char *scripts[] = { ground };
	struct bench b;

	open_with(&b, *state, scripts, 1);
	assert_no_report(&b, ERR_DATA,
		"dataset 'demo': has no current release: load and validate "
		"one");
}

static void a_database_that_is_not_derived_is_refused(void **state)
{
	const char *scripts[] = { ground };
	struct bench b;

	open_with(&b, *state, scripts, 1);
	assert_int_equal(db_script(b.db, "test", releases, &b.e), 0);
	assert_no_report(&b, ERR_DATA,
		"dataset 'demo': nothing is derived yet: derive first");
}

static void a_region_that_is_none_is_refused(void **state)
{
	const char *scripts[] = { ground, releases };
	struct bench b;

	open_with(&b, *state, scripts, 2);
	b.order.region = "999";
	assert_no_report(&b, ERR_DATA,
		"region '999': no region of m49 with an area in demo/2024; "
		"there are 001 World, 143 Central Asia, 155 Western Europe");
}

/* headline.sql, 1 */
static void where_nobody_has_a_place_nobody_leads(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = NULL WHERE release_id = 2");
	assert_false(search(&b, "Cover", 0, has_text, "leads edition").there);
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(the_sheets_stand_in_their_order),
		test_in_folder(the_cover_tells_who_leads_and_what_to_beware_of),
		test_in_folder(the_cover_names_the_head_of_the_log),
		test_in_folder(a_report_of_a_database_without_a_log_names_none),
		test_in_folder(a_report_as_of_a_moment_says_so),
		test_in_folder(ranks_scores_and_changes_are_numbers),
		test_in_folder(a_new_area_is_called_new_and_has_no_flag),
		test_in_folder(a_missing_score_is_an_empty_cell),
		test_in_folder(pillars_stand_behind_their_areas),
		test_in_folder(moves_across_methods_are_marked_in_words),
		test_in_folder(moves_within_a_method_may_be_compared),
		test_in_folder(regions_stand_from_the_world_down),
		test_in_folder(the_history_names_the_method_of_each_edition),
		test_in_folder(the_chart_shows_the_most_contested_region),
		test_in_folder(the_chart_shows_the_region_asked_for),
		test_in_folder(where_the_worst_is_first_the_last_rank_leads),
		test_in_folder(
			where_the_worst_is_first_the_sheets_with_ranks_say_so),
		test_in_folder(where_the_best_is_first_no_sheet_says_so),
		test_in_folder(ranks_run_down_the_chart),
		test_in_folder(where_the_worst_is_first_ranks_run_up_the_chart),
		test_in_folder(foreign_text_stays_text),
		test_in_folder(the_worst_finding_comes_first),
		test_in_folder(
			a_waived_finding_stands_behind_with_who_waived_it),
		test_in_folder(a_forced_release_says_why),
		test_in_folder(the_sources_are_known_by_their_hash),
		test_in_folder(findings_may_be_none),
		test_in_folder(findings_of_what_is_held_are_not_open),
		test_in_folder(one_edition_alone_makes_a_report),
		test_in_folder(
			without_overall_there_is_a_report_without_ranking),
		test_in_folder(without_overall_the_indicators_are_listed),
		test_in_folder(without_overall_a_region_cannot_be_asked_for),
		test_in_folder(
			a_period_that_is_not_named_as_the_edition_is_told),
		test_in_folder(without_ranks_the_best_score_leads),
		test_in_folder(who_shares_the_first_place_is_not_behind),
		test_in_folder(who_has_the_better_score_is_not_behind),
		test_in_folder(one_point_is_no_points),
		test_in_folder(a_missing_score_is_not_told_as_0),
		test_in_folder(pillars_are_those_of_the_period_that_is_ranked),
		test_in_folder(a_pillar_without_scores_shows_its_raw_figures),
		test_in_folder(
			unknown_decimals_are_shown_as_far_as_the_scores_go),
		test_in_folder(of_unknown_decimals_four_are_shown),
		test_in_folder(the_same_database_gives_the_same_bytes),
		test_in_folder(what_is_written_meanwhile_is_not_seen),
		test_in_folder(an_empty_database_is_refused),
		test_in_folder(a_dataset_without_a_release_is_refused),
		test_in_folder(a_database_that_is_not_derived_is_refused),
		test_in_folder(a_region_that_is_none_is_refused),
		test_in_folder(where_nobody_has_a_place_nobody_leads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
