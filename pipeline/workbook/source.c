/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/source.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/workbook/charset.h"
#include "pipeline/workbook/part.h"

enum { RAW = 4096 };

enum encoding { UTF8, UTF16, CODEPAGE };

struct source {
	struct part *part;
	uint64_t size;
	enum encoding encoding;
	struct utf16 utf16;
	struct codepage *codepage;
	unsigned char raw[RAW]; /* read ahead */
	size_t raw_at, raw_end;
	int ended;	  /* the part has no more */
	struct text made; /* in UTF-8 and not given out yet from made_at on */
	size_t made_at;
};

/* Reads behind the raw bytes that are left, until there is no room. */
static int fill_raw(struct source *s, struct err *e)
{
	size_t got = 1;

	s->raw_end -= s->raw_at;
	memmove(s->raw, s->raw + s->raw_at, s->raw_end);
	s->raw_at = 0;
	while (s->raw_end < RAW && got > 0) {
		if (part_read(&got, s->part, (char *)s->raw + s->raw_end,
			    RAW - s->raw_end, e) < 0)
			return -1;
		s->raw_end += got;
	}
	s->ended = got == 0;
	return 0;
}

/* The value of encoding="..." in an XML declaration; at is NULL without. */
static struct span declared(const char *raw, size_t len)
{
	const char *end = memmem(raw, len, "?>", 2), *p, *close = NULL;

	if (!end || strncmp(raw, "<?xml", 5) != 0)
		return (struct span){ 0 };
	p = memmem(raw, (size_t)(end - raw), "encoding", 8);
	if (!p)
		return (struct span){ 0 };
	for (p += 8; p < end && *p != '"' && *p != '\'';)
		p++;
	if (p < end)
		close = memchr(p + 1, *p, (size_t)(end - p - 1));
	return close ? (struct span){ p + 1, (size_t)(close - p - 1) }
		     : (struct span){ 0 };
}

static int choose(struct source *s, struct span name, struct err *e)
{
	unsigned codepage;

	if (charset_named(&codepage, name) < 0)
		return err_set(e, ERR_DATA,
			"the encoding '%.*s' is not read here", SPAN(name));
	if (codepage == 0)
		return 0;
	s->encoding = CODEPAGE;
	return codepage_open(&s->codepage, codepage, e);
}

/* A mark at the start decides, then zero bytes, then the declaration. */
static int detect(struct source *s, struct err *e)
{
	static const struct {
		const char *bytes;
		size_t len, mark;
		enum encoding encoding;
		int big_endian;
	} starts[] = {
		{ "\xef\xbb\xbf", 3, 3, UTF8, 0 },
		{ "\xff\xfe", 2, 2, UTF16, 0 },
		{ "\xfe\xff", 2, 2, UTF16, 1 },
		{ "<\0", 2, 0, UTF16, 0 },
		{ "\0<", 2, 0, UTF16, 1 },
	};
	struct span name;

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		if (s->raw_end < starts[i].len ||
			memcmp(s->raw, starts[i].bytes, starts[i].len) != 0)
			continue;
		s->encoding = starts[i].encoding;
		s->utf16.big_endian = starts[i].big_endian;
		s->raw_at = starts[i].mark;
		return 0;
	}
	name = declared((const char *)s->raw, s->raw_end);
	return name.at ? choose(s, name, e) : 0;
}

int source_open(struct source **out, const struct zip_entry *entry,
	unsigned limit_mib, struct err *e)
{
	struct source *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	s->size = entry->size;
	if (part_open(&s->part, entry, limit_mib, e) < 0 || fill_raw(s, e) < 0)
		goto fail;
	if (detect(s, e) < 0) {
		err_in(e, "part '%s'", entry->name);
		goto fail;
	}
	*out = s;
	return 0;
fail:
	source_close(s);
	return -1;
}

void source_close(struct source *s)
{
	if (!s)
		return;
	part_close(s->part);
	codepage_close(s->codepage);
	text_free(&s->made);
	free(s);
}

uint64_t source_size(const struct source *s)
{
	return s->size;
}

static size_t take(char *to, size_t room, const void *from, size_t left)
{
	size_t n = left < room ? left : room;

	if (n)
		memcpy(to, from, n);
	return n;
}

/* What was read ahead first, then the part itself. */
static int read_plain(
	size_t *got, struct source *s, char *to, size_t room, struct err *e)
{
	*got = take(to, room, s->raw + s->raw_at, s->raw_end - s->raw_at);
	s->raw_at += *got;
	return *got || s->ended ? 0 : part_read(got, s->part, to, room, e);
}

/* Makes UTF-8 of the next raw bytes; an odd one is left for the next time. */
static int convert(struct source *s, struct err *e)
{
	size_t n;

	if (!s->ended && fill_raw(s, e) < 0)
		return -1;
	n = s->raw_end - s->raw_at;
	text_clear(&s->made);
	text_puts(&s->made, "");
	s->made_at = 0;
	if (s->encoding == CODEPAGE) {
		codepage_put(&s->made, s->codepage, s->raw + s->raw_at, n);
	} else {
		charset_utf16(&s->made, &s->utf16, s->raw + s->raw_at, n / 2);
		if (s->ended)
			charset_utf16_end(&s->made, &s->utf16);
		n -= n % 2;
	}
	s->raw_at += n;
	return text_done(&s->made, e);
}

int source_read(
	size_t *got, struct source *s, char *to, size_t room, struct err *e)
{
	size_t n;

	if (s->encoding == UTF8)
		return read_plain(got, s, to, room, e);
	/* as much as there is room for: whoever waits for the end of a long
	 * tag looks at all of it after every reading */
	*got = 0;
	do {
		if (s->made_at == s->made.len && convert(s, e) < 0)
			return -1;
		n = take(to + *got, room - *got, s->made.at + s->made_at,
			s->made.len - s->made_at);
		s->made_at += n;
		*got += n;
	} while (n > 0 && *got < room);
	return 0;
}
