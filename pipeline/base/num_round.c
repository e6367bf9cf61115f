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

/* Leaves n digits, rounded, without zeros at either end. */
static void keep(struct decimal *d, int n)
{
	int first = 0, up;

	while (first < d->n && d->digits[first] == '0')
		first++;
	d->n -= first;
	memmove(d->digits, d->digits + first, (size_t)d->n);
	up = d->n > n && d->digits[n] >= '5';
	if (d->n > n) {
		d->exponent += d->n - n;
		d->n = n;
	}
	while (d->n > 0 && d->digits[d->n - 1] == (up ? '9' : '0')) {
		d->n--;
		d->exponent++;
	}
	if (up && d->n > 0)
		d->digits[d->n - 1]++;
	else if (up || d->n == 0)
		d->digits[d->n++] = up ? '1' : '0';
}

size_t num_significant(char buf[NUM_TEXT], double value, int digits)
{
	struct decimal d;
	const char *sign = value < 0 ? "-" : "";
	int power, n;

	if (!isfinite(value))
		return (size_t)snprintf(buf, NUM_TEXT, "%sInf", sign);
	d = decimal_of(fabs(value));
	keep(&d, digits);
	power = value == 0 ? 0 : d.n + d.exponent - 1;
	if (power < -4 || power >= digits)
		n = snprintf(buf, NUM_TEXT, "%s%c%s%.*se%+03d", sign,
			d.digits[0], d.n > 1 ? "." : "", d.n - 1, d.digits + 1,
			power);
	else if (power < 0)
		n = snprintf(buf, NUM_TEXT, "%s0.%.*s%.*s", sign, -power - 1,
			"000", d.n, d.digits);
	else if (d.n > power + 1)
		n = snprintf(buf, NUM_TEXT, "%s%.*s.%.*s", sign, power + 1,
			d.digits, d.n - power - 1, d.digits + power + 1);
	else
		n = snprintf(buf, NUM_TEXT, "%s%.*s%.*s", sign, d.n, d.digits,
			power + 1 - d.n, "0000000000000000");
	return (size_t)n;
}
