/* SPDX-License-Identifier: MIT */
/* What a user asks of a server: one SELECT, within limits. */
#include <stdio.h>
#include <string.h>

#include "pipeline/store/server.h"
#include "pipeline/store/sqltext.h"

static int refuse(struct err *e, const char *why)
{
	*e = (struct err)ERR_INIT;
	return err_set(e, ERR_USAGE, "SQL: %s", why);
}

int server_asked_fault(struct db *d, struct err *e)
{
	const char *state = pg_state(d->server);

	if (e->kind != ERR_SYSTEM && e->kind != ERR_REMOTE)
		return -1;
	if (strcmp(state, "57014") == 0 && d->steps) {
		*e = (struct err)ERR_INIT;
		return err_set(e, ERR_USAGE,
			"SQL: stopped after %lld steps: would it ever end?",
			(long long)d->steps);
	}
	if (strcmp(state, "25006") == 0)
		return refuse(e, "not authorized: one SELECT and nothing else");
	/* 22: data, 42: syntax and names; the rest is the server's trouble */
	if (strncmp(state, "22", 2) == 0 || strncmp(state, "42", 2) == 0)
		return refuse(e, pg_words(d->server));
	return -1;
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
	return 0;
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

/* A step of SQLite's machine takes some ten nanoseconds. */
static long milliseconds(int64_t steps)
{
	int64_t ms = steps / 100000 + (steps > 0);

	return ms > INT32_MAX ? 0 : (long)ms;
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
