/* SPDX-License-Identifier: MIT */
/*
 * Double to the shortest decimal that reads back as it. All decimals between
 * the middles to both neighbours read back; of a power of ten so large that
 * few of its multiples lie there, one is taken (R. Giulietti, The Schubfach
 * way to render doubles, 2020).
 */
#include <endian.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/base/power5.h"

struct decimal {
	uint64_t digits;
	int exponent; /* of ten */
};

enum {
	DIGITS_ROOM = 17,
	FRACTION_BITS = 52,
	LEAST_EXPONENT = -1074, /* of two, for a whole mantissa */
};

/* floor(log10(2^q)), or of 3/4 2^q. */
static int log10_of_2(int q, int less)
{
	int64_t log = (int64_t)q * 1262611 - (less ? 524031 : 0);

	return (int)((log + (512LL << 22)) >> 22) - 512;
}

/* The power of five rounded up wherever it is not exact. */
static struct wide power5_up(int k)
{
	struct wide five = power5(k);

	five.low += k < POWER5_UP || k > POWER5_EXACT;
	return five;
}

/* The highest 64 bits of the product, the last of them set if any below is:
 * enough to compare with, without the rest. */
static uint64_t to_odd(struct wide five, uint64_t factor)
{
	struct wide low = wide_times(five.low, factor);
	struct wide high = wide_times(five.high, factor);

	high.low += low.high;
	high.high += high.low < low.high;
	return high.high | (high.low > 1);
}

/* The shortest decimal, of those the nearest, of mantissa times two to q. Below
 * is the neighbour half as far if the mantissa is the least of its kind. */
static struct decimal schubfach(uint64_t mantissa, int q, int lopsided)
{
	int odd = mantissa & 1; /* then the middles do not read back as it */
	int k = log10_of_2(q, lopsided);
	int shift = q + log2_of_10(-k) + 1;
	struct wide five = power5_up(-k);
	uint64_t four = 4 * mantissa;
	uint64_t value = to_odd(five, four << shift);
	uint64_t least = to_odd(five, (four - 2 + (uint64_t)lopsided) << shift);
	uint64_t most = to_odd(five, (four + 2) << shift);
	uint64_t low = value / 4, ten = low / 10;
	int under, over;

	least += (uint64_t)odd;
	most -= (uint64_t)odd;
	if (low >= 10) {
		under = least <= 40 * ten;
		over = 40 * ten + 40 <= most;
		if (under != over)
			return (struct decimal){ ten + (uint64_t)over, k + 1 };
	}
	under = least <= 4 * low;
	over = 4 * low + 4 <= most;
	if (under == over) /* both read back, or none: the nearer one */
		over = value > 4 * low + 2 ||
			(value == 4 * low + 2 && (low & 1));
	return (struct decimal){ low + (uint64_t)over, k };
}

/* Of a value above 0. */
static struct decimal shortest(double value)
{
	uint64_t bits, fraction;
	int exponent;

	memcpy(&bits, &value, sizeof(bits));
	fraction = bits & ((1ULL << FRACTION_BITS) - 1);
	exponent = (int)(bits >> FRACTION_BITS);
	if (exponent == 0)
		return schubfach(fraction, LEAST_EXPONENT, 0);
	return schubfach(fraction | 1ULL << FRACTION_BITS,
		LEAST_EXPONENT + exponent - 1, fraction == 0 && exponent > 1);
}

/* The eight digits of n below 10^8, the first of them lowest: it is split into
 * fours, these into pairs, these into digits, all side by side in one word. */
static inline uint64_t eight_digits(uint64_t n)
{
	uint64_t v = n / 10000 | n % 10000 << 32, high;

	high = ((v * 10486) >> 20) & 0x0000007f0000007f;
	v = high | (v - 100 * high) << 16;
	high = ((v * 103) >> 10) & 0x000f000f000f000f;
	return high | (v - 10 * high) << 8;
}

static void put_eight(char *out, uint64_t digits)
{
	digits = htole64(digits | 0x3030303030303030);
	memcpy(out, &digits, sizeof(digits));
}

/* Digits in a room of their own. */
struct digits {
	char room[DIGITS_ROOM];
	const char *first;
	int n;
};

/* Of n below 10^8. */
static inline void few_digits(struct digits *d, uint64_t n)
{
	uint64_t digits = eight_digits(n);
	int zeros = digits ? __builtin_ctzll(digits) / 8 : 7;

	put_eight(d->room, digits >> 8 * zeros);
	d->first = d->room;
	d->n = 8 - zeros;
}

/* Of n below 10^17. Whether there are 16 or 17 cannot be foreseen, so that no
 * branch should hang on it. */
static inline void many_digits(struct digits *d, uint64_t n)
{
	uint64_t high = n / 100000000, highest = high / 100000000;

	d->room[0] = (char)('0' + highest);
	put_eight(d->room + 1, eight_digits(high % 100000000));
	put_eight(d->room + 9, eight_digits(n % 100000000));
	d->first = d->room + (highest == 0);
	while (*d->first == '0')
		d->first++;
	d->n = (int)(d->room + 17 - d->first);
}

static inline void put_digits(struct digits *d, uint64_t n)
{
	if (n < 100000000)
		few_digits(d, n);
	else
		many_digits(d, n);
}

static char *add(char *out, const char *from, int len)
{
	memcpy(out, from, (size_t)len);
	return out + len;
}

static char *add_zeros(char *out, int n)
{
	memset(out, '0', (size_t)n);
	return out + n;
}

static char *put_small(char *out, unsigned n)
{
	if (n >= 100)
		*out++ = (char)('0' + n / 100);
	if (n >= 10)
		*out++ = (char)('0' + n / 10 % 10);
	*out++ = (char)('0' + n % 10);
	return out;
}

/* One digit in front of the point. */
static char *put_scientific(char *out, const char *digit, int n, int exponent)
{
	*out++ = *digit;
	if (n > 1) {
		*out++ = '.';
		out = add(out, digit + 1, n - 1);
	}
	*out++ = 'e';
	if (exponent < 0)
		*out++ = '-';
	return put_small(out, (unsigned)abs(exponent));
}

static char *put_decimal(char *out, struct decimal d)
{
	struct digits all;
	const char *digit;
	int n, exponent;

	if (d.digits % 100000000 == 0) {
		d.digits /= 100000000;
		d.exponent += 8;
	}
	put_digits(&all, d.digits);
	digit = all.first;
	n = all.n;
	exponent = d.exponent + n - 1; /* of the first digit */
	while (n > 1 && digit[n - 1] == '0')
		n--;
	if (exponent < -6 || exponent > 20)
		return put_scientific(out, digit, n, exponent);
	if (exponent < 0) {
		out = add(out, "0.", 2);
		out = add_zeros(out, -exponent - 1);
		return add(out, digit, n);
	}
	if (exponent >= n - 1)
		return add_zeros(add(out, digit, n), exponent - n + 1);
	out = add(out, digit, exponent + 1);
	*out++ = '.';
	return add(out, digit + exponent + 1, n - exponent - 1);
}

size_t num_format(char buf[NUM_TEXT], double value)
{
	double size = value < 0 ? -value : value;
	struct digits digits;
	char *p = buf;

	if (value < 0)
		*p++ = '-';
	if (size < 1e15 && size == (double)(int64_t)size) {
		put_digits(&digits, (uint64_t)size);
		p = add(p, digits.first, digits.n);
	} else {
		p = put_decimal(p, shortest(size));
	}
	*p = '\0';
	return (size_t)(p - buf);
}

/* But for less than half a unit of its twelfth digit. What is above 2^52 has no
 * fraction, and a sum above it no room for one. */
static int is_whole(double size)
{
	return size >= 0x1p52 ||
		fabs(size - (size + 0x1p52 - 0x1p52)) <= 5e-12 * size;
}

/* What is whole after so many places is so after more. */
int num_places(double value)
{
	static const double units[NUM_PLACES] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5,
		1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16 };
	int least = 0, most = NUM_PLACES;

	while (least < most) {
		int middle = (least + most) / 2;

		if (is_whole(fabs(value) * units[middle]))
			most = middle;
		else
			least = middle + 1;
	}
	return least;
}
