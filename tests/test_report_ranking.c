/* SPDX-License-Identifier: MIT */
/* Ranking, Pillars and Cells, and what the cover says in sentences. */
#include "tests/reporting.h"

#define RANKING "xl/worksheets/sheet2.xml"
#define PILLARS "xl/worksheets/sheet7.xml"

/* Money and People have scores on one scale; of the world's means, 50 and 40,
 * France is 30 and 10 above. Tajikistan has Money alone. */
static const char two_pillars[] =
	"UPDATE indicator SET scale_min = 0, scale_max = 100;"
	"DELETE FROM observation WHERE indicator_id IN (3, 4);"
	"CREATE TEMP TABLE scored (area, money, people);"
	"INSERT INTO scored VALUES ('FRA', 80, 50), ('KAZ', 50, 60), "
	"('UZB', 40, 40), ('KGZ', 40, 10), ('TJK', 40, NULL);"
	"INSERT INTO observation SELECT 2, 3, 'score', '2024', area, 0, "
	"money, money || '.0', 1, 'M' || rowid, 1 FROM scored "
	"UNION ALL SELECT 2, 4, 'score', '2024', area, 0, people, "
	"coalesce(people, ''), 1, 'P' || rowid, 1 FROM scored;";

/* More than two statements. */
static void make_both(
	struct bench *b, const char *folder, const char *one, const char *other)
{
	char *all = NULL;

	assert_true(asprintf(&all, "%s;%s", one, other) > 0);
	make_of(b, folder, all);
	free(all);
}

static struct found at(
	struct bench *b, const char *sheet, uint32_t row, uint32_t column)
{
	const struct found place = { .row = row, .column = column };

	return search(b, sheet, 0, is_place, &place);
}

/* Where a figure stands on Cells: the row of an area with an indicator and a
 * measure, and of how many. */
static struct found cell_of(struct bench *b, int *n, const char *area,
	const char *indicator, const char *measure)
{
	struct found f = { 0 }, hit = { 0 };

	*n = 0;
	for (uint32_t from = 0;; from = f.row + 1) {
		f = search(b, "Cells", from, is_text, area);
		if (!f.there)
			return hit;
		if (strcmp(at(b, "Cells", f.row, 4).text, indicator) != 0 ||
			strcmp(at(b, "Cells", f.row, 5).text, measure) != 0)
			continue;
		hit = f;
		(*n)++;
	}
}

/* ---- Cells ----------------------------------------------------------------
 */

static void a_number_leads_to_the_row_of_its_cell(void **state)
{
	struct bench b;
	struct found row;
	char link[256];
	int n;

	make_of(&b, *state, "");
	row = cell_of(&b, &n, "France", "Overall", "score");
	assert_int_equal(n, 1);
	snprintf(link, sizeof(link),
		"location=\"'Cells'!A%u\" tooltip=\"demo/2024 release "
		"bbbbbbbbbbbb, sheet 'S', B1: 80.25 as published\"",
		row.row + 1);
	assert_true(file_has(&b, RANKING, link));
	assert_number(lookup(&b, "Ranking", "Score", "France"), 80.25);
	assert_number(at(&b, "Cells", row.row, 6), 80.25);
	assert_text(at(&b, "Cells", row.row, 7), "80.25");
	assert_text(at(&b, "Cells", row.row, 8), "bbbbbbbbbbbb");
	assert_text(at(&b, "Cells", row.row, 10), "S");
	assert_text(at(&b, "Cells", row.row, 11), "B1");
	end(&b);
}

static void a_rank_of_the_edition_before_leads_to_its_own_release(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_true(file_has(&b, RANKING,
		"tooltip=\"demo/2023 release aaaaaaaaaaaa, sheet 'S', A1: 4 "
		"as published\""));
	end(&b);
}

static void a_figure_has_one_row_however_many_numbers_lead_to_it(void **state)
{
	struct bench b;
	int n;

	make_of(&b, *state, two_pillars);
	cell_of(&b, &n, "France", "Money", "score");
	assert_int_equal(n, 1);
	assert_true(file_has(&b, RANKING, "M1: 80.0 as published"));
	assert_true(file_has(&b, PILLARS, "M1: 80.0 as published"));
	end(&b);
}

static void computed_ranks_lead_nowhere_and_that_is_said(void **state)
{
	struct bench b;
	int n;

	make_of(&b, *state, "DELETE FROM observation WHERE measure = 'rank'");
	assert_number(lookup(&b, "Ranking", "Rank", "France"), 1);
	cell_of(&b, &n, "France", "Overall", "rank");
	assert_int_equal(n, 0);
	cell_of(&b, &n, "France", "Overall", "score");
	assert_int_equal(n, 1);
	assert_says(&b, "Ranking", "what is computed leads nowhere");
	assert_says(&b, "Ranking", "No ranks are published in 2023, 2024");
	end(&b);
}

static void a_computed_rank_does_not_lead_to_a_blank_cell(void **state)
{
	struct bench b;
	int n;

	make_of(&b, *state,
		"UPDATE observation SET value = NULL WHERE measure = 'rank'");
	assert_number(lookup(&b, "Ranking", "Rank", "France"), 1);
	cell_of(&b, &n, "France", "Overall", "rank");
	assert_int_equal(n, 0);
	end(&b);
}

static void a_missing_value_leads_nowhere(void **state)
{
	struct bench b;
	int n;

	make_of(&b, *state, "");
	cell_of(&b, &n, "Tajikistan", "Overall", "score");
	assert_int_equal(n, 0);
	end(&b);
}

static void a_long_text_is_cut_in_the_tool_tip(void **state)
{
	struct bench b;
	int n;
	struct found row;

	make_of(&b, *state,
		"UPDATE sheet SET name = printf('%.300c', 's');"
		"UPDATE observation SET raw = printf('%.400c', 'r'), "
		"cell = printf('%.400c', 'c') WHERE area = 'FRA'");
	assert_true(file_has(&b, RANKING, "ssss\u2026', cccc"));
	row = cell_of(&b, &n, "France", "Overall", "score");
	assert_int_equal(strlen(at(&b, "Cells", row.row, 7).text), 400);
	end(&b);
}

/* The characters of the longest tool tip of a sheet. */
static size_t longest_tip(struct bench *b, const char *name)
{
	static char xml[1024 * 1024];
	size_t most = 0;

	read_inside(xml, sizeof(xml), b, name);
	for (char *p = xml; (p = strstr(p, "tooltip=\"")); p++) {
		char *text = p + strlen("tooltip=\"");
		size_t n = 0;

		for (; *text != '"'; text++)
			n += ((unsigned char)*text & 0xc0) != 0x80;
		most = n > most ? n : most;
	}
	return most;
}

static void a_tool_tip_has_255_characters_at_most(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE sheet SET name = printf('%.300c', 's');"
		"UPDATE observation SET raw = printf('%.400c', 'r'), "
		"cell = printf('%.400c', 'c') WHERE area = 'FRA'");
	assert_in_range(longest_tip(&b, RANKING), 200, 255);
	end(&b);
}

static void a_control_byte_in_a_tool_tip_is_a_space(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET raw = '80' || char(1) || '25' "
		"WHERE area = 'FRA'");
	assert_true(file_has(&b, RANKING, "80 25 as published"));
	end(&b);
}

/* 3,400 areas with 20 pillars, which are more links than Excel takes. */
static const char crowd[] =
	"INSERT INTO indicator (dataset, edition, indicator, parent, ordinal, "
	"level, label, weight, combine, direction) "
	"WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n "
	"WHERE i < 29) SELECT 'demo', '2024', 'p' || i, 'overall', i, 1, "
	"'P' || i, 1, 'none', 'higher' FROM n;"
	"INSERT INTO area WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL "
	"SELECT i + 1 FROM n WHERE i < 3399) SELECT 'q' || char(48 + i / 64, "
	"48 + i % 64), NULL, NULL, 'Area ' || i, 'iso' FROM n;"
	"INSERT INTO observation SELECT 2, n.indicator_id, 'score', '2024', "
	"a.area, 0, n.ordinal, n.ordinal, 1, 'Z1', 1 FROM area AS a "
	"JOIN indicator AS n WHERE a.area GLOB 'q*' "
	"AND (n.ordinal >= 10 OR n.indicator_id = 2);"
	"DELETE FROM observation WHERE indicator_id = 3;";

static void more_links_than_excel_takes_are_none_and_that_is_said(void **state)
{
	struct bench b;

	make_of(&b, *state, crowd);
	assert_says(&b, "Ranking",
		"more numbers here than Excel takes links on a sheet");
	assert_says(&b, "Cells", "There is nothing to show here.");
	assert_number(lookup(&b, "Ranking", "P29", "Area 7"), 29);
	end(&b);
}

/* ---- Ranking --------------------------------------------------------------
 */

static void a_change_shows_its_sign_and_its_word(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_number(
		lookup(&b, "Ranking", "Change since 2023", "Uzbekistan"), -2);
	assert_true(file_has(&b, "xl/styles.xml",
		"formatCode=\"&quot;\u25b2 &quot;0&quot; up&quot;;"
		"&quot;\u25bc &quot;0&quot; down&quot;;&quot;= same&quot;\""));
	end(&b);
}

static void who_was_listed_without_a_rank_is_not_new(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = NULL WHERE release_id = 1 "
		"AND measure = 'rank' AND area = 'TJK'");
	assert_false(
		lookup(&b, "Ranking", "Change since 2023", "Tajikistan").there);
	end(&b);
}

static void the_history_has_a_bar_for_each_edition(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_text(lookup(&b, "Ranking", "History", "Uzbekistan"),
		"\u2588\u2502\u2585");
	assert_text(lookup(&b, "Ranking", "History", "France"),
		"\u00b7\u2502\u2588");
	assert_text(lookup(&b, "Ranking", "History", "Tajikistan"),
		"\u2581\u2502\u2581");
	end(&b);
}

static void the_history_has_a_line_only_where_the_method_changes(void **state)
{
	struct bench b;

	make_of(&b, *state, "UPDATE edition SET regime = 'new'");
	assert_text(
		lookup(&b, "Ranking", "History", "Uzbekistan"), "\u2588\u2585");
	end(&b);
}

static void who_shares_a_rank_has_the_same_bar(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = 1 WHERE measure = 'rank' "
		"AND area IN ('FRA', 'KAZ', 'UZB')");
	assert_text(lookup(&b, "Ranking", "History", "Kazakhstan"),
		"\u2588\u2502\u2588");
	assert_text(lookup(&b, "Ranking", "History", "Uzbekistan"),
		"\u2588\u2502\u2588");
	end(&b);
}

static void where_the_worst_is_first_the_last_has_the_tallest_bar(void **state)
{
	struct bench b;

	make_of(&b, *state, "UPDATE edition SET first = 'worst'");
	assert_text(lookup(&b, "Ranking", "History", "Tajikistan"),
		"\u2588\u2502\u2588");
	assert_text(lookup(&b, "Ranking", "History", "France"),
		"\u00b7\u2502\u2581");
	end(&b);
}

static void one_edition_has_no_columns_of_another(void **state)
{
	struct bench b;

	make_of(&b, *state, "DELETE FROM release WHERE edition = '2023'");
	assert_false(search(&b, "Ranking", 0, is_text, "History").there);
	assert_false(search(&b, "Ranking", 0, is_text, "Comparable").there);
	assert_number(lookup(&b, "Ranking", "Money", "Kyrgyzstan"), 0.1 + 0.2);
	end(&b);
}

static void one_area_alone_makes_a_ranking(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"DELETE FROM observation WHERE area <> 'KAZ'");
	assert_number(lookup(&b, "Ranking", "Rank", "Kazakhstan"), 2);
	assert_text(lookup(&b, "Ranking", "History", "Kazakhstan"),
		"\u2588\u2502\u2588");
	assert_number(
		lookup(&b, "Pillars", "Money: to world", "Kazakhstan"), 0);
	assert_false(
		lookup(&b, "Pillars", "Money: to region", "Kazakhstan").there);
	assert_says(&b, "Cover",
		"Kazakhstan leads edition 2024 with a score of 60.50.");
	end(&b);
}

static void a_name_like_a_formula_stays_text(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"UPDATE area SET name = '=1+1' WHERE area = 'FRA';"
		"UPDATE indicator SET label = '@SUM(A1)' WHERE indicator_id = "
		"3");
	assert_number(lookup(&b, "Ranking", "@SUM(A1)", "=1+1"), 80);
	assert_text(
		lookup(&b, "Pillars", "Strongest pillar", "=1+1"), "@SUM(A1)");
	assert_true(search(&b, "Cells", 0, is_text, "=1+1").there);
	assert_says(&b, "Cover", "=1+1 leads edition 2024");
	end(&b);
}

static void a_title_is_cut_where_excel_would_refuse_it(void **state)
{
	struct bench b;
	char title[256];

	make_both(&b, *state, two_pillars,
		"UPDATE indicator SET label = printf('%.300c', 'x') "
		"WHERE indicator_id = 3");
	memset(title, 'x', 240);
	title[240] = '\0';
	assert_number(lookup(&b, "Ranking", title, "France"), 80);
	end(&b);
}

/* make-pillar.sql 5 */
static void pillars_of_one_label_are_told_apart_by_their_names(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"UPDATE indicator SET label = 'score' WHERE parent IS NOT "
		"NULL");
	assert_number(lookup(&b, "Ranking", "score (money)", "France"), 80);
	assert_number(lookup(&b, "Ranking", "score (people)", "France"), 50);
	end(&b);
}

static void titles_that_are_the_same_are_told_apart(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"UPDATE indicator SET label = 'score' WHERE indicator = "
		"'money'");
	assert_number(lookup(&b, "Ranking", "score (2)", "France"), 80);
	end(&b);
}

static void bars_run_along_the_scale_of_a_score(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"UPDATE indicator SET scale_max = 90 WHERE indicator_id = 3");
	assert_true(file_has(&b, RANKING,
		"<dataBar><cfvo type=\"num\" val=\"0\"/>"
		"<cfvo type=\"num\" val=\"90\"/>"));
	end(&b);
}

static void figures_without_a_scale_have_no_bars(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_false(file_has(&b, RANKING, "dataBar"));
	end(&b);
}

/* ---- Pillars --------------------------------------------------------------
 */

static void the_strongest_and_the_weakest_pillar_are_named(void **state)
{
	struct bench b;

	make_of(&b, *state, two_pillars);
	assert_text(
		lookup(&b, "Pillars", "Strongest pillar", "France"), "Money");
	assert_number(
		lookup(&b, "Pillars", "Strongest: difference", "France"), 30);
	assert_text(
		lookup(&b, "Pillars", "Weakest pillar", "France"), "People");
	assert_number(
		lookup(&b, "Pillars", "Weakest: difference", "France"), 10);
	end(&b);
}

static void each_pillar_has_its_differences(void **state)
{
	struct bench b;

	make_of(&b, *state, two_pillars);
	assert_number(lookup(&b, "Pillars", "Money", "Kazakhstan"), 50);
	assert_number(
		lookup(&b, "Pillars", "Money: to world", "Kazakhstan"), 0);
	/* 42.5 in Central Asia */
	assert_number(
		lookup(&b, "Pillars", "Money: to region", "Kazakhstan"), 7.5);
	end(&b);
}

static void an_area_with_one_pillar_has_no_strongest(void **state)
{
	struct bench b;

	make_of(&b, *state, two_pillars);
	assert_false(
		lookup(&b, "Pillars", "Strongest pillar", "Tajikistan").there);
	assert_false(
		lookup(&b, "Pillars", "Weakest pillar", "Tajikistan").there);
	assert_number(lookup(&b, "Pillars", "Money", "Tajikistan"), 40);
	assert_false(lookup(&b, "Pillars", "People", "Tajikistan").there);
	end(&b);
}

static void a_region_with_one_area_has_no_mean(void **state)
{
	struct bench b;

	make_of(&b, *state, two_pillars);
	assert_false(lookup(&b, "Pillars", "Money: to region", "France").there);
	end(&b);
}

static void of_equal_distances_the_first_is_strongest(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"UPDATE observation SET value = 40 WHERE indicator_id = 4 "
		"AND value IS NOT NULL;"
		"UPDATE observation SET value = 40 WHERE indicator_id = 3");
	assert_text(
		lookup(&b, "Pillars", "Strongest pillar", "France"), "Money");
	assert_text(
		lookup(&b, "Pillars", "Weakest pillar", "France"), "People");
	end(&b);
}

static void where_lower_is_better_the_lower_score_is_the_strength(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator_id IN (3, 4)");
	assert_text(
		lookup(&b, "Pillars", "Strongest pillar", "France"), "People");
	assert_number(
		lookup(&b, "Pillars", "Strongest: difference", "France"), 10);
	assert_says(&b, "Pillars", "the lower score is the better one");
	end(&b);
}

static void where_higher_is_better_lower_is_not_spoken_of(void **state)
{
	struct bench b;

	make_of(&b, *state, two_pillars);
	assert_false(
		search(&b, "Pillars", 0, has_text, "the lower score").there);
	end(&b);
}

static void distances_are_shares_of_the_scale(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"UPDATE indicator SET scale_max = 1000 WHERE indicator_id = 3");
	/* 30 of 1000 is less than 10 of 100 */
	assert_text(
		lookup(&b, "Pillars", "Strongest pillar", "France"), "People");
	end(&b);
}

static void the_means_of_world_and_regions_have_a_table(void **state)
{
	struct bench b;
	struct found world, region;

	make_of(&b, *state, two_pillars);
	world = search(&b, "Pillars", 0, is_text, "World");
	assert_number(at(&b, "Pillars", world.row, 1), 5);
	assert_number(at(&b, "Pillars", world.row, 7), 50);
	assert_false(at(&b, "Pillars", world.row, 3).there);
	region = search(&b, "Pillars", world.row, is_text, "Central Asia");
	assert_number(at(&b, "Pillars", region.row, 7), 42.5);
	assert_number(at(&b, "Pillars", region.row, 9), -7.5);
	assert_text(at(&b, "Pillars", region.row, 3), "People");
	end(&b);
}

static void pillars_without_a_weight_are_none(void **state)
{
	struct bench b;

	make_both(&b, *state, two_pillars,
		"UPDATE indicator SET weight = 0 WHERE indicator_id = 4");
	for (size_t i = 0; i < book_sheets(b.book); i++)
		assert_string_not_equal(book_sheet_name(b.book, i), "Pillars");
	assert_false(search(&b, "Cover", 0, is_text, "Pillars").there);
	end(&b);
}

/* ---- the sentences of the cover -------------------------------------------
 */

static void who_is_gone_is_named(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"DELETE FROM observation WHERE release_id = 2 "
		"AND area IN ('KGZ', 'TJK')");
	assert_says(&b, "Cover",
		"3 areas are in edition 2024. New since 2023: France. No "
		"longer there: Kyrgyzstan, Tajikistan.");
	end(&b);
}

static void the_same_areas_are_said_to_be_the_same(void **state)
{
	struct bench b;

	make_of(&b, *state, "DELETE FROM observation WHERE area = 'FRA'");
	assert_says(&b, "Cover",
		"4 areas are in edition 2024. They are the same as in 2023.");
	end(&b);
}

static void who_moved_equally_far_is_named_too(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = value + 1 WHERE release_id = "
		"1 AND measure = 'rank';"
		"UPDATE observation SET value = 9 WHERE release_id = 1 AND "
		"measure = 'rank' AND area IN ('KGZ')");
	assert_says(&b, "Cover",
		"Kyrgyzstan rose most, by 5 places: from 9 to 4. Uzbekistan "
		"fell most, by 1 place: from 2 to 3.");
	end(&b);
}

static void of_many_equal_moves_one_is_named(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = (SELECT n.value + 3 FROM "
		"observation AS n WHERE n.release_id = 2 AND n.indicator_id = "
		"2 AND n.measure = 'rank' AND n.area = observation.area) "
		"WHERE release_id = 1 AND measure = 'rank'");
	assert_says(&b, "Cover",
		"4 areas rose most, each by 3 places, Kazakhstan among them.");
	end(&b);
}

static void two_equal_moves_are_both_named(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = (SELECT n.value + "
		"CASE WHEN n.area IN ('KAZ', 'KGZ') THEN 3 ELSE 0 END FROM "
		"observation AS n WHERE n.release_id = 2 AND n.indicator_id = "
		"2 AND n.measure = 'rank' AND n.area = observation.area) "
		"WHERE release_id = 1 AND measure = 'rank'");
	assert_says(&b, "Cover",
		"Kazakhstan, Kyrgyzstan rose most, each by 3 places.");
	end(&b);
}

static void moves_within_a_method_carry_no_caution(void **state)
{
	struct bench b;

	make_of(&b, *state, "UPDATE edition SET regime = 'new'");
	assert_says(&b, "Cover", "fell most, by 2 places: from 1 to 3.");
	assert_false(
		search(&b, "Cover", 0, has_text, "The method changed").there);
	end(&b);
}

static void an_edition_published_twice_is_told(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, loaded) VALUES (9, 'demo', '2024', "
		"printf('%064d', 9), 'superseded', 'then')");
	assert_says(&b, "Cover",
		"1 edition was published more than once; its current release "
		"counts.");
	end(&b);
}

static void bytes_that_are_not_official_are_told(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE release SET official = 0 WHERE release_id = 1");
	assert_says(&b, "Cover",
		"one.xlsx (published 2023-12). These are not the publisher's "
		"own bytes.");
	assert_says(&b, "Cover", "A file without a name.");
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_number_leads_to_the_row_of_its_cell),
		test_in_folder(
			a_rank_of_the_edition_before_leads_to_its_own_release),
		test_in_folder(
			a_figure_has_one_row_however_many_numbers_lead_to_it),
		test_in_folder(computed_ranks_lead_nowhere_and_that_is_said),
		test_in_folder(a_computed_rank_does_not_lead_to_a_blank_cell),
		test_in_folder(a_missing_value_leads_nowhere),
		test_in_folder(a_long_text_is_cut_in_the_tool_tip),
		test_in_folder(a_tool_tip_has_255_characters_at_most),
		test_in_folder(a_control_byte_in_a_tool_tip_is_a_space),
		test_in_folder(
			more_links_than_excel_takes_are_none_and_that_is_said),
		test_in_folder(a_change_shows_its_sign_and_its_word),
		test_in_folder(who_was_listed_without_a_rank_is_not_new),
		test_in_folder(the_history_has_a_bar_for_each_edition),
		test_in_folder(
			the_history_has_a_line_only_where_the_method_changes),
		test_in_folder(who_shares_a_rank_has_the_same_bar),
		test_in_folder(
			where_the_worst_is_first_the_last_has_the_tallest_bar),
		test_in_folder(one_edition_has_no_columns_of_another),
		test_in_folder(one_area_alone_makes_a_ranking),
		test_in_folder(a_name_like_a_formula_stays_text),
		test_in_folder(a_title_is_cut_where_excel_would_refuse_it),
		test_in_folder(
			pillars_of_one_label_are_told_apart_by_their_names),
		test_in_folder(titles_that_are_the_same_are_told_apart),
		test_in_folder(bars_run_along_the_scale_of_a_score),
		test_in_folder(figures_without_a_scale_have_no_bars),
		test_in_folder(the_strongest_and_the_weakest_pillar_are_named),
		test_in_folder(each_pillar_has_its_differences),
		test_in_folder(an_area_with_one_pillar_has_no_strongest),
		test_in_folder(a_region_with_one_area_has_no_mean),
		test_in_folder(of_equal_distances_the_first_is_strongest),
		test_in_folder(
			where_lower_is_better_the_lower_score_is_the_strength),
		test_in_folder(where_higher_is_better_lower_is_not_spoken_of),
		test_in_folder(distances_are_shares_of_the_scale),
		test_in_folder(the_means_of_world_and_regions_have_a_table),
		test_in_folder(pillars_without_a_weight_are_none),
		test_in_folder(who_is_gone_is_named),
		test_in_folder(the_same_areas_are_said_to_be_the_same),
		test_in_folder(who_moved_equally_far_is_named_too),
		test_in_folder(of_many_equal_moves_one_is_named),
		test_in_folder(two_equal_moves_are_both_named),
		test_in_folder(moves_within_a_method_carry_no_caution),
		test_in_folder(an_edition_published_twice_is_told),
		test_in_folder(bytes_that_are_not_official_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
