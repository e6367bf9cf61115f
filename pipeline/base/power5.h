/* SPDX-License-Identifier: MIT */
/*
 * Powers of five to 128 bits, for turning decimals into doubles and back: the
 * power of ten is one of these, shifted.
 */
#ifndef KOSH_BASE_POWER5_H
#define KOSH_BASE_POWER5_H

#include <stdint.h>

enum {
	POWER5_LEAST = -342, /* 19 digits times ten to less are 0 */
	POWER5_MOST = 324,   /* the smallest double times ten to this is >= 1 */
	POWER5_UP = -27,     /* from here up to -1 they are rounded up */
	POWER5_EXACT = 55,   /* from 0 up to here nothing is cut off */
};

struct wide {
	uint64_t high, low;
};

/* The 128 highest bits of 5^q, the first of them set, and what follows cut
 * off; from POWER5_UP to -1 rounded up, as the reading wants it. */
extern const struct wide power5_table[POWER5_MOST - POWER5_LEAST + 1];

static inline struct wide power5(int q)
{
	return power5_table[q - POWER5_LEAST];
}

/* All bits of a product of two. */
static inline struct wide wide_times(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 both;
	both product = (both)a * b;

	return (struct wide){ (uint64_t)(product >> 64), (uint64_t)product };
}

/* floor(log2(10^q)); what is shifted is above 0. */
static inline int log2_of_10(int q)
{
	return ((q * 1741647 + (2048 << 19)) >> 19) - 2048;
}

#endif
