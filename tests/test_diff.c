/* SPDX-License-Identifier: MIT */
/*
 * What two releases say, held against each other: two small tables of figures,
 * which releases a call means, and the answers. The numbers in the names are
 * those of pipeline/audit/compare.h.
 */
#include "tests/check.h"

#include <float.h>

#include "pipeline/audit/digest.h"
#include "pipeline/audit/records.h"
#include "pipeline/base/num.h"
#include "pipeline/store/batch.h"

/* ---- two tables -------------------------------------------------------------
 */

/* A cell; what is no number has no value. Sorted by measure, period, area and
 * place. */
struct cell {
	const char *measure, *period, *area;
	int place;
	const char *raw;
	const char *label; /* NULL: L */
	const char *cell;  /* NULL: A1 */
};

enum { CELLS_MOST = 16 };

struct told {
	struct text lines;
	struct tally tally;
};

static void fill(struct figure *to, const struct cell *from)
{
	*to = (struct figure){ .period = span_of(from->period),
		.raw = span_of(from->raw),
		.cell = span_of(from->cell ? from->cell : "A1"),
		.measure = batch_measure(span_of(from->measure)),
		.place = from->place,
		.sheet = 1,
		.label = from->label ? *from->label : 'L' };
	memcpy(to->area, from->area, AREA_TEXT);
	to->has_value =
		num_parse(&to->value, from->raw, strlen(from->raw)) == 0;
}

static int tell(void *context, const struct pair *p, struct err *e)
{
	struct told *t = context;
	const struct figure *f = p->to ? p->to : p->from;

	(void)e;
	text_printf(&t->lines, "%s%s %s %s %.*s %.*s>%.*s%s\n",
		change_name(p->class, 1), p->relabelled ? "*" : "",
		batch_measure_name(f->measure), f->area, SPAN(f->period),
		SPAN(p->from ? p->from->raw : span_of("-")),
		SPAN(p->to ? p->to->raw : span_of("-")),
		p->whole_measure ? " whole" : "");
	return 0;
}

static const struct comparison one_edition = { .same_edition = 1 };
static const struct comparison two_editions = {
	.own_from = { "2024", 4 },
	.own_to = { "2025", 4 },
};
static const struct comparison two_by_period = {
	.own_from = { "2024", 4 },
	.own_to = { "2025", 4 },
	.by_period = 1,
};

/* What differs, a line each; the areas are those of the tables. */
static struct told held(const struct comparison *how, const struct cell *from,
	size_t n_from, const struct cell *to, size_t n_to)
{
	struct figure all[2][CELLS_MOST];
	struct ids areas[2] = { IDS_INIT, IDS_INIT };
	const struct cell *cells[] = { from, to };
	const size_t n[] = { n_from, n_to };
	struct comparison c = *how;
	struct told t = { TEXT_INIT, { 0 } };
	struct err e = ERR_INIT;

	for (int i = 0; i < 2; i++)
		for (size_t k = 0; k < n[i]; k++) {
			fill(&all[i][k], &cells[i][k]);
			ids_place(&areas[i], span_of(cells[i][k].area), &e);
		}
	c.areas_from = &areas[0];
	c.areas_to = &areas[1];
	text_puts(&t.lines, "");
	assert_int_equal(
		compare(&t.tally, &c, &(struct figures){ all[0], n_from },
			&(struct figures){ all[1], n_to }, tell, &t, &e),
		0);
	ids_free(&areas[0]);
	ids_free(&areas[1]);
	return t;
}

#define CELLS(...)                                                             \
	(const struct cell[]){ __VA_ARGS__ },                                  \
		sizeof((const struct cell[]){ __VA_ARGS__ }) /                 \
		sizeof(struct cell)
#define FROM(...) CELLS(__VA_ARGS__)
#define TO(...)	  CELLS(__VA_ARGS__)

static void assert_told(struct told t, const char *lines)
{
	assert_string_equal(t.lines.at, lines);
	text_free(&t.lines);
}

static void what_is_the_same_is_not_told(void **state)
{
	(void)state;
	assert_told(held(&one_edition,
			    FROM({ "score", "2024", "KAZ", 0, "56.7", 0, 0 },
				    { "score", "2024", "PER", 0, "", 0, 0 }),
			    TO({ "score", "2024", "KAZ", 0, "56.7", 0, 0 },
				    { "score", "2024", "PER", 0, "", 0, 0 })),
		"");
}

static void compare_1_measure_period_and_area_part_figures(void **state)
{
	(void)state;
	assert_told(held(&one_edition,
			    FROM({ "rank", "2024", "KAZ", 0, "1", 0, 0 },
				    { "score", "2023", "KAZ", 0, "1", 0, 0 },
				    { "score", "2024", "KAZ", 0, "1", 0, 0 },
				    { "score", "2024", "PER", 0, "1", 0, 0 }),
			    TO({ "rank", "2024", "KAZ", 0, "2", 0, 0 },
				    { "score", "2023", "KAZ", 0, "3", 0, 0 },
				    { "score", "2024", "KAZ", 0, "4", 0, 0 },
				    { "score", "2024", "PER", 0, "5", 0, 0 })),
		"correction rank KAZ 2024 1>2\n"
		"correction score KAZ 2023 1>3\n"
		"correction score KAZ 2024 1>4\n"
		"correction score PER 2024 1>5\n");
}

static void compare_1_further_cells_are_counted(void **state)
{
	struct told t = held(&one_edition,
		FROM({ "score", "2024", "KAZ", 0, "1", 0, 0 },
			{ "score", "2024", "KAZ", 1, "1", 0, 0 },
			{ "score", "2024", "KAZ", 2, "1", 0, 0 }),
		TO({ "score", "2024", "KAZ", 0, "1", 0, 0 },
			{ "score", "2024", "KAZ", 1, "2", 0, 0 }));

	(void)state;
	assert_int_equal(t.tally.values, 1);
	assert_int_equal(t.tally.further, 1);
	assert_int_equal(t.tally.repeats, 1);
	assert_told(t, "");
}

static void compare_2_half_a_unit_of_the_coarser_is_rounding(void **state)
{
	(void)state;
	assert_told(
		held(&one_edition,
			FROM({ "score", "2024", "AAA", 0, "73.59", 0, 0 },
				{ "score", "2024", "BBB", 0, "73.58", 0, 0 },
				{ "score", "2024", "CCC", 0, "73.59", 0, 0 }),
			TO({ "score", "2024", "AAA", 0, "73.5873", 0, 0 },
				{ "score", "2024", "BBB", 0, "73.5873", 0, 0 },
				{ "score", "2024", "CCC", 0, "73.595", 0, 0 })),
		"rounding score AAA 2024 73.59>73.5873\n"
		"correction score BBB 2024 73.58>73.5873\n"
		"rounding score CCC 2024 73.59>73.595\n");
}

static void compare_2_zeros_that_a_column_hides_are_places(void **state)
{
	(void)state;
	/* 49 is 49.00, so 49.4 is another value */
	assert_told(
		held(&one_edition,
			FROM({ "score", "2024", "AAA", 0, "49", 0, 0 },
				{ "score", "2024", "BBB", 0, "58.17", 0, 0 },
				{ "score", "2024", "CCC", 0, "12.25", 0, 0 }),
			TO({ "score", "2024", "AAA", 0, "49.4", 0, 0 },
				{ "score", "2024", "BBB", 0, "58.17", 0, 0 },
				{ "score", "2024", "CCC", 0, "12.25", 0, 0 })),
		"correction score AAA 2024 49>49.4\n");
}

static void compare_2_noise_of_binary_fractions_is_rounding(void **state)
{
	(void)state;
	assert_told(held(&one_edition,
			    FROM({ "score", "2024", "AAA", 0, "0.3", 0, 0 }),
			    TO({ "score", "2024", "AAA", 0,
				    "0.30000000000000004", 0, 0 })),
		"rounding score AAA 2024 0.3>0.30000000000000004\n");
}

static void compare_2_the_largest_and_the_least_are_not_rounded(void **state)
{
	(void)state;
	assert_told(
		held(&one_edition,
			FROM({ "score", "2024", "AAA", 0, "1.7e308", 0, 0 },
				{ "score", "2024", "BBB", 0, "1e-20", 0, 0 },
				{ "score", "2024", "CCC", 0, "3e-20", 0, 0 }),
			TO({ "score", "2024", "AAA", 0, "-1.7e308", 0, 0 },
				{ "score", "2024", "BBB", 0, "2e-20", 0, 0 },
				{ "score", "2024", "CCC", 0,
					"3.00000000000001e-20", 0, 0 })),
		"correction score AAA 2024 1.7e308>-1.7e308\n"
		"correction score BBB 2024 1e-20>2e-20\n"
		"rounding score CCC 2024 3e-20>3.00000000000001e-20\n");
}

static void assert_change(
	const char *from, const char *to, int places, double expected)
{
	struct figure a = { .has_value = 1 }, b = { .has_value = 1 };
	struct change c = { .from = &a, .to = &b, .places = places };

	assert_int_equal(num_parse(&a.value, from, strlen(from)), 0);
	assert_int_equal(num_parse(&b.value, to, strlen(to)), 0);
	assert_same_double(diff_of(&c), expected);
}

static void a_change_is_finite_and_has_the_places_of_its_values(void **state)
{
	(void)state;
	assert_change("56.66", "56.7", 2, 0.04);
	assert_change("0.1", "0.10000000000000002", 1, 0);
	assert_change("1e-20", "2e-20", PLACES_MOST, 1e-20);
	assert_change("1e300", "-1e300", 0, -2e300);
	assert_change("1.7e308", "-1.7e308", 0, -DBL_MAX);
	assert_change("-1.7e308", "1.7e308", 0, DBL_MAX);
}

static void compare_2_a_rank_is_never_rounded(void **state)
{
	(void)state;
	assert_told(held(&one_edition,
			    FROM({ "rank", "2024", "AAA", 0, "100", 0, 0 }),
			    TO({ "rank", "2024", "AAA", 0, "101", 0, 0 })),
		"correction rank AAA 2024 100>101\n");
}

static void compare_3_a_value_comes_and_goes(void **state)
{
	struct told t = held(&one_edition,
		FROM({ "rank", "2024", "AAA", 0, "1", 0, 0 },
			{ "rank", "2024", "BBB", 0, "n/a", 0, 0 },
			{ "rank", "2024", "CCC", 0, "3", 0, 0 },
			{ "score", "2024", "AAA", 0, "1", 0, 0 }),
		TO({ "rank", "2024", "AAA", 0, "-", 0, 0 },
			{ "rank", "2024", "BBB", 0, "0", 0, 0 },
			{ "score", "2024", "AAA", 0, "1", 0, 0 },
			{ "score", "2024", "BBB", 0, "2", 0, 0 },
			{ "score", "2024", "CCC", 0, "2", 0, 0 }));

	(void)state;
	assert_int_equal(t.tally.values, 6);
	assert_told(t,
		"removed rank AAA 2024 1>-\n"
		"added rank BBB 2024 n/a>0\n"
		"removed rank CCC 2024 3>-\n"
		"added score BBB 2024 ->2\n"
		"added score CCC 2024 ->2\n");
}

static void compare_3_a_period_that_one_edition_lacks_is_added(void **state)
{
	(void)state;
	assert_told(held(&one_edition,
			    FROM({ "score", "2024", "AAA", 0, "1", 0, 0 }),
			    TO({ "score", "2023", "AAA", 0, "1", 0, 0 },
				    { "score", "2024", "AAA", 0, "1", 0, 0 })),
		"added score AAA 2023 ->1\n");
}

static void compare_4_text_and_cell_are_told_where_the_value_is(void **state)
{
	static const struct cell from[] = {
		{ "rank", "2024", "AAA", 0, "186.0", 0, 0 },
		{ "rank", "2024", "BBB", 0, "n/a", 0, 0 },
		{ "rank", "2024", "CCC", 0, "3", 0, 0 },
		{ "rank", "2024", "DDD", 0, "4", "M", 0 },
	};
	static const struct cell to[] = {
		{ "rank", "2024", "AAA", 0, "186", 0, "A2" },
		{ "rank", "2024", "BBB", 0, "-", 0, 0 },
		{ "rank", "2024", "CCC", 0, "3", 0, "A2" },
		{ "rank", "2024", "DDD", 0, "4", "N", 0 },
	};

	(void)state;
	assert_told(held(&one_edition, from, 4, to, 4),
		"label rank AAA 2024 186.0>186\n"
		"label rank BBB 2024 n/a>-\n"
		"structure rank CCC 2024 3>3\n"
		"* rank DDD 2024 4>4\n");
	assert_told(
		held(&two_by_period, from, 4, to, 4), "* rank DDD 2024 4>4\n");
}

static void compare_5_a_measure_of_one_alone_is_one_line(void **state)
{
	struct told t = held(&one_edition,
		FROM({ "rank", "2024", "AAA", 0, "1", 0, 0 },
			{ "rank", "2024", "BBB", 0, "2", 0, 0 },
			{ "score", "2024", "AAA", 0, "1", 0, 0 }),
		TO({ "raw", "2024", "AAA", 0, "7", 0, 0 },
			{ "score", "2024", "AAA", 0, "1", 0, 0 }));

	(void)state;
	assert_int_equal(t.tally.values, 1);
	assert_told(t,
		"structure rank AAA 2024 1>- whole\n"
		"structure raw AAA 2024 ->7 whole\n");
}

static void compare_5_an_area_of_one_alone_is_passed_over(void **state)
{
	struct told t = held(&one_edition,
		FROM({ "score", "2024", "AAA", 0, "1", 0, 0 },
			{ "score", "2024", "BBB", 0, "2", 0, 0 }),
		TO({ "score", "2024", "AAA", 0, "1", 0, 0 },
			{ "score", "2024", "CCC", 0, "2", 0, 0 }));

	(void)state;
	assert_int_equal(t.tally.values, 1);
	assert_told(t, "");
}

static void compare_5_a_row_without_a_value_is_structure(void **state)
{
	static const struct cell from[] = {
		{ "rank", "2024", "AAA", 0, "1", 0, 0 },
		{ "rank", "2024", "BBB", 0, "", 0, 0 },
		{ "score", "2024", "BBB", 0, "1", 0, 0 },
	};
	static const struct cell to[] = {
		{ "rank", "2024", "AAA", 0, "1", 0, 0 },
		{ "score", "2024", "BBB", 0, "1", 0, 0 },
	};

	(void)state;
	assert_told(held(&one_edition, from, 3, to, 2),
		"structure rank BBB 2024 >-\n");
	assert_told(held(&two_by_period, from, 3, to, 2), "");
}

static void compare_6_the_periods_of_editions_stand_for_each_other(void **state)
{
	static const struct cell from[] = {
		{ "score", "2023", "AAA", 0, "1", 0, 0 },
		{ "score", "2024", "AAA", 0, "2", 0, 0 },
		{ "score", "2025", "AAA", 0, "9", 0, 0 },
	};
	static const struct cell to[] = {
		{ "score", "2022", "AAA", 0, "0", 0, 0 },
		{ "score", "2023", "AAA", 0, "3", 0, 0 },
		{ "score", "2024", "AAA", 0, "4", 0, 0 },
		{ "score", "2025", "AAA", 0, "5", 0, 0 },
	};
	struct told t = held(&two_editions, from, 3, to, 4);

	(void)state;
	assert_int_equal(t.tally.elsewhere, 3);
	assert_told(t,
		"correction score AAA 2023 1>3\n"
		"correction score AAA 2025 2>5\n");
	t = held(&two_by_period, from, 3, to, 4);
	assert_int_equal(t.tally.elsewhere, 1);
	assert_told(t,
		"correction score AAA 2023 1>3\n"
		"correction score AAA 2024 2>4\n"
		"correction score AAA 2025 9>5\n");
}

/* ---- a database -------------------------------------------------------------
 */

#define SHA(first) "'" first "' || substr(printf('%064d', 0), 5)"

/* Two editions: of 2024 releases a1 to a4, of 2025 b1. */
static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher'), ('other', 'D', 'P', NULL, NULL, NULL, 'higher');"
	"INSERT INTO regime VALUES ('d', 'one', 'One'), ('d', 'two', 'Two');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '2024', 1, 'one', 'higher', 'sequential', "
	"'2024'), ('d', '2025', 2, 'two', 'higher', 'sequential', '2025'), "
	"('d', '2026', 3, 'two', 'higher', 'sequential', '2026');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"VALUES "
	"(1, 'd', '2024', 'overall', NULL, 0, 0, 'O', 1, 'none', 'higher', 2), "
	"(2, 'd', '2024', 'p', 'overall', 1, 1, 'P', 1, 'none', 'higher', 2), "
	"(3, 'd', '2024', 'old', NULL, 2, 0, 'X', 1, 'none', 'higher', 2), "
	"(4, 'd', '2025', 'new', NULL, 0, 0, 'N', 1, 'none', 'higher', 2), "
	"(5, 'd', '2025', 'p', 'new', 1, 1, 'P', 1, 'none', 'higher', 2), "
	"(6, 'd', '2025', 'overall', NULL, 2, 0, 'O', 1, 'none', 'higher', 2);"
	"INSERT INTO area (area, name, kind) VALUES ('AAA', 'Alba', 'iso'), "
	"('BBB', 'Bora', 'iso'), ('CCC', 'Cala', 'iso'), ('DDD', 'Du|ne', "
	"'iso');"
	"INSERT INTO label VALUES (1, 'Alba'), (2, 'Bora'), (3, 'Cala'), "
	"(4, 'Dune'), (5, 'BORA');"
	"INSERT INTO sheet VALUES (1, 'Ranks'), (2, 'More');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"published, file, loaded, content) VALUES "
	"(1, 'd', '2024', " SHA(
		"aaa1") ", 'superseded', '2024-01', 'a.xlsx', "
			"'x', " SHA(
				"c0de") "), "
					"(2, 'd', '2024', " SHA(
						"aab2") ", 'superseded', "
							"'2024-02', 'b.xlsx', "
							"'x', NULL), "
							"(3, 'd', '2024', " SHA(
								"aac3") ", "
									"'curre"
									"nt', "
									"'2024-"
									"03', "
									"NULL, "
									"'x', "
									"NULL),"
									" "
									"(4, "
									"'d', "
									"'2024'"
									","
									" " SHA("aac4") ", 'held', '2024-04', NULL, 'x', "
											"NULL), "
											"(5, 'd', '2025', " SHA(
												"bbb1") ", 'current', NULL, NULL, 'x', NULL), "
													"(6, 'd', '2026', " SHA(
														"ccc1") ", 'staged', NULL, NULL, 'x', NULL);";

/* id, indicator, measure, area, value (NULL: none), cell, label */
static void put(struct db *d, const char *rows)
{
	struct text sql = TEXT_INIT;
	struct err e = ERR_INIT;

	text_printf(&sql,
		"WITH r (i, n, m, a, v, c, l) AS (VALUES %s) "
		"INSERT INTO observation SELECT i, n, m, CASE WHEN n > 3 THEN "
		"'2025' ELSE '2024' END, a, 0, v, coalesce(plain(v), '-'), 1, "
		"c, l FROM r",
		rows);
	assert_int_equal(db_script(d, "rows", sql.at, &e), 0);
	assert_string_equal(e.text, "");
	text_free(&sql);
}

static int open_base(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (db_open(&d, ":memory:", DB_CREATE, &e) < 0 ||
		db_script(d, "base", base, &e) < 0)
		return -1;
	*state = d;
	return 0;
}

/* The releases before and after a restatement; the indicator p is new, one
 * label, one text and one cell is another. */
static int open_filled(void **state)
{
	if (open_base(state) < 0)
		return -1;
	put(*state,
		"(2, 1, 'rank', 'AAA', 1, 'B2', 1), "
		"(2, 1, 'rank', 'BBB', 2, 'B3', 2), "
		"(2, 1, 'rank', 'CCC', 3, 'B4', 3), "
		"(2, 1, 'score', 'AAA', 50.0, 'C2', 1), "
		"(2, 1, 'score', 'BBB', 40.25, 'C3', 2), "
		"(2, 1, 'score', 'CCC', 30.5, 'C4', 3), "
		"(2, 3, 'score', 'AAA', 7.0, 'D2', 1), "
		"(3, 1, 'rank', 'AAA', 2, 'B2', 1), "
		"(3, 1, 'rank', 'BBB', 1, 'B3', 5), "
		"(3, 1, 'rank', 'DDD', 3, 'B5', 4), "
		"(3, 1, 'score', 'AAA', 50.0, 'C9', 1), "
		"(3, 1, 'score', 'BBB', 60.75, 'C3', 5), "
		"(3, 1, 'score', 'DDD', 20.5, 'C5', 4), "
		"(3, 2, 'score', 'AAA', 1.0, 'E2', 1), "
		"(3, 3, 'score', 'AAA', NULL, 'D2', 1)");
	return 0;
}

static int close_base(void **state)
{
	db_close(*state);
	return 0;
}

/* ---- which releases ---------------------------------------------------------
 */

/* "aab2 aac3", by the beginnings of both releases. */
static void assert_sides(
	struct db *d, const char *a, const char *b, const char *expected)
{
	struct err e = ERR_INIT;
	struct sides *s = NULL;
	char both[16];

	assert_int_equal(sides_open(&s, d, a, b, &e), 0);
	snprintf(both, sizeof(both), "%.4s %.4s", sides_from(s)->sha256,
		sides_to(s)->sha256);
	assert_string_equal(both, expected);
	sides_close(s);
}

static void assert_no_sides(struct db *d, const char *a, const char *b,
	enum err_kind kind, const char *says)
{
	struct err e = ERR_INIT;
	struct sides *s = NULL;

	assert_int_equal(sides_open(&s, d, a, b, &e), -1);
	assert_null(s);
	assert_fault(&e, kind, says);
}

static void an_edition_alone_is_its_last_restatement(void **state)
{
	assert_sides(*state, "d/2024", NULL, "aab2 aac3");
}

static void a_release_alone_is_held_against_the_current_one(void **state)
{
	assert_sides(*state, "d/2024@first", NULL, "aaa1 aac3");
	assert_sides(*state, "d/2024@aac4", NULL, "aac4 aac3");
}

static void what_a_server_went_back_to_came_last(void **state)
{
	assert_int_equal(
		db_script(*state, "test",
			"UPDATE release SET published = NULL, "
			"fetched = '2026-01-0' || release_id "
			"WHERE edition = '2024';"
			"UPDATE release SET state = 'superseded' "
			"WHERE edition = '2024';"
			"UPDATE release SET state = 'current', "
			"again = '2026-02-01' WHERE release LIKE 'aaa1%'",
			&(struct err)ERR_INIT),
		0);
	assert_sides(*state, "d/2024", NULL, "aac4 aaa1");
	assert_sides(*state, "d/2024@first", NULL, "aab2 aaa1");
}

static void releases_are_known_by_words_and_by_digits(void **state)
{
	assert_sides(*state, "d/2024@previous", "d/2024@first", "aab2 aaa1");
	assert_sides(*state, "d/2024@aab2", "d/2024@aac4", "aab2 aac4");
	assert_sides(*state, "d/2024@aaa1", "d/2025", "aaa1 bbb1");
	assert_sides(*state, "d/2026@ccc1", "d/2025", "ccc1 bbb1");
}

static void a_release_that_is_none_is_refused_with_what_there_is(void **state)
{
	assert_no_sides(*state, "d/2024@ffff", NULL, ERR_DATA,
		"d/2024 has no release that begins with ffff: it has "
		"aaa100000000 (superseded), aab200000000 (superseded), "
		"aac300000000 (current), aac400000000 (held)");
	assert_no_sides(*state, "d/2026", "d/2025", ERR_DATA,
		"d/2026 has no current release: it has ccc100000000 (staged)");
	assert_no_sides(*state, "d/2025", NULL, ERR_DATA,
		"d/2025 has no release before the current one: it has "
		"bbb100000000 (current)");
	assert_no_sides(*state, "d/2026@first", "d/2025", ERR_DATA,
		"d/2026 has no release that counted: it has ccc100000000 "
		"(staged)");
}

static void a_beginning_of_several_releases_is_refused(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(
		db_script(*state, "more",
			"UPDATE release SET release = 'aaa1' || "
			"substr(printf('%064d', 7), 5) WHERE release_id = 2",
			&e),
		0);
	assert_no_sides(*state, "d/2024@aaa1", NULL, ERR_DATA,
		"d/2024 has several releases that begin with aaa1: it has "
		"aaa100000000 (superseded), aaa100000000 (superseded), "
		"aac300000000 (current), aac400000000 (held)");
}

#define SIXTY_FIVE                                                             \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"

static void a_name_that_is_none_is_a_wrong_call(void **state)
{
	static const char *const wrong[] = { "d/2024@aaa", "d/2024@last",
		"d/2024@AAA1", "d/2024@" SIXTY_FIVE };
	char says[300];

	for (size_t i = 0; i < COUNT(wrong); i++) {
		snprintf(says, sizeof(says),
			"'%s': expected @previous, @first, @press or at least "
			"4 digits "
			"of a release's sha256 behind the edition",
			wrong[i]);
		assert_no_sides(*state, wrong[i], NULL, ERR_USAGE, says);
	}
	assert_no_sides(*state, "d/2024@", NULL, ERR_USAGE,
		"expected DATASET/EDITION[@RELEASE], not 'd/2024@'");
	assert_no_sides(*state, "d", NULL, ERR_USAGE,
		"expected DATASET/EDITION[@RELEASE], not 'd'");
	assert_no_sides(*state, "d/2024", "other/1", ERR_USAGE,
		"expected two releases of one dataset, not of d and other");
	assert_no_sides(*state, "d/2024@aac3", NULL, ERR_USAGE,
		"expected two releases, not d/2024@aac300000000 twice");
}

static void an_edition_that_is_none_is_refused_with_what_there_is(void **state)
{
	assert_no_sides(*state, "d/1999", NULL, ERR_DATA,
		"no edition 1999 of d in the database: it has 2024, 2025, "
		"2026");
	assert_no_sides(*state, "x/1999", NULL, ERR_DATA,
		"no dataset x in the database: it has d, other");
}

/* ---- answers ----------------------------------------------------------------
 */

enum { PEOPLE = -1 };

/* How editions are compared in the answers. */
static int by_period;

/* What kosh-diff prints; the text is the caller's. */
static char *answer(struct diff_counts *counts, struct db *d, const char *a,
	const char *b, int format, int all)
{
	struct err e = ERR_INIT;
	struct sides *s = NULL;
	char *text = NULL;
	size_t len = 0;
	FILE *to = open_memstream(&text, &len);
	struct diff_order o;

	assert_int_equal(sides_open(&s, d, a, b, &e), 0);
	o = (struct diff_order){ sides_from(s), sides_to(s), all, by_period };
	assert_int_equal(format == PEOPLE
			? digest_write(to, counts, d, &o, all, &e)
			: records_write(to, counts, d, &o,
				  (enum query_format)format, &e),
		0);
	assert_string_equal(e.text, "");
	sides_close(s);
	fclose(to);
	return text;
}

/* Of the records the first eleven columns and the labels. */
static void each_change_is_a_record(void **state)
{
	struct diff_counts counts;
	char *text = answer(&counts, *state, "d/2024", NULL, QUERY_CSV, 1);
	char *line, *rest = text;
	struct text cut = TEXT_INIT;

	while ((line = strsep(&rest, "\n")) && *line) {
		int commas = 0;

		for (const char *p = line; *p && commas < 18; p++) {
			commas += *p == ',';
			if (commas < 18)
				text_putc(&cut, *p);
		}
		text_putc(&cut, '\n');
	}
	assert_string_equal(cut.at,
		"class,area,indicator,measure,period_from,period_to,value_from,"
		"value_to,change,raw_from,raw_to,label_from,label_to,"
		"sheet_from,cell_from,sheet_to,cell_to,figures\n"
		"removed,CCC,,,,,,,,,,Cala,,,,,,2\n"
		"added,DDD,,,,,,,,,,,Dune,,,,,2\n"
		"correction,AAA,overall,rank,2024,2024,1,2,1,1,2,Alba,Alba,"
		"Ranks,B2,Ranks,B2,1\n"
		"correction,BBB,overall,rank,2024,2024,2,1,-1,2,1,Bora,BORA,"
		"Ranks,B3,Ranks,B3,1\n"
		"structure,AAA,overall,score,2024,2024,50,50,,50,50,Alba,Alba,"
		"Ranks,C2,Ranks,C9,1\n"
		"correction,BBB,overall,score,2024,2024,40.25,60.75,20.5,40.25,"
		"60.75,Bora,BORA,Ranks,C3,Ranks,C3,1\n"
		"structure,,p,,,,,,,,,,,,,Ranks,,1\n"
		"removed,AAA,old,score,2024,2024,7,,,7,-,Alba,Alba,Ranks,D2,"
		"Ranks,D2,1\n"
		"label,BBB,,,,,,,,,,Bora,BORA,,,,,2\n");
	text_free(&cut);
	free(text);
}

static void changes_are_counted(void **state)
{
	struct diff_counts c;

	free(answer(&c, *state, "d/2024", NULL, QUERY_JSONL, 0));
	assert_int_equal(c.of[CHANGE_CORRECTION], 3);
	assert_int_equal(c.of[CHANGE_REMOVED], 1);
	assert_int_equal(c.of[CHANGE_STRUCTURE], 1);
	assert_int_equal(c.areas_in, 1);
	assert_int_equal(c.areas_out, 1);
	assert_int_equal(c.labels, 1);
	assert_int_equal(c.whole_in, 1);
	assert_int_equal(c.whole_out, 0);
	assert_int_equal(c.tally.values, 5);
	assert_false(diff_is_none(&c, 0));
}

static void people_read_what_changed_first(void **state)
{
	struct diff_counts c;
	char *text = answer(&c, *state, "d/2024", NULL, PEOPLE, 0);

	assert_string_equal(text,
		"d/2024: 4 of 5 values changed, largest +20.50 BBB overall\n"
		"\n"
		"from  aab200000000  superseded   2024-02  b.xlsx\n"
		"to    aac300000000  current      2024-03\n"
		"\n"
		"class       scores  ranks  raw  areas\n"
		"----------  ------  -----  ---  -----\n"
		"correction       1      2    0      2\n"
		"removed          1      0    0      1\n"
		"\n"
		"Areas only in the first: 1, CCC Cala\n"
		"Areas only in the second: 1, DDD Du|ne\n"
		"Indicators only in the second: 1, p\n"
		"The same value in another cell: 1\n"
		"\n"
		"Overall score, the largest changes first\n"
		"\n"
		"area  name   from     to  change\n"
		"----  ----  -----  -----  ------\n"
		"BBB   Bora  40.25  60.75  +20.50\n"
		"\n"
		"Overall rank: 1 up, 1 down\n"
		"\n"
		"area  name  from  to  move\n"
		"----  ----  ----  --  ------\n"
		"AAA   Alba     1   2  down 1\n"
		"BBB   Bora     2   1  up 1\n"
		"\n"
		"Values that only one of them has\n"
		"\n"
		"area  name  indicator  measure  from  to\n"
		"----  ----  ---------  -------  ----  --\n"
		"AAA   Alba  old        score    7.00  \n"
		"\n"
		"Labels of areas\n"
		"\n"
		"area  name  from  to    figures\n"
		"----  ----  ----  ----  -------\n"
		"BBB   Bora  Bora  BORA        2\n");
	free(text);
}

static void all_of_it_lists_what_moved(void **state)
{
	struct diff_counts c;
	char *text = answer(&c, *state, "d/2024", NULL, PEOPLE, 1);

	assert_contains(text,
		"Other cells of the same figures\n"
		"\n"
		"area  name  indicator  measure  from      to\n"
		"----  ----  ---------  -------  --------  --------\n"
		"AAA   Alba  overall    score    Ranks!C2  Ranks!C9\n");
	free(text);
}

static void editions_of_two_regimes_are_not_comparable(void **state)
{
	struct diff_counts c;
	char *text;

	put(*state,
		"(5, 4, 'score', 'AAA', 3.0, 'B2', 1), "
		"(5, 6, 'score', 'AAA', 51.0, 'C2', 1), "
		"(5, 6, 'score', 'BBB', 60.75, 'C3', 2)");
	text = answer(&c, *state, "d/2024", "d/2025", PEOPLE, 0);
	assert_contains(text,
		"d/2024 to d/2025: 1 of 2 values changed, largest +1.00 AAA "
		"overall\n"
		"not comparable: one against two\n"
		"\n"
		"from  d/2024  aac300000000  current      2024-03\n"
		"to    d/2025  bbb100000000  current\n"
		"\n"
		"class   scores  ranks  raw  areas\n"
		"------  ------  -----  ---  -----\n"
		"change       1      0    0      1\n");
	assert_contains(text, "Indicators only in the second: 1, new\n");
	assert_contains(text, "BBB   Bora  BORA  Bora        1\n");
	free(text);
}

static void what_a_later_edition_restates_is_told_by_its_period(void **state)
{
	struct err e = ERR_INIT;
	struct diff_counts c;
	char *text;

	put(*state, "(5, 6, 'rank', 'AAA', 9, 'B2', 1)");
	assert_int_equal(
		db_script(*state, "restated",
			"INSERT INTO observation SELECT release_id, "
			"indicator_id, measure, '2024', area, 0, 8, '8', 1, "
			"'B3', 1 FROM observation WHERE release_id = 5",
			&e),
		0);
	text = answer(&c, *state, "d/2024", "d/2025", PEOPLE, 0);
	assert_contains(text, "AAA   Alba     2   9  down 7\n");
	free(text);
	by_period = 1;
	text = answer(&c, *state, "d/2024", "d/2025", PEOPLE, 0);
	by_period = 0;
	assert_contains(text,
		"area  name  from  to  move    period\n"
		"----  ----  ----  --  ------  ------\n"
		"AAA   Alba     2   8  down 6  2024\n");
	assert_contains(text, "Figures of periods that are not compared: 1\n");
	free(text);
}

static void the_same_content_is_said(void **state)
{
	struct err e = ERR_INIT;
	struct diff_counts c;
	char *text;

	put(*state,
		"(1, 1, 'score', 'AAA', 50.0, 'C2', 1), "
		"(4, 1, 'score', 'AAA', 50.0, 'C3', 1)");
	assert_int_equal(
		db_script(*state, "twins",
			"UPDATE release SET content = (SELECT content FROM "
			"release WHERE release_id = 1) WHERE release_id = 4",
			&e),
		0);
	text = answer(&c, *state, "d/2024@first", "d/2024@aac4", PEOPLE, 0);
	assert_string_equal(text,
		"d/2024: none of 1 values changed\n"
		"the same content, other bytes\n"
		"\n"
		"from  aaa100000000  superseded   2024-01  a.xlsx\n"
		"to    aac400000000  held         2024-04\n"
		"\n"
		"The same value in another cell: 1\n");
	assert_true(diff_is_none(&c, 0));
	assert_false(diff_is_none(&c, 1));
	free(text);
}

static void other_recipes_are_said(void **state)
{
	struct err e = ERR_INIT;
	struct diff_counts c;
	char *text;

	assert_int_equal(db_script(*state, "recipes",
				 "UPDATE release SET recipe = release_id", &e),
		0);
	text = answer(&c, *state, "d/2024", NULL, PEOPLE, 0);
	assert_contains(
		text, "read by different specs: kosh-run d reads both anew\n");
	free(text);
}

/* More areas than a list has lines, of which the last changed the most; and an
 * indicator in dollars that would hide the score. */
static void the_largest_changes_are_listed_by_their_share(void **state)
{
	struct err e = ERR_INIT;
	struct diff_counts c;
	char *text;

	assert_int_equal(
		db_script(*state, "many",
			"WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT "
			"i + 1 FROM n WHERE i < 99) INSERT INTO area (area, "
			"name, kind) SELECT printf('X%02d', i), 'x' || i, "
			"'iso' FROM n;"
			"INSERT INTO observation SELECT r.release_id, 2, "
			"'score', '2024', area, 0, CASE release_id WHEN 1 THEN "
			"10.0 ELSE 10.0 + substr(area, 2) / 10.0 END, '', 1, "
			"'A1', 1 FROM area, release AS r WHERE area LIKE 'X%' "
			"AND release_id IN (1, 3);"
			"INSERT INTO observation SELECT r.release_id, 1, 'raw',"
			" '2024', area, 0, 1000.0 * release_id, '', 1, 'A1', 1 "
			"FROM area, release AS r WHERE area = 'X01' AND "
			"release_id IN (1, 3)",
			&e),
		0);
	text = answer(&c, *state, "d/2024@first", NULL, PEOPLE, 0);
	assert_contains(text,
		"Other scores, the largest changes first\n"
		"\n"
		"area  name  indicator   from     to  change\n"
		"----  ----  ---------  -----  -----  ------\n"
		"X99   x99   p          10.00  19.90   +9.90\n"
		"X98   x98   p          10.00  19.80   +9.80\n");
	assert_contains(text,
		"X90   x90   p          10.00  19.00   +9.00\n"
		"... and 89 more: --all lists them\n");
	assert_contains(text, "X01   x1    overall    1000  3000   +2000\n");
	assert_contains(text, "largest +9.90 X99 p\n");
	free(text);
}

#define FILLED(test)                                                           \
	cmocka_unit_test_setup_teardown(test, open_filled, close_base)
#define BASE(test) cmocka_unit_test_setup_teardown(test, open_base, close_base)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_the_same_is_not_told),
		cmocka_unit_test(
			compare_1_measure_period_and_area_part_figures),
		cmocka_unit_test(compare_1_further_cells_are_counted),
		cmocka_unit_test(
			compare_2_half_a_unit_of_the_coarser_is_rounding),
		cmocka_unit_test(
			compare_2_zeros_that_a_column_hides_are_places),
		cmocka_unit_test(
			compare_2_noise_of_binary_fractions_is_rounding),
		cmocka_unit_test(
			compare_2_the_largest_and_the_least_are_not_rounded),
		cmocka_unit_test(
			a_change_is_finite_and_has_the_places_of_its_values),
		cmocka_unit_test(compare_2_a_rank_is_never_rounded),
		cmocka_unit_test(compare_3_a_value_comes_and_goes),
		cmocka_unit_test(
			compare_3_a_period_that_one_edition_lacks_is_added),
		cmocka_unit_test(
			compare_4_text_and_cell_are_told_where_the_value_is),
		cmocka_unit_test(compare_5_a_measure_of_one_alone_is_one_line),
		cmocka_unit_test(compare_5_an_area_of_one_alone_is_passed_over),
		cmocka_unit_test(compare_5_a_row_without_a_value_is_structure),
		cmocka_unit_test(
			compare_6_the_periods_of_editions_stand_for_each_other),
		BASE(an_edition_alone_is_its_last_restatement),
		BASE(a_release_alone_is_held_against_the_current_one),
		BASE(releases_are_known_by_words_and_by_digits),
		BASE(what_a_server_went_back_to_came_last),
		BASE(a_release_that_is_none_is_refused_with_what_there_is),
		BASE(a_beginning_of_several_releases_is_refused),
		BASE(a_name_that_is_none_is_a_wrong_call),
		BASE(an_edition_that_is_none_is_refused_with_what_there_is),
		FILLED(each_change_is_a_record),
		FILLED(changes_are_counted),
		FILLED(people_read_what_changed_first),
		FILLED(all_of_it_lists_what_moved),
		FILLED(editions_of_two_regimes_are_not_comparable),
		FILLED(what_a_later_edition_restates_is_told_by_its_period),
		FILLED(other_recipes_are_said),
		BASE(the_same_content_is_said),
		BASE(the_largest_changes_are_listed_by_their_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
