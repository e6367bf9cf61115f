/* SPDX-License-Identifier: MIT */
/*
 * Text: borrowed spans of bytes, a buffer that grows, and the folding under
 * which two labels count as the same.
 */
#ifndef KOSH_BASE_TEXT_H
#define KOSH_BASE_TEXT_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/base/eight.h"
#include "pipeline/base/err.h"

/* Borrowed bytes, not terminated. at is NULL where there is no text at all,
 * which is not the same as an empty one. */
struct span {
	const char *at;
	size_t len;
};

static inline struct span span_of(const char *s)
{
	return (struct span){ s, s ? strlen(s) : 0 };
}

static inline int span_is(struct span s, const char *text)
{
	size_t n = strlen(text);

	return s.len == n && (n == 0 || memcmp(s.at, text, n) == 0);
}

static inline int span_same(struct span a, struct span b)
{
	return a.len == b.len && eight_same(a.at, b.at, a.len);
}

/* Negative, 0 or positive as a stands before, with or behind b in the order of
 * their bytes; that of the database. */
int span_order(struct span a, struct span b);

static inline int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The span without ASCII white space and U+00A0 at both ends. */
struct span span_trim(struct span s);

/* For printf("%.*s", SPAN(s)). */
#define SPAN(s) (int)(s).len, (s).at ? (s).at : ""

/* A buffer that grows. at is always terminated once something was added.
 * Memory that cannot be had is remembered in failed and reported once, by
 * text_done, so that a row of additions needs one check. */
struct text {
	char *at;
	size_t len, cap;
	int failed;
};

#define TEXT_INIT                                                              \
	{                                                                      \
		NULL, 0, 0, 0                                                  \
	}

void text_add(struct text *t, const char *bytes, size_t len);
void text_puts(struct text *t, const char *s);
void text_putc(struct text *t, char c);
void text_printf(struct text *t, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Room for so many more bytes; NULL if memory is out. What was written there
 * counts once text_wrote was told its end. */
char *text_room(struct text *t, size_t more);
static inline void text_wrote(struct text *t, char *end)
{
	*end = '\0';
	t->len = (size_t)(end - t->at);
}

void text_clear(struct text *t);
void text_free(struct text *t);
/* 0, or -1 with "out of memory" if an addition failed. */
int text_done(const struct text *t, struct err *e);

/* A copy on the heap; NULL if memory is out. */
char *text_copy(struct span s);

/* Appends the key under which labels are compared: NFKC with case folded, runs
 * of white space (line breaks and no-break spaces included) one space, none at
 * the ends, typographic apostrophes as '. Bytes that are not UTF-8 go through
 * as they are. */
void text_fold(struct text *out, struct span s);

/* Appends the text with its letters bare of their marks: e for é. Bytes that
 * are not UTF-8 go through as they are. */
void text_unmark(struct text *out, struct span s);

/* How many edits (insert, delete, replace, swap of neighbours) lead from a to
 * b, at most limit + 1, which is said of texts over 120 bytes that differ.
 * Bytes count, not characters. */
size_t text_distance(struct span a, struct span b, size_t limit);

/* Bytes of the UTF-8 character at offset i, 0 if what stands there is none. */
size_t text_utf8_length(struct span s, size_t i);
int text_is_utf8(struct span s);

/* A file without the byte order mark in front of it. */
struct span text_behind_mark(struct span s);

/* How many columns of a terminal the text takes. */
size_t text_width(struct span s);

/* Appends foreign text for a terminal: control bytes, line separators, what
 * turns the direction of text, and invalid UTF-8 appear as \xHH, so that a
 * workbook cannot drive the terminal, forge a line or reorder one. */
void text_mask(struct text *out, struct span s);
/* The same into a file, which takes no memory. */
void text_print_masked(FILE *to, struct span s);
/* Whether there is nothing to mask. */
int text_is_plain(struct span s);

#endif
