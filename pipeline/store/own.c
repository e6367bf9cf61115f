/* SPDX-License-Identifier: MIT */
#include "pipeline/store/own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pipeline/store/doc.h"
#include "pipeline/store/event.h"
#include "pipeline/store/need.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/store/usersql.h"

static const char prefix[] = "own_";

/* What a metric may not read: the order in which metrics are filled would
 * decide what it finds there. */
static const char hidden[] = "own_*";

enum { NAME_MOST = 40, COLUMNS_MOST = 500 };

/* ---- a metric's SELECT ---- */

/* Puts file and line, or the metric's name, before a fault in its SQL, which is
 * the user's and not this machine's. */
static int in_metric(struct db *d, const char *name, const char *text,
	const char *sql, struct err *e)
{
	if (e->kind == ERR_USAGE)
		e->kind = ERR_DATA;
	return sql ? err_in(e, "%s:%d", name, db_line(d, text, sql))
		   : err_in(e, "%s", name);
}

static int check_columns(struct stmt *select, const char *said, struct err *e)
{
	int n = stmt_columns(select);
	const char *first = n > 0 ? stmt_name(select, 0) : "";

	if (strcmp(first, "dataset") != 0 || n < 2)
		return err_set(e, ERR_DATA,
			"%s: expected a SELECT of dataset and further columns; "
			"the first one is '%.60s'",
			said, first);
	if (n > COLUMNS_MOST)
		return err_set(e, ERR_DATA, "%s: more than %d columns", said,
			COLUMNS_MOST);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			if (strcasecmp(stmt_name(select, i),
				    stmt_name(select, k)) == 0)
				return err_set(e, ERR_DATA,
					"%s: two columns are called '%.60s'",
					said, stmt_name(select, i));
	return 0;
}

static int open_select(struct stmt **out, struct db *d, const char *said,
	const char *text, struct err *e)
{
	const char *sql = sql_skip_blank(text);

	if (!*sql)
		return err_set(
			e, ERR_DATA, "%s: there is no SELECT in it", said);
	if (stmt_open_reading_but(out, d, sql, hidden, e) < 0)
		return in_metric(d, said, text, sql, e);
	return check_columns(*out, said, e);
}

/* ---- its table ---- */

/* A database as of a moment has the metrics without their tables; so has one
 * where what they read was defined in another way (anew 0). */
static int make_table(struct db *d, const char *table, struct stmt *select,
	int anew, struct err *e)
{
	struct text sql = TEXT_INIT;
	int rc;

	if (anew)
		text_printf(&sql, "DROP TABLE IF EXISTS %s; ", table);
	text_printf(&sql,
		"CREATE TABLE IF NOT EXISTS %s (dataset TEXT NOT NULL", table);
	for (int i = 1; i < stmt_columns(select); i++) {
		text_puts(&sql, ", ");
		sql_quote(&sql, stmt_name(select, i));
		text_printf(&sql, " %s", stmt_takes(select, i));
	}
	text_printf(&sql, "); CREATE INDEX IF NOT EXISTS of_%s ON %s (dataset)",
		table, table);
	rc = text_done(&sql, e);
	if (rc == 0)
		rc = db_script(d, table, sql.at, e);
	text_free(&sql);
	return rc;
}

static int tell(
	struct db *d, const char *table, const char *outcome, struct err *e)
{
	char detail[128];
	const struct event x = { .event = "metric", .detail = detail };

	snprintf(detail, sizeof(detail),
		"{\"metric\":\"%s\",\"outcome\":\"%s\"}", table, outcome);
	return event_put(d, &x, e);
}

static int note(
	struct db *d, const char *table, struct span text, struct err *e)
{
	static const char put[] =
		"INSERT INTO metric (metric, ordinal, own, text, due) "
		"VALUES (?1, 0, 1, ?2, 1) "
		"ON CONFLICT (metric) DO UPDATE SET text = ?2, due = 1";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, put, e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(table));
		stmt_text(s, 2, text);
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc < 0 ? -1 : tell(d, table, "taken", e);
}

/* 1 if the metric is there with this text. */
static int is_known(
	struct db *d, const char *table, struct span text, struct err *e)
{
	static const char same[] = "SELECT text = ?2 FROM metric "
				   "WHERE metric = ?1 AND own = 1";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, same, e), known;

	if (rc == 0) {
		stmt_text(s, 1, span_of(table));
		stmt_text(s, 2, text);
		rc = stmt_step(s, e);
	}
	known = rc == 1 && stmt_get_integer(s, 0) == 1;
	stmt_close(s);
	return rc < 0 ? -1 : known;
}

static int check_name(const struct usersql *f, size_t len, struct err *e)
{
	/* SQL does not tell A from a */
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";

	return len == 0 || len > NAME_MOST || strspn(f->name, letters) < len
		? err_set(e, ERR_DATA,
			  "%s: expected a name of small letters, digits and "
			  "'_', "
			  "%d at most, before .sql",
			  f->path, NAME_MOST)
		: 0;
}

static int take(void *context, const struct usersql *f, struct err *e)
{
	struct db *d = context;
	size_t len = strlen(f->name) - strlen(".sql");
	char table[sizeof(prefix) + NAME_MOST];
	struct stmt *select = NULL;
	struct doc head;
	char *text;
	int rc;

	if (check_name(f, len, e) < 0)
		return -1;
	snprintf(table, sizeof(table), "%s%.*s", prefix, (int)len, f->name);
	rc = is_known(d, table, f->text, e);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	text = text_copy(f->text);
	if (!text)
		return err_memory(e);
	rc = doc_read(&head, table, f->path, text, DOC_OWN, ERR_DATA, e);
	if (rc == 0)
		rc = open_select(&select, d, f->path, text, e);
	if (rc == 0)
		rc = make_table(d, table, select, 1, e);
	stmt_close(select);
	free(text);
	return rc < 0 ? -1 : note(d, table, f->text, e);
}

int own_take(struct db *d, const char *dir, struct err *e)
{
	return usersql_each(dir, "metric", take, d, e);
}

int own_each(struct db *d,
	int (*visit)(void *context, const struct doc *x, struct err *e),
	void *context, struct err *e)
{
	static const char own[] = "SELECT metric, text FROM metric "
				  "WHERE own = 1 ORDER BY metric";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, own, e);

	while (rc >= 0 && (rc = stmt_step(s, e)) == 1) {
		struct doc x;

		if (doc_read(&x, stmt_get_text(s, 0).at, "the database",
			    stmt_get_text(s, 1).at, DOC_OWN, ERR_DATA, e) < 0 ||
			visit(context, &x, e) < 0)
			rc = -1;
	}
	stmt_close(s);
	return rc;
}

int own_forget(struct db *d, const char *name, struct err *e)
{
	static const char own[] =
		"SELECT metric FROM metric WHERE own = 1 ORDER BY metric";
	char sql[160];

	if (need_one(d, "metric", own, NULL, name, e) < 0)
		return -1;
	snprintf(sql, sizeof(sql),
		"DROP TABLE IF EXISTS %s; DELETE FROM metric WHERE metric = "
		"'%s'",
		name, name);
	return db_script(d, name, sql, e) < 0 ? -1
					      : tell(d, name, "dropped", e);
}

/* ---- its rows ---- */

/* What rows of a metric have to be. */
struct expected {
	const char *dataset;
	long n; /* that came */
};

static int look(void *context, struct stmt *row, struct err *e)
{
	struct expected *x = context;
	struct span of = stmt_get_text(row, 0);

	if (x->n++ == OWN_ROWS)
		return err_set(e, ERR_DATA, "more than %d rows", OWN_ROWS);
	if (!of.at || !span_is(of, x->dataset))
		return err_set(e, ERR_DATA,
			"a row of the dataset '%.*s' where :dataset is '%s'",
			(int)(of.len < 60 ? of.len : 60), of.at ? of.at : "",
			x->dataset);
	return 0;
}

static int clear(
	struct db *d, const char *table, const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	char sql[128];
	int rc;

	snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE dataset = ?1", table);
	rc = stmt_open(&s, d, sql, e);
	if (rc == 0) {
		stmt_text(s, 1, span_of(dataset));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

static int put_rows(struct db *d, const char *table, struct stmt *select,
	const char *dataset, int64_t steps, struct err *e)
{
	int at = stmt_parameter(select, ":dataset"), rc;
	struct expected x = { dataset, 0 };

	if (at > 0)
		stmt_text(select, at, span_of(dataset));
	db_limit(d, steps ? steps : USERSQL_STEPS);
	rc = db_put_selected(d, table, select, look, &x, e);
	db_limit(d, 0);
	return rc;
}

static int fill_table(struct db *d, const char *table, const char *text,
	const char *dataset, int64_t steps, struct err *e)
{
	struct stmt *select = NULL;
	int rc = open_select(&select, d, table, text, e);

	if (rc == 0)
		rc = make_table(d, table, select, 0, e);
	if (rc == 0 &&
		(clear(d, table, dataset, e) < 0 ||
			put_rows(d, table, select, dataset, steps, e) < 0))
		rc = in_metric(d, table, text, NULL, e);
	stmt_close(select);
	return rc;
}

/* Nobody who runs something else may know that there is a metric; one that is
 * only being taken is not there yet to be forgotten. */
static int advise(const char *table, int is_new, struct err *e)
{
	return is_new || e->kind != ERR_DATA
		? -1
		: err_in(e,
			  "your metric %s fails: take a mended one "
			  "(kosh-derive --derive DIR) or drop it (--forget %s)",
			  table, table);
}

int own_fill(struct db *d, const char *dataset, int all, int64_t steps,
	struct err *e)
{
	static const char own[] =
		"SELECT metric, text, due FROM metric "
		"WHERE own = 1 AND (?1 OR due = 1) ORDER BY metric";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, own, e);

	if (rc == 0)
		stmt_integer(s, 1, all);
	while (rc >= 0 && (rc = stmt_step(s, e)) == 1) {
		const char *table = stmt_get_text(s, 0).at;

		if (fill_table(d, table, stmt_get_text(s, 1).at, dataset, steps,
			    e) < 0)
			rc = advise(table, (int)stmt_get_integer(s, 2), e);
	}
	stmt_close(s);
	return rc;
}

int own_filled(int *n, struct db *d, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, "SELECT sum(due) FROM metric", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1)
		*n = (int)stmt_get_integer(s, 0);
	stmt_close(s);
	return rc < 0 ? -1
		      : db_script(d, "own",
				"UPDATE metric SET due = 0 WHERE due = 1", e);
}
