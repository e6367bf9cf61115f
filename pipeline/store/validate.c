/* SPDX-License-Identifier: MIT */
#include "pipeline/store/validate.h"

#include <assert.h>

#include "pipeline/store/sqltext.h"

extern const char sql_rules_compare[], sql_rules_judge[];

/* What one call is about. */
struct look {
	struct db *db;
	const char *dataset, *edition; /* edition NULL: all */
	enum severity bar;
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
		stmt_text(*out, dataset, span_of(l->dataset));
	if (edition)
		stmt_text(*out, edition, span_of(l->edition));
	if (bar)
		stmt_integer(*out, bar, l->bar);
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
 * the spec may have changed. Their old findings go. What they are compared with
 * says sql/rules/compare.sql. */
static int choose(const struct look *l, struct err *e)
{
	if (run(l,
		    "CREATE TEMP TABLE checked (release_id INTEGER NOT NULL "
		    "PRIMARY KEY, barred INTEGER NOT NULL DEFAULT 0) STRICT",
		    e) < 0 ||
		run(l,
			"INSERT INTO checked (release_id) "
			"SELECT release_id FROM release "
			"WHERE dataset = :dataset AND "
			"(:edition IS NULL OR edition = :edition)",
			e) < 0)
		return -1;
	if (run(l,
		    "DELETE FROM finding WHERE stage = 'validate' AND "
		    "release_id IN (SELECT release_id FROM checked)",
		    e) < 0)
		return -1;
	return db_script(l->db, "sql/rules/compare.sql", sql_rules_compare, e);
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

static int run_rules(const struct look *l, struct err *e)
{
	struct stmt *put = NULL;
	struct rule r;
	int rc = stmt_open(&put, l->db,
		"INSERT INTO finding (stage, rule, severity, release_id, "
		"indicator, measure, area, label, period, sheet, cell, raw, "
		"expected, actual, message, cells) VALUES ('validate', ?1, "
		"?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
		e);

	for (size_t i = 0; rc == 0 && i < rules_count(); i++) {
		rc = rules_at(&r, i, e);
		if (rc == 0 && r.sql)
			rc = run_rule(l, put, &r, e);
	}
	stmt_close(put);
	return rc;
}

/* Promotes, supersedes, holds and quarantines as sql/rules/judge.sql says. */
static int judge(struct validation *out, const struct look *l, struct err *e)
{
	long *const counts[] = { &out->promoted, &out->quarantined };

	if (run(l,
		    "UPDATE checked SET barred = EXISTS (SELECT 1 FROM finding "
		    "AS f WHERE f.release_id = checked.release_id AND CASE "
		    "f.severity WHEN 'error' THEN 2 WHEN 'warning' THEN 1 ELSE "
		    "0 END >= :bar)",
		    e) < 0 ||
		db_script(l->db, "sql/rules/judge.sql", sql_rules_judge, e) < 0)
		return -1;
	return read_counts(counts, 2, l,
		"SELECT coalesce(sum(becomes = 'current'), 0), "
		"coalesce(sum(becomes = 'quarantined'), 0) "
		"FROM verdict WHERE becomes <> was",
		e);
}

static int count_held(
	struct validation *out, const struct look *l, struct err *e)
{
	long *const counts[] = { &out->held };

	return read_counts(counts, 1, l,
		"SELECT count(*) FROM release WHERE dataset = :dataset "
		"AND (:edition IS NULL OR edition = :edition) "
		"AND state = 'held'",
		e);
}

static int count_open(
	struct validation *out, const struct look *l, struct err *e)
{
	long *const counts[] = { &out->errors, &out->warnings, &out->infos };

	return read_counts(counts, 3, l,
		"SELECT coalesce(sum(f.severity = 'error'), 0), "
		"coalesce(sum(f.severity = 'warning'), 0), "
		"coalesce(sum(f.severity = 'info'), 0) "
		"FROM release AS r "
		"JOIN finding AS f ON f.release_id = r.release_id "
		"WHERE r.dataset = :dataset "
		"AND r.state NOT IN ('superseded', 'held') "
		"AND (:edition IS NULL OR r.edition = :edition)",
		e);
}

int validate(struct validation *out, struct db *d, const char *dataset,
	const char *edition, enum severity bar, struct err *e)
{
	const struct look l = { d, dataset, edition, bar };
	int rc = -1;

	*out = (struct validation){ 0 };
	if (db_begin(d, e) < 0)
		return -1;
	if (choose(&l, e) == 0 && run_rules(&l, e) == 0 &&
		judge(out, &l, e) == 0 && count_open(out, &l, e) == 0 &&
		count_held(out, &l, e) == 0 &&
		db_script(d, "validate",
			"DROP TABLE temp.verdict; DROP TABLE temp.listing; "
			"DROP TABLE temp.series; DROP TABLE temp.compared; "
			"DROP TABLE temp.sound; DROP TABLE temp.checked",
			e) == 0)
		rc = 0;
	if (db_end(d, rc, e) < 0)
		return err_in(e, "validating '%s'", dataset);
	return 0;
}
