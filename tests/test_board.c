/* SPDX-License-Identifier: MIT */
/*
 * What a function of ours makes of a dataset is, row by row and bit by bit,
 * what the statements in sql/derive make of it: in made-up databases small
 * enough for ranks and scores to be shared, missing, broken or huge in all
 * ways.
 */
#include "tests/check.h"

#include "pipeline/store/board_rows.h"
#include "pipeline/store/derive_define.h"
#include "pipeline/store/sqltext.h"
#include "tests/deriving.h"

enum { WORLDS = 400, AREAS = 9, EDITIONS = 5 };

/* splitmix64 */
static unsigned below(uint64_t *state, unsigned n)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (unsigned)(((z ^ (z >> 31)) >> 32) * n >> 32);
}

#define ONE_OF(state, ...)                                                     \
	((const char *const[]){ __VA_ARGS__ })[below(state,                    \
		sizeof((const char *const[]){ __VA_ARGS__ }) /                 \
			sizeof(const char *))]

static void script(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_script(d, "test", sql, &e) < 0)
		fail_msg("%s\n%s", e.text, sql);
}

#define SCRIPT(d, ...)                                                         \
	do {                                                                   \
		char sql_[600];                                                \
		snprintf(sql_, sizeof(sql_), __VA_ARGS__);                     \
		script(d, sql_);                                               \
	} while (0)

/* ---- a made-up world --------------------------------------------------------
 */

static void make_areas(struct db *d, uint64_t *state, unsigned areas)
{
	script(d,
		"INSERT INTO scheme VALUES ('s', 'S', 'us', '2026'), "
		"('t', 'T', 'us', '2026');"
		"INSERT INTO region VALUES ('s', 'all', 'All', NULL), "
		"('s', 'n', 'N', 'all'), ('s', 'm', 'M', 'n'), "
		"('s', 'o', 'O', 'all'), ('t', 'n', 'N', NULL), "
		"('t', 'none', 'None', NULL);"
		"INSERT INTO label VALUES (1, 'x');"
		"INSERT INTO sheet VALUES (1, 'x')");
	for (unsigned i = 0; i < areas; i++) {
		SCRIPT(d,
			"INSERT INTO area (area, name, kind) "
			"VALUES ('%c%c%c', 'x', 'iso')",
			'Z' - (int)i, 'A' + (int)below(state, 26), 'A');
		if (below(state, 4))
			SCRIPT(d,
				"INSERT INTO member (scheme, region, area) "
				"SELECT 's', '%s', area FROM area "
				"WHERE area LIKE '%c%%'",
				ONE_OF(state, "all", "n", "m", "o"),
				'Z' - (int)i);
		if (below(state, 3) == 0)
			SCRIPT(d,
				"INSERT INTO member (scheme, region, area) "
				"SELECT 't', 'n', area FROM area "
				"WHERE area LIKE '%c%%'",
				'Z' - (int)i);
	}
}

/* A figure of the n-th area by code; kinds of numbers that SQLite and C might
 * see otherwise stand among those that tie. */
static void put(struct db *d, uint64_t *state, int id, const char *measure,
	const char *period, unsigned area)
{
	const char *rank = ONE_OF(state, "1", "1", "2", "2", "3", "4", "7",
		"2.5", "0", "-3", "NULL", "1e300", "-1e300",
		"-9223372036854775808.0", "9223372036854775808.0",
		"9007199254740993", "0.1");
	const char *score = ONE_OF(state, "50", "50", "50.5", "60", "0", "-0.0",
		"0.1", "NULL", "1e-310", "-7", "1e308", "-1e308",
		"0.30000000000000004", "0.3");

	SCRIPT(d,
		"INSERT OR IGNORE INTO observation SELECT %d, %d, '%s', '%s', "
		"area, %u, %s, '', 1, 'A1', 1 FROM area ORDER BY area "
		"LIMIT 1 OFFSET %u",
		id, id, measure, period, below(state, 12) == 0,
		*measure == 'r' && measure[2] == 'n' ? rank : score, area);
}

static void make_figures(struct db *d, uint64_t *state, int id, unsigned areas)
{
	unsigned ranked = below(state, 4), scored = below(state, 6);
	const char *first = ONE_OF(state, "2020", "2021", "2019-2020", "x");
	const char *other = ONE_OF(state, "2020", "2022", "9999", "");

	for (unsigned i = 0; i < areas; i++) {
		if (ranked && below(state, 8))
			put(d, state, id, "rank", first, i);
		if (scored && below(state, 8))
			put(d, state, id, "score", first, i);
		if (ranked == 1 && scored == 1 && below(state, 2))
			put(d, state, id, ONE_OF(state, "rank", "score", "raw"),
				other, i);
	}
}

static void make_edition(struct db *d, uint64_t *state, const char *dataset,
	int id, unsigned at, unsigned areas)
{
	SCRIPT(d,
		"INSERT INTO edition (dataset, edition, ordinal, regime, "
		"direction, ties, period, first) VALUES ('%s', '%u', %u, '%s', "
		"'higher', 'none', '2020', '%s')",
		dataset, 20 - at * 7, at + 1, ONE_OF(state, "old", "new"),
		ONE_OF(state, "best", "best", "worst"));
	SCRIPT(d,
		"INSERT INTO indicator (indicator_id, dataset, edition, "
		"indicator, ordinal, level, label, weight, combine, direction) "
		"VALUES (%d, '%s', '%u', '%s', 1, 0, '', 1, 'none', '%s')",
		id, dataset, 20 - at * 7,
		ONE_OF(state, "overall", "overall", "overall", "voice"),
		ONE_OF(state, "higher", "higher", "lower"));
	SCRIPT(d,
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, loaded) VALUES (%d, '%s', '%u', printf('%%064d', %d), "
		"'%s', '2026')",
		id, dataset, 20 - at * 7, id,
		ONE_OF(state, "current", "current", "current", "superseded"));
	make_figures(d, state, id, areas);
}

static const char *const datasets[] = { "a", "b" };

static struct db *make_world(uint64_t seed)
{
	uint64_t state = seed;
	unsigned areas = below(&state, AREAS) + 1, editions;
	struct err e = ERR_INIT;
	struct db *d = NULL;
	int id = 0;

	assert_int_equal(db_open(&d, ":memory:", DB_CREATE, &e), 0);
	make_areas(d, &state, areas);
	for (int i = 0; i < 2; i++) {
		SCRIPT(d,
			"INSERT INTO dataset VALUES ('%s', 'D', 'P', NULL, "
			"NULL, NULL, 'higher');"
			"INSERT INTO regime VALUES ('%s', 'old', 'Old'), "
			"('%s', 'new', 'New')",
			datasets[i], datasets[i], datasets[i]);
		editions = below(&state, EDITIONS);
		for (unsigned j = 0; j < editions && j < 3; j++)
			make_edition(d, &state, datasets[i], ++id, j, areas);
	}
	return d;
}

/* ---- comparing --------------------------------------------------------------
 */

static const char *const tables[] = { "standing_edition", "standing" };
enum { TABLES = sizeof(tables) / sizeof(*tables) };

/* The rows in the order of their key, each value by type and bits. */
static void dump(struct text *out, struct db *d, const char *table)
{
	char sql[200];
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	snprintf(sql, sizeof(sql), "SELECT * FROM %s ORDER BY 1, 2, %s", table,
		strcmp(table, "standing") == 0 ? "area" : "3, 4");
	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	while (stmt_step(s, &e) == 1) {
		for (int i = 0; i < stmt_columns(s); i++) {
			double number = stmt_get_number(s, i);
			uint64_t bits;

			memcpy(&bits, &number, sizeof(bits));
			text_printf(out, "%d:%.*s:%llx|", (int)stmt_type(s, i),
				SPAN(stmt_get_text(s, i)),
				(unsigned long long)bits);
		}
		text_putc(out, '\n');
	}
	stmt_close(s);
	text_puts(out, "");
}

/* Fills a table by its statement. */
static void define(struct db *d, const char *table)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	int each;

	SCRIPT(d, "DELETE FROM %s", table);
	for (size_t i = 0; i < sql_files_count; i++) {
		if (strcmp(sql_files[i].folder, "derive") != 0 ||
			strcmp(sql_files[i].name, table) != 0)
			continue;
		assert_int_equal(
			stmt_open(&s, d, derive_fill(&each, sql_files[i].text),
				&e),
			0);
		for (int j = 0; j < 2; j++) {
			stmt_text(s, stmt_parameter(s, ":dataset"),
				span_of(datasets[j]));
			assert_int_equal(stmt_run(s, &e), 0);
		}
		stmt_close(s);
		return;
	}
	fail_msg("no table %s", table);
}

static size_t compare(struct db *d, uint64_t seed)
{
	struct text made[TABLES] = { TEXT_INIT, TEXT_INIT };
	struct err e = ERR_INIT;
	size_t bytes = 0;

	if (derive_stale(d, &e) < 0)
		fail_msg("%s", e.text);
	for (int i = 0; i < TABLES; i++) {
		assert_true(board_has(tables[i]));
		dump(&made[i], d, tables[i]);
	}
	for (int i = 0; i < TABLES; i++)
		define(d, tables[i]);
	for (int i = 0; i < TABLES; i++) {
		struct text defined = TEXT_INIT;

		dump(&defined, d, tables[i]);
		if (strcmp(made[i].at, defined.at) != 0)
			fail_msg("world %llu: %s is\n%s\nand should be\n%s",
				(unsigned long long)seed, tables[i], made[i].at,
				defined.at);
		bytes += defined.len;
		text_free(&made[i]);
		text_free(&defined);
	}
	return bytes;
}

/* One release, if there is one of that number, or its edition is not what it
 * was. */
static void change(struct db *d, uint64_t *state)
{
	static const char *const what[] = {
		"UPDATE release SET state = CASE state WHEN 'current' THEN "
		"'superseded' ELSE 'current' END WHERE release_id = %u",
		"UPDATE observation SET value = value %% 3 "
		"WHERE release_id = %u",
		"UPDATE indicator SET direction = CASE direction WHEN 'lower' "
		"THEN 'higher' ELSE 'lower' END WHERE indicator_id = %u",
		"UPDATE edition SET first = CASE first WHEN 'best' THEN "
		"'worst' ELSE 'best' END WHERE (dataset, edition) = (SELECT "
		"dataset, edition FROM release WHERE release_id = %u)",
		"UPDATE edition SET ordinal = ordinal + 10 WHERE (dataset, "
		"edition) = (SELECT dataset, edition FROM release "
		"WHERE release_id = %u)",
	};
	const unsigned id = below(state, 6) + 1;
	char sql[300];

	snprintf(sql, sizeof(sql), what[below(state, COUNT(what))], id);
	script(d, sql);
	SCRIPT(d,
		"UPDATE release SET loaded = loaded || '.' "
		"WHERE release_id = %u",
		id);
}

static void the_rows_are_those_of_the_statements(void **state)
{
	size_t bytes = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		struct db *d = make_world(seed);

		bytes += compare(d, seed);
		db_close(d);
	}
	assert_true(bytes > WORLDS * 400); /* else the worlds are empty */
}

static void what_is_fresh_stays_and_the_rows_are_those_of_the_statements(
	void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS / 4; seed++) {
		struct db *d = make_world(seed);
		uint64_t chance = seed;

		for (int i = 0; i < 6; i++) {
			compare(d, seed);
			change(d, &chance);
		}
		db_close(d);
	}
}

static void standings_of_what_is_fresh_are_not_written_anew(void **state)
{
	struct db *d = make_world(2);
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	(void)state;
	script(d,
		"UPDATE release SET state = 'current';"
		"UPDATE indicator SET indicator = 'overall'");
	assert_int_equal(derive_stale(d, &e), 2);
	script(d,
		"UPDATE standing SET line = line + 100;"
		"UPDATE release SET loaded = 'x' WHERE release_id = 1");
	assert_int_equal(derive_stale(d, &e), 1);
	assert_int_equal(stmt_open(&s, d,
				 "SELECT group_concat(DISTINCT line > 100) "
				 "FROM standing GROUP BY release_id = 1 "
				 "ORDER BY release_id = 1",
				 &e),
		0);
	assert_int_equal(stmt_step(s, &e), 1);
	assert_true(span_is(stmt_get_text(s, 0), "1"));
	assert_int_equal(stmt_step(s, &e), 1);
	assert_true(span_is(stmt_get_text(s, 0), "0"));
	stmt_close(s);
	db_close(d);
}

static void other_tables_are_left_to_their_statements(void **state)
{
	(void)state;
	assert_false(board_has("derivation"));
	assert_false(board_has("region_area"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rows_are_those_of_the_statements),
		cmocka_unit_test(
			what_is_fresh_stays_and_the_rows_are_those_of_the_statements),
		cmocka_unit_test(
			standings_of_what_is_fresh_are_not_written_anew),
		cmocka_unit_test(other_tables_are_left_to_their_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
