/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipeline/base/hash.h"
#include "pipeline/store/db.h"

/* A database in the test's folder, open. */
static struct db *open_in(
	char path[PATH_TEXT], const char *folder, enum db_mode mode)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	path_in(path, folder, "x.db");
	assert_int_equal(db_open(&d, path, mode, &e), 0);
	return d;
}

static void run(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(d, "test", sql, &e), 0);
}

static long long number(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	long long n;

	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	n = stmt_get_integer(s, 0);
	stmt_close(s);
	return n;
}

/* db_open fails with this kind and a text with this part. */
static void assert_shut(const char *path, enum db_mode mode, enum err_kind kind,
	const char *part)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, path, mode, &e), -1);
	assert_null(d);
	assert_contains(e.text, part);
	assert_contains(e.text, "x.db");
	assert_int_equal(e.kind, kind);
}

/* ---- opening ----------------------------------------------------------------
 */

static void a_new_database_has_the_content_tables(void **state)
{
	char path[PATH_TEXT];
	struct db *d = open_in(path, *state, DB_CREATE);

	assert_int_equal(number(d, "SELECT count(*) FROM observation"), 0);
	db_close(d);
}

static void what_is_there_stays_when_it_is_opened_again(void **state)
{
	char path[PATH_TEXT];
	struct db *d = open_in(path, *state, DB_CREATE);

	run(d, "INSERT INTO sheet (name) VALUES ('one')");
	db_close(d);
	d = open_in(path, *state, DB_CREATE);
	assert_int_equal(number(d, "SELECT count(*) FROM sheet"), 1);
	db_close(d);
}

static void reading_where_there_is_none_says_what_to_do(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "x.db");
	assert_shut(path, DB_READ, ERR_DATA, "load something first");
}

static void reading_where_there_is_none_makes_none(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = NULL;

	path_in(path, *state, "x.db");
	db_open(&d, path, DB_READ, &e);
	assert_false(file_exists(path));
}

static void writing_where_there_is_none_is_refused(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "x.db");
	assert_shut(path, DB_WRITE, ERR_DATA, "load something first");
}

static void a_file_that_is_not_there_cannot_be_tried(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "x.db");
	assert_shut(path, DB_TRY, ERR_DATA, "load something first");
}

static void what_is_opened_to_try_keeps_nothing(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);

	db_close(d);
	d = open_in(path, *state, DB_TRY);
	assert_false(db_is_new(d));
	assert_int_equal(db_begin(d, &e), 0);
	run(d, "INSERT INTO sheet (name) VALUES ('one')");
	assert_int_equal(db_end(d, 0, &e), 0);
	assert_int_equal(number(d, "SELECT count(*) FROM sheet"), 0);
	db_close(d);
}

static void an_empty_file_has_nothing_to_read(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "x.db");
	write_text(path, "");
	assert_shut(path, DB_READ, ERR_DATA, "is empty");
}

static void a_text_file_is_no_database(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "x.db");
	write_text(path, "country,score\nKazakhstan,58\n");
	assert_shut(path, DB_CREATE, ERR_SYSTEM, "the file is no database");
}

static void a_text_file_is_left_as_it_was(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = NULL;

	path_in(path, *state, "x.db");
	write_text(path, "country,score\nKazakhstan,58\n");
	db_open(&d, path, DB_CREATE, &e);
	assert_file(path, "country,score\nKazakhstan,58\n");
}

static void a_database_of_a_newer_version_is_refused(void **state)
{
	char path[PATH_TEXT];
	struct db *d = open_in(path, *state, DB_CREATE);

	run(d, "PRAGMA user_version = 9");
	db_close(d);
	assert_shut(path, DB_READ, ERR_SYSTEM,
		"made by a newer kosh (schema 9, this one knows 8): update "
		"kosh");
}

static void of_a_newer_version_it_is_left_as_it_was(void **state)
{
	static const enum db_mode modes[] = { DB_READ, DB_TRY, DB_WRITE,
		DB_CREATE };
	char path[PATH_TEXT], before[HASH_HEX], after[HASH_HEX];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);

	run(d, "PRAGMA user_version = 99");
	db_close(d);
	assert_int_equal(hash_file(before, path, &e), 0);
	for (size_t i = 0; i < COUNT(modes); i++) {
		assert_shut(path, modes[i], ERR_SYSTEM, "update kosh");
		assert_int_equal(hash_file(after, path, &e), 0);
		assert_string_equal(after, before);
	}
}

static void a_database_of_another_program_is_refused(void **state)
{
	char path[PATH_TEXT];
	struct db *d = open_in(path, *state, DB_CREATE);

	run(d, "PRAGMA application_id = 0");
	db_close(d);
	assert_shut(path, DB_CREATE, ERR_SYSTEM, "belongs to another program");
}

static void a_folder_that_is_not_there_is_a_clear_fault(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "no/x.db");
	assert_shut(path, DB_CREATE, ERR_SYSTEM, "see whether the folder");
}

static void a_long_path_loses_its_front(void **state)
{
	char path[PATH_TEXT], name[400];
	struct err e = ERR_INIT;
	struct db *d = NULL;

	memset(name, 'n', sizeof(name));
	memcpy(name + sizeof(name) - 6, "/x.db", 6);
	path_in(path, *state, name);
	assert_int_equal(db_open(&d, path, DB_CREATE, &e), -1);
	assert_contains(e.text, "n/x.db': it cannot be opened");
	assert_null(strstr(e.text, *state));
}

/* ---- reading beside others --------------------------------------------------
 */

static void a_reader_leaves_no_file_behind(void **state)
{
	char path[PATH_TEXT], beside[PATH_TEXT];
	struct db *d = open_in(path, *state, DB_CREATE);

	db_close(d);
	d = open_in(path, *state, DB_READ);
	assert_int_equal(number(d, "SELECT count(*) FROM sheet"), 0);
	db_close(d);
	path_in(beside, *state, "x.db-wal");
	assert_false(file_exists(beside));
	path_in(beside, *state, "x.db-shm");
	assert_false(file_exists(beside));
}

static void a_reader_cannot_write(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);

	db_close(d);
	d = open_in(path, *state, DB_READ);
	assert_int_equal(db_script(d, "test", "DELETE FROM sheet", &e), -1);
	assert_contains(e.text, "it cannot be written");
	assert_int_equal(e.kind, ERR_SYSTEM);
	db_close(d);
}

static void a_reader_sees_the_old_state_while_another_writes(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *writer = open_in(path, *state, DB_CREATE);
	struct db *reader = open_in(path, *state, DB_READ);

	assert_int_equal(db_begin(writer, &e), 0);
	run(writer, "INSERT INTO sheet (name) VALUES ('one')");
	assert_int_equal(number(reader, "SELECT count(*) FROM sheet"), 0);
	assert_int_equal(db_end(writer, 0, &e), 0);
	assert_int_equal(number(reader, "SELECT count(*) FROM sheet"), 1);
	db_close(reader);
	db_close(writer);
}

static void a_second_writer_is_told_to_wait(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *first = open_in(path, *state, DB_CREATE);
	struct db *second = open_in(path, *state, DB_CREATE);

	run(second, "PRAGMA busy_timeout = 0");
	assert_int_equal(db_begin(first, &e), 0);
	assert_int_equal(db_begin(second, &e), -1);
	assert_contains(e.text, "another process is writing it");
	assert_int_equal(e.kind, ERR_SYSTEM);
	assert_int_equal(db_end(first, -1, &e), -1);
	db_close(second);
	db_close(first);
}

/* A process that commits a row and is killed: its -wal and -shm stay. */
static void leave_wal(const char *path)
{
	int status = 0;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct err e = ERR_INIT;
		struct db *d = NULL;
		int rc = db_open(&d, path, DB_CREATE, &e);

		if (rc == 0)
			rc = db_script(d, "test",
				"INSERT INTO sheet (name) VALUES ('one')", &e);
		raise(rc == 0 ? SIGKILL : SIGTERM);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void assert_has_row(const char *path, enum db_mode mode)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (db_open(&d, path, mode, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(number(d, "SELECT count(*) FROM sheet"), 1);
	db_close(d);
}

static void who_reads_takes_in_what_a_killed_process_committed(void **state)
{
	char path[PATH_TEXT], wal[PATH_TEXT];

	path_in(path, *state, "x.db");
	path_in(wal, *state, "x.db-wal");
	leave_wal(path);
	assert_true(file_exists(wal));
	assert_has_row(path, DB_READ);
	assert_has_row(path, DB_WRITE);
	assert_false(file_exists(wal));
}

static void who_writes_does_too_also_without_its_shm(void **state)
{
	char path[PATH_TEXT], shm[PATH_TEXT];

	path_in(path, *state, "x.db");
	path_in(shm, *state, "x.db-shm");
	leave_wal(path);
	assert_int_equal(remove(shm), 0);
	assert_has_row(path, DB_WRITE);
	assert_has_row(path, DB_READ);
}

static void a_wal_that_was_torn_counts_up_to_the_last_commit(void **state)
{
	char path[PATH_TEXT], wal[PATH_TEXT];
	FILE *f;

	path_in(path, *state, "x.db");
	path_in(wal, *state, "x.db-wal");
	leave_wal(path);
	f = fopen(wal, "a");
	assert_non_null(f);
	for (int i = 0; i < 20000; i++)
		fputc(i % 251, f);
	assert_int_equal(fclose(f), 0);
	assert_has_row(path, DB_READ);
}

/* Makes the folder and the database in it read-only, and this process somebody
 * who is held to that. */
static int seal(const char *folder, const char *path)
{
	return chmod(path, 0444) == 0 && chmod(folder, 0555) == 0 &&
		(geteuid() != 0 || seteuid(65534) == 0);
}

static void unseal(const char *folder)
{
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(folder, 0755), 0);
}

static void a_read_only_folder_can_be_read(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);
	int rc;

	run(d, "INSERT INTO sheet (name) VALUES ('one')");
	db_close(d);
	d = NULL;
	assert_true(seal(*state, path));
	rc = db_open(&d, path, DB_READ, &e);
	unseal(*state);
	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	assert_int_equal(number(d, "SELECT count(*) FROM sheet"), 1);
	db_close(d);
}

/* Part of it is in files that only somebody else may take in. It is not read
 * without them. */
static void what_was_left_in_a_read_only_folder_is_not_passed_over(void **state)
{
	char path[PATH_TEXT], shm[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = NULL;
	int rc;

	path_in(path, *state, "x.db");
	path_in(shm, *state, "x.db-shm");
	leave_wal(path);
	assert_int_equal(remove(shm), 0);
	assert_true(seal(*state, path));
	rc = db_open(&d, path, DB_READ, &e);
	unseal(*state);
	assert_int_equal(rc, -1);
	assert_contains(e.text, "left its last changes in the -wal file");
	assert_int_equal(e.kind, ERR_SYSTEM);
	assert_has_row(path, DB_READ);
}

static void a_read_only_database_may_have_an_odd_name(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = NULL;
	int rc;

	path_in(path, *state, "a?b=c#d%41.db");
	assert_int_equal(db_open(&d, path, DB_CREATE, &e), 0);
	db_close(d);
	d = NULL;
	assert_true(seal(*state, path));
	rc = db_open(&d, path, DB_READ, &e);
	unseal(*state);
	assert_int_equal(rc, 0);
	db_close(d);
}

static void a_read_only_folder_cannot_be_written(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);
	int rc;

	db_close(d);
	d = NULL;
	assert_true(seal(*state, path));
	rc = db_open(&d, path, DB_WRITE, &e);
	if (rc == 0)
		rc = db_begin(d, &e);
	db_close(d);
	unseal(*state);
	assert_int_equal(rc, -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
}

/* ---- transactions and scripts -----------------------------------------------
 */

static void a_full_disk_says_so(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);

	run(d, "PRAGMA max_page_count = 1");
	assert_int_equal(
		db_script(d, "test",
			"INSERT INTO label (label) VALUES (zeroblob(0) ||"
			" hex(zeroblob(1000000)))",
			&e),
		-1);
	assert_contains(e.text, "the disk is full: make room");
	assert_int_equal(e.kind, ERR_SYSTEM);
	db_close(d);
}

static void a_full_disk_changes_nothing(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);

	run(d, "PRAGMA max_page_count = 1");
	assert_int_equal(db_begin(d, &e), 0);
	run(d, "INSERT INTO sheet (name) VALUES ('one')");
	assert_int_equal(
		db_script(d, "test",
			"INSERT INTO label (label) VALUES (zeroblob(0) ||"
			" hex(zeroblob(1000000)))",
			&e),
		-1);
	assert_int_equal(db_end(d, -1, &e), -1);
	assert_int_equal(number(d, "SELECT count(*) FROM sheet"), 0);
	db_close(d);
}

static int open_memory(void **state)
{
	struct err e = ERR_INIT;

	return db_open((struct db **)state, ":memory:", DB_CREATE, &e);
}

static int close_memory(void **state)
{
	db_close(*state);
	return 0;
}

static void a_failure_is_rolled_back(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_begin(*state, &e), 0);
	run(*state, "INSERT INTO sheet (name) VALUES ('one')");
	assert_int_equal(db_end(*state, -1, &e), -1);
	assert_int_equal(number(*state, "SELECT count(*) FROM sheet"), 0);
}

static void a_success_is_kept(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_begin(*state, &e), 0);
	run(*state, "INSERT INTO sheet (name) VALUES ('one')");
	assert_int_equal(db_end(*state, 0, &e), 0);
	assert_int_equal(number(*state, "SELECT count(*) FROM sheet"), 1);
}

static void a_trial_keeps_nothing(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);

	db_close(d);
	d = open_in(path, *state, DB_TRY);
	assert_int_equal(db_begin(d, &e), 0);
	run(d, "INSERT INTO sheet (name) VALUES ('one')");
	assert_int_equal(number(d, "SELECT count(*) FROM sheet"), 1);
	assert_int_equal(db_end(d, 0, &e), 0);
	assert_int_equal(number(d, "SELECT count(*) FROM sheet"), 0);
	db_close(d);
}

static void a_trial_makes_no_database(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "x.db");
	assert_shut(path, DB_TRY, ERR_DATA, "load something first");
	assert_false(file_exists(path));
}

static void a_commit_that_fails_is_rolled_back(void **state)
{
	struct err e = ERR_INIT;

	run(*state,
		"INSERT INTO dataset (dataset, title, publisher, direction)"
		" VALUES ('d', 'd', 'd', 'higher');"
		"INSERT INTO regime (dataset, regime, title)"
		" VALUES ('d', 'r', 'r');"
		"INSERT INTO edition (dataset, edition, ordinal, regime,"
		" direction, ties, period) VALUES ('d', 'e', 1, 'r',"
		" 'higher', 'sequential', 'e')");
	assert_int_equal(db_begin(*state, &e), 0);
	run(*state,
		"INSERT INTO indicator (dataset, edition, indicator, parent,"
		" ordinal, level, label, weight, combine, direction)"
		" VALUES ('d', 'e', 'i', 'no such', 1, 1, 'i', 1, 'none',"
		" 'higher')");
	assert_int_equal(db_end(*state, 0, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_int_equal(number(*state, "SELECT count(*) FROM indicator"), 0);
}

static void an_error_in_a_script_names_its_line(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(*state, "rank.sql",
				 "-- a rule\n\nSELECT 1;\n-- next\n"
				 "SELECT area,\n\tno_such\nFROM area;\n",
				 &e),
		-1);
	assert_fault(&e, ERR_SYSTEM,
		"rank.sql:6: database ':memory:': no such column: no_such");
}

static void an_error_while_a_script_runs_names_its_statement(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(
		db_script(*state, "rank.sql",
			"SELECT 1;\n\n-- below\nINSERT INTO sheet (name)\n"
			"VALUES (NULL);\n",
			&e),
		-1);
	assert_fault(&e, ERR_DATA,
		"rank.sql:4: database ':memory:': NOT NULL constraint failed: "
		"sheet.name");
}

static void a_script_stops_at_its_first_error(void **state)
{
	struct err e = ERR_INIT;

	db_script(*state, "t",
		"SELECT no_such; INSERT INTO sheet (name) VALUES ('one')", &e);
	assert_int_equal(number(*state, "SELECT count(*) FROM sheet"), 0);
}

static void text_in_double_quotes_is_never_a_text(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, *state, "SELECT \"area\"", &e), -1);
	assert_contains(e.text, "no such column: area");
}

static void foreign_keys_are_held(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(*state, "t",
				 "INSERT INTO regime (dataset, regime, title)"
				 " VALUES ('none', 'r', 'r')",
				 &e),
		-1);
	assert_contains(e.text, "FOREIGN KEY constraint failed");
}

static void a_measure_that_is_none_is_not_kept(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(
		db_script(*state, "t",
			"INSERT INTO observation (release_id, indicator_id,"
			" measure, period, area, place, raw, sheet_id, cell,"
			" label_id) VALUES (1, 1, 'guess', '2024', 'KAZ', 0,"
			" '', 1, 'A1', 1)",
			&e),
		-1);
	assert_contains(e.text, "CHECK constraint failed");
}

/* ---- statements -------------------------------------------------------------
 */

static void values_come_back_as_they_were_bound(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, *state, "SELECT ?1, ?2, ?3, ?4", &e), 0);
	stmt_text(s, 1, span_of("K\xc3\xb6sh"));
	stmt_number(s, 2, 0.1);
	stmt_integer(s, 3, INT64_MIN);
	stmt_null(s, 4);
	assert_int_equal(stmt_step(s, &e), 1);
	assert_true(span_is(stmt_get_text(s, 0), "K\xc3\xb6sh"));
	assert_same_double(stmt_get_number(s, 1), 0.1);
	assert_true(stmt_get_integer(s, 2) == INT64_MIN);
	assert_int_equal(stmt_type(s, 3), VALUE_NULL);
	stmt_close(s);
}

static void no_text_is_null_and_an_empty_text_is_not(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, *state, "SELECT ?1, ?2", &e), 0);
	stmt_text(s, 1, (struct span){ NULL, 0 });
	stmt_text(s, 2, (struct span){ "", 0 });
	assert_int_equal(stmt_step(s, &e), 1);
	assert_int_equal(stmt_type(s, 0), VALUE_NULL);
	assert_int_equal(stmt_type(s, 1), VALUE_TEXT);
	stmt_close(s);
}

static void a_statement_that_was_bound_wrong_does_not_run(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, *state, "SELECT ?1", &e), 0);
	stmt_integer(s, 2, 1);
	assert_int_equal(stmt_step(s, &e), -1);
	stmt_close(s);
}

static void parameters_are_found_by_name(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, *state, "SELECT :a, :b", &e), 0);
	assert_int_equal(stmt_parameter(s, ":b"), 2);
	assert_int_equal(stmt_parameter(s, ":c"), 0);
	stmt_close(s);
}

static void assert_says(struct db *d, const char *sql, const char *text)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	assert_true(span_is(stmt_get_text(s, 0), text));
	stmt_close(s);
}

static void plain_is_the_shortest_decimal(void **state)
{
	assert_says(*state,
		"SELECT plain(24.775) || ' ' || plain(90.0) || ' ' ||"
		" plain(0.1 + 0.2)",
		"24.775 90 0.30000000000000004");
}

static void decimals_are_those_of_the_shortest_decimal(void **state)
{
	assert_says(*state,
		"SELECT decimals(24.775) || decimals(90.0) || decimals(0.5)",
		"301");
	assert_says(*state,
		"SELECT decimals(1.5e-7) || decimals(1e-7) || decimals(1e22)",
		"870");
}

static void infinity_and_null_have_no_decimal(void **state)
{
	assert_says(*state,
		"SELECT (plain(9e999) IS NULL) + (plain(-9e999) IS NULL) +"
		" (decimals(9e999) IS NULL) + (plain(NULL) IS NULL) +"
		" (decimals(NULL) IS NULL)",
		"5");
}

static const char figures[] =
	"CREATE TEMP TABLE figure (area, period, weight, value);"
	"INSERT INTO figure (area, period, weight, value) VALUES "
	"('AAA', '1', NULL, 5), ('BBB', '1', NULL, 7), ('AAA', '2', NULL, 9), "
	"('AAA', '1', 1, 2), ('BBB', '1', 1, 8), ('AAA', '2', 1, NULL), "
	"('AAA', '1', 3, 4), ('BBB', '1', 3, NULL), ('CCC', '1', 3, 90)";

static void miss_is_the_greatest_distance_from_a_mean_or_a_sum(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(*state, "figures", figures, &e), 0);
	assert_says(*state,
		"SELECT round(miss(1, area, period, weight, value), 9) "
		"FROM figure",
		"1.5");
	assert_says(*state,
		"SELECT round(miss(0, area, period, weight, value), 9) "
		"FROM figure",
		"9.0");
}

static void miss_needs_a_whole_and_a_part_of_one_area_and_period(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(*state, "figures", figures, &e), 0);
	assert_says(*state,
		"SELECT miss(1, area, period, weight, value) IS NULL "
		"FROM figure WHERE period = '2' OR area = 'CCC'",
		"1");
	assert_says(*state,
		"SELECT miss(1, area, period, weight, value) IS NULL "
		"FROM figure WHERE area = 'none'",
		"1");
}

static void places_are_those_of_twelve_digits(void **state)
{
	assert_says(*state,
		"SELECT places(90.0) || ' ' || places(0.5) || ' ' || "
		"places(56.709999999999994) || ' ' || places(0.1 + 0.2) || "
		"' ' || places(1.0 / 3) || ' ' || places(1e-5) || ' ' || "
		"places(-2.25) || ' ' || places(3e14 + 0.5) || ' ' || "
		"places(0)",
		"0 1 2 1 12 5 2 0 0");
	assert_says(*state,
		"SELECT (places(NULL) IS NULL) + (places(9e999) IS NULL)", "2");
}

/* An area on each line of a ranking: Bora and Cala share a rank, Dune stands
 * before somebody better, Esk has no rank and Foss no score. */
static const char ranking[] =
	"CREATE TEMP TABLE ranking (is_rank, area, figure);"
	"INSERT INTO ranking VALUES (1, 'AAA', 1), (1, 'BBB', 2), "
	"(1, 'CCC', 2), (1, 'DDD', 4), (1, 'EEE', NULL), (1, 'FFF', 7), "
	"(1, 'GGG', 5), (0, 'AAA', 90), (0, 'BBB', 80), (0, 'CCC', 85), "
	"(0, 'DDD', 10), (0, 'EEE', 5), (0, 'FFF', NULL), (0, 'GGG', 20)";

static void assert_ranking(struct db *d, const char *function,
	const char *where, const char *expected)
{
	char sql[200];

	snprintf(sql, sizeof(sql),
		"SELECT %s(is_rank, area, figure) FROM ranking%s", function,
		where);
	assert_says(d, sql, expected);
}

static void a_column_is_looked_at_as_a_whole(void **state)
{
	run(*state, ranking);
	assert_ranking(*state, "rises", "", "1");
	assert_ranking(*state, "unranked", "", "1");
	assert_ranking(*state, "against", "", "{\"DDD\":5}");
	assert_ranking(*state, "doubles", "", "{\"BBB\":\"CCC\"}");
	assert_ranking(*state, "shares", "", "{\"BBB\":\"CCC\"}");
	assert_ranking(*state, "skips", "", "[[\"FFF\",7,5,1]]");
}

static void neighbours_with_one_score_on_two_ranks_are_ties(void **state)
{
	run(*state, ranking);
	assert_ranking(*state, "ties", "", "[]");
	run(*state,
		"UPDATE ranking SET figure = 85 WHERE figure IN (10, 80, 90)");
	assert_ranking(
		*state, "ties", "", "[[\"AAA\",\"BBB\"],[\"CCC\",\"DDD\"]]");
	assert_ranking(*state, "ties", " WHERE area = 'AAA'", "[]");
}

/* Then 1, 2, 2, 4, 5 and now 90, 80, 85, 10, 20. */
static void the_changes_of_a_column_are_summed_up(void **state)
{
	run(*state, ranking);
	assert_ranking(*state, "moves", "", "[5,5,78,11,4,6,89]");
	assert_ranking(*state, "moves", " WHERE area < 'CCC'",
		"[2,2,83.5,5.5,1,78,89]");
	assert_ranking(
		*state, "moves", " WHERE area = 'AAA'", "[1,1,89,0,0,89,89]");
	assert_ranking(*state, "moves", " WHERE area = 'EEE'", "[0]");
	run(*state, "UPDATE ranking SET figure = 85 WHERE figure = 80");
	assert_ranking(*state, "moves", " WHERE area IN ('BBB', 'CCC')",
		"[2,1,83,0,0,83,83]");
}

/* Place 0 has 0, 0.5, 7 and a gap, place 1 has -2.25 on another sheet. */
static void a_column_has_an_extent(void **state)
{
	assert_says(*state,
		"SELECT extent(column1, column2, column3) FROM (VALUES "
		"(0, 0.0, 7), (0, 0.5, 7), (0, NULL, 7), (0, 7.0, 7), "
		"(1, -2.25, 8))",
		"[3,1,1,-2.25,7,[[7,[[1,1]]],[8,[[2,1]]]]]");
	assert_says(
		*state, "SELECT extent(0, NULL, 1)", "[0,0,0,null,null,[]]");
	assert_says(*state,
		"SELECT extent(0, column1, 1) -> 3 IS NULL FROM (SELECT 1 AS "
		"column1 WHERE 0)",
		"1");
	assert_says(*state,
		"SELECT extent(0, column1, 1) FROM (VALUES (-0.0), (9e999), "
		"(9.9999999999999893))",
		"[3,1,0,0,9e999,[[1,[]]]]");
	assert_says(*state, "SELECT (extent(0, 9e999, 1) ->> 3) = 9e999", "1");
}

static void changes_beyond_numbers_are_not_said(void **state)
{
	run(*state, ranking);
	run(*state, "UPDATE ranking SET figure = 1.7e308 * (1 - 2 * is_rank)");
	assert_ranking(*state, "moves", "", "[7,1,null,null,0,null,null]");
}

static void the_median_of_many_is_that_of_all_sorted(void **state)
{
	assert_says(*state,
		"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM "
		"n WHERE i < 2000) SELECT median(i * 7919 % 2003) = (SELECT j "
		"FROM (SELECT i * 7919 % 2003 AS j FROM n ORDER BY j LIMIT 1 "
		"OFFSET 1000)) FROM n",
		"1");
	assert_says(*state,
		"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM "
		"n WHERE i < 2000) SELECT median(abs(1000 - i)) FROM n",
		"500.0");
	assert_says(*state,
		"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM "
		"n WHERE i < 99) SELECT median(i / 60) || median(7) FROM n",
		"0.07.0");
}

static void the_median_is_in_the_middle(void **state)
{
	assert_says(*state,
		"SELECT median(column1) FROM (VALUES (9), (NULL), (1), (2))",
		"2.0");
	assert_says(*state,
		"SELECT median(column1) FROM (VALUES (9), (1), (2), (-4))",
		"1.5");
	assert_says(*state, "SELECT median(7)", "7.0");
	assert_says(*state, "SELECT median(NULL) IS NULL", "1");
}

static void the_order_of_the_figures_does_not_matter(void **state)
{
	run(*state, ranking);
	assert_ranking(*state, "rises", " ORDER BY area DESC", "1");
	assert_ranking(
		*state, "against", " ORDER BY figure DESC", "{\"DDD\":5}");
	assert_ranking(*state, "shares", " ORDER BY is_rank, figure",
		"{\"BBB\":\"CCC\"}");
}

static void equal_scores_may_share_and_stand_in_any_order(void **state)
{
	run(*state, ranking);
	run(*state, "UPDATE ranking SET figure = 85 WHERE figure = 80");
	assert_ranking(*state, "rises", " WHERE area < 'DDD'", "0");
	assert_ranking(*state, "shares", "", "{}");
	assert_ranking(*state, "doubles", "", "{\"CCC\":\"BBB\"}");
}

static void of_two_in_the_wrong_order_the_better_ranked_is_against_it(
	void **state)
{
	run(*state, ranking);
	assert_ranking(*state, "against", " WHERE area IN ('DDD', 'GGG')",
		"{\"DDD\":2}");
}

static void the_one_in_more_wrong_pairs_is_against_the_order(void **state)
{
	run(*state, ranking);
	run(*state, "UPDATE ranking SET figure = 99 WHERE figure = 20");
	assert_ranking(*state, "against", "", "{\"GGG\":1}");
}

static void a_column_may_be_empty_or_have_a_single_area(void **state)
{
	run(*state, ranking);
	for (int i = 0; i < 2; i++) {
		const char *where =
			i ? " WHERE area = 'AAA'" : " WHERE area = 'none'";

		assert_ranking(*state, "rises", where, "0");
		assert_ranking(*state, "unranked", where, "0");
		assert_ranking(*state, "against", where, "{}");
		assert_ranking(*state, "doubles", where, "{}");
		assert_ranking(*state, "shares", where, "{}");
		assert_ranking(*state, "skips", where, "[]");
	}
	assert_ranking(
		*state, "skips", " WHERE area = 'FFF'", "[[\"FFF\",7,0,1]]");
}

static void who_lacks_a_score_may_double_a_rank(void **state)
{
	run(*state, ranking);
	run(*state, "UPDATE ranking SET figure = 2 WHERE figure = 7");
	assert_ranking(
		*state, "doubles", "", "{\"BBB\":\"CCC\",\"FFF\":\"BBB\"}");
	assert_ranking(*state, "shares", "", "{\"BBB\":\"CCC\"}");
	assert_ranking(*state, "skips", "", "[[\"DDD\",4,2,3]]");
}

/* ---- what a user may ask ----------------------------------------------------
 */

static void assert_not_asked(struct db *d, const char *sql, const char *says)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open_reading(&s, d, sql, &e), -1);
	assert_null(s);
	assert_fault(&e, ERR_USAGE, says);
}

static void a_select_may_be_asked(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open_reading(&s, *state,
				 "WITH n (x) AS (VALUES (1)) SELECT max(x)"
				 " FROM n; -- one\n /* two */ ;",
				 &e),
		0);
	assert_int_equal(stmt_step(s, &e), 1);
	stmt_close(s);
}

static void a_statement_that_writes_may_not_be_asked(void **state)
{
	static const char *const statements[] = { "DELETE FROM area",
		"INSERT INTO sheet (name) VALUES ('x') RETURNING name",
		"CREATE TEMP TABLE t (x)", "DROP TABLE area",
		"ATTACH '/tmp/x.db' AS x", "PRAGMA journal_mode = DELETE",
		"BEGIN", "VACUUM", "REINDEX" };

	for (size_t i = 0; i < COUNT(statements); i++)
		assert_not_asked(*state, statements[i],
			"SQL: not authorized: one SELECT and nothing else");
}

static void two_statements_may_not_be_asked(void **state)
{
	assert_not_asked(*state, "SELECT 1; DELETE FROM area",
		"SQL: more than one statement: the second is 'DELETE FROM "
		"area'");
}

static void no_statement_may_not_be_asked(void **state)
{
	assert_not_asked(*state, " -- nothing", "SQL: no statement given");
}

static void a_wrong_statement_is_refused_in_the_words_of_sqlite(void **state)
{
	assert_not_asked(
		*state, "SELECT FROM area", "SQL: near \"FROM\": syntax error");
}

static void a_fault_of_a_users_statement_is_one_of_the_call(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open_reading(&s, *state,
				 "SELECT abs(-9223372036854775808)", &e),
		0);
	assert_int_equal(stmt_step(s, &e), -1);
	assert_fault(&e, ERR_USAGE, "SQL: integer overflow");
	stmt_close(s);
}

static void our_own_statements_still_write_after_a_question(void **state)
{
	assert_not_asked(*state, "DELETE FROM area",
		"SQL: not authorized: one SELECT and nothing else");
	run(*state, "DELETE FROM area");
}

#define in_memory(test)                                                        \
	cmocka_unit_test_setup_teardown(test, open_memory, close_memory)

/* ---- temporary tables -------------------------------------------------------
 */

static void bind_seven(struct stmt *s, const void *context)
{
	stmt_integer(s, stmt_parameter(s, ":n"), *(const int *)context);
}

/* A database that is read keeps what is found, and is as shut as before. */
static void a_reader_has_temporary_tables_and_writes_nothing(void **state)
{
	static const int seven = 7, eight = 8;
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);

	db_close(d);
	d = open_in(path, *state, DB_READ);
	assert_int_equal(db_temporary(d, "found", "-- which\nSELECT :n AS n;",
				 bind_seven, &seven, &e),
		0);
	assert_int_equal(number(d, "SELECT n FROM found"), 7);
	assert_int_equal(db_temporary(d, "found", "SELECT :n AS n", bind_seven,
				 &eight, &e),
		0);
	assert_int_equal(number(d, "SELECT n FROM found"), 8);
	assert_int_equal(db_script(d, "test", "DELETE FROM release", &e), -1);
	assert_contains(e.text, "cannot be written");
	db_close(d);
}

static void a_temporary_table_that_fails_leaves_a_reader_shut(void **state)
{
	static const int seven = 7;
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = open_in(path, *state, DB_CREATE);

	db_close(d);
	d = open_in(path, *state, DB_READ);
	assert_int_equal(db_temporary(d, "found", "SELECT n FROM nowhere",
				 bind_seven, &seven, &e),
		-1);
	assert_contains(e.text, "no such table: nowhere");
	e = (struct err)ERR_INIT;
	assert_int_equal(db_script(d, "test", "DELETE FROM release", &e), -1);
	db_close(d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(a_new_database_has_the_content_tables),
		test_in_folder(what_is_there_stays_when_it_is_opened_again),
		test_in_folder(reading_where_there_is_none_says_what_to_do),
		test_in_folder(reading_where_there_is_none_makes_none),
		test_in_folder(writing_where_there_is_none_is_refused),
		test_in_folder(a_file_that_is_not_there_cannot_be_tried),
		test_in_folder(what_is_opened_to_try_keeps_nothing),
		test_in_folder(an_empty_file_has_nothing_to_read),
		test_in_folder(a_text_file_is_no_database),
		test_in_folder(a_text_file_is_left_as_it_was),
		test_in_folder(a_database_of_a_newer_version_is_refused),
		test_in_folder(of_a_newer_version_it_is_left_as_it_was),
		test_in_folder(a_database_of_another_program_is_refused),
		test_in_folder(
			who_reads_takes_in_what_a_killed_process_committed),
		test_in_folder(who_writes_does_too_also_without_its_shm),
		test_in_folder(
			a_wal_that_was_torn_counts_up_to_the_last_commit),
		test_in_folder(
			what_was_left_in_a_read_only_folder_is_not_passed_over),
		test_in_folder(a_folder_that_is_not_there_is_a_clear_fault),
		test_in_folder(a_long_path_loses_its_front),
		test_in_folder(a_reader_leaves_no_file_behind),
		test_in_folder(a_reader_cannot_write),
		test_in_folder(
			a_reader_sees_the_old_state_while_another_writes),
		test_in_folder(a_second_writer_is_told_to_wait),
		test_in_folder(a_read_only_folder_can_be_read),
		test_in_folder(a_read_only_database_may_have_an_odd_name),
		test_in_folder(a_read_only_folder_cannot_be_written),
		test_in_folder(a_full_disk_says_so),
		test_in_folder(a_full_disk_changes_nothing),
		in_memory(a_failure_is_rolled_back),
		in_memory(a_success_is_kept),
		test_in_folder(a_trial_keeps_nothing),
		test_in_folder(a_trial_makes_no_database),
		in_memory(a_commit_that_fails_is_rolled_back),
		in_memory(an_error_in_a_script_names_its_line),
		in_memory(an_error_while_a_script_runs_names_its_statement),
		in_memory(a_script_stops_at_its_first_error),
		in_memory(text_in_double_quotes_is_never_a_text),
		in_memory(foreign_keys_are_held),
		in_memory(a_measure_that_is_none_is_not_kept),
		in_memory(values_come_back_as_they_were_bound),
		in_memory(no_text_is_null_and_an_empty_text_is_not),
		in_memory(a_statement_that_was_bound_wrong_does_not_run),
		in_memory(parameters_are_found_by_name),
		in_memory(plain_is_the_shortest_decimal),
		test_in_folder(
			a_reader_has_temporary_tables_and_writes_nothing),
		test_in_folder(
			a_temporary_table_that_fails_leaves_a_reader_shut),
		in_memory(decimals_are_those_of_the_shortest_decimal),
		in_memory(infinity_and_null_have_no_decimal),
		in_memory(miss_is_the_greatest_distance_from_a_mean_or_a_sum),
		in_memory(miss_needs_a_whole_and_a_part_of_one_area_and_period),
		in_memory(places_are_those_of_twelve_digits),
		in_memory(a_column_is_looked_at_as_a_whole),
		in_memory(neighbours_with_one_score_on_two_ranks_are_ties),
		in_memory(the_changes_of_a_column_are_summed_up),
		in_memory(a_column_has_an_extent),
		in_memory(changes_beyond_numbers_are_not_said),
		in_memory(the_median_of_many_is_that_of_all_sorted),
		in_memory(the_median_is_in_the_middle),
		in_memory(the_order_of_the_figures_does_not_matter),
		in_memory(equal_scores_may_share_and_stand_in_any_order),
		in_memory(
			of_two_in_the_wrong_order_the_better_ranked_is_against_it),
		in_memory(the_one_in_more_wrong_pairs_is_against_the_order),
		in_memory(a_column_may_be_empty_or_have_a_single_area),
		in_memory(who_lacks_a_score_may_double_a_rank),
		in_memory(a_select_may_be_asked),
		in_memory(a_statement_that_writes_may_not_be_asked),
		in_memory(two_statements_may_not_be_asked),
		in_memory(no_statement_may_not_be_asked),
		in_memory(a_wrong_statement_is_refused_in_the_words_of_sqlite),
		in_memory(a_fault_of_a_users_statement_is_one_of_the_call),
		in_memory(our_own_statements_still_write_after_a_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
