/* SPDX-License-Identifier: MIT */
/* Text of others in a page, where it must stay text. */
#include "pipeline/base/hash.h"
#include "pipeline/report/html.h"

static const char *entity(char c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Control characters but for white space. U+FFFE and U+FFFF, which are none
 * either, are left: a browser shows them as it likes and nothing more. */
static int is_control(struct span s, size_t i)
{
	unsigned char c = (unsigned char)s.at[i];

	if (c < 0x20)
		return c != '\t' && c != '\n';
	if (c == 0xc2 && i + 1 < s.len)
		return (unsigned char)s.at[i + 1] < 0xa0;
	return c == 0x7f;
}

void html_text(struct text *out, struct span s)
{
	const char *as;
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		n = text_utf8_length(s, i);
		as = n == 1 ? entity(s.at[i]) : NULL;
		if (n == 0 || is_control(s, i))
			as = "\ufffd";
		n = n ? n : 1;
		if (as)
			text_puts(out, as);
		else
			text_add(out, s.at + i, n);
	}
}

void html_json(struct text *out, struct span json)
{
	size_t from = 0;
	unsigned code;

	for (size_t i = 0; i < json.len; i++) {
		const char *p = json.at + i;
		size_t n = 1;

		code = 0;
		if (*p == '<' || *p == '>' || *p == '&')
			code = (unsigned char)*p;
		else if (i + 2 < json.len && memcmp(p, "\xe2\x80", 2) == 0 &&
			(p[2] == '\xa8' || p[2] == '\xa9')) {
			code = p[2] == '\xa8' ? 0x2028 : 0x2029;
			n = 3;
		}
		if (!code)
			continue;
		text_add(out, json.at + from, i - from);
		text_printf(out, "\\u%04x", code);
		i += n - 1;
		from = i + 1;
	}
	text_add(out, json.at + from, json.len - from);
}

static unsigned hex_digit(char c)
{
	return (unsigned)(is_digit(c) ? c - '0' : c - 'a' + 10);
}

void html_hash(struct text *out, const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char hex[HASH_HEX];
	unsigned bits = 0, n = 0;

	hash_bytes(hex, text, strlen(text));
	text_puts(out, "'sha256-");
	for (const char *h = hex; *h; h++) {
		bits = bits << 4 | hex_digit(*h);
		n += 4;
		if (n < 6)
			continue;
		n -= 6;
		text_putc(out, digits[bits >> n & 63]);
	}
	/* 32 bytes are 42 digits of six bits, and four bits */
	text_putc(out, digits[bits << 2 & 63]);
	text_puts(out, "='");
}
