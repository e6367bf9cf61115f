/* SPDX-License-Identifier: MIT */
/* Metrics of users: what the tool's cases do not reach. */
#include "tests/check.h"

#include "pipeline/store/own.h"
#include "tests/deriving.h"
#include "tests/rows.h"
#include <unistd.h>

static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher'), ('o', 'O', 'P', NULL, NULL, NULL, 'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R'), ('o', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES "
	"('d', '1', 1, 'r', 'higher', 'sequential', '2024'), "
	"('o', '1', 1, 'r', 'higher', 'sequential', '2024');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) VALUES (1, 'd', '1', printf('%064d', 1), 'current', "
	"'2026-01-01'), (2, 'o', '1', printf('%064d', 2), 'current', "
	"'2026-01-01')";

#define HEAD "-- title: t\n"

/* A database with two datasets, and a folder with one metric. */
struct room {
	struct db *db;
	char dir[64], file[80];
	struct err e;
	struct derive_done done;
};

static int open_room(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	assert_non_null(r);
	strcpy(r->dir, "/tmp/kosh-own-XXXXXX");
	assert_non_null(mkdtemp(r->dir));
	snprintf(r->file, sizeof(r->file), "%s/a.sql", r->dir);
	assert_int_equal(db_open(&r->db, ":memory:", DB_CREATE, &r->e), 0);
	assert_int_equal(db_script(r->db, "base", base, &r->e), 0);
	*state = r;
	return 0;
}

static int close_room(void **state)
{
	struct room *r = *state;

	unlink(r->file);
	rmdir(r->dir);
	derive_done_free(&r->done);
	db_close(r->db);
	free(r);
	return 0;
}

static int take(struct room *r, const char *sql, int64_t steps)
{
	const struct derive_order o = { .own = r->dir, .steps = steps };
	FILE *f = fopen(r->file, "w");

	assert_non_null(f);
	assert_true(fputs(sql, f) >= 0);
	assert_int_equal(fclose(f), 0);
	r->e = (struct err)ERR_INIT;
	derive_done_free(&r->done);
	return derive(&r->done, r->db, &o, &r->e);
}

static void one_that_never_ends_is_stopped(void **state)
{
	struct room *r = *state;

	assert_int_equal(
		take(r,
			HEAD "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL "
			     "SELECT x + 1 FROM n) SELECT :dataset AS dataset, "
			     "sum(x) AS x FROM n",
			1000000),
		-1);
	assert_int_equal(r->e.kind, ERR_DATA);
	assert_non_null(strstr(r->e.text, "own_a"));
	assert_int_equal(derive_is_defined(r->db, &r->e), 0);
}

static void values_keep_their_types(void **state)
{
	struct room *r = *state;

	assert_int_equal(take(r,
				 HEAD "SELECT :dataset AS dataset, 1 AS a, 0.5 "
				      "AS b, 'x' AS c, NULL AS d",
				 0),
		0);
	check_rows(r->db,
		"SELECT dataset, a, b, c, d, typeof(a), typeof(b), typeof(c) "
		"FROM own_a ORDER BY dataset",
		"\n",
		"d|1|0.5|x|-|integer|real|text\n"
		"o|1|0.5|x|-|integer|real|text");
}

static void what_is_fresh_is_filled_once(void **state)
{
	struct room *r = *state;
	const char *sql = HEAD "SELECT :dataset AS dataset, "
			       "(SELECT count(*) FROM event) AS n";

	assert_int_equal(take(r, sql, 0), 0);
	assert_int_equal(r->done.own, 1);
	assert_int_equal(r->done.n_datasets, 2);
	assert_int_equal(db_script(r->db, "event",
				 "INSERT INTO event (time, actor, event) "
				 "VALUES ('t', '{}', 'x');"
				 "UPDATE release SET recipe = 'anew' "
				 "WHERE dataset = 'o'",
				 &r->e),
		0);
	assert_int_equal(take(r, sql, 0), 0);
	assert_int_equal(r->done.own, 0);
	assert_int_equal(r->done.n_datasets, 1);
	check_rows(r->db, "SELECT dataset, n FROM own_a ORDER BY dataset", "\n",
		"d|1\no|2");
}

static void run_script(struct room *r, const char *sql)
{
	if (db_script(r->db, "script", sql, &r->e) < 0)
		fail_msg("%s", r->e.text);
}

/* What another version of kosh leaves. */
static void define_otherwise(struct room *r)
{
	run_script(r, "UPDATE metric SET text = text || ' ' WHERE own = 0");
}

static void one_that_fails_by_now_says_how_to_be_rid_of_it(void **state)
{
	struct room *r = *state;

	assert_int_equal(
		take(r, HEAD "SELECT dataset, area FROM course", 0), 0);
	run_script(r,
		"UPDATE metric SET text = replace(text, 'course', "
		"'coarse') WHERE own");
	run_script(r,
		"INSERT INTO metric SELECT 'own_b', 0, 1, text, 0 FROM metric "
		"WHERE own");
	define_otherwise(r);
	assert_int_equal(derive_stale(r->db, &r->e), -1);
	assert_fault(&r->e, ERR_DATA,
		"deriving: dataset 'd': your metric own_a fails: take a mended "
		"one (kosh-derive --derive DIR) or drop it (--forget own_a): "
		"own_a:2: SQL: no such table: coarse");
	r->e = (struct err)ERR_INIT;
	assert_int_equal(own_forget(r->db, "own_a", &r->e), 0);
	assert_int_equal(own_forget(r->db, "own_b", &r->e), 0);
	assert_int_equal(derive_stale(r->db, &r->e), 2);
}

static void what_comes_and_goes_is_an_event(void **state)
{
	struct room *r = *state;
	const char *sql = HEAD "SELECT :dataset AS dataset, 1 AS a";

	assert_int_equal(take(r, sql, 0), 0);
	assert_int_equal(take(r, sql, 0), 0);
	assert_int_equal(own_forget(r->db, "own_a", &r->e), 0);
	check_rows(r->db,
		"SELECT event, detail ->> '$.metric', "
		"detail ->> '$.outcome' FROM event ORDER BY event_id",
		"\n", "metric|own_a|taken\nmetric|own_a|dropped");
}

static void columns_follow_the_views_of_another_version(void **state)
{
	struct room *r = *state;

	assert_int_equal(
		take(r, HEAD "SELECT :dataset AS dataset, 1 AS a", 0), 0);
	run_script(r, "UPDATE metric SET text = text || ', 2 AS b' WHERE own");
	define_otherwise(r);
	if (derive_stale(r->db, &r->e) < 0)
		fail_msg("%s", r->e.text);
	check_rows(r->db, "SELECT dataset, a, b FROM own_a ORDER BY dataset",
		"\n", "d|1|2\no|1|2");
}

/* No row of derived would say that they are stale. */
static void rows_of_what_is_derived_no_more_go_with_a_version(void **state)
{
	struct room *r = *state;

	assert_int_equal(
		take(r, HEAD "SELECT :dataset AS dataset, 1 AS a", 0), 0);
	run_script(r,
		"UPDATE release SET state = 'quarantined' "
		"WHERE dataset = 'o'");
	define_otherwise(r);
	assert_int_equal(derive_stale(r->db, &r->e), 1);
	check_rows(r->db, "SELECT dataset FROM own_a", "\n", "d");
}

#define OWN(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		OWN(one_that_never_ends_is_stopped),
		OWN(values_keep_their_types),
		OWN(what_is_fresh_is_filled_once),
		OWN(one_that_fails_by_now_says_how_to_be_rid_of_it),
		OWN(what_comes_and_goes_is_an_event),
		OWN(columns_follow_the_views_of_another_version),
		OWN(rows_of_what_is_derived_no_more_go_with_a_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
