/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "pipeline/store/push_inside.h"
#include "pipeline/store/sqltext.h"

const struct push_table push_tables[PUSH_TABLES] = {
	[PUSH_AREA] = { "area", "area", NULL, OF_ALL },
	[PUSH_SCHEME] = { "scheme", "scheme", NULL, OF_ALL },
	[PUSH_REGION] = { "region", "scheme, region", NULL, OF_ALL },
	[PUSH_MEMBER] = { "member", "scheme, area", NULL, OF_ALL },
	[PUSH_SHEET] = { "sheet", "name", "sheet_id", OF_ALL },
	[PUSH_LABEL] = { "label", "label", "label_id", OF_ALL },
	[PUSH_FINDING_SEEN] = { "finding_seen", "fingerprint", NULL, OF_ALL },
	[PUSH_DATASET] = { "dataset", "dataset", NULL, OF_DATASET },
	[PUSH_REGIME] = { "regime", "dataset, regime", NULL, OF_DATASET },
	[PUSH_EDITION] = { "edition", "dataset, edition", NULL, OF_DATASET },
	[PUSH_INDICATOR] = { "indicator", "dataset, edition, indicator",
		"indicator_id", OF_EDITION },
	[PUSH_RELEASE] = { "release", "dataset, edition, release", "release_id",
		OF_EDITION },
	[PUSH_WAIVER] = { "waiver", "dataset, rule, place", "waiver_id",
		OF_DATASET },
	[PUSH_AVERAGE] = { "average", "dataset, edition, file, sheet, cell",
		NULL, OF_EDITION },
	[PUSH_SOURCE] = { "source", "dataset, edition, file", NULL,
		OF_EDITION },
	[PUSH_RUN_INPUT] = { "run_input", "dataset, path", NULL, OF_DATASET },
	[PUSH_FINDING] = { "finding", "finding_id", "finding_id", OF_RELEASE },
};

/* ---- columns ---- */

static struct span next_name(const char **list)
{
	const char *at = *list;
	size_t n = strcspn(at, ",");

	*list = at + n + (at[n] ? strlen(", ") : 0);
	return (struct span){ at, n };
}

static int has_name(const char *list, struct span name)
{
	while (*list)
		if (span_same(next_name(&list), name))
			return 1;
	return 0;
}

void push_each(struct text *out, const char *list, const char *pattern,
	const char *between)
{
	for (const char *left = list; *left;) {
		struct span name = next_name(&left);

		for (const char *c = pattern; *c; c++)
			if (*c == '%')
				text_add(out, name.at, name.len);
			else
				text_putc(out, *c);
		text_puts(out, *left ? between : "");
	}
}

static void add_name(struct text *list, struct span name)
{
	text_puts(list, list->len ? ", " : "");
	text_add(list, name.at, name.len);
}

static int read_columns(struct push *p, enum push_at table, struct err *e)
{
	const struct push_table *t = &push_tables[table];
	struct push_columns *c = &p->columns[table];
	struct stmt *s = NULL;
	int rc = stmt_open(&s, p->file,
		"SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0", e);

	if (rc == 0)
		stmt_text(s, 1, span_of(t->name));
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		struct span name = stmt_get_text(s, 0);

		rc = 0;
		add_name(&c->all, name);
		if (t->id && span_is(name, t->id))
			continue;
		add_name(&c->put, name);
		if (!has_name(t->key, name))
			add_name(&c->rest, name);
	}
	stmt_close(s);
	if (rc < 0 || text_done(&c->all, e) < 0 || text_done(&c->put, e) < 0)
		return -1;
	return text_done(&c->rest, e);
}

/* ---- statements ---- */

/* What was added up is run, and forgotten. */
static int run_script(struct push *p, struct text *sql, struct err *e)
{
	int rc = text_done(sql, e);

	if (rc == 0)
		rc = pg_script(p->pg, sql->at, e);
	text_free(sql);
	return rc;
}

int push_run(struct push *p, const char *sql, int parameters, struct err *e)
{
	const struct span values[] = { p->dataset, p->edition };
	struct pg_rows *r = NULL;

	if (pg_run(&r, p->pg, sql, values, parameters, e) < 0)
		return -1;
	p->out->rows += (long)pg_changed(r);
	pg_rows_free(r);
	return 0;
}

static int run_text(
	struct push *p, struct text *sql, int parameters, struct err *e)
{
	int rc = text_done(sql, e);

	if (rc == 0)
		rc = push_run(p, sql->at, parameters, e);
	text_free(sql);
	return rc;
}

static int make_beside(struct push *p, enum push_at table, struct err *e)
{
	struct text sql = TEXT_INIT;

	text_printf(&sql,
		"CREATE TEMP TABLE pushed_%s AS "
		"SELECT %s FROM %s WITH NO DATA",
		push_tables[table].name, p->columns[table].all.at,
		push_tables[table].name);
	return run_script(p, &sql, e);
}

int push_tables_open(struct push *p, struct err *e)
{
	extern const char sql_push_found[];

	/* what is staged has no statistics: a loop in a loop would look cheap
	 */
	if (pg_script(p->pg, "SET enable_nestloop = off", e) < 0)
		return -1;
	for (int i = 0; i < PUSH_TABLES; i++)
		if (read_columns(p, (enum push_at)i, e) < 0 ||
			make_beside(p, (enum push_at)i, e) < 0)
			return -1;
	return db_script(p->server, "sql/push/found.sql", sql_push_found, e);
}

void push_tables_close(struct push *p)
{
	for (int i = 0; i < PUSH_TABLES; i++) {
		text_free(&p->columns[i].all);
		text_free(&p->columns[i].put);
		text_free(&p->columns[i].rest);
	}
}

/* ---- from the file ---- */

#define WITHIN "(?1 IS NULL OR dataset = ?1) AND (?2 IS NULL OR edition = ?2)"
#define RELEASES                                                               \
	"FROM release WHERE " WITHIN " AND (?3 IS NULL OR "                    \
	"release_id IN (SELECT value FROM json_each(?3)))"

/* Which rows; the numbers are those of bind_scope. Where releases are named,
 * those that they refer to. */
static const char *scope_of(enum push_at table)
{
	static const char of_releases[] =
		" WHERE release_id IN (SELECT release_id " RELEASES ")";

	switch (push_tables[table].of) {
	case OF_DATASET:
		return " WHERE (?1 IS NULL OR dataset = ?1) AND (?3 IS NULL OR "
		       "dataset IN (SELECT dataset " RELEASES "))";
	case OF_EDITION:
		if (table == PUSH_RELEASE)
			return of_releases;
		return " WHERE " WITHIN " AND (?3 IS NULL OR "
		       "(dataset, edition) IN "
		       "(SELECT dataset, edition " RELEASES "))";
	case OF_RELEASE:
		return of_releases;
	case OF_ALL:
		break;
	}
	return "";
}

static void bind_scope(struct stmt *s, const struct push *p)
{
	stmt_text(s, 1, p->dataset);
	stmt_text(s, 2, p->edition);
	stmt_text(s, 3, p->releases);
}

static int open_rows(
	struct stmt **out, struct push *p, enum push_at table, struct err *e)
{
	const struct push_table *t = &push_tables[table];
	const char *scope = scope_of(table);
	struct text sql = TEXT_INIT;
	int rc;

	text_printf(&sql, "SELECT %s FROM %s%s ORDER BY %s",
		p->columns[table].all.at, t->name, scope,
		t->id ? t->id : t->key);
	rc = text_done(&sql, e);
	if (rc == 0)
		rc = stmt_open(out, p->file, sql.at, e);
	if (rc == 0 && *scope)
		bind_scope(*out, p);
	text_free(&sql);
	return rc;
}

static void put_value(struct pgcopy *c, struct stmt *s, int column)
{
	switch (stmt_type(s, column)) {
	case VALUE_INTEGER:
		pgcopy_integer(c, stmt_get_integer(s, column));
		break;
	case VALUE_NUMBER:
		pgcopy_number(c, stmt_get_number(s, column));
		break;
	case VALUE_TEXT:
		pgcopy_text(c, stmt_get_text(s, column));
		break;
	case VALUE_NULL:
		pgcopy_null(c);
		break;
	}
}

static int put_rows(struct push *p, struct stmt *s, struct err *e)
{
	int n = stmt_columns(s), rc;

	while ((rc = stmt_step(s, e)) == 1) {
		if (pgcopy_row(&p->copy, n) < 0)
			return 0; /* told at the end */
		for (int i = 0; i < n; i++)
			put_value(&p->copy, s, i);
	}
	return rc;
}

int push_stage(struct push *p, enum push_at table, struct err *e)
{
	struct text sql = TEXT_INIT;
	struct stmt *s = NULL;
	int rc = open_rows(&s, p, table, e);

	text_printf(&sql,
		"DELETE FROM pushed_%s; "
		"COPY pg_temp.pushed_%s (%s) FROM STDIN "
		"(FORMAT binary)",
		push_tables[table].name, push_tables[table].name,
		p->columns[table].all.at);
	if (rc == 0)
		rc = text_done(&sql, e);
	if (rc == 0)
		rc = pgcopy_begin(&p->copy, p->pg, sql.at, e);
	if (rc == 0)
		rc = pgcopy_end(&p->copy, put_rows(p, s, e), e);
	stmt_close(s);
	text_free(&sql);
	return rc;
}

/* ---- on the server ---- */

/* UPDATE t SET a = p.a, ... where any of them differs. */
static int update(struct push *p, enum push_at table, struct err *e)
{
	const struct push_table *t = &push_tables[table];
	const char *rest = p->columns[table].rest.at;
	struct text sql = TEXT_INIT;

	text_printf(&sql, "UPDATE %s AS t SET ", t->name);
	push_each(&sql, rest, "% = p.%", ", ");
	text_printf(&sql, " FROM pushed_%s AS p WHERE ", t->name);
	push_each(&sql, t->key, "t.% = p.%", " AND ");
	text_puts(&sql, " AND (");
	push_each(&sql, rest, "t.%", ", ");
	text_puts(&sql, ") IS DISTINCT FROM (");
	push_each(&sql, rest, "p.%", ", ");
	text_puts(&sql, ")");
	return run_text(p, &sql, 0, e);
}

int push_upsert(struct push *p, enum push_at table, struct err *e)
{
	const struct push_table *t = &push_tables[table];
	const char *put = p->columns[table].put.at;
	struct text sql = TEXT_INIT;

	if (p->columns[table].rest.len && update(p, table, e) < 0)
		return -1;
	text_printf(&sql, "INSERT INTO %s (%s) SELECT ", t->name, put);
	push_each(&sql, put, "p.%", ", ");
	text_printf(&sql,
		" FROM pushed_%s AS p WHERE NOT EXISTS "
		"(SELECT 1 FROM %s AS t WHERE ",
		t->name, t->name);
	push_each(&sql, t->key, "t.% = p.%", " AND ");
	text_puts(&sql, t->id ? ") ORDER BY p." : ")");
	text_puts(&sql, t->id ? t->id : "");
	return run_text(p, &sql, 0, e);
}

int push_forget(struct push *p, enum push_at table, struct err *e)
{
	const struct push_table *t = &push_tables[table];
	struct text sql = TEXT_INIT;
	int parameters = 0;

	text_printf(&sql, "DELETE FROM %s AS t WHERE ", t->name);
	if (t->of != OF_ALL && p->dataset.at) {
		text_puts(&sql, "t.dataset = $1 AND ");
		parameters = 1;
	}
	if (t->of == OF_EDITION && p->edition.at) {
		text_puts(&sql, "t.edition = $2 AND ");
		parameters = 2;
	}
	text_printf(&sql, "NOT EXISTS (SELECT 1 FROM pushed_%s AS p WHERE ",
		t->name);
	push_each(&sql, t->key, "t.% = p.%", " AND ");
	text_puts(&sql, ")");
	return run_text(p, &sql, parameters, e);
}

int push_findings(struct push *p, struct err *e)
{
	extern const char sql_push_finding_differ[], sql_push_finding_forget[],
		sql_push_finding_put[];
	long before = p->out->rows;

	if (pg_script(p->pg, "DELETE FROM pushed_differ", e) < 0 ||
		push_run(p, sql_push_finding_differ, 0, e) < 0)
		return -1;
	p->out->rows = before; /* these are nobody's rows */
	if (push_run(p, sql_push_finding_forget, 0, e) < 0)
		return -1;
	return push_run(p, sql_push_finding_put, 0, e);
}
