/* SPDX-License-Identifier: MIT */
/* The verdict on a claim by what releases say. */
#include <math.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/num.h"

enum { TOLD = 4 }; /* other releases in a sentence */

int claim_value(double *out, const struct claim *c,
	const struct claim_figure *to, const struct claim_figure *from)
{
	if (!to->has_value)
		return 0;
	*out = to->value;
	if (!c->is_delta)
		return 1;
	/* from different ends there is no way up */
	if (!from->has_value || from->rank_sign != to->rank_sign)
		return 0;
	*out = to->rank_sign * (from->value - to->value);
	return 1;
}

static int holds(const struct claim *c, double found)
{
	switch (c->op) {
	case CLAIM_BELOW:
		return found < c->value;
	case CLAIM_AT_MOST:
		return found <= c->value;
	case CLAIM_ABOVE:
		return found > c->value;
	case CLAIM_AT_LEAST:
		return found >= c->value;
	case CLAIM_IS:
		break;
	}
	/* half a unit of its last place, and what binary fractions add */
	return fabs(found - c->value) <=
		0.5 * pow(10, -c->decimals) + 1e-12 * fabs(found);
}

/* How near a pair is to what the claim is about: 0 is it. */
static int distance(
	const struct claim_figure *to, const struct claim_figure *from)
{
	int from_counts = !from || from->counts;

	return to->counts && from_counts ? 0 : from_counts ? 1 : 2;
}

/* Looks at the pairs of a distance: 1 where one holds. The first that has a
 * figure is remembered in *first. */
static int look(struct claim_answer *found, struct claim_answer *first,
	const struct claim *c, const struct claim_figures *to,
	const struct claim_figures *from, int near)
{
	size_t pairs = c->is_delta ? from->n : 1;

	for (size_t i = 0; i < to->n * pairs; i++) {
		const struct claim_figure *t = &to->at[i / pairs];
		const struct claim_figure *f =
			c->is_delta ? &from->at[i % pairs] : NULL;
		double value;

		if (distance(t, f) != near || !claim_value(&value, c, t, f))
			continue;
		if (!first->to)
			*first = (struct claim_answer){ CLAIM_FALSE, t, f };
		if (!holds(c, value))
			continue;
		*found = (struct claim_answer){
			near ? CLAIM_TRUE_OF : CLAIM_TRUE, t, f
		};
		return 1;
	}
	return 0;
}

struct claim_answer claim_judge(const struct claim *c,
	const struct claim_figures *to, const struct claim_figures *from)
{
	struct claim_answer found, counted = { CLAIM_UNKNOWN, NULL, NULL },
				   other = { CLAIM_UNKNOWN, NULL, NULL };

	if (look(&found, &counted, c, to, from, 0) ||
		look(&found, &other, c, to, from, 1) ||
		look(&found, &other, c, to, from, 2))
		return found;
	return counted;
}

static void name_release(
	struct text *out, const struct claim *c, const struct claim_figure *f)
{
	if (f->counts && *c->moment)
		text_printf(out, "the release current as of %s",
			c->given[CLAIM_AS_OF]);
	else if (f->counts)
		text_puts(out, "the current release");
	else
		text_printf(out, "release %.12s (%s%s%s%s%s)", f->release,
			f->state, *f->published ? ", published " : "",
			f->published, *f->fetched ? ", fetched " : "",
			f->fetched);
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
	if (c->is_delta) {
		num_format(number, fabs(value));
		text_printf(out, "%.60s to %.60s, %s", from->raw, to->raw,
			value > 0	    ? "up "
				: value < 0 ? "down "
					    : "unchanged");
		if (value != 0)
			text_puts(out, number);
	} else {
		text_printf(out, "%.60s", to->raw);
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

	if (c->is_delta && !a->from)
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
	else if (a->verdict == CLAIM_TRUE_OF && c->is_delta && !f)
		claim_say_none(out, c, c->given[CLAIM_FROM]);
	else if (a->verdict == CLAIM_TRUE_OF && claim_value(&value, c, t, f))
		say(out, c, t, f);
	if (a->verdict == CLAIM_FALSE || a->verdict == CLAIM_UNKNOWN)
		say_others(out, c, a, to);
}
