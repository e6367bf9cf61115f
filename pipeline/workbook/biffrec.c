/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/biff.h"
#include "pipeline/workbook/bytes.h"

/* Flags in front of a BIFF8 string. */
enum { STRING_WIDE = 1, STRING_PHONETIC = 4, STRING_RICH = 8 };

int biff_record(struct biff_record *out, struct span stream, size_t at)
{
	const unsigned char *p;

	if (at > stream.len || stream.len - at < 4)
		return 0;
	p = (const unsigned char *)stream.at + at;
	if (stream.len - at - 4 < le16(p + 2))
		return 0;
	*out = (struct biff_record){ le16(p), p + 4, le16(p + 2),
		at + 4 + le16(p + 2) };
	return 1;
}

struct biff_reader biff_reader(
	struct span stream, struct biff_record r, size_t skip)
{
	return (struct biff_reader){ stream, r, skip < r.len ? skip : r.len };
}

/* Makes sure that a byte is there, in this record or a CONTINUE. Returns how
 * many there are in one piece, 0 at the end. */
static size_t available(struct biff_reader *r)
{
	struct biff_record next;

	while (r->at == r->record.len) {
		if (!biff_record(&next, r->stream, r->record.end) ||
			next.type != BIFF_CONTINUE)
			return 0;
		r->record = next;
		r->at = 0;
	}
	return r->record.len - r->at;
}

static const unsigned char *take(struct biff_reader *r, size_t n)
{
	const unsigned char *p = r->record.at + r->at;

	r->at += n;
	return p;
}

int biff_number(uint32_t *out, struct biff_reader *r, int bytes)
{
	*out = 0;
	for (int i = 0; i < bytes; i++) {
		if (!available(r))
			return -1;
		*out |= (uint32_t)*take(r, 1) << 8 * i;
	}
	return 0;
}

static int skip(struct biff_reader *r, uint64_t n)
{
	while (n > 0) {
		size_t there = available(r), k = n < there ? (size_t)n : there;

		if (!there)
			return -1;
		take(r, k);
		n -= k;
	}
	return 0;
}

/* The characters of a string. Where they run on into a CONTINUE record, a new
 * flag byte says whether they are wide there. */
static int characters(
	struct text *out, struct biff_reader *r, size_t n, uint32_t flags)
{
	struct utf16 u = { 0, 0 };
	size_t there, k;

	while (n > 0) {
		if (r->at == r->record.len && biff_number(&flags, r, 1) < 0)
			return -1;
		there = available(r);
		k = flags & STRING_WIDE ? there / 2 : there;
		k = k < n ? k : n;
		if (k == 0)
			return -1;
		if (flags & STRING_WIDE) {
			charset_utf16(out, &u, take(r, 2 * k), k);
		} else {
			charset_utf16_end(out, &u);
			charset_latin1(out, take(r, k), k);
		}
		n -= k;
	}
	charset_utf16_end(out, &u);
	return 0;
}

int biff_string8(struct text *out, struct biff_reader *r, size_t n)
{
	uint32_t flags, runs = 0, phonetic = 0;

	if (biff_number(&flags, r, 1) < 0)
		return -1;
	if (flags & STRING_RICH && biff_number(&runs, r, 2) < 0)
		return -1;
	if (flags & STRING_PHONETIC && biff_number(&phonetic, r, 4) < 0)
		return -1;
	if (characters(out, r, n, flags) < 0)
		return -1;
	return skip(r, 4 * (uint64_t)runs + phonetic);
}

int biff_string5(
	struct text *out, struct biff_reader *r, size_t n, struct codepage *cp)
{
	while (n > 0) {
		size_t there = available(r), k = n < there ? n : there;

		if (!there)
			return -1;
		codepage_put(out, cp, take(r, k), k);
		n -= k;
	}
	return 0;
}

const char *biff_error(unsigned code)
{
	static const struct {
		unsigned code;
		const char *text;
	} known[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" },
		{ 0x0f, "#VALUE!" }, { 0x17, "#REF!" }, { 0x1d, "#NAME?" },
		{ 0x24, "#NUM!" }, { 0x2a, "#N/A" },
		{ 0x2b, "#GETTING_DATA" } };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i].code == code)
			return known[i].text;
	return "#UNKNOWN!";
}

double biff_rk(uint32_t rk)
{
	uint64_t bits = (uint64_t)(rk & ~(uint32_t)3) << 32;
	double d;

	if (rk & 2)
		d = (double)((int32_t)rk >> 2);
	else
		memcpy(&d, &bits, sizeof(d));
	return rk & 1 ? d / 100 : d;
}
