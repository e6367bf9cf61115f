/* SPDX-License-Identifier: MIT */
#include "pipeline/base/num.h"

#include <string.h>

enum { DIGITS_SURE = 15 }; /* as many are the digits of one double only */

static const char *pass_digits(const char *p, const char *end)
{
	while (p < end && is_digit(*p))
		p++;
	return p;
}

/* Behind "0" and perhaps a minus. */
static int is_shortest_below_one(const char *p, const char *end, int minus)
{
	const char *point = p;

	if (p == end)
		return !minus;
	if (*p++ != '.')
		return 0;
	while (p < end && *p == '0')
		p++;
	return p < end && end - p <= DIGITS_SURE && p - point <= 6 &&
		end[-1] != '0' && pass_digits(p, end) == end;
}

/* No shorter ones are digits of that double, since these would be digits of
 * another. */
int num_is_shortest(struct span s)
{
	const char *p = s.at, *end = s.at + s.len, *point;
	int minus = s.len > 0 && *p == '-';

	p += minus;
	if (p == end || end - p > 1 + 1 + 5 + DIGITS_SURE)
		return 0;
	if (*p == '0')
		return is_shortest_below_one(p + 1, end, minus);
	if (end - p > DIGITS_SURE + 1)
		return 0;
	point = pass_digits(p, end);
	if (point == end)
		return end - p <= DIGITS_SURE;
	return point > p && *point == '.' && end[-1] != '0' && end[-1] != '.' &&
		pass_digits(point + 1, end) == end;
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

double num_power(int n)
{
	double power = 1;

	while (n-- > 0)
		power *= 10;
	return power;
}
