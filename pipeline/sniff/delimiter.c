/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/delimiter.h"

enum { LOOK = 1 << 16, LINES = 200 };

/* The first lines of a file, without the one that is cut off. */
static struct span head(struct span bytes)
{
	if (bytes.len <= LOOK)
		return bytes;
	bytes.len = LOOK;
	while (bytes.len > 0 && bytes.at[bytes.len - 1] != '\n')
		bytes.len--;
	return bytes.len ? bytes : (struct span){ bytes.at, LOOK };
}

/* ---- separators ---- */

/* In how many lines a character stands outside of quotes as often as in the
 * line before, and more than not at all. */
static unsigned steady(struct span s, char c)
{
	unsigned here = 0, before = 0, lines = 0, same = 0;
	int quoted = 0;

	for (size_t i = 0; i < s.len && lines < LINES; i++) {
		quoted ^= s.at[i] == '"';
		here += !quoted && s.at[i] == c;
		if (quoted || s.at[i] != '\n')
			continue;
		same += here > 0 && here == before;
		before = here;
		here = 0;
		lines++;
	}
	return same;
}

static unsigned often(struct span s, char c)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == c;
	return n;
}

static char separator(struct span s)
{
	static const char candidates[] = { ',', ';', '\t' };
	char best = ',';
	unsigned most = 0;

	for (size_t i = 0; i < sizeof(candidates); i++) {
		unsigned n = steady(s, candidates[i]);

		if (n < most ||
			(n == most &&
				often(s, candidates[i]) <= often(s, best)))
			continue;
		most = n;
		best = candidates[i];
	}
	return best;
}

/* ---- decimals ---- */

/* Digits, one mark, digits. */
static int is_decimal(struct span field, char mark)
{
	size_t i = 0, whole, places;

	i += field.len > 0 && (field.at[0] == '-' || field.at[0] == '+');
	whole = i;
	while (i < field.len && is_digit(field.at[i]))
		i++;
	if (i == whole || i == field.len || field.at[i] != mark)
		return 0;
	places = ++i;
	while (i < field.len && is_digit(field.at[i]))
		i++;
	return i > places && i == field.len;
}

static char decimal_mark(struct span s, char separator)
{
	unsigned points = 0, commas = 0;
	size_t start = 0;
	int quoted = 0;

	for (size_t i = 0; i < s.len; i++) {
		struct span field = { s.at + start, i - start };

		quoted ^= s.at[i] == '"';
		if (s.at[i] == '"' || s.at[i] == '\n' || s.at[i] == '\r' ||
			(!quoted && s.at[i] == separator)) {
			field = span_trim(field);
			points += (unsigned)is_decimal(field, '.');
			commas += (unsigned)is_decimal(field, ',');
			start = i + 1;
		}
	}
	return commas > points ? ',' : '.';
}

/* The first units of UTF-16, which says so itself, with a '?' for what is not
 * ASCII; empty for anything else. */
static struct span narrow(char out[LOOK / 2], struct span s)
{
	const unsigned char *p = (const unsigned char *)s.at;
	int big = s.len >= 2 && memcmp(p, "\xfe\xff", 2) == 0;
	int little = s.len >= 2 && memcmp(p, "\xff\xfe", 2) == 0;
	size_t n = 0;

	if (!big && !little)
		return span_of("");
	for (size_t i = 2; i + 1 < s.len && n < LOOK / 2; i += 2) {
		unsigned char high = p[i + (size_t)little];
		unsigned char low = p[i + (size_t)big];

		out[n++] = high == 0 && low < 0x80 ? (char)low : '?';
	}
	return (struct span){ out, n };
}

/* Neither a zip nor a compound file. */
static int is_text(struct span s)
{
	return s.len > 0 && !memchr(s.at, '\0', s.len < LOOK ? s.len : LOOK);
}

const char *delimiter_charset(struct span bytes)
{
	return is_text(bytes) && !text_is_utf8(bytes) ? "windows-1252" : NULL;
}

void delimiter_guess(struct book_csv *csv, struct span bytes)
{
	char narrowed[LOOK / 2];
	struct span s = narrow(narrowed, bytes);

	s = head(s.len > 0 || !is_text(bytes) ? s : bytes);

	if (!csv->separator)
		csv->separator = separator(s);
	if (!csv->decimal_mark)
		csv->decimal_mark = decimal_mark(s, csv->separator);
}
