/* SPDX-License-Identifier: MIT */
#include "pipeline/store/judged.h"

#include <string.h>

/* A statement that may name the basis. */
static int run(struct db *d, const char *sql, const char *basis, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql, e), at;

	if (rc == 0) {
		at = stmt_parameter(s, ":basis");
		if (at)
			stmt_text(s, at, span_of(basis));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

int judged_recall(struct db *d, const char *basis, struct err *e)
{
	return run(d,
		       "CREATE TEMP TABLE remembered (release_id INTEGER NOT "
		       "NULL PRIMARY KEY, before_id INTEGER, last_id INTEGER, "
		       "top INTEGER, wide INTEGER NOT NULL) STRICT",
		       NULL, e) < 0
		? -1
		: run(d,
			  "INSERT INTO remembered (release_id, before_id, "
			  "last_id, top, wide) SELECT j.release_id, "
			  "j.before_id, j.last_id, j.top, j.wide "
			  "FROM checked AS c JOIN judged AS j "
			  "ON j.release_id = c.release_id "
			  "WHERE j.basis = CAST(:basis AS TEXT)",
			  basis, e);
}

int judged_each_time(const struct rule *r)
{
	return !r->is_users && strncmp(r->id, "V9", 2) == 0;
}

int judged_spared(struct db *d, struct err *e)
{
	return run(d,
		"INSERT INTO checked (release_id) "
		"SELECT release_id FROM spared",
		NULL, e);
}

/* Those that were spared stand in judged as they are. */
static int note(struct db *d, const char *basis, struct err *e)
{
	if (run(d,
		    "UPDATE judged SET top = (SELECT s.top FROM sound AS s "
		    "WHERE s.release_id = judged.release_id) "
		    "WHERE release_id IN (SELECT release_id FROM known "
		    "WHERE settled = 0)",
		    NULL, e) < 0)
		return -1;
	return run(d,
		"INSERT INTO judged (release_id, basis, before_id, last_id, "
		"top, wide) "
		"SELECT c.release_id, :basis, b.before_id, b.last_id, "
		"s.top, CASE WHEN EXISTS (SELECT 1 FROM wide "
		"AS w WHERE w.release_id = c.release_id) THEN 1 ELSE 0 END "
		"FROM checked AS c "
		"LEFT JOIN compared AS b ON b.release_id = c.release_id "
		"LEFT JOIN sound AS s ON s.release_id = c.release_id",
		basis, e);
}

int judged_keep(struct db *d, const char *basis, struct err *e)
{
	if (run(d,
		    "DELETE FROM judged WHERE release_id IN "
		    "(SELECT release_id FROM checked)",
		    NULL, e) < 0 ||
		(basis && note(d, basis, e) < 0))
		return -1;
	return run(d,
		"DELETE FROM finding WHERE stage = 'validate' AND "
		"rule LIKE 'V9%' AND release_id IN "
		"(SELECT release_id FROM spared)",
		NULL, e);
}
