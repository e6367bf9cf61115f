/* SPDX-License-Identifier: MIT */
/* The verdict on a claim by what releases say. */
#include <math.h>
#include <string.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/num.h"

int claim_value(double *out, const struct claim *c,
	const struct claim_figure *to, const struct claim_figure *from)
{
	if (!to->has_value)
		return 0;
	*out = to->value;
	if (c->kind != CLAIM_DELTA)
		return 1;
	/* from different ends there is no way up */
	if (!from->has_value || from->rank_sign != to->rank_sign)
		return 0;
	*out = to->rank_sign * (from->value - to->value);
	return 1;
}

/* slack is how far the true figure may be from the one found: a bound must hold
 * wherever it is. */
static int holds(const struct claim *c, double found, double slack)
{
	switch (c->op) {
	case CLAIM_BELOW:
		return found + slack < c->value;
	case CLAIM_AT_MOST:
		return found + slack <= c->value;
	case CLAIM_ABOVE:
		return found - slack > c->value;
	case CLAIM_AT_LEAST:
		return found - slack >= c->value;
	case CLAIM_IS:
		break;
	}
	/* half a unit of its last place, and what binary fractions add */
	return fabs(found - c->value) <=
		0.5 * pow(10, -c->decimals) + slack + 1e-12 * fabs(found);
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
	size_t pairs = c->kind == CLAIM_DELTA ? from->n : 1;

	for (size_t i = 0; i < to->n * pairs; i++) {
		const struct claim_figure *t = &to->at[i / pairs];
		const struct claim_figure *f =
			c->kind == CLAIM_DELTA ? &from->at[i % pairs] : NULL;
		double value;

		if (distance(t, f) != near || !claim_value(&value, c, t, f))
			continue;
		if (!first->to)
			*first = (struct claim_answer){ CLAIM_FALSE, t, f };
		if (!holds(c, value, t->slack))
			continue;
		*found = (struct claim_answer){
			near ? CLAIM_TRUE_OF : CLAIM_TRUE, t, f
		};
		return 1;
	}
	return 0;
}

/* What the press printed may have been rounded to fewer places than the claim
 * has: then it neither bears it out nor belies it. */
static int may_hold(const struct claim *c, const struct claim_figure *f)
{
	const int decimals = num_decimals(f->raw, strlen(f->raw));
	const struct claim as_printed = {
		.op = CLAIM_IS, .value = f->value, .decimals = decimals
	};

	return c->kind == CLAIM_FIGURE && c->op == CLAIM_IS && f->is_press &&
		f->has_value && !f->is_made && decimals < c->decimals &&
		holds(&as_printed, c->value, 0);
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
	for (size_t i = 0; i < to->n; i++)
		if (may_hold(c, &to->at[i]))
			return (struct claim_answer){ CLAIM_UNKNOWN, &to->at[i],
				NULL };
	return counted;
}
