/* SPDX-License-Identifier: MIT */
#include "pipeline/store/derive.h"

#include <string.h>

#include "pipeline/store/sqltext.h"

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

int derive(int *tables, struct db *d, struct err *e)
{
	*tables = 0;
	if (db_begin(d, e) < 0)
		return -1;
	if (db_end(d, rebuild(tables, d, e), e) < 0)
		return err_in(e, "deriving");
	return 0;
}

int derive_is_current(struct db *d, const char *dataset, struct err *e)
{
	static const char sql[] =
		"SELECT 1 FROM sqlite_schema WHERE name = 'standing_edition'";
	static const char differs[] =
		"SELECT 1 FROM release AS r JOIN overall AS o "
		"ON o.release_id = r.release_id WHERE r.dataset = ?1 "
		"AND r.state = 'current' AND o.period IS NOT NULL AND NOT "
		"EXISTS (SELECT 1 FROM standing_edition AS s WHERE "
		"s.release_id = r.release_id AND s.period = o.period) "
		"UNION ALL SELECT 1 FROM standing_edition AS s "
		"WHERE s.dataset = ?1 AND NOT EXISTS (SELECT 1 FROM release "
		"AS r WHERE r.release_id = s.release_id "
		"AND r.state = 'current')";
	struct stmt *s = NULL;
	int there, other;

	if (stmt_open(&s, d, sql, e) < 0)
		return -1;
	there = stmt_step(s, e);
	stmt_close(s);
	if (there != 1)
		return there;
	if (stmt_open(&s, d, differs, e) < 0)
		return -1;
	stmt_text(s, 1, span_of(dataset));
	other = stmt_step(s, e);
	stmt_close(s);
	return other < 0 ? -1 : !other;
}
