/* SPDX-License-Identifier: MIT */
/*
 * Code pages by tables of our own: iconv loads a file for each, which a locked
 * process cannot.
 */
#include <stdlib.h>

#include "pipeline/workbook/charset.h"
#include "pipeline/workbook/codepages.h"

static const uint32_t no_meaning = 0xfffd;

struct codepage {
	const uint16_t *upper; /* NULL: it is UTF-8 */
	const struct codepage_wide *bounds;
	uint16_t *wide; /* of all pairs within the bounds; NULL: none */
};

/* The Mac's own numbers, and those that stand for 1252: none at all, that of
 * UTF-16 (which 8-bit text cannot be), and Excel 2's word for it. */
static unsigned usual(unsigned number)
{
	static const unsigned others[][2] = { { 0, 1252 }, { 1200, 1252 },
		{ 10001, 932 }, { 10002, 950 }, { 10003, 949 }, { 10008, 936 },
		{ 32768, 10000 }, { 32769, 1252 } };

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (others[i][0] == number)
			return others[i][1];
	return number;
}

static const uint16_t *find_upper(unsigned number)
{
	for (size_t i = 0; i < codepage_tables_n; i++)
		if (codepage_tables[i].number == number)
			return codepage_tables[i].upper;
	return NULL;
}

static const struct codepage_wide *find_wide(unsigned number)
{
	for (size_t i = 0; i < codepage_wide_n; i++)
		if (codepage_wide[i].number == number)
			return &codepage_wide[i];
	return NULL;
}

/* The first of the characters, of at most three bytes, that stand at *at. */
static uint16_t next_character(const char **at)
{
	const unsigned char *p = (const unsigned char *)*at;
	int n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : 3;

	*at += n;
	if (n == 1)
		return p[0] == ' ' ? 0 : p[0];
	return n == 2 ? (uint16_t)((p[0] & 0x1f) << 6 | (p[1] & 0x3f))
		      : (uint16_t)((p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 |
				(p[2] & 0x3f));
}

static size_t row_length(const struct codepage_wide *w)
{
	return (size_t)w->second_end - w->second + 1;
}

static int unpack(struct codepage *cp)
{
	const struct codepage_wide *w = cp->bounds;
	size_t rows = (size_t)w->first_end - w->first + 1;

	cp->wide = calloc(rows * row_length(w), sizeof(*cp->wide));
	if (!cp->wide)
		return -1;
	for (size_t i = 0; i < rows; i++) {
		const char *at = w->rows[i];

		for (size_t j = 0; *at; j++)
			cp->wide[i * row_length(w) + j] = next_character(&at);
	}
	return 0;
}

int codepage_open(struct codepage **out, unsigned number, struct err *e)
{
	enum { UTF_8 = 65001 };
	const uint16_t *upper = find_upper(usual(number));
	struct codepage *cp;

	if (!upper && number != UTF_8)
		return err_set(
			e, ERR_DATA, "code page %u is not known here", number);
	cp = calloc(1, sizeof(*cp));
	if (!cp)
		return err_memory(e);
	cp->upper = upper;
	cp->bounds = find_wide(usual(number));
	if (cp->bounds && unpack(cp) < 0) {
		free(cp);
		return err_memory(e);
	}
	*out = cp;
	return 0;
}

void codepage_close(struct codepage *cp)
{
	if (!cp)
		return;
	free(cp->wide);
	free(cp);
}

/* The character of a pair, 0 if it is none. */
static uint16_t of_pair(
	const struct codepage *cp, const unsigned char *p, size_t n)
{
	const struct codepage_wide *w = cp->bounds;

	if (!w || n < 2 || p[0] < w->first || p[0] > w->first_end ||
		p[1] < w->second || p[1] > w->second_end)
		return 0;
	return cp->wide[(size_t)(p[0] - w->first) * row_length(w) +
		(size_t)(p[1] - w->second)];
}

/* Puts the character at p and returns how many bytes it has. */
static size_t put_next(struct text *out, const struct codepage *cp,
	const unsigned char *p, size_t n)
{
	uint32_t c = p[0] < 0x80 ? p[0] : cp->upper[p[0] - 0x80];
	size_t len = 1;

	if (c == 0 && p[0] != 0) {
		c = of_pair(cp, p, n);
		len = c ? 2 : 1;
	}
	charset_put(out, c || p[0] == 0 ? c : no_meaning);
	return len;
}

static size_t put_utf8(struct text *out, struct span s)
{
	size_t n = text_utf8_length(s, 0);

	if (n)
		text_add(out, s.at, n);
	else
		charset_put(out, no_meaning);
	return n ? n : 1;
}

void codepage_put(
	struct text *out, struct codepage *cp, const unsigned char *p, size_t n)
{
	size_t plain = 0;

	while (plain < n && p[plain] < 0x80)
		plain++;
	text_add(out, (const char *)p, plain);
	while (plain < n)
		plain += cp->upper
			? put_next(out, cp, p + plain, n - plain)
			: put_utf8(out,
				  (struct span){
					  (const char *)p + plain, n - plain });
}
