/* SPDX-License-Identifier: MIT */
/* The queries of sql/export, asked about a report. */
#include <assert.h>
#include <string.h>

#include "pipeline/report/cells.h"
#include "pipeline/store/sqltext.h"

static const struct sql_file *export_file(const char *name)
{
	for (size_t i = 0; i < sql_files_count; i++)
		if (strcmp(sql_files[i].folder, "export") == 0 &&
			strcmp(sql_files[i].name, name) == 0)
			return &sql_files[i];
	return NULL;
}

static void bind_text(struct stmt *s, const char *name, const char *value)
{
	int at = stmt_parameter(s, name);

	if (at && value && *value)
		stmt_text(s, at, span_of(value));
	else if (at)
		stmt_null(s, at);
}

static void bind_integer(struct stmt *s, const char *name, int value)
{
	int at = stmt_parameter(s, name);

	if (at)
		stmt_integer(s, at, value);
}

static void bind_all(struct stmt *s, const void *context)
{
	const struct report *r = context;

	bind_text(s, ":dataset", r->order->dataset);
	bind_text(s, ":edition", r->edition);
	bind_text(s, ":before", r->before);
	bind_text(s, ":area", r->area);
	bind_text(s, ":scheme", r->scheme);
	bind_text(s, ":region", r->region);
	bind_integer(s, ":decimals", r->decimals);
	bind_integer(s, ":sign", r->sign);
	if (r->cells && stmt_parameter(s, ":linked"))
		stmt_rows(
			s, stmt_parameter(s, ":linked"), cells_rows(r->cells));
}

int report_query(
	struct stmt **out, struct report *r, const char *name, struct err *e)
{
	const struct sql_file *file = export_file(name);

	assert(file);
	if (stmt_open(out, r->db, file->text, e) < 0)
		return err_in(e, "%s", file->path);
	bind_all(*out, r);
	return 0;
}

int report_temporary(
	struct report *r, const char *table, const char *name, struct err *e)
{
	const struct sql_file *file = export_file(name);

	assert(file);
	return db_temporary(r->db, table, file->text, bind_all, r, e) < 0
		? err_in(e, "%s", file->path)
		: 0;
}

void stmt_copy(char *buf, size_t size, struct stmt *s, int column)
{
	struct span t = stmt_get_text(s, column);
	size_t n = t.len < size ? t.len : size - 1;

	/* not in the middle of a character */
	while (n < t.len && n > 0 && ((unsigned char)t.at[n] & 0xc0) == 0x80)
		n--;
	if (n)
		memcpy(buf, t.at, n);
	buf[n] = '\0';
}
