/* SPDX-License-Identifier: MIT */
/*
 * Work in a process of its own, so that what a stranger's file does to it stays
 * there: a crash is one error of ours, and so is what a locked process must not
 * do (see sandbox.h).
 */
#ifndef KOSH_BASE_CHILD_H
#define KOSH_BASE_CHILD_H

#include <stdio.h>

#include "pipeline/base/err.h"
#include "pipeline/base/sandbox.h"

struct child;

/* What the child does. It writes records to out, and to aside what is to be
 * read after all of out: that waits in memory, so it must be little. Returns
 * 0, or -1 with e set. */
typedef int child_work(void *context, FILE *out, FILE *aside, struct err *e);

struct child_task {
	child_work *work;
	void *context;
	/* Runs in the child before it is locked: opens what is to be read. May
	 * be NULL. */
	int (*prepare)(void *context, struct err *e);
	enum sandbox lock;
	struct sandbox_limits limits;
	/* What is read, to be named in front of what the work says and of how
	 * the child died; NULL where the caller does that. */
	const char *name;
	/* Who died; NULL: "the workbook reader". */
	const char *who;
	int is_ours; /* it reads no stranger's file: who died is ERR_SYSTEM */
};

/* Starts the work in a forked process that ends with us. The task is copied,
 * what it points to is borrowed until child_end. */
int child_start(
	struct child **out, const struct child_task *task, struct err *e);

/* What the child writes, to be read to its end: first child_out, then
 * child_aside. Borrowed. */
FILE *child_out(struct child *c);
FILE *child_aside(struct child *c);

/* Moves all of out, of which nothing was read yet, to a stream as it comes.
 * -1 with ERR_SYSTEM if that cannot be written; name is its name then. */
int child_copy(struct child *c, FILE *to, const char *name, struct err *e);

/* Waits for the end and frees. -1 with the child's own error, or ERR_DATA where
 * it had no time to say one: "the workbook reader died of signal 11", or that
 * it asked for what is locked, for too much memory or too much time. A child
 * whose output was not read to the end is stopped. */
int child_end(struct child *c, struct err *e);

#endif
