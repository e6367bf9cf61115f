/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "pipeline/audit/trace_inside.h"
#include "pipeline/fetch/releases.h"
#include "pipeline/store/need.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/store/validate.h"

extern const char sql_audit_trace_about[], sql_audit_trace_release[],
	sql_audit_trace_cells[], sql_audit_trace_others[],
	sql_audit_trace_findings[], sql_audit_trace_used[],
	sql_audit_trace_stale[], sql_audit_trace_lack[];

enum { DIGITS_LEAST = 4 }; /* of a release */

const char *const trace_bytes_names[] = {
	[BYTES_THERE] = "there",
	[BYTES_OTHER] = "damaged",
	[BYTES_MISSING] = "missing",
};

/* ---- which release ----------------------------------------------------------
 */

static int check_order(const struct trace_order *o, struct err *e)
{
	size_t n = o->release ? strlen(o->release) : DIGITS_LEAST;

	if (strcmp(o->measure, "score") != 0 &&
		strcmp(o->measure, "rank") != 0 &&
		strcmp(o->measure, "raw") != 0)
		return err_set(e, ERR_USAGE,
			"--measure '%.60s': expected score, rank or raw",
			o->measure);
	if (n < DIGITS_LEAST || n >= HASH_HEX ||
		(o->release && strspn(o->release, "0123456789abcdef") != n))
		return err_set(e, ERR_USAGE,
			"--release '%.80s': expected at least %d digits of a "
			"sha256",
			o->release, DIGITS_LEAST);
	return 0;
}

/* ERR_DATA with all releases of the edition. */
static int refuse(const struct trace *t, struct db *d, struct err *e)
{
	static const char all[] =
		"SELECT group_concat(substr(r.release, 1, 12) || ' (' ||"
		" r.state || ')', ', ') FROM (SELECT release, state FROM"
		" release WHERE dataset = :dataset AND edition = :edition"
		" ORDER BY release_id) AS r";
	const struct trace_order *o = t->o;
	struct facts list = { 0 };
	char buf[FACT_TEXT];

	if (facts_read(&list, d, all,
		    (const struct fact_given[]){
			    { ":dataset", t->of.name.dataset, 0 },
			    { ":edition", t->of.name.edition, 0 }, { 0 } },
		    e) == 0)
		err_set(e, ERR_DATA,
			"%s/%s has %s%s%s: it has %s; --release names one",
			t->of.name.dataset, t->of.name.edition,
			!o->release	       ? "no current release"
				: t->release.n ? "several releases that begin "
						 "with "
					       : "no release that begins with ",
			o->release ? o->release : "", "",
			facts_words(buf, &list, 0, list.names[0]));
	facts_free(&list);
	return -1;
}

static int find_release(struct trace *t, struct db *d,
	const struct fact_given *given, struct err *e)
{
	if (facts_read(&t->release, d, sql_audit_trace_release, given, e) < 0)
		return -1;
	if (t->release.n != 1)
		return refuse(t, d, e);
	t->period = t->o->period ? t->o->period
				 : facts_string(&t->release, 0, "period");
	return 0;
}

static int find_indicator(struct trace *t, struct db *d, struct err *e)
{
	static const char sql[] = "SELECT indicator FROM indicator"
				  " WHERE dataset || '/' || edition = ?1"
				  " ORDER BY ordinal";

	return need_one(d, "indicator", sql, t->o->name, t->o->indicator, e);
}

/* ---- its bytes --------------------------------------------------------------
 */

/* A path below the working directory, as people write it. */
static void shorten(char *path)
{
	if (strncmp(path, "./", 2) == 0)
		memmove(path, path + 2, strlen(path + 2) + 1);
}

static int find_bytes(struct trace *t, struct err *e)
{
	const char *sha256 = facts_string(&t->release, 0, "release");
	struct releases *r = NULL;
	char now[HASH_HEX];
	int rc = releases_open(&r, t->o->root, RELEASES_READ, e);

	if (rc == 0)
		rc = releases_path(r, sha256, t->path, e);
	t->bytes = BYTES_MISSING;
	if (rc == 0 && releases_stored(r, sha256)) {
		rc = hash_file(now, t->path, e);
		t->bytes = strcmp(now, sha256) == 0 ? BYTES_THERE : BYTES_OTHER;
	}
	releases_close(r);
	shorten(t->path);
	return rc;
}

/* ---- findings and rules -----------------------------------------------------
 */

static int find_findings(struct trace *t, struct db *d,
	const struct fact_given *given, struct err *e)
{
	if (facts_read(&t->findings, d, sql_audit_trace_findings, given, e) < 0)
		return -1;
	t->touches = calloc(t->findings.n + 1, sizeof(*t->touches));
	if (!t->touches)
		return err_memory(e);
	for (size_t i = 0; i < t->findings.n; i++)
		t->touches[i] = trace_touch(&t->findings, i, &t->cells);
	return 0;
}

static int is_broken(const struct trace *t, const char *rule)
{
	for (size_t i = 0; i < t->findings.n; i++)
		if (t->touches[i] != TOUCHES_NOT &&
			strcmp(facts_string(&t->findings, i, "rule"), rule) ==
				0)
			return 1;
	return 0;
}

/* On cells a release is judged as it is read, on tables when it is validated;
 * what the press said is not judged. */
static int find_rules(struct trace *t, struct err *e)
{
	const char *state = facts_string(&t->release, 0, "state");
	int is_read = strcmp(state, "aside") != 0;
	int is_judged = is_read && strcmp(state, "staged") != 0;
	struct rules *rules = NULL;
	size_t all;

	if (rules_open(&rules, NULL, e) < 0)
		return -1;
	all = rules_count(rules);
	t->passed = calloc(all + 1, sizeof(*t->passed));
	for (size_t i = 0; t->passed && i < all; i++) {
		const struct rule *r = rules_at(rules, i);

		if (!(r->sql ? is_judged : is_read))
			continue;
		t->judged++;
		if (!is_broken(t, r->id))
			memcpy(t->passed[t->n_passed++], r->id, sizeof(r->id));
	}
	rules_close(rules);
	return t->passed ? 0 : err_memory(e);
}

/* ---- all of it --------------------------------------------------------------
 */

static int find_derived(struct trace *t, struct db *d,
	const struct fact_given *given, struct err *e)
{
	static const char made[] =
		"SELECT name FROM sqlite_schema WHERE name = 'derived'";
	int there = need_has(d, made, NULL, "derived", e);

	if (there != 1)
		return there;
	if (facts_read(&t->stale, d, sql_audit_trace_stale, given, e) < 0)
		return -1;
	return facts_read(&t->used, d, sql_audit_trace_used, given, e);
}

static int find_figure(struct trace *t, struct db *d, struct err *e)
{
	struct fact_given given[] = {
		{ ":dataset", t->of.name.dataset, 0 },
		{ ":edition", t->of.name.edition, 0 },
		{ ":indicator", t->o->indicator, 0 },
		{ ":measure", t->o->measure, 0 },
		{ ":area", t->of.area, 0 },
		{ ":release", t->o->release, -1 },
		{ ":period", NULL, -1 },
		{ ":release_id", NULL, -1 },
		{ 0 },
	};

	if (find_indicator(t, d, e) < 0 || find_release(t, d, given, e) < 0)
		return -1;
	given[6].text = t->period;
	given[7].number = facts_at(&t->release, 0, "release_id")->integer;
	if (facts_read(&t->about, d, sql_audit_trace_about, given, e) < 0 ||
		facts_read(&t->cells, d, sql_audit_trace_cells, given, e) < 0 ||
		facts_read(&t->others, d, sql_audit_trace_others, given, e) <
			0 ||
		find_findings(t, d, given, e) < 0 || find_rules(t, e) < 0 ||
		find_derived(t, d, given, e) < 0 || find_bytes(t, e) < 0)
		return -1;
	if (t->cells.n == 0 &&
		facts_read(&t->lack, d, sql_audit_trace_lack, given, e) < 0)
		return -1;
	if (trace_log_read(&t->log, t->o->database, &t->of.name,
		    facts_string(&t->release, 0, "release"), e) < 0)
		return -1;
	shorten(t->log.path);
	return 0;
}

static void free_trace(struct trace *t)
{
	facts_free(&t->about);
	facts_free(&t->release);
	facts_free(&t->cells);
	facts_free(&t->others);
	facts_free(&t->findings);
	facts_free(&t->used);
	facts_free(&t->stale);
	facts_free(&t->lack);
	free(t->touches);
	free(t->passed);
	trace_log_free(&t->log);
}

/* All from one state of the database. */
static int find_all(
	struct trace *t, struct db *d, const struct areas *a, struct err *e)
{
	int rc;

	if (check_order(t->o, e) < 0 || db_begin(d, e) < 0)
		return -1;
	rc = trace_subject(&t->of, d, a, t->o, e);
	if (rc == 0)
		rc = find_figure(t, d, e);
	return db_end(d, rc, e);
}

int trace_figure(FILE *to, int *answer, struct db *d, const struct areas *a,
	const struct trace_order *o, struct err *e)
{
	struct trace t = { .o = o };
	int rc = find_all(&t, d, a, e);

	if (rc == 0) {
		*answer = t.cells.n == 0 || !facts_has(&t.cells, 0, "value");
		if (o->format == TRACE_JSON)
			trace_json(to, &t);
		else
			trace_text(to, &t);
	}
	free_trace(&t);
	return rc;
}
