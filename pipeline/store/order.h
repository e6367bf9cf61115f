/* SPDX-License-Identifier: MIT */
/* Inside this folder: numbers put in order, as many as a release has rows. */
#ifndef KOSH_STORE_ORDER_H
#define KOSH_STORE_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"

/* Sorts by the bits from `from` up, below `to`; what is the same there keeps
 * its order. Takes as much memory again as the numbers, and time in proportion
 * to them; neither where they are in order already. */
int order_sort(
	uint64_t *v, size_t n, unsigned from, unsigned to, struct err *e);

/* How many bits the numbers below n take. */
unsigned order_bits(size_t n);

#endif
