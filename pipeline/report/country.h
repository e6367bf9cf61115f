/* SPDX-License-Identifier: MIT */
/* Inside this folder only: what the sheets of a country report share. */
#ifndef KOSH_REPORT_COUNTRY_H
#define KOSH_REPORT_COUNTRY_H

#include "pipeline/report/card.h"
#include "pipeline/report/moved.h"

enum {
	COURSE_MAX = 60,
	COURSE_TOP = 7,	  /* the header of the table of the rank history */
	COURSE_DRAWN = 8, /* the first column of what the chart draws */
	PARTS_SHOWN = 8,
	STRENGTHS = 3,
};

/* The row of country-fact.sql; NAN where there is nothing. */
struct facts {
	double rank, ranked, sharing, score, scale_min, scale_max, rank_from,
		delta, score_delta, score_from, near_place, near_areas;
	int lower, computed;
	char comparable[LABEL_TEXT], period[LABEL_TEXT], ties[LABEL_TEXT],
		method[FACT_TEXT], method_before[FACT_TEXT], scheme[FACT_TEXT];
};

/* One area in all editions, and in which row of the chart's figures each
 * stands: one is left free where the method changes. */
struct course {
	int n;
	char edition[COURSE_MAX][LABEL_TEXT];
	double rank[COURSE_MAX];
	char method[COURSE_MAX][FACT_TEXT];
	int starts[COURSE_MAX];
	uint32_t row[COURSE_MAX], last;
};

int course_read(struct course *out, struct report *r, struct err *e);

/* A row of country-part.sql. */
struct part_of {
	int pillar, up;
	char label[FACT_TEXT];
	double value, near, world, place, areas, standing, least, most;
};

struct parts_of {
	struct part_of *all;
	size_t n;
	size_t shown[PARTS_SHOWN]; /* the pillars on the page */
	size_t n_shown, n_pillars;
	double least, most; /* the scale that all shown have, or NANs */
	size_t strong[STRENGTHS], weak[STRENGTHS];
	size_t n_strong, n_weak;
};

int parts_of_read(struct parts_of *out, struct report *r, struct err *e);
void parts_of_free(struct parts_of *p);

/* Blocks of the page: each returns the row under it. */
/* *under is the row under the table, which is less than that under the chart.
 */
uint32_t country_pillars(struct card *c, uint32_t *under,
	const struct parts_of *p, uint32_t row);
/* The headings and what stands between them and the tables. */
uint32_t country_explain(struct card *c, const struct moved *m,
	const struct facts *f, uint32_t row);
uint32_t country_extremes(
	struct card *c, const struct parts_of *p, uint32_t row);
uint32_t country_moved(struct card *c, const struct moved *m, uint32_t row);
uint32_t country_strengths(
	struct card *c, const struct parts_of *p, uint32_t row);
/* What has to be known to read it right. */
uint32_t country_notes(struct card *c, const struct facts *f,
	const struct course *course, uint32_t row);

/* The notes that all pages have. */
const char *note_ties(struct language *l, const char *ties, int computed);
uint32_t note_methods(struct card *c, const struct course *t, uint32_t row);
uint32_t note_comparable(struct card *c, uint32_t row);
uint32_t note_source(struct card *c, uint32_t row);

/* The columns of the grid: a table at the left, one at the right. */
enum { LEFT = 0, LEFT_END = 4, RIGHT = 6, RIGHT_END = 9 };

#endif
