/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/base/arena.h"
#include "pipeline/base/text.h"

static void assert_span(struct span s, const char *text)
{
	assert_int_equal(s.len, strlen(text));
	assert_memory_equal(s.at, text, s.len);
}

static void assert_fold(const char *label, const char *key)
{
	struct text out = TEXT_INIT;

	text_puts(&out, "|");
	text_fold(&out, span_of(label));
	assert_string_equal(out.at + 1, key);
	text_free(&out);
}

static void assert_mask(const char *bytes, size_t len, const char *shown)
{
	struct text out = TEXT_INIT;
	char *printed = NULL;
	size_t n;
	FILE *to = open_memstream(&printed, &n);

	text_puts(&out, "");
	text_mask(&out, (struct span){ bytes, len });
	assert_string_equal(out.at, shown);
	text_free(&out);
	assert_non_null(to);
	text_print_masked(to, (struct span){ bytes, len });
	fclose(to);
	assert_string_equal(printed, shown);
	free(printed);
}

static size_t distance(const char *a, const char *b, size_t limit)
{
	return text_distance(span_of(a), span_of(b), limit);
}

/* ---- spans ------------------------------------------------------------------
 */

static void no_text_is_not_an_empty_text(void **state)
{
	(void)state;
	assert_null(span_of(NULL).at);
	assert_non_null(span_of("").at);
	assert_true(span_is(span_of(NULL), ""));
}

static void a_span_is_a_text_only_in_full(void **state)
{
	(void)state;
	assert_true(span_is(span_of("Chad"), "Chad"));
	assert_false(span_is(span_of("Chad "), "Chad"));
	assert_false(span_is(span_of("Cha"), "Chad"));
}

static void trim_takes_white_space_off_both_ends(void **state)
{
	(void)state;
	assert_span(span_trim(span_of(" \t\r\n Chad \v\f")), "Chad");
	assert_span(span_trim(span_of("\xc2\xa0 Chad\xc2\xa0")), "Chad");
	assert_span(span_trim(span_of("Sierra  Leone")), "Sierra  Leone");
}

static void trim_leaves_nothing_of_white_space_alone(void **state)
{
	(void)state;
	assert_int_equal(span_trim(span_of(" \xc2\xa0\n")).len, 0);
	assert_int_equal(span_trim(span_of("")).len, 0);
	assert_int_equal(span_trim(span_of(NULL)).len, 0);
}

/* The last byte of U+00E0 is that of a no-break space. */
static void trim_does_not_cut_a_letter_in_half(void **state)
{
	(void)state;
	assert_span(span_trim(span_of("voil\xc3\xa0")), "voil\xc3\xa0");
	assert_span(span_trim(span_of("\xa0")), "\xa0");
}

/* ---- growing ----------------------------------------------------------------
 */

static void a_text_grows_without_losing_anything(void **state)
{
	struct text t = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	for (int i = 0; i < 10000; i++)
		text_printf(&t, "%04d", i);
	assert_int_equal(text_done(&t, &e), 0);
	assert_int_equal(t.len, 40000);
	assert_memory_equal(t.at, "00000001", 8);
	assert_string_equal(t.at + 39992, "99989999");
	text_free(&t);
}

static void a_cleared_text_is_empty_and_usable(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	text_clear(&t);
	text_puts(&t, "before");
	text_clear(&t);
	assert_string_equal(t.at, "");
	text_putc(&t, 'x');
	assert_string_equal(t.at, "x");
	text_free(&t);
	assert_null(t.at);
}

static void memory_that_failed_is_reported_once_at_the_end(void **state)
{
	struct text t = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	text_puts(&t, "kept");
	t.failed = 1;
	text_puts(&t, " lost");
	assert_int_equal(text_done(&t, &e), -1);
	assert_fault(&e, ERR_SYSTEM, "out of memory");
	assert_string_equal(t.at, "kept");
	text_free(&t);
}

static void copies_in_an_arena_never_move(void **state)
{
	struct arena a = ARENA_INIT;
	const char *first = arena_copy(&a, span_of("first"));
	char big[40000];

	(void)state;
	memset(big, 'b', sizeof(big));
	for (int i = 0; i < 50; i++)
		assert_non_null(
			arena_copy(&a, (struct span){ big, sizeof(big) }));
	assert_string_equal(first, "first");
	assert_string_equal(arena_copy(&a, span_of("")), "");
	arena_free(&a);
	arena_free(&a);
}

/* ---- folding ----------------------------------------------------------------
 */

static void case_is_folded_in_every_script(void **state)
{
	(void)state;
	assert_fold("CHAD", "chad");
	assert_fold("T\xc3\x9cRKIYE", "t\xc3\xbcrkiye");
	assert_fold("\xd2\x9a\xd0\x90\xd0\x97\xd0\x90\xd2\x9a",
		"\xd2\x9b\xd0\xb0\xd0\xb7\xd0\xb0\xd2\x9b");
	assert_fold("stra\xc3\x9f"
		    "e",
		"strasse");
}

/* Folding knows no languages: a dotted capital I keeps its dot. */
static void the_turkish_capital_i_is_a_letter_of_its_own(void **state)
{
	(void)state;
	assert_fold("T\xc3\x9cRK\xc4\xb0YE", "t\xc3\xbcrki\xcc\x87ye");
}

static void accents_count(void **state)
{
	(void)state;
	assert_fold("T\xc3\xbcrkiye", "t\xc3\xbcrkiye");
	assert_fold("Turkiye", "turkiye");
}

static void composed_and_decomposed_letters_are_the_same(void **state)
{
	(void)state;
	assert_fold("Tu\xcc\x88rkiye", "t\xc3\xbcrkiye");
	assert_fold("Co\xcc\x82te", "c\xc3\xb4te");
}

static void compatibility_forms_are_the_same(void **state)
{
	(void)state;
	assert_fold("\xef\xbc\xa3\xef\xbd\x88\xef\xbd\x81\xef\xbd\x84", "chad");
	assert_fold("\xef\xac\x81sh", "fish");
	assert_fold("m\xc2\xb2", "m2");
}

static void white_space_of_any_kind_is_one_space(void **state)
{
	(void)state;
	assert_fold("Sierra  \t Leone", "sierra leone");
	assert_fold("Sierra\xc2\xa0Leone", "sierra leone");
	assert_fold("Sierra\xe2\x80\xaf\xe3\x80\x80Leone", "sierra leone");
	assert_fold("Sierra\xe2\x80\xa8Leone", "sierra leone");
}

static void a_line_break_inside_a_header_is_a_space(void **state)
{
	(void)state;
	assert_fold("AI\nstrategy", "ai strategy");
	assert_fold("AI \r\n strategy\n", "ai strategy");
}

static void outer_white_space_is_cut_off(void **state)
{
	(void)state;
	assert_fold("  Chad \n", "chad");
	assert_fold("\xc2\xa0T\xc3\xbcrkiye\xc2\xa0", "t\xc3\xbcrkiye");
	assert_fold(" \n\t", "");
	assert_fold("\xc2\xa0", "");
}

static void typographic_apostrophes_are_the_plain_one(void **state)
{
	(void)state;
	assert_fold("C\xc3\xb4te d\xe2\x80\x99Ivoire", "c\xc3\xb4te d'ivoire");
	assert_fold("C\xc3\xb4te d\xe2\x80\x98Ivoire", "c\xc3\xb4te d'ivoire");
	assert_fold("C\xc3\xb4te d\xca\xbcIvoire", "c\xc3\xb4te d'ivoire");
	assert_fold("Cote d`Ivoire", "cote d'ivoire");
	assert_fold("Cote D'Ivoire", "cote d'ivoire");
}

static void hyphens_and_brackets_count(void **state)
{
	(void)state;
	assert_fold("Guinea-Bissau", "guinea-bissau");
	assert_fold("Iran (Islamic Rep.)", "iran (islamic rep.)");
}

static void bytes_that_are_not_utf8_go_through(void **state)
{
	(void)state;
	assert_fold("C\xf4te", "C\xf4te");
	assert_fold("\xff\xfe", "\xff\xfe");
}

static void a_key_is_appended_to_what_is_there(void **state)
{
	struct text out = TEXT_INIT;

	(void)state;
	text_puts(&out, "a");
	text_fold(&out, span_of(" B"));
	text_fold(&out, span_of(" \xc3\x89"));
	assert_string_equal(out.at, "ab\xc3\xa9");
	text_free(&out);
}

/* ---- distance ---------------------------------------------------------------
 */

static void distance_counts_single_edits(void **state)
{
	(void)state;
	assert_int_equal(distance("chad", "chad", 3), 0);
	assert_int_equal(distance("chad", "chade", 3), 1);
	assert_int_equal(distance("chad", "had", 3), 1);
	assert_int_equal(distance("chad", "chat", 3), 1);
	assert_int_equal(distance("narnia", "namibia", 9), 3);
	assert_int_equal(distance("kitten", "sitting", 9), 3);
}

static void neighbours_that_change_places_are_one_edit(void **state)
{
	(void)state;
	assert_int_equal(distance("chad", "cahd", 3), 1);
	assert_int_equal(distance("ab", "ba", 3), 1);
}

static void distance_from_nothing_is_the_length(void **state)
{
	(void)state;
	assert_int_equal(distance("", "", 3), 0);
	assert_int_equal(distance("", "abc", 3), 3);
	assert_int_equal(distance("abc", "", 3), 3);
}

static void distance_ends_one_above_the_limit(void **state)
{
	(void)state;
	assert_int_equal(distance("chad", "oman", 2), 3);
	assert_int_equal(distance("a", "abcdefgh", 2), 3);
}

static void very_long_texts_are_the_same_or_far_apart(void **state)
{
	char a[200], b[200];

	(void)state;
	memset(a, 'a', sizeof(a));
	a[sizeof(a) - 1] = '\0';
	memcpy(b, a, sizeof(b));
	assert_int_equal(distance(a, b, 9), 0);
	b[0] = 'b';
	assert_int_equal(distance(a, b, 9), 10);
}

/* ---- masking ----------------------------------------------------------------
 */

static void plain_text_is_shown_as_it_is(void **state)
{
	static const char text[] = "C\xc3\xb4te d'Ivoire \xe2\x82\xac"
				   "1 \xf0\x9f\x90\xab";

	(void)state;
	assert_mask(text, strlen(text), text);
}

static void control_bytes_are_shown_as_hex(void **state)
{
	(void)state;
	assert_mask("a\nb\rc\td", 7, "a\\x0ab\\x0dc\\x09d");
	assert_mask("\0\x01\x1f\x7f", 4, "\\x00\\x01\\x1f\\x7f");
}

static void an_escape_sequence_cannot_reach_the_terminal(void **state)
{
	(void)state;
	assert_mask("\x1b[31mred\x1b[0m", 12, "\\x1b[31mred\\x1b[0m");
	assert_mask("\x1b]0;title\x07", 10, "\\x1b]0;title\\x07");
}

/* U+009B is an escape sequence's beginning in one character. */
static void eight_bit_control_characters_are_shown_as_hex(void **state)
{
	(void)state;
	assert_mask("\xc2\x9b"
		    "2J",
		4, "\\xc2\\x9b2J");
	assert_mask("\xc2\x85", 2, "\\xc2\\x85");
}

static void what_turns_the_direction_of_text_is_shown_as_hex(void **state)
{
	(void)state;
	assert_mask("\xe2\x80\xae"
		    "a",
		4, "\\xe2\\x80\\xaea");
	assert_mask("\xe2\x81\xa6", 3, "\\xe2\\x81\\xa6");
	assert_mask("\xe2\x80\xa8", 3, "\\xe2\\x80\\xa8");
	assert_mask("\xe2\x80\xaf\xe2\x80\xa7", 6, /* what is around them */
		"\xe2\x80\xaf\xe2\x80\xa7");
	assert_mask("\xd9\x82\xd8\xb7\xd8\xb1", 6, /* Arabic */
		"\xd9\x82\xd8\xb7\xd8\xb1");
}

static void invalid_utf8_is_shown_as_hex(void **state)
{
	(void)state;
	assert_mask("\xff", 1, "\\xff");
	assert_mask("a\xc3", 2, "a\\xc3");
	assert_mask("\xed\xa0\x80", 3, "\\xed\\xa0\\x80");
	assert_mask("\xc0\xaf", 2, "\\xc0\\xaf");
}

static void the_length_of_a_character_is_that_of_its_bytes(void **state)
{
	(void)state;
	assert_int_equal(text_utf8_length(span_of("a"), 0), 1);
	assert_int_equal(text_utf8_length(span_of("a\xc3\xbc"), 1), 2);
	assert_int_equal(text_utf8_length(span_of("\xe2\x82\xac"), 0), 3);
	assert_int_equal(text_utf8_length(span_of("\xf0\x9f\x90\xab"), 0), 4);
	assert_int_equal(text_utf8_length(span_of("\xe2\x82"), 0), 0);
	assert_int_equal(text_utf8_length(span_of("\xc3\xbc"), 1), 0);
}

static void width_is_counted_in_columns_of_a_terminal(void **state)
{
	(void)state;
	assert_int_equal(text_width(span_of("Chad")), 4);
	assert_int_equal(text_width(span_of("C\xc3\xb4te")), 4);
	assert_int_equal(text_width(span_of("Co\xcc\x82te")), 4);
	assert_int_equal(text_width(span_of("\xe4\xb8\xad\xe5\x9b\xbd")), 4);
	assert_int_equal(text_width(span_of("a\xff")), 2);
	assert_int_equal(text_width(span_of(NULL)), 0);
}

/* ---- errors -----------------------------------------------------------------
 */

static void the_first_error_stays(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(err_set(&e, ERR_DATA, "row %d", 7), -1);
	assert_int_equal(err_set(&e, ERR_SYSTEM, "cleanup"), -1);
	assert_fault(&e, ERR_DATA, "row 7");
}

static void context_goes_in_front_of_an_error(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	err_set(&e, ERR_DATA, "not a code");
	assert_int_equal(err_in(&e, "country '%s'", "Narnia"), -1);
	assert_int_equal(err_in(&e, "row %d", 7), -1);
	assert_fault(&e, ERR_DATA, "row 7: country 'Narnia': not a code");
}

static void context_is_taken_off_where_it_stands_in_front(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	err_set(&e, ERR_DATA, "demo/2024: no sheet: there is none");
	err_not_in(&e, "demo/2025");
	err_not_in(&e, "demo");
	err_not_in(&e, "no sheet");
	assert_fault(&e, ERR_DATA, "demo/2024: no sheet: there is none");
	err_not_in(&e, "demo/2024");
	assert_fault(&e, ERR_DATA, "no sheet: there is none");
}

static void an_error_that_is_too_long_loses_its_end(void **state)
{
	struct err e = ERR_INIT;
	char big[600];

	(void)state;
	memset(big, 'x', sizeof(big));
	big[599] = '\0';
	err_set(&e, ERR_DATA, "%s", big);
	assert_int_equal(strlen(e.text), sizeof(e.text) - 1);
	err_in(&e, "front");
	assert_int_equal(strlen(e.text), sizeof(e.text) - 1);
	assert_memory_equal(e.text, "front: xxx", 10);
}

static void a_long_path_in_an_error_loses_its_front(void **state)
{
	struct err e = ERR_INIT;
	char path[300];

	(void)state;
	memset(path, 'd', sizeof(path));
	memcpy(path + 280, "/file.xlsx", 11);
	errno = ENOENT;
	err_errno(&e, "cannot open", path);
	assert_contains(e.text, "cannot open '...ddd");
	assert_contains(e.text, "d/file.xlsx': No such file or directory");
}

static void each_kind_has_the_exit_status_of_the_design(void **state)
{
	(void)state;
	assert_int_equal(err_status(ERR_NONE), 0);
	assert_int_equal(err_status(ERR_USAGE), 2);
	assert_int_equal(err_status(ERR_DATA), 3);
	assert_int_equal(err_status(ERR_REMOTE), 4);
	assert_int_equal(err_status(ERR_SYSTEM), 5);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_text_is_not_an_empty_text),
		cmocka_unit_test(a_span_is_a_text_only_in_full),
		cmocka_unit_test(trim_takes_white_space_off_both_ends),
		cmocka_unit_test(trim_leaves_nothing_of_white_space_alone),
		cmocka_unit_test(trim_does_not_cut_a_letter_in_half),
		cmocka_unit_test(a_text_grows_without_losing_anything),
		cmocka_unit_test(a_cleared_text_is_empty_and_usable),
		cmocka_unit_test(
			memory_that_failed_is_reported_once_at_the_end),
		cmocka_unit_test(copies_in_an_arena_never_move),
		cmocka_unit_test(case_is_folded_in_every_script),
		cmocka_unit_test(the_turkish_capital_i_is_a_letter_of_its_own),
		cmocka_unit_test(accents_count),
		cmocka_unit_test(composed_and_decomposed_letters_are_the_same),
		cmocka_unit_test(compatibility_forms_are_the_same),
		cmocka_unit_test(white_space_of_any_kind_is_one_space),
		cmocka_unit_test(a_line_break_inside_a_header_is_a_space),
		cmocka_unit_test(outer_white_space_is_cut_off),
		cmocka_unit_test(typographic_apostrophes_are_the_plain_one),
		cmocka_unit_test(hyphens_and_brackets_count),
		cmocka_unit_test(bytes_that_are_not_utf8_go_through),
		cmocka_unit_test(a_key_is_appended_to_what_is_there),
		cmocka_unit_test(distance_counts_single_edits),
		cmocka_unit_test(neighbours_that_change_places_are_one_edit),
		cmocka_unit_test(distance_from_nothing_is_the_length),
		cmocka_unit_test(distance_ends_one_above_the_limit),
		cmocka_unit_test(very_long_texts_are_the_same_or_far_apart),
		cmocka_unit_test(plain_text_is_shown_as_it_is),
		cmocka_unit_test(control_bytes_are_shown_as_hex),
		cmocka_unit_test(an_escape_sequence_cannot_reach_the_terminal),
		cmocka_unit_test(eight_bit_control_characters_are_shown_as_hex),
		cmocka_unit_test(
			what_turns_the_direction_of_text_is_shown_as_hex),
		cmocka_unit_test(invalid_utf8_is_shown_as_hex),
		cmocka_unit_test(
			the_length_of_a_character_is_that_of_its_bytes),
		cmocka_unit_test(width_is_counted_in_columns_of_a_terminal),
		cmocka_unit_test(the_first_error_stays),
		cmocka_unit_test(context_goes_in_front_of_an_error),
		cmocka_unit_test(context_is_taken_off_where_it_stands_in_front),
		cmocka_unit_test(an_error_that_is_too_long_loses_its_end),
		cmocka_unit_test(a_long_path_in_an_error_loses_its_front),
		cmocka_unit_test(each_kind_has_the_exit_status_of_the_design),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
