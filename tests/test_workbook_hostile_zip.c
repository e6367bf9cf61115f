/* SPDX-License-Identifier: MIT */
/*
 * Zip files that mean harm: bombs, headers that lie, names that lead out. Made
 * field by field, since no zip program would make them.
 */
#include <zlib.h>

#include "tests/hostile.h"

#define OFFICE                                                                 \
	"http://schemas.openxmlformats.org/officeDocument/2006/"               \
	"relationships"

/* What both headers say of a file. A field is as wide as the widest header has
 * it; what is in extra is put there as it is. */
struct entry {
	const char *name;
	size_t name_len; /* 0 for that of the string */
	unsigned flags, method;
	uint32_t crc, packed, size;
	struct span data;		  /* packed */
	struct span extra, central_extra; /* of the local header, the other */
	uint32_t at;			  /* of the local header */
};

enum { ENTRIES = 8 };

/* A workbook of these files: the last is the sheet. */
struct zip {
	struct entry v[ENTRIES];
	size_t n;
	struct text bytes;
};

static void put(struct text *t, size_t width, uint64_t value)
{
	for (; width > 0; width--, value >>= 8)
		text_putc(t, (char)(value & 0xff));
}

static void put_common(struct text *t, const struct entry *e, size_t extra)
{
	put(t, 2, e->flags);
	put(t, 2, e->method);
	put(t, 4, 0);
	put(t, 4, e->crc);
	put(t, 4, e->packed);
	put(t, 4, e->size);
	put(t, 2, e->name_len);
	put(t, 2, extra);
}

static void put_local(struct text *t, struct entry *e)
{
	e->at = (uint32_t)t->len;
	put(t, 4, 0x04034b50);
	put(t, 2, 20);
	put_common(t, e, e->extra.len);
	text_add(t, e->name, e->name_len);
	text_add(t, e->extra.at, e->extra.len);
}

static void put_central(struct text *t, const struct entry *e)
{
	put(t, 4, 0x02014b50);
	put(t, 4, 20 << 16 | 20);
	put_common(t, e, e->central_extra.len);
	put(t, 2, 0);
	put(t, 8, 0);
	put(t, 4, e->at);
	text_add(t, e->name, e->name_len);
	text_add(t, e->central_extra.at, e->central_extra.len);
}

static void put_end(struct text *t, uint64_t n, uint64_t at)
{
	put(t, 4, 0x06054b50);
	put(t, 4, 0);
	put(t, 2, n);
	put(t, 2, n);
	put(t, 4, t->len - at - 12);
	put(t, 4, at);
	put(t, 2, 0);
}

static struct entry stored(const char *name, struct span content)
{
	return (struct entry){
		.name = name,
		.name_len = strlen(name),
		.crc = (uint32_t)crc32_z(
			0, (const Bytef *)content.at, content.len),
		.packed = (uint32_t)content.len,
		.size = (uint32_t)content.len,
		.data = content,
	};
}

static const char sheet[] =
	"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
	"</worksheet>";

enum { SHEET = 3 }; /* the place of the sheet in a sound workbook */

static void begin(struct zip *z)
{
	static const char *const files[][2] = {
		{ "_rels/.rels",
			"<Relationships><Relationship Id=\"r\" "
			"Type=\"x/officeDocument\" Target=\"xl/book.xml\"/>"
			"</Relationships>" },
		{ "xl/book.xml",
			"<workbook xmlns:r=\"" OFFICE "\"><sheets><sheet "
			"name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
			"</workbook>" },
		{ "xl/_rels/book.xml.rels",
			"<Relationships><Relationship Id=\"r1\" "
			"Type=\"x/worksheet\" Target=\"s.xml\"/>"
			"</Relationships>" },
		{ "xl/s.xml", sheet },
	};

	*z = (struct zip){ 0 };
	for (; z->n < COUNT(files); z->n++)
		z->v[z->n] = stored(files[z->n][0], span_of(files[z->n][1]));
}

/* Writes the headers and the data, then the directory. */
static struct span end(struct zip *z)
{
	struct text *t = &z->bytes;
	struct err e = ERR_INIT;
	size_t at;

	text_clear(t);
	for (size_t i = 0; i < z->n; i++) {
		put_local(t, &z->v[i]);
		text_add(t, z->v[i].data.at, z->v[i].data.len);
	}
	at = t->len;
	for (size_t i = 0; i < z->n; i++)
		put_central(t, &z->v[i]);
	put_end(t, z->n, at);
	assert_int_equal(text_done(t, &e), 0);
	return (struct span){ t->at, t->len };
}

static void refused(struct zip *z, const char *why)
{
	hostile_refused(end(z), why);
	text_free(&z->bytes);
}

static void has_cells(struct zip *z, size_t n)
{
	hostile_cells(end(z), n);
	text_free(&z->bytes);
}

/* Deflated blanks; crc and size of all of them. */
static struct entry deflated_blanks(const char *name, size_t size, char **to)
{
	struct entry e = { .name = name,
		.name_len = strlen(name),
		.method = 8,
		.size = (uint32_t)size };
	char *blanks = malloc(size);
	z_stream s = { 0 };

	*to = malloc(size / 500 + 1000);
	assert_true(blanks && *to);
	memset(blanks, ' ', size);
	e.crc = (uint32_t)crc32_z(0, (const Bytef *)blanks, size);
	assert_int_equal(
		deflateInit2(&s, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY),
		Z_OK);
	s.next_in = (Bytef *)blanks;
	s.avail_in = (uInt)size;
	s.next_out = (Bytef *)*to;
	s.avail_out = (uInt)(size / 500 + 1000);
	assert_int_equal(deflate(&s, Z_FINISH), Z_STREAM_END);
	e.packed = (uint32_t)s.total_out;
	e.data = (struct span){ *to, s.total_out };
	deflateEnd(&s);
	free(blanks);
	return e;
}

static void a_sound_workbook_is_read(void **state)
{
	struct zip z;

	(void)state;
	begin(&z);
	has_cells(&z, 1);
}

/* ---- bombs --------------------------------------------------------------- */

/* A zip of sixteen times the zip before, six levels of it. */
static void a_zip_within_a_zip_is_never_opened(void **state)
{
	struct text inner = TEXT_INIT, outer = TEXT_INIT;
	char *packed, name[32];
	struct entry e = deflated_blanks("0.dll", 64 << 20, &packed);
	struct zip z;

	(void)state;
	put_local(&inner, &e);
	text_add(&inner, e.data.at, e.data.len);
	for (int level = 0; level < 6; level++) {
		snprintf(name, sizeof(name), "lib %d.zip", level);
		e = stored(name, (struct span){ inner.at, inner.len });
		text_clear(&outer);
		put_local(&outer, &e);
		text_add(&outer, inner.at, inner.len);
		e.at = 0;
		put_central(&outer, &e);
		put_end(&outer, 1, e.packed + 30 + e.name_len);
		text_clear(&inner);
		text_add(&inner, outer.at, outer.len);
	}
	hostile_refused((struct span){ outer.at, outer.len },
		"a zip that is no workbook");
	begin(&z);
	z.v[z.n++] = stored("inner.zip", (struct span){ outer.at, outer.len });
	has_cells(&z, 1);
	text_free(&inner);
	text_free(&outer);
	free(packed);
}

static void a_part_that_expands_too_far_is_refused(void **state)
{
	struct zip z;
	char *packed;

	(void)state;
	begin(&z);
	z.v[SHEET] = deflated_blanks("xl/s.xml", 200 << 20, &packed);
	refused(&z, "expands more than 200 times");
	free(packed);
}

static void only_parts_that_are_read_may_not_expand_too_far(void **state)
{
	struct zip z;
	char *packed;

	(void)state;
	begin(&z);
	z.v[z.n++] = deflated_blanks("xl/media.bmp", 20 << 20, &packed);
	has_cells(&z, 1);
	free(packed);
}

static void a_part_that_is_longer_than_it_says_is_refused(void **state)
{
	static const uint32_t sizes[] = { 0, 1, 1000, 1 << 20, 0x7fffffff,
		0x80000000, 0xfffffffe };
	struct zip z;
	char *packed;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		begin(&z);
		z.v[SHEET] = deflated_blanks("xl/s.xml", 20 << 20, &packed);
		z.v[SHEET].size = sizes[i];
		refused(&z, "part 'xl/s.xml'");
		free(packed);
	}
}

static void a_stored_part_of_another_length_is_refused(void **state)
{
	static const uint32_t sizes[] = { 0, 1, 0x7fffffff, 0x80000000,
		0xfffffffe, 0xffffffff };
	struct zip z;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		begin(&z);
		z.v[SHEET].size = sizes[i];
		refused(&z, "stored in two lengths");
	}
}

static void data_beyond_the_file_is_refused(void **state)
{
	static const uint32_t sizes[] = { 0xffff, 0x7fffffff, 0x80000000,
		0xffffffff };
	struct zip z;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		begin(&z);
		z.v[SHEET].packed = z.v[SHEET].size = sizes[i];
		refused(&z, "a zip with a damaged entry 'xl/s.xml'");
	}
}

/* Each file quotes the header of the next, so that one kernel of data counts
 * for all of them. */
static void files_that_share_their_bytes_are_refused(void **state)
{
	struct zip z;
	struct span all;

	(void)state;
	begin(&z);
	all = end(&z);
	for (size_t i = 0; i < SHEET; i++) {
		struct entry *e = &z.v[i];
		size_t data = e->at + 30 + e->name_len;
		char *sizes = z.bytes.at + e->at + 18;
		uint32_t len = (uint32_t)(z.v[SHEET].at - data);

		e->packed = e->size = len;
		memcpy(sizes, &len, 4);
		memcpy(sizes + 4, &len, 4);
	}
	z.bytes.len =
		z.v[SHEET].at + 30 + z.v[SHEET].name_len + z.v[SHEET].data.len;
	all.len = z.bytes.len;
	for (size_t i = 0; i < z.n; i++)
		put_central(&z.bytes, &z.v[i]);
	put_end(&z.bytes, z.n, all.len);
	hostile_refused(
		(struct span){ z.bytes.at, z.bytes.len }, "overlaps the next");
	text_free(&z.bytes);
}

static void a_file_that_runs_into_the_directory_is_refused(void **state)
{
	struct zip z;

	(void)state;
	begin(&z);
	z.v[SHEET].packed = z.v[SHEET].size += 10;
	refused(&z, "a zip whose entry 'xl/s.xml' overlaps the next");
}

static void more_than_ten_thousand_entries_are_refused(void **state)
{
	struct text t = TEXT_INIT;
	char(*names)[24] = calloc(10001, sizeof(*names));
	struct entry *v = calloc(10001, sizeof(*v));

	(void)state;
	assert_true(names && v);
	for (size_t n = 10000; n <= 10001; n++) {
		size_t at;

		text_clear(&t);
		for (size_t i = 0; i < n; i++) {
			snprintf(names[i], sizeof(names[i]), "f%zu", i);
			v[i] = stored(names[i], span_of(""));
			put_local(&t, &v[i]);
		}
		at = t.len;
		for (size_t i = 0; i < n; i++)
			put_central(&t, &v[i]);
		put_end(&t, n, at);
		hostile_refused((struct span){ t.at, t.len },
			n > 10000 ? "a zip of more than 10000 entries"
				  : "a zip that is no workbook");
	}
	text_free(&t);
	free(names);
	free(v);
}

/* ---- zip64 --------------------------------------------------------------- */

/* The extra field with these values of 64 bits. */
static void zip64(struct text *t, size_t n, const uint64_t *values)
{
	text_clear(t);
	put(t, 4, 8 << 16 | 0xcafe); /* one of somebody else's in front */
	put(t, 8, 0);
	put(t, 2, 1);
	put(t, 2, 8 * n);
	for (size_t i = 0; i < n; i++)
		put(t, 8, values[i]);
}

/* Both headers of the sheet have their sizes in extra fields. */
static void widen(
	struct zip *z, struct text *extra, size_t n, const uint64_t *values)
{
	struct entry *e = &z->v[SHEET];

	zip64(extra, n, values);
	e->packed = e->size = UINT32_MAX;
	e->extra = e->central_extra = (struct span){ extra->at, extra->len };
}

static void sizes_of_64_bits_are_read(void **state)
{
	uint64_t sizes[] = { strlen(sheet), strlen(sheet) };
	struct text extra = TEXT_INIT;
	struct zip z;

	(void)state;
	begin(&z);
	widen(&z, &extra, 2, sizes);
	has_cells(&z, 1);
	text_free(&extra);
}

static void sizes_of_64_bits_that_lie_are_refused(void **state)
{
	static const struct {
		uint64_t size, packed;
		const char *why;
	} table[] = {
		{ 1, UINT64_MAX, "damaged entry" },
		{ 1, (uint64_t)1 << 63, "damaged entry" },
		{ 1, (uint64_t)1 << 32, "damaged entry" },
		{ UINT64_MAX, 1, "stored in two lengths" },
		{ (uint64_t)1 << 32, 1, "stored in two lengths" },
		{ 0, 0, "no XML" },
	};
	struct text extra = TEXT_INIT;
	struct zip z;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		uint64_t sizes[] = { table[i].size, table[i].packed };

		begin(&z);
		widen(&z, &extra, 2, sizes);
		if (table[i].packed == 0)
			z.v[SHEET].crc = 0;
		refused(&z, table[i].why);
	}
	text_free(&extra);
}

static void an_extra_field_that_is_cut_short_is_refused(void **state)
{
	uint64_t sizes[] = { strlen(sheet), strlen(sheet) };
	struct text extra = TEXT_INIT;
	struct zip z;

	(void)state;
	begin(&z);
	widen(&z, &extra, 1, sizes);
	refused(&z, "a zip with a damaged");
	for (size_t less = 1; less < 16; less++) {
		begin(&z);
		widen(&z, &extra, 2, sizes);
		z.v[SHEET].extra.len -= less;
		z.v[SHEET].central_extra.len -= less;
		refused(&z, "a zip with a damaged");
	}
	text_free(&extra);
}

static void sizes_that_only_one_header_widens_are_refused(void **state)
{
	uint64_t sizes[] = { strlen(sheet), strlen(sheet) };
	struct text extra = TEXT_INIT;
	struct zip z;

	(void)state;
	begin(&z);
	widen(&z, &extra, 2, sizes);
	z.v[SHEET].extra.len = 0;
	refused(&z, "contradicts itself about 'xl/s.xml'");
	text_free(&extra);
}

/* A directory whose place, size and number of entries stand in the record of
 * 64 bits; the old one says that it does not know. */
static void end64(struct zip *z, uint64_t entries, uint64_t size, uint64_t at,
	uint64_t record)
{
	struct span whole = end(z);
	uint64_t directory = whole.len - 22;
	struct text *t = &z->bytes;

	for (size_t i = 0; i < z->n; i++)
		directory -= 46 + z->v[i].name_len;
	t->len = whole.len - 22;
	put(t, 4, 0x06064b50);
	put(t, 8, 44);
	put(t, 4, 45 << 16 | 45);
	put(t, 8, 0);
	put(t, 8, entries);
	put(t, 8, entries);
	put(t, 8, size ? size : whole.len - 22 - directory);
	put(t, 8, at ? at : directory);
	put(t, 4, 0x07064b50);
	put(t, 4, 0);
	put(t, 8, record ? record : whole.len - 22);
	put(t, 4, 1);
	put(t, 4, 0x06054b50);
	put(t, 4, 0);
	put(t, 4, UINT32_MAX);
	put(t, 8, UINT64_MAX);
	put(t, 2, 0);
}

static void a_directory_of_64_bits_is_read(void **state)
{
	struct zip z;

	(void)state;
	begin(&z);
	end64(&z, z.n, 0, 0, 0);
	hostile_cells((struct span){ z.bytes.at, z.bytes.len }, 1);
	text_free(&z.bytes);
}

static void a_directory_of_64_bits_that_lies_is_refused(void **state)
{
	static const struct {
		uint64_t entries, size, at, record;
		const char *why;
	} table[] = {
		{ UINT64_MAX, 0, 0, 0, "more than 10000 entries" },
		{ 10000, 0, 0, 0, "damaged directory" },
		{ 3, 0, 0, 0, "damaged directory" },
		{ 4, UINT64_MAX, 0, 0, "damaged directory" },
		{ 4, 1, 0, 0, "damaged directory" },
		{ 4, 0, UINT64_MAX, 0, "damaged directory" },
		{ 4, 0, UINT64_MAX - 100, 0, "damaged directory" },
		{ 4, 0, 1, 0, "damaged directory" },
		{ 4, 0, 0, UINT64_MAX, "damaged directory" },
		{ 4, 0, 0, 1, "damaged directory" },
		{ 4, UINT64_MAX, 2, 0, "damaged directory" },
	};
	struct zip z;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		begin(&z);
		end64(&z, table[i].entries, table[i].size, table[i].at,
			table[i].record);
		hostile_refused(
			(struct span){ z.bytes.at, z.bytes.len }, table[i].why);
		text_free(&z.bytes);
	}
}

/* ---- flags, methods, names ----------------------------------------------- */

static void methods_that_are_not_read_are_named(void **state)
{
	static const unsigned methods[] = { 1, 6, 9, 12, 14, 93, 95, 98, 99,
		65535 };
	char why[64];
	struct zip z;

	(void)state;
	for (size_t i = 0; i < COUNT(methods); i++) {
		begin(&z);
		z.v[SHEET].method = methods[i];
		snprintf(why, sizeof(why), "packed by the unknown method %u",
			methods[i]);
		refused(&z, why);
	}
}

static void encrypted_parts_are_refused(void **state)
{
	struct zip z;

	(void)state;
	for (size_t i = 0; i <= SHEET; i++) {
		begin(&z);
		z.v[i].flags = 1;
		refused(&z, "encrypted");
	}
}

/* The directory says it all; a local header may leave it to what follows. */
static void sizes_behind_the_data_are_read(void **state)
{
	struct zip z;
	char *local;

	(void)state;
	begin(&z);
	z.v[SHEET].flags = 8;
	end(&z);
	local = z.bytes.at + z.v[SHEET].at;
	memset(local + 14, 0, 12);
	hostile_cells((struct span){ z.bytes.at, z.bytes.len }, 1);
	local[14] = 1;
	hostile_refused(
		(struct span){ z.bytes.at, z.bytes.len }, "contradicts itself");
	text_free(&z.bytes);
}

static void names_that_lead_out_are_refused(void **state)
{
	static const struct span names[] = {
		{ "../../etc/passwd", 16 },
		{ "/etc/passwd", 11 },
		{ "\\etc\\passwd", 11 },
		{ "..\\..\\x", 7 },
		{ "xl/..", 5 },
		{ "..", 2 },
		{ "xl/s.xml\0.png", 13 },
		{ "\0", 1 },
		{ "", 0 },
	};
	struct zip z;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		begin(&z);
		z.v[z.n] = stored("x", span_of(""));
		z.v[z.n].name = names[i].at;
		z.v[z.n++].name_len = names[i].len;
		refused(&z, "a zip with the unsafe name");
	}
}

static void a_name_may_be_as_long_as_the_field_allows(void **state)
{
	char *name = malloc(65535);
	struct zip z;

	(void)state;
	assert_non_null(name);
	memset(name, 'n', 65535);
	begin(&z);
	z.v[z.n] = stored("x", span_of(""));
	z.v[z.n].name = name;
	z.v[z.n++].name_len = 65535;
	has_cells(&z, 1);
	free(name);
}

static void two_files_of_one_name_are_refused(void **state)
{
	static const char *const names[] = { "xl/s.xml", "XL/S.XML",
		"xl\\s.xml" };
	struct zip z;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		begin(&z);
		z.v[z.n++] = stored(names[i], span_of("x"));
		refused(&z, "a zip with two entries named");
	}
}

/* ---- any bytes ----------------------------------------------------------- */

/* As a file in memory, many times over. */
static void read_all(struct span bytes, int fd, const char *path)
{
	struct outcome o;

	assert_int_equal(ftruncate(fd, 0), 0);
	assert_int_equal(pwrite(fd, bytes.at, bytes.len, 0), bytes.len);
	hostile_read(&o, path);
	assert_true(o.kind == ERR_NONE || o.kind == ERR_DATA);
}

/* Every prefix, and every byte changed in eight ways, in one process: memory
 * that one of them kept would show in the sum. */
static void no_damage_costs_memory_or_time(void **state)
{
	int fd = memfd_create("damaged", 0);
	char path[64];
	long before;
	struct zip z;
	struct span all;

	(void)state;
	assert_true(fd >= 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	begin(&z);
	all = end(&z);
	read_all(all, fd, path);
	before = hostile_status("VmHWM:");
	for (size_t n = 0; n < all.len; n++)
		read_all((struct span){ all.at, n }, fd, path);
	for (size_t i = 0; i < 8 * all.len; i++) {
		z.bytes.at[i / 8] ^= (char)(1 << i % 8);
		read_all(all, fd, path);
		z.bytes.at[i / 8] ^= (char)(1 << i % 8);
	}
	if (!hostile_watched())
		assert_in_range(hostile_status("VmHWM:") - before, 0, 8 << 10);
	text_free(&z.bytes);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sound_workbook_is_read),
		cmocka_unit_test(a_zip_within_a_zip_is_never_opened),
		cmocka_unit_test(a_part_that_expands_too_far_is_refused),
		cmocka_unit_test(
			only_parts_that_are_read_may_not_expand_too_far),
		cmocka_unit_test(a_part_that_is_longer_than_it_says_is_refused),
		cmocka_unit_test(a_stored_part_of_another_length_is_refused),
		cmocka_unit_test(data_beyond_the_file_is_refused),
		cmocka_unit_test(files_that_share_their_bytes_are_refused),
		cmocka_unit_test(
			a_file_that_runs_into_the_directory_is_refused),
		cmocka_unit_test(more_than_ten_thousand_entries_are_refused),
		cmocka_unit_test(sizes_of_64_bits_are_read),
		cmocka_unit_test(sizes_of_64_bits_that_lie_are_refused),
		cmocka_unit_test(an_extra_field_that_is_cut_short_is_refused),
		cmocka_unit_test(sizes_that_only_one_header_widens_are_refused),
		cmocka_unit_test(a_directory_of_64_bits_is_read),
		cmocka_unit_test(a_directory_of_64_bits_that_lies_is_refused),
		cmocka_unit_test(methods_that_are_not_read_are_named),
		cmocka_unit_test(encrypted_parts_are_refused),
		cmocka_unit_test(sizes_behind_the_data_are_read),
		cmocka_unit_test(names_that_lead_out_are_refused),
		cmocka_unit_test(a_name_may_be_as_long_as_the_field_allows),
		cmocka_unit_test(two_files_of_one_name_are_refused),
		cmocka_unit_test(no_damage_costs_memory_or_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
