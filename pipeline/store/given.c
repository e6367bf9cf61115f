/* SPDX-License-Identifier: MIT */
#include "pipeline/store/given.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { ROWID = -1, ROWS = DB_COLUMNS }; /* ROWS: hidden, the rows themselves */

static const char type[] = "kosh-rows";

struct cursor {
	sqlite3_vtab_cursor base;
	const struct db_rows *rows;
	size_t at;
	struct db_value values[DB_COLUMNS]; /* of this row */
};

static int connect_table(sqlite3 *d, void *context, int n,
	const char *const *arguments, sqlite3_vtab **out, char **fault)
{
	int rc = sqlite3_declare_vtab(d,
		"CREATE TABLE given (c0, c1, c2, c3, c4, c5, c6, c7, c8, c9,"
		" c10, c11, rows HIDDEN)");

	(void)context, (void)n, (void)arguments, (void)fault;
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_vtab_config(d, SQLITE_VTAB_DIRECTONLY);
	*out = calloc(1, sizeof(**out));
	return *out ? SQLITE_OK : SQLITE_NOMEM;
}

static int disconnect_table(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

/* The rows are the argument: a plan without them is none. */
static int choose_plan(sqlite3_vtab *t, sqlite3_index_info *plan)
{
	(void)t;
	/* the order of rowid is that in which the rows are given */
	plan->orderByConsumed = plan->nOrderBy == 1 &&
		plan->aOrderBy[0].iColumn == ROWID && !plan->aOrderBy[0].desc;
	for (int i = 0; i < plan->nConstraint; i++) {
		if (plan->aConstraint[i].iColumn != ROWS ||
			plan->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
			continue;
		if (!plan->aConstraint[i].usable)
			return SQLITE_CONSTRAINT;
		plan->aConstraintUsage[i].argvIndex = 1;
		plan->aConstraintUsage[i].omit = 1;
		return SQLITE_OK;
	}
	return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct cursor *c = calloc(1, sizeof(*c));

	(void)t;
	*out = c ? &c->base : NULL;
	/* cppcheck-suppress memleak ; SQLite frees it by xClose */
	return c ? SQLITE_OK : SQLITE_NOMEM;
}

static int close_cursor(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static void fill(struct cursor *c)
{
	if (c->rows && c->at < c->rows->n)
		c->rows->fill(c->values, c->rows->context, c->at);
}

static int rewind_cursor(sqlite3_vtab_cursor *cursor, int plan,
	const char *name, int n, sqlite3_value **arguments)
{
	struct cursor *c = (struct cursor *)cursor;

	(void)plan, (void)name;
	c->rows = n ? sqlite3_value_pointer(arguments[0], type) : NULL;
	c->at = 0;
	memset(c->values, 0, sizeof(c->values));
	fill(c);
	return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *cursor)
{
	struct cursor *c = (struct cursor *)cursor;

	c->at++;
	fill(c);
	return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *cursor)
{
	const struct cursor *c = (const struct cursor *)cursor;

	return !c->rows || c->at >= c->rows->n;
}

static int give_column(
	sqlite3_vtab_cursor *cursor, sqlite3_context *to, int column)
{
	const struct cursor *c = (const struct cursor *)cursor;
	const struct db_value *v = &c->values[column];

	if (column >= DB_COLUMNS)
		return SQLITE_OK;
	if (v->type == VALUE_INTEGER)
		sqlite3_result_int64(to, v->integer);
	else if (v->type == VALUE_NUMBER)
		sqlite3_result_double(to, v->number);
	else if (v->type == VALUE_TEXT)
		sqlite3_result_text64(to, v->text.at, v->text.len,
			SQLITE_STATIC, SQLITE_UTF8);
	return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((struct cursor *)cursor)->at;
	return SQLITE_OK;
}

static const sqlite3_module module = {
	.xConnect = connect_table,
	.xBestIndex = choose_plan,
	.xDisconnect = disconnect_table,
	.xOpen = open_cursor,
	.xClose = close_cursor,
	.xFilter = rewind_cursor,
	.xNext = next_row,
	.xEof = is_at_end,
	.xColumn = give_column,
	.xRowid = give_rowid,
};

int given_install(struct sqlite3 *sqlite)
{
	return sqlite3_create_module(sqlite, "given", &module, NULL);
}

int given_bind(struct sqlite3_stmt *s, int at, const struct db_rows *rows)
{
	return sqlite3_bind_pointer(s, at, (void *)rows, type, NULL);
}

static int put(sqlite3 *sqlite, const char *sql, const struct db_rows *rows)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(sqlite, sql, -1, &s, NULL);

	if (rc == SQLITE_OK)
		rc = given_bind(s, 1, rows);
	if (rc != SQLITE_OK) {
		sqlite3_finalize(s);
		return rc;
	}
	sqlite3_step(s);
	return sqlite3_finalize(s); /* gives the fault of the step */
}

/* The pragma does nothing within a transaction; this does, and lets whatever is
 * prepared be prepared anew where it changes something. */
int given_put(
	struct sqlite3 *sqlite, const char *sql, const struct db_rows *rows)
{
	int rc, keys = 0;

	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &keys);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
	rc = put(sqlite, sql, rows);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, keys, NULL);
	return rc;
}
