/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/workbook/listing.h"
#include "pipeline/workbook/reader.h"

static const struct book any_book;

static struct cell cell(uint32_t column, enum cell_type type, double number,
	const char *text, const char *formula)
{
	return (struct cell){ 6, column, type, number, span_of(text),
		span_of(formula) };
}

/* One of every kind, with what must be quoted and what must not. */
static size_t every_kind(struct cell v[32])
{
	size_t n = 0;

	v[n++] = cell(0, CELL_NUMBER, 56.7, "56.7", NULL);
	v[n++] = cell(1, CELL_NUMBER, 188, "188.0", NULL);
	v[n++] = cell(2, CELL_NUMBER, 0.1 + 0.2, "0.30000000000000004", NULL);
	v[n++] = cell(3, CELL_NUMBER, 1.5e-5, "1.5E-5", "A1/2");
	v[n++] = cell(4, CELL_NUMBER, -0.0, "-0", NULL);
	v[n++] = cell(5, CELL_NUMBER, -1e300, "-1E300", "SUM(A1,B1)");
	v[n++] = cell(6, CELL_NUMBER, 1.5, "1,5", NULL);
	v[n++] = cell(7, CELL_NUMBER, 2.5, NULL, NULL);
	v[n++] = cell(8, CELL_TEXT, 0, "Chad", NULL);
	v[n++] = cell(9, CELL_TEXT, 0, "Congo, \"Dem.\" Rep.", "\"a\"&B1");
	v[n++] = cell(10, CELL_TEXT, 0, "", NULL);
	v[n++] = cell(11, CELL_TEXT, 0, " two\nlines\t", "");
	v[n++] = cell(12, CELL_BOOLEAN, 1, "1", NULL);
	v[n++] = cell(13, CELL_BOOLEAN, 0, "0", "FALSE()");
	v[n++] = cell(14, CELL_DATE, 42349.25, "42349.25", NULL);
	v[n++] = cell(15, CELL_ERROR, 0, "#DIV/0!", "1/0");
	v[n++] = cell(25, CELL_BLANK, 0, NULL, "A1");
	v[n++] = cell(26, CELL_TEXT, 0, "C\xc3\xb4te\xff", NULL);
	v[n++] = cell(701, CELL_NUMBER, 7, "007", NULL);
	v[n++] = cell(702, CELL_NUMBER, 7, "7", NULL);
	v[n++] = cell(1023, CELL_NUMBER, 7, "7", NULL);
	v[n++] = cell(1024, CELL_NUMBER, 7, "7", NULL);
	v[n++] = cell(16383, CELL_NUMBER, 7, "7", NULL);
	return n;
}

/* Cells of row 7, written by a listing. The text is yours. */
static struct text listed(const char *sheet, enum record_format format,
	int blanks, const struct cell *cells, size_t n)
{
	struct row row = { 6, cells, n };
	struct text out = TEXT_INIT;
	struct listing *l = NULL;
	struct err e = ERR_INIT;

	text_puts(&out, "");
	assert_int_equal(
		listing_open(&l, &any_book, sheet, format, blanks, &e), 0);
	assert_int_equal(listing_row(&out, l, &row, &e), 0);
	listing_close(l);
	return out;
}

static void assert_lines(const char *sheet, const struct cell *cells, size_t n,
	const char *lines)
{
	struct text out = listed(sheet, RECORD_CSV, 1, cells, n);

	assert_string_equal(out.at, lines);
	assert_int_equal(out.len, strlen(lines));
	text_free(&out);
}

/* The same cell as a record of five fields. */
static void put_record(FILE *out, enum record_format format, const char *sheet,
	const struct cell *c)
{
	struct text value = TEXT_INIT;
	char address[CELL_ADDRESS];

	cell_address(address, c->row, c->column);
	text_puts(&value, "");
	cell_value(&value, &any_book, c);
	record_put(out, format, listing_columns,
		(const struct field[]){
			{ FIELD_TEXT, span_of(sheet) },
			{ FIELD_TEXT, span_of(address) },
			{ FIELD_TEXT, span_of(cell_type_name(c->type)) },
			{ c->type == CELL_NUMBER ? FIELD_NUMBER : FIELD_TEXT,
				{ value.at, value.len } },
			{ c->formula.at ? FIELD_TEXT : FIELD_NULL, c->formula },
		},
		LISTING_COLUMNS);
	text_free(&value);
}

static void assert_as_records(enum record_format format, const char *sheet)
{
	struct cell cells[32];
	size_t n = every_kind(cells), len = 0;
	struct text ours = listed(sheet, format, 1, cells, n);
	char *records = NULL;
	FILE *out = open_memstream(&records, &len);

	assert_non_null(out);
	for (size_t i = 0; i < n; i++)
		put_record(out, format, sheet, &cells[i]);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(ours.at, records);
	free(records);
	text_free(&ours);
}

static void csv_is_what_records_would_be(void **state)
{
	(void)state;
	assert_as_records(RECORD_CSV, "Global Rankings");
	assert_as_records(RECORD_CSV, "a, \"b\"");
	assert_as_records(RECORD_CSV, "");
}

static void other_formats_are_records(void **state)
{
	(void)state;
	assert_as_records(RECORD_TSV, "Scores\t2024");
	assert_as_records(RECORD_JSONL, "Scores \"2024\"");
}

static void a_cell_is_a_line_of_five_fields(void **state)
{
	const struct cell cells[] = {
		cell(0, CELL_NUMBER, 56.7, "56.70", "A1*2"),
		cell(27, CELL_TEXT, 0, "a,b", NULL),
		cell(28, CELL_BOOLEAN, 1, "1", NULL),
		cell(29, CELL_DATE, 42349.25, "42349.25", NULL),
		cell(30, CELL_ERROR, 0, "#N/A", NULL),
	};

	(void)state;
	assert_lines("S", cells, COUNT(cells),
		"S,A7,number,56.7,A1*2\n"
		"S,AB7,text,\"a,b\",\n"
		"S,AC7,boolean,TRUE,\n"
		"S,AD7,date,2015-12-11T06:00:00,\n"
		"S,AE7,error,#N/A,\n");
}

static void the_number_is_printed_and_not_its_spelling(void **state)
{
	const struct cell cells[] = {
		cell(0, CELL_NUMBER, 188, "188.0", NULL),
		cell(1, CELL_NUMBER, 9.1861421874153372, "9.1861421874153372",
			NULL),
		cell(2, CELL_NUMBER, 1e21, "1000000000000000000000", NULL),
		cell(3, CELL_NUMBER, -88.451, "-88.451", NULL),
	};

	(void)state;
	assert_lines("S", cells, COUNT(cells),
		"S,A7,number,188,\n"
		"S,B7,number,9.186142187415337,\n"
		"S,C7,number,1e21,\n"
		"S,D7,number,-88.451,\n");
}

static void a_name_that_must_be_quoted_is_so_in_every_line(void **state)
{
	const struct cell cells[] = {
		cell(0, CELL_NUMBER, 1, "1", NULL),
		cell(1, CELL_NUMBER, 2, "2", NULL),
	};

	(void)state;
	assert_lines("a, \"b\"", cells, 2,
		"\"a, \"\"b\"\"\",A7,number,1,\n"
		"\"a, \"\"b\"\"\",B7,number,2,\n");
}

static void blanks_appear_only_when_asked_for(void **state)
{
	const struct cell cells[] = {
		cell(0, CELL_BLANK, 0, NULL, "A2"),
		cell(1, CELL_NUMBER, 2, "2", NULL),
	};
	struct text out = listed("S", RECORD_CSV, 0, cells, 2);

	(void)state;
	assert_string_equal(out.at, "S,B7,number,2,\n");
	text_free(&out);
	assert_lines("S", cells, 2, "S,A7,blank,,A2\nS,B7,number,2,\n");
}

static void rows_are_appended(void **state)
{
	struct cell c = { 0, 2, CELL_NUMBER, 1, span_of("1"), { NULL, 0 } };
	struct text out = TEXT_INIT;
	struct listing *l = NULL;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
		listing_open(&l, &any_book, "S", RECORD_CSV, 0, &e), 0);
	for (uint32_t r = 8; r < 11; r++) {
		struct row row = { r, &c, 1 };

		c.row = r;
		assert_int_equal(listing_row(&out, l, &row, &e), 0);
	}
	c.row = UINT32_MAX;
	assert_int_equal(
		listing_row(&out, l, &(struct row){ c.row, &c, 1 }, &e), 0);
	assert_string_equal(out.at,
		"S,C9,number,1,\nS,C10,number,1,\nS,C11,number,1,\n"
		"S,C4294967296,number,1,\n");
	listing_close(l);
	text_free(&out);
}

/* A value longer than the room a text begins with, quoted or not. */
static void long_texts_and_names_are_listed_whole(void **state)
{
	struct text value = TEXT_INIT, want = TEXT_INIT;
	struct cell c;

	(void)state;
	for (int i = 0; i < 4000; i++)
		text_puts(&value, "0123456\"");
	c = cell(0, CELL_TEXT, 0, value.at, value.at);
	text_puts(&want, "S,A7,text,\"");
	for (int i = 0; i < 4000; i++)
		text_puts(&want, "0123456\"\"");
	text_puts(&want, "\",\"");
	for (int i = 0; i < 4000; i++)
		text_puts(&want, "0123456\"\"");
	text_puts(&want, "\"\n");
	assert_lines("S", &c, 1, want.at);
	for (size_t i = 7; i < value.len; i += 8)
		value.at[i] = '7';
	c.formula = span_of(NULL);
	text_clear(&want);
	text_printf(&want, "%s,A7,text,%s,\n", value.at, value.at);
	assert_lines(value.at, &c, 1, want.at);
	text_free(&value);
	text_free(&want);
}

static void memory_that_was_out_is_reported(void **state)
{
	struct cell cells[32];
	struct row row = { 6, cells, every_kind(cells) };
	struct text out = { .failed = 1 };
	struct err e = ERR_INIT;

	(void)state;
	for (int format = RECORD_CSV; format <= RECORD_JSONL; format++) {
		struct listing *l = NULL;

		e = (struct err)ERR_INIT;
		assert_int_equal(listing_open(&l, &any_book, "S",
					 (enum record_format)format, 0, &e),
			0);
		assert_int_equal(listing_row(&out, l, &row, &e), -1);
		assert_fault(&e, ERR_SYSTEM, "out of memory");
		listing_close(l);
	}
	listing_close(NULL);
}

static void addresses_have_letters_and_a_number(void **state)
{
	static const struct {
		uint32_t row, column;
		const char *address;
	} v[] = { { 0, 0, "A1" }, { 8, 25, "Z9" }, { 9, 26, "AA10" },
		{ 99, 701, "ZZ100" }, { 0, 702, "AAA1" },
		{ 1048575, 16383, "XFD1048576" },
		{ UINT32_MAX, 12356629, "ZZZZZ4294967296" } };
	char buf[CELL_ADDRESS];

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++) {
		cell_address(buf, v[i].row, v[i].column);
		assert_string_equal(buf, v[i].address);
	}
	cell_address(buf, UINT32_MAX, UINT32_MAX);
	assert_int_equal(strlen(buf), CELL_ADDRESS - 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_is_what_records_would_be),
		cmocka_unit_test(other_formats_are_records),
		cmocka_unit_test(a_cell_is_a_line_of_five_fields),
		cmocka_unit_test(the_number_is_printed_and_not_its_spelling),
		cmocka_unit_test(
			a_name_that_must_be_quoted_is_so_in_every_line),
		cmocka_unit_test(blanks_appear_only_when_asked_for),
		cmocka_unit_test(rows_are_appended),
		cmocka_unit_test(long_texts_and_names_are_listed_whole),
		cmocka_unit_test(memory_that_was_out_is_reported),
		cmocka_unit_test(addresses_have_letters_and_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
