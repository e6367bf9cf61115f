/* SPDX-License-Identifier: MIT */
/*
 * Some doubles need 17 digits, and libxlsxwriter writes 16. This puts the
 * missing digit into the XML of a sheet that the library has written.
 */
#ifndef KOSH_REPORT_EXACT_H
#define KOSH_REPORT_EXACT_H

#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

struct exact_number {
	uint16_t sheet; /* counts from 0 */
	uint16_t column;
	uint32_t row;
	double value;
};

/* 1 if 16 digits do not give the same double back. */
int exact_needed(double value);

/* By sheet, row and column. */
void exact_sort(struct exact_number *numbers, size_t n);

/* Appends a sheet's XML with the numbers in their cells; they are sorted. 1, or
 * 0 where the XML is not what we know. */
int exact_replace(struct text *out, const char *xml,
	const struct exact_number *v, size_t n);

#endif
