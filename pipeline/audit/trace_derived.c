/* SPDX-License-Identifier: MIT */
/* Derived numbers, their formula in words, and the cells they are made of. */
#include <stdlib.h>

#include "pipeline/audit/trace_inside.h"
#include "pipeline/store/need.h"
#include "pipeline/store/sqltext.h"

extern const char sql_audit_trace_standing[], sql_audit_trace_delta[],
	sql_audit_trace_region[], sql_audit_trace_input[],
	sql_audit_trace_stale[], sql_derive_standing[], sql_derive_delta[],
	sql_derive_region_leader[];

enum { INPUTS = 3, RULES = 6 };

/* A derived table: its rows of an area, the rules at the head of its file that
 * are their formula, and whose standing goes into a row: columns of an edition
 * and an area, or those that were asked for. */
static const struct metric {
	const char *name, *sql, *head;
	int rules[RULES]; /* 0 ends them */
	struct {
		const char *role, *edition, *area;
	} inputs[INPUTS];
	const char *lack;
} metrics[] = {
	{ "standing", sql_audit_trace_standing, sql_derive_standing,
		{ 1, 2, 4, 5 }, { { "standing", NULL, NULL } },
		"the current release gives neither rank nor score of it" },
	{ "delta", sql_audit_trace_delta, sql_derive_delta,
		{ 1, 2, 3, 4, 7, 8 },
		{ { "from", "edition_from", NULL },
			{ "to", "edition_to", NULL } },
		"it has no standing in either edition, or there is none "
		"before" },
	{ "region", sql_audit_trace_region, sql_derive_region_leader,
		{ 1, 2, 3, 4, 5, 6 },
		{ { "leader", NULL, "leader" },
			{ "runner_up", NULL, "runner_up" },
			{ "area", NULL, NULL } },
		"it lies in no region of which an area has a standing" },
};

struct derived {
	const struct trace_order *o;
	const struct metric *metric;
	struct trace_subject of;
	struct facts rows, stale;
	struct facts (*inputs)[INPUTS]; /* of each row */
	int is_made;
};

/* ---- looking ----------------------------------------------------------------
 */

static int find_metric(
	const struct metric **out, const char *name, struct err *e)
{
	for (size_t i = 0; i < sizeof(metrics) / sizeof(*metrics); i++)
		if (strcmp(metrics[i].name, name) == 0) {
			*out = &metrics[i];
			return 0;
		}
	return err_set(e, ERR_USAGE,
		"--derived '%.60s': expected standing, delta or region", name);
}

static int check_names(const struct derived *x, struct db *d, struct err *e)
{
	static const char schemes[] =
		"SELECT scheme FROM scheme ORDER BY scheme";
	static const char editions[] = "SELECT edition FROM edition "
				       "WHERE dataset = ?1 ORDER BY ordinal";

	if (x->o->scheme &&
		need_one(d, "scheme", schemes, NULL, x->o->scheme, e) < 0)
		return -1;
	return x->o->from ? need_one(d, "edition", editions, x->of.name.dataset,
				    x->o->from, e)
			  : 0;
}

/* By the edition and the area that a row names, or those asked for. */
static int find_input(struct facts *out, const struct derived *x, size_t row,
	int which, struct db *d, struct err *e)
{
	const char *edition = x->metric->inputs[which].edition;
	const char *area = x->metric->inputs[which].area;
	const char *given_area =
		area ? facts_string(&x->rows, row, area) : x->of.area;
	const struct fact_given given[] = {
		{ ":dataset", x->of.name.dataset, 0 },
		{ ":edition",
			edition ? facts_string(&x->rows, row, edition)
				: x->of.name.edition,
			0 },
		{ ":area", given_area, -1 },
		{ 0 },
	};

	return facts_read(out, d, sql_audit_trace_input, given, e);
}

/* The area of a region is told once where it is the leader or next to it. */
static int is_told(const struct derived *x, size_t row, int which)
{
	for (int k = 0; k < which; k++)
		if (x->metric->inputs[k].area && x->inputs[row][k].n &&
			strcmp(facts_string(&x->inputs[row][k], 0, "area"),
				x->of.area) == 0)
			return 1;
	return 0;
}

static int find_inputs(struct derived *x, struct db *d, struct err *e)
{
	x->inputs = calloc(x->rows.n + 1, sizeof(*x->inputs));
	if (!x->inputs)
		return err_memory(e);
	for (size_t i = 0; i < x->rows.n; i++)
		for (int k = 0; k < INPUTS && x->metric->inputs[k].role; k++)
			if ((x->metric->inputs[k].area || !is_told(x, i, k)) &&
				find_input(&x->inputs[i][k], x, i, k, d, e) < 0)
				return -1;
	return 0;
}

/* Whether the rows are what would be derived now, of each edition in them. */
static int find_stale(struct derived *x, struct db *d, struct err *e)
{
	const char *from = x->rows.n && x->metric->inputs[0].edition
		? facts_string(&x->rows, 0, "edition_from")
		: NULL;
	struct fact_given given[] = {
		{ ":dataset", x->of.name.dataset, 0 },
		{ ":edition", x->of.name.edition, 0 },
		{ 0 },
	};

	if (facts_read(&x->stale, d, sql_audit_trace_stale, given, e) < 0)
		return -1;
	given[1].text = from;
	return from ? facts_read(&x->stale, d, sql_audit_trace_stale, given, e)
		    : 0;
}

static int find_rows(struct derived *x, struct db *d, struct err *e)
{
	static const char made[] =
		"SELECT name FROM sqlite_schema WHERE name = 'derived'";
	const struct fact_given given[] = {
		{ ":dataset", x->of.name.dataset, 0 },
		{ ":edition", x->of.name.edition, 0 },
		{ ":area", x->of.area, 0 },
		{ ":from", x->o->from, -1 },
		{ ":scheme", x->o->scheme, -1 },
		{ 0 },
	};

	x->is_made = need_has(d, made, NULL, "derived", e);
	if (x->is_made != 1)
		return x->is_made;
	if (facts_read(&x->rows, d, x->metric->sql, given, e) < 0 ||
		find_stale(x, d, e) < 0)
		return -1;
	return find_inputs(x, d, e);
}

/* All from one state of the database. */
static int find_all(
	struct derived *x, struct db *d, const struct areas *a, struct err *e)
{
	int rc;

	if (find_metric(&x->metric, x->o->metric, e) < 0 || db_begin(d, e) < 0)
		return -1;
	rc = trace_subject(&x->of, d, a, x->o, e);
	if (rc == 0)
		rc = check_names(x, d, e);
	if (rc == 0)
		rc = find_rows(x, d, e);
	return db_end(d, rc, e);
}

/* ---- the formula ------------------------------------------------------------
 */

/* What stands behind "-- 3. " at the head of a file, on one line. */
static void add_rule(struct text *out, const char *sql, int number)
{
	char begins[16];
	const char *at, *end;

	snprintf(begins, sizeof(begins), "\n-- %d. ", number);
	at = strstr(sql, begins);
	if (!at)
		return;
	at += strlen(begins);
	for (;;) {
		end = at + strcspn(at, "\n");
		text_add(out, at, (size_t)(end - at));
		if (strncmp(end, "\n--    ", 7) != 0)
			return;
		text_putc(out, ' ');
		at = end + 7;
	}
}

/* Why there is no row; NULL where there is one. */
static const char *lack(const struct derived *x)
{
	if (!x->is_made)
		return "nothing is derived yet: kosh-derive does";
	return x->rows.n ? NULL : x->metric->lack;
}

static int is_stale(const struct derived *x, size_t i)
{
	return strcmp(facts_string(&x->stale, i, "state"), "stale") == 0;
}

static int any_stale(const struct derived *x)
{
	for (size_t i = 0; i < x->stale.n; i++)
		if (is_stale(x, i))
			return 1;
	return 0;
}

/* ---- JSON -------------------------------------------------------------------
 */

static void put_inputs(struct json *j, const struct derived *x, size_t row)
{
	json_begin(j, "inputs", '[');
	for (int k = 0; k < INPUTS && x->metric->inputs[k].role; k++)
		for (size_t i = 0; i < x->inputs[row][k].n; i++) {
			json_begin(j, NULL, '{');
			json_string(j, "role", x->metric->inputs[k].role);
			facts_row_json(j, &x->inputs[row][k], i);
			json_end(j, '}');
		}
	json_end(j, ']');
}

static void put_formula(
	struct json *j, const struct metric *m, struct text *rule)
{
	json_begin(j, "formula", '[');
	for (int i = 0; i < RULES && m->rules[i]; i++) {
		text_clear(rule);
		add_rule(rule, m->head, m->rules[i]);
		json_text(j, NULL, (struct span){ rule->at, rule->len });
	}
	json_end(j, ']');
}

static int put_json(FILE *to, const struct derived *x, struct err *e)
{
	struct json j = { .to.stream = to };
	struct text rule = TEXT_INIT;
	int rc;

	json_begin(&j, NULL, '{');
	json_string(&j, "metric", x->metric->name);
	json_string(&j, "dataset", x->of.name.dataset);
	json_string(&j, "edition", x->of.name.edition);
	json_string(&j, "area", x->of.area);
	json_string(&j, "why", lack(x));
	put_formula(&j, x->metric, &rule);
	facts_json(&j, "derived", &x->stale);
	json_begin(&j, "rows", '[');
	for (size_t i = 0; i < x->rows.n; i++) {
		json_begin(&j, NULL, '{');
		facts_row_json(&j, &x->rows, i);
		put_inputs(&j, x, i);
		json_end(&j, '}');
	}
	json_end(&j, ']');
	json_end(&j, '}');
	putc('\n', to);
	rc = text_done(&rule, e);
	text_free(&rule);
	return rc;
}

/* ---- text -------------------------------------------------------------------
 */

static void say_input(
	FILE *to, const char *role, const struct facts *f, size_t i)
{
	char value[FACT_TEXT];

	trace_say(to, role, "%s %s of %s/%s: %s, '%s' in '%s'!%s, beside '%s'",
		facts_string(f, i, "area"), facts_string(f, i, "measure"),
		facts_string(f, i, "dataset"), facts_string(f, i, "edition"),
		facts_words(value, f, i, "value"), facts_string(f, i, "raw"),
		facts_string(f, i, "sheet"), facts_string(f, i, "cell"),
		facts_string(f, i, "label"));
	trace_say(to, "", "%s", facts_string(f, i, "release"));
}

static void say_row(FILE *to, const struct derived *x, size_t row)
{
	const struct facts *f = &x->rows;
	char value[FACT_TEXT];

	putc('\n', to);
	for (size_t i = 0; i < f->n_names; i++)
		trace_say(to, f->names[i], "%s",
			facts_short(value, f, row, f->names[i]));
	for (int k = 0; k < INPUTS && x->metric->inputs[k].role; k++)
		for (size_t i = 0; i < x->inputs[row][k].n; i++)
			say_input(to, x->metric->inputs[k].role,
				&x->inputs[row][k], i);
}

static void say_formula(FILE *to, const struct metric *m)
{
	struct text rule = TEXT_INIT;

	putc('\n', to);
	for (int i = 0; i < RULES && m->rules[i]; i++) {
		text_clear(&rule);
		add_rule(&rule, m->head, m->rules[i]);
		trace_say(to, i ? "" : "formula", "%s", rule.at ? rule.at : "");
	}
	text_free(&rule);
}

static void put_text(FILE *to, const struct derived *x)
{
	const char *why = lack(x);

	trace_head(to, "%s (%s), %s of %s%s%s", x->of.area_name, x->of.area,
		x->metric->name, x->o->name, why ? ": none, " : "",
		why ? why : "");
	for (size_t i = 0; i < x->stale.n; i++)
		if (is_stale(x, i))
			trace_say(to, "stale", "%s: kosh-derive makes it anew",
				facts_string(&x->stale, i, "why"));
	for (size_t i = 0; i < x->rows.n; i++)
		say_row(to, x, i);
	if (!why)
		say_formula(to, x->metric);
}

int trace_derived(FILE *to, int *answer, struct db *d, const struct areas *a,
	const struct trace_order *o, struct err *e)
{
	struct derived x = { .o = o };
	int rc = find_all(&x, d, a, e);

	if (rc == 0) {
		*answer = lack(&x) != NULL || any_stale(&x);
		if (o->format == TRACE_JSON)
			rc = put_json(to, &x, e);
		else
			put_text(to, &x);
	}
	for (size_t i = 0; x.inputs && i < x.rows.n; i++)
		for (int k = 0; k < INPUTS; k++)
			facts_free(&x.inputs[i][k]);
	free(x.inputs);
	facts_free(&x.rows);
	facts_free(&x.stale);
	return rc;
}
