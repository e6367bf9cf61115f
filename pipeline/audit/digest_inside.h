/* SPDX-License-Identifier: MIT */
/* Inside the digest: what is kept of the changes. */
#ifndef KOSH_AUDIT_DIGEST_INSIDE_H
#define KOSH_AUDIT_DIGEST_INSIDE_H

#include "pipeline/audit/digest.h"
#include "pipeline/base/arena.h"
#include "pipeline/store/batch.h"

enum { LINES = 10, MEASURES_KNOWN = 3 };

/* A change, copied. */
struct kept_change {
	struct span area, indicator, period; /* period NULL: not worth saying */
	const char *measure;
	double from, to, difference, weight;
	int has_from, has_to, places, decimals;
	struct span text_from, text_to; /* label, text or place */
	size_t figures, order;
};

/* The weightiest changes, or the first ones. */
struct list {
	struct kept_change *all;
	size_t n;
	size_t seen; /* how many there were */
	int by_weight;
	double least; /* what weighs no more is not kept */
};

enum digest_list {
	LIST_OVERALL, /* scores */
	LIST_RANKS,   /* of overall */
	LIST_SCORES,  /* of all else */
	LIST_RAWS,
	LIST_LONE,   /* values that only one has */
	LIST_LABELS, /* of areas */
	LIST_TEXTS,  /* of figures */
	LIST_OUT,    /* areas */
	LIST_IN,
	LIST_WHOLE_OUT, /* indicators and measures */
	LIST_WHOLE_IN,
	LIST_MOVED,
	LISTS,
};

struct digest {
	const struct diff_order *o;
	int all, same_edition;
	struct list lists[LISTS];
	size_t of[CHANGE_CLASSES][MEASURES_KNOWN]; /* figures, by measure */
	struct ids areas[CHANGE_CLASSES];	   /* that a class speaks of */
	size_t up, down;			   /* in overall rank */
	struct kept_change largest; /* of overall, or else of all */
	int largest_is_overall;
	struct arena texts;
};

/* Puts a list in its order. */
void digest_sort(struct list *l);

/* ---- printing ---- */

enum { NUMBER_TEXT = 64 };

struct printer {
	FILE *to;
	struct digest *g;
	const struct diff_counts *counts;
	struct stmt *name_of; /* of an area */
	int spoken;	      /* a sentence was printed */
};

/* Prints what was kept. */
int digest_print(FILE *to, struct digest *g, const struct diff_counts *counts,
	struct db *d, struct err *e);
/* The lists that are tables, each with its title. */
int digest_tables(struct printer *p, struct err *e);

/* Words with control bytes masked: foreign text must not drive a terminal. */
void digest_say(const struct printer *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The name of a change's area; lives in room. */
struct span digest_name(
	struct printer *p, const struct kept_change *k, struct text *room);
/* A value of a change, in the places that are worth showing. */
void digest_number(char room[NUMBER_TEXT], int sign,
	const struct kept_change *k, double value);

#endif
