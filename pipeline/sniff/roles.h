/* SPDX-License-Identifier: MIT */
/* Inside this folder: what the columns of figures are called. */
#ifndef KOSH_SNIFF_ROLES_H
#define KOSH_SNIFF_ROLES_H

#include "pipeline/sniff/guess_inside.h"

/* One score, rank and raw figure an indicator, which the rows tell. */
int roles_by_indicator(
	struct guess *g, const struct series_rows *rows, struct err *e);

/* The overall rank and score, the ranks of the other scores; then the ids of
 * all. */
int roles_overall(
	struct guess *g, const struct series_rows *rows, struct err *e);

/* Ids from the labels; those of overall are there. */
void roles_ids(struct guess *g, const int *rank_of);

#endif
