/* SPDX-License-Identifier: MIT */
/*
 * Decimal to double. Most numbers are two exact doubles and one operation
 * (W. Clinger, How to read floating point numbers accurately, 1990); the
 * others are a product with a power of five to 128 bits (D. Lemire, Number
 * parsing at a gigabyte per second, 2021). The library is asked only where
 * more than 19 digits lie next to the middle between two doubles.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/eight.h"
#include "pipeline/base/num.h"
#include "pipeline/base/power5.h"

/* A decimal as found. */
struct decimal {
	const char *first, *end; /* its digits; a point may stand between */
	uint64_t value;		 /* of them, right for up to 19 */
	int64_t count, exponent; /* how many, and of ten to multiply by */
};

enum {
	DIGITS_HELD = 19,  /* as many as 64 bits take */
	DIGITS_MOST = 800, /* no middle of two doubles has as many */
};

static const uint64_t infinite = 0x7ff0000000000000;

static const uint64_t ZEROS = 0x3030303030303030; /* eight times '0' */

/* What lies behind end is not looked at and counts as zeros. Here and below
 * end may be NULL: then the bytes go on. */
static inline uint64_t eight_until(const char *p, const char *end)
{
	if (end && end - p < 8)
		return eight_from_few(p, (size_t)(end - p));
	return eight_bytes(p);
}

static inline char byte(const char *p, const char *end)
{
	return end && p >= end ? '\0' : *p;
}

/* The number whose decimal digits the bytes hold: neighbours are joined to
 * pairs, pairs to fours, fours to the eight. */
static inline uint64_t eight_digits(uint64_t v)
{
	v = v * 10 + (v >> 8);
	v = ((v & 0x000000ff000000ff) * 0x000f424000000064 +
		    ((v >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >>
		32;
	return v & 0xffffffff;
}

/* In each byte of v that is no digit, its highest bit; v is eight bytes less
 * '0' each. What stands behind a byte above 0x8a may be wrong. */
static inline uint64_t no_digits(uint64_t v)
{
	return (v | (v + 0x7676767676767676)) & 0x8080808080808080;
}

/* The first n digits of v, n below 8. */
static inline uint64_t first_digits(uint64_t v, int n)
{
	return eight_digits(v << (56 - 8 * n) << 8);
}

/* Appends the digits at p, eight at a time, to value, and returns what follows
 * them. */
static inline const char *append_digits(
	uint64_t *value, const char *p, const char *end)
{
	static const uint64_t ten[] = { 1, 10, 100, 1000, 10000, 100000,
		1000000, 10000000 };

	for (;; p += 8) {
		uint64_t v = eight_until(p, end) ^ ZEROS;
		uint64_t other = no_digits(v);
		int n;

		if (other) {
			n = __builtin_ctzll(other) / 8;
			*value = *value * ten[n] + first_digits(v, n);
			return p + n;
		}
		*value = *value * 100000000 + eight_digits(v);
	}
}

/* A number that begins with eight digits or more. */
static inline void find_long(struct decimal *d, const char *p, const char *end)
{
	d->end = append_digits(&d->value, p, end);
	d->count = d->end - p;
	if (byte(d->end, end) == '.') {
		p = d->end + 1;
		d->end = append_digits(&d->value, p, end);
		d->exponent = p - d->end;
		d->count -= d->exponent;
	}
}

/* The digits of a number. A point among the first eight bytes, as most have
 * it, is taken out so that they are read at once. */
static inline void find(struct decimal *d, const char *p, const char *end)
{
	uint64_t v = eight_until(p, end) ^ ZEROS, other = no_digits(v), before;
	int whole, all;

	*d = (struct decimal){ .first = p };
	if (!other) {
		find_long(d, p, end);
		return;
	}
	whole = __builtin_ctzll(other) / 8;
	if ((v >> 8 * whole & 0xff) != ('.' ^ '0')) {
		d->value = first_digits(v, whole);
		d->count = whole;
		d->end = p + whole;
		return;
	}
	other &= other - 1;
	all = other ? __builtin_ctzll(other) / 8 - 1 : 7;
	before = (1ULL << 8 * whole) - 1;
	d->value = first_digits((v & before) | (v >> 8 & ~before), all);
	d->end = p + all + 1;
	if (!other)
		d->end = append_digits(&d->value, d->end, end);
	d->count = d->end - p - 1;
	d->exponent = whole - d->count;
}

struct power {
	const char *end;
	int64_t ten;
};

/* What stands behind an 'e'. One without digits is not part of the number. */
static struct power power_of_ten(const char *e, const char *end)
{
	int minus = byte(e + 1, end) == '-';
	const char *p = e + 1 + (minus || byte(e + 1, end) == '+');
	int64_t n = 0;

	if (!is_digit(byte(p, end)))
		return (struct power){ e, 0 };
	for (; is_digit(byte(p, end)); p++)
		if (n < 1000000000000)
			n = n * 10 + (*p - '0');
	return (struct power){ p, minus ? -n : n };
}

/* What lies below the normal range has fewer bits, down to none. */
static uint64_t subnormal(uint64_t bits, int power)
{
	if (power <= -63)
		return 0;
	bits >>= 1 - power;
	return (bits + (bits & 1)) >> 1; /* 2^52 is the first normal one */
}

/* The bits of the double nearest to value times ten to q. The product holds
 * them and one more, by which it is rounded; the low half of the power is
 * needed only where the high half leaves that open. A true middle can only be
 * where five to q fits the 64 bits of a factor. */
static inline uint64_t nearest(uint64_t value, int64_t q)
{
	struct wide five, product, rest;
	int zeros, top, power;
	uint64_t bits;

	if (value == 0 || q < POWER5_LEAST)
		return 0;
	if (q > 308)
		return infinite;
	five = power5((int)q);
	zeros = __builtin_clzll(value);
	value <<= zeros;
	product = wide_times(value, five.high);
	if ((product.high & 0x1ff) == 0x1ff) {
		rest = wide_times(value, five.low);
		product.low += rest.high;
		product.high += product.low < rest.high;
	}
	top = (int)(product.high >> 63);
	bits = product.high >> (top + 9);
	power = log2_of_10((int)q) + 63 + 1023 + top - zeros;
	if (power <= 0)
		return subnormal(bits, power);
	if (product.low <= 1 && q >= -4 && q <= 23 && (bits & 3) == 1 &&
		bits << (top + 9) == product.high)
		bits--;
	bits = (bits + (bits & 1)) >> 1;
	bits += (uint64_t)(power - 1) << 52; /* the bit in front adds one */
	return bits < infinite ? bits : infinite;
}

/* Without a point, so that the user's locale has no say. */
static uint64_t by_library(const struct decimal *d)
{
	char text[DIGITS_MOST + 32];
	const char *p = d->first;
	int64_t n = 0;
	int more = 0;
	uint64_t bits;
	double value;

	for (; p < d->end && n < DIGITS_MOST; p++)
		if (*p != '.')
			text[n++] = *p;
	for (; p < d->end; p++)
		more |= *p > '0';
	snprintf(text + n, 32, "%se%lld", more ? "1" : "",
		(long long)(d->exponent + d->count - n - more));
	value = strtod(text, NULL);
	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

/* More than 19 digits: as good as the first 19 of them if the next number of
 * 19 digits is nearest to the same double. */
static uint64_t many_digits(struct decimal d)
{
	int64_t exponent;
	uint64_t value = 0, bits;
	const char *p;

	for (; d.first < d.end && (*d.first == '0' || *d.first == '.');
		d.first++)
		d.count -= *d.first == '0';
	if (d.count <= DIGITS_HELD)
		return nearest(d.value, d.exponent);
	p = d.first;
	for (int n = 0; n < DIGITS_HELD; p++)
		if (*p != '.') {
			value = value * 10 + (uint64_t)(*p - '0');
			n++;
		}
	exponent = d.exponent + d.count - DIGITS_HELD;
	bits = nearest(value, exponent);
	return bits == nearest(value + 1, exponent) ? bits : by_library(&d);
}

/* Where both factors are exact doubles. */
static inline int exact(double *out, const struct decimal *d)
{
	static const double ten[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7,
		1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
		1e19, 1e20, 1e21, 1e22 };
	double value = (double)(int64_t)d->value;

	if (d->count > DIGITS_HELD || d->value > 1ULL << 53 ||
		d->exponent < -22 || d->exponent > 22)
		return 0;
	*out = d->exponent < 0 ? value / ten[-d->exponent]
			       : value * ten[d->exponent];
	return 1;
}

static inline const char *scan(double *out, const char *p, const char *end)
{
	int negative = byte(p, end) == '-';
	struct decimal d;
	struct power by;
	uint64_t bits;
	double value;

	p += negative || byte(p, end) == '+';
	find(&d, p, end);
	if (d.count == 0)
		return NULL;
	p = d.end;
	if (byte(p, end) == 'e' || byte(p, end) == 'E') {
		by = power_of_ten(p, end);
		p = by.end;
		d.exponent += by.ten;
	}
	if (!exact(&value, &d)) {
		bits = d.count <= DIGITS_HELD ? nearest(d.value, d.exponent)
					      : many_digits(d);
		if (bits == infinite)
			return NULL;
		memcpy(&value, &bits, sizeof(value));
	}
	*out = negative ? -value : value;
	return p;
}

const char *num_scan(double *out, const char *p)
{
	return scan(out, p, NULL);
}

int num_parse(double *out, const char *s, size_t len)
{
	double value;

	if (len == 0 || scan(&value, s, s + len) != s + len)
		return -1;
	*out = value;
	return 0;
}
