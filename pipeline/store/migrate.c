/* SPDX-License-Identifier: MIT */
#include "pipeline/store/migrate.h"

#include <stdio.h>

#include "pipeline/store/event.h"

/* Runs a statement that holds names of our own schema. */
static int run(struct db *d, struct text *sql, struct err *e)
{
	int rc = text_done(sql, e);

	if (rc == 0)
		rc = db_script(d, "schema", sql->at, e);
	text_clear(sql);
	return rc;
}

/* 1 if a one-line statement about two names has a row. */
static int has(struct db *d, const char *sql, struct span first,
	struct span second, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql, e);

	if (rc == 0) {
		stmt_text(s, 1, first);
		stmt_text(s, 2, second);
		rc = stmt_step(s, e);
	}
	stmt_close(s);
	return rc;
}

static int add_column(struct db *d, struct span table, struct span column,
	struct span type, struct err *e)
{
	static const char there[] =
		"SELECT 1 FROM pragma_table_xinfo(?1) WHERE name = ?2";
	struct text sql = TEXT_INIT;
	int rc = has(d, there, table, column, e);

	if (rc == 0) {
		text_printf(&sql, "ALTER TABLE %.*s ADD COLUMN %.*s %.*s",
			SPAN(table), SPAN(column), SPAN(type));
		rc = run(d, &sql, e);
	}
	text_free(&sql);
	return rc < 0 ? -1 : 0;
}

static int add_columns(
	struct db *d, struct db *wanted, struct span table, struct err *e)
{
	/* what is not plain is refused by SQLite where there are rows */
	static const char columns[] =
		"SELECT name, type || iif(\"notnull\", ' NOT NULL', '') || "
		"coalesce(' DEFAULT ' || dflt_value, '') "
		"FROM pragma_table_xinfo(?1) ORDER BY cid";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, wanted, columns, e);

	if (rc == 0) {
		stmt_text(s, 1, table);
		while ((rc = stmt_step(s, e)) == 1)
			if (add_column(d, table, stmt_get_text(s, 0),
				    stmt_get_text(s, 1), e) < 0) {
				rc = -1;
				break;
			}
	}
	stmt_close(s);
	return rc;
}

/* A view or an index: rows do not depend on it. */
static int make_anew(struct db *d, struct span type, struct span name,
	struct span text, struct err *e)
{
	static const char same[] =
		"SELECT 1 FROM sqlite_schema WHERE name = ?1 AND sql = ?2";
	struct text sql = TEXT_INIT;
	int rc = has(d, same, name, text, e);

	if (rc == 0) {
		text_printf(&sql, "DROP %.*s IF EXISTS %.*s;", SPAN(type),
			SPAN(name));
		text_add(&sql, text.at, text.len);
		rc = run(d, &sql, e);
	}
	text_free(&sql);
	return rc < 0 ? -1 : 0;
}

static int make_table(struct db *d, struct db *wanted, struct span name,
	struct span text, struct err *e)
{
	static const char there[] = "SELECT 1 FROM sqlite_schema WHERE "
				    "name = ?1 AND ?2 IS NOT NULL";
	struct text sql = TEXT_INIT;
	int rc = has(d, there, name, name, e);

	if (rc == 1)
		return add_columns(d, wanted, name, e);
	if (rc == 0) {
		text_add(&sql, text.at, text.len);
		rc = run(d, &sql, e);
	}
	text_free(&sql);
	return rc;
}

static int note(struct db *d, int from, int to, struct err *e)
{
	char detail[64];

	snprintf(detail, sizeof(detail), "{\"from\":%d,\"to\":%d}", from, to);
	return event_put(
		d, &(struct event){ .event = "migrate", .detail = detail }, e);
}

int migrate(struct db *d, struct db *wanted, int from, int to, struct err *e)
{
	static const char all[] = "SELECT type, name, sql FROM sqlite_schema "
				  "WHERE sql IS NOT NULL AND name NOT LIKE "
				  "'sqlite%' ORDER BY rowid";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, wanted, all, e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		struct span type = stmt_get_text(s, 0),
			    name = stmt_get_text(s, 1),
			    text = stmt_get_text(s, 2);

		rc = span_is(type, "table")
			? make_table(d, wanted, name, text, e)
			: make_anew(d, type, name, text, e);
	}
	stmt_close(s);
	return rc < 0 ? -1 : from < to ? note(d, from, to, e) : 0;
}
