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

static int put_number(
	struct push *p, struct push_map *m, struct stmt *s, int column)
{
	int64_t to = push_map_get(m, stmt_get_integer(s, column));

	pgcopy_integer(&p->copy, to);
	return to > 0;
}

/* 0 if it refers to what the file does not have. */
static int put_observation(
	struct push *p, struct stmt *s, const struct push_due *due)
{
	struct pgcopy *c = &p->copy;
	int found;

	pgcopy_integer(c, due->to);
	pgcopy_text(c, due->is.dataset);
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

static int put_rows(struct push *p, struct stmt *s, const struct push_due *due,
	struct err *e)
{
	int rc;

	stmt_integer(s, 1, due->from);
	while ((rc = stmt_step(s, e)) == 1) {
		if (pgcopy_row(&p->copy, COLUMNS) < 0)
			return 0; /* told at the end */
		if (!put_observation(p, s, due))
			return err_set(e, ERR_DATA,
				"database '%s': cell %.*s belongs to an "
				"indicator, a sheet or a label that is not "
				"there: load the release again",
				db_path(p->file), SPAN(stmt_get_text(s, CELL)));
	}
	return rc;
}

static int copy_observations(
	struct push *p, const struct push_due *due, size_t n, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, p->file, observations, e);

	if (rc == 0)
		rc = pgcopy_begin(&p->copy, p->pg, copy, e);
	if (rc == 0) {
		for (size_t i = 0; rc == 0 && i < n; i++) {
			p->reading = &due[i].is;
			rc = put_rows(p, s, &due[i], e);
			stmt_reset(s);
		}
		if (rc == 0)
			p->reading = NULL;
		rc = pgcopy_end(&p->copy, rc, e);
	}
	stmt_close(s);
	return rc;
}

/* ---- what stands beside them ---- */

/* What the releases refer to. */
static int put_frame(struct push *p, struct err *e)
{
	static const enum push_at frame[] = { PUSH_DATASET, PUSH_REGIME,
		PUSH_EDITION, PUSH_INDICATOR };
	extern const char sql_push_free_ordinals[];

	for (size_t i = 0; i < sizeof(frame) / sizeof(*frame); i++)
		if (push_stage(p, frame[i], e) < 0 ||
			(frame[i] == PUSH_EDITION &&
				push_run(p, sql_push_free_ordinals, 0, e) <
					0) ||
			push_upsert(p, frame[i], e) < 0)
			return -1;
	return push_map_read(&p->indicators, p, PUSH_INDICATOR, e);
}

/* They keep their states, or are staged: when all are there, each becomes what
 * it is in the file. */
static int put_releases(
	struct push *p, struct push_due *due, size_t n, struct err *e)
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
	for (size_t i = 0; rc == 0 && i < n; i++)
		due[i].to = push_map_get(&map, due[i].from);
	push_map_free(&map);
	return rc;
}

/* The observations of the readings that the server has. */
static int forget_old(
	struct push *p, const struct push_due *due, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		char number[24];
		struct span values[] = { due[i].is.dataset, { number, 0 } };
		struct pg_rows *r = NULL;

		if (due[i].to == 0)
			continue;
		values[1].len = (size_t)snprintf(
			number, sizeof(number), "%lld", (long long)due[i].to);
		if (pg_run(&r, p->pg,
			    "DELETE FROM observation WHERE dataset = $1 AND "
			    "release_id = $2",
			    values, 2, e) < 0)
			return -1;
		pg_rows_free(r);
	}
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

/* An event for each. */
static int note(
	struct push *p, const struct push_due *due, size_t n, struct err *e)
{
	extern const char sql_push_note_releases[];
	struct text counts = TEXT_INIT;
	struct pg_rows *r = NULL;
	int rc;

	for (size_t i = 0; i < n; i++)
		text_printf(&counts, "%s%ld", i ? "," : "[",
			due[i].is.observations);
	text_putc(&counts, ']');
	rc = text_done(&counts, e);
	if (rc == 0)
		rc = pg_run(&r, p->pg, sql_push_note_releases,
			(const struct span[]){
				p->releases, { counts.at, counts.len } },
			2, e);
	pg_rows_free(r);
	text_free(&counts);
	return rc;
}

int push_batch(struct push *p, struct push_due *due, size_t n, struct err *e)
{
	if (put_frame(p, e) < 0 || forget_old(p, due, n, e) < 0 ||
		put_releases(p, due, n, e) < 0 ||
		copy_observations(p, due, n, e) < 0 || put_findings(p, e) < 0)
		return -1;
	return note(p, due, n, e);
}
