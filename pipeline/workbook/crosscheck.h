/* SPDX-License-Identifier: MIT */
/*
 * A second opinion on an .xls: what libfreexl, written by others, reads in the
 * same cells. Only plain numbers and plain text are compared: formula results,
 * dates, booleans and errors are known to get lost there.
 *
 * Each reader has a locked process of its own; only their cells are compared
 * here.
 */
#ifndef KOSH_WORKBOOK_CROSSCHECK_H
#define KOSH_WORKBOOK_CROSSCHECK_H

#include <stddef.h>

#include "pipeline/workbook/book.h"

struct xls_check {
	size_t same;	 /* cells on which both agree */
	size_t differs;	 /* on which they do not */
	size_t left_out; /* formulas, dates, booleans, errors, empty texts, and
			  * cells outside the dimensions that libfreexl trusts
			  */
	char refused[480]; /* why libfreexl did not read all of it, or "" */
};

/* A cell that the two read differently. at is NULL where one finds none. */
struct xls_difference {
	const char *sheet;
	char cell[CELL_ADDRESS];
	int is_number; /* for one of them */
	struct span ours, its;
};

typedef int xls_difference_fn(
	void *context, const struct xls_difference *d, struct err *e);

/* Reads the .xls at path both ways and gives each difference to differs, unless
 * that is NULL; it returns -1 to stop. 0 with the counts in *out, also where
 * libfreexl refuses the file or dies of it; -1 where our own reader fails or
 * the file is no .xls. Not behind a lock. */
int xls_cross_check(struct xls_check *out, const char *path,
	xls_difference_fn *differs, void *context, struct err *e);

#endif
