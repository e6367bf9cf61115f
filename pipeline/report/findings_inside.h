/* SPDX-License-Identifier: MIT */
/* Inside the report of findings: what all formats are given. */
#ifndef KOSH_REPORT_FINDINGS_INSIDE_H
#define KOSH_REPORT_FINDINGS_INSIDE_H

#include "pipeline/base/arena.h"
#include "pipeline/base/clock.h"
#include "pipeline/report/findings.h"

/* The columns of sql/query/findings.sql in their order, then what the call
 * adds. */
enum finding_column {
	F_SEVERITY,
	F_RULE,
	F_EDITION,
	F_RELEASE,
	F_AREA,
	F_INDICATOR,
	F_MEASURE,
	F_SHEET,
	F_CELL,
	F_RAW,
	F_EXPECTED,
	F_ACTUAL,
	F_CELLS,
	F_MESSAGE,
	F_DATASET,
	F_LABEL,
	F_PERIOD,
	F_STATE,
	F_SEEN,
	F_RUN,
	F_WHO,
	F_WHY,
	F_UNTIL,
	F_FINGERPRINT,
	F_ASKED, /* so many are asked for */
	F_CHECKED = F_ASKED,
	F_KOSH,
	F_COLUMNS,
};

/* What a finding counts as: its severity, or waived. */
enum { CLASS_WAIVED = SEVERITY_ERROR + 1, CLASSES };

struct finding_row {
	struct span at[F_COLUMNS]; /* at NULL: the finding does not say it */
	int class;
	size_t rule, release;
	struct finding_row *next;	  /* in the order of the query */
	struct finding_row *next_of_both; /* of this rule and release */
};

struct finding_release {
	const char *edition, *sha256, *state, *published, *file, *url, *forced;
	long barred;
};

/* One that is not known, since a finding may come from elsewhere, has an id and
 * nothing else. */
struct finding_rule {
	struct span id;
	const char *title, *why, *remedy;
	enum severity severity;
};

/* What one rule found in one release. */
struct finding_cell {
	long counts[CLASSES];
	struct finding_row *first, *last; /* those that are kept */
};

struct findings {
	const struct findings_order *o;
	char when[CLOCK_TEXT];
	struct finding_rule *rules;
	size_t n_rules;
	struct finding_release *releases;
	size_t n_releases;
	struct finding_cell *cells; /* by release, then by rule */
	struct finding_row *first, *last;
	long counts[CLASSES];
	size_t kept, left;
	struct arena texts;
	struct text masked, place; /* of the formats, between two calls */
};

const struct finding_cell *findings_cell(
	const struct findings *f, size_t release, size_t rule);
/* How many a rule found in all releases, of a class. */
long findings_of_rule(const struct findings *f, size_t rule, int class);
/* 1 for a class that reaches the bar. */
int findings_fail(const struct findings *f, int class);

/* Foreign text with control bytes and invalid UTF-8 masked; of a long one the
 * beginning. Borrowed until the next call. */
struct span findings_masked(struct findings *f, struct span s);
/* "Sheet!B5", or what there is of it, as it is; empty where there is nothing.
 * Borrowed until the next call. */
struct span findings_place(struct findings *f, const struct finding_row *r);
/* "" where n is 1. */
const char *findings_s(long n);

/* The formats. Memory that they could not have is noted in masked and place. */
void findings_text(FILE *out, struct findings *f);
void findings_junit(FILE *out, struct findings *f);
void findings_sarif(FILE *out, struct findings *f);
void findings_md(FILE *out, struct findings *f);

#endif
