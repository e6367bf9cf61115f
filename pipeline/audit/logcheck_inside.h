/* SPDX-License-Identifier: MIT */
/* Inside the check of a log: how far it is. */
#ifndef KOSH_AUDIT_LOGCHECK_INSIDE_H
#define KOSH_AUDIT_LOGCHECK_INSIDE_H

#include "pipeline/audit/logcheck.h"
#include "pipeline/audit/logcheck_line.h"

struct logcheck_place {
	uint64_t line;
	char hash[HASH_HEX];
};

/* Bytes that are no line, or a line that was changed, until the next line says
 * whether they were torn. */
struct logcheck_odd {
	uint64_t at; /* the place of the first; 0: there are none */
	uint64_t bytes;
	struct hash *sum;
	const char *why;
	int told;
	int whole; /* some of it was not torn, whatever the next line says */
	struct logcheck_place before; /* the last line before them */
};

struct logcheck_anchor {
	char who[LOGCHECK_WHO];
	struct logcheck_place knows;
	int is_signed, met;
};

struct logcheck {
	logcheck_fn *say;
	void *context;
	unsigned most;
	uint64_t broken, notes, lines;
	char *room; /* the line as far as it is there */
	size_t len, cap;
	int open, too_long;
	uint64_t place; /* in the file, from 1 */
	struct logcheck_place last;
	uint64_t
		behind; /* lines before the first, in a part that is not here */
	int astray;	/* what is before the next line has been told */
	char time[32];
	struct logcheck_odd odd;
	struct logcheck_anchor *anchors;
	size_t n_anchors, next;	    /* by line; the next to be met */
	uint64_t anchored, vouched; /* the last such lines */
};

void logcheck_broken(struct logcheck *c, uint64_t line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void logcheck_note(struct logcheck *c, uint64_t line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void logcheck_say(struct logcheck *c, enum logcheck_says what, uint64_t line,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* A line, without its break. */
int logcheck_line(
	struct logcheck *c, const char *bytes, size_t len, struct err *e);
/* Begins to gather bytes that are no line, and adds some. whole: they were not
 * torn. */
int logcheck_odd_begin(
	struct logcheck *c, const char *why, int whole, struct err *e);
int logcheck_odd_add(
	struct logcheck *c, const char *bytes, size_t len, struct err *e);

/* Holds the last line to those who know of it. */
void logcheck_meet(struct logcheck *c);
/* Says what follows, once all was read. */
void logcheck_conclude(struct logcheck *c);

#endif
