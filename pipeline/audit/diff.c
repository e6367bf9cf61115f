/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/diff.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/figures.h"
#include "pipeline/audit/texts.h"
#include "pipeline/store/batch.h"
#include "pipeline/store/sqltext.h"

extern const char sql_diff_indicators[];

enum { NAME_TEXT = sizeof(((struct spec_name *)NULL)->edition) };

/* An indicator of one of the editions, or of both. */
struct node {
	int64_t from, to; /* ids; 0: not there */
	int decimals;
	double scale; /* NAN: it has none */
};

/* An area's label that became another. */
struct relabel {
	char area[AREA_TEXT];
	int64_t from, to; /* ids */
	size_t figures;
};

struct diff {
	const struct diff_order *o;
	struct diff_counts *counts;
	diff_fn *report;
	void *context;
	struct comparison how;
	struct areas_seen areas[2]; /* of from and to */
	struct node *nodes;
	size_t n_nodes;
	struct ids names; /* of nodes: their places */
	const struct node *node;
	char name[NAME_TEXT]; /* of the node at hand */
	struct reader *readers[2];
	struct texts labels, sheets;
	struct ids relabelled; /* places in relabels, by area and ids */
	struct relabel *relabels;
};

/* ---- reporting ---- */

static int resolve(struct change *c, struct diff *x, struct err *e)
{
	const struct figure *from = c->from, *to = c->to;

	if (from &&
		(texts_find(&c->label_from, &x->labels, from->label, e) < 0 ||
			texts_find(&c->sheet_from, &x->sheets, from->sheet, e) <
				0))
		return -1;
	if (to &&
		(texts_find(&c->label_to, &x->labels, to->label, e) < 0 ||
			texts_find(&c->sheet_to, &x->sheets, to->sheet, e) < 0))
		return -1;
	return x->report(x->context, c, e);
}

static int note_label(struct diff *x, const struct pair *p, struct err *e)
{
	char text[64];
	size_t known = x->relabelled.n;
	struct relabel *all;
	int64_t place;

	snprintf(text, sizeof(text), "%s %lld %lld", p->to->area,
		(long long)p->from->label, (long long)p->to->label);
	place = ids_place(&x->relabelled, span_of(text), e);
	if (place < 0)
		return -1;
	if ((size_t)place == known) {
		all = array_more(x->relabels, known, sizeof(*all));
		if (!all)
			return err_memory(e);
		x->relabels = all;
		all[place] =
			(struct relabel){ "", p->from->label, p->to->label, 0 };
		memcpy(all[place].area, p->to->area, AREA_TEXT);
	}
	x->relabels[place].figures++;
	return 0;
}

static void count_whole(struct diff *x, int in)
{
	*(in ? &x->counts->whole_in : &x->counts->whole_out) += 1;
}

static int on_pair(void *context, const struct pair *p, struct err *e)
{
	struct diff *x = context;
	const struct figure *f = p->to ? p->to : p->from;
	struct change c = { .class = p->class,
		.area = span_of(p->whole_measure ? NULL : f->area),
		.indicator = x->name,
		.measure = batch_measure_name(f->measure),
		.from = p->from,
		.to = p->to,
		.figures = p->figures,
		.own = p->own,
		.places = p->places,
		.decimals = -1,
		.width = p->spread };

	/* scale and places of an indicator are those of its score */
	if (span_is(span_of(c.measure), "score")) {
		c.decimals = x->node->decimals;
		c.width = isnan(x->node->scale) ? p->spread : x->node->scale;
	}
	if (p->relabelled && note_label(x, p, e) < 0)
		return -1;
	if (p->class == CHANGE_NONE)
		return 0;
	if (p->whole_measure)
		count_whole(x, p->to != NULL);
	else
		x->counts->of[p->class]++;
	if (p->class == CHANGE_STRUCTURE && !p->whole_measure && !x->o->moved)
		return 0;
	return resolve(&c, x, e);
}

/* ---- areas ---- */

struct lone {
	struct span area;
	const struct area_seen *seen;
};

static int by_area(const void *a, const void *b)
{
	return span_order(
		((const struct lone *)a)->area, ((const struct lone *)b)->area);
}

static int report_area(
	struct diff *x, const struct lone *l, int side, struct err *e)
{
	struct change c = { .class = side ? CHANGE_ADDED : CHANGE_REMOVED,
		.area = l->area,
		.figures = l->seen->figures };
	struct span *label = side ? &c.label_to : &c.label_from;

	if (texts_find(label, &x->labels, l->seen->label, e) < 0)
		return -1;
	return x->report(x->context, &c, e);
}

/* The areas that one side has and the other does not. */
static int report_areas(struct diff *x, int side, struct err *e)
{
	const struct areas_seen *own = &x->areas[side];
	struct lone *lone = calloc(own->ids.n + 1, sizeof(*lone));
	size_t n = 0;
	int rc = 0;

	if (!lone)
		return err_memory(e);
	for (size_t i = 0; i < own->ids.n; i++) {
		struct span area = ids_name(&own->ids, i);

		if (!ids_find(&x->areas[!side].ids, area))
			lone[n++] = (struct lone){ area, &own->all[i] };
	}
	qsort(lone, n, sizeof(*lone), by_area);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = report_area(x, &lone[i], side, e);
	free(lone);
	*(side ? &x->counts->areas_in : &x->counts->areas_out) = n;
	return rc;
}

/* ---- labels ---- */

static int by_label(const void *a, const void *b, void *relabels)
{
	const struct relabel *all = relabels;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int by_code = strcmp(all[x].area, all[y].area);

	return by_code ? by_code : (x > y) - (x < y);
}

static int report_label(struct diff *x, const struct relabel *r, struct err *e)
{
	struct change c = { .class = CHANGE_LABEL,
		.area = span_of(r->area),
		.figures = r->figures };

	if (texts_find(&c.label_from, &x->labels, r->from, e) < 0 ||
		texts_find(&c.label_to, &x->labels, r->to, e) < 0)
		return -1;
	return x->report(x->context, &c, e);
}

static int report_labels(struct diff *x, struct err *e)
{
	size_t n = x->counts->labels = x->relabelled.n;
	size_t *sorted = calloc(n + 1, sizeof(*sorted));
	int rc = 0;

	if (!sorted)
		return err_memory(e);
	for (size_t i = 0; i < n; i++)
		sorted[i] = i;
	if (n > 1)
		qsort_r(sorted, n, sizeof(*sorted), by_label, x->relabels);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = report_label(x, &x->relabels[sorted[i]], e);
	free(sorted);
	return rc;
}

/* ---- indicators ---- */

static int add_node(struct diff *x, struct stmt *row, int side, struct err *e)
{
	size_t known = x->names.n;
	int64_t place = ids_place(&x->names, stmt_get_text(row, 1), e);
	struct node *all, *n;

	if (place < 0)
		return -1;
	if ((size_t)place == known) {
		all = array_more(x->nodes, known, sizeof(*all));
		if (!all)
			return err_memory(e);
		x->nodes = all;
		all[place] = (struct node){ .decimals = stmt_type(row, 2) ==
					VALUE_NULL
				? -1
				: (int)stmt_get_integer(row, 2),
			.scale = stmt_type(row, 3) == VALUE_NULL
				? NAN
				: stmt_get_number(row, 3) };
	}
	n = &x->nodes[place];
	*(side ? &n->to : &n->from) = stmt_get_integer(row, 0);
	return 0;
}

static int read_nodes(struct diff *x, struct db *d, int side, struct err *e)
{
	const struct side *of = side ? x->o->to : x->o->from;
	struct stmt *row = NULL;
	int rc = stmt_open(&row, d, sql_diff_indicators, e);

	if (rc == 0) {
		stmt_text(row, 1, span_of(of->dataset));
		stmt_text(row, 2, span_of(of->edition));
		while ((rc = stmt_step(row, e)) == 1)
			if (add_node(x, row, side, e) < 0) {
				rc = -1;
				break;
			}
	}
	stmt_close(row);
	return rc;
}

/* An indicator that one of them does not have. */
static int report_indicator(struct diff *x, const struct figures *from,
	const struct figures *to, struct err *e)
{
	struct change c = { .class = CHANGE_STRUCTURE,
		.indicator = x->name,
		.from = from->n ? from->all : NULL,
		.to = to->n ? to->all : NULL,
		.figures = from->n + to->n };

	count_whole(x, to->n > 0);
	return resolve(&c, x, e);
}

static int compare_node(struct diff *x, size_t i, struct err *e)
{
	const struct node *n = &x->nodes[i];
	struct figures from, to;

	snprintf(
		x->name, sizeof(x->name), "%.*s", SPAN(ids_name(&x->names, i)));
	x->node = n;
	if (reader_read(&from, x->readers[0], n->from, e) < 0 ||
		reader_read(&to, x->readers[1], n->to, e) < 0)
		return -1;
	if (from.n > 0 && to.n > 0)
		return compare(
			&x->counts->tally, &x->how, &from, &to, on_pair, x, e);
	return from.n + to.n > 0 ? report_indicator(x, &from, &to, e) : 0;
}

/* ---- all of it ---- */

static int open_all(struct diff *x, struct db *d, struct err *e)
{
	const int64_t releases[] = { x->o->from->release, x->o->to->release };

	for (int side = 1; side >= 0; side--)
		if (areas_seen_read(&x->areas[side], d, releases[side], e) <
				0 ||
			reader_open(&x->readers[side], d, releases[side], e) <
				0 ||
			read_nodes(x, d, side, e) < 0)
			return -1;
	if (texts_open(&x->labels, d,
		    "SELECT label FROM label WHERE label_id = ?1", e) < 0)
		return -1;
	return texts_open(
		&x->sheets, d, "SELECT name FROM sheet WHERE sheet_id = ?1", e);
}

static void close_all(struct diff *x)
{
	for (int side = 0; side < 2; side++) {
		areas_seen_free(&x->areas[side]);
		reader_close(x->readers[side]);
	}
	texts_close(&x->labels);
	texts_close(&x->sheets);
	ids_free(&x->names);
	ids_free(&x->relabelled);
	free(x->relabels);
	free(x->nodes);
}

int diff_run(struct diff_counts *out, struct db *d, const struct diff_order *o,
	diff_fn *report, void *context, struct err *e)
{
	struct diff x = {
		.o = o, .counts = out, .report = report, .context = context
	};
	int rc;

	*out = (struct diff_counts){ .labels = 0 };
	x.how = (struct comparison){
		.same_edition = strcmp(o->from->edition, o->to->edition) == 0,
		.own_from = span_of(o->from->period),
		.own_to = span_of(o->to->period),
		.by_period = o->by_period,
		.areas_from = &x.areas[0].ids,
		.areas_to = &x.areas[1].ids,
	};
	if (db_begin(d, e) < 0)
		return -1;
	rc = open_all(&x, d, e);
	for (int side = 0; rc == 0 && side < 2; side++)
		rc = report_areas(&x, side, e);
	for (size_t i = 0; rc == 0 && i < x.names.n; i++)
		rc = compare_node(&x, i, e);
	if (rc == 0)
		rc = report_labels(&x, e);
	close_all(&x);
	return db_end(d, rc, e);
}

int diff_is_none(const struct diff_counts *c, int strict)
{
	size_t values = c->of[CHANGE_CORRECTION] + c->of[CHANGE_ROUNDING] +
		c->of[CHANGE_ADDED] + c->of[CHANGE_REMOVED] + c->areas_in +
		c->areas_out + c->tally.further;
	size_t rest = c->of[CHANGE_LABEL] + c->of[CHANGE_STRUCTURE] +
		c->labels + c->whole_in + c->whole_out + c->tally.repeats;

	return values == 0 && (!strict || rest == 0);
}

double diff_of(const struct change *c)
{
	char text[64];
	double change = c->to->value - c->from->value;

	if (fabs(change) >= 1e40 || c->places >= PLACES_MOST)
		return fmax(-DBL_MAX, fmin(change, DBL_MAX));
	snprintf(text, sizeof(text), "%.*f", c->places, change);
	return strtod(text, NULL) + 0.0;
}
