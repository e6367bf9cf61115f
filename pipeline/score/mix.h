/* SPDX-License-Identifier: MIT */
/*
 * A composite as weighted sums: which of an edition's nodes it is made from,
 * and what of it does not change when its weights do.
 */
#ifndef KOSH_SCORE_MIX_H
#define KOSH_SCORE_MIX_H

#include "pipeline/score/lanes.h"
#include "pipeline/score/tree.h"

enum mix_from {
	MIX_LEAVES, /* the deepest nodes that the release gives scores for */
	MIX_PARTS,  /* what the root is made of, as it was published */
};

enum { MIX_AREAS_MAX = 2048, MIX_INPUTS_MAX = 4096 };

/* One of those that a composite follows from: an input or a composite. */
struct mix_part {
	size_t node;  /* of the tree */
	double share; /* its weight, so that the absolute ones add up to 1 */
	int input;    /* its place, -1: a composite */
	int group;
};

/* A composite and its parts, which stand together. What it is a part of stands
 * before it, the root first. */
struct mix_group {
	size_t node, first, n;
	int part;     /* that it is, -1: the root */
	int sum;      /* missing counts as 0, else the mean of what is there */
	double total; /* what the absolute weights add up to */
};

/* Areas that have the same inputs. */
struct mix_pattern {
	size_t first, n;
	unsigned char *have; /* [part] */
};

struct mix {
	struct mix_part *parts;
	size_t n_parts;
	struct mix_group *groups;
	size_t n_groups;
	size_t *inputs; /* [input]: its node */
	size_t n_inputs;
	size_t *areas; /* their places in the tree, by pattern */
	size_t n_areas;
	struct mix_pattern *patterns;
	size_t n_patterns;
	/* [area * n_inputs + input]: the scores; 0 where one is missing. They
	 * are multiplied so that every composite of them lies between -1 and 1
	 * and the greatest has rank 1, and so that a LANES_UNIT is one of the
	 * ninth place of a score, or where an edition ranks equal scores by
	 * fewer places, of the last of these. Where scores are too great for
	 * that, a LANES_UNIT is 2^-38 of the greatest or less. */
	double *scores;
	/* What scores are moved by before they are rounded to a LANES_UNIT, so
	 * that halves go where ranks_score has them go. */
	double lean;
	/* The logarithms of the scores put on a scale from 1 to 100, likewise,
	 * whatever places: their weighted sums stand in the order of the
	 * geometric means. */
	double *logs;
};

/* The areas are those that the release ranks (ranks_has) and that have an
 * input. ERR_DATA where the root
 * does not follow from anything that the release gives, for a mean with
 * negative weights, and for weights or scores that doubles cannot add up. */
int mix_open(struct mix **out, const struct score_tree *t, enum mix_from from,
	struct err *e);
void mix_close(struct mix *m);

/* What each input of an area of that pattern weighs in the root, where the
 * parts have those shares among their siblings; 0 for what is missing. room is
 * for as many as there are groups. */
void mix_weigh(struct lanes *out, struct lanes *room, const struct mix *m,
	const struct mix_pattern *p, const struct lanes *shares);

/* Finds the areas, their patterns and values; mix_open calls it. */
int mix_fill(struct mix *m, const struct score_tree *t, struct err *e);

#endif
