/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "tests/xlsbuild.h"

static const struct book_csv plain = BOOK_CSV_INIT;

static void assert_cells_with(
	struct book_csv how, const char *bytes, size_t n, const char *expected)
{
	struct book b = { .csv = how, .reader = &reader_csv };
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	b.file = (struct file_map){ bytes, n, 0 };
	if (b.reader->open(&b, &e) == 0)
		show_sheet(&out, &b, 0);
	else
		text_puts(&out, e.text);
	assert_string_equal(out.at ? out.at : "", expected);
	b.reader->close(b.state);
	text_free(&out);
	for (size_t i = 0; i < b.n_sheets; i++)
		free(b.sheets[i].name);
	free(b.sheets);
}

static void assert_cells(const char *bytes, const char *expected)
{
	assert_cells_with(plain, bytes, strlen(bytes), expected);
}

static void a_decimal_is_a_number_and_keeps_its_text(void **state)
{
	(void)state;
	assert_cells("1,1.0,-2.50,+3,1e3,007\n",
		"A1 number 1; B1 number 1.0; C1 number -2.50; D1 number +3; "
		"E1 number 1e3; F1 number 007");
}

static void all_else_is_text_with_its_spaces(void **state)
{
	(void)state;
	assert_cells("a b, 1,1 ,\"1,000\",0x10,nan,inf,1.2.3\n",
		"A1 text a b; B1 text  1; C1 text 1 ; D1 text 1,000; "
		"E1 text 0x10; F1 text nan; G1 text inf; H1 text 1.2.3");
}

static void an_empty_field_is_blank(void **state)
{
	(void)state;
	assert_cells("x,,y\n,,\n\n,z\n", "A1 text x; C1 text y; B4 text z");
}

static void a_decimal_comma_makes_a_point_text(void **state)
{
	(void)state;
	assert_cells_with((struct book_csv){ ';', ',', 0 }, "1,5;1.5;1.000,5;7",
		17, "A1 number 1,5; B1 text 1.5; C1 text 1.000,5; D1 number 7");
}

static void a_tab_may_separate(void **state)
{
	(void)state;
	assert_cells_with((struct book_csv){ '\t', '.', 0 }, "a\t1\nb,c\t2", 9,
		"A1 text a; B1 number 1; A2 text b,c; B2 number 2");
}

static void a_quoted_field_may_hold_lines_and_quotes(void **state)
{
	(void)state;
	assert_cells("\"a\nb\",\"say \"\"x\"\"\"\n2\n",
		"A1 text a\nb; B1 text say \"x\"; A2 number 2");
}

static void lines_end_in_lf_crlf_or_cr(void **state)
{
	(void)state;
	assert_cells("1\n2\r\n3\r4",
		"A1 number 1; A2 number 2; A3 number 3; "
		"A4 number 4");
}

static void a_byte_order_mark_is_skipped(void **state)
{
	(void)state;
	assert_cells("\xef\xbb\xbf\"x\",1\n", "A1 text x; B1 number 1");
}

static void a_quote_that_never_ends_is_refused(void **state)
{
	(void)state;
	assert_cells("a,1\n\"b,2\n",
		"A1 text a; B1 number 1; "
		"record 2: a quoted field never ends");
}

static void bytes_that_are_no_utf8_are_refused_with_their_line(void **state)
{
	(void)state;
	assert_cells("a\nb\ncaf\xe9\n",
		"line 3: byte 0xE9 is no UTF-8: name the charset the text is "
		"in, such as windows-1252");
	assert_cells("caf\xc3",
		"line 1: byte 0xC3 is no UTF-8: name the charset the text is "
		"in, such as windows-1252");
}

/* In pieces of 64 KiB: what a piece splits is whole all the same, and lines
 * are counted over all of them. */
static void a_long_text_is_read_in_pieces(void **state)
{
	struct text bytes = TEXT_INIT, want = TEXT_INIT;

	(void)state;
	for (int shift = 0; shift < 3; shift++) {
		text_clear(&bytes);
		text_clear(&want);
		text_add(&bytes, "xx", (size_t)shift);
		text_add(&want, "A1 text xx", 8 + (size_t)shift);
		for (int i = 0; i < 33000; i++) {
			text_puts(&bytes, "€");
			text_puts(&want, "€");
		}
		assert_cells(bytes.at, want.at);
		text_puts(&bytes, "\n\n\xff");
		text_puts(&want,
			"; line 3: byte 0xFF is no UTF-8: name the charset the "
			"text is in, such as windows-1252");
		assert_cells(bytes.at, strstr(want.at, "line"));
	}
	text_free(&bytes);
	text_free(&want);
}

static void a_nul_byte_is_refused(void **state)
{
	(void)state;
	assert_cells_with(
		plain, "a\nb\0c\n", 6, "line 2: a NUL byte, which no text has");
	assert_cells_with((struct book_csv){ ',', '.', 1252 }, "a\nb\0c\n", 6,
		"line 2: a NUL byte, which no text has");
	assert_cells_with(plain,
		"\xff\xfe"
		"a\0\0\0",
		6, "line 1: a NUL byte, which no text has");
}

static void a_charset_that_is_named_is_read(void **state)
{
	static const struct {
		unsigned codepage;
		const char *bytes, *cells;
	} table[] = {
		{ 1252, "T\xfcrkiye,\x80 5,\x97\n",
			"A1 text Türkiye; B1 text € 5; C1 text —" },
		{ 1251, "\xca\xe0\xe7\xe0\xf5\xf1\xf2\xe0\xed;",
			"A1 text Казахстан;" },
		{ 1250,
			"\xc8"
			"esko",
			"A1 text Česko" },
		{ 1256, "\xe3\xd5\xd1", "A1 text مصر" },
		{ 1253, "\xd2", "A1 text \ufffd" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		assert_cells_with(
			(struct book_csv){ ',', '.', table[i].codepage },
			table[i].bytes, strlen(table[i].bytes), table[i].cells);
}

static void a_byte_order_mark_goes_before_the_charset(void **state)
{
	(void)state;
	assert_cells_with((struct book_csv){ ',', '.', 1252 },
		"\xef\xbb\xbfT\xc3\xbcrkiye,1", 13,
		"A1 text Türkiye; B1 number 1");
}

static void utf16_is_told_by_its_mark(void **state)
{
	static const char little[] = "\xff\xfe\xfc\0\t\0"
				     "1\0\n\0=\xd8\0\xde",
			  big[] = "\xfe\xff\0\xfc\0\t\0"
				  "1\0\n\xd8=\xde\0";
	static const char want[] = "A1 text ü; B1 number 1; A2 text 😀";
	struct book_csv tab = { '\t', '.', 0 };

	(void)state;
	assert_cells_with(tab, little, 14, want);
	assert_cells_with(tab, big, 14, want);
	assert_cells_with(
		tab, little, 12, "A1 text ü; B1 number 1; A2 text \ufffd");
	assert_cells_with(tab, little, 13,
		"A1 text ü; B1 number 1; A2 text \ufffd\ufffd");
	assert_cells_with(tab, little, 2, "");
}

/* The World Bank's: a mark, titles of fewer fields, CRLF, a last field that is
 * always empty. */
static void titles_and_a_comma_behind_do_no_harm(void **state)
{
	(void)state;
	assert_cells(
		"\xef\xbb\xbf\"Data Source\",\"World Development\",\r\n\r\n"
		"\"Last Updated Date\",\"2025-01-28\",\r\n\r\n"
		"\"Country Name\",\"Code\",\"1960\",\"1961\",\r\n"
		"\"Aruba\",\"ABW\",\"54608\",\"\",\r\n",
		"A1 text Data Source; B1 text World Development; "
		"A3 text Last Updated Date; B3 text 2025-01-28; "
		"A5 text Country Name; B5 text Code; C5 number 1960; "
		"D5 number 1961; A6 text Aruba; B6 text ABW; C6 number 54608");
}

static void an_empty_list_has_no_cells(void **state)
{
	(void)state;
	assert_cells("", "");
	assert_cells("\n\n", "");
}

static void too_many_columns_are_refused(void **state)
{
	char *commas = malloc(16386);

	(void)state;
	memset(commas, ',', 16385);
	commas[16385] = '\0';
	assert_cells(commas, "row 1: more than 1048576 rows or 16384 columns");
	commas[16383] = '\0';
	assert_cells(commas, "");
	free(commas);
}

static void too_many_rows_are_refused(void **state)
{
	size_t n = 1048577;
	char *lines = malloc(n);

	(void)state;
	memset(lines, '\n', n);
	lines[n - 1] = '1';
	assert_cells_with(plain, lines, n,
		"row 1048577: more than 1048576 rows or 16384 columns");
	assert_cells_with(plain, lines + 1, n - 1, "A1048576 number 1");
	free(lines);
}

/* ---- published lists ------------------------------------------------------
 */

/* How many cells of each type, and one row, of the file. */
static void check_list(const char *name, const struct book_csv *how,
	size_t numbers, size_t texts, uint32_t number, const char *want)
{
	struct text row = TEXT_INIT;
	struct err e = ERR_INIT;
	struct book *b = NULL;
	struct sheet *s = NULL;
	char path[PATH_TEXT];
	size_t n[CELL_ERROR + 1] = { 0 };
	struct row r;

	shared_in(path, name);
	assert_int_equal(book_open(&b, path, how, &e), 0);
	assert_int_equal(sheet_open(&s, b, 0, &e), 0);
	while (sheet_next(s, &r, &e) > 0) {
		for (size_t i = 0; i < r.n; i++)
			n[r.cells[i].type]++;
		if (r.number + 1 == number)
			show_row(&row, &r);
	}
	assert_string_equal(e.text, "");
	assert_int_equal(n[CELL_NUMBER], numbers);
	assert_int_equal(n[CELL_TEXT], texts);
	assert_string_equal(row.at, want);
	sheet_close(s);
	book_close(b);
	text_free(&row);
}

static void the_list_of_rsf_has_decimal_commas(void **state)
{
	(void)state;
	check_list("data/rsf/rsf_2023.csv", &(struct book_csv){ ';', ',', 0 },
		3060, 1465, 135,
		"A135 text KAZ; B135 number 45,87; C135 number 134; "
		"D135 number 44,06; E135 number 134; F135 number 36,03; "
		"G135 number 143; H135 number 44,34; I135 number 139; "
		"J135 number 59,37; K135 number 104; L135 number 45,54; "
		"M135 number 133; N135 text EEAC; O135 text Kazakhstan; "
		"P135 text Kazakhstan; Q135 text Kazajistán; "
		"R135 text Cazaquistão ; S135 text كازاخستان; "
		"T135 text قزاقستان; U135 number 2023; V135 number 122; "
		"W135 number -12; X135 number 48,28; Y135 number -2,41");
}

static void the_list_of_egdi_quotes_its_names(void **state)
{
	(void)state;
	check_list("data/egdi/EGOV_DATA_2020.csv", NULL, 1351, 201, 9,
		"A9 number 2020; B9 text Kazakhstan ; C9 number 29; "
		"D9 number 0.83750; E9 number 0.88100; F9 number 0.92350; "
		"G9 number 0.88660; H9 number 0.70240");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_decimal_is_a_number_and_keeps_its_text),
		cmocka_unit_test(all_else_is_text_with_its_spaces),
		cmocka_unit_test(an_empty_field_is_blank),
		cmocka_unit_test(a_decimal_comma_makes_a_point_text),
		cmocka_unit_test(a_tab_may_separate),
		cmocka_unit_test(a_quoted_field_may_hold_lines_and_quotes),
		cmocka_unit_test(lines_end_in_lf_crlf_or_cr),
		cmocka_unit_test(a_byte_order_mark_is_skipped),
		cmocka_unit_test(a_quote_that_never_ends_is_refused),
		cmocka_unit_test(
			bytes_that_are_no_utf8_are_refused_with_their_line),
		cmocka_unit_test(a_long_text_is_read_in_pieces),
		cmocka_unit_test(a_nul_byte_is_refused),
		cmocka_unit_test(a_charset_that_is_named_is_read),
		cmocka_unit_test(a_byte_order_mark_goes_before_the_charset),
		cmocka_unit_test(utf16_is_told_by_its_mark),
		cmocka_unit_test(titles_and_a_comma_behind_do_no_harm),
		cmocka_unit_test(the_list_of_rsf_has_decimal_commas),
		cmocka_unit_test(the_list_of_egdi_quotes_its_names),
		cmocka_unit_test(an_empty_list_has_no_cells),
		cmocka_unit_test(too_many_columns_are_refused),
		cmocka_unit_test(too_many_rows_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
