/* SPDX-License-Identifier: MIT */
#include "pipeline/store/order.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

unsigned order_bits(size_t n)
{
	unsigned bits = 0;

	while (bits < 63 && n > (size_t)1 << bits)
		bits++;
	return bits;
}

static int in_order(const uint64_t *v, size_t n, unsigned from)
{
	for (size_t i = 1; i < n; i++)
		if (v[i - 1] >> from > v[i] >> from)
			return 0;
	return 1;
}

/* By one digit, from one room into the other. */
static void move(uint64_t *to, const uint64_t *v, size_t n, unsigned shift)
{
	size_t start[DIGITS] = { 0 }, before = 0, count;

	for (size_t i = 0; i < n; i++)
		start[v[i] >> shift & (DIGITS - 1)]++;
	for (size_t i = 0; i < DIGITS; i++) {
		count = start[i];
		start[i] = before;
		before += count;
	}
	for (size_t i = 0; i < n; i++)
		to[start[v[i] >> shift & (DIGITS - 1)]++] = v[i];
}

int order_sort(uint64_t *v, size_t n, unsigned from, unsigned to, struct err *e)
{
	uint64_t *room, *at = v, *other;

	if (in_order(v, n, from))
		return 0;
	room = malloc(n * sizeof(*room));
	if (!room)
		return err_memory(e);
	for (other = room; from < to; from += DIGIT_BITS) {
		move(other, at, n, from);
		at = other;
		other = at == v ? room : v;
	}
	if (at != v)
		memcpy(v, at, n * sizeof(*v));
	free(room);
	return 0;
}
