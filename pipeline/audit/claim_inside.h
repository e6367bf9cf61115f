/* SPDX-License-Identifier: MIT */
/* Inside this folder only: a claim, what releases say, and the verdict. */
#ifndef KOSH_AUDIT_CLAIM_INSIDE_H
#define KOSH_AUDIT_CLAIM_INSIDE_H

#include "pipeline/audit/claim.h"
#include "pipeline/base/arena.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/text.h"

enum claim_column {
	CLAIM_DATASET,
	CLAIM_EDITION,
	CLAIM_FROM,
	CLAIM_AREA,
	CLAIM_INDICATOR,
	CLAIM_MEASURE,
	CLAIM_PERIOD,
	CLAIM_OP,
	CLAIM_VALUE,
	CLAIM_AS_OF,
	CLAIM_SOURCE,
	CLAIM_COLUMNS
};

extern const char *const claim_columns[CLAIM_COLUMNS];

enum claim_op {
	CLAIM_IS,
	CLAIM_BELOW,
	CLAIM_AT_MOST,
	CLAIM_ABOVE,
	CLAIM_AT_LEAST
};

struct claim {
	const char *file;
	size_t record;
	const char *given[CLAIM_COLUMNS]; /* what is not given is "" */
	int is_delta;
	enum claim_op op;
	double value;
	int decimals;
	char moment[CLOCK_TEXT]; /* of as_of; "": none */
};

struct claims {
	struct claim *at;
	size_t n;
	struct arena text;
};

/* What a cell of a release says, or that the release has none. Texts that are
 * not known are "". */
struct claim_figure {
	const char *release, *state, *published, *fetched;
	const char *raw, *sheet, *cell, *regime;
	int counts; /* it is of the release that the claim is about */
	int has_indicator, has_cell, has_value;
	double value;
	int rank_sign; /* the lesser rank is better: 1 */
};

struct claim_figures {
	struct claim_figure *at;
	size_t n;
	struct arena text;
};

/* Looks figures up; what it knows of releases lives as long as it does. */
struct claim_finder;

int claim_finder_open(struct claim_finder **out, struct db *d, struct err *e);
void claim_finder_close(struct claim_finder *f);
/* Adds what all releases of an edition say as of the claim's moment, by
 * sql/audit: what counts comes first. Good until the figures of a few other
 * editions are looked up. */
int claim_find(struct claim_figures *out, struct claim_finder *f,
	const struct claim *c, const char *edition, const char *area,
	struct err *e);
void claim_figures_free(struct claim_figures *f);
/* Appends why an edition has no release. */
int claim_unknown(struct text *why, struct claim_finder *f,
	const struct claim *c, const char *edition, struct err *e);

struct claim_answer {
	enum claim_verdict verdict;
	/* What decided; from for a delta. NULL where nothing was found. */
	const struct claim_figure *to, *from;
};

/* The verdict by what releases say: to of the edition, from of the one before
 * (without figures where it is no delta). */
struct claim_answer claim_judge(const struct claim *c,
	const struct claim_figures *to, const struct claim_figures *from);
/* 1 and the figure that is compared, 0 where there is none. */
int claim_value(double *out, const struct claim *c,
	const struct claim_figure *to, const struct claim_figure *from);
/* Appends in words what the releases say. */
void claim_say(struct text *out, const struct claim *c,
	const struct claim_answer *a, const struct claim_figures *to,
	const struct claim_figures *from);
/* Appends that no release of an edition counts. */
void claim_say_none(
	struct text *out, const struct claim *c, const char *edition);

#endif
