/* SPDX-License-Identifier: MIT */
#include "pipeline/store/derive.h"

#include <string.h>

#include "pipeline/base/clock.h"
#include "pipeline/store/sqltext.h"

#ifndef KOSH_VERSION
#define KOSH_VERSION "unknown"
#endif

static int count_tables(const char *sql)
{
	static const char made[] = "\nCREATE TABLE ";
	int n = 0;

	while ((sql = strstr(sql, made)) != NULL) {
		sql += sizeof(made) - 1;
		n++;
	}
	return n;
}

/* In the order of the Makefile's list, where what is built upon comes first. */
static int rebuild(int *tables, struct db *d, struct err *e)
{
	for (size_t i = 0; i < sql_files_count; i++) {
		const struct sql_file *f = &sql_files[i];

		if (strcmp(f->folder, "derive") != 0)
			continue;
		if (db_script(d, f->path, f->text, e) < 0)
			return -1;
		*tables += count_tables(f->text);
	}
	return 0;
}

/* What sql/derive/derivation.sql puts beside what it says. */
static int put_stamp(struct db *d, struct err *e)
{
	char now[CLOCK_TEXT];
	struct stmt *s = NULL;
	int rc;

	if (db_script(d, "derive",
		    "CREATE TEMP TABLE stamp (made TEXT, kosh TEXT)", e) < 0 ||
		stmt_open(&s, d,
			"INSERT INTO temp.stamp (made, kosh) VALUES (?1, ?2)",
			e) < 0)
		return -1;
	clock_format(now, clock_now());
	stmt_text(s, 1, span_of(now));
	stmt_text(s, 2, span_of(KOSH_VERSION));
	rc = stmt_run(s, e);
	stmt_close(s);
	return rc;
}

int derive(int *tables, struct db *d, struct err *e)
{
	int rc;

	*tables = 0;
	if (db_begin(d, e) < 0)
		return -1;
	rc = put_stamp(d, e);
	if (rc == 0)
		rc = rebuild(tables, d, e);
	if (rc == 0)
		rc = db_script(d, "derive", "DROP TABLE temp.stamp", e);
	if (db_end(d, rc, e) < 0)
		return err_in(e, "deriving");
	return 0;
}

/* 1 if a query about a dataset has a row. */
static int any(
	struct db *d, const char *sql, const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql, e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(dataset));
		rc = stmt_step(s, e);
	}
	stmt_close(s);
	return rc;
}

int derive_is_current(struct db *d, const char *dataset, struct err *e)
{
	static const char made[] = "SELECT 1 FROM sqlite_schema "
				   "WHERE name = 'derived' AND ?1 IS NOT NULL";
	static const char stale[] = "SELECT 1 FROM derived "
				    "WHERE dataset = ?1 AND state = 'stale'";
	int there = any(d, made, dataset, e), other;

	if (there != 1)
		return there;
	other = any(d, stale, dataset, e);
	return other < 0 ? -1 : !other;
}
