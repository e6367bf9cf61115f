/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/store/push_inside.h"

/* ---- observations ---- */

static const char observations[] =
	"SELECT indicator_id, measure, period, area, place, value, raw, "
	"sheet_id, cell, label_id FROM observation WHERE release_id = ?1 "
	"ORDER BY indicator_id, measure, period, area, place";

static const char copy[] =
	"COPY observation (release_id, dataset, indicator_id, measure, period, "
	"area, place, value, raw, sheet_id, cell, label_id) FROM STDIN "
	"(FORMAT binary)";

enum {
	INDICATOR,
	MEASURE,
	PERIOD,
	AREA,
	PLACE,
	VALUE,
	RAW,
	SHEET,
	CELL,
	LABEL
};
enum { COLUMNS = 12 };

static int is_behind(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* The number that the server has for one of the file; 0 if it is in no table.
 */
static int64_t mapped(struct push_map *m, int64_t from)
{
	const int64_t *at;

	if (m->n > 0 && m->from[m->last] == from)
		return m->to[m->last];
	at = bsearch(&from, m->from, m->n, sizeof(from), is_behind);
	if (!at)
		return 0;
	m->last = (size_t)(at - m->from);
	return m->to[m->last];
}

static int put_number(
	struct push *p, struct push_map *m, struct stmt *s, int column)
{
	int64_t to = mapped(m, stmt_get_integer(s, column));

	pgcopy_integer(&p->copy, to);
	return to > 0;
}

/* 0 if it refers to what the file does not have. */
static int put_observation(struct push *p, struct stmt *s, int64_t release)
{
	struct pgcopy *c = &p->copy;
	int found;

	pgcopy_integer(c, release);
	pgcopy_text(c, p->dataset);
	found = put_number(p, &p->indicators, s, INDICATOR);
	pgcopy_text(c, stmt_get_text(s, MEASURE));
	pgcopy_text(c, stmt_get_text(s, PERIOD));
	pgcopy_text(c, stmt_get_text(s, AREA));
	pgcopy_integer(c, stmt_get_integer(s, PLACE));
	if (stmt_type(s, VALUE) == VALUE_NULL)
		pgcopy_null(c);
	else
		pgcopy_number(c, stmt_get_number(s, VALUE));
	pgcopy_text(c, stmt_get_text(s, RAW));
	found &= put_number(p, &p->sheets, s, SHEET);
	pgcopy_text(c, stmt_get_text(s, CELL));
	return found & put_number(p, &p->labels, s, LABEL);
}

static int put_rows(
	long *n, struct push *p, struct stmt *s, int64_t release, struct err *e)
{
	int rc;

	while ((rc = stmt_step(s, e)) == 1) {
		if (pgcopy_row(&p->copy, COLUMNS) < 0)
			return 0; /* told at the end */
		if (!put_observation(p, s, release))
			return err_set(e, ERR_DATA,
				"database '%s': cell %.*s belongs to an "
				"indicator, a sheet or a label that is not "
				"there: load the release again",
				db_path(p->file), SPAN(stmt_get_text(s, CELL)));
		++*n;
	}
	return rc;
}

static int copy_observations(
	long *n, struct push *p, int64_t release, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, p->file, observations, e);

	if (rc == 0)
		rc = pgcopy_begin(&p->copy, p->pg, copy, e);
	if (rc == 0) {
		stmt_integer(s, 1, p->release);
		rc = pgcopy_end(&p->copy, put_rows(n, p, s, release, e), e);
	}
	stmt_close(s);
	return rc;
}

/* ---- what stands beside them ---- */

/* What the release refers to, as far as that changes nothing for others. */
static int put_frame(struct push *p, struct err *e)
{
	static const enum push_at frame[] = { PUSH_DATASET, PUSH_REGIME,
		PUSH_EDITION, PUSH_INDICATOR };
	extern const char sql_push_free_ordinals[];

	for (size_t i = 0; i < sizeof(frame) / sizeof(*frame); i++)
		if (push_stage(p, frame[i], e) < 0 ||
			(frame[i] == PUSH_EDITION &&
				push_run(p, sql_push_free_ordinals, 1, e) <
					0) ||
			push_upsert(p, frame[i], e) < 0)
			return -1;
	return push_map_read(&p->indicators, p, PUSH_INDICATOR, e);
}

static int forget_lost(struct push *p, struct err *e)
{
	extern const char sql_push_forget_releases[];

	return push_run(p, sql_push_forget_releases, 1, e);
}

/* It keeps its state, or is staged: when its dataset is done, it becomes what
 * it is in the file. */
static int put_row(int64_t *release, struct push *p, struct err *e)
{
	struct push_map map = { NULL, NULL, 0, 0 };
	int rc = push_stage(p, PUSH_RELEASE, e);

	if (rc == 0)
		rc = pg_script(p->pg,
			"UPDATE pushed_release AS p SET state = coalesce(("
			"SELECT r.state FROM release AS r WHERE "
			"r.dataset = p.dataset AND r.edition = p.edition AND "
			"r.release = p.release), 'staged')",
			e);
	if (rc == 0)
		rc = push_upsert(p, PUSH_RELEASE, e);
	if (rc == 0)
		rc = push_map_read(&map, p, PUSH_RELEASE, e);
	if (rc == 0)
		*release = mapped(&map, p->release);
	push_map_free(&map);
	return rc;
}

static int forget_old(struct push *p, int64_t release, struct err *e)
{
	char number[24];
	struct span values[] = { p->dataset, { number, 0 } };
	struct pg_rows *r = NULL;

	snprintf(number, sizeof(number), "%lld", (long long)release);
	values[1].len = strlen(number);
	if (pg_run(&r, p->pg,
		    "DELETE FROM observation WHERE dataset = $1 AND "
		    "release_id = $2",
		    values, 2, e) < 0)
		return -1;
	pg_rows_free(r);
	return 0;
}

static int put_findings(struct push *p, struct err *e)
{
	if (push_stage(p, PUSH_WAIVER, e) < 0 ||
		push_upsert(p, PUSH_WAIVER, e) < 0 ||
		push_stage(p, PUSH_FINDING, e) < 0)
		return -1;
	return push_findings(p, e);
}

static int put_release(
	struct push *p, struct push_release *r, int is_first, struct err *e)
{
	int64_t release = 0;

	if ((is_first && (put_frame(p, e) < 0 || forget_lost(p, e) < 0)) ||
		put_row(&release, p, e) < 0 || forget_old(p, release, e) < 0 ||
		copy_observations(&r->observations, p, release, e) < 0 ||
		put_findings(p, e) < 0)
		return -1;
	return push_note(
		p, r->edition, r->release, "observations", r->observations, e);
}

static int count(struct push *p, struct push_release *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, p->file,
		"SELECT count(*) FROM observation WHERE release_id = ?1", e);

	if (rc == 0) {
		stmt_integer(s, 1, p->release);
		rc = stmt_step(s, e);
	}
	if (rc == 1)
		r->observations = (long)stmt_get_integer(s, 0);
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

int push_one_release(struct push *p, const struct push_release *r, int is_first,
	struct err *e)
{
	struct push_release done = *r;
	int rc;

	if (p->o->dry_run) {
		rc = count(p, &done, e);
	} else {
		if (db_begin(p->server, e) < 0)
			return -1;
		rc = db_end(p->server, put_release(p, &done, is_first, e), e);
	}
	if (rc < 0)
		return err_in(
			e, "%.*s/%.*s", SPAN(r->dataset), SPAN(r->edition));
	p->out->put++;
	p->out->observations += done.observations;
	if (p->o->tell)
		p->o->tell(p->o->context, &done);
	return 0;
}
