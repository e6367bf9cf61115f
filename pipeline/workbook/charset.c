/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/charset.h"

#include <strings.h>

#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/chars.h"

static const uint32_t no_meaning = 0xfffd;

void charset_put(struct text *out, uint32_t c)
{
	int is_scalar = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
	char bytes[4];

	text_add(out, bytes, chars_put(bytes, is_scalar ? c : no_meaning));
}

static size_t ascii_run(const unsigned char *p, size_t n)
{
	size_t i = 0;

	while (i < n && p[i] < 0x80)
		i++;
	return i;
}

void charset_latin1(struct text *out, const unsigned char *p, size_t n)
{
	size_t plain = ascii_run(p, n);

	text_add(out, (const char *)p, plain);
	for (size_t i = plain; i < n; i++)
		charset_put(out, p[i]);
}

void charset_utf16(
	struct text *out, struct utf16 *u, const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++, p += 2) {
		uint32_t c =
			u->big_endian ? (uint32_t)(p[0] << 8 | p[1]) : le16(p);

		if (u->high && c >= 0xdc00 && c <= 0xdfff) {
			charset_put(out,
				0x10000 + ((u->high - 0xd800) << 10) +
					(c - 0xdc00));
			u->high = 0;
			continue;
		}
		charset_utf16_end(out, u);
		if (c >= 0xd800 && c <= 0xdbff)
			u->high = c;
		else
			charset_put(out, c);
	}
}

void charset_utf16_end(struct text *out, struct utf16 *u)
{
	if (u->high)
		charset_put(out, no_meaning);
	u->high = 0;
}

int charset_named(unsigned *codepage, struct span name)
{
	static const struct {
		const char *name;
		unsigned codepage;
	} known[] = {
		{ "utf-8", 0 },
		{ "utf8", 0 },
		{ "us-ascii", 0 },
		{ "ascii", 0 },
		{ "iso-8859-1", 1252 },
		{ "latin1", 1252 },
		{ "windows-1250", 1250 },
		{ "windows-1251", 1251 },
		{ "windows-1252", 1252 },
		{ "windows-1253", 1253 },
		{ "windows-1254", 1254 },
		{ "windows-1255", 1255 },
		{ "windows-1256", 1256 },
		{ "windows-1257", 1257 },
		{ "windows-1258", 1258 },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strlen(known[i].name) == name.len &&
			strncasecmp(name.at, known[i].name, name.len) == 0) {
			*codepage = known[i].codepage;
			return 0;
		}
	return -1;
}

const char *charset_names(void)
{
	return "utf-8, iso-8859-1, windows-1250 to windows-1258";
}
