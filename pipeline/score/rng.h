/* SPDX-License-Identifier: MIT */
/*
 * Random numbers that are the same on every machine. Each run of a simulation
 * has a stream of its own, which depends on the seed and the run's number only:
 * not on how many runs there are, nor on which thread meets it.
 *
 * The generator is xoshiro256** 1.0 of Blackman and Vigna (Scrambled Linear
 * Pseudorandom Number Generators, ACM Trans. Math. Softw. 47(4), 2021;
 * prng.di.unimi.it). As they advise its state comes from splitmix64 (Steele,
 * Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014):
 * run r takes the outputs 4r to 4r + 3 behind the seed.
 */
#ifndef KOSH_SCORE_RNG_H
#define KOSH_SCORE_RNG_H

#include <stdint.h>

struct rng {
	uint64_t state[4];
};

/* The next output of splitmix64; its state moves on. */
uint64_t rng_split(uint64_t *state);

void rng_begin(struct rng *r, uint64_t seed, uint64_t run);

static inline uint64_t rng_turn(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static inline uint64_t rng_next(struct rng *r)
{
	uint64_t *s = r->state;
	uint64_t out = rng_turn(s[1] * 5, 7) * 9;
	uint64_t shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rng_turn(s[3], 45);
	return out;
}

/* A multiple of 2^-52 and half of that: above 0, below 1, uniform. */
static inline double rng_unit(struct rng *r)
{
	return ((double)(rng_next(r) >> 12) + 0.5) * 0x1p-52;
}

#endif
