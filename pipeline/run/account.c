/* SPDX-License-Identifier: MIT */
#include "pipeline/run/account.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/json_line.h"
#include "pipeline/base/num.h"

extern const char sql_run_metrics[];

/* How one dataset ended. */
struct entry {
	char *dataset, *edition, *report; /* edition NULL: all */
	char *fault;			  /* NULL: none */
	struct run_result result;
	int status;
};

struct account {
	const char *run, *version;
	time_t started;
	struct entry *entries;
	size_t n;
};

static const char *const steps[RUN_STEPS] = {
	[RUN_TAKES] = "take",
	[RUN_READS] = "read",
	[RUN_VALIDATES] = "validate",
	[RUN_DERIVES] = "derive",
	[RUN_REPORTS] = "report",
};

int account_open(struct account **out, const char *run, const char *version,
	time_t started, struct err *e)
{
	struct account *a = calloc(1, sizeof(*a));

	if (!a)
		return err_memory(e);
	a->run = run;
	a->version = version;
	a->started = started;
	*out = a;
	return 0;
}

static void entry_free(struct entry *x)
{
	free(x->dataset);
	free(x->edition);
	free(x->report);
	free(x->fault);
}

void account_close(struct account *a)
{
	if (!a)
		return;
	for (size_t i = 0; i < a->n; i++)
		entry_free(&a->entries[i]);
	free(a->entries);
	free(a);
}

static int entry_fill(struct entry *x, const struct run_order *o,
	const struct err *fault, struct err *e)
{
	x->dataset = text_copy(span_of(o->dataset));
	if (o->report)
		x->report = text_copy(span_of(o->report));
	if (o->edition)
		x->edition = text_copy(span_of(o->edition));
	if (fault->kind != ERR_NONE)
		x->fault = text_copy(span_of(fault->text));
	if (x->dataset && (x->report || !o->report) &&
		(x->edition || !o->edition) &&
		(x->fault || fault->kind == ERR_NONE))
		return 0;
	entry_free(x);
	return err_memory(e);
}

int account_add(struct account *a, const struct run_order *o,
	const struct run_result *r, int status, const struct err *fault,
	struct err *e)
{
	struct entry *more =
		realloc(a->entries, (a->n + 1) * sizeof(*a->entries));
	struct entry *x;

	if (!more)
		return err_memory(e);
	a->entries = more;
	x = &more[a->n];
	*x = (struct entry){ .result = *r, .status = status };
	if (entry_fill(x, o, fault, e) < 0)
		return -1;
	a->n++;
	return 0;
}

static int is_changed(const struct entry *x)
{
	return x->result.loaded > 0 || x->result.current > 0;
}

int account_changed(const struct account *a)
{
	for (size_t i = 0; i < a->n; i++)
		if (is_changed(&a->entries[i]))
			return 1;
	return 0;
}

/* ---- as JSON ---- */

static void put_key(struct text *out, const char *key, const char *value)
{
	text_printf(out, "\"%s\":", key);
	json_quote(out, span_of(value));
}

static void put_time(struct text *out, const char *key, time_t t)
{
	char when[CLOCK_TEXT];

	clock_format(when, t);
	put_key(out, key, when);
}

static void put_seconds(struct text *out, const struct entry *x)
{
	text_puts(out, "\"seconds\":{");
	for (int i = 0; i < RUN_STEPS; i++)
		text_printf(out, "%s\"%s\":%.3f", i ? "," : "", steps[i],
			x->result.seconds[i]);
	text_putc(out, '}');
}

/* Where nothing was validated nothing was counted. */
static void put_count(
	struct text *out, const char *key, const struct run_result *r, long n)
{
	if (!r->counted)
		text_printf(out, "\"%s\":null,", key);
	else
		text_printf(out, "\"%s\":%ld,", key, n);
}

static void put_entry(struct text *out, const struct entry *x)
{
	const struct run_result *r = &x->result;

	text_putc(out, '{');
	put_key(out, "dataset", x->dataset);
	text_putc(out, ',');
	put_key(out, "edition", x->edition);
	text_printf(out,
		",\"status\":%d,\"changed\":%s,\"read\":%u,\"current\":%d,"
		"\"failed\":%u,\"unfetched\":%u,",
		x->status, is_changed(x) ? "true" : "false", r->loaded,
		r->current, r->failed, r->unfetched);
	put_count(out, "errors", r, r->errors);
	put_count(out, "warnings", r, r->warnings);
	put_count(out, "infos", r, r->infos);
	put_count(out, "waived", r, r->waived);
	put_count(out, "quarantined", r, r->quarantined);
	put_count(out, "held", r, r->held);
	put_seconds(out, x);
	text_putc(out, ',');
	put_key(out, "report", x->report);
	text_putc(out, ',');
	put_key(out, "fault", x->fault);
	text_putc(out, '}');
}

int account_json(struct text *out, const struct account *a,
	const struct account_end *x, struct err *e)
{
	int some = 0;

	text_putc(out, '{');
	put_key(out, "run", a->run);
	text_putc(out, ',');
	put_key(out, "version", a->version);
	text_putc(out, ',');
	put_time(out, "started", a->started);
	text_putc(out, ',');
	put_time(out, "ended", x->ended);
	text_printf(out, ",\"status\":%d,\"changed\":%s,", x->status,
		account_changed(a) ? "true" : "false");
	put_key(out, "fault", x->fault);
	text_puts(out, ",\"datasets\":[");
	for (int failed = 0; failed < 2; failed++)
		for (size_t i = 0; i < a->n; i++) {
			if ((a->entries[i].status != 0) != failed)
				continue;
			if (some++)
				text_putc(out, ',');
			put_entry(out, &a->entries[i]);
		}
	text_puts(out, "]}\n");
	return text_done(out, e);
}

/* ---- as metrics ---- */

/* A dataset that was named twice, by its editions, has one set of metrics: the
 * worst status and all the time. 0 for the second time that it comes. */
static int fold(struct entry *out, const struct account *a, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(a->entries[i].dataset, a->entries[at].dataset) == 0)
			return 0;
	*out = a->entries[at];
	for (size_t i = at + 1; i < a->n; i++) {
		const struct entry *x = &a->entries[i];

		if (strcmp(x->dataset, out->dataset) != 0)
			continue;
		out->status = x->status > out->status ? x->status : out->status;
		for (int k = 0; k < RUN_STEPS; k++)
			out->result.seconds[k] += x->result.seconds[k];
	}
	return 1;
}

/* One metric: a line for each dataset, or several. */
static void put_help(struct text *out, const char *name, const char *help)
{
	text_printf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static const char last_success[] = "kosh_run_last_success_timestamp_seconds";

/* {dataset="...": it may be a word of the call that is no name at all. Two of
 * them that differ are not to look alike, or nobody takes the file. */
static void put_label(struct text *out, const char *dataset)
{
	const int utf8 = text_is_utf8(span_of(dataset));

	text_puts(out, "{dataset=\"");
	for (const char *p = dataset; *p; p++) {
		if (*p == '"' || *p == '\\')
			text_putc(out, '\\');
		if (*p == '\n')
			text_puts(out, "\\n");
		else
			text_putc(out,
				utf8 || (unsigned char)*p < 0x80 ? *p : '?');
	}
	text_putc(out, '"');
}

/* The moment that a file of metrics has for a dataset, or 0. */
static int64_t success_before(struct span before, const char *dataset)
{
	struct text line = TEXT_INIT;
	const char *at = before.at, *end = before.at + before.len;
	int64_t when = 0;

	text_puts(&line, last_success);
	put_label(&line, dataset);
	text_puts(&line, "} ");
	while (!line.failed && at < end &&
		(at = memmem(at, (size_t)(end - at), line.at, line.len))) {
		int starts = at == before.at || at[-1] == '\n';

		for (at += line.len, when = 0; at < end && *at >= '0' &&
			*at <= '9' && when < (int64_t)1 << 40;
			at++)
			when = when * 10 + (*at - '0');
		if (starts && at < end && *at == '\n')
			break;
		when = 0;
	}
	text_free(&line);
	return when;
}

static void put_value(
	struct text *out, const char *metric, const char *dataset, int64_t n)
{
	text_puts(out, metric);
	put_label(out, dataset);
	text_printf(out, "} %" PRId64 "\n", n);
}

static void put_success(struct text *out, const struct account *a,
	struct span before, time_t ended)
{
	struct entry x;

	put_help(out, last_success, "When a run last ended without a fault.");
	for (size_t i = 0; i < a->n; i++) {
		int64_t when;

		if (!fold(&x, a, i))
			continue;
		when = x.status <= 1 ? (int64_t)ended
				     : success_before(before, x.dataset);
		if (when > 0)
			put_value(out, last_success, x.dataset, when);
	}
}

static void put_run(struct text *out, const struct account *a, time_t ended)
{
	struct entry x;

	put_help(out, "kosh_run_end_timestamp_seconds", "When the run ended.");
	text_printf(out, "kosh_run_end_timestamp_seconds %" PRId64 "\n",
		(int64_t)ended);
	put_help(out, "kosh_run_status", "How it ended: an exit status.");
	for (size_t i = 0; i < a->n; i++)
		if (fold(&x, a, i))
			put_value(out, "kosh_run_status", x.dataset, x.status);
	put_help(out, "kosh_run_duration_seconds", "How long each step took.");
	for (size_t i = 0; i < a->n; i++)
		for (int k = 0; fold(&x, a, i) && k < RUN_STEPS; k++) {
			text_puts(out, "kosh_run_duration_seconds");
			put_label(out, x.dataset);
			text_printf(out, ",step=\"%s\"} %.3f\n", steps[k],
				x.result.seconds[k]);
		}
}

/* Metrics of one name have to stand together. */
static int put_content_of(struct text *out, const struct entry *x,
	const char *metric, struct db *d, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql_run_metrics, e);

	if (rc == 0)
		stmt_text(
			s, stmt_parameter(s, ":dataset"), span_of(x->dataset));
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		struct span labels = stmt_get_text(s, 1);

		if (span_is(stmt_get_text(s, 0), metric)) {
			text_puts(out, metric);
			put_label(out, x->dataset);
			text_printf(out, "%s%.*s} %lld\n",
				labels.len ? "," : "", SPAN(labels),
				(long long)stmt_get_integer(s, 2));
		}
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static int put_content(
	struct text *out, const struct account *a, struct db *d, struct err *e)
{
	static const struct {
		const char *name, *help;
	} metrics[] = {
		{ "kosh_observations", "Observations of current releases." },
		{ "kosh_findings", "Open findings, and those waived." },
		{ "kosh_releases", "Releases by state." },
		{ "kosh_restatements",
			"Releases of an edition behind its first." },
	};
	struct entry x;

	for (size_t i = 0; i < sizeof(metrics) / sizeof(*metrics); i++) {
		put_help(out, metrics[i].name, metrics[i].help);
		for (size_t k = 0; k < a->n; k++)
			if (fold(&x, a, k) &&
				put_content_of(out, &x, metrics[i].name, d, e) <
					0)
				return -1;
	}
	return 0;
}

int account_metrics(struct text *out, const struct account *a, struct db *d,
	struct span before, time_t ended, struct err *e)
{
	put_success(out, a, before, ended);
	put_run(out, a, ended);
	if (d && put_content(out, a, d, e) < 0)
		return -1;
	return text_done(out, e);
}
