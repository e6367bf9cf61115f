/* SPDX-License-Identifier: MIT */
/*
 * An edition's tree and the scores that one release gives for it: what
 * composites are made from. Missing is NAN and never 0. The root is overall,
 * node 0; indicators that do not belong to it are left out.
 */
#ifndef KOSH_SCORE_TREE_H
#define KOSH_SCORE_TREE_H

#include "pipeline/store/db.h"
#include "pipeline/store/sides.h"

struct score_node {
	const char *indicator, *label;
	int parent;	 /* its place, -1: none; parents stand before */
	int first, next; /* the first child, the next sibling; -1: none */
	double weight;	 /* among its siblings, as the spec has it */
	enum spec_combine combine; /* of its children; sql/schema/content.sql */
	int lower;		   /* 1: the lower score is the better one */
	int decimals;		   /* published places, -1: not known */
	double scale_min, scale_max; /* NAN: not known */
};

struct score_area {
	const char *area, *name; /* KAZ, Kazakhstan */
	double rank;		 /* published, of the root; NAN: none */
};

/* What the database calls each way to combine. */
extern const char *const score_combines[];

/* All text and numbers are the tree's. */
struct score_tree {
	const char *dataset, *edition, *release, *regime;
	const char *period;	  /* the one that the areas are ranked in */
	int rank_sign;		  /* -1: the worst area has rank 1 */
	int ties_decimals;	  /* scores that are equal to so many places
				   * share a rank; -1: not known */
	struct score_node *nodes; /* in depth-first order */
	size_t n_nodes;
	struct score_area *areas; /* by code */
	size_t n_areas;
	double *values; /* [area * n_nodes + node], at place 0 */
	struct score_store *store;
};

/* All areas that have a score of the tree or a rank in the period of the view
 * overall. ERR_DATA where the edition has no tree or the release no score in
 * it, or an infinite one. Nothing is left to close after a failure; a closed
 * tree may be closed again. */
int score_tree_open(struct score_tree *out, struct db *d, const struct side *of,
	struct err *e);
void score_tree_close(struct score_tree *t);

/* The place of an indicator or an area, -1 if there is none. */
int score_tree_node(const struct score_tree *t, const char *indicator);
int score_tree_area(const struct score_tree *t, const char *area);

#endif
