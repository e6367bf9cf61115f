/* SPDX-License-Identifier: MIT */
/* Inside this folder only: a region of the sheet Charts, and its two charts. */
#ifndef KOSH_REPORT_DRAWING_H
#define KOSH_REPORT_DRAWING_H

#include "pipeline/report/times.h"

enum {
	LINES = 12,
	CHART_ROWS = 21, /* of 20 pixels, that a chart covers */
	CHART_HIGH = 400,
	RANKS_WIDE = 760,
	SCORES_WIDE = 480,
	NAME_WIDE = 34, /* columns, in characters */
	FIGURE_WIDE = 10,
	GAP_WIDE = 4,
};

struct line {
	char name[FACT_TEXT];
	int scored;
	double score;
};

/* A region of the sheet. */
struct drawing {
	struct page *page;
	const struct times *times;
	uint16_t place[EDITIONS]; /* in which column an edition is */
	uint16_t score;		  /* and the scores */
	uint32_t top;		  /* the row of the table's header */
	int n, scored, lower;
	double worst, highest, lowest; /* rank and scores */
	long areas;		       /* also those that are not drawn */
	struct line lines[LINES];
};

/* Put charts at a cell; the table of the figures is there or will be. */
int draw_ranks(const struct drawing *d, uint32_t row, struct err *e);
int draw_scores(
	const struct drawing *d, uint32_t row, uint16_t column, struct err *e);

#endif
