/* SPDX-License-Identifier: MIT */
/* Inside this folder: a file of weights. */
#ifndef KOSH_SCORE_WHATIF_READ_H
#define KOSH_SCORE_WHATIF_READ_H

#include "pipeline/score/composite.h"

/* Gives the weights of a file to composites; deep becomes 1 where one is of a
 * node below the parts of the root, and then is the line of the first. */
int whatif_read(
	struct composites *c, size_t *deep, const char *path, struct err *e);

#endif
