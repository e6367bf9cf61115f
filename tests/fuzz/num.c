/* SPDX-License-Identifier: MIT */
/* Numbers: parsed as strtod has them, and written as the shortest decimal that
 * reads back as the same double. */
#include "pipeline/base/num.h"

#include <math.h>
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"

static const char *digits(const char *p, size_t *n)
{
	for (; *p >= '0' && *p <= '9'; p++)
		++*n;
	return p;
}

/* 1 if s has the form that num.h promises to read. */
static int has_form(const char *s)
{
	size_t n = 0, exponent = 0;

	s = digits(s + (*s == '+' || *s == '-'), &n);
	if (*s == '.')
		s = digits(s + 1, &n);
	if (n == 0)
		return 0;
	if (*s == 'e' || *s == 'E') {
		s++;
		s = digits(s + (*s == '+' || *s == '-'), &exponent);
		if (exponent == 0)
			return 0;
	}
	return *s == '\0';
}

static int same_bits(double a, double b)
{
	return memcmp(&a, &b, sizeof(a)) == 0;
}

static void parse(struct span s)
{
	double ours = 0, theirs = 0;
	char *copy = text_copy(s);
	int good;

	fuzz_hold(copy != NULL, "there is memory for a number");
	good = strlen(copy) == s.len && has_form(copy);
	if (good)
		theirs = strtod(copy, NULL);
	good = good && isfinite(theirs);
	fuzz_hold((num_parse(&ours, s.at, s.len) == 0) == good,
		"numbers are read, and nothing else is");
	if (good)
		fuzz_hold(same_bits(ours, theirs), "a number is what it says");
	free(copy);
}

/* Digits that say something: neither leading nor trailing zeros. */
static int significant(const char *s)
{
	int n = 0, zeros = 0;

	for (; *s && *s != 'e'; s++) {
		if (*s < '0' || *s > '9' || (*s == '0' && n == 0))
			continue;
		n++;
		zeros = *s == '0' ? zeros + 1 : 0;
	}
	return n - zeros;
}

static void format(double value)
{
	char ours[NUM_TEXT], theirs[64];
	size_t n = num_format(ours, value);
	int precision = 0;
	double back;

	fuzz_hold(n == strlen(ours) && n < NUM_TEXT, "a length is right");
	fuzz_hold(num_parse(&back, ours, n) == 0 && back == value,
		"what was written reads as the same number");
	fuzz_hold(back != 0 || !signbit(back), "there is no minus zero");
	do
		snprintf(theirs, sizeof(theirs), "%.*e", precision++, value);
	while (strtod(theirs, NULL) != value);
	fuzz_hold(significant(ours) <= significant(theirs),
		"no shorter decimal reads back");
}

static void decimals(struct span s)
{
	const char *point = s.len ? memchr(s.at, '.', s.len) : NULL;
	int n = num_decimals(s.at, s.len);

	fuzz_hold(n >= 0 && (size_t)n <= s.len, "decimals are digits of it");
	fuzz_hold(point || n == 0, "without a point there are none");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span s = { (const char *)data, size };
	double value;

	parse(s);
	decimals(s);
	if (size < sizeof(value))
		return 0;
	memcpy(&value, data, sizeof(value));
	if (isfinite(value))
		format(value);
	return 0;
}
