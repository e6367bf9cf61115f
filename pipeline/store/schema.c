/* SPDX-License-Identifier: MIT */
#include "pipeline/store/schema.h"

#include <stdio.h>

#include "pipeline/store/sqltext.h"

enum {
	APPLICATION = 0x6b6f7368, /* "kosh", kept in application_id */
};

static int get_integer(
	int64_t *out, struct db *d, const char *sql, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open(&s, d, sql, e) < 0)
		return -1;
	rc = stmt_step(s, e);
	*out = rc == 1 ? stmt_get_integer(s, 0) : 0;
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

static int create(struct db *d, struct err *e)
{
	char mark[96];
	int64_t version = 0;
	int rc;

	snprintf(mark, sizeof(mark),
		"PRAGMA application_id = %d; PRAGMA user_version = %d",
		APPLICATION, SCHEMA_VERSION);
	/* rows come in key order: larger pages are split less often */
	if (db_script(d, "schema",
		    "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL",
		    e) < 0 ||
		db_begin(d, e) < 0)
		return -1;
	rc = get_integer(&version, d, "PRAGMA user_version", e);
	if (rc == 0 && version == 0) /* else another process was faster */
		rc = db_script(d, "schema/content.sql", sql_schema_content, e);
	if (rc == 0 && version == 0)
		rc = db_script(d, "schema", mark, e);
	return db_end(d, rc, e);
}

int schema_version(const char *path, int64_t version, struct err *e)
{
	if (version > SCHEMA_VERSION)
		return err_set(e, ERR_SYSTEM,
			"database '%s' was made by a newer kosh (schema %lld, "
			"this one knows %d): update kosh",
			path, (long long)version, SCHEMA_VERSION);
	if (version < SCHEMA_VERSION)
		return err_set(e, ERR_SYSTEM,
			"database '%s' was made by an older kosh (schema %lld, "
			"this one wants %d): remove it and load again",
			path, (long long)version, SCHEMA_VERSION);
	return 0;
}

int schema_check(struct db *d, enum db_mode mode, struct err *e)
{
	int64_t version = 0, owner = 0, tables = 0;

	if (get_integer(&version, d, "PRAGMA user_version", e) < 0 ||
		get_integer(&owner, d, "PRAGMA application_id", e) < 0 ||
		get_integer(&tables, d, "SELECT count(*) FROM sqlite_schema",
			e) < 0)
		return -1;
	if (version == 0 && owner == 0 && tables == 0)
		return mode == DB_CREATE ? create(d, e)
					 : err_set(e, ERR_DATA,
						   "database '%s' is empty: "
						   "load something "
						   "first (kosh run)",
						   db_path(d));
	if (owner != APPLICATION)
		return err_set(e, ERR_SYSTEM,
			"database '%s' belongs to another program: give the "
			"path of one made by kosh",
			db_path(d));
	return schema_version(db_path(d), version, e);
}
