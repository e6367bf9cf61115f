/* SPDX-License-Identifier: MIT */
/*
 * What each part does to the ranking: all is ranked anew without it, and its
 * siblings share its weight. An area is compared where it has both ranks, each
 * of which is recomputed the same way.
 */
#ifndef KOSH_SCORE_LEAVEOUT_H
#define KOSH_SCORE_LEAVEOUT_H

#include <stdio.h>

#include "pipeline/score/scores.h"
#include "pipeline/store/query.h"

struct leaveout {
	int node;
	struct scores without;
	size_t areas;
	double spearman;
	double mean_change, max_change; /* of ranks, without their sign */
	int up, down; /* who moves most, -1: nobody; the first by code */
};

/* base is the ranking with the node. */
int leaveout_open(struct leaveout *out, const struct composites *c,
	const struct scores *base, int from_leaves, int node, struct err *e);
void leaveout_close(struct leaveout *l);

/* A row for each part of the root, or with leaves for each node that the root
 * is made of in the end; with all one for each of its areas. */
int leaveout_write(FILE *to, const struct composites *c, int leaves, int all,
	enum query_format format, struct err *e);

#endif
