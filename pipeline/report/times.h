/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: the editions of a report in order of time, with the
 * methods that they are of.
 */
#ifndef KOSH_REPORT_TIMES_H
#define KOSH_REPORT_TIMES_H

#include "pipeline/report/page.h"

enum { EDITIONS = 60 };

/* Methods are called A, B, ... */
struct times {
	uint16_t n, methods;
	char edition[EDITIONS][LABEL_TEXT];
	char method[EDITIONS][FACT_TEXT]; /* of each method */
	uint16_t of[EDITIONS];		  /* which method an edition has */
	int starts[EDITIONS];		  /* another than the one before */
	long all;			  /* editions, also those left out */
};

int times_read(struct times *t, struct report *r, struct err *e);
/* Places the editions in columns from first on, one left free where the method
 * changes, so that no line of a chart crosses it; returns the column behind
 * the last. */
uint16_t times_place(uint16_t *place, const struct times *t, uint16_t first);
/* Whether the column before that of an edition is left free. */
int times_parted(const struct times *t, uint16_t edition);
/* What such a column is called: "\u2502B", where method B begins. */
void times_parting(
	char buf[LABEL_TEXT], const struct times *t, uint16_t edition);
/* How many rows times_note and times_row write. */
uint32_t times_rows(const struct times *t);
/* Says what the methods are, and where editions are left out. */
void times_note(struct page *p, const struct times *t);
/* The row that names the methods over their editions. place says in which
 * column each edition is. None where all are of one method. */
void times_row(struct page *p, const struct times *t, const uint16_t *place);

#endif
