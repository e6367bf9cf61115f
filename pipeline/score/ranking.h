/* SPDX-License-Identifier: MIT */
/*
 * The ranks of all areas of a mix in eight runs at once. Equal scores share a
 * rank (1, 2, 2, 4); what counts as equal is said in mix.h.
 */
#ifndef KOSH_SCORE_RANKING_H
#define KOSH_SCORE_RANKING_H

#include "pipeline/score/mix.h"

struct ranking;

int ranking_open(struct ranking **out, const struct mix *m, struct err *e);
void ranking_close(struct ranking *r);

/* Where the shares of the mix's parts go; borrowed. */
struct lanes *ranking_shares(struct ranking *r);

/* By the shares, and in each lane by geometric means where geometric says so:
 * keys of the areas in each lane, the best last (lanes.h). Borrowed. */
const struct lanes *ranking_keys(struct ranking *r, const int geometric[LANES]);

#endif
