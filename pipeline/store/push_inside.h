/* SPDX-License-Identifier: MIT */
/* Inside this folder only: what the parts of a push share. */
#ifndef KOSH_STORE_PUSH_INSIDE_H
#define KOSH_STORE_PUSH_INSIDE_H

#include "pipeline/store/engine.h"
#include "pipeline/store/pg.h"
#include "pipeline/store/pgcopy.h"
#include "pipeline/store/push.h"

/* The tables that are compared row by row, those that others refer to first.
 * What is not among them stays what it is on the server: observation and
 * finding have ways of their own; event and log_head are about the log of a
 * file, judged about the runs on it, metric is kosh-derive's, and as_of of
 * another kind of file. */
enum push_at {
	PUSH_AREA,
	PUSH_SCHEME,
	PUSH_REGION,
	PUSH_MEMBER,
	PUSH_SHEET,
	PUSH_LABEL,
	PUSH_FINDING_SEEN,
	PUSH_DATASET,
	PUSH_REGIME,
	PUSH_EDITION,
	PUSH_INDICATOR,
	PUSH_RELEASE,
	PUSH_WAIVER,
	PUSH_AVERAGE,
	PUSH_SOURCE,
	PUSH_RUN_INPUT,
	PUSH_FINDING,
	PUSH_TABLES,
};

struct push_table {
	const char *name;
	const char *key; /* the columns by which a row is known anywhere */
	const char *id;	 /* the one with a number, or NULL */
	/* What its rows belong to. */
	enum { OF_ALL, OF_DATASET, OF_EDITION, OF_RELEASE } of;
};

/* Its columns by the schema, as "a, b, c". */
struct push_columns {
	struct text all;  /* those that are not computed */
	struct text put;  /* without the number */
	struct text rest; /* without the key too */
};

/* From the numbers of the file to those of the server. */
struct push_map {
	int64_t *from, *to;
	size_t n, last; /* the one that was found last */
};

struct push {
	struct db *file, *server;
	struct pg *pg;
	const struct push_order *o;
	struct pushed *out;
	struct push_columns columns[PUSH_TABLES];
	struct push_map sheets, labels, indicators;
	/* What it is about now; at NULL: about all. The releases are their
	 * numbers in the file, "[1,2]". */
	struct span dataset, edition, releases;
	const struct push_release *reading; /* NULL: none is being read */
	struct pgcopy copy;
};

/* A release that the server lacks or has in another reading. */
struct push_due {
	struct push_release is;
	int64_t from, to; /* its numbers: the file's, the server's or 0 */
};

extern const struct push_table push_tables[PUSH_TABLES];

/* Reads the columns, and makes what rows are compared in. */
int push_tables_open(struct push *p, struct err *e);
void push_tables_close(struct push *p);

/* All of these are part of a transaction of the server's. The rows of the file
 * that are about dataset, edition and releases, put beside the table: */
int push_stage(struct push *p, enum push_at table, struct err *e);
/* then rows that differ are changed and those that lack are put; */
int push_upsert(struct push *p, enum push_at table, struct err *e);
/* then those that the file does not have go. */
int push_forget(struct push *p, enum push_at table, struct err *e);
/* The findings of releases that are staged, as waivers are. */
int push_findings(struct push *p, struct err *e);

/* Makes a map from what is staged of a table with numbers. */
int push_map_read(
	struct push_map *m, struct push *p, enum push_at table, struct err *e);
void push_map_free(struct push_map *m);
/* The number that the server has for one of the file; 0 if it is in no table.
 */
int64_t push_map_get(struct push_map *m, int64_t from);

/* Appends the pattern for each name of a list, which stands in the place of %.
 */
void push_each(struct text *out, const char *list, const char *pattern,
	const char *between);
/* Runs one statement on the server; its rows that changed count. The first
 * parameters are the dataset and the edition. */
int push_run(struct push *p, const char *sql, int parameters, struct err *e);

/* Puts the releases that are due, some of them in a transaction each time. */
int push_releases(struct push *p, struct err *e);
/* Part of a transaction: puts these, to the last of their observations. */
int push_batch(struct push *p, struct push_due *due, size_t n, struct err *e);

#endif
