/* SPDX-License-Identifier: MIT */
/*
 * The memory that our own code asks for, counted, and refused at will. What
 * shared libraries ask for on their own is not seen. Only for test programs
 * that the Makefile lists in MEMORY_TESTS.
 */
#ifndef KOSH_TESTS_MEMORY_H
#define KOSH_TESTS_MEMORY_H

#include <stddef.h>

/* Counts from here on. */
void memory_watch(void);
/* The most bytes that there were at once since then. */
size_t memory_peak(void);
/* How many blocks that came since then are still there (less those that came
 * before and are gone). */
long memory_blocks(void);

/* Refuses the n-th request from now on, the next being 1; 0 refuses none. */
void memory_refuse(size_t n);
/* 1 if it came to that. */
int memory_refused(void);

#endif
