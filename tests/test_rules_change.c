/* SPDX-License-Identifier: MIT */
/*
 * The rules that compare a release with another, or its figures with each other
 * as a whole: each on a table that trips it and on one that does not. The
 * numbers in the names are those of the requirements at the head of the rule's
 * file; those of "compare" and "columns" are of the files of that name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/store/validate.h"
#include "tests/scratch.h"

/* Three editions of one regime and forty areas, A01 to A40. */
static const char base[] =
	"INSERT INTO dataset (dataset, title, publisher, direction) VALUES "
	"('d', 'D', 'P', 'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'Old'), ('d', 's', 'New');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) VALUES "
	"('d', '2022', 1, 'r', 'higher', 2, 'sequential', '2022'), "
	"('d', '2023', 2, 'r', 'higher', 2, 'sequential', '2023'), "
	"('d', '2024', 3, 'r', 'higher', 2, 'sequential', '2024');"
	"INSERT INTO indicator (dataset, edition, indicator, parent, ordinal, "
	"level, label, weight, combine, direction, decimals) "
	"SELECT 'd', e.edition, n.column1, n.column2, n.column3, "
	"CASE WHEN n.column2 IS NULL THEN 0 ELSE 1 END, n.column4, 1, 'none', "
	"'higher', 2 "
	"FROM edition AS e, (VALUES ('overall', NULL, 0, 'Overall'), "
	"('p', 'overall', 1, 'Pillar'), ('q', 'overall', 2, 'Quarter')) AS n;"
	"WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k "
	"WHERE i < 40) INSERT INTO area (area, name, kind) SELECT "
	"'A' || substr('0' || i, -2), 'Land ' || substr('0' || i, -2), 'iso' "
	"FROM k;"
	"INSERT INTO label (label) SELECT name FROM area;"
	"INSERT INTO sheet VALUES (1, 'Ranks')";

#define ZEROS	      "00000000000000000000000000000000"
#define SHA256(digit) "'" ZEROS "0000000000000000000000000000000" digit "'"

static void script(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_script(d, "test", sql, &e) < 0)
		fail_msg("%s", e.text);
}

static int open_base(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	setenv("SOURCE_DATE_EPOCH", "1735689600", 1); /* 2025-01-01 */
	assert_int_equal(scratch_open(&d, &e), 0);
	script(d, base);
	*state = d;
	return 0;
}

static int close_base(void **state)
{
	db_close(*state);
	unsetenv("SOURCE_DATE_EPOCH");
	return 0;
}

/* A release whose number is also its sha256, by and large. */
static void release(struct db *d, int id, const char *edition)
{
	char sql[400];

	snprintf(sql, sizeof(sql),
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, published, loaded) VALUES (%d, 'd', '%s', "
		"'%064d', 'staged', '2024-0%d', '2026-01-01')",
		id, edition, id, id);
	script(d, sql);
}

/* A column of a release: value is SQL over i, the number of the area. */
static void column(struct db *d, int id, const char *indicator,
	const char *measure, const char *period, const char *value)
{
	char sql[1000];

	snprintf(sql, sizeof(sql),
		"INSERT INTO observation SELECT r.release_id, n.indicator_id, "
		"'%s', '%s', x.area, 0, CAST(%s AS REAL), "
		"coalesce(plain(CAST(%s AS REAL)), '-'), 1, 'B' || (i + 1), "
		"l.label_id FROM (SELECT *, CAST(substr(area, 2) AS INTEGER) "
		"AS i FROM area) AS x JOIN label AS l ON l.label = x.name "
		"JOIN release AS r ON r.release_id = %d JOIN indicator AS n ON "
		"n.dataset = r.dataset AND n.edition = r.edition AND "
		"n.indicator = '%s'",
		measure, period, value, value, id, indicator);
	script(d, sql);
}

static void score(struct db *d, int id, const char *indicator,
	const char *period, const char *value)
{
	column(d, id, indicator, "score", period, value);
}

static void assert_says(struct db *d, const char *rule, const char *expected)
{
	char found[2000] = "";
	struct validation v;
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	size_t n = 0;

	if (validate(&v, d,
		    &(struct validation_order){
			    .dataset = "d", .bar = SEVERITY_ERROR },
		    &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(stmt_open(&s, d,
				 "SELECT message FROM finding WHERE rule = ?1 "
				 "AND stage = 'validate' ORDER BY finding_id",
				 &e),
		0);
	stmt_text(s, 1, span_of(rule));
	while (stmt_step(s, &e) == 1 && n < sizeof(found))
		n += (size_t)snprintf(found + n, sizeof(found) - n, "%s%.*s",
			n ? "\n" : "", SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	assert_string_equal(found, expected);
}

/* Where the findings of a rule are, and of how many cells they speak. */
static void assert_stands(struct db *d, const char *rule, const char *expected)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	struct span found;

	assert_int_equal(stmt_open(&s, d,
				 "SELECT group_concat(area || ' ' || cell || "
				 "' ' || cells) FROM finding WHERE rule = ?1",
				 &e),
		0);
	stmt_text(s, 1, span_of(rule));
	assert_int_equal(stmt_step(s, &e), 1);
	found = stmt_get_text(s, 0);
	assert_true(span_is(found, expected));
	stmt_close(s);
}

/* The same when it is asked again, now that all became what they are. */
static void assert_says_twice(
	struct db *d, const char *rule, const char *expected)
{
	assert_says(d, rule, expected);
	assert_says(d, rule, expected);
}

/* Editions 2023 and 2024 with a release each, 1 and 2. */
static void two(struct db *d, const char *before, const char *now)
{
	release(d, 1, "2023");
	release(d, 2, "2024");
	score(d, 1, "overall", "2023", before);
	score(d, 2, "overall", "2024", now);
}

/* ---- what is compared with what ---- */

static const char no_area[] = "CASE WHEN i < 40 THEN i END";
#define ONE_GONE "39 areas, where edition 2023 has 40; gone: Land 40"

static void compare_1_a_release_with_an_error_stands_for_nothing(void **state)
{
	struct db *d = *state;

	two(d, "i", no_area);
	assert_says(d, "V802", ONE_GONE);
	script(d,
		"INSERT INTO finding (stage, rule, severity, release_id, "
		"message) VALUES ('extract', 'V201', 'error', 1, 'x')");
	assert_says(d, "V802", "");
	script(d, "UPDATE release SET forced = 'known' WHERE release_id = 1");
	assert_says(d, "V802", ONE_GONE);
	script(d, "UPDATE release SET state = 'aside' WHERE release_id = 1");
	assert_says(d, "V802", "");
}

static void compare_1_an_error_that_is_waived_is_none(void **state)
{
	struct db *d = *state;

	two(d, "i", no_area);
	script(d,
		"INSERT INTO finding (stage, rule, severity, release_id, area, "
		"message) VALUES ('extract', 'V201', 'error', 1, 'A01', 'x'); "
		"INSERT INTO waiver (dataset, rule, place, who, why, until, "
		"line) VALUES ('d', 'V201', '2023', 'w', 'y', "
		"'2025-06-30', 2)");
	assert_says_twice(d, "V802", ONE_GONE);
	script(d, "UPDATE waiver SET until = '2024-12-31'");
	assert_says_twice(d, "V802", "");
}

static void compare_1_a_release_with_an_error_is_looked_at(void **state)
{
	struct db *d = *state;

	two(d, "i", no_area);
	script(d,
		"INSERT INTO finding (stage, rule, severity, release_id, "
		"message) VALUES ('extract', 'V201', 'error', 2, 'x')");
	assert_says_twice(d, "V802", ONE_GONE);
}

static void compare_2_the_last_published_stands_for_its_edition(void **state)
{
	struct db *d = *state;

	two(d, "i", no_area);
	release(d, 3, "2023"); /* lists 39 as well */
	score(d, 3, "overall", "2023", no_area);
	assert_says_twice(d, "V802", "");
}

static void compare_2_what_is_held_was_not_replaced(void **state)
{
	struct db *d = *state;

	release(d, 1, "2024");
	release(d, 2, "2024");
	score(d, 1, "overall", "2024", "i");
	score(d, 2, "overall", "2024", no_area);
	script(d,
		"UPDATE edition SET promote = 'pinned';"
		"UPDATE release SET official = iif(release_id = 2, 1, 0), "
		"published = '2024'");
	assert_says(d, "V803", "");
	script(d, "UPDATE edition SET promote = 'newest-valid'");
	assert_says(d, "V803",
		"The release before, 000000000000, has other figures: 0 "
		"scores, 0 ranks and 0 raw values changed, 1 figures went; 0 "
		"areas came, 1 went");
}

static void compare_3_the_edition_before_is_one_with_a_release(void **state)
{
	struct db *d = *state;

	release(d, 1, "2022");
	release(d, 2, "2024");
	score(d, 1, "overall", "2022", "i");
	score(d, 2, "overall", "2024", no_area);
	assert_says_twice(d, "V802",
		"39 areas, where edition 2022 has 40; gone: Land 40");
}

static void compare_3_without_a_year_there_is_none_before(void **state)
{
	struct db *d = *state;

	two(d, "i", no_area);
	script(d,
		"UPDATE edition SET period = 'sp.pop' "
		"WHERE edition = '2024'");
	assert_says(d, "V802", "");
	script(d,
		"UPDATE edition SET period = iif(edition = '2024', '2024', "
		"'sp.pop')");
	assert_says(d, "V802", "");
}

static void columns_1_a_column_counts_in_its_own_period_or_last(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	/* V504 looks at one period: of p the own, of q the last year */
	score(d, 2, "p", "2024", "i + 9");
	score(d, 2, "p", "2025", "max(i + 9, 20) * iif(i > 9, 1, 0)");
	score(d, 2, "q", "2021", "i + 9");
	score(d, 2, "q", "2022", "(i + 9) * iif(i > 9, 1, 0)");
	score(d, 2, "q", "9999", "i + 9");
	assert_says(d, "V504",
		"9 of 40 areas have 0 for 'Quarter' in 2022, and no other has "
		"less than 19");
}

static void columns_2_the_first_indicator_stands_for_overall(void **state)
{
	struct db *d = *state;

	script(d,
		"UPDATE indicator SET parent = NULL; DELETE FROM indicator "
		"WHERE indicator = 'overall'");
	release(d, 1, "2023");
	release(d, 2, "2024");
	column(d, 1, "p", "raw", "2023", "i");
	column(d, 2, "p", "raw", "2024", no_area);
	column(d, 2, "q", "raw", "2024", "i");
	assert_says(d, "V802", ONE_GONE);
}

/* ---- V105 ---- */

static void v105_1_a_release_is_compared_with_both(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	release(d, 3, "2024");
	score(d, 3, "overall", "2024", "CASE WHEN i < 32 THEN i END");
	assert_says_twice(d, "V105",
		"There are 31 figures in 1 columns, where the release before, "
		"000000000000, has 40 in 1\n"
		"There are 31 figures in 1 columns, where edition 2023 has 40 "
		"in 1");
}

static void v105_1_a_fifth_less_or_a_quarter_more_is_not_far(void **state)
{
	struct db *d = *state;

	two(d, "i", "CASE WHEN i < 33 THEN i END");
	release(d, 3, "2024");
	score(d, 3, "overall", "2024", "i");
	assert_says(d, "V105", "");
}

static void v105_1_what_only_one_tree_has_is_no_drift(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	score(d, 2, "p", "2024", "i");
	assert_says(d, "V105",
		"There are 80 figures in 2 columns, where edition 2023 has 40 "
		"in 1");
	script(d,
		"DELETE FROM indicator WHERE edition = '2023' AND indicator = "
		"'p'");
	assert_says(d, "V105", "");
}

static void v105_1_a_column_that_is_lost_is_found(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	column(d, 1, "overall", "rank", "2023", "i");
	assert_says(d, "V105",
		"There are 40 figures in 1 columns, where edition 2023 has 40 "
		"in 2");
}

static void v105_1_other_regimes_are_not_compared(void **state)
{
	struct db *d = *state;

	two(d, "i", "CASE WHEN i < 9 THEN i END");
	script(d, "UPDATE edition SET regime = 's' WHERE edition = '2024'");
	assert_says(d, "V105", "");
}

static void v105_2_a_panel_may_have_years_more(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	score(d, 2, "overall", "2023", "i");
	score(d, 2, "overall", "2022", "i");
	assert_says(d, "V105", "");
}

static void v105_3_missing_values_do_not_count(void **state)
{
	struct db *d = *state;

	two(d, "CASE WHEN i < 21 THEN i END", "CASE WHEN i < 21 THEN i END");
	script(d,
		"INSERT INTO observation SELECT release_id, indicator_id, "
		"measure, period, area, 1, 1, '1', 1, 'C' || i, label_id "
		"FROM observation, (SELECT 2 AS i) AS x WHERE release_id = 2");
	assert_says(d, "V105", "");
}

static void v105_4_the_same_content_is_not_compared(void **state)
{
	struct db *d = *state;

	release(d, 1, "2024");
	release(d, 2, "2024");
	score(d, 1, "overall", "2024", "i");
	score(d, 2, "overall", "2024", "CASE WHEN i < 9 THEN i END");
	script(d, "UPDATE release SET content = " SHA256("7"));
	assert_says(d, "V105", "");
	assert_says(d, "V803", "");
}

/* ---- V106 ---- */

static void v106_1_another_name_is_found_across_regimes(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	script(d,
		"UPDATE indicator SET label = 'Post' "
		"WHERE edition = '2024' AND indicator = 'p';"
		"UPDATE edition SET regime = 's' WHERE edition = '2024'");
	assert_says_twice(d, "V106",
		"'p' is called 'Post' here and 'Pillar' in edition 2023");
}

static void v106_2_space_makes_no_difference_and_case_does(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	script(d,
		"UPDATE indicator SET label = iif(indicator = 'p', "
		"' Pillar ', lower(label)) WHERE edition = '2024'");
	assert_says(d, "V106",
		"'overall' is called 'overall' here and 'Overall' in edition "
		"2023\n'q' is called 'quarter' here and 'Quarter' in edition "
		"2023");
}

static void v106_3_a_new_indicator_has_no_other_name(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	script(d,
		"UPDATE indicator SET indicator = 'z', label = 'Zed' "
		"WHERE edition = '2024' AND indicator = 'q'");
	assert_says(d, "V106", "");
}

/* ---- V107 ---- */

static void v107_1_what_the_release_before_had_is_found(void **state)
{
	struct db *d = *state;

	release(d, 1, "2024");
	release(d, 2, "2024");
	score(d, 1, "overall", "2024", "i");
	score(d, 1, "p", "2024", "i");
	score(d, 1, "q", "2024", "i");
	score(d, 2, "overall", "2024", "i");
	score(d, 2, "p", "2024", "NULL");
	assert_says_twice(d, "V107",
		"There is no figure for 2 indicators: 'Pillar', 'Quarter', and "
		"there is in the release before, 000000000000");
}

static void v107_1_what_the_edition_before_had_is_found(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	column(d, 1, "p", "raw", "2019", "i");
	column(d, 2, "q", "raw", "2024", "i");
	script(d, "UPDATE edition SET regime = 's' WHERE edition = '2024'");
	assert_says(d, "V107",
		"There is no figure for 'Pillar', and there is in edition "
		"2023");
}

static void v107_2_what_nobody_ever_saw_is_found(void **state)
{
	struct db *d = *state;

	release(d, 1, "2024");
	score(d, 1, "overall", "2024", "i");
	score(d, 1, "q", "2024", "i");
	assert_says(d, "V107",
		"There is no figure for 'Pillar', in this edition or any "
		"other");
	release(d, 2, "2022"); /* which has it, and is not before it */
	score(d, 2, "p", "2022", "i");
	script(d, "UPDATE edition SET period = 'x' WHERE edition = '2022'");
	assert_says(d, "V107", "");
}

static void v107_3_three_are_told_by_name(void **state)
{
	struct db *d = *state;

	script(d,
		"INSERT INTO indicator (dataset, edition, indicator, "
		"parent, ordinal, level, label, weight, combine, direction) "
		"VALUES ('d', '2024', 's', 'overall', 3, 1, 'Step', 1, "
		"'none', 'higher'), ('d', '2024', 't', 'overall', 4, 1, "
		"'Tie', 1, 'none', 'higher')");
	release(d, 1, "2024");
	score(d, 1, "overall", "2024", "i");
	assert_says(d, "V107",
		"There is no figure for 4 indicators: 'Pillar', 'Quarter', "
		"'Step', ..., in this edition or any other");
}

static void v107_4_a_node_that_groups_others_needs_none(void **state)
{
	struct db *d = *state;

	release(d, 1, "2024");
	score(d, 1, "p", "2024", "i");
	score(d, 1, "q", "2024", "i");
	assert_says(d, "V107", "");
	script(d,
		"UPDATE indicator SET combine = 'mean' "
		"WHERE indicator = 'overall'");
	assert_says(d, "V107",
		"There is no figure for 'Overall', in this edition or any "
		"other");
}

static void v107_5_an_empty_release_is_no_matter_of_indicators(void **state)
{
	release(*state, 1, "2024");
	assert_says(*state, "V107", "");
}

/* ---- V312 ---- */

static void rename_area(struct db *d, const char *label)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		"INSERT INTO label (label) VALUES ('%s'); "
		"UPDATE observation SET label_id = (SELECT max(label_id) "
		"FROM label) WHERE release_id = 2 AND area = 'A07'",
		label);
	script(d, sql);
}

static void v312_1_another_label_is_found(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	rename_area(d, "Terra 07");
	assert_says_twice(d, "V312",
		"A07 is called 'Terra 07' here and 'Land 07' in edition 2023");
}

static void v312_2_space_makes_no_difference(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	rename_area(d, " Land 07 ");
	assert_says(d, "V312", "");
	script(d,
		"UPDATE label SET label = 'LAND 07' "
		"WHERE label = ' Land 07 '");
	assert_says(d, "V312",
		"A07 is called 'LAND 07' here and 'Land 07' in edition 2023");
}

static void v312_3_ranks_have_labels_too(void **state)
{
	struct db *d = *state;

	release(d, 1, "2023");
	release(d, 2, "2024");
	score(d, 1, "overall", "2023", "i");
	column(d, 2, "overall", "rank", "2024", "i");
	column(d, 2, "p", "rank", "2024", "i");
	script(d, "UPDATE edition SET ties = 'none'");
	rename_area(d, "Terra 07");
	assert_says(d, "V312",
		"A07 is called 'Terra 07' here and 'Land 07' in edition 2023");
}

static void v312_4_a_new_area_has_no_other_label(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	rename_area(d, "Terra 07");
	script(d,
		"DELETE FROM observation WHERE release_id = 1 "
		"AND area = 'A07'");
	assert_says(d, "V312", "");
}

/* ---- V504 ---- */

/* One edition with the scores of p, and its raw values if there are any. */
static void scores_of_p(struct db *d, const char *value, const char *raw)
{
	release(d, 1, "2024");
	score(d, 1, "overall", "2024", "(i - 3) * iif(i > 9, 1, 0)");
	score(d, 1, "p", "2024", value);
	if (raw)
		column(d, 1, "p", "raw", "2024", raw);
}

static void v504_1_a_0_that_was_made_from_nothing_is_found(void **state)
{
	scores_of_p(
		*state, "i * iif(i > 2, 1, 0)", "CASE WHEN i > 2 THEN i END");
	assert_says(*state, "V504",
		"2 of 40 areas have 0 for 'Pillar' and no figure that it was "
		"made from");
}

static void v504_1_a_0_that_was_measured_is_fine(void **state)
{
	scores_of_p(
		*state, "(i + 9) * iif(i > 9, 1, 0)", "i * iif(i > 9, 1, 0)");
	assert_says(*state, "V504", "");
}

static void v504_2_a_spike_far_from_all_others_is_found(void **state)
{
	scores_of_p(*state, "(i + 9) * iif(i > 9, 1, 0)", NULL);
	assert_says(*state, "V504",
		"9 of 40 areas have 0 for 'Pillar', and no other has less than "
		"19");
}

static void v504_2_scores_that_come_near_to_0_are_fine(void **state)
{
	scores_of_p(*state, "max(i - 9, 0)", NULL);
	assert_says(*state, "V504", "");
}

static void v504_2_few_zeros_are_no_spike(void **state)
{
	scores_of_p(*state, "(i + 9) * iif(i > 3, 1, 0)", NULL);
	assert_says(*state, "V504", "");
}

static void v504_2_few_areas_tell_nothing(void **state)
{
	scores_of_p(*state,
		"CASE WHEN i < 30 THEN (i + 9) * iif(i > 3, 1, 0) END", NULL);
	assert_says(*state, "V504", "");
}

static void v504_3_a_scale_of_steps_has_gaps(void **state)
{
	scores_of_p(*state, "50 * (i % 3)", NULL);
	assert_says(*state, "V504", "");
}

static void v504_3_between_negative_and_positive_0_is_no_end(void **state)
{
	scores_of_p(*state,
		"CASE WHEN i < 6 THEN 0 WHEN i < 9 THEN -30 - i ELSE i + 30 "
		"END",
		NULL);
	assert_says(*state, "V504", "");
}

static void v504_4_it_is_told_at_the_first_area_with_their_number(void **state)
{
	struct db *d = *state;

	scores_of_p(d, "i * iif(i NOT IN (5, 9), 1, 0)",
		"CASE WHEN i NOT IN (5, 9) THEN i END");
	assert_says(d, "V504",
		"2 of 40 areas have 0 for 'Pillar' and no figure that it was "
		"made from");
	assert_stands(d, "V504", "A05 B6 2");
}

static void v504_6_further_places_and_other_years_do_not_count(void **state)
{
	struct db *d = *state;

	scores_of_p(d, "i + 9", "i");
	score(d, 1, "p", "2023", "0");
	script(d,
		"INSERT INTO observation SELECT release_id, indicator_id, "
		"measure, period, area, 1, 0, '0', sheet_id, 'C' || cell, "
		"label_id FROM observation WHERE measure = 'score' AND period "
		"= '2024' AND indicator_id = (SELECT indicator_id FROM "
		"indicator WHERE edition = '2024' AND indicator = 'p')");
	assert_says(d, "V504", "");
}

static void v504_1_a_single_area_is_found_as_well(void **state)
{
	struct db *d = *state;

	scores_of_p(d, "0", "CASE WHEN i > 1 THEN i END");
	script(d, "DELETE FROM observation WHERE area > 'A01'");
	assert_says(d, "V504", "");
	column(d, 1, "q", "raw", "2024", "i");
	script(d,
		"UPDATE observation SET indicator_id = (SELECT indicator_id "
		"FROM indicator WHERE edition = '2024' AND indicator = 'p') "
		"WHERE area = 'A02' AND measure = 'raw'");
	assert_says(d, "V504",
		"1 of 1 areas have 0 for 'Pillar' and no figure that it was "
		"made from");
}

static void v504_5_a_whole_and_raw_values_are_passed_over(void **state)
{
	struct db *d = *state;

	scores_of_p(d, "i", NULL);
	column(d, 1, "q", "raw", "2024", "(i + 9) * iif(i > 9, 1, 0)");
	assert_says(d, "V504", "");
}

/* ---- V604 ---- */

/* Ranks are the numbers of the areas. */
static void ranking(struct db *d, const char *value)
{
	release(d, 1, "2024");
	score(d, 1, "overall", "2024", value);
	column(d, 1, "overall", "rank", "2024", "i");
}

static void v604_1_equal_scores_on_two_ranks_are_found(void **state)
{
	ranking(*state, "CASE i WHEN 8 THEN 33 ELSE 40 - i END");
	assert_says(*state, "V604",
		"Areas on different ranks share a score: Land 07 (7) and Land "
		"08 (8) the score 33");
}

static void v604_1_three_pairs_are_told_by_name(void **state)
{
	ranking(*state, "40 - (i - i % 2)");
	assert_says(*state, "V604",
		"Areas on different ranks share a score: Land 02 (2) and Land "
		"03 (3) the score 38, Land 04 (4) and Land 05 (5) the score "
		"36, Land 06 (6) and Land 07 (7) the score 34, and 16 more "
		"pairs");
}

static void v604_2_scores_tie_as_they_are_published(void **state)
{
	ranking(*state, "40 - i - CASE i WHEN 8 THEN -0.996 ELSE 0 END");
	assert_says(*state, "V604",
		"Areas on different ranks share a score: Land 07 (7) and Land "
		"08 (8) the score 33");
	script(*state, "UPDATE indicator SET decimals = NULL");
	assert_says(*state, "V604", "");
}

static void v604_2_where_less_is_better_scores_tie_as_well(void **state)
{
	script(*state, "UPDATE indicator SET direction = 'lower'");
	ranking(*state, "CASE i WHEN 8 THEN 7 ELSE i END");
	assert_says(*state, "V604",
		"Areas on different ranks share a score: Land 07 (7) and Land "
		"08 (8) the score 7");
}

static void v604_3_without_a_rule_there_is_nothing_to_find(void **state)
{
	struct db *d = *state;

	ranking(d, "9");
	script(d, "UPDATE edition SET ties = 'none'");
	assert_says(d, "V604", "");
	script(d,
		"UPDATE edition SET ties = 'competition';"
		"UPDATE observation SET value = 1 WHERE measure = 'rank'");
	assert_says(d, "V604", "");
}

static void v604_3_under_competition_only_overall_is_looked_at(void **state)
{
	struct db *d = *state;

	script(d,
		"UPDATE edition SET ties = 'competition', "
		"ties_decimals = 0");
	ranking(d, "CASE i WHEN 8 THEN 32.6 ELSE 40 - i END");
	score(d, 1, "p", "2024", "1");
	column(d, 1, "p", "rank", "2024", "i");
	assert_says(d, "V604",
		"Areas on different ranks share a score: Land 07 (7) and Land "
		"08 (8) the score 33");
}

static void v604_4_who_lacks_a_score_takes_no_part(void **state)
{
	ranking(*state, "CASE WHEN i <> 8 THEN 40 - i END");
	score(*state, 1, "overall", "2023", "7");
	assert_says(*state, "V604", "");
}

/* ---- V702 ---- */

static void v702_1_a_column_of_the_year_before_must_agree(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	column(d, 1, "overall", "rank", "2023", "41 - i");
	column(d, 2, "overall", "rank", "2023",
		"CASE i WHEN 7 THEN 43 ELSE 41 - i END");
	score(d, 2, "overall", "2023", "i + iif(i > 38, 1, 0)");
	script(d, "UPDATE edition SET regime = 's' WHERE edition = '2024'");
	assert_says_twice(d, "V702",
		"Land 07 has rank 43 for 2023, but edition 2023 gave rank 34\n"
		"Land 39 has 40 for 2023, but edition 2023 gave 39; 1 more "
		"differs");
}

static void v702_1_a_single_area_differs(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	score(d, 2, "overall", "2023", "i + 1");
	script(d, "DELETE FROM observation WHERE area > 'A01'");
	assert_says(
		d, "V702", "Land 01 has 2 for 2023, but edition 2023 gave 1");
}

/* What they differ by is no finite number. */
static void v702_3_the_greatest_numbers_differ(void **state)
{
	struct db *d = *state;

	two(d, "1e308 * (i % 2 * 2 - 1)", "1e308 * (1 - i % 2 * 2)");
	score(d, 2, "overall", "2023", "1e308 * (1 - i % 2 * 2)");
	assert_says_twice(d, "V702",
		"Land 01 has -1e308 for 2023, but edition 2023 gave 1e308; 39 "
		"more differ");
}

static void v702_2_a_panel_is_compared_in_the_last_year_of_the_other(
	void **state)
{
	struct db *d = *state;

	release(d, 1, "2023");
	release(d, 2, "2024");
	score(d, 1, "overall", "2020", "i");
	score(d, 1, "overall", "2021", "i");
	score(d, 2, "overall", "2020", "9");
	score(d, 2, "overall", "2021", "i");
	assert_says(d, "V702", "");
	script(d,
		"UPDATE observation SET value = 99 WHERE release_id = 2 "
		"AND period = '2021' AND area = 'A01'");
	assert_says(
		d, "V702", "Land 01 has 99 for 2021, but edition 2023 gave 1");
}

static void v702_2_the_own_period_is_no_earlier_edition(void **state)
{
	struct db *d = *state;

	two(d, "i", "i + 1");
	score(d, 1, "p", "2024", "i");
	score(d, 2, "p", "2024", "i + 1");
	assert_says(d, "V702", "");
}

static void v702_3_rounding_is_no_difference(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	score(d, 2, "overall", "2023", "i + 0.005 + 0.004 * iif(i = 1, 1, 0)");
	assert_says(d, "V702", "");
	script(d, "UPDATE indicator SET decimals = NULL");
	assert_says(d, "V702",
		"Land 01 has 1.009 for 2023, but edition 2023 gave 1; 39 more "
		"differ");
	script(d,
		"UPDATE observation SET value = 1e-9 + "
		"CAST(substr(area, 2) AS REAL) WHERE release_id = 2 AND period "
		"= '2023'");
	assert_says(d, "V702", "");
}

static void v702_4_all_parts_have_one_finding(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	score(d, 1, "p", "2023", "i");
	score(d, 1, "q", "2023", "i * 100");
	score(d, 2, "p", "2023", "i + iif(i = 3, 1, 0)");
	score(d, 2, "q", "2023", "i * 100 + iif(i = 4, 1, 0)");
	assert_says(d, "V702",
		"Land 03 has 4 for 'Pillar' in 2023, but edition 2023 gave 3; "
		"1 more figures of indicators differs");
}

static void v702_5_what_only_one_has_is_not_found(void **state)
{
	struct db *d = *state;

	two(d, no_area, "i");
	score(d, 2, "overall", "2023", "CASE WHEN i > 1 THEN i END");
	assert_says(d, "V702", "");
}

/* ---- V801 ---- */

/* Most move by 1 or 2, up or down: the median is 0, a deviation 1. */
#define USUAL "i + (i % 5) - 2"

static void v801_1_an_overall_score_that_jumps_is_found(void **state)
{
	two(*state, "i", USUAL " + CASE i WHEN 7 THEN 20 ELSE 0 END");
	assert_says_twice(*state, "V801",
		"Land 07 went from 7 in edition 2023 to 27; the median change "
		"is +0, and this one is off by 20.0 usual deviations");
}

static void v801_1_six_deviations_are_not_too_far(void **state)
{
	two(*state, "i", USUAL " - CASE i WHEN 37 THEN 6 ELSE 0 END");
	assert_says(*state, "V801", "");
}

static void v801_1_a_part_must_jump_by_a_third_of_the_spread(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	score(d, 1, "p", "2023", "i");
	score(d, 2, "p", "2024", USUAL " - CASE i WHEN 37 THEN 12 ELSE 0 END");
	assert_says(d, "V801", "");
	script(d,
		"UPDATE observation SET value = value - 2 "
		"WHERE release_id = 2 AND area = 'A37'");
	assert_says(d, "V801",
		"Land 37 went from 37 in edition 2023 to 23 for 'Pillar'; the "
		"median change is +0, and this one is off by 14.0 usual "
		"deviations");
}

static void v801_2_a_unit_is_the_least_deviation(void **state)
{
	struct db *d = *state;

	two(d, "i", "i + 10 * iif(i = 7, 1, 0)");
	assert_says(d, "V801",
		"Land 07 went from 7 in edition 2023 to 17; the median change "
		"is +0, and most moved alike");
	script(d, "UPDATE indicator SET decimals = -1");
	assert_says(d, "V801", "");
}

static void v801_1_a_rank_that_jumps_is_found(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	column(d, 1, "overall", "rank", "2023", "41 - i");
	column(d, 2, "overall", "rank", "2024",
		"41 - i + 30 * iif(i = 40, 1, 0)");
	assert_says(d, "V801",
		"Land 40 went from rank 1 in edition 2023 to 31; the median "
		"change is +0, and most moved alike");
}

static void v801_3_steps_and_few_areas_are_passed_over(void **state)
{
	struct db *d = *state;

	two(d, "10 * (i % 4)", "10 * (i % 4) + 90 * iif(i = 7, 1, 0)");
	assert_says(d, "V801", "");
	script(d,
		"UPDATE observation SET value = CAST(substr(area, 2) AS "
		"REAL) + 90 * iif(release_id = 2 AND area = 'A07', 1, 0)");
	script(d, "DELETE FROM observation WHERE area > 'A29'");
	assert_says(d, "V801", "");
}

static void v801_4_the_furthest_is_told_and_all_are_counted(void **state)
{
	two(*state, "i",
		USUAL " + CASE i WHEN 7 THEN 20 WHEN 8 THEN -15 "
		      "WHEN 9 THEN 18 ELSE 0 END");
	assert_says(*state, "V801",
		"Land 07 went from 7 in edition 2023 to 27; the median change "
		"is +0, and this one is off by 20.0 usual deviations; 2 more "
		"areas jump");
}

static void v801_where_all_are_equal_or_beyond_numbers_nothing_jumps(
	void **state)
{
	struct db *d = *state;

	two(d, "5", "5 + 70 * iif(i = 3, 1, 0)");
	assert_says(d, "V801", "");
	script(d, "UPDATE observation SET value = -0.0");
	assert_says(d, "V801", "");
	script(d,
		"UPDATE observation SET value = 1e308 * (1 - 2 * ((release_id "
		"+ CAST(substr(cell, 2) AS INTEGER)) % 2))");
	assert_says(d, "V801", "");
}

static void v801_5_where_less_is_better_a_jump_is_the_same(void **state)
{
	script(*state, "UPDATE indicator SET direction = 'lower'");
	two(*state, "i", USUAL " - CASE i WHEN 37 THEN 20 ELSE 0 END");
	assert_says(*state, "V801",
		"Land 37 went from 37 in edition 2023 to 17; the median change "
		"is +0, and this one is off by 20.0 usual deviations");
}

static void v801_5_ranks_from_different_ends_are_not_compared(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	column(d, 1, "overall", "rank", "2023", "41 - i");
	column(d, 2, "overall", "rank", "2024",
		"41 - i + 30 * iif(i = 40, 1, 0)");
	script(d,
		"UPDATE edition SET first = 'worst' "
		"WHERE edition = '2024'");
	assert_says(d, "V801", "");
}

static void v801_across_regimes_nothing_jumps(void **state)
{
	struct db *d = *state;

	two(d, "i", "i + 90 * iif(i = 7, 1, 0)");
	script(d, "UPDATE edition SET regime = 's' WHERE edition = '2024'");
	assert_says(d, "V801", "");
}

static void v801_6_missing_values_take_no_part(void **state)
{
	two(*state, "CASE WHEN i <> 7 THEN i END", "i + 90 * iif(i = 7, 1, 0)");
	assert_says(*state, "V801", "");
}

/* ---- V802 ---- */

static void v802_1_ten_are_told_by_name(void **state)
{
	struct db *d = *state;

	two(d, "CASE WHEN i < 29 THEN i END", "CASE WHEN i > 1 THEN i END");
	script(d, "UPDATE edition SET regime = 's' WHERE edition = '2024'");
	assert_says_twice(d, "V802",
		"39 areas, where edition 2023 has 28; new: Land 29, Land 30, "
		"Land 31, Land 32, Land 33, Land 34, Land 35, Land 36, Land "
		"37, Land 38 and 2 more; gone: Land 01");
}

static void v802_1_the_same_areas_are_no_finding(void **state)
{
	two(*state, "i", "i");
	assert_says(*state, "V802", "");
}

static void v802_1_the_first_edition_has_none_before(void **state)
{
	release(*state, 1, "2024");
	score(*state, 1, "overall", "2024", "i");
	assert_says(*state, "V802", "");
}

static void v802_3_another_release_is_no_edition(void **state)
{
	struct db *d = *state;

	release(d, 1, "2024");
	release(d, 2, "2024");
	score(d, 1, "overall", "2024", "i");
	score(d, 2, "overall", "2024", no_area);
	assert_says(d, "V802", "");
}

/* ---- V803 ---- */

static void replaced(struct db *d, const char *before, const char *now)
{
	release(d, 1, "2024");
	release(d, 2, "2024");
	score(d, 1, "overall", "2024", before);
	score(d, 2, "overall", "2024", now);
}

#define OTHER "The release before, 000000000000, has other figures: "

static void v803_1_what_changed_is_counted_and_the_largest_told(void **state)
{
	struct db *d = *state;

	replaced(d, "i", "i + iif(i = 7, 1, 0) - 2 * iif(i = 9, 1, 0)");
	column(d, 1, "overall", "rank", "2024", "41 - i");
	column(d, 2, "overall", "rank", "2024",
		"41 - i - 9 * iif(i = 1, 1, 0)");
	column(d, 1, "p", "raw", "2024", "i");
	column(d, 2, "p", "raw", "2024", "i * 1000");
	assert_says_twice(d, "V803",
		OTHER "2 scores, 1 ranks and 40 raw values changed, 0 figures "
		      "went; 0 areas came, 0 went; Land 09 had 9 and has 7");
}

static void compare_1_what_was_refused_is_compared_with_nothing(void **state)
{
	struct db *d = *state;

	replaced(d, "i", "i");
	script(d,
		"DELETE FROM observation WHERE release_id = 2;"
		"UPDATE release SET refused = 'V102' WHERE release_id = 2");
	assert_says(d, "V803", "");
	script(d, "UPDATE release SET refused = NULL");
	assert_says(d, "V803",
		OTHER "0 scores, 0 ranks and 0 raw values changed, 40 figures "
		      "went; 0 areas came, 40 went");
}

static void v803_2_what_was_added_restates_nothing(void **state)
{
	struct db *d = *state;

	replaced(d, "i", "i");
	score(d, 2, "p", "2024", "i");
	score(d, 2, "overall", "2023", "i");
	assert_says(d, "V803", "");
}

static void v803_3_rounding_is_no_change(void **state)
{
	replaced(*state, "i", "i + 0.004 + 0.0005 * iif(i = 39, 1, 0)");
	assert_says(*state, "V803", "");
	script(*state, "UPDATE indicator SET decimals = NULL");
	assert_says(*state, "V803",
		OTHER "40 scores, 0 ranks and 0 raw values changed, 0 figures "
		      "went; 0 areas came, 0 went; Land 39 had 39 and has "
		      "39.0045");
}

static void v803_4_a_value_that_is_missing_now_went(void **state)
{
	replaced(*state, "i", no_area);
	assert_says(*state, "V803",
		OTHER "0 scores, 0 ranks and 0 raw values changed, 1 figures "
		      "went; 0 areas came, 1 went");
}

static void v803_5_an_area_that_came_is_counted(void **state)
{
	replaced(*state, no_area, "i");
	assert_says_twice(*state, "V803",
		OTHER "0 scores, 0 ranks and 0 raw values changed, 0 figures "
		      "went; 1 areas came, 0 went");
}

/* ---- V804 ---- */

static void v804_1_another_method_is_found(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	assert_says(d, "V804", "");
	script(d,
		"UPDATE edition SET regime = 's' WHERE edition = '2024';"
		"UPDATE indicator SET indicator = 'z' WHERE indicator = 'q' "
		"AND edition = '2024'");
	assert_says_twice(d, "V804",
		"The method changed since edition 2023: 'New', before that "
		"'Old'; 2 of 3 indicators are in both trees, and their scores "
		"may not be compared");
}

static void v804_2_the_first_edition_changed_nothing(void **state)
{
	release(*state, 1, "2024");
	score(*state, 1, "overall", "2024", "i");
	assert_says(*state, "V804", "");
}

/* ---- V901 ---- */

static void asked(struct db *d, const char *url, const char *outcome,
	const char *answered)
{
	char sql[500];

	snprintf(sql, sizeof(sql),
		"DELETE FROM source; "
		"INSERT INTO source (dataset, edition, file, url, checked, "
		"outcome, message, answered) VALUES ('d', '2024', 'a.xlsx', "
		"%s, '2024-12-31T00:00:00Z', '%s', 'status 404', %s)",
		url, outcome, answered);
	script(d, sql);
}

static void v901_1_a_failure_is_found(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	asked(d, "'https://x'", "failed", "'2024-12-24T00:00:00Z'");
	assert_says_twice(d, "V901",
		"'a.xlsx' could not be had on 2024-12-31: status 404; the last "
		"answer was on 2024-12-24");
	asked(d, "'https://x'", "unchanged", "'2024-12-31T00:00:00Z'");
	assert_says(d, "V901", "");
}

static void v901_2_who_was_not_asked_for_long_is_found(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	asked(d, "'https://x'", "unchanged", "'2024-12-02T00:00:00Z'");
	assert_says(d, "V901", "");
	asked(d, "'https://x'", "unchanged", "'2024-12-01T00:00:00Z'");
	assert_says(
		d, "V901", "No workbook of 'd' was asked for since 2024-12-01");
}

static void v901_3_an_edition_that_is_overdue_is_found(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	setenv("SOURCE_DATE_EPOCH", "1767225599", 1); /* the end of 2025 */
	assert_says(d, "V901", "");
	setenv("SOURCE_DATE_EPOCH", "1798761600", 1); /* 2027 */
	assert_says(d, "V901",
		"The newest edition is of 2024, and there is one every year by "
		"the median: one of 2025 is due");
	setenv("SOURCE_DATE_EPOCH", "1798761599", 1);
	assert_says(d, "V901", "");
}

static void v901_3_one_edition_has_no_rhythm(void **state)
{
	release(*state, 1, "2022");
	score(*state, 1, "overall", "2022", "i");
	setenv("SOURCE_DATE_EPOCH", "1900000000", 1);
	assert_says(*state, "V901", "");
}

static void v901_4_what_is_taken_by_hand_is_never_asked_for(void **state)
{
	struct db *d = *state;

	two(d, "i", "i");
	asked(d, "NULL", "unchanged", "'2020-01-01T00:00:00Z'");
	assert_says(d, "V901", "");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_base, close_base)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(compare_1_a_release_with_an_error_stands_for_nothing),
		CASE(compare_1_an_error_that_is_waived_is_none),
		CASE(compare_1_a_release_with_an_error_is_looked_at),
		CASE(compare_2_the_last_published_stands_for_its_edition),
		CASE(compare_2_what_is_held_was_not_replaced),
		CASE(compare_3_the_edition_before_is_one_with_a_release),
		CASE(compare_3_without_a_year_there_is_none_before),
		CASE(columns_1_a_column_counts_in_its_own_period_or_last),
		CASE(columns_2_the_first_indicator_stands_for_overall),
		CASE(v105_1_a_release_is_compared_with_both),
		CASE(v105_1_a_fifth_less_or_a_quarter_more_is_not_far),
		CASE(v105_1_what_only_one_tree_has_is_no_drift),
		CASE(v105_1_a_column_that_is_lost_is_found),
		CASE(v105_1_other_regimes_are_not_compared),
		CASE(v105_2_a_panel_may_have_years_more),
		CASE(v105_3_missing_values_do_not_count),
		CASE(v105_4_the_same_content_is_not_compared),
		CASE(v106_1_another_name_is_found_across_regimes),
		CASE(v106_2_space_makes_no_difference_and_case_does),
		CASE(v106_3_a_new_indicator_has_no_other_name),
		CASE(v107_1_what_the_release_before_had_is_found),
		CASE(v107_1_what_the_edition_before_had_is_found),
		CASE(v107_2_what_nobody_ever_saw_is_found),
		CASE(v107_3_three_are_told_by_name),
		CASE(v107_4_a_node_that_groups_others_needs_none),
		CASE(v107_5_an_empty_release_is_no_matter_of_indicators),
		CASE(v312_1_another_label_is_found),
		CASE(v312_2_space_makes_no_difference),
		CASE(v312_3_ranks_have_labels_too),
		CASE(v312_4_a_new_area_has_no_other_label),
		CASE(v504_1_a_0_that_was_made_from_nothing_is_found),
		CASE(v504_1_a_0_that_was_measured_is_fine),
		CASE(v504_2_a_spike_far_from_all_others_is_found),
		CASE(v504_2_scores_that_come_near_to_0_are_fine),
		CASE(v504_2_few_zeros_are_no_spike),
		CASE(v504_2_few_areas_tell_nothing),
		CASE(v504_3_a_scale_of_steps_has_gaps),
		CASE(v504_3_between_negative_and_positive_0_is_no_end),
		CASE(v504_4_it_is_told_at_the_first_area_with_their_number),
		CASE(v504_6_further_places_and_other_years_do_not_count),
		CASE(v504_1_a_single_area_is_found_as_well),
		CASE(v504_5_a_whole_and_raw_values_are_passed_over),
		CASE(v604_1_equal_scores_on_two_ranks_are_found),
		CASE(v604_1_three_pairs_are_told_by_name),
		CASE(v604_2_scores_tie_as_they_are_published),
		CASE(v604_2_where_less_is_better_scores_tie_as_well),
		CASE(v604_3_without_a_rule_there_is_nothing_to_find),
		CASE(v604_3_under_competition_only_overall_is_looked_at),
		CASE(v604_4_who_lacks_a_score_takes_no_part),
		CASE(v702_1_a_column_of_the_year_before_must_agree),
		CASE(v702_1_a_single_area_differs),
		CASE(v702_3_the_greatest_numbers_differ),
		CASE(v702_2_a_panel_is_compared_in_the_last_year_of_the_other),
		CASE(v702_2_the_own_period_is_no_earlier_edition),
		CASE(v702_3_rounding_is_no_difference),
		CASE(v702_4_all_parts_have_one_finding),
		CASE(v702_5_what_only_one_has_is_not_found),
		CASE(v801_1_an_overall_score_that_jumps_is_found),
		CASE(v801_1_six_deviations_are_not_too_far),
		CASE(v801_1_a_part_must_jump_by_a_third_of_the_spread),
		CASE(v801_2_a_unit_is_the_least_deviation),
		CASE(v801_1_a_rank_that_jumps_is_found),
		CASE(v801_3_steps_and_few_areas_are_passed_over),
		CASE(v801_4_the_furthest_is_told_and_all_are_counted),
		CASE(v801_where_all_are_equal_or_beyond_numbers_nothing_jumps),
		CASE(v801_5_where_less_is_better_a_jump_is_the_same),
		CASE(v801_5_ranks_from_different_ends_are_not_compared),
		CASE(v801_across_regimes_nothing_jumps),
		CASE(v801_6_missing_values_take_no_part),
		CASE(v802_1_ten_are_told_by_name),
		CASE(v802_1_the_same_areas_are_no_finding),
		CASE(v802_1_the_first_edition_has_none_before),
		CASE(v802_3_another_release_is_no_edition),
		CASE(v803_1_what_changed_is_counted_and_the_largest_told),
		CASE(compare_1_what_was_refused_is_compared_with_nothing),
		CASE(v803_2_what_was_added_restates_nothing),
		CASE(v803_3_rounding_is_no_change),
		CASE(v803_4_a_value_that_is_missing_now_went),
		CASE(v803_5_an_area_that_came_is_counted),
		CASE(v804_1_another_method_is_found),
		CASE(v804_2_the_first_edition_changed_nothing),
		CASE(v901_1_a_failure_is_found),
		CASE(v901_2_who_was_not_asked_for_long_is_found),
		CASE(v901_3_an_edition_that_is_overdue_is_found),
		CASE(v901_3_one_edition_has_no_rhythm),
		CASE(v901_4_what_is_taken_by_hand_is_never_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
