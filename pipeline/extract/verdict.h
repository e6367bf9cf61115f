/* SPDX-License-Identifier: MIT */
/* Inside this folder: what a cell of a value column comes to. */
#ifndef KOSH_EXTRACT_VERDICT_H
#define KOSH_EXTRACT_VERDICT_H

#include "pipeline/extract/clean.h"
#include "pipeline/extract/spec.h"
#include "pipeline/workbook/book.h"

enum verdict {
	NUMBER,
	TEXT_NUMBER,
	CLEANED_NUMBER, /* a text, once its decoration was taken off */
	CATEGORY,	/* a text that the spec gives a number */
	DECLARED_MISSING,
	PASSED, /* a blank that says nothing */
	UNDECLARED_BLANK,
	NO_RESULT, /* a formula without a stored result */
	ERROR_CELL,
	NOT_A_NUMBER,
	NOT_A_CATEGORY,
	NOT_A_RANK,
};

/* By what the cells of a column are judged. */
struct judge {
	const struct spec_column *column;
	char *const *missing; /* the column's, or else the table's */
	unsigned n_missing;
	enum spec_blank blank; /* what a blank is that is not declared */
	char decimal_mark;     /* of a number that is text; 0: a point */
};

/* Of a column of a table. An undeclared blank is passed over where the label
 * says the period, unless the spec says otherwise. */
struct judge judge_of(const struct spec_column *k, const struct spec_table *t,
	int label_says_period, char decimal_mark);

/* Judges a cell (NULL: none there) as one of a measure. What the spec declares
 * as missing is missing whatever its type; *value is set for numbers and
 * categories. */
enum verdict verdict_of(const struct judge *j, enum spec_measure measure,
	const struct cell *c, double *value);

/* What the cleaners of a column leave of a text, in buf or a part of it; *any
 * is 1 if that is less. */
struct span verdict_cleaned(char buf[CLEAN_TEXT], const struct spec_column *k,
	struct span text, int *any);

/* 1 if s is one of the texts. */
int verdict_among(char *const *texts, unsigned n, struct span s);

#endif
