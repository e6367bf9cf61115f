/* SPDX-License-Identifier: MIT */
#include "pipeline/report/names.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

/* One character that XML 1.0 can hold, escaped or not: its length in bytes, or
 * 0. Control characters pass, the library escapes them. */
static size_t character(const unsigned char *p)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = p[0] < 0x80 ? 1
		: p[0] < 0xc2  ? 0
		: p[0] < 0xe0  ? 2
		: p[0] < 0xf0  ? 3
		: p[0] < 0xf5  ? 4
			       : 0;
	uint32_t c = n == 1 ? p[0] : n ? p[0] & (0x7fU >> n) : 0;

	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fU);
	}
	if (n == 0 || c < least[n] || c > 0x10ffff)
		return 0;
	return (c >= 0xd800 && c < 0xe000) || (c & 0xfffe) == 0xfffe ? 0 : n;
}

const char *name_bad_text(const char *s, size_t max)
{
	size_t units = 0, n;

	for (const char *p = s; *p; p += n) {
		n = character((const unsigned char *)p);
		if (n == 0)
			return "not UTF-8";
		units += n == 4 ? 2 : 1;
	}
	if (units <= max)
		return NULL;
	return max == NAME_SHEET_MAX	? "longer than 31 characters"
		: max == NAME_TABLE_MAX ? "longer than 255 characters"
					: "longer than 32,767 characters";
}

/* What is none: a byte and those that go on from one. */
static size_t no_character(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

void name_held(struct text *out, const char *s, size_t max)
{
	size_t units = 0, n, width, is;

	for (; *s; s += n) {
		is = character((const unsigned char *)s);
		n = is ? is : no_character(s);
		width = is == 4 ? 2 : 1;
		if (units + width + (s[n] != '\0') > max) {
			text_puts(out, "\u2026");
			return;
		}
		units += width;
		text_add(out, is ? s : "\ufffd", is ? is : 3);
	}
}

void name_fit(char *s, size_t max)
{
	size_t units = 0, n;

	for (; *s; s += n) {
		if ((unsigned char)*s < ' ')
			*s = ' ';
		n = character((const unsigned char *)s);
		units += n == 4 ? 2 : 1;
		if (n == 0)
			return;
		if (units > max)
			*s = '\0';
		if (*s == '\0')
			return;
	}
}

static int has_control(const char *s)
{
	while (*s)
		if ((unsigned char)*s++ < ' ')
			return 1;
	return 0;
}

const char *name_bad_sheet(const char *s)
{
	const char *bad = name_bad_text(s, NAME_SHEET_MAX);

	if (bad)
		return bad;
	if (*s == '\0')
		return "empty";
	if (has_control(s) || strpbrk(s, "[]:*?/\\"))
		return "has a character that Excel forbids in it";
	if (*s == '\'' || s[strlen(s) - 1] == '\'')
		return "has an apostrophe at its end";
	if (strcasecmp(s, "history") == 0)
		return "kept by Excel for itself";
	return NULL;
}

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "AB12" and "R1C1" would be read as a place. Up to three letters and digits
 * count as one, though columns end at XFD; so do R and C with digits. */
static int looks_like_cell(const char *s)
{
	size_t letters = 0;
	const char *p = s;

	while (is_letter(p[letters]))
		letters++;
	p += letters;
	if (p[strspn(p, "0123456789")] == '\0')
		return letters <= 3;
	return strspn(s, "RrCc0123456789") == strlen(s);
}

const char *name_bad_table(const char *s)
{
	const char *bad = name_bad_text(s, NAME_TABLE_MAX);

	if (bad)
		return bad;
	if (!is_letter(*s) && *s != '_')
		return "does not start with a letter";
	for (const char *p = s; *p; p++)
		if (!is_letter(*p) && *p != '_' && !(*p >= '0' && *p <= '9'))
			return "has more than letters, digits and '_'";
	return looks_like_cell(s) ? "reads as a cell's address" : NULL;
}
