/* SPDX-License-Identifier: MIT */
#include "pipeline/report/findings.h"

#include <stdlib.h>

#include "pipeline/report/findings_inside.h"
#include "pipeline/store/need.h"
#include "pipeline/store/rows.h"
#include "pipeline/store/sqltext.h"

static const struct {
	const char *name;
	/* Either rows as they come, or all at the end. */
	enum query_format rows;
	void (*put)(FILE *out, struct findings *f);
} formats[] = {
	[FINDINGS_TEXT] = { "text", QUERY_CSV, findings_text },
	[FINDINGS_TABLE] = { "table", QUERY_TABLE, NULL },
	[FINDINGS_CSV] = { "csv", QUERY_CSV, NULL },
	[FINDINGS_TSV] = { "tsv", QUERY_TSV, NULL },
	[FINDINGS_JSONL] = { "jsonl", QUERY_JSONL, NULL },
	[FINDINGS_JUNIT] = { "junit", QUERY_CSV, findings_junit },
	[FINDINGS_SARIF] = { "sarif", QUERY_CSV, findings_sarif },
	[FINDINGS_MD] = { "md", QUERY_CSV, findings_md },
};

int findings_format(const char *name)
{
	for (int i = FINDINGS_TEXT; i <= FINDINGS_MD; i++)
		if (strcmp(formats[i].name, name) == 0)
			return i;
	return -1;
}

/* ---- what the rows are of ---- */

static int open_about(struct stmt **out, struct db *d, const char *sql,
	const struct findings *f, struct err *e)
{
	if (stmt_open(out, d, sql, e) < 0)
		return -1;
	stmt_text(
		*out, stmt_parameter(*out, ":dataset"), span_of(f->o->dataset));
	stmt_text(
		*out, stmt_parameter(*out, ":edition"), span_of(f->o->edition));
	return 0;
}

static size_t rule_of(const struct findings *f, struct span id)
{
	size_t i = 0;

	while (i < f->n_rules && !span_same(id, f->rules[i].id))
		i++;
	return i;
}

static const char *keep_text(struct findings *f, const char *text)
{
	return arena_copy(&f->texts, span_of(text));
}

static int add_rule(
	struct findings *f, struct span id, const struct rule *r, struct err *e)
{
	struct finding_rule *all =
		array_more(f->rules, f->n_rules, sizeof(*all));
	struct finding_rule rule = { { arena_copy(&f->texts, id), id.len },
		keep_text(f, r->title), keep_text(f, r->why),
		keep_text(f, r->remedy), r->severity };

	if (all)
		f->rules = all;
	if (!all || !rule.id.at || !rule.title || !rule.why || !rule.remedy)
		return err_memory(e);
	all[f->n_rules++] = rule;
	return 0;
}

static int add_known(
	struct findings *f, const struct rules *known, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < rules_count(known); i++) {
		const struct rule *r = rules_at(known, i);

		rc = add_rule(f, span_of(r->id), r, e);
	}
	return rc;
}

/* Those that were applied, and those of findings that were made elsewhere. */
static int read_rules(struct findings *f, struct db *d, struct err *e)
{
	static const char found[] =
		"SELECT DISTINCT f.rule FROM finding AS f JOIN release AS r "
		"USING (release_id) WHERE r.dataset = :dataset AND "
		"(CAST(:edition AS TEXT) IS NULL OR r.edition = :edition) "
		"ORDER BY f.rule";
	const struct rule none = { .severity = SEVERITY_ERROR };
	struct rules *ours = NULL;
	struct stmt *s = NULL;
	int rc = f->o->rules ? 0 : rules_open(&ours, NULL, e);

	if (rc == 0)
		rc = add_known(f, ours ? ours : f->o->rules, e);
	rules_close(ours);
	if (rc == 0)
		rc = open_about(&s, d, found, f, e);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		struct span id = stmt_get_text(s, 0);

		rc = rule_of(f, id) < f->n_rules ? 0
						 : add_rule(f, id, &none, e);
	}
	stmt_close(s);
	return rc;
}

static const char *copy(struct findings *f, struct stmt *s, int column)
{
	struct span text = stmt_get_text(s, column);

	return text.at ? arena_copy(&f->texts, text) : NULL;
}

static int read_releases(struct findings *f, struct db *d, struct err *e)
{
	static const char sql[] =
		"SELECT r.edition, r.release, r.state, r.published, r.file, "
		"r.url, r.forced, r.barred FROM release AS r JOIN edition AS e "
		"USING (dataset, edition) WHERE r.dataset = :dataset AND "
		"(CAST(:edition AS TEXT) IS NULL OR r.edition = :edition) AND "
		"r.state NOT IN ('superseded', 'held', 'aside') "
		"ORDER BY e.ordinal, r.release";
	struct stmt *s = NULL;
	int rc = open_about(&s, d, sql, f, e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		struct finding_release *all =
			array_more(f->releases, f->n_releases, sizeof(*all));

		rc = all ? 0 : err_memory(e);
		if (!all)
			break;
		f->releases = all;
		all[f->n_releases++] =
			(struct finding_release){ .edition = copy(f, s, 0),
				.sha256 = copy(f, s, 1),
				.state = copy(f, s, 2),
				.published = copy(f, s, 3),
				.file = copy(f, s, 4),
				.url = copy(f, s, 5),
				.forced = copy(f, s, 6),
				.barred = (long)stmt_get_integer(s, 7) };
	}
	stmt_close(s);
	if (rc == 0 && f->n_releases && f->n_rules) {
		f->cells =
			calloc(f->n_releases * f->n_rules, sizeof(*f->cells));
		rc = f->cells ? 0 : err_memory(e);
	}
	return rc;
}

/* ---- rows ---- */

static size_t release_of(const struct findings *f, const struct finding_row *r)
{
	size_t i = 0;

	while (i < f->n_releases &&
		(!span_is(r->at[F_RELEASE], f->releases[i].sha256) ||
			!span_is(r->at[F_EDITION], f->releases[i].edition)))
		i++;
	return i;
}

/* What a row of the query says, borrowed from it. */
static void take_row(
	struct finding_row *r, const struct findings *f, struct stmt *s)
{
	*r = (struct finding_row){ .class = CLASS_WAIVED };
	for (int i = 0; i < F_ASKED; i++)
		r->at[i] = stmt_get_text(s, i);
	r->at[F_CHECKED] = span_of(f->when);
	r->at[F_KOSH] = span_of(f->o->version);
	if (!span_is(r->at[F_STATE], "waived"))
		r->class = severity_of(r->at[F_SEVERITY]);
	r->rule = rule_of(f, r->at[F_RULE]);
	r->release = release_of(f, r);
}

static int keep(struct findings *f, struct finding_cell *c,
	const struct finding_row *borrowed, struct err *e)
{
	struct finding_row *r = malloc(sizeof(*r));

	if (!r)
		return err_memory(e);
	*r = *borrowed;
	*(f->last ? &f->last->next : &f->first) = r;
	f->last = r;
	*(c->last ? &c->last->next_of_both : &c->first) = r;
	c->last = r;
	for (int i = 0; i < F_COLUMNS; i++) {
		if (!r->at[i].at)
			continue;
		r->at[i].at = arena_copy(&f->texts, r->at[i]);
		if (!r->at[i].at)
			return err_memory(e);
	}
	return 0;
}

/* Text that CSV and TSV can hold; JSON and tables have ways of their own. */
static struct span plain_text(struct findings *f, struct span s)
{
	int is_separated =
		f->o->format == FINDINGS_CSV || f->o->format == FINDINGS_TSV;

	if (!is_separated || !s.len ||
		(text_is_utf8(s) && !memchr(s.at, '\0', s.len)))
		return s;
	text_clear(&f->masked);
	text_mask(&f->masked, s);
	return (struct span){ arena_copy(&f->texts,
				      (struct span){
					      f->masked.at, f->masked.len }),
		f->masked.len };
}

static int add_fields(struct rows *out, struct findings *f,
	const struct finding_row *r, struct err *e)
{
	struct field fields[F_COLUMNS];

	for (int i = 0; i < F_COLUMNS; i++) {
		struct span s = plain_text(f, r->at[i]);

		if (r->at[i].at && !s.at)
			return err_memory(e);
		fields[i] = (struct field){ !s.at ? FIELD_NULL
				: i == F_CELLS	  ? FIELD_NUMBER
						  : FIELD_TEXT,
			s };
	}
	rows_add(out, fields);
	return 0;
}

/* Counts a row; then it is written, or kept for the end, or left. */
static int on_row(struct findings *f, struct rows *out,
	const struct finding_row *r, struct err *e)
{
	struct finding_cell *c = &f->cells[r->release * f->n_rules + r->rule];

	f->counts[r->class]++;
	c->counts[r->class]++;
	if (f->kept == f->o->most) {
		f->left++;
		return 0;
	}
	f->kept++;
	return out ? add_fields(out, f, r, e) : keep(f, c, r, e);
}

static int read_rows(
	struct findings *f, struct rows *out, struct stmt *s, struct err *e)
{
	struct finding_row r;
	int rc;

	while ((rc = stmt_step(s, e)) == 1) {
		take_row(&r, f, s);
		if (on_row(f, out, &r, e) < 0)
			return -1;
	}
	return rc;
}

static int put_rows(FILE *to, struct findings *f, struct stmt *s, struct err *e)
{
	const char *names[F_COLUMNS] = {
		[F_CHECKED] = "checked", [F_KOSH] = "kosh"
	};
	struct rows *out = NULL;
	int rc;

	for (int i = 0; i < F_ASKED; i++)
		names[i] = stmt_name(s, i);
	rc = rows_open(
		&out, to, names, F_COLUMNS, formats[f->o->format].rows, e);
	if (rc == 0)
		rc = read_rows(f, out, s, e);
	if (rc == 0)
		rc = rows_end(out, e);
	rows_close(out);
	return rc;
}

/* ---- all of it ---- */

static int check(struct db *d, const struct findings_order *o, struct err *e)
{
	if (need_one(d, "dataset",
		    "SELECT dataset FROM dataset ORDER BY dataset", NULL,
		    o->dataset, e) < 0)
		return -1;
	return o->edition
		? need_one(d, "edition",
			  "SELECT edition FROM edition AS e WHERE dataset = ?1 "
			  "AND EXISTS (SELECT 1 FROM release AS r WHERE "
			  "r.dataset = e.dataset AND r.edition = e.edition) "
			  "ORDER BY ordinal",
			  o->dataset, o->edition, e)
		: 0;
}

static int write_report(
	FILE *out, struct findings *f, struct db *d, struct err *e)
{
	struct stmt *s = NULL;
	int rc = open_about(&s, d, sql_query_findings, f, e);

	if (rc == 0)
		rc = formats[f->o->format].put ? read_rows(f, NULL, s, e)
					       : put_rows(out, f, s, e);
	stmt_close(s);
	if (rc == 0 && formats[f->o->format].put) {
		formats[f->o->format].put(out, f);
		if (f->masked.failed || f->place.failed)
			rc = err_memory(e);
	}
	return rc;
}

static void free_all(struct findings *f)
{
	for (struct finding_row *r = f->first, *next; r; r = next) {
		next = r->next;
		free(r);
	}
	free(f->rules);
	free(f->releases);
	free(f->cells);
	arena_free(&f->texts);
	text_free(&f->masked);
	text_free(&f->place);
}

/* What is read belongs together: nobody loads in between. */
int findings_write(FILE *out, size_t *left, struct db *d,
	const struct findings_order *o, struct err *e)
{
	struct findings f = { .o = o };
	int rc;

	clock_format(f.when, o->now);
	if (db_begin(d, e) < 0)
		return -1;
	rc = check(d, o, e);
	if (rc == 0)
		rc = read_rules(&f, d, e);
	if (rc == 0)
		rc = read_releases(&f, d, e);
	if (rc == 0)
		rc = write_report(out, &f, d, e);
	*left = f.left;
	free_all(&f);
	return db_end(d, rc, e);
}
