/* SPDX-License-Identifier: MIT */
/* Inside the writer of the log: what its files share. */
#ifndef KOSH_AUDIT_LOG_INSIDE_H
#define KOSH_AUDIT_LOG_INSIDE_H

#include <sys/types.h>

#include "pipeline/audit/log.h"

/* How a log ends. */
struct log_tail {
	struct log_head head;
	off_t size;
	off_t whole; /* where the last line with its break ends */
	off_t torn;  /* bytes behind that */
	char torn_hash[HASH_HEX];
	int unbroken; /* these are a whole line but for its break */
};

/* ERR_SYSTEM where the file does not end as a log of ours does. */
int log_tail_read(
	struct log_tail *out, int fd, const char *path, struct err *e);

/* 0 if a line is one of ours, with its hash; -1 otherwise. */
int log_line_head(struct log_head *out, struct span line);

/* log_each_back of the lines that end at a place in the file. */
int log_back_from(int fd, const char *path, off_t end, log_see *see,
	void *context, struct err *e);

/* The same, and then of the parts before the file, the last one first. */
int log_all_back(int fd, const char *path, off_t end, log_see *see,
	void *context, struct err *e);

/* Appends a line behind the one that head says, which becomes that of it. */
void log_line_put(
	struct text *out, const struct log_entry *x, struct log_head *head);

#endif
