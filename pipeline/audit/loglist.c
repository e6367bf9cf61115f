/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/loglist.h"

#include <errno.h>
#include <stdlib.h>

#include "pipeline/store/rows.h"

extern const char sql_log_list[];

/* The columns of sql/log/list.sql; a table has the first of them. */
enum { COLUMNS = 12, COLUMNS_SHORT = 8 };
static const char *const columns[COLUMNS] = { "line", "time", "run", "user",
	"tool", "event", "dataset", "edition", "release", "detail", "inputs",
	"outputs" };

static void ask(struct stmt *s, const char *name, const char *value)
{
	stmt_text(s, stmt_parameter(s, name), span_of(value));
}

static int put(struct rows *r, struct stmt *s, struct span line, struct err *e)
{
	struct field fields[COLUMNS];
	int rc;

	stmt_text(s, stmt_parameter(s, ":line"), line);
	rc = stmt_step(s, e);
	if (rc != 1)
		return rc;
	for (int i = 0; i < COLUMNS; i++) {
		fields[i].text = stmt_get_text(s, i);
		fields[i].kind = !fields[i].text.at ? FIELD_NULL
			: i == 0		    ? FIELD_NUMBER
						    : FIELD_TEXT;
	}
	rows_add(r, fields);
	stmt_reset(s);
	return 0;
}

static int put_all(struct rows *r, struct stmt *s, FILE *in, const char *path,
	struct err *e)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	int rc = 0;

	while (rc == 0 && (n = getline(&line, &room, in)) > 0)
		rc = put(r, s, (struct span){ line, (size_t)n }, e);
	if (rc == 0 && ferror(in))
		rc = err_errno(e, "cannot read", path);
	free(line);
	return rc < 0 ? -1 : rows_end(r, e);
}

static int list(FILE *to, FILE *in, const char *path,
	const struct loglist_order *o, struct err *e)
{
	struct db *d = NULL;
	struct stmt *s = NULL;
	struct rows *r = NULL;
	size_t n = o->format == QUERY_TABLE ? COLUMNS_SHORT : COLUMNS;
	int rc = -1;

	if (db_open(&d, DB_PRIVATE, DB_CREATE, e) == 0 &&
		stmt_open(&s, d, sql_log_list, e) == 0 &&
		rows_open(&r, to, columns, n, o->format, e) == 0) {
		ask(s, ":event", o->event);
		ask(s, ":run", o->run);
		ask(s, ":dataset", o->dataset);
		ask(s, ":edition", o->edition);
		ask(s, ":release", o->release);
		rc = put_all(r, s, in, path, e);
	}
	rows_close(r);
	stmt_close(s);
	db_close(d);
	return rc;
}

int loglist(FILE *to, const char *path, const struct loglist_order *o,
	struct err *e)
{
	FILE *in = fopen(path, "re");
	int rc;

	if (!in) {
		err_errno(e, "cannot open the log", path);
		if (errno == ENOENT)
			e->kind = ERR_DATA;
		return -1;
	}
	rc = list(to, in, path, o, e);
	fclose(in);
	return rc;
}
