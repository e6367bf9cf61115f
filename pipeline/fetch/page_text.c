/* SPDX-License-Identifier: MIT */
/* The bytes of a page: whether they are those of one, and as text. */
#include <stdint.h>
#include <strings.h>

#include "pipeline/fetch/page_inside.h"

/* ---- known by its beginning ---- */

enum { BINARY_WITHIN = 512 };

/* ASCII through a page of any kind: what is none counts as '?'. */
struct peek {
	const unsigned char *at;
	size_t n;
	size_t step; /* bytes a character */
	size_t low;  /* where in them the lower eight bits stand */
};

static int letter(const struct peek *p, size_t i)
{
	const unsigned char *c = p->at + i * p->step;

	if (i >= p->n)
		return 0;
	if (p->step == 2 && c[1 - p->low])
		return '?';
	return c[p->low] < 0x80 ? c[p->low] : '?';
}

static struct peek peek_at(const char *bytes, size_t n)
{
	const unsigned char *at = (const unsigned char *)bytes;

	if (n >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		return (struct peek){ at + 3, n - 3, 1, 0 };
	if (n >= 2 && memcmp(at, "\xff\xfe", 2) == 0)
		return (struct peek){ at + 2, n / 2 - 1, 2, 0 };
	if (n >= 2 && memcmp(at, "\xfe\xff", 2) == 0)
		return (struct peek){ at + 2, n / 2 - 1, 2, 1 };
	return (struct peek){ at, n, 1, 0 };
}

static int is_white(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t skip_white(const struct peek *p, size_t i)
{
	while (is_white(letter(p, i)))
		i++;
	return i;
}

/* 1 if word, in small letters, stands at i in letters of any size. */
static int stands(const struct peek *p, size_t i, const char *word)
{
	for (; *word; word++, i++) {
		int c = letter(p, i);

		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if (c != *word)
			return 0;
	}
	return 1;
}

/* Behind what begins with one mark and ends with another. */
static size_t behind(const struct peek *p, size_t i, const char *end)
{
	while (i < p->n && !stands(p, i, end))
		i++;
	return i < p->n ? i + strlen(end) : i;
}

/* A tag, whole: what stands behind its name ends the name. */
static int tag_stands(const struct peek *p, size_t i, const char *tag)
{
	int c;

	if (!stands(p, i, tag))
		return 0;
	c = letter(p, i + strlen(tag));
	return is_white(c) || c == '>' || c == '/';
}

static int begins_document(const struct peek *p, size_t i)
{
	if (tag_stands(p, i, "<!doctype"))
		return tag_stands(p, skip_white(p, i + 9), "html");
	return tag_stands(p, i, "<html");
}

/* The tags by which browsers know a page, see the MIME Sniffing Standard. */
static int begins_page(const struct peek *p, size_t i)
{
	static const char *const tags[] = { "<head", "<body", "<title",
		"<script", "<style", "<iframe", "<table", "<meta", "<link",
		"<div", "<h1", "<font", "<a", "<b", "<br", "<p" };

	if (begins_document(p, i))
		return 1;
	for (size_t j = 0; j < sizeof(tags) / sizeof(*tags); j++)
		if (tag_stands(p, i, tags[j]))
			return 1;
	return 0;
}

/* Other XML than a page begins like one: there only <html will do. */
static int looks_like_page(const struct peek *p)
{
	size_t i = skip_white(p, 0);
	int is_xml = stands(p, i, "<?xml"), comments = 0;

	if (is_xml)
		i = skip_white(p, behind(p, i, "?>"));
	for (; stands(p, i, "<!--"); comments++)
		i = skip_white(p, behind(p, i + 4, "-->"));
	if (is_xml)
		return begins_document(p, i);
	return begins_page(p, i) || (comments && i >= p->n);
}

/* Bytes that no text has in any charset but UTF-16 and its like. */
static int is_binary(const struct peek *p)
{
	for (size_t i = 0; i < p->n && i < BINARY_WITHIN; i++) {
		int c = p->step == 1 ? p->at[i] : ' ';

		if (c < 0x20 && !is_white(c) && c != 0x1b)
			return 1;
	}
	return 0;
}

static int is_called_page(const char *type)
{
	static const char *const types[] = { "text/html",
		"application/xhtml+xml" };
	size_t n;

	if (!type)
		return 0;
	type += strspn(type, " \t");
	n = strcspn(type, "; \t");
	for (size_t i = 0; i < 2; i++)
		if (strlen(types[i]) == n && !strncasecmp(type, types[i], n))
			return 1;
	return 0;
}

int page_is(const char *content_type, const char *bytes, size_t n)
{
	struct peek p = peek_at(bytes, n);

	return n > 0 &&
		(looks_like_page(&p) ||
			(!is_binary(&p) && is_called_page(content_type)));
}

/* ---- as text ---- */

/* What windows-1252 has from 0x80 to 0x9f; 0xfffd where nothing. */
static const uint16_t cp1252[32] = { 0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd,
	0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
	0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e,
	0x0178 };

static void put_character(struct text *out, uint32_t c)
{
	if (c < 0x80) {
		text_putc(out, (char)c);
	} else if (c < 0x800) {
		text_putc(out, (char)(0xc0 | c >> 6));
		text_putc(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		text_putc(out, (char)(0xe0 | c >> 12));
		text_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		text_putc(out, (char)(0x80 | (c & 0x3f)));
	} else {
		text_putc(out, (char)(0xf0 | c >> 18));
		text_putc(out, (char)(0x80 | (c >> 12 & 0x3f)));
		text_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		text_putc(out, (char)(0x80 | (c & 0x3f)));
	}
}

static uint32_t unit(const struct peek *p, size_t i)
{
	const unsigned char *c = p->at + 2 * i;

	return i < p->n ? (uint32_t)(c[1 - p->low] << 8 | c[p->low]) : 0;
}

static void decode_utf16(struct text *out, const struct peek *p)
{
	for (size_t i = 0; i < p->n; i++) {
		uint32_t c = unit(p, i), low = unit(p, i + 1);

		if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 &&
			low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i++;
		} else if (c >= 0xd800 && c < 0xe000) {
			c = 0xfffd;
		}
		put_character(out, c);
	}
}

static void decode_cp1252(struct text *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		put_character(
			out, c >= 0x80 && c < 0xa0 ? cp1252[c - 0x80] : c);
	}
}

/* Without a character that is begun at the end and not ended. */
static struct span whole_characters(struct span s)
{
	size_t back = 1;

	while (back < 4 && back < s.len &&
		((unsigned char)s.at[s.len - back] & 0xc0) == 0x80)
		back++;
	if (back <= s.len && (unsigned char)s.at[s.len - back] >= 0xc0 &&
		text_utf8_length(s, s.len - back) == 0)
		s.len -= back;
	return s;
}

void page_decode(struct text *out, struct span bytes)
{
	struct peek p = peek_at(bytes.at, bytes.len);
	struct span s = { (const char *)p.at, p.n }, whole;

	if (p.step == 2) {
		decode_utf16(out, &p);
		return;
	}
	whole = whole_characters(s);
	if (text_is_utf8(whole))
		text_add(out, whole.at, whole.len);
	else
		decode_cp1252(out, s);
}

/* Bytes of the white space at i: of HTML, a control character or U+00A0. */
static size_t white_length(struct span s, size_t i)
{
	const unsigned char *c = (const unsigned char *)s.at + i;

	if (*c <= ' ' || *c == 0x7f)
		return 1;
	return s.len - i >= 2 && *c == 0xc2 && c[1] >= 0x80 && c[1] <= 0xa0 ? 2
									    : 0;
}

void page_fold(char out[PAGE_TITLE], struct span s)
{
	size_t len = 0, n, white;
	int gap = 0;

	for (size_t i = 0; i < s.len; i += white ? white : n ? n : 1) {
		n = text_utf8_length(s, i);
		white = white_length(s, i);
		if (white)
			gap = len > 0;
		if (white || n == 0)
			continue;
		if (len + (size_t)gap + n >= PAGE_TITLE)
			break;
		if (gap)
			out[len++] = ' ';
		gap = 0;
		memcpy(out + len, s.at + i, n);
		len += n;
	}
	out[len] = '\0';
}
