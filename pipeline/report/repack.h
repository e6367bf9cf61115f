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

/* A thread that packs the rows of a workbook's sheets while the caller makes
 * more of them. It is started for the first large piece, where there is a
 * second processor; without it rows are packed where they come, to the same
 * bytes. */
struct packer;

int packer_new(struct packer **out, struct err *e);
/* Before the rows that were made with it are freed. Accepts NULL. */
void packer_free(struct packer *p);

/* Starts the rows of a sheet, which counts from 0. file is where they are kept
 * until then, open for both ways, and is closed with them. packer may be NULL.
 */
int repack_rows_new(struct repack_rows **out, struct packer *packer,
	uint16_t sheet, FILE *file, struct err *e);
/* Adds the XML of some rows, which is copied. What went wrong with others of
 * the same packer may come out here. */
int repack_rows_add(struct repack_rows *r, struct span xml, struct err *e);
/* No more comes: all of it is packed and written, or -1 says why not. */
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
