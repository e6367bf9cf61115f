/* SPDX-License-Identifier: MIT */
#include "pipeline/base/sandbox.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "pipeline/base/filter.h"

/* Tools that watch memory map far more than any limit and make calls of their
 * own. valgrind.h tells by an instruction that does nothing elsewhere. A build
 * that counts its lines (make coverage) writes the counts to files at the end.
 */
#ifdef KOSH_COUNTED
#define FILE_SIZE RLIM_INFINITY
#else
#define FILE_SIZE 0
#endif
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(KOSH_COUNTED) || defined(__SANITIZE_ADDRESS__) ||                  \
	defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) ||    \
	__has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define WATCHED 1
#elif __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#define WATCHED RUNNING_ON_VALGRIND
#else
#define WATCHED 0
#endif

static int is_watched(void)
{
	return WATCHED != 0;
}

static int is_kept(int fd, const int *keep, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (keep[i] == fd)
			return 1;
	return 0;
}

/* The database of a run, the terminal, other readers' pipes. Who watches
 * memory reports on standard error. */
static void close_others(const int *keep, size_t n)
{
	int end = 3, most = (int)sysconf(_SC_OPEN_MAX);

	for (size_t i = 0; i < n; i++)
		if (keep[i] >= end)
			end = keep[i] + 1;
	for (int fd = is_watched() ? 3 : 0; fd < end; fd++)
		if (!is_kept(fd, keep, n))
			close(fd);
	if (close_range((unsigned)end, ~0U, 0) == 0)
		return;
	for (int fd = end; fd < most; fd++)
		close(fd);
}

/* The limit that leaves room for no open file more, or for one. */
static rlim_t most_files(enum sandbox kind, const int *keep, size_t n)
{
	int fd = 0;

	if (kind == SANDBOX_PURE)
		return 0;
	while (is_kept(fd, keep, n))
		fd++;
	return (rlim_t)fd + 1;
}

static int limit(unsigned what, rlim_t soft, rlim_t hard, struct err *e)
{
	struct rlimit r;

	if (getrlimit(what, &r) == 0) {
		r.rlim_max = hard < r.rlim_max ? hard : r.rlim_max;
		r.rlim_cur = soft < r.rlim_max ? soft : r.rlim_max;
		if (setrlimit(what, &r) == 0)
			return 0;
	}
	return err_errno(e, "cannot lock", "the workbook reader");
}

static int set_limits(
	const struct sandbox_limits *l, rlim_t files, struct err *e)
{
	rlim_t cpu = l->cpu_seconds ? l->cpu_seconds : SANDBOX_CPU_SECONDS;
	rlim_t memory = l->memory_mib ? l->memory_mib : SANDBOX_MEMORY_MIB;

	if (limit(RLIMIT_CPU, cpu, cpu + 1, e) < 0 ||
		limit(RLIMIT_CORE, 0, 0, e) < 0 ||
		limit(RLIMIT_FSIZE, FILE_SIZE, FILE_SIZE, e) < 0)
		return -1;
	if (is_watched())
		return 0;
	if (limit(RLIMIT_NOFILE, files, files, e) < 0)
		return -1;
	return limit(RLIMIT_AS, memory << 20, memory << 20, e);
}

int sandbox_enter(enum sandbox kind, const struct sandbox_limits *limits,
	const int *keep, size_t n, struct err *e)
{
	/* a second heap for a second thread would ask for the processors */
	mallopt(M_ARENA_MAX, 1);
	close_others(keep, n);
	if (set_limits(limits, most_files(kind, keep, n), e) < 0)
		return -1;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_errno(e, "cannot lock", "the workbook reader");
	if (is_watched() || !filter_is_there())
		return 0;
	return filter_set(kind == SANDBOX_READS, e);
}

const char *sandbox_words(void)
{
	if (is_watched())
		return "reads workbooks in a process of its own (a tool that "
		       "watches memory keeps it from being locked)";
	return filter_is_there()
		? "reads workbooks in a locked process (seccomp, rlimits)"
		: "reads workbooks in a process with limits (rlimits; no "
		  "seccomp here)";
}

int sandbox_is_whole(void)
{
	return !is_watched() && filter_is_there();
}
