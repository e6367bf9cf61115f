/* SPDX-License-Identifier: MIT */
/* The step of a run that asks the rules and does what follows from it: here, or
 * what they find is asked by a process of its own. */
#include "pipeline/run/inside.h"
#include "pipeline/store/validate.h"
#include "pipeline/store/waivers.h"

static struct validation_order order_of(struct run *r)
{
	return (struct validation_order){ .dataset = r->o->dataset,
		.bar = r->o->bar,
		.rules = r->o->rules,
		.basis = run_basis(r) };
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

static int ask(FILE *out, struct db *d, const struct beside *b, struct err *e)
{
	return validate_ask(out, d, b->context, e);
}

/* What was told only counts if the process that told it came to its end. */
static int judge_told(struct validation *v, struct run *r,
	const struct validation_order *o, struct err *e)
{
	struct child *c = r->judge;
	struct err own = ERR_INIT;
	int told = validate_told(v, r->db, o, child_out(c), &own);

	r->judge = NULL;
	if ((told < 0 ? child_end(c, e)
		      : beside_end(&r->result->seconds[RUN_VALIDATES], c, e)) <
		0)
		return err_in(e, "validating '%s'", o->dataset);
	return told < 0 ? err_set(e, own.kind, "%s", own.text) : 0;
}

int run_judge(struct run *r, struct err *e)
{
	const struct validation_order o = order_of(r);
	struct validation v = { 0 };
	int rc = waivers_take(r->db, r->o->root, r->o->dataset, e);

	if (rc == 0)
		rc = r->judge ? judge_told(&v, r, &o, e)
			      : validate(&v, r->db, &o, e);
	if (rc < 0)
		return -1;
	r->result->errors = v.errors;
	r->result->warnings = v.warnings;
	r->result->infos = v.infos;
	r->result->waived = v.waived;
	r->result->held = v.held;
	r->result->current = (int)v.promoted;
	return count_quarantined(r, e);
}

int run_judge_start(struct run *r, struct err *e)
{
	const struct validation_order o = order_of(r);
	const struct beside b = { .order = r->o,
		.mode = DB_SCRATCH,
		.who = "the process that asks the rules",
		.patience = 5,
		.work = ask,
		.context = &o };

	return beside_start(&r->judge, &b, e);
}
