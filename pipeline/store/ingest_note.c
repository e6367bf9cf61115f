/* SPDX-License-Identifier: MIT */
#include "pipeline/store/ingest_note.h"

#include "pipeline/store/sqltext.h"

/* A statement about the release, which is ?1, ?2, ?3. */
static int open_about(struct stmt **out, struct db *d, const char *sql,
	const struct ingested *in, struct err *e)
{
	if (stmt_open_kept(out, d, sql, e) < 0)
		return -1;
	stmt_text(*out, 1, span_of(in->name.dataset));
	stmt_text(*out, 2, span_of(in->name.edition));
	stmt_text(*out, 3, span_of(in->release));
	return 0;
}

static int force(struct db *d, const char *sql, const struct ingested *in,
	const char *reason, struct err *e)
{
	struct stmt *s = NULL;
	int rc = open_about(&s, d, sql, in, e);

	if (rc == 0) {
		stmt_text(s, 4, span_of(reason));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

int ingest_note_force(struct db *d, const struct ingested *in,
	const char *reason, struct err *e)
{
	static const char keep[] =
		"UPDATE release SET forced = ?4 WHERE dataset = ?1 AND "
		"edition = ?2 AND release = ?3";

	if (!reason)
		return 0;
	if (force(d, sql_load_force, in, reason, e) < 0)
		return -1;
	return force(d, keep, in, reason, e);
}

static int put_event(struct db *d, const struct ingested *in, struct err *e)
{
	struct stmt *s = NULL;
	int rc = open_about(&s, d, sql_load_loaded, in, e);

	if (rc == 0) {
		stmt_integer(s, 4, (int64_t)in->observations);
		stmt_integer(s, 5, (int64_t)in->findings);
		if (*in->stream)
			stmt_text(s, 6, span_of(in->stream));
		if (*in->found)
			stmt_text(s, 7, span_of(in->found));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

int ingest_note_loaded(struct db *d, struct ingested *in, struct err *e)
{
	static const char twin[] =
		"SELECT t.release FROM release AS r JOIN release AS t"
		" USING (dataset, edition, content)"
		" WHERE r.dataset = ?1 AND r.edition = ?2 AND r.release = ?3"
		" AND t.release_id <> r.release_id"
		" ORDER BY t.state = 'current' DESC, t.release_id LIMIT 1";
	struct stmt *s = NULL;
	struct span found;
	int rc = put_event(d, in, e);

	if (rc == 0)
		rc = open_about(&s, d, twin, in, e);
	if (rc == 0)
		rc = stmt_step(s, e);
	found = rc == 1 ? stmt_get_text(s, 0) : (struct span){ NULL, 0 };
	if (found.len > 0 && found.len < sizeof(in->twin)) {
		memcpy(in->twin, found.at, found.len);
		in->twin[found.len] = '\0';
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}
