/* SPDX-License-Identifier: MIT */
/* What releases say of a claim, in words. */
#include <math.h>
#include <string.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/num.h"

enum { TOLD = 4, DAY = 10 }; /* other releases in a sentence; of a moment */

/* "known from 2025-12-24 to 2026-01-31". */
static void say_known(struct text *out, const struct claim_figure *f)
{
	if (!f->known || !*f->known)
		return;
	text_printf(out, ", known from %.*s", DAY, f->known);
	if (f->replaced && *f->replaced)
		text_printf(out, " to %.*s", DAY, f->replaced);
}

static void name_release(
	struct text *out, const struct claim *c, const struct claim_figure *f)
{
	if (f->counts) {
		text_puts(out,
			*c->moment ? "the release" : "the current release");
		if (c->kind == CLAIM_BEFORE)
			text_printf(out, " of %s", c->given[CLAIM_FROM]);
		if (*c->moment)
			text_printf(out, " current as of %s",
				c->given[CLAIM_AS_OF]);
		return;
	}
	text_printf(out, "%s %.12s (%s%s%s",
		f->is_press ? "the press, of release" : "release", f->release,
		f->state, *f->published && !f->is_press ? ", published " : "",
		f->is_press ? "" : f->published);
	say_known(out, f);
	text_puts(out, ")");
}

/* What makes a figure, or stands beside it. */
static void say_about(struct text *out, const struct claim_figure *f)
{
	if (f->about && *f->about)
		text_printf(out, f->is_made ? ", made of its parts: %s" : " %s",
			f->about);
}

/* "58", or "76 to 58, up 18". */
static void say_figure(struct text *out, const struct claim *c,
	const struct claim_figure *to, const struct claim_figure *from)
{
	char number[NUM_TEXT];
	double value = 0;

	if (!claim_value(&value, c, to, from)) {
		text_puts(out, "no figure");
		return;
	}
	if (c->kind == CLAIM_DELTA) {
		num_format(number, fabs(value));
		text_printf(out, "%.60s to %.60s, %s", from->raw, to->raw,
			value > 0	    ? "up "
				: value < 0 ? "down "
					    : "unchanged");
		if (value != 0)
			text_puts(out, number);
	} else {
		text_printf(out, "%.60s", to->raw);
		say_about(out, to);
	}
}

static void say(struct text *out, const struct claim *c,
	const struct claim_figure *to, const struct claim_figure *from)
{
	text_puts(out, out->len ? "; " : "");
	name_release(out, c, to);
	if (from && !from->counts) {
		text_printf(out, " and of %s ", c->given[CLAIM_FROM]);
		name_release(out, c, from);
	}
	text_puts(out, from && !from->counts ? " say " : " says ");
	say_figure(out, c, to, from);
}

/* The first of what the claim is about. */
static const struct claim_figure *counted(const struct claim_figures *f)
{
	return f->n && f->at[0].counts ? f->at : NULL;
}

/* The other releases of the edition, each once; of a delta those that can be
 * held against the one before. */
static void say_others(struct text *out, const struct claim *c,
	const struct claim_answer *a, const struct claim_figures *to)
{
	const char *last = a->to ? a->to->release : "";
	int told = 0;

	if (c->kind == CLAIM_DELTA && !a->from)
		return;
	for (size_t i = 0; i < to->n && told < TOLD; i++) {
		const struct claim_figure *t = &to->at[i];
		double value;

		if (t->counts || strcmp(t->release, last) == 0 ||
			!claim_value(&value, c, t, a->from))
			continue;
		say(out, c, t, a->from);
		last = t->release;
		told++;
	}
}

void claim_say_none(
	struct text *out, const struct claim *c, const char *edition)
{
	text_puts(out, out->len ? "; " : "");
	text_printf(out, "no release of %s/%s %s%s", c->given[CLAIM_DATASET],
		edition, *c->moment ? "was known as of " : "is current",
		*c->moment ? c->given[CLAIM_AS_OF] : "");
}

/* The press printed a figure to fewer places than the claim has. */
static void say_undecided(
	struct text *out, const struct claim *c, const struct claim_figure *now)
{
	text_printf(out, ", to which %s would be rounded: it cannot be told",
		c->given[CLAIM_VALUE]);
	if (now && now->has_value)
		say(out, c, now, NULL);
}

void claim_say(struct text *out, const struct claim *c,
	const struct claim_answer *a, const struct claim_figures *to,
	const struct claim_figures *from)
{
	const struct claim_figure *t = counted(to), *f = counted(from);
	double value;

	if (a->to)
		say(out, c, a->to, a->from);
	if (a->verdict == CLAIM_TRUE_OF && !t)
		claim_say_none(out, c, c->given[CLAIM_EDITION]);
	else if (a->verdict == CLAIM_TRUE_OF && c->kind == CLAIM_DELTA && !f)
		claim_say_none(out, c, c->given[CLAIM_FROM]);
	else if (a->verdict == CLAIM_TRUE_OF && claim_value(&value, c, t, f))
		say(out, c, t, f);
	if (a->verdict == CLAIM_UNKNOWN && a->to)
		say_undecided(out, c, t);
	else if (a->verdict == CLAIM_FALSE || a->verdict == CLAIM_UNKNOWN)
		say_others(out, c, a, to);
}
