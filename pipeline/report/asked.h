/* SPDX-License-Identifier: MIT */
/* Inside this folder only: what a report was asked to be of. */
#ifndef KOSH_REPORT_ASKED_H
#define KOSH_REPORT_ASKED_H

#include "pipeline/report/page.h"

/* Of r->area: its name, and the region of r->scheme that it lies in. ERR_DATA
 * where the edition does not have it, with those that may be meant. */
int asked_area(struct report *r, struct err *e);
/* Of r->region: its name. ERR_DATA where the edition has none of its areas,
 * with those that there are, or where the dataset ranks nobody. */
int asked_region(struct report *r, struct err *e);
/* ERR_DATA where the database does not have r->scheme, with those that it has.
 */
int asked_scheme(struct report *r, struct err *e);
/* ERR_DATA: that the edition has no such region, with those that it has. */
int asked_no_region(struct report *r, const char *region, struct err *e);

#endif
