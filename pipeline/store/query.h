/* SPDX-License-Identifier: MIT */
/* Named queries, one file each in sql/query, and their output. */
#ifndef KOSH_STORE_QUERY_H
#define KOSH_STORE_QUERY_H

#include <stdio.h>

#include "pipeline/store/db.h"
#include "pipeline/store/doc.h"

enum query_format { QUERY_CSV, QUERY_TSV, QUERY_JSONL, QUERY_MD, QUERY_TABLE };

/* The format of a name ("csv", "tsv", "jsonl", "md", "table"), or -1. */
int query_format(const char *name);

/* What a call gives. Whether a query takes a scheme, areas or a limit, tell its
 * parameters. */
struct query_order {
	char **argv;
	int argc;
	const char *scheme; /* NULL: all */
	const char *areas;  /* "KAZ,UZB"; NULL: all */
	int across;	    /* also what may not be compared */
	int64_t limit;	    /* rows at most; -1: all */
};

/*
 * Runs a named query. It may use these parameters: :dataset, :edition,
 * :release (the release_id), of two editions :from, :from_release, :to and
 * :to_release, :area, :indicator; :scheme and :areas (a JSON array), each NULL
 * where none was asked for; :across (1 or 0), :limit.
 *
 * An edition that the database does not have is ERR_DATA and lists those it
 * has; so is a query of one regime for editions of two, unless across is set,
 * and one on derived tables that are stale. ERR_USAGE for arguments, a scheme,
 * areas or a limit that it does not take. note, where it is not empty at the
 * end, says what the reader should know of the rows.
 */
int query_named(FILE *out, struct text *note, struct db *d, const struct doc *q,
	const struct query_order *o, enum query_format format, struct err *e);

/* Runs a SELECT that a user gave; nothing can be written by it. */
int query_select(FILE *out, struct db *d, const char *sql,
	enum query_format format, struct err *e);

#endif
