/* SPDX-License-Identifier: MIT */
/*
 * What was known at a moment. The numbers in the names are those of the
 * requirements at the heads of the views in sql/schema/content.sql and of the
 * files in sql/asof that the tests are about.
 */
#include "tests/rows.h"

#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/store/asof.h"
#include "pipeline/store/load.h"
#include "pipeline/store/validate.h"
#include "tests/deriving.h"

/* Two datasets of two editions, nothing released yet. */
static const char ground[] =
	"INSERT INTO dataset (dataset, title, publisher, direction) VALUES "
	"('d', 'D', 'P', 'higher'), ('x', 'X', 'P', 'higher');"
	"INSERT INTO regime VALUES ('d', 'old', 'Old'), ('d', 'new', 'New'), "
	"('x', 'one', 'One');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '1', 1, 'old', 'higher', 'sequential', "
	"'1'), ('d', '2', 2, 'new', 'higher', 'sequential', '2'), "
	"('x', '1', 1, 'one', 'higher', 'sequential', '1');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"ordinal, level, label, weight, combine, direction) VALUES "
	"(1, 'd', '1', 'overall', 0, 0, 'All', 1, 'none', 'higher'), "
	"(2, 'd', '2', 'overall', 0, 0, 'All', 1, 'none', 'higher'), "
	"(3, 'x', '1', 'overall', 0, 0, 'All', 1, 'none', 'higher');"
	"INSERT INTO area (area, name, kind) VALUES ('AAA', 'Alba', 'iso');"
	"INSERT INTO scheme VALUES ('s', 'S', 'us', '2026');"
	"INSERT INTO region VALUES ('s', 'n', 'North', NULL);"
	"INSERT INTO member (scheme, region, area) VALUES ('s', 'n', 'AAA');"
	"INSERT INTO label VALUES (1, 'Alba');"
	"INSERT INTO sheet VALUES (1, 'S');";

static void script(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_script(d, "test", sql, &e) < 0)
		fail_msg("%s", e.text);
}

static void open_ground(struct db **d, char path[PATH_TEXT], const char *folder)
{
	struct err e = ERR_INIT;

	path_in(path, folder, "x.db");
	*d = NULL;
	if (db_open(d, path, DB_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	script(*d, ground);
}

struct given {
	int id;
	const char *dataset, *edition, *state, *published, *fetched;
};

static void text(struct stmt *s, int at, const char *value)
{
	stmt_text(s, at, span_of(value));
}

/* A release with a rank, its id, and a finding of that name. */
static void put(struct db *d, const struct given *g)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	char more[400];

	assert_int_equal(
		stmt_open(&s, d,
			"INSERT INTO release (release_id, dataset, edition, "
			"release, state, published, fetched, loaded) VALUES "
			"(?1, ?2, ?3, printf('%064d', ?1), ?4, ?5, ?6, "
			"'2025-07-01T00:00:00Z')",
			&e),
		0);
	stmt_integer(s, 1, g->id);
	text(s, 2, g->dataset);
	text(s, 3, g->edition);
	text(s, 4, g->state);
	text(s, 5, g->published);
	text(s, 6, g->fetched);
	assert_int_equal(stmt_run(s, &e), 0);
	stmt_close(s);
	snprintf(more, sizeof(more),
		"INSERT INTO observation SELECT %d, indicator_id, 'rank', "
		"edition, 'AAA', 0, %d, '', 1, 'A1', 1 FROM indicator "
		"WHERE dataset = '%s' AND edition = '%s';"
		"INSERT INTO finding (stage, rule, severity, release_id, "
		"message) VALUES ('extract', 'V1', 'info', %d, 'of %d')",
		g->id, g->id, g->dataset, g->edition, g->id, g->id);
	script(d, more);
}

#define PUT(d, ...)                                                            \
	do {                                                                   \
		static const struct given g_[] = { __VA_ARGS__ };              \
		for (size_t i_ = 0; i_ < COUNT(g_); i_++)                      \
			put(d, &g_[i_]);                                       \
	} while (0)

static void assert_rows(struct db *d, const char *sql, const char *expected)
{
	check_rows(d, sql, " ", expected);
}

static const char releases[] =
	"SELECT dataset, edition, release_id FROM release "
	"ORDER BY dataset, edition";

/* The current releases as of a moment. */
static void assert_as_of(const char *path, const char *when,
	const char *dataset, const char *expected)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (asof_open(&d, path, when, dataset, &e) < 0)
		fail_msg("%s", e.text);
	assert_rows(d, releases, expected);
	assert_rows(d, "SELECT DISTINCT state FROM release", "current");
	db_close(d);
}

static void assert_refused(const char *path, const char *when,
	const char *dataset, enum err_kind kind, const char *says)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(asof_open(&d, path, when, dataset, &e), -1);
	assert_null(d);
	assert_fault(&e, kind, says);
}

/* ---- release_known ----------------------------------------------------------
 */

static void assert_known(struct db *d, const char *published,
	const char *fetched, const char *known)
{
	struct given g = { 9, "d", "1", "staged", published, fetched };

	put(d, &g);
	assert_rows(d, "SELECT known FROM release_known WHERE release_id = 9",
		known);
	script(d, "DELETE FROM release WHERE release_id = 9");
}

static void known_1_from_the_earlier_of_fetched_and_published(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	assert_known(d, "2026-01-05", "2026-01-05T10:00:00Z",
		"2026-01-05T10:00:00Z");
	assert_known(d, "2026-01-05", "2026-01-06T10:00:00Z",
		"2026-01-05T23:59:59Z");
	assert_known(d, NULL, "2026-01-06T10:00:00Z", "2026-01-06T10:00:00Z");
	db_close(d);
}

static void known_1_a_month_and_a_year_count_from_their_end(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	assert_known(d, "2024-02", NULL, "2024-02-29T23:59:59Z");
	assert_known(
		d, "2025-12", "2026-01-06T10:00:00Z", "2025-12-31T23:59:59Z");
	assert_known(d, "2025", "2026-01-06T10:00:00Z", "2025-12-31T23:59:59Z");
	db_close(d);
}

static void known_1_what_is_loaded_is_known(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	assert_known(d, "2025-07", NULL, "2025-07-01T00:00:00Z");
	assert_known(d, "2025", NULL, "2025-07-01T00:00:00Z");
	assert_known(d, "2025-06", NULL, "2025-06-30T23:59:59Z");
	db_close(d);
}

static void known_2_without_a_date_from_when_it_was_loaded(void **state)
{
	static const char *const none[] = { NULL, "", "spring 2024", "2024-13",
		"2024-1", "2024-01-99", "about 2024-01-01" };
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	for (size_t i = 0; i < COUNT(none); i++)
		assert_known(d, none[i], NULL, "2025-07-01T00:00:00Z");
	assert_known(
		d, "spring", "2026-01-06T10:00:00Z", "2026-01-06T10:00:00Z");
	db_close(d);
}

static void known_3_a_date_is_that_of_what_came_first_or_is_pinned(void **state)
{
	static const char known[] =
		"SELECT release_id, known FROM release_known ORDER BY 1";
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01", "2025-06-02T00:00:00Z" },
		{ 2, "d", "1", "staged", "2025-01", "2025-06-01T00:00:00Z" },
		{ 3, "d", "2", "staged", "2025-01", "2025-06-01T00:00:00Z" });
	script(d, "UPDATE release SET file = 'a.xlsx'");
	assert_rows(d, known,
		"1|2025-06-02T00:00:00Z 2|2025-01-31T23:59:59Z "
		"3|2025-01-31T23:59:59Z");
	script(d, "UPDATE release SET official = release_id = 1");
	assert_rows(d, known,
		"1|2025-01-31T23:59:59Z 2|2025-06-01T00:00:00Z "
		"3|2025-01-31T23:59:59Z");
	script(d, "UPDATE release SET file = 'b.xlsx' WHERE release_id = 1");
	assert_rows(d, known,
		"1|2025-01-31T23:59:59Z 2|2025-01-31T23:59:59Z "
		"3|2025-01-31T23:59:59Z");
	db_close(d);
}

/* ---- release_order ----------------------------------------------------------
 */

static void assert_order(struct db *d, const char *expected)
{
	assert_rows(d,
		"SELECT o.release_id FROM release_order AS o "
		"JOIN release AS r USING (release_id) "
		"WHERE r.dataset = 'd' AND r.edition = '1' ORDER BY o.place",
		expected);
}

static void order_1_the_last_published_is_first(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "staged", "2025-02", "2026-01-09T00:00:00Z" },
		{ 2, "d", "1", "staged", "2025-03", NULL },
		{ 3, "d", "1", "staged", NULL, NULL },
		{ 4, "d", "1", "staged", "2025-01", NULL },
		{ 5, "d", "2", "staged", "2026-01", NULL });
	script(d, "UPDATE release SET official = 1 WHERE release_id = 4");
	assert_order(d, "3 2 1 4");
	db_close(d);
}

static void order_2_of_one_date_the_vouched_for_are_first(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "staged", "2025-02", "2026-01-01T00:00:00Z" },
		{ 2, "d", "1", "staged", "2025-02", "2026-01-02T00:00:00Z" },
		{ 3, "d", "1", "staged", "2025-02", "2026-01-03T00:00:00Z" });
	script(d,
		"UPDATE release SET official = 1 WHERE release_id = 1;"
		"UPDATE release SET status = 200 WHERE release_id = 2;"
		"UPDATE release SET official = 0 WHERE release_id = 3");
	assert_order(d, "2 1 3");
	db_close(d);
}

static void order_3_then_the_last_fetched_then_the_last_loaded(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "staged", "2025-02", "2026-01-02T00:00:00Z" },
		{ 2, "d", "1", "staged", "2025-02", "2026-01-01T00:00:00Z" },
		{ 3, "d", "1", "staged", "2025-02", NULL },
		{ 4, "d", "1", "staged", "2025-02", "2026-01-01T00:00:00Z" });
	assert_order(d, "1 4 2 3");
	script(d,
		"UPDATE release SET again = '2026-01-03T00:00:00Z' "
		"WHERE release_id = 2");
	assert_order(d, "2 1 4 3");
	db_close(d);
}

static void order_4_what_is_not_pinned_has_no_place(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "staged", "2025-02", NULL },
		{ 2, "d", "1", "staged", "2025-03", NULL },
		{ 3, "d", "1", "staged", "2025-04", NULL });
	script(d,
		"UPDATE edition SET promote = 'pinned';"
		"UPDATE release SET official = 1 WHERE release_id = 1;"
		"UPDATE release SET official = 0 WHERE release_id = 2");
	assert_order(d, "1");
	db_close(d);
}

/* ---- choose.sql -------------------------------------------------------------
 */

static void choose_1_of_those_known_the_first_in_order_is_current(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "superseded", "2025-01-10", NULL },
		{ 2, "d", "1", "superseded", "2025-02-10", NULL },
		{ 3, "d", "1", "current", "2025-03-10", NULL });
	assert_as_of(path, "2025-01-10", NULL, "d|1|1");
	assert_as_of(path, "2025-02-10T23:59:58Z", NULL, "d|1|1");
	assert_as_of(path, "2025-02-10T23:59:59Z", NULL, "d|1|2");
	assert_as_of(path, "2025-03-09", NULL, "d|1|2");
	assert_as_of(path, "2025-03-10", NULL, "d|1|3");
	db_close(d);
}

static void counting_2_what_is_current_today_was_it_once_known(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL },
		{ 2, "d", "1", "superseded", "2025-02-10", NULL });
	assert_as_of(path, "2025-12-31", NULL, "d|1|1");
	script(d, "UPDATE edition SET promote = 'pinned'");
	assert_as_of(path, "2025-12-31", NULL, "d|1|1");
	db_close(d);
}

static void counting_3_what_came_again_was_not_current_between(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", NULL, "2025-01-01T00:00:00Z" },
		{ 2, "d", "1", "superseded", NULL, "2025-02-01T00:00:00Z" });
	script(d,
		"UPDATE release SET again = '2025-03-01T00:00:00Z' "
		"WHERE release_id = 1");
	assert_as_of(path, "2025-01-31", NULL, "d|1|1");
	assert_as_of(path, "2025-02-28", NULL, "d|1|2");
	assert_as_of(path, "2025-03-01", NULL, "d|1|1");
	/* what is current and has no turn */
	script(d, "UPDATE edition SET promote = 'pinned'");
	assert_as_of(path, "2025-02-28", NULL, "d|1|1");
	script(d, "UPDATE edition SET promote = 'newest-valid'");
	PUT(d, { 3, "d", "1", "superseded", NULL, "2025-02-10T00:00:00Z" });
	script(d,
		"UPDATE release SET again = '2025-02-20T00:00:00Z' "
		"WHERE release_id = 2");
	assert_as_of(path, "2025-02-09", NULL, "d|1|2");
	assert_as_of(path, "2025-02-19", NULL, "d|1|3");
	assert_as_of(path, "2025-02-20", NULL, "d|1|2");
	db_close(d);
}

static void counting_2_what_is_not_pinned_never_was_current(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "superseded", "2025-01-10", NULL },
		{ 2, "d", "1", "current", "2025-02-10", NULL },
		{ 3, "d", "2", "current", "2025-01-01", NULL });
	assert_as_of(path, "2025-01-31", NULL, "d|1|1 d|2|3");
	script(d,
		"UPDATE edition SET promote = 'pinned';"
		"UPDATE release SET official = 0 WHERE release_id = 1");
	assert_as_of(path, "2025-01-31", NULL, "d|2|3");
	db_close(d);
}

static void counting_1_what_is_not_judged_valid_does_not_count(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL },
		{ 2, "d", "1", "staged", "2025-02-10", NULL },
		{ 3, "d", "1", "quarantined", "2025-03-10", NULL },
		{ 4, "d", "1", "held", NULL, "2025-04-10T00:00:00Z" },
		{ 5, "d", "2", "quarantined", "2025-01-10", NULL });
	assert_as_of(path, "2025-12-31", NULL, "d|1|1");
	db_close(d);
}

static void choose_2_what_was_not_known_is_not_there(void **state)
{
	static const char all[] =
		"SELECT (SELECT count(*) FROM dataset), "
		"(SELECT count(*) FROM regime), (SELECT count(*) FROM edition),"
		" (SELECT count(*) FROM indicator), "
		"(SELECT count(*) FROM observation), "
		"(SELECT group_concat(message) FROM finding)";
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL },
		{ 2, "d", "2", "current", "2025-02-10", NULL },
		{ 3, "x", "1", "current", "2025-02-10", NULL });
	assert_rows(d, all, "2|3|3|3|3|of 1,of 2,of 3");
	assert_int_equal(asof_open(&then, path, "2025-01-31", NULL, &e), 0);
	assert_rows(then, all, "1|1|1|1|1|of 1");
	db_close(then);
	db_close(d);
}

static void choose_3_other_datasets_are_left_out(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL },
		{ 3, "x", "1", "current", "2025-01-10", NULL });
	assert_as_of(path, "2025-01-31", "x", "x|1|3");
	assert_as_of(path, "2025-01-31", NULL, "d|1|1 x|1|3");
	db_close(d);
}

static void choose_4_areas_and_regions_are_those_of_today(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	assert_int_equal(asof_open(&then, path, "2025-01-31", "d", &e), 0);
	assert_rows(then,
		"SELECT a.name, g.name, s.title, b.name, l.label FROM area AS a"
		" JOIN member USING (area) JOIN region AS g USING (region) "
		"JOIN scheme AS s ON s.scheme = g.scheme, sheet AS b, label "
		"AS l",
		"Alba|North|S|S|Alba");
	db_close(then);
	db_close(d);
}

/* ---- the database of then ---------------------------------------------------
 */

static void every_column_is_taken(void **state)
{
	static const char *const tables[] = { "dataset", "regime", "edition",
		"indicator", "release", "area", "scheme", "region", "member",
		"sheet", "label", "observation", "finding", "average" };
	char path[PATH_TEXT], sql[400];
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", "2025-01-12T00:00:00Z" },
		{ 2, "d", "2", "current", "2025-01-10", NULL },
		{ 3, "x", "1", "current", "2025-01-10", NULL });
	script(d,
		"UPDATE dataset SET landing = 'l', licence = 'c', "
		"attribution = 'a';"
		"UPDATE edition SET areas = 7, scale_min = 1, scale_max = 9, "
		"decimals = 2, ties_decimals = 3, first = 'worst';"
		"UPDATE indicator SET parent = 'overall', decimals = 4, "
		"unit = 'u', scale_min = 2, scale_max = 8;"
		"UPDATE release SET file = 'f', url = 'u', official = 1, "
		"bytes = 5, final_url = 'v', status = 200, etag = 'e', "
		"last_modified = 'm', content_type = 't', agent = 'k', "
		"again = 'b', recipe = 'r', content = printf('%064d', 6);"
		"UPDATE area SET iso2 = 'AL', m49 = '008';"
		"UPDATE region SET parent = 'n';"
		"INSERT INTO average VALUES ('d', '1', 'f', 'S', 'C9', 's', "
		"'n', 'overall', '2024', 1.5, '1.50', 3, 2);"
		"UPDATE finding SET indicator = 'i', measure = 'score', "
		"area = 'AAA', label = 'l', period = 'p', sheet = 's', "
		"cell = 'A1', raw = 'w', expected = 'x', actual = 'y', "
		"cells = 3");
	assert_int_equal(asof_open(&then, path, "2025-01-31", NULL, &e), 0);
	script(d, "PRAGMA wal_checkpoint");
	assert_int_equal(db_attach(then, path, "now", &e), 0);
	for (size_t i = 0; i < COUNT(tables); i++) {
		snprintf(sql, sizeof(sql),
			"SELECT count(*), (SELECT count(*) FROM "
			"(SELECT * FROM now.%s EXCEPT SELECT * FROM main.%s)) "
			"FROM now.%s HAVING count(*) = 0 OR (SELECT count(*) "
			"FROM (SELECT * FROM now.%s EXCEPT "
			"SELECT * FROM main.%s)) > 0",
			tables[i], tables[i], tables[i], tables[i], tables[i]);
		assert_rows(then, sql, "");
	}
	db_close(then);
	db_close(d);
}

static void it_is_derived_anew(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "superseded", "2025-01-10", NULL },
		{ 2, "d", "1", "current", "2025-02-10", NULL });
	assert_true(derive_stale(d, &e) >= 0);
	assert_rows(d, "SELECT rank FROM standing", "2");
	assert_int_equal(asof_open(&then, path, "2025-01-31", "d", &e), 0);
	assert_rows(then, "SELECT rank FROM standing", "1");
	assert_int_equal(derive_is_current(then, "d", &e), 1);
	db_close(then);
	db_close(d);
}

static void it_says_when_it_is_of(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	script(d,
		"INSERT INTO log_head (line, hash, time, run) VALUES (7, "
		"printf('%064d', 7), '2025-01-10T00:00:00Z', 'run-7')");
	assert_rows(d, "SELECT * FROM as_of", "");
	assert_int_equal(asof_open(&then, path, "2025-01-31", NULL, &e), 0);
	assert_rows(then,
		"SELECT as_of, moment, log_line, log_hash = "
		"printf('%064d', 7), log_run FROM as_of",
		"2025-01-31|2025-01-31T23:59:59Z|7|1|run-7");
	db_close(then);
	db_close(d);
}

static void it_shows_nothing_else_and_takes_nothing(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	assert_int_equal(asof_open(&then, path, "2025-01-31", NULL, &e), 0);
	assert_rows(then, "SELECT name FROM pragma_database_list", "main temp");
	assert_rows(then, "SELECT count(*) FROM sqlite_temp_schema", "0");
	assert_int_equal(db_script(then, "t", "DELETE FROM finding", &e), -1);
	db_close(then);
	db_close(d);
}

static void without_a_moment_it_is_the_database_itself(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *now = NULL;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "staged", "2025-01-10", NULL });
	assert_int_equal(asof_open(&now, path, NULL, NULL, &e), 0);
	assert_string_equal(db_path(now), path);
	assert_rows(now, releases, "d|1|1");
	db_close(now);
	db_close(d);
}

/* ---- the other database -----------------------------------------------------
 */

static void what_is_being_written_is_not_seen(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	assert_int_equal(db_begin(d, &e), 0);
	PUT(d, { 2, "d", "2", "current", "2025-01-10", NULL });
	assert_as_of(path, "2025-12-31", NULL, "d|1|1");
	assert_int_equal(db_end(d, 0, &e), 0);
	assert_as_of(path, "2025-12-31", NULL, "d|1|1 d|2|2");
	db_close(d);
}

static void nothing_is_left_beside_it(void **state)
{
	char path[PATH_TEXT], companion[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	db_close(d);
	assert_as_of(path, "2025-12-31", NULL, "d|1|1");
	path_in(companion, *state, "x.db-wal");
	assert_false(file_exists(companion));
	path_in(companion, *state, "x.db-shm");
	assert_false(file_exists(companion));
}

static void its_name_may_be_odd(void **state)
{
	char path[PATH_TEXT], odd[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	db_close(d);
	path_in(odd, *state, "a?b=c#d%41'\"e.db");
	assert_int_equal(rename(path, odd), 0);
	assert_as_of(odd, "2025-12-31", NULL, "d|1|1");
}

/* Root may write everywhere, so the rights of another user are taken on. */
static void it_may_be_read_only(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;
	int rc;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	db_close(d);
	assert_int_equal(chmod(path, 0444), 0);
	assert_int_equal(chmod(*state, 0555), 0);
	if (getuid() == 0)
		assert_int_equal(seteuid(65534), 0);
	rc = asof_open(&then, path, "2025-12-31", "d", &e);
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(*state, 0755), 0);
	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	assert_rows(then, releases, "d|1|1");
	db_close(then);
}

/* ---- refusals ---------------------------------------------------------------
 */

static void what_is_no_moment_is_refused(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	assert_refused(path, "January", NULL, ERR_USAGE,
		"--as-of 'January': expected a day such as 2026-01-05, or a "
		"moment such as 2026-01-05T12:00:00Z");
	db_close(d);
}

static void nothing_1_a_dataset_that_is_not_there_lists_those_that_are(
	void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	assert_refused(path, "2025-01-31", "y", ERR_DATA,
		"no dataset y in the database: it has d, x");
	db_close(d);
}

static void nothing_2_before_the_first_release_says_when_it_was(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-02-10", NULL },
		{ 2, "d", "1", "superseded", "2025-01-10", NULL },
		{ 3, "d", "1", "quarantined", "2024-01-10", NULL },
		{ 4, "x", "1", "current", "2024-06", NULL });
	assert_refused(path, "2024-05-31", "d", ERR_DATA,
		"d: nothing was known on 2024-05-31: the first release is "
		"known from 2025-01-10T23:59:59Z");
	assert_refused(path, "2024-05-31", NULL, ERR_DATA,
		"nothing was known on 2024-05-31: the first release is known "
		"from 2024-06-30T23:59:59Z");
	db_close(d);
}

static void nothing_2_without_a_valid_release_says_what_to_do(void **state)
{
	char path[PATH_TEXT];
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "staged", "2025-02-10", NULL });
	assert_refused(path, "2025-12-31", "d", ERR_DATA,
		"d: nothing was known on 2025-12-31: there is no current "
		"release: load and validate one");
	db_close(d);
}

static void no_database_is_made_where_there_is_none(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = NULL;

	path_in(path, *state, "x.db");
	assert_int_equal(asof_open(&d, path, "2025-12-31", NULL, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "no database '");
	assert_false(file_exists(path));
}

/* ---- as a file --------------------------------------------------------------
 */

/* A database, and one as of January beside it. */
static void write_then(
	struct db **d, char path[PATH_TEXT], char then[PATH_TEXT], void **state)
{
	struct err e = ERR_INIT;

	open_ground(d, path, *state);
	PUT(*d, { 1, "d", "1", "superseded", "2025-01-10", NULL },
		{ 2, "d", "1", "current", "2025-02-10", NULL });
	path_in(then, *state, "then.db");
	if (asof_write(then, path, "2025-01-31", &e) < 0)
		fail_msg("%s", e.text);
}

static void a_file_is_a_database_as_any_other(void **state)
{
	char path[PATH_TEXT], file[PATH_TEXT];
	struct validation v;
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;

	write_then(&d, path, file, state);
	db_close(d);
	assert_int_equal(db_open(&then, file, DB_WRITE, &e), 0);
	assert_rows(then, "PRAGMA journal_mode", "wal");
	assert_rows(then, releases, "d|1|1");
	assert_rows(then, "SELECT rank FROM standing", "1");
	assert_rows(then, "PRAGMA foreign_key_check", "");
	assert_rows(then, "PRAGMA integrity_check", "ok");
	assert_int_equal(validate(&v, then,
				 &(struct validation_order){ .dataset = "d",
					 .bar = SEVERITY_ERROR },
				 &e),
		0);
	assert_int_equal(v.promoted + v.quarantined, 0);
	db_close(then);
}

static void only_the_file_itself_is_left(void **state)
{
	char path[PATH_TEXT], file[PATH_TEXT];
	struct db *d;

	write_then(&d, path, file, state);
	db_close(d);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(unlink(file), 0);
	assert_int_equal(rmdir(*state), 0); /* nothing else was in it */
	assert_int_equal(mkdir(*state, 0755), 0);
}

static void nothing_is_loaded_into_it(void **state)
{
	char path[PATH_TEXT], file[PATH_TEXT], sha[65];
	struct load_release r = { .dataset = "d",
		.edition = "1",
		.sha256 = sha,
		.official = -1,
		.bytes = -1 };
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;
	struct load *l = NULL;

	memset(sha, '7', 64);
	sha[64] = '\0';
	write_then(&d, path, file, state);
	db_close(d);
	assert_int_equal(db_open(&then, file, DB_WRITE, &e), 0);
	assert_int_equal(load_begin(&l, then, &r, &e), -1);
	assert_fault(&e, ERR_DATA,
		"the database is one as of a moment: load into the one that "
		"it was made of");
	db_close(then);
}

static void it_is_not_asked_as_of_another_moment(void **state)
{
	char path[PATH_TEXT], file[PATH_TEXT];
	struct db *d;

	write_then(&d, path, file, state);
	db_close(d);
	assert_refused(file, "2024-12-31", NULL, ERR_DATA,
		"the database is as of 2025-01-31 itself: ask the one that it "
		"was made of");
}

static void a_failure_leaves_the_file_that_was_there(void **state)
{
	char path[PATH_TEXT], file[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *then = NULL;

	write_then(&d, path, file, state);
	assert_int_equal(asof_write(file, path, "2020-01-01", &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	db_close(d);
	e = (struct err)ERR_INIT;
	assert_int_equal(db_open(&then, file, DB_READ, &e), 0);
	assert_rows(then, "SELECT as_of FROM as_of", "2025-01-31");
	db_close(then);
}

static void a_database_in_use_is_not_replaced(void **state)
{
	char path[PATH_TEXT], file[PATH_TEXT], link[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d, *user = NULL;

	write_then(&d, path, file, state);
	assert_int_equal(db_open(&user, file, DB_WRITE, &e), 0);
	script(user, "DELETE FROM finding");
	assert_int_equal(asof_write(file, path, "2025-01-31", &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	path_in(link, *state, "link.db");
	assert_int_equal(symlink(file, link), 0);
	assert_contains(e.text,
		"is a database that is in use ('-wal' lies beside it): give "
		"another name");
	e = (struct err)ERR_INIT;
	assert_int_equal(asof_write(link, path, "2025-01-31", &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	db_close(user);
	e = (struct err)ERR_INIT;
	assert_int_equal(asof_write(file, path, "2025-01-31", &e), 0);
	db_close(d);
}

static void a_device_is_no_file(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d;

	open_ground(&d, path, *state);
	PUT(d, { 1, "d", "1", "current", "2025-01-10", NULL });
	assert_int_equal(asof_write("/dev/null", path, "2025-01-31", &e), -1);
	assert_fault(&e, ERR_USAGE, "'/dev/null': expected a file");
	db_close(d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(
			known_1_from_the_earlier_of_fetched_and_published),
		test_in_folder(known_1_a_month_and_a_year_count_from_their_end),
		test_in_folder(
			known_3_a_date_is_that_of_what_came_first_or_is_pinned),
		test_in_folder(known_1_what_is_loaded_is_known),
		test_in_folder(known_2_without_a_date_from_when_it_was_loaded),
		test_in_folder(order_1_the_last_published_is_first),
		test_in_folder(order_2_of_one_date_the_vouched_for_are_first),
		test_in_folder(
			order_3_then_the_last_fetched_then_the_last_loaded),
		test_in_folder(order_4_what_is_not_pinned_has_no_place),
		test_in_folder(
			choose_1_of_those_known_the_first_in_order_is_current),
		test_in_folder(
			counting_2_what_is_current_today_was_it_once_known),
		test_in_folder(
			counting_3_what_came_again_was_not_current_between),
		test_in_folder(counting_2_what_is_not_pinned_never_was_current),
		test_in_folder(
			counting_1_what_is_not_judged_valid_does_not_count),
		test_in_folder(choose_2_what_was_not_known_is_not_there),
		test_in_folder(choose_3_other_datasets_are_left_out),
		test_in_folder(choose_4_areas_and_regions_are_those_of_today),
		test_in_folder(every_column_is_taken),
		test_in_folder(it_is_derived_anew),
		test_in_folder(it_says_when_it_is_of),
		test_in_folder(it_shows_nothing_else_and_takes_nothing),
		test_in_folder(without_a_moment_it_is_the_database_itself),
		test_in_folder(what_is_being_written_is_not_seen),
		test_in_folder(nothing_is_left_beside_it),
		test_in_folder(its_name_may_be_odd),
		test_in_folder(it_may_be_read_only),
		test_in_folder(what_is_no_moment_is_refused),
		test_in_folder(
			nothing_1_a_dataset_that_is_not_there_lists_those_that_are),
		test_in_folder(
			nothing_2_before_the_first_release_says_when_it_was),
		test_in_folder(
			nothing_2_without_a_valid_release_says_what_to_do),
		test_in_folder(no_database_is_made_where_there_is_none),
		test_in_folder(a_file_is_a_database_as_any_other),
		test_in_folder(only_the_file_itself_is_left),
		test_in_folder(nothing_is_loaded_into_it),
		test_in_folder(it_is_not_asked_as_of_another_moment),
		test_in_folder(a_failure_leaves_the_file_that_was_there),
		test_in_folder(a_database_in_use_is_not_replaced),
		test_in_folder(a_device_is_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
