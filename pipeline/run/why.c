/* SPDX-License-Identifier: MIT */
/* Why a run has something to do, for a trial. */
#include <string.h>

#include "pipeline/audit/outbox.h"
#include "pipeline/run/inside.h"
#include "pipeline/store/derive.h"

/* An input that is not what it was. */
static void differs(void *context, const char *name, int was, int is)
{
	static const struct {
		const char *name, *words;
	} texts[] = {
		{ "(edition)", "other editions were asked for before" },
		{ "(--from)", "the workbooks came from elsewhere before" },
		{ "(report)", "the report went elsewhere before" },
		{ "(--fail-on)", "the bar of --fail-on was another one" },
		{ "(version)", "it was done by another version before" },
		{ "(order)", "it was done by another version before" },
		{ "(--rules)", "the rules were other ones" },
		{ "(releases)", "the store has other releases than before" },
	};
	const struct run_order *o = ((struct run *)context)->o;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (strcmp(texts[i].name, name) == 0) {
			run_say(o, RUN_STEP, "%s: %s", o->dataset,
				texts[i].words);
			return;
		}
	run_say(o, RUN_STEP, "%s: '%s' %s", o->dataset, name,
		!was	     ? "is new"
			: is ? "has changed"
			     : "is gone");
}

/* What rc says is so, unless it is a fault. */
static int tell_if(const struct run_order *o, int rc, const char *why)
{
	if (rc == 1)
		run_say(o, RUN_STEP, "%s: %s", o->dataset, why);
	return rc < 0 ? -1 : 0;
}

static int tell_why(struct run *r, struct err *e)
{
	const struct run_order *o = r->o;
	const char *why;
	int known = run_any(r->db, "SELECT 1 FROM run_input WHERE dataset = ?",
		o->dataset, e);
	int due = known < 0 ? -1 : run_is_due(&why, r->db, o->dataset, e);
	int now = due < 0 || !known ? known
				    : derive_is_current(r->db, o->dataset, e);

	if (due < 0 ||
		tell_if(o, !known,
			"the run before did not end, or left a workbook unread "
			"or a release in quarantine") < 0 ||
		tell_if(o, due, why) < 0 ||
		(known && run_compare(r->db, o, differs, r, e) < 0) ||
		now < 0 ||
		tell_if(o, known && !now, "what was derived is out of date") <
			0)
		return -1;
	return tell_if(
		o, outbox_waits(r->db, e), "something waits for the log");
}

int run_tell_rest(struct run *r, struct err *e)
{
	const struct run_order *o = r->o;
	int there = r->db
		? run_any(r->db, "SELECT 1 FROM release WHERE dataset = ?",
			  o->dataset, e)
		: 0;

	if (there < 0 || (there && tell_why(r, e) < 0))
		return -1;
	if (there || r->to_read)
		run_say(o, RUN_STEP,
			"%s: then validated, derived, and '%s' written",
			o->dataset, o->report);
	return 0;
}
