/* SPDX-License-Identifier: MIT */
/*
 * What a whole workbook seems to say: the guesses of its sheets, those that
 * belong together as one table, and what all of them speak of.
 */
#ifndef KOSH_SNIFF_OUTLINE_H
#define KOSH_SNIFF_OUTLINE_H

#include "pipeline/sniff/guess.h"

enum sheets_kind {
	SHEETS_ONE,
	SHEETS_BY_YEAR,	     /* "{year}" */
	SHEETS_BY_INDICATOR, /* "{indicator}" */
};

enum { OUTLINE_LABELS = 64 }; /* no areas, that are told apart */

struct outline_table {
	struct guess *g; /* that speaks for all its sheets */
	char id[SLUG_TEXT];
	enum sheets_kind kind;
	const char *sheets; /* a name, or a pattern */
	size_t *members;    /* numbers of its sheets */
	size_t n_members;
	int period;	  /* of a single sheet that is named by a year, or 0 */
	unsigned areas;	  /* different ones; 0 where that was not counted */
	unsigned unknown; /* labels that may be further ones */
	const char *skip[OUTLINE_LABELS]; /* of rows to pass over */
	unsigned n_skip;
};

/* A node of the indicator tree. */
struct outline_node {
	char id[SLUG_TEXT];
	const char *label;  /* NULL: the id */
	char of[SLUG_TEXT]; /* the node above, or "" */
};

struct outline {
	struct summary **sheets;
	struct guess **guesses;
	size_t n_sheets;
	struct outline_table *tables; /* the main one first */
	size_t n_tables;
	struct outline_node *nodes; /* overall first, if there is one */
	size_t n_nodes;
	int last_year;	   /* that any table speaks of, or 0 */
	struct text notes; /* lines about sheets */
	struct arena arena;
};

/* Takes summaries of sheets; they are the outline's from then on, also where
 * this fails. */
int outline_open(struct outline **out, struct summary **take, size_t n,
	const struct areas *a, struct err *e);
void outline_close(struct outline *o);

/* Would the name or pattern of the table take a sheet that is none of its own?
 */
int outline_fits(const struct outline_table *t, const char *sheet);

/* The overall score of a table over all its years and sheets. 0 where there is
 * none. */
struct outline_range {
	double least, greatest;
	int decimals; /* the most that are shown */
	int is_exact; /* more digits than are published */
};
int outline_score(struct outline_range *out, const struct outline *o,
	const struct outline_table *t);

#endif
