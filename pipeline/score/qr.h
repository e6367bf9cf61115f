/* SPDX-License-Identifier: MIT */
/* Inside this folder: QR of a tall matrix by Householder's reflections. */
#ifndef KOSH_SCORE_QR_H
#define KOSH_SCORE_QR_H

#include <stddef.h>

/* Columns one after the other, each of rows numbers. */
struct qr {
	size_t rows, n;
	double *columns;
	double *diagonal; /* [n] of R; what stands above is in columns */
};

/* In place; gives back the first column that follows from those before it (to
 * 1e-10 of its length), or n. From there on nothing is done. */
size_t qr_factor(struct qr *q);
/* b becomes Q'b. */
void qr_apply(const struct qr *q, double *b);
/* x [n] of R x = b. */
void qr_back(const struct qr *q, double *x, const double *b);
/* The singular values of R with its columns scaled to length 1: the greatest
 * over the least. By one-sided Jacobi rotations (Hestenes 1958); room has n *
 * n. */
double qr_condition(const struct qr *q, double *room);

#endif
