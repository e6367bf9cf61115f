/* SPDX-License-Identifier: MIT */
/* Inside the header: columns of one family that say the same of their figures,
 * which are told apart by the block that they stand in. */
#ifndef KOSH_EXTRACT_HEADER_BLOCK_H
#define KOSH_EXTRACT_HEADER_BLOCK_H

#include "pipeline/extract/header.h"

/* Two columns of which nothing says which is meant. */
struct block_doubt {
	uint32_t first, second;
};

/* Leaves of the columns that say the same the one of the block (from 1; 0: not
 * said), in any order; one that is alone is meant whatever the block. How many
 * are left. 0 and the doubt where there is no such block among several. */
size_t block_choose(
	struct found *all, size_t n, unsigned block, struct block_doubt *doubt);

/* From left to right; and whether one that is among them so is at a column. */
void found_sort(struct found *all, size_t n);
int found_has(const struct found *all, size_t n, uint32_t column);

#endif
