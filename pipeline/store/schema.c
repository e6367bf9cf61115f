/* SPDX-License-Identifier: MIT */
#include "pipeline/store/schema.h"

#include <stdio.h>

#include "pipeline/store/migrate.h"
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

/* Whose it is, and of which version it is from now on. */
static int mark(struct db *d, struct err *e)
{
	char sql[96];

	snprintf(sql, sizeof(sql),
		"PRAGMA application_id = %d; PRAGMA user_version = %d",
		APPLICATION, SCHEMA_VERSION);
	return db_script(d, "schema", sql, e);
}

static int create(struct db *d, struct err *e)
{
	int64_t version = 0;
	int rc;

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
		rc = mark(d, e);
	return db_end(d, rc, e);
}

/* Whose views a file has; 0 before they said so. */
static const char texts[] =
	"SELECT CAST(substr(sql, instr(sql, '-- texts ') + 9) AS INTEGER) "
	"FROM sqlite_schema WHERE name = 'overall'";

static int bring_up(struct db *d, struct err *e)
{
	struct db *wanted = NULL;
	int64_t version = 0;
	int rc = db_open(&wanted, DB_PRIVATE, DB_CREATE, e);

	if (rc == 0 && (rc = db_begin(d, e)) == 0) {
		rc = get_integer(&version, d, "PRAGMA user_version", e);
		/* where another process was faster there is nothing to do */
		if (rc == 0 && version <= SCHEMA_VERSION)
			rc = migrate(
				d, wanted, (int)version, SCHEMA_VERSION, e);
		if (rc == 0)
			rc = mark(d, e);
		rc = db_end(d, rc, e);
	}
	db_close(wanted);
	return rc < 0 ? err_in(e, "database '%s' of schema %lld", db_path(d),
				(long long)version)
		      : 0;
}

/* Who only reads or tries leaves it to those that may write. */
static int check_older(
	struct db *d, enum db_mode mode, int64_t version, struct err *e)
{
	if (version < MIGRATE_FROM)
		return err_set(e, ERR_SYSTEM,
			"database '%s' was made by an older kosh (schema %lld, "
			"this one knows %d to %d): move it away and run "
			"kosh-run, which reads the workbooks of the store "
			"again",
			db_path(d), (long long)version, MIGRATE_FROM,
			SCHEMA_VERSION);
	if (mode <= DB_TRY)
		return err_set(e, ERR_DATA,
			"database '%s' was made by an older kosh (schema %lld, "
			"this one wants %d): kosh-run, kosh-load or "
			"kosh-derive brings it up to date and keeps all of it",
			db_path(d), (long long)version, SCHEMA_VERSION);
	return bring_up(d, e);
}

/* Views of older texts can be read as they are. */
static int check_texts(struct db *d, enum db_mode mode, struct err *e)
{
	int64_t made = 0;

	if (mode <= DB_TRY)
		return 0;
	if (get_integer(&made, d, texts, e) < 0)
		return -1;
	return made < SCHEMA_TEXTS ? bring_up(d, e) : 0;
}

static int check_version(
	struct db *d, enum db_mode mode, int64_t version, struct err *e)
{
	if (version > SCHEMA_VERSION)
		return err_set(e, ERR_SYSTEM,
			"database '%s' was made by a newer kosh (schema %lld, "
			"this one knows %d): update kosh",
			db_path(d), (long long)version, SCHEMA_VERSION);
	return version < SCHEMA_VERSION ? check_older(d, mode, version, e)
					: check_texts(d, mode, e);
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
	return check_version(d, mode, version, e);
}
