/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/loglist.h"

#include <stdlib.h>
#include <unistd.h>

#include "pipeline/audit/log_parts.h"
#include "pipeline/store/rows.h"

extern const char sql_log_list[];

/* The columns of sql/log/list.sql; a table has the first of them. */
enum { COLUMNS = 17, COLUMNS_SHORT = 9 };
static const char *const columns[COLUMNS] = { "line", "time", "run", "user",
	"tool", "event", "dataset", "edition", "about", "release", "detail",
	"inputs", "outputs", "host", "version", "arguments", "hash" };

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

/* The next line without its break, as far as there is room: a file may be one
 * line without end. -1 behind the last one. */
static ssize_t next_line(char *room, FILE *in)
{
	ssize_t n = 0;
	int c;

	while ((c = getc_unlocked(in)) != EOF && c != '\n')
		if (n++ < LOG_LINE_MAX)
			room[n - 1] = (char)c;
	return c == EOF && n == 0 ? -1 : n;
}

static int put_all(struct rows *r, struct stmt *s, FILE *in, const char *path,
	struct err *e)
{
	char *room = malloc(LOG_LINE_MAX);
	ssize_t n;
	int rc = room ? 0 : err_memory(e);

	while (rc == 0 && (n = next_line(room, in)) >= 0)
		if (n <= LOG_LINE_MAX)
			rc = put(r, s, (struct span){ room, (size_t)n }, e);
	if (rc == 0 && ferror(in))
		rc = err_errno(e, "cannot read", path);
	free(room);
	return rc < 0 ? -1 : 0;
}

struct listing {
	struct rows *rows;
	struct stmt *line;
};

static int put_part(void *context, int fd, const char *path, struct err *e)
{
	struct listing *l = context;
	FILE *in = fdopen(fd, "r");
	int rc;

	if (!in) {
		close(fd);
		return err_memory(e);
	}
	rc = put_all(l->rows, l->line, in, path, e);
	fclose(in);
	return rc;
}

static int list(FILE *to, const char *path, const struct loglist_order *o,
	struct err *e)
{
	struct db *d = NULL;
	struct stmt *s = NULL;
	struct rows *r = NULL;
	struct listing l;
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
		l = (struct listing){ r, s };
		rc = log_each_part(path, put_part, &l, e);
	}
	if (rc == 0)
		rc = rows_end(r, e);
	rows_close(r);
	stmt_close(s);
	db_close(d);
	return rc;
}

int loglist(FILE *to, const char *path, const struct loglist_order *o,
	struct err *e)
{
	int fd = log_open_read(path, e);

	if (fd < 0)
		return -1;
	close(fd);
	return list(to, path, o, e);
}
