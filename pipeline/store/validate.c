/* SPDX-License-Identifier: MIT */
#include "pipeline/store/validate.h"

#include "pipeline/store/judged.h"
#include "pipeline/store/validate_inside.h"
#include "pipeline/store/waivers.h"

extern const char sql_rules_judge[];

/* The numbers of the one row that a query gives. */
static int read_counts(long *const *out, int n, const struct look *l,
	const char *sql, struct err *e)
{
	struct stmt *s = NULL;
	int rc = look_open(&s, l, sql, e);

	if (rc == 0)
		rc = stmt_step(s, e);
	for (int i = 0; rc == 1 && i < n; i++)
		*out[i] = (long)stmt_get_integer(s, i);
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* What a release is compared with depends on what is waived on its cells. The
 * old findings of those that are judged anew go. */
static int prepare(const struct look *l, struct err *e)
{
	if (look_choose(l, e) < 0 ||
		waivers_mark(l->db, l->o->dataset, e) < 0 ||
		look_compare(l, e) < 0)
		return -1;
	return look_run(l,
		"DELETE FROM finding WHERE stage = 'validate' AND "
		"release_id IN (SELECT release_id FROM checked)",
		e);
}

/* ---- what the rules find ---- */

/* Where findings go. */
struct putting {
	const struct rules *rules;
	struct stmt *stmt;
};

/* The rule's columns are those of the statement from the third on, in the same
 * order; without cells it is one. */
static int put(void *context, const struct found *f, struct err *e)
{
	const struct putting *p = context;
	const struct rule *r = rules_at(p->rules, f->rule);

	stmt_text(p->stmt, 1, span_of(r->id));
	stmt_text(p->stmt, 2, span_of(severity_name(r->severity)));
	for (int i = 0; i < f->n; i++)
		stmt_text(p->stmt, 3 + i, f->column[i]);
	if (f->n == RULE_COLUMNS - 1)
		stmt_integer(p->stmt, 2 + RULE_COLUMNS, 1);
	return stmt_run(p->stmt, e);
}

/* The rules are asked here, or were, and in says what they found. */
static int find(const struct look *l, enum asked which, FILE *in, struct err *e)
{
	struct putting p = { .rules = l->o->rules };
	const struct found_sink sink = { put, &p };
	int rc = stmt_open(&p.stmt, l->db,
		"INSERT INTO finding (stage, rule, severity, release_id, "
		"indicator, measure, area, label, period, sheet, cell, raw, "
		"expected, actual, message, cells) VALUES ('validate', ?1, "
		"?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
		e);

	if (rc == 0)
		rc = in ? look_told(l, which, in, sink, e)
			: look_ask(l, which, sink, e);
	stmt_close(p.stmt);
	return rc;
}

static int find_all(const struct look *l, FILE *in, struct err *e)
{
	if (find(l, ASK_ONCE, in, e) < 0 ||
		judged_keep(l->db, l->o->basis, e) < 0 ||
		judged_spared(l->db, e) < 0)
		return -1;
	return find(l, ASK_EACH_TIME, in, e);
}

/* ---- what follows ---- */

/* Promotes, supersedes, holds and quarantines as sql/rules/judge.sql says. */
static int judge(struct validation *out, const struct look *l, struct err *e)
{
	long *const counts[] = { &out->promoted, &out->quarantined };

	if (look_run(l,
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

static int all(
	struct validation *out, const struct look *l, FILE *in, struct err *e)
{
	int is_told;

	*out = (struct validation){ 0 };
	if (prepare(l, e) < 0)
		return -1;
	is_told = in ? look_is_told(l, in, e) : 0;
	if (is_told < 0 || find_all(l, is_told ? in : NULL, e) < 0 ||
		waivers_apply(l->db, l->o->dataset, e) < 0 ||
		judge(out, l, e) < 0 || count_open(out, l, e) < 0 ||
		count_held(out, l, e) < 0)
		return -1;
	return db_script(l->db, "validate",
		"DROP TABLE temp.verdict; DROP TABLE IF EXISTS temp.ranked; "
		"DROP TABLE IF EXISTS temp.listed; "
		"DROP TABLE IF EXISTS temp.listing; "
		"DROP TABLE IF EXISTS temp.ranking; "
		"DROP TABLE IF EXISTS temp.series; DROP TABLE temp.wide; "
		"DROP TABLE IF EXISTS temp.older; "
		"DROP TABLE IF EXISTS temp.extent; "
		"DROP TABLE temp.spared; DROP TABLE temp.known; "
		"DROP TABLE temp.compared; DROP TABLE temp.sound; "
		"DROP TABLE temp.remembered; DROP TABLE temp.checked",
		e);
}

/* in NULL: the rules are asked here. */
int validate_told(struct validation *out, struct db *d,
	const struct validation_order *o, FILE *in, struct err *e)
{
	int rc = db_begin(d, e);

	if (rc == 0)
		rc = db_end(d, all(out, &(struct look){ d, o }, in, e), e);
	return rc < 0 ? err_in(e, "validating '%s'", o->dataset) : 0;
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
	rc = validate_told(out, d, &mine, NULL, e);
	rules_close(ours);
	return rc;
}
