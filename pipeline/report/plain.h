/* SPDX-License-Identifier: MIT */
/* Sheets that are one table. */
#ifndef KOSH_REPORT_PLAIN_H
#define KOSH_REPORT_PLAIN_H

#include "pipeline/report/page.h"

/* A sheet that is one table, with so many columns frozen; kept if it has links,
 * which a row that is not kept cannot have. */
struct plain {
	const char *title, *note; /* said */
	const char *table, *query;
	const struct column *columns;
	uint16_t n, frozen;
	int kept;
};

/* The table alone, of rows that go out as they come. */
int plain_rows(struct page *p, const struct plain *t, struct err *e);

/* The whole sheet. */
int plain_sheet(struct report *r, const struct sheet *s, const struct plain *t,
	struct err *e);

#endif
