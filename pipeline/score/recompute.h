/* SPDX-License-Identifier: MIT */
/*
 * Composites recomputed from their parts and held against what was published,
 * with the tolerance that rounding allows: half a unit of the composite and
 * those of its parts, combined as the parts are, and a relative 1e-12 for
 * binary fractions (as in sql/rules/v701-composite.sql).
 */
#ifndef KOSH_SCORE_RECOMPUTE_H
#define KOSH_SCORE_RECOMPUTE_H

#include <stdio.h>

#include "pipeline/score/composite.h"
#include "pipeline/store/query.h"

/* NAN: not published, or no part of it is. */
struct recomputed {
	double published, value, tolerance;
	size_t there; /* parts that it was made of */
};

struct recomputed_rank {
	double published, value; /* NAN: none */
	/* those that its score may have, off by what rounding of the parts
	 * allows */
	size_t first, last;
};

struct recompute {
	const struct score_tree *tree;
	struct composites composites;
	struct recomputed *figures; /* [area * composites.n + composite] */
	struct recomputed_rank *ranks;
};

/* Of published parts, or with from_leaves of parts that are themselves
 * recomputed. The tree must live as long. */
int recompute_open(struct recompute *out, const struct score_tree *t,
	int from_leaves, struct err *e);
void recompute_close(struct recompute *r);

/* Less the tolerance: above 0 it is outside; NAN where there is nothing to
 * compare. */
double recomputed_excess(const struct recomputed *f);
/* 1 if the published rank is one that rounding allows, or there is none. */
int recomputed_rank_fits(const struct recomputed_rank *r);

/* Writes a row for each composite, or with all for each of its figures; outside
 * becomes how many are. */
int recompute_write(FILE *to, size_t *outside, const struct recompute *r,
	int all, enum query_format format, struct err *e);

#endif
