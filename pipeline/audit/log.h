/* SPDX-License-Identifier: MIT */
/*
 * The log of a database: a file beside it that only grows, a line of JSON for
 * each thing that happened, each with the hash of the line before it. This part
 * writes; what is written is checked by logcheck.c, which shares nothing with
 * it. The form of a line is told in kosh-log(1).
 *
 * Writers take turns by a lock on the file. A line counts once it was synced;
 * one that could not be written whole is taken back by who wrote it. Where that
 * one was ended in the middle, its bytes stay: the next writer ends the line
 * and says in a line of its own ("repair") which bytes these were.
 */
#ifndef KOSH_AUDIT_LOG_H
#define KOSH_AUDIT_LOG_H

#include <stdint.h>

#include "pipeline/base/file.h"
#include "pipeline/base/hash.h"
#include "pipeline/base/text.h"

enum {
	LOG_ID = 17,		  /* of an event: 16 hex digits and the NUL */
	LOG_TEXT_MAX = 512,	  /* bytes of a text; a longer one is cut */
	LOG_PART_MAX = 64 << 10,  /* of arguments, detail, inputs, outputs */
	LOG_LINE_MAX = 320 << 10, /* so that no line is longer */
	LOG_WAIT_SECONDS = 30,	  /* for another writer */
};

/* Who acts. */
struct log_actor {
	struct span run, user, host, tool, version;
	struct span arguments; /* a JSON array */
};

/* What is written of an event besides its place in the chain. A text that is
 * not there is at NULL; so is JSON of which there is none. */
struct log_entry {
	struct log_actor actor;
	struct span id, time, event;
	struct span dataset, edition, release;
	struct span detail;	     /* a JSON object */
	struct span inputs, outputs; /* JSON arrays */
};

/* The last line; line 0 and 64 zeros of an empty log. */
struct log_head {
	uint64_t line;
	char hash[HASH_HEX];
};

/* The log of a database: x.db -> x.log. ERR_DATA if the path is too long. */
int log_path(char path[PATH_TEXT], const char *database, struct err *e);
/* 1 for the path of a database that has one: not ":memory:", none's own,
 * and no server, where what happened stays in the table event. */
int log_has(const char *database);

/* A new id. */
int log_id(char id[LOG_ID], struct err *e);

/* The log under its lock, made where there is none. */
struct log;

int log_open(struct log **out, const char *path, struct err *e);
void log_close(struct log *l);

/* Adds a line; nothing is written before log_write. */
void log_add(struct log *l, const struct log_entry *x);
/* Writes and syncs what was added: all of it or nothing. */
int log_write(struct log *l, struct err *e);
/* As of the last line that was added. */
const struct log_head *log_head(const struct log *l);
/* Bytes of the file. */
int64_t log_size(const struct log *l);

/* Ends this file with a line that says so ("rotate"), and begins another, which
 * goes on with the next line ("continue"); this one is part from then on, named
 * as log_parts.h says. Close the log then. actor says who, and the time. */
int log_rotate(char part[PATH_TEXT], struct log *l,
	const struct log_entry *actor, struct err *e);

/* Calls see with the lines of the log, its parts included, the last one first,
 * until it gives anything but 0. A line is borrowed and without its line break.
 */
typedef int log_see(void *context, const struct log_head *at, struct span line);
int log_each_back(struct log *l, log_see *see, void *context, struct err *e);

/* Appends the run that a line is of; nothing where nobody said. */
void log_line_run(struct text *run, struct span line);
/* The same of the line of a log with this number and hash: 1, or 0 where the
 * log does not have it. */
int log_run(struct text *run, const char *path, const struct log_head *line,
	struct err *e);

/* 0 if a line could be added now; what a tool asks that is about to change
 * something. Makes nothing. */
int log_ready(const char *path, struct err *e);

/* One line about what changed no database. Its id and time are filled in. */
int log_append(const char *path, const struct log_entry *x, struct err *e);

/* A descriptor to read the file by. ERR_DATA where there is none, or something
 * else than a file. */
int log_open_read(const char *path, struct err *e);

/* The head of a log as it is; line 0 where there is no file. */
int log_read_head(struct log_head *out, const char *path, struct err *e);

#endif
