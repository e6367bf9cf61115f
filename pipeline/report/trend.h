/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: how areas came to where they are, as a line of marks
 * for each, one for each of the last editions up to the report's. From lowest
 * to tallest they are the eighth of the edition's ranked areas that the area
 * was in, counted from the worst, so that the best has the tallest, whichever
 * end has rank 1; a dot where it was not ranked; a line before an edition of
 * another regime than the one before it.
 */
#ifndef KOSH_REPORT_TREND_H
#define KOSH_REPORT_TREND_H

#include "pipeline/report/page.h"

struct trend;

int trend_open(struct trend **out, struct report *r, struct err *e);
void trend_close(struct trend *t); /* accepts NULL */

/* The marks of an area by its code, until the next call; NULL if memory is out.
 */
const char *trend_marks(struct trend *t, struct span area, struct err *e);

#endif
