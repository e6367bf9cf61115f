/* SPDX-License-Identifier: MIT */
/*
 * The text of an XML part, always in UTF-8 and without a byte order mark,
 * whichever encoding the part is in. UTF-8 goes straight through.
 */
#ifndef KOSH_WORKBOOK_SOURCE_H
#define KOSH_WORKBOOK_SOURCE_H

#include <stddef.h>

#include "pipeline/base/err.h"
#include "pipeline/workbook/zip.h"

struct source;

/* Begins to read an entry of at most limit_mib (see part.h). The encoding is
 * told by the byte order mark, by zero bytes, or by the XML declaration: UTF-8,
 * UTF-16 and those of charset_named are read, others are ERR_DATA. */
int source_open(struct source **out, const struct zip_entry *entry,
	unsigned limit_mib, struct err *e);
void source_close(struct source *s);

/* How many bytes the part has as it is stored, by its own account. */
uint64_t source_size(const struct source *s);

/* Up to room bytes; *got is 0 at the end and only there. */
int source_read(
	size_t *got, struct source *s, char *to, size_t room, struct err *e);

#endif
