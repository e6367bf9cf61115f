/* SPDX-License-Identifier: MIT */
/*
 * Logarithm, exponential and quantile of the normal distribution, the same to
 * the last bit on every machine and with every compiler, which those of a libm
 * are not: of additions, multiplications, divisions and roots of doubles alone,
 * each rounded once as IEEE 754 wants it. So the Makefile forbids to contract
 * a product and a sum into one operation (-ffp-contract=off).
 */
#ifndef KOSH_SCORE_DETMATH_H
#define KOSH_SCORE_DETMATH_H

/* The natural logarithm, within 1 unit of the last place. x is finite and
 * above 0. */
double det_log(double x);

/* e to the power of x, within 1 unit of the last place; where that is no
 * normal number, 0 or infinity. */
double det_exp(double x);

/* What a normal variable of mean 0 and variance 1 stays below with probability
 * p, above 0 and below 1; relative error about 1e-16. Algorithm AS 241 (PPND16)
 * of Wichura, The Percentage Points of the Normal Distribution, Applied
 * Statistics 37(3), 1988, 477-484. */
double det_normal(double p);

#endif
