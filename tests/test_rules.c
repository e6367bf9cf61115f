/* SPDX-License-Identifier: MIT */
/*
 * The rules over the tables, each on a small table that trips it and on one
 * that does not, and what becomes of a release. The numbers in the names are
 * those of the requirements at the head of the rule's file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/base/hash.h"
#include "pipeline/base/num.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/store/validate.h"
#include "tests/scratch.h"

/* A dataset with one edition of two decimals, and one release of it. */
static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, areas, "
	"scale_min, scale_max, direction, decimals, ties, period) VALUES "
	"('d', '1', 1, 'r', 3, 0, 100, 'higher', 2, 'sequential', '2024');"
	"INSERT INTO indicator (dataset, edition, indicator, parent, ordinal, "
	"level, label, weight, combine, direction, decimals) VALUES "
	"('d', '1', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', 2), "
	"('d', '1', 'p', 'overall', 1, 1, 'Pillar', 1, 'none', 'higher', 2), "
	"('d', '1', 'q', 'overall', 2, 1, 'Quarter', 3, 'none', 'higher', 2), "
	"('d', '1', 'x', 'q', 3, 2, 'Xylem', 1, 'none', 'higher', 2), "
	"('d', '1', 'y', 'q', 4, 2, 'Yield', 1, 'none', 'higher', 2);"
	"INSERT INTO area (area, name, kind) VALUES ('AAA', 'Alba', 'iso'), "
	"('BBB', 'Bora', 'iso'), ('CCC', 'Cala', 'iso'), "
	"('DDD', 'Dune', 'iso'), ('EEE', 'Esk', 'iso');"
	"INSERT INTO label (label) SELECT name || ' ' FROM area;"
	"INSERT INTO sheet VALUES (1, 'Ranks'), (2, 'Details')";

/* A release whose number is also its sha256, by and large. */
static void release(
	struct db *d, int id, const char *state, const char *published)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	char sha256[65];

	snprintf(sha256, sizeof(sha256), "%064d", id);
	assert_int_equal(
		stmt_open(&s, d,
			"INSERT INTO release (release_id, dataset, edition, "
			"release, state, published, loaded) VALUES (?1, 'd', "
			"'1', ?4, ?2, ?3, '2026-01-01')",
			&e),
		0);
	stmt_integer(s, 1, id);
	stmt_text(s, 2, span_of(state));
	stmt_text(s, 3, span_of(published));
	stmt_text(s, 4, span_of(sha256));
	assert_int_equal(stmt_run(s, &e), 0);
	stmt_close(s);
}

static int empty(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(scratch_open(&d, &e), 0);
	assert_int_equal(db_script(d, "base", base, &e), 0);
	*state = d;
	return 0;
}

static int staged(void **state)
{
	empty(state);
	release(*state, 1, "staged", "2024-01");
	return 0;
}

static int close_db(void **state)
{
	db_close(*state);
	return 0;
}

/* A cell; what is no number has no value. */
struct figure {
	const char *indicator, *measure, *area;
	int place; /* 0: on Ranks, else on Details */
	const char *raw;
};

static void put(struct stmt *s, int release_id, const char *period,
	const struct figure *f)
{
	const char *column = *f->measure == 'r' ? "A" : "C";
	struct err e = ERR_INIT;
	double value;
	char cell[8];

	snprintf(cell, sizeof(cell), "%s%d", column, f->area[0] - 'A' + 2);
	stmt_integer(s, 1, release_id);
	stmt_text(s, 2, span_of(f->indicator));
	stmt_text(s, 3, span_of(f->measure));
	stmt_text(s, 4, span_of(f->area));
	stmt_integer(s, 5, f->place);
	stmt_null(s, 6);
	if (num_parse(&value, f->raw, strlen(f->raw)) == 0)
		stmt_number(s, 6, value);
	stmt_text(s, 7, span_of(f->raw));
	stmt_text(s, 8, span_of(cell));
	stmt_text(s, 9, span_of(period));
	stmt_integer(s, 10, f->place ? 2 : 1);
	if (stmt_run(s, &e) < 0)
		fail_msg("%s", e.text);
}

static void fill(struct db *d, int release_id, const char *period,
	const struct figure *f, size_t n)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(
		stmt_open(&s, d,
			"INSERT INTO observation SELECT ?1, indicator_id, ?3, "
			"?9, ?4, ?5, ?6, ?7, ?10, ?8, "
			"(SELECT label_id FROM label AS l JOIN area AS a "
			"ON l.label = a.name || ' ' WHERE a.area = ?4) "
			"FROM indicator WHERE indicator = ?2",
			&e),
		0);
	for (size_t i = 0; i < n; i++)
		put(s, release_id, period, &f[i]);
	stmt_close(s);
}

#define FILL_IN(d, period, ...)                                                \
	do {                                                                   \
		static const struct figure f_[] = { __VA_ARGS__ };             \
		fill(d, 1, period, f_, sizeof(f_) / sizeof(*f_));              \
	} while (0)
#define FILL(d, id, ...)                                                       \
	do {                                                                   \
		static const struct figure f_[] = { __VA_ARGS__ };             \
		fill(d, id, "2024", f_, sizeof(f_) / sizeof(*f_));             \
	} while (0)

static void script(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_script(d, "test", sql, &e) < 0)
		fail_msg("%s", e.text);
}

static struct validation check(struct db *d, enum severity bar)
{
	struct validation v;
	struct err e = ERR_INIT;

	if (validate(&v, d,
		    &(struct validation_order){ .dataset = "d", .bar = bar },
		    &e) < 0)
		fail_msg("%s", e.text);
	return v;
}

/* The first column of a query's rows, a line each. */
static void lines(char *buf, size_t size, struct db *d, const char *sql,
	const char *bound)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	size_t n = 0;

	*buf = '\0';
	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	if (bound)
		stmt_text(s, 1, span_of(bound));
	while (stmt_step(s, &e) == 1 && n < size)
		n += (size_t)snprintf(buf + n, size - n, "%s%.*s",
			n ? "\n" : "", SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
}

/* What a rule says of what the database holds. */
static void assert_says(struct db *d, const char *rule, const char *expected)
{
	char found[2000];

	check(d, SEVERITY_ERROR);
	lines(found, sizeof(found), d,
		"SELECT message FROM finding WHERE rule = ?1 "
		"ORDER BY finding_id",
		rule);
	assert_string_equal(found, expected);
}

static void assert_states(struct db *d, const char *expected)
{
	char found[200];

	lines(found, sizeof(found), d,
		"SELECT release_id || ' ' || state FROM release "
		"ORDER BY release_id",
		NULL);
	assert_string_equal(found, expected);
}

/* ---- the heads ---- */

static int open_ours(void **state)
{
	struct err e = ERR_INIT;
	struct rules *r = NULL;

	if (rules_open(&r, NULL, &e) < 0)
		fail_msg("%s", e.text);
	*state = r;
	return 0;
}

static int close_rules(void **state)
{
	rules_close(*state);
	return 0;
}

/* Another text of a rule, or of what they read, makes another sum. */
static void the_sum_of_ours_is_of_all_their_files(void **state)
{
	char hex[HASH_HEX];
	struct hash *sum = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(hash_open(&sum, &e), 0);
	for (size_t i = 0; i < sql_files_count; i++)
		if (strncmp(sql_files[i].path, "sql/rules/", 10) == 0)
			hash_add(sum, sql_files[i].text,
				strlen(sql_files[i].text));
	hash_end(hex, sum);
	hash_close(sum);
	assert_string_equal(rules_ours(*state), hex);
}

static void rules_come_in_the_order_of_their_ids(void **state)
{
	const struct rules *r = *state;

	assert_true(rules_count(r) >= 28);
	for (size_t i = 1; i < rules_count(r); i++)
		assert_true(
			strcmp(rules_at(r, i - 1)->id, rules_at(r, i)->id) < 0);
	assert_null(rules_find(r, "V000"));
	assert_string_equal(rules_sum(r), "");
}

static void a_head_is_read_with_its_continuation_lines(void **state)
{
	const struct rule *r = rules_find(*state, "V601");

	assert_non_null(r);
	assert_int_equal(r->severity, SEVERITY_WARNING);
	assert_string_equal(
		r->title, "a rank does not follow the order of the scores");
	assert_string_equal(r->remedy,
		"Quote the score, and the rank only with this finding. If the "
		"order is the other way round for all of them, set direction "
		"in the spec, of the dataset, the edition or the indicator; "
		"or, if rank 1 is the worst, first of the edition.");
	assert_non_null(r->sql);
}

static void rules_on_cells_have_no_query(void **state)
{
	static const char *const on_tables[] = { "V501", "V601", "V701" };
	static const char *const on_cells[] = { "V101", "V201", "V301",
		"V401" };

	for (size_t i = 0; i < 3; i++)
		assert_string_equal(
			rule_found(rules_find(*state, on_tables[i])), "tables");
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(
			rule_found(rules_find(*state, on_cells[i])), "cells");
}

/* ---- V501 ---- */

static void v501_1_a_blank_overall_score_is_found(void **state)
{
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50" },
		{ "overall", "score", "BBB", 0, "" },
		{ "overall", "score", "CCC", 0, "n/a" });
	assert_says(*state, "V501",
		"Bora has no overall score\n"
		"Cala has no overall score: the cell holds 'n/a'");
}

static void v501_1_a_score_on_another_sheet_is_enough(void **state)
{
	FILL(*state, 1, { "overall", "score", "AAA", 0, "" },
		{ "overall", "score", "AAA", 1, "50" });
	assert_says(*state, "V501", "");
}

static void v501_2_a_rank_wants_a_score(void **state)
{
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50" },
		{ "overall", "rank", "AAA", 0, "1" },
		{ "overall", "rank", "BBB", 0, "2" });
	assert_says(*state, "V501", "Bora has rank 2 but no overall score");
}

static void v501_3_who_is_listed_unranked_beside_the_ranked_is_fine(
	void **state)
{
	script(*state, "UPDATE edition SET areas = 1");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50" },
		{ "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "BBB", 0, ".." },
		{ "overall", "rank", "BBB", 0, "" });
	assert_says(*state, "V501", "");
	script(*state, "UPDATE edition SET areas = 2");
	assert_says(*state, "V501",
		"Bora has no overall score: the cell holds '..'");
	script(*state, "UPDATE edition SET areas = NULL");
	assert_says(*state, "V501",
		"Bora has no overall score: the cell holds '..'");
}

static void v501_2_an_index_may_publish_ranks_alone(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "rank", "BBB", 0, "2" });
	assert_says(*state, "V501", "");
}

static void v501_4_other_periods_may_lack_areas(void **state)
{
	FILL_IN(*state, "2022", { "overall", "score", "AAA", 0, "" },
		{ "overall", "score", "BBB", 0, "40" },
		{ "overall", "rank", "AAA", 0, "2" });
	FILL_IN(*state, "2023", { "overall", "rank", "BBB", 0, "1" });
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50" },
		{ "overall", "score", "BBB", 0, "40" });
	assert_says(*state, "V501", "");
}

static void v501_4_the_period_of_the_ranking_is_looked_at(void **state)
{
	FILL_IN(*state, "2022", { "overall", "score", "AAA", 0, "50" });
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "" },
		{ "overall", "score", "BBB", 0, "40" });
	assert_says(*state, "V501", "Alba has rank 1 but no overall score");
}

static void v501_5_a_panel_without_a_number_of_areas_may_have_gaps(void **state)
{
	script(*state, "UPDATE edition SET areas = NULL");
	FILL_IN(*state, "2022", { "overall", "score", "BBB", 0, "50" });
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50" },
		{ "overall", "score", "BBB", 0, ".." });
	assert_says(*state, "V501", "");
	script(*state, "UPDATE edition SET areas = 2");
	assert_says(*state, "V501",
		"Bora has no overall score: the cell holds '..'");
}

static void a_tree_without_overall_has_no_ranking_to_look_at(void **state)
{
	struct validation v;

	script(*state,
		"UPDATE indicator SET parent = NULL;"
		"DELETE FROM indicator WHERE indicator = 'overall'");
	FILL(*state, 1, { "p", "score", "AAA", 0, "" },
		{ "q", "score", "AAA", 0, "50" },
		{ "q", "rank", "BBB", 0, "1" });
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.errors, 0);
	assert_states(*state, "1 current");
}

/* ---- V502 ---- */

static void v502_1_a_score_off_the_scale_is_found_at_every_place(void **state)
{
	FILL(*state, 1, { "overall", "score", "AAA", 0, "100.01" },
		{ "overall", "score", "AAA", 1, "1001" },
		{ "p", "score", "BBB", 0, "-0.5" });
	assert_says(*state, "V502",
		"Alba has the score 100.01 for 'Overall', but the scale ends "
		"at 100\n"
		"Alba has the score 1001 for 'Overall', but the scale ends at "
		"100\n"
		"Bora has the score -0.5 for 'Pillar', but the scale begins at "
		"0");
}

static void v502_1_the_bounds_are_on_the_scale(void **state)
{
	FILL(*state, 1, { "overall", "score", "AAA", 0, "100" },
		{ "overall", "score", "BBB", 0, "0" },
		{ "overall", "score", "CCC", 0, "" });
	assert_says(*state, "V502", "");
}

static void v502_2_an_indicators_scale_goes_before_the_editions(void **state)
{
	script(*state,
		"UPDATE indicator SET scale_max = 2.5 "
		"WHERE indicator = 'p'");
	FILL(*state, 1, { "p", "score", "AAA", 0, "2.75" },
		{ "q", "score", "AAA", 0, "2.75" });
	assert_says(*state, "V502",
		"Alba has the score 2.75 for 'Pillar', but the scale ends at "
		"2.5");
}

static void v502_2_without_bounds_there_is_nothing_to_find(void **state)
{
	script(*state, "UPDATE edition SET scale_min = NULL, scale_max = NULL");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "-7000" });
	assert_says(*state, "V502", "");
}

static void v502_3_ranks_and_raw_values_have_no_scale(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "101" },
		{ "p", "raw", "AAA", 0, "5e6" });
	assert_says(*state, "V502", "");
}

static void v502_4_every_period_is_looked_at(void **state)
{
	FILL_IN(*state, "1990", { "p", "score", "AAA", 0, "101" });
	FILL(*state, 1, { "p", "score", "AAA", 0, "99" });
	assert_says(*state, "V502",
		"Alba has the score 101 for 'Pillar' in 1990, but the scale "
		"ends at 100");
}

/* ---- V503 ---- */

static void v503_1_one_unit_apart_is_a_difference(void **state)
{
	FILL(*state, 1, { "overall", "score", "AAA", 0, "56.71" },
		{ "overall", "score", "AAA", 1, "56.7" },
		{ "overall", "score", "BBB", 0, "40.25" },
		{ "overall", "score", "BBB", 1, "40.25" });
	assert_says(*state, "V503",
		"Alba has the score 56.71 in 'Ranks' C2 but 56.7 in 'Details' "
		"C2");
}

static void v503_1_rounding_is_no_difference(void **state)
{
	script(*state, "UPDATE indicator SET decimals = 8");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "36.242" },
		{ "overall", "score", "AAA", 1, "36.24249301" },
		{ "overall", "score", "BBB", 0, "40.1" },
		{ "overall", "score", "BBB", 1, "40.10051" });
	assert_says(*state, "V503",
		"Bora has the score 40.1 in 'Ranks' C3 but 40.10051 in "
		"'Details' C3");
}

static void v503_1_half_a_unit_is_rounding_up(void **state)
{
	script(*state, "UPDATE indicator SET decimals = 8");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "89.063" },
		{ "overall", "score", "AAA", 1, "89.0625" },
		{ "overall", "score", "BBB", 0, "0.125" },
		{ "overall", "score", "BBB", 1, "0.12345678" });
	assert_says(*state, "V503",
		"Bora has the score 0.125 in 'Ranks' C3 but 0.12345678 in "
		"'Details' C3");
}

static void v503_2_the_digits_of_a_double_are_no_decimals(void **state)
{
	script(*state, "UPDATE indicator SET decimals = 8");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "24.774999999999999" },
		{ "overall", "score", "AAA", 1, "24.775266250000001" });
	assert_says(*state, "V503", "");
}

static void v503_2_more_decimals_than_published_do_not_count(void **state)
{
	script(*state, "UPDATE indicator SET decimals = 9");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "9.186142187415337" },
		{ "overall", "score", "AAA", 1, "9.186142187253551" });
	assert_says(*state, "V503", "");
}

static void v503_2_unknown_decimals_are_those_that_are_seen(void **state)
{
	script(*state, "UPDATE indicator SET decimals = NULL");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "36.242" },
		{ "overall", "score", "AAA", 1, "36.24249301" },
		{ "overall", "score", "BBB", 0, "40.1" },
		{ "overall", "score", "BBB", 1, "40.10051" },
		{ "overall", "score", "CCC", 0, "0.3" },
		{ "overall", "score", "CCC", 1, "0.30000000000000004" });
	assert_says(*state, "V503",
		"Bora has the score 40.1 in 'Ranks' C3 but 40.10051 in "
		"'Details' C3");
}

static void v503_1_sheets_are_compared_in_every_period(void **state)
{
	FILL_IN(*state, "1990", { "overall", "score", "AAA", 0, "50" },
		{ "overall", "score", "AAA", 1, "40" });
	FILL(*state, 1, { "overall", "score", "AAA", 0, "40" },
		{ "overall", "score", "AAA", 1, "40" });
	assert_says(*state, "V503",
		"Alba has the score 50 in 'Ranks' C2 but 40 in 'Details' C2, "
		"both for 'Overall' in 1990");
}

static void v503_3_ranks_must_be_equal(void **state)
{
	FILL(*state, 1, { "p", "rank", "AAA", 0, "7" },
		{ "p", "rank", "AAA", 1, "8" });
	assert_says(*state, "V503",
		"Alba has rank 7 in 'Ranks' A2 but 8 in 'Details' A2, both for "
		"'Pillar'");
}

static void v503_4_a_score_left_out_is_found_and_a_rank_is_not(void **state)
{
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50" },
		{ "overall", "score", "AAA", 1, "" },
		{ "overall", "score", "BBB", 0, "N/A" },
		{ "overall", "score", "BBB", 1, "40" },
		{ "overall", "rank", "AAA", 0, "1" },
		{ "overall", "rank", "AAA", 1, "" },
		{ "p", "raw", "AAA", 0, "1" }, { "p", "raw", "AAA", 1, "" });
	assert_says(*state, "V503",
		"Alba has the score 50 in 'Ranks' C2 but (blank) in 'Details' "
		"C2\n"
		"Bora has the score N/A in 'Ranks' C3 but 40 in 'Details' C3");
}

/* ---- V601 ---- */

static void v601_1_a_rank_follows_the_scores(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50" },
		{ "overall", "rank", "BBB", 0, "3" },
		{ "overall", "score", "BBB", 0, "40" },
		{ "overall", "rank", "CCC", 0, "2" },
		{ "overall", "score", "CCC", 0, "40" });
	assert_says(*state, "V601", "");
}

static void v601_2_the_one_that_breaks_the_order_is_found_alone(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "10" },
		{ "overall", "rank", "CCC", 0, "3" },
		{ "overall", "score", "CCC", 0, "40" },
		{ "overall", "rank", "DDD", 0, "4" },
		{ "overall", "score", "DDD", 0, "30" });
	assert_says(*state, "V601",
		"Bora has rank 2, but its score 10 is the 4th highest");
}

static void v601_2_the_worse_ranked_one_is_found_if_it_breaks_more(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "40" },
		{ "overall", "rank", "CCC", 0, "3" },
		{ "overall", "score", "CCC", 0, "60" });
	assert_says(*state, "V601",
		"Cala has rank 3, but its score 60 is the highest");
}

static void v601_2_of_two_that_are_swapped_the_first_is_found(void **state)
{
	FILL(*state, 1, { "p", "rank", "AAA", 0, "1" },
		{ "p", "score", "AAA", 0, "40" },
		{ "p", "rank", "BBB", 0, "2" },
		{ "p", "score", "BBB", 0, "50" });
	assert_says(*state, "V601",
		"Alba has rank 1, but its score 40 is the 2nd highest for "
		"'Pillar'");
}

static void v601_3_lower_can_be_better(void **state)
{
	script(*state, "UPDATE indicator SET direction = 'lower'");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "1.5" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "2.5" },
		{ "p", "rank", "AAA", 0, "1" }, { "p", "score", "AAA", 0, "9" },
		{ "p", "rank", "BBB", 0, "2" },
		{ "p", "score", "BBB", 0, "8" });
	assert_says(*state, "V601",
		"Alba has rank 1, but its score 9 is the 2nd lowest for "
		"'Pillar'");
}

static void v601_3_an_indicator_may_run_against_its_index(void **state)
{
	script(*state,
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator = 'p'");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "9" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "8" },
		{ "p", "rank", "AAA", 0, "2" }, { "p", "score", "AAA", 0, "9" },
		{ "p", "rank", "BBB", 0, "1" },
		{ "p", "score", "BBB", 0, "8" });
	assert_says(*state, "V601", "");
}

/* As of fragile states. */
static const char worst_first[] = "UPDATE indicator SET direction = 'lower';"
				  "UPDATE edition SET first = 'worst'";

static void v601_3_the_worst_can_be_first(void **state)
{
	script(*state, worst_first);
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "109.3" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "103.2" },
		{ "p", "rank", "AAA", 0, "1" }, { "p", "score", "AAA", 0, "8" },
		{ "p", "rank", "BBB", 0, "2" },
		{ "p", "score", "BBB", 0, "9" });
	assert_says(*state, "V601",
		"Alba has rank 1, but its score 8 is the 2nd highest for "
		"'Pillar'");
	script(*state,
		"UPDATE indicator SET direction = 'higher' "
		"WHERE indicator = 'overall'");
	assert_says(*state, "V601",
		"Alba has rank 1, but its score 109.3 is the 2nd lowest\n"
		"Alba has rank 1, but its score 8 is the 2nd highest for "
		"'Pillar'");
}

static void v601_4_hidden_digits_hold_no_order(void **state)
{
	script(*state,
		"UPDATE edition SET ties = 'hidden';"
		"UPDATE indicator SET decimals = 1");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50.01" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "50.04" },
		{ "overall", "rank", "CCC", 0, "3" },
		{ "overall", "score", "CCC", 0, "50.1" });
	assert_says(*state, "V601",
		"Cala has rank 3, but its score 50.1 is the highest");
	script(*state, "UPDATE indicator SET decimals = NULL");
	assert_says(*state, "V601",
		"Alba has rank 1, but its score 50.01 is the 3rd highest\n"
		"Bora has rank 2, but its score 50.04 is the 2nd highest");
}

static void v601_4_scores_that_tie_when_rounded_hold_no_order(void **state)
{
	script(*state,
		"UPDATE edition SET ties = 'competition', ties_decimals = 1");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50.01" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "50.04" });
	assert_says(*state, "V601", "");
}

static void v601_5_who_lacks_rank_or_score_takes_no_part(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "N/A" },
		{ "overall", "rank", "BBB", 0, "" },
		{ "overall", "score", "BBB", 0, "90" },
		{ "overall", "rank", "CCC", 0, "2" },
		{ "overall", "score", "CCC", 0, "40" },
		{ "overall", "rank", "CCC", 1, "1" });
	assert_says(*state, "V601", "");
}

static void v601_5_each_period_is_a_ranking_of_its_own(void **state)
{
	FILL_IN(*state, "2023", { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "10" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "20" });
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "2" },
		{ "overall", "score", "AAA", 0, "30" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "score", "BBB", 0, "40" });
	assert_says(*state, "V601",
		"Alba has rank 1, but its score 10 is the 2nd highest for "
		"'Overall' in 2023");
}

/* Twelve areas, of which the one with rank i has the score of an expression. */
static void twelve(struct db *d, const char *score)
{
	char sql[1000];

	snprintf(sql, sizeof(sql),
		"CREATE TEMP TABLE line AS WITH RECURSIVE n(i) AS (SELECT 1 "
		"UNION ALL SELECT i + 1 FROM n WHERE i < 12) SELECT i, "
		"'A' || substr('AABBCCDDEEFFGGHHIIJJKKLL', 2 * i - 1, 2) "
		"AS area FROM n;"
		"INSERT INTO area (area, name, kind) SELECT area, area, 'iso' "
		"FROM line WHERE TRUE ON CONFLICT DO NOTHING;"
		"INSERT INTO observation SELECT 1, 1, 'rank', '2024', area, 0, "
		"i, i, 1, 'A' || (i + 1), 1 FROM line;"
		"INSERT INTO observation SELECT 1, 1, 'score', '2024', area, "
		"0, %s, '', 1, 'C' || (i + 1), 1 FROM line",
		score);
	script(d, sql);
}

static void v601_6_a_column_of_another_order_is_found_once(void **state)
{
	char cells[16];

	twelve(*state, "i");
	assert_says(*state, "V601",
		"The ranks do not follow the scores, the highest first: 11 of "
		"12 areas have a higher score than the one before");
	lines(cells, sizeof(cells), *state,
		"SELECT cell || ' ' || cells FROM finding WHERE rule = 'V601'",
		NULL);
	assert_string_equal(cells, "A2 12");
	script(*state, "UPDATE indicator SET direction = 'lower'");
	assert_says(*state, "V601", "");
}

static void v601_6_it_is_told_what_belongs_first(void **state)
{
	twelve(*state, "-i");
	script(*state, "UPDATE edition SET first = 'worst'");
	assert_says(*state, "V601",
		"The ranks do not follow the scores, the lowest first: 11 of "
		"12 areas have a lower score than the one before");
	script(*state, worst_first);
	assert_says(*state, "V601", "");
}

static void v601_6_up_to_a_third_the_areas_are_found(void **state)
{
	twelve(*state, "50 - i + 2.5 * iif(i % 3 = 0, 1, 0)");
	assert_says(*state, "V601",
		"Alba has rank 3, but its score 49.5 is the highest\n"
		"Alba has rank 6, but its score 46.5 is the 4th highest\n"
		"Alba has rank 9, but its score 43.5 is the 7th highest\n"
		"Alba has rank 12, but its score 40.5 is the 10th highest");
}

static void v601_a_single_area_has_no_order(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50" });
	assert_says(*state, "V601", "");
}

/* ---- V602 ---- */

static void v602_1_sequential_ranks_are_not_shared(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "40" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "score", "BBB", 0, "50" },
		{ "overall", "rank", "CCC", 0, "1" });
	assert_says(*state, "V602",
		"Alba shares rank 1 with Bora, but this edition shares no "
		"rank\n"
		"Cala shares rank 1 with Alba, but this edition shares no "
		"rank");
}

static void v602_1_where_the_worst_is_first_its_rank_is_its_own(void **state)
{
	script(*state, worst_first);
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "40" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "score", "BBB", 0, "50" });
	assert_says(*state, "V602",
		"Alba shares rank 1 with Bora, but this edition shares no "
		"rank");
}

static void v602_2_competition_ranks_are_shared_by_equal_scores(void **state)
{
	script(*state,
		"UPDATE edition SET ties = 'competition', ties_decimals = 1");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50.01" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "score", "BBB", 0, "49.99" },
		{ "p", "rank", "AAA", 0, "7" },
		{ "p", "score", "AAA", 0, "3.1" },
		{ "p", "rank", "BBB", 0, "7" },
		{ "p", "score", "BBB", 0, "3.2" });
	assert_says(*state, "V602",
		"Alba shares rank 7 with Bora, but its score 3.1 is not 3.2 "
		"(ties_decimals is 1), for 'Pillar'");
}

static void v602_2_whole_scores_tie_as_they_are(void **state)
{
	script(*state,
		"UPDATE edition SET ties = 'competition', ties_decimals = 0");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "90" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "87" },
		{ "overall", "rank", "CCC", 0, "2" },
		{ "overall", "score", "CCC", 0, "87" },
		{ "overall", "rank", "DDD", 0, "4" },
		{ "overall", "score", "DDD", 0, "85" });
	assert_says(*state, "V602", "");
	assert_says(*state, "V603", "");
}

static void v602_2_without_decimals_scores_tie_as_they_are(void **state)
{
	script(*state, "UPDATE edition SET ties = 'competition'");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "0.3333" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "score", "BBB", 0, "0.3334" });
	assert_says(*state, "V602",
		"Alba shares rank 1 with Bora, but its score 0.3333 is not "
		"0.3334");
}

static void v602_3_hidden_digits_may_share_or_not(void **state)
{
	script(*state,
		"UPDATE edition SET ties = 'hidden';"
		"UPDATE indicator SET decimals = 1");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "84.4" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "84.4" },
		{ "overall", "rank", "CCC", 0, "2" },
		{ "overall", "score", "CCC", 0, "84.4" },
		{ "overall", "rank", "DDD", 0, "3" },
		{ "overall", "score", "DDD", 0, "80" });
	assert_says(*state, "V602", "");
	assert_says(*state, "V603", "");
	assert_says(*state, "V601", "");
}

static void v602_3_other_scores_may_not_share(void **state)
{
	script(*state, "UPDATE edition SET ties = 'hidden'");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "84.4" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "score", "BBB", 0, "84.5" },
		{ "p", "rank", "AAA", 0, "1" }, { "p", "rank", "BBB", 0, "1" });
	assert_says(*state, "V602",
		"Alba shares rank 1 with Bora, but its score 84.4 is not 84.5 "
		"(decimals is 2)");
}

static void v602_4_ranks_of_no_rule_have_nothing_to_find(void **state)
{
	script(*state, "UPDATE edition SET ties = 'none'");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "84.4" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "score", "BBB", 0, "84.5" },
		{ "overall", "rank", "CCC", 0, "90" },
		{ "overall", "score", "DDD", 0, "12" });
	assert_says(*state, "V602", "");
	assert_says(*state, "V603", "");
}

static void v602_5_each_period_is_a_ranking_of_its_own(void **state)
{
	FILL_IN(*state, "2023", { "overall", "rank", "AAA", 0, "1" });
	FILL(*state, 1, { "overall", "rank", "BBB", 0, "1" });
	assert_says(*state, "V602", "");
	FILL_IN(*state, "2023", { "overall", "rank", "CCC", 0, "1" });
	assert_says(*state, "V602",
		"Cala shares rank 1 with Alba, but this edition shares no "
		"rank, for 'Overall' in 2023");
}

static void v602_5_a_missing_rank_and_another_sheet_take_no_part(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "rank", "AAA", 1, "1" },
		{ "overall", "rank", "BBB", 0, "" },
		{ "overall", "rank", "CCC", 0, "" });
	assert_says(*state, "V602", "");
}

/* ---- V603 ---- */

static void v603_1_a_score_without_a_rank_is_found(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50" },
		{ "overall", "rank", "BBB", 0, "" },
		{ "overall", "score", "BBB", 0, "40" },
		{ "overall", "rank", "CCC", 0, "" },
		{ "overall", "rank", "CCC", 1, "2" },
		{ "overall", "score", "CCC", 0, "45" },
		{ "p", "score", "AAA", 0, "50" });
	assert_says(*state, "V603", "Bora has the score 40 but no rank");
}

static void v603_2_ranks_that_nobody_holds_are_found_together(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "2" },
		{ "p", "rank", "AAA", 0, "1" }, { "p", "rank", "BBB", 0, "2" },
		{ "p", "rank", "CCC", 0, "9" },
		{ "p", "rank", "DDD", 0, "10" });
	assert_says(*state, "V603",
		"No area has rank 1, and no tie explains it\n"
		"No area has one of the ranks 3 to 4, and no tie explains it, "
		"for 'Pillar'");
}

static void v603_2_a_tie_covers_the_ranks_behind_it(void **state)
{
	script(*state,
		"UPDATE edition SET ties = 'competition', ties_decimals = 1");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "rank", "CCC", 0, "3" },
		{ "overall", "rank", "DDD", 0, "4" });
	assert_says(*state, "V603", "");
}

static void v603_3_a_gap_belongs_to_the_area_without_a_rank(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "50" },
		{ "overall", "rank", "BBB", 0, "3" },
		{ "overall", "score", "BBB", 0, "30" },
		{ "overall", "score", "CCC", 0, "40" });
	assert_says(*state, "V603", "Cala has the score 40 but no rank");
}

static void v603_4_the_rank_behind_a_tie_counts_everybody_in_it(void **state)
{
	script(*state,
		"UPDATE edition SET ties = 'competition', ties_decimals = 1");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "rank", "BBB", 0, "1" },
		{ "overall", "rank", "CCC", 0, "2" },
		{ "overall", "rank", "DDD", 0, "3" });
	assert_says(*state, "V603",
		"Cala has rank 2, but 2 areas share rank 1, so the next one is "
		"rank 3");
}

static void v603_4_equal_scores_share_the_lesser_rank_whatever_is_first(
	void **state)
{
	script(*state, worst_first);
	script(*state,
		"UPDATE edition SET ties = 'competition', ties_decimals = 0");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "90" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "score", "BBB", 0, "87" },
		{ "overall", "rank", "CCC", 0, "2" },
		{ "overall", "score", "CCC", 0, "87" },
		{ "overall", "rank", "DDD", 0, "4" },
		{ "overall", "score", "DDD", 0, "85" });
	assert_says(*state, "V601", "");
	assert_says(*state, "V602", "");
	assert_says(*state, "V603", "");
}

static void v603_5_ranks_in_order_have_nothing_to_find(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "rank", "BBB", 0, "2" },
		{ "overall", "rank", "BBB", 1, "5" });
	assert_says(*state, "V603", "");
}

static void v603_5_each_period_is_a_ranking_of_its_own(void **state)
{
	FILL_IN(*state, "2023", { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "rank", "BBB", 0, "3" },
		{ "overall", "score", "AAA", 0, "60" },
		{ "overall", "score", "BBB", 0, "50" },
		{ "p", "rank", "AAA", 0, "1" }, { "p", "score", "AAA", 0, "5" },
		{ "p", "score", "BBB", 0, "4" });
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "60" },
		{ "p", "score", "BBB", 0, "4" });
	assert_says(*state, "V603",
		"No area has rank 2, and no tie explains it, for 'Overall' in "
		"2023\n"
		"Bora has the score 4 but no rank, for 'Pillar' in 2023");
}

static void v603_6_the_ranks_of_the_year_before_are_no_ranking(void **state)
{
	FILL_IN(*state, "2023", { "overall", "rank", "AAA", 0, "2" },
		{ "overall", "rank", "BBB", 0, "7" });
	assert_says(*state, "V603",
		"No area has rank 1, and no tie explains it, for 'Overall' in "
		"2023");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "60" });
	assert_says(*state, "V603", "");
}

static void v603_2_a_single_area_has_rank_1(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "1" },
		{ "overall", "score", "AAA", 0, "60" });
	assert_says(*state, "V603", "");
}

/* ---- V701 ---- */

static const char weighted[] = "UPDATE indicator SET combine = 'mean' "
			       "WHERE indicator = 'overall'";

static void v701_1_a_mean_counts_weights_and_who_is_there(void **state)
{
	script(*state, weighted);
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50" },
		{ "p", "score", "AAA", 0, "20" },
		{ "q", "score", "AAA", 0, "60" },
		{ "overall", "score", "BBB", 0, "33" },
		{ "p", "score", "BBB", 0, "N/A" },
		{ "q", "score", "BBB", 0, "33" });
	assert_says(*state, "V701", "");
	script(*state, "UPDATE indicator SET weight = 1");
	assert_says(*state, "V701",
		"Alba has 50 for 'Overall', but the mean of its 2 parts is "
		"40, off by 10");
}

static void v701_1_a_sum_takes_a_missing_part_as_0(void **state)
{
	script(*state,
		"UPDATE indicator SET combine = 'sum' "
		"WHERE indicator = 'q'");
	FILL(*state, 1, { "q", "score", "AAA", 0, "2.5" },
		{ "x", "score", "AAA", 0, "2.5" },
		{ "y", "score", "AAA", 0, "" }, { "q", "score", "BBB", 0, "2" },
		{ "x", "score", "BBB", 0, "1" },
		{ "y", "score", "BBB", 0, "1.25" });
	assert_says(*state, "V701",
		"Bora has 2 for 'Quarter', but the sum of its 2 parts is 2.25, "
		"off by 0.25");
}

static void v701_1_leaves_pass_over_the_nodes_between(void **state)
{
	script(*state,
		"UPDATE indicator SET combine = 'leaves' "
		"WHERE indicator = 'overall'");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "6" },
		{ "p", "score", "AAA", 0, "1" },
		{ "q", "score", "AAA", 0, "70" },
		{ "x", "score", "AAA", 0, "2" },
		{ "y", "score", "AAA", 0, "3" },
		{ "overall", "score", "BBB", 0, "9" },
		{ "p", "score", "BBB", 0, "1" },
		{ "y", "score", "BBB", 0, "3" });
	assert_says(*state, "V701",
		"Bora has 9 for 'Overall', but the sum of all its 2 leaves is "
		"4, off by 5");
}

static void v701_2_rounding_of_the_node_and_of_its_parts_is_allowed(
	void **state)
{
	script(*state, weighted);
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50.01" },
		{ "p", "score", "AAA", 0, "50" },
		{ "q", "score", "AAA", 0, "50" },
		{ "overall", "score", "BBB", 0, "50.02" },
		{ "p", "score", "BBB", 0, "50" },
		{ "q", "score", "BBB", 0, "50" });
	assert_says(*state, "V701",
		"Bora has 50.02 for 'Overall', but the mean of its 2 parts is "
		"50, off by 0.02");
}

static void v701_2_unknown_decimals_are_those_that_are_seen(void **state)
{
	script(*state, weighted);
	script(*state, "UPDATE indicator SET decimals = NULL");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50.1" },
		{ "p", "score", "AAA", 0, "50.25" },
		{ "q", "score", "AAA", 0, "50.1" },
		{ "overall", "score", "BBB", 0, "40.3" },
		{ "p", "score", "BBB", 0, "40.1" },
		{ "q", "score", "BBB", 0, "40.099999999999994" });
	assert_says(*state, "V701",
		"Bora has 40.3 for 'Overall', but the mean of its 2 parts is "
		"40.1, off by 0.2");
}

static void v701_2_full_precision_fits_but_for_binary_noise(void **state)
{
	script(*state, weighted);
	script(*state, "UPDATE indicator SET decimals = NULL, weight = 1");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "33.333333333333336" },
		{ "p", "score", "AAA", 0, "22.222222222222222" },
		{ "q", "score", "AAA", 0, "44.444444444444443" },
		{ "overall", "score", "BBB", 0, "33.3333334" },
		{ "p", "score", "BBB", 0, "22.222222222222222" },
		{ "q", "score", "BBB", 0, "44.444444444444443" });
	assert_says(*state, "V701",
		"Bora has 33.3333334 for 'Overall', but the mean of its 2 "
		"parts is 33.3333333333, off by 6.66667e-8");
}

static void v701_3_the_sheet_with_the_most_decimals_is_judged(void **state)
{
	script(*state, weighted);
	script(*state, "UPDATE indicator SET decimals = 8");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50.1" },
		{ "overall", "score", "AAA", 1, "50.12345678" },
		{ "p", "score", "AAA", 0, "50.12345678" },
		{ "q", "score", "AAA", 0, "50.12345678" },
		{ "overall", "score", "BBB", 0, "40.1" },
		{ "overall", "score", "BBB", 1, "40.12" },
		{ "p", "score", "BBB", 0, "40.125" },
		{ "q", "score", "BBB", 0, "40.125" });
	assert_says(*state, "V701",
		"Bora has 40.12 for 'Overall', but the mean of its 2 parts is "
		"40.125, off by 0.005");
}

static void v701_3_a_coarse_column_counts_by_its_own_unit(void **state)
{
	script(*state, weighted);
	script(*state, "UPDATE indicator SET decimals = 8");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "50.1" },
		{ "p", "score", "AAA", 0, "50.12345678" },
		{ "q", "score", "AAA", 0, "50.12345678" });
	assert_says(*state, "V701", "");
}

static void v701_4_a_node_has_one_finding_at_the_worst_area(void **state)
{
	char cells[16];

	script(*state, weighted);
	FILL(*state, 1, { "overall", "score", "AAA", 0, "51" },
		{ "p", "score", "AAA", 0, "50" },
		{ "q", "score", "AAA", 0, "50" },
		{ "overall", "score", "BBB", 0, "45" },
		{ "p", "score", "BBB", 0, "50" },
		{ "q", "score", "BBB", 0, "50" });
	assert_says(*state, "V701",
		"Bora has 45 for 'Overall', but the mean of its 2 parts is "
		"50, off by 5; 1 more area is off by no more");
	lines(cells, sizeof(cells), *state,
		"SELECT cells FROM finding WHERE rule = 'V701'", NULL);
	assert_string_equal(cells, "2");
}

static void v701_4_the_worst_of_all_periods_is_found(void **state)
{
	script(*state, weighted);
	FILL_IN(*state, "1990", { "overall", "score", "AAA", 0, "45" },
		{ "p", "score", "AAA", 0, "50" },
		{ "q", "score", "AAA", 0, "50" },
		{ "overall", "score", "CCC", 0, "70" },
		{ "p", "score", "CCC", 0, "70" });
	FILL(*state, 1, { "overall", "score", "AAA", 0, "51" },
		{ "p", "score", "AAA", 0, "50" },
		{ "q", "score", "AAA", 0, "50" },
		{ "overall", "score", "BBB", 0, "60" },
		{ "p", "score", "BBB", 0, "60" });
	assert_says(*state, "V701",
		"Alba has 45 for 'Overall' in 1990, but the mean of its 2 "
		"parts is 50, off by 5; 1 more figure is off by no more");
}

static void v701_5_without_value_or_parts_nothing_is_judged(void **state)
{
	script(*state, weighted);
	FILL(*state, 1, { "overall", "score", "AAA", 0, "" },
		{ "p", "score", "AAA", 0, "50" },
		{ "overall", "score", "BBB", 0, "45" },
		{ "p", "score", "BBB", 0, "" }, { "q", "score", "BBB", 0, "" },
		{ "overall", "score", "CCC", 0, "45" });
	assert_says(*state, "V701", "");
}

/* ---- many periods ---- */

/* Scores and ranks of 120 areas for all five indicators in the 28 years up to
 * 2024; overall is what p and q make of it. */
static const char panel[] =
	"UPDATE indicator SET combine = 'mean' WHERE indicator = 'overall';"
	"UPDATE edition SET areas = 120;"
	"CREATE TEMP TABLE given AS "
	"WITH RECURSIVE a(a) AS (SELECT 0 UNION ALL SELECT a + 1 FROM a "
	"WHERE a < 119), p(p) AS (SELECT 1997 UNION ALL SELECT p + 1 FROM p "
	"WHERE p < 2024) "
	"SELECT n.indicator_id, n.indicator, CAST(p AS TEXT) AS period, "
	"'Z' || substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1 + a / 26, 1) "
	"|| substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1 + a % 26, 1) AS area, "
	"(a * 50 + p) % 121 * 0.75 AS score FROM indicator AS n, p, a;"
	"INSERT INTO area (area, name, kind) SELECT DISTINCT area, area, 'iso' "
	"FROM given;"
	"INSERT INTO label (label) SELECT DISTINCT area FROM given;"
	"INSERT INTO observation SELECT 1, indicator_id, 'score', period, "
	"area, 0, score, '', 1, 'C1', label_id FROM given "
	"JOIN label ON label = area;"
	"INSERT INTO observation SELECT 1, indicator_id, 'rank', period, area, "
	"0, rank() OVER (PARTITION BY indicator_id, period "
	"ORDER BY score DESC), '', 1, 'A1', label_id FROM given "
	"JOIN label ON label = area";

#define PUT(value, name, measure, period)                                      \
	"UPDATE observation SET value = " value                                \
	" WHERE indicator_id = (SELECT indicator_id FROM indicator "           \
	"WHERE indicator = '" name "') AND measure = '" measure                \
	"' AND period = '" period "' AND "

static const char *const faults[] = {
	PUT("101", "x", "score",
		"1998") "area = (SELECT area FROM given WHERE indicator = 'x' "
			"AND "
			"period = '1998' ORDER BY score DESC LIMIT 1)",
	PUT("value + 0.5", "overall", "score", "2001") "area = 'ZAA'",
	PUT("7", "y", "rank", "2005") "value = 8",
	PUT("NULL", "p", "rank", "2010") "value = 3",
	PUT("119 - value", "q", "rank", "2015") "value IN (1, 118)",
	PUT("NULL", "overall", "score", "2020") "area = 'ZAB'",
	PUT("NULL", "overall", "score", "2024") "area = 'ZAB'",
};

static void a_sound_panel_has_nothing_to_find(void **state)
{
	char found[2000];

	script(*state, panel);
	check(*state, SEVERITY_INFO);
	lines(found, sizeof(found), *state, "SELECT message FROM finding",
		NULL);
	assert_string_equal(found, "");
	assert_states(*state, "1 current");
}

static void each_fault_of_a_panel_is_found_in_its_period(void **state)
{
	char found[2000];

	script(*state, panel);
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		script(*state, faults[i]);
	check(*state, SEVERITY_ERROR);
	lines(found, sizeof(found), *state,
		"SELECT rule || ' ' || coalesce(indicator, '') || ' ' || "
		"period || ' ' || cells FROM finding "
		"ORDER BY rule, indicator, period, finding_id",
		NULL);
	assert_string_equal(found,
		"V501 overall 2024 1\n"
		"V502 x 1998 1\n"
		"V601 q 2015 1\n"
		"V601 q 2015 1\n"
		"V602 y 2005 1\n"
		"V603 p 2010 1\n"
		"V701 overall 2001 1");
}

/* ---- what becomes of a release ---- */

static void a_clean_release_becomes_current(void **state)
{
	struct validation v;

	FILL(*state, 1, { "overall", "score", "AAA", 0, "50" });
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.promoted, 1);
	assert_int_equal(v.quarantined, 0);
	assert_states(*state, "1 current");
}

static void a_release_with_an_error_is_quarantined(void **state)
{
	struct validation v;

	release(*state, 1, "current", "2024-01");
	release(*state, 2, "staged", "2024-02");
	FILL(*state, 2, { "overall", "score", "AAA", 0, "500" });
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.promoted, 0);
	assert_int_equal(v.quarantined, 1);
	assert_int_equal(v.errors, 1);
	assert_states(*state, "1 current\n2 quarantined");
}

static void a_finding_on_the_cells_quarantines_too(void **state)
{
	struct validation v;

	script(*state,
		"INSERT INTO finding (stage, rule, severity, "
		"release_id, message) VALUES "
		"('extract', 'V202', 'error', 1, 'x')");
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.errors, 1);
	assert_states(*state, "1 quarantined");
}

static void the_bar_can_be_lower(void **state)
{
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "2" },
		{ "overall", "score", "AAA", 0, "50" });
	check(*state, SEVERITY_WARNING);
	assert_states(*state, "1 quarantined");
}

static void a_warning_alone_does_not_hold_a_release_back(void **state)
{
	struct validation v;

	FILL(*state, 1, { "overall", "rank", "AAA", 0, "2" },
		{ "overall", "score", "AAA", 0, "50" });
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.warnings, 2); /* V601; V107: no other indicator */
	assert_states(*state, "1 current");
}

static void a_newer_release_takes_the_place_of_the_current(void **state)
{
	release(*state, 1, "current", "2024-01");
	release(*state, 2, "staged", "2024-02");
	check(*state, SEVERITY_ERROR);
	assert_states(*state, "1 superseded\n2 current");
}

static void an_older_release_comes_too_late(void **state)
{
	struct validation v;

	release(*state, 1, "current", "2024-02");
	release(*state, 2, "staged", "2023-12");
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.promoted, 0);
	assert_states(*state, "1 current\n2 superseded");
}

static void of_several_staged_the_last_published_becomes_current(void **state)
{
	struct validation v;

	release(*state, 1, "staged", "2024-02");
	release(*state, 2, "staged", "2023-12");
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.promoted, 1);
	assert_states(*state, "1 current\n2 superseded");
}

static void of_equal_dates_the_last_loaded_becomes_current(void **state)
{
	release(*state, 1, "current", "2024-02");
	release(*state, 2, "staged", "2024-02");
	check(*state, SEVERITY_ERROR);
	assert_states(*state, "1 superseded\n2 current");
}

static void an_unknown_date_is_later_than_any(void **state)
{
	release(*state, 1, "current", NULL);
	release(*state, 2, "staged", "2024-02");
	release(*state, 3, "staged", NULL);
	check(*state, SEVERITY_ERROR);
	assert_states(*state, "1 superseded\n2 superseded\n3 current");
}

static void a_current_release_stays_whatever_is_found(void **state)
{
	struct validation v;

	release(*state, 1, "current", "2024-02");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "500" });
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.errors, 1);
	assert_states(*state, "1 current");
}

static void findings_of_superseded_releases_are_not_open(void **state)
{
	struct validation v;
	char kept[16];

	release(*state, 1, "superseded", "2024-02");
	FILL(*state, 1, { "overall", "score", "AAA", 0, "500" });
	v = check(*state, SEVERITY_ERROR);
	assert_int_equal(v.errors, 0);
	lines(kept, sizeof(kept), *state,
		"SELECT rule FROM finding WHERE severity = 'error'", NULL);
	assert_string_equal(kept, "V502");
}

static void a_second_call_changes_nothing(void **state)
{
	static const char all[] =
		"SELECT stage || rule || release_id || message "
		"FROM finding UNION ALL SELECT release_id || state "
		"FROM release ORDER BY 1";
	struct validation first, second;
	char before[2000], after[2000];

	release(*state, 2, "staged", "2024-02");
	FILL(*state, 1, { "overall", "rank", "AAA", 0, "2" },
		{ "overall", "score", "AAA", 0, "50" });
	FILL(*state, 2, { "overall", "score", "AAA", 0, "500" });
	first = check(*state, SEVERITY_ERROR);
	lines(before, sizeof(before), *state, all, NULL);
	second = check(*state, SEVERITY_ERROR);
	lines(after, sizeof(after), *state, all, NULL);
	assert_string_equal(before, after);
	assert_int_equal(first.errors, second.errors);
	assert_int_equal(first.warnings, second.warnings);
	assert_int_equal(second.promoted + second.quarantined, 0);
}

static void what_is_quarantined_is_looked_at_again(void **state)
{
	struct err e = ERR_INIT;
	struct validation v;

	FILL(*state, 1, { "overall", "score", "AAA", 0, "500" });
	check(*state, SEVERITY_ERROR);
	assert_states(*state, "1 quarantined");
	script(*state, "UPDATE edition SET scale_max = 1000");
	assert_int_equal(validate(&v, *state,
				 &(struct validation_order){ .dataset = "d",
					 .bar = SEVERITY_ERROR },
				 &e),
		0);
	assert_int_equal(v.promoted, 1);
	assert_int_equal(v.errors, 0);
	assert_states(*state, "1 current");
}

static void another_dataset_is_left_alone(void **state)
{
	struct err e = ERR_INIT;
	struct validation v;

	FILL(*state, 1, { "overall", "score", "AAA", 0, "500" });
	assert_int_equal(validate(&v, *state,
				 &(struct validation_order){ .dataset = "other",
					 .bar = SEVERITY_ERROR },
				 &e),
		0);
	assert_int_equal(v.errors, 0);
	assert_states(*state, "1 staged");
}

#define STAGED(test) cmocka_unit_test_setup_teardown(test, staged, close_db)
#define OURS(test)   cmocka_unit_test_setup_teardown(test, open_ours, close_rules)
#define EMPTY(test)  cmocka_unit_test_setup_teardown(test, empty, close_db)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		OURS(rules_come_in_the_order_of_their_ids),
		OURS(the_sum_of_ours_is_of_all_their_files),
		OURS(a_head_is_read_with_its_continuation_lines),
		OURS(rules_on_cells_have_no_query),
		STAGED(v501_1_a_blank_overall_score_is_found),
		STAGED(v501_1_a_score_on_another_sheet_is_enough),
		STAGED(v501_2_a_rank_wants_a_score),
		STAGED(v501_3_who_is_listed_unranked_beside_the_ranked_is_fine),
		STAGED(v501_2_an_index_may_publish_ranks_alone),
		STAGED(v501_4_other_periods_may_lack_areas),
		STAGED(v501_4_the_period_of_the_ranking_is_looked_at),
		STAGED(v501_5_a_panel_without_a_number_of_areas_may_have_gaps),
		STAGED(a_tree_without_overall_has_no_ranking_to_look_at),
		STAGED(v502_1_a_score_off_the_scale_is_found_at_every_place),
		STAGED(v502_1_the_bounds_are_on_the_scale),
		STAGED(v502_2_an_indicators_scale_goes_before_the_editions),
		STAGED(v502_2_without_bounds_there_is_nothing_to_find),
		STAGED(v502_3_ranks_and_raw_values_have_no_scale),
		STAGED(v502_4_every_period_is_looked_at),
		STAGED(v503_1_one_unit_apart_is_a_difference),
		STAGED(v503_1_rounding_is_no_difference),
		STAGED(v503_1_half_a_unit_is_rounding_up),
		STAGED(v503_2_the_digits_of_a_double_are_no_decimals),
		STAGED(v503_2_more_decimals_than_published_do_not_count),
		STAGED(v503_2_unknown_decimals_are_those_that_are_seen),
		STAGED(v503_1_sheets_are_compared_in_every_period),
		STAGED(v503_3_ranks_must_be_equal),
		STAGED(v503_4_a_score_left_out_is_found_and_a_rank_is_not),
		STAGED(v601_1_a_rank_follows_the_scores),
		STAGED(v601_2_the_one_that_breaks_the_order_is_found_alone),
		STAGED(v601_2_the_worse_ranked_one_is_found_if_it_breaks_more),
		STAGED(v601_2_of_two_that_are_swapped_the_first_is_found),
		STAGED(v601_3_lower_can_be_better),
		STAGED(v601_3_an_indicator_may_run_against_its_index),
		STAGED(v601_3_the_worst_can_be_first),
		STAGED(v601_4_hidden_digits_hold_no_order),
		STAGED(v601_4_scores_that_tie_when_rounded_hold_no_order),
		STAGED(v601_5_who_lacks_rank_or_score_takes_no_part),
		STAGED(v601_5_each_period_is_a_ranking_of_its_own),
		STAGED(v601_6_a_column_of_another_order_is_found_once),
		STAGED(v601_6_it_is_told_what_belongs_first),
		STAGED(v601_6_up_to_a_third_the_areas_are_found),
		STAGED(v601_a_single_area_has_no_order),
		STAGED(v602_1_sequential_ranks_are_not_shared),
		STAGED(v602_1_where_the_worst_is_first_its_rank_is_its_own),
		STAGED(v602_2_competition_ranks_are_shared_by_equal_scores),
		STAGED(v602_2_whole_scores_tie_as_they_are),
		STAGED(v602_2_without_decimals_scores_tie_as_they_are),
		STAGED(v602_3_hidden_digits_may_share_or_not),
		STAGED(v602_3_other_scores_may_not_share),
		STAGED(v602_4_ranks_of_no_rule_have_nothing_to_find),
		STAGED(v602_5_each_period_is_a_ranking_of_its_own),
		STAGED(v602_5_a_missing_rank_and_another_sheet_take_no_part),
		STAGED(v603_1_a_score_without_a_rank_is_found),
		STAGED(v603_2_ranks_that_nobody_holds_are_found_together),
		STAGED(v603_2_a_tie_covers_the_ranks_behind_it),
		STAGED(v603_3_a_gap_belongs_to_the_area_without_a_rank),
		STAGED(v603_4_the_rank_behind_a_tie_counts_everybody_in_it),
		STAGED(v603_4_equal_scores_share_the_lesser_rank_whatever_is_first),
		STAGED(v603_5_ranks_in_order_have_nothing_to_find),
		STAGED(v603_5_each_period_is_a_ranking_of_its_own),
		STAGED(v603_6_the_ranks_of_the_year_before_are_no_ranking),
		STAGED(v603_2_a_single_area_has_rank_1),
		STAGED(v701_1_a_mean_counts_weights_and_who_is_there),
		STAGED(v701_1_a_sum_takes_a_missing_part_as_0),
		STAGED(v701_1_leaves_pass_over_the_nodes_between),
		STAGED(v701_2_rounding_of_the_node_and_of_its_parts_is_allowed),
		STAGED(v701_2_unknown_decimals_are_those_that_are_seen),
		STAGED(v701_2_full_precision_fits_but_for_binary_noise),
		STAGED(v701_3_the_sheet_with_the_most_decimals_is_judged),
		STAGED(v701_3_a_coarse_column_counts_by_its_own_unit),
		STAGED(v701_4_a_node_has_one_finding_at_the_worst_area),
		STAGED(v701_4_the_worst_of_all_periods_is_found),
		STAGED(v701_5_without_value_or_parts_nothing_is_judged),
		STAGED(a_sound_panel_has_nothing_to_find),
		STAGED(each_fault_of_a_panel_is_found_in_its_period),
		STAGED(a_clean_release_becomes_current),
		EMPTY(a_release_with_an_error_is_quarantined),
		STAGED(a_finding_on_the_cells_quarantines_too),
		STAGED(the_bar_can_be_lower),
		STAGED(a_warning_alone_does_not_hold_a_release_back),
		EMPTY(a_newer_release_takes_the_place_of_the_current),
		EMPTY(an_older_release_comes_too_late),
		EMPTY(of_several_staged_the_last_published_becomes_current),
		EMPTY(of_equal_dates_the_last_loaded_becomes_current),
		EMPTY(an_unknown_date_is_later_than_any),
		EMPTY(a_current_release_stays_whatever_is_found),
		EMPTY(findings_of_superseded_releases_are_not_open),
		STAGED(a_second_call_changes_nothing),
		STAGED(what_is_quarantined_is_looked_at_again),
		STAGED(another_dataset_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
