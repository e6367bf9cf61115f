/* SPDX-License-Identifier: MIT */
/* Which releases a push puts, and how many of them a transaction has. */
#include <stdlib.h>

#include "pipeline/store/push_inside.h"

/* ---- which ---- */

static int64_t number(struct span s)
{
	return s.at ? strtoll(s.at, NULL, 10) : 0;
}

/* Those that the server lacks or has in another reading. The rows are the
 * caller's. */
static int find_due(struct pg_rows **out, struct push *p, struct err *e)
{
	extern const char sql_push_lacking[];
	int rc;

	if (db_begin(p->server, e) < 0)
		return -1;
	rc = push_stage(p, PUSH_RELEASE, e);
	if (rc == 0)
		rc = pg_run(out, p->pg, sql_push_lacking, NULL, 0, e);
	return db_end(p->server, rc, e);
}

static int count(struct push_due *due, struct stmt *s, struct err *e)
{
	int rc;

	stmt_integer(s, 1, due->from);
	rc = stmt_step(s, e);
	if (rc == 1)
		due->is.observations = (long)stmt_get_integer(s, 0);
	stmt_reset(s);
	return rc < 0 ? -1 : 0;
}

/* What is due says so by texts of the rows. */
static int read_due(struct push_due *due, struct push *p,
	const struct pg_rows *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, p->file,
		"SELECT count(*) FROM observation WHERE release_id = ?1", e);

	for (size_t i = 0; rc == 0 && i < pg_count(r); i++) {
		due[i] = (struct push_due){ { pg_value(r, i, 1),
						    pg_value(r, i, 2),
						    pg_value(r, i, 3), 0 },
			number(pg_value(r, i, 0)), number(pg_value(r, i, 4)) };
		rc = count(&due[i], s, e);
	}
	stmt_close(s);
	return rc;
}

/* ---- how many at a time ---- */

/* One, or as many as have no more observations than a transaction is to have.
 */
static size_t cut(const struct push *p, const struct push_due *due, size_t n)
{
	long most = p->o->batch, sum = due->is.observations;
	size_t i = 1;

	while (i < n && sum < most && due[i].is.observations <= most - sum)
		sum += due[i++].is.observations;
	return i;
}

static int list(
	struct text *out, const struct push_due *due, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		text_printf(
			out, "%s%lld", i ? "," : "[", (long long)due[i].from);
	text_putc(out, ']');
	return text_done(out, e);
}

/* Whose fault it may be. */
static int say(const struct push *p, const struct push_due *due, size_t n,
	struct err *e)
{
	const struct push_release *r = p->reading ? p->reading : &due->is;

	if (p->reading || n == 1)
		return err_in(
			e, "%.*s/%.*s", SPAN(r->dataset), SPAN(r->edition));
	return err_in(e, "%.*s/%.*s and %zu more", SPAN(r->dataset),
		SPAN(r->edition), n - 1);
}

static int put(struct push *p, struct push_due *due, size_t n, struct err *e)
{
	struct text numbers = TEXT_INIT;
	int rc = list(&numbers, due, n, e);

	p->releases = (struct span){ numbers.at, numbers.len };
	if (rc == 0)
		rc = db_begin(p->server, e);
	if (rc == 0)
		rc = db_end(p->server, push_batch(p, due, n, e), e);
	p->releases = (struct span){ NULL, 0 };
	text_free(&numbers);
	return rc < 0 ? say(p, due, n, e) : 0;
}

static void tell(struct push *p, const struct push_due *due, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		p->out->put++;
		p->out->observations += due[i].is.observations;
		if (p->o->tell)
			p->o->tell(p->o->context, &due[i].is);
	}
}

/* What was left by a push that ended when one machine had committed and another
 * one had not. */
static int forget_lost(struct push *p, struct err *e)
{
	extern const char sql_push_forget_lost[];
	int rc;

	if (db_begin(p->server, e) < 0)
		return -1;
	rc = push_run(p, sql_push_forget_lost, 1, e);
	return db_end(p->server, rc, e);
}

static int put_all(
	struct push *p, struct push_due *due, size_t n, struct err *e)
{
	size_t some;

	if (n > 0 && !p->o->dry_run && forget_lost(p, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i += some) {
		some = cut(p, due + i, n - i);
		if (!p->o->dry_run && put(p, due + i, some, e) < 0)
			return -1;
		tell(p, due + i, some);
	}
	return 0;
}

int push_releases(struct push *p, struct err *e)
{
	struct pg_rows *rows = NULL;
	struct push_due *due = NULL;
	int rc = find_due(&rows, p, e);

	if (rc == 0) {
		due = calloc(pg_count(rows) + 1, sizeof(*due));
		rc = due ? read_due(due, p, rows, e) : err_memory(e);
	}
	if (rc == 0)
		rc = put_all(p, due, pg_count(rows), e);
	free(due);
	pg_rows_free(rows);
	return rc;
}
