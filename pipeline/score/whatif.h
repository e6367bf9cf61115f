/* SPDX-License-Identifier: MIT */
/* New scores and ranks under other weights, or another kind of mean. */
#ifndef KOSH_SCORE_WHATIF_H
#define KOSH_SCORE_WHATIF_H

#include <stdio.h>

#include "pipeline/score/scores.h"
#include "pipeline/store/query.h"

enum whatif_from {
	WHATIF_AUTO, /* of the parts of the root; of the leaves where the file
		      * has a weight below those */
	WHATIF_PARTS,
	WHATIF_LEAVES
};

struct whatif_order {
	const char *weights; /* a file of CSV, or NULL */
	int equal;	     /* begin with equal weights everywhere */
	enum mean mean;
	enum whatif_from from;
};

struct whatif {
	const struct score_tree *tree;
	struct scores base; /* as the edition has it, from the same parts */
	struct scores other;
	int from_leaves;
};

/* The file has a header with the columns indicator and weight; weights are
 * relative to the siblings, and a sibling that is not named keeps its own.
 * ERR_DATA, with the line, for a name that is no part of overall, one that is
 * there twice, and a weight that is no number or below 0; and where all parts
 * of a node have the weight 0. The tree must live as long. */
int whatif_open(struct whatif *out, const struct score_tree *t,
	const struct whatif_order *o, struct err *e);
void whatif_close(struct whatif *w);

/* The ranked areas by their new rank. */
int whatif_write(FILE *to, const struct whatif *w, enum query_format format,
	struct err *e);

#endif
