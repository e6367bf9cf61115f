/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/csvtext.h"

#include <stdlib.h>

#include "pipeline/base/eight.h"
#include "pipeline/workbook/charset.h"
#include "pipeline/workbook/part.h"

enum { PIECE = 65536, CHARACTER_MAX = 4 };

static const uint32_t no_meaning = 0xfffd;

enum encoding { UTF8, UTF16, CODEPAGE };

struct csvtext {
	struct part *part; /* NULL: all is in left from the start */
	char *raw;	   /* PIECE bytes of the part */
	struct span left;  /* read and not given out yet */
	int ended;	   /* nothing follows what is left */
	enum encoding encoding;
	struct utf16 utf16;
	struct codepage *codepage;
	struct text made; /* a piece that was not in UTF-8 */
	size_t lines;	  /* given out */
};

/* Reads behind what is left of the part, until there is no room. */
static int fill(struct csvtext *t, struct err *e)
{
	size_t got = 1;

	if (!t->part)
		return 0;
	memmove(t->raw, t->left.at, t->left.len);
	t->left.at = t->raw;
	while (!t->ended && t->left.len < PIECE) {
		if (part_read(&got, t->part, t->raw + t->left.len,
			    PIECE - t->left.len, e) < 0)
			return -1;
		t->left.len += got;
		t->ended = got == 0;
	}
	return 0;
}

static int starts(const struct csvtext *t, const char *mark)
{
	size_t n = strlen(mark);

	return t->left.len >= n && memcmp(t->left.at, mark, n) == 0;
}

static int choose(struct csvtext *t, unsigned codepage, struct err *e)
{
	t->utf16.big_endian = starts(t, "\xfe\xff");
	if (t->utf16.big_endian || starts(t, "\xff\xfe")) {
		t->encoding = UTF16;
		return 0;
	}
	if (codepage == 0 || starts(t, "\xef\xbb\xbf"))
		return 0;
	t->encoding = CODEPAGE;
	return codepage_open(&t->codepage, codepage, e);
}

int csvtext_open(struct csvtext **out, struct span bytes,
	const struct zip_entry *entry, unsigned codepage, struct err *e)
{
	struct csvtext *t = calloc(1, sizeof(*t));

	if (!t)
		return err_memory(e);
	t->raw = entry ? malloc(PIECE) : NULL;
	t->left = entry ? (struct span){ t->raw, 0 } : bytes;
	t->ended = !entry;
	if (entry && !t->raw) {
		err_memory(e);
		goto fail;
	}
	if ((entry && part_open(&t->part, entry, CSVTEXT_MAX_MIB, e) < 0) ||
		fill(t, e) < 0 || choose(t, codepage, e) < 0)
		goto fail;
	*out = t;
	return 0;
fail:
	csvtext_close(t);
	return -1;
}

void csvtext_close(struct csvtext *t)
{
	if (!t)
		return;
	part_close(t->part);
	codepage_close(t->codepage);
	text_free(&t->made);
	free(t->raw);
	free(t);
}

static size_t count_lines(struct span s)
{
	const char *end = s.at + s.len, *p = s.at;
	size_t n = 0;

	for (; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		n++;
	return n;
}

static int no_text(
	const struct csvtext *t, struct span s, size_t at, struct err *e)
{
	size_t line = t->lines + count_lines((struct span){ s.at, at }) + 1;

	if (s.at[at] == '\0')
		return err_set(e, ERR_DATA,
			"line %zu: a NUL byte, which no text has", line);
	return err_set(e, ERR_DATA,
		"line %zu: byte 0x%02X is no UTF-8: name the charset the text "
		"is in, such as windows-1252",
		line, (unsigned char)s.at[at]);
}

/* 1 only if all of the eight bytes are ASCII and none is NUL. */
static int is_plain(uint64_t v)
{
	const uint64_t low = 0x0101010101010101, high = low << 7;

	return ((v | (v - low)) & high) == 0;
}

/* How much of s is whole characters that a text may have. */
static size_t text_in(struct span s)
{
	size_t i = 0, n = 1;

	for (; i < s.len && n > 0; i += n) {
		if (i + 8 <= s.len && is_plain(eight_bytes(s.at + i)))
			n = 8;
		else
			n = s.at[i] ? text_utf8_length(s, i) : 0;
	}
	return i;
}

/* Some of what is left becomes a piece; *used is how much. */
static int take_utf8(struct csvtext *t, struct span *piece, size_t *used,
	struct span some, struct err *e)
{
	size_t n = text_in(some);
	int is_last = t->ended && some.len == t->left.len;

	if (n < some.len && (is_last || some.len - n >= CHARACTER_MAX))
		return no_text(t, some, n, e);
	*piece = (struct span){ some.at, n };
	*used = n;
	return 0;
}

static int take_other(struct csvtext *t, struct span *piece, size_t *used,
	struct span some, struct err *e)
{
	const unsigned char *p = (const unsigned char *)some.at;

	text_clear(&t->made);
	*used = some.len;
	if (t->encoding == CODEPAGE) {
		codepage_put(&t->made, t->codepage, p, some.len);
	} else {
		charset_utf16(&t->made, &t->utf16, p, some.len / 2);
		if (t->ended && some.len == t->left.len)
			charset_utf16_end(&t->made, &t->utf16);
		if (some.len % 2)
			charset_put(&t->made, no_meaning);
	}
	if (text_done(&t->made, e) < 0)
		return -1;
	*piece = (struct span){ t->made.at, t->made.len };
	if (text_in(*piece) < piece->len)
		return no_text(t, *piece, text_in(*piece), e);
	return 0;
}

int csvtext_next(struct csvtext *t, struct span *piece, struct err *e)
{
	struct span some;
	size_t used = 0;
	int rc;

	if (fill(t, e) < 0)
		return -1;
	some = t->left;
	if (some.len > PIECE)
		some.len = PIECE;
	if (some.len == 0)
		return 0;
	rc = t->encoding == UTF8 ? take_utf8(t, piece, &used, some, e)
				 : take_other(t, piece, &used, some, e);
	if (rc < 0)
		return -1;
	t->lines += count_lines(*piece);
	t->left.at += used;
	t->left.len -= used;
	return 1;
}
