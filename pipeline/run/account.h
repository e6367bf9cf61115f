/* SPDX-License-Identifier: MIT */
/*
 * What became of a call of kosh-run, dataset by dataset: as JSON, for a
 * person's script and for the commands that are told of it, and as metrics in
 * the text format of Prometheus, for node_exporter's textfile collector.
 */
#ifndef KOSH_RUN_ACCOUNT_H
#define KOSH_RUN_ACCOUNT_H

#include <time.h>

#include "pipeline/base/text.h"
#include "pipeline/run/run.h"
#include "pipeline/store/db.h"

struct account;

/* run is the run's id, version that of the program; both are borrowed. */
int account_open(struct account **out, const char *run, const char *version,
	time_t started, struct err *e);
void account_close(struct account *a); /* accepts NULL */

/* How a dataset ended: the order and what came of it, the exit status, and the
 * first thing that went wrong, if any. edition and report may be NULL. Copies
 * them. */
int account_add(struct account *a, const struct run_order *o,
	const struct run_result *r, int status, const struct err *fault,
	struct err *e);

/* 1 if a dataset was changed: something was read, or another release counts. */
int account_changed(const struct account *a);

/* How all of it ended: status and fault are those of the call, and fault is
 * NULL where none is no dataset's own. */
struct account_end {
	time_t ended;
	int status;
	const char *fault;
};

/* {"run": ..., "started", "ended", "status", "changed", "fault",
 * "datasets": [...]}, one object a dataset, those that failed last. On one
 * line, with a line feed. */
int account_json(struct text *out, const struct account *a,
	const struct account_end *x, struct err *e);

/* The metrics, those about the database's content out of d, which may be NULL.
 * before is what the file says so far, or empty: a dataset that failed now
 * keeps the moment of its last success. */
int account_metrics(struct text *out, const struct account *a, struct db *d,
	struct span before, time_t ended, struct err *e);

#endif
