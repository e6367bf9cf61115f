/* SPDX-License-Identifier: MIT */
/*
 * Least squares under constraints: the weights that are not below 0 and, with
 * simplex, come to 1. By an active set as in Lawson and Hanson, Solving Least
 * Squares Problems (1974), chapter 23, with Householder's QR for each set; the
 * sum of 1 is kept by writing one weight as 1 less the others. Only additions,
 * multiplications, divisions and roots are used.
 */
#ifndef KOSH_SCORE_SOLVE_H
#define KOSH_SCORE_SOLVE_H

#include <stddef.h>

#include "pipeline/base/err.h"

struct problem {
	size_t rows, n;
	/* [column * rows + row]; with simplex, of part less whole, so that the
	 * residual of weights w is their sum and whole counts for nothing */
	const double *parts;
	const double *whole; /* [row]; NULL with simplex */
	int simplex;
};

struct solution {
	double *weights; /* [n] */
	/* [n]: by how much each weight moves, as a standard deviation, where
	 * every row is off by a random 1; if all parts take part */
	double *spread;
	/* of the parts to each other, each scaled to length 1; INFINITY where
	 * one of them follows from others */
	double condition;
	size_t follows; /* that part, or n */
};

/* ERR_SYSTEM if memory is out or no end is found. rows and n are not 0. */
int solve(struct solution *out, const struct problem *p, struct err *e);
void solution_free(struct solution *s);

#endif
