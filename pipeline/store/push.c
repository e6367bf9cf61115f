/* SPDX-License-Identifier: MIT */
#include "pipeline/store/push.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline/store/event.h"
#include "pipeline/store/need.h"
#include "pipeline/store/push_inside.h"

/* ---- what all datasets share ---- */

static int put_shared(struct push *p, struct err *e)
{
	for (int i = 0; i < PUSH_DATASET; i++)
		if (push_stage(p, (enum push_at)i, e) < 0 ||
			push_upsert(p, (enum push_at)i, e) < 0)
			return -1;
	if (push_map_read(&p->sheets, p, PUSH_SHEET, e) < 0)
		return -1;
	return push_map_read(&p->labels, p, PUSH_LABEL, e);
}

/* They are staged since they were put. */
static int forget_shared(struct push *p, struct err *e)
{
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

/* ---- datasets ---- */

static int prepare(struct push *p, enum push_at table, struct err *e)
{
	extern const char sql_push_free_ordinals[], sql_push_step_down[];

	if (table == PUSH_EDITION)
		return push_run(p, sql_push_free_ordinals, 0, e);
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

/* "6 rows" */
static int note(struct push *p, long rows, struct err *e)
{
	struct text dataset = TEXT_INIT, edition = TEXT_INIT;
	char detail[48];
	int rc;

	snprintf(detail, sizeof(detail), "{\"rows\":%ld}", rows);
	if (p->dataset.at)
		text_add(&dataset, p->dataset.at, p->dataset.len);
	if (p->edition.at)
		text_add(&edition, p->edition.at, p->edition.len);
	rc = text_done(&dataset, e);
	if (rc == 0)
		rc = text_done(&edition, e);
	if (rc == 0)
		rc = event_put(p->server,
			&(struct event){
				"push", dataset.at, edition.at, NULL, detail },
			e);
	text_free(&dataset);
	text_free(&edition);
	return rc;
}

/* Makes everything of them but observations what the file says. */
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
	return p->out->rows == before ? 0 : note(p, p->out->rows - before, e);
}

static int count_releases(struct push *p, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, p->file,
		"SELECT count(*) FROM release WHERE "
		"(?1 IS NULL OR dataset = ?1) AND "
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

/* Of a dataset, or all of them; of an edition, or all. */
static int push_datasets(
	struct push *p, struct span dataset, struct span edition, struct err *e)
{
	p->dataset = dataset;
	p->edition = edition;
	if (count_releases(p, e) < 0 || push_releases(p, e) < 0)
		return -1;
	if (whole(p, settle, e) == 0)
		return 0;
	return dataset.at ? err_in(e, "%.*s", SPAN(dataset)) : -1;
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
		rc = push_datasets(p, span_of(dataset), edition, e);
	free(dataset);
	return rc;
}

static int push_which(struct push *p, struct err *e)
{
	const struct span all = { NULL, 0 };

	if (p->o->n == 0)
		return push_datasets(p, all, all, e) < 0
			? -1
			: whole(p, forget_shared, e);
	for (int i = 0; i < p->o->n; i++)
		if (push_named(p, p->o->names[i], e) < 0)
			return -1;
	return 0;
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

/* What reads many rows wants to know how many there are now, as far as queries
 * choose by them. A user who may not do that pushes all the same. */
static void analyze(struct push *p)
{
	extern const char sql_push_few[];
	struct err e = ERR_INIT;
	struct pg_rows *few = NULL;
	char put[24];

	if (p->out->observations == 0 || p->o->dry_run)
		return;
	snprintf(put, sizeof(put), "%ld", p->out->observations);
	if (pg_run(&few, p->pg, sql_push_few,
		    &(struct span){ put, strlen(put) }, 1, &e) < 0)
		return;
	if (pg_count(few) == 0)
		pg_script(p->pg,
			"ANALYZE observation (release_id, indicator_id, "
			"measure, period, area, place, value), release, "
			"indicator, label",
			&e);
	pg_rows_free(few);
}

static int all(struct push *p, struct err *e)
{
	if (push_tables_open(p, e) < 0 || whole(p, put_shared, e) < 0)
		return -1;
	return push_which(p, e);
}

/* What is only tried is one transaction, so that each part sees what those
 * before it did. */
static int run(struct push *p, struct err *e)
{
	if (check_rights(p, e) < 0 || take_turn(p, e) < 0 ||
		(p->o->dry_run ? whole(p, all, e) : all(p, e)) < 0) {
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
