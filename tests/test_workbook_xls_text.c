/* SPDX-License-Identifier: MIT */
/* Text in .xls: wherever a string is cut, in either width, however long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <uchar.h>

#include <cmocka.h>

#include "pipeline/workbook/biff.h"
#include "tests/xlsbuild.h"

enum { BIFF5 = 0x0500, BIFF8 = 0x0600, CONTINUE = 0x003c, LONGEST = 32767 };

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

/* ---- shared strings cut anywhere ----------------------------------------- */

struct given {
	const char16_t *text;
	int wide;
	unsigned runs, phonetic; /* of formats, bytes */
};

static const struct given strings[] = {
	{ u"abc", 0, 0, 0 },
	{ u"rich\xe9", 0, 2, 0 },
	{ u"ph\xf6n", 1, 0, 5 },
	{ u"", 0, 0, 0 },
	{ u"both", 1, 1, 3 },
	{ u"\x6f22\xd83d\xde00", 1, 1, 0 },
	{ u"end", 0, 0, 0 },
};

enum { STRINGS = sizeof(strings) / sizeof(*strings) };

static const char all_strings[] =
	"A1 text abc; A2 text rich\xc3\xa9; A3 text ph\xc3\xb6n; A4 text ; "
	"A5 text both; A6 text \xe6\xbc\xa2\xf0\x9f\x98\x80; A7 text end";

/* Where the table is cut, in bytes behind its counts, and whether characters
 * go on in the other width there. How far it is written. */
static struct {
	size_t first, second;
	int turn;
	size_t at;
} cut;

static int goes_on(struct bytes *w)
{
	if (cut.at != cut.first && cut.at != cut.second)
		return 0;
	end_record(w);
	begin_record(w, CONTINUE);
	return 1;
}

static void put_cut(struct bytes *w, uint64_t value, int n)
{
	for (; n > 0; n--, value >>= 8, cut.at++) {
		goes_on(w);
		put(w, value & 0xff, 1);
	}
}

static int is_narrow(const char16_t *p)
{
	while (*p && *p < 0x100)
		p++;
	return !*p;
}

/* A new flag byte stands where characters go on. */
static void put_characters(struct bytes *w, const char16_t *p, int wide)
{
	for (; *p; p++) {
		if (goes_on(w)) {
			if (cut.turn && is_narrow(p))
				wide = !wide;
			put(w, (uint64_t)wide, 1);
		}
		put(w, *p, wide ? 2 : 1);
		cut.at += wide ? 2 : 1;
	}
}

static void put_string(struct bytes *w, const struct given *s)
{
	size_t n = 0;

	while (s->text[n])
		n++;
	put_cut(w, n, 2);
	put_cut(w,
		(unsigned)s->wide | (s->runs ? 8u : 0) | (s->phonetic ? 4u : 0),
		1);
	if (s->runs)
		put_cut(w, s->runs, 2);
	if (s->phonetic)
		put_cut(w, s->phonetic, 4);
	put_characters(w, s->text, s->wide);
	for (unsigned i = 0; i < 4 * s->runs + s->phonetic; i++)
		put_cut(w, 'z', 1);
}

static void cut_table(struct bytes *w)
{
	begin_record(w, 0x00fc);
	put(w, STRINGS, 4);
	put(w, STRINGS, 4);
	cut.at = 0;
	for (size_t i = 0; i < STRINGS; i++)
		put_string(w, &strings[i]);
	end_record(w);
}

static void labelsst(struct bytes *w, unsigned row, uint32_t i)
{
	begin_cell(w, 0x00fd, row, 0, 0);
	put(w, i, 4);
	end_record(w);
}

static void a_label_each(struct bytes *w)
{
	for (unsigned i = 0; i < STRINGS; i++)
		labelsst(w, i, i);
}

static void assert_cut(size_t first, size_t second, int turn)
{
	char *got;

	cut.first = first;
	cut.second = second;
	cut.turn = turn;
	one_sheet(&book, BIFF8, cut_table, a_label_each);
	got = shown(book.at, book.n);
	if (strcmp(got, all_strings) != 0)
		fail_msg("cut at %zu and %zu%s: %s", first, second,
			turn ? ", width turned" : "", got);
	free(got);
}

static void the_table_may_be_cut_at_any_byte(void **state)
{
	size_t end;

	(void)state;
	assert_cut(SIZE_MAX, SIZE_MAX, 0);
	end = cut.at;
	assert_true(end > 90);
	for (size_t i = 0; i <= end; i++) {
		assert_cut(i, SIZE_MAX, 0);
		assert_cut(i, SIZE_MAX, 1);
	}
}

static void the_table_may_be_cut_at_any_two_bytes(void **state)
{
	size_t end;

	(void)state;
	assert_cut(SIZE_MAX, SIZE_MAX, 0);
	end = cut.at;
	for (size_t i = 0; i < end; i++)
		for (size_t k = i + 1; k <= end; k++)
			assert_cut(i, k, 1);
}

static void flags_alone(struct bytes *w)
{
	record(w, 0x00fc, "\1\0\0\0\1\0\0\0\4\0\0ab", 13);
	record(w, CONTINUE, "", 0);
	record(w, CONTINUE, "\1", 1);
	record(w, CONTINUE, "\0cd", 3);
}

static void one_label(struct bytes *w)
{
	labelsst(w, 0, 0);
}

static void records_without_a_character_are_passed_over(void **state)
{
	(void)state;
	assert_cells(BIFF8, flags_alone, one_label, "A1 text abcd");
}

static void half_a_character(struct bytes *w)
{
	record(w, 0x00fc, "\1\0\0\0\1\0\0\0\2\0\1a\0b", 14);
	record(w, CONTINUE, "\1\0", 2);
}

static void half_a_character_is_damage(void **state)
{
	(void)state;
	assert_cells(BIFF8, half_a_character, one_label,
		"cell A1: its shared string does not exist (the workbook is "
		"damaged or cut short)");
}

static void cut_in_runs(struct bytes *w)
{
	record(w, 0x00fc, "\1\0\0\0\1\0\0\0\1\0\x08\x09\0a", 14);
}

static void cut_in_counts(struct bytes *w)
{
	record(w, 0x00fc, "\1\0\0\0\1\0\0\0\1\0\x04\x09", 12);
}

static void cut_in_flags(struct bytes *w)
{
	record(w, 0x00fc, "\1\0\0\0\1\0\0\0\1\0", 10);
}

static void a_string_that_is_cut_short_does_not_exist(void **state)
{
	static part_fn *const tables[] = { cut_in_runs, cut_in_counts,
		cut_in_flags };

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		assert_cells(BIFF8, tables[i], one_label,
			"cell A1: its shared string does not exist (the "
			"workbook is damaged or cut short)");
}

/* ---- long strings -------------------------------------------------------- */

/* n characters, in records as long as Excel makes them. */
static void put_long(struct bytes *w, size_t n, unsigned character, int wide)
{
	for (put(w, (uint64_t)wide, 1); n > 0; n--) {
		if (w->n - w->record + 2 > 8224) {
			end_record(w);
			begin_record(w, CONTINUE);
			put(w, (uint64_t)wide, 1);
		}
		put(w, character, wide ? 2 : 1);
	}
	end_record(w);
}

static void long_table(struct bytes *w)
{
	begin_record(w, 0x00fc);
	put(w, 0, 8);
	put(w, LONGEST, 2);
	put_long(w, LONGEST, 0x6f22, 1);
}

/* As a label, and as the result of a formula. */
static void long_cells(struct bytes *w)
{
	labelsst(w, 0, 0);
	begin_cell(w, 0x0204, 1, 0, 0);
	put(w, LONGEST, 2);
	put_long(w, LONGEST, 'x', 0);
	begin_cell(w, 0x0006, 2, 0, 0);
	put(w, 0xffff000000000000, 8);
	put(w, 0, 8);
	end_record(w);
	begin_record(w, 0x0207);
	put(w, LONGEST, 2);
	put_long(w, LONGEST, 0x442, 1);
}

static void the_longest_strings_are_read(void **state)
{
	char *got, *p;

	(void)state;
	one_sheet(&book, BIFF8, long_table, long_cells);
	p = got = shown(book.at, book.n);
	assert_int_equal(strncmp(p, "A1 text \xe6\xbc\xa2", 11), 0);
	p += 8 + 3 * LONGEST;
	assert_int_equal(strncmp(p, "; A2 text xx", 12), 0);
	p += 10 + LONGEST;
	assert_int_equal(strncmp(p, "; A3 text= \xd1\x82", 13), 0);
	p += 11 + 2 * LONGEST;
	assert_string_equal(p, "");
	free(got);
}

/* ---- text in the sheet itself -------------------------------------------- */

static void labels8(struct bytes *w)
{
	record(w, 0x0204,
		"\0\0\0\0\0\0\3\0\1a\0\x22\x6f"
		"c\0",
		15);
	record(w, 0x00d6, "\0\0\1\0\0\0\2\0\x08\1\0abRUNS", 17);
	record(w, 0x0204, "\0\0\2\0\0\0\0\0\0", 9);
}

static void labels_of_excel_97_may_be_wide_or_rich(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, labels8,
		"A1 text a\xe6\xbc\xa2"
		"c; B1 text ab; C1 text ");
}

static void rich5(struct bytes *w)
{
	record(w, 0x00d6, "\0\0\0\0\0\0\2\0a\xe9\1\0\0", 13);
	record(w, 0x0204, "\0\0\1\0\0\0\4\0ab", 10);
	record(w, CONTINUE, "cd", 2);
}

static void labels_of_excel_95_may_be_rich_or_go_on(void **state)
{
	(void)state;
	assert_cells(BIFF5, NULL, rich5, "A1 text a\xc3\xa9; B1 text abcd");
}

static void short5(struct bytes *w)
{
	record(w, 0x0204, "\0\0\0\0\0\0\4\0ab", 10);
}

static void a_label_of_excel_95_that_is_cut_short_is_refused(void **state)
{
	(void)state;
	assert_cells(BIFF5, NULL, short5, "cell A1: its text is cut short");
}

static void text_formula(struct bytes *w, unsigned column)
{
	begin_cell(w, 0x0006, 0, column, 0);
	put(w, 0xffff000000000000, 8);
	put(w, 0, 8);
	end_record(w);
}

static void text_results(struct bytes *w)
{
	text_formula(w, 0);
	record(w, 0x0221, "array", 5);
	record(w, 0x04bc, "shared", 6);
	record(w, 0x7777, "unknown", 7);
	record(w, 0x0207, "\4\0\0ab", 5);
	record(w, CONTINUE, "\1c\0\x22\x6f", 5);
	text_formula(w, 1);
	record(w, 0x0207, "\0\0\0", 3);
}

/* One that has no formula before it is nobody's. */
static void a_text_of_nobody(struct bytes *w)
{
	record(w, 0x0207, "\1\0\0x", 4);
	number(w, 0, 0, 0, 1);
	record(w, 0x0207, "\1\0\0x", 4);
}

static void the_text_of_a_formula_may_stand_behind_others_and_go_on(
	void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, text_results,
		"A1 text= abc\xe6\xbc\xa2; B1 text= ");
	assert_cells(BIFF8, NULL, a_text_of_nobody, "A1 number 1");
}

static void text_result5(struct bytes *w)
{
	text_formula(w, 0);
	record(w, 0x0207,
		"\3\0a\xe9"
		"b",
		5);
}

static void the_text_of_a_formula_of_excel_95_is_in_its_code_page(void **state)
{
	(void)state;
	assert_cells(BIFF5, NULL, text_result5,
		"A1 text= a\xc3\xa9"
		"b");
}

static void a_text_result_that_is_cut_short(struct bytes *w)
{
	text_formula(w, 0);
	record(w, 0x0207, "\3\0\0a", 4);
}

static void the_text_of_a_formula_that_is_cut_short_is_refused(void **state)
{
	(void)state;
	assert_cells(BIFF8, NULL, a_text_result_that_is_cut_short,
		"cell A1: its text is cut short");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_may_be_cut_at_any_byte),
		cmocka_unit_test(the_table_may_be_cut_at_any_two_bytes),
		cmocka_unit_test(records_without_a_character_are_passed_over),
		cmocka_unit_test(half_a_character_is_damage),
		cmocka_unit_test(a_string_that_is_cut_short_does_not_exist),
		cmocka_unit_test(the_longest_strings_are_read),
		cmocka_unit_test(labels_of_excel_97_may_be_wide_or_rich),
		cmocka_unit_test(labels_of_excel_95_may_be_rich_or_go_on),
		cmocka_unit_test(
			a_label_of_excel_95_that_is_cut_short_is_refused),
		cmocka_unit_test(
			the_text_of_a_formula_may_stand_behind_others_and_go_on),
		cmocka_unit_test(
			the_text_of_a_formula_of_excel_95_is_in_its_code_page),
		cmocka_unit_test(
			the_text_of_a_formula_that_is_cut_short_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
