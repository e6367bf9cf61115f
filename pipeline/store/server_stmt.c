/* SPDX-License-Identifier: MIT */
/* Statements of a server. What one gives is fetched whole when it is run. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/store/dialect.h"
#include "pipeline/store/engine.h"
#include "pipeline/store/pg.h"
#include "pipeline/store/sqltext.h"

struct server_stmt {
	struct dialect sql;
	char name[24];	       /* under which the server knows it; or "" */
	struct pg_rows *shape; /* its columns */
	struct pg_rows *rows;  /* while it runs */
	size_t next;	       /* of these */
	struct span values[DIALECT_PARAMETERS];
	char numbers[DIALECT_PARAMETERS][NUM_TEXT];
	struct text copy;	    /* COPY of rows of ours; or empty */
	const struct db_rows *ours; /* which */
};

/* ---- preparing ---- */

/* INSERT ... SELECT ... FROM given(?1) is a COPY of the same columns. */
static int make_copy(struct server_stmt *x, const char *sql, struct err *e)
{
	static const char insert[] = "INSERT INTO ";
	const char *end = strstr(sql, " SELECT ");

	if (!strstr(sql, " FROM given(?1)") || !end ||
		strncmp(sql, insert, strlen(insert)) != 0)
		return 0;
	sql += strlen(insert);
	text_printf(&x->copy, "COPY %.*s FROM STDIN", (int)(end - sql), sql);
	return text_done(&x->copy, e) < 0 ? -1 : 1;
}

static int prepare(struct stmt *s, const char *sql, struct err *e)
{
	struct server_stmt *x = calloc(1, sizeof(*x));
	struct db *d = s->db;
	int rc;

	if (!x)
		return err_memory(e);
	s->server = x;
	rc = make_copy(x, sql, e);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (dialect_translate(&x->sql, sql, e) < 0)
		return -1;
	snprintf(x->name, sizeof(x->name), "kosh%d", ++d->statements);
	if (pg_prepare(d->server, x->name, x->sql.sql.at, e) < 0) {
		x->name[0] = '\0';
		return -1;
	}
	return pg_describe(&x->shape, d->server, x->name, e);
}

/* A fault of what a user asked, in the server's words. */
static int call_fault(struct db *d, struct err *e)
{
	const char *state = pg_state(d->server);

	if (strcmp(state, "57014") == 0)
		return err_set(e, ERR_USAGE,
			"SQL: stopped after %lld steps: would it ever end?",
			(long long)d->steps);
	if (strcmp(state, "25006") == 0)
		return err_set(e, ERR_USAGE,
			"SQL: not authorized: one SELECT and nothing else");
	/* 22: data, 42: syntax and names; the rest is the server's trouble */
	if (strncmp(state, "22", 2) == 0 || strncmp(state, "42", 2) == 0) {
		struct err said = *e;
		const char *words = strstr(said.text, "': ");

		return err_set(
			e, ERR_USAGE, "SQL: %s", words ? words + 3 : said.text);
	}
	return -1;
}

static int begins_reading(const char *sql)
{
	static const char *const words[] = { "SELECT", "WITH", "VALUES", "(" };

	sql = sql_skip_blank(sql);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strncasecmp(sql, words[i], strlen(words[i])) == 0)
			return 1;
	return 0;
}

static int prepare_reading(
	struct stmt *s, const char *sql, const char *tables, struct err *e)
{
	(void)tables;
	if (!*sql_skip_blank(sql))
		return err_set(e, ERR_USAGE, "SQL: no statement given");
	if (!begins_reading(sql))
		return err_set(e, ERR_USAGE,
			"SQL: not authorized: one SELECT and nothing else");
	return prepare(s, sql, e) < 0 ? call_fault(s->db, e) : 0;
}

static void finish(struct stmt *s)
{
	struct server_stmt *x = s->server;
	char sql[40];

	if (!x)
		return;
	pg_rows_free(x->rows);
	pg_rows_free(x->shape);
	snprintf(sql, sizeof(sql), "DEALLOCATE %s", x->name);
	if (*x->name) /* a transaction that failed keeps it: none is lost */
		pg_script(s->db->server, sql, &(struct err)ERR_INIT);
	dialect_free(&x->sql);
	text_free(&x->copy);
	free(x);
}

static int line(const struct db *d, const char *text, const char *sql)
{
	size_t at = pg_position(d->server), n = strlen(sql);

	return sql_line(text, sql + (at == 0 ? 0 : at < n ? at - 1 : n));
}

/* A step of SQLite's machine takes some ten nanoseconds. */
static void limit(struct db *d, int64_t steps)
{
	char sql[80];
	int64_t ms = steps / 100000;

	d->steps = steps;
	if (ms > INT32_MAX)
		ms = 0;
	snprintf(sql, sizeof(sql), "SET statement_timeout = %lld",
		(long long)(steps > 0 && ms == 0 && steps < 100000 ? 1 : ms));
	pg_script(d->server, sql, &(struct err)ERR_INIT);
}

static int temporary(struct db *d, const char *table, const char *select,
	void (*bind)(struct stmt *s, const void *context), const void *context,
	struct err *e)
{
	(void)table, (void)select, (void)bind, (void)context;
	return err_set(e, ERR_USAGE,
		"'%s' is a server: this takes the file of a database", d->path);
}

/* ---- parameters ---- */

static struct span as_text(const struct db_value *v, char number[NUM_TEXT])
{
	switch (v->type) {
	case VALUE_TEXT:
		return v->text;
	case VALUE_INTEGER:
		snprintf(number, NUM_TEXT, "%lld", (long long)v->integer);
		return span_of(number);
	case VALUE_NUMBER:
		if (isfinite(v->number))
			return (struct span){ number,
				num_format(number, v->number) };
		return span_of(v->number < 0	? "-Infinity"
				: v->number > 0 ? "Infinity"
						: "NaN");
	case VALUE_NULL:
		break;
	}
	return (struct span){ NULL, 0 };
}

static void bind_one(struct stmt *s, int at, const struct db_value *v)
{
	struct server_stmt *x = s->server;

	if (at < 1 || at > x->sql.n)
		s->unbound = 1;
	else
		x->values[at - 1] = as_text(v, x->numbers[at - 1]);
}

static void bind_rows(struct stmt *s, int at, const struct db_rows *rows)
{
	s->unbound |= at != 1 || !s->server->copy.len;
	s->server->ours = rows;
}

static int parameter(struct stmt *s, const char *name)
{
	const struct dialect *x = &s->server->sql;

	for (int i = 0; i < x->n; i++)
		if (span_is(x->names[i], name + 1))
			return i + 1;
	return 0;
}

/* ---- rows of ours ---- */

static void add_escaped(struct text *out, struct span value)
{
	if (!value.at)
		text_puts(out, "\\N");
	for (size_t i = 0; value.at && i < value.len; i++) {
		char c = value.at[i];

		if (c == '\\' || c == '\t' || c == '\n' || c == '\r')
			text_putc(out, '\\');
		text_putc(out,
			c == '\t'	    ? 't'
				: c == '\n' ? 'n'
				: c == '\r' ? 'r'
					    : c);
	}
}

static int count_columns(const char *copy)
{
	int n = 1;

	for (; *copy; copy++)
		n += *copy == ',';
	return n;
}

static int send_rows(struct pg *p, const struct server_stmt *x, struct err *e)
{
	struct db_value v[DB_COLUMNS] = { { .type = VALUE_NULL } };
	int n = count_columns(x->copy.at), rc = 0;
	struct text row = TEXT_INIT;
	char number[NUM_TEXT];

	for (size_t i = 0; rc == 0 && i < x->ours->n; i++) {
		text_clear(&row);
		x->ours->fill(v, x->ours->context, i);
		for (int k = 0; k < n; k++) {
			text_puts(&row, k ? "\t" : "");
			add_escaped(&row, as_text(&v[k], number));
		}
		text_putc(&row, '\n');
		rc = text_done(&row, e);
		if (rc == 0)
			rc = pg_copy_put(p, row.at, row.len, e);
	}
	text_free(&row);
	return rc;
}

static int copy(struct stmt *s, struct err *e)
{
	struct pg *p = s->db->server;

	if (pg_copy_begin(p, s->server->copy.at, e) < 0)
		return -1;
	return pg_copy_end(p, send_rows(p, s->server, e), e);
}

/* ---- running ---- */

static void reset(struct stmt *s)
{
	struct server_stmt *x = s->server;

	pg_rows_free(x->rows);
	x->rows = NULL;
	x->next = 0;
}

static int execute(struct stmt *s, struct err *e)
{
	struct server_stmt *x = s->server;
	struct db *d = s->db;

	if (pg_execute(&x->rows, d->server, x->name, x->values, x->sql.n, e) ==
		0)
		return 0;
	return s->from_user ? call_fault(d, e) : -1;
}

static int step(struct stmt *s, struct err *e)
{
	struct server_stmt *x = s->server;

	if (s->unbound)
		return err_set(e, ERR_SYSTEM,
			"database '%s': a parameter "
			"that the statement does not have",
			s->db->path);
	if (x->ours)
		return copy(s, e);
	if (!x->rows && execute(s, e) < 0)
		return -1;
	if (x->next < pg_count(x->rows)) {
		x->next++;
		return 1;
	}
	reset(s);
	return 0;
}

/* ---- results ---- */

static int columns(struct stmt *s)
{
	return s->server->shape ? pg_columns(s->server->shape) : 0;
}

static const char *name_of(struct stmt *s, int column)
{
	return pg_name(s->server->shape, column);
}

static struct span raw(struct stmt *s, int column)
{
	return pg_value(s->server->rows, s->server->next - 1, column);
}

/* pg_type's, of the system's catalog. */
enum {
	BOOLEAN = 16,
	BIGINT = 20,
	SMALLINT,
	INTEGER = 23,
	REAL = 700,
	DOUBLE,
	NUMERIC = 1700
};

/* A number without a fraction counts, as the sum of integers does. */
static enum value_type type_of(struct stmt *s, int column)
{
	struct span value = raw(s, column);

	if (!value.at)
		return VALUE_NULL;
	switch (pg_type(s->server->shape, column)) {
	case BOOLEAN:
	case BIGINT:
	case SMALLINT:
	case INTEGER:
		return VALUE_INTEGER;
	case REAL:
	case DOUBLE:
		return VALUE_NUMBER;
	case NUMERIC:
		return memchr(value.at, '.', value.len) ? VALUE_NUMBER
							: VALUE_INTEGER;
	default:
		return VALUE_TEXT;
	}
}

/* SQL has no truth of its own in a file: 1 and 0. */
static struct span get_text(struct stmt *s, int column)
{
	struct span value = raw(s, column);

	if (value.at && pg_type(s->server->shape, column) == BOOLEAN)
		return span_of(*value.at == 't' ? "1" : "0");
	return value;
}

static double get_number(struct stmt *s, int column)
{
	struct span value = get_text(s, column);

	return value.at ? strtod(value.at, NULL) : 0;
}

static int64_t get_integer(struct stmt *s, int column)
{
	struct span value = get_text(s, column);

	if (value.at && type_of(s, column) == VALUE_NUMBER)
		return (int64_t)strtod(value.at, NULL);
	return value.at ? strtoll(value.at, NULL, 10) : 0;
}

const struct stmt_engine statements_server = {
	.limit = limit,
	.line = line,
	.temporary = temporary,
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
	.type = type_of,
	.text = get_text,
	.number = get_number,
	.integer = get_integer,
};
