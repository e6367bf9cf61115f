/* SPDX-License-Identifier: MIT */
/*
 * Two workbooks cell by cell: one that somebody gave us and the same report
 * made anew. Both are read by locked processes.
 */
#ifndef KOSH_REPORT_REBUILT_H
#define KOSH_REPORT_REBUILT_H

#include "pipeline/base/text.h"

/* A cell that differs: what each has, at NULL where it has none. */
typedef void rebuilt_differs(void *context, struct span sheet, struct span cell,
	struct span given, struct span made);

struct rebuilt {
	size_t cells, differ; /* of given; in all */
};

/* A number counts as the same up to one unit of its fifteenth digit, which is
 * as many as other programs keep. */
int rebuilt_compare(struct rebuilt *out, const char *given, const char *made,
	rebuilt_differs *differs, void *context, struct err *e);

#endif
