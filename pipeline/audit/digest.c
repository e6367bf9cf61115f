/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/digest_inside.h"
#include "pipeline/base/num.h"

/* What a list may hold before it is cut to its lines. */
enum { CUT = 4 * LINES };

static int by_weight(const void *a, const void *b)
{
	const struct kept_change *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

void digest_sort(struct list *l)
{
	if (l->by_weight && l->n > 1)
		qsort(l->all, l->n, sizeof(*l->all), by_weight);
}

static int copy(struct span *out, struct arena *a, struct span s)
{
	*out = s;
	if (!s.at)
		return 0;
	out->at = arena_copy(a, s);
	return out->at ? 0 : -1;
}

/* What a change is about, if not a value: Sheet!A1, a text or a label. */
static int copy_text(struct span *out, struct arena *a, const struct change *c,
	const struct figure *f, int to)
{
	struct span sheet = to ? c->sheet_to : c->sheet_from;
	char *room;

	if (!f)
		return copy(out, a, to ? c->label_to : c->label_from);
	if (c->class != CHANGE_STRUCTURE)
		return copy(out, a, f->raw);
	out->len = sheet.len + 1 + f->cell.len;
	out->at = room = arena_room(a, out->len + 1);
	if (!room)
		return -1;
	snprintf(room, out->len + 1, "%.*s!%.*s", SPAN(sheet), SPAN(f->cell));
	return 0;
}

static int copy_texts(
	struct kept_change *k, struct digest *g, const struct change *c)
{
	struct arena *a = &g->texts;
	const struct figure *f = c->to ? c->to : c->from;

	if (copy(&k->area, a, c->area) < 0 ||
		copy(&k->indicator, a, span_of(c->indicator)) < 0 ||
		copy_text(&k->text_from, a, c, c->from, 0) < 0 ||
		copy_text(&k->text_to, a, c, c->to, 1) < 0)
		return -1;
	return f && (!c->own || g->o->by_period)
		? copy(&k->period, a, f->period)
		: 0;
}

static int is_of_values(const struct change *c)
{
	return c->class == CHANGE_CORRECTION || c->class == CHANGE_ROUNDING;
}

static double weight_of(const struct change *c)
{
	return is_of_values(c)
		? fabs(diff_of(c)) / (c->width > 0 ? c->width : 1)
		: 0;
}

static int keep(struct kept_change *k, struct digest *g, const struct change *c,
	struct err *e)
{
	*k = (struct kept_change){ .measure = c->measure,
		.from = c->from ? c->from->value : 0,
		.to = c->to ? c->to->value : 0,
		.has_from = c->from && c->from->has_value,
		.has_to = c->to && c->to->has_value,
		.places = c->places,
		.decimals = c->decimals,
		.figures = c->figures,
		.weight = weight_of(c) };
	if (is_of_values(c)) {
		k->difference = diff_of(c);
	} else if (k->has_from || k->has_to) {
		k->difference = k->has_to ? k->to : k->from;
		k->places = num_places(k->difference);
	}
	return copy_texts(k, g, c) < 0 ? err_memory(e) : 0;
}

/* 1 if a change has no chance to be among the lines of a list. */
static int is_beyond(struct list *l, const struct change *c)
{
	if (l->n < CUT)
		return l->by_weight && l->least >= weight_of(c);
	if (!l->by_weight)
		return 1;
	digest_sort(l);
	l->n = LINES;
	l->least = l->all[LINES - 1].weight;
	return l->least >= weight_of(c);
}

static int push(struct digest *g, enum digest_list which,
	const struct change *c, struct err *e)
{
	struct list *l = &g->lists[which];
	struct kept_change *all;

	l->seen++;
	if (!g->all && is_beyond(l, c))
		return 0;
	all = array_more(l->all, l->n, sizeof(*all));
	if (!all)
		return err_memory(e);
	l->all = all;
	if (keep(&all[l->n], g, c, e) < 0)
		return -1;
	all[l->n++].order = l->seen;
	return 0;
}

static int count(struct digest *g, const struct change *c, struct err *e)
{
	g->of[c->class][batch_measure(span_of(c->measure))]++;
	return ids_place(&g->areas[c->class], c->area, e) < 0 ? -1 : 0;
}

/* The headline speaks of the overall score where that changed. */
static int note_largest(struct digest *g, const struct change *c, struct err *e)
{
	int overall = strcmp(c->indicator, "overall") == 0 &&
		strcmp(c->measure, "score") == 0;

	if (strcmp(c->measure, "rank") == 0 || !c->own ||
		overall < g->largest_is_overall)
		return 0;
	if (overall == g->largest_is_overall &&
		weight_of(c) <= g->largest.weight)
		return 0;
	g->largest_is_overall = overall;
	return keep(&g->largest, g, c, e);
}

static int add_rank(struct digest *g, const struct change *c, struct err *e)
{
	if (strcmp(c->indicator, "overall") != 0 || !c->own)
		return 0;
	g->up += c->to->value < c->from->value;
	g->down += c->to->value > c->from->value;
	return push(g, LIST_RANKS, c, e);
}

static int add_value(struct digest *g, const struct change *c, struct err *e)
{
	if (note_largest(g, c, e) < 0)
		return -1;
	if (strcmp(c->measure, "rank") == 0)
		return add_rank(g, c, e);
	if (diff_of(c) == 0) /* binary fractions alone part them */
		return 0;
	return push(g,
		strcmp(c->measure, "raw") == 0		       ? LIST_RAWS
			: strcmp(c->indicator, "overall") == 0 ? LIST_OVERALL
							       : LIST_SCORES,
		c, e);
}

static int add(void *context, const struct change *c, struct err *e)
{
	struct digest *g = context;

	if (!c->indicator && c->class == CHANGE_LABEL)
		return push(g, LIST_LABELS, c, e);
	if (!c->indicator)
		return push(
			g, c->class == CHANGE_ADDED ? LIST_IN : LIST_OUT, c, e);
	if (!c->area.at)
		return push(g, c->to ? LIST_WHOLE_IN : LIST_WHOLE_OUT, c, e);
	if (count(g, c, e) < 0)
		return -1;
	if (is_of_values(c))
		return add_value(g, c, e);
	return push(g,
		c->class == CHANGE_LABEL	       ? LIST_TEXTS
			: c->class == CHANGE_STRUCTURE ? LIST_MOVED
						       : LIST_LONE,
		c, e);
}

static void clear(struct digest *g)
{
	for (int i = 0; i < LISTS; i++)
		free(g->lists[i].all);
	for (int i = 0; i < CHANGE_CLASSES; i++)
		ids_free(&g->areas[i]);
	arena_free(&g->texts);
}

int digest_write(FILE *to, struct diff_counts *counts, struct db *d,
	const struct diff_order *o, int all, struct err *e)
{
	struct digest g = { .o = o,
		.all = all,
		.same_edition = strcmp(o->from->edition, o->to->edition) == 0 };
	int rc;

	for (int i = LIST_OVERALL; i <= LIST_RAWS; i++) {
		g.lists[i].by_weight = 1;
		g.lists[i].least = -1;
	}
	g.largest.weight = -1;
	rc = diff_run(counts, d, o, add, &g, e);
	if (rc == 0)
		rc = digest_print(to, &g, counts, d, e);
	clear(&g);
	return rc;
}
