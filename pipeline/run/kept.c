/* SPDX-License-Identifier: MIT */
/* What one order leaves to the next, and whether there is anything to do. */
#include <stdio.h>

#include "pipeline/audit/outbox.h"
#include "pipeline/base/lock.h"
#include "pipeline/run/inside.h"
#include "pipeline/store/derive.h"

int run_kept_lock(struct run_kept *k, const char *database, struct err *e)
{
	char path[PATH_TEXT];

	if (file_make_place(database, e) < 0)
		return -1;
	if ((size_t)snprintf(path, sizeof(path), "%s.lock", database) >=
		sizeof(path))
		return err_set(e, ERR_DATA, "path '%s' is too long", database);
	return lock_take(&k->lock, path, e);
}

void run_kept_close(struct run_kept *k)
{
	db_close(k->db);
	ids_free(&k->stale);
	*k = (struct run_kept){ k->lock, NULL, IDS_INIT, 0 };
}

void run_kept_free(struct run_kept *k)
{
	run_kept_close(k);
	lock_free(k->lock);
	k->lock = NULL;
}

static int open_kept(
	struct run_kept *k, const struct run_order *o, struct err *e)
{
	if (db_open(&k->db, o->database, DB_READ, e) < 0)
		return -1;
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
		return 0;
	rc = run_is_unchanged(k->db, o, e);
	if (rc == 1) {
		rc = outbox_waits(k->db, e);
		rc = rc < 0 ? -1 : !rc;
	}
	return rc;
}
