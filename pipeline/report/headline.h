/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: what a report says in sentences, from the facts of
 * headline.sql. Each sentence is a whole one of the report's language.
 */
#ifndef KOSH_REPORT_HEADLINE_H
#define KOSH_REPORT_HEADLINE_H

#include "pipeline/report/page.h"

enum { HEADLINES = 5 };

struct headline {
	char topic[FACT_TEXT];
	char text[4 * FACT_TEXT];
};

/* Fills at most HEADLINES in their order; *n is how many. Where the data for
 * one are missing it is left out. */
int headlines(struct headline *out, int *n, struct report *r, struct err *e);

#endif
