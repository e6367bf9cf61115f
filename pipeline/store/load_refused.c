/* SPDX-License-Identifier: MIT */
/* Releases whose workbook was refused: a row and its one finding. */
#include "pipeline/store/load_inside.h"
#include "pipeline/store/sqltext.h"

/* 1 if the database has a reading of the release, which is better than none,
 * or knows of the refusal. */
static int is_kept(struct db *d, const struct load_release *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc, kept = 0;

	if (stmt_open_kept(&s, d,
		    "SELECT refused IS NULL OR recipe IS ?4 FROM release "
		    "WHERE dataset = ?1 AND edition = ?2 AND release = ?3",
		    e) < 0)
		return -1;
	stmt_text(s, 1, span_of(r->dataset));
	stmt_text(s, 2, span_of(r->edition));
	stmt_text(s, 3, span_of(r->sha256));
	stmt_text(s, 4, span_of(r->recipe));
	rc = stmt_step(s, e);
	if (rc == 1)
		kept = (int)stmt_get_integer(s, 0);
	stmt_close(s);
	return rc < 0 ? -1 : kept;
}

/* A statement about the release and a text. */
static int change(struct db *d, const char *sql, int64_t release,
	struct span text, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open_kept(&s, d, sql, e) < 0)
		return -1;
	stmt_integer(s, 1, release);
	if (text.at)
		stmt_text(s, 2, text);
	rc = stmt_run(s, e);
	stmt_close(s);
	return rc;
}

static int put_finding(
	struct db *d, int64_t release, const struct finding *f, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open_kept(&s, d, sql_load_finding, e) < 0)
		return -1;
	load_bind_finding(s, release, f);
	rc = stmt_run(s, e);
	stmt_close(s);
	return rc;
}

int load_refused(struct db *d, const struct load_release *r,
	const struct finding *why, struct err *e)
{
	struct load_row row;
	int kept;

	if (load_check_release(d, r, e) < 0)
		return -1;
	kept = is_kept(d, r, e);
	if (kept)
		return kept < 0 ? -1 : 0;
	if (load_put_release(&row, d, r, e) < 0 ||
		change(d, "DELETE FROM finding WHERE release_id = ?1",
			row.release, span_of(NULL), e) < 0 ||
		change(d,
			"UPDATE release SET refused = ?2 WHERE release_id = ?1",
			row.release, why->rule, e) < 0)
		return -1;
	return put_finding(d, row.release, why, e);
}
