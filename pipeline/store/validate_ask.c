/* SPDX-License-Identifier: MIT */
/* The rules are asked; what they find is told. */
#include <assert.h>

#include "pipeline/base/num.h"
#include "pipeline/store/judged.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/store/usersql.h"
#include "pipeline/store/validate_inside.h"

extern const char sql_rules_compare[], sql_rules_columns[], sql_rules_looked[];

/* Of a rule's columns. */
enum { MESSAGE = 11, CELLS };

/* One rule that is being asked. */
struct asking {
	const struct look *look;
	const struct rule *rule;
	struct found_sink sink;
	struct stmt *row, *checked;
	struct found found;
};

int look_open(
	struct stmt **out, const struct look *l, const char *sql, struct err *e)
{
	int dataset, edition, bar;

	if (stmt_open(out, l->db, sql, e) < 0)
		return -1;
	dataset = stmt_parameter(*out, ":dataset");
	edition = stmt_parameter(*out, ":edition");
	bar = stmt_parameter(*out, ":bar");
	if (dataset)
		stmt_text(*out, dataset, span_of(l->o->dataset));
	if (edition)
		stmt_text(*out, edition, span_of(l->o->edition));
	if (bar)
		stmt_integer(*out, bar, l->o->bar);
	return 0;
}

int look_run(const struct look *l, const char *sql, struct err *e)
{
	struct stmt *s = NULL;
	int rc = look_open(&s, l, sql, e);

	if (rc == 0)
		rc = stmt_run(s, e);
	stmt_close(s);
	return rc;
}

int look_choose(const struct look *l, struct err *e)
{
	if (look_run(l,
		    "CREATE TEMP TABLE checked (release_id INTEGER NOT NULL "
		    "PRIMARY KEY, barred INTEGER NOT NULL DEFAULT 0) STRICT",
		    e) < 0)
		return -1;
	/* quarantined ones too, since the bar, the rules or the spec may have
	 * changed; what is aside is judged by nobody */
	return look_run(l,
		"INSERT INTO checked (release_id) "
		"SELECT release_id FROM release "
		"WHERE dataset = :dataset AND state <> 'aside' AND "
		"(CAST(:edition AS TEXT) IS NULL OR edition = :edition)",
		e);
}

int look_compare(const struct look *l, struct err *e)
{
	return judged_recall(l->db, l->o->basis, e) < 0
		? -1
		: db_script(
			  l->db, "sql/rules/compare.sql", sql_rules_compare, e);
}

static void add_row(struct hash *h, struct stmt *row)
{
	for (int i = 0; i < stmt_columns(row); i++) {
		const struct span s = stmt_get_text(row, i);

		hash_add(h, s.at ? s.at : "", s.len);
		hash_add(h, s.at ? "," : ";", 1);
	}
}

int look_hash(char hex[HASH_HEX], const struct look *l, struct err *e)
{
	struct hash *h = NULL;
	struct stmt *s = NULL;
	int rc = hash_open(&h, e);

	if (rc == 0)
		rc = look_open(&s, l, sql_rules_looked, e);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		add_row(h, s);
		rc = 0;
	}
	if (rc == 0)
		hash_end(hex, h);
	stmt_close(s);
	hash_close(h);
	return rc;
}

static int tell(struct asking *a, struct err *e)
{
	for (int i = 0; i < a->found.n; i++)
		a->found.column[i] = stmt_get_text(a->row, i);
	return a->sink.put(a->sink.context, &a->found, e);
}

/* ---- a user's rule ---- */

static int is_checked(struct stmt *checked, struct stmt *row, struct err *e)
{
	int there;

	if (stmt_type(row, 0) != VALUE_INTEGER)
		return 0;
	stmt_integer(checked, 1, stmt_get_integer(row, 0));
	there = stmt_step(checked, e);
	stmt_reset(checked);
	return there;
}

static int is_count(struct span s)
{
	double n;

	return num_parse(&n, s.at, s.len) == 0 && n >= 0 && n <= 1e9 &&
		n == (double)(long)n;
}

/* Every format of the findings has to hold it. */
static int check_texts(struct stmt *row, struct err *e)
{
	size_t bytes = 0;

	for (int i = 1; i < RULE_COLUMNS - 1; i++) {
		struct span s = stmt_get_text(row, i);

		if (s.at && (memchr(s.at, '\0', s.len) || !text_is_utf8(s)))
			return err_set(e, ERR_DATA,
				"a row whose column %d is no text: it holds a "
				"NUL or is not UTF-8",
				i + 1);
		bytes += s.len;
	}
	return bytes <= RULE_ROW
		? 0
		: err_set(e, ERR_DATA, "a row of more than %d KiB",
			  RULE_ROW >> 10);
}

/* What a row has to be for a finding. */
static int check_row(
	struct stmt *checked, struct stmt *row, int columns, struct err *e)
{
	int there = is_checked(checked, row, e);

	if (there < 0)
		return -1;
	if (!there)
		return err_set(e, ERR_DATA,
			"a row of no release that is checked: release_id has "
			"to come from the table checked");
	if (!stmt_get_text(row, MESSAGE).at)
		return err_set(e, ERR_DATA, "a row without a message");
	if (columns == RULE_COLUMNS && !is_count(stmt_get_text(row, CELLS)))
		return err_set(e, ERR_DATA,
			"a row whose cells are no count: '%.*s'",
			SPAN(stmt_get_text(row, CELLS)));
	return check_texts(row, e);
}

/* What is wrong with a file is no fault of the call, and it has a line. */
static int in_file(const struct rule *r, int line, struct err *e)
{
	if (e->kind == ERR_USAGE)
		e->kind = ERR_DATA;
	return line ? err_in(e, "%s:%d", r->file, line)
		    : err_in(e, "%s", r->file);
}

static int open_users(struct asking *a, struct err *e)
{
	const struct rule *r = a->rule;
	struct db *d = a->look->db;
	int columns;

	if (stmt_open_reading_but(&a->row, d, r->sql, "finding", e) < 0)
		return in_file(r, db_line(d, r->text, r->sql), e);
	columns = a->found.n = stmt_columns(a->row);
	if (columns == RULE_COLUMNS || columns == RULE_COLUMNS - 1)
		return 0;
	err_set(e, ERR_DATA,
		"the SELECT has %d columns, a rule's are %d: release_id, "
		"indicator, measure, area, label, period, sheet, cell, raw, "
		"expected, actual, message, and perhaps cells",
		columns, RULE_COLUMNS - 1);
	return in_file(r, sql_line(r->text, r->sql), e);
}

static int step_users(struct asking *a, struct err *e)
{
	long found = 0;
	int rc;

	while ((rc = stmt_step(a->row, e)) == 1) {
		if (found++ == RULE_FINDINGS)
			return err_set(e, ERR_DATA,
				"it finds more than %d faults", RULE_FINDINGS);
		if (check_row(a->checked, a->row, a->found.n, e) < 0 ||
			tell(a, e) < 0)
			return -1;
	}
	return rc;
}

static int ask_users(struct asking *a, struct err *e)
{
	const struct look *l = a->look;
	int rc;

	if (open_users(a, e) < 0)
		return -1;
	db_limit(l->db, l->o->steps ? l->o->steps : USERSQL_STEPS);
	rc = step_users(a, e);
	db_limit(l->db, 0);
	return rc < 0 ? in_file(a->rule, 0, e) : 0;
}

/* ---- ours ---- */

static int ask_ours(struct asking *a, struct err *e)
{
	int rc = stmt_open(&a->row, a->look->db, a->rule->sql, e);

	if (rc < 0)
		return err_in(e, "%s", a->rule->file);
	a->found.n = stmt_columns(a->row);
	assert(a->found.n == RULE_COLUMNS || a->found.n == RULE_COLUMNS - 1);
	while ((rc = stmt_step(a->row, e)) == 1)
		if (tell(a, e) < 0) {
			rc = -1;
			break;
		}
	return rc < 0 ? err_in(e, "%s", a->rule->file) : 0;
}

static int ask_each(struct asking *a, enum asked which, struct err *e)
{
	const struct rules *all = a->look->o->rules;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < rules_count(all); i++) {
		a->rule = rules_at(all, i);
		a->found.rule = i;
		if (!a->rule->sql ||
			judged_each_time(a->rule) != (which == ASK_EACH_TIME))
			continue;
		rc = a->rule->is_users ? ask_users(a, e) : ask_ours(a, e);
		stmt_close(a->row);
		a->row = NULL;
	}
	return rc;
}

int look_ask(const struct look *l, enum asked which, struct found_sink sink,
	struct err *e)
{
	struct asking a = { .look = l, .sink = sink };
	int rc = which == ASK_ONCE ? db_script(l->db, "sql/rules/columns.sql",
					     sql_rules_columns, e)
				   : 0;

	if (rc == 0)
		rc = stmt_open(&a.checked, l->db,
			"SELECT 1 FROM checked WHERE release_id = ?1", e);
	if (rc == 0)
		rc = ask_each(&a, which, e);
	stmt_close(a.checked);
	return rc;
}
