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
	CLAIM_REGION,
	CLAIM_SCHEME,
	CLAIM_AMONG,
	CLAIM_DATE,
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

enum claim_kind {
	CLAIM_FIGURE, /* score, rank or raw as published */
	CLAIM_DELTA,  /* by how many ranks an area moved since from */
	CLAIM_BEFORE, /* its rank in from */
	CLAIM_LEADER, /* its place in a region */
	CLAIM_FIRST,  /* its place in a list of areas */
	CLAIM_COUNT   /* how many areas there are */
};

struct claim {
	const char *file;
	size_t record;
	int is_line;			  /* record is a line of YAML */
	const char *given[CLAIM_COLUMNS]; /* what is not given is "" */
	enum claim_kind kind;
	const char *measure; /* the one that is looked up */
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

/* What its texts mean: fills the rest of a claim, and what is left unsaid. */
int claim_terms(struct claim *c, struct err *e);

/* What a cell of a release says, or that the release has none. Texts that are
 * not known are "". */
struct claim_figure {
	const char *release, *state, *published;
	const char *raw, *sheet, *cell, *regime;
	int counts; /* it is of the release that the claim is about */
	int has_indicator, has_cell, has_value;
	double value;
	int rank_sign; /* the lesser rank is better: 1 */
	int is_press;  /* the release is what the press printed */
	int is_made;   /* of its parts, and may be off by slack */
	double slack;
	const char *about; /* the parts, or the others of the group; or NULL */
	const char *known, *replaced, *fetched; /* or NULL */
};

struct claim_figures {
	struct claim_figure *at;
	size_t n;
	struct arena text;
};

/* Among whom an area has a place. */
struct claim_group {
	const char *scheme, *region; /* NULL: a list */
	const char *among;	     /* as JSON */
};

/* Looks figures up; what it knows of releases lives as long as it does. */
struct claim_finder;

int claim_finder_open(struct claim_finder **out, struct db *d, struct err *e);
void claim_finder_close(struct claim_finder *f);
/* Adds what all releases of an edition say as of the claim's moment, by
 * sql/audit: what counts comes first. Good until the figures of a few other
 * editions are looked up. group is of a place alone. */
int claim_find(struct claim_figures *out, struct claim_finder *f,
	const struct claim *c, const char *edition, const char *area,
	const struct claim_group *group, struct err *e);
void claim_figures_free(struct claim_figures *f);
/* Appends why an edition has no release. */
int claim_unknown(struct text *why, struct claim_finder *f,
	const struct claim *c, const char *edition, struct err *e);

/* The code of a label or code, or NULL and why. */
const char *claim_area(
	struct text *why, const struct areas *a, struct span given);
/* The region that a claim means, which lives in text. ERR_DATA that tells which
 * schemes or regions there are. */
int claim_region(struct claim_group *out, struct arena *text, struct db *d,
	const struct claim *c, struct err *e);
/* The areas of its list; 0 with why where one is not known. ERR_DATA for one
 * that stands twice, and where area is not among them. */
int claim_among(struct claim_group *out, struct arena *text, struct text *why,
	const struct areas *a, const struct claim *c, const char *area,
	struct err *e);
/* The edition before that of the claim, or the one that it says; 0 where there
 * is none. */
int claim_before(const char **out, int *comparable, struct arena *text,
	struct db *d, const struct claim *c, struct err *e);
/* Appends the editions that give the area the rank that is claimed. */
int claim_ranked(struct text *out, struct claim_finder *f,
	const struct claim *c, const char *area, struct err *e);

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

/* A claim that was checked. */
struct claim_checked {
	const struct claim *claim;
	struct claim_answer answer;
	int comparable; /* -1: no two editions are compared */
	const char *says;
};

/* Where they are written. */
struct claim_rows;

int claim_rows_open(struct claim_rows **out, FILE *to, enum query_format format,
	struct err *e);
/* What fails is told at the end. */
void claim_rows_add(struct claim_rows *r, const struct claim_checked *k);
int claim_rows_end(struct claim_rows *r, struct err *e);
void claim_rows_close(struct claim_rows *r);

#endif
