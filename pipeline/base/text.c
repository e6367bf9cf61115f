/* SPDX-License-Identifier: MIT */
#include "pipeline/base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

static int reserve(struct text *t, size_t more)
{
	size_t need = t->len + more + 1, cap = t->cap ? t->cap : 64;
	char *at;

	if (t->failed)
		return -1;
	if (need <= t->cap)
		return 0;
	while (cap < need)
		cap *= 2;
	at = realloc(t->at, cap);
	if (!at) {
		t->failed = 1;
		return -1;
	}
	t->at = at;
	t->cap = cap;
	return 0;
}

void text_add(struct text *t, const char *bytes, size_t len)
{
	if (reserve(t, len) < 0)
		return;
	if (len)
		memcpy(t->at + t->len, bytes, len);
	t->len += len;
	t->at[t->len] = '\0';
}

void text_puts(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void text_putc(struct text *t, char c)
{
	text_add(t, &c, 1);
}

void text_printf(struct text *t, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || reserve(t, (size_t)n) < 0)
		return;
	va_start(ap, fmt);
	vsnprintf(t->at + t->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	t->len += (size_t)n;
}

char *text_room(struct text *t, size_t more)
{
	return reserve(t, more) < 0 ? NULL : t->at + t->len;
}

void text_clear(struct text *t)
{
	t->len = 0;
	if (t->at)
		t->at[0] = '\0';
}

void text_free(struct text *t)
{
	free(t->at);
	*t = (struct text)TEXT_INIT;
}

int text_done(const struct text *t, struct err *e)
{
	return t->failed ? err_memory(e) : 0;
}

char *text_copy(struct span s)
{
	char *copy = malloc(s.len + 1);

	if (!copy)
		return NULL;
	if (s.len)
		memcpy(copy, s.at, s.len);
	copy[s.len] = '\0';
	return copy;
}

static int ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of white space at the start (from_end 0) or the end (1) of s. */
static size_t space_at(struct span s, int from_end)
{
	const char *p = s.at;

	if (s.len == 0)
		return 0;
	p += from_end ? s.len : 0;
	if (ascii_space(from_end ? p[-1] : p[0]))
		return 1;
	if (s.len >= 2 && memcmp(from_end ? p - 2 : p, "\xc2\xa0", 2) == 0)
		return 2;
	return 0;
}

struct span span_trim(struct span s)
{
	size_t n;

	while ((n = space_at(s, 0)) > 0) {
		s.at += n;
		s.len -= n;
	}
	while ((n = space_at(s, 1)) > 0)
		s.len -= n;
	return s;
}

int span_order(struct span a, struct span b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int d = n ? memcmp(a.at, b.at, n) : 0;

	return d ? d : (a.len > b.len) - (a.len < b.len);
}

static int is_space(utf8proc_int32_t c)
{
	utf8proc_category_t cat;

	if (c < 0x80)
		return ascii_space((char)c);
	cat = utf8proc_category(c);
	return cat == UTF8PROC_CATEGORY_ZS || cat == UTF8PROC_CATEGORY_ZL ||
		cat == UTF8PROC_CATEGORY_ZP;
}

/* One folded code point, with white space collapsed against *gap: the bytes
 * of a pending space are written only before the next visible one. */
static void put_folded(
	struct text *out, utf8proc_int32_t c, size_t start, int *gap)
{
	utf8proc_uint8_t bytes[4];

	if (is_space(c)) {
		*gap = out->len > start;
		return;
	}
	if (*gap)
		text_putc(out, ' ');
	*gap = 0;
	if (c == 0x2018 || c == 0x2019 || c == 0x02bc || c == '`')
		c = '\'';
	text_add(out, (const char *)bytes,
		(size_t)utf8proc_encode_char(c, bytes));
}

static int all_ascii(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return 0;
	return 1;
}

static void fold_ascii(struct text *out, struct span s)
{
	size_t start = out->len;
	int gap = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		put_folded(out, c, start, &gap);
	}
}

void text_fold(struct text *out, struct span s)
{
	const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
		UTF8PROC_CASEFOLD | UTF8PROC_STABLE;
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n;
	utf8proc_int32_t c;
	size_t start = out->len;
	int gap = 0;

	if (all_ascii(s)) {
		fold_ascii(out, s);
		return;
	}
	n = utf8proc_map((const utf8proc_uint8_t *)s.at,
		(utf8proc_ssize_t)s.len, &mapped, how);
	if (n < 0) {
		text_add(out, s.at, s.len);
		out->failed |= n == UTF8PROC_ERROR_NOMEM;
		return;
	}
	for (utf8proc_ssize_t i = 0; i < n;) {
		i += utf8proc_iterate(mapped + i, n - i, &c);
		put_folded(out, c, start, &gap);
	}
	free(mapped);
}

void text_unmark(struct text *out, struct span s)
{
	const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
		UTF8PROC_STRIPMARK | UTF8PROC_STABLE;
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.at,
		(utf8proc_ssize_t)s.len, &mapped, how);

	if (n < 0) {
		text_add(out, s.at, s.len);
		out->failed |= n == UTF8PROC_ERROR_NOMEM;
		return;
	}
	text_add(out, (const char *)mapped, (size_t)n);
	free(mapped);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment over three rolling rows. */
size_t text_distance(struct span a, struct span b, size_t limit)
{
	enum { LONGEST = 120 };
	size_t row[3][LONGEST + 1];
	size_t *before = row[0], *last = row[1], *now = row[2], *spare;

	if (span_same(a, b))
		return 0;
	if (a.len > LONGEST || b.len > LONGEST ||
		(a.len > b.len ? a.len - b.len : b.len - a.len) > limit)
		return limit + 1;
	for (size_t j = 0; j <= b.len; j++)
		before[j] = last[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t cost = a.at[i - 1] != b.at[j - 1];

			now[j] = least(least(last[j], now[j - 1]) + 1,
				last[j - 1] + cost);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
				a.at[i - 2] == b.at[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return least(last[b.len], limit + 1);
}

size_t text_utf8_length(struct span s, size_t i)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	if ((unsigned char)s.at[i] < 0x80)
		return 1;
	n = utf8proc_iterate((const utf8proc_uint8_t *)s.at + i,
		(utf8proc_ssize_t)(s.len - i), &c);
	return n > 0 ? (size_t)n : 0;
}

int text_is_utf8(struct span s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.len && n > 0; i += n)
		n = text_utf8_length(s, i);
	return n > 0;
}

size_t text_width(struct span s)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;
	size_t width = 0;

	for (size_t i = 0; i<s.len; i += n> 0 ? (size_t)n : 1) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s.at + i,
			(utf8proc_ssize_t)(s.len - i), &c);
		width += n > 0 ? (size_t)utf8proc_charwidth(c) : 1;
	}
	return width;
}

struct span text_behind_mark(struct span s)
{
	int mark = s.len >= 3 && memcmp(s.at, "\xef\xbb\xbf", 3) == 0;

	return mark ? (struct span){ s.at + 3, s.len - 3 } : s;
}

/* What would drive a terminal, begin a line, or show what follows in another
 * order than it stands. */
static int is_masked(utf8proc_int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) ||
		(c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* The length of the character at offset i; 0 if it is masked. */
static size_t plain_length(struct span s, size_t i)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n =
		utf8proc_iterate((const utf8proc_uint8_t *)s.at + i,
			(utf8proc_ssize_t)(s.len - i), &c);

	return n > 0 && !is_masked(c) ? (size_t)n : 0;
}

void text_mask(struct text *out, struct span s)
{
	for (size_t i = 0, n; i < s.len; i += n ? n : 1) {
		n = plain_length(s, i);
		if (n)
			text_add(out, s.at + i, n);
		else
			text_printf(out, "\\x%02x", (unsigned char)s.at[i]);
	}
}

void text_print_masked(FILE *to, struct span s)
{
	size_t from = 0;

	for (size_t i = 0, n; i < s.len; i += n ? n : 1) {
		n = plain_length(s, i);
		if (n)
			continue;
		fwrite(s.at + from, 1, i - from, to);
		fprintf(to, "\\x%02x", (unsigned char)s.at[i]);
		from = i + 1;
	}
	if (from < s.len)
		fwrite(s.at + from, 1, s.len - from, to);
}

int text_is_plain(struct span s)
{
	for (size_t i = 0, n; i < s.len; i += n) {
		n = plain_length(s, i);
		if (!n)
			return 0;
	}
	return 1;
}
