/* SPDX-License-Identifier: MIT */
#include "pipeline/base/json_line.h"

#include <stddef.h>

/* Of Unicode, what is shown as nothing or turns what is shown around. */
static const struct {
	unsigned first, last;
} hidden[] = {
	{ 0x00, 0x1f },
	{ 0x7f, 0x9f },
	{ 0xad, 0xad },
	{ 0x61c, 0x61c },
	{ 0x200b, 0x200f },
	{ 0x2028, 0x202e },
	{ 0x2060, 0x206f },
	{ 0xfeff, 0xfeff },
};

/* The character of n bytes at s, which is valid. */
static unsigned decode(const char *s, size_t n)
{
	unsigned c = (unsigned char)*s;

	if (n == 1)
		return c;
	c &= 0x7fU >> n;
	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)s[i] & 0x3fU);
	return c;
}

static int is_hidden(unsigned c)
{
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		if (c >= hidden[i].first && c <= hidden[i].last)
			return 1;
	return 0;
}

static void add(struct text *out, struct span s, int quoted)
{
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		unsigned c;

		n = text_utf8_length(s, i);
		if (n == 0) {
			text_puts(out, "\\ufffd");
			n = 1;
			continue;
		}
		c = decode(s.at + i, n);
		if (!quoted && c < 0x20)
			continue; /* white space between values */
		if (is_hidden(c))
			text_printf(out, "\\u%04x", c);
		else if (quoted && (c == '"' || c == '\\'))
			text_printf(out, "\\%c", (char)c);
		else
			text_add(out, s.at + i, n);
	}
}

void json_quote(struct text *out, struct span s)
{
	if (!s.at) {
		text_puts(out, "null");
		return;
	}
	text_putc(out, '"');
	add(out, s, 1);
	text_putc(out, '"');
}

void json_clean(struct text *out, struct span json)
{
	add(out, json, 0);
}
