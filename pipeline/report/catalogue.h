/* SPDX-License-Identifier: MIT */
/*
 * A compiled catalogue of texts, as msgfmt writes it (GNU gettext manual, "The
 * Format of GNU MO Files"). The library of gettext is not used: it translates
 * by the locales that a machine has, and a report must not depend on those.
 */
#ifndef KOSH_REPORT_CATALOGUE_H
#define KOSH_REPORT_CATALOGUE_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* Borrows the bytes. */
struct catalogue {
	struct span bytes;
	uint32_t n, originals, translations;
};

/* Catalogues are compiled in, each with the code of its language. */
struct catalogue_file {
	const char *code;
	const char *at;
	size_t len;
};

extern const struct catalogue_file catalogue_files[];
extern const size_t catalogue_files_count;

/* ERR_DATA where the bytes are no catalogue: each text must lie inside, end
 * with a NUL, and be in order, so that a search needs no further check. */
int catalogue_open(struct catalogue *out, struct span bytes, struct err *e);

/* What a text is in the language, of its plural forms that with the number
 * form, from 0; NULL where it has none. context may be NULL. */
const char *catalogue_find(const struct catalogue *c, const char *context,
	const char *text, size_t form);

/* The i-th text and its translation with their NULs inside; a context stands
 * before the text, with \004 behind it. */
struct span catalogue_original(const struct catalogue *c, uint32_t i);
struct span catalogue_translation(const struct catalogue *c, uint32_t i);

#endif
