/* SPDX-License-Identifier: MIT */
/* Inside this folder: the labels of a column as the spec has them, and what
 * they say where they fit. */
#ifndef KOSH_EXTRACT_WORDS_H
#define KOSH_EXTRACT_WORDS_H

#include "pipeline/extract/header.h"
#include "pipeline/extract/marks.h"
#include "pipeline/extract/pattern.h"

struct words;

int words_open(struct words **out, const struct spec_column *k, struct err *e);
void words_close(struct words *w);

/* 1 if they may fit many columns. */
int words_are_family(const struct words *w);

/* 1 if they fit a column under the rows of a header; then what placeholders
 * stand for is in c, which borrows from the rows. A placeholder for an
 * indicator or a measure fits only what means one; an area or code may be one
 * that nobody knows. */
int words_fit(const struct words *w, const struct marks *rows, unsigned n_rows,
	uint32_t column, const struct about *about, struct captures *c);

/* Appends how the spec names a column, for people: 'Score' under 'Total', or
 * the labels of its path from the top. */
void words_show(struct text *out, const struct spec_column *k);

#endif
