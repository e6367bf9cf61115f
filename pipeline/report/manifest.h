/* SPDX-License-Identifier: MIT */
/*
 * What a report was ordered as and made from, as keys and texts: enough to make
 * it again. The keys are the same in every language.
 *
 *   format      MANIFEST_FORMAT
 *   version     the version of the program
 *   dataset, edition, profile, language, area, scheme, region
 *               of the order; what it did not say is not there
 *   as_of       of the database
 *   made        when
 *   run, log_line, log_head
 *               the line of the log that the database knew of, and whose it is
 *   release 1, release 2, ...
 *               EDITION STATE SHA256 of each release that the database had
 */
#ifndef KOSH_REPORT_MANIFEST_H
#define KOSH_REPORT_MANIFEST_H

#include "pipeline/report/excel.h"
#include "pipeline/report/page.h"

#define MANIFEST_FORMAT	 "kosh report 1"
#define MANIFEST_RELEASE "release "

/* means is an English text to be said. A value other than 0 stops. */
typedef int manifest_fn(void *context, const char *key, const char *value,
	const char *means, struct err *e);

int manifest_each(
	struct report *r, manifest_fn *put, void *context, struct err *e);

/* The same as properties of a document, the releases as far as there is room:
 * "kosh log", "kosh run", ... */
struct properties;

int properties_open(struct properties **out, struct report *r, struct err *e);
void properties_close(struct properties *p); /* accepts NULL */
const struct excel_property *properties_all(
	size_t *n, const struct properties *p);

#endif
