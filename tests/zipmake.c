/* SPDX-License-Identifier: MIT */
#include "tests/zipmake.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

static void put(struct text *t, size_t width, uint32_t value)
{
	for (; width > 0; width--, value >>= 8)
		text_putc(t, (char)(value & 0xff));
}

static void put64(struct text *t, uint64_t value)
{
	put(t, 4, (uint32_t)value);
	put(t, 4, (uint32_t)(value >> 32));
}

/* What follows the signature and version of both headers, up to the lengths. */
static void put_common(
	struct text *t, const struct zipmake_entry *entry, int is_local)
{
	int behind = is_local && (entry->how & ZIPMAKE_DESCRIPTOR);
	int wide = entry->how & ZIPMAKE_ZIP64;

	put(t, 2, entry->flags);
	put(t, 2, entry->method);
	put(t, 4, 0);
	put(t, 4, behind ? 0 : entry->crc);
	put(t, 4, wide ? UINT32_MAX : behind ? 0 : entry->packed);
	put(t, 4, wide ? UINT32_MAX : behind ? 0 : entry->size);
	put(t, 2, (uint32_t)strlen(entry->name));
	put(t, 2, !wide ? 0 : is_local ? 20 : 28);
}

/* The extra field of the large form, where the entry has it. */
static void put_extra(
	struct text *t, const struct zipmake_entry *entry, int is_local)
{
	int behind = is_local && (entry->how & ZIPMAKE_DESCRIPTOR);

	if (!(entry->how & ZIPMAKE_ZIP64))
		return;
	put(t, 2, 1);
	put(t, 2, is_local ? 16 : 24);
	put64(t, behind ? 0 : entry->size);
	put64(t, behind ? 0 : entry->packed);
	if (!is_local)
		put64(t, entry->at);
}

static void put_descriptor(struct text *t, const struct zipmake_entry *entry)
{
	if (!(entry->how & ZIPMAKE_DESCRIPTOR))
		return;
	if (!(entry->how & ZIPMAKE_BARE))
		put(t, 4, 0x08074b50);
	put(t, 4, entry->crc);
	if (entry->how & ZIPMAKE_ZIP64) {
		put64(t, entry->packed);
		put64(t, entry->size);
	} else {
		put(t, 4, entry->packed);
		put(t, 4, entry->size);
	}
}

static char *deflated(struct span content, size_t *len)
{
	size_t room = content.len + 1024;
	z_stream s = { 0 };
	char *to = malloc(room);

	assert(to);
	assert(deflateInit2(&s, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) ==
		Z_OK);
	s.next_in = (Bytef *)(uintptr_t)content.at;
	s.avail_in = (uInt)content.len;
	s.next_out = (Bytef *)to;
	s.avail_out = (uInt)room;
	assert(deflate(&s, Z_FINISH) == Z_STREAM_END);
	*len = s.total_out;
	deflateEnd(&s);
	return to;
}

void zipmake_add(
	struct zipmake *z, const char *name, struct span content, int how)
{
	struct zipmake_entry *entry = &z->v[z->n++];
	size_t len = content.len;
	char *packed = how & ZIPMAKE_DEFLATE ? deflated(content, &len) : NULL;

	assert(z->n <= ZIPMAKE_ENTRIES);
	*entry = (struct zipmake_entry){
		.crc = (uint32_t)crc32(
			0, (const Bytef *)content.at, (uInt)content.len),
		.packed = (uint32_t)len,
		.size = (uint32_t)content.len,
		.at = (uint32_t)z->bytes.len,
		.method = how & ZIPMAKE_DEFLATE ? 8 : 0,
		.flags = how & ZIPMAKE_DESCRIPTOR ? 8 : 0,
		.how = how,
	};
	snprintf(entry->name, sizeof(entry->name), "%s", name);
	put(&z->bytes, 4, 0x04034b50);
	put(&z->bytes, 2, 20);
	put_common(&z->bytes, entry, 1);
	text_puts(&z->bytes, entry->name);
	put_extra(&z->bytes, entry, 1);
	text_add(&z->bytes, packed ? packed : content.at, len);
	put_descriptor(&z->bytes, entry);
	free(packed);
}

void zipmake_store(struct zipmake *z, const char *name, const char *content)
{
	zipmake_add(z, name, span_of(content), 0);
}

static void put_central(struct text *t, const struct zipmake_entry *entry)
{
	put(t, 4, 0x02014b50);
	put(t, 2, 20);
	put(t, 2, 20);
	put_common(t, entry, 0);
	put(t, 2, 0);
	put(t, 4, 0);
	put(t, 4, 0);
	put(t, 4, entry->how & ZIPMAKE_ZIP64 ? UINT32_MAX : entry->at);
	text_puts(t, entry->name);
	put_extra(t, entry, 0);
}

static void put_end64(struct text *t, size_t n, uint32_t start, uint32_t size)
{
	uint32_t here = (uint32_t)t->len;

	put(t, 4, 0x06064b50);
	put64(t, 44);
	put(t, 4, 45 << 16 | 45);
	put(t, 4, 0);
	put(t, 4, 0);
	put64(t, n);
	put64(t, n);
	put64(t, size);
	put64(t, start);
	put(t, 4, 0x07064b50);
	put(t, 4, 0);
	put64(t, here);
	put(t, 4, 1);
}

void zipmake_end(struct zipmake *z)
{
	uint32_t start = (uint32_t)z->bytes.len, size;
	struct text *t = &z->bytes;

	for (size_t i = 0; i < z->n; i++)
		put_central(t, &z->v[i]);
	size = (uint32_t)t->len - start;
	if (z->zip64)
		put_end64(t, z->n, start, size);
	put(t, 4, 0x06054b50);
	put(t, 4, 0);
	put(t, 2, z->zip64 ? UINT16_MAX : (uint32_t)z->n);
	put(t, 2, z->zip64 ? UINT16_MAX : (uint32_t)z->n);
	put(t, 4, z->zip64 ? UINT32_MAX : size);
	put(t, 4, z->zip64 ? UINT32_MAX : start);
	put(t, 2, 0);
}

void zipmake_free(struct zipmake *z)
{
	text_free(&z->bytes);
	*z = (struct zipmake){ 0 };
}
