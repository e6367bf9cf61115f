/* SPDX-License-Identifier: MIT */
/*
 * The records of a sheet of an .xls that hold cells, in ascending rows. Excel
 * writes them so; where a file does not, they are put in order.
 */
#ifndef KOSH_WORKBOOK_XLSWALK_H
#define KOSH_WORKBOOK_XLSWALK_H

#include "pipeline/workbook/biff.h"

struct xls_walk {
	const struct biff *biff;
	size_t start, limit; /* of the sheet; where another one begins */
	size_t at;	     /* of the next record */
	int depth;	     /* of BOFs: what lies deeper is a chart */
	uint32_t *runs;	     /* where rows do not ascend: see sort_runs */
	size_t n_runs, next_run;
	unsigned row; /* of the run being read */
};

/* Begins to walk a sheet, which must be whole: to its end before the stream's
 * own and before another sheet begins. ERR_DATA if it is not there or not
 * whole. xls_walk_free is due after a failure as well. */
int xls_walk_open(
	struct xls_walk *w, const struct biff *b, size_t sheet, struct err *e);
void xls_walk_free(struct xls_walk *w);

/* 1 and the next record, which has at least its row number; 0 at the end. */
int xls_walk_next(struct biff_record *out, struct xls_walk *w, struct err *e);

#endif
