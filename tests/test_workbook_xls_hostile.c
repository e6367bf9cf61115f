/* SPDX-License-Identifier: MIT */
/* .xls made to hang a reader or to exhaust its memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "pipeline/workbook/cfb.h"
#include "tests/memory.h"
#include "tests/xlsbuild.h"

enum { BIFF8 = 0x0600, MEMORY_MAX = 64 << 20 };

static struct bytes book, file; /* one test at a time */

/* What a workbook shows, its own bytes not counted as memory. */
static char *shown_in_bounds(const struct bytes *w)
{
	char *got;

	memory_watch();
	got = shown(w->at, w->n);
	assert_true(memory_peak() < w->n + MEMORY_MAX);
	return got;
}

static void assert_shown(const struct bytes *w, const char *expected)
{
	char *got = shown_in_bounds(w);

	assert_string_equal(got, expected);
	free(got);
}

static void assert_cells(part_fn *own, part_fn *cells, const char *expected)
{
	one_sheet(&book, BIFF8, own, cells);
	assert_shown(&book, expected);
}

/* ---- sheets -------------------------------------------------------------- */

/* Begins a book of two sheets; at[] is where their offsets go. */
static void begin_two(size_t at[2])
{
	book.n = 0;
	bof(&book, BIFF8, 0x0005);
	at[0] = sheet_entry(&book, BIFF8, "one", 0, 0);
	at[1] = sheet_entry(&book, BIFF8, "two", 0, 0);
	eof(&book);
}

static void two_names_for_one_sheet_are_refused(void **state)
{
	size_t at[2];

	(void)state;
	begin_two(at);
	set(&book, at[0], book.n, 4);
	set(&book, at[1], book.n, 4);
	bof(&book, BIFF8, 0x0010);
	number(&book, 0, 0, 0, 7);
	eof(&book);
	assert_shown(&book,
		"A1 number 7; it lies where another one does (the workbook is "
		"damaged)");
}

static void a_sheet_inside_another_is_refused(void **state)
{
	size_t at[2];

	(void)state;
	begin_two(at);
	set(&book, at[0], book.n, 4);
	bof(&book, BIFF8, 0x0010);
	set(&book, at[1], book.n, 4);
	bof(&book, BIFF8, 0x0010);
	number(&book, 0, 0, 0, 7);
	eof(&book);
	eof(&book);
	assert_shown(&book,
		"it does not end before the next one begins (the workbook is "
		"damaged); A1 number 7");
}

/* Its BOF lies among the bytes of a cell of the first. */
static void a_sheet_inside_a_record_of_another_is_refused(void **state)
{
	size_t at[2];

	(void)state;
	begin_two(at);
	set(&book, at[0], book.n, 4);
	bof(&book, BIFF8, 0x0010);
	begin_record(&book, 0x7777);
	set(&book, at[1], book.n, 4);
	put(&book, 0x00100809, 4);
	put(&book, 0x00100600, 4);
	put(&book, 0, 12);
	end_record(&book);
	eof(&book);
	assert_shown(&book,
		"it does not end before the next one begins (the workbook is "
		"damaged)");
}

static void sheets_may_lie_in_any_order(void **state)
{
	size_t at[2];

	(void)state;
	begin_two(at);
	for (int i = 1; i >= 0; i--) {
		set(&book, at[i], book.n, 4);
		bof(&book, BIFF8, 0x0010);
		number(&book, 0, 0, 0, i);
		eof(&book);
	}
	assert_shown(&book, "A1 number 0; A1 number 1");
}

static void many_names(struct bytes *w)
{
	for (int i = 0; i < 10000; i++)
		sheet_entry(w, BIFF8, "x", 0, 0);
}

static void more_sheets_than_any_book_has_are_refused(void **state)
{
	(void)state;
	assert_cells(many_names, NULL, "more than 10000 sheets");
}

/* ---- rows ---------------------------------------------------------------- */

/* Two numbers of each row, in rows that come from the last to the first, and
 * around again. */
static void backwards(struct bytes *w)
{
	for (unsigned i = 0; i < 140000; i++)
		number(w, 65535 - i % 65536, i / 65536, 0, i);
}

static const char from_the_first[] =
	"A1 number 65535; B1 number 131071; A2 number 65534; B2 ";
static const char to_the_last[] =
	"; A65536 number 0; B65536 number 65536; C65536 number 131072";

static void rows_from_the_last_to_the_first_are_put_in_order(void **state)
{
	char *got;

	(void)state;
	one_sheet(&book, BIFF8, NULL, backwards);
	got = shown_in_bounds(&book);
	assert_int_equal(
		strncmp(got, from_the_first, strlen(from_the_first)), 0);
	assert_non_null(strstr(got, to_the_last));
	free(got);
}

/* Packed numbers, none in a record, in the second row and the first by
 * turns. */
static void to_and_fro(struct bytes *w)
{
	static const unsigned char two[] = { 0xbd, 0, 6, 0, 1, 0, 0, 0, 0, 0,
		0xbd, 0, 6, 0, 0, 0, 0, 0, 0, 0 };
	size_t start = w->n, pairs = (4 << 20) + 1, n = sizeof(two);

	room(w, w->n + pairs * sizeof(two) + 4);
	put_bytes(w, two, sizeof(two));
	while (n < pairs * sizeof(two)) {
		size_t more = pairs * sizeof(two) - n;

		more = more < n ? more : n;
		memcpy(w->at + w->n, w->at + start, more);
		w->n += more;
		n += more;
	}
}

static void rows_that_change_too_often_are_refused(void **state)
{
	(void)state;
	assert_cells(NULL, to_and_fro,
		"its rows are out of order, and too many to sort");
}

static void around_a_chart(struct bytes *w)
{
	number(w, 3, 0, 0, 1);
	bof(w, BIFF8, 0x0020);
	number(w, 3, 1, 0, 99);
	eof(w);
	number(w, 3, 2, 0, 2);
	number(w, 1, 0, 0, 3);
}

static void rows_out_of_order_may_have_a_chart_among_them(void **state)
{
	(void)state;
	assert_cells(
		NULL, around_a_chart, "A2 number 3; A4 number 1; C4 number 2");
}

static void nothing_packed(struct bytes *w)
{
	record(w, 0x00bd, "\5\0\0\0\0\0", 6);
	number(w, 9, 0, 0, 1);
}

static void a_row_without_cells_is_left_out(void **state)
{
	(void)state;
	assert_cells(NULL, nothing_packed, "A10 number 1");
}

static void again_and_again(struct bytes *w)
{
	for (unsigned i = 0; i < 40000; i++)
		number(w, 0, i % 256, 0, i);
}

static void far_more_cells_than_columns_are_refused(void **state)
{
	(void)state;
	assert_cells(NULL, again_and_again,
		"cell A1: more cells than there are columns");
}

static void one_row_of_text(struct bytes *w)
{
	for (unsigned i = 0; i < 1100; i++) {
		begin_cell(w, 0x0204, 0, i % 256, 0);
		put(w, 32000, 2);
		put(w, 0, 1);
		room(w, w->n + 32000);
		memset(w->at + w->n, 'x', 32000);
		w->n += 32000;
		end_record(w);
	}
}

static void far_more_text_than_a_row_can_hold_is_refused(void **state)
{
	(void)state;
	assert_cells(
		NULL, one_row_of_text, "cell Y1: more than 32 MiB of text");
}

/* ---- records ------------------------------------------------------------- */

static void a_record_that_claims_more_than_there_is_is_refused(void **state)
{
	(void)state;
	one_sheet(&book, BIFF8, NULL, backwards);
	set(&book, book.n - 20, 0xffff, 2); /* the last number's length */
	assert_shown(&book, "the workbook is cut short");
}

static void short_records(struct bytes *w)
{
	record(w, 0x0203, "\0", 1);
	record(w, 0x0006, "", 0);
	number(w, 0, 0, 0, 1);
}

static void a_record_without_a_row_is_no_cell(void **state)
{
	(void)state;
	assert_cells(NULL, short_records, "A1 number 1");
}

static void a_lying_table(struct bytes *w)
{
	record(w, 0x00fc, "\xff\xff\xff\xff\xff\xff\xff\xff\1\0\0a", 12);
}

static void two_labels(struct bytes *w)
{
	record(w, 0x00fd, "\0\0\0\0\0\0\0\0\0\0", 10);
	record(w, 0x00fd, "\0\0\1\0\0\0\xff\xff\xff\xff", 10);
}

static void counts_of_shared_strings_are_not_believed(void **state)
{
	(void)state;
	assert_cells(a_lying_table, two_labels,
		"cell B1: its shared string does not exist (the workbook is "
		"damaged or cut short)");
}

static void a_large_string(struct bytes *w)
{
	begin_record(w, 0x00fc);
	put(w, 0, 8);
	put(w, 8000, 2);
	put(w, 0, 1);
	room(w, w->n + 8000);
	memset(w->at + w->n, 'x', 8000);
	w->n += 8000;
	end_record(w);
}

static void many_labels(struct bytes *w)
{
	for (unsigned i = 0; i < 50000; i++) {
		begin_cell(w, 0x00fd, i / 20, i % 20, 0);
		put(w, 0, 4);
		end_record(w);
	}
}

/* 400 MB if each cell had its own. */
static void a_string_that_all_cells_share_is_held_once(void **state)
{
	struct book *b = calloc(1, sizeof(*b));
	struct err e = ERR_INIT;
	struct row row;
	void *s = NULL;
	size_t cells = 0;

	(void)state;
	one_sheet(&book, BIFF8, a_large_string, many_labels);
	b->file.at = (const char *)book.at;
	b->file.len = book.n;
	memory_watch();
	assert_int_equal(reader_xls.open(b, &e), 0);
	assert_int_equal(reader_xls.sheet_open(&s, b, 0, &e), 0);
	while (reader_xls.sheet_next(s, &row, &e) > 0)
		for (size_t i = 0; i < row.n; i++)
			cells += row.cells[i].text.len == 8000;
	assert_int_equal(cells, 50000);
	assert_true(memory_peak() < 1 << 20);
	reader_xls.sheet_close(s);
	reader_xls.close(b->state);
	free(b->sheets[0].name);
	free(b->sheets);
	free(b);
}

static void many_formats(struct bytes *w)
{
	for (int i = 0; i < 1000000; i++)
		record(w, 0x00e0, "\0\0\x0e\0", i < 65536 ? 4 : 0);
	record(w, 0x041e, "\x0e", 1);
	record(w, 0x041e, "\x0e\0\x09", 3);
	record(w, 0x041e, "\x0e\0\x09\0\0yy", 7);
}

static void with_the_last_format(struct bytes *w)
{
	number(w, 0, 0, 65535, 45351);
}

static void formats_that_no_cell_can_name_are_passed_over(void **state)
{
	(void)state;
	assert_cells(many_formats, with_the_last_format, "A1 date 45351");
	assert_true(memory_peak() < book.n + (1 << 20));
}

/* The second table is no part of the first. */
static void stumps_of_settings(struct bytes *w)
{
	record(w, 0x0022, "\1", 1);
	record(w, 0x0042, "\1", 1);
	record(w, 0x00fc, "\1\0\0\0\1\0\0\0\1\0\0a", 12);
	record(w, 0x00fc, "\1\0\0\0\1\0\0\0\1\0\0b", 12);
}

static void first_label(struct bytes *w)
{
	record(w, 0x00fd, "\0\0\0\0\0\0\0\0\0\0", 10);
}

static void settings_that_are_cut_short_or_come_again_say_nothing(void **state)
{
	(void)state;
	assert_cells(stumps_of_settings, first_label, "A1 text a");
	one_sheet(&book, 0x0500, stumps_of_settings, NULL);
	assert_shown(&book, "");
}

static void a_broken_name(struct bytes *w)
{
	record(w, 0x0085, "\0\0\0\0\0\0\x09\0ab", 10);
}

static void a_short_name(struct bytes *w)
{
	record(w, 0x0085, "\0\0\0\0\0\0", 6);
}

static void a_damaged_list_of_sheets_is_refused(void **state)
{
	(void)state;
	assert_cells(a_broken_name, NULL, "the list of sheets is damaged");
	assert_cells(a_short_name, NULL, "the list of sheets is damaged");
}

/* ---- the compound file --------------------------------------------------- */

static void nothing(struct bytes *w)
{
	number(w, 0, 0, 0, 1);
}

/* A directory of all the file's sectors, which are many. */
static void a_directory_without_end_is_refused(void **state)
{
	(void)state;
	one_sheet(&book, BIFF8, NULL, nothing);
	room(&book, 10 << 20);
	book.n = 10 << 20;
	wrap(&file, &book);
	set(&file, 48, 200, 4);
	assert_shown(&file,
		"the directory of the compound file: a chain of sectors is "
		"too long");
}

static void a_list_of_small_sectors_without_end_is_refused(void **state)
{
	(void)state;
	one_sheet(&book, BIFF8, NULL, nothing);
	room(&book, 1 << 20);
	book.n = 1 << 20;
	wrap(&file, &book);
	entry(&file, 512 * 18 + 128, "Workbook", 2, -1, 0, 400);
	set(&file, 60, 30, 4);
	assert_shown(
		&file, "stream 'Workbook': a chain of sectors is too long");
}

static void the_limit_of_small_streams_is_not_believed(void **state)
{
	(void)state;
	one_sheet(&book, BIFF8, NULL, nothing);
	wrap(&file, &book);
	set(&file, 56, 0xffffffff, 4);
	assert_shown(&file, "A1 number 1");
}

static void padded(struct bytes *w)
{
	for (unsigned i = 0; i < 1000; i++) {
		begin_record(w, 0x7777);
		room(w, w->n + 8000);
		w->n += 8000;
		end_record(w);
	}
	number(w, 0, 0, 0, 5);
}

/* Over 109 sectors of FAT, so that a list behind the header names the last of
 * them, which the end of the stream needs. */
static void a_large_workbook_is_read_to_its_end(void **state)
{
	(void)state;
	one_sheet(&book, BIFF8, NULL, padded);
	wrap(&file, &book);
	assert_true(file.n > (size_t)109 * 128 * 512);
	assert_shown(&file, "A1 number 5");
	scatter(&file, file.at[48] + 256u * file.at[49] + 1);
	assert_shown(&file, "A1 number 5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_names_for_one_sheet_are_refused),
		cmocka_unit_test(a_sheet_inside_another_is_refused),
		cmocka_unit_test(a_sheet_inside_a_record_of_another_is_refused),
		cmocka_unit_test(sheets_may_lie_in_any_order),
		cmocka_unit_test(more_sheets_than_any_book_has_are_refused),
		cmocka_unit_test(
			rows_from_the_last_to_the_first_are_put_in_order),
		cmocka_unit_test(rows_that_change_too_often_are_refused),
		cmocka_unit_test(rows_out_of_order_may_have_a_chart_among_them),
		cmocka_unit_test(a_row_without_cells_is_left_out),
		cmocka_unit_test(far_more_cells_than_columns_are_refused),
		cmocka_unit_test(far_more_text_than_a_row_can_hold_is_refused),
		cmocka_unit_test(
			a_record_that_claims_more_than_there_is_is_refused),
		cmocka_unit_test(a_record_without_a_row_is_no_cell),
		cmocka_unit_test(counts_of_shared_strings_are_not_believed),
		cmocka_unit_test(a_string_that_all_cells_share_is_held_once),
		cmocka_unit_test(formats_that_no_cell_can_name_are_passed_over),
		cmocka_unit_test(
			settings_that_are_cut_short_or_come_again_say_nothing),
		cmocka_unit_test(a_damaged_list_of_sheets_is_refused),
		cmocka_unit_test(a_directory_without_end_is_refused),
		cmocka_unit_test(
			a_list_of_small_sectors_without_end_is_refused),
		cmocka_unit_test(the_limit_of_small_streams_is_not_believed),
		cmocka_unit_test(a_large_workbook_is_read_to_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
