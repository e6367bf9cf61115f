/* SPDX-License-Identifier: MIT */
/*
 * The weights of composites, found from published figures alone: least squares
 * over weights that are not below 0 (and come to 1 for a mean), then the
 * simplest fractions, by their common denominator, that explain all figures
 * within what rounding allows. What the figures cannot determine is said, with
 * the reason, and no number given.
 *
 * Areas with a missing part: the complete ones alone are used if they suffice;
 * if not, all are, by the model that a mean is over the parts that are there.
 */
#ifndef KOSH_SCORE_INFER_H
#define KOSH_SCORE_INFER_H

#include <stdio.h>

#include "pipeline/score/composite.h"
#include "pipeline/store/query.h"

enum {
	INFER_MEAN_MAX = 100, /* greatest common denominator of a mean */
	INFER_SUM_MAX = 20,   /* and of the weights of a sum */
	REASON_TEXT = 200
};

/* A part that may have weight. */
struct candidate {
	int node;
	double weight;	   /* found; NAN: not determined */
	double half_width; /* three standard deviations, by rounding or noise */
	int over;	   /* snapped: so many times 1 / denominator */
	double spec;	   /* the edition's own, of 1 for a mean */
	const char *aside; /* why it was left out, or NULL */
};

struct fit {
	double max, rms; /* residual; NAN: none */
	size_t outside;	 /* areas beyond the tolerance */
};

struct inferred {
	int node;
	int is_mean;
	struct candidate *parts;
	size_t n;
	size_t areas;	/* that were used */
	int incomplete; /* some of them lack a part */
	struct fit raw, snapped;
	double tolerance; /* the greatest of an area */
	double condition; /* NAN: not known */
	int denominator;  /* 0: nothing simple explains the figures */
	int determined;
	char reason[REASON_TEXT]; /* why not; "" */
};

/* Of a composite, or of a node that is said to be none (then as a mean). */
int infer_node(struct inferred *out, const struct composites *c, int node,
	struct err *e);
void inferred_free(struct inferred *f);

/* 1 if determined weights are the edition's own. */
int inferred_agrees(const struct inferred *f);

/* Writes a row for each part of each composite, with all of each node that has
 * parts; others becomes how many composites are not determined or have other
 * weights than the edition says. */
int infer_write(FILE *to, size_t *others, const struct composites *c, int all,
	enum query_format format, struct err *e);

#endif
