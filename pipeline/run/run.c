/* SPDX-License-Identifier: MIT */
#include "pipeline/run/run.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/outbox.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/json_line.h"
#include "pipeline/base/lock.h"
#include "pipeline/base/root.h"
#include "pipeline/report/report.h"
#include "pipeline/run/inside.h"
#include "pipeline/store/derive.h"
#include "pipeline/store/event.h"
#include "pipeline/store/validate.h"
#include "pipeline/store/waivers.h"

static const char orders[] = "(order)";

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

/* What was asked for, as a text: another order is another run. */
static int order_text(struct text *t, const struct run_order *o, struct err *e)
{
	text_printf(t, "%s/%s from %s to %s failing on %s by %s%s%s",
		o->dataset, o->edition ? o->edition : "",
		o->from ? o->from : "the store", o->report,
		severity_name(o->bar), o->version,
		*rules_sum(o->rules) ? " and " : "", rules_sum(o->rules));
	return text_done(t, e);
}

/* 1 if a statement with the dataset as its parameter gives a row. */
static int any(
	struct db *d, const char *sql, const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open(&s, d, sql, e) < 0)
		return -1;
	stmt_text(s, 1, span_of(dataset));
	rc = stmt_step(s, e);
	stmt_close(s);
	return rc;
}

/* Releases that wait for validation, or findings whose waiver has ended since
 * the last one. */
static const char due[] =
	"SELECT 1 FROM release WHERE dataset = ?1 AND state = 'staged' "
	"UNION ALL SELECT 1 FROM waiver AS w JOIN finding AS f USING "
	"(waiver_id) WHERE w.dataset = ?1 AND f.waived AND w.until < "
	"substr(moment(), 1, 10)";

/* Nothing to do: the same order, the same files, and nothing is due; nor, where
 * to_log, is there anything for the log. */
static int is_unchanged(const struct run_order *o, int to_log, struct err *e)
{
	struct text order = TEXT_INIT;
	struct db *d = NULL;
	int rc, waiting;

	if (!file_exists(o->database))
		return 0;
	rc = order_text(&order, o, e);
	if (rc == 0)
		rc = db_open(&d, o->database, DB_READ, e);
	if (rc < 0 && e->kind == ERR_DATA) {
		/* an empty file: a run that was cut short made no more */
		*e = (struct err)ERR_INIT;
		text_free(&order);
		return 0;
	}
	if (rc == 0)
		rc = inputs_unchanged(d, o->dataset, orders, order.at, e);
	if (rc == 1) {
		waiting = any(d, due, o->dataset, e);
		rc = waiting < 0 ? -1 : !waiting;
	}
	if (rc == 1)
		rc = derive_is_current(d, o->dataset, e);
	if (rc == 1 && to_log) {
		int waits = outbox_waits(d, e);

		rc = waits < 0 ? -1 : !waits;
	}
	db_close(d);
	text_free(&order);
	return rc;
}

/* ---- all of it ---- */

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
	return count_quarantined(r, e);
}

/* Promotes and derives in one transaction: nobody sees the one without the
 * other. *current is 0 where no release is: then there is nothing to derive. */
static int promote(struct run *r, int *current, struct err *e)
{
	int tables, rc;

	*current = 0;
	if (db_begin(r->db, e) < 0)
		return -1;
	rc = check(r, e);
	if (rc == 0) {
		*current = any(r->db,
			"SELECT 1 FROM release WHERE dataset = ? AND state = "
			"'current'",
			r->o->dataset, e);
		rc = *current < 0 ? -1 : 0;
	}
	if (*current == 1)
		rc = derive(&tables, r->db, e);
	if (*current == 1 && rc == 0)
		rc = outbox_derived(r->db, tables, e);
	return db_end(r->db, rc, e);
}

/* The report names the head of the log as of its making. */
static int finish(struct run *r, struct err *e)
{
	int current;

	if (promote(r, &current, e) < 0)
		return -1;
	if (!current)
		return 0;
	if (outbox_move(r->db, e) < 0 ||
		report_write(r->o->report, r->db, r->o->dataset, clock_now(),
			r->o->version, e) < 0)
		return -1;
	return outbox_exported(r->db, r->o->dataset, r->o->report, e);
}

/* A file beside the spec, where the spec names one. */
static int note_beside(struct run *r, const char *file, struct err *e)
{
	char path[PATH_TEXT];

	if (!file)
		return 0;
	return spec_beside(path, r->spec, file, e) < 0
		? -1
		: inputs_add_file(r->inputs, path, e);
}

static int note_press(struct run *r, struct err *e)
{
	for (unsigned i = 0; i < r->spec->n_editions; i++) {
		const struct spec_edition *ed = &r->spec->editions[i];

		for (unsigned j = 0; j < ed->n_workbooks; j++)
			if (ed->workbooks[j].press &&
				note_beside(r, ed->workbooks[j].file, e) < 0)
				return -1;
	}
	return 0;
}

/* The waivers, also where there are none yet: those of the root come before
 * those that are installed. */
static int note_waivers(struct run *r, struct err *e)
{
	char path[PATH_TEXT];

	if (waivers_find(path, r->o->root, r->o->dataset, e) < 0 ||
		inputs_add_file(r->inputs, path, e) < 0)
		return -1;
	if ((size_t)snprintf(path, sizeof(path), "%s/raw/%s/waivers.csv",
		    r->o->root, r->o->dataset) >= sizeof(path))
		return err_set(e, ERR_DATA, "path of the waivers is too long");
	return inputs_add_file(r->inputs, path, e);
}

/* What the run was made from besides the workbooks. */
static int note_inputs(struct run *r, struct err *e)
{
	static const char *const tables[] = { "areas/areas.csv",
		"areas/labels.csv", "areas/others.csv", "areas/codes.csv",
		"areas/schemes.csv", "areas/regions.csv", "areas/members.csv" };
	struct text order = TEXT_INIT;
	char path[PATH_TEXT];
	int rc = order_text(&order, r->o, e);

	if (rc == 0)
		rc = inputs_add_text(r->inputs, orders, order.at, e);
	text_free(&order);
	for (size_t i = 0; rc == 0 && i < sizeof(tables) / sizeof(*tables);
		i++) {
		rc = root_find(path, r->o->root, tables[i], e);
		if (rc == 0)
			rc = inputs_add_file(r->inputs, path, e);
	}
	if (rc < 0 || inputs_add_file(r->inputs, r->spec->path, e) < 0 ||
		note_beside(r, r->spec->labels, e) < 0 ||
		note_beside(r, r->spec->codes, e) < 0 || note_press(r, e) < 0 ||
		note_waivers(r, e) < 0 ||
		file_join(path, r->o->root, "raw/kosh.lock", e) < 0 ||
		inputs_add_file(r->inputs, path, e) < 0)
		return -1;
	return inputs_add_file(r->inputs, r->o->report, e);
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
	int some, same;

	if (open_all(r, e) < 0 || run_take(r, e) < 0)
		return -1;
	/* what a server has is not known before it was asked */
	same = r->o->net && !r->result->failed ? is_unchanged(r->o, 0, e) : 0;
	r->result->unchanged = same == 1;
	if (same)
		return same < 0 ? -1 : 0;
	if (run_read(r, e) < 0)
		return -1;
	if (r->o->dry_run) {
		run_say(r->o, RUN_STEP,
			"%s: then validated, derived, and '%s' "
			"written",
			r->o->dataset, r->o->report);
		return 0;
	}
	some = any(r->db, "SELECT 1 FROM release WHERE dataset = ?",
		r->o->dataset, e);
	if (some < 0 || (some && finish(r, e) < 0))
		return -1;
	if (!some || r->result->failed || r->result->quarantined)
		return 0; /* the next run is to try again */
	return note_inputs(r, e) < 0 ? -1 : inputs_keep(r->inputs, r->db, e);
}

static int take_lock(struct lock **out, const char *database, struct err *e)
{
	char path[PATH_TEXT];

	if (file_make_place(database, e) < 0)
		return -1;
	if ((size_t)snprintf(path, sizeof(path), "%s.lock", database) >=
		sizeof(path))
		return err_set(e, ERR_DATA, "path '%s' is too long", database);
	return lock_take(out, path, e);
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
	return 0;
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

int run_dataset(struct run_result *out, const struct run_order *o,
	struct err *first, struct err *e)
{
	struct run r = { .o = o, .result = out, .first = first };
	struct lock *lock = NULL;
	int rc;

	*out = (struct run_result){ 0 };
	if (check_order(o, e) < 0 || check_log(o, e) < 0)
		return -1;
	if (!o->dry_run && take_lock(&lock, o->database, e) < 0)
		return -1;
	rc = o->net ? 0 : is_unchanged(o, 1, e);
	out->unchanged = rc == 1;
	if (rc == 0)
		rc = end(&r, all(&r, e), e);
	db_close(r.db);
	inputs_close(r.inputs);
	releases_close(r.releases);
	areas_close(r.areas);
	spec_close(r.spec);
	lock_free(lock);
	return rc < 0 ? -1 : 0;
}
