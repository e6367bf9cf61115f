/* SPDX-License-Identifier: MIT */
/*
 * Files: read whole by mapping, written beside their place and renamed, so
 * that a reader sees the old bytes or the new ones and never half of either.
 */
#ifndef KOSH_BASE_FILE_H
#define KOSH_BASE_FILE_H

#include <stddef.h>
#include <stdio.h>

#include "pipeline/base/err.h"

enum {
	FILE_MAX_MIB = 512, /* the largest file that is read */
	PATH_TEXT = 1024,   /* room for a path of ours, with its NUL */
};

/* A whole file in memory. at is never NULL after success, also for an empty
 * file. */
struct file_map {
	const char *at;
	size_t len;
	int on_heap;
};

/* Maps a file; "-" reads standard input to its end. ERR_DATA where the file
 * does not exist, is a folder, or is larger than FILE_MAX_MIB;
 * ERR_SYSTEM otherwise. */
int file_map(struct file_map *out, const char *path, struct err *e);
void file_unmap(struct file_map *map);

/* Hands the bytes of such a file on in pieces, in their order, without having
 * all of them at once; faults as file_map's. */
typedef void file_piece_fn(void *context, const char *bytes, size_t len);
int file_pieces(
	const char *path, file_piece_fn *take, void *context, struct err *e);

/* 1 if there is something at path. */
int file_exists(const char *path);
int file_is_folder(const char *path);
/* 1 if both paths lead to one file, also where it is not there yet; "-" leads
 * to none. */
int file_same(const char *a, const char *b);
/* 1 if an audit log is there: it only grows, and by who keeps it, so that no
 * draft takes its place. */
int file_is_audit_log(const char *path);

/* Makes path and every folder above it. */
int file_make_dirs(const char *path, struct err *e);
/* The folders above path. */
int file_make_place(const char *path, struct err *e);

/* dir/name into buf; ERR_DATA if it does not fit. */
int file_join(
	char buf[PATH_TEXT], const char *dir, const char *name, struct err *e);

/* Calls visit with each name in a folder, in the order of their bytes, without
 * "." and "..". visit returns 0 to go on. */
int file_list(const char *dir,
	int (*visit)(void *context, const char *name, struct err *e),
	void *context, struct err *e);

/* A file in the making. */
struct draft;

/* Opens a new file in the folder of path, where it has no name if the system
 * can do that, so that nothing is left of it whatever ends us; "-" is standard
 * output. A link is followed; a device or a pipe is written in place. ERR_DATA
 * for an audit log. */
int draft_open(struct draft **out, const char *path, struct err *e);
/* The same, but "-" too sees all of it at the commit or nothing: for a result
 * of which half would be taken for the whole. */
int draft_open_whole(struct draft **out, const char *path, struct err *e);
/* The same, with a name from the start, for draft_path: what ends us by force
 * leaves it there. */
int draft_open_named(struct draft **out, const char *path, struct err *e);
/* Where to write; borrowed. */
FILE *draft_stream(struct draft *d);
/* The name under which the bytes of a named draft lie until then; borrowed. A
 * library that wants to open the file itself may write there. NULL for what is
 * no file. */
const char *draft_path(const struct draft *d);
/* Another place for it, in the same folder. -1 leaves it as it was. */
int draft_call(struct draft *d, const char *path, struct err *e);
/* Flushes, syncs and renames into place; frees the draft either way. */
int draft_commit(struct draft *d, struct err *e);
/* Removes what was written; frees the draft. Accepts NULL. */
void draft_drop(struct draft *d);

/* The same as a read-only file. */
int draft_commit_read_only(struct draft *d, struct err *e);
/* Puts bytes into place so. */
int file_put(const char *path, const char *bytes, size_t len, struct err *e);

/* Makes sure that names which were put into a folder are on the disk. */
int file_sync_folder(const char *path, struct err *e);

#endif
