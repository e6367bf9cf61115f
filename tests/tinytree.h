/* SPDX-License-Identifier: MIT */
/* Trees of a few nodes and areas, without a database. */
#ifndef KOSH_TESTS_TINYTREE_H
#define KOSH_TESTS_TINYTREE_H

#include "tests/check.h"

#include <math.h>

#include "pipeline/score/composite.h"

enum { TINY_NODES = 16, TINY_AREAS = 64 };

struct tiny {
	struct score_tree tree;
	struct score_node nodes[TINY_NODES];
	struct score_area areas[TINY_AREAS];
	double values[TINY_NODES * TINY_AREAS];
	char codes[TINY_AREAS][4];
};

static inline void tiny_begin(struct tiny *t)
{
	memset(t, 0, sizeof(*t));
	t->tree = (struct score_tree){ .dataset = "d",
		.edition = "1",
		.release = "0000",
		.regime = "one",
		.period = "2020",
		.rank_sign = 1,
		.ties_decimals = -1,
		.nodes = t->nodes,
		.areas = t->areas,
		.values = t->values };
}

/* A node behind the last one; -1: the parent of the root. */
static inline int tiny_hang(
	struct tiny *t, const struct score_node *like, int parent)
{
	int node = (int)t->tree.n_nodes++;

	assert_in_range(node, 0, TINY_NODES - 1);
	assert_int_equal(t->tree.n_areas, 0);
	t->nodes[node] = *like;
	t->nodes[node].label = like->indicator;
	t->nodes[node].parent = parent;
	t->nodes[node].first = t->nodes[node].next = -1;
	if (parent >= 0 && t->nodes[parent].first < 0) {
		t->nodes[parent].first = node;
	} else if (parent >= 0) {
		int last = t->nodes[parent].first;

		while (t->nodes[last].next >= 0)
			last = t->nodes[last].next;
		t->nodes[last].next = node;
	}
	return node;
}

/* Nodes are added in depth-first order, before the areas. */
static inline int tiny_node(struct tiny *t, const char *name,
	const char *parent, double weight, enum spec_combine combine)
{
	return tiny_hang(t,
		&(struct score_node){ .indicator = name,
			.weight = weight,
			.combine = combine,
			.decimals = 2,
			.scale_min = NAN,
			.scale_max = NAN },
		parent ? score_tree_node(&t->tree, parent) : -1);
}

/* AAA, AAB, ...: its published rank and a value for each node. */
static inline size_t tiny_area(
	struct tiny *t, double rank, const double *values)
{
	size_t area = t->tree.n_areas++;

	assert_in_range(area, 0, TINY_AREAS - 1);
	memcpy(t->codes[area], "AAA", 4);
	t->codes[area][1] = (char)('A' + area / 26);
	t->codes[area][2] = (char)('A' + area % 26);
	t->areas[area] =
		(struct score_area){ t->codes[area], t->codes[area], rank };
	memcpy(t->values + area * t->tree.n_nodes, values,
		t->tree.n_nodes * sizeof(*values));
	return area;
}

#define TINY_AREA(t, rank, ...)                                                \
	tiny_area(t, rank, (const double[]){ __VA_ARGS__ })

static inline void tiny_composites(struct composites *out, const struct tiny *t)
{
	struct err e = ERR_INIT;

	if (composites_open(out, &t->tree, &e) < 0)
		fail_msg("%s", e.text);
}

#endif
