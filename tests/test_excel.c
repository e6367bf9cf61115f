/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "tests/check.h"

#include "pipeline/report/excel.h"
#include "pipeline/report/names.h"
#include "pipeline/workbook/book.h"

/* ---- a workbook being made ------------------------------------------------
 */

struct bench {
	char path[PATH_TEXT];
	struct excel *excel;
	struct excel_sheet *sheet;
	struct err e;
};

static const struct excel_properties properties = { .title = "Title",
	.subject = "Subject",
	.author = "Author",
	.company = "Company",
	.comments = "Comments" };

static void start(struct bench *b, const char *folder)
{
	*b = (struct bench){ .e = ERR_INIT };
	path_in(b->path, folder, "book.xlsx");
	assert_int_equal(
		excel_open(&b->excel, b->path, 1700000000, &properties, &b->e),
		0);
	b->sheet = excel_sheet(b->excel, "Data");
}

static void save(struct bench *b)
{
	int rc = excel_save(b->excel, &b->e);

	assert_string_equal(b->e.text, "");
	assert_int_equal(rc, 0);
}

static void assert_refused(struct bench *b, const char *text)
{
	assert_int_equal(excel_save(b->excel, &b->e), -1);
	assert_fault(&b->e, ERR_DATA, text);
	assert_false(file_exists(b->path));
}

/* What our own reader finds in a cell of the first sheet, with its text in
 * text; a blank where it finds none. */
static struct cell read_cell(
	const char *path, uint32_t row, uint32_t column, char text[256])
{
	struct cell found = { .row = row, .column = column };
	struct err e = ERR_INIT;
	struct book *book = NULL;
	struct sheet *s = NULL;
	struct row r;

	text[0] = '\0';
	assert_int_equal(book_open(&book, path, NULL, &e), 0);
	assert_int_equal(sheet_open(&s, book, 0, &e), 0);
	while (sheet_next(s, &r, &e) == 1)
		for (size_t i = 0; i < r.n; i++)
			if (r.number == row && r.cells[i].column == column) {
				found = r.cells[i];
				snprintf(text, 256, "%.*s", SPAN(found.text));
			}
	assert_string_equal(e.text, "");
	sheet_close(s);
	book_close(book);
	return found;
}

/* ---- numbers --------------------------------------------------------------
 */

static void every_number_comes_back_as_the_same_double(void **state)
{
	static const double hard[] = { 0.1 + 0.2, 9.1861421874153372, 5e-324,
		1.7976931348623157e308, 2.2250738585072014e-308, 1.0 / 3,
		-100.0 / 7, 1e22, 123456789012345678.0, 88.36, 51.40653433, 0,
		1e-7 };
	struct bench b;
	char text[256];

	start(&b, *state);
	for (uint32_t i = 0; i < COUNT(hard); i++) {
		excel_number(b.sheet, i, 0, hard[i], NULL);
		excel_number(b.sheet, i, 700, hard[i],
			&(struct excel_look){ .number_format = "0.00" });
	}
	save(&b);
	for (uint32_t i = 0; i < COUNT(hard); i++) {
		struct cell a = read_cell(b.path, i, 0, text);
		struct cell z = read_cell(b.path, i, 700, text);

		assert_int_equal(a.type, CELL_NUMBER);
		assert_same_double(a.number, hard[i]);
		assert_same_double(z.number, hard[i]);
	}
}

static void a_formula_keeps_the_whole_of_its_result(void **state)
{
	struct bench b;
	struct cell c;
	char text[256];

	start(&b, *state);
	excel_formula(b.sheet, 0, 0, "=0.1+0.2", 0.1 + 0.2, NULL);
	excel_formula(b.sheet, 1, 0, "=\"a\"&\"b\"", 0, "ab");
	save(&b);
	c = read_cell(b.path, 0, 0, text);
	assert_same_double(c.number, 0.1 + 0.2);
	assert_non_null(c.formula.at);
	c = read_cell(b.path, 1, 0, text);
	assert_int_equal(c.type, CELL_TEXT);
	assert_string_equal(text, "ab");
}

static void a_number_that_is_none_is_refused(void **state)
{
	struct bench b;

	start(&b, *state);
	excel_number(b.sheet, 2, 1, NAN, NULL);
	excel_number(b.sheet, 3, 1, INFINITY, NULL);
	assert_refused(&b, "sheet 'Data', cell B3: not a finite number");
}

/* ---- text -----------------------------------------------------------------
 */

static void text_that_looks_like_a_formula_stays_text(void **state)
{
	static const char *const texts[] = { "=1+1", "+1", "-1", "@SUM(A1)",
		"{=1}", "0123", "1e5", "TRUE", "#N/A" };
	struct bench b;
	char text[256];

	start(&b, *state);
	for (uint32_t i = 0; i < COUNT(texts); i++)
		excel_text(b.sheet, i, 0, texts[i], NULL);
	save(&b);
	for (uint32_t i = 0; i < COUNT(texts); i++) {
		struct cell c = read_cell(b.path, i, 0, text);

		assert_int_equal(c.type, CELL_TEXT);
		assert_null(c.formula.at);
		assert_string_equal(text, texts[i]);
	}
}

static void text_comes_back_byte_for_byte(void **state)
{
	static const char *const texts[] = { " two  spaces ", "a\nb\tc", "a\rb",
		"\x01", "T\xc3\xbcrkiye \xe2\x96\xb2", "<a> & \"b\"", "_x0041_",
		"_x005F_x0041_", "\xf0\x9f\x98\x80" };
	struct bench b;
	char text[256];

	start(&b, *state);
	for (uint32_t i = 0; i < COUNT(texts); i++)
		excel_text(b.sheet, i, 0, texts[i], NULL);
	save(&b);
	for (uint32_t i = 0; i < COUNT(texts); i++) {
		read_cell(b.path, i, 0, text);
		assert_string_equal(text, texts[i]);
	}
}

/* One character too many, or just as many as Excel takes. */
static void put_long(struct bench *b, size_t n)
{
	char *text = malloc(n + 1);

	assert_non_null(text);
	memset(text, 'x', n);
	text[n] = '\0';
	excel_text(b->sheet, 0, 0, text, NULL);
	free(text);
}

static void text_of_32767_characters_is_taken(void **state)
{
	struct bench b;

	start(&b, *state);
	put_long(&b, 32767);
	save(&b);
}

static void text_of_32768_characters_ends_in_an_ellipsis(void **state)
{
	struct bench b;
	char text[256];

	start(&b, *state);
	put_long(&b, 32768);
	save(&b);
	assert_int_equal(read_cell(b.path, 0, 0, text).text.len, 32766 + 3);
}

static void what_is_no_character_becomes_one_that_says_so(void **state)
{
	static const struct {
		const char *text, *held;
	} all[] = {
		{ "caf\xe9", "caf\ufffd" },
		{ "a\xef\xbf\xbe"
		  "b",
			"a\ufffdb" },
		{ "\xed\xa0\x80!", "\ufffd!" },
		{ "\xff\xff", "\ufffd\ufffd" },
	};
	struct bench b;
	char text[256];

	start(&b, *state);
	for (uint32_t i = 0; i < COUNT(all); i++)
		excel_text(b.sheet, i, 2, all[i].text, NULL);
	excel_link(b.sheet, 9, 2, "https://x.y", "caf\xe9", NULL);
	save(&b);
	for (uint32_t i = 0; i < COUNT(all); i++) {
		read_cell(b.path, i, 2, text);
		assert_string_equal(text, all[i].held);
	}
	read_cell(b.path, 9, 2, text);
	assert_string_equal(text, "caf\ufffd");
}

static void text_is_cut_by_what_excel_counts(void **state)
{
	static const struct {
		const char *text, *held;
	} all[] = {
		{ "abcd", "abcd" },
		{ "abcde", "abc\u2026" },
		{ "ab\U0001f600", "ab\U0001f600" },
		{ "abc\U0001f600", "abc\u2026" },
		{ "ab\U0001f600c", "ab\u2026" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct text t = TEXT_INIT;

		name_held(&t, all[i].text, 4);
		assert_string_equal(t.at, all[i].held);
		text_free(&t);
	}
}

static void a_link_to_elsewhere_is_written_as_text(void **state)
{
	struct bench b;
	struct cell c;
	char text[256];

	start(&b, *state);
	excel_link(b.sheet, 0, 0, "file:///etc/passwd", "=here", NULL);
	save(&b);
	c = read_cell(b.path, 0, 0, text);
	assert_int_equal(c.type, CELL_TEXT);
	assert_string_equal(text, "=here");
}

static void a_number_that_is_a_link_stays_the_same_number(void **state)
{
	const struct excel_lead lead = { "internal:'Data'!A9", "where from" };
	struct bench b;
	struct cell c;
	char text[256];

	start(&b, *state);
	excel_number_link(b.sheet, 0, 0, 0.1 + 0.2, NULL, &lead);
	excel_number_link(b.sheet, 1, 0, 7,
		&(struct excel_look){ .number_format = "0.00" }, &lead);
	save(&b);
	c = read_cell(b.path, 0, 0, text);
	assert_int_equal(c.type, CELL_NUMBER);
	assert_same_double(c.number, 0.1 + 0.2);
	c = read_cell(b.path, 1, 0, text);
	assert_int_equal(c.type, CELL_NUMBER);
	assert_same_double(c.number, 7);
}

static void more_links_than_excel_takes_are_numbers(void **state)
{
	const struct excel_lead lead = { "internal:'Data'!A1", NULL };
	struct bench b;
	struct cell c;
	char text[256];

	start(&b, *state);
	for (uint32_t i = 0; i < EXCEL_LINKS + 2; i++)
		excel_number_link(b.sheet, i, 0, i, NULL, &lead);
	save(&b);
	c = read_cell(b.path, EXCEL_LINKS + 1, 0, text);
	assert_int_equal(c.type, CELL_NUMBER);
	assert_same_double(c.number, EXCEL_LINKS + 1);
}

static void a_number_format_that_is_too_long_is_refused(void **state)
{
	struct bench b;
	char format[200];

	memset(format, '0', sizeof(format) - 1);
	format[128] = '\0';
	start(&b, *state);
	excel_number(b.sheet, 0, 0, 1,
		&(struct excel_look){ .number_format = format });
	excel_save(b.excel, &b.e);
	assert_contains(b.e.text, "longer than 127 bytes");
}

/* ---- names ----------------------------------------------------------------
 */

static void a_sheet_name_that_excel_forbids_is_refused(void **state)
{
	static const struct {
		const char *name, *fault;
	} bad[] = {
		{ "", "sheet '': empty" },
		{ "a/b",
			"sheet 'a/b': has a character that Excel forbids in "
			"it" },
		{ "[1]",
			"sheet '[1]': has a character that Excel forbids in "
			"it" },
		{ "'a", "sheet ''a': has an apostrophe at its end" },
		{ "history", "sheet 'history': kept by Excel for itself" },
		{ "12345678901234567890123456789012",
			"sheet '12345678901234567890123456789012': longer "
			"than 31 characters" },
		{ "data", "sheet 'data': used twice" },
	};
	struct bench b;

	for (size_t i = 0; i < COUNT(bad); i++) {
		start(&b, *state);
		assert_null(excel_sheet(b.excel, bad[i].name));
		assert_refused(&b, bad[i].fault);
	}
}

static void sheet_names_that_differ_in_case_alone_are_refused(void **state)
{
	struct bench b;

	start(&b, *state);
	assert_non_null(excel_sheet(b.excel, "\xc3\x84pfel"));
	assert_null(excel_sheet(b.excel, "\xc3\xa4pfel"));
	assert_refused(&b, "sheet '\xc3\xa4pfel': used twice");
}

static void a_sheet_name_of_31_wide_characters_is_taken(void **state)
{
	char name[31 * 2 + 1] = "";
	struct bench b;

	for (size_t i = 0; i < 31; i++)
		memcpy(name + 2 * i, "\xd2\x9b", 3); /* Kazakh qa */
	start(&b, *state);
	assert_non_null(excel_sheet(b.excel, name));
	save(&b);
}

/* The library has room for 127 bytes and does not say so. */
static void a_number_format_too_long_is_refused(void **state)
{
	char format[129];
	const struct excel_look look = { .number_format = format };
	struct bench b;

	memset(format, '0', 127);
	format[127] = '\0';
	start(&b, *state);
	excel_number(b.sheet, 0, 0, 1, &look);
	save(&b);
	memset(format, '0', 128);
	format[128] = '\0';
	assert_int_equal(unlink(b.path), 0);
	start(&b, *state);
	excel_number(b.sheet, 0, 0, 1, &look);
	assert_refused(&b,
		"number format '"
		"000000000000000000000000000000000000000000000000000000000000"
		"...': longer than 127 bytes");
}

static void a_table_name_that_reads_as_a_cell_is_refused(void **state)
{
	static const struct {
		const char *name, *fault;
	} bad[] = {
		{ "AB12", "table 'AB12': reads as a cell's address" },
		{ "R1C1", "table 'R1C1': reads as a cell's address" },
		{ "1st", "table '1st': does not start with a letter" },
		{ "a b",
			"table 'a b': has more than letters, digits and "
			"'_'" },
	};
	static const char *const titles[] = { "One" };
	struct bench b;

	for (size_t i = 0; i < COUNT(bad); i++) {
		start(&b, *state);
		excel_table(b.sheet, bad[i].name, 0, 0, 1, 1, titles);
		assert_refused(&b, bad[i].fault);
	}
}

static void two_tables_of_one_name_are_refused(void **state)
{
	static const char *const titles[] = { "One" };
	struct bench b;

	start(&b, *state);
	excel_table(b.sheet, "table_a", 0, 0, 1, 1, titles);
	excel_table(b.sheet, "Table_A", 5, 0, 6, 1, titles);
	assert_refused(&b, "table 'Table_A': used twice");
}

static void two_columns_of_one_title_are_refused(void **state)
{
	static const char *const titles[] = { "Rank", "rank" };
	struct bench b;

	start(&b, *state);
	excel_table(b.sheet, "ranks", 0, 0, 1, 2, titles);
	assert_refused(&b, "table 'ranks': two columns have the same title");
}

static void a_table_without_rows_is_refused(void **state)
{
	static const char *const titles[] = { "Rank" };
	struct bench b;

	start(&b, *state);
	excel_table(b.sheet, "ranks", 4, 0, 4, 1, titles);
	assert_refused(&b, "table 'ranks': no row under its header");
}

static void a_table_has_its_titles_in_its_first_row(void **state)
{
	static const char *const titles[] = { "Rank", "Country" };
	struct bench b;
	char text[256];

	start(&b, *state);
	excel_number(b.sheet, 4, 0, 1, NULL);
	excel_text(b.sheet, 4, 1, "Narnia", NULL);
	excel_table(b.sheet, "ranks", 3, 0, 4, 2, titles);
	save(&b);
	read_cell(b.path, 3, 1, text);
	assert_string_equal(text, "Country");
}

/* ---- faults and files -----------------------------------------------------
 */

static void the_first_fault_is_the_one_reported(void **state)
{
	struct bench b;

	start(&b, *state);
	excel_number(b.sheet, 0, 0, NAN, NULL);
	excel_text(b.sheet, 1, 0, "\xff", NULL);
	assert_null(excel_sheet(b.excel, "[]"));
	assert_refused(&b, "sheet 'Data', cell A1: not a finite number");
}

static void a_cell_off_the_sheet_is_refused(void **state)
{
	struct bench b;

	start(&b, *state);
	excel_number(b.sheet, 1048576, 0, 1, NULL);
	assert_refused(&b, "sheet 'Data' is full: no row 1048577, column 1");
}

static void a_refused_workbook_leaves_the_old_one(void **state)
{
	struct bench b;
	char path[PATH_TEXT];

	path_in(path, *state, "book.xlsx");
	write_text(path, "old");
	start(&b, *state);
	excel_number(b.sheet, 0, 0, NAN, NULL);
	assert_int_equal(excel_save(b.excel, &b.e), -1);
	assert_file(path, "old");
}

static void a_dropped_workbook_leaves_nothing(void **state)
{
	struct bench b;

	start(&b, *state);
	excel_text(b.sheet, 0, 0, "text", NULL);
	excel_drop(b.excel);
	excel_drop(NULL);
	assert_false(file_exists(b.path));
}

static int count_name(void *context, const char *name, struct err *e)
{
	(void)name;
	(void)e;
	++*(int *)context;
	return 0;
}

/* Whatever ends us, there is nothing with a name. */
static void nothing_is_left_beside_a_workbook_in_the_making(void **state)
{
	struct bench b;
	int names = 0;

	start(&b, *state);
	excel_text(b.sheet, 0, 0, "Header", NULL);
	excel_stream(b.sheet, 1);
	for (uint32_t i = 1; i < 50000; i++)
		excel_number(b.sheet, i, 0, i / 3.0, NULL);
	assert_int_equal(file_list(*state, count_name, &names, &b.e), 0);
	assert_int_equal(names, 0);
	save(&b);
	assert_true(file_exists(b.path));
}

/* Every name as long as Excel takes it, of characters of three bytes: the
 * library has room for them all. */
static void the_longest_names_are_taken(void **state)
{
	char wide[255 * 3 + 1] = "", sheet[31 * 3 + 1] = "", plain[256];
	const char *const titles[] = { wide };
	const struct excel_series line = { wide, { sheet, 1, 0, 1, 0 },
		{ sheet, 1, 0, 1, 0 }, 0x1f4e79 };
	const struct excel_chart chart = { .kind = CHART_BARS,
		.title = wide,
		.value_axis = wide,
		.note = wide,
		.alt = wide,
		.number_format = "0",
		.series = &line,
		.n = 1,
		.width = 480,
		.height = 288 };
	struct excel_sheet *s;
	struct bench b;
	char text[256];

	for (size_t i = 0; i < 255; i++)
		memcpy(wide + 3 * i, "\xe2\x96\xb2", 4);
	memcpy(sheet, wide, 31 * 3);
	memset(plain, 'n', 255);
	plain[255] = '\0';
	start(&b, *state);
	s = excel_sheet(b.excel, sheet);
	excel_number(s, 1, 0, 1, NULL);
	excel_table(s, plain, 0, 0, 1, 1, titles);
	excel_print(s, 1, 0, 0);
	excel_chart(s, 3, 0, &chart);
	excel_text(b.sheet, 0, 0, "first", NULL);
	save(&b);
	read_cell(b.path, 0, 0, text);
	assert_string_equal(text, "first");
}

static void make_all(const char *folder, const char *name)
{
	static const char *const titles[] = { "Edition", "Rank" };
	static const struct excel_series line = { "Narnia",
		{ "Data", 1, 0, 1, 1 }, { "Data", 2, 0, 2, 1 }, 0x1f4e79 };
	static const struct excel_chart ranks = { .kind = CHART_RANKS,
		.title = "Ranks",
		.note = "note",
		.alt = "alt",
		.series = &line,
		.n = 1,
		.width = 480,
		.height = 288 };
	struct excel_chart bars = ranks;
	struct excel_look look = {
		.number_format = "0.0", .bold = 1, .fill = 0xeeeeee
	};
	struct excel *x = NULL;
	struct excel_sheet *s;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, folder, name);
	assert_int_equal(excel_open(&x, path, 1700000000, &properties, &e), 0);
	s = excel_sheet(x, "Data");
	excel_table(s, "ranks", 1, 0, 2, 2, titles);
	excel_number(s, 2, 0, 0.1 + 0.2, &look);
	excel_number(s, 2, 1, 7, NULL);
	excel_merge(s, 5, 0, 5, 3, "wide", &look);
	excel_link(s, 6, 0, "https://example.org/", "there", NULL);
	bars.kind = CHART_BARS;
	excel_chart(s, 8, 0, &ranks);
	excel_chart(s, 30, 0, &bars);
	assert_int_equal(excel_save(x, &e), 0);
}

static void the_same_calls_give_the_same_bytes(void **state)
{
	char a[PATH_TEXT], b[PATH_TEXT];
	struct file_map one, two;
	struct err e = ERR_INIT;

	make_all(*state, "a.xlsx");
	make_all(*state, "b.xlsx");
	path_in(a, *state, "a.xlsx");
	path_in(b, *state, "b.xlsx");
	assert_int_equal(file_map(&one, a, &e), 0);
	assert_int_equal(file_map(&two, b, &e), 0);
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.at, two.at, one.len);
	file_unmap(&one);
	file_unmap(&two);
}

static void a_property_of_our_own_is_checked_before(void **state)
{
	char path[PATH_TEXT], text[257];
	struct excel_property own = { "kosh run", text };
	const struct excel_properties all = { .own = &own, .n_own = 1 };
	struct excel *x = NULL;
	struct err e = ERR_INIT;

	path_in(path, *state, "book.xlsx");
	memset(text, 'x', 256);
	text[256] = '\0';
	assert_int_equal(excel_open(&x, path, 1, &all, &e), -1);
	assert_fault(&e, ERR_DATA,
		"property 'kosh run': longer than 255 characters");
	assert_false(file_exists(path));
	e = (struct err)ERR_INIT;
	text[255] = '\0';
	assert_int_equal(excel_open(&x, path, 1, &all, &e), 0);
	excel_sheet(x, "S");
	assert_int_equal(excel_save(x, &e), 0);
}

/* Else the file could not be read, and a long name bar the report. */
static void a_property_is_one_line_that_fits(void **state)
{
	char path[PATH_TEXT], text[301];
	const struct excel_properties all = { .title = "a bell \a rings\nonce",
		.subject = text };
	struct excel *x = NULL;
	struct err e = ERR_INIT;

	path_in(path, *state, "book.xlsx");
	memset(text, 'x', 300);
	text[300] = '\0';
	assert_int_equal(excel_open(&x, path, 1, &all, &e), 0);
	excel_sheet(x, "S");
	assert_int_equal(excel_save(x, &e), 0);
	assert_string_equal(e.text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_property_is_one_line_that_fits),
		test_in_folder(a_property_of_our_own_is_checked_before),
		test_in_folder(every_number_comes_back_as_the_same_double),
		test_in_folder(a_formula_keeps_the_whole_of_its_result),
		test_in_folder(a_number_that_is_none_is_refused),
		test_in_folder(text_that_looks_like_a_formula_stays_text),
		test_in_folder(text_comes_back_byte_for_byte),
		test_in_folder(text_of_32767_characters_is_taken),
		test_in_folder(text_of_32768_characters_ends_in_an_ellipsis),
		test_in_folder(what_is_no_character_becomes_one_that_says_so),
		cmocka_unit_test(text_is_cut_by_what_excel_counts),
		test_in_folder(a_link_to_elsewhere_is_written_as_text),
		test_in_folder(a_number_that_is_a_link_stays_the_same_number),
		test_in_folder(more_links_than_excel_takes_are_numbers),
		test_in_folder(a_number_format_that_is_too_long_is_refused),
		test_in_folder(a_sheet_name_that_excel_forbids_is_refused),
		test_in_folder(
			sheet_names_that_differ_in_case_alone_are_refused),
		test_in_folder(a_sheet_name_of_31_wide_characters_is_taken),
		test_in_folder(a_number_format_too_long_is_refused),
		test_in_folder(a_table_name_that_reads_as_a_cell_is_refused),
		test_in_folder(two_tables_of_one_name_are_refused),
		test_in_folder(two_columns_of_one_title_are_refused),
		test_in_folder(a_table_without_rows_is_refused),
		test_in_folder(a_table_has_its_titles_in_its_first_row),
		test_in_folder(the_first_fault_is_the_one_reported),
		test_in_folder(a_cell_off_the_sheet_is_refused),
		test_in_folder(a_refused_workbook_leaves_the_old_one),
		test_in_folder(a_dropped_workbook_leaves_nothing),
		test_in_folder(the_longest_names_are_taken),
		test_in_folder(nothing_is_left_beside_a_workbook_in_the_making),
		test_in_folder(the_same_calls_give_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
