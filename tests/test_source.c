/* SPDX-License-Identifier: MIT */
/* What is kept of asking for a workbook (sql/load/source.sql), and how the
 * editions stand by it (sql/run/status.sql). */
#include "tests/check.h"

#include "pipeline/base/text.h"
#include "pipeline/run/status.h"

#define ONE "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806"
#define TWO "27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a"
#define URL "https://x.org/a.xlsx"

static int open_empty(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (db_open(&d, ":memory:", DB_CREATE, &e) < 0)
		return -1;
	*state = d;
	return 0;
}

static int close_it(void **state)
{
	db_close(*state);
	unsetenv("SOURCE_DATE_EPOCH");
	return 0;
}

static const struct asked_for a_xlsx = { "demo", "2024", "a.xlsx", URL, NULL };

/* Asks on a day of January 2026. */
static void put_of(struct db *d, const struct asked_for *what, int day,
	enum asked_outcome outcome, const char *message,
	const struct asked *held)
{
	char now[32];
	struct asking *a = NULL;
	struct err e = ERR_INIT;

	snprintf(now, sizeof(now), "%d", 1767225600 + (day - 1) * 86400);
	setenv("SOURCE_DATE_EPOCH", now, 1);
	assert_int_equal(asking_open(&a, d, &e), 0);
	asked_put(a, what, outcome, message ? 404 : 200, message, held, &e);
	asking_close(a);
	assert_string_equal(e.text, "");
}

static void put(struct db *d, int day, enum asked_outcome outcome,
	const char *message, const struct asked *held)
{
	put_of(d, &a_xlsx, day, outcome, message, held);
}

/* What is known of it; 1 if something is. */
static int last_of(
	struct asked *last, struct db *d, const struct asked_for *what)
{
	struct asking *a = NULL;
	struct err e = ERR_INIT;
	int rc;

	assert_int_equal(asking_open(&a, d, &e), 0);
	rc = asked_last(last, a, what, &e);
	asking_close(a);
	return rc;
}

/* The one row, its columns with a blank between; NULL is "-". */
static void assert_row(struct db *d, const char *sql, const char *want)
{
	struct text got = TEXT_INIT;
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	for (int i = 0; i < stmt_columns(s); i++) {
		struct span v = stmt_get_text(s, i);

		text_puts(&got, i ? " " : "");
		text_add(&got, v.at ? v.at : "-", v.at ? v.len : 1);
	}
	stmt_close(s);
	assert_string_equal(got.at, want);
	text_free(&got);
}

static void run_sql(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	db_script(d, "test", sql, &e);
	assert_string_equal(e.text, "");
}

static const struct asked one = { ONE, "\"1\"", "Mon" };
static const struct asked two = { TWO, "\"2\"", "" };

/* ---- sql/load/source.sql ----------------------------------------------------
 */

static void source_1_the_last_answer_is_kept(void **state)
{
	put(*state, 1, ASKED_NEW, NULL, &one);
	put(*state, 2, ASKED_FAILED, "404 Not Found", NULL);
	assert_row(*state,
		"SELECT substr(checked, 1, 10), outcome, status, message "
		"FROM source",
		"2026-01-02 failed 404 404 Not Found");
	put(*state, 3, ASKED_UNCHANGED, NULL, &one);
	assert_row(*state,
		"SELECT substr(checked, 1, 10), outcome, status, message "
		"FROM source",
		"2026-01-03 unchanged 200 -");
}

static void source_2_a_failure_is_no_answer(void **state)
{
	put(*state, 1, ASKED_FAILED, "no", NULL);
	assert_row(*state, "SELECT answered FROM source", "-");
	put(*state, 2, ASKED_UNCHANGED, NULL, &one);
	put(*state, 3, ASKED_FAILED, "no", NULL);
	assert_row(*state, "SELECT substr(answered, 1, 10) FROM source",
		"2026-01-02");
}

static void source_3_only_what_is_taken_is_a_change(void **state)
{
	put(*state, 1, ASKED_NEW, NULL, NULL);
	assert_row(*state, "SELECT changed FROM source", "-");
	put(*state, 2, ASKED_NEW, NULL, &one);
	put(*state, 3, ASKED_UNCHANGED, NULL, &one);
	put(*state, 4, ASKED_NEW, NULL, NULL);
	assert_row(*state, "SELECT substr(changed, 1, 10) FROM source",
		"2026-01-02");
	put(*state, 5, ASKED_NEW, NULL, &two);
	assert_row(*state, "SELECT substr(changed, 1, 10) FROM source",
		"2026-01-05");
}

/* Who took it was ended before he told. */
static void source_3_what_was_there_unknown_changed_when_it_came(void **state)
{
	struct asked_for had = a_xlsx;

	had.came = "2024-01-02T03:04:05Z";
	put_of(*state, &had, 1, ASKED_UNCHANGED, NULL, &one);
	assert_row(*state, "SELECT changed FROM source", had.came);
	put_of(*state, &had, 2, ASKED_NEW, NULL, &two);
	put_of(*state, &had, 3, ASKED_UNCHANGED, NULL, &two);
	assert_row(*state, "SELECT substr(changed, 1, 10) FROM source",
		"2026-01-02");
	put_of(*state, &had, 4, ASKED_UNCHANGED, NULL, &one);
	assert_row(*state, "SELECT changed FROM source", had.came);
}

static void source_4_the_validators_are_those_of_what_is_held(void **state)
{
	struct asked last;

	assert_int_equal(last_of(&last, *state, &a_xlsx), 0);
	put(*state, 1, ASKED_NEW, NULL, &one);
	put(*state, 2, ASKED_NEW, NULL, NULL);
	put(*state, 3, ASKED_FAILED, "no", NULL);
	assert_int_equal(last_of(&last, *state, &a_xlsx), 1);
	assert_string_equal(last.release, ONE);
	assert_string_equal(last.etag, "\"1\"");
	assert_string_equal(last.last_modified, "Mon");
	put(*state, 4, ASKED_NEW, NULL, &two);
	assert_int_equal(last_of(&last, *state, &a_xlsx), 1);
	assert_string_equal(last.release, TWO);
	assert_string_equal(last.etag, "\"2\"");
	assert_string_equal(last.last_modified, "");
}

static void another_address_was_not_asked_yet(void **state)
{
	struct asked_for moved = a_xlsx;
	struct asked last;

	put(*state, 1, ASKED_NEW, NULL, &one);
	moved.url = "https://x.org/b.xlsx";
	assert_int_equal(last_of(&last, *state, &moved), 0);
	moved.url = NULL;
	assert_int_equal(last_of(&last, *state, &moved), 0);
	assert_string_equal(last.release, "");
}

/* ---- sql/run/status.sql ---------------------------------------------------
 */

/* demo/2024 has a.xlsx and b.xlsx with addresses, 2023 is taken by hand. */
struct demo {
	struct spec spec;
	struct spec_edition editions[2];
	struct spec_workbook books[3];
	struct sources all;
	struct releases *releases;
	char root[PATH_TEXT];
};

static void make_demo(struct demo *m)
{
	static char a[] = "a.xlsx", b[] = "b.xlsx", c[] = "c.xlsx", url[] = URL,
		    other[] = "https://x.org/b.xlsx", demo[] = "demo",
		    old[] = "2023", now[] = "2024";
	struct err e = ERR_INIT;

	*m = (struct demo){ .spec = { .dataset = demo, .every_hours = 48 } };
	m->books[0] = (struct spec_workbook){ .file = c };
	m->books[1] = (struct spec_workbook){ .file = a, .url = url };
	m->books[2] = (struct spec_workbook){ .file = b, .url = other };
	m->editions[0] = (struct spec_edition){
		.id = old, .workbooks = &m->books[0], .n_workbooks = 1
	};
	m->editions[1] = (struct spec_edition){
		.id = now, .workbooks = &m->books[1], .n_workbooks = 1
	};
	m->spec.editions = m->editions;
	m->spec.n_editions = 2;
	assert_int_equal(sources_add(&m->all, &m->spec, NULL, &e), 0);
	assert_int_equal(
		releases_open(&m->releases, "no-such-root", RELEASES_READ, &e),
		0);
}

static void free_demo(struct demo *m)
{
	sources_free(&m->all);
	releases_close(m->releases);
}

/* What is said on the day after the last put. */
static void assert_status(
	struct db *d, struct demo *m, enum status_worst how, const char *want)
{
	char *got = NULL;
	size_t n;
	FILE *out = open_memstream(&got, &n);
	struct err e = ERR_INIT;
	enum status_worst worst;

	status_put(out, &worst, d, &m->all, m->releases, QUERY_CSV, &e);
	fclose(out);
	assert_string_equal(e.text, "");
	assert_string_equal(strchr(got, '\n') + 1, want);
	assert_int_equal(worst, how);
	free(got);
}

/* Takes some bytes as a release of the trial. */
static void store(struct demo *m, const char *bytes)
{
	struct incoming *in = NULL;
	struct err e = ERR_INIT;
	enum accepted how;
	struct release x = { .dataset = "demo",
		.edition = "2024",
		.file = "a.xlsx",
		.url = URL };

	assert_int_equal(incoming_open(&in, m->releases, &e), 0);
	assert_true(dprintf(incoming_fd(in), "%s", bytes) > 0);
	releases_accept(m->releases, &how, &x, in, &e);
	incoming_close(in);
	assert_string_equal(e.text, "");
}

static void release(struct db *d, const char *sha256, const char *state)
{
	char sql[1000];

	snprintf(sql, sizeof(sql),
		"PRAGMA foreign_keys = OFF; INSERT INTO release (dataset, "
		"edition, release, state, published, loaded) VALUES ('demo', "
		"'2024', '%s', '%s', '2026-01', 'then')",
		sha256, state);
	run_sql(d, sql);
}

static void status_1_fresh_stale_broken_manual(void **state)
{
	struct demo m;

	make_demo(&m);
	setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
	assert_status(*state, &m, STATUS_STALE,
		"demo,2023,manual,0,,,,,,,,\ndemo,2024,stale,0,,,,,,,,\n");
	put(*state, 1, ASKED_UNCHANGED, NULL, &one);
	assert_status(*state, &m, STATUS_FRESH,
		"demo,2023,manual,0,,,,,,,,\n"
		"demo,2024,fresh,0,,,2026-01-01T00:00:00Z,,,,,\n");
	setenv("SOURCE_DATE_EPOCH", "1767398401", 1); /* two days, a second */
	assert_status(*state, &m, STATUS_STALE,
		"demo,2023,manual,0,,,,,,,,\n"
		"demo,2024,stale,0,,,2026-01-01T00:00:00Z,,,,,\n");
	put(*state, 4, ASKED_FAILED, "404 Not Found", NULL);
	assert_status(*state, &m, STATUS_BROKEN,
		"demo,2023,manual,0,,,,,,,,\n"
		"demo,2024,broken,0,,,2026-01-04T00:00:00Z,,,404 Not "
		"Found,,\n");
	free_demo(&m);
}

static void status_1_of_two_workbooks_the_worse_counts(void **state)
{
	struct demo m;
	struct err e = ERR_INIT;

	make_demo(&m);
	sources_free(&m.all);
	m.editions[1].n_workbooks = 2;
	assert_int_equal(sources_add(&m.all, &m.spec, "2024", &e), 0);
	put(*state, 1, ASKED_UNCHANGED, NULL, &one);
	assert_status(*state, &m, STATUS_STALE,
		"demo,2024,stale,0,,,2026-01-01T00:00:00Z,,,,,\n");
	free_demo(&m);
}

static void status_2_a_release_counts_once(void **state)
{
	struct demo m;

	make_demo(&m);
	put(*state, 1, ASKED_NEW, NULL, &one);
	store(&m, "one\n");
	store(&m, "two\n");
	release(*state, ONE, "superseded");
	release(*state, TWO, "current");
	assert_status(*state, &m, STATUS_FRESH,
		"demo,2023,manual,0,,,,,,,,\n"
		"demo,2024,fresh,2,27dd8ed44a83,2026-01,2026-01-01T00:00:00Z,"
		"2026-01-01T00:00:00Z,,,,\n");
	free_demo(&m);
}

static void status_3_the_lock_tells_of_changes_before_the_database(void **state)
{
	struct demo m;

	make_demo(&m);
	setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
	store(&m, "one\n");
	release(*state, ONE, "current");
	put(*state, 5, ASKED_UNCHANGED, NULL, &one);
	assert_status(*state, &m, STATUS_FRESH,
		"demo,2023,manual,0,,,,,,,,\n"
		"demo,2024,fresh,1,2c8b08da5ce6,2026-01,2026-01-05T00:00:00Z,"
		"2026-01-01T00:00:00Z,,,,\n");
	free_demo(&m);
}

static void status_4_what_waits_is_counted(void **state)
{
	struct demo m;

	make_demo(&m);
	put(*state, 1, ASKED_NEW, NULL, NULL);
	store(&m, "one\n");
	store(&m, "two\n");
	release(*state, TWO, "quarantined");
	assert_status(*state, &m, STATUS_FRESH,
		"demo,2023,manual,0,,,,,,,,\n"
		"demo,2024,fresh,2,,,2026-01-01T00:00:00Z,"
		"2026-01-01T00:00:01Z,\"1 new, 1 unread, 1 quarantined\",,"
		"27dd8ed44a83: 0 findings,\n");
	free_demo(&m);
}

static void status_7_what_bars_and_what_was_forced_is_told(void **state)
{
	struct err e = ERR_INIT;
	struct demo m;

	make_demo(&m);
	put(*state, 1, ASKED_NEW, NULL, NULL);
	store(&m, "two\n");
	release(*state, TWO, "quarantined");
	assert_int_equal(
		db_script(*state, "found",
			"UPDATE release SET barred = 2, forced = 'by mail';"
			"INSERT INTO finding (stage, rule, severity, "
			"release_id, message, waived) SELECT 'extract', "
			"column1, column2, release_id, column3, column4 FROM "
			"release, (VALUES ('V203', 'warning', 'w', 0), ('V201',"
			" 'error', 'gone', 1), ('V302', 'error', 'e', 0), "
			"('V503', 'error', 'f', 0))",
			&e),
		0);
	assert_status(*state, &m, STATUS_FRESH,
		"demo,2023,manual,0,,,,,,,,\n"
		"demo,2024,fresh,1,,,2026-01-01T00:00:00Z,"
		"2026-01-01T00:00:00Z,\"1 new, 1 quarantined\",,"
		"\"27dd8ed44a83: 2 findings, the first V302: e\","
		"27dd8ed44a83: by mail\n");
	free_demo(&m);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, open_empty, close_it)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(source_1_the_last_answer_is_kept),
		TEST(source_2_a_failure_is_no_answer),
		TEST(source_3_only_what_is_taken_is_a_change),
		TEST(source_3_what_was_there_unknown_changed_when_it_came),
		TEST(source_4_the_validators_are_those_of_what_is_held),
		TEST(another_address_was_not_asked_yet),
		TEST(status_1_fresh_stale_broken_manual),
		TEST(status_1_of_two_workbooks_the_worse_counts),
		TEST(status_2_a_release_counts_once),
		TEST(status_3_the_lock_tells_of_changes_before_the_database),
		TEST(status_4_what_waits_is_counted),
		TEST(status_7_what_bars_and_what_was_forced_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
