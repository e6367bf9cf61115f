/* SPDX-License-Identifier: MIT */
/* SHA-256, by which a release is known. */
#ifndef KOSH_BASE_HASH_H
#define KOSH_BASE_HASH_H

#include <stddef.h>
#include <stdio.h>

#include "pipeline/base/err.h"

enum { HASH_HEX = 65 }; /* 64 lower-case hex digits and the NUL */

void hash_bytes(char hex[HASH_HEX], const void *bytes, size_t len);

/* The hash of a file's bytes. -1 with ERR_SYSTEM, or ERR_DATA where there is
 * no such file. */
int hash_file(char hex[HASH_HEX], const char *path, struct err *e);

/* The same of bytes that come in large pieces. */
struct hash;

int hash_open(struct hash **out, struct err *e);
void hash_add(struct hash *h, const void *bytes, size_t len);
/* The hash of all that was added; nothing can be added after that. */
void hash_end(char hex[HASH_HEX], struct hash *h);
void hash_close(struct hash *h);
/* A stream that reads another one and adds what was read. It is closed before
 * the other one and before the hash ends; NULL if memory is out. */
FILE *hash_reading(struct hash *h, FILE *in);

#endif
