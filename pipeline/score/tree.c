/* SPDX-License-Identifier: MIT */
#include "pipeline/score/tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"

extern const char sql_score_nodes[], sql_score_areas[], sql_score_values[];

enum { NODES_MAX = 1 << 16 };

/* What a tree is read with and keeps: texts, and what stands where. */
struct score_store {
	struct arena texts;
	struct ids nodes, areas;
	int *last; /* the last child that was met of each node, -1: none */
};

/* ---- the tree ---- */

static const char *text_of(
	struct score_tree *t, struct stmt *row, int column, struct err *e)
{
	struct span text = stmt_get_text(row, column);
	const char *copy = text.at ? arena_copy(&t->store->texts, text) : NULL;

	if (text.at && !copy)
		err_memory(e);
	return copy;
}

static double number_of(struct stmt *row, int column)
{
	return stmt_type(row, column) == VALUE_NULL
		? NAN
		: stmt_get_number(row, column);
}

/* -1: not known */
static int places_of(struct stmt *row, int column)
{
	return stmt_type(row, column) == VALUE_NULL
		? -1
		: (int)stmt_get_integer(row, column);
}

const char *const score_combines[] = {
	[COMBINE_NONE] = "none",
	[COMBINE_MEAN] = "mean",
	[COMBINE_SUM] = "sum",
	[COMBINE_LEAVES] = "leaves",
};

static enum spec_combine combine_of(struct stmt *row, int column)
{
	struct span name = stmt_get_text(row, column);

	for (int i = COMBINE_LEAVES; i > COMBINE_NONE; i--)
		if (span_is(name, score_combines[i]))
			return (enum spec_combine)i;
	return COMBINE_NONE;
}

static int place_of(const struct ids *t, struct span name)
{
	const int64_t *at = name.at ? ids_find(t, name) : NULL;

	return at ? (int)*at : -1;
}

/* A parent stands before its children, which are met in their order. */
static void hang(struct score_tree *t, int node, int parent)
{
	int *last = t->store->last;

	t->nodes[node].parent = parent;
	last[node] = -1;
	if (parent < 0)
		return;
	if (last[parent] < 0)
		t->nodes[parent].first = node;
	else
		t->nodes[last[parent]].next = node;
	last[parent] = node;
}

static int add_node(struct score_tree *t, struct stmt *row, struct err *e)
{
	struct score_node *all = array_more(t->nodes, t->n_nodes, sizeof(*all));
	int *last = array_more(t->store->last, t->n_nodes, sizeof(*last));
	int node = (int)t->n_nodes;

	t->nodes = all ? all : t->nodes;
	t->store->last = last ? last : t->store->last;
	if (!all || !last)
		return err_memory(e);
	if (t->n_nodes == NODES_MAX)
		return err_set(
			e, ERR_DATA, "a tree of more than %d nodes", NODES_MAX);
	all[node] = (struct score_node){
		.indicator = text_of(t, row, 0, e),
		.label = text_of(t, row, 1, e),
		.first = -1,
		.next = -1,
		.weight = stmt_get_number(row, 3),
		.combine = combine_of(row, 4),
		.lower = (int)stmt_get_integer(row, 5),
		.decimals = places_of(row, 6),
		.scale_min = number_of(row, 7),
		.scale_max = number_of(row, 8),
	};
	t->n_nodes++;
	hang(t, node, place_of(&t->store->nodes, stmt_get_text(row, 2)));
	if (node == 0) {
		t->period = text_of(t, row, 9, e);
		t->rank_sign = (int)stmt_get_integer(row, 10);
		t->ties_decimals = places_of(row, 11);
	}
	if (e->kind != ERR_NONE)
		return -1;
	return ids_add(&t->store->nodes, span_of(all[node].indicator), node, e);
}

/* ---- areas and their scores ---- */

static int add_area(struct score_tree *t, struct stmt *row, struct err *e)
{
	struct score_area *all = array_more(t->areas, t->n_areas, sizeof(*all));

	if (!all)
		return err_memory(e);
	t->areas = all;
	all[t->n_areas] = (struct score_area){
		.area = text_of(t, row, 0, e),
		.name = text_of(t, row, 1, e),
		.rank = number_of(row, 2),
	};
	if (e->kind != ERR_NONE)
		return -1;
	t->n_areas++;
	return ids_add(&t->store->areas, span_of(all[t->n_areas - 1].area),
		(int64_t)t->n_areas - 1, e);
}

static int add_value(struct score_tree *t, struct stmt *row, struct err *e)
{
	struct span code = stmt_get_text(row, 0), name = stmt_get_text(row, 1);
	int area = place_of(&t->store->areas, code);
	int node = place_of(&t->store->nodes, name);

	if (!isfinite(stmt_get_number(row, 2)))
		return err_set(e, ERR_DATA,
			"%s/%s: the score of '%.*s' for '%.*s' is infinite",
			t->dataset, t->edition, SPAN(code), SPAN(name));
	if (area >= 0 && node >= 0)
		t->values[(size_t)area * t->n_nodes + (size_t)node] =
			stmt_get_number(row, 2);
	return 0;
}

static int make_values(struct score_tree *t, struct err *e)
{
	size_t n = t->n_areas * t->n_nodes;

	t->values = calloc(n ? n : 1, sizeof(*t->values));
	if (!t->values)
		return err_memory(e);
	for (size_t i = 0; i < n; i++)
		t->values[i] = NAN;
	return 0;
}

/* ---- the call ---- */

static int read_rows(struct score_tree *t, struct db *d, const char *sql,
	int64_t release,
	int (*add)(struct score_tree *, struct stmt *, struct err *),
	struct err *e)
{
	struct stmt *row = NULL;
	int rc = stmt_open(&row, d, sql, e);

	if (rc == 0) {
		stmt_integer(row, 1, release);
		if (t->period)
			stmt_text(row, 2, span_of(t->period));
		while ((rc = stmt_step(row, e)) == 1)
			if (add(t, row, e) < 0) {
				rc = -1;
				break;
			}
	}
	stmt_close(row);
	return rc;
}

static int has_scores(const struct score_tree *t)
{
	for (size_t i = 0; i < t->n_areas * t->n_nodes; i++)
		if (!isnan(t->values[i]))
			return 1;
	return 0;
}

static int read_tree(struct score_tree *t, struct db *d, const struct side *of,
	struct err *e)
{
	if (read_rows(t, d, sql_score_nodes, of->release, add_node, e) < 0)
		return -1;
	if (t->n_nodes == 0)
		return err_set(e, ERR_DATA,
			"%s/%s has no tree: none of its indicators is "
			"'overall'",
			of->dataset, of->edition);
	if (read_rows(t, d, sql_score_areas, of->release, add_area, e) < 0 ||
		make_values(t, e) < 0 ||
		read_rows(t, d, sql_score_values, of->release, add_value, e) <
			0)
		return -1;
	if (!has_scores(t))
		return err_set(e, ERR_DATA,
			"%s/%s@%.12s has no score of its tree in %s",
			of->dataset, of->edition, of->sha256,
			t->period ? t->period : "any period");
	return 0;
}

static const char *keep(struct score_tree *t, const char *s, struct err *e)
{
	const char *copy = s ? arena_copy(&t->store->texts, span_of(s)) : NULL;

	if (s && !copy)
		err_memory(e);
	return copy;
}

int score_tree_open(struct score_tree *out, struct db *d, const struct side *of,
	struct err *e)
{
	*out = (struct score_tree){ .store = calloc(1, sizeof(*out->store)) };
	if (!out->store)
		return err_memory(e);
	out->dataset = keep(out, of->dataset, e);
	out->edition = keep(out, of->edition, e);
	out->release = keep(out, of->sha256, e);
	out->regime = keep(out, of->regime, e);
	if (e->kind != ERR_NONE || read_tree(out, d, of, e) < 0) {
		score_tree_close(out);
		return -1;
	}
	return 0;
}

void score_tree_close(struct score_tree *t)
{
	if (t->store) {
		arena_free(&t->store->texts);
		ids_free(&t->store->nodes);
		ids_free(&t->store->areas);
		free(t->store->last);
	}
	free(t->store);
	free(t->nodes);
	free(t->areas);
	free(t->values);
	*t = (struct score_tree){ 0 };
}

int score_tree_node(const struct score_tree *t, const char *indicator)
{
	for (size_t i = 0; i < t->n_nodes; i++)
		if (strcmp(t->nodes[i].indicator, indicator) == 0)
			return (int)i;
	return -1;
}

int score_tree_area(const struct score_tree *t, const char *area)
{
	for (size_t i = 0; i < t->n_areas; i++)
		if (strcmp(t->areas[i].area, area) == 0)
			return (int)i;
	return -1;
}
