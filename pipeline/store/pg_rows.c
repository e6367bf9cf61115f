/* SPDX-License-Identifier: MIT */
/* Statements of a server, what they give, and COPY. */
#include <stdlib.h>

#include "pipeline/store/pg_inside.h"

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
	pg_fault(p, r, e);
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
		if (values[i].len && memchr(values[i].at, '\0', values[i].len))
			return err_set(e, ERR_DATA,
				"a text holds a NUL, which a server does not "
				"take");
		places[i] = room->len;
		text_add(room, values[i].at, values[i].len);
		text_putc(room, '\0');
	}
	for (int i = 0; i < n && !room->failed; i++)
		at[i] = values[i].at ? room->at + places[i] : NULL;
	return text_done(room, e);
}

int pg_run(struct pg_rows **out, struct pg *p, const char *sql,
	const struct span *values, int n, struct err *e)
{
	struct text room = TEXT_INIT;
	const char *at[VALUES];
	PGresult *r;

	if (copy_values(&room, at, values, n, e) < 0) {
		text_free(&room);
		return -1;
	}
	r = pq.PQexecParams(p->c, sql, n, NULL, at, NULL, NULL, 0);
	text_free(&room);
	return take(out, p, r, e);
}

int pg_prepare(struct pg *p, const char *name, const char *sql, struct err *e)
{
	struct pg_rows *r = NULL;

	if (take(&r, p, pq.PQprepare(p->c, name, sql, 0, NULL), e) < 0)
		return -1;
	pg_rows_free(r);
	return 0;
}

int pg_describe(
	struct pg_rows **out, struct pg *p, const char *name, struct err *e)
{
	return take(out, p, pq.PQdescribePrepared(p->c, name), e);
}

/* ---- row by row ---- */

int pg_send(struct pg *p, const char *name, const struct span *values, int n,
	struct err *e)
{
	struct text room = TEXT_INIT;
	const char *at[VALUES];
	int rc = copy_values(&room, at, values, n, e);

	if (rc == 0 &&
		(!pq.PQsendQueryPrepared(p->c, name, n, at, NULL, NULL, 0) ||
			!pq.PQsetSingleRowMode(p->c)))
		rc = pg_fault(p, NULL, e);
	text_free(&room);
	return rc;
}

int pg_next(struct pg_rows **row, struct pg *p, struct err *e)
{
	PGresult *r = pq.PQgetResult(p->c);
	ExecStatusType status;
	int rc = 0;

	if (!r)
		return 0;
	status = pq.PQresultStatus(r);
	if (status == PGRES_SINGLE_TUPLE) {
		*row = (struct pg_rows *)r;
		return 1;
	}
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		rc = pg_fault(p, r, e);
	pq.PQclear(r);
	pg_drop(p);
	return rc;
}

void pg_drop(struct pg *p)
{
	PGresult *r;

	while ((r = pq.PQgetResult(p->c)))
		pq.PQclear(r);
}

/* ---- what it gave ---- */

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
	int rc = pq.PQresultStatus(r) == PGRES_COPY_IN ? 0 : pg_fault(p, r, e);

	pq.PQclear(r);
	return rc;
}

int pg_copy_put(struct pg *p, const void *bytes, size_t n, struct err *e)
{
	const char *at = bytes;

	while (n > 0) {
		int some = n > (1 << 20) ? 1 << 20 : (int)n;

		if (pq.PQputCopyData(p->c, at, some) != 1)
			return pg_fault(p, NULL, e);
		at += some;
		n -= (size_t)some;
	}
	return 0;
}

int pg_copy_end(struct pg *p, int rc, struct err *e)
{
	PGresult *r;

	if (pq.PQputCopyEnd(p->c, rc ? "given up" : NULL) != 1)
		return pg_fault(p, NULL, e);
	while ((r = pq.PQgetResult(p->c))) {
		if (pq.PQresultStatus(r) != PGRES_COMMAND_OK) {
			if (!rc)
				pg_fault(p, r, e);
			rc = -1;
		}
		pq.PQclear(r);
	}
	return rc ? -1 : 0;
}
