/* SPDX-License-Identifier: MIT */
#include "pipeline/report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/report/page.h"
#include "pipeline/store/derive.h"

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
int report_ready(struct db *d, const char *dataset, struct err *e)
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

static int read_edition(struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "edition", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 0)
		err_set(e, ERR_DATA,
			"dataset '%s': no edition has a current release",
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
	return rc == 1 ? 0 : -1;
}

/* No region at all is no fault, unless one was asked for. */
static int read_region(struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (r->order->region)
		snprintf(r->region, sizeof(r->region), "%s", r->order->region);
	rc = report_query(&s, r, "chart-region", e);
	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 0 && r->order->region)
		rc = err_set(e, ERR_DATA,
			"region '%s': no region of M49 with an area in %s/%s",
			r->order->region, r->order->dataset, r->edition);
	if (rc == 1) {
		char region[LABEL_TEXT];

		stmt_copy(region, sizeof(region), s, 0);
		stmt_copy(r->region_name, sizeof(r->region_name), s, 1);
		stmt_close(s);
		memcpy(r->region, region, sizeof(region));
		return 0;
	}
	stmt_close(s);
	return rc;
}

/* What the database knows of its log, as the cover says it. */
static int read_log(struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "log-head", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1)
		snprintf(r->log, sizeof(r->log), "line %lld, head %.*s",
			(long long)stmt_get_integer(s, 0),
			SPAN(stmt_get_text(s, 1)));
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

typedef int sheet_fn(struct report *r, struct err *e);

static int write_sheets(struct report *r, struct err *e)
{
	static sheet_fn *const ranked[] = { sheet_cover, sheet_ranking,
		sheet_movers, sheet_leaders, sheet_history, sheet_chart,
		sheet_findings, sheet_sources, NULL };
	static sheet_fn *const unranked[] = { sheet_cover, sheet_indicators,
		sheet_findings, sheet_sources, NULL };

	for (sheet_fn *const *sheet = r->ranked ? ranked : unranked; *sheet;
		sheet++)
		if ((*sheet)(r, e) < 0)
			return -1;
	return 0;
}

static int write_book(const char *path, struct report *r, struct err *e)
{
	struct text title = TEXT_INIT, made = TEXT_INIT;
	struct excel_properties p = { .subject = r->publisher,
		.author = "kosh",
		.own_name = "kosh log",
		.own = *r->log ? r->log : NULL };
	int rc = -1;

	text_printf(&title, "%.180s %s", r->title, r->edition);
	text_printf(&made,
		"Made by kosh %s from the current releases of '%s'%s%s.",
		r->order->version, r->order->dataset,
		*r->as_of ? " as of " : "", r->as_of);
	p.title = title.at;
	p.comments = made.at;
	if (text_done(&title, e) == 0 && text_done(&made, e) == 0)
		rc = excel_open(&r->excel, path, r->order->now, &p, e);
	text_free(&title);
	text_free(&made);
	if (rc < 0)
		return -1;
	if (write_sheets(r, e) < 0) {
		excel_drop(r->excel);
		return -1;
	}
	return excel_save(r->excel, e);
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
	if (report_ready(d, o->dataset, e) == 0 && read_edition(r, e) == 0 &&
		read_region(r, e) == 0 && read_log(r, e) == 0)
		rc = write_book(path, r, e);
	free(r);
	return rc;
}

int report_write(const char *path, struct db *d, const char *dataset,
	time_t now, const char *version, struct err *e)
{
	struct report_order o = {
		.dataset = dataset, .version = version, .now = now
	};

	return report_make(path, d, &o, e);
}
