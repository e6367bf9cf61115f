/* SPDX-License-Identifier: MIT */
/* Labels or codes by a key. Between the areas*.c files. */
#ifndef KOSH_EXTRACT_AREA_INDEX_H
#define KOSH_EXTRACT_AREA_INDEX_H

#include "pipeline/base/ids.h"
#include "pipeline/extract/areas.h"

struct area_index {
	struct ids places; /* of keys among the labels */
	struct area_label *labels;
	size_t n;
	struct text key; /* the one that is looked for */
};

int area_index_open(struct area_index **out, struct err *e);
void area_index_close(struct area_index *x);

/* Adds what the key in x->key means; the arena gets the key and has the label
 * already. An own entry takes the place of a common one. ERR_DATA where there
 * is no key or it means something else already; what ("label") says of what. */
int area_index_add(struct area_index *x, struct arena *text, const char *what,
	struct area_label label, struct err *e);

/* What the key in x->key means. */
struct area_found area_index_find(const struct area_index *x);

/* Put a label's or a code's key into x->key. */
void area_key_label(struct area_index *x, struct span label);
void area_key_code(struct area_index *x, const char *system, struct span code);

/* The order of areas, for qsort and bsearch. */
int areas_by_code(const void *a, const void *b);

#endif
