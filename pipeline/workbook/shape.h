/* SPDX-License-Identifier: MIT */
/*
 * Telling the usual shapes of XML apart by comparing words of eight bytes. All
 * of it looks ahead by up to eight bytes, which must be there: behind a window
 * there are zeros, and those are in no shape.
 */
#ifndef KOSH_WORKBOOK_SHAPE_H
#define KOSH_WORKBOOK_SHAPE_H

#include <stdint.h>

#include "pipeline/base/eight.h"
#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* The mask under which the first n bytes of a word count. */
static inline uint64_t shape_mask(size_t n)
{
	static const char bytes[] = "\xff\xff\xff\xff\xff\xff\xff\xff"
				    "\0\0\0\0\0\0\0";

	return eight_bytes(bytes + 8 - n);
}

/* 1 if the literal stands at p: one comparison, for at most eight bytes. */
#define SHAPE_IS(p, literal)                                                   \
	(((eight_bytes(p) ^ eight_bytes(literal "\0\0\0\0\0\0\0")) &           \
		 shape_mask(sizeof(literal) - 1)) == 0)

/* Up to eight bytes, of which some are only known when a part is read. Outside
 * of the mask the word is zero; if it is not, the mark is nowhere. */
struct mark {
	uint64_t word, mask;
	size_t len;
};

/* Makes a mark of "</", "x:" and "c>". One that would be too long, or with a
 * prefix that is NULL, is nowhere. */
void mark_set(
	struct mark *m, const char *lead, const char *prefix, const char *name);

/* Behind the mark if it stands at p; else NULL. */
static inline char *mark_pass(const struct mark *m, char *p)
{
	return (eight_bytes(p) & m->mask) == m->word ? p + m->len : NULL;
}

/* Text up to the next '<' or the end of the bytes; returns that. *coded tells
 * whether it does not stand for itself: references, escapes, line ends of
 * other systems, what may be no UTF-8. Then shape_decode is due, once it is
 * known that nobody will read the bytes again. */
char *shape_text(struct span *out, int *coded, char *p);

/* Decodes a text in place: references, and with escapes _xHHHH_ too. */
int shape_decode(struct span *s, int escapes, struct err *e);

/* Attributes that do not matter, up to '>' or '/'. NULL where one may declare
 * a namespace, is named r, is not in double quotes, or stands behind more
 * white space than one blank. */
char *shape_skip_attributes(char *p);

#endif
