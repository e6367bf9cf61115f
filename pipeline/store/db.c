/* SPDX-License-Identifier: MIT */
#include "pipeline/store/db.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/num.h"
#include "pipeline/store/aggregate.h"
#include "pipeline/store/extent.h"
#include "pipeline/store/frozen.h"
#include "pipeline/store/given.h"
#include "pipeline/store/miss.h"
#include "pipeline/store/pairs.h"
#include "pipeline/store/schema.h"
#include "pipeline/store/sqltext.h"

static const char settings[] =
	"PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
	"PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
	"PRAGMA cache_size = -16384";

struct db {
	sqlite3 *sqlite;
	char *path;
	char *actor;	/* JSON; NULL: nobody said */
	char *attached; /* the path of the one that was attached last */
	enum db_mode mode;
	int rehearsal;
	int depth;	      /* of transactions, one inside the other */
	int64_t steps, taken; /* what a user's statement may take, and took */
};

struct stmt {
	sqlite3_stmt *handle;
	struct db *db;
	int from_user; /* its faults are those of the call */
	int unbound;   /* a binding failed: it must not run */
};

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
static int fault(struct db *d, struct err *e)
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
		return fault(d, e);
	return 0;
}

/* How many decimals a number has that is written without an exponent. */
static int decimals(const char *text, size_t len)
{
	const char *exponent = memchr(text, 'e', len);
	int n = num_decimals(text, len) -
		(exponent ? (int)strtol(exponent + 1, NULL, 10) : 0);

	return n > 0 ? n : 0;
}

/* plain(value), or decimals(value) where the function has user data. Neither
 * has an answer for NULL and for infinity. */
static void sql_plain(sqlite3_context *c, int n, sqlite3_value **v)
{
	double value = sqlite3_value_double(v[0]);
	char text[NUM_TEXT];
	size_t len;

	(void)n;
	if (sqlite3_value_type(v[0]) == SQLITE_NULL || !isfinite(value))
		return;
	len = num_format(text, value);
	if (sqlite3_user_data(c))
		sqlite3_result_int(c, decimals(text, len));
	else
		sqlite3_result_text(c, text, (int)len, SQLITE_TRANSIENT);
}

static void sql_actor(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct db *d = sqlite3_user_data(c);

	(void)n;
	(void)v;
	sqlite3_result_text(
		c, d->actor ? d->actor : "{}", -1, SQLITE_TRANSIENT);
}

static void sql_moment(sqlite3_context *c, int n, sqlite3_value **v)
{
	char now[CLOCK_TEXT];

	(void)n;
	(void)v;
	clock_format(now, clock_now());
	sqlite3_result_text(c, now, -1, SQLITE_TRANSIENT);
}

static int add_functions(struct db *d, struct err *e)
{
	const int kind = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

	if (sqlite3_create_function(d->sqlite, "plain", 1, kind, NULL,
		    sql_plain, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "decimals", 1, kind, d,
			sql_plain, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "actor", 0, SQLITE_UTF8, d,
			sql_actor, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "moment", 0, SQLITE_UTF8,
			NULL, sql_moment, NULL, NULL) != SQLITE_OK ||
		extent_install(d->sqlite) != SQLITE_OK ||
		given_install(d->sqlite) != SQLITE_OK ||
		aggregate_install(d->sqlite) != SQLITE_OK ||
		miss_install(d->sqlite) != SQLITE_OK ||
		pairs_install(d->sqlite) != SQLITE_OK)
		return fault(d, e);
	return 0;
}

/* ---- functions of our callers ---- */

enum { TEXTS = 4 };

struct called {
	db_text_fn *fn;
	void *context;
};

static void call_text(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct called *f = sqlite3_user_data(c);
	const char *texts[TEXTS] = { NULL }, *said;

	for (int i = 0; i < n; i++)
		texts[i] = (const char *)sqlite3_value_text(v[i]);
	said = f->fn(f->context, texts);
	if (said)
		sqlite3_result_text(c, said, -1, SQLITE_TRANSIENT);
}

int db_text_function(struct db *d, const char *name, int arguments,
	db_text_fn *fn, void *context, struct err *e)
{
	struct called *f = malloc(sizeof(*f));

	assert(arguments <= TEXTS);
	if (!f)
		return err_memory(e);
	*f = (struct called){ fn, context };
	return sqlite3_create_function_v2(d->sqlite, name, arguments,
		       SQLITE_UTF8 | SQLITE_DIRECTONLY, f, call_text, NULL,
		       NULL, free) == SQLITE_OK
		? 0
		: fault(d, e);
}

static int configure(struct db *d, struct err *e)
{
	sqlite3_db_config(d->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* "a" is a name and never a text */
	sqlite3_db_config(d->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(d->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_busy_timeout(d->sqlite, 10000);
	if (run(d, settings, e) < 0 || add_functions(d, e) < 0)
		return -1;
	return d->mode == DB_READ ? run(d, "PRAGMA query_only = ON", e) : 0;
}

/* A URI everywhere, since what is attached is opened as the first was. */
static int connect(struct db *d, struct err *e)
{
	struct text uri = TEXT_INIT;
	int flags =
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
	int rc = SQLITE_OK;

	if (d->mode == DB_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	frozen_uri(&uri, d->path, d->mode == DB_READ);
	if (text_done(&uri, e) == 0)
		rc = sqlite3_open_v2(uri.at, &d->sqlite, flags, NULL);
	text_free(&uri);
	if (!d->sqlite)
		return err_memory(e);
	return rc == SQLITE_OK ? 0 : fault(d, e);
}

int db_open(struct db **out, const char *path, enum db_mode mode, struct err *e)
{
	struct db *d;

	if (mode != DB_CREATE && access(path, F_OK) < 0 &&
		(errno == ENOENT || errno == ENOTDIR))
		return err_set(e, ERR_DATA,
			"no database '%s': load something first (kosh run), or "
			"say --db FILE",
			path);
	d = calloc(1, sizeof(*d));
	if (!d || !(d->path = text_copy(span_of(path)))) {
		db_close(d);
		return err_memory(e);
	}
	d->mode = mode;
	if (connect(d, e) < 0 || configure(d, e) < 0 ||
		schema_check(d, mode, e) < 0) {
		db_close(d);
		return -1;
	}
	*out = d;
	return 0;
}

void db_close(struct db *d)
{
	if (!d)
		return;
	if (sqlite3_close(d->sqlite) != SQLITE_OK)
		assert(0 && "a statement was left open");
	free(d->path);
	free(d->actor);
	free(d->attached);
	free(d);
}

int db_act(struct db *d, const char *actor, struct err *e)
{
	char *copy = text_copy(span_of(actor));

	if (!copy)
		return err_memory(e);
	free(d->actor);
	d->actor = copy;
	return 0;
}

const char *db_path(const struct db *d)
{
	return d->path;
}

/* ATTACH is no writing; a path is bound, since it may hold a quote. */
int db_attach(struct db *d, const char *path, const char *name, struct err *e)
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
int db_begin(struct db *d, struct err *e)
{
	int shared = d->mode == DB_READ || d->attached;

	if (d->depth == 0 &&
		run(d, shared ? "BEGIN" : "BEGIN IMMEDIATE", e) < 0)
		return -1;
	d->depth++;
	return 0;
}

int db_end(struct db *d, int rc, struct err *e)
{
	if (--d->depth > 0)
		return rc == 0 ? 0 : -1;
	if (rc == 0 && run(d, d->rehearsal ? "ROLLBACK" : "COMMIT", e) == 0)
		return 0;
	/* a full disk may have rolled back already */
	if (!sqlite3_get_autocommit(d->sqlite))
		sqlite3_exec(d->sqlite, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

void db_rehearse(struct db *d)
{
	d->rehearsal = 1;
}

void db_check_keys(struct db *d, int on)
{
	sqlite3_db_config(d->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, on, NULL);
}

int64_t db_last_id(struct db *d)
{
	return sqlite3_last_insert_rowid(d->sqlite);
}

static int script_fault(struct db *d, const char *name, const char *sql,
	const char *statement, struct err *e)
{
	fault(d, e);
	return err_in(e, "%s:%d", name, db_line(d, sql, statement));
}

int db_script(struct db *d, const char *name, const char *sql, struct err *e)
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

static int prepare(struct stmt **out, struct db *d, const char *sql,
	const char **tail, struct err *e)
{
	struct stmt *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	s->db = d;
	if (sqlite3_prepare_v2(d->sqlite, sql, -1, &s->handle, tail) !=
		SQLITE_OK) {
		free(s);
		return -1;
	}
	*out = s;
	return 0;
}

int stmt_open(struct stmt **out, struct db *d, const char *sql, struct err *e)
{
	return prepare(out, d, sql, NULL, e) < 0 ? fault(d, e) : 0;
}

/* What a statement of a user's may not read, if there is such a thing. */
struct hidden {
	const char *tables; /* as GLOB has it; or NULL */
	int met;
};

static int reads_only(void *context, int action, const char *a, const char *b,
	const char *c, const char *f)
{
	struct hidden *h = context;

	(void)b, (void)c, (void)f;
	if (action == SQLITE_READ && h->tables && a &&
		sqlite3_strglob(h->tables, a) == 0) {
		h->met = 1;
		return SQLITE_DENY;
	}
	return action == SQLITE_SELECT || action == SQLITE_READ ||
			action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE
		? SQLITE_OK
		: SQLITE_DENY;
}

/* A fault of what a user asked, in SQLite's words. */
static int call_fault(struct db *d, struct err *e)
{
	int code = sqlite3_errcode(d->sqlite) & 0xff;
	int denied = code == SQLITE_AUTH;

	if (code == SQLITE_NOMEM && !d->steps)
		return err_memory(e);
	if (code == SQLITE_NOMEM)
		return err_set(e, ERR_USAGE,
			"SQL: it wants more than %d MiB of memory",
			DB_MORE_MIB);
	if (code == SQLITE_INTERRUPT)
		return err_set(e, ERR_USAGE,
			"SQL: stopped after %lld steps: would it ever end?",
			(long long)d->steps);
	return err_set(e, ERR_USAGE, "SQL: %s%s", sqlite3_errmsg(d->sqlite),
		denied ? ": one SELECT and nothing else" : "");
}

static int check_reading(struct stmt *s, const char *tail, struct err *e)
{
	if (!s->handle)
		return err_set(e, ERR_USAGE, "SQL: no statement given");
	if (*sql_skip_blank(tail))
		return err_set(e, ERR_USAGE,
			"SQL: more than one statement: the second is '%.60s'",
			sql_skip_blank(tail));
	if (!sqlite3_stmt_readonly(s->handle))
		return err_set(e, ERR_USAGE,
			"SQL: not authorized: one SELECT and nothing else");
	return 0;
}

static int open_reading(struct stmt **out, struct db *d, const char *sql,
	const char *tables, struct err *e)
{
	struct hidden h = { tables, 0 };
	struct stmt *s = NULL;
	const char *tail = NULL;
	int rc;

	sqlite3_set_authorizer(d->sqlite, reads_only, &h);
	rc = prepare(&s, d, sql, &tail, e);
	sqlite3_set_authorizer(d->sqlite, NULL, NULL);
	if (rc < 0 && h.met)
		return err_set(e, ERR_USAGE,
			"SQL: the table '%s' may not be read here", tables);
	if (rc < 0)
		return call_fault(d, e);
	if (check_reading(s, tail, e) < 0) {
		stmt_close(s);
		return -1;
	}
	s->from_user = 1;
	*out = s;
	return 0;
}

int stmt_open_reading(
	struct stmt **out, struct db *d, const char *sql, struct err *e)
{
	return open_reading(out, d, sql, NULL, e);
}

/* What a few lines of WITH come to when they are read may be without end. */
int stmt_open_reading_but(struct stmt **out, struct db *d, const char *sql,
	const char *tables, struct err *e)
{
	int rc;

	db_limit(d, INT64_MAX);
	rc = open_reading(out, d, sql, tables, e);
	db_limit(d, 0);
	return rc;
}

int db_line(const struct db *d, const char *text, const char *sql)
{
	int offset = sqlite3_error_offset(d->sqlite);

	return sql_line(text, sql + (offset > 0 ? offset : 0));
}

enum { STEPS_AT_ONCE = 1000 };

static int has_taken_all(void *context)
{
	struct db *d = context;

	d->taken += STEPS_AT_ONCE;
	return d->taken > d->steps;
}

void db_limit(struct db *d, int64_t steps)
{
	d->steps = steps;
	d->taken = 0;
	sqlite3_limit(
		d->sqlite, SQLITE_LIMIT_LENGTH, steps ? DB_TEXT : INT_MAX);
	sqlite3_hard_heap_limit64(steps
			? sqlite3_memory_used() + ((int64_t)DB_MORE_MIB << 20)
			: 0);
	sqlite3_progress_handler(
		d->sqlite, STEPS_AT_ONCE, steps ? has_taken_all : NULL, d);
}

void stmt_close(struct stmt *s)
{
	if (!s)
		return;
	sqlite3_finalize(s->handle);
	free(s);
}

void stmt_text(struct stmt *s, int at, struct span value)
{
	s->unbound |= sqlite3_bind_text64(
		s->handle, at, value.at, value.len, SQLITE_STATIC, SQLITE_UTF8);
}

void stmt_number(struct stmt *s, int at, double value)
{
	s->unbound |= sqlite3_bind_double(s->handle, at, value);
}

void stmt_integer(struct stmt *s, int at, int64_t value)
{
	s->unbound |= sqlite3_bind_int64(s->handle, at, value);
}

void stmt_null(struct stmt *s, int at)
{
	s->unbound |= sqlite3_bind_null(s->handle, at);
}

void stmt_rows(struct stmt *s, int at, const struct db_rows *rows)
{
	s->unbound |= given_bind(s->handle, at, rows);
}

int stmt_parameter(struct stmt *s, const char *name)
{
	return sqlite3_bind_parameter_index(s->handle, name);
}

int stmt_step(struct stmt *s, struct err *e)
{
	int rc;

	if (s->unbound)
		return fault(s->db, e);
	rc = sqlite3_step(s->handle);
	if (rc == SQLITE_ROW)
		return 1;
	if (s->from_user &&
		(rc == SQLITE_ERROR || rc == SQLITE_MISMATCH ||
			rc == SQLITE_INTERRUPT || rc == SQLITE_TOOBIG ||
			rc == SQLITE_NOMEM))
		call_fault(s->db, e);
	else if (rc != SQLITE_DONE)
		fault(s->db, e);
	sqlite3_reset(s->handle);
	return rc == SQLITE_DONE ? 0 : -1;
}

int stmt_run(struct stmt *s, struct err *e)
{
	int rc = stmt_step(s, e);

	assert(rc <= 0); /* else it gives rows */
	return rc;
}

void stmt_reset(struct stmt *s)
{
	sqlite3_reset(s->handle);
}

int stmt_columns(struct stmt *s)
{
	return sqlite3_column_count(s->handle);
}

const char *stmt_name(struct stmt *s, int column)
{
	const char *name = sqlite3_column_name(s->handle, column);

	return name ? name : "";
}

enum value_type stmt_type(struct stmt *s, int column)
{
	static const enum value_type type[] = {
		[SQLITE_NULL] = VALUE_NULL,
		[SQLITE_INTEGER] = VALUE_INTEGER,
		[SQLITE_FLOAT] = VALUE_NUMBER,
		[SQLITE_TEXT] = VALUE_TEXT,
		[SQLITE_BLOB] = VALUE_TEXT,
	};

	return type[sqlite3_column_type(s->handle, column)];
}

struct span stmt_get_text(struct stmt *s, int column)
{
	sqlite3_value *value = sqlite3_column_value(s->handle, column);
	const unsigned char *at = sqlite3_value_text(value);
	int len = sqlite3_value_bytes(value);

	return (struct span){ (const char *)at, at ? (size_t)len : 0 };
}

double stmt_get_number(struct stmt *s, int column)
{
	return sqlite3_column_double(s->handle, column);
}

int64_t stmt_get_integer(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->handle, column);
}

int db_put_rows(struct db *d, const char *sql, const struct db_rows *rows,
	struct err *e)
{
	return given_put(d->sqlite, sql, rows) == SQLITE_OK ? 0 : fault(d, e);
}
