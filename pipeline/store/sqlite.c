/* SPDX-License-Identifier: MIT */
/* A file of SQLite's. */
#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/store/engine.h"
#include "pipeline/store/frozen.h"
#include "pipeline/store/given.h"
#include "pipeline/store/schema.h"
#include "pipeline/store/sqltext.h"

/* FULL: what is committed is on the disk when the log, or a status of 0, says
 * so. */
static const char settings[] =
	"PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
	"PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
	"PRAGMA cache_size = -16384";

/* What is known to happen to a database, and what to do then; else NULL. */
static const char *advice(struct db *d)
{
	int code = sqlite3_errcode(d->sqlite) & 0xff;

	if (code == SQLITE_IOERR && sqlite3_system_errno(d->sqlite) == ENOSPC)
		code = SQLITE_FULL;
	switch (code) {
	case SQLITE_FULL:
		return "the disk is full: make room and run this again";
	case SQLITE_IOERR:
		return "the disk failed: see the system's log";
	case SQLITE_READONLY:
		return "it cannot be written: see who may write the file and "
		       "its folder";
	case SQLITE_BUSY:
		return "another process is writing it: run this again when "
		       "that one is done";
	case SQLITE_CANTOPEN:
		if (frozen_waits(d->path))
			return "a process that was ended left its last changes "
			       "in the -wal file: let somebody who may write "
			       "the folder read it once";
		return "it cannot be opened: see whether the folder exists and "
		       "who may use it";
	case SQLITE_NOTADB:
		return "the file is no database: give the path of one made by "
		       "kosh";
	case SQLITE_CORRUPT:
		return "the file is damaged: remove it and load again";
	default:
		return NULL;
	}
}

/* SQLite's last fault as a sentence. */
int db_fault(struct db *d, struct err *e)
{
	int code = sqlite3_errcode(d->sqlite) & 0xff;
	const char *text = advice(d), *about = d->path;
	size_t path;

	if (!*about && d->attached) /* a private one has no name */
		about = d->attached;
	path = strlen(about); /* a long one loses its front */

	if (code == SQLITE_NOMEM)
		return err_memory(e);
	return err_set(e, code == SQLITE_CONSTRAINT ? ERR_DATA : ERR_SYSTEM,
		"database '%s': %s", about + (path > 200 ? path - 200 : 0),
		text ? text : sqlite3_errmsg(d->sqlite));
}

static int run(struct db *d, const char *sql, struct err *e)
{
	if (sqlite3_exec(d->sqlite, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_fault(d, e);
	return 0;
}

static int configure(struct db *d, struct err *e)
{
	sqlite3_db_config(d->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* "a" is a name and never a text */
	sqlite3_db_config(d->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(d->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_busy_timeout(d->sqlite, 10000);
	if (run(d, settings, e) < 0 || db_functions(d, e) < 0)
		return -1;
	return d->mode == DB_READ ? run(d, "PRAGMA query_only = ON", e) : 0;
}

/* A URI everywhere, since what is attached is opened as the first was. */
static int connect(struct db *d, struct err *e)
{
	struct text uri = TEXT_INIT;
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
		(d->mode == DB_SCRATCH ? SQLITE_OPEN_READONLY
				       : SQLITE_OPEN_READWRITE);
	int rc = SQLITE_OK;

	if (d->mode == DB_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	frozen_uri(&uri, d->path, d->mode == DB_READ);
	if (text_done(&uri, e) == 0)
		rc = sqlite3_open_v2(uri.at, &d->sqlite, flags, NULL);
	text_free(&uri);
	if (!d->sqlite)
		return err_memory(e);
	return rc == SQLITE_OK ? 0 : db_fault(d, e);
}

static int open_file(struct db *d, struct err *e)
{
	if (d->mode != DB_CREATE && access(d->path, F_OK) < 0 &&
		(errno == ENOENT || errno == ENOTDIR))
		return err_set(e, ERR_DATA,
			"no database '%s': load something first (kosh run), or "
			"say --db FILE",
			d->path);
	return connect(d, e) < 0 || configure(d, e) < 0 ||
			schema_check(d, d->mode, e) < 0
		? -1
		: 0;
}

static void close_file(struct db *d)
{
	kept_free(d);
	if (sqlite3_close(d->sqlite) != SQLITE_OK)
		assert(0 && "a statement was left open");
}

const char *db_library(void)
{
	return sqlite3_libversion();
}

/* ATTACH is no writing; a path is bound, since it may hold a quote. */
static int attach(
	struct db *d, const char *path, const char *name, struct err *e)
{
	struct text uri = TEXT_INIT;
	struct stmt *s = NULL;
	int rc;

	free(d->attached);
	d->attached = text_copy(span_of(path));
	frozen_uri(&uri, path, 1);
	rc = d->attached ? text_done(&uri, e) : err_memory(e);
	if (rc == 0)
		rc = stmt_open(&s, d, "ATTACH ?1 AS ?2", e);
	if (rc == 0) {
		stmt_text(s, 1, (struct span){ uri.at, uri.len });
		stmt_text(s, 2, span_of(name));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	text_free(&uri);
	return rc;
}

/* IMMEDIATE would lock what is attached too. */
static int begin(struct db *d, int writes, struct err *e)
{
	d->unread = 0;
	return run(d, writes ? "BEGIN IMMEDIATE" : "BEGIN", e);
}

/* Not of what was made of a value that reads as NULL for want of memory. */
static int commit(struct db *d, struct err *e)
{
	return d->unread ? err_memory(e) : run(d, "COMMIT", e);
}

/* A full disk may have rolled back already. */
static void roll_back(struct db *d)
{
	if (!sqlite3_get_autocommit(d->sqlite))
		sqlite3_exec(d->sqlite, "ROLLBACK", NULL, NULL, NULL);
}

/* A commit in full syncs all that is before it in the -wal file; this one
 * changes nothing. */
static int defer(struct db *d, int on, struct err *e)
{
	char again[80];

	if (on)
		return run(d, "PRAGMA synchronous = NORMAL", e);
	snprintf(again, sizeof(again), "PRAGMA user_version = %d",
		SCHEMA_VERSION);
	return run(d, "PRAGMA synchronous = FULL", e) < 0 ? -1
							  : run(d, again, e);
}

static void check_keys(struct db *d, int on)
{
	sqlite3_db_config(d->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, on, NULL);
}

static int64_t last_id(struct db *d)
{
	return sqlite3_last_insert_rowid(d->sqlite);
}

static int script_fault(struct db *d, const char *name, const char *sql,
	const char *statement, struct err *e)
{
	db_fault(d, e);
	return err_in(e, "%s:%d", name, db_line(d, sql, statement));
}

static int script(
	struct db *d, const char *name, const char *sql, struct err *e)
{
	const char *at = sql_skip_blank(sql), *next;
	sqlite3_stmt *s = NULL;
	int rc;

	for (; *at; at = sql_skip_blank(next)) {
		rc = sqlite3_prepare_v2(d->sqlite, at, -1, &s, &next);
		if (rc == SQLITE_OK)
			do
				rc = sqlite3_step(s);
			while (rc == SQLITE_ROW);
		if (rc != SQLITE_DONE)
			script_fault(d, name, sql, at, e);
		sqlite3_finalize(s);
		if (rc != SQLITE_DONE)
			return -1;
	}
	return 0;
}

static int put_rows(struct db *d, const char *sql, const struct db_rows *rows,
	struct err *e)
{
	return given_put(d->sqlite, sql, rows) == SQLITE_OK ? 0
							    : db_fault(d, e);
}

const struct engine engine_sqlite = {
	.open = open_file,
	.close = close_file,
	.attach = attach,
	.begin = begin,
	.commit = commit,
	.roll_back = roll_back,
	.defer = defer,
	.check_keys = check_keys,
	.last_id = last_id,
	.script = script,
	.text_function = sqlite_text_function,
	.put_rows = put_rows,
	.statements = &statements_sqlite,
};
