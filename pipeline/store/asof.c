/* SPDX-License-Identifier: MIT */
#include "pipeline/store/asof.h"

#include <stdlib.h>
#include <unistd.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"
#include "pipeline/store/derive.h"
#include "pipeline/store/sqltext.h"

extern const char sql_asof_choose[], sql_asof_fill[], sql_asof_nothing[];

/* What is asked for. */
struct asked {
	const char *path, *when, *dataset; /* dataset NULL: all */
	char moment[CLOCK_TEXT];
};

static int note(struct db *d, const struct asked *a, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (db_script(d, "as of",
		    "CREATE TEMP TABLE asked (as_of TEXT, moment TEXT, "
		    "dataset TEXT)",
		    e) < 0 ||
		stmt_open(&s, d,
			"INSERT INTO temp.asked (as_of, moment, dataset) "
			"VALUES (?1, ?2, ?3)",
			e) < 0)
		return -1;
	stmt_text(s, 1, span_of(a->when));
	stmt_text(s, 2, span_of(a->moment));
	stmt_text(s, 3, span_of(a->dataset));
	rc = stmt_run(s, e);
	stmt_close(s);
	return rc;
}

/* ERR_DATA with the first row of a query, if it has one. */
static int refuse(struct db *d, const char *sql, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open(&s, d, sql, e) < 0)
		return -1;
	rc = stmt_step(s, e);
	if (rc == 1)
		err_set(e, ERR_DATA, "%.*s", SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	return rc ? -1 : 0;
}

/* All from one state of the other database: one transaction. */
static int take(struct db *d, struct err *e)
{
	static const char again[] =
		"SELECT 'the database is as of ' || as_of || ' itself: ask the "
		"one that it was made of' FROM origin.as_of";
	int rc;

	if (db_begin(d, e) < 0)
		return -1;
	rc = refuse(d, again, e);
	if (rc == 0)
		rc = db_script(d, "sql/asof/choose.sql", sql_asof_choose, e);
	if (rc == 0)
		rc = refuse(d, sql_asof_nothing, e);
	if (rc == 0)
		rc = db_script(d, "sql/asof/fill.sql", sql_asof_fill, e);
	return db_end(d, rc, e);
}

/* What refers and what it refers to comes from a database that held to it, so
 * that not each row has to be looked up. */
static int fill(struct db *d, const struct asked *a, struct err *e)
{
	const struct derive_order all = { .dataset = NULL };
	struct derive_done done = { .n_datasets = 0 };
	int rc;

	if (note(d, a, e) < 0 || db_attach(d, a->path, "origin", e) < 0 ||
		db_script(d, "as of", "PRAGMA foreign_keys = OFF", e) < 0 ||
		take(d, e) < 0 ||
		db_script(d, "as of", "DETACH origin; DROP TABLE temp.asked",
			e) < 0)
		return -1;
	rc = derive(&done, d, &all, e);
	derive_done_free(&done);
	return rc;
}

/* A new database at a place, after a look at the one that it is made of. */
static int make(
	struct db **out, const char *place, struct asked *a, struct err *e)
{
	struct db *origin = NULL;
	int rc;

	if (clock_moment(a->moment, a->when) < 0)
		return err_set(e, ERR_USAGE,
			"--as-of '%.60s': expected a day such as 2026-01-05, "
			"or a moment such as 2026-01-05T12:00:00Z",
			a->when);
	rc = db_open(&origin, a->path, DB_READ, e);
	if (rc == 0 && db_is_server(origin))
		rc = err_set(e, ERR_USAGE,
			"--as-of: the database '%s' is a server: this takes a "
			"file",
			db_path(origin));
	db_close(origin);
	if (rc < 0 || db_open(out, place, DB_CREATE, e) < 0)
		return -1;
	/* all of it or nothing: a log would be as large again */
	if (db_script(*out, "as of", "PRAGMA journal_mode = MEMORY", e) == 0 &&
		fill(*out, a, e) == 0 &&
		db_script(*out, "as of", "PRAGMA journal_mode = WAL", e) == 0)
		return 0;
	db_close(*out);
	*out = NULL;
	return -1;
}

int asof_open(struct db **out, const char *path, const char *when,
	const char *dataset, struct err *e)
{
	struct asked a = { .path = path, .when = when, .dataset = dataset };

	if (!when)
		return db_open(out, path, DB_READ, e);
	if (make(out, DB_PRIVATE, &a, e) < 0)
		return -1;
	return db_script(*out, "as of", "PRAGMA query_only = ON", e);
}

/* What SQLite has beside a database. */
static const char *const companions[] = { "-wal", "-journal", "-shm" };
enum { COMPANIONS = sizeof(companions) / sizeof(*companions) };

/* A log that belongs to the file of before would be read into the new one. A
 * link is followed, as the draft does. */
static int check_unused(const char *file, struct err *e)
{
	for (size_t i = 0; i < COMPANIONS; i++) {
		char *target = realpath(file, NULL);
		struct text name = TEXT_INIT;
		int there;

		text_printf(
			&name, "%s%s", target ? target : file, companions[i]);
		free(target);
		if (text_done(&name, e) < 0)
			return -1;
		there = file_exists(name.at);
		text_free(&name);
		if (there)
			return err_set(e, ERR_DATA,
				"'%.200s' is a database that is in use ('%s' "
				"lies beside it): give another name",
				file, companions[i]);
	}
	return 0;
}

/* On a full disk it cannot clean up behind itself. */
static void drop_companions(const char *path)
{
	for (size_t i = 0; path && i < COMPANIONS; i++) {
		struct text name = TEXT_INIT;

		text_printf(&name, "%s%s", path, companions[i]);
		if (!name.failed)
			unlink(name.at);
		text_free(&name);
	}
}

int asof_write(
	const char *file, const char *path, const char *when, struct err *e)
{
	struct asked a = { .path = path, .when = when };
	struct draft *draft = NULL;
	struct db *d = NULL;
	int rc;

	if (check_unused(file, e) < 0 || draft_open_named(&draft, file, e) < 0)
		return -1;
	rc = draft_path(draft)
		? make(&d, draft_path(draft), &a, e)
		: err_set(e, ERR_USAGE, "'%.200s': expected a file", file);
	db_close(d);
	if (rc == 0)
		return draft_commit(draft, e);
	drop_companions(draft_path(draft));
	draft_drop(draft);
	return -1;
}
