/* SPDX-License-Identifier: MIT */
/* Rows as text, in the formats of queries. */
#ifndef KOSH_STORE_ROWS_H
#define KOSH_STORE_ROWS_H

#include <stdio.h>

#include "pipeline/base/record.h"
#include "pipeline/store/db.h"
#include "pipeline/store/query.h"

/* Rows on their way out. The names must live as long. */
struct rows;

/* 1 for md and table, which are for people. */
int rows_is_table(enum query_format format);

int rows_open(struct rows **out, FILE *to, const char *const *names, size_t n,
	enum query_format format, struct err *e);
/* One field for each name. What fails is told at the end. */
void rows_add(struct rows *r, const struct field *fields);
/* Writes what waited for the end: all of md and table. */
int rows_end(struct rows *r, struct err *e);
void rows_close(struct rows *r);

/* Steps a statement to its end, writes its rows and counts them; n may be NULL.
 * csv, tsv and jsonl are written as the rows come, md and table once all are
 * there. */
int rows_put(size_t *n, FILE *to, struct stmt *s, enum query_format format,
	struct err *e);

#endif
