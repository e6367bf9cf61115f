/* SPDX-License-Identifier: MIT */
/* Inside this folder: two streams of the same cells, compared as they come. */
#ifndef KOSH_WORKBOOK_MERGE_H
#define KOSH_WORKBOOK_MERGE_H

#include <stdio.h>

#include "pipeline/workbook/crosscheck.h"
#include "pipeline/workbook/relay.h"

/* What one reader has said last, and where it comes from. */
struct side {
	FILE *in;
	struct relayed now; /* RELAY_END where there is no more */
	struct text room;
	struct err fault; /* of the stream */
	int ended;
};

/* On to the next record. */
void side_next(struct side *s);
int side_is_cell(const struct side *s);

struct merge {
	struct side ours, its;
	char **names; /* of the sheets */
	size_t n;
	struct xls_check *out;
	xls_difference_fn *differs;
	void *context;
};

/* Compares n sheets: of ours their cells, of the other how large they are and
 * their cells. Stops where either stream stops, which is told by its side; -1
 * only where differs says so. */
int merge_sheets(struct merge *m, struct err *e);

#endif
