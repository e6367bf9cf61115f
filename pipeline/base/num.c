/* SPDX-License-Identifier: MIT */
#include "pipeline/base/num.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
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
