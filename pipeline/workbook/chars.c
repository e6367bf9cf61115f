/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/chars.h"

#include <string.h>

static const uint32_t no_meaning = 0xfffd;

size_t chars_put(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
		to[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3f));
	to[2] = (char)(0x80 | (c >> 6 & 0x3f));
	to[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* How many bytes the UTF-8 sequence at p has; 0 if it is none. No surrogates,
 * nothing longer than needed, nothing above U+10FFFF. */
static size_t sequence(const char *p, const char *end)
{
	const unsigned char *b = (const unsigned char *)p;
	size_t n = b[0] < 0x80 ? 1
		: b[0] < 0xc2  ? 0
		: b[0] < 0xe0  ? 2
		: b[0] < 0xf0  ? 3
		: b[0] < 0xf5  ? 4
			       : 0;

	if (n == 0 || (size_t)(end - p) < n)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((b[i] & 0xc0) != 0x80)
			return 0;
	if ((b[0] == 0xe0 && b[1] < 0xa0) || (b[0] == 0xed && b[1] > 0x9f) ||
		(b[0] == 0xf0 && b[1] < 0x90) || (b[0] == 0xf4 && b[1] > 0x8f))
		return 0;
	return n;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A number in that base, all of s; above U+10FFFF it stays there. -1 if s is
 * anything else. */
static int read_number(uint32_t *out, struct span s, int base)
{
	uint32_t n = 0;

	if (s.len == 0)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		int digit = hex_digit(s.at[i]);

		if (digit < 0 || digit >= base)
			return -1;
		if (n < 0x110000)
			n = n * (uint32_t)base + (uint32_t)digit;
	}
	*out = n;
	return 0;
}

static int allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
		(c >= 0x20 && c < 0xd800) ||
		(c >= 0xe000 && c <= 0x10ffff && c != 0xfffe && c != 0xffff);
}

/* What stands between '&' and ';'. 0 if it is no reference. */
static uint32_t reference(struct span s)
{
	static const struct {
		const char *name;
		char c;
	} known[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' },
		{ "quot", '"' }, { "apos", '\'' } };
	uint32_t c = 0;

	if (s.len > 1 && s.at[0] == '#') {
		int hex = s.at[1] == 'x';

		s = (struct span){ s.at + 1 + hex, s.len - 1 - (size_t)hex };
		return read_number(&c, s, hex ? 16 : 10) == 0 && allowed(c) ? c
									    : 0;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (span_is(s, known[i].name))
			return (uint32_t)known[i].c;
	return 0;
}

/* Replaces the reference at *from; both pointers move on. */
static int put_reference(
	char **to, const char **from, const char *end, struct err *e)
{
	const char *start = *from + 1, *semicolon;
	struct span name;
	uint32_t c;

	semicolon = memchr(start, ';', (size_t)(end - start));
	if (!semicolon)
		return err_set(e, ERR_DATA, "an '&' without ';'");
	name = (struct span){ start, (size_t)(semicolon - start) };
	c = reference(name);
	if (c == 0)
		return err_set(e, ERR_DATA, "the unknown reference '&%.*s;'",
			(int)(name.len < 32 ? name.len : 32), name.at);
	*to += chars_put(*to, c);
	*from = semicolon + 1;
	return 0;
}

/* Copies one character; CR LF and CR alone become LF. */
static int put_character(
	char **to, const char **from, const char *end, struct err *e)
{
	const char *p = *from;
	size_t n = sequence(p, end);

	if (n == 0)
		return err_set(e, ERR_DATA, "text that is not UTF-8");
	if (*p == '\r') {
		*from += 1 + (p + 1 < end && p[1] == '\n');
		*(*to)++ = '\n';
		return 0;
	}
	if ((unsigned char)*p < 0x20 && *p != '\t' && *p != '\n')
		return err_set(e, ERR_DATA, "a control character in the text");
	for (; n > 0; n--)
		*(*to)++ = *(*from)++;
	return 0;
}

static int resolve(char *at, size_t *len, int references, struct err *e)
{
	const char *from = at, *end = at + *len;
	char *to = at;

	while (from < end) {
		int rc = 0;

		if (references && *from == '&')
			rc = put_reference(&to, &from, end, e);
		else if ((signed char)*from >= ' ') /* on arm char is not */
			*to++ = *from++;
		else
			rc = put_character(&to, &from, end, e);
		if (rc < 0)
			return -1;
	}
	*len = (size_t)(to - at);
	return 0;
}

int chars_resolve(char *at, size_t *len, struct err *e)
{
	return resolve(at, len, 1, e);
}

int chars_resolve_cdata(char *at, size_t *len, struct err *e)
{
	return resolve(at, len, 0, e);
}

/* 1 if _xHHHH_ stands at p; its code unit goes to *unit. */
static int is_escape(uint32_t *unit, const char *p, const char *end)
{
	return end - p >= 7 && p[0] == '_' && p[1] == 'x' && p[6] == '_' &&
		read_number(unit, (struct span){ p + 2, 4 }, 16) == 0;
}

/* The character that is escaped at p, and in *used how long that is. 0 where
 * nothing is escaped, or a NUL. */
static uint32_t escaped(size_t *used, const char *p, const char *end)
{
	uint32_t c, low;

	if (!is_escape(&c, p, end))
		return 0;
	*used = 7;
	if (c < 0xd800 || c >= 0xe000)
		return c;
	if (c >= 0xdc00 || !is_escape(&low, p + 7, end) || low < 0xdc00 ||
		low >= 0xe000)
		return no_meaning;
	*used = 14;
	return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
}

size_t chars_unescape(char *at, size_t len)
{
	const char *from = memchr(at, '_', len), *end = at + len;
	char *to = at + (from ? from - at : 0);
	size_t used = 0;

	if (!from)
		return len;
	while (from < end) {
		uint32_t c = escaped(&used, from, end);

		if (c == 0) {
			*to++ = *from++;
		} else {
			to += chars_put(to, c);
			from += used;
		}
	}
	return (size_t)(to - at);
}
