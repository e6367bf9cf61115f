/* SPDX-License-Identifier: MIT */
#include "pipeline/score/rng.h"

/* What the state of splitmix64 grows by: 2^64 over the golden ratio. */
static const uint64_t golden = 0x9e3779b97f4a7c15;

uint64_t rng_split(uint64_t *state)
{
	uint64_t z = *state += golden;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

void rng_begin(struct rng *r, uint64_t seed, uint64_t run)
{
	uint64_t state = seed + 4 * run * golden;

	for (int i = 0; i < 4; i++)
		r->state[i] = rng_split(&state);
}
