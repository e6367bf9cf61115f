/* SPDX-License-Identifier: MIT */
/* Eight bytes of text as one number, for looking at all of them at once. */
#ifndef KOSH_BASE_EIGHT_H
#define KOSH_BASE_EIGHT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The first byte is the lowest. */
static inline uint64_t eight_bytes(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return le64toh(v);
}

static inline uint64_t eight_from_four(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return le32toh(v);
}

static inline uint64_t eight_from_two(const char *p)
{
	uint16_t v;

	memcpy(&v, p, sizeof(v));
	return le16toh(v);
}

/* n bytes, fewer than eight, and zeros behind them. */
static inline uint64_t eight_from_few(const char *p, size_t n)
{
	if (n >= 4)
		return eight_from_four(p) |
			eight_from_four(p + n - 4) << 8 * (n - 4);
	if (n >= 2)
		return eight_from_two(p) |
			eight_from_two(p + n - 2) << 8 * (n - 2);
	return n == 1 ? (unsigned char)*p : 0;
}

/* Whether the texts at a and b are the same; the last eight bytes are perhaps
 * looked at twice. */
static inline int eight_same(const char *a, const char *b, size_t n)
{
	if (n < 8)
		return eight_from_few(a, n) == eight_from_few(b, n);
	for (size_t i = 0; i < n - 8; i += 8)
		if (eight_bytes(a + i) != eight_bytes(b + i))
			return 0;
	return eight_bytes(a + n - 8) == eight_bytes(b + n - 8);
}

#endif
