/* SPDX-License-Identifier: MIT */
/* Statements of SQLite, our own and those that a user gave. */
#include <assert.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/store/engine.h"
#include "pipeline/store/given.h"
#include "pipeline/store/sqltext.h"

static int make(struct stmt *s, const char *sql, const char **tail)
{
	return sqlite3_prepare_v2(s->db->sqlite, sql, -1, &s->handle, tail) ==
			SQLITE_OK
		? 0
		: -1;
}

/* ---- what is kept ---- */

enum { KEPT = 32 };

/* To prepare a statement takes longer than to run it for one release. */
struct kept_stmt {
	size_t next; /* to be replaced */
	struct {
		char *sql;
		sqlite3_stmt *handle; /* NULL: free, or in use */
	} at[KEPT];
};

/* One of this text that nobody uses, or NULL. */
static sqlite3_stmt *take_kept(struct db *d, const char *sql)
{
	for (size_t i = 0; d->kept && i < KEPT; i++)
		if (d->kept->at[i].handle &&
			strcmp(d->kept->at[i].sql, sql) == 0) {
			sqlite3_stmt *found = d->kept->at[i].handle;

			free(d->kept->at[i].sql);
			d->kept->at[i].sql = NULL;
			d->kept->at[i].handle = NULL;
			return found;
		}
	return NULL;
}

/* 1 if it is kept from now on. */
static int put_kept(struct stmt *s)
{
	struct kept_stmt *k = s->db->kept;
	size_t i;

	if (!k)
		k = s->db->kept = calloc(1, sizeof(*k));
	if (!k)
		return 0;
	sqlite3_reset(s->handle);
	sqlite3_clear_bindings(s->handle);
	i = k->next++ % KEPT;
	sqlite3_finalize(k->at[i].handle);
	free(k->at[i].sql);
	k->at[i].sql = s->keep;
	k->at[i].handle = s->handle;
	s->keep = NULL;
	return 1;
}

void kept_free(struct db *d)
{
	for (size_t i = 0; d->kept && i < KEPT; i++) {
		sqlite3_finalize(d->kept->at[i].handle);
		free(d->kept->at[i].sql);
	}
	free(d->kept);
	d->kept = NULL;
}

/* ---- one statement ---- */

static int prepare(struct stmt *s, const char *sql, struct err *e)
{
	s->handle = s->keep ? take_kept(s->db, sql) : NULL;
	if (s->handle)
		return 0;
	return make(s, sql, NULL) < 0 ? db_fault(s->db, e) : 0;
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

static int prepare_reading(
	struct stmt *s, const char *sql, const char *tables, struct err *e)
{
	struct hidden h = { tables, 0 };
	struct db *d = s->db;
	const char *tail = NULL;
	int rc;

	sqlite3_set_authorizer(d->sqlite, reads_only, &h);
	rc = make(s, sql, &tail);
	sqlite3_set_authorizer(d->sqlite, NULL, NULL);
	if (rc < 0 && h.met)
		return err_set(e, ERR_USAGE,
			"SQL: the table '%s' may not be read here", tables);
	return rc < 0 ? call_fault(d, e) : check_reading(s, tail, e);
}

static int line(const struct db *d, const char *text, const char *sql)
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

static void limit(struct db *d, int64_t steps)
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

static void finish(struct stmt *s)
{
	if (!s->keep || !s->handle || !put_kept(s))
		sqlite3_finalize(s->handle);
}

static int bind_value(struct stmt *s, int at, const struct db_value *v)
{
	switch (v->type) {
	case VALUE_TEXT:
		return sqlite3_bind_text64(s->handle, at, v->text.at,
			v->text.len, SQLITE_STATIC, SQLITE_UTF8);
	case VALUE_NUMBER:
		return sqlite3_bind_double(s->handle, at, v->number);
	case VALUE_INTEGER:
		return sqlite3_bind_int64(s->handle, at, v->integer);
	case VALUE_NULL:
		break;
	}
	return sqlite3_bind_null(s->handle, at);
}

static void bind_one(struct stmt *s, int at, const struct db_value *v)
{
	s->unbound |= bind_value(s, at, v);
}

static void bind_rows(struct stmt *s, int at, const struct db_rows *rows)
{
	s->unbound |= given_bind(s->handle, at, rows);
}

static int parameter(struct stmt *s, const char *name)
{
	return sqlite3_bind_parameter_index(s->handle, name);
}

static int step(struct stmt *s, struct err *e)
{
	int rc;

	if (s->unbound)
		return db_fault(s->db, e);
	if (s->db->unread)
		return err_memory(e);
	rc = sqlite3_step(s->handle);
	if (rc == SQLITE_ROW)
		return 1;
	if (s->from_user &&
		(rc == SQLITE_ERROR || rc == SQLITE_MISMATCH ||
			rc == SQLITE_INTERRUPT || rc == SQLITE_TOOBIG ||
			rc == SQLITE_NOMEM))
		call_fault(s->db, e);
	else if (rc != SQLITE_DONE)
		db_fault(s->db, e);
	sqlite3_reset(s->handle);
	return rc == SQLITE_DONE ? 0 : -1;
}

static void reset(struct stmt *s)
{
	sqlite3_reset(s->handle);
}

static int columns(struct stmt *s)
{
	return sqlite3_column_count(s->handle);
}

static const char *name_of(struct stmt *s, int column)
{
	const char *name = sqlite3_column_name(s->handle, column);

	return name ? name : "";
}

static const char *takes(struct stmt *s, int column)
{
	(void)s, (void)column;
	return "";
}

static enum value_type type_of(struct stmt *s, int column)
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

static struct span get_text(struct stmt *s, int column)
{
	sqlite3_value *value = sqlite3_column_value(s->handle, column);
	/* a number that there is no memory to spell is a NULL behind this */
	const int is_null = sqlite3_value_type(value) == SQLITE_NULL;
	const unsigned char *at = sqlite3_value_text(value);
	int len = sqlite3_value_bytes(value);

	if (!at && !is_null)
		s->db->unread = 1;
	return (struct span){ (const char *)at, at ? (size_t)len : 0 };
}

static double get_number(struct stmt *s, int column)
{
	return sqlite3_column_double(s->handle, column);
}

static int64_t get_integer(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->handle, column);
}

/* ---- rows that a statement gives ---- */

static void copy_value(struct stmt *to, struct stmt *from, int column)
{
	switch (stmt_type(from, column)) {
	case VALUE_TEXT:
		stmt_text(to, column + 1, stmt_get_text(from, column));
		break;
	case VALUE_INTEGER:
		stmt_integer(to, column + 1, stmt_get_integer(from, column));
		break;
	case VALUE_NUMBER:
		stmt_number(to, column + 1, stmt_get_number(from, column));
		break;
	default:
		stmt_null(to, column + 1);
	}
}

static int open_put(struct stmt **out, struct db *d, const char *table, int n,
	struct err *e)
{
	struct text sql = TEXT_INIT;
	int rc;

	text_printf(&sql, "INSERT INTO %s VALUES (?", table);
	for (int i = 1; i < n; i++)
		text_puts(&sql, ", ?");
	text_puts(&sql, ")");
	rc = text_done(&sql, e);
	if (rc == 0)
		rc = stmt_open(out, d, sql.at, e);
	text_free(&sql);
	return rc;
}

static int put_selected(struct db *d, const char *table, struct stmt *select,
	int (*look)(void *context, struct stmt *row, struct err *e),
	void *context, struct err *e)
{
	struct stmt *put = NULL;
	int n = stmt_columns(select), rc = open_put(&put, d, table, n, e);

	while (rc >= 0 && (rc = stmt_step(select, e)) == 1) {
		rc = look(context, select, e);
		for (int i = 0; rc == 0 && i < n; i++)
			copy_value(put, select, i);
		if (rc == 0)
			rc = stmt_run(put, e);
	}
	stmt_close(put);
	return rc;
}

/* ---- temporary tables ---- */

static int is_query_only(int *out, struct db *d, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, "PRAGMA query_only", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	*out = rc == 1 && stmt_get_integer(s, 0) != 0;
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

static int make_table(struct db *d, const char *table, const char *select,
	void (*bind)(struct stmt *s, const void *context), const void *context,
	struct err *e)
{
	struct text sql = TEXT_INIT;
	struct stmt *s = NULL;
	int rc;

	text_printf(&sql, "DROP TABLE IF EXISTS temp.%s", table);
	rc = text_done(&sql, e);
	if (rc == 0)
		rc = db_script(d, table, sql.at, e);
	text_clear(&sql);
	text_printf(&sql, "CREATE TEMP TABLE %s AS ", table);
	text_puts(&sql, select);
	if (rc == 0)
		rc = text_done(&sql, e);
	if (rc == 0)
		rc = stmt_open(&s, d, sql.at, e);
	if (rc == 0) {
		bind(s, context);
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	text_free(&sql);
	return rc;
}

static int temporary(struct db *d, const char *table, const char *select,
	void (*bind)(struct stmt *s, const void *context), const void *context,
	struct err *e)
{
	int only, rc = is_query_only(&only, d, e);

	/* that keeps a temporary table from being made too */
	if (rc == 0 && only)
		rc = db_script(d, table, "PRAGMA query_only = OFF", e);
	if (rc == 0)
		rc = make_table(d, table, select, bind, context, e);
	if (only &&
		db_script(d, table, "PRAGMA query_only = ON",
			&(struct err)ERR_INIT) < 0)
		return err_set(e, ERR_SYSTEM, "the database stays writable");
	return rc;
}

const struct stmt_engine statements_sqlite = {
	.limit = limit,
	.line = line,
	.temporary = temporary,
	.put_selected = put_selected,
	.prepare = prepare,
	.prepare_reading = prepare_reading,
	.finish = finish,
	.bind = bind_one,
	.bind_rows = bind_rows,
	.parameter = parameter,
	.step = step,
	.reset = reset,
	.columns = columns,
	.name = name_of,
	.takes = takes,
	.type = type_of,
	.text = get_text,
	.number = get_number,
	.integer = get_integer,
};
