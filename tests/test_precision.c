/* SPDX-License-Identifier: MIT */
/* The rule on precision (V211): columns of twelve areas. The numbers in the
 * names are those of the requirements at its head. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/store/validate.h"

static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '1', 1, 'r', 'higher', 'none', '2024');"
	"CREATE TEMP TABLE line AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
	"SELECT i + 1 FROM n WHERE i < 12) SELECT i, 'A' || char(64 + i, 64 + "
	"i) AS area FROM n;"
	"INSERT INTO indicator (dataset, edition, indicator, ordinal, level, "
	"label, weight, combine, direction) SELECT 'd', '1', char(96 + i), i, "
	"0, char(64 + i), 1, 'none', 'higher' FROM line WHERE i <= 6;"
	"INSERT INTO area (area, name, kind) SELECT area, area, 'iso' "
	"FROM line;"
	"INSERT INTO label (label_id, label) SELECT i, 'Area ' || i FROM line;"
	"INSERT INTO sheet VALUES (1, 'S'), (2, 'T');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) VALUES (1, 'd', '1', printf('%064d', 1), 'staged', "
	"'2026-01-01')";

static int open_base(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, ":memory:", DB_CREATE, &e), 0);
	assert_int_equal(db_script(d, "base", base, &e), 0);
	*state = d;
	return 0;
}

static int close_base(void **state)
{
	db_close(*state);
	return 0;
}

/* Where a column stands, and the value of area i as an expression. */
struct column {
	char indicator; /* 'a' and so on */
	const char *measure, *value;
	const char *period; /* NULL: 2024 */
	int place;	    /* other places are on the second sheet */
};

static void put(struct db *d, struct column c)
{
	struct err e = ERR_INIT;
	char sql[1000];

	snprintf(sql, sizeof(sql),
		"INSERT INTO observation SELECT 1, %d, '%s', '%s', area, %d, "
		"%s, '', %d, '%c' || (i + 1), i FROM line",
		c.indicator - 'a' + 1, c.measure, c.period ? c.period : "2024",
		c.place, c.value, c.place ? 2 : 1, c.indicator - 'a' + 'A');
	if (db_script(d, "column", sql, &e) < 0)
		fail_msg("%s", e.text);
}

static void put_scores(struct db *d, char indicator, const char *value)
{
	put(d, (struct column){ indicator, "score", value, NULL, 0 });
}

/* What is found, a line "cell cells: message" each. */
static void assert_found(struct db *d, const char *expected)
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
	assert_int_equal(
		stmt_open(&s, d,
			"SELECT cell || ' ' || cells || ': ' || message || "
			"char(10) FROM finding WHERE rule = 'V211' AND "
			"severity = 'info' ORDER BY finding_id",
			&e),
		0);
	while (stmt_step(s, &e) == 1 && n < sizeof(found))
		n += (size_t)snprintf(found + n, sizeof(found) - n, "%.*s",
			SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	assert_string_equal(found, expected);
}

static void v211_2_a_rounded_figure_among_long_ones_is_found(void **state)
{
	put_scores(
		*state, 'a', "CASE i WHEN 7 THEN 1.25 ELSE i + 0.12345678 END");
	assert_found(*state,
		"A8 1: 1 of 12 figures of 'A' have at most 2 decimals where 8 "
		"are usual, the first 1.25 of Area 7\n");
}

static void v211_2_three_fewer_are_far_and_two_are_not(void **state)
{
	put_scores(*state, 'a',
		"CASE i WHEN 3 THEN 1.123 WHEN 4 THEN 1.12 ELSE i + 0.12345 "
		"END");
	put_scores(*state, 'b',
		"CASE i WHEN 3 THEN 1.1234 ELSE i + 0.1234567 END");
	assert_found(*state,
		"A5 1: 1 of 12 figures of 'A' have at most 2 decimals where 5 "
		"are usual, the first 1.12 of Area 4\n");
}

static void v211_6_a_whole_number_with_noise_is_not_seen(void **state)
{
	put_scores(*state, 'a',
		"CASE i WHEN 7 THEN 9.9999999999999893 ELSE i + 0.12345678 "
		"END");
	assert_found(*state, "");
}

static void v211_3_a_long_figure_among_rounded_ones_is_found(void **state)
{
	put_scores(*state, 'a',
		"CASE i WHEN 2 THEN 77.86666666666666 ELSE i + 0.5 END");
	assert_found(*state,
		"A3 1: 1 of 12 figures of 'A' have at least 9 decimals where "
		"1 are usual, the first 77.866666667 of Area 2\n");
}

static void v211_3_one_more_is_not_far(void **state)
{
	put_scores(*state, 'a', "CASE i WHEN 2 THEN 7.55 ELSE i + 0.5 END");
	put_scores(*state, 'b', "CASE i WHEN 2 THEN 7.555 ELSE i + 0.5 END");
	assert_found(*state,
		"B3 1: 1 of 12 figures of 'B' have at least 3 decimals where 1 "
		"are usual, the first 7.555 of Area 2\n");
}

static void v211_3_two_of_twelve_are_too_many_to_be_odd(void **state)
{
	put_scores(*state, 'a', "CASE WHEN i < 3 THEN 7.555 ELSE i + 0.5 END");
	assert_found(*state, "");
}

static void v211_1_all_periods_are_one_column_and_measures_are_two(void **state)
{
	static const char value[] =
		"CASE i WHEN 7 THEN 0.5 ELSE i + 0.12345678 END";

	put_scores(*state, 'a', value);
	put(*state, (struct column){ 'a', "score", value, "2023", 0 });
	put(*state, (struct column){ 'a', "raw", value, NULL, 0 });
	put(*state, (struct column){ 'a', "rank", value, NULL, 0 });
	assert_found(*state,
		"A8 1: 1 of 12 figures of 'A' have at most 1 decimals where 8 "
		"are usual, the first 0.5 of Area 7\n"
		"A8 2: 2 of 24 figures of 'A' have at most 1 decimals where 8 "
		"are usual, the first 0.5 of Area 7\n");
}

static void v211_1_each_sheet_is_a_column_of_its_own(void **state)
{
	put_scores(*state, 'a', "round(i + 0.12345678, 2)");
	put(*state, (struct column){ 'a', "score", "i + 0.12345678", NULL, 1 });
	assert_found(*state, "");
}

static void v211_1_nine_figures_are_too_few(void **state)
{
	put_scores(*state, 'a',
		"CASE WHEN i > 9 THEN NULL WHEN i = 7 THEN 0.5 ELSE i + "
		"0.12345678 "
		"END");
	assert_found(*state, "");
	put_scores(*state, 'b',
		"CASE WHEN i > 10 THEN NULL WHEN i = 7 THEN 0.5 ELSE i + "
		"0.12345678 "
		"END");
	assert_found(*state,
		"B8 1: 1 of 10 figures of 'B' have at most 1 decimals where 8 "
		"are usual, the first 0.5 of Area 7\n");
}

static void v211_1_of_equally_common_ones_the_greater_is_usual(void **state)
{
	put_scores(*state, 'a',
		"CASE WHEN i <= 6 THEN i + 0.25 ELSE i + 0.123456 END");
	assert_found(*state,
		"A2 6: 6 of 12 figures of 'A' have at most 2 decimals where 6 "
		"are usual, the first 1.25 of Area 1\n");
}

static void v211_4_a_column_has_one_finding_at_its_first_cell(void **state)
{
	put_scores(*state, 'a',
		"CASE WHEN i >= 9 THEN i + 0.25 ELSE i + 0.12345678 END");
	assert_found(*state,
		"A10 4: 4 of 12 figures of 'A' have at most 2 decimals where "
		"8 are usual, the first 9.25 of Area 9\n");
}

static void v211_5_a_column_among_longer_ones_is_found(void **state)
{
	for (char c = 'a'; c < 'f'; c++)
		put_scores(*state, c, "i + 0.12345678");
	assert_found(*state, "");
	put_scores(*state, 'f', "i + 0.25");
	assert_found(*state,
		"F2 12: all 12 figures of 'F' with a fraction have at most 2 "
		"decimals where 5 of 6 columns of the sheet have 5 or more\n");
}

static void v211_5_four_columns_or_less_than_two_thirds_say_nothing(
	void **state)
{
	for (char c = 'a'; c < 'd'; c++)
		put_scores(*state, c, "i + 0.12345678");
	put_scores(*state, 'd', "i + 0.25");
	assert_found(*state, "");
	put_scores(*state, 'e', "i + 0.5");
	assert_found(*state, "");
}

static void v211_6_noise_and_whole_numbers_are_not_seen(void **state)
{
	put_scores(*state, 'a',
		"CASE i WHEN 7 THEN 56.709999999999994 ELSE i + 0.25 END");
	put_scores(
		*state, 'b', "CASE i WHEN 7 THEN 50 ELSE i + 0.12345678 END");
	put_scores(*state, 'c', "i");
	put_scores(*state, 'd', "NULL");
	assert_found(*state, "");
}

#define BASED(test) cmocka_unit_test_setup_teardown(test, open_base, close_base)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BASED(v211_2_a_rounded_figure_among_long_ones_is_found),
		BASED(v211_2_three_fewer_are_far_and_two_are_not),
		BASED(v211_6_a_whole_number_with_noise_is_not_seen),
		BASED(v211_3_a_long_figure_among_rounded_ones_is_found),
		BASED(v211_3_one_more_is_not_far),
		BASED(v211_3_two_of_twelve_are_too_many_to_be_odd),
		BASED(v211_1_all_periods_are_one_column_and_measures_are_two),
		BASED(v211_1_each_sheet_is_a_column_of_its_own),
		BASED(v211_1_nine_figures_are_too_few),
		BASED(v211_1_of_equally_common_ones_the_greater_is_usual),
		BASED(v211_4_a_column_has_one_finding_at_its_first_cell),
		BASED(v211_5_a_column_among_longer_ones_is_found),
		BASED(v211_5_four_columns_or_less_than_two_thirds_say_nothing),
		BASED(v211_6_noise_and_whole_numbers_are_not_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
