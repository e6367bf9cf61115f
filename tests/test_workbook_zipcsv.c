/* SPDX-License-Identifier: MIT */
/* Lists of values in a zip. */
#include "pipeline/workbook/cellstream.h"
#include "tests/bookmake.h"
#include "tests/check.h"
#include "tests/hostile.h"

enum { SAID = 4096 };

static struct span bytes_of(const struct zipmake *z)
{
	return (struct span){ z->bytes.at, z->bytes.len };
}

static void check_sheets(struct zipmake *z, const char *want)
{
	struct text names = TEXT_INIT;
	struct book *b;

	zipmake_end(z);
	b = bookmake_open(bytes_of(z));
	assert_string_equal(book_format(b), "zip");
	text_puts(&names, "");
	for (size_t i = 0; i < book_sheets(b); i++) {
		assert_int_equal(book_sheet_state(b, i), SHEET_VISIBLE);
		text_printf(&names, "%s\n", book_sheet_name(b, i));
	}
	assert_string_equal(names.at, want);
	book_close(b);
	text_free(&names);
	zipmake_free(z);
}

/* ---- what is in it ------------------------------------------------------- */

static void each_list_is_a_sheet_in_the_order_of_the_zip(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "API/Metadata_Country.csv", "a\n");
	zipmake_store(&z, "API/readme.txt", "b\n");
	zipmake_store(&z, "API/API_X.CSV", "c\n");
	zipmake_store(&z, "About.Tsv", "d\n");
	check_sheets(&z, "Metadata_Country.csv\nAPI_X.CSV\nAbout.Tsv\n");
}

static void a_name_that_two_would_have_keeps_its_folders(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "2023/data.csv", "a\n");
	zipmake_store(&z, "other.csv", "b\n");
	zipmake_store(&z, "2024\\data.csv", "c\n");
	check_sheets(&z, "2023/data.csv\nother.csv\n2024/data.csv\n");
}

static void what_a_mac_adds_is_passed_over(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "data.csv", "a\n");
	zipmake_store(&z, "__MACOSX/._data.csv", "\1");
	zipmake_store(&z, ".csv", "b\n");
	check_sheets(&z, "data.csv\n");
}

static void a_name_that_is_no_utf8_is_of_code_page_437(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z,
		"donn\x82"
		"es.csv",
		"a\n");
	zipmake_store(&z, "données 2.csv", "a\n");
	check_sheets(&z, "données.csv\ndonnées 2.csv\n");
}

static void all_forms_of_zip_give_the_same_cells(void **state)
{
	static const char list[] = "\xef\xbb\xbf\"Data Source\",\"WDI\",\r\n"
				   "\r\n\"Country\",\"1960\",\r\n"
				   "\"Türkiye\",\"54608.5\",\r\n";

	(void)state;
	for (int how = 0; how < 16; how++) {
		struct zipmake z = { 0 };

		zipmake_add(&z, "x.csv", span_of(list), how);
		check_zip(&z,
			"A1 text Data Source\nB1 text WDI\n"
			"A3 text Country\nB3 number 1960\n"
			"A4 text Türkiye\nB4 number 54608.5\n");
	}
}

static void a_list_is_read_as_the_caller_says(void **state)
{
	struct book_csv how = { ';', ',', 1252 };
	struct zipmake z = { 0 };
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;
	struct book *b = NULL;
	const char *path;

	(void)state;
	zipmake_store(&z, "a.csv", "T\xfcrkiye;1,5\n");
	zipmake_store(&z, "b.tsv", "x;y\t2,5\n");
	zipmake_end(&z);
	path = bookmake_file(bytes_of(&z));
	assert_int_equal(book_open(&b, path, &how, &e), 0);
	unlink(path);
	assert_int_equal(show_sheet(&out, b, 0, &e), 0);
	assert_int_equal(show_sheet(&out, b, 1, &e), 0);
	assert_string_equal(out.at,
		"A1 text Türkiye\nB1 number 1.5\nA1 text x;y\nB1 number 2.5\n");
	book_close(b);
	text_free(&out);
	zipmake_free(&z);
}

static void sheets_may_be_read_side_by_side(void **state)
{
	struct sheet *one = NULL, *two = NULL;
	struct zipmake z = { 0 };
	struct err e = ERR_INIT;
	struct book *b;
	struct row r;

	(void)state;
	zipmake_add(&z, "a.csv", span_of("1\n2\n"), ZIPMAKE_DEFLATE);
	zipmake_add(&z, "b.csv", span_of("3\n4\n"), ZIPMAKE_DEFLATE);
	zipmake_end(&z);
	b = bookmake_open(bytes_of(&z));
	assert_int_equal(sheet_open(&one, b, 0, &e), 0);
	assert_int_equal(sheet_open(&two, b, 1, &e), 0);
	for (int i = 1; i <= 2; i++) {
		assert_int_equal(sheet_next(one, &r, &e), 1);
		assert_close(r.cells[0].number, i);
		assert_int_equal(sheet_next(two, &r, &e), 1);
		assert_close(r.cells[0].number, i + 2);
	}
	assert_int_equal(sheet_next(one, &r, &e), 0);
	sheet_close(one);
	sheet_close(two);
	book_close(b);
	zipmake_free(&z);
}

/* Longer than the pieces it is read in. */
static void a_long_list_is_read_whole(void **state)
{
	struct text list = TEXT_INIT;
	struct zipmake z = { 0 };

	(void)state;
	for (int i = 0; i < 40000; i++)
		text_printf(&list, "\"é%d\",%d\r\n", i, i);
	zipmake_add(&z, "long.csv", (struct span){ list.at, list.len },
		ZIPMAKE_DEFLATE);
	zipmake_end(&z);
	hostile_cells(bytes_of(&z), 80000);
	zipmake_free(&z);
	text_free(&list);
}

/* ---- what it is not ------------------------------------------------------ */

static void other_zips_are_what_they_were(void **state)
{
	static const struct {
		const char *name, *want;
	} table[] = {
		{ "readme.txt", "a zip that is no workbook" },
		{ "csv", "a zip that is no workbook" },
		{ "data.csv.gz", "a zip that is no workbook" },
		{ "__MACOSX/._x.csv", "a zip that is no workbook" },
		{ "data/index 2024.xlsx",
			"a zip that holds 'index 2024.xlsx': unpack it first" },
		{ "old.XLS", "a zip that holds 'old.XLS': unpack it first" },
		{ "._old.xls", "a zip that is no workbook" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct zipmake z = { 0 };

		zipmake_store(&z, table[i].name, "x");
		check_zip(&z, table[i].want);
	}
}

static void the_first_workbook_of_several_is_named(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "z.xlsx", "x");
	zipmake_store(&z, "a.xls", "x");
	check_zip(&z, "a zip that holds 'z.xlsx': unpack it first");
}

static void a_workbook_with_a_list_in_it_stays_one(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "custom/data.csv", "no\n");
	bookmake_add(&z,
		&(struct parts){ .sheet = ROW("<c r=\"A1\"><v>1</v></c>") });
	check_zip(&z, "A1 number 1\n");
}

/* ---- what means harm ----------------------------------------------------- */

static void check_refused(struct zipmake *z, const char *why)
{
	zipmake_end(z);
	hostile_refused(bytes_of(z), why);
	zipmake_free(z);
}

/* Changes a field of both headers; at is where it lies in the local one. */
static void forge(struct zipmake *z, uint32_t *field, size_t at, uint32_t value)
{
	*field = value;
	memcpy(z->bytes.at + z->v[0].at + at, &value, 4);
}

static void an_encrypted_list_is_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "a.csv", "1\n");
	z.v[0].flags |= 1;
	z.bytes.at[z.v[0].at + 6] |= 1;
	check_refused(&z, "sheet 'a.csv': part 'a.csv': encrypted");
}

static void a_list_of_another_length_is_refused(void **state)
{
	static const uint32_t sizes[] = { 0, 1, 5, 1 << 20 };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++)
		for (int how = 0; how <= ZIPMAKE_DEFLATE; how++) {
			struct zipmake z = { 0 };

			zipmake_add(&z, "a.csv", span_of("1\n2\n"), how);
			forge(&z, &z.v[0].size, 22, sizes[i]);
			check_refused(&z,
				how ? "not of the length it declares"
				    : "stored in two lengths");
		}
}

static void a_wrong_checksum_is_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_add(&z, "a.csv", span_of("1\n2\n"), ZIPMAKE_DEFLATE);
	forge(&z, &z.v[0].crc, 14, z.v[0].crc + 1);
	check_refused(&z, "part 'a.csv': wrong checksum");
}

static void an_unknown_packing_is_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "a.csv", "1\n");
	z.v[0].method = 9;
	z.bytes.at[z.v[0].at + 8] = 9;
	check_refused(&z, "packed by the unknown method 9");
}

static void names_that_leave_the_folder_are_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "../a.csv", "1\n");
	check_refused(&z, "a zip with the unsafe name '../a.csv'");
}

static void a_list_cut_short_is_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "a.csv", "1\n2\n");
	zipmake_end(&z);
	for (size_t n = 4; n < z.bytes.len; n++)
		hostile_refused((struct span){ z.bytes.at, n }, "");
	zipmake_free(&z);
}

static void a_list_that_is_no_text_is_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_add(&z, "a.csv", (struct span){ "1\n\0\n", 4 }, 0);
	check_refused(&z, "sheet 'a.csv': line 2: a NUL byte");
	zipmake_store(&z, "b.csv", "1\ncaf\xe9\n");
	check_refused(&z, "sheet 'b.csv': line 2: byte 0xE9 is no UTF-8");
}

/* n times some bytes, of which one in a hundred is another, so that it does
 * not pack too well. */
static void bomb(struct zipmake *z, char fill, size_t n)
{
	char *bytes = malloc(n);
	uint32_t random = 1;

	assert_non_null(bytes);
	memset(bytes, fill, n);
	for (size_t i = 0; fill != ',' && i < n; i += 100) {
		random = random * 1664525 + 1013904223;
		bytes[i] = (char)('a' + (random >> 24) % 26);
	}
	zipmake_add(z, "a.csv", (struct span){ bytes, n }, ZIPMAKE_DEFLATE);
	free(bytes);
}

static void a_list_that_expands_too_far_is_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	bomb(&z, ',', 64 << 20);
	check_refused(&z, "part 'a.csv': expands more than 200 times");
}

static void a_record_without_end_is_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	bomb(&z, 'x', 64 << 20);
	check_refused(&z, "sheet 'a.csv': record 1: longer than 16 MiB");
}

static void a_record_of_commas_is_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	bomb(&z, ',', 1 << 20);
	check_refused(&z, "sheet 'a.csv': record 1: more than 65536 fields");
}

static void very_many_lists_are_listed(void **state)
{
	struct zipmake z = { 0 };
	char name[32];

	(void)state;
	for (int i = 0; i < ZIPMAKE_ENTRIES; i++) {
		snprintf(name, sizeof(name), "%d/same.csv", i);
		zipmake_store(&z, name, "1\n");
	}
	zipmake_end(&z);
	hostile_cells(bytes_of(&z), ZIPMAKE_ENTRIES);
	zipmake_free(&z);
}

/* ---- behind the lock ----------------------------------------------------- */

static void read_stream(char said[SAID], const struct cellstream *how)
{
	struct child *c = NULL;
	struct err e = ERR_INIT;
	size_t n;

	assert_int_equal(cellstream_start(&c, how, &e), 0);
	n = fread(said, 1, SAID - 1, child_out(c));
	said[n] = '\0';
	assert_int_equal(getc(child_out(c)), EOF);
	child_end(c, &e);
	assert_string_equal(e.text, "");
}

static void a_locked_process_reads_it(void **state)
{
	struct cellstream how = { .csv = BOOK_CSV_INIT };
	struct zipmake z = { 0 };
	char path[PATH_TEXT], said[SAID];

	zipmake_add(&z, "b.csv", span_of("x,1.50\n"), ZIPMAKE_DEFLATE);
	zipmake_add(&z, "\x82.tsv", span_of("y\t2\n"), ZIPMAKE_DEFLATE);
	zipmake_end(&z);
	path_in(path, *state, "b.zip");
	write_bytes(path, z.bytes.at, z.bytes.len);
	zipmake_free(&z);
	how.path = path;
	read_stream(said, &how);
	assert_string_equal(said,
		"sheet,cell,type,value,formula\nb.csv,A1,text,x,\n"
		"b.csv,B1,number,1.5,\né.tsv,A1,text,y,\né.tsv,B1,number,2,\n");
	how.sheets = 1;
	read_stream(said, &how);
	assert_string_equal(
		said, "sheet,state\nb.csv,visible\né.tsv,visible\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_list_is_a_sheet_in_the_order_of_the_zip),
		cmocka_unit_test(a_name_that_two_would_have_keeps_its_folders),
		cmocka_unit_test(what_a_mac_adds_is_passed_over),
		cmocka_unit_test(a_name_that_is_no_utf8_is_of_code_page_437),
		cmocka_unit_test(all_forms_of_zip_give_the_same_cells),
		cmocka_unit_test(a_list_is_read_as_the_caller_says),
		cmocka_unit_test(sheets_may_be_read_side_by_side),
		cmocka_unit_test(a_long_list_is_read_whole),
		cmocka_unit_test(other_zips_are_what_they_were),
		cmocka_unit_test(the_first_workbook_of_several_is_named),
		cmocka_unit_test(a_workbook_with_a_list_in_it_stays_one),
		cmocka_unit_test(an_encrypted_list_is_refused),
		cmocka_unit_test(a_list_of_another_length_is_refused),
		cmocka_unit_test(a_wrong_checksum_is_refused),
		cmocka_unit_test(an_unknown_packing_is_refused),
		cmocka_unit_test(names_that_leave_the_folder_are_refused),
		cmocka_unit_test(a_list_cut_short_is_refused),
		cmocka_unit_test(a_list_that_is_no_text_is_refused),
		cmocka_unit_test(a_list_that_expands_too_far_is_refused),
		cmocka_unit_test(a_record_without_end_is_refused),
		cmocka_unit_test(a_record_of_commas_is_refused),
		cmocka_unit_test(very_many_lists_are_listed),
		test_in_folder(a_locked_process_reads_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
