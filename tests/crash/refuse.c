/* SPDX-License-Identifier: MIT */
/*
 * Loaded before a program (LD_PRELOAD), refuses it the memory that it asks for
 * at the REFUSE-th time, whoever in it asks. With COUNT=FILE it refuses nothing
 * and says there at the end how often memory was asked for.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

static atomic_long asked;
static long refused; /* 0: none */

__attribute__((constructor)) static void begin(void)
{
	const char *n = getenv("REFUSE");

	refused = n ? strtol(n, NULL, 10) : 0;
	atomic_store(&asked, 0);
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("COUNT");
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;

	if (fd < 0)
		return;
	dprintf(fd, "%ld\n", atomic_load(&asked));
	close(fd);
}

static int is_refused(void)
{
	return atomic_fetch_add(&asked, 1) + 1 == refused;
}

void *malloc(size_t n)
{
	return is_refused() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return is_refused() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return is_refused() ? NULL : __libc_realloc(p, n);
}
