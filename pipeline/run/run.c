/* SPDX-License-Identifier: MIT */
#include "pipeline/run/run.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/outbox.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/json_line.h"
#include "pipeline/base/root.h"
#include "pipeline/report/report.h"
#include "pipeline/run/inside.h"
#include "pipeline/store/derive.h"
#include "pipeline/store/event.h"
#include "pipeline/store/validate.h"
#include "pipeline/store/waivers.h"

/* Adds the time since *from to a step's, and starts the next one. */
static void took(struct run *r, enum run_step step, struct timespec *from)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	r->result->seconds[step] += (double)(now.tv_sec - from->tv_sec) +
		(double)(now.tv_nsec - from->tv_nsec) / 1e9;
	*from = now;
}

void run_say(
	const struct run_order *o, enum run_line line, const char *fmt, ...)
{
	char text[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	o->say(o->context, line, text);
}

void run_tell_fault(struct run *r, const struct err *fault)
{
	run_say(r->o, RUN_FAULT, "%s", fault->text);
	err_set(r->first, fault->kind, "%s", fault->text);
}

void run_fail(struct run *r, const struct err *fault)
{
	run_tell_fault(r, fault);
	r->result->failed++;
}

/* Releases in quarantine that no later one has replaced. */
static int count_quarantined(struct run *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, r->db,
		"SELECT count(*) FROM release AS q WHERE q.dataset = ? AND "
		"q.state = 'quarantined' AND NOT EXISTS (SELECT 1 FROM release "
		"AS c WHERE c.dataset = q.dataset AND c.edition = q.edition "
		"AND c.state = 'current' AND c.release_id > q.release_id)",
		e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(r->o->dataset));
		rc = stmt_step(s, e);
		r->result->quarantined = rc == 1 ? stmt_get_integer(s, 0) : 0;
		r->result->counted = rc == 1;
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

static int check(struct run *r, struct err *e)
{
	const struct validation_order o = {
		.dataset = r->o->dataset, .bar = r->o->bar, .rules = r->o->rules
	};
	struct validation v = { 0 };

	if (waivers_take(r->db, r->o->root, r->o->dataset, e) < 0 ||
		validate(&v, r->db, &o, e) < 0)
		return -1;
	r->result->errors = v.errors;
	r->result->warnings = v.warnings;
	r->result->infos = v.infos;
	r->result->waived = v.waived;
	r->result->held = v.held;
	r->result->current = (int)v.promoted;
	return count_quarantined(r, e);
}

/* Promotes and derives in one transaction: nobody sees the one without the
 * other. *current is 0 where no release is: then there is nothing to derive. */
static int promote(struct run *r, int *current, struct err *e)
{
	const struct derive_order stale = { .dataset = NULL };
	struct derive_done done = { .n_datasets = 0 };
	struct timespec now;
	int rc;

	*current = 0;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (db_begin(r->db, e) < 0)
		return -1;
	rc = check(r, e);
	took(r, RUN_VALIDATES, &now);
	if (rc == 0) {
		*current = run_any(r->db,
			"SELECT 1 FROM release WHERE dataset = ? AND state = "
			"'current'",
			r->o->dataset, e);
		rc = *current < 0 ? -1 : 0;
	}
	if (*current == 1)
		rc = derive(&done, r->db, &stale, e);
	if (*current == 1 && rc == 0)
		rc = outbox_derived(r->db, &done, e);
	derive_done_free(&done);
	rc = db_end(r->db, rc, e);
	took(r, RUN_DERIVES, &now);
	return rc;
}

/* The report, and for the log what it was made of: of one state. */
static int report(struct text *detail, struct run *r, struct err *e)
{
	const struct report_order o = { .dataset = r->o->dataset,
		.version = r->o->version,
		.now = clock_now() };
	int rc;

	if (db_begin_reading(r->db, e) < 0)
		return -1;
	rc = report_make(r->o->report, r->db, &o, e);
	if (rc == 0)
		rc = outbox_made(detail, r->db, r->o->dataset, r->o->report, e);
	return db_end(r->db, rc, e);
}

/* The report names the head of the log as of its making. */
static int finish(struct run *r, struct err *e)
{
	struct text detail = TEXT_INIT;
	struct timespec now;
	int current, rc;

	if (promote(r, &current, e) < 0)
		return -1;
	if (!current)
		return 0;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (outbox_move(r->db, e) < 0)
		return -1;
	rc = report(&detail, r, e);
	if (rc == 0)
		rc = outbox_exported(r->db, r->o->dataset, &detail, e);
	text_free(&detail);
	took(r, RUN_REPORTS, &now);
	return rc;
}

static int open_all(struct run *r, struct err *e)
{
	const struct run_order *o = r->o;
	const struct spec_edition *ed;
	int create = !o->dry_run;

	if (spec_open(&r->spec, o->root, o->dataset, e) < 0 ||
		(o->edition &&
			spec_need_edition(&ed, r->spec, o->edition, e) < 0) ||
		spec_areas(&r->areas, r->spec, o->root, e) < 0 ||
		inputs_open(&r->inputs, o->dataset, e) < 0)
		return -1;
	if (!create && !file_exists(o->database))
		return 0;
	return db_open(&r->db, o->database, create ? DB_CREATE : DB_READ, e) <
				0 ||
			(o->actor && db_act(r->db, o->actor, e) < 0)
		? -1
		: 0;
}

static int all(struct run *r, struct err *e)
{
	struct timespec now;
	int some, same;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (open_all(r, e) < 0 || run_take(r, e) < 0)
		return -1;
	took(r, RUN_TAKES, &now);
	/* what a server has is not known before it was asked */
	same = r->o->net && r->db && !r->result->failed
		? run_is_unchanged(r->db, r->o, e)
		: 0;
	if (same == 1)
		same = derive_is_current(r->db, r->o->dataset, e);
	r->result->unchanged = same == 1;
	if (same)
		return same < 0 ? -1 : run_sweep(r->o, e);
	if (!r->o->dry_run && inputs_forget(r->db, r->o->dataset, e) < 0)
		return -1;
	if (run_read(r, e) < 0)
		return -1;
	took(r, RUN_READS, &now);
	if (r->o->dry_run)
		return r->o->plan ? 0 : run_tell_rest(r, e);
	some = run_any(r->db, "SELECT 1 FROM release WHERE dataset = ?",
		r->o->dataset, e);
	if (some < 0 || (some && finish(r, e) < 0))
		return -1;
	if (!some || r->result->failed || r->result->quarantined)
		return 0; /* the next run is to try again */
	return run_note_inputs(r, e) < 0 ? -1
					 : inputs_keep(r->inputs, r->db, e);
}

/* That nothing is read for a report that has no place. */
static int check_place(const char *report, struct err *e)
{
	const char *slash = strrchr(report, '/');
	char folder[PATH_TEXT];

	if (!slash || slash == report)
		return 0;
	snprintf(folder, sizeof(folder), "%.*s", (int)(slash - report), report);
	return file_is_folder(folder)
		? 0
		: err_set(e, ERR_SYSTEM,
			  "there is no folder '%s' for the report: make it",
			  folder);
}

/* What can be refused before anything is made. */
static int check_order(const struct run_order *o, struct err *e)
{
	char name[160], path[PATH_TEXT];

	snprintf(
		name, sizeof(name), "%.70s/%.70s.yaml", o->dataset, o->dataset);
	if (root_find(path, o->root, name, e) < 0)
		return -1;
	if (file_same(o->report, path) || file_same(o->report, o->database))
		return err_set(e, ERR_USAGE,
			"'%s' is what the report is made from", o->report);
	return o->dry_run ? 0 : check_place(o->report, e);
}

/* Whoever could not log is not to change anything. */
static int check_log(const struct run_order *o, struct err *e)
{
	char path[PATH_TEXT];

	if (o->dry_run || !log_has(o->database))
		return 0;
	return log_path(path, o->database, e) < 0 ? -1 : log_ready(path, e);
}

/* How it ended, where it did something. */
static int note_run(struct run *r, const struct err *fault, struct err *e)
{
	const struct run_result *n = r->result;
	struct text detail = TEXT_INIT;
	int rc;

	text_printf(&detail,
		"{\"read\":%u,\"failed\":%u,\"unfetched\":%u,\"errors\":%ld,"
		"\"warnings\":%ld,\"infos\":%ld,\"quarantined\":%ld,"
		"\"held\":%ld,\"fault\":",
		n->loaded, n->failed, n->unfetched, n->errors, n->warnings,
		n->infos, n->quarantined, n->held);
	json_quote(&detail,
		span_of(fault->kind != ERR_NONE		     ? fault->text
				: r->first->kind != ERR_NONE ? r->first->text
							     : NULL));
	text_putc(&detail, '}');
	rc = text_done(&detail, e);
	if (rc == 0 && (rc = db_begin(r->db, e)) == 0)
		rc = db_end(r->db,
			event_put(r->db,
				&(struct event){ .event = "run",
					.dataset = r->o->dataset,
					.edition = r->o->edition,
					.detail = detail.at },
				e),
			e);
	text_free(&detail);
	return rc;
}

/* What was done is logged whatever went wrong; that it went wrong comes first.
 */
static int end(struct run *r, int rc, struct err *e)
{
	struct err own = ERR_INIT;

	if (!r->db || r->o->dry_run)
		return rc;
	if ((!r->result->unchanged && note_run(r, e, &own) < 0) ||
		outbox_move(r->db, &own) < 0) {
		err_set(e, own.kind, "%s", own.text);
		return -1;
	}
	return rc;
}

/* What there is to do, under the lock. */
static int work(struct run *r, struct err *e)
{
	int rc = end(r, all(r, e), e);

	db_close(r->db);
	inputs_close(r->inputs);
	releases_close(r->releases);
	areas_close(r->areas);
	spec_close(r->spec);
	return rc;
}

int run_dataset(struct run_result *out, const struct run_order *o,
	struct err *first, struct err *e)
{
	struct run r = { .o = o, .result = out, .first = first };
	struct run_kept own = RUN_KEPT_INIT, *k = o->kept ? o->kept : &own;
	int rc;

	*out = (struct run_result){ 0 };
	if (check_order(o, e) < 0 || check_log(o, e) < 0)
		return -1;
	if (!o->dry_run && !k->lock && run_kept_lock(k, o->database, e) < 0)
		return -1;
	rc = run_kept_look(k, o, e);
	out->unchanged = rc == 1;
	if (rc == 1 && run_sweep(o, e) < 0)
		rc = -1;
	if (rc == 1 && o->kept)
		return 0;
	run_kept_close(k);
	if (rc == 0)
		rc = work(&r, e);
	run_kept_free(k);
	return rc < 0 ? -1 : 0;
}
