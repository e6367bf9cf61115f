/* SPDX-License-Identifier: MIT */
/* The bytes of an .xls, record by record, and the compound file around them. */
#ifndef KOSH_TESTS_XLSBYTES_H
#define KOSH_TESTS_XLSBYTES_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- bytes --------------------------------------------------------------- */

/* Starts as zero. */
struct bytes {
	unsigned char *at;
	size_t n, cap;
	size_t record; /* where the one in the making begins */
};

/* Makes room for n bytes in all. */
static inline void room(struct bytes *w, size_t n)
{
	size_t cap = n < 4096 ? 8192 : 2 * n;

	if (n <= w->cap)
		return;
	w->at = realloc(w->at, cap);
	if (!w->at)
		abort();
	memset(w->at + w->cap, 0, cap - w->cap);
	w->cap = cap;
}

static inline void put(struct bytes *w, uint64_t value, int n)
{
	room(w, w->n + (size_t)n);
	for (int i = 0; i < n; i++)
		w->at[w->n++] = (unsigned char)(i < 8 ? value >> 8 * i : 0);
}

static inline void set(struct bytes *w, size_t at, uint64_t value, int n)
{
	room(w, at + (size_t)n);
	for (int i = 0; i < n; i++)
		w->at[at + (size_t)i] = (unsigned char)(value >> 8 * i);
}

static inline void put_bytes(struct bytes *w, const void *p, size_t n)
{
	room(w, w->n + n);
	if (n)
		memcpy(w->at + w->n, p, n);
	w->n += n;
}

static inline void put_double(struct bytes *w, double d)
{
	uint64_t bits;

	memcpy(&bits, &d, sizeof(bits));
	put(w, bits, 8);
}

static inline void begin_record(struct bytes *w, unsigned type)
{
	put(w, type, 2);
	put(w, 0, 2);
	w->record = w->n;
}

static inline void end_record(struct bytes *w)
{
	set(w, w->record - 2, w->n - w->record, 2);
}

static inline void record(
	struct bytes *w, unsigned type, const void *p, size_t n)
{
	begin_record(w, type);
	put_bytes(w, p, n);
	end_record(w);
}

static inline void begin_cell(struct bytes *w, unsigned type, unsigned row,
	unsigned column, unsigned xf)
{
	begin_record(w, type);
	put(w, row, 2);
	put(w, column, 2);
	put(w, xf, 2);
}

static inline void number(
	struct bytes *w, unsigned row, unsigned column, unsigned xf, double d)
{
	begin_cell(w, 0x0203, row, column, xf);
	put_double(w, d);
	end_record(w);
}

static inline void bof(struct bytes *w, unsigned version, unsigned part)
{
	begin_record(w, 0x0809);
	put(w, version, 2);
	put(w, part, 2);
	put(w, 0, version == 0x0600 ? 12 : 4);
	end_record(w);
}

static inline void eof(struct bytes *w)
{
	record(w, 0x000a, NULL, 0);
}

/* ---- workbooks ----------------------------------------------------------- */

typedef void part_fn(struct bytes *w);

/* Adds a BOUNDSHEET; the offset is set later, at the place returned. */
static inline size_t sheet_entry(struct bytes *w, unsigned version,
	const char *name, unsigned state, unsigned type)
{
	size_t at;

	begin_record(w, 0x0085);
	at = w->n;
	put(w, 0, 4);
	put(w, state, 1);
	put(w, type, 1);
	put(w, strlen(name), 1);
	if (version == 0x0600)
		put(w, 0, 1);
	put_bytes(w, name, strlen(name));
	end_record(w);
	return at;
}

/* A workbook of one sheet 'S': what stands in its own part, and the cells. */
static inline void one_sheet(
	struct bytes *w, unsigned version, part_fn *own, part_fn *cells)
{
	size_t at;

	w->n = 0;
	bof(w, version, 0x0005);
	if (own)
		own(w);
	at = sheet_entry(w, version, "S", 0, 0);
	eof(w);
	set(w, at, w->n, 4);
	bof(w, version, 0x0010);
	if (cells)
		cells(w);
	eof(w);
}

/* ---- one record of each kind --------------------------------------------- */

static inline void every_setting(struct bytes *w)
{
	record(w, 0x0022, "\0\0", 2);
	begin_record(w, 0x041e);
	put(w, 164, 2);
	put(w, 4, 2);
	put_bytes(w, "\0yyyy", 5);
	end_record(w);
	begin_record(w, 0x00e0);
	put(w, 164u << 16, 4);
	end_record(w);
	record(w, 0x00fc, "\2\0\0\0\2\0\0\0\2\0\0ab", 13);
	record(w, 0x003c, "\4\0\x0c\1\0\2\0\0\0narr****xy", 19);
}

/* The rows are out of order. */
static inline void every_cell(struct bytes *w)
{
	number(w, 0, 0, 0, 45351);
	begin_cell(w, 0x00fd, 0, 1, 1);
	put(w, 1, 4);
	end_record(w);
	begin_cell(w, 0x027e, 9, 0, 1);
	put(w, 30, 4);
	end_record(w);
	record(w, 0x00bd, "\2\0\0\0\1\0\6\0\0\0\1\0\x0a\0\0\0\1\0", 18);
	record(w, 0x0205, "\3\0\0\0\1\0\7\1", 8);
	record(w, 0x0006, "\4\0\0\0\1\0\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0\0\0",
		22);
	record(w, 0x0207, "\3\0\0sum", 6);
	record(w, 0x0204, "\5\0\0\0\1\0\3\0\0abc", 12);
}

/* ---- compound files ------------------------------------------------------ */

enum { FAT_AT = 512, DIRECTORY_AT = 1024, END_OF_CHAIN = -2 };

static inline void entry(struct bytes *w, size_t at, const char *name, int type,
	int child, uint32_t start, size_t size)
{
	for (size_t i = 0; name[i]; i++)
		set(w, at + 2 * i, (unsigned char)name[i], 2);
	set(w, at + 64, 2 * strlen(name) + 2, 2);
	set(w, at + 66, (uint64_t)type, 1);
	set(w, at + 68, UINT64_MAX, 8);
	set(w, at + 76, (uint64_t)(int64_t)child, 4);
	set(w, at + 116, start, 4);
	set(w, at + 120, size, 8);
}

static inline void header(struct bytes *w, size_t sectors)
{
	room(w, 512 * (sectors + 1));
	memset(w->at, 0, w->cap);
	w->n = 512 * (sectors + 1);
	set(w, 0, 0xe11ab1a1e011cfd0, 8);
	set(w, 24, 0xfffe0003003e, 6);
	set(w, 30, 9, 2);
	set(w, 32, 6, 2);
	set(w, 44, 1, 4);
	set(w, 48, 1, 4);
	set(w, 56, 4096, 4);
	set(w, 60, UINT64_MAX - 1, 4);
	set(w, 68, UINT64_MAX - 1, 4);
	memset(w->at + 76, 0xff, 436);
	set(w, 76, 0, 4);
	memset(w->at + FAT_AT, 0xff, 512);
	set(w, FAT_AT, UINT64_MAX - 2, 4);
	set(w, FAT_AT + 4, (uint64_t)END_OF_CHAIN, 4);
}

/* A chain of n sectors from the first on. */
static inline void chain(struct bytes *w, size_t fat, size_t first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		set(w, fat + 4 * (first + i),
			i + 1 < n ? first + i + 1 : (uint64_t)END_OF_CHAIN, 4);
}

/* Where the sectors of the FAT lie: sector i of it is sector i of the file,
 * the first 109 named in the header, the others in sectors behind them. */
static inline void fat_places(struct bytes *file, size_t fats, size_t lists)
{
	set(file, 44, fats, 4);
	if (lists)
		set(file, 68, fats, 4);
	set(file, 72, lists, 4);
	memset(file->at + FAT_AT, 0xff, 512 * fats);
	for (size_t i = 0; i < fats + lists; i++)
		set(file, FAT_AT + 4 * i, UINT64_MAX - (i < fats ? 2 : 3), 4);
	for (size_t i = 0; i < fats; i++)
		set(file,
			i < 109 ? 76 + 4 * i
				: 512 * (fats + 1 + (i - 109) / 127) +
					4 * ((i - 109) % 127),
			i, 4);
	for (size_t i = 1; i <= lists; i++)
		set(file, 512 * (fats + i) + 508,
			i < lists ? fats + i : (uint64_t)END_OF_CHAIN, 4);
}

/* Swaps the second and the third sector of a chain that begins at `first`. */
static inline void scatter(struct bytes *file, size_t first)
{
	unsigned char *second = file->at + 512 * (first + 2), sector[512];

	memcpy(sector, second, 512);
	memcpy(second, second + 512, 512);
	memcpy(second + 512, sector, 512);
	set(file, FAT_AT + 4 * first, first + 2, 4);
	set(file, FAT_AT + 4 * (first + 2), first + 1, 4);
	set(file, FAT_AT + 4 * (first + 1), first + 3, 4);
}

/* Sectors: FAT and what it needs, directory, then the stream, at least 4096
 * bytes of it. One sector of FAT is enough for small ones. */
static inline void wrap(struct bytes *file, const struct bytes *stream)
{
	size_t size = stream->n < 4096 ? 4096 : stream->n;
	size_t n = (size + 511) / 512, fats = 1, lists = 0, first, directory;

	while (fats * 128 < fats + lists + 1 + n) {
		fats++;
		lists = fats > 109 ? (fats - 109 + 126) / 127 : 0;
	}
	first = fats + lists + 1;
	directory = 512 * first;
	header(file, first + n);
	fat_places(file, fats, lists);
	set(file, 48, first - 1, 4);
	chain(file, FAT_AT, first - 1, 1);
	chain(file, FAT_AT, first, n);
	entry(file, directory, "Root Entry", 5, 1, (uint32_t)END_OF_CHAIN, 0);
	entry(file, directory + 128, "Workbook", 2, -1, (uint32_t)first, size);
	memcpy(file->at + directory + 512, stream->at, stream->n);
}

/* Sectors: FAT, directory, mini FAT, then the mini stream. */
static inline void wrap_small(struct bytes *file, const struct bytes *stream)
{
	size_t n = (stream->n + 511) / 512, minis = (stream->n + 63) / 64;

	header(file, 3 + n);
	chain(file, FAT_AT, 2, 1);
	chain(file, FAT_AT, 3, n);
	set(file, 60, 2, 4);
	set(file, 64, 1, 4);
	memset(file->at + 1536, 0xff, 512);
	chain(file, 1536, 0, minis);
	entry(file, DIRECTORY_AT, "Root Entry", 5, 1, 3, 64 * minis);
	entry(file, DIRECTORY_AT + 128, "Workbook", 2, -1, 0, stream->n);
	memcpy(file->at + 2048, stream->at, stream->n);
}

#endif
