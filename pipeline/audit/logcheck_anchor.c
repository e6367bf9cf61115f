/* SPDX-License-Identifier: MIT */
/* Who else knows of a line, and what nobody can know. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/logcheck_inside.h"

enum { SHOWN = 12 }; /* digits of a hash */

int logcheck_anchor(struct logcheck *c, const char *who, uint64_t line,
	const char *hash, int signed_, struct err *e)
{
	struct logcheck_anchor *more =
		realloc(c->anchors, (c->n_anchors + 1) * sizeof(*c->anchors));

	if (!more)
		return err_memory(e);
	c->anchors = more;
	more += c->n_anchors++;
	*more = (struct logcheck_anchor){ .knows = { line, "" },
		.is_signed = signed_ };
	snprintf(more->who, sizeof(more->who), "%s", who);
	snprintf(more->knows.hash, sizeof(more->knows.hash), "%s", hash);
	return 0;
}

static void holds(struct logcheck *c, struct logcheck_anchor *a)
{
	a->met = 1;
	if (c->last.line > c->anchored)
		c->anchored = c->last.line;
	if (a->is_signed && c->last.line > c->vouched)
		c->vouched = c->last.line;
	logcheck_say(c, LOGCHECK_HOLDS, c->place,
		"line %" PRIu64 " is the one that %s knows", c->last.line,
		a->who);
}

static void hold_to(struct logcheck *c, struct logcheck_anchor *a)
{
	if (a->met)
		return;
	if (strcmp(a->knows.hash, c->last.hash) == 0) {
		holds(c, a);
	} else if (a->knows.line) {
		a->met = 1;
		logcheck_broken(c, c->place,
			"line %" PRIu64 " is not the one that %s knows "
			"(%.*s): it or one before it was written anew",
			c->last.line, a->who, SHOWN, a->knows.hash);
	}
}

static int by_line(const void *pa, const void *pb)
{
	const struct logcheck_anchor *a = pa, *b = pb;

	return (a->knows.line > b->knows.line) -
		(a->knows.line < b->knows.line);
}

/* There may be many, and many lines: both are gone through once. Those that do
 * not say their line stand in front. */
void logcheck_meet(struct logcheck *c)
{
	struct logcheck_anchor *all = c->anchors;

	if (c->next == 0 && c->n_anchors > 0)
		qsort(all, c->n_anchors, sizeof(*all), by_line);
	for (size_t i = 0; i < c->n_anchors && all[i].knows.line == 0; i++)
		hold_to(c, &all[i]);
	while (c->next < c->n_anchors &&
		all[c->next].knows.line <= c->last.line) {
		if (all[c->next].knows.line == c->last.line)
			hold_to(c, &all[c->next]);
		c->next++;
	}
}

/* A file may say that it goes on with any line, so that one would be rid of
 * whoever knows of an earlier one. A later signature vouches for those before
 * it, by the chain. */
static void missed_behind(struct logcheck *c, const struct logcheck_anchor *a)
{
	if (a->is_signed && c->vouched > 0)
		logcheck_say(c, LOGCHECK_UNKNOWN, 0,
			"%s knows of line %" PRIu64
			", which is in a part that is not here",
			a->who, a->knows.line);
	else
		logcheck_broken(c, 0,
			"%s knows of line %" PRIu64
			", which is in a part that is not here: put it beside "
			"the log",
			a->who, a->knows.line);
}

static void missed(struct logcheck *c, const struct logcheck_anchor *a)
{
	if (!a->knows.line)
		logcheck_broken(c, 0,
			"no line has the hash that %s knows (%.*s): it was cut "
			"off or written anew%s",
			a->who, SHOWN, a->knows.hash,
			c->behind ? ", or is in a part that is not here" : "");
	else if (a->knows.line <= c->behind)
		missed_behind(c, a);
	else if (a->knows.line > c->last.line)
		logcheck_broken(c, 0,
			"%s knows of line %" PRIu64
			" and the log ends with line %" PRIu64
			": lines were cut off",
			a->who, a->knows.line, c->last.line);
	else
		logcheck_broken(c, 0,
			"%s knows of line %" PRIu64 ", which is not there",
			a->who, a->knows.line);
}

static void cannot_know(struct logcheck *c)
{
	if (c->anchored == 0)
		logcheck_say(c, LOGCHECK_UNKNOWN, 0,
			"nothing anchors this log: whoever can write the file "
			"could have cut it, or written all of it anew");
	else if (c->anchored < c->last.line)
		logcheck_say(c, LOGCHECK_UNKNOWN, 0,
			"nothing anchors the lines behind line %" PRIu64
			": whoever can write the file could have cut or "
			"rewritten them",
			c->anchored);
	else
		logcheck_say(c, LOGCHECK_UNKNOWN, 0,
			"nothing anchors what may have stood behind line "
			"%" PRIu64 ": whoever can write the file could have "
			"cut it off",
			c->last.line);
	if (c->vouched == 0)
		logcheck_say(c, LOGCHECK_UNKNOWN, 0,
			"no signature was checked: whoever can write both the "
			"log and what anchors it can rewrite both");
	else if (c->vouched < c->last.line)
		logcheck_say(c, LOGCHECK_UNKNOWN, 0,
			"no signature vouches for the lines behind line "
			"%" PRIu64,
			c->vouched);
}

void logcheck_conclude(struct logcheck *c)
{
	for (size_t i = 0; i < c->n_anchors; i++)
		if (!c->anchors[i].met)
			missed(c, &c->anchors[i]);
	if (c->broken > c->most)
		logcheck_say(c, LOGCHECK_NOTE, 0,
			"%" PRIu64 " faults more are not told",
			c->broken - c->most);
	if (c->broken == 0 && c->last.line == 0)
		logcheck_say(c, LOGCHECK_WHOLE, 0, "the log is empty");
	else if (c->broken == 0)
		logcheck_say(c, LOGCHECK_WHOLE, c->place,
			"all %" PRIu64 " lines are as they were written, each "
			"behind the one before it; head %s",
			c->lines, c->last.hash);
	cannot_know(c);
}
