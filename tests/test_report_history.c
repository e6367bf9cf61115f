/* SPDX-License-Identifier: MIT */
/* The sheets Rank history, Restatements, Findings, Sources and Notes. */
#include "tests/reporting.h"

static void assert_silent(struct bench *b, const char *sheet, const char *part)
{
	assert_false(search(b, sheet, 0, has_text, part).there);
}

/* The report of an older edition. */
static void make_older(struct bench *b, const char *folder, const char *more)
{
	const char *scripts[] = { ground, releases, more };

	open_with(b, folder, scripts, 3);
	b->order.edition = "2023";
	make(b);
	assert_string_equal(b->e.text, "");
	assert_int_equal(book_open(&b->book, b->path, NULL, &b->e), 0);
}

/* Sixty editions before the two there are, 1901 to 1960, each of a method of
 * its own, in which KAZ has the rank that is the edition's number. */
static const char sixty[] =
	"CREATE TEMP TABLE years (n INTEGER);"
	"WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
	"WHERE n < 60) INSERT INTO years SELECT n FROM c;"
	"UPDATE edition SET ordinal = ordinal + 100;"
	"INSERT INTO regime SELECT 'demo', 'm' || n, 'method ' || n FROM years;"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) SELECT 'demo', 1900 + n, n, 'm' || n, "
	"'higher', 2, 'sequential', 1900 + n FROM years;"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"SELECT 100 + n, 'demo', 1900 + n, 'overall', NULL, 0, 0, 'Overall', "
	"1, 'mean', 'higher', 2 FROM years;"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) SELECT 100 + n, 'demo', 1900 + n, printf('%064d', n), "
	"'current', '2024-01-02T00:00:00Z' FROM years;"
	"INSERT INTO observation SELECT 100 + n, 100 + n, 'rank', 1900 + n, "
	"'KAZ', 0, n, n, 1, 'A1', 1 FROM years;";

/* ---- Rank history ---------------------------------------------------------
 */

/* history.sql, rule 1 */
static void the_best_and_the_worst_rank_stand_beside(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_number(lookup(&b, "Rank history", "Best rank", "Uzbekistan"), 1);
	assert_number(
		lookup(&b, "Rank history", "Worst rank", "Uzbekistan"), 3);
	assert_number(lookup(&b, "Rank history", "Best rank", "France"), 1);
	end(&b);
}

/* history.sql, rule 1 */
static void where_the_worst_is_first_the_greatest_rank_is_the_best(void **state)
{
	struct bench b;

	make_of(&b, *state, "UPDATE edition SET first = 'worst'");
	assert_number(lookup(&b, "Rank history", "Best rank", "Uzbekistan"), 3);
	assert_number(
		lookup(&b, "Rank history", "Worst rank", "Uzbekistan"), 1);
	end(&b);
}

/* history.sql, rule 1 */
static void ranks_from_the_other_end_are_no_best_and_no_worst(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE edition SET first = 'worst' WHERE edition = '2023'");
	assert_number(lookup(&b, "Rank history", "Best rank", "Uzbekistan"), 3);
	assert_number(
		lookup(&b, "Rank history", "Worst rank", "Uzbekistan"), 3);
	end(&b);
}

static void computed_ranks_are_in_the_history(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"DELETE FROM observation WHERE measure = 'rank' "
		"AND release_id = 1");
	assert_number(lookup(&b, "Rank history", "2023", "Uzbekistan"), 1);
	assert_says(&b, "Rank history", "No ranks are published in 2023:");
	end(&b);
}

static void an_older_edition_orders_the_areas(void **state)
{
	struct bench b;
	struct found first, second;

	make_older(&b, *state, "");
	first = search(&b, "Rank history", 0, is_text, "Uzbekistan");
	second = search(&b, "Rank history", 0, is_text, "Kazakhstan");
	assert_int_equal(first.row + 1, second.row);
	assert_says(&b, "Rank history", "The order is that of edition 2023.");
	/* and shows what came later all the same */
	assert_number(lookup(&b, "Rank history", "2024", "France"), 1);
	end(&b);
}

static void no_cells_are_merged(void **state)
{
	static const char *const parts[] = { "xl/worksheets/sheet3.xml",
		"xl/worksheets/sheet4.xml", "xl/worksheets/sheet5.xml",
		"xl/worksheets/sheet6.xml", "xl/worksheets/sheet7.xml" };
	struct bench b;

	make_of(&b, *state, "");
	for (size_t i = 0; i < COUNT(parts); i++)
		assert_false(file_has(&b, parts[i], "mergeCell"));
	end(&b);
}

static void methods_are_named_over_their_first_edition(void **state)
{
	struct bench b;
	struct found method, edition;

	make_of(&b, *state, "");
	method = search(&b, "Rank history", 0, is_text, "Method B");
	edition = search(&b, "Rank history", 0, is_text, "2024");
	assert_true(method.there && edition.there);
	assert_int_equal(method.column, edition.column);
	assert_int_equal(method.row + 1, edition.row);
	end(&b);
}

static void of_one_method_there_is_no_row_of_methods(void **state)
{
	struct bench b;

	make_of(&b, *state, "UPDATE edition SET regime = 'new'");
	assert_says(&b, "Rank history", "All editions are of one method.");
	assert_silent(&b, "Rank history", "Method A");
	end(&b);
}

/* history-edition.sql, rule 1 */
static void of_many_editions_the_last_sixty_are_shown(void **state)
{
	struct bench b;

	make_of(&b, *state, sixty);
	assert_says(
		&b, "Rank history", "Editions shown: 60 of 62, the last ones.");
	assert_false(search(&b, "Rank history", 0, is_text, "1902").there);
	assert_number(lookup(&b, "Rank history", "1903", "Kazakhstan"), 3);
	assert_number(lookup(&b, "Rank history", "1960", "Kazakhstan"), 60);
	assert_number(lookup(&b, "Rank history", "2024", "Kazakhstan"), 2);
	/* the 27th method has no letter */
	assert_says(&b, "Rank history", "Method 27: method 29");
	end(&b);
}

/* history-edition.sql, rule 1; and every edition has a free column before it */
static void of_many_editions_the_last_sixty_are_drawn(void **state)
{
	struct bench b;

	make_of(&b, *state, sixty);
	assert_number(lookup(&b, "Charts", "1903", "Kazakhstan"), 3);
	assert_number(lookup(&b, "Charts", "1960", "Kazakhstan"), 60);
	assert_number(lookup(&b, "Charts", "2024", "Kazakhstan"), 2);
	assert_number(lookup(&b, "Charts", "Score 2024", "Kazakhstan"), 60.5);
	assert_true(
		file_has(&b, "xl/charts/chart1.xml", "<c:max val=\"61\"/>"));
	end(&b);
}

/* history-edition.sql, rule 1 */
static void an_edition_before_the_last_sixty_is_the_last_one_shown(void **state)
{
	const char *scripts[] = { ground, releases, sixty };
	struct bench b;

	open_with(&b, *state, scripts, 3);
	b.order.edition = "1902";
	make(&b);
	assert_string_equal(b.e.text, "");
	assert_int_equal(book_open(&b.book, b.path, NULL, &b.e), 0);
	assert_number(lookup(&b, "Rank history", "1901", "Kazakhstan"), 1);
	assert_number(lookup(&b, "Rank history", "1902", "Kazakhstan"), 2);
	assert_false(search(&b, "Rank history", 0, is_text, "1903").there);
	end(&b);
}

/* ---- Restatements ---------------------------------------------------------
 */

/* Another release of 2024, which was there before: KAZ had 61.25, UZB 60.3, KGZ
 * a rank that is none now, TJK no rank yet; of a column that was taken away. */
static const char earlier[] =
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"published, fetched, loaded) VALUES (3, 'demo', '2024', " SHA_OF(
		"c") ", 'superseded', '2024-03', '2024-01-01T00:00:00Z', "
		     "'2024-01-01T00:00:00Z');"
		     "UPDATE release SET published = '2024-06' WHERE "
		     "release_id = 2;"
		     "INSERT INTO sheet VALUES (2, 'Old sheet');"
		     "INSERT INTO observation SELECT 3, indicator_id, "
		     "measure, period, area, place, value, raw, 2, cell, "
		     "label_id FROM observation WHERE release_id = 2 "
		     "AND indicator_id = 2 AND NOT (measure = 'rank' "
		     "AND area = 'TJK');"
		     "UPDATE observation SET value = 61.25 WHERE release_id = "
		     "3 "
		     "AND measure = 'score' AND area = 'KAZ';"
		     "UPDATE observation SET value = 60.3 WHERE "
		     "release_id = 3 AND measure = 'score' AND area = 'UZB';"
		     "DELETE FROM observation WHERE release_id = 2 AND "
		     "measure = 'rank' AND area = 'KGZ';"
		     "INSERT INTO observation SELECT 3, 4, 'score', '2024', "
		     "area, 0, 1, '1', 2, 'Z1', 1 FROM told WHERE "
		     "release_id = 2;";

static void without_a_second_release_nothing_was_restated(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_says(&b, "Restatements",
		"No edition has more than one release here: nothing was "
		"restated.");
	end(&b);
}

/* make-restated-figure.sql, rule 1 */
static void a_restated_figure_is_told_with_both_cells(void **state)
{
	struct bench b;

	make_of(&b, *state, earlier);
	assert_text(lookup(&b, "Restatements", "Change", "Kazakhstan"),
		"correction");
	assert_number(
		lookup(&b, "Restatements", "Before", "Kazakhstan"), 61.25);
	assert_number(lookup(&b, "Restatements", "After", "Kazakhstan"), 60.5);
	assert_number(
		lookup(&b, "Restatements", "Difference", "Kazakhstan"), -0.75);
	assert_text(lookup(&b, "Restatements", "Release before", "Kazakhstan"),
		"cccccccccccc");
	assert_text(lookup(&b, "Restatements", "Cell before", "Kazakhstan"),
		"Old sheet!B1");
	assert_text(lookup(&b, "Restatements", "Release after", "Kazakhstan"),
		"bbbbbbbbbbbb");
	assert_text(
		lookup(&b, "Restatements", "Cell after", "Kazakhstan"), "S!B1");
	end(&b);
}

/* make-restated-figure.sql, rule 1 */
static void a_figure_with_fewer_decimals_is_a_rounding(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = 10.4 WHERE release_id = 2 "
		"AND area = 'KGZ' AND indicator_id = 2 AND measure = 'score';"
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, published, loaded) VALUES (3, 'demo', '2024', "
		"printf('%064d', 3), 'superseded', '2024-03', 'then');"
		"INSERT INTO observation SELECT 3, indicator_id, measure, "
		"period, area, place, round(value), raw, sheet_id, cell, "
		"label_id FROM observation WHERE release_id = 2 AND "
		"indicator_id = 2");
	assert_text(
		lookup(&b, "Restatements", "Change", "Kyrgyzstan"), "rounding");
	assert_text(
		lookup(&b, "Restatements", "Change", "Kazakhstan"), "rounding");
	end(&b);
}

/* make-restated-figure.sql, rule 1: 60.3 in a column of two places is 60.30 */
static void a_value_has_the_places_of_its_column(void **state)
{
	struct bench b;

	make_of(&b, *state, earlier);
	assert_text(lookup(&b, "Restatements", "Change", "Uzbekistan"),
		"correction");
	end(&b);
}

/* make-restated-figure.sql, rule 1 */
static void what_one_release_lacks_was_added_or_removed(void **state)
{
	struct bench b;

	make_of(&b, *state, earlier);
	assert_text(
		lookup(&b, "Restatements", "Change", "Kyrgyzstan"), "removed");
	assert_false(
		lookup(&b, "Restatements", "Cell after", "Kyrgyzstan").there);
	assert_text(
		lookup(&b, "Restatements", "Change", "Tajikistan"), "added");
	assert_false(lookup(&b, "Restatements", "Before", "Tajikistan").there);
	end(&b);
}

/* restated-pair.sql; make-restated-figure.sql, rule 2: whole columns are not
 * counted */
static void the_pairs_count_what_changed(void **state)
{
	struct bench b;

	make_of(&b, *state, earlier);
	assert_number(
		lookup(&b, "Restatements", "Corrections", "cccccccccccc"), 2);
	assert_number(
		lookup(&b, "Restatements", "Roundings", "cccccccccccc"), 0);
	assert_number(lookup(&b, "Restatements", "Removed", "cccccccccccc"), 1);
	assert_number(lookup(&b, "Restatements", "Added", "cccccccccccc"), 1);
	assert_text(lookup(&b, "Restatements", "Earlier state", "cccccccccccc"),
		"superseded");
	assert_text(lookup(&b, "Restatements", "Later state", "cccccccccccc"),
		"current");
	assert_silent(&b, "Restatements", "People");
	end(&b);
}

/* What the press printed of 2024 before the workbook came. */
#define PRESS(published)                                                       \
	"INSERT INTO release (release_id, dataset, edition, release, state, "  \
	"source, published, loaded) VALUES (4, 'demo', '2024', " SHA_OF(       \
		"d") ", 'aside', 'press', '" published "', "                   \
		     "'2024-09-09T00:00:00Z');"                                \
		     "UPDATE release SET published = '2024-06-01' WHERE "      \
		     "release_id = 2;"                                         \
		     "INSERT INTO observation VALUES (4, 2, 'rank', '2024', "  \
		     "'KAZ', 0, 4, '4', 1, 'D2', 1), (4, 2, 'rank', '2024', "  \
		     "'FRA', 0, 1, '1', 1, 'D3', 1);"

/* restated.sql, rule 1; make-restated-figure.sql, rule 2 */
static void what_the_press_printed_is_marked(void **state)
{
	struct bench b;

	make_of(&b, *state, PRESS("2024-05-01"));
	assert_number(lookup(&b, "Restatements", "Before", "Kazakhstan"), 4);
	assert_number(lookup(&b, "Restatements", "After", "Kazakhstan"), 2);
	assert_text(lookup(&b, "Restatements", "Release before", "Kazakhstan"),
		"dddddddddddd press");
	assert_text(lookup(&b, "Restatements", "Earlier state",
			    "dddddddddddd press"),
		"aside");
	/* it quotes no others, which were not added therefore */
	assert_number(
		lookup(&b, "Restatements", "Added", "dddddddddddd press"), 0);
	assert_silent(&b, "Restatements", "Uzbekistan");
	assert_silent(&b, "Restatements", "France");
	end(&b);
}

/* make-release-pair.sql, rule 1 */
static void the_press_behind_the_last_workbook_is_held_against_it(void **state)
{
	struct bench b;

	make_of(&b, *state, PRESS("2024-07-01"));
	assert_number(lookup(&b, "Restatements", "Before", "Kazakhstan"), 2);
	assert_number(lookup(&b, "Restatements", "After", "Kazakhstan"), 4);
	end(&b);
}

/* make-release-pair.sql, rule 1 */
static void a_workbook_is_held_against_the_workbook_before_the_press(
	void **state)
{
	static char script[8192];
	struct bench b;

	snprintf(script, sizeof(script), "%s%s", earlier, PRESS("2024-05-01"));
	make_of(&b, *state, script);
	assert_text(lookup(&b, "Restatements", "Later release", "cccccccccccc"),
		"bbbbbbbbbbbb");
	assert_text(lookup(&b, "Restatements", "Later release",
			    "dddddddddddd press"),
		"bbbbbbbbbbbb");
	end(&b);
}

/* make-release-pair.sql, rule 3 */
static void a_refused_workbook_restates_nothing(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, refused, loaded) VALUES (3, 'demo', '2024', "
		"printf('%064d', 3), 'quarantined', 'V103', 'then')");
	assert_says(&b, "Restatements", "nothing was restated");
	end(&b);
}

static void two_releases_that_say_the_same_differ_in_nothing(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, published, loaded) VALUES (3, 'demo', '2024', "
		"printf('%064d', 3), 'superseded', '2024-03', 'then');"
		"INSERT INTO observation SELECT 3, indicator_id, measure, "
		"period, area, place, value, raw, sheet_id, 'Z9', label_id "
		"FROM observation WHERE release_id = 2");
	assert_says(&b, "Restatements",
		"No figure that both releases have differs.");
	end(&b);
}

/* ---- Findings and Sources -------------------------------------------------
 */

static void the_sources_name_the_head_of_the_log(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO log_head VALUES (12, " SHA_OF(
			"c") ", 'then', 'run-1')");
	assert_says(&b, "Sources", "line 12, head cccccccccccc");
	end(&b);
}

static void without_a_log_the_sources_name_none(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_silent(&b, "Sources", "The log");
	end(&b);
}

/* source.sql, rule 2 */
static void the_press_is_a_source_of_its_own(void **state)
{
	struct bench b;

	make_of(&b, *state, PRESS("2024-05-01"));
	assert_text(lookup(&b, "Sources", "Source", "one.xlsx"), "workbook");
	assert_text(search(&b, "Sources", 0, is_text, "press"), "press");
	assert_text(search(&b, "Sources", 0, is_text, "aside"), "aside");
	end(&b);
}

static void a_list_of_findings_that_is_cut_says_so(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 "
		"FROM c WHERE n < 5001) INSERT INTO finding (stage, rule, "
		"severity, release_id, message) SELECT 'validate', 'V999', "
		"'info', 1, 'number ' || n FROM c");
	assert_says(&b, "Findings", "Only the first 5,000 are listed");
	end(&b);
}

/* ---- Notes ----------------------------------------------------------------
 */

static void assert_note(struct bench *b, const char *term, const char *part)
{
	struct found f = lookup(b, "Notes", "What it means", term);

	assert_true(f.there);
	assert_contains(f.text, part);
}

static void the_notes_tell_how_this_edition_is_published(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_note(&b, "Rank", "as published. Rank 1 is the best.");
	assert_note(&b, "Equal scores", "No two areas share");
	assert_note(&b, "Score", "Decimals shown: 2;");
	assert_note(&b, "Better", "The higher score");
	assert_note(&b, "Period", "edition 2024 are of 2024");
	assert_silent(&b, "Notes", "Scores lie between");
	end(&b);
}

static void the_notes_know_each_rule_of_ties(void **state)
{
	static const struct {
		const char *script, *part;
	} all[] = {
		{ "UPDATE edition SET ties = 'competition'",
			"Areas with the same score share a published rank" },
		{ "UPDATE edition SET ties = 'competition', ties_decimals = 1",
			"the same when rounded to 1 decimals" },
		{ "UPDATE edition SET ties = 'hidden'",
			"digits that it does not print" },
		{ "UPDATE edition SET ties = 'none'", "states no rule" },
		{ "DELETE FROM observation WHERE measure = 'rank'",
			"Areas with the same score share a rank" },
	};
	struct bench b;

	for (size_t i = 0; i < COUNT(all); i++) {
		make_of(&b, *state, all[i].script);
		assert_note(&b, "Equal scores", all[i].part);
		end(&b);
		path_in(b.path, *state, "demo.db");
		assert_int_equal(remove(b.path), 0);
	}
}

static void the_notes_know_where_lower_is_better_and_the_worst_first(
	void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE edition SET first = 'worst';"
		"UPDATE indicator SET direction = 'lower', scale_min = 0, "
		"scale_max = 120 WHERE indicator = 'overall';"
		"UPDATE edition SET scale_min = 0, scale_max = 120");
	assert_note(&b, "Rank", "Rank 1 is the worst.");
	assert_note(&b, "Better", "The lower score");
	assert_note(&b, "Scale", "between 0 and 120.");
	end(&b);
}

static void the_notes_name_the_region_schemes(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_note(&b, "Region scheme", "UN M49 (m49). Source: UN; of 2025.");
	assert_silent(&b, "Notes", "A bank");
	end(&b);
}

static void in_english_nothing_stays_untranslated(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_silent(&b, "Notes", "Not translated");
	end(&b);
}

static void without_ranking_the_notes_speak_of_no_ranks(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE indicator SET parent = NULL;"
		"UPDATE indicator SET indicator = 'all' "
		"WHERE indicator = 'overall'");
	assert_note(&b, "Missing", "never 0");
	assert_silent(&b, "Notes", "rank");
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(the_best_and_the_worst_rank_stand_beside),
		test_in_folder(
			where_the_worst_is_first_the_greatest_rank_is_the_best),
		test_in_folder(
			ranks_from_the_other_end_are_no_best_and_no_worst),
		test_in_folder(computed_ranks_are_in_the_history),
		test_in_folder(an_older_edition_orders_the_areas),
		test_in_folder(no_cells_are_merged),
		test_in_folder(methods_are_named_over_their_first_edition),
		test_in_folder(of_one_method_there_is_no_row_of_methods),
		test_in_folder(of_many_editions_the_last_sixty_are_shown),
		test_in_folder(of_many_editions_the_last_sixty_are_drawn),
		test_in_folder(
			an_edition_before_the_last_sixty_is_the_last_one_shown),
		test_in_folder(without_a_second_release_nothing_was_restated),
		test_in_folder(a_restated_figure_is_told_with_both_cells),
		test_in_folder(a_figure_with_fewer_decimals_is_a_rounding),
		test_in_folder(a_value_has_the_places_of_its_column),
		test_in_folder(what_one_release_lacks_was_added_or_removed),
		test_in_folder(the_pairs_count_what_changed),
		test_in_folder(what_the_press_printed_is_marked),
		test_in_folder(
			the_press_behind_the_last_workbook_is_held_against_it),
		test_in_folder(
			a_workbook_is_held_against_the_workbook_before_the_press),
		test_in_folder(a_refused_workbook_restates_nothing),
		test_in_folder(
			two_releases_that_say_the_same_differ_in_nothing),
		test_in_folder(the_sources_name_the_head_of_the_log),
		test_in_folder(without_a_log_the_sources_name_none),
		test_in_folder(the_press_is_a_source_of_its_own),
		test_in_folder(a_list_of_findings_that_is_cut_says_so),
		test_in_folder(the_notes_tell_how_this_edition_is_published),
		test_in_folder(the_notes_know_each_rule_of_ties),
		test_in_folder(
			the_notes_know_where_lower_is_better_and_the_worst_first),
		test_in_folder(the_notes_name_the_region_schemes),
		test_in_folder(in_english_nothing_stays_untranslated),
		test_in_folder(without_ranking_the_notes_speak_of_no_ranks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
