/* SPDX-License-Identifier: MIT */
/*
 * Whether a log is what was written. This part shares nothing with what writes
 * the log but the hash: a fault of the one is not a fault of the other. It
 * reads a line at a time, whatever the size of the log, and believes nothing in
 * it.
 *
 * What it can know: that no line was changed, taken out, put in or moved, and
 * of the lines up to an anchor (a hash that somebody else kept) that they are
 * those that it was of. What no anchor holds, who can write the file can have
 * cut or written anew; that is said, too.
 */
#ifndef KOSH_AUDIT_LOGCHECK_H
#define KOSH_AUDIT_LOGCHECK_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/hash.h"

enum {
	LOGCHECK_LINE_MAX = 1 << 20, /* bytes; ours are shorter */
	LOGCHECK_WHO = 200,
};

enum logcheck_says {
	LOGCHECK_BROKEN,
	LOGCHECK_NOTE,
	LOGCHECK_WHOLE,	  /* said once, where nothing is broken */
	LOGCHECK_HOLDS,	  /* of an anchor */
	LOGCHECK_UNKNOWN, /* what cannot be known */
};

/* line is the place in the file, counted from 1; 0: of no line. */
typedef void logcheck_fn(void *context, enum logcheck_says what, uint64_t line,
	const char *text);

struct logcheck_result {
	uint64_t lines, broken; /* broken: all, however many were told */
	uint64_t anchored;	/* the last line that an anchor holds */
	uint64_t line;		/* the last one, as it is numbered */
	char hash[HASH_HEX];	/* its hash; "" of an empty log */
};

struct logcheck;

/* Not more than most faults, and as many notes, are told. */
int logcheck_open(struct logcheck **out, logcheck_fn *say, void *context,
	unsigned most, struct err *e);
void logcheck_close(struct logcheck *c);

/* Somebody knows the hash of a line, or (line 0) of one that he does not say.
 * signed_ where it is vouched for by a signature that holds. All before the
 * first bytes. */
int logcheck_anchor(struct logcheck *c, const char *who, uint64_t line,
	const char *hash, int signed_, struct err *e);

/* The bytes of the log, in pieces of any size. */
int logcheck_take(
	struct logcheck *c, const char *bytes, size_t len, struct err *e);
int logcheck_end(
	struct logcheck_result *out, struct logcheck *c, struct err *e);

/* The bytes of a file, "-" is standard input. Where somebody knows a line of a
 * log that is not there, that is a fault of the log. */
int logcheck_file(struct logcheck *c, const char *path, struct err *e);

#endif
