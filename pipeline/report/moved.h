/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: what moved a score, by the parts of the overall
 * one. The figures are those of score/contrib.h, and they add up to the gap.
 */
#ifndef KOSH_REPORT_MOVED_H
#define KOSH_REPORT_MOVED_H

#include "pipeline/report/page.h"

enum { MOVED_LINES = 8 };

enum moved_way {
	MOVED_LEADER, /* those of country-other.sql: who leads the region */
	MOVED_NEXT,   /* the next one in front */
	MOVED_SECOND, /* of the first one, the next */
	MOVED_SINCE,  /* the same area in the edition before */
	MOVED_NOT,    /* its score is nothing that can be split */
	MOVED_ALONE,  /* there is nothing to hold it against */
};

struct moved_line {
	char label[FACT_TEXT];
	double weight, from, to, by;
};

struct moved {
	enum moved_way way;
	char other[FACT_TEXT]; /* the name of the other area */
	struct moved_line lines[MOVED_LINES];
	int n;
	long others;	  /* parts that have no line of their own */
	double others_by; /* what they come to */
	double from, to, rounding, gap;
	int places;    /* of what the parts add */
	int mean;      /* weights are shares of 1 */
	int explained; /* rounding allows as much as is left */
};

/* comparable: the edition before is of the same method and has a score. */
int moved_read(
	struct moved *out, struct report *r, int comparable, struct err *e);

#endif
