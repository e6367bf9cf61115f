/* SPDX-License-Identifier: MIT */
/* The reports of a country and of a region: sheets that are one page. */
#include "tests/check.h"

#include "pipeline/report/report.h"
#include "pipeline/workbook/book.h"
#include "tests/deriving.h"

/* ---- a small world --------------------------------------------------------
 */

/* Two areas in Western Europe, four in Central Asia, one in no region; two
 * editions of one method, whose overall score is a mean of two pillars. */
static const char ground[] =
	"INSERT INTO dataset VALUES ('demo', 'Demo Index', 'Somebody', NULL, "
	"'CC0', 'Somebody, Demo Index', 'higher');"
	"INSERT INTO regime VALUES ('demo', 'old', 'another method'), "
	"('demo', 'new', 'two pillars');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) VALUES "
	"('demo', '2023', 1, 'new', 'higher', 2, 'sequential', '2023'), "
	"('demo', '2024', 2, 'new', 'higher', 2, 'sequential', '2024');"
	"WITH n (id, indicator, parent, label, weight) AS (VALUES "
	"(1, 'overall', NULL, 'Overall', 1), "
	"(2, 'money', 'overall', 'Money', 1), "
	"(3, 'people', 'overall', 'People', 3)), "
	"k (more, edition) AS (VALUES (0, '2023'), (10, '2024')) "
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals, "
	"scale_min, scale_max) SELECT id + more, 'demo', edition, indicator, "
	"parent, id, parent IS NOT NULL, label, weight, "
	"CASE WHEN parent IS NULL THEN 'mean' ELSE 'none' END, 'higher', 2, "
	"0, 100 FROM n, k;"
	"INSERT INTO scheme VALUES ('m49', 'UN M49', 'UN', '2025'), "
	"('bank', 'A bank', 'A bank', '2025');"
	"INSERT INTO region VALUES ('m49', '001', 'World', NULL), "
	"('m49', '143', 'Central Asia', '001'), "
	"('m49', '155', 'Western Europe', '001'), "
	"('m49', '061', 'Polynesia', '001'), "
	"('bank', 'ALL', 'All of them', NULL);"
	"INSERT INTO area VALUES ('KAZ', 'KZ', NULL, 'Kazakhstan', 'iso'), "
	"('UZB', 'UZ', NULL, 'Uzbekistan', 'iso'), "
	"('KGZ', 'KG', NULL, 'Kyrgyzstan', 'iso'), "
	"('TJK', 'TJ', NULL, 'Tajikistan', 'iso'), "
	"('TKM', 'TM', NULL, 'Turkmenistan', 'iso'), "
	"('FRA', 'FR', NULL, 'France', 'iso'), "
	"('DEU', 'DE', NULL, 'Germany', 'iso'), "
	"('TWN', 'TW', NULL, 'Taiwan', 'iso');"
	"INSERT INTO member (scheme, region, area) VALUES "
	"('m49', '143', 'KAZ'), ('m49', '143', 'UZB'), ('m49', '143', 'KGZ'), "
	"('m49', '143', 'TJK'), ('m49', '143', 'TKM'), ('m49', '155', 'FRA'), "
	"('m49', '155', 'DEU'), ('bank', 'ALL', 'KAZ');";

/* Turkmenistan is in no edition, Tajikistan without rank and score; what
 * Kazakhstan's parts make is 67.5. */
static const char figures[] =
	"WITH r (id, edition, sha) AS (VALUES (1, '2023', 'aa'), "
	"(2, '2024', 'bb')) "
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) SELECT id, 'demo', edition, substr(replace(hex(zeroblob(32)), "
	"'00', sha), 1, 64), 'current', '2024-01-02T00:00:00Z' FROM r;"
	"INSERT INTO sheet VALUES (1, 'Results');"
	"INSERT INTO label VALUES (1, 'L');"
	"CREATE TEMP TABLE told (release_id, area, rank, overall, money, "
	"people);"
	"INSERT INTO told VALUES (1, 'FRA', 1, 80, 80, 80), "
	"(1, 'KAZ', 2, 65, 50, 70), (1, 'UZB', 3, 52.5, 60, 50), "
	"(2, 'FRA', 1, 82.5, 90, 80), (2, 'DEU', 2, 80, 80, 80), "
	"(2, 'KAZ', 3, 67.51, 60, 70), (2, 'UZB', 4, 60, 60, 60), "
	"(2, 'KGZ', 5, 32.5, 40, 30), (2, 'TWN', 6, 27.5, 20, 30), "
	"(2, 'TJK', NULL, NULL, 10, NULL);"
	"INSERT INTO observation SELECT t.release_id, n.indicator_id, "
	"m.measure, n.edition, t.area, 0, m.value, coalesce(m.value, ''), 1, "
	"m.letter || t.rowid, 1 FROM (SELECT rowid, * FROM told) AS t JOIN "
	"(SELECT release_id, area, 'overall' AS indicator, 'rank' AS measure, "
	"rank AS value, 'A' AS letter FROM told UNION ALL "
	"SELECT release_id, area, 'overall', 'score', overall, 'B' FROM told "
	"UNION ALL SELECT release_id, area, 'money', 'score', money, 'C' "
	"FROM told UNION ALL SELECT release_id, area, 'people', 'score', "
	"people, 'D' FROM told) AS m ON m.release_id = t.release_id "
	"AND m.area = t.area JOIN indicator AS n ON n.indicator = m.indicator "
	"AND n.edition = CASE t.release_id WHEN 1 THEN '2023' ELSE '2024' END;"
	"INSERT INTO finding (stage, rule, severity, release_id, area, sheet, "
	"cell, raw, message) VALUES ('extract', 'V201', 'info', 2, 'KAZ', "
	"'Results', 'C6', '=1+1', 'about it'), ('extract', 'V201', 'info', 2, "
	"'UZB', 'Results', 'C7', 'x', 'about another one');";

struct bench {
	struct db *db;
	struct book *book;
	char path[PATH_TEXT];
	struct report_order order;
	struct err e;
};

/* The database after one more script, and what is ordered of it. */
static void set_up(struct bench *b, const char *folder, const char *more)
{
	const char *scripts[] = { ground, figures, more };
	char path[PATH_TEXT];

	*b = (struct bench){ .e = ERR_INIT,
		.order = { .dataset = "demo",
			.version = "0",
			.now = 1700000000 } };
	path_in(path, folder, "demo.db");
	path_in(b->path, folder, "demo.xlsx");
	db_open(&b->db, path, DB_CREATE, &b->e);
	for (size_t i = 0; i < COUNT(scripts); i++)
		db_script(b->db, "test", scripts[i], &b->e);
	derive_stale(b->db, &b->e);
	assert_string_equal(b->e.text, "");
}

static void make(struct bench *b)
{
	report_make(b->path, b->db, &b->order, &b->e);
	assert_string_equal(b->e.text, "");
	assert_int_equal(book_open(&b->book, b->path, NULL, &b->e), 0);
}

static void make_country(
	struct bench *b, const char *folder, const char *area, const char *more)
{
	set_up(b, folder, more);
	b->order.profile = REPORT_COUNTRY;
	b->order.area = area;
	make(b);
}

static void make_region(struct bench *b, const char *folder, const char *region,
	const char *more)
{
	set_up(b, folder, more);
	b->order.profile = REPORT_REGION;
	b->order.region = region;
	make(b);
}

static void end(struct bench *b)
{
	book_close(b->book);
	db_close(b->db);
}

/* ---- reading it back ------------------------------------------------------
 */

struct found {
	int there;
	uint32_t row, column;
	enum cell_type type;
	double number;
	char text[512];
};

/* The first cell for which is() holds, from a row on and in columns from one
 * to another. */
static struct found search_in(struct bench *b, const char *sheet, uint32_t row,
	const uint32_t columns[2], int (*is)(const struct cell *, const void *),
	const void *what)
{
	struct found f = { 0 };
	struct sheet *s = NULL;
	struct row r;

	for (size_t i = 0; i < book_sheets(b->book); i++)
		if (strcmp(book_sheet_name(b->book, i), sheet) == 0)
			assert_int_equal(sheet_open(&s, b->book, i, &b->e), 0);
	assert_non_null(s);
	while (!f.there && sheet_next(s, &r, &b->e) == 1)
		for (size_t i = 0; r.number >= row && !f.there && i < r.n; i++)
			if (r.cells[i].column >= columns[0] &&
				r.cells[i].column <= columns[1] &&
				is(&r.cells[i], what)) {
				f = (struct found){ 1, r.number,
					r.cells[i].column, r.cells[i].type,
					r.cells[i].number, "" };
				snprintf(f.text, sizeof(f.text), "%.*s",
					SPAN(r.cells[i].text));
			}
	assert_string_equal(b->e.text, "");
	sheet_close(s);
	return f;
}

static struct found search(struct bench *b, const char *sheet, uint32_t row,
	uint32_t column, int (*is)(const struct cell *, const void *),
	const void *what)
{
	const uint32_t columns[] = { column, UINT32_MAX };

	return search_in(b, sheet, row, columns, is, what);
}

static int is_text(const struct cell *c, const void *what)
{
	return c->type == CELL_TEXT && span_is(c->text, what);
}

static int has_text(const struct cell *c, const void *what)
{
	return c->type == CELL_TEXT &&
		memmem(c->text.at, c->text.len, what, strlen(what)) != NULL;
}

static int is_place(const struct cell *c, const void *what)
{
	const struct found *f = what;

	return c->row == f->row && c->column == f->column;
}

static int says(struct bench *b, const char *sheet, const char *part)
{
	return search(b, sheet, 0, 0, has_text, part).there;
}

static void assert_says(struct bench *b, const char *sheet, const char *part)
{
	if (says(b, sheet, part))
		return;
	print_error("no cell of '%s' has '%s'\n", sheet, part);
	fail();
}

static struct found beside(struct bench *b, const char *sheet,
	struct found from, int rows, int columns)
{
	struct found place = { .row = from.row + (uint32_t)rows,
		.column = from.column + (uint32_t)columns };

	assert_true(from.there);
	return search(b, sheet, 0, 0, is_place, &place);
}

/* The cell so many columns behind a text that stands below a heading, in its
 * column or the next one. */
static struct found in_block(struct bench *b, const char *sheet,
	const char *heading, const char *text, int columns)
{
	struct found top = search(b, sheet, 0, 0, is_text, heading);
	const uint32_t in[] = { top.column, top.column + 1 };

	assert_true(top.there);
	return beside(b, sheet,
		search_in(b, sheet, top.row + 1, in, is_text, text), 0,
		columns);
}

/* What a tile shows, and its first note. */
static struct found tile(
	struct bench *b, const char *sheet, const char *label, int row)
{
	return beside(b, sheet, search(b, sheet, 0, 0, is_text, label), row, 0);
}

static void assert_number(struct found f, double value)
{
	assert_true(f.there);
	assert_int_equal(f.type, CELL_NUMBER);
	assert_close(f.number, value);
}

static void assert_text(struct found f, const char *text)
{
	assert_true(f.there);
	assert_int_equal(f.type, CELL_TEXT);
	assert_string_equal(f.text, text);
}

/* ---- the page of a country ------------------------------------------------
 */

static const char page[] = "Country", moved[] = "What moved the score",
		  differs[] = "What makes the score differ",
		  strengths[] = "Strengths and weaknesses";

static void the_tiles_are_numbers_with_what_they_mean(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ", "");
	assert_text(
		search(&b, page, 0, 0, is_text, "Kazakhstan"), "Kazakhstan");
	assert_number(tile(&b, page, "RANK", 1), 3);
	assert_text(tile(&b, page, "RANK", 2), "of 6 areas");
	assert_number(tile(&b, page, "SCORE", 1), 67.51);
	assert_text(tile(&b, page, "SCORE", 2),
		"from 0 to 100, the higher the better");
	assert_text(tile(&b, page, "SCORE", 3), "+2.51 since 2023");
	assert_number(tile(&b, page, "PLACE IN THE REGION", 1), 1);
	assert_text(tile(&b, page, "PLACE IN THE REGION", 2), "of 3 areas");
	assert_number(tile(&b, page, "CHANGE OF RANK", 1), -1);
	assert_text(tile(&b, page, "CHANGE OF RANK", 2), "down from 2 in 2023");
	assert_text(tile(&b, page, "CHANGE OF RANK", 3), "of one method");
	end(&b);
}

static void a_change_across_methods_is_called_not_comparable(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ",
		"UPDATE edition SET regime = 'old' WHERE edition = '2023'");
	assert_text(tile(&b, page, "CHANGE OF RANK", 3), "not comparable");
	assert_false(tile(&b, page, "SCORE", 3).there &&
		*tile(&b, page, "SCORE", 3).text);
	assert_says(&b, page,
		"Not comparable: editions 2023 and 2024 are of different "
		"methods.");
	assert_says(&b, page, "Method of 2023: another method.");
	end(&b);
}

static void what_the_parts_add_comes_to_the_change(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ", "");
	assert_number(in_block(&b, page, moved, "Money", 1), 0.25);
	assert_number(in_block(&b, page, moved, "Money", 2), 50);
	assert_number(in_block(&b, page, moved, "Money", 3), 60);
	assert_number(in_block(&b, page, moved, "Money", 4), 2.5);
	assert_number(in_block(&b, page, moved, "People", 4), 0);
	assert_number(in_block(&b, page, moved, "Rounding", 4), 0.01);
	assert_number(in_block(&b, page, moved, "Overall score", 4), 2.51);
	end(&b);
}

static void more_than_rounding_is_not_called_rounding(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ",
		"UPDATE observation SET value = 69 WHERE area = 'KAZ' AND "
		"release_id = 2 AND indicator_id = 11 AND measure = 'score'");
	assert_number(
		in_block(&b, page, moved, "Not explained by rounding", 4), 1.5);
	end(&b);
}

#define OTHER_METHOD "UPDATE edition SET regime = 'old' WHERE edition = '2023';"

static void across_methods_the_leader_of_the_region_is_the_measure(void **state)
{
	struct bench b;

	make_country(&b, *state, "UZB", OTHER_METHOD);
	assert_says(
		&b, page, "Editions 2023 and 2024 are of different methods");
	assert_says(&b, page,
		"So the score is held against that of Kazakhstan, who leads "
		"Central Asia.");
	assert_number(in_block(&b, page, differs, "People", 4), -7.5);
	assert_number(in_block(&b, page, differs, "Overall score", 4), -7.51);
	end(&b);
}

static void who_leads_the_region_is_held_against_the_next_in_front(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ", OTHER_METHOD);
	assert_says(&b, page,
		"So the score is held against that of Germany, the next one in "
		"front.");
	end(&b);
}

static void the_first_of_all_is_held_against_the_second(void **state)
{
	struct bench b;

	make_country(&b, *state, "FRA", OTHER_METHOD);
	assert_says(&b, page,
		"So the score is held against that of Germany, the next one "
		"behind.");
	assert_number(in_block(&b, page, differs, "Overall score", 4), 2.5);
	end(&b);
}

static void who_had_no_score_before_is_held_against_another(void **state)
{
	struct bench b;

	make_country(&b, *state, "KGZ", "");
	assert_says(&b, page, "It has no score in 2023.");
	assert_says(&b, page, "held against that of Kazakhstan");
	end(&b);
}

static void a_score_that_cannot_be_split_says_so(void **state)
{
	struct bench b;

	make_country(
		&b, *state, "KAZ", "UPDATE indicator SET combine = 'none'");
	assert_says(&b, page,
		"The overall score of this edition is no mean or sum of its "
		"published parts");
	assert_false(search(&b, page, 0, 0, is_text, "Adds").there);
	end(&b);
}

static void three_stand_in_front_and_three_behind(void **state)
{
	static const char block[] = "Neighbours in rank";
	struct bench b;
	struct found own;

	make_country(&b, *state, "UZB", "");
	assert_number(in_block(&b, page, block, "France", -1), 1);
	assert_number(in_block(&b, page, block, "Kazakhstan", 2), 7.51);
	assert_number(in_block(&b, page, block, "Kyrgyzstan", 2), -27.5);
	own = in_block(&b, page, block, "Uzbekistan", 2);
	assert_false(own.there);
	assert_false(in_block(&b, page, block, "Tajikistan", 1).there);
	end(&b);
}

static void an_area_without_rank_and_score_has_a_page(void **state)
{
	struct bench b;

	make_country(&b, *state, "TJK", "");
	assert_text(tile(&b, page, "RANK", 1), "not ranked");
	assert_text(tile(&b, page, "SCORE", 1), "no score");
	assert_text(tile(&b, page, "CHANGE OF RANK", 1), "none");
	assert_text(tile(&b, page, "CHANGE OF RANK", 2), "not ranked in 2023");
	assert_says(&b, page, "There is nothing to hold it against.");
	end(&b);
}

static void an_area_of_no_region_has_a_page(void **state)
{
	struct bench b;

	make_country(&b, *state, "TWN", "");
	assert_text(tile(&b, page, "PLACE IN THE REGION", 1), "no region");
	assert_says(&b, page, "no region of UN M49 has this area");
	assert_false(in_block(
		&b, page, "Pillars against region and world", "Money", 2)
			     .there);
	end(&b);
}

/* Sixty editions before those two, 1901 to 1960, in which KAZ has the rank that
 * is the edition's number and KGZ the one behind it. */
static const char sixty[] =
	"CREATE TEMP TABLE years (n INTEGER);"
	"WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
	"WHERE n < 60) INSERT INTO years SELECT n FROM c;"
	"UPDATE edition SET ordinal = ordinal + 100;"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) SELECT 'demo', 1900 + n, n, (SELECT "
	"min(regime) FROM regime), 'higher', 2, 'sequential', 1900 + n "
	"FROM years;"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"SELECT 100 + n, 'demo', 1900 + n, 'overall', NULL, 0, 0, 'Overall', "
	"1, 'mean', 'higher', 2 FROM years;"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) SELECT 100 + n, 'demo', 1900 + n, printf('%064d', n), "
	"'current', '2024-01-02T00:00:00Z' FROM years;"
	"INSERT INTO observation SELECT 100 + n, 100 + n, 'rank', 1900 + n, "
	"'KAZ', 0, n, n, 1, 'A1', 1 FROM years;"
	"INSERT INTO observation SELECT 100 + n, 100 + n, 'rank', 1900 + n, "
	"'KGZ', 0, n + 1, n + 1, 1, 'A2', 1 FROM years;";

static const char ranks[] = "Rank history";

/* country-history.sql, 4 */
static void of_many_editions_a_country_has_the_last_sixty(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ", sixty);
	assert_false(search(&b, ranks, 0, 0, is_text, "1902").there);
	assert_number(in_block(&b, ranks, "Edition", "1903", 1), 3);
	assert_number(in_block(&b, ranks, "Edition", "1960", 1), 60);
	assert_number(in_block(&b, ranks, "Edition", "2024", 1), 3);
	end(&b);
}

/* country-history.sql, 4 */
static void an_early_edition_is_the_last_one_of_its_country(void **state)
{
	struct bench b;

	set_up(&b, *state, sixty);
	b.order.profile = REPORT_COUNTRY;
	b.order.area = "KAZ";
	b.order.edition = "1902";
	make(&b);
	assert_number(in_block(&b, ranks, "Edition", "1902", 1), 2);
	assert_false(search(&b, ranks, 0, 0, is_text, "1903").there);
	end(&b);
}

static void one_edition_alone_has_no_line_of_ranks(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ",
		"DELETE FROM observation WHERE release_id = 1; "
		"DELETE FROM release WHERE release_id = 1");
	assert_says(&b, page, "There is one edition only.");
	assert_text(tile(&b, page, "CHANGE OF RANK", 2), "no edition before");
	assert_says(&b, page, "There is no edition before this one.");
	end(&b);
}

static void without_pillars_the_page_says_so(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ",
		"DELETE FROM observation WHERE indicator_id NOT IN (1, 11); "
		"DELETE FROM indicator WHERE indicator_id NOT IN (1, 11)");
	assert_says(&b, page, "No pillars are published in this edition.");
	assert_says(&b, page, "No part of the score is published");
	end(&b);
}

static void where_lower_is_better_strengths_are_low(void **state)
{
	struct bench b;

	make_country(&b, *state, "TWN",
		"UPDATE indicator SET direction = 'lower'; "
		"UPDATE edition SET direction = 'lower'");
	assert_text(tile(&b, page, "SCORE", 2),
		"from 0 to 100, the lower the better");
	assert_text(in_block(&b, page, strengths, "People", -1), "Strength");
	assert_says(&b, page, "what adds less than 0 is a gain.");
	end(&b);
}

static void where_the_worst_is_first_the_page_says_so(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ", "UPDATE edition SET first = 'worst'");
	assert_text(tile(&b, page, "RANK", 3), "rank 1 is the worst");
	assert_number(tile(&b, page, "CHANGE OF RANK", 1), 1);
	end(&b);
}

static void computed_ranks_are_called_so(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ",
		"DELETE FROM observation WHERE measure = 'rank'");
	assert_number(tile(&b, page, "RANK", 1), 3);
	assert_text(tile(&b, page, "RANK", 3), "computed from the scores");
	assert_says(&b, page, "Ties: the edition publishes no ranks");
	end(&b);
}

static void a_shared_rank_is_told(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ",
		"UPDATE edition SET ties = 'competition'; UPDATE observation "
		"SET value = 3 WHERE area = 'UZB' AND release_id = 2 AND "
		"measure = 'rank'");
	assert_text(tile(&b, page, "RANK", 3), "shared with 1 other");
	assert_says(&b, page, "Ties: areas with equal scores share a rank");
	end(&b);
}

static void strengths_are_words_with_places_in_the_world(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ", "");
	assert_text(in_block(&b, page, strengths, "People", -1), "Strength");
	assert_number(in_block(&b, page, strengths, "People", 2), 3);
	assert_text(in_block(&b, page, strengths, "Money", -1), "Least strong");
	end(&b);
}

/* country-part.sql, 1 */
static void a_part_of_no_weight_is_no_pillar(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ",
		"UPDATE indicator SET weight = 0 WHERE indicator = 'money'");
	assert_true(search(&b, page, 20, 0, is_text, "People").there);
	assert_false(search(&b, page, 20, 0, is_text, "Money").there);
	end(&b);
}

/* country-part.sql, 2 and 3 */
static void pillars_without_a_scale_are_not_drawn(void **state)
{
	static const char block[] = "Pillars against region and world";
	struct bench b;

	make_country(&b, *state, "KAZ",
		"UPDATE observation SET measure = 'raw' WHERE indicator_id = "
		"12; UPDATE observation SET value = 5 WHERE indicator_id = 13 "
		"AND value IS NOT NULL");
	assert_says(&b, page, "They are on different scales");
	assert_number(in_block(&b, page, block, "Money", 1), 60);
	assert_number(in_block(&b, page, block, "Money", 2), 42.5);
	assert_number(in_block(&b, page, block, "People", 4), 0);
	assert_false(search(&b, page, 30, 6, is_text, "People").there);
	end(&b);
}

/* ---- the sheets behind it -------------------------------------------------
 */

static void a_row_is_left_free_where_the_method_changes(void **state)
{
	static const char sheet[] = "Rank history";
	struct bench b;
	struct found top;

	make_country(&b, *state, "KAZ", OTHER_METHOD);
	top = search(&b, sheet, 0, 8, is_text, "Rank");
	assert_number(beside(&b, sheet, top, 1, 0), 2);
	assert_false(beside(&b, sheet, top, 2, 0).there);
	assert_number(beside(&b, sheet, top, 3, 0), 3);
	end(&b);
}

static void every_figure_has_its_cell(void **state)
{
	static const char sheet[] = "Indicators";
	struct bench b;
	struct found money;

	make_country(&b, *state, "KAZ", "");
	money = search(&b, sheet, 0, 0, is_text, "Money");
	assert_text(beside(&b, sheet, money, 0, 2), "score");
	assert_number(beside(&b, sheet, money, 0, 4), 60);
	assert_text(beside(&b, sheet, money, 0, 6), "Results");
	assert_text(beside(&b, sheet, money, 0, 7), "C6");
	assert_text(beside(&b, sheet, money, 0, 8), "bbbbbbbbbbbb");
	end(&b);
}

static void only_findings_about_the_area_are_there(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ", "");
	assert_says(&b, "Findings", "about it");
	assert_says(&b, "Findings", "=1+1");
	assert_false(says(&b, "Findings", "about another one"));
	end(&b);
}

static void without_overall_there_are_only_the_figures(void **state)
{
	struct bench b;

	make_country(&b, *state, "KAZ",
		"BEGIN; UPDATE indicator SET indicator = 'total' "
		"WHERE parent IS NULL; UPDATE indicator SET parent = 'total' "
		"WHERE parent = 'overall'; COMMIT");
	assert_string_equal(book_sheet_name(b.book, 0), "Indicators");
	assert_says(&b, "Indicators", "Money");
	end(&b);
}

/* ---- the page of a region -------------------------------------------------
 */

static void a_region_has_its_leader_and_the_gap(void **state)
{
	static const char sheet[] = "Region";
	struct bench b;

	make_region(&b, *state, "143", "");
	assert_text(tile(&b, sheet, "LEADER", 1), "Kazakhstan");
	assert_text(tile(&b, sheet, "LEADER", 2), "rank 3 in the world");
	assert_text(tile(&b, sheet, "RUNNER-UP", 1), "Uzbekistan");
	assert_text(tile(&b, sheet, "RUNNER-UP", 2), "gap to the leader 7.51");
	assert_number(tile(&b, sheet, "AREAS", 1), 3);
	assert_text(tile(&b, sheet, "AREAS", 2), "of 5 areas in it");
	assert_number(
		tile(&b, sheet, "MEAN SCORE", 1), (67.51 + 60 + 32.5) / 3);
	end(&b);
}

static void who_is_not_in_the_edition_is_named(void **state)
{
	struct bench b;

	make_region(&b, *state, "143", "");
	assert_says(&b, "Region",
		"2 areas of it are not in this edition: Tajikistan, "
		"Turkmenistan.");
	end(&b);
}

static void the_scores_are_told_in_numbers(void **state)
{
	static const char block[] = "Scores in numbers";
	struct bench b;

	make_region(&b, *state, "143", "");
	assert_number(in_block(&b, "Region", block, "Median", 1), 60);
	assert_number(in_block(&b, "Region", block, "Least", 1), 32.5);
	assert_number(in_block(&b, "Region", block, "Greatest", 2), 82.5);
	assert_number(
		in_block(&b, "Region", block, "Areas with a score", 2), 6);
	end(&b);
}

static void the_members_have_places_and_pillars(void **state)
{
	static const char sheet[] = "Members";
	struct bench b;
	struct found uzb;

	make_region(&b, *state, "143", "");
	uzb = search(&b, sheet, 0, 0, is_text, "Uzbekistan");
	assert_number(beside(&b, sheet, uzb, 0, -1), 2);
	assert_number(beside(&b, sheet, uzb, 0, 2), 4);
	assert_number(beside(&b, sheet, uzb, 0, 5), -1);
	assert_text(beside(&b, sheet, uzb, 0, 6), "yes");
	assert_number(beside(&b, sheet, uzb, 0, 8), 60);
	end(&b);
}

static void a_pillar_may_be_called_as_a_column_is(void **state)
{
	struct bench b;
	struct found head;

	make_region(&b, *state, "143",
		"UPDATE indicator SET label = 'SCORE' WHERE indicator_id = 12");
	head = search(&b, "Members", 0, 0, is_text, "Comparable");
	assert_text(beside(&b, "Members", head, 0, 1), "SCORE (2)");
	end(&b);
}

/* region-lead.sql, 1 and 2 */
static void a_new_leader_is_told_and_a_new_method_too(void **state)
{
	static const char block[] = "Who led it";
	struct bench b;

	make_region(&b, *state, "143",
		OTHER_METHOD
		"UPDATE observation SET value = 70 WHERE area = 'UZB' AND "
		"release_id = 1 AND indicator_id = 1 AND measure = 'score'; "
		"UPDATE observation SET value = 5 - value WHERE area IN "
		"('KAZ', 'UZB') AND release_id = 1 AND measure = 'rank'");
	assert_text(in_block(&b, "Region", block, "2024", 1), "Kazakhstan");
	assert_text(
		in_block(&b, "Region", block, "2024", 2), "new, method too");
	assert_text(in_block(&b, "Region", block, "2023", 1), "Uzbekistan");
	assert_number(in_block(&b, "Region", block, "2023", 3), 5);
	end(&b);
}

static void pillars_of_odd_names_have_titles_that_excel_takes(void **state)
{
	struct bench b;

	make_region(&b, *state, "143",
		"UPDATE indicator SET label = 'score' WHERE indicator = "
		"'money'; UPDATE indicator SET label = 'two' || char(10) || "
		"'lines' WHERE indicator = 'people'");
	assert_says(&b, "Members", "score (2)");
	assert_says(&b, "Members", "two lines");
	end(&b);
}

static void a_pillar_without_a_name_has_a_title(void **state)
{
	struct bench b;

	make_region(&b, *state, "143",
		"UPDATE indicator SET label = '' WHERE indicator = 'people'");
	assert_says(&b, "Members", "?");
	end(&b);
}

static void charts_take_any_name(void **state)
{
	struct bench b;

	make_region(&b, *state, "143",
		"UPDATE region SET name = 'a' || char(7) || printf('%.300c', "
		"'b'); UPDATE area SET name = char(27) || '=1+' || name WHERE "
		"area IN ('KAZ', 'UZB')");
	assert_says(&b, "Members", "=1+Kazakhstan");
	end(&b);
}

/* The ranks of a region stand under their editions: history-edition.sql, 1 */
static void of_many_editions_a_region_has_the_last_sixty(void **state)
{
	struct found kaz, kgz, year;
	struct bench b;

	make_region(&b, *state, "143", sixty);
	assert_false(search(&b, ranks, 0, 0, is_text, "1902").there);
	kaz = search(&b, ranks, 0, 0, is_text, "Kazakhstan");
	kgz = search(&b, ranks, 0, 0, is_text, "Kyrgyzstan");
	year = search(&b, ranks, 0, 0, is_text, "1903");
	assert_number(beside(&b, ranks, kaz, 0, (int)year.column), 3);
	assert_number(beside(&b, ranks, kgz, 0, (int)year.column), 4);
	year = search(&b, ranks, 0, 0, is_text, "2024");
	assert_number(beside(&b, ranks, kaz, 0, (int)year.column), 3);
	end(&b);
}

/* region-lead.sql, 3 */
static void an_early_edition_is_the_last_one_that_was_led(void **state)
{
	static const char block[] = "Who led it";
	struct bench b;

	set_up(&b, *state, sixty);
	b.order.profile = REPORT_REGION;
	b.order.region = "143";
	b.order.edition = "1930";
	make(&b);
	assert_text(in_block(&b, "Region", block, "1930", 1), "Kazakhstan");
	assert_text(in_block(&b, "Region", block, "1921", 1), "Kazakhstan");
	assert_false(says(&b, "Region", "1931"));
	assert_false(says(&b, "Region", "1920"));
	end(&b);
}

static void charts_take_the_first_ten(void **state)
{
	struct bench b;

	make_region(&b, *state, "001",
		"WITH v (a) AS (VALUES ('A'), ('B'), ('C'), ('D'), ('E'), "
		"('F')) INSERT INTO area SELECT 'Q' || a || 'X', NULL, NULL, "
		"'Isle ' || a, 'iso' FROM v; "
		"INSERT INTO member (scheme, region, area) SELECT 'm49', "
		"'061', "
		"area FROM area WHERE area LIKE 'Q_X'; "
		"INSERT INTO observation SELECT 2, 11, 'score', '2024', area, "
		"0, 5, '5', 1, 'B99', 1 FROM area WHERE area LIKE 'Q_X'");
	assert_says(&b, "Region", "The first ten; the sheet Members has all");
	assert_says(&b, "Region", "Isle E");
	assert_false(says(&b, "Region", "Isle F"));
	assert_says(&b, "Members", "Isle F");
	assert_number(tile(&b, "Region", "AREAS", 1), 11);
	end(&b);
}

static void a_region_with_two_leaders_says_so(void **state)
{
	struct bench b;

	make_region(&b, *state, "143",
		"UPDATE edition SET ties = 'competition'; UPDATE observation "
		"SET value = (SELECT min(value) FROM observation WHERE "
		"release_id = 2 AND measure = 'rank' AND area IN ('KAZ', "
		"'UZB')) WHERE area IN ('KAZ', 'UZB') AND release_id = 2 AND "
		"measure = 'rank'");
	assert_text(tile(&b, "Region", "LEADER", 3), "shared with 1 other");
	end(&b);
}

static void a_region_of_one_area_has_no_runner_up(void **state)
{
	struct bench b;

	set_up(&b, *state, "");
	b.order.profile = REPORT_REGION;
	b.order.scheme = "bank";
	b.order.region = "ALL";
	make(&b);
	assert_text(tile(&b, "Region", "RUNNER-UP", 1), "none");
	assert_says(&b, "Region", "All of them is a region of A bank");
	end(&b);
}

/* ---- what is refused ------------------------------------------------------
 */

static void refuse(struct bench *b, enum err_kind kind, const char *text)
{
	assert_int_equal(report_check(b->db, &b->order, &b->e), -1);
	assert_fault(&b->e, kind, text);
	b->e = (struct err)ERR_INIT;
	assert_int_equal(report_make(b->path, b->db, &b->order, &b->e), -1);
	assert_fault(&b->e, kind, text);
	assert_false(file_exists(b->path));
	b->e = (struct err)ERR_INIT;
}

/* country-near.sql, 1 */
static void an_area_that_is_not_there_is_refused_with_those_near(void **state)
{
	static const struct {
		const char *area, *text;
	} table[] = {
		{ "KZ",
			"area 'KZ': not in demo/2024; near are KAZ "
			"(Kazakhstan)" },
		{ "germany",
			"area 'germany': not in demo/2024; near are DEU "
			"(Germany)" },
		{ "stan",
			"area 'stan': not in demo/2024; near are KAZ "
			"(Kazakhstan), KGZ (Kyrgyzstan), TJK (Tajikistan)" },
		{ "KAX",
			"area 'KAX': not in demo/2024; near are KAZ "
			"(Kazakhstan)" },
		{ "kaz",
			"area 'kaz': not in demo/2024; near are KAZ "
			"(Kazakhstan), KGZ (Kyrgyzstan)" },
		{ "TKM", "area 'TKM' (Turkmenistan): not in demo/2024" },
		{ "X",
			"area 'X': not in demo/2024: expected a code of ISO "
			"3166-1 alpha-3, such as KAZ" },
	};
	struct bench b;

	set_up(&b, *state, "");
	b.order.profile = REPORT_COUNTRY;
	for (size_t i = 0; i < COUNT(table); i++) {
		b.order.area = table[i].area;
		refuse(&b, ERR_DATA, table[i].text);
	}
	end(&b);
}

static void a_region_that_is_not_there_is_refused_with_those_that_are(
	void **state)
{
	struct bench b;

	set_up(&b, *state, "");
	b.order.profile = REPORT_REGION;
	b.order.region = "061";
	refuse(&b, ERR_DATA,
		"region '061': no region of m49 with an area in demo/2024; "
		"there are 001 World, 143 Central Asia, 155 Western Europe");
	b.order.scheme = "moon";
	refuse(&b, ERR_DATA,
		"no scheme moon in the database: it has bank, m49");
	end(&b);
}

static void a_region_of_a_dataset_without_overall_is_refused(void **state)
{
	struct bench b;

	set_up(&b, *state,
		"BEGIN; UPDATE indicator SET indicator = 'total' "
		"WHERE parent IS NULL; UPDATE indicator SET parent = 'total' "
		"WHERE parent = 'overall'; COMMIT");
	b.order.profile = REPORT_REGION;
	b.order.region = "143";
	refuse(&b, ERR_DATA,
		"dataset 'demo': has no overall score, by which a region would "
		"be ranked");
	end(&b);
}

static void what_belongs_to_one_profile_is_refused_by_others(void **state)
{
	static const struct {
		enum report_profile profile;
		const char *area, *region, *scheme, *text;
	} table[] = {
		{ REPORT_COUNTRY, NULL, NULL, NULL,
			"a country report is of an area: expected --area "
			"KAZ" },
		{ REPORT_REGION, NULL, NULL, NULL,
			"a region report is of a region: expected --region "
			"143" },
		{ REPORT_SUMMARY, "KAZ", NULL, NULL,
			"--area goes with the profile country" },
		{ REPORT_REGION, "KAZ", "143", NULL,
			"--area goes with the profile country" },
		{ REPORT_COUNTRY, "KAZ", "143", NULL,
			"--region goes with the profiles region and summary" },
		{ REPORT_FULL, NULL, NULL, "m49",
			"--scheme goes with the profiles country, region and "
			"summary" },
	};
	struct bench b;

	set_up(&b, *state, "");
	for (size_t i = 0; i < COUNT(table); i++) {
		b.order.profile = table[i].profile;
		b.order.area = table[i].area;
		b.order.region = table[i].region;
		b.order.scheme = table[i].scheme;
		refuse(&b, ERR_USAGE, table[i].text);
	}
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(the_tiles_are_numbers_with_what_they_mean),
		test_in_folder(
			a_change_across_methods_is_called_not_comparable),
		test_in_folder(what_the_parts_add_comes_to_the_change),
		test_in_folder(more_than_rounding_is_not_called_rounding),
		test_in_folder(
			across_methods_the_leader_of_the_region_is_the_measure),
		test_in_folder(
			who_leads_the_region_is_held_against_the_next_in_front),
		test_in_folder(the_first_of_all_is_held_against_the_second),
		test_in_folder(who_had_no_score_before_is_held_against_another),
		test_in_folder(a_score_that_cannot_be_split_says_so),
		test_in_folder(three_stand_in_front_and_three_behind),
		test_in_folder(an_area_without_rank_and_score_has_a_page),
		test_in_folder(an_area_of_no_region_has_a_page),
		test_in_folder(of_many_editions_a_country_has_the_last_sixty),
		test_in_folder(an_early_edition_is_the_last_one_of_its_country),
		test_in_folder(one_edition_alone_has_no_line_of_ranks),
		test_in_folder(without_pillars_the_page_says_so),
		test_in_folder(where_lower_is_better_strengths_are_low),
		test_in_folder(where_the_worst_is_first_the_page_says_so),
		test_in_folder(computed_ranks_are_called_so),
		test_in_folder(a_shared_rank_is_told),
		test_in_folder(strengths_are_words_with_places_in_the_world),
		test_in_folder(a_part_of_no_weight_is_no_pillar),
		test_in_folder(pillars_without_a_scale_are_not_drawn),
		test_in_folder(a_row_is_left_free_where_the_method_changes),
		test_in_folder(every_figure_has_its_cell),
		test_in_folder(only_findings_about_the_area_are_there),
		test_in_folder(without_overall_there_are_only_the_figures),
		test_in_folder(a_region_has_its_leader_and_the_gap),
		test_in_folder(who_is_not_in_the_edition_is_named),
		test_in_folder(the_scores_are_told_in_numbers),
		test_in_folder(the_members_have_places_and_pillars),
		test_in_folder(a_pillar_may_be_called_as_a_column_is),
		test_in_folder(a_new_leader_is_told_and_a_new_method_too),
		test_in_folder(
			pillars_of_odd_names_have_titles_that_excel_takes),
		test_in_folder(a_pillar_without_a_name_has_a_title),
		test_in_folder(charts_take_any_name),
		test_in_folder(of_many_editions_a_region_has_the_last_sixty),
		test_in_folder(an_early_edition_is_the_last_one_that_was_led),
		test_in_folder(charts_take_the_first_ten),
		test_in_folder(a_region_with_two_leaders_says_so),
		test_in_folder(a_region_of_one_area_has_no_runner_up),
		test_in_folder(
			an_area_that_is_not_there_is_refused_with_those_near),
		test_in_folder(
			a_region_that_is_not_there_is_refused_with_those_that_are),
		test_in_folder(
			a_region_of_a_dataset_without_overall_is_refused),
		test_in_folder(
			what_belongs_to_one_profile_is_refused_by_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
