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

/* The highest bit of each of the bytes of v that is c, and no other bit. */
static inline uint64_t eight_equal(uint64_t v, char c)
{
	const uint64_t ones = 0x0101010101010101, low = 0x7f * ones;

	v ^= ones * (unsigned char)c;
	return ~(((v & low) + low) | v | low);
}

/* Whether the n bytes at a and b are the same; some are looked at twice. */
static inline int eight_same(const char *a, const char *b, size_t n)
{
	uint64_t other;

	if (n < 4)
		return eight_from_few(a, n) == eight_from_few(b, n);
	if (n < 8)
		return ((eight_from_four(a) ^ eight_from_four(b)) |
			       (eight_from_four(a + n - 4) ^
				       eight_from_four(b + n - 4))) == 0;
	other = (eight_bytes(a) ^ eight_bytes(b)) |
		(eight_bytes(a + n - 8) ^ eight_bytes(b + n - 8));
	for (size_t i = 8; i + 8 < n; i += 8)
		other |= eight_bytes(a + i) ^ eight_bytes(b + i);
	return other == 0;
}

/* Copies n bytes and gives back the end of the copy; for texts, which are
 * short. */
static inline char *eight_copy(char *to, const char *from, size_t n)
{
	if (n > 16) {
		memcpy(to, from, n);
	} else if (n >= 8) {
		memcpy(to, from, 8);
		memcpy(to + n - 8, from + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, from, 4);
		memcpy(to + n - 4, from + n - 4, 4);
	} else if (n >= 2) {
		memcpy(to, from, 2);
		memcpy(to + n - 2, from + n - 2, 2);
	} else if (n == 1) {
		*to = *from;
	}
	return to + n;
}

#endif
