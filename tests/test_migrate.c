/* SPDX-License-Identifier: MIT */
/* A database of an older version, made by the text of that version. */
#include "tests/check.h"

#include <sqlite3.h>

#include "pipeline/base/hash.h"
#include "pipeline/store/db.h"
#include "pipeline/store/schema.h"
#include "pipeline/store/sqltext.h"

/* What cannot be had again by reading a workbook anew, and what can. */
static const char rows[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '1', 1, 'r', 'higher', 'none', '1');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"forced, fetched, again, loaded) VALUES (7, 'd', '1', "
	"printf('%064d', 1), 'current', 'by mail', '2024-01-01T00:00:00Z', "
	"'2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z');"
	"INSERT INTO waiver VALUES (3, 'd', 'V201', 'p', '1', 'who', 'why', "
	"'2027-01-01', 2);"
	"INSERT INTO finding (stage, rule, severity, release_id, message, "
	"fingerprint, waiver_id, waived) VALUES ('extract', 'V201', 'error', "
	"7, 'm', printf('%032d', 1), 3, 1);"
	"INSERT INTO finding_seen VALUES (printf('%032d', 1), "
	"'2024-03-01T00:00:00Z', 'run', NULL);"
	"INSERT INTO source VALUES ('d', '1', 'f', NULL, "
	"'2024-03-01T00:00:00Z', 'new', NULL, NULL, NULL, NULL, NULL, NULL, "
	"NULL);"
	"INSERT INTO event (id, time, actor, event) VALUES ('x', "
	"'2024-03-01T00:00:00Z', '{}', 'load');"
	"INSERT INTO log_head (line, hash, time) VALUES (12, printf('%064d', "
	"2), "
	"'2024-03-01T00:00:00Z');"
	"INSERT INTO run_input VALUES ('d', 'p', NULL);"
	"INSERT INTO metric VALUES ('own_a', 1, 1, 'SELECT 1', 0);";

/* What is in all of them, but for columns that version 6 did not have. */
static const char *const kept[] = {
	"SELECT * FROM dataset",
	"SELECT * FROM regime",
	"SELECT * FROM edition",
	"SELECT * FROM release",
	"SELECT * FROM waiver",
	"SELECT * FROM finding",
	"SELECT * FROM finding_seen",
	"SELECT * FROM source",
	"SELECT id, time, actor, event FROM event WHERE event <> 'migrate'",
	"SELECT line, hash, time FROM log_head",
	"SELECT * FROM run_input",
	"SELECT * FROM metric",
};

static void exec(sqlite3 *old, const char *sql)
{
	char *fault = NULL;

	if (sqlite3_exec(old, sql, NULL, NULL, &fault) != SQLITE_OK)
		fail_msg("%s", fault);
}

/* A database as an older version left it, with more put into it. */
static void make_version(
	char path[PATH_TEXT], const char *folder, int version, const char *more)
{
	struct file_map text;
	struct err e = ERR_INIT;
	char *schema, name[48], mark[96];
	sqlite3 *old = NULL;

	snprintf(name, sizeof(name), "v%d.db", version);
	path_in(path, folder, name);
	snprintf(name, sizeof(name), "tests/schemas/content-%d.sql", version);
	snprintf(mark, sizeof(mark),
		"PRAGMA application_id = 1802466152; PRAGMA user_version = %d",
		version);
	assert_int_equal(file_map(&text, name, &e), 0);
	schema = strndup(text.at, text.len);
	assert_non_null(schema);
	file_unmap(&text);
	assert_int_equal(sqlite3_open(path, &old), SQLITE_OK);
	exec(old, "PRAGMA journal_mode = WAL");
	exec(old, schema);
	exec(old, mark);
	exec(old, rows);
	exec(old, more);
	free(schema);
	assert_int_equal(sqlite3_close(old), SQLITE_OK);
}

static void make_old(char path[PATH_TEXT], const char *folder, const char *more)
{
	make_version(path, folder, 6, more);
}

static int put_column(void *context, int n, char **values, char **names)
{
	(void)names;
	for (int i = 0; i < n; i++)
		fprintf(context, "%s|", values[i] ? values[i] : "");
	fputc('\n', context);
	return 0;
}

/* What queries give, read without our own code. */
static char *read_all(const char *path, const char *const *queries, size_t n)
{
	sqlite3 *raw = NULL;
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(
			sqlite3_exec(raw, queries[i], put_column, to, NULL),
			SQLITE_OK);
	fclose(to);
	assert_int_equal(sqlite3_close(raw), SQLITE_OK);
	return text;
}

static void open_and_close(const char *path, enum db_mode mode)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (db_open(&d, path, mode, &e) < 0)
		fail_msg("%s", e.text);
	db_close(d);
}

static void assert_shut(const char *path, enum db_mode mode, enum err_kind kind,
	const char *part)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, path, mode, &e), -1);
	assert_contains(e.text, part);
	assert_int_equal(e.kind, kind);
}

/* ---- tests ------------------------------------------------------------------
 */

static void opened_to_be_written_it_is_one_of_this_version(void **state)
{
	static const char *const schema[] = {
		"SELECT m.type, m.name, iif(m.type = 'table', (SELECT "
		"group_concat(c.name || ' ' || c.type || c.\"notnull\" || "
		"c.pk, ', ') FROM pragma_table_xinfo(m.name) AS c), m.sql) "
		"FROM sqlite_schema AS m WHERE m.sql IS NOT NULL "
		"ORDER BY m.type, m.name",
		"PRAGMA user_version", "PRAGMA application_id",
		"PRAGMA integrity_check", "PRAGMA foreign_key_check"
	};
	char path[PATH_TEXT], fresh[PATH_TEXT], *got, *want;

	path_in(fresh, *state, "fresh.db");
	open_and_close(fresh, DB_CREATE);
	want = read_all(fresh, schema, COUNT(schema));
	for (int version = 6; version <= 7; version++) {
		make_version(path, *state, version, "");
		open_and_close(path, DB_WRITE);
		got = read_all(path, schema, COUNT(schema));
		assert_string_equal(got, want);
		free(got);
	}
	free(want);
}

static void nothing_that_was_in_it_is_lost(void **state)
{
	char path[PATH_TEXT], *before, *after;

	for (int version = 6; version <= 7; version++) {
		make_version(path, *state, version, "");
		before = read_all(path, kept, COUNT(kept));
		open_and_close(path, DB_CREATE);
		after = read_all(path, kept, COUNT(kept));
		assert_contains(before, "by mail");
		assert_string_equal(after, before);
		free(before);
		free(after);
	}
}

/* Of some databases of version 6 it was an early one. */
static void what_an_early_one_lacks_is_made(void **state)
{
	static const char *const lacked[] = { "SELECT count(*) FROM average",
		"SELECT count(*) FROM release_coming" };
	char path[PATH_TEXT], *text;

	make_old(path, *state,
		"DROP TABLE average; DROP VIEW release_coming;"
		"DROP INDEX finding_of_waiver");
	open_and_close(path, DB_WRITE);
	text = read_all(path, lacked, COUNT(lacked));
	assert_string_equal(text, "0|\n2|\n");
	free(text);
}

static void it_is_told_to_the_log_once(void **state)
{
	static const char *const told[] = {
		"SELECT detail FROM event WHERE event = 'migrate'"
	};
	char path[PATH_TEXT], *text;

	make_old(path, *state, "");
	open_and_close(path, DB_WRITE);
	open_and_close(path, DB_WRITE);
	open_and_close(path, DB_READ);
	text = read_all(path, told, COUNT(told));
	assert_string_equal(text, "{\"from\":6,\"to\":8}|\n");
	free(text);
}

static void who_only_reads_is_told_what_to_do(void **state)
{
	static const char *const version[] = { "PRAGMA user_version" };
	char path[PATH_TEXT], *text;

	make_old(path, *state, "");
	assert_shut(path, DB_READ, ERR_DATA,
		"(schema 6, this one wants 8): kosh-run, kosh-load or "
		"kosh-derive brings it up to date and keeps all of it");
	text = read_all(path, version, 1);
	assert_string_equal(text, "6|\n");
	free(text);
}

static void what_cannot_be_brought_up_stays_as_it_was(void **state)
{
	static const char *const all[] = { "PRAGMA user_version",
		"SELECT sql FROM sqlite_schema", "SELECT * FROM source",
		"SELECT * FROM log_head" };
	char path[PATH_TEXT], *before, *after;

	make_old(path, *state,
		"DROP TABLE source; CREATE TABLE source (dataset TEXT);"
		"INSERT INTO source VALUES ('d')");
	before = read_all(path, all, COUNT(all));
	assert_shut(path, DB_WRITE, ERR_SYSTEM, "of schema 6: ");
	after = read_all(path, all, COUNT(all));
	assert_string_equal(after, before);
	free(before);
	free(after);
}

static void a_trial_leaves_it_as_it_was(void **state)
{
	char path[PATH_TEXT], before[HASH_HEX], after[HASH_HEX];
	struct err e = ERR_INIT;

	make_old(path, *state, "");
	assert_int_equal(hash_file(before, path, &e), 0);
	assert_shut(path, DB_TRY, ERR_DATA, "brings it up to date");
	assert_int_equal(hash_file(after, path, &e), 0);
	assert_string_equal(after, before);
}

static void older_ones_are_refused_with_what_to_do(void **state)
{
	char path[PATH_TEXT];

	make_old(path, *state, "PRAGMA user_version = 5");
	assert_shut(path, DB_CREATE, ERR_SYSTEM,
		"(schema 5, this one knows 6 to 8): move it away and run "
		"kosh-run, which reads the workbooks of the store again");
}

/* ---- texts of this version ---- */

static void change(const char *path, const char *sql)
{
	sqlite3 *raw = NULL;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	exec(raw, sql);
	assert_int_equal(sqlite3_close(raw), SQLITE_OK);
}

#define OVERALL                                                                \
	"DROP VIEW overall; CREATE VIEW overall (release_id, dataset, "        \
	"edition, indicator_id, period) AS\n"
#define OLD_ORDER                                                              \
	"DROP VIEW release_order; CREATE VIEW release_order (release_id, "     \
	"place) AS SELECT 9, 9;"

static const char *const views[] = {
	"SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY 1",
	"SELECT count(*) FROM event"
};

static void views_of_older_texts_are_made_anew(void **state)
{
	char path[PATH_TEXT], *made, *after;

	path_in(path, *state, "x.db");
	open_and_close(path, DB_CREATE);
	made = read_all(path, views, COUNT(views));
	change(path, OLD_ORDER OVERALL "SELECT 1, 2, 3, 4, 5");
	open_and_close(path, DB_WRITE);
	after = read_all(path, views, COUNT(views));
	assert_string_equal(after, made);
	free(made);
	free(after);
}

static void who_only_reads_takes_views_as_they_are(void **state)
{
	static const char *const nine[] = { "SELECT * FROM release_order" };
	char path[PATH_TEXT], *text;

	path_in(path, *state, "x.db");
	open_and_close(path, DB_CREATE);
	change(path, OLD_ORDER OVERALL "SELECT 1, 2, 3, 4, 5");
	open_and_close(path, DB_READ);
	text = read_all(path, nine, 1);
	assert_string_equal(text, "9|9|\n");
	free(text);
}

static void views_of_newer_texts_stay(void **state)
{
	char path[PATH_TEXT], *before, *after;

	path_in(path, *state, "x.db");
	open_and_close(path, DB_CREATE);
	change(path, OLD_ORDER OVERALL "-- texts 1000\nSELECT 1, 2, 3, 4, 5");
	before = read_all(path, views, COUNT(views));
	open_and_close(path, DB_WRITE);
	after = read_all(path, views, COUNT(views));
	assert_string_equal(after, before);
	free(before);
	free(after);
}

static const char *next_view(const char *from)
{
	return strstr(from, "\nCREATE VIEW ");
}

/* What changes here takes another number: see SCHEMA_TEXTS. */
static void a_number_is_of_one_text(void **state)
{
	static const char known[] = "e3a039b72fdeeb4a 1";
	char hex[HASH_HEX], found[40], mark[40];
	struct err e = ERR_INIT;
	struct hash *sum = NULL;

	(void)state;
	assert_int_equal(hash_open(&sum, &e), 0);
	for (size_t i = 0; i < sql_files_count; i++)
		if (strcmp(sql_files[i].folder, "postgres") == 0)
			hash_add(sum, sql_files[i].text,
				strlen(sql_files[i].text));
	for (const char *at = next_view(sql_schema_content); at;
		at = next_view(at + 1))
		hash_add(sum, at, (size_t)(strchr(at, ';') - at));
	hash_end(hex, sum);
	hash_close(sum);
	snprintf(found, sizeof(found), "%.16s %d", hex, SCHEMA_TEXTS);
	assert_string_equal(found, known);
	snprintf(mark, sizeof(mark), "\n-- texts %d\n", SCHEMA_TEXTS);
	assert_non_null(strstr(sql_schema_content, mark));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(opened_to_be_written_it_is_one_of_this_version),
		test_in_folder(nothing_that_was_in_it_is_lost),
		test_in_folder(what_an_early_one_lacks_is_made),
		test_in_folder(it_is_told_to_the_log_once),
		test_in_folder(who_only_reads_is_told_what_to_do),
		test_in_folder(what_cannot_be_brought_up_stays_as_it_was),
		test_in_folder(a_trial_leaves_it_as_it_was),
		test_in_folder(older_ones_are_refused_with_what_to_do),
		test_in_folder(views_of_older_texts_are_made_anew),
		test_in_folder(who_only_reads_takes_views_as_they_are),
		test_in_folder(views_of_newer_texts_stay),
		cmocka_unit_test(a_number_is_of_one_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
