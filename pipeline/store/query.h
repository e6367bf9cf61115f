/* SPDX-License-Identifier: MIT */
/* Named queries, one file each in sql/query, and their output. */
#ifndef KOSH_STORE_QUERY_H
#define KOSH_STORE_QUERY_H

#include <stdio.h>

#include "pipeline/store/db.h"

enum query_format { QUERY_CSV, QUERY_TSV, QUERY_JSONL, QUERY_MD, QUERY_TABLE };

/* The format of a name ("csv", "tsv", "jsonl", "md", "table"), or -1. */
int query_format(const char *name);

struct query {
	const char *name;      /* "delta" */
	const char *arguments; /* "DATASET/EDITION DATASET/EDITION" */
	const char *title;     /* one line */
	const char *sql;
	enum {
		QUERY_CONTENT,	  /* asks what sources say */
		QUERY_DERIVED,	  /* asks derived tables, that must be fresh */
		QUERY_DERIVATION, /* asks how fresh they are */
	} asks;
};

/* The query of a name, or NULL. */
const struct query *query_find(const char *name);
size_t query_count(void);
const struct query *query_at(size_t i);

/* Runs a named query. The head comment of its file names its parameters:
 * :dataset, :edition, :from, :to, :scheme ... An edition that the database
 * does not have is ERR_DATA and lists those it has. scheme may be NULL. */
int query_named(FILE *out, struct db *d, const struct query *q, char **argv,
	int argc, const char *scheme, enum query_format format, struct err *e);

/* Runs a SELECT that a user gave; nothing can be written by it. */
int query_select(FILE *out, struct db *d, const char *sql,
	enum query_format format, struct err *e);

#endif
