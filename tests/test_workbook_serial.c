/* SPDX-License-Identifier: MIT */
/* Dates, number formats and addresses: small rules, each by a table. */
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/numfmt.h"
#include "pipeline/workbook/serial.h"
#include "tests/check.h"

static void serials_become_iso_dates(void **state)
{
	static const struct {
		double serial;
		enum serial_epoch epoch;
		const char *want;
	} table[] = {
		{ 0, SERIAL_1900, "00:00:00" },
		{ 0.99999, SERIAL_1900, "23:59:59.136" },
		{ 0.9999999999, SERIAL_1900, "23:59:59.999" },
		{ 1, SERIAL_1900, "1900-01-01" },
		{ 59, SERIAL_1900, "1900-02-28" },
		{ 60, SERIAL_1900, "1900-02-29" },
		{ 61, SERIAL_1900, "1900-03-01" },
		{ 42349.2708333333, SERIAL_1900, "2015-12-11T06:30:00" },
		{ 44999.9999999999, SERIAL_1900, "2023-03-15" },
		{ 2958465, SERIAL_1900, "9999-12-31" },
		{ 0.5, SERIAL_1904, "12:00:00" },
		{ 1, SERIAL_1904, "1904-01-02" },
		{ 0.5, SERIAL_1899, "12:00:00" },
		{ 61, SERIAL_1899, "1900-03-01" },
		{ 45351, SERIAL_1899, "2024-02-29" },
		{ 2957003, SERIAL_1904, "9999-12-31" },
	};
	char buf[SERIAL_TEXT];
	double back;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		serial_format(buf, table[i].serial, table[i].epoch);
		assert_string_equal(buf, table[i].want);
		if (table[i].serial == 60)
			continue;
		assert_int_equal(
			serial_parse(&back, span_of(buf), table[i].epoch), 0);
		assert_true(back > table[i].serial - 1e-7 &&
			back < table[i].serial + 1e-7);
	}
}

static void what_is_no_iso_date_is_refused(void **state)
{
	static const char *const bad[] = { "", "x", "2024", "2024-13-01",
		"2024-00-01", "2023-02-29", "2024-02-29T", "2024-02-29T24:00",
		"2024-02-29 12:00", "12:60", "12:00:", "2024-02-29T12:00+01:00",
		"0000-01-01", "20240-01-01" };
	double d;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(
			serial_parse(&d, span_of(bad[i]), SERIAL_1900), -1);
}

static void an_address_has_as_many_letters_as_it_needs(void **state)
{
	static const struct {
		uint32_t row, column;
		const char *want;
	} table[] = { { 0, 0, "A1" }, { 9, 25, "Z10" }, { 0, 26, "AA1" },
		{ 0, 701, "ZZ1" }, { 0, 702, "AAA1" },
		{ 1048575, 16383, "XFD1048576" } };
	char buf[CELL_ADDRESS];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		cell_address(buf, table[i].row, table[i].column);
		assert_string_equal(buf, table[i].want);
	}
}

static void number_formats_tell_dates_from_numbers(void **state)
{
	static const char *const dates[] = { "yyyy-mm-dd", "d", "[h]:mm",
		"[mm]:ss", "[SS]", "m/d/yy h:mm", "[$-409]d-mmm-yy;@",
		"\"day\" d", "[Red]yyyy", "h\\h", "yyyy\\-mm", "AM/PM h",
		"[$-F800]dddd", "General\\ d", "_-yyyy", "mmm\"" };
	static const char *const numbers[] = { "", "General", "0.00", "#,##0",
		"[Red]0.0", "0.0\"d\"", "\"years\"", "\\d0", "_d0", "*d0",
		"[$-409]0", "[Magenta]0", "[<=100]0", "0;d", "0\" h", "[h",
		"[$USD] #,##0", "0.0E+00", "# ?/?", "@", "0%" };

	(void)state;
	for (size_t i = 0; i < COUNT(dates); i++)
		if (!numfmt_is_date(span_of(dates[i])))
			fail_msg("'%s' is a date", dates[i]);
	for (size_t i = 0; i < COUNT(numbers); i++)
		if (numfmt_is_date(span_of(numbers[i])))
			fail_msg("'%s' is no date", numbers[i]);
}

static void formats_by_convention_are_known_by_their_number(void **state)
{
	static const struct {
		unsigned from, to;
	} dates[] = { { 14, 22 }, { 27, 36 }, { 45, 47 }, { 50, 58 } };
	size_t k = 0;

	(void)state;
	for (unsigned id = 0; id < 400; id++) {
		int due = k < COUNT(dates) && id >= dates[k].from;

		assert_int_equal(numfmt_builtin_is_date(id), due);
		if (due && id == dates[k].to)
			k++;
	}
}

static void a_label_is_a_number_at_its_shortest(void **state)
{
	static const struct {
		struct cell cell;
		const char *stored, *label;
	} table[] = {
		{ { .type = CELL_NUMBER,
			  .number = 1990,
			  .text = { "1990.0", 6 } },
			"1990.0", "1990" },
		{ { .type = CELL_NUMBER,
			  .number = 2020,
			  .text = { "2.02E3", 6 } },
			"2.02E3", "2020" },
		{ { .type = CELL_NUMBER, .number = 0.5 }, "0.5", "0.5" },
		{ { .type = CELL_TEXT, .text = { "1990.0", 6 } }, "1990.0",
			"1990.0" },
		{ { .type = CELL_DATE, .number = 1, .text = { "1.0", 3 } },
			"1.0", "1.0" },
		{ { .type = CELL_ERROR, .text = { "#N/A", 4 } }, "#N/A",
			"#N/A" },
		{ { .type = CELL_BLANK }, "", "" },
	};
	char buf[NUM_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_true(span_is(
			cell_stored(buf, &table[i].cell), table[i].stored));
		assert_true(span_is(
			cell_label(buf, &table[i].cell), table[i].label));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(serials_become_iso_dates),
		cmocka_unit_test(what_is_no_iso_date_is_refused),
		cmocka_unit_test(an_address_has_as_many_letters_as_it_needs),
		cmocka_unit_test(a_label_is_a_number_at_its_shortest),
		cmocka_unit_test(number_formats_tell_dates_from_numbers),
		cmocka_unit_test(
			formats_by_convention_are_known_by_their_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
