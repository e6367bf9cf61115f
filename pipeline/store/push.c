/* SPDX-License-Identifier: MIT */
#include "pipeline/store/push.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline/store/need.h"
#include "pipeline/store/push_inside.h"

/* ---- what all datasets share ---- */

static int is_whole(const struct push *p)
{
	return p->o->n == 0;
}

static int stage_shared(struct push *p, struct err *e)
{
	for (int i = 0; i < PUSH_DATASET; i++)
		if (push_stage(p, (enum push_at)i, e) < 0)
			return -1;
	return 0;
}

static int put_shared(struct push *p, struct err *e)
{
	if (stage_shared(p, e) < 0)
		return -1;
	for (int i = 0; i < PUSH_DATASET; i++)
		if (push_upsert(p, (enum push_at)i, e) < 0)
			return -1;
	if (push_map_read(&p->sheets, p, PUSH_SHEET, e) < 0)
		return -1;
	return push_map_read(&p->labels, p, PUSH_LABEL, e);
}

static int forget_shared(struct push *p, struct err *e)
{
	if (stage_shared(p, e) < 0)
		return -1;
	for (int i = PUSH_DATASET; i-- > 0;)
		if (push_forget(p, (enum push_at)i, e) < 0)
			return -1;
	return 0;
}

/* Runs a part of it as a transaction. */
static int whole(struct push *p, int (*part)(struct push *p, struct err *e),
	struct err *e)
{
	if (db_begin(p->server, e) < 0)
		return -1;
	return db_end(p->server, part(p, e), e);
}

/* ---- a dataset ---- */

/* Which releases the server lacks. The rows are the caller's. */
static int find_lacking(struct pg_rows **out, struct push *p, struct err *e)
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

static int put_releases(
	struct push *p, const struct pg_rows *lacking, struct err *e)
{
	for (size_t i = 0; i < pg_count(lacking); i++) {
		const struct push_release r = { p->dataset,
			pg_value(lacking, i, 1), pg_value(lacking, i, 2), 0 };
		int rc;

		p->release = strtoll(pg_value(lacking, i, 0).at, NULL, 10);
		rc = push_one_release(p, &r, i == 0, e);
		p->release = 0;
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int prepare(struct push *p, enum push_at table, struct err *e)
{
	extern const char sql_push_free_ordinals[], sql_push_step_down[];

	if (table == PUSH_EDITION)
		return push_run(p, sql_push_free_ordinals, 1, e);
	if (table == PUSH_RELEASE)
		return push_run(p, sql_push_step_down, 0, e);
	return 0;
}

static int forget(struct push *p, struct err *e)
{
	extern const char sql_push_forget_observations[];

	if (push_run(p, sql_push_forget_observations, 2, e) < 0)
		return -1;
	for (int i = PUSH_FINDING; i-- > PUSH_DATASET;)
		if ((!p->edition.at || push_tables[i].of == OF_EDITION) &&
			push_forget(p, (enum push_at)i, e) < 0)
			return -1;
	return 0;
}

/* Makes everything of the dataset but observations what the file says. */
static int settle(struct push *p, struct err *e)
{
	long before = p->out->rows;

	for (int i = PUSH_DATASET; i < PUSH_TABLES; i++)
		if (push_stage(p, (enum push_at)i, e) < 0)
			return -1;
	for (int i = PUSH_DATASET; i < PUSH_FINDING; i++)
		if (prepare(p, (enum push_at)i, e) < 0 ||
			push_upsert(p, (enum push_at)i, e) < 0)
			return -1;
	if (push_findings(p, e) < 0 || forget(p, e) < 0)
		return -1;
	return p->out->rows == before
		? 0
		: push_note(p, p->edition, (struct span){ NULL, 0 }, "rows",
			  p->out->rows - before, e);
}

static int count_releases(struct push *p, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, p->file,
		"SELECT count(*) FROM release WHERE dataset = ?1 AND "
		"(?2 IS NULL OR edition = ?2)",
		e);

	if (rc == 0) {
		stmt_text(s, 1, p->dataset);
		stmt_text(s, 2, p->edition);
		rc = stmt_step(s, e);
	}
	if (rc == 1)
		p->out->releases += (long)stmt_get_integer(s, 0);
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

static int push_dataset(
	struct push *p, struct span dataset, struct span edition, struct err *e)
{
	struct pg_rows *lacking = NULL;
	int rc;

	p->dataset = dataset;
	p->edition = edition;
	rc = count_releases(p, e);
	if (rc == 0)
		rc = find_lacking(&lacking, p, e);
	if (rc == 0)
		rc = put_releases(p, lacking, e);
	if (rc == 0 && whole(p, settle, e) < 0)
		rc = err_in(e, "%.*s", SPAN(dataset));
	pg_rows_free(lacking);
	return rc;
}

/* ---- which ---- */

static int push_named(struct push *p, const char *name, struct err *e)
{
	static const char datasets[] =
		"SELECT dataset FROM dataset ORDER BY dataset";
	static const char editions[] =
		"SELECT edition FROM edition WHERE dataset = ?1 "
		"ORDER BY ordinal";
	size_t n = strcspn(name, "/");
	struct span edition = { NULL, 0 };
	char *dataset = text_copy((struct span){ name, n });
	int rc = dataset
		? need_one(p->file, "dataset", datasets, NULL, dataset, e)
		: err_memory(e);

	if (rc == 0 && name[n]) {
		edition = span_of(name + n + 1);
		rc = need_one(
			p->file, "edition", editions, dataset, edition.at, e);
	}
	if (rc == 0)
		rc = push_dataset(p, span_of(dataset), edition, e);
	free(dataset);
	return rc;
}

static int push_all(struct push *p, struct err *e)
{
	const struct span none = { NULL, 0 };
	struct stmt *s = NULL;
	int rc = stmt_open(
		&s, p->file, "SELECT dataset FROM dataset ORDER BY dataset", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1)
		rc = push_dataset(p, stmt_get_text(s, 0), none, e);
	stmt_close(s);
	return rc;
}

/* Those of the server that the file does not have: nothing is left of them. */
static int forget_datasets(struct push *p, struct err *e)
{
	const struct span none = { NULL, 0 };
	struct pg_rows *r = NULL;
	int rc = pg_run(&r, p->pg, "SELECT dataset FROM dataset ORDER BY 1",
		NULL, 0, e);

	for (size_t i = 0; rc == 0 && i < pg_count(r); i++) {
		struct span dataset = pg_value(r, i, 0);
		struct stmt *s = NULL;

		rc = stmt_open(&s, p->file,
			"SELECT 1 FROM dataset WHERE dataset = ?1", e);
		if (rc == 0) {
			stmt_text(s, 1, dataset);
			rc = stmt_step(s, e);
		}
		stmt_close(s);
		if (rc == 0)
			rc = push_dataset(p, dataset, none, e);
		else if (rc == 1)
			rc = 0;
	}
	pg_rows_free(r);
	return rc;
}

static int push_which(struct push *p, struct err *e)
{
	for (int i = 0; i < p->o->n; i++)
		if (push_named(p, p->o->names[i], e) < 0)
			return -1;
	if (!is_whole(p))
		return 0;
	if (push_all(p, e) < 0 || forget_datasets(p, e) < 0)
		return -1;
	p->dataset = p->edition = (struct span){ NULL, 0 };
	return whole(p, forget_shared, e);
}

/* ---- all of it ---- */

/* One push at a time, from its first transaction to its last. */
static int take_turn(struct push *p, struct err *e)
{
	if (pg_script(p->pg,
		    "SET lock_timeout = '10s'; "
		    "SELECT pg_advisory_lock(hashtext('kosh-push')); "
		    "RESET lock_timeout",
		    e) == 0)
		return 0;
	if (strcmp(pg_state(p->pg), "55P03") == 0) {
		*e = (struct err)ERR_INIT;
		err_set(e, ERR_SYSTEM,
			"database '%s': another kosh-push is writing it: run "
			"this again when that one is done",
			db_path(p->server));
	}
	return -1;
}

/* Who may not even look would be told that there are no tables. */
static int check_rights(struct push *p, struct err *e)
{
	struct pg_rows *r = NULL;
	int may;

	if (pg_run(&r, p->pg, "SELECT has_schema_privilege('kosh', 'USAGE')",
		    NULL, 0, e) < 0)
		return -1;
	may = span_is(pg_value(r, 0, 0), "t");
	pg_rows_free(r);
	return may ? 0
		   : err_set(e, ERR_SYSTEM,
			     "database '%s': this user may not use the schema "
			     "kosh: whoever owns it can GRANT ALL ON SCHEMA "
			     "kosh, and ON ALL TABLES IN SCHEMA kosh",
			     db_path(p->server));
}

/* By the classes of SQLSTATE: no connection, no resources, an operator stepped
 * in, trouble of its system. All of these may have passed the next time. */
static int is_trouble(const char *state)
{
	static const char *const classes[] = { "08", "53", "57", "58" };

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (strncmp(state, classes[i], 2) == 0)
			return 1;
	return 0;
}

/* What reads many rows wants to know how many there are now. A user who may not
 * do that pushes all the same. */
static void analyze(struct push *p)
{
	if (p->out->observations > 0 && !p->o->dry_run)
		pg_script(p->pg,
			"ANALYZE observation, release, indicator, label",
			&(struct err)ERR_INIT);
}

static int run(struct push *p, struct err *e)
{
	if (check_rights(p, e) < 0 || take_turn(p, e) < 0 ||
		push_tables_open(p, e) < 0 || whole(p, put_shared, e) < 0 ||
		push_which(p, e) < 0) {
		if (is_trouble(pg_state(p->pg)))
			e->kind = ERR_REMOTE;
		return -1;
	}
	analyze(p);
	return 0;
}

int push(struct pushed *out, struct db *file, struct db *server,
	const struct push_order *o, struct err *e)
{
	struct push *p = calloc(1, sizeof(*p));
	int rc;

	*out = (struct pushed){ 0, 0, 0, 0 };
	if (!p)
		return err_memory(e);
	p->file = file;
	p->server = server;
	p->pg = server->server;
	p->o = o;
	p->out = out;
	rc = db_begin(file, e);
	if (rc == 0)
		rc = db_end(file, run(p, e), e);
	push_tables_close(p);
	push_map_free(&p->sheets);
	push_map_free(&p->labels);
	push_map_free(&p->indicators);
	free(p);
	return rc;
}
