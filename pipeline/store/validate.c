/* SPDX-License-Identifier: MIT */
#include "pipeline/store/validate.h"

#include <assert.h>

#include "pipeline/base/num.h"
#include "pipeline/store/judged.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/store/usersql.h"
#include "pipeline/store/waivers.h"

extern const char sql_rules_compare[], sql_rules_judge[];

/* Of a rule's columns. */
enum { MESSAGE = 11, CELLS };

/* What one call is about. */
struct look {
	struct db *db;
	const struct validation_order *o;
};

/* Opens a statement with what the call is about bound to the parameters that
 * it has. */
static int open_for(
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

static int run(const struct look *l, const char *sql, struct err *e)
{
	struct stmt *s = NULL;
	int rc = open_for(&s, l, sql, e);

	if (rc == 0)
		rc = stmt_run(s, e);
	stmt_close(s);
	return rc;
}

/* The numbers of the one row that a query gives. */
static int read_counts(long *const *out, int n, const struct look *l,
	const char *sql, struct err *e)
{
	struct stmt *s = NULL;
	int rc = open_for(&s, l, sql, e);

	if (rc == 0)
		rc = stmt_step(s, e);
	for (int i = 0; rc == 1 && i < n; i++)
		*out[i] = (long)stmt_get_integer(s, i);
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* The releases to look at; quarantined ones too, since the bar, the rules or
 * the spec may have changed. What is aside is judged by nobody. */
static int choose(const struct look *l, struct err *e)
{
	if (run(l,
		    "CREATE TEMP TABLE checked (release_id INTEGER NOT NULL "
		    "PRIMARY KEY, barred INTEGER NOT NULL DEFAULT 0) STRICT",
		    e) < 0)
		return -1;
	return run(l,
		"INSERT INTO checked (release_id) "
		"SELECT release_id FROM release "
		"WHERE dataset = :dataset AND state <> 'aside' AND "
		"(CAST(:edition AS TEXT) IS NULL OR edition = :edition)",
		e);
}

/* What a release is compared with depends on what is waived on its cells. The
 * old findings of those that are judged anew go. */
static int prepare(const struct look *l, struct err *e)
{
	if (choose(l, e) < 0 || judged_forget(l->db, l->o->basis, e) < 0 ||
		waivers_mark(l->db, l->o->dataset, e) < 0 ||
		db_script(l->db, "sql/rules/compare.sql", sql_rules_compare,
			e) < 0)
		return -1;
	return run(l,
		"DELETE FROM finding WHERE stage = 'validate' AND "
		"release_id IN (SELECT release_id FROM checked)",
		e);
}

/* Notes one row of a rule as a finding. The rule's columns are those of the
 * statement from the third on, in the same order; cells may be missing. */
static int note(struct stmt *put, const struct rule *r, struct stmt *row,
	int columns, struct err *e)
{
	stmt_text(put, 1, span_of(r->id));
	stmt_text(put, 2, span_of(severity_name(r->severity)));
	for (int i = 0; i < columns; i++)
		stmt_text(put, 3 + i, stmt_get_text(row, i));
	if (columns == RULE_COLUMNS - 1)
		stmt_integer(put, 2 + RULE_COLUMNS, 1);
	return stmt_run(put, e);
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

static int open_users(struct stmt **row, const struct look *l,
	const struct rule *r, struct err *e)
{
	int columns;

	if (stmt_open_reading_but(row, l->db, r->sql, "finding", e) < 0)
		return in_file(r, db_line(l->db, r->text, r->sql), e);
	columns = stmt_columns(*row);
	if (columns == RULE_COLUMNS || columns == RULE_COLUMNS - 1)
		return 0;
	err_set(e, ERR_DATA,
		"the SELECT has %d columns, a rule's are %d: release_id, "
		"indicator, measure, area, label, period, sheet, cell, raw, "
		"expected, actual, message, and perhaps cells",
		columns, RULE_COLUMNS - 1);
	return in_file(r, sql_line(r->text, r->sql), e);
}

static int run_users(const struct look *l, struct stmt *put,
	struct stmt *checked, const struct rule *r, struct err *e)
{
	struct stmt *row = NULL;
	int columns, rc = open_users(&row, l, r, e);
	long found = 0;

	if (rc < 0) {
		stmt_close(row);
		return -1;
	}
	columns = stmt_columns(row);
	db_limit(l->db, l->o->steps ? l->o->steps : USERSQL_STEPS);
	while ((rc = stmt_step(row, e)) == 1) {
		if (found++ == RULE_FINDINGS)
			err_set(e, ERR_DATA, "it finds more than %d faults",
				RULE_FINDINGS);
		else if (check_row(checked, row, columns, e) == 0 &&
			note(put, r, row, columns, e) == 0)
			continue;
		rc = -1;
		break;
	}
	db_limit(l->db, 0);
	stmt_close(row);
	return rc < 0 ? in_file(r, 0, e) : 0;
}

/* ---- all rules ---- */

static int run_rule(const struct look *l, struct stmt *put,
	const struct rule *r, struct err *e)
{
	struct stmt *row = NULL;
	int columns, rc = stmt_open(&row, l->db, r->sql, e);

	if (rc < 0)
		return err_in(e, "%s", r->file);
	columns = stmt_columns(row);
	assert(columns == RULE_COLUMNS || columns == RULE_COLUMNS - 1);
	while ((rc = stmt_step(row, e)) == 1)
		if (note(put, r, row, columns, e) < 0) {
			rc = -1;
			break;
		}
	stmt_close(row);
	return rc < 0 ? err_in(e, "%s", r->file) : 0;
}

/* A rule on time is asked of all releases, any other one of those that are not
 * spared. */
static int run_rules(const struct look *l, int on_time, struct err *e)
{
	struct stmt *put = NULL, *checked = NULL;
	int rc = stmt_open(&put, l->db,
		"INSERT INTO finding (stage, rule, severity, release_id, "
		"indicator, measure, area, label, period, sheet, cell, raw, "
		"expected, actual, message, cells) VALUES ('validate', ?1, "
		"?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
		e);

	if (rc == 0)
		rc = stmt_open(&checked, l->db,
			"SELECT 1 FROM checked WHERE release_id = ?1", e);
	for (size_t i = 0; rc == 0 && i < rules_count(l->o->rules); i++) {
		const struct rule *r = rules_at(l->o->rules, i);

		if (judged_each_time(r) != on_time)
			continue;
		if (r->is_users)
			rc = run_users(l, put, checked, r, e);
		else if (r->sql)
			rc = run_rule(l, put, r, e);
	}
	stmt_close(put);
	stmt_close(checked);
	return rc;
}

/* Promotes, supersedes, holds and quarantines as sql/rules/judge.sql says. */
static int judge(struct validation *out, const struct look *l, struct err *e)
{
	long *const counts[] = { &out->promoted, &out->quarantined };

	if (run(l,
		    "UPDATE checked SET barred = (SELECT count(*) FROM finding "
		    "AS f WHERE f.release_id = checked.release_id AND "
		    "f.waived = 0 AND CASE f.severity WHEN 'error' THEN 2 WHEN "
		    "'warning' THEN 1 ELSE 0 END >= :bar)",
		    e) < 0 ||
		db_script(l->db, "sql/rules/judge.sql", sql_rules_judge, e) < 0)
		return -1;
	return read_counts(counts, 2, l,
		"SELECT count(*) FILTER (WHERE becomes = 'current'), "
		"count(*) FILTER (WHERE becomes = 'quarantined') "
		"FROM verdict WHERE becomes <> was",
		e);
}

static int count_held(
	struct validation *out, const struct look *l, struct err *e)
{
	long *const counts[] = { &out->held };

	return read_counts(counts, 1, l,
		"SELECT count(*) FROM release WHERE dataset = :dataset "
		"AND (CAST(:edition AS TEXT) IS NULL OR edition = :edition) "
		"AND state = 'held'",
		e);
}

static int count_open(
	struct validation *out, const struct look *l, struct err *e)
{
	long *const counts[] = { &out->errors, &out->warnings, &out->infos,
		&out->waived };

	return read_counts(counts, 4, l,
		"SELECT "
		"count(*) FILTER (WHERE f.severity = 'error' AND waived = 0), "
		"count(*) FILTER (WHERE f.severity = 'warning' AND waived = 0),"
		" count(*) FILTER (WHERE f.severity = 'info' AND waived = 0), "
		"count(*) FILTER (WHERE waived = 1) FROM release AS r "
		"JOIN finding AS f ON f.release_id = r.release_id "
		"WHERE r.dataset = :dataset "
		"AND r.state NOT IN ('superseded', 'held', 'aside') "
		"AND (r.refused IS NULL OR NOT EXISTS (SELECT 1 FROM release "
		"AS c WHERE c.dataset = r.dataset AND c.edition = r.edition "
		"AND c.state = 'current' AND c.release_id > r.release_id)) "
		"AND (CAST(:edition AS TEXT) IS NULL OR r.edition = :edition)",
		e);
}

static int all(struct validation *out, const struct look *l, struct err *e)
{
	*out = (struct validation){ 0 };
	if (prepare(l, e) < 0 || run_rules(l, 0, e) < 0 ||
		judged_keep(l->db, l->o->basis, e) < 0 ||
		run_rules(l, 1, e) < 0 ||
		waivers_apply(l->db, l->o->dataset, e) < 0 ||
		judge(out, l, e) < 0 || count_open(out, l, e) < 0 ||
		count_held(out, l, e) < 0)
		return -1;
	return db_script(l->db, "validate",
		"DROP TABLE temp.verdict; DROP TABLE temp.ranked; "
		"DROP TABLE temp.listed; "
		"DROP TABLE temp.listing; "
		"DROP TABLE temp.ranking; DROP TABLE temp.series; "
		"DROP TABLE temp.older; DROP TABLE temp.extent; "
		"DROP TABLE temp.spared; DROP TABLE temp.known; "
		"DROP TABLE temp.compared; "
		"DROP TABLE temp.sound; DROP TABLE temp.checked",
		e);
}

int validate(struct validation *out, struct db *d,
	const struct validation_order *o, struct err *e)
{
	struct validation_order mine = *o;
	struct rules *ours = NULL;
	int rc;

	if (!o->rules && rules_open(&ours, NULL, e) < 0)
		return -1;
	if (ours)
		mine.rules = ours;
	rc = db_begin(d, e);
	if (rc == 0)
		rc = db_end(d, all(out, &(struct look){ d, &mine }, e), e);
	rules_close(ours);
	return rc < 0 ? err_in(e, "validating '%s'", o->dataset) : 0;
}
