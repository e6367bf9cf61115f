/* SPDX-License-Identifier: MIT */
/*
 * How SQLite goes about what we ask: who asks for one dataset reads no other
 * one's figures. Every statement of sql/ is looked at, so that a new one is
 * too. The tables that grow with the figures are read by their key; a full scan
 * of one is seen in the program that SQLite makes of the statement: a cursor
 * that is opened on it and rewound.
 */
#include "tests/rows.h"

#include "pipeline/report/language.h"
#include "pipeline/store/derive_define.h"
#include "pipeline/store/judged.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/store/validate_inside.h"
#include "tests/deriving.h"

static const char *const large[] = { "observation", "standing", "finding",
	"finding_seen" };

/* What may scan them, and why. name NULL: a whole folder. */
static const struct allowed {
	const char *folder, *name, *table, *why;
} allowed[] = {
	{ "asof", NULL, NULL, "it makes another database of all of this one" },
	{ "schema", NULL, NULL, "it makes the tables" },
	{ "load", "forget-areas", "observation",
		"looks for an area that raw/areas no longer has, and only "
		"where there is one" },
	{ "load", "indicator", "observation",
		"looks for what a new node would mend, and only where a key "
		"is broken already" },
};

static int is_allowed(const struct sql_file *f, const char *table)
{
	for (size_t i = 0; i < COUNT(allowed); i++)
		if (strcmp(allowed[i].folder, f->folder) == 0 &&
			(!allowed[i].name ||
				strcmp(allowed[i].name, f->name) == 0) &&
			(!allowed[i].table ||
				strcmp(allowed[i].table, table) == 0))
			return 1;
	return 0;
}

/* Whose functions the statements of a report use. */
static struct language *language;

static void bind_nothing(struct stmt *s, const void *context)
{
	(void)s;
	(void)context;
}

/* The tables that a report makes for itself, by the names of their files:
 * make-pillar-figure makes pillar_figure. */
static void make_temporary(struct db *d)
{
	static const char make[] = "make-";
	struct err e = ERR_INIT;
	char table[64];

	for (size_t i = 0; i < sql_files_count; i++) {
		const struct sql_file *f = &sql_files[i];

		if (strcmp(f->folder, "export") != 0 ||
			strncmp(f->name, make, sizeof(make) - 1) != 0)
			continue;
		snprintf(
			table, sizeof(table), "%s", f->name + sizeof(make) - 1);
		for (char *p = table; *p; p++)
			if (*p == '-')
				*p = '_';
		if (db_temporary(d, table, f->text, bind_nothing, NULL, &e) < 0)
			fail_msg("%s", e.text);
	}
}

/* The tables that rules read, of no release. */
static void make_compared(struct db *d)
{
	static const char *const scripts[] = { "compare", "columns", "judge" };
	const struct validation_order none = { .dataset = "" };
	const struct look look = { d, &none };
	struct err e = ERR_INIT;

	if (look_choose(&look, &e) < 0 || judged_recall(d, NULL, &e) < 0)
		fail_msg("%s", e.text);
	for (size_t i = 0; i < COUNT(scripts); i++)
		for (size_t k = 0; k < sql_files_count; k++)
			if (strcmp(sql_files[k].folder, "rules") == 0 &&
				strcmp(sql_files[k].name, scripts[i]) == 0 &&
				db_script(d, sql_files[k].path,
					sql_files[k].text, &e) < 0)
				fail_msg("%s", e.text);
}

static int open_db(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, ":memory:", DB_CREATE, &e), 0);
	if (language_open(&language, "en", &e) < 0 ||
		language_functions(language, d, &e) < 0)
		fail_msg("%s", e.text);
	if (derive_stale(d, &e) < 0)
		fail_msg("%s", e.text);
	make_compared(d);
	*state = d;
	make_temporary(d);
	return 0;
}

static int close_db(void **state)
{
	db_close(*state);
	language_close(language);
	return 0;
}

/* The table whose tree has this root, if it is a large one. */
static const char *large_at(struct db *d, int64_t root)
{
	const char *found = NULL;
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, d,
				 "SELECT tbl_name FROM sqlite_schema "
				 "WHERE rootpage = ?1",
				 &e),
		0);
	stmt_integer(s, 1, root);
	if (stmt_step(s, &e) == 1)
		for (size_t i = 0; i < COUNT(large); i++)
			if (span_is(stmt_get_text(s, 0), large[i]))
				found = large[i];
	stmt_close(s);
	return found;
}

enum { CURSORS = 200, OPCODE = 1, P1, P2, P3 };

/* The large table that a statement scans, or NULL. */
static const char *scanned(struct db *d, const char *sql)
{
	const char *open[CURSORS] = { NULL }, *found = NULL;
	struct text explain = TEXT_INIT;
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	text_puts(&explain, "EXPLAIN ");
	text_puts(&explain, sql);
	if (stmt_open(&s, d, explain.at, &e) < 0)
		fail_msg("%s\n%s", e.text, sql);
	while (stmt_step(s, &e) == 1) {
		struct span opcode = stmt_get_text(s, OPCODE);
		int64_t cursor = stmt_get_integer(s, P1);

		if (cursor < 0 || cursor >= CURSORS)
			continue;
		if (span_is(opcode, "OpenRead") || span_is(opcode, "OpenWrite"))
			open[cursor] = stmt_get_integer(s, P3) == 0
				? large_at(d, stmt_get_integer(s, P2))
				: NULL;
		else if (opcode.len > 4 && memcmp(opcode.at, "Open", 4) == 0)
			open[cursor] = NULL;
		else if (span_is(opcode, "Rewind") || span_is(opcode, "Last") ||
			span_is(opcode, "Count"))
			found = open[cursor] ? open[cursor] : found;
	}
	stmt_close(s);
	text_free(&explain);
	return found;
}

static int starts_with(const char *s, const char *word)
{
	return strncmp(s, word, strlen(word)) == 0;
}

/* Behind a name or text in quotes or a comment that starts here, or NULL. */
static const char *behind(const char *sql)
{
	const char *end = NULL;

	if (starts_with(sql, "--"))
		end = strchr(sql, '\n');
	else if (*sql == '\'' || *sql == '"')
		end = strchr(sql + 1, *sql);
	return end ? end + 1 : NULL;
}

/* The end of a statement, behind its semicolon. */
static const char *end_of(const char *sql)
{
	while (*sql && *sql != ';') {
		const char *next = behind(sql);

		sql = next ? next : sql + 1;
	}
	return sql + (*sql == ';');
}

/* Opened so by load_spec.c. */
static int checks_keys(const struct sql_file *f)
{
	return strcmp(f->name, "forget-indicators") != 0;
}

/* The large table that a statement of a script scans, or NULL; *at is the first
 * one to be looked at, and then that one. */
static const char *scanned_in(struct db *d, const char **at)
{
	const char *table = NULL;

	for (*at = sql_skip_blank(*at); **at; *at = sql_skip_blank(*at)) {
		const char *end = end_of(*at);
		char *one = strndup(*at, (size_t)(end - *at));

		if (!starts_with(one, "CREATE") && !starts_with(one, "DROP"))
			table = scanned(d, one);
		free(one);
		if (table)
			return table;
		*at = end;
	}
	return NULL;
}

static void look_at(struct db *d, const struct sql_file *f, const char *sql)
{
	const char *table;

	while ((table = scanned_in(d, &sql))) {
		if (!is_allowed(f, table))
			fail_msg("%s:%d scans %s", f->path,
				sql_line(f->text, sql), table);
		sql = end_of(sql);
	}
}

static int is_derive(const struct sql_file *f)
{
	return strcmp(f->folder, "derive") == 0;
}

/* What only servers read, and what puts it there. */
static int is_of_a_server(const struct sql_file *f)
{
	static const char *const folders[] = { "postgres", "pushed", "server",
		"push" };

	for (size_t i = 0; i < COUNT(folders); i++)
		if (strcmp(f->folder, folders[i]) == 0)
			return 1;
	return 0;
}

static void no_statement_scans_a_large_table(void **state)
{
	for (size_t i = 0; i < sql_files_count; i++) {
		const struct sql_file *f = &sql_files[i];
		int each;
		const char *sql =
			is_derive(f) ? derive_fill(&each, f->text) : f->text;

		if (!sql || is_of_a_server(f) || is_allowed(f, ""))
			continue;
		db_check_keys(*state, checks_keys(f));
		look_at(*state, f, sql);
	}
}

static int has_column(struct db *d, const char *table, const char *column)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	int rc;

	assert_int_equal(stmt_open(&s, d,
				 "SELECT 1 FROM pragma_table_info(?1) "
				 "WHERE name = ?2",
				 &e),
		0);
	stmt_text(s, 1, span_of(table));
	stmt_text(s, 2, span_of(column));
	rc = stmt_step(s, &e);
	stmt_close(s);
	return rc;
}

/* As a user asks. */
static void no_derived_table_is_scanned_for_one_dataset(void **state)
{
	size_t asked = 0;

	for (size_t i = 0; i < sql_files_count; i++) {
		const struct sql_file *f = &sql_files[i];
		const char *table;
		char sql[200];

		if (!is_derive(f) || !has_column(*state, f->name, "dataset"))
			continue;
		snprintf(sql, sizeof(sql),
			"SELECT * FROM %s WHERE dataset = ?1", f->name);
		table = scanned(*state, sql);
		if (table)
			fail_msg("%s scans %s", sql, table);
		asked++;
	}
	assert_true(asked > 5);
}

/* A row that others refer to is found there by an index. */
static void no_row_that_goes_is_looked_for_in_all_of_a_table(void **state)
{
	static const char *const gone[] = {
		"DELETE FROM release WHERE release_id = ?1",
		"DELETE FROM waiver WHERE dataset = ?1",
		"DELETE FROM edition WHERE dataset = ?1 AND edition = ?2",
		"DELETE FROM regime WHERE dataset = ?1 AND regime = ?2",
		"DELETE FROM region WHERE scheme = ?1 AND region = ?2",
		"DELETE FROM finding WHERE release_id = ?1",
		"DELETE FROM observation WHERE release_id = ?1",
		"DELETE FROM standing WHERE dataset = ?1",
	};

	for (size_t i = 0; i < COUNT(gone); i++) {
		const char *table = scanned(*state, gone[i]);

		if (table)
			fail_msg("%s scans %s", gone[i], table);
	}
}

static void a_scan_is_seen(void **state)
{
	assert_string_equal(scanned(*state, "SELECT count(*) FROM observation"),
		"observation");
	assert_string_equal(scanned(*state,
				    "SELECT max(o.value) FROM release AS r "
				    "LEFT JOIN observation AS o "
				    "ON o.area = r.edition"),
		"observation");
	assert_string_equal(
		scanned(*state, "SELECT rank FROM standing WHERE area = ?1"),
		"standing");
	assert_string_equal(
		scanned(*state,
			"DELETE FROM indicator WHERE indicator_id = ?1"),
		"observation"); /* for its key */
	assert_null(scanned(*state,
		"SELECT count(*) FROM observation WHERE release_id = ?1"));
}

static void each_statement_of_a_script_is_looked_at(void **state)
{
	const char *at = "SELECT 1; -- one; it's short\n"
			 "SELECT ';' AS \"';\"; SELECT max(value) "
			 "FROM observation;\n";

	assert_string_equal(scanned_in(*state, &at), "observation");
	assert_true(starts_with(at, "SELECT max"));
	at = end_of(at);
	assert_null(scanned_in(*state, &at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			no_statement_scans_a_large_table, open_db, close_db),
		cmocka_unit_test_setup_teardown(
			no_derived_table_is_scanned_for_one_dataset, open_db,
			close_db),
		cmocka_unit_test_setup_teardown(
			no_row_that_goes_is_looked_for_in_all_of_a_table,
			open_db, close_db),
		cmocka_unit_test_setup_teardown(
			a_scan_is_seen, open_db, close_db),
		cmocka_unit_test_setup_teardown(
			each_statement_of_a_script_is_looked_at, open_db,
			close_db),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
