/* SPDX-License-Identifier: MIT */
/*
 * A disk that fails at will, between SQLite and the file system: its n-th read,
 * write, sync, lock and so on, or the power, and with it what was not synced.
 * A database lies in WAL mode or beside a journal of its own.
 */
#ifndef KOSH_TESTS_DISK_H
#define KOSH_TESTS_DISK_H

#include <stddef.h>

enum disk_call {
	DISK_OPEN,
	DISK_READ,
	DISK_WRITE,
	DISK_SYNC,
	DISK_TRUNCATE,
	DISK_DELETE,
	DISK_LOCK,
	DISK_LOOK, /* whether a file is there */
	DISK_SIZE,
	DISK_MAP, /* of -shm */
	DISK_MAP_LOCK,
	DISK_CALLS
};

extern const char *const disk_names[DISK_CALLS];

struct disk_fault {
	enum disk_call call;
	size_t n; /* which of these calls, the first being 1 */
	int code; /* what SQLite is told: SQLITE_IOERR_READ */
	int half; /* a write: half of it is written all the same */
	int on;	  /* from that one on all of them fail */
};

/* From here on SQLite uses this disk, which does not fail yet. */
void disk_begin(void);
/* Counts from here on, and fails so; NULL: never. */
void disk_fail(const struct disk_fault *f);
/* How many of these calls there were since then. */
size_t disk_count(enum disk_call call);
/* 1 if it failed. */
int disk_failed(void);

/* Counts the calls that change something from here on. The power goes at the
 * n-th of them, 1 being the first; 0: never. What is done to the disk then
 * fails. */
void disk_cut(size_t n);
size_t disk_changes(void);
/* What a disk may hold when the power is back: of what was written and not
 * synced some sectors, drawn by the seed, and some not; files that are there or
 * not where that was not synced. All must be closed. */
void disk_restore(unsigned seed);
/* Forgets what files were there: a test begins anew. */
void disk_forget(void);

#endif
