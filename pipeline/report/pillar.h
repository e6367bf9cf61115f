/* SPDX-License-Identifier: MIT */
/* Inside this folder only: the pillars of an edition as columns of a table. */
#ifndef KOSH_REPORT_PILLAR_H
#define KOSH_REPORT_PILLAR_H

#include "pipeline/report/cells.h"

enum { PILLARS = 20 };

/* One row of pillar.sql or pillar-scored.sql. */
struct pillar {
	char title[FACT_TEXT], indicator[FACT_TEXT], measure[LABEL_TEXT],
		format[LABEL_TEXT];
	double least, most; /* of its scale; the same where there is none */
	int lower;	    /* the lower is the better */
	struct excel_look look;
	struct figure figure;
};

struct pillars {
	struct pillar of[PILLARS];
	uint16_t n;
};

/* query is "pillar" or "pillar-scored". */
int pillars_read(struct pillars *all, struct report *r, const char *query,
	struct err *e);
/* Makes the title of a table's column i unlike those before it, within what
 * Excel allows. buf is where it is kept from then on. */
void pillar_title(char buf[FACT_TEXT], struct language *l,
	struct column *columns, uint16_t i, const char *title);

#endif
