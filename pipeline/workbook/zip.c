/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/zip.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pipeline/workbook/bytes.h"

enum {
	LOCAL_SIG = 0x04034b50,
	CENTRAL_SIG = 0x02014b50,
	END_SIG = 0x06054b50,
	END64_SIG = 0x06064b50,
	LOCATOR_SIG = 0x07064b50,
	LOCAL_SIZE = 30,
	CENTRAL_SIZE = 46,
	END_SIZE = 22,
	END64_SIZE = 56,
	LOCATOR_SIZE = 20,
	COMMENT_MAX = 65535,
	ZIP64_FIELD = 1,
	FLAG_ENCRYPTED = 1,
	FLAG_SIZES_BEHIND = 8, /* crc and sizes follow the data */
};

struct zip {
	struct span file;
	struct zip_entry *v; /* by name */
	size_t n;
};

/* Where the central directory lies. */
struct directory {
	uint64_t at, size, entries;
};

/* The fields that a header holds of one entry, in either place. */
struct header {
	unsigned flags, method;
	uint32_t crc;
	uint64_t packed, size;
	struct span name, extra;
};

static unsigned u16(const char *p)
{
	return le16((const unsigned char *)p);
}

static uint32_t u32(const char *p)
{
	return le32((const unsigned char *)p);
}

static uint64_t u64(const char *p)
{
	return le64((const unsigned char *)p);
}

int zip_is(struct span file)
{
	return file.len >= 4 &&
		(u32(file.at) == LOCAL_SIG || u32(file.at) == END_SIG);
}

/* 1 if len bytes from at on lie within the file. */
static int within(struct span file, uint64_t at, uint64_t len)
{
	return at <= file.len && len <= file.len - at;
}

/* Finds the end record: the last one whose comment fits what follows. */
static const char *find_end(struct span file)
{
	size_t least = file.len > END_SIZE + COMMENT_MAX
		? file.len - END_SIZE - COMMENT_MAX
		: 0;

	if (file.len < END_SIZE)
		return NULL;
	for (size_t at = file.len - END_SIZE + 1; at-- > least;)
		if (u32(file.at + at) == END_SIG &&
			u16(file.at + at + 20) <= file.len - END_SIZE - at)
			return file.at + at;
	return NULL;
}

static int read_end64(
	struct directory *d, struct span file, const char *end, struct err *e)
{
	const char *locator = end - LOCATOR_SIZE;
	uint64_t at;

	if (end - file.at < LOCATOR_SIZE || u32(locator) != LOCATOR_SIG)
		return 0;
	at = u64(locator + 8);
	if (!within(file, at, END64_SIZE) || u32(file.at + at) != END64_SIG)
		return err_set(e, ERR_DATA, "a zip with a damaged directory");
	d->entries = u64(file.at + at + 32);
	d->size = u64(file.at + at + 40);
	d->at = u64(file.at + at + 48);
	return 0;
}

static int find_directory(struct directory *d, struct span file, struct err *e)
{
	const char *end = find_end(file);
	uint64_t room;

	if (!end)
		return err_set(e, ERR_DATA, "a truncated zip");
	d->entries = u16(end + 10);
	d->size = u32(end + 12);
	d->at = u32(end + 16);
	if (read_end64(d, file, end, e) < 0)
		return -1;
	room = (uint64_t)(end - file.at);
	if (d->at > room || d->size > room - d->at)
		return err_set(e, ERR_DATA, "a zip with a damaged directory");
	if (d->entries > ZIP_ENTRIES_MAX)
		return err_set(e, ERR_DATA, "a zip of more than %d entries",
			ZIP_ENTRIES_MAX);
	return 0;
}

/* Puts 64-bit values in the place of those that the header has no room for;
 * they stand in the extra field in the order of the header. */
static int widen(uint64_t *const value[], size_t n, struct span extra)
{
	const char *p = extra.at, *end = p + extra.len;
	size_t len = 0;

	for (; end - p >= 4; p += 4 + len) {
		len = u16(p + 2);
		if ((size_t)(end - p) - 4 < len)
			return -1;
		if (u16(p) == ZIP64_FIELD)
			break;
	}
	if (end - p < 4)
		return 0;
	p += 4;
	for (size_t i = 0; i < n; i++) {
		if (*value[i] != UINT32_MAX)
			continue;
		if (len < 8)
			return -1;
		*value[i] = u64(p);
		p += 8;
		len -= 8;
	}
	return 0;
}

/* The header's common fields begin at p with the flags; name behind. */
static void read_common(struct header *h, const char *p, const char *name)
{
	h->flags = u16(p);
	h->method = u16(p + 2);
	h->crc = u32(p + 8);
	h->packed = u32(p + 12);
	h->size = u32(p + 16);
	h->name = (struct span){ name, u16(p + 20) };
	h->extra = (struct span){ name + h->name.len, u16(p + 22) };
}

static int read_local(
	struct header *h, uint64_t *data, struct span file, uint64_t at)
{
	uint64_t *wide[] = { &h->size, &h->packed };
	const char *p = file.at + at;

	if (!within(file, at, LOCAL_SIZE) || u32(p) != LOCAL_SIG)
		return -1;
	read_common(h, p + 6, p + LOCAL_SIZE);
	*data = at + LOCAL_SIZE + h->name.len + h->extra.len;
	if (*data > file.len)
		return -1;
	return widen(wide, 2, h->extra);
}

/* A value that follows the data may be left out of the local header. */
static int same_value(const struct header *local, uint64_t a, uint64_t b)
{
	return a == b || (a == 0 && (local->flags & FLAG_SIZES_BEHIND));
}

static int same_entry(const struct header *local, const struct header *central)
{
	return local->method == central->method &&
		(local->flags & FLAG_ENCRYPTED) ==
		(central->flags & FLAG_ENCRYPTED) &&
		span_same(local->name, central->name) &&
		same_value(local, local->crc, central->crc) &&
		same_value(local, local->packed, central->packed) &&
		same_value(local, local->size, central->size);
}

/* 1 for a name that stays inside the folder it would be unpacked to. */
static int is_safe(const char *name, size_t len)
{
	if (len == 0 || name[0] == '/' || strlen(name) != len)
		return 0;
	for (const char *p = name; p; p = strchr(p, '/')) {
		p += *p == '/';
		if (p[0] == '.' && p[1] == '.' && (!p[2] || p[2] == '/'))
			return 0;
	}
	return 1;
}

static int take_name(struct zip_entry *entry, struct span name, struct err *e)
{
	entry->name = text_copy(name);
	if (!entry->name)
		return err_memory(e);
	for (size_t i = 0; i < name.len; i++)
		if (entry->name[i] == '\\')
			entry->name[i] = '/';
	if (!is_safe(entry->name, name.len))
		return err_set(e, ERR_DATA, "a zip with the unsafe name '%s'",
			entry->name);
	return 0;
}

static int take_entry(struct zip_entry *entry, const struct header *central,
	struct span file, struct err *e)
{
	struct header local;
	uint64_t data;

	if (take_name(entry, central->name, e) < 0)
		return -1;
	if (read_local(&local, &data, file, entry->header) < 0 ||
		!within(file, data, central->packed))
		return err_set(e, ERR_DATA, "a zip with a damaged entry '%s'",
			entry->name);
	if (!same_entry(&local, central))
		return err_set(e, ERR_DATA,
			"a zip that contradicts itself about '%s'",
			entry->name);
	entry->method = central->method;
	entry->encrypted = (central->flags & FLAG_ENCRYPTED) != 0;
	entry->crc = central->crc;
	entry->size = central->size;
	entry->packed =
		(struct span){ file.at + data, (size_t)central->packed };
	return 0;
}

/* Reads the central header at *at and moves *at behind it. */
static int read_central(struct header *h, uint64_t *header, struct span file,
	uint64_t *at, uint64_t end)
{
	uint64_t *wide[] = { &h->size, &h->packed, header };
	const char *p = file.at + *at;
	uint64_t len;

	if (end - *at < CENTRAL_SIZE || u32(p) != CENTRAL_SIG)
		return -1;
	read_common(h, p + 8, p + CENTRAL_SIZE);
	len = (uint64_t)CENTRAL_SIZE + h->name.len + h->extra.len + u16(p + 32);
	if (len > end - *at)
		return -1;
	*header = u32(p + 42);
	*at += len;
	return widen(wide, 3, h->extra);
}

static int is_folder(struct span name)
{
	char last = name.len ? name.at[name.len - 1] : '\0';

	return last == '/' || last == '\\';
}

static int read_entries(struct zip *z, const struct directory *d, struct err *e)
{
	uint64_t at = d->at;
	struct header h;

	for (uint64_t i = 0; i < d->entries; i++) {
		struct zip_entry *entry = &z->v[z->n];

		if (read_central(&h, &entry->header, z->file, &at,
			    d->at + d->size) < 0)
			return err_set(
				e, ERR_DATA, "a zip with a damaged directory");
		if (is_folder(h.name) && h.size == 0)
			continue;
		entry->number = z->n++;
		if (take_entry(entry, &h, z->file, e) < 0)
			return -1;
	}
	if (at != d->at + d->size)
		return err_set(e, ERR_DATA, "a zip with a damaged directory");
	return 0;
}

static int by_place(const void *a, const void *b)
{
	const struct zip_entry *x = a, *y = b;

	return (x->header > y->header) - (x->header < y->header);
}

static int by_name(const void *a, const void *b)
{
	const struct zip_entry *x = a, *y = b;

	return strcasecmp(x->name, y->name);
}

/* Entries lie one behind the other, and all before the directory. */
static int check_overlap(
	struct zip *z, const struct directory *d, struct err *e)
{
	qsort(z->v, z->n, sizeof(*z->v), by_place);
	for (size_t i = 0; i < z->n; i++) {
		const struct zip_entry *one = &z->v[i];
		uint64_t end = (uint64_t)(one->packed.at - z->file.at) +
			one->packed.len;
		uint64_t limit = i + 1 < z->n ? one[1].header : d->at;

		if (end > limit)
			return err_set(e, ERR_DATA,
				"a zip whose entry '%s' overlaps the next",
				one->name);
	}
	return 0;
}

static int check_names(struct zip *z, struct err *e)
{
	qsort(z->v, z->n, sizeof(*z->v), by_name);
	for (size_t i = 1; i < z->n; i++)
		if (by_name(&z->v[i - 1], &z->v[i]) == 0)
			return err_set(e, ERR_DATA,
				"a zip with two entries named '%s'",
				z->v[i].name);
	return 0;
}

int zip_open(struct zip **out, struct span file, struct err *e)
{
	struct directory d = { 0 };
	struct zip *z;

	if (find_directory(&d, file, e) < 0)
		return -1;
	z = calloc(1, sizeof(*z));
	if (!z)
		return err_memory(e);
	z->file = file;
	z->v = calloc(d.entries + 1, sizeof(*z->v));
	if (!z->v) {
		zip_close(z);
		return err_memory(e);
	}
	if (read_entries(z, &d, e) < 0 || check_overlap(z, &d, e) < 0 ||
		check_names(z, e) < 0) {
		zip_close(z);
		return -1;
	}
	*out = z;
	return 0;
}

void zip_close(struct zip *z)
{
	if (!z)
		return;
	for (size_t i = 0; i < z->n; i++)
		free(z->v[i].name);
	free(z->v);
	free(z);
}

size_t zip_entries(const struct zip *z)
{
	return z->n;
}

const struct zip_entry *zip_entry(const struct zip *z, size_t i)
{
	return &z->v[i];
}

const struct zip_entry *zip_find(const struct zip *z, const char *name)
{
	struct zip_entry key = { .name = (char *)name };

	return z->n ? bsearch(&key, z->v, z->n, sizeof(key), by_name) : NULL;
}
