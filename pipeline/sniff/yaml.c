/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/yaml.h"

#include <stdio.h>

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words that mean something else to one reader or another. */
static int is_reserved(const char *s)
{
	static const char *const words[] = { "yes", "no", "true", "false", "on",
		"off", "null", "y", "n" };
	struct text folded = TEXT_INIT;
	int found = 0;

	text_fold(&folded, span_of(s));
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		found |= folded.len == strlen(words[i]) &&
			strcmp(folded.at, words[i]) == 0;
	text_free(&folded);
	return found;
}

/* Letters in front, then letters, digits and what is harmless. */
static int is_plain(const char *s)
{
	static const char harmless[] = " -_./()+;<>=";
	size_t n = strlen(s);

	if (!is_letter(s[0]) || s[n - 1] == ' ' || is_reserved(s))
		return 0;
	for (; *s; s++)
		if (!is_letter(*s) && !(*s >= '0' && *s <= '9') &&
			!strchr(harmless, *s))
			return 0;
	return 1;
}

/* A byte that is no part of a character would not be UTF-8. */
static size_t add_character(struct text *out, struct span s, size_t i)
{
	size_t n = text_utf8_length(s, i);
	char hex[8];

	if (n == 0) {
		text_puts(out, "\xef\xbf\xbd");
		return 1;
	}
	if (n == 1 && ((unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7f)) {
		snprintf(hex, sizeof(hex), "\\x%02x", (unsigned char)s.at[i]);
		text_puts(out, hex);
		return 1;
	}
	if (s.at[i] == '"' || s.at[i] == '\\')
		text_putc(out, '\\');
	text_add(out, s.at + i, n);
	return n;
}

void yaml_text(struct text *out, const char *s)
{
	struct span all = span_of(s);

	if (is_plain(s)) {
		text_puts(out, s);
		return;
	}
	text_putc(out, '"');
	for (size_t i = 0; i < all.len;)
		i += add_character(out, all, i);
	text_putc(out, '"');
}

void yaml_comment(struct text *out, const char *s)
{
	text_mask(out, span_of(s));
}
