/* SPDX-License-Identifier: MIT */
#include "pipeline/base/num.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A decimal as read: digits of up to 19 places in mantissa, times ten to
 * exponent. exact tells whether all digits fitted. */
struct decimal {
	uint64_t mantissa;
	int exponent;
	int negative;
	int exact;
};

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *digits(
	struct decimal *d, const char *p, const char *end, int behind_point)
{
	for (; p < end && is_digit(*p); p++) {
		if (d->mantissa < UINT64_MAX / 10 - 1) {
			d->mantissa = d->mantissa * 10 + (uint64_t)(*p - '0');
			d->exponent -= behind_point;
		} else {
			d->exact = d->exact && *p == '0';
			d->exponent += !behind_point;
		}
	}
	return p;
}

/* Reads [+-]digits behind an e; NULL if there is none. */
static const char *exponent(int *out, const char *p, const char *end)
{
	int minus = p < end && *p == '-', n = 0;
	const char *start;

	if (p < end && (*p == '-' || *p == '+'))
		p++;
	for (start = p; p < end && is_digit(*p); p++)
		if (n < 100000)
			n = n * 10 + (*p - '0');
	*out = minus ? -n : n;
	return p == start ? NULL : p;
}

static int read_decimal(struct decimal *d, const char *p, const char *end)
{
	const char *start, *point;
	int places, e = 0;

	*d = (struct decimal){ .exact = 1 };
	if (p < end && (*p == '-' || *p == '+'))
		d->negative = *p++ == '-';
	start = p;
	p = digits(d, p, end, 0);
	places = (int)(p - start);
	if (p < end && *p == '.') {
		point = ++p;
		p = digits(d, p, end, 1);
		places += (int)(p - point);
	}
	if (places == 0)
		return -1;
	if (p < end && (*p == 'e' || *p == 'E')) {
		p = exponent(&e, p + 1, end);
		if (!p)
			return -1;
	}
	d->exponent += e;
	return p == end ? 0 : -1;
}

/* Clinger's fast path: both factors are exact doubles, so one operation rounds
 * once. (W. Clinger, How to read floating point numbers accurately, 1990.) */
static int exact_double(double *out, const struct decimal *d)
{
	static const double ten[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7,
		1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
		1e19, 1e20, 1e21, 1e22 };
	double m = (double)d->mantissa;

	if (!d->exact || d->mantissa > (1ULL << 53) || d->exponent < -22 ||
		d->exponent > 22)
		return 0;
	m = d->exponent < 0 ? m / ten[-d->exponent] : m * ten[d->exponent];
	*out = d->negative ? -m : m;
	return 1;
}

/* strtod is correctly rounded in glibc and reads '.' as long as nobody calls
 * setlocale, which this project never does. */
static int by_library(double *out, const char *s, size_t len)
{
	char small[128], *buf = len < sizeof(small) ? small : malloc(len + 1);

	if (!buf)
		return -1;
	memcpy(buf, s, len);
	buf[len] = '\0';
	*out = strtod(buf, NULL);
	if (buf != small)
		free(buf);
	return isfinite(*out) ? 0 : -1;
}

int num_parse(double *out, const char *s, size_t len)
{
	struct decimal d;

	if (len == 0 || read_decimal(&d, s, s + len) < 0)
		return -1;
	if (exact_double(out, &d))
		return 0;
	return by_library(out, s, len);
}

static size_t format_integer(char *buf, double value)
{
	return (size_t)snprintf(buf, NUM_TEXT, "%lld", (long long)value);
}

/* Below a power of two the doubles lie closer than above it, so that where the
 * nearest decimal does not read back, the next one up still may. */
static int next_up(char *sci, double value)
{
	char *last = strchr(sci, 'e') - 1;
	int power;

	if (fabs(frexp(value, &power)) != 0.5 || *last == '9')
		return 0;
	++*last;
	return strtod(sci, NULL) == value;
}

/* The fewest of 15 to 17 digits that read back. Below the normal range fewer
 * digits than 15 can be enough, so there the search starts at one. */
static void shortest(char *sci, size_t room, double value)
{
	int places = fabs(value) < 2.3e-308 ? 0 : 14;

	for (; places <= 16; places++) {
		snprintf(sci, room, "%.*e", places, value);
		if (strtod(sci, NULL) == value || next_up(sci, value))
			return;
	}
}

/* Takes "d.ddde+xx" apart: the digits without trailing zeros, the exponent. */
static int split(char digit[20], int *exponent_of, const char *sci)
{
	int n = 0;

	for (; *sci != 'e'; sci++)
		if (*sci != '.')
			digit[n++] = *sci;
	*exponent_of = (int)strtol(sci + 1, NULL, 10);
	while (n > 1 && digit[n - 1] == '0')
		n--;
	digit[n] = '\0';
	return n;
}

static size_t plain(char buf[NUM_TEXT], const char *sci)
{
	static const char zeros[] = "00000000000000000000";
	const char *sign = *sci == '-' ? "-" : "";
	char d[20];
	int e, n = split(d, &e, sci + (*sci == '-'));

	if (e < -6 || e > 20)
		return (size_t)snprintf(buf, NUM_TEXT, "%s%c%s%se%d", sign,
			d[0], n > 1 ? "." : "", d + 1, e);
	if (e < 0)
		return (size_t)snprintf(
			buf, NUM_TEXT, "%s0.%.*s%s", sign, -e - 1, zeros, d);
	if (e >= n - 1)
		return (size_t)snprintf(
			buf, NUM_TEXT, "%s%s%.*s", sign, d, e - n + 1, zeros);
	return (size_t)snprintf(
		buf, NUM_TEXT, "%s%.*s.%s", sign, e + 1, d, d + e + 1);
}

/* A number of at most 15 digits, up to 6 of them behind the point: if the
 * integer nearest to value * 10^n gives value back when divided, its digits
 * are the shortest decimal, since both are exact doubles and division rounds
 * once. 0 where value is no such number. */
static size_t few_decimals(char *buf, double value)
{
	static const double ten[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
	double size = fabs(value);
	long long whole;
	size_t len;
	int n = 1;

	if (size >= 1e9)
		return 0;
	while (n <= 6 && rint(size * ten[n]) / ten[n] != size)
		n++;
	if (n > 6)
		return 0;
	whole = (long long)rint(size * ten[n]);
	if (value < 0)
		*buf++ = '-';
	len = (size_t)snprintf(buf, NUM_TEXT - 1, "%0*lld", n + 1, whole);
	memmove(buf + len - (size_t)n + 1, buf + len - (size_t)n,
		(size_t)n + 1);
	buf[len - (size_t)n] = '.';
	return len + 1 + (value < 0);
}

size_t num_format(char buf[NUM_TEXT], double value)
{
	char sci[NUM_TEXT];
	size_t len;

	if (value == floor(value) && fabs(value) < 1e15)
		return format_integer(buf, value);
	len = few_decimals(buf, value);
	if (len)
		return len;
	shortest(sci, sizeof(sci), value);
	return plain(buf, sci);
}

int num_decimals(const char *s, size_t len)
{
	const char *point = memchr(s, '.', len);
	int n = 0;

	if (!point)
		return 0;
	while (++point < s + len && is_digit(*point))
		n++;
	return n;
}
