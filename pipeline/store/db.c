/* SPDX-License-Identifier: MIT */
/* What databases of both kinds have in common; the rest is the engine's. */
#include "pipeline/store/db.h"

#include <assert.h>
#include <stdlib.h>

#include "pipeline/store/engine.h"
#include "pipeline/store/pg.h"

int db_open(struct db **out, const char *path, enum db_mode mode, struct err *e)
{
	struct db *d = calloc(1, sizeof(*d));

	if (!d || !(d->path = text_copy(span_of(path)))) {
		free(d);
		return err_memory(e);
	}
	d->mode = mode;
	d->engine = pg_is_address(path) ? &engine_server : &engine_sqlite;
	if (d->engine->open(d, e) < 0) {
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
	d->engine->close(d);
	free(d->path);
	free(d->actor);
	free(d->attached);
	free(d);
}

const char *db_path(const struct db *d)
{
	return d->path;
}

int db_is_server(const struct db *d)
{
	return d->engine == &engine_server;
}

int db_is_new(const struct db *d)
{
	return d->is_new;
}

int db_act(struct db *d, const char *actor, struct err *e)
{
	char *copy = text_copy(span_of(actor));

	if (!copy)
		return err_memory(e);
	free(d->actor);
	d->actor = copy;
	return d->engine->act ? d->engine->act(d, e) : 0;
}

int db_attach(struct db *d, const char *path, const char *name, struct err *e)
{
	return d->engine->attach(d, path, name, e);
}

static int begin(struct db *d, int writes, struct err *e)
{
	if (d->depth == 0 && d->engine->begin(d, writes, e) < 0)
		return -1;
	d->depth++;
	return 0;
}

/* What is attached would be locked too. */
int db_begin(struct db *d, struct err *e)
{
	return begin(d, d->mode > DB_SCRATCH && !d->attached, e);
}

int db_begin_reading(struct db *d, struct err *e)
{
	return begin(d, 0, e);
}

int db_end(struct db *d, int rc, struct err *e)
{
	if (--d->depth > 0)
		return rc == 0 ? 0 : -1;
	if (rc == 0 && d->mode != DB_TRY && d->engine->commit(d, e) == 0)
		return 0;
	d->engine->roll_back(d);
	return rc == 0 && d->mode == DB_TRY ? 0 : -1;
}

int db_defer(struct db *d, int on, struct err *e)
{
	return d->engine->defer ? d->engine->defer(d, on, e) : 0;
}

void db_check_keys(struct db *d, int on)
{
	d->engine->check_keys(d, on);
}

void db_limit(struct db *d, int64_t steps)
{
	d->engine->statements->limit(d, steps);
}

int64_t db_last_id(struct db *d)
{
	return d->engine->last_id(d);
}

int db_script(struct db *d, const char *name, const char *sql, struct err *e)
{
	return d->engine->script(d, name, sql, e);
}

int db_line(const struct db *d, const char *text, const char *sql)
{
	return d->engine->statements->line(d, text, sql);
}

int db_text_function(struct db *d, const char *name, int arguments,
	db_text_fn *fn, void *context, struct err *e)
{
	return d->engine->text_function(d, name, arguments, fn, context, e);
}

int db_put_rows(struct db *d, const char *sql, const struct db_rows *rows,
	struct err *e)
{
	return d->engine->put_rows(d, sql, rows, e);
}

int db_put_selected(struct db *d, const char *table, struct stmt *select,
	int (*look)(void *context, struct stmt *row, struct err *e),
	void *context, struct err *e)
{
	return d->engine->statements->put_selected(
		d, table, select, look, context, e);
}

int db_temporary(struct db *d, const char *table, const char *select,
	void (*bind)(struct stmt *s, const void *context), const void *context,
	struct err *e)
{
	return d->engine->statements->temporary(
		d, table, select, bind, context, e);
}

/* ---- statements ---- */

static const struct stmt_engine *of(const struct stmt *s)
{
	return s->db->engine->statements;
}

static struct stmt *statement(struct db *d)
{
	struct stmt *s = calloc(1, sizeof(*s));

	if (s)
		s->db = d;
	return s;
}

int stmt_open(struct stmt **out, struct db *d, const char *sql, struct err *e)
{
	struct stmt *s = statement(d);

	if (!s)
		return err_memory(e);
	if (d->engine->statements->prepare(s, sql, e) < 0) {
		stmt_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

int stmt_open_kept(
	struct stmt **out, struct db *d, const char *sql, struct err *e)
{
	struct stmt *s = statement(d);

	if (!s)
		return err_memory(e);
	s->keep = text_copy(span_of(sql));
	if (!s->keep)
		err_memory(e);
	if (!s->keep || d->engine->statements->prepare(s, sql, e) < 0) {
		stmt_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

static int open_reading(struct stmt **out, struct db *d, const char *sql,
	const char *tables, struct err *e)
{
	struct stmt *s = statement(d);

	if (!s)
		return err_memory(e);
	s->from_user = 1;
	if (d->engine->statements->prepare_reading(s, sql, tables, e) < 0) {
		stmt_close(s);
		return -1;
	}
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

void stmt_close(struct stmt *s)
{
	if (!s)
		return;
	of(s)->finish(s);
	free(s->keep);
	free(s);
}

static void bind(struct stmt *s, int at, struct db_value v)
{
	of(s)->bind(s, at, &v);
}

void stmt_text(struct stmt *s, int at, struct span value)
{
	bind(s, at,
		(struct db_value){ .type = value.at ? VALUE_TEXT : VALUE_NULL,
			.text = value });
}

void stmt_number(struct stmt *s, int at, double value)
{
	bind(s, at, (struct db_value){ .type = VALUE_NUMBER, .number = value });
}

void stmt_integer(struct stmt *s, int at, int64_t value)
{
	bind(s, at,
		(struct db_value){ .type = VALUE_INTEGER, .integer = value });
}

void stmt_null(struct stmt *s, int at)
{
	bind(s, at, (struct db_value){ .type = VALUE_NULL });
}

void stmt_rows(struct stmt *s, int at, const struct db_rows *rows)
{
	of(s)->bind_rows(s, at, rows);
}

int stmt_parameter(struct stmt *s, const char *name)
{
	return of(s)->parameter(s, name);
}

int stmt_step(struct stmt *s, struct err *e)
{
	return of(s)->step(s, e);
}

int stmt_run(struct stmt *s, struct err *e)
{
	int rc = stmt_step(s, e);

	assert(rc <= 0); /* else it gives rows */
	return rc;
}

void stmt_reset(struct stmt *s)
{
	of(s)->reset(s);
}

int stmt_columns(struct stmt *s)
{
	return of(s)->columns(s);
}

const char *stmt_name(struct stmt *s, int column)
{
	return of(s)->name(s, column);
}

const char *stmt_takes(struct stmt *s, int column)
{
	return of(s)->takes(s, column);
}

enum value_type stmt_type(struct stmt *s, int column)
{
	return of(s)->type(s, column);
}

struct span stmt_get_text(struct stmt *s, int column)
{
	return of(s)->text(s, column);
}

double stmt_get_number(struct stmt *s, int column)
{
	return of(s)->number(s, column);
}

int64_t stmt_get_integer(struct stmt *s, int column)
{
	return of(s)->integer(s, column);
}
