/* SPDX-License-Identifier: MIT */
#include "pipeline/base/num.h"

#include <string.h>

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits at p; counts those that count, which zeros in front do not. */
static const char *pass_digits(int *significant, const char *p, const char *end)
{
	for (; p < end && is_digit(*p); p++)
		*significant += *significant || *p != '0';
	return p;
}

/* Up to 15 digits are those of one double only; no shorter ones are, since
 * these would be digits of another. */
int num_is_shortest(struct span s)
{
	const char *p = s.at, *end = s.at + s.len, *whole, *point;
	int significant = 0;

	p += s.len && *p == '-';
	whole = p;
	p = point = pass_digits(&significant, p, end);
	if (p == whole || (*whole == '0' && p > whole + 1))
		return 0;
	if (p == end) /* no "-0" */
		return significant ? significant <= 15 : s.len == 1;
	if (*p != '.')
		return 0;
	p = pass_digits(&significant, p + 1, end);
	if (p != end || p[-1] == '0' || p[-1] == '.' || significant > 15)
		return 0;
	return *whole != '0' || p - point - significant <= 6;
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
