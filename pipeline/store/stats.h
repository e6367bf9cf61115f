/* SPDX-License-Identifier: MIT */
/*
 * Statistics of columns of figures. All answer NAN where a figure is not
 * defined: too few values, or a spread of 0 where one is divided by it. The
 * values are finite, and of whatever size: they are scaled by powers of two
 * and taken from their mean before anything is squared. All leave the values
 * changed. None depends on the order in which the values came, not even in its
 * last bit, and each uses but operations whose result is the same on any
 * engine (sql/postgres/statistics.sql).
 *
 * Sources: quantile: Hyndman & Fan (1996), "Sample quantiles in statistical
 * packages", The American Statistician 50(4), type 7, which numpy and R use
 * if nothing is said. skew and kurtosis: Joanes & Gill (1998), "Comparing
 * measures of sample skewness and kurtosis", The Statistician 47(1), G1 and G2,
 * those of Excel, SAS and COINr. kendall: Kendall (1945), "The treatment of
 * ties in ranking problems", Biometrika 33(3), by the method of Knight (1966),
 * Journal of the American Statistical Association 61.
 */
#ifndef KOSH_STORE_STATS_H
#define KOSH_STORE_STATS_H

#include <stddef.h>

/* From the least to the greatest; of equal ones no order is kept. */
void stats_sort(double *x, size_t n);
/* Of values that stand in order, by Neumaier's method; 0 for none. */
double stats_sum(const double *x, size_t n);
/* The same of 1 value or more in any order, and that through their number. */
double stats_added(double *x, size_t n);
double stats_mean(double *x, size_t n);

/* p is 0 ... 1; between two values it is as far as p says. */
double stats_quantile(double *x, size_t n, double p);
double stats_median(double *x, size_t n);

/* Of a sample (n - 1), 2 values or more; of a population, 1 or more. */
double stats_deviation(double *x, size_t n);
double stats_deviation_all(double *x, size_t n);

/* Without bias if the values are normal; 3 values or more. */
double stats_skew(double *x, size_t n);
/* Beyond that of a normal distribution, likewise; 4 values or more. */
double stats_kurtosis(double *x, size_t n);

/* From here on the first column has room for twice as many values.
 *
 * Correlations of two columns of 2 values or more: of the values; of their
 * ranks, where equal values share the mean of theirs; tau-b, in n log n. */
double stats_pearson(double *x, double *y, size_t n);
double stats_spearman(double *x, double *y, size_t n);
double stats_kendall(double *x, double *y, size_t n);
/* Of a sample (n - 1), 2 points or more; 0 where one column does not vary. */
double stats_covariance(double *x, double *y, size_t n);

/* The straight line through 2 points or more by least squares of y; the square
 * of Pearson's correlation. */
double stats_slope(double *y, double *x, size_t n);
double stats_intercept(double *y, double *x, size_t n);
double stats_r2(double *y, double *x, size_t n);

#endif
