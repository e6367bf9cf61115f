/* SPDX-License-Identifier: MIT */
/* What a user asks of a server: one SELECT, within limits. */
#include <stdio.h>
#include <string.h>

#include "pipeline/store/server.h"
#include "pipeline/store/sqltext.h"

extern const char sql_server_acting[];

/* What so many steps of SQLite's machine take. */
static long milliseconds(int64_t steps)
{
	int64_t ms = steps / (DB_SECOND / 1000);

	if (steps > 0 && ms == 0)
		return 1;
	return ms > INT32_MAX ? 0 : (long)ms;
}

static int refuse(struct err *e, const char *why)
{
	*e = (struct err)ERR_INIT;
	return err_set(e, ERR_USAGE, "SQL: %s", why);
}

/* 21, 22: data; 42, 0A: syntax, names, what there is not; 54: too deep or too
 * long; P0: a function refuses; too little memory, too much on the disk. The
 * rest is the server's trouble. */
static int is_of_call(const char *state)
{
	static const char *const classes[] = { "21", "22", "42", "0A", "54",
		"P0", "53200", "53400" };

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (strncmp(state, classes[i], strlen(classes[i])) == 0)
			return 1;
	return 0;
}

int server_asked_fault(struct db *d, struct err *e)
{
	const char *state = pg_state(d->server);

	if (e->kind != ERR_SYSTEM && e->kind != ERR_REMOTE)
		return -1;
	if (strcmp(state, "57014") == 0 && d->steps) {
		*e = (struct err)ERR_INIT;
		return err_set(e, ERR_USAGE,
			"SQL: stopped after %g seconds: would it ever end?",
			(double)milliseconds(d->steps) / 1000);
	}
	if (strcmp(state, "25006") == 0)
		return refuse(e, "not authorized: one SELECT and nothing else");
	return is_of_call(state) ? refuse(e, pg_words(d->server)) : -1;
}

/* The end of the first statement of several. */
static int check_single(const char *sql, struct err *e)
{
	struct dialect first = DIALECT_INIT;
	int rc = dialect_read(&first, sql, e);
	const char *more = rc == 0 ? sql_skip_blank(first.next) : "";

	dialect_free(&first);
	return *more ? err_set(e, ERR_USAGE,
			       "SQL: more than one statement: the second is "
			       "'%.60s'",
			       more)
		     : rc;
}

/* A transaction that only reads may still wait, signal others or run a text as
 * SQL. */
static int check_functions(struct db *d, const char *sql, struct err *e)
{
	struct span value = span_of(sql), name;
	struct pg_rows *found = NULL;

	if (strcasestr(sql, "U&\""))
		return refuse(e, "a name may not be spelt as U&\"...\" here");
	if (server_free(d, e) < 0 ||
		pg_run(&found, d->server, sql_server_acting, &value, 1, e) < 0)
		return -1;
	if (pg_count(found) > 0) {
		name = pg_value(found, 0, 0);
		err_set(e, ERR_USAGE,
			"SQL: not authorized to use function: %.*s: one "
			"SELECT and nothing else",
			SPAN(name));
	}
	pg_rows_free(found);
	return e->kind == ERR_NONE ? 0 : -1;
}

int server_asked_check(
	struct db *d, const char *sql, const char *tables, struct err *e)
{
	d->fault = 0;
	if (!*sql_skip_blank(sql))
		return refuse(e, "no statement given");
	if (check_single(sql, e) < 0)
		return -1;
	if (!dialect_is_query(sql))
		return refuse(e, "not authorized: one SELECT and nothing else");
	if (tables && dialect_names(sql, tables))
		return err_set(e, ERR_USAGE,
			"SQL: the table '%s' may not be read here", tables);
	return check_functions(d, sql, e);
}

int server_asked_row(
	struct stmt *s, const struct pg_rows *row, size_t *bytes, struct err *e)
{
	int n = pg_columns(s->server->shape);

	if (!s->from_user || !s->db->steps)
		return 0;
	for (int i = 0; i < n; i++) {
		size_t len = pg_value(row, 0, i).len;

		*bytes += len + sizeof(struct span);
		if (len > DB_TEXT)
			return refuse(e, "string or blob too big");
	}
	return *bytes >> 20 < DB_MORE_MIB
		? 0
		: err_set(e, ERR_USAGE,
			  "SQL: it wants more than %d MiB of memory",
			  DB_MORE_MIB);
}

int server_asked_time(struct db *d, int64_t steps, struct err *e)
{
	char set[60];

	if (steps == d->timed)
		return 0;
	snprintf(set, sizeof(set), "SET statement_timeout = %ld",
		milliseconds(steps));
	if (server_script(d, set, e) < 0)
		return -1;
	d->timed = steps;
	return 0;
}

int server_asked_begin(struct db *d, struct err *e)
{
	char begin[160];

	snprintf(begin, sizeof(begin),
		"%s; SET LOCAL transaction_read_only = on; "
		"SET LOCAL statement_timeout = %ld",
		d->depth ? "SAVEPOINT asked" : "BEGIN", milliseconds(d->steps));
	return server_script(d, begin, e);
}

int server_asked_end(struct db *d, int rc, struct err *e)
{
	static const char inside[] = "ROLLBACK TO SAVEPOINT asked; "
				     "RELEASE SAVEPOINT asked";
	struct err own = ERR_INIT;

	if (server_script(d, d->depth ? inside : "ROLLBACK", &own) == 0 ||
		rc < 0)
		return rc;
	*e = own;
	return -1;
}
