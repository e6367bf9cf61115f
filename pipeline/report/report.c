/* SPDX-License-Identifier: MIT */
#include "pipeline/report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/report/asked.h"
#include "pipeline/report/page.h"
#include "pipeline/store/derive.h"

extern const char sql_export_log_head[], sql_export_manifest_release[];

/* A one-line statement's number, with text as its only parameter. */
static int count(int64_t *out, struct db *d, const char *sql, const char *text,
	struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql, e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(text));
		rc = stmt_step(s, e);
		*out = rc == 1 ? stmt_get_integer(s, 0) : 0;
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* What the report cannot do without, each with what to do. */
static int check_ready(struct db *d, const char *dataset, struct err *e)
{
	static const struct {
		const char *sql;
		int64_t least;
		const char *missing;
	} needs[] = {
		{ "SELECT count(*) FROM dataset WHERE dataset = ?1", 1,
			"not in the database: load it first" },
		{ "SELECT count(*) FROM release WHERE dataset = ?1 "
		  "AND state = 'current'",
			1, "has no current release: load and validate one" },
		{ "SELECT count(*) FROM sqlite_schema WHERE ?1 IS NOT NULL "
		  "AND name IN ('standing', 'standing_edition', 'rank_delta', "
		  "'region_leader')",
			4, "nothing is derived yet: derive first" },
	};
	int64_t n = 0;
	int current;

	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
		if (count(&n, d, needs[i].sql, dataset, e) < 0)
			return -1;
		if (n < needs[i].least)
			return err_set(e, ERR_DATA, "dataset '%s': %s", dataset,
				needs[i].missing);
	}
	current = derive_is_current(d, dataset, e);
	if (current == 0)
		return err_set(e, ERR_DATA,
			"dataset '%s': what was derived is stale: derive first "
			"(kosh-query derived %s says why)",
			dataset, dataset);
	return current < 0 ? -1 : 0;
}

/* Finds the pillars and their figures, once for all queries. */
static int read_pillars(struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_temporary(r, "pillar", "make-pillar", e);

	if (rc == 0)
		rc = report_temporary(
			r, "pillar_figure", "make-pillar-figure", e);
	if (rc == 0)
		rc = report_query(&s, r, "pillar-scored", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		r->pillars++;
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static int read_edition(struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "edition", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 0)
		err_set(e, ERR_DATA,
			"dataset '%s': no edition%s%.60s has a current release "
			"(kosh-query editions %s lists them)",
			r->order->dataset, r->order->edition ? " " : "",
			r->order->edition ? r->order->edition : "",
			r->order->dataset);
	if (rc == 1) {
		stmt_copy(r->title, sizeof(r->title), s, 0);
		stmt_copy(r->publisher, sizeof(r->publisher), s, 1);
		stmt_copy(r->landing, sizeof(r->landing), s, 2);
		stmt_copy(r->licence, sizeof(r->licence), s, 3);
		stmt_copy(r->attribution, sizeof(r->attribution), s, 4);
		stmt_copy(r->edition, sizeof(r->edition), s, 5);
		stmt_copy(r->before, sizeof(r->before), s, 6);
		stmt_copy(r->method, sizeof(r->method), s, 7);
		stmt_copy(r->comparable, sizeof(r->comparable), s, 8);
		r->decimals = (int)stmt_get_integer(s, 9);
		r->areas = (long)stmt_get_integer(s, 10);
		r->ranked = stmt_get_integer(s, 11) != 0;
		r->worst_first = stmt_get_integer(s, 12) != 0;
		stmt_copy(r->as_of, sizeof(r->as_of), s, 13);
		stmt_copy(r->computed, sizeof(r->computed), s, 14);
	}
	stmt_close(s);
	snprintf(r->score_format, sizeof(r->score_format), "0%s%.*s",
		r->decimals > 0 ? "." : "", r->decimals, "000000000");
	return rc == 1 ? read_pillars(r, e) : -1;
}

static int read_region(struct report *r, struct err *e)
{
	const struct report_order *o = r->order;

	if (report_temporary(r, "rank_change", "make-rank-change", e) < 0)
		return -1;
	switch (o->profile) {
	case REPORT_COUNTRY:
		return asked_area(r, e);
	case REPORT_REGION:
		snprintf(r->region, sizeof(r->region), "%s", o->region);
		return asked_region(r, e);
	case REPORT_SUMMARY:
	case REPORT_FULL:
		break;
	}
	return report_drawn(r, e);
}

int report_log(struct report_log *out, struct db *d, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql_export_log_head, e);

	*out = (struct report_log){ 0 };
	if (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		out->line = stmt_get_integer(s, 0);
		stmt_copy(out->hash, sizeof(out->hash), s, 1);
		stmt_copy(out->run, sizeof(out->run), s, 2);
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

int report_releases(
	struct stmt **out, struct db *d, const char *dataset, struct err *e)
{
	if (stmt_open(out, d, sql_export_manifest_release, e) < 0)
		return -1;
	stmt_text(*out, stmt_parameter(*out, ":dataset"), span_of(dataset));
	return 0;
}

static void say_log(struct report *r)
{
	char line[24];
	const struct word words[] = { { "line", line },
		{ "hash", r->head.hash }, { NULL, NULL } };
	struct text said = TEXT_INIT;

	snprintf(line, sizeof(line), "%lld", r->head.line);
	if (r->head.line > 0)
		say_put(&said, say(r->language, "line {line}, head {hash}"),
			words);
	if (said.at && !said.failed)
		snprintf(r->log, sizeof(r->log), "%s", said.at);
	text_free(&said);
}

/* What the database knows of its log, as the cover says it. */
static int read_log(struct report *r, struct err *e)
{
	int rc = r->order->log ? 0 : report_log(&r->head, r->db, e);

	if (r->order->log)
		r->head = *r->order->log;
	say_log(r);
	return rc;
}

/* ---- the forms ---- */

typedef int form_write(const char *path, struct report *r, struct err *e);

static const struct form {
	const char *name, *ending;
	form_write *write;
	unsigned profiles; /* that it comes in, a bit each */
	/* of a folder: its file with the hashes of all others */
	const char *descriptor;
} forms[] = {
	{ "xlsx", ".xlsx", excel_report,
		1 << REPORT_SUMMARY | 1 << REPORT_COUNTRY | 1 << REPORT_REGION |
			1 << REPORT_FULL,
		NULL },
	{ "html", ".html", html_report,
		1 << REPORT_SUMMARY | 1 << REPORT_COUNTRY | 1 << REPORT_REGION,
		NULL },
	{ "csv", "-csv", package_report, 1 << REPORT_SUMMARY | 1 << REPORT_FULL,
		"datapackage.json" },
	{ "md", ".md", markdown_report, 1 << REPORT_SUMMARY, NULL },
};

const char *report_form(const char **ending, size_t i)
{
	if (i >= sizeof(forms) / sizeof(*forms))
		return NULL;
	*ending = forms[i].ending;
	return forms[i].name;
}

/* NULL: the first one. */
static const struct form *form_named(const char *name)
{
	if (!name)
		return forms;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

const char *report_descriptor(const char *form)
{
	const struct form *f = form_named(form);

	return f ? f->descriptor : NULL;
}

/* ---- from an order to a report ---- */

/* What belongs to one profile does not to another. */
static int check_order(const struct report_order *o, struct err *e)
{
	if (o->profile == REPORT_COUNTRY && !o->area)
		return err_set(e, ERR_USAGE,
			"a country report is of an area: expected --area KAZ");
	if (o->profile == REPORT_REGION && !o->region)
		return err_set(e, ERR_USAGE,
			"a region report is of a region: expected --region "
			"143");
	if (o->area && o->profile != REPORT_COUNTRY)
		return err_set(
			e, ERR_USAGE, "--area goes with the profile country");
	if (o->region && o->profile != REPORT_REGION &&
		o->profile != REPORT_SUMMARY)
		return err_set(e, ERR_USAGE,
			"--region goes with the profiles region and summary");
	if (o->scheme && o->profile == REPORT_FULL)
		return err_set(e, ERR_USAGE,
			"--scheme goes with the profiles country, region and "
			"summary");
	return 0;
}

static int check_form(const struct report_order *o, struct err *e)
{
	const struct form *f = form_named(o->form);

	if (!f)
		return err_set(e, ERR_USAGE,
			"form '%s': there is none of that name", o->form);
	return f->profiles & 1U << o->profile
		? 0
		: err_set(e, ERR_USAGE,
			  "form '%s': does not come in the profile '%s'; say "
			  "xlsx",
			  f->name, report_profile_name(o->profile));
}

static int read_all(struct report *r, struct db *d, struct err *e)
{
	const struct report_order *o = r->order;

	if (check_form(o, e) < 0 || check_order(o, e) < 0 ||
		language_open(&r->language, o->language ? o->language : "en",
			e) < 0 ||
		language_functions(r->language, d, e) < 0 ||
		check_ready(d, o->dataset, e) < 0)
		return -1;
	if (o->edition)
		snprintf(r->edition, sizeof(r->edition), "%s", o->edition);
	if (o->area)
		snprintf(r->area, sizeof(r->area), "%s", o->area);
	snprintf(r->scheme, sizeof(r->scheme), "%s",
		o->scheme ? o->scheme : "m49");
	report_change_format(r);
	return read_edition(r, e) < 0 || read_region(r, e) < 0 ||
			read_log(r, e) < 0
		? -1
		: 0;
}

int report_check(struct db *d, const struct report_order *o, struct err *e)
{
	struct report *r = calloc(1, sizeof(*r));
	int rc;

	if (!r)
		return err_memory(e);
	r->order = o;
	r->db = d;
	rc = read_all(r, d, e);
	language_close(r->language);
	free(r);
	return rc;
}

int report_make(const char *path, struct db *d, const struct report_order *o,
	struct err *e)
{
	struct report *r = calloc(1, sizeof(*r));
	int rc = -1;

	if (!r)
		return err_memory(e);
	r->order = o;
	r->db = d;
	if (db_begin_reading(d, e) == 0) {
		rc = read_all(r, d, e);
		if (rc == 0)
			rc = form_named(o->form)->write(path, r, e);
		rc = db_end(d, rc, e);
	}
	language_close(r->language);
	free(r);
	return rc;
}
