/* SPDX-License-Identifier: MIT */
/* Inside this folder only: what the sheets of a region report share. */
#ifndef KOSH_REPORT_REGION_H
#define KOSH_REPORT_REGION_H

#include "pipeline/report/country.h"
#include "pipeline/report/times.h"

enum {
	MEMBERS_DRAWN = 10, /* so many of them are drawn, and on the page */
	RANKS_BEFORE = 2, /* columns of the rank history that are no edition */
};

/* The row of region-fact.sql; NAN and "" where there is nothing. */
struct region_facts {
	char leader[FACT_TEXT], runner_up[FACT_TEXT], period[LABEL_TEXT],
		ties[LABEL_TEXT], scheme[FACT_TEXT];
	double rank, score, gap, scale_min, scale_max;
	int areas, members, lower, computed;
	double of[2][5]; /* of the region, the world: scores, mean, median,
			  * least, most */
};

/* A row of region-member.sql. */
struct member_of {
	char name[FACT_TEXT];
	double place, rank, score, change;
};

struct region_parts {
	struct region_facts facts;
	struct member_of members[MEMBERS_DRAWN];
	int n; /* as many of them as are drawn */
	struct times times;
	struct course course; /* the editions; without ranks */
	struct parts_of of;
};

int region_read(struct region_parts *p, struct report *r, struct err *e);
/* Where the headers of the tables behind the page stand. */
uint32_t region_members_top(const struct report *r);
uint32_t region_ranks_top(const struct report *r, const struct times *t);

/* Blocks of the page: each returns the row under it. */
uint32_t region_members(
	struct card *c, const struct region_parts *p, uint32_t row);
uint32_t region_ranks(
	struct card *c, const struct region_parts *p, uint32_t row);
int region_leads(struct card *c, uint32_t row, struct err *e);
uint32_t region_numbers(
	struct card *c, const struct region_parts *p, uint32_t row);
int region_notes(struct card *c, const struct region_parts *p, uint32_t row,
	struct err *e);

#endif
