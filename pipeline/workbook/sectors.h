/* SPDX-License-Identifier: MIT */
/*
 * Chains of sectors, as the streams of a compound file are made of them. A
 * chain may lead anywhere, but it ends: no sector counts twice, and none
 * outside the bytes.
 */
#ifndef KOSH_WORKBOOK_SECTORS_H
#define KOSH_WORKBOOK_SECTORS_H

#include "pipeline/workbook/cfb.h"

/* Where sectors lie one behind the other, each of 1 << shift bytes (the last
 * may be a part), and what follows which. */
struct sectors {
	struct span bytes;
	unsigned shift;
	uint32_t (*next)(const void *table, uint32_t sector);
	const void *table;
};

/* The first size bytes of a chain. ERR_DATA if it leaves the bytes, ends early
 * or runs in a circle. */
int sectors_read(struct cfb_stream *out, const struct sectors *sp,
	uint32_t start, uint64_t size, struct err *e);

/* Whole sectors to the chain's end, which must come before `most` bytes. */
int sectors_read_all(struct cfb_stream *out, const struct sectors *sp,
	uint32_t start, uint64_t most, struct err *e);

#endif
