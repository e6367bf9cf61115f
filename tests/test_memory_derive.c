/* SPDX-License-Identifier: MIT */
/* Everything is derived with one request for memory refused, the first, the
 * second, and so on to the last. What comes out is the whole of it, or an
 * error; then all is as it was. */
#include "tests/check.h"

#include "pipeline/store/derive.h"
#include "pipeline/store/query.h"
#include "tests/memory.h"

static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES "
	"('d', '1', 1, 'r', 'higher', 'competition', '1'), "
	"('d', '2', 2, 'r', 'higher', 'competition', '2');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"ordinal, level, label, weight, combine, direction) VALUES "
	"(1, 'd', '1', 'overall', 1, 0, 'O', 1, 'none', 'higher'), "
	"(2, 'd', '2', 'overall', 1, 0, 'O', 1, 'none', 'higher');"
	"INSERT INTO area (area, name, kind) VALUES ('AAA', 'A', 'iso'), "
	"('BBB', 'B', 'iso'), ('CCC', 'C', 'iso');"
	"INSERT INTO scheme (scheme, title, source, dated) VALUES "
	"('m49', 'M', 'UN', '2024');"
	"INSERT INTO region (scheme, region, name) VALUES ('m49', '1', 'W');"
	"INSERT INTO member (scheme, area, region) VALUES ('m49', 'AAA', '1'), "
	"('m49', 'BBB', '1'), ('m49', 'CCC', '1');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) VALUES (1, 'd', '1', printf('%064d', 1), 'current', "
	"'2026-01-01'), (2, 'd', '2', printf('%064d', 2), 'current', "
	"'2026-01-01');"
	"INSERT INTO sheet (sheet_id, name) VALUES (1, 'S');"
	"INSERT INTO label (label_id, label) VALUES (1, 'L');"
	"INSERT INTO observation (release_id, indicator_id, measure, period, "
	"area, place, value, raw, sheet_id, cell, label_id) "
	"SELECT r.release_id, r.release_id, m.column1, r.edition, a.area, 0, "
	"CASE m.column1 WHEN 'rank' THEN n ELSE 50 - n + r.release_id END, '', "
	"1, 'A1', 1 FROM release AS r, (VALUES ('rank'), ('score')) AS m, "
	"(SELECT area, row_number() OVER (ORDER BY area) AS n FROM area) AS a;"
	"INSERT INTO metric (metric, ordinal, own, text) VALUES "
	"('own_a', 0, 1, '-- title: t\n"
	"SELECT dataset, edition, area, place FROM standing "
	"WHERE dataset = :dataset')";

static int open_db(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, ":memory:", DB_CREATE, &e), 0);
	if (db_script(d, "base", base, &e) < 0)
		fail_msg("%s", e.text);
	*state = d;
	return 0;
}

static int close_db(void **state)
{
	db_close(*state);
	return 0;
}

static char *read_rows(struct db *d)
{
	static const char *const rows[] = {
		"SELECT edition, area, rank, score, line, place FROM standing",
		"SELECT edition, region, leader, gap FROM region_leader",
		"SELECT edition, area, place FROM own_a ORDER BY 1, 2",
	};
	struct err e = ERR_INIT;
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);

	assert_non_null(to);
	for (size_t i = 0; i < COUNT(rows); i++)
		if (query_select(to, d, rows[i], QUERY_CSV, &e) < 0)
			fail_msg("%s", e.text);
	fclose(to);
	return text;
}

/* All of it, the definitions too. */
static int derive_all(struct db *d, struct err *e)
{
	const struct derive_order o = { .all = 1 };
	struct derive_done done = { .n_datasets = 0 };
	int rc = db_script(d, "metric",
		"UPDATE metric SET text = 'another version' WHERE own = 0", e);

	if (rc == 0)
		rc = derive(&done, d, &o, e);
	derive_done_free(&done);
	return rc;
}

/* Returns 1 if request n was refused. */
static int derive_refused(struct db *d, size_t n, const char *whole)
{
	struct err e = ERR_INIT;
	int rc, refused;
	char *rows;

	memory_watch();
	memory_refuse(n);
	rc = derive_all(d, &e);
	refused = memory_refused();
	memory_refuse(0);
	assert_true(memory_blocks() <= 0);
	if (rc < 0) {
		assert_true(refused);
		assert_int_equal(e.kind, ERR_SYSTEM);
		assert_contains(e.text, "out of memory");
	}
	rows = read_rows(d);
	assert_string_equal(rows, whole);
	free(rows);
	return refused;
}

static void deriving_is_all_or_nothing(void **state)
{
	struct err e = ERR_INIT;
	size_t n = 0;
	char *whole;

	if (derive_all(*state, &e) < 0)
		fail_msg("%s", e.text);
	whole = read_rows(*state);
	assert_contains(whole, "2,AAA,1,51,1,1");
	while (derive_refused(*state, n + 1, whole))
		n++;
	print_message("%zu requests\n", n);
	assert_true(n >= 50);
	free(whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			deriving_is_all_or_nothing, open_db, close_db),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
