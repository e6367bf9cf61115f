/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/yaml.h"

#include "pipeline/sniff/lexicon.h"

#include <string.h>

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

/* Characters that YAML has no place for as they are, or that drive a terminal:
 * controls, other ends of lines, the byte order mark, what is no character. */
static const struct {
	const char *from, *to, *written; /* from the first to the last */
} escapes[] = {
	{ "\xc2\x80", "\xc2\x9f", NULL },
	{ "\xe2\x80\xa8", "\xe2\x80\xa8", "\\u2028" },
	{ "\xe2\x80\xa9", "\xe2\x80\xa9", "\\u2029" },
	{ "\xef\xbb\xbf", "\xef\xbb\xbf", "\\ufeff" },
	{ "\xef\xbf\xbe", "\xef\xbf\xbe", "\\ufffe" },
	{ "\xef\xbf\xbf", "\xef\xbf\xbf", "\\uffff" },
};

static int escape(struct text *out, const char *at, size_t n)
{
	for (size_t i = 0; i < sizeof(escapes) / sizeof(*escapes); i++) {
		if (strlen(escapes[i].from) != n ||
			memcmp(at, escapes[i].from, n) < 0 ||
			memcmp(at, escapes[i].to, n) > 0)
			continue;
		if (escapes[i].written)
			text_puts(out, escapes[i].written);
		else
			text_printf(out, "\\x%02x", (unsigned char)at[1]);
		return 1;
	}
	return 0;
}

/* A byte that is no part of a character would not be UTF-8. */
static size_t add_character(struct text *out, struct span s, size_t i)
{
	size_t n = text_utf8_length(s, i);

	if (n == 0) {
		text_puts(out, "\xef\xbf\xbd");
		return 1;
	}
	if (n == 1 && ((unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7f)) {
		text_printf(out, "\\x%02x", (unsigned char)s.at[i]);
		return 1;
	}
	if (escape(out, s.at + i, n))
		return n;
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

void yaml_pattern(struct text *out, const char *s, size_t year)
{
	struct text t = TEXT_INIT;

	lexicon_pattern(&t, s, year);
	yaml_text(out, t.at ? t.at : "");
	out->failed |= t.failed;
	text_free(&t);
}

void yaml_comment(struct text *out, const char *s)
{
	struct span all = span_of(s);

	for (size_t i = 0, n; i < all.len; i += n) {
		n = text_utf8_length(all, i);
		n = n ? n : 1;
		if (!escape(out, s + i, n))
			text_mask(out, (struct span){ s + i, n });
	}
}
