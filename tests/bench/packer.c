/* SPDX-License-Identifier: MIT */
#include "tests/bench/packer.h"

#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

enum {
	ENTRIES_MAX = 16,
	BUFFER = 64 << 10,
	LEVEL = 6, /* as spreadsheet programs pack */
	DEFLATED = 8,
	VERSION = 20,
	DATE = 1 << 5 | 1, /* the first day of zip: equal bytes every time */
	AT_CRC = 14,	   /* where a local header holds checksum and lengths */
};

struct entry {
	const char *name;
	uint32_t at, crc, packed, size;
};

struct packer {
	const char *path;
	FILE *file;
	z_stream stream;
	struct entry v[ENTRIES_MAX];
	size_t n;
	size_t held;
	unsigned char in[BUFFER], out[BUFFER];
};

struct packer *packer_new(const char *path)
{
	struct packer *p = calloc(1, sizeof(*p));

	if (!p)
		err(1, "packer");
	p->path = path;
	p->file = fopen(path, "wb");
	if (!p->file)
		err(1, "%s", path);
	return p;
}

static void put(struct packer *p, const void *bytes, size_t len)
{
	if (fwrite(bytes, 1, len, p->file) != len)
		err(1, "%s", p->path);
}

static void put_number(struct packer *p, unsigned width, uint32_t number)
{
	unsigned char bytes[4];

	for (unsigned i = 0; i < width; i++)
		bytes[i] = (unsigned char)(number >> 8 * i);
	put(p, bytes, width);
}

static uint32_t place(struct packer *p)
{
	long at = ftell(p->file);

	if (at < 0 || at > UINT32_MAX)
		errx(1, "%s: too large for a plain zip", p->path);
	return (uint32_t)at;
}

static void put_lengths(struct packer *p, const struct entry *e)
{
	put_number(p, 4, e->crc);
	put_number(p, 4, e->packed);
	put_number(p, 4, e->size);
}

/* What the local header and the directory have in common. */
static void put_common(struct packer *p, const struct entry *e)
{
	put_number(p, 2, VERSION);
	put_number(p, 2, 0);
	put_number(p, 2, DEFLATED);
	put_number(p, 2, 0);
	put_number(p, 2, DATE);
	put_lengths(p, e);
	put_number(p, 2, (uint32_t)strlen(e->name));
	put_number(p, 2, 0);
}

void packer_begin(struct packer *p, const char *name)
{
	struct entry *e = &p->v[p->n];

	if (p->n == ENTRIES_MAX)
		errx(1, "%s: too many parts", p->path);
	*e = (struct entry){ .name = name, .at = place(p) };
	put_number(p, 4, 0x04034b50);
	put_common(p, e);
	put(p, name, strlen(name));
	p->stream = (z_stream){ 0 };
	if (deflateInit2(&p->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8,
		    Z_DEFAULT_STRATEGY) != Z_OK)
		errx(1, "zlib does not start");
	p->held = 0;
}

static void flush(struct packer *p, int how)
{
	struct entry *e = &p->v[p->n];

	e->crc = (uint32_t)crc32(e->crc, p->in, (uInt)p->held);
	e->size += (uint32_t)p->held;
	p->stream.next_in = p->in;
	p->stream.avail_in = (uInt)p->held;
	p->held = 0;
	do {
		p->stream.next_out = p->out;
		p->stream.avail_out = BUFFER;
		deflate(&p->stream, how);
		put(p, p->out, BUFFER - p->stream.avail_out);
	} while (p->stream.avail_out == 0);
}

void packer_put(struct packer *p, const char *bytes, size_t len)
{
	while (len > 0) {
		size_t room = BUFFER - p->held;
		size_t n = len < room ? len : room;

		memcpy(p->in + p->held, bytes, n);
		p->held += n;
		bytes += n;
		len -= n;
		if (p->held == BUFFER)
			flush(p, Z_NO_FLUSH);
	}
}

void packer_print(struct packer *p, const char *fmt, ...)
{
	char text[4096];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= sizeof(text))
		errx(1, "%s: a text is too long", p->path);
	packer_put(p, text, (size_t)n);
}

void packer_end(struct packer *p)
{
	struct entry *e = &p->v[p->n];

	flush(p, Z_FINISH);
	e->packed = (uint32_t)p->stream.total_out;
	deflateEnd(&p->stream);
	if (fseek(p->file, (long)e->at + AT_CRC, SEEK_SET) < 0)
		err(1, "%s", p->path);
	put_lengths(p, e);
	if (fseek(p->file, 0, SEEK_END) < 0)
		err(1, "%s", p->path);
	p->n++;
}

uint64_t packer_size(const struct packer *p)
{
	uint64_t size = 0;

	for (size_t i = 0; i < p->n; i++)
		size += p->v[i].size;
	return size;
}

static void put_directory(struct packer *p)
{
	uint32_t start = place(p), end;

	for (size_t i = 0; i < p->n; i++) {
		put_number(p, 4, 0x02014b50);
		put_number(p, 2, VERSION);
		put_common(p, &p->v[i]);
		put_number(p, 4, 0); /* comment, disk */
		put_number(p, 2, 0);
		put_number(p, 4, 0);
		put_number(p, 4, p->v[i].at);
		put(p, p->v[i].name, strlen(p->v[i].name));
	}
	end = place(p);
	put_number(p, 4, 0x06054b50);
	put_number(p, 4, 0);
	put_number(p, 2, (uint32_t)p->n);
	put_number(p, 2, (uint32_t)p->n);
	put_number(p, 4, end - start);
	put_number(p, 4, start);
	put_number(p, 2, 0);
}

void packer_free(struct packer *p)
{
	if (!p)
		return;
	put_directory(p);
	if (fclose(p->file) != 0)
		err(1, "%s", p->path);
	free(p);
}
