/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/cfb.h"

#include <stdlib.h>

#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/sectors.h"

/* Layout: [MS-CFB] 2.2 (header), 2.6 (directory entry). */
enum {
	HEADER_SIZE = 512,
	HEADER_FATS = 109, /* places of FAT sectors in the header itself */
	ENTRY_SIZE = 128,
	MINI_SHIFT = 6,
	MAX_CUTOFF = 4096,	 /* what every writer writes */
	MAX_DIRECTORY = 8 << 20, /* bytes: 65,536 entries */
};

static const uint32_t no_sector = 0xffffffff;

enum entry_type { ENTRY_STREAM = 2, ENTRY_ROOT = 5 };

struct entry {
	const unsigned char *at;
	uint32_t start;
	uint64_t size;
};

struct cfb {
	const unsigned char *at;
	size_t len;
	unsigned shift;	  /* a sector has 1 << shift bytes */
	uint32_t sectors; /* in the file; the last may be a part */
	uint32_t *fat;	  /* where the sectors of the FAT lie */
	uint32_t n_fat;
	uint32_t cutoff; /* smaller streams lie in the mini stream */
	int wide_sizes;	 /* sizes have 64 bits */
	struct cfb_stream directory, mini, mini_fat;
	uint32_t *todo; /* for find: room for all entries */
	unsigned char *seen;
};

int cfb_is(struct span bytes)
{
	return bytes.len >= 8 &&
		memcmp(bytes.at, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

void cfb_stream_free(struct cfb_stream *s)
{
	free(s->copy);
	*s = (struct cfb_stream)CFB_STREAM_INIT;
}

static size_t sector_size(const struct cfb *c)
{
	return (size_t)1 << c->shift;
}

/* How many sectors one sector of the FAT speaks of. */
static uint32_t entries_of_fat(const struct cfb *c)
{
	return c->shift == 9 ? 128 : 1024;
}

/* A sector's bytes and, in *len, how many of them the file has. */
static const unsigned char *sector(
	size_t *len, const struct cfb *c, uint32_t number)
{
	size_t at = ((size_t)number + 1) << c->shift, left = c->len - at;

	*len = left < sector_size(c) ? left : sector_size(c);
	return c->at + at;
}

/* What the FAT says follows a sector; no_sector where it says nothing. */
static uint32_t fat_next(const void *table, uint32_t number)
{
	const struct cfb *c = table;
	uint32_t per = entries_of_fat(c), slot = number / per;
	size_t len, at = (size_t)(number % per) * 4;
	const unsigned char *p;

	if (slot >= c->n_fat || c->fat[slot] >= c->sectors)
		return no_sector;
	p = sector(&len, c, c->fat[slot]);
	return at + 4 <= len ? le32(p + at) : no_sector;
}

static uint32_t mini_next(const void *table, uint32_t number)
{
	const struct cfb *c = table;
	size_t at = (size_t)number * 4;

	return at + 4 <= c->mini_fat.len ? le32(c->mini_fat.at + at)
					 : no_sector;
}

static struct sectors file_sectors(const struct cfb *c)
{
	struct span bytes = { (const char *)c->at + sector_size(c),
		c->len - sector_size(c) };

	return (struct sectors){ bytes, c->shift, fat_next, c };
}

static struct entry entry_at(const struct cfb *c, uint32_t number)
{
	const unsigned char *p = c->directory.at + (size_t)number * ENTRY_SIZE;

	return (struct entry){ p, le32(p + 116),
		c->wide_sizes ? le64(p + 120) : le32(p + 120) };
}

/* The mini stream is the root entry's own; small streams lie in it. */
static int need_mini(struct cfb *c, struct err *e)
{
	struct entry root = entry_at(c, 0);
	struct sectors file = file_sectors(c);

	if (c->mini.at)
		return 0;
	cfb_stream_free(&c->mini_fat);
	/* 4 bytes for each 64 of the mini stream, in whole sectors */
	if (sectors_read_all(&c->mini_fat, &file, le32(c->at + 60),
		    c->len / 16 + sector_size(c), e) < 0)
		return -1;
	return sectors_read(&c->mini, &file, root.start, root.size, e);
}

static int read_stream(struct cfb_stream *out, struct cfb *c,
	const struct entry *found, struct err *e)
{
	struct sectors sp = file_sectors(c);

	if (found->size < c->cutoff) {
		if (need_mini(c, e) < 0)
			return -1;
		sp = (struct sectors){ { (const char *)c->mini.at,
					       c->mini.len },
			MINI_SHIFT, mini_next, c };
	}
	return sectors_read(out, &sp, found->start, found->size, e);
}

/* The places of the FAT's sectors: 109 in the header, the rest in sectors that
 * each name the next. No more are taken than the file can need, so a chain in
 * a circle ends as well. */
static int read_fat_places(struct cfb *c, struct err *e)
{
	uint32_t per = entries_of_fat(c), next = le32(c->at + 68);
	uint32_t need = c->sectors / per + (c->sectors % per != 0);
	size_t len;

	c->fat = calloc((size_t)need + 1, sizeof(*c->fat));
	if (!c->fat)
		return err_memory(e);
	while (c->n_fat < need && c->n_fat < HEADER_FATS) {
		c->fat[c->n_fat] = le32(c->at + 76 + (size_t)4 * c->n_fat);
		c->n_fat++;
	}
	while (c->n_fat < need && next < c->sectors) {
		const unsigned char *p = sector(&len, c, next);

		if (len < sector_size(c))
			break;
		for (uint32_t i = 0; i + 1 < per && c->n_fat < need; i++)
			c->fat[c->n_fat++] = le32(p + 4 * (size_t)i);
		next = le32(p + len - 4);
	}
	return 0;
}

static int read_header(struct cfb *c, struct err *e)
{
	size_t behind;

	if (c->len < HEADER_SIZE)
		return err_set(e, ERR_DATA, "the file is cut short");
	c->shift = le16(c->at + 30);
	if (le16(c->at + 28) != 0xfffe || (c->shift != 9 && c->shift != 12) ||
		le16(c->at + 32) != MINI_SHIFT)
		return err_set(e, ERR_DATA,
			"the header of the compound file is damaged");
	if (c->len <= sector_size(c))
		return err_set(e, ERR_DATA, "the file is cut short");
	behind = c->len - sector_size(c);
	if (behind >> c->shift >= 0xfffffff0u)
		return err_set(e, ERR_DATA, "the compound file is too large");
	c->sectors = (uint32_t)((behind + sector_size(c) - 1) >> c->shift);
	c->wide_sizes = le16(c->at + 26) >= 4;
	c->cutoff = le32(c->at + 56);
	if (c->cutoff > MAX_CUTOFF)
		c->cutoff = MAX_CUTOFF;
	return 0;
}

static int is_named(const struct entry *en, const char *name)
{
	size_t n = strlen(name);

	if (en->at[66] != ENTRY_STREAM || le16(en->at + 64) != 2 * (n + 1))
		return 0;
	for (size_t i = 0; i < n; i++) {
		unsigned a = le16(en->at + 2 * i), b = (unsigned char)name[i];

		if (a != b &&
			!((a ^ b) == 0x20 && (a | 0x20) >= 'a' &&
				(a | 0x20) <= 'z'))
			return 0;
	}
	return 1;
}

static uint32_t entries(const struct cfb *c)
{
	return (uint32_t)(c->directory.len / ENTRY_SIZE);
}

/* Searches the tree of the root folder's entries, so that the stream of an
 * embedded workbook is not taken for it. Returns 1 and the entry, or 0 if
 * there is none. The order of the tree is not relied upon. */
static int find(struct entry *out, const struct cfb *c, const char *name)
{
	uint32_t n = entries(c), top = 0;

	memset(c->seen, 0, n);
	c->todo[top++] = le32(entry_at(c, 0).at + 76);
	while (top > 0) {
		uint32_t i = c->todo[--top];

		if (i >= n || c->seen[i])
			continue;
		c->seen[i] = 1;
		*out = entry_at(c, i);
		if (is_named(out, name))
			return 1;
		c->todo[top++] = le32(out->at + 68);
		c->todo[top++] = le32(out->at + 72);
	}
	return 0;
}

static int read_directory(struct cfb *c, struct err *e)
{
	struct sectors file = file_sectors(c);

	if (sectors_read_all(&c->directory, &file, le32(c->at + 48),
		    MAX_DIRECTORY, e) < 0)
		return err_in(e, "the directory of the compound file");
	if (c->directory.len < ENTRY_SIZE || c->directory.at[66] != ENTRY_ROOT)
		return err_set(e, ERR_DATA,
			"the directory of the compound file has no root");
	/* each entry that is seen takes one away and puts two there */
	c->todo = calloc((size_t)entries(c) + 2, sizeof(*c->todo));
	c->seen = calloc(entries(c), 1);
	return c->todo && c->seen ? 0 : err_memory(e);
}

int cfb_open(struct cfb **out, struct span bytes, struct err *e)
{
	struct cfb *c = calloc(1, sizeof(*c));

	if (!c)
		return err_memory(e);
	c->at = (const unsigned char *)bytes.at;
	c->len = bytes.len;
	if (read_header(c, e) < 0 || read_fat_places(c, e) < 0 ||
		read_directory(c, e) < 0) {
		cfb_close(c);
		return -1;
	}
	*out = c;
	return 0;
}

void cfb_close(struct cfb *c)
{
	if (!c)
		return;
	cfb_stream_free(&c->directory);
	cfb_stream_free(&c->mini);
	cfb_stream_free(&c->mini_fat);
	free(c->fat);
	free(c->todo);
	free(c->seen);
	free(c);
}

int cfb_has(const struct cfb *c, const char *name)
{
	struct entry found;

	return find(&found, c, name);
}

int cfb_read(
	struct cfb_stream *out, struct cfb *c, const char *name, struct err *e)
{
	struct entry found;
	int rc;

	*out = (struct cfb_stream)CFB_STREAM_INIT;
	if (!find(&found, c, name))
		return err_set(e, ERR_DATA, "there is no stream '%s'", name);
	rc = read_stream(out, c, &found, e);
	if (rc < 0) {
		cfb_stream_free(out);
		return err_in(e, "stream '%s'", name);
	}
	return 0;
}
