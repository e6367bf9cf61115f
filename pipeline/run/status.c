/* SPDX-License-Identifier: MIT */
#include "pipeline/run/status.h"

#include "pipeline/base/clock.h"
#include "pipeline/base/record.h"
#include "pipeline/store/rows.h"
#include "pipeline/store/sqltext.h"

enum { NUMBER_TEXT = 24 };

static void add_wanted(struct text *t, const struct source *s, size_t place)
{
	static const char *const names[] = { "dataset", "edition", "place",
		"file", "url", "hours" };
	char number[NUMBER_TEXT], hours[NUMBER_TEXT];

	snprintf(number, sizeof(number), "%zu", place);
	snprintf(hours, sizeof(hours), "%u", s->spec->every_hours);
	record_add(t, RECORD_JSONL, names,
		(const struct field[]){
			{ FIELD_TEXT, span_of(s->spec->dataset) },
			{ FIELD_TEXT, span_of(s->ed->id) },
			{ FIELD_NUMBER, span_of(number) },
			{ FIELD_TEXT, span_of(s->w->file) },
			{ FIELD_TEXT, span_of(s->w->url ? s->w->url : "") },
			{ FIELD_NUMBER, span_of(hours) } },
		6);
}

static void add_stored(struct text *t, const struct release *x)
{
	static const char *const names[] = { "dataset", "edition", "release",
		"fetched" };

	record_add(t, RECORD_JSONL, names,
		(const struct field[]){ { FIELD_TEXT, span_of(x->dataset) },
			{ FIELD_TEXT, span_of(x->edition) },
			{ FIELD_TEXT, span_of(x->sha256) },
			{ FIELD_TEXT, span_of(x->fetched) } },
		4);
}

static int json(struct text *wanted, struct text *stored,
	const struct sources *all, const struct releases *r, struct err *e)
{
	text_puts(wanted, "[");
	for (size_t i = 0; i < all->n; i++) {
		if (all->at[i].w->press)
			continue; /* nobody is asked for it */
		text_puts(wanted, wanted->len > 1 ? "," : "");
		add_wanted(wanted, &all->at[i], i);
	}
	text_puts(wanted, "]");
	text_puts(stored, "[");
	for (size_t i = 0; i < releases_count(r); i++) {
		text_puts(stored, i ? "," : "");
		add_stored(stored, releases_at(r, i));
	}
	text_puts(stored, "]");
	return text_done(wanted, e) < 0 ? -1 : text_done(stored, e);
}

/* The worst of the column state. */
static int find_worst(enum status_worst *worst, struct stmt *s, struct err *e)
{
	int rc;

	*worst = STATUS_FRESH;
	while ((rc = stmt_step(s, e)) == 1) {
		struct span state = stmt_get_text(s, 2);

		if (span_is(state, "broken"))
			*worst = STATUS_BROKEN;
		else if (span_is(state, "stale") && *worst == STATUS_FRESH)
			*worst = STATUS_STALE;
	}
	return rc;
}

int status_put(FILE *out, enum status_worst *worst, struct db *d,
	const struct sources *all, const struct releases *r,
	enum query_format format, struct err *e)
{
	struct text wanted = TEXT_INIT, stored = TEXT_INIT;
	char now[CLOCK_TEXT];
	struct stmt *s = NULL;
	int rc = json(&wanted, &stored, all, r, e);

	if (rc == 0)
		rc = stmt_open(&s, d, sql_run_status, e);
	if (rc == 0) {
		clock_format(now, clock_now());
		stmt_text(s, stmt_parameter(s, ":wanted"),
			(struct span){ wanted.at, wanted.len });
		stmt_text(s, stmt_parameter(s, ":stored"),
			(struct span){ stored.at, stored.len });
		stmt_text(s, stmt_parameter(s, ":now"), span_of(now));
		rc = find_worst(worst, s, e);
	}
	if (rc == 0)
		rc = rows_put(NULL, out, s, format, e);
	stmt_close(s);
	text_free(&wanted);
	text_free(&stored);
	return rc;
}
