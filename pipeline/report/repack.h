/* SPDX-License-Identifier: MIT */
/*
 * The zip of a workbook as libxlsxwriter wrote it, made anew with what the
 * library cannot do: numbers with all their digits, and rows that it never
 * held. Such rows are packed as they come, so that they take neither memory
 * nor much of a disk, and stand behind the rows that the library has kept.
 */
#ifndef KOSH_REPORT_REPACK_H
#define KOSH_REPORT_REPACK_H

#include <stdio.h>

#include "pipeline/report/exact.h"

struct repack_rows;

/* Starts the rows of a sheet, which counts from 0. file is where they are kept
 * until then, open for both ways, and is closed with them. */
int repack_rows_new(
	struct repack_rows **out, uint16_t sheet, FILE *file, struct err *e);
/* Adds the XML of some rows. */
int repack_rows_add(struct repack_rows *r, struct span xml, struct err *e);
/* No more comes. */
int repack_rows_end(struct repack_rows *r, struct err *e);
/* Accepts NULL. */
void repack_rows_free(struct repack_rows *r);

/* What to change. */
struct repack {
	struct exact_number *numbers; /* are sorted */
	size_t n_numbers;
	struct repack_rows **rows; /* one a sheet, ended */
	size_t n_rows;
};

/* Copies a workbook to out with the changes. ERR_SYSTEM if the zip is not what
 * we know: a part is cut short where the disk was full, which the library does
 * not see. ERR_DATA for more than the 4 GiB of a zip. */
int repack_copy(
	FILE *out, struct span zip, const struct repack *change, struct err *e);

#endif
