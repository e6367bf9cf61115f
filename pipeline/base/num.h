/* SPDX-License-Identifier: MIT */
/*
 * Numbers between text and double, without locale: parsing is correctly
 * rounded, formatting gives the shortest decimal that reads back as the same
 * double.
 */
#ifndef KOSH_BASE_NUM_H
#define KOSH_BASE_NUM_H

#include <stddef.h>

#include "pipeline/base/text.h"

enum {
	NUM_TEXT = 32,	/* room for any formatted number, with its NUL */
	NUM_PLACES = 17 /* that num_places tells apart */
};

/* The whole of s as a finite decimal number: [+-] digits [. digits]
 * [e [+-] digits]; at least one digit, no white space. 0, or -1 if it is
 * anything else or does not fit a double. */
int num_parse(double *out, const char *s, size_t len);

/* Reads the decimal at p as far as it goes ([+-] digits [. digits] [e [+-]
 * digits]) and returns what follows; NULL where there is none or it does not
 * fit a double. The bytes must go on for at least 16 behind the number, the
 * first of which is no digit (a window's zeros do). */
const char *num_scan(double *out, const char *p);

/* Writes the shortest decimal of a finite value and its NUL; returns its
 * length. Of the shortest, the nearest. Exponents appear from 1e21 up and below
 * 1e-6. -0 becomes 0. */
size_t num_format(char buf[NUM_TEXT], double value);

/* 1 only if s is what num_format would print for its value: a plain decimal of
 * at most 15 digits without zeros that could go. */
int num_is_shortest(struct span s);

/* The shortest decimal of a value to so many places, 0 or more, a half away
 * from zero: 2.675 is 2.68 to two. Never -0; what is not finite stays. */
double num_round(double value, int places);
/* Writes so many digits of that decimal that count, at most NUM_PLACES, as %g
 * of printf does, and its NUL; returns the length. "Inf" where value is. */
size_t num_significant(char buf[NUM_TEXT], double value, int digits);

/* 10 to the power of n, 0 or more; exact up to 22. */
double num_power(int n);

/* How many digits stand behind the decimal point of a plain decimal. */
int num_decimals(const char *s, size_t len);

/* The places of a finite value that count, NUM_PLACES at the most: rounded to
 * as many it stays as it is, but for less than half a unit of its twelfth
 * digit. What follows in 56.709999999999994 is noise of binary fractions. */
int num_places(double value);

#endif
