/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/source_name.h"

#include <stdio.h>

enum { WORD = 40, WORDS = 4 };

const char *source_file(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "20211012", with nothing of the kind beside it: how many digits follow the
 * year; 0 for none. */
static size_t day_behind(const char *year)
{
	int month, day;

	for (size_t i = 4; i < 8; i++)
		if (!is_digit(year[i]))
			return 0;
	month = (year[4] - '0') * 10 + year[5] - '0';
	day = (year[6] - '0') * 10 + year[7] - '0';
	return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? 4 : 0;
}

int source_year(const char *text)
{
	int latest = 0;
	char four[5] = "";

	for (size_t i = 0; text[i]; i++) {
		size_t at;
		int year;

		if ((i > 0 && is_digit(text[i - 1])) || strlen(text + i) < 4 ||
			is_digit(text[i + 4 + day_behind(text + i)]))
			continue;
		memcpy(four, text + i, 4);
		year = lexicon_year(four, &at);
		if (year > latest)
			latest = year;
	}
	return latest;
}

/* Words that say nothing of what a file is about. */
static int says_nothing(const char *word)
{
	static const char *const words[] = { "data", "dataset", "public",
		"shared", "for", "report", "table", "statistical", "annex",
		"all", "indicators", "indicator", "results", "global", "en",
		"excel", "v", "update", "scores", "banded", "index", "xlsx",
		"xls", "csv", "api", "ds", "pub", "tech", "final", "from", "to",
		"framework", "friendly", "the", "of", "in", "and", "long", "dm",
		"export", "x", "globalresultstrends", "trends" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(word, words[i]) == 0)
			return 1;
	return 0;
}

/* A run of letters, in small ones. */
static const char *next_word(char word[WORD], const char *s)
{
	size_t n = 0;

	while (*s && !is_letter(*s))
		s++;
	if (!*s)
		return NULL;
	for (; is_letter(*s); s++)
		if (n + 1 < WORD)
			word[n++] = (char)(*s | 0x20);
	word[n] = '\0';
	return s;
}

void source_stem(char out[STEM_TEXT], const char *file)
{
	char *dot;

	snprintf(out, STEM_TEXT, "%s", source_file(file));
	dot = strrchr(out, '.');
	if (dot && dot > out)
		*dot = '\0';
	for (char *c = out; *c; c++)
		if (*c == '_')
			*c = ' ';
}

static void add_words(char out[SLUG_TEXT], const char *stem, int all)
{
	char word[WORD];
	unsigned n = 0;

	out[0] = '\0';
	while (n < WORDS && (stem = next_word(word, stem))) {
		size_t len = strlen(out);

		if ((!all && says_nothing(word)) ||
			len + strlen(word) + 2 > SLUG_TEXT)
			continue;
		snprintf(
			out + len, SLUG_TEXT - len, "%s%s", n ? "-" : "", word);
		n++;
	}
}

void source_dataset(char out[SLUG_TEXT], const char *file)
{
	char stem[STEM_TEXT];

	source_stem(stem, file);
	add_words(out, stem, 0);
	if (!out[0])
		add_words(out, stem, 1);
	if (!out[0])
		snprintf(out, SLUG_TEXT, "dataset");
}
