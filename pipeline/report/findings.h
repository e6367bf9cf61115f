/* SPDX-License-Identifier: MIT */
/*
 * What a validation found, for people and for other programs: one query,
 * sql/query/findings.sql, in several formats.
 */
#ifndef KOSH_REPORT_FINDINGS_H
#define KOSH_REPORT_FINDINGS_H

#include <stdio.h>
#include <time.h>

#include "pipeline/store/validate.h"

enum findings_format {
	FINDINGS_TEXT, /* for people, what is worst at the end */
	FINDINGS_TABLE,
	FINDINGS_CSV,
	FINDINGS_TSV,
	FINDINGS_JSONL,
	FINDINGS_JUNIT, /* XML: a suite a release, a case a rule */
	FINDINGS_SARIF, /* 2.1.0 */
	FINDINGS_MD,	/* as GitHub renders it */
};

/* The format of a name ("text", "csv", "junit", ...), or -1. */
int findings_format(const char *name);

struct findings_order {
	const char *dataset, *edition; /* edition NULL: all */
	enum findings_format format;
	enum severity bar;	   /* what fails */
	const struct rules *rules; /* that were applied; NULL: ours */
	size_t most;		   /* print so many findings at the most */
	const char *version;	   /* of kosh */
	time_t now;
};

/* Writes the report. Foreign text cannot break the form. *left is how many
 * findings were counted and not printed. ERR_DATA for a dataset or an edition
 * that the database does not have. Faults of the stream are the caller's. */
int findings_write(FILE *out, size_t *left, struct db *d,
	const struct findings_order *o, struct err *e);

#endif
