/* SPDX-License-Identifier: MIT */
/* The compound file around an .xls: sound, damaged, hostile. */
#include "tests/check.h"

#include "pipeline/workbook/cfb.h"
#include "tests/memory.h"
#include "tests/xlsbuild.h"

enum { BIFF8 = 0x0600, MEMORY_MAX = 64 << 20 };

static struct bytes stream, file; /* one test at a time */

static const char whole[] =
	"A1 date 45351; B1 text narr; A3 number 1; B3 number 2; "
	"A4 error #DIV/0!; A5 text= sum; A6 text abc; A10 number 7";

static void build(void)
{
	one_sheet(&stream, BIFF8, every_setting, every_cell);
}

static void assert_shown(const char *expected)
{
	char *got = shown(file.at, file.n);

	assert_string_equal(got, expected);
	free(got);
}

static void a_workbook_is_read_from_sectors_in_a_row(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	assert_shown(whole);
}

static void a_workbook_is_read_from_scattered_sectors(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	scatter(&file, 2);
	assert_shown(whole);
}

static void a_small_workbook_is_read_from_the_mini_stream(void **state)
{
	(void)state;
	build();
	wrap_small(&file, &stream);
	assert_shown(whole);
}

static void a_bare_stream_is_read_as_well(void **state)
{
	char *got;

	(void)state;
	build();
	got = shown(stream.at, stream.n);
	assert_string_equal(got, whole);
	free(got);
}

static void the_name_of_the_stream_may_be_in_any_case(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, DIRECTORY_AT + 128, 'w', 2);
	set(&file, DIRECTORY_AT + 130, 'O', 2);
	assert_shown(whole);
}

static void an_embedded_workbook_is_not_taken(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	/* the root's child is now a folder, and the workbook lies in that */
	entry(&file, DIRECTORY_AT + 256, "Folder", 1, 1, 0, 0);
	set(&file, DIRECTORY_AT + 76, 2, 4);
	assert_shown("an Office file that is no workbook");
}

static void a_chain_that_runs_on_is_cut_at_the_declared_size(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	/* as one publisher's export has it: every sector names the next, the
	 * FAT's own too */
	chain(&file, FAT_AT, 0, 10);
	assert_shown(whole);
}

static void a_chain_in_a_circle_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, FAT_AT + 4 * 4, 3, 4);
	assert_shown("stream 'Workbook': a chain of sectors runs in a circle");
}

static void a_chain_that_leaves_the_file_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, FAT_AT + 4 * 4, 4000000000, 4);
	assert_shown("stream 'Workbook': a chain of sectors ends early or "
		     "leaves the file (damaged or cut short)");
}

static void a_directory_in_a_circle_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, FAT_AT + 4, 1, 4);
	assert_shown("the directory of the compound file: a chain of sectors "
		     "runs in a circle");
}

static void a_tree_of_names_in_a_circle_ends(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, DIRECTORY_AT + 128, 'X', 2);
	set(&file, DIRECTORY_AT + 128 + 68, 1, 4);
	set(&file, DIRECTORY_AT + 128 + 72, 0, 4);
	assert_shown("an Office file that is no workbook");
}

/* The list of the FAT's sectors goes on in a sector that names itself. A file
 * that needs it has over 109 sectors of FAT, so only its end matters here. */
static void a_list_of_fat_sectors_in_a_circle_ends(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, 44, 4000000000, 4);
	set(&file, 68, 5, 4);
	set(&file, 72, 4000000000, 4);
	for (size_t i = 0; i < 128; i++)
		set(&file, 512 * 6 + 4 * i, 5, 4);
	for (size_t i = 0; i < 109; i++)
		set(&file, 76 + 4 * i, 5, 4);
	assert_shown("the directory of the compound file: a chain of sectors "
		     "runs in a circle");
}

static void a_large_list_of_fat_sectors_is_followed_to_its_need(void **state)
{
	enum { SECTORS = 109 * 128 + 200 };
	size_t n = 512 * (SECTORS + 1);
	unsigned char *big = calloc(n, 1);
	struct err e = ERR_INIT;
	struct cfb *c = NULL;

	(void)state;
	build();
	wrap(&file, &stream);
	memcpy(big, file.at, file.n);
	for (size_t i = 1; i < 109; i++)
		memcpy(big + 76 + 4 * i, "\5\0\0\0", 4);
	memcpy(big + 68, "\6\0\0\0", 4); /* sector 6 goes on with sector 6 */
	memcpy(big + 512 * 7 + 508, "\6\0\0\0", 4);
	assert_int_equal(cfb_open(&c, (struct span){ (char *)big, n }, &e), 0);
	assert_true(cfb_has(c, "Workbook"));
	cfb_close(c);
	c = NULL;
	/* now it goes on in the last sector, of which the end is missing */
	big[68] = (SECTORS - 1) % 256;
	big[69] = (SECTORS - 1) / 256;
	big = realloc(big, n - 9);
	assert_int_equal(
		cfb_open(&c, (struct span){ (char *)big, n - 9 }, &e), 0);
	assert_true(cfb_has(c, "Workbook"));
	cfb_close(c);
	free(big);
}

static void a_size_beyond_the_file_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, DIRECTORY_AT + 128 + 120, 0x7fffffff, 4);
	assert_shown("stream 'Workbook': the file is cut short");
}

static void a_damaged_header_is_refused(void **state)
{
	static const size_t places[] = { 28, 30, 32 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		build();
		wrap(&file, &stream);
		set(&file, places[i], 60, 2);
		assert_shown("the header of the compound file is damaged");
	}
}

static void a_header_alone_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	file.n = 511;
	assert_shown("the file is cut short");
	file.n = 512;
	assert_shown("the file is cut short");
}

static void a_directory_without_a_root_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, DIRECTORY_AT + 66, 1, 1);
	assert_shown("the directory of the compound file has no root");
	set(&file, 48, (uint64_t)END_OF_CHAIN, 4);
	assert_shown("the directory of the compound file has no root");
}

static void an_office_file_without_a_workbook_is_named_so(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	entry(&file, DIRECTORY_AT + 128, "WordDocument", 2, -1, 2, 4096);
	assert_shown("an Office file that is no workbook");
}

static void a_book_of_excel_95_lies_in_another_stream(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	entry(&file, DIRECTORY_AT + 128, "Book", 2, -1, 2, 4096);
	assert_shown(whole);
}

/* As a file has for the Excel of then and of now. */
static void of_two_books_the_newer_is_read(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	entry(&file, DIRECTORY_AT + 256, "Book", 2, -1, 3, 4096);
	set(&file, DIRECTORY_AT + 128 + 68, 2, 4);
	assert_shown(whole);
}

static void sectors_of_4096_bytes_are_read_too(void **state)
{
	struct bytes large = { 0 };
	char *got;

	(void)state;
	build();
	header(&large, 31);
	set(&large, 26, 4, 2);
	set(&large, 30, 12, 2);
	memset(large.at + 4096, 0xff, 4096);
	set(&large, 4096, UINT64_MAX - 2, 4);
	chain(&large, 4096, 1, 1);
	chain(&large, 4096, 2, 1);
	memset(large.at + 512, 0, 3584);
	entry(&large, 8192, "Root Entry", 5, 1, (uint32_t)END_OF_CHAIN, 0);
	entry(&large, 8192 + 128, "Workbook", 2, -1, 2, 4096);
	memcpy(large.at + 12288, stream.at, stream.n);
	got = shown(large.at, large.n);
	assert_string_equal(got, whole);
	free(got);
	free(large.at);
}

static void an_empty_stream_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, DIRECTORY_AT + 128 + 120, 0, 8);
	assert_shown("the workbook is cut short");
}

/* The FAT's place lies behind the end, or its sector is cut. */
static void a_fat_that_is_not_there_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	set(&file, 76, 5000, 4);
	assert_shown("the directory of the compound file: a chain of sectors "
		     "ends early or leaves the file (damaged or cut short)");
}

static void a_small_stream_in_a_circle_is_refused(void **state)
{
	(void)state;
	build();
	wrap_small(&file, &stream);
	set(&file, 1536 + 4, 0, 4);
	assert_shown("stream 'Workbook': a chain of sectors runs in a circle");
	set(&file, 60, 4000000000, 4);
	assert_shown("stream 'Workbook': a chain of sectors ends early or "
		     "leaves the file (damaged or cut short)");
}

static void a_small_stream_without_its_list_is_refused(void **state)
{
	(void)state;
	build();
	wrap_small(&file, &stream);
	set(&file, 60, (uint64_t)END_OF_CHAIN, 4);
	assert_shown("stream 'Workbook': a chain of sectors ends early or "
		     "leaves the file (damaged or cut short)");
}

static void a_scattered_stream_that_is_cut_off_is_refused(void **state)
{
	(void)state;
	build();
	wrap(&file, &stream);
	scatter(&file, 2);
	file.n -= 100;
	assert_shown("stream 'Workbook': the file is cut short");
}

/* Only its header is looked at. */
static void a_file_with_more_sectors_than_have_numbers_is_refused(void **state)
{
	struct cfb *c = NULL;
	struct err e = ERR_INIT;

	(void)state;
	build();
	wrap(&file, &stream);
	assert_int_equal(cfb_open(&c,
				 (struct span){ (char *)file.at,
					 (size_t)0xfffffff2 * 512 },
				 &e),
		-1);
	assert_string_equal(e.text, "the compound file is too large");
	assert_int_equal(e.kind, ERR_DATA);
}

static void several_small_streams_share_the_mini_stream(void **state)
{
	struct cfb *c = NULL;
	struct cfb_stream one, two;
	struct err e = ERR_INIT;

	(void)state;
	build();
	room(&stream, 2048);
	stream.n = 2048; /* so that it is scattered */
	wrap_small(&file, &stream);
	scatter(&file, 3);
	entry(&file, DIRECTORY_AT + 256, "Info", 2, -1, 2, 100);
	set(&file, DIRECTORY_AT + 128 + 68, 2, 4);
	memory_watch();
	assert_int_equal(
		cfb_open(&c, (struct span){ (char *)file.at, file.n }, &e), 0);
	assert_int_equal(cfb_read(&one, c, "Workbook", &e), 0);
	assert_int_equal(cfb_read(&two, c, "Info", &e), 0);
	assert_int_equal(two.len, 100);
	assert_memory_equal(one.at, stream.at, one.len);
	assert_memory_equal(two.at, stream.at + 128, two.len);
	cfb_stream_free(&one);
	cfb_stream_free(&two);
	cfb_close(c);
	assert_int_equal(memory_blocks(), 0);
}

static void a_stream_that_is_not_there_is_named(void **state)
{
	struct cfb *c = NULL;
	struct cfb_stream s;
	struct err e = ERR_INIT;

	(void)state;
	build();
	wrap(&file, &stream);
	assert_int_equal(
		cfb_open(&c, (struct span){ (char *)file.at, file.n }, &e), 0);
	assert_int_equal(cfb_read(&s, c, "Macros", &e), -1);
	assert_string_equal(e.text, "there is no stream 'Macros'");
	assert_int_equal(e.kind, ERR_DATA);
	cfb_stream_free(&s);
	cfb_close(c);
}

static void an_encrypted_package_is_named_so(void **state)
{
	char *got;

	(void)state;
	build();
	wrap(&file, &stream);
	entry(&file, DIRECTORY_AT + 128, "EncryptedPackage", 2, -1, 2, 4096);
	got = shown(file.at, file.n);
	assert_non_null(strstr(got, "an encrypted workbook"));
	free(got);
}

/* Whatever is cut off: an error, or all cells, never some of them. */
static void cut_everywhere(const struct bytes *w)
{
	for (size_t n = 0; n < w->n; n++) {
		char *got;

		memory_watch();
		got = shown(w->at, n);
		assert_true(memory_peak() < MEMORY_MAX);
		if (strcmp(got, whole) != 0 && strncmp(got, "A1 date", 7) == 0)
			fail_msg("cut at %zu: %s", n, got);
		free(got);
	}
}

static void a_workbook_cut_anywhere_is_refused_or_read_whole(void **state)
{
	(void)state;
	build();
	wrap_small(&file, &stream);
	cut_everywhere(&file);
	wrap(&file, &stream);
	cut_everywhere(&file);
	cut_everywhere(&stream);
}

/* Whatever it shows, it shows it in little memory, and leaves none behind. */
static void assert_harmless(const struct bytes *w)
{
	memory_watch();
	free(shown(w->at, w->n));
	assert_true(memory_peak() < MEMORY_MAX);
	assert_int_equal(memory_blocks(), 0);
}

static void flip_everywhere(struct bytes *w)
{
	for (size_t i = 0; i < 8 * w->n; i++) {
		w->at[i / 8] ^= (unsigned char)(1u << i % 8);
		assert_harmless(w);
		w->at[i / 8] ^= (unsigned char)(1u << i % 8);
	}
}

static void a_flipped_bit_anywhere_does_no_harm(void **state)
{
	(void)state;
	build();
	wrap_small(&file, &stream);
	flip_everywhere(&file);
	flip_everywhere(&stream);
}

static void a_byte_of_any_value_does_no_harm(void **state)
{
	(void)state;
	build();
	for (size_t i = 0; i < stream.n; i++) {
		unsigned char was = stream.at[i];

		for (unsigned v = 0; v < 256; v += 5) {
			stream.at[i] = (unsigned char)v;
			assert_harmless(&stream);
		}
		stream.at[i] = was;
	}
}

/* The export of a publisher, whose sector chains overlap. */
static void chains_that_overlap_give_the_stream(void **state)
{
	struct cfb_stream s = CFB_STREAM_INIT;
	struct err e = ERR_INIT;
	struct file_map map;
	struct cfb *c = NULL;
	char path[PATH_TEXT];

	(void)state;
	shared_in(path, "data/odd/imf-dm-export-20220203-2.xls");
	assert_int_equal(file_map(&map, path, &e), 0);
	assert_int_equal(cfb_open(&c, (struct span){ map.at, map.len }, &e), 0);
	assert_int_equal(cfb_read(&s, c, "Workbook", &e), 0);
	assert_int_equal(s.len, 197276);
	cfb_stream_free(&s);
	cfb_close(c);
	file_unmap(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_workbook_is_read_from_sectors_in_a_row),
		cmocka_unit_test(a_workbook_is_read_from_scattered_sectors),
		cmocka_unit_test(a_small_workbook_is_read_from_the_mini_stream),
		cmocka_unit_test(a_bare_stream_is_read_as_well),
		cmocka_unit_test(the_name_of_the_stream_may_be_in_any_case),
		cmocka_unit_test(an_embedded_workbook_is_not_taken),
		cmocka_unit_test(
			a_chain_that_runs_on_is_cut_at_the_declared_size),
		cmocka_unit_test(a_chain_in_a_circle_is_refused),
		cmocka_unit_test(a_chain_that_leaves_the_file_is_refused),
		cmocka_unit_test(a_directory_in_a_circle_is_refused),
		cmocka_unit_test(a_tree_of_names_in_a_circle_ends),
		cmocka_unit_test(a_list_of_fat_sectors_in_a_circle_ends),
		cmocka_unit_test(
			a_large_list_of_fat_sectors_is_followed_to_its_need),
		cmocka_unit_test(a_size_beyond_the_file_is_refused),
		cmocka_unit_test(a_damaged_header_is_refused),
		cmocka_unit_test(a_header_alone_is_refused),
		cmocka_unit_test(a_directory_without_a_root_is_refused),
		cmocka_unit_test(an_office_file_without_a_workbook_is_named_so),
		cmocka_unit_test(a_book_of_excel_95_lies_in_another_stream),
		cmocka_unit_test(of_two_books_the_newer_is_read),
		cmocka_unit_test(sectors_of_4096_bytes_are_read_too),
		cmocka_unit_test(an_empty_stream_is_refused),
		cmocka_unit_test(a_fat_that_is_not_there_is_refused),
		cmocka_unit_test(a_small_stream_in_a_circle_is_refused),
		cmocka_unit_test(a_small_stream_without_its_list_is_refused),
		cmocka_unit_test(a_scattered_stream_that_is_cut_off_is_refused),
		cmocka_unit_test(
			a_file_with_more_sectors_than_have_numbers_is_refused),
		cmocka_unit_test(several_small_streams_share_the_mini_stream),
		cmocka_unit_test(chains_that_overlap_give_the_stream),
		cmocka_unit_test(a_stream_that_is_not_there_is_named),
		cmocka_unit_test(an_encrypted_package_is_named_so),
		cmocka_unit_test(
			a_workbook_cut_anywhere_is_refused_or_read_whole),
		cmocka_unit_test(a_flipped_bit_anywhere_does_no_harm),
		cmocka_unit_test(a_byte_of_any_value_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
