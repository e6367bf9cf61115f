/* SPDX-License-Identifier: MIT */
/* Values to a server and from it, which are text. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/store/server.h"

/* ---- values to a server ---- */

/* Seventeen digits: -0 is not 0. */
struct span server_as_text(const struct db_value *v, char number[NUM_TEXT])
{
	switch (v->type) {
	case VALUE_TEXT:
		return v->text;
	case VALUE_INTEGER:
		snprintf(number, NUM_TEXT, "%lld", (long long)v->integer);
		return span_of(number);
	case VALUE_NUMBER:
		snprintf(number, NUM_TEXT, "%.17g", v->number);
		return span_of(number);
	case VALUE_NULL:
		break;
	}
	return (struct span){ NULL, 0 };
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
			add_escaped(&row, server_as_text(&v[k], number));
		}
		text_putc(&row, '\n');
		rc = text_done(&row, e);
		if (rc == 0)
			rc = pg_copy_put(p, row.at, row.len, e);
	}
	text_free(&row);
	return rc;
}

int server_copy(struct stmt *s, struct err *e)
{
	struct pg *p = s->db->server;

	if (server_free(s->db, e) < 0)
		return -1;
	if (pg_copy_begin(p, s->server->copy.at, e) < 0)
		return -1;
	return pg_copy_end(p, send_rows(p, s->server, e), e);
}

/* ---- results ---- */

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

/* What is no number is none, as in a file. */
static struct span raw(struct stmt *s, int column)
{
	const struct server_stmt *x = s->server;
	struct span value =
		x->row ? pg_value(x->row, 0, column) : x->now[column];

	switch (pg_type(x->shape, column)) {
	case REAL:
	case DOUBLE:
	case NUMERIC:
		return value.at && span_is(value, "NaN")
			? (struct span){ NULL, 0 }
			: value;
	default:
		return value;
	}
}

const char *server_takes(struct stmt *s, int column)
{
	switch (pg_type(s->server->shape, column)) {
	case BOOLEAN:
	case BIGINT:
	case SMALLINT:
	case INTEGER:
		return "INTEGER";
	case REAL:
	case DOUBLE:
		return "REAL";
	case NUMERIC:
		return "NUMERIC";
	default:
		return "TEXT";
	}
}

enum { DIGITS = 18 }; /* of what is surely no more than an int64_t */

/* A number without a fraction counts, as the sum of integers does. */
static enum value_type type_of_numeric(struct span value)
{
	return strspn(value.at, "-0123456789") < value.len || value.len > DIGITS
		? VALUE_NUMBER
		: VALUE_INTEGER;
}

enum value_type server_type(struct stmt *s, int column)
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
		return type_of_numeric(value);
	default:
		return VALUE_TEXT;
	}
}

/* As SQLite says a number: 15 digits, and a point in any case. */
static struct span said(struct stmt *s, int column)
{
	char *text = s->server->said[column];
	size_t n, digits;

	snprintf(text, NUM_TEXT, "%.15g", server_number(s, column));
	n = strlen(text);
	digits = strspn(text, "-0123456789");
	if (text[digits] != '.' && text[digits] != 'i' && text[digits] != 'n') {
		memmove(text + digits + 2, text + digits, n - digits + 1);
		text[digits] = '.';
		text[digits + 1] = '0';
	}
	return span_of(text);
}

struct span server_text(struct stmt *s, int column)
{
	struct span value = raw(s, column);

	if (!value.at)
		return value;
	if (pg_type(s->server->shape, column) == BOOLEAN)
		return span_of(*value.at == 't' ? "1" : "0");
	return server_type(s, column) == VALUE_NUMBER ? said(s, column) : value;
}

double server_number(struct stmt *s, int column)
{
	struct span value = raw(s, column);

	if (!value.at)
		return 0;
	if (pg_type(s->server->shape, column) == BOOLEAN)
		return *value.at == 't';
	return strtod(value.at, NULL);
}

int64_t server_integer(struct stmt *s, int column)
{
	struct span value = server_text(s, column);

	if (value.at && server_type(s, column) == VALUE_NUMBER)
		return (int64_t)server_number(s, column);
	return value.at ? strtoll(value.at, NULL, 10) : 0;
}

/* ---- rows that a statement gives ---- */

static void add_value(struct text *row, struct stmt *s, int column)
{
	struct db_value v = { .type = server_type(s, column) };
	char number[NUM_TEXT];

	if (v.type == VALUE_TEXT)
		v.text = server_text(s, column);
	else if (v.type == VALUE_INTEGER)
		v.integer = server_integer(s, column);
	else if (v.type == VALUE_NUMBER)
		v.number = server_number(s, column);
	add_escaped(row, server_as_text(&v, number));
}

static int put_row(
	struct pg *p, struct text *row, struct stmt *s, struct err *e)
{
	text_clear(row);
	for (int i = 0; i < stmt_columns(s); i++) {
		text_puts(row, i ? "\t" : "");
		add_value(row, s, i);
	}
	text_putc(row, '\n');
	return text_done(row, e) < 0 ? -1
				     : pg_copy_put(p, row->at, row->len, e);
}

/* A user's statement that runs beside what is written has all its rows fetched
 * with the first, so that the server is free for them to be put. */
int server_put_selected(struct db *d, const char *table, struct stmt *select,
	int (*look)(void *context, struct stmt *row, struct err *e),
	void *context, struct err *e)
{
	int rc = stmt_step(select, e);
	struct text row = TEXT_INIT;
	char copy[120];

	if (rc < 1)
		return rc;
	snprintf(copy, sizeof(copy), "COPY %s FROM STDIN", table);
	if (server_free(d, e) < 0 || pg_copy_begin(d->server, copy, e) < 0)
		return -1;
	while (rc == 1) {
		rc = look(context, select, e);
		if (rc == 0)
			rc = put_row(d->server, &row, select, e);
		if (rc == 0)
			rc = stmt_step(select, e);
	}
	text_free(&row);
	return pg_copy_end(d->server, rc, e);
}
