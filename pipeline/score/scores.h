/* SPDX-License-Identifier: MIT */
/* Scores of the root under other weights, and their ranks. */
#ifndef KOSH_SCORE_SCORES_H
#define KOSH_SCORE_SCORES_H

#include "pipeline/score/composite.h"

/* How the root is made. */
struct making {
	int from_leaves; /* of its parts as recomputed, not as published */
	enum mean mean;	 /* geometric ones on a scale from 1 to 100 */
	int out;	 /* a node that is left out, -1: none */
};

struct scores {
	double *scores, *ranks; /* [areas]; NAN: not ranked (ranks_has) */
};

/* ERR_DATA where the root is no composite. */
int scores_open(struct scores *out, const struct composites *c,
	const struct making *how, struct err *e);
void scores_close(struct scores *s);

#endif
