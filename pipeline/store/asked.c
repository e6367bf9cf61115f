/* SPDX-License-Identifier: MIT */
#include "pipeline/store/asked.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/clock.h"
#include "pipeline/store/sqltext.h"

/* What does not fit is left out: then it is asked for without it. */
static void copy(char *to, size_t room, struct span s)
{
	snprintf(to, room, "%.*s", s.len < room ? (int)s.len : 0,
		s.at ? s.at : "");
}

static void bind(struct stmt *s, const struct asked_for *what)
{
	stmt_text(s, 1, span_of(what->dataset));
	stmt_text(s, 2, span_of(what->edition));
	stmt_text(s, 3, span_of(what->file));
	stmt_text(s, 4, span_of(what->url));
}

struct asking {
	struct stmt *last, *knows, *put;
};

int asking_open(struct asking **out, struct db *d, struct err *e)
{
	static const char last[] =
		"SELECT release, etag, last_modified FROM source WHERE "
		"dataset = ?1 AND edition = ?2 AND file = ?3 AND url IS ?4 "
		"AND release IS NOT NULL";
	static const char knows[] =
		"SELECT 1 FROM source WHERE dataset = ?1 AND edition = ?2 "
		"AND file = ?3 AND release = ?4";
	struct asking *a = calloc(1, sizeof(*a));

	if (!a)
		return err_memory(e);
	if (stmt_open(&a->last, d, last, e) < 0 ||
		stmt_open(&a->knows, d, knows, e) < 0 ||
		stmt_open(&a->put, d, sql_load_source, e) < 0) {
		asking_close(a);
		return -1;
	}
	*out = a;
	return 0;
}

void asking_close(struct asking *a)
{
	if (!a)
		return;
	stmt_close(a->last);
	stmt_close(a->knows);
	stmt_close(a->put);
	free(a);
}

int asked_last(struct asked *out, struct asking *a,
	const struct asked_for *what, struct err *e)
{
	struct stmt *s = a->last;
	int rc;

	*out = (struct asked){ "", "", "" };
	bind(s, what);
	rc = stmt_step(s, e);
	if (rc == 1) {
		copy(out->release, sizeof(out->release), stmt_get_text(s, 0));
		copy(out->etag, sizeof(out->etag), stmt_get_text(s, 1));
		copy(out->last_modified, sizeof(out->last_modified),
			stmt_get_text(s, 2));
	}
	stmt_reset(s);
	return rc;
}

int asked_knows(struct asking *a, const struct asked_for *what,
	const char *release, struct err *e)
{
	int rc;

	bind(a->knows, what);
	stmt_text(a->knows, 4, span_of(release));
	rc = stmt_step(a->knows, e);
	stmt_reset(a->knows);
	return rc;
}

/* NULL for an empty text. */
static struct span unless_empty(const char *s)
{
	return span_of(s && *s ? s : NULL);
}

int asked_put(struct asking *a, const struct asked_for *what,
	enum asked_outcome outcome, int status, const char *message,
	const struct asked *held, struct err *e)
{
	static const char *const outcomes[] = { "new", "unchanged", "failed" };
	char now[CLOCK_TEXT];
	struct stmt *s = a->put;

	clock_format(now, clock_now());
	bind(s, what);
	stmt_text(s, 5, span_of(now));
	stmt_text(s, 6, span_of(outcomes[outcome]));
	if (status)
		stmt_integer(s, 7, status);
	else
		stmt_null(s, 7);
	stmt_text(s, 8, span_of(message));
	stmt_text(s, 9, unless_empty(held ? held->release : NULL));
	stmt_text(s, 10, unless_empty(held ? held->etag : NULL));
	stmt_text(s, 11, unless_empty(held ? held->last_modified : NULL));
	stmt_text(s, 12, unless_empty(what->came));
	return stmt_run(s, e);
}
