/* SPDX-License-Identifier: MIT */
/*
 * A zip file written part by part, each deflated on its way to the disk, so
 * that a workbook of any length takes no memory. Whatever fails ends the
 * program with a message.
 */
#ifndef KOSH_TESTS_BENCH_PACKER_H
#define KOSH_TESTS_BENCH_PACKER_H

#include <stddef.h>
#include <stdint.h>

struct packer;

struct packer *packer_new(const char *path);

/* Writes the directory and closes the file. */
void packer_free(struct packer *p);

/* The name is borrowed until packer_free. One part at a time. */
void packer_begin(struct packer *p, const char *name);
void packer_end(struct packer *p);

void packer_put(struct packer *p, const char *bytes, size_t len);
void packer_print(struct packer *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Unpacked bytes of all parts so far. */
uint64_t packer_size(const struct packer *p);

#endif
