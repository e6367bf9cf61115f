/* SPDX-License-Identifier: MIT */
/* Statements of a server. Rows come one by one; the server takes one command
 * at a time, so that those that are left are fetched once another one begins.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/store/server.h"
#include "pipeline/store/sqltext.h"

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

static int translate(struct server_stmt *x, const char *sql, struct err *e)
{
	x->source = text_copy(span_of(sql));
	if (!x->source)
		return err_memory(e);
	return dialect_read(&x->sql, x->source, e);
}

/* Room for its numbers as text. */
static int describe(struct db *d, struct server_stmt *x, struct err *e)
{
	if (pg_describe(&x->shape, d->server, x->name, e) < 0)
		return -1;
	x->said = calloc((size_t)pg_columns(x->shape) + 1, sizeof(*x->said));
	return x->said ? 0 : err_memory(e);
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
	if (translate(x, sql, e) < 0 || server_free(d, e) < 0)
		return -1;
	snprintf(x->name, sizeof(x->name), "kosh%d", ++d->statements);
	if (pg_prepare(d->server, x->name, x->sql.sql.at ? x->sql.sql.at : "",
		    e) == 0)
		return describe(d, x, e);
	x->name[0] = '\0';
	server_fault_in(d, x->sql.sql.at);
	return -1;
}

static int prepare_reading(
	struct stmt *s, const char *sql, const char *tables, struct err *e)
{
	if (server_asked_check(s->db, sql, tables, e) < 0)
		return -1;
	return prepare(s, sql, e) < 0 ? server_asked_fault(s->db, e) : 0;
}

static int line(const struct db *d, const char *text, const char *sql)
{
	return sql_line(text, sql) + (int)d->fault;
}

static void limit(struct db *d, int64_t steps)
{
	d->steps = steps;
}

static int temporary(struct db *d, const char *table, const char *select,
	void (*bind)(struct stmt *s, const void *context), const void *context,
	struct err *e)
{
	(void)table, (void)select, (void)bind, (void)context;
	return server_refuse(d, e);
}

/* ---- parameters ---- */

static void bind_one(struct stmt *s, int at, const struct db_value *v)
{
	struct server_stmt *x = s->server;
	int found = 0;

	for (int i = 0; i < x->sql.n; i++)
		if (x->sql.values[i].number == at) {
			x->values[i] = server_as_text(v, x->numbers[i]);
			found = 1;
		}
	s->unbound |= !found;
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
		if (span_is(x->values[i].name, name))
			return x->values[i].number;
	return 0;
}

/* ---- rows ---- */

/* A copy of the row that came, behind those that were kept. */
static int keep_row(struct stmt *s, const struct pg_rows *row, struct err *e)
{
	struct server_stmt *x = s->server;
	int n = pg_columns(x->shape);

	for (int i = 0; i < n; i++) {
		struct span value = pg_value(row, 0, i);
		struct span *more =
			array_more(x->kept, x->n_kept, sizeof(*more));

		if (more)
			x->kept = more;
		if (more && value.at)
			value.at = arena_copy(&x->texts, value);
		if (!more || (value.len && !value.at))
			return err_memory(e);
		x->kept[x->n_kept++] = value;
	}
	return 0;
}

static int keep_all(struct stmt *s, struct err *e)
{
	struct db *d = s->db;
	struct pg_rows *row = NULL;
	size_t bytes = 0;
	int rc;

	while ((rc = pg_next(&row, d->server, e)) == 1) {
		rc = server_asked_row(s, row, &bytes, e);
		if (rc == 0)
			rc = keep_row(s, row, e);
		pg_rows_free(row);
		if (rc < 0) {
			pg_drop(d->server);
			return -1;
		}
	}
	if (rc < 0)
		server_fault_in(d, s->server->sql.sql.at);
	return rc < 0 && s->from_user ? server_asked_fault(d, e) : rc;
}

int server_free(struct db *d, struct err *e)
{
	struct stmt *s = d->streaming;

	d->streaming = NULL;
	return s ? keep_all(s, e) : 0;
}

static void drop_rows(struct server_stmt *x)
{
	pg_rows_free(x->row);
	free(x->kept);
	arena_free(&x->texts);
	x->row = NULL;
	x->kept = NULL;
	x->texts = (struct arena)ARENA_INIT;
	x->n_kept = x->next = 0;
	x->runs = 0;
}

static void reset(struct stmt *s)
{
	if (s->db->streaming == s) {
		pg_drop(s->db->server);
		s->db->streaming = NULL;
	}
	drop_rows(s->server);
}

/* ---- running ---- */

static int send(struct stmt *s, struct err *e)
{
	struct server_stmt *x = s->server;

	return pg_send(s->db->server, x->name, x->values, x->sql.n, e);
}

static int run_asked(struct stmt *s, struct err *e)
{
	int rc;

	if (server_asked_begin(s->db, e) < 0)
		return -1;
	rc = send(s, e);
	if (rc == 0)
		rc = keep_all(s, e);
	return server_asked_end(s->db, rc, e);
}

static int execute(struct stmt *s, struct err *e)
{
	struct db *d = s->db;

	if (server_free(d, e) < 0)
		return -1;
	s->server->runs = 1;
	if (s->from_user && d->mode != DB_READ)
		return run_asked(s, e);
	if (server_asked_time(d, s->from_user ? d->steps : 0, e) < 0 ||
		send(s, e) < 0)
		return -1;
	d->streaming = s;
	return 0;
}

static int next_row(struct stmt *s, struct err *e)
{
	struct server_stmt *x = s->server;
	struct db *d = s->db;
	size_t bytes = 0;
	int rc = 0;

	pg_rows_free(x->row);
	x->row = NULL;
	if (d->streaming == s) {
		rc = pg_next(&x->row, d->server, e);
		if (rc == 1)
			return server_asked_row(s, x->row, &bytes, e) < 0 ? -1
									  : 1;
		d->streaming = NULL;
		if (rc < 0)
			server_fault_in(d, x->sql.sql.at);
		return rc < 0 && s->from_user ? server_asked_fault(d, e) : rc;
	}
	if (x->next == x->n_kept)
		return 0;
	x->now = &x->kept[x->next];
	x->next += (size_t)pg_columns(x->shape);
	return 1;
}

static int step(struct stmt *s, struct err *e)
{
	struct server_stmt *x = s->server;
	int rc = 0;

	if (s->unbound)
		return err_set(e, ERR_SYSTEM,
			"database '%s': a parameter that the statement does "
			"not have",
			s->db->path);
	if (x->ours)
		return server_copy(s, e);
	if (!x->runs)
		rc = execute(s, e);
	if (rc == 0)
		rc = next_row(s, e);
	if (rc != 1)
		reset(s);
	return rc;
}

static void finish(struct stmt *s)
{
	struct server_stmt *x = s->server;
	char sql[40];

	if (!x)
		return;
	reset(s);
	snprintf(sql, sizeof(sql), "DEALLOCATE %s", x->name);
	if (*x->name) /* a transaction that failed keeps it: none is lost */
		server_script(s->db, sql, &(struct err)ERR_INIT);
	pg_rows_free(x->shape);
	dialect_free(&x->sql);
	text_free(&x->copy);
	free(x->said);
	free(x->source);
	free(x);
}

static int columns(struct stmt *s)
{
	return s->server->shape ? pg_columns(s->server->shape) : 0;
}

static const char *name_of(struct stmt *s, int column)
{
	return pg_name(s->server->shape, column);
}

const struct stmt_engine statements_server = {
	.limit = limit,
	.line = line,
	.temporary = temporary,
	.put_selected = server_put_selected,
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
	.takes = server_takes,
	.type = server_type,
	.text = server_text,
	.number = server_number,
	.integer = server_integer,
};
