/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/report/excel.h"
#include "pipeline/workbook/book.h"

/* ---- a sheet whose rows are not kept --------------------------------------
 */

struct bench {
	char path[PATH_TEXT];
	struct excel *excel;
	struct excel_sheet *sheet;
	struct err e;
};

static const struct excel_properties properties = { .title = "Title" };

/* Its header is in the first row. */
static void start(struct bench *b, const char *folder)
{
	*b = (struct bench){ .e = ERR_INIT };
	path_in(b->path, folder, "book.xlsx");
	assert_int_equal(
		excel_open(&b->excel, b->path, 1700000000, &properties, &b->e),
		0);
	b->sheet = excel_sheet(b->excel, "Data");
	excel_text(b->sheet, 0, 0, "Header", NULL);
	excel_stream(b->sheet, 1);
}

static void save(struct bench *b)
{
	int rc = excel_save(b->excel, &b->e);

	assert_string_equal(b->e.text, "");
	assert_int_equal(rc, 0);
}

struct reading {
	struct book *book;
	struct sheet *sheet;
	struct row row;
	struct err e;
};

static void open_reading(struct reading *r, const char *path)
{
	*r = (struct reading){ .e = ERR_INIT };
	assert_int_equal(book_open(&r->book, path, NULL, &r->e), 0);
	assert_int_equal(sheet_open(&r->sheet, r->book, 0, &r->e), 0);
	assert_int_equal(sheet_next(r->sheet, &r->row, &r->e), 1);
	assert_int_equal(r->row.number, 0);
}

static void next(struct reading *r)
{
	assert_int_equal(sheet_next(r->sheet, &r->row, &r->e), 1);
}

static void close_reading(struct reading *r)
{
	assert_int_equal(sheet_next(r->sheet, &r->row, &r->e), 0);
	assert_string_equal(r->e.text, "");
	sheet_close(r->sheet);
	book_close(r->book);
}

static void assert_text(const struct cell *c, const char *text)
{
	assert_int_equal(c->type, CELL_TEXT);
	assert_null(c->formula.at);
	assert_int_equal(c->text.len, strlen(text));
	assert_memory_equal(c->text.at, text, c->text.len);
}

/* ---- what comes back ------------------------------------------------------
 */

/* Doubles of every size: bits of a generator, those that are numbers. */
static double any_double(uint64_t *state)
{
	double value;

	do {
		*state = *state * 6364136223846793005U + 1442695040888963407U;
		memcpy(&value, state, sizeof(value));
	} while (!isfinite(value));
	return value;
}

static void every_streamed_number_comes_back_as_the_same_double(void **state)
{
	enum { ROWS = 20000 };
	uint64_t bits = 1;
	struct reading r;
	struct bench b;

	start(&b, *state);
	for (uint32_t i = 1; i <= ROWS; i++) {
		excel_number(b.sheet, i, 0, any_double(&bits), NULL);
		excel_number(b.sheet, i, 2, i / 7.0, NULL);
	}
	save(&b);
	bits = 1;
	open_reading(&r, b.path);
	for (uint32_t i = 1; i <= ROWS; i++) {
		next(&r);
		assert_int_equal(r.row.number, i);
		assert_int_equal(r.row.n, 2);
		assert_same_double(r.row.cells[0].number, any_double(&bits));
		assert_int_equal(r.row.cells[1].column, 2);
		assert_same_double(r.row.cells[1].number, i / 7.0);
	}
	close_reading(&r);
}

static void streamed_text_comes_back_byte_for_byte(void **state)
{
	static const char *const texts[] = { "=1+1", "+1", "-1", "@SUM(A1)",
		"0123", " two  spaces ", "a\nb\tc", "a\rb", "\x01\x1f", "\n",
		"T\xc3\xbcrkiye \xe2\x96\xb2", "<a> & \"b\" ]]>", "_x0041_",
		"_x005F_x0041_", "_", "_x", "\xf0\x9f\x98\x80" };
	struct reading r;
	struct bench b;

	start(&b, *state);
	for (uint32_t i = 0; i < COUNT(texts); i++)
		excel_text(b.sheet, i + 1, 0, texts[i], NULL);
	save(&b);
	open_reading(&r, b.path);
	for (uint32_t i = 0; i < COUNT(texts); i++) {
		next(&r);
		assert_text(&r.row.cells[0], texts[i]);
	}
	close_reading(&r);
}

static void a_streamed_blank_is_no_text_and_no_number(void **state)
{
	const struct excel_look look = { .bold = 1 };
	struct reading r;
	struct bench b;

	start(&b, *state);
	excel_blank(b.sheet, 1, 0, NULL);
	excel_blank(b.sheet, 1, 1, &look);
	excel_text(b.sheet, 1, 2, "", &look);
	excel_empty_text(b.sheet, 1, 3);
	save(&b);
	open_reading(&r, b.path);
	next(&r);
	for (size_t i = 0; i < r.row.n; i++)
		assert_int_equal(r.row.cells[i].type,
			r.row.cells[i].column == 3 ? CELL_TEXT : CELL_BLANK);
	assert_int_equal(r.row.cells[r.row.n - 1].column, 3);
	close_reading(&r);
}

static void a_streamed_link_is_a_text(void **state)
{
	struct reading r;
	struct bench b;

	start(&b, *state);
	excel_link(b.sheet, 1, 0, "https://example.org/", "there", NULL);
	save(&b);
	open_reading(&r, b.path);
	next(&r);
	assert_text(&r.row.cells[0], "there");
	close_reading(&r);
}

/* As the library, whose number this is not, would give it for a cell of its
 * own. */
static void streamed_cells_have_the_format_of_their_look(void **state)
{
	struct excel_look look = { .number_format = "0.00" };
	const struct excel_look date = { .number_format = "yyyy-mm-dd" };
	struct reading r;
	struct bench b;

	start(&b, *state);
	for (uint32_t i = 1; i < 4; i++) {
		excel_number(b.sheet, i, 0, 45000, i == 2 ? &date : &look);
		look.bold ^= 1;
	}
	save(&b);
	open_reading(&r, b.path);
	next(&r);
	assert_int_equal(r.row.cells[0].type, CELL_NUMBER);
	next(&r);
	assert_int_equal(r.row.cells[0].type, CELL_DATE);
	next(&r);
	assert_int_equal(r.row.cells[0].type, CELL_NUMBER);
	close_reading(&r);
}

static void rows_may_be_left_out(void **state)
{
	struct reading r;
	struct bench b;

	start(&b, *state);
	excel_number(b.sheet, 7, 0, 1, NULL);
	excel_height(b.sheet, 9, 40);
	excel_number(b.sheet, 1048575, 16383, 2, NULL);
	save(&b);
	open_reading(&r, b.path);
	next(&r);
	assert_int_equal(r.row.number, 7);
	do
		next(&r);
	while (r.row.n == 0);
	assert_int_equal(r.row.number, 1048575);
	assert_int_equal(r.row.cells[0].column, 16383);
	close_reading(&r);
}

static void a_stream_may_have_no_rows(void **state)
{
	struct reading r;
	struct bench b;

	start(&b, *state);
	save(&b);
	open_reading(&r, b.path);
	close_reading(&r);
}

static void rows_that_are_kept_stand_above_those_that_are_not(void **state)
{
	struct excel_sheet *other;
	struct reading r;
	struct bench b;

	start(&b, *state);
	other = excel_sheet(b.excel, "Other");
	excel_number(b.sheet, 1, 0, 1, NULL);
	excel_number(other, 0, 0, 0.1 + 0.2, NULL);
	excel_number(b.sheet, 0, 1, 1.0 / 3, NULL);
	excel_number(b.sheet, 2, 0, 2, NULL);
	save(&b);
	open_reading(&r, b.path);
	assert_same_double(r.row.cells[1].number, 1.0 / 3);
	next(&r);
	assert_same_double(r.row.cells[0].number, 1);
	next(&r);
	assert_same_double(r.row.cells[0].number, 2);
	close_reading(&r);
}

static void streamed_rows_can_be_a_table(void **state)
{
	static const char *const titles[] = { "Number", "Text" };
	struct reading r;
	struct bench b;

	start(&b, *state);
	excel_number(b.sheet, 1, 0, 1, NULL);
	excel_text(b.sheet, 1, 1, "one", NULL);
	excel_table(b.sheet, "figures", 0, 0, 1, 2, titles);
	save(&b);
	open_reading(&r, b.path);
	assert_text(&r.row.cells[1], "Text");
	next(&r);
	assert_text(&r.row.cells[1], "one");
	close_reading(&r);
}

/* ---- what is refused ------------------------------------------------------
 */

static void assert_refused(struct bench *b, const char *text)
{
	assert_int_equal(excel_save(b->excel, &b->e), -1);
	assert_fault(&b->e, ERR_DATA, text);
	assert_false(file_exists(b->path));
}

static void a_streamed_number_that_is_none_is_refused(void **state)
{
	struct bench b;

	start(&b, *state);
	excel_number(b.sheet, 2, 1, NAN, NULL);
	assert_refused(&b, "sheet 'Data', cell B3: not a finite number");
}

static void streamed_text_that_is_not_utf8_says_so(void **state)
{
	struct reading r;
	struct bench b;

	start(&b, *state);
	excel_text(b.sheet, 1, 2, "caf\xe9", NULL);
	save(&b);
	open_reading(&r, b.path);
	next(&r);
	assert_text(&r.row.cells[0], "caf\ufffd");
	close_reading(&r);
}

static void a_streamed_row_too_many_is_refused(void **state)
{
	struct bench b;

	start(&b, *state);
	assert_true(excel_has_room(1048575));
	assert_false(excel_has_room(1048576));
	excel_number(b.sheet, 1048576, 0, 1, NULL);
	assert_refused(&b, "sheet 'Data' is full: no row 1048577, column 1");
}

static void a_dropped_stream_leaves_nothing(void **state)
{
	struct bench b;

	start(&b, *state);
	excel_text(b.sheet, 1, 0, "text", NULL);
	excel_drop(b.excel);
	assert_false(file_exists(b.path));
}

static void the_same_streams_give_the_same_bytes(void **state)
{
	struct file_map one, two;
	struct bench a, b;

	for (int i = 0; i < 2; i++) {
		start(i ? &b : &a, *state);
		for (uint32_t k = 1; k < 5000; k++)
			excel_number((i ? &b : &a)->sheet, k, 0, k / 3.0, NULL);
		save(i ? &b : &a);
		assert_int_equal(file_map(i ? &two : &one, a.path, &a.e), 0);
	}
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.at, two.at, one.len);
	file_unmap(&one);
	file_unmap(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(
			every_streamed_number_comes_back_as_the_same_double),
		test_in_folder(streamed_text_comes_back_byte_for_byte),
		test_in_folder(a_streamed_blank_is_no_text_and_no_number),
		test_in_folder(a_streamed_link_is_a_text),
		test_in_folder(streamed_cells_have_the_format_of_their_look),
		test_in_folder(rows_may_be_left_out),
		test_in_folder(a_stream_may_have_no_rows),
		test_in_folder(
			rows_that_are_kept_stand_above_those_that_are_not),
		test_in_folder(streamed_rows_can_be_a_table),
		test_in_folder(a_streamed_number_that_is_none_is_refused),
		test_in_folder(streamed_text_that_is_not_utf8_says_so),
		test_in_folder(a_streamed_row_too_many_is_refused),
		test_in_folder(a_dropped_stream_leaves_nothing),
		test_in_folder(the_same_streams_give_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
