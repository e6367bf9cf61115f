/* SPDX-License-Identifier: MIT */
#include "pipeline/score/detmath.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if FLT_EVAL_METHOD == 2 || FLT_EVAL_METHOD < 0
#error "doubles must be computed as doubles: build with -msse2 -mfpmath=sse"
#endif

/* ln 2 in two parts: the first has 32 bits, so that its product with an
 * exponent is exact. */
static const double ln2 = 0x1.62e42feep-1;
static const double ln2_rest = 0x1.a39ef35793c76p-33;

static uint64_t bits_of(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof(bits));
	return bits;
}

static double of_bits(uint64_t bits)
{
	double x;

	memcpy(&x, &bits, sizeof(x));
	return x;
}

/* x = 2^k * (1 + f) with 1 + f from sqrt(1/2) to sqrt(2), and with
 * s = f / (2 + f), ln(1 + f) = 2 artanh(s) = 2s + s * rest, where
 * 2s = f - s * f and rest = 2/3 s^2 + 2/5 s^4 + ... */
double det_log(double x)
{
	static const double parts[] = { 2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17,
		2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5,
		2.0 / 3 };
	const uint64_t sqrt_half = 0x3fe6a09e667f3bcd;
	double k = 0, f, s, z, rest, half;
	uint64_t bits, up;

	if (x < DBL_MIN) {
		x *= 0x1p54;
		k = -54;
	}
	bits = bits_of(x);
	up = bits - sqrt_half; /* its upper bits count the powers of 2 */
	k += (double)((int64_t)up >> 52);
	f = of_bits(bits - (up & 0xfff0000000000000)) - 1;
	s = f / (2 + f);
	z = s * s;
	rest = 0;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		rest = parts[i] + z * rest;
	rest *= z;
	half = 0.5 * f * f;
	return k * ln2 - ((half - (s * (half + rest) + k * ln2_rest)) - f);
}

/* x = k ln 2 + r with |r| at most half of ln 2, and e^r by its series. */
double det_exp(double x)
{
	const double to_whole = 0x1.8p52; /* adding it rounds */
	double k, high, low, r, sum = 0;

	if (x > 709.782712893384)
		return INFINITY;
	if (x < -708.39)
		return 0;
	k = (x / (ln2 + ln2_rest) + to_whole) - to_whole;
	high = x - k * ln2;
	low = k * ln2_rest;
	r = high - low;
	for (int i = 14; i >= 2; i--)
		sum = (sum + 1) * r / i;
	/* e^r = 1 + r + r * sum; r itself is a little off */
	sum = 1 + (high + (r * sum - low));
	if (k > 1023)
		return sum * 0x1p1023 * 2;
	return sum * of_bits((uint64_t)(1023 + (int64_t)k) << 52);
}

static double ratio(const double *over, const double *under, double x)
{
	double a = over[7], b = under[7];

	for (int i = 6; i >= 0; i--) {
		a = a * x + over[i];
		b = b * x + under[i];
	}
	return a / b;
}

double det_normal(double p)
{
	/* near the middle; then towards the ends; then near them */
	static const double a[8] = { 3.3871328727963666080,
		133.14166789178437745, 1971.5909503065514427,
		13731.693765509461125, 45921.953931549871457,
		67265.770927008700853, 33430.575583588128105,
		2509.0809287301226727 };
	static const double b[8] = { 1, 42.313330701600911252,
		687.18700749205790830, 5394.1960214247511077,
		21213.794301586595867, 39307.895800092710610,
		28729.085735721942674, 5226.4952788528545610 };
	static const double c[8] = { 1.42343711074968357734,
		4.63033784615654529590, 5.76949722146069140550,
		3.64784832476320460504, 1.27045825245236838258,
		0.241780725177450611770, 0.0227238449892691845833,
		7.74545014278341407640e-4 };
	static const double d[8] = { 1, 2.05319162663775882187,
		1.67638483018380384940, 0.689767334985100004550,
		0.148103976427480074590, 0.0151986665636164571966,
		5.47593808499534494600e-4, 1.05075007164441684324e-9 };
	static const double g[8] = { 6.65790464350110377720,
		5.46378491116411436990, 1.78482653991729133580,
		0.296560571828504891230, 0.0265321895265761230930,
		1.24266094738807843860e-3, 2.71155556874348757815e-5,
		2.01033439929228813265e-7 };
	static const double h[8] = { 1, 0.599832206555887937690,
		0.136929880922735805310, 0.0148753612908506148525,
		7.86869131145613259100e-4, 1.84631831751005468180e-5,
		1.42151175831644588870e-7, 2.04426310338993978564e-15 };
	double q = p - 0.5, r, x;

	if (fabs(q) <= 0.425)
		return q * ratio(a, b, 0.180625 - q * q);
	r = sqrt(-det_log(q < 0 ? p : 1 - p));
	x = r <= 5 ? ratio(c, d, r - 1.6) : ratio(g, h, r - 5);
	return q < 0 ? -x : x;
}
