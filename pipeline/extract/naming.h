/* SPDX-License-Identifier: MIT */
/* Inside this folder: which indicator, which measure a text of a workbook
 * means. */
#ifndef KOSH_EXTRACT_NAMING_H
#define KOSH_EXTRACT_NAMING_H

#include "pipeline/base/text.h"
#include "pipeline/extract/spec.h"

struct naming;

/* The names of a tree's nodes: their ids, names and labels. A label of several
 * nodes means none of them; a name of two is ERR_DATA. */
int naming_open(
	struct naming **out, const struct spec_tree *tree, struct err *e);
void naming_close(struct naming *n);

/* The node (its place in the tree) that a text means, folded as labels are, or
 * -1. For one thread at a time. */
int naming_find(struct naming *n, struct span text);
/* 0, or -1 with "out of memory" if it was so at any look-up, which then found
 * nothing. */
int naming_done(const struct naming *n, struct err *e);
const struct spec_indicator *naming_node(const struct naming *n, int node);

/* The id of the node whose id is this one with the suffix behind it, or NULL.
 */
const char *naming_with(struct naming *n, const char *id, const char *suffix);

/* The measure that a text means by the lists of a column, of which {any} in one
 * takes what the others leave, or by its own name: score, rank, raw or value.
 * MEASURES where it means none. */
enum spec_measure naming_measure(
	struct naming *n, const struct spec_column *k, struct span text);

#endif
