/* SPDX-License-Identifier: MIT */
#include "tests/memory.h"

#include <malloc.h>
#include <stdlib.h>

/* The linker puts the __wrap ones in place of malloc and so on. */
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void __real_free(void *p);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void __wrap_free(void *p);

static struct {
	long bytes, peak, blocks;
	size_t left; /* requests until one is refused, 0 for never */
	int refused;
} memory;

void memory_watch(void)
{
	memory.bytes = memory.peak = memory.blocks = 0;
}

size_t memory_peak(void)
{
	return (size_t)memory.peak;
}

long memory_blocks(void)
{
	return memory.blocks;
}

void memory_refuse(size_t n)
{
	memory.left = n;
	memory.refused = 0;
}

int memory_refused(void)
{
	return memory.refused;
}

static int is_refused(void)
{
	if (memory.left == 0 || --memory.left > 0)
		return 0;
	return memory.refused = 1;
}

static void count(void *p, int sign)
{
	if (!p)
		return;
	memory.bytes += sign * (long)malloc_usable_size(p);
	memory.blocks += sign;
	if (memory.bytes > memory.peak)
		memory.peak = memory.bytes;
}

void *__wrap_malloc(size_t n)
{
	void *p = is_refused() ? NULL : __real_malloc(n);

	count(p, 1);
	return p;
}

void *__wrap_calloc(size_t n, size_t size)
{
	void *p = is_refused() ? NULL : __real_calloc(n, size);

	count(p, 1);
	return p;
}

void *__wrap_realloc(void *p, size_t n)
{
	void *more;

	if (is_refused())
		return NULL;
	count(p, -1);
	more = __real_realloc(p, n);
	count(more ? more : p, 1);
	return more;
}

void __wrap_free(void *p)
{
	count(p, -1);
	__real_free(p);
}
