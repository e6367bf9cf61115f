/* SPDX-License-Identifier: MIT */
/* Rounding of the decimal that a number is written as, not of its double. */
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/num.h"

enum { POWER_EXACT = 22 };

/* The shortest decimal of a value: digits times ten to the exponent. */
struct decimal {
	char digits[NUM_TEXT];
	int n, exponent;
};

static struct decimal decimal_of(double value)
{
	struct decimal d = { .n = 0 };
	char text[NUM_TEXT];
	int behind = 0;

	num_format(text, value);
	for (const char *p = text; *p; p++)
		if (is_digit(*p)) {
			d.digits[d.n++] = *p;
			d.exponent -= behind;
		} else if (*p == '.') {
			behind = 1;
		} else { /* the exponent of ten */
			d.exponent += (int)strtol(p + 1, NULL, 10);
			break;
		}
	return d;
}

static double number(uint64_t units, int places)
{
	char text[NUM_TEXT];
	double value = 0;
	int n;

	if (units < 1ULL << 53 && places <= POWER_EXACT)
		return (double)units / num_power(places);
	n = snprintf(text, sizeof(text), "%" PRIu64 "e-%d", units, places);
	num_parse(&value, text, (size_t)n);
	return value;
}

double num_round(double value, int places)
{
	struct decimal d;
	uint64_t units = 0;
	int kept;

	if (!(fabs(value) < 0x1p52))
		return value;
	d = decimal_of(fabs(value));
	kept = d.n + d.exponent + places;
	if (kept >= d.n)
		return value == 0 ? 0 : value;
	if (kept < 0)
		return 0;
	for (int i = 0; i < kept; i++)
		units = units * 10 + (uint64_t)(d.digits[i] - '0');
	units += d.digits[kept] >= '5';
	return units ? copysign(number(units, places), value) : 0;
}
