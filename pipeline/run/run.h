/* SPDX-License-Identifier: MIT */
/*
 * The whole path for a dataset: take, extract, load, validate, derive, report;
 * only what changed.
 */
#ifndef KOSH_RUN_RUN_H
#define KOSH_RUN_RUN_H

#include "pipeline/base/err.h"
#include "pipeline/base/ids.h"
#include "pipeline/extract/stream.h"
#include "pipeline/fetch/net.h"
#include "pipeline/fetch/releases.h"
#include "pipeline/store/rules.h"

/* What orders on the same database leave to the next one: the lock, as long as
 * one has not ended; the database, open to be written, as long as no other
 * process has to be started; and from one of which nothing had changed open to
 * be read, with what is stale in it; and what they share. */
struct run_kept {
	struct lock *lock;
	struct db *writer;
	struct db *db;
	struct ids stale; /* datasets */
	int derived;	  /* 0: nothing is */
	int begun;	  /* how many have not ended */
	int is_fresh;	  /* all that was stale was derived, and no more came */
	struct shared *shared;
};

#define RUN_KEPT_INIT                                                          \
	{                                                                      \
		NULL, NULL, NULL, IDS_INIT, 0, 0, 0, NULL                      \
	}

void run_kept_free(struct run_kept *k);

/* How much a line matters to who watches. */
enum run_line { RUN_FAULT, RUN_STEP, RUN_DETAIL };

struct run_order {
	const char *root, *database;
	const char *dataset;
	const char *edition; /* NULL: all */
	const char *from;    /* a folder of workbooks */
	/* How to ask the servers first; NULL: take what the store has. */
	const struct net_policy *net;
	const struct rules *rules;
	const char *report;  /* where the report goes */
	const char *version; /* of kosh, for the report */
	const char *actor;   /* who acts, for the log: see db_act */
	enum severity bar;   /* quarantine from there */
	int dry_run;	     /* say what would be done, change nothing */
	/* Others are begun before this one ends: it pays to let another process
	 * ask the rules. */
	int others;
	struct run_kept *kept;
	/* In a trial: told of each release that has to be read and of which
	 * nothing was read ahead. May be NULL. */
	void (*plan)(void *context, const struct release *x);
	void (*say)(void *context, enum run_line line, const char *text);
	void *context;
};

/* The steps of a run, in their order. */
enum run_step {
	RUN_TAKES,
	RUN_READS,
	RUN_VALIDATES,
	RUN_DERIVES,
	RUN_REPORTS,
	RUN_STEPS,
};

struct run_result {
	int unchanged;	    /* there was nothing to do and nothing was done */
	unsigned loaded;    /* releases */
	unsigned failed;    /* workbooks that could not be read */
	unsigned unfetched; /* those that no server gave */
	int counted;	    /* what follows: else nothing was validated */
	long errors, warnings, infos; /* open findings */
	long waived;
	long quarantined, held; /* releases */
	int current;		/* how many releases became current */
	double seconds[RUN_STEPS];
};

/* An order that was begun. */
struct run;

/* Takes and loads what is new; run_go_on goes on from there. *out is NULL where
 * nothing is left to be done. The result, *first and the order are borrowed
 * until it has ended.
 *
 * A workbook that cannot be taken or read is told as a fault and counted, the
 * first such fault is kept in *first, and the others are done. -1 only where
 * nothing could go on: the database, the lock, the spec. Holds the database's
 * lock throughout, and beyond where it is kept. What was done is in the log of
 * the database then, or else waits in it: -1, too. */
int run_begin(struct run **out, struct run_result *result,
	const struct run_order *o, struct err *first, struct err *e);
/* Judges, derives, and starts a process that makes the report; where others
 * follow and there is much to judge, starts one that asks the rules first, and
 * does the rest when it is called again: others may be begun between, of which
 * these processes see nothing. Call it of those first that were begun first.
 * *r is NULL where it has ended, NULL has. */
int run_go_on(struct run **r, struct err *e);
/* Goes on to the end, waits for the report and notes it. Ends those first that
 * were begun first. NULL has ended. */
int run_end(struct run *r, struct err *e);

#endif
