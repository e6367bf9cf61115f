/* SPDX-License-Identifier: MIT */
/* Trees with scores, made up by tests. */
#ifndef KOSH_TESTS_SCOREMAKE_H
#define KOSH_TESTS_SCOREMAKE_H

#include "tests/check.h"

#include "pipeline/score/tree.h"

enum { MADE_NODES = 16, MADE_AREAS = 64 };

/* A tree that nothing has to free. */
struct made_tree {
	struct score_tree tree;
	struct score_node nodes[MADE_NODES];
	struct score_area areas[MADE_AREAS];
	char codes[MADE_AREAS][4];
	double values[MADE_AREAS * MADE_NODES];
};

static inline void made_start(struct made_tree *m)
{
	*m = (struct made_tree){ .tree = { .dataset = "made",
					 .edition = "2025",
					 .release = "00",
					 .regime = "made",
					 .period = "2025",
					 .rank_sign = 1,
					 .ties_decimals = -1 } };
	m->tree.nodes = m->nodes;
	m->tree.areas = m->areas;
	m->tree.values = m->values;
}

/* A node behind the last one; -1 for the parent of the root. */
static inline int made_node(struct made_tree *m, const char *name, int parent,
	double weight, enum spec_combine combine)
{
	int at = (int)m->tree.n_nodes++;

	assert_true(at < MADE_NODES && m->tree.n_areas == 0);
	m->nodes[at] = (struct score_node){ .indicator = name,
		.label = name,
		.parent = parent,
		.first = -1,
		.next = -1,
		.weight = weight,
		.combine = combine,
		.decimals = 2,
		.scale_min = 0,
		.scale_max = 100 };
	if (parent < 0)
		return at;
	if (m->nodes[parent].first < 0) {
		m->nodes[parent].first = at;
	} else {
		int last = m->nodes[parent].first;

		while (m->nodes[last].next >= 0)
			last = m->nodes[last].next;
		m->nodes[last].next = at;
	}
	return at;
}

/* An area with a value for each node, NAN where it has none. All nodes stand
 * before the first area. */
static inline void made_area(
	struct made_tree *m, double rank, const double *values)
{
	size_t at = m->tree.n_areas++;

	assert_true(at < MADE_AREAS);
	snprintf(m->codes[at], sizeof(m->codes[at]), "A%02u",
		(unsigned)at % 100);
	m->areas[at] = (struct score_area){ m->codes[at], m->codes[at], rank };
	for (size_t i = 0; i < m->tree.n_nodes; i++)
		m->values[at * m->tree.n_nodes + i] = values[i];
}

#endif
