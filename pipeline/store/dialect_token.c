/* SPDX-License-Identifier: MIT */
#include "pipeline/store/dialect_token.h"

#include <strings.h>

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
		(c & 0x80);
}

static int is_inside(char c)
{
	return is_letter(c) || is_digit(c) || c == '$';
}

static const char *skip_blank(const char *p)
{
	for (;;) {
		const char *end;

		p += strspn(p, " \t\r\n\f");
		if (strncmp(p, "--", 2) == 0) {
			p += strcspn(p, "\n");
		} else if (strncmp(p, "/*", 2) == 0) {
			end = strstr(p + 2, "*/");
			p = end ? end + 2 : p + strlen(p);
		} else {
			return p;
		}
	}
}

/* Up to the quote that ends it; a quote inside is doubled. */
static const char *skip_quoted(const char *p)
{
	char quote = *p++;

	for (; *p; p++)
		if (*p == quote && *++p != quote)
			return p;
	return p;
}

/* 1, 1.5e-3, .5 */
static const char *skip_number(const char *p)
{
	while (is_digit(*p) || *p == '.')
		p++;
	if (*p == 'e' || *p == 'E') {
		const char *digits = p + 1;

		digits += *digits == '-' || *digits == '+';
		if (is_digit(*digits))
			p = digits;
	}
	while (is_inside(*p))
		p++;
	return p;
}

static const char *skip_operator(const char *p)
{
	static const char *const two[] = { "<=", ">=", "<>", "!=", "==", "||",
		"<<", ">>", "::" };

	for (size_t i = 0; i < sizeof(two) / sizeof(*two); i++)
		if (strncmp(p, two[i], 2) == 0)
			return p + 2;
	return p + 1;
}

static const char *skip_word(enum token_kind *kind, const char *p)
{
	*kind = TOKEN_OTHER;
	if (*p == '\'' || *p == '"')
		return skip_quoted(p);
	if (is_digit(*p) || (*p == '.' && is_digit(p[1])))
		return skip_number(p);
	if (*p == '?' || (*p == ':' && is_letter(p[1])))
		*kind = TOKEN_VALUE;
	else if (is_letter(*p))
		*kind = TOKEN_WORD;
	else
		return skip_operator(p);
	for (p++; is_inside(*p); p++)
		;
	return p;
}

struct token token_read(const char *p)
{
	const char *word = skip_blank(p), *end = word;
	struct token t = { .kind = TOKEN_END };

	if (*word)
		end = skip_word(&t.kind, word);
	t.blank = (struct span){ p, (size_t)(word - p) };
	t.word = (struct span){ word, (size_t)(end - word) };
	return t;
}

int token_is(const struct token *t, const char *word)
{
	size_t n = strlen(word);

	return t->word.len == n && strncasecmp(t->word.at, word, n) == 0;
}
