/* SPDX-License-Identifier: MIT */
#include "pipeline/store/derive_define.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/store/sqltext.h"

static const char each_mark[] = "\n-- for each dataset\n",
		  all_mark[] = "\n-- for all datasets\n";

const char *derive_fill(int *each, const char *text)
{
	const char *one = strstr(text, each_mark);
	const char *all = one ? NULL : strstr(text, all_mark);

	*each = one != NULL;
	if (one)
		return one + sizeof(each_mark) - 1;
	return all ? all + sizeof(all_mark) - 1 : NULL;
}

static int is_derive(const struct sql_file *f)
{
	return strcmp(f->folder, "derive") == 0;
}

int derive_is_defined(struct db *d, struct err *e)
{
	static const char ours[] = "SELECT text FROM metric WHERE metric = ?1 "
				   "AND own = 0";
	static const char count[] = "SELECT count(*) FROM metric WHERE own = 0";
	struct stmt *s = NULL;
	int64_t n = 0;
	int rc = stmt_open(&s, d, ours, e), same = 1;

	for (size_t i = 0; rc >= 0 && same && i < sql_files_count; i++) {
		const struct sql_file *f = &sql_files[i];

		if (!is_derive(f))
			continue;
		n++;
		stmt_text(s, 1, span_of(f->name));
		rc = stmt_step(s, e);
		same = rc == 1 && span_is(stmt_get_text(s, 0), f->text);
		stmt_reset(s);
	}
	stmt_close(s);
	s = NULL;
	if (rc < 0 || !same)
		return rc < 0 ? -1 : 0;
	rc = stmt_open(&s, d, count, e);
	if (rc == 0)
		rc = stmt_step(s, e);
	same = rc == 1 && stmt_get_integer(s, 0) == n;
	stmt_close(s);
	return rc < 0 ? -1 : same;
}

/* The last first, since it reads those before. Tables of users go too: they may
 * have rows of what nothing is derived of any more, or other columns. */
static int drop(struct db *d, struct err *e)
{
	static const char there[] =
		"SELECT 'DROP ' || s.type || ' \"' || s.name || '\";' "
		"FROM metric AS m JOIN sqlite_schema AS s ON s.name = m.metric "
		"AND s.type IN ('table', 'view') ORDER BY m.ordinal DESC";
	struct text script = TEXT_INIT;
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, there, e);

	while (rc >= 0 && (rc = stmt_step(s, e)) == 1) {
		struct span line = stmt_get_text(s, 0);

		text_add(&script, line.at, line.len);
	}
	stmt_close(s);
	text_puts(&script, "DELETE FROM metric WHERE own = 0");
	if (rc == 0)
		rc = text_done(&script, e);
	if (rc == 0)
		rc = db_script(d, "derive", script.at, e);
	text_free(&script);
	return rc;
}

/* All up to the INSERT that fills it. */
static int make(struct db *d, const struct sql_file *f, struct err *e)
{
	int each, rc;
	const char *fill = derive_fill(&each, f->text);
	char *sql = text_copy((struct span){
		f->text, fill ? (size_t)(fill - f->text) : strlen(f->text) });

	if (!sql)
		return err_memory(e);
	rc = db_script(d, f->path, sql, e);
	free(sql);
	return rc;
}

static int note(
	struct db *d, const struct sql_file *f, int ordinal, struct err *e)
{
	static const char put[] = "INSERT INTO metric (metric, ordinal, own, "
				  "text) VALUES (?1, ?2, 0, ?3)";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, put, e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(f->name));
		stmt_integer(s, 2, ordinal);
		stmt_text(s, 3, span_of(f->text));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

/* 1 unless somebody dropped a table or view. */
static int is_there(struct db *d, struct err *e)
{
	static const char gone[] =
		"SELECT 1 FROM metric WHERE own = 0 "
		"AND metric NOT IN (SELECT name FROM sqlite_schema)";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, gone, e);

	if (rc == 0)
		rc = stmt_step(s, e);
	stmt_close(s);
	return rc < 0 ? -1 : !rc;
}

int derive_define(struct db *d, struct err *e)
{
	int ordinal = 0, rc = derive_is_defined(d, e);

	if (rc == 1)
		rc = is_there(d, e);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (drop(d, e) < 0)
		return -1;
	for (size_t i = 0; i < sql_files_count; i++) {
		const struct sql_file *f = &sql_files[i];

		if (is_derive(f) &&
			(make(d, f, e) < 0 || note(d, f, ++ordinal, e) < 0))
			return -1;
	}
	return 0;
}
