/* SPDX-License-Identifier: MIT */
/*
 * A report about a dataset, made from the database alone by the queries in
 * sql/export: the same database and order give the same bytes.
 */
#ifndef KOSH_REPORT_REPORT_H
#define KOSH_REPORT_REPORT_H

#include <time.h>

#include "pipeline/base/err.h"
#include "pipeline/base/hash.h"
#include "pipeline/store/db.h"

enum report_profile {
	REPORT_SUMMARY,
	REPORT_COUNTRY, /* one area */
	REPORT_REGION,	/* one region of a scheme */
	REPORT_FULL,	/* all tables */
};

/* The line of the log that a report names. */
struct report_log {
	long long line; /* 0: none */
	char hash[HASH_HEX];
	char run[80]; /* whose line it is; "" where nobody said */
};

struct report_order {
	const char *dataset;
	const char *edition; /* NULL: the newest */
	enum report_profile profile;
	const char *form;     /* of report_form; NULL: "xlsx" */
	const char *area;     /* ISO 3166-1 alpha-3, for REPORT_COUNTRY */
	const char *scheme;   /* of the region; NULL: "m49" */
	const char *region;   /* for REPORT_REGION; in a summary those that are
			       * drawn, "143,030"; NULL: chart-region.sql */
	const char *language; /* NULL: "en" */
	const char *version;  /* of the program */
	time_t now;
	const struct report_log *log; /* NULL: what the database knows of it */
};

/* Writes the report to path by way of a draft, from one state of the database,
 * whatever is written to that meanwhile. ERR_DATA where the database does
 * not have the dataset, an edition of it, the derived tables, the area or the
 * region; ERR_USAGE for a language, a form or a combination that there is
 * not. */
int report_make(const char *path, struct db *d, const struct report_order *o,
	struct err *e);

/* 0 if report_make would write one; else as above. */
int report_check(struct db *d, const struct report_order *o, struct err *e);

/* The i-th form that reports come in ("xlsx") and how its files end; NULL
 * behind the last one. */
const char *report_form(const char **ending, size_t i);

/* Of a form that is a folder, the file in it that has the hashes of all others;
 * NULL of one that is a file. */
const char *report_descriptor(const char *form);

/* What an enum report_profile is called ("summary"); NULL behind the last. */
const char *report_profile_name(size_t i);

/* The line of the log that the database knows of; line 0 where there is none.
 */
int report_log(struct report_log *out, struct db *d, struct err *e);

/* The releases that a report's manifest names, as rows of EDITION, STATE and
 * SHA256. */
int report_releases(
	struct stmt **out, struct db *d, const char *dataset, struct err *e);

#endif
