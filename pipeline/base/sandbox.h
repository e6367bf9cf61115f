/* SPDX-License-Identifier: MIT */
/*
 * The lock on a process that is about to read a stranger's bytes: from then on
 * it can read what it has, compute, and write to the pipes it has, and nothing
 * else. A call outside of that ends the process with SIGSYS.
 *
 * Behind the lock no file is opened, so what loads something on first use
 * (iconv, dlopen, pthread_exit, locales) must have done so before, or not be
 * used. Threads may be started and may return.
 */
#ifndef KOSH_BASE_SANDBOX_H
#define KOSH_BASE_SANDBOX_H

#include <stddef.h>

#include "pipeline/base/err.h"

enum sandbox {
	SANDBOX_NONE,
	SANDBOX_PURE,  /* nothing is opened any more */
	SANDBOX_READS, /* one file at a time may be opened, to be read */
};

/* What a locked process may use; 0 stands for the default. */
struct sandbox_limits {
	unsigned cpu_seconds;
	unsigned memory_mib; /* of address space, what is mapped included */
};

enum { SANDBOX_CPU_SECONDS = 300, SANDBOX_MEMORY_MIB = 2560 };

/* Locks this process for good: limits, no new privileges, a filter of system
 * calls. Only the n open files of keep stay open. Where the kernel has no
 * filters the limits alone are set (sandbox_words says so); any other failure
 * is ERR_SYSTEM, and then nothing may be read. */
int sandbox_enter(enum sandbox kind, const struct sandbox_limits *limits,
	const int *keep, size_t n, struct err *e);

/* How a process is locked here, as a sentence for people. */
const char *sandbox_words(void);

/* 1 if the limit of memory and the filter are in force where locked. Tools
 * that watch memory need both left out. */
int sandbox_is_whole(void);

#endif
