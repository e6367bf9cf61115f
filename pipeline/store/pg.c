/* SPDX-License-Identifier: MIT */
#include "pipeline/store/pg.h"

#include <dlfcn.h>
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pg {
	PGconn *c;
	struct text shown;
	char state[6];
	size_t position; /* of the last fault */
};

/* ---- the library ---- */

#define LIBRARY "libpq.so.5"

/* What is used of it, each with the type that its header gives. */
#define FUNCTIONS(F)                                                           \
	F(PQconnectdbParams)                                                   \
	F(PQconninfoParse)                                                     \
	F(PQconninfoFree)                                                      \
	F(PQfreemem)                                                           \
	F(PQstatus)                                                            \
	F(PQerrorMessage)                                                      \
	F(PQfinish)                                                            \
	F(PQexec)                                                              \
	F(PQexecParams)                                                        \
	F(PQprepare)                                                           \
	F(PQexecPrepared)                                                      \
	F(PQdescribePrepared)                                                  \
	F(PQresultStatus)                                                      \
	F(PQresultErrorField)                                                  \
	F(PQclear)                                                             \
	F(PQntuples)                                                           \
	F(PQnfields)                                                           \
	F(PQfname)                                                             \
	F(PQftype)                                                             \
	F(PQcmdTuples)                                                         \
	F(PQgetisnull)                                                         \
	F(PQgetvalue)                                                          \
	F(PQgetlength)                                                         \
	F(PQputCopyData)                                                       \
	F(PQputCopyEnd)                                                        \
	F(PQgetResult)

#define MEMBER(name) __typeof__(name) *name;
static struct {
	void *handle;
	FUNCTIONS(MEMBER)
} pq;
#undef MEMBER

static void *find(const char *name, int *found)
{
	void *at = dlsym(pq.handle, name);

	*found &= at != NULL;
	return at;
}

/* Once; it stays until the process ends. */
static int load_library(struct err *e)
{
	int found = 1;

	if (pq.handle)
		return 0;
	pq.handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!pq.handle)
		return err_set(e, ERR_SYSTEM,
			"to speak to PostgreSQL it takes %s, which is not "
			"here: install the package libpq5",
			LIBRARY);
#define FIND(name) *(void **)&pq.name = find(#name, &found);
	FUNCTIONS(FIND)
#undef FIND
	return found ? 0
		     : err_set(e, ERR_SYSTEM,
			       "%s is too old: install libpq5 of PostgreSQL "
			       "15 or later",
			       LIBRARY);
}

/* ---- addresses ---- */

int pg_is_address(const char *path)
{
	return strncmp(path, "postgresql://", 13) == 0 ||
		strncmp(path, "postgres://", 11) == 0;
}

/* Of user:password@host the password is left out, and so is one that stands
 * among the parameters behind the question mark. */
void pg_shown(struct text *out, const char *address)
{
	const char *host = strstr(address, "://");
	const char *from = host ? host + 3 : address;
	const char *end = from + strcspn(from, "/?#");
	const char *at = memrchr(from, '@', (size_t)(end - from));
	const char *colon = at ? memchr(from, ':', (size_t)(at - from)) : NULL;
	const char *secret;

	if (colon) {
		text_add(out, address, (size_t)(colon - address));
		address = at;
	}
	while ((secret = strcasestr(address, "password="))) {
		text_add(out, address, (size_t)(secret - address) + 9);
		address = secret + 9 + strcspn(secret + 9, "&");
		text_puts(out, "***");
	}
	text_puts(out, address);
}

/* ---- faults ---- */

/* The library ends its messages with a line break and may have several lines:
 * one line is left. */
static int fault(struct pg *p, const PGresult *r, struct err *e)
{
	const char *state =
		r ? pq.PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *primary =
		r ? pq.PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	const char *text = primary ? primary : pq.PQerrorMessage(p->c);
	char line[400];
	size_t n = 0;
	const char *position =
		r ? pq.PQresultErrorField(r, PG_DIAG_STATEMENT_POSITION) : NULL;

	snprintf(p->state, sizeof(p->state), "%s", state ? state : "");
	p->position = position ? strtoul(position, NULL, 10) : 0;
	for (; *text && n < sizeof(line) - 1; text++)
		if (*text != '\n')
			line[n++] = *text;
		else if (text[1])
			line[n++] = ' ';
	line[n] = '\0';
	return err_set(e,
		pq.PQstatus(p->c) != CONNECTION_OK ? ERR_REMOTE : ERR_SYSTEM,
		"database '%.150s': %s", p->shown.at,
		n ? line : "the server went away");
}

const char *pg_state(const struct pg *p)
{
	return p->state;
}

size_t pg_position(const struct pg *p)
{
	return p->position;
}

/* ---- connections ---- */

static const char settings[] =
	"SET client_min_messages = warning; SET extra_float_digits = 1; "
	"SET DateStyle = ISO; SET IntervalStyle = postgres; "
	"SET TimeZone = 'UTC'; SET standard_conforming_strings = on";

static int connect(struct pg *p, const char *address, struct err *e)
{
	const char *const names[] = { "dbname", "client_encoding",
		"fallback_application_name", "connect_timeout", NULL };
	const char *const values[] = { address, "UTF8", "kosh", "20", NULL };

	p->c = pq.PQconnectdbParams(names, values, 1);
	if (!p->c)
		return err_memory(e);
	if (pq.PQstatus(p->c) != CONNECTION_OK)
		return fault(p, NULL, e);
	return pg_script(p, settings, e);
}

int pg_open(struct pg **out, const char *address, struct err *e)
{
	struct pg *p;

	if (load_library(e) < 0)
		return -1;
	p = calloc(1, sizeof(*p));
	if (!p)
		return err_memory(e);
	pg_shown(&p->shown, address);
	if (text_done(&p->shown, e) < 0 || connect(p, address, e) < 0) {
		pg_close(p);
		return -1;
	}
	*out = p;
	return 0;
}

void pg_close(struct pg *p)
{
	if (!p)
		return;
	if (p->c)
		pq.PQfinish(p->c);
	text_free(&p->shown);
	free(p);
}

const char *pg_address(const struct pg *p)
{
	return p->shown.at;
}

/* ---- statements ---- */

enum { VALUES = 64 };

static PGresult *result_of(struct pg_rows *r)
{
	return (PGresult *)r;
}

static const PGresult *rows_of(const struct pg_rows *r)
{
	return (const PGresult *)r;
}

/* Keeps a result that went well, and tells of one that did not. */
static int take(struct pg_rows **out, struct pg *p, PGresult *r, struct err *e)
{
	ExecStatusType status = pq.PQresultStatus(r);

	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
		*out = (struct pg_rows *)r;
		return 0;
	}
	fault(p, r, e);
	pq.PQclear(r);
	return -1;
}

int pg_script(struct pg *p, const char *sql, struct err *e)
{
	struct pg_rows *r = NULL;

	if (take(&r, p, pq.PQexec(p->c, sql), e) < 0)
		return -1;
	pg_rows_free(r);
	return 0;
}

/* The library wants texts that end with a NUL. */
static int copy_values(struct text *room, const char *at[VALUES],
	const struct span *values, int n, struct err *e)
{
	size_t places[VALUES];

	if (n > VALUES)
		return err_set(
			e, ERR_SYSTEM, "more than %d parameters", VALUES);
	for (int i = 0; i < n; i++) {
		places[i] = room->len;
		text_add(room, values[i].at, values[i].len);
		text_putc(room, '\0');
	}
	for (int i = 0; i < n && !room->failed; i++)
		at[i] = values[i].at ? room->at + places[i] : NULL;
	return text_done(room, e);
}

/* Runs a statement, or with sql NULL one that was prepared under a name. */
static int run(struct pg_rows **out, struct pg *p, const char *sql,
	const char *name, const struct span *values, int n, struct err *e)
{
	struct text room = TEXT_INIT;
	const char *at[VALUES];
	PGresult *r;

	if (copy_values(&room, at, values, n, e) < 0) {
		text_free(&room);
		return -1;
	}
	r = sql ? pq.PQexecParams(p->c, sql, n, NULL, at, NULL, NULL, 0)
		: pq.PQexecPrepared(p->c, name, n, at, NULL, NULL, 0);
	text_free(&room);
	return take(out, p, r, e);
}

int pg_run(struct pg_rows **out, struct pg *p, const char *sql,
	const struct span *values, int n, struct err *e)
{
	return run(out, p, sql, NULL, values, n, e);
}

int pg_prepare(struct pg *p, const char *name, const char *sql, struct err *e)
{
	struct pg_rows *r = NULL;

	if (take(&r, p, pq.PQprepare(p->c, name, sql, 0, NULL), e) < 0)
		return -1;
	pg_rows_free(r);
	return 0;
}

int pg_execute(struct pg_rows **out, struct pg *p, const char *name,
	const struct span *values, int n, struct err *e)
{
	return run(out, p, NULL, name, values, n, e);
}

int pg_describe(
	struct pg_rows **out, struct pg *p, const char *name, struct err *e)
{
	return take(out, p, pq.PQdescribePrepared(p->c, name), e);
}

void pg_rows_free(struct pg_rows *r)
{
	if (r)
		pq.PQclear(result_of(r));
}

size_t pg_count(const struct pg_rows *r)
{
	return (size_t)pq.PQntuples(rows_of(r));
}

size_t pg_changed(const struct pg_rows *r)
{
	return strtoul(
		pq.PQcmdTuples(result_of((struct pg_rows *)r)), NULL, 10);
}

int pg_columns(const struct pg_rows *r)
{
	return pq.PQnfields(rows_of(r));
}

const char *pg_name(const struct pg_rows *r, int column)
{
	return pq.PQfname(rows_of(r), column);
}

unsigned pg_type(const struct pg_rows *r, int column)
{
	return pq.PQftype(rows_of(r), column);
}

struct span pg_value(const struct pg_rows *r, size_t row, int column)
{
	const PGresult *x = rows_of(r);

	if (pq.PQgetisnull(x, (int)row, column))
		return (struct span){ NULL, 0 };
	return (struct span){ pq.PQgetvalue(x, (int)row, column),
		(size_t)pq.PQgetlength(x, (int)row, column) };
}

/* ---- COPY ---- */

int pg_copy_begin(struct pg *p, const char *sql, struct err *e)
{
	PGresult *r = pq.PQexec(p->c, sql);
	int rc = pq.PQresultStatus(r) == PGRES_COPY_IN ? 0 : fault(p, r, e);

	pq.PQclear(r);
	return rc;
}

int pg_copy_put(struct pg *p, const void *bytes, size_t n, struct err *e)
{
	const char *at = bytes;

	while (n > 0) {
		int some = n > (1 << 20) ? 1 << 20 : (int)n;

		if (pq.PQputCopyData(p->c, at, some) != 1)
			return fault(p, NULL, e);
		at += some;
		n -= (size_t)some;
	}
	return 0;
}

int pg_copy_end(struct pg *p, int rc, struct err *e)
{
	PGresult *r;

	if (pq.PQputCopyEnd(p->c, rc ? "given up" : NULL) != 1)
		return fault(p, NULL, e);
	while ((r = pq.PQgetResult(p->c))) {
		if (pq.PQresultStatus(r) != PGRES_COMMAND_OK) {
			if (!rc)
				fault(p, r, e);
			rc = -1;
		}
		pq.PQclear(r);
	}
	return rc ? -1 : 0;
}
