/* SPDX-License-Identifier: MIT */
/* What is asked before an order is begun, and what it leaves to the next. */
#include <stdio.h>
#include <string.h>

#include "pipeline/audit/outbox.h"
#include "pipeline/base/lock.h"
#include "pipeline/base/root.h"
#include "pipeline/run/inside.h"

/* That nothing is read for a report that has no place. */
static int check_place(const char *report, struct err *e)
{
	const char *slash = strrchr(report, '/');
	char folder[PATH_TEXT];

	if (!slash || slash == report)
		return 0;
	snprintf(folder, sizeof(folder), "%.*s", (int)(slash - report), report);
	return file_is_folder(folder)
		? 0
		: err_set(e, ERR_SYSTEM,
			  "there is no folder '%s' for the report: make it",
			  folder);
}

/* What can be refused before anything is made. */
static int check_order(const struct run_order *o, struct err *e)
{
	char name[160], path[PATH_TEXT];

	snprintf(
		name, sizeof(name), "%.70s/%.70s.yaml", o->dataset, o->dataset);
	if (root_find(path, o->root, name, e) < 0)
		return -1;
	if (file_same(o->report, path) || file_same(o->report, o->database))
		return err_set(e, ERR_USAGE,
			"'%s' is what the report is made from", o->report);
	return o->dry_run ? 0 : check_place(o->report, e);
}

/* Whoever could not log is not to change anything. Once that was asked, it is
 * not asked again for what has not changed. */
static int check_log(const struct run_order *o, struct err *e)
{
	char path[PATH_TEXT];

	if (o->dry_run || !log_has(o->database))
		return 0;
	return log_path(path, o->database, e) < 0 ? -1 : log_ready(path, e);
}

static int take_lock(struct lock **out, const char *database, struct err *e)
{
	char path[PATH_TEXT];

	if (file_make_place(database, e) < 0)
		return -1;
	if ((size_t)snprintf(path, sizeof(path), "%s.lock", database) >=
		sizeof(path))
		return err_set(e, ERR_DATA, "path '%s' is too long", database);
	return lock_take(out, path, e);
}

int run_kept_take(struct run_kept *k, const struct run_order *o, struct err *e)
{
	if (check_order(o, e) < 0 || (!k->db && check_log(o, e) < 0))
		return -1;
	return o->dry_run || k->lock ? 0 : take_lock(&k->lock, o->database, e);
}

void run_kept_forget(struct run_kept *k)
{
	db_close(k->db);
	k->db = NULL;
	ids_free(&k->stale);
	k->derived = 0;
}

void run_kept_close(struct run_kept *k)
{
	run_kept_forget(k);
	db_close(k->writer);
	k->writer = NULL;
}

void run_kept_free(struct run_kept *k)
{
	run_kept_close(k);
	shared_close(k->shared);
	k->shared = NULL;
	lock_free(k->lock);
	k->lock = NULL;
}

static int open_kept(
	struct run_kept *k, const struct run_order *o, struct err *e)
{
	if (!k->shared && shared_open(&k->shared, o->root, e) < 0)
		return -1;
	if (db_open(&k->db, o->database, DB_READ, e) < 0)
		return -1;
	if (k->is_fresh) {
		k->derived = 1;
		return 0;
	}
	k->derived = derive_stale_names(&k->stale, k->db, e);
	return k->derived < 0 ? -1 : 0;
}

int run_kept_look(struct run_kept *k, const struct run_order *o, struct err *e)
{
	struct err none = ERR_INIT;
	int rc;

	if (o->net || !file_exists(o->database))
		return 0;
	if (!k->db && open_kept(k, o, &none) < 0)
		/* an empty file: a run that was cut short made no more */
		return none.kind == ERR_DATA
			? 0
			: err_set(e, none.kind, "%s", none.text);
	if (!k->derived || ids_find(&k->stale, span_of(o->dataset)))
		return check_log(o, e);
	rc = run_is_unchanged(k->db, o, e);
	if (rc == 1) {
		rc = outbox_waits(k->db, e);
		rc = rc < 0 ? -1 : !rc;
	}
	return rc == 0 ? check_log(o, e) : rc;
}

void run_kept_let_go(struct run_kept *k)
{
	if (k->begun == 0)
		run_kept_free(k);
}
