/* SPDX-License-Identifier: MIT */
/*
 * The inner loops of a simulation: eight runs side by side, one in each lane,
 * so that a processor's vectors hold what belongs to several runs and the same
 * is done to all of them. What a lane gives depends neither on the other lanes
 * nor on how wide the vectors are.
 */
#ifndef KOSH_SCORE_LANES_H
#define KOSH_SCORE_LANES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "pipeline/base/err.h"

enum {
	LANES = 8,
	LANES_PLACES = 1 << 11, /* that keys can tell apart */
};

/* A figure of eight runs. */
struct lanes {
	double lane[LANES];
};

/* Room for n of them, zeroed, where vectors like it; NULL if memory is out. To
 * be freed. */
struct lanes *lanes_new(size_t n);

/* Which places are to be compared and exchanged, in this order, so that n keys
 * come to be sorted: Batcher's merge exchange (Knuth, The Art of Computer
 * Programming 3, 5.2.2, algorithm M). It does not depend on the keys, so all
 * lanes go one way, and no branch is guessed wrong. */
struct network {
	struct network_pair {
		uint16_t low, high;
	} * pairs;
	size_t n;
};

int network_make(struct network *out, size_t n, struct err *e);
void network_free(struct network *w);

/* The same work for one width of vectors. */
struct lanes_work {
	/* scores[i] is the sum of weights[k] * values[i * n_weights + k], added
	 * in the order of k. */
	void (*scores)(struct lanes *scores, const double *values, size_t n,
		const struct lanes *weights, size_t n_weights);
	/* Sorts the keys of each lane, the least first. */
	void (*sort)(struct lanes *keys, const struct network *w);
};

/* Those that this processor can do, the widest last; how many there are. */
size_t lanes_works(const struct lanes_work **out);

/* Makes a key of each score, all between -1 and 1. Keys stand in the order of
 * the scores plus lean rounded to a multiple of LANES_UNIT, and of equal ones
 * in that of their places. */
#define LANES_UNIT 0x1p-40
void lanes_keys(struct lanes *scores, size_t n, double lean);

static inline uint64_t lanes_bits(double key)
{
	uint64_t bits;

	memcpy(&bits, &key, sizeof(bits));
	return bits;
}

/* The place of a key's score. */
static inline size_t lanes_place(uint64_t bits)
{
	return bits & (LANES_PLACES - 1);
}

/* 1 if two keys are of equal scores. */
static inline int lanes_tied(uint64_t a, uint64_t b)
{
	return (a ^ b) < LANES_PLACES;
}

#endif
