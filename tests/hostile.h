/* SPDX-License-Identifier: MIT */
/*
 * A workbook that means harm, read in a process of its own under limits: what
 * came of it, and what it cost.
 */
#ifndef KOSH_TESTS_HOSTILE_H
#define KOSH_TESTS_HOSTILE_H

#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipeline/workbook/book.h"
#include "tests/check.h"

enum {
	HOSTILE_CPU = 10,     /* seconds; the slowest attack takes one */
	HOSTILE_MEMORY = 64,  /* MiB beyond the mapped file */
	HOSTILE_ADDRESS = 512 /* MiB of addresses: stacks are not all used */
};

struct outcome {
	enum err_kind kind; /* ERR_NONE where all cells were read */
	char text[480];	    /* of the error */
	size_t sheets, cells;
	long kib; /* the most memory held beyond what was held before */
};

/* 1 under a sanitizer or valgrind, which need memory and time of their own. */
static inline int hostile_watched(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return 1;
#else
	const char *under = getenv("UNDER");

	return under && *under;
#endif
}

/* A figure in KiB of /proc/self/status. */
static inline long hostile_status(const char *name)
{
	FILE *in = fopen("/proc/self/status", "r");
	char line[256];
	long kib = -1;

	while (in && fgets(line, sizeof(line), in))
		if (strncmp(line, name, strlen(name)) == 0)
			kib = strtol(line + strlen(name) + 1, NULL, 10);
	if (in)
		fclose(in);
	return kib;
}

static inline void hostile_limit(unsigned what, size_t limit)
{
	setrlimit(what, &(struct rlimit){ limit, limit });
}

static inline int hostile_sheet(
	struct outcome *o, struct book *b, size_t i, struct err *e)
{
	struct sheet *s = NULL;
	struct text value = TEXT_INIT;
	struct row r;
	int rc = sheet_open(&s, b, i, e);

	while (rc == 0 && (rc = sheet_next(s, &r, e)) > 0) {
		for (size_t k = 0; k < r.n; k++) {
			text_clear(&value);
			cell_value(&value, b, &r.cells[k]);
		}
		o->cells += r.n;
		rc = 0;
	}
	sheet_close(s);
	text_free(&value);
	return rc;
}

static inline void hostile_read(struct outcome *o, const char *path)
{
	struct err e = ERR_INIT;
	struct book *b = NULL;

	if (book_open(&b, path, NULL, &e) == 0) {
		o->sheets = book_sheets(b);
		for (size_t i = 0; i < o->sheets; i++)
			if (hostile_sheet(o, b, i, &e) < 0)
				break;
	}
	book_close(b);
	o->kind = e.kind;
	memcpy(o->text, e.text, sizeof(o->text));
}

/* In the child. */
static inline void hostile_child(const char *path, size_t len, int to)
{
	long before = hostile_status("VmRSS:");
	struct outcome o = { 0 };
	ssize_t n;

	hostile_limit(RLIMIT_CPU, hostile_watched() ? 600 : HOSTILE_CPU);
	hostile_limit(RLIMIT_CORE, 0);
	if (!hostile_watched())
		hostile_limit(RLIMIT_AS,
			(size_t)hostile_status("VmSize:") * 1024 + len +
				((size_t)HOSTILE_ADDRESS << 20));
	hostile_read(&o, path);
	o.kib = hostile_status("VmHWM:") - before;
	n = write(to, &o, sizeof(o));
	exit(n != sizeof(o)); /* not _exit: leaks are looked for there */
}

/* Reads the bytes as a workbook. Fails the test where the reader dies, takes
 * too long, takes too much memory, or ends in an error that is not about the
 * data. */
static inline void hostile(struct outcome *o, struct span bytes)
{
	int fd = memfd_create("hostile", 0), pipes[2], status = 0;
	char path[64];
	ssize_t got;
	pid_t child;

	assert_true(fd >= 0);
	for (size_t at = 0; at < bytes.len; at += (size_t)got) {
		got = write(fd, bytes.at + at, bytes.len - at);
		assert_true(got > 0);
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	child = fork();
	if (child == 0)
		hostile_child(path, bytes.len, pipes[1]);
	close(pipes[1]);
	got = read(pipes[0], o, sizeof(*o));
	close(pipes[0]);
	close(fd);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status))
		fail_msg("the reader died of signal %d", WTERMSIG(status));
	assert_int_equal(status, 0);
	assert_int_equal(got, sizeof(*o));
	if (o->kind != ERR_NONE && o->kind != ERR_DATA)
		fail_msg("no fault of the data: %s", o->text);
	if (!hostile_watched() &&
		o->kib > (long)(bytes.len >> 10) + (HOSTILE_MEMORY << 10))
		fail_msg("%ld KiB for a file of %zu bytes: %s", o->kib,
			bytes.len, o->text);
}

/* It is refused, and for that. */
static inline void hostile_refused(struct span bytes, const char *why)
{
	struct outcome o;

	hostile(&o, bytes);
	assert_int_equal(o.kind, ERR_DATA);
	assert_contains(o.text, why);
}

/* It has so many cells. */
static inline void hostile_cells(struct span bytes, size_t cells)
{
	struct outcome o;

	hostile(&o, bytes);
	assert_string_equal(o.text, "");
	assert_int_equal(o.cells, cells);
}

#endif
