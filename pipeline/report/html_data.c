/* SPDX-License-Identifier: MIT */
/* What the script of the page works with: the rows of queries, with the names
 * of their columns, and what the page was made from. */
#include "pipeline/base/clock.h"
#include "pipeline/base/json.h"
#include "pipeline/report/html.h"

static void put_value(struct json *j, struct stmt *s, int column)
{
	switch (stmt_type(s, column)) {
	case VALUE_INTEGER:
		json_integer(j, NULL, stmt_get_integer(s, column));
		break;
	case VALUE_NUMBER:
		json_number(j, NULL, stmt_get_number(s, column));
		break;
	default:
		json_text(j, NULL, stmt_get_text(s, column));
	}
}

/* A query of sql/export as {"columns": [...], "rows": [[...]]}. */
static int put_query(struct json *j, struct report *r, const char *key,
	const char *query, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, query, e);

	json_begin(j, key, '{');
	json_begin(j, "columns", '[');
	for (int c = 0; rc == 0 && c < stmt_columns(s); c++)
		json_string(j, NULL, stmt_name(s, c));
	json_end(j, ']');
	json_begin(j, "rows", '[');
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		json_begin(j, NULL, '[');
		for (int c = 0; c < stmt_columns(s); c++)
			put_value(j, s, c);
		json_end(j, ']');
		rc = 0;
	}
	json_end(j, ']');
	json_end(j, '}');
	stmt_close(s);
	return rc;
}

static int put_releases(struct json *j, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, r->db,
		"SELECT edition, release FROM release WHERE dataset = ?1 "
		"AND state = 'current' ORDER BY edition",
		e);

	if (rc == 0)
		stmt_text(s, 1, span_of(r->order->dataset));
	json_begin(j, "releases", '[');
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		json_begin(j, NULL, '{');
		json_text(j, "edition", stmt_get_text(s, 0));
		json_text(j, "sha256", stmt_get_text(s, 1));
		json_end(j, '}');
		rc = 0;
	}
	json_end(j, ']');
	stmt_close(s);
	return rc;
}

static void put_or_null(struct json *j, const char *key, const char *text)
{
	json_text(j, key, *text ? span_of(text) : (struct span){ NULL, 0 });
}

static int put_manifest(struct json *j, struct report *r, struct err *e)
{
	char when[CLOCK_TEXT];
	int rc;

	clock_format(when, r->order->now);
	json_begin(j, "manifest", '{');
	json_string(j, "dataset", r->order->dataset);
	json_string(j, "edition", r->edition);
	put_or_null(j, "before", r->before);
	json_string(j, "profile", report_profile_name(r->order->profile));
	put_or_null(j, "area", r->area);
	json_string(j, "scheme", r->scheme);
	put_or_null(j, "region", r->region);
	json_string(j, "language", language_code(r->language));
	put_or_null(j, "as_of", r->as_of);
	put_or_null(j, "log", r->log);
	json_string(j, "kosh", r->order->version);
	json_string(j, "made", when);
	rc = put_releases(j, r, e);
	json_end(j, '}');
	return rc;
}

static int put_all(struct json *j, struct report *r, struct err *e)
{
	static const struct {
		const char *key, *query;
	} parts[] = {
		{ "areas", "html-area" },
		{ "editions", "html-edition" },
		{ "history", "html-history" },
		{ "pillars", "html-pillar" },
		{ "values", "html-value" },
		{ "means", "html-mean" },
		{ "regions", "html-region" },
		{ "cells", "html-cell" },
		{ "sheets", "html-sheet" },
	};

	if (put_manifest(j, r, e) < 0)
		return -1;
	html_words(j, r);
	json_flag(j, "worst_first", r->worst_first);
	for (size_t i = 0; r->ranked && i < sizeof(parts) / sizeof(*parts); i++)
		if (put_query(j, r, parts[i].key, parts[i].query, e) < 0)
			return -1;
	return 0;
}

int html_data(struct text *out, struct report *r, struct err *e)
{
	struct text plain = TEXT_INIT;
	struct json j = { .to = { .text = &plain } };
	int rc;

	json_begin(&j, NULL, '{');
	rc = put_all(&j, r, e);
	json_end(&j, '}');
	if (rc == 0)
		rc = text_done(&plain, e);
	if (rc == 0)
		html_json(out, (struct span){ plain.at, plain.len });
	text_free(&plain);
	return rc;
}
