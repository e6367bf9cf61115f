/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "pipeline/workbook/biff.h"
#include "pipeline/workbook/numfmt.h"
#include "tests/xlsbuild.h"

enum { BIFF5 = 0x0500, BIFF8 = 0x0600 };

static struct bytes book; /* one test at a time */

static void assert_cells(
	unsigned version, part_fn *own, part_fn *cells, const char *expected)
{
	char *got;

	one_sheet(&book, version, own, cells);
	got = shown(book.at, book.n);
	assert_string_equal(got, expected);
	free(got);
}

static void assert_shown(const char *expected)
{
	char *got = shown(book.at, book.n);

	assert_string_equal(got, expected);
	free(got);
}

/* ---- numbers ------------------------------------------------------------- */

static void rk(struct bytes *w, unsigned column, uint32_t value)
{
	begin_cell(w, 0x027e, 0, column, 0);
	put(w, value, 4);
	end_record(w);
}

static void all_numbers(struct bytes *w)
{
	number(w, 0, 0, 0, 56.7);
	rk(w, 1, 7u << 2 | 2);		 /* 7 */
	rk(w, 2, (uint32_t)-7 << 2 | 2); /* -7 */
	rk(w, 3, 1234u << 2 | 3);	 /* 12.34 */
	rk(w, 4, 0x3ff80000);		 /* 1.5 */
	rk(w, 5, 0x3ff80001);		 /* 0.015 */
	begin_record(w, 0x00bd);	 /* G1, H1 */
	put(w, 0, 2);
	put(w, 6, 2);
	put(w, 0, 2);
	put(w, 1 << 2 | 2, 4);
	put(w, 0, 2);
	put(w, 2 << 2 | 2, 4);
	put(w, 7, 2);
	end_record(w);
}

static void numbers_stand_in_number_rk_and_mulrk_records(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, all_numbers,
		"A1 number 56.7; B1 number 7; C1 number -7; D1 number 12.34; "
		"E1 number 1.5; F1 number 0.015; G1 number 1; H1 number 2");
}

static void numbers_of_excel_95_are_the_same(void **state)
{
	(void)state;
	assert_cells(BIFF5, NULL, all_numbers,
		"A1 number 56.7; B1 number 7; C1 number -7; D1 number 12.34; "
		"E1 number 1.5; F1 number 0.015; G1 number 1; H1 number 2");
}

/* Six bytes a number, and two behind the last: what is less is none. */
static void packed_oddly(struct bytes *w)
{
	record(w, 0x00bd, "\0\0\0\0\0\0\6\0\0\0\0\0\6\0\0\0", 16);
	record(w, 0x00bd, "\1\0\0\0\0\0", 6);
	record(w, 0x00bd, "\2\0\xff\x3f\0\0\6\0\0\0\xff\x3f", 12);
}

static void packed_numbers_are_as_many_as_there_are_bytes_for(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, packed_oddly, "A1 number 1; XFD3 number 1");
}

static void packed_too_far(struct bytes *w)
{
	record(w, 0x00bd, "\0\0\xff\x3f\0\0\6\0\0\0\0\0\6\0\0\0\0\x40", 18);
}

static void packed_numbers_behind_the_last_column_are_refused(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, packed_too_far,
		"cell XFD1: more than 16384 cells in a row");
}

static void infinite(struct bytes *w)
{
	number(w, 0, 0, 0, 1e308 * 10);
}

static void an_infinite_number_is_an_error_cell(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, infinite, "A1 error #NUM!");
}

/* ---- dates --------------------------------------------------------------- */

static void format(struct bytes *w, unsigned id, const char *code)
{
	begin_record(w, 0x041e);
	put(w, id, 2);
	put(w, strlen(code), 2);
	put(w, 0, 1);
	put_bytes(w, code, strlen(code));
	end_record(w);
}

static void xf(struct bytes *w, unsigned id)
{
	begin_record(w, 0x00e0);
	put(w, 0, 2);
	put(w, id, 2);
	put(w, 0, 16);
	end_record(w);
}

static void some_formats(struct bytes *w)
{
	format(w, 164, "yyyy\\-mm\\-dd");
	format(w, 165, "0.0\" days\"");
	xf(w, 0);
	xf(w, 14);
	xf(w, 164);
	xf(w, 165);
}

static void dated(struct bytes *w)
{
	for (unsigned i = 0; i < 4; i++)
		number(w, 0, i, i, 45351);
	number(w, 1, 0, 1, -1);
	number(w, 1, 1, 999, 45351); /* no such XF */
}

static void a_number_with_a_date_format_is_a_date(void **state)
{
	(void)state;
	assert_cells(BIFF8, some_formats, dated,
		"A1 number 45351; B1 date 45351; C1 date 45351; "
		"D1 number 45351; A2 number -1; B2 number 45351");
}

/* The code is in 8 bits and its length in one byte. */
static void formats95(struct bytes *w)
{
	record(w, 0x041e, "\xa4\0\4yyyy", 7);
	record(w, 0x00e0, "\0\0\xa4\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
}

static void dated95(struct bytes *w)
{
	number(w, 0, 0, 0, 45351);
	begin_cell(w, 0x0006, 0, 1, 0);
	put_double(w, 45351.25);
	put(w, 0, 8);
	end_record(w);
}

static void a_date_may_be_of_excel_95_or_a_formulas_result(void **state)
{
	(void)state;
	assert_cells(
		BIFF5, formats95, dated95, "A1 date 45351; B1 date= 45351.25");
}

static void mac_epoch(struct bytes *w)
{
	record(w, 0x0022, "\1\0", 2);
}

static void the_1904_flag_is_seen(void **state)
{
	(void)state;
	assert_cells(BIFF8, mac_epoch, NULL, " (1904)");
}

static void format_codes_tell_dates_from_numbers(void **state)
{
	static const char *const dates[] = { "d", "YYYY", "h:mm", "[h]:mm",
		"[mm]", "[ss].0", "[$-409]mmm", "[Red]d", "\"x\"yy" };
	static const char *const others[] = { "", "General", "0.00", "@",
		"[Red]0", "[Blue][<0]0", "\"day\"0", "\\d0", "_d0", "*d0",
		"0;d", "[$USD]0", "0.00E+00", "[hour", "\"d", "\\" };

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++)
		assert_true(numfmt_is_date(span_of(dates[i])));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(numfmt_is_date(span_of(others[i])));
}

/* ---- formulas, booleans, errors ------------------------------------------ */

static void formula(
	struct bytes *w, unsigned type, unsigned column, uint64_t result)
{
	begin_cell(w, type, 0, column, 0);
	put(w, result, 8);
	put(w, 0, 8);
	end_record(w);
}

static const uint64_t special = 0xffff000000000000;

static void all_formulas(struct bytes *w)
{
	formula(w, 0x0006, 0, 0x4045000000000000); /* 42 */
	formula(w, 0x0206, 1, special);
	record(w, 0x04bc, "shared", 6);
	record(w, 0x0207, "\4\0\0text", 7);
	formula(w, 0x0406, 2, special | 1 << 16 | 1);
	formula(w, 0x0006, 3, special | 7 << 16 | 2);
	formula(w, 0x0006, 4, special | 3);
	formula(w, 0x0006, 5, special); /* and no STRING behind it */
	number(w, 0, 6, 0, 1);
}

static void a_formula_gives_its_stored_result(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, all_formulas,
		"A1 number= 42; B1 text= text; C1 boolean= 1; "
		"D1 error= #DIV/0!; E1 text= ; F1 blank= ; G1 number 1");
}

static void unknown_result(struct bytes *w)
{
	formula(w, 0x0006, 0, special | 9);
	formula(w, 0x0006, 1, special);
	bof(w, BIFF8, 0x0020);
	record(w, 0x0207, "\1\0\0x", 4);
	eof(w);
	formula(w, 0x0006, 2, special);
}

/* A text inside a chart is none of its own. */
static void a_formula_without_a_stored_result_is_blank(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, unknown_result,
		"A1 blank= ; B1 blank= ; C1 blank= ");
}

static void boolerr(struct bytes *w, unsigned column, int value, int is_error)
{
	begin_cell(w, 0x0205, 0, column, 0);
	put(w, (uint64_t)value, 1);
	put(w, (uint64_t)is_error, 1);
	end_record(w);
}

static void all_boolerrs(struct bytes *w)
{
	static const int codes[] = { 0, 7, 15, 23, 29, 36, 42, 43, 99 };

	boolerr(w, 0, 1, 0);
	boolerr(w, 1, 0, 0);
	for (unsigned i = 0; i < 9; i++)
		boolerr(w, 2 + i, codes[i], 1);
}

static void booleans_and_errors_are_told_apart(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, all_boolerrs,
		"A1 boolean 1; B1 boolean 0; C1 error #NULL!; "
		"D1 error #DIV/0!; E1 error #VALUE!; F1 error #REF!; "
		"G1 error #NAME?; H1 error #NUM!; I1 error #N/A; "
		"J1 error #GETTING_DATA; K1 error #UNKNOWN!");
}

/* ---- text ---------------------------------------------------------------- */

static void labelsst(struct bytes *w, unsigned row, uint32_t i)
{
	begin_cell(w, 0x00fd, row, 0, 0);
	put(w, i, 4);
	end_record(w);
}

static void split_pair(struct bytes *w)
{
	record(w, 0x00fc, "\2\0\0\0\2\0\0\0\2\0\1\x3d\xd8", 13);
	record(w, 0x003c, "\1\0\xde\3\0\0end", 9);
}

/* "abcdef" narrow, then wide from the c on; a rich string whose run of formats
 * lies in the next record; a phonetic one; an empty one. */
static void sound_table(struct bytes *w)
{
	record(w, 0x00fc, "\4\0\0\0\4\0\0\0\6\0\0ab", 13);
	record(w, 0x003c, "\1c\0d\0e\0f\0\1\0\x08\1\0r", 15);
	record(w, 0x003c, "runs\1\0\4\3\0\0\0pxyz\0\0\0", 18);
}

static void four_labels(struct bytes *w)
{
	for (unsigned i = 0; i < 4; i++)
		labelsst(w, i, i);
}

static void two_labels(struct bytes *w)
{
	for (unsigned i = 0; i < 2; i++)
		labelsst(w, i, i);
}

static void shared_strings_run_on_into_continue_records(void **state)
{
	(void)state;
	assert_cells(BIFF8, sound_table, four_labels,
		"A1 text abcdef; A2 text r; A3 text p; A4 text ");
	assert_cells(BIFF8, split_pair, two_labels,
		"A1 text \xf0\x9f\x98\x80; A2 text end");
}

static void lone_half(struct bytes *w)
{
	record(w, 0x00fc,
		"\2\0\0\0\2\0\0\0\3\0\1a\0\x00\xd8"
		"b\0\2\0\0ok",
		22);
}

static void a_lone_surrogate_costs_one_character(void **state)
{
	(void)state;
	assert_cells(BIFF8, lone_half, two_labels,
		"A1 text a\xef\xbf\xbd"
		"b; A2 text ok");
}

static void a_missing_shared_string_is_refused(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, two_labels,
		"cell A1: its shared string does not exist (the workbook is "
		"damaged or cut short)");
}

static void label(struct bytes *w, unsigned column, const char *text, size_t n)
{
	begin_cell(w, 0x0204, 0, column, 0);
	put(w, n, 2);
	put_bytes(w, text, n);
	end_record(w);
}

static void labels95(struct bytes *w)
{
	label(w, 0, "caf\xe9 \x80", 6);
	label(w, 1, "\xcf\xf0", 2);
	label(w, 2, "", 0);
}

static void page1251(struct bytes *w)
{
	record(w, 0x0042, "\xe3\x04", 2);
}

static void page932(struct bytes *w)
{
	record(w, 0x0042, "\xa4\x03", 2);
}

static void page_mac(struct bytes *w)
{
	record(w, 0x0042, "\x10\x27", 2);
}

static void page_unknown(struct bytes *w)
{
	record(w, 0x0042, "\x09\x03", 2);
}

static void kanji(struct bytes *w)
{
	label(w, 0, "\x8a\xbf\x8e\x9a", 4);
	label(w, 1, "\x8a", 1);
}

static void mac_letter(struct bytes *w)
{
	label(w, 0, "caf\x8e", 4);
}

static void labels_of_excel_95_are_in_their_code_page(void **state)
{
	(void)state;
	assert_cells(BIFF5, NULL, labels95,
		"A1 text caf\xc3\xa9 \xe2\x82\xac; B1 text \xc3\x8f\xc3\xb0; "
		"C1 text ");
	assert_cells(BIFF5, page1251, labels95,
		"A1 text caf\xd0\xb9 \xd0\x82; B1 text \xd0\x9f\xd1\x80; "
		"C1 text ");
	assert_cells(BIFF5, page932, kanji,
		"A1 text \xe6\xbc\xa2\xe5\xad\x97; B1 text \xef\xbf\xbd");
	assert_cells(BIFF5, page_mac, mac_letter, "A1 text caf\xc3\xa9");
}

static void an_unknown_code_page_is_refused(void **state)
{
	(void)state;
	assert_cells(BIFF5, page_unknown, labels95,
		"code page 777 is not known here");
}

static void short_label(struct bytes *w)
{
	begin_cell(w, 0x0204, 4, 2, 0);
	put(w, 9, 2);
	put_bytes(w, "\0abc", 4);
	end_record(w);
}

static void text_that_is_cut_short_is_refused(void **state)
{
	(void)state;
	assert_cells(
		BIFF8, NULL, short_label, "cell C5: its text is cut short");
}

/* ---- rows ---------------------------------------------------------------- */

static void shuffled(struct bytes *w)
{
	number(w, 5, 0, 0, 1);
	number(w, 2, 3, 0, 2);
	number(w, 2, 1, 0, 3);
	number(w, 5, 1, 0, 4);
	number(w, 2, 3, 0, 5);
}

static void rows_and_columns_come_out_in_order(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, shuffled,
		"B3 number 3; D3 number 5; A6 number 1; B6 number 4");
}

static void far_right(struct bytes *w)
{
	number(w, 0, 16384, 0, 1);
}

static void a_column_behind_the_last_is_refused(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, far_right,
		"cell XFE1: more than 16384 cells in a row");
}

static void stump(struct bytes *w)
{
	record(w, 0x0203, "\0\0\0\0\0\0", 6);
}

static void a_short_record_is_refused(void **state)
{
	(void)state;
	assert_cells(
		BIFF8, NULL, stump, "row 1: a record of cells is too short");
}

static void with_chart(struct bytes *w)
{
	number(w, 0, 0, 0, 1);
	bof(w, BIFF8, 0x0020);
	number(w, 0, 0, 0, 99);
	eof(w);
	number(w, 1, 0, 0, 2);
}

static void a_chart_in_a_sheet_is_passed_over(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, with_chart, "A1 number 1; A2 number 2");
}

/* ---- the workbook's own part --------------------------------------------- */

static void only_worksheets_are_listed_with_their_state(void **state)
{
	struct biff b;
	struct err e = ERR_INIT;

	(void)state;
	book.n = 0;
	bof(&book, BIFF8, 0x0005);
	sheet_entry(&book, BIFF8, "plain", 0, 0);
	sheet_entry(&book, BIFF8, "chart", 0, 2);
	sheet_entry(&book, BIFF8, "macro", 0, 1);
	sheet_entry(&book, BIFF8, "hidden", 1, 0);
	sheet_entry(&book, BIFF8, "deep", 2, 0);
	eof(&book);
	assert_int_equal(
		biff_open(&b, (struct span){ (char *)book.at, book.n }, &e), 0);
	assert_int_equal(b.n_sheets, 3);
	assert_string_equal(b.sheets[0].name.at, "plain");
	assert_int_equal(b.sheets[0].state, SHEET_VISIBLE);
	assert_int_equal(b.sheets[1].state, SHEET_HIDDEN);
	assert_string_equal(b.sheets[2].name.at, "deep");
	assert_int_equal(b.sheets[2].state, SHEET_VERY_HIDDEN);
	biff_free(&b);
}

static void locked(struct bytes *w)
{
	record(w, 0x002f, "\1\0\1\0", 4);
}

static void an_encrypted_workbook_is_named_so(void **state)
{
	(void)state;
	assert_cells(BIFF8, locked, all_numbers,
		"an encrypted workbook: save a copy without its password");
}

static void a_workbook_of_excel_2_to_4_is_named_so(void **state)
{
	static const unsigned types[] = { 0x0009, 0x0209, 0x0409 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		book.n = 0;
		record(&book, types[i], "\0\0\x10\0\0\0", 6);
		eof(&book);
		assert_shown("a workbook of Excel 4 or older, "
			     "which is not read");
	}
}

static void a_stream_that_begins_otherwise_is_refused(void **state)
{
	static const char says[] =
		"its stream does not begin as a workbook of Excel 5 to 2003";

	(void)state;
	one_sheet(&book, 0x0700, NULL, all_numbers);
	assert_shown(says);
	one_sheet(&book, BIFF8, NULL, all_numbers);
	set(&book, 6, 0x0010, 2); /* a sheet without its workbook */
	assert_shown(says);
	book.n = 0;
	record(&book, 0x0809, "\0\6", 2);
	record(&book, 0x0809, "\0\6", 2);
	assert_shown("bytes that are no workbook and no text");
}

static void a_web_page_named_xls_is_named_so(void **state)
{
	static const char page[] = "\r\n<html xmlns:x=\"urn:x\"><table>";
	char *got;

	(void)state;
	got = shown(page, sizeof(page) - 1);
	assert_string_equal(got, "a web page (HTML) saved as a workbook");
	free(got);
}

/* The first is in its code page, the second in UTF-16. */
static void names_of_sheets_are_decoded(void **state)
{
	struct biff b;
	struct err e = ERR_INIT;

	(void)state;
	book.n = 0;
	bof(&book, BIFF5, 0x0005);
	page1251(&book);
	sheet_entry(&book, BIFF5, "\xcf\xf0", 0, 0);
	eof(&book);
	assert_int_equal(
		biff_open(&b, (struct span){ (char *)book.at, book.n }, &e), 0);
	assert_string_equal(b.sheets[0].name.at, "\xd0\x9f\xd1\x80");
	biff_free(&b);
	book.n = 0;
	bof(&book, BIFF8, 0x0005);
	record(&book, 0x0085, "\0\0\0\0\0\0\1\1\x22\x6f", 10);
	eof(&book);
	assert_int_equal(
		biff_open(&b, (struct span){ (char *)book.at, book.n }, &e), 0);
	assert_string_equal(b.sheets[0].name.at, "\xe6\xbc\xa2");
	biff_free(&b);
}

static void a_sheet_that_is_elsewhere_leaves_the_others_readable(void **state)
{
	size_t first, second;

	(void)state;
	book.n = 0;
	bof(&book, BIFF8, 0x0005);
	first = sheet_entry(&book, BIFF8, "lost", 0, 0);
	second = sheet_entry(&book, BIFF8, "found", 0, 0);
	eof(&book);
	set(&book, first, 50000, 4);
	set(&book, second, book.n, 4);
	bof(&book, BIFF8, 0x0010);
	number(&book, 0, 0, 0, 5);
	eof(&book);
	assert_shown("it is not where the workbook says (the workbook is "
		     "damaged or cut short); A1 number 5");
}

static void a_sheet_without_its_end_is_refused(void **state)
{
	(void)state;
	one_sheet(&book, BIFF8, NULL, all_numbers);
	book.n -= 4;
	assert_shown("the workbook is cut short");
}

static void shared_strings_end_where_they_are_damaged(void **state)
{
	struct biff b;
	struct err e = ERR_INIT;

	(void)state;
	book.n = 0;
	bof(&book, BIFF8, 0x0005);
	record(&book, 0x00fc, "\x7f\0\0\0\x7f\0\0\0\1\0\0a\xff\xff\0b", 16);
	eof(&book);
	assert_int_equal(
		biff_open(&b, (struct span){ (char *)book.at, book.n }, &e), 0);
	assert_int_equal(biff_need_sst(&b, &e), 0);
	assert_true(span_is(biff_sst(&b, 0), "a"));
	assert_null(biff_sst(&b, 1).at);
	assert_null(biff_sst(&b, SIZE_MAX).at);
	biff_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_stand_in_number_rk_and_mulrk_records),
		cmocka_unit_test(numbers_of_excel_95_are_the_same),
		cmocka_unit_test(
			packed_numbers_are_as_many_as_there_are_bytes_for),
		cmocka_unit_test(
			packed_numbers_behind_the_last_column_are_refused),
		cmocka_unit_test(an_infinite_number_is_an_error_cell),
		cmocka_unit_test(a_number_with_a_date_format_is_a_date),
		cmocka_unit_test(
			a_date_may_be_of_excel_95_or_a_formulas_result),
		cmocka_unit_test(the_1904_flag_is_seen),
		cmocka_unit_test(format_codes_tell_dates_from_numbers),
		cmocka_unit_test(a_formula_gives_its_stored_result),
		cmocka_unit_test(a_formula_without_a_stored_result_is_blank),
		cmocka_unit_test(booleans_and_errors_are_told_apart),
		cmocka_unit_test(shared_strings_run_on_into_continue_records),
		cmocka_unit_test(a_lone_surrogate_costs_one_character),
		cmocka_unit_test(a_missing_shared_string_is_refused),
		cmocka_unit_test(labels_of_excel_95_are_in_their_code_page),
		cmocka_unit_test(an_unknown_code_page_is_refused),
		cmocka_unit_test(text_that_is_cut_short_is_refused),
		cmocka_unit_test(rows_and_columns_come_out_in_order),
		cmocka_unit_test(a_column_behind_the_last_is_refused),
		cmocka_unit_test(a_short_record_is_refused),
		cmocka_unit_test(a_chart_in_a_sheet_is_passed_over),
		cmocka_unit_test(only_worksheets_are_listed_with_their_state),
		cmocka_unit_test(an_encrypted_workbook_is_named_so),
		cmocka_unit_test(a_workbook_of_excel_2_to_4_is_named_so),
		cmocka_unit_test(a_stream_that_begins_otherwise_is_refused),
		cmocka_unit_test(a_web_page_named_xls_is_named_so),
		cmocka_unit_test(names_of_sheets_are_decoded),
		cmocka_unit_test(
			a_sheet_that_is_elsewhere_leaves_the_others_readable),
		cmocka_unit_test(a_sheet_without_its_end_is_refused),
		cmocka_unit_test(shared_strings_end_where_they_are_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
