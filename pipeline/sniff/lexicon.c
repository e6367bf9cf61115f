/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/lexicon.h"

#include <stdint.h>
#include <stdio.h>

enum { WORD = 32, EARLIEST = 1800, LATEST = 2199, DIGITS = 4 };

static const char *const hints[][24] = {
	[HINT_RANK] = { "rank", "ranking", "rankings", "ranks", "ranked",
		"position", "standing", "rang", "place" },
	[HINT_SCORE] = { "score", "scores", "index", "value", "values",
		"points", "estimate", "rating", "total", "overall" },
	[HINT_VALUE] = { "value", "values", "data", "figure" },
	[HINT_OVERALL] = { "overall", "total", "composite", "aggregate",
		"world", "global", "general" },
	[HINT_PERIOD] = { "year", "edition", "period", "time", "datayr", "yr",
		"date", "years", "wave" },
	[HINT_INDICATOR] = { "indicator", "series", "variable", "name",
		"component", "factor", "item", "question", "subject" },
	[HINT_ASIDE] = { "note", "notes", "footnote", "footnotes", "source",
		"sources", "comment", "comments", "website", "url", "currency",
		"flag" },
	[HINT_CODE] = { "id", "code", "codes", "countryid", "locid", "ccode" },
	[HINT_NUMBER] = { "id", "no", "nr", "number", "index", "code",
		"countryid", "row", "serial", "s", "n" },
	[HINT_AMOUNT] = { "error", "stderr", "stddev", "deviation", "sources",
		"numsrc", "nsource", "number", "count", "bound", "ci", "lower",
		"upper", "change", "minus", "difference", "confidence",
		"interval", "raw" },
	[HINT_SUMMARY] = { "average", "averages", "mean", "total", "median",
		"maximum", "minimum", "max", "min", "sum", "weight", "weights",
		"deviation", "source", "sources", "unit", "units" },
	[HINT_UNIT] = { "source", "sources", "unit", "units", "weight",
		"weights", "direction", "scale" },
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Letters beyond ASCII belong to words. */
static int in_word(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || is_digit(c) || (c & 0x80);
}

/* The next word of the text, in small letters; where it ends, or NULL. */
static const char *next_word(char word[WORD], const char *s)
{
	size_t n = 0;

	while (*s && !in_word(*s))
		s++;
	if (!*s)
		return NULL;
	for (; in_word(*s); s++)
		if (n + 1 < WORD)
			word[n++] = lower(*s);
	word[n] = '\0';
	return s;
}

static int is_among(const char *word, enum hint h)
{
	for (const char *const *w = hints[h]; *w; w++)
		if (strcmp(word, *w) == 0)
			return 1;
	return 0;
}

unsigned lexicon_hints(const char *text, enum hint h)
{
	unsigned n = h == HINT_RANK && strcmp(text, "#") == 0;
	char word[WORD];

	while ((text = next_word(word, text)))
		n += (unsigned)is_among(word, h);
	return n;
}

/* ---- years ---- */

/* Four digits with no other beside them. */
static int year_at(const char *text, size_t i)
{
	int year = 0;

	if (i > 0 && is_digit(text[i - 1]))
		return 0;
	for (size_t k = i; k < i + DIGITS; k++) {
		if (!is_digit(text[k]))
			return 0;
		year = year * 10 + text[k] - '0';
	}
	text += i + DIGITS;
	if (is_digit(text[0]) ||
		((text[0] == '/' || text[0] == '-') && is_digit(text[1])))
		return 0;
	return year >= EARLIEST && year <= LATEST ? year : 0;
}

int lexicon_year(const char *text, size_t *at)
{
	int found = 0;

	for (size_t i = 0; text[i]; i++) {
		int year = year_at(text, i);

		if (!year)
			continue;
		if (found)
			return 0;
		found = year;
		*at = i;
	}
	return found;
}

void lexicon_pattern(struct text *out, const char *text, size_t year)
{
	for (size_t i = 0; text[i]; i++) {
		if (i == year) {
			text_puts(out, "{year}");
			i += DIGITS - 1;
			continue;
		}
		text_putc(out, text[i]);
		if (text[i] == '{')
			text_putc(out, '{');
	}
}

/* ---- ids ---- */

static int says_nothing(const char *word)
{
	static const char *const empty[] = { "score", "scores", "rank",
		"ranking", "value", "values", "estimate", "rankings" };

	if (strlen(word) == DIGITS && year_at(word, 0))
		return 1;
	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++)
		if (strcmp(word, empty[i]) == 0)
			return 1;
	return 0;
}

int lexicon_is_pure(const char *text)
{
	char word[WORD];
	unsigned n = 0;

	for (; (text = next_word(word, text)); n++)
		if (!says_nothing(word) && !is_among(word, HINT_SCORE) &&
			!is_among(word, HINT_OVERALL) &&
			!is_among(word, HINT_RANK))
			return 0;
	return n > 0;
}

/* Adds a word's ASCII letters; at least one, or it adds nothing. 0 where it has
 * no room. */
static int add_word(char buf[SLUG_TEXT], const char *word)
{
	size_t n = strlen(buf), start = n;
	size_t room = strlen(word) + (n > 0);

	if (n + room >= SLUG_TEXT)
		return 0;
	if (n > 0)
		buf[n++] = '-';
	for (; *word; word++)
		if (!(*word & 0x80))
			buf[n++] = *word;
	buf[n] = '\0';
	if (n == start + (start > 0))
		buf[start] = '\0';
	return 1;
}

/* "Gov't" is one word, "R&D" three. */
static void spell_out(struct text *out, const char *text, int whole)
{
	int depth = 0;

	for (; *text; text++) {
		depth += *text == '(' || *text == '[';
		if (depth == 0 || whole) {
			if (*text == '&')
				text_puts(out, " and ");
			else if (*text == '%')
				text_puts(out, " percent ");
			else if (*text != '\'')
				text_putc(out, *text);
		}
		depth -= depth > 0 && (*text == ')' || *text == ']');
	}
	text_puts(out, "");
}

void lexicon_slug(char buf[SLUG_TEXT], const char *text, int whole)
{
	struct text folded = TEXT_INIT, bare = TEXT_INIT, words = TEXT_INIT;
	const char *at;
	char word[WORD];

	buf[0] = '\0';
	text_fold(&folded, span_of(text));
	text_unmark(&bare, (struct span){ folded.at, folded.len });
	text_puts(&bare, "");
	spell_out(&words, bare.failed ? "" : bare.at, whole);
	at = words.failed ? NULL : words.at;
	while (at && (at = next_word(word, at)))
		if ((whole || !says_nothing(word)) && !add_word(buf, word))
			break;
	text_free(&folded);
	text_free(&bare);
	text_free(&words);
}

void lexicon_number(char buf[SLUG_TEXT], const char *id, unsigned n)
{
	enum { ROOM = 12 };

	snprintf(buf, SLUG_TEXT, "%.*s-%u", SLUG_TEXT - 1 - ROOM, id, n);
}
