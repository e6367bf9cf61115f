/* SPDX-License-Identifier: MIT */
/* Inside this folder: the steps by which a table is guessed. */
#ifndef KOSH_SNIFF_GUESS_INSIDE_H
#define KOSH_SNIFF_GUESS_INSIDE_H

#include "pipeline/sniff/guess.h"

/* Where areas come several times: which column tells the period, and which the
 * indicator. */
int panel_find(struct guess *g, struct err *e);

/* Which of the columns of figures are ranks, and of what; which is the overall
 * score; what the others are called. */
int roles_find(struct guess *g, const struct areas *a, struct err *e);

/* Markers, blanks, cleaners of a column and those akin to it. */
void marks_find(struct guess *g, struct column_guess *c, const struct areas *a);

/* Adds a text to those that mean "none", once. */
void guess_marker(struct column_guess *c, const char *text);

/* The columns of a table whose areas stand across. */
int across_find(struct guess *g, struct err *e);

/* Adds a column. NULL if memory is out. */
struct column_guess *guess_add(
	struct guess *g, uint32_t at, enum column_role role, struct err *e);
void guess_why(struct column_guess *c, enum surety s, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Adds a line to the notes. */
void guess_note(struct guess *g, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Makes a column one of the further figures of an indicator that a row or a
 * sheet tells: "{indicator}.low". */
void guess_further(struct guess *g, struct column_guess *c);

/* The lowest label of a column that says more than year, score or rank; those
 * that stand over the column itself go before those that reach it from the
 * left. Its own where none does. */
const char *guess_meaning(const struct guess *g, uint32_t column);
/* The column's own label, or an empty text. */
const char *guess_label(const struct guess *g, uint32_t column);

#endif
