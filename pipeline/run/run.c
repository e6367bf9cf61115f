/* SPDX-License-Identifier: MIT */
#include "pipeline/run/run.h"

#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include "pipeline/audit/outbox.h"
#include "pipeline/extract/recipe.h"
#include "pipeline/run/inside.h"
#include "pipeline/store/derive.h"

enum { MANY = 4 }; /* releases */

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

/* Promotes and derives in one transaction: nobody sees the one without the
 * other. *current is 0 where no release is: then there is nothing to derive. */
static int promote(struct run *r, int *current, struct err *e)
{
	const struct derive_order stale = { .dataset = NULL };
	struct derive_done done = { .n_datasets = 0 };
	const int is_told = r->judge != NULL;
	struct timespec now;
	int rc;

	*current = 0;
	r->o->kept->is_fresh = 0;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (db_begin(r->db, e) < 0)
		return -1;
	rc = run_judge(r, e);
	if (is_told) /* by who counts its own time; that of waiting is none */
		clock_gettime(CLOCK_MONOTONIC, &now);
	else
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
	r->o->kept->is_fresh = rc == 0 && *current == 1;
	return rc;
}

/* One that is to be written is left open to what comes next. */
static int open_database(struct run *r, struct err *e)
{
	const struct run_order *o = r->o;
	struct run_kept *k = o->kept;

	if (o->dry_run)
		return db_open(&r->db, o->database, DB_READ, e);
	if (!k->writer &&
		(db_open(&k->writer, o->database, DB_CREATE, e) < 0 ||
			(o->actor && db_act(k->writer, o->actor, e) < 0)))
		return -1;
	r->db = k->writer;
	return 0;
}

static void leave_database(struct run *r)
{
	if (r->o->dry_run)
		db_close(r->db);
	r->db = NULL;
}

/* Lets another process work: no database may be open then. */
static int start(struct run *r, int (*how)(struct run *r, struct err *e),
	enum run_stage stage, struct err *e)
{
	struct err ignored = ERR_INIT;

	leave_database(r);
	run_kept_close(r->o->kept);
	if (how(r, e) == 0) {
		r->stage = stage;
		return 0;
	}
	open_database(r, &ignored); /* which is to know of the fault */
	return -1;
}

/* The report names the head of the log as of its making. */
static int finish(struct run *r, struct err *e)
{
	int current;

	if (promote(r, &current, e) < 0)
		return -1;
	r->is_whole = !r->result->failed && !r->result->quarantined;
	r->stage = RUN_DONE;
	if (!current)
		return 0;
	return outbox_move(r->db, e) < 0
		? -1
		: start(r, run_report_start, RUN_REPORTED, e);
}

/* Another process is worth its start where there is much to be judged and
 * something else to be done meanwhile. */
static int is_asked_beside(const struct run *r)
{
	return r->o->others && r->result->loaded >= MANY;
}

static int open_all(struct run *r, struct err *e)
{
	const struct run_order *o = r->o;
	const struct spec_edition *ed;

	if (spec_open(&r->spec, o->root, o->dataset, e) < 0 ||
		(o->edition &&
			spec_need_edition(&ed, r->spec, o->edition, e) < 0) ||
		spec_areas(&r->areas, r->spec, o->root, e) < 0 ||
		recipe_of(r->recipe, o->root, r->spec, r->areas, e) < 0 ||
		inputs_open(&r->inputs, o->dataset, e) < 0)
		return -1;
	if (!o->dry_run && run_note_files(r, e) < 0)
		return -1;
	return o->dry_run && !file_exists(o->database) ? 0
						       : open_database(r, e);
}

/* Release by release; all of them are on the disk before anything is told of
 * them in the log. */
static int read_all(struct run *r, struct err *e)
{
	struct err own = ERR_INIT;
	int rc;

	if (r->o->dry_run)
		return run_read(r, e);
	if (db_defer(r->db, 1, e) < 0)
		return -1;
	rc = run_read(r, e);
	if (db_defer(r->db, 0, &own) < 0)
		rc = err_set(e, own.kind, "%s", own.text);
	return rc;
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
	if ((!r->o->dry_run && inputs_forget(r->db, r->o->dataset, e) < 0) ||
		read_all(r, e) < 0)
		return -1;
	took(r, RUN_READS, &now);
	if (r->o->dry_run)
		return r->o->plan ? 0 : run_tell_rest(r, e);
	some = run_any(r->db, "SELECT 1 FROM release WHERE dataset = ?",
		r->o->dataset, e);
	if (some <= 0)
		return some;
	r->stage = RUN_LOADED;
	/* an event that waits would make the next order do something */
	return is_asked_beside(r) && outbox_move(r->db, e) < 0 ? -1 : 0;
}

static int end_report(struct run *r, struct err *e)
{
	struct text detail = TEXT_INIT;
	int made = run_report_end(&detail, r, e) == 0;
	int rc = open_database(r, e);

	if (rc == 0 && made)
		rc = run_note_made(r, &detail, e);
	text_free(&detail);
	return made ? rc : -1;
}

/* What was done is logged whatever went wrong; that it went wrong comes first.
 */
static int end(struct run *r, int rc, struct err *e)
{
	struct err own = ERR_INIT;

	if (!r->db || r->o->dry_run)
		return rc;
	if ((!r->result->unchanged && run_note_end(r, e, &own) < 0) ||
		outbox_move(r->db, &own) < 0) {
		err_set(e, own.kind, "%s", own.text);
		return -1;
	}
	return rc;
}

static void run_free(struct run *r)
{
	struct err ignored = ERR_INIT;

	if (r->judge) /* nobody wants to know any more */
		child_end(r->judge, &ignored);
	leave_database(r);
	inputs_close(r->inputs);
	releases_close(r->releases);
	areas_close(r->areas);
	spec_close(r->spec);
	free(r);
}

/* It has ended, or waits for what comes next. The lock of the store is wanted
 * by the next order, and would be held by who makes a report. */
static int settle(struct run **out, struct run *r, int rc, struct err *e)
{
	if (rc == 0 && r->stage != RUN_DONE) {
		releases_close(r->releases);
		r->releases = NULL;
		leave_database(r);
		*out = r;
		return 0;
	}
	*out = NULL;
	if (rc == 0) /* nothing is current: there is no report to wait for */
		rc = run_keep_inputs(r, e);
	rc = end(r, rc, e);
	run_free(r);
	return rc;
}

/* What there is to do, under the lock. */
static int work(struct run **out, const struct run *about, struct err *e)
{
	struct run *r = malloc(sizeof(*r));

	if (!r)
		return err_memory(e);
	*r = *about;
	r->o->kept->is_fresh = 0;
	return settle(out, r, all(r, e), e);
}

int run_begin(struct run **out, struct run_result *result,
	const struct run_order *o, struct err *first, struct err *e)
{
	const struct run about = { .o = o, .result = result, .first = first };
	struct run_kept *k = o->kept;
	int rc;

	*out = NULL;
	*result = (struct run_result){ 0 };
	if (run_kept_take(k, o, e) < 0)
		return -1;
	rc = run_kept_look(k, o, e);
	result->unchanged = rc == 1;
	if (rc == 1 && run_sweep(o, e) < 0)
		rc = -1;
	if (rc == 1)
		return 0;
	run_kept_forget(k);
	if (rc == 0)
		rc = work(out, &about, e);
	k->begun += *out != NULL;
	run_kept_let_go(k);
	return rc < 0 ? -1 : 0;
}

static void has_ended(struct run_kept *k)
{
	k->begun--;
	if (!k->db)
		run_kept_let_go(k);
}

int run_go_on(struct run **out, struct err *e)
{
	struct run *r = *out;
	struct run_kept *k;
	int rc;

	if (!r || r->stage == RUN_REPORTED)
		return 0;
	k = r->o->kept;
	if (r->stage == RUN_LOADED && is_asked_beside(r))
		rc = start(r, run_judge_start, RUN_ASKED, e);
	else if ((rc = open_database(r, e)) == 0)
		rc = finish(r, e);
	rc = settle(out, r, rc, e);
	if (!*out)
		has_ended(k);
	return rc < 0 ? -1 : 0;
}

int run_end(struct run *r, struct err *e)
{
	struct run_kept *k;
	int rc = 0;

	while (rc == 0 && r && r->stage != RUN_REPORTED)
		rc = run_go_on(&r, e);
	if (!r)
		return rc;
	k = r->o->kept;
	rc = end(r, end_report(r, e), e);
	run_free(r);
	has_ended(k);
	return rc < 0 ? -1 : 0;
}
