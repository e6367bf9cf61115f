/* SPDX-License-Identifier: MIT */
/* Which sheet of the new workbook each table stands on: the one that the spec
 * names, or else the one that looks the most like it. */
#include <stdlib.h>

#include "pipeline/extract/extract.h"
#include "pipeline/sniff/drift_inside.h"

/* All tables, and which sheets of the new workbook they have. */
struct tour {
	struct look l;
	struct about before, now;
	int *seen; /* sheets of the new workbook that belong to a table */
};

static const char *state_name(enum sheet_state s)
{
	return s == SHEET_VISIBLE   ? "visible"
		: s == SHEET_HIDDEN ? "hidden"
				    : "very hidden";
}

/* ---- sheets by name ---- */

static size_t visible(const struct drift_book *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += b->sheets[i]->state == SHEET_VISIBLE;
	return n;
}

static int fits(struct captures *says, const struct spec_table *t,
	const struct drift_book *b, size_t i)
{
	const struct summary *s = b->sheets[i];
	struct err ignored = ERR_INIT;

	*says = (struct captures){ { { NULL, 0 } } };
	return extract_sheet_fits(says, t, s->sheet, s->state == SHEET_VISIBLE,
		       visible(b), &ignored) > 0;
}

/* The first sheet from a number on that the spec means; b->n for none. */
static size_t by_name(
	const struct spec_table *t, const struct drift_book *b, size_t from)
{
	struct captures says;

	while (from < b->n && !fits(&says, t, b, from))
		from++;
	return from;
}

/* The sheet of a family that bears a name. */
static size_t of_name(const struct spec_table *t, const struct drift_book *b,
	const char *name)
{
	size_t i = by_name(t, b, 0);

	while (i < b->n && strcmp(b->sheets[i]->sheet, name) != 0)
		i = by_name(t, b, i + 1);
	return i;
}

/* Do two workbooks share a sheet of a family? */
static int share(const struct spec_table *t, const struct drift_book *a,
	const struct drift_book *b)
{
	for (size_t i = by_name(t, a, 0); i < a->n; i = by_name(t, a, i + 1))
		if (of_name(t, b, a->sheets[i]->sheet) < b->n)
			return 1;
	return 0;
}

/* ---- sheets by what is on them ---- */

static int is_named_elsewhere(const struct tour *k, size_t sheet)
{
	const struct spec_workbook *w = k->l.task->w;

	for (unsigned i = 0; i < w->n_tables; i++)
		if (&w->tables[i] != k->l.t &&
			by_name(&w->tables[i], k->l.task->new, 0) == sheet)
			return 1;
	return 0;
}

static int was_there(const struct tour *k, const char *name)
{
	const struct drift_book *old = k->l.task->old;

	for (size_t i = 0; old && i < old->n; i++)
		if (strcmp(old->sheets[i]->sheet, name) == 0)
			return 1;
	return 0;
}

/* How much of the table a sheet has, and how much besides; whether it is free
 * for it. */
static double likeness(const struct tour *k, size_t sheet, const char *name,
	const struct view *v)
{
	const char *its = k->l.task->new->sheets[sheet]->sheet;
	double wanted = k->l.t->n_columns, there = (double)v->n;
	double likeness = v->fits / wanted;

	if (v->fits == 0)
		return 0;
	if (there > wanted)
		likeness -= 0.3 * (1 - wanted / there);
	likeness += 0.2 * label_alike(name, its);
	if (k->seen[sheet] || is_named_elsewhere(k, sheet))
		likeness -= 0.25;
	else if (!was_there(k, its))
		likeness += 0.2;
	return likeness;
}

static int likeliest(
	size_t *out, struct tour *k, const char *name, struct err *e)
{
	const struct drift_book *b = k->l.task->new;
	double most = 0.3; /* less is nothing */

	*out = b->n;
	for (size_t i = 0; i < b->n; i++) {
		struct view *v = NULL;
		double l;

		if (view_open(&v, b->sheets[i], k->l.t, &k->now, e) < 0)
			return -1;
		l = likeness(k, i, name, v);
		view_close(v);
		if (l <= most)
			continue;
		most = l;
		*out = i;
	}
	return 0;
}

/* ---- one table on one sheet ---- */

static int compare(struct look *l, struct err *e)
{
	if (!l->is->n)
		return look_add(
			l, (struct drift){ .kind = DRIFT_HEADER_GONE }, e);
	if (view_pair(l->was, l->is, e) < 0 || look_labels(l, e) < 0 ||
		look_cells(l, e) < 0 || look_direction(l, e) < 0)
		return -1;
	return look_areas(l, e);
}

static int open_views(struct tour *k, size_t was, size_t is, struct err *e)
{
	const struct drift_task *task = k->l.task;

	if (view_open(&k->l.is, task->new->sheets[is], k->l.t, &k->now, e) <
			0 ||
		view_fill(k->l.is, e) < 0)
		return -1;
	if (!task->old)
		return view_of_spec(&k->l.was, k->l.t, task->areas, e);
	if (view_open(&k->l.was, task->old->sheets[was], k->l.t, &k->before,
		    e) < 0)
		return -1;
	return view_fill(k->l.was, e);
}

static int visit(struct tour *k, size_t was, size_t is, struct err *e)
{
	int rc;

	k->seen[is] = 1;
	rc = open_views(k, was, is, e);
	if (rc == 0)
		rc = compare(&k->l, e);
	view_close(k->l.was);
	view_close(k->l.is);
	k->l.was = k->l.is = NULL;
	return rc;
}

/* ---- the sheets of a table ---- */

static int about_sheet(struct tour *k, enum drift_kind kind, const char *was,
	const char *is, struct err *e)
{
	return look_add(&k->l,
		(struct drift){ .kind = kind,
			.sheet = is ? is : was,
			.was = was,
			.is = is },
		e);
}

/* Nothing to tell where it bears the same name and the spec means it. */
static int renamed(struct tour *k, const char *was, const char *is, int by_name,
	struct err *e)
{
	if (by_name && (!*was || strcmp(was, is) == 0))
		return 0;
	return look_add(&k->l,
		(struct drift){ .kind = DRIFT_SHEET,
			.sheet = is,
			.was = was,
			.is = is,
			.reads = by_name },
		e);
}

static int changed_state(struct tour *k, size_t was, size_t is, struct err *e)
{
	const struct drift_book *old = k->l.task->old;
	const struct summary *s = k->l.task->new->sheets[is];
	enum sheet_state before = old ? old->sheets[was]->state : SHEET_VISIBLE;

	if (before == s->state)
		return 0;
	return look_add(&k->l,
		(struct drift){ .kind = DRIFT_SHEET_STATE,
			.sheet = s->sheet,
			.was = state_name(before),
			.is = state_name(s->state) },
		e);
}

/* A table of one sheet. */
static int table(struct tour *k, struct err *e)
{
	const struct drift_book *old = k->l.task->old, *new = k->l.task->new;
	size_t was = old ? by_name(k->l.t, old, 0) : 0;
	size_t is = by_name(k->l.t, new, 0);
	const char *name = k->l.t->n_sheets ? k->l.t->sheets[0] : "";
	int named = is < new->n;

	if (old && was < old->n)
		name = old->sheets[was]->sheet;
	if (!named && likeliest(&is, k, name, e) < 0)
		return -1;
	if (is == new->n || (old && was == old->n))
		return about_sheet(k, DRIFT_SHEET_GONE, name, NULL, e);
	if (renamed(k, name, new->sheets[is]->sheet, named, e) < 0 ||
		changed_state(k, was, is, e) < 0)
		return -1;
	return visit(k, was, is, e);
}

static int moved_on(struct tour *k, size_t was, size_t is, struct err *e)
{
	const struct drift_task *task = k->l.task;

	if (about_sheet(k, DRIFT_PERIOD, task->old->sheets[was]->sheet,
		    task->new->sheets[is]->sheet, e) < 0)
		return -1;
	return visit(k, was, is, e);
}

/* A table of several sheets: each by its name; where they all bear others, one
 * after the other. */
static int family(struct tour *k, struct err *e)
{
	const struct drift_book *old = k->l.task->old, *new = k->l.task->new;
	int shared = share(k->l.t, old, new);
	size_t next = by_name(k->l.t, new, 0);
	int rc = 0;

	for (size_t i = by_name(k->l.t, old, 0); rc == 0 && i < old->n;
		i = by_name(k->l.t, old, i + 1)) {
		const char *name = old->sheets[i]->sheet;
		size_t is = of_name(k->l.t, new, name);

		if (is < new->n) {
			rc = visit(k, i, is, e);
		} else if (!shared && next < new->n) {
			rc = moved_on(k, i, next, e);
			next = by_name(k->l.t, new, next + 1);
		} else {
			rc = about_sheet(k, DRIFT_SHEET_GONE, name, NULL, e);
		}
	}
	return rc;
}

/* The same where the spec alone is at hand. */
static int family_of_spec(struct tour *k, struct err *e)
{
	const struct drift_book *new = k->l.task->new;
	size_t i = by_name(k->l.t, new, 0);

	if (i == new->n)
		return about_sheet(
			k, DRIFT_SHEET_GONE, k->l.t->sheets[0], NULL, e);
	for (; i < new->n; i = by_name(k->l.t, new, i + 1))
		if (visit(k, 0, i, e) < 0)
			return -1;
	return 0;
}

static int tables(struct tour *k, struct err *e)
{
	const struct spec_workbook *w = k->l.task->w;
	int rc = 0;

	for (unsigned i = 0; rc == 0 && i < w->n_tables; i++) {
		k->l.t = &w->tables[i];
		rc = !spec_table_is_family(k->l.t) ? table(k, e)
			: k->l.task->old	   ? family(k, e)
						   : family_of_spec(k, e);
	}
	return rc;
}

/* Sheets that no table has and that were not there. */
static int new_sheets(struct tour *k, struct err *e)
{
	const struct drift_book *old = k->l.task->old, *new = k->l.task->new;

	k->l.t = NULL;
	for (size_t i = 0; old && i < new->n; i++) {
		if (!k->seen[i] && !was_there(k, new->sheets[i]->sheet) &&
			about_sheet(k, DRIFT_SHEET_NEW, NULL,
				new->sheets[i]->sheet, e) < 0)
			return -1;
	}
	return 0;
}

int look_sheets(
	struct drifts *out, const struct drift_task *task, struct err *e)
{
	struct tour k = { .l = { .task = task, .out = out },
		.before = { task->areas, task->naming,
			task->old ? task->old->epoch : SERIAL_1900 },
		.now = { task->areas, task->naming, task->new->epoch } };
	int rc;

	k.seen = calloc(task->new->n + 1, sizeof(*k.seen));
	if (!k.seen)
		return err_memory(e);
	rc = tables(&k, e);
	if (rc == 0)
		rc = new_sheets(&k, e);
	free(k.seen);
	return rc;
}
