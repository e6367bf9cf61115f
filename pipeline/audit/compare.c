/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/compare.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "pipeline/base/num.h"

/* By how much binary fractions may part two figures. */
#define NOISE 1e-12

const char *change_name(enum change_class c, int same_edition)
{
	static const char *const names[] = {
		[CHANGE_NONE] = "",
		[CHANGE_CORRECTION] = "correction",
		[CHANGE_ROUNDING] = "rounding",
		[CHANGE_ADDED] = "added",
		[CHANGE_REMOVED] = "removed",
		[CHANGE_LABEL] = "label",
		[CHANGE_STRUCTURE] = "structure",
	};

	return c == CHANGE_CORRECTION && !same_edition ? "change" : names[c];
}

/* Figures that lie side by side. */
struct run {
	const struct figure *at, *end;
};

/* What most values of a column are like. */
struct column {
	struct run rows;
	int places;
};

/* A measure of both releases. */
struct comparing {
	struct tally *tally;
	const struct comparison *how;
	pair_fn *report;
	void *context;
	struct column from, to;
	int looked; /* the columns were looked at: only where a value differs */
	double spread;
	int own; /* the periods at hand are the editions' own */
};

/* ---- columns ---- */

static void count_places(size_t counts[PLACES_MOST + 1], double *least,
	double *most, struct run rows)
{
	for (; rows.at < rows.end; rows.at++) {
		if (!rows.at->has_value || rows.at->place > 0)
			continue;
		counts[num_places(rows.at->value)]++;
		*least = fmin(*least, rows.at->value);
		*most = fmax(*most, rows.at->value);
	}
}

static int look_at(struct column *k, double *least, double *most)
{
	size_t counts[PLACES_MOST + 1] = { 0 };
	int usual = 0;

	count_places(counts, least, most, k->rows);
	for (int i = 0; i <= PLACES_MOST; i++)
		if (counts[i] >= counts[usual])
			usual = i;
	return counts[usual] ? usual : 0;
}

static void look(struct comparing *c)
{
	double least = HUGE_VAL, most = -HUGE_VAL;

	if (c->looked)
		return;
	c->looked = 1;
	c->from.places = look_at(&c->from, &least, &most);
	c->to.places = look_at(&c->to, &least, &most);
	c->spread = fmin(fdim(most, least), DBL_MAX);
}

static int places_of(double value, const struct column *k)
{
	int own = num_places(value);

	return own > k->places ? own : k->places;
}

/* ---- two figures ---- */

static int same_place(const struct figure *a, const struct figure *b)
{
	return a->sheet == b->sheet && span_same(a->cell, b->cell);
}

/* Two values that are not the same. Their halves are compared: these can be
 * subtracted, however large they are. Of PLACES_MOST there may be more. */
static void weigh(struct comparing *c, struct pair *p)
{
	double a = p->from->value / 2, b = p->to->value / 2, half;
	int from, to, least;

	look(c);
	from = places_of(p->from->value, &c->from);
	to = places_of(p->to->value, &c->to);
	least = from < to ? from : to;
	half = least < PLACES_MOST ? 0.5 * pow(10, -least) : 0;
	p->places = from > to ? from : to;
	p->spread = c->spread;
	p->class = fabs(a - b) <= half / 2 + NOISE * (fabs(a) + fabs(b))
		? CHANGE_ROUNDING
		: CHANGE_CORRECTION;
}

static int differ(const struct figure *a, const struct figure *b)
{
	return a->has_value != b->has_value ||
		(a->has_value && a->value != b->value);
}

static int compare_figures(struct comparing *c, const struct figure *from,
	const struct figure *to, struct err *e)
{
	struct pair p = { .from = from,
		.to = to,
		.figures = 1,
		.own = c->own,
		.relabelled = from->label != to->label };

	if (from->place > 0) {
		c->tally->further += (size_t)differ(from, to);
		return 0;
	}
	c->tally->values += (size_t)(from->has_value || to->has_value);
	if (differ(from, to) && from->has_value && to->has_value)
		weigh(c, &p);
	else if (differ(from, to))
		p.class = to->has_value ? CHANGE_ADDED : CHANGE_REMOVED;
	else if (c->how->same_edition && !span_same(from->raw, to->raw))
		p.class = CHANGE_LABEL;
	else if (c->how->same_edition && !same_place(from, to))
		p.class = CHANGE_STRUCTURE;
	return p.class != CHANGE_NONE || p.relabelled
		? c->report(c->context, &p, e)
		: 0;
}

/* A figure that only one of them has; its area is in both, or else it was told
 * with all of its figures. */
static int compare_alone(struct comparing *c, const struct figure *from,
	const struct figure *to, struct err *e)
{
	const struct figure *f = from ? from : to;
	const struct ids *others = from ? c->how->areas_to : c->how->areas_from;
	struct pair p = { .class = !f->has_value ? CHANGE_STRUCTURE
			: from			 ? CHANGE_REMOVED
						 : CHANGE_ADDED,
		.from = from,
		.to = to,
		.figures = 1,
		.own = c->own };

	if (!ids_find(others, span_of(f->area)))
		return 0;
	if (f->place > 0) {
		c->tally->repeats++;
		return 0;
	}
	c->tally->values += (size_t)f->has_value;
	if (!f->has_value && !c->how->same_edition)
		return 0;
	return c->report(c->context, &p, e);
}

/* ---- two periods ---- */

static int order(const struct figure *a, const struct figure *b)
{
	int by_area = strcmp(a->area, b->area);

	return by_area ? by_area : a->place - b->place;
}

static int compare_periods(
	struct comparing *c, struct run from, struct run to, struct err *e)
{
	int rc = 0;

	while (rc == 0 && (from.at < from.end || to.at < to.end)) {
		int way = from.at == from.end ? 1
			: to.at == to.end     ? -1
					      : order(from.at, to.at);

		if (way == 0)
			rc = compare_figures(c, from.at++, to.at++, e);
		else if (way < 0)
			rc = compare_alone(c, from.at++, NULL, e);
		else
			rc = compare_alone(c, NULL, to.at++, e);
	}
	return rc;
}

/* The figures of one period from here on. */
static struct run period_at(const struct figure *at, const struct figure *end)
{
	struct run r = { at, at };

	while (r.end < end && span_same(r.end->period, at->period))
		r.end++;
	return r;
}

static struct run period_named(struct run in, struct span period)
{
	size_t low = 0, high = (size_t)(in.end - in.at);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (span_order(in.at[middle].period, period) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	in.at += low;
	if (in.at == in.end || !span_same(in.at->period, period))
		return (struct run){ in.at, in.at };
	return period_at(in.at, in.end);
}

/* What the figures of a period are compared with in the other release: one own
 * period with the other, others by their name. */
static struct run counterpart(const struct comparison *how, struct run in,
	struct span period, struct span own, struct span other_own)
{
	struct run none = { in.end, in.end };

	if (how->same_edition || how->by_period)
		return period_named(in, period);
	if (span_same(period, own))
		return period_named(in, other_own);
	return span_same(period, other_own) ? none : period_named(in, period);
}

/* One period of the one release that the other does not have. */
static int period_alone(
	struct comparing *c, struct run from, struct run to, struct err *e)
{
	if (c->how->same_edition)
		return compare_periods(c, from, to, e);
	c->tally->elsewhere +=
		(size_t)(from.end - from.at) + (size_t)(to.end - to.at);
	return 0;
}

/* 1 if they are of the editions' own periods; compared by the name of the
 * period, if they are of one of these. A run that is not there is of any. */
static int is_own(const struct comparing *c, struct run from, struct run to)
{
	const struct comparison *how = c->how;
	int a = from.at == from.end ||
		span_same(from.at->period, how->own_from);
	int b = to.at == to.end || span_same(to.at->period, how->own_to);

	return how->by_period ? a || b : a && b;
}

static int compare_columns(struct comparing *c, struct err *e)
{
	const struct comparison *how = c->how;
	struct run from = c->from.rows, to = c->to.rows, none = { NULL, NULL };
	struct run one, other;
	int rc = 0;

	for (; rc == 0 && from.at < from.end; from.at = one.end) {
		one = period_at(from.at, from.end);
		other = counterpart(
			how, to, one.at->period, how->own_from, how->own_to);
		c->own = is_own(c, one, other);
		rc = other.at < other.end ? compare_periods(c, one, other, e)
					  : period_alone(c, one, none, e);
	}
	for (; rc == 0 && to.at < to.end; to.at = one.end) {
		one = period_at(to.at, to.end);
		other = counterpart(how, c->from.rows, one.at->period,
			how->own_to, how->own_from);
		c->own = is_own(c, none, one);
		if (other.at == other.end)
			rc = period_alone(c, none, one, e);
	}
	return rc;
}

/* ---- measures ---- */

static struct run measure_at(const struct figure *at, const struct figure *end)
{
	struct run r = { at, at };

	while (r.end < end && r.end->measure == at->measure)
		r.end++;
	return r;
}

static int measure_alone(
	struct comparing *c, struct run from, struct run to, struct err *e)
{
	struct pair p = { .class = CHANGE_STRUCTURE,
		.from = from.at < from.end ? from.at : NULL,
		.to = to.at < to.end ? to.at : NULL,
		.figures =
			(size_t)(from.end - from.at) + (size_t)(to.end - to.at),
		.whole_measure = 1 };

	return c->report(c->context, &p, e);
}

int compare(struct tally *t, const struct comparison *how,
	const struct figures *from, const struct figures *to, pair_fn *report,
	void *context, struct err *e)
{
	struct run a = { from->all, from->all + from->n };
	struct run b = { to->all, to->all + to->n };
	int rc = 0;

	while (rc == 0 && (a.at < a.end || b.at < b.end)) {
		struct comparing c = { t, how, report, context,
			{ { a.at, a.at }, 0 }, { { b.at, b.at }, 0 }, 0, 0, 0 };

		if (b.at == b.end ||
			(a.at < a.end && a.at->measure <= b.at->measure))
			c.from.rows = measure_at(a.at, a.end);
		if (a.at == a.end ||
			(b.at < b.end && b.at->measure <= a.at->measure))
			c.to.rows = measure_at(b.at, b.end);
		a.at = c.from.rows.end;
		b.at = c.to.rows.end;
		rc = c.from.rows.at < a.at && c.to.rows.at < b.at
			? compare_columns(&c, e)
			: measure_alone(&c, c.from.rows, c.to.rows, e);
	}
	return rc;
}
