/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/clean.h"
#include "tests/check.h"

/* What a cleaner makes of a text. NULL: the text stays as it is. */
struct want {
	const char *text, *left;
};

static void check_text(const char *cleaner, const char *text, const char *left)
{
	char buf[CLEAN_TEXT];
	int changed = 0;
	struct span s = clean_text(buf, sizeof(buf), clean_named(cleaner),
		span_of(text), &changed);

	if (changed != (left != NULL) || !span_is(s, left ? left : text))
		fail_msg("%s: '%s' gives '%.*s', not %s", cleaner, text,
			SPAN(s), left ? left : "itself");
	if (!changed)
		assert_ptr_equal(s.at, text);
}

/* The same with the text in the buffer that the result goes to. */
static void check_in_place(
	const char *cleaner, const char *text, const char *left)
{
	char buf[CLEAN_TEXT];
	struct span in = { buf + 2, strlen(text) };
	int changed = 0;

	memcpy(buf + 2, text, in.len);
	in = clean_text(buf, sizeof(buf), clean_named(cleaner), in, &changed);
	if (!span_is(in, left ? left : text))
		fail_msg("%s in place: '%s' gives '%.*s'", cleaner, text,
			SPAN(in));
}

static void check_all(const char *cleaner, const struct want *v, size_t n)
{
	assert_non_null(clean_named(cleaner));
	for (size_t i = 0; i < n; i++) {
		check_text(cleaner, v[i].text, v[i].left);
		check_in_place(cleaner, v[i].text, v[i].left);
	}
}

static void ordinal_takes_the_ending_off_digits(void **state)
{
	static const struct want v[] = {
		{ "1st", "1" },
		{ "2nd", "2" },
		{ "3rd", "3" },
		{ "144th", "144" },
		{ " 11TH ", "11" },
		{ "1", NULL },
		{ "th", NULL },
		{ "1 st", NULL },
		{ "-1st", NULL },
		{ "1.5th", NULL },
		{ "1st (tie)", NULL },
		{ "1stx", NULL },
		{ "1s", NULL },
		{ "1 t", NULL },
		{ "South 1st", NULL },
	};

	(void)state;
	check_all("ordinal", v, COUNT(v));
}

static void currency_takes_off_signs_and_iso_codes(void **state)
{
	static const struct want v[] = {
		{ "$21.0", "21.0" },
		{ "$ 21.0", "21.0" },
		{ "US$1,000", "1,000" },
		{ "€8,59", "8,59" },
		{ "8,59 €", "8,59" },
		{ "₸1", "1" },
		{ "12CHF", "12" },
		{ "KZT 12", "12" },
		{ "$6.1 CHF", "6.1" },
		{ "-$5", "-5" },
		{ "$-5", "-5" },
		{ "$ - 5", "- 5" },
		{ "\u2212 $5", "\u22125" },
		{ "-$5 USD", "-5" },
		{ "$21.0 (nominal)", "21.0 (nominal)" },
		{ "$", NULL },
		{ "-$", NULL },
		{ "USD", NULL },
		{ "12", NULL },
		{ "12 MLN", NULL },
		{ "12 EST", NULL },
		{ "12 chf", NULL },
		{ "12 EUROS", NULL },
		{ "about $5", NULL },
		{ "5 $ or so", NULL },
		{ "XUSD 5", NULL },
		{ "$5-7", "5-7" },
	};

	(void)state;
	check_all("currency", v, COUNT(v));
}

static void remark_takes_off_brackets_behind(void **state)
{
	static const struct want v[] = {
		{ "21.0 (nominal)", "21.0" },
		{ "2.1 (2016)", "2.1" },
		{ "$139,100 (2009 est.)", "$139,100" },
		{ "$6.1 CHF (2014 )", "$6.1 CHF" },
		{ "12(est.)", "12" },
		{ "12 (a (b))", "12" },
		{ "12 (a) (b)", "12" },
		{ "12 [7]", "12" },
		{ "12 (est.)\u00a0", "12" },
		{ "(12)", NULL },
		{ "(est.) 12", NULL },
		{ "12 (est.", NULL },
		{ "12 est.)", NULL },
		{ "12 (est.]", NULL },
		{ "12 (est.) x", NULL },
		{ "N/A (2016)", NULL },
		{ "(2016)", NULL },
		{ "12 est.", NULL },
		{ ")", NULL },
	};

	(void)state;
	check_all("remark", v, COUNT(v));
}

static void marks_takes_off_footnote_marks(void **state)
{
	static const struct want v[] = {
		{ "‡ 12.3", "12.3" },
		{ "‡ ¶ 2", "2" },
		{ "12.3†", "12.3" },
		{ "12.3 **", "12.3" },
		{ "12.3*", "12.3" },
		{ "#12", "12" },
		{ "§12.3 ‡", "12.3" },
		{ "12.3¹", "12.3" },
		{ "12.3⁴ᵃ", "12.3" },
		{ "12.3 a", "12.3" },
		{ "12.3 a,b", "12.3" },
		{ "12.3\u00a0b c", "12.3" },
		{ "a 12.3", "12.3" },
		{ "12.3 2", "12.3" },
		{ "12.3 14", "12.3" },
		{ "1 234 a", "1 234" },
		{ "12 (est.)*", "12 (est.)" },
		{ "12 (est.)", NULL },
		{ "12.3a", NULL },
		{ "12.3 M", NULL },
		{ "12.3 ab", NULL },
		{ "12.3 a,", NULL },
		{ "1 234", NULL },
		{ "1 234 5", NULL },
		{ "2015 12 10", NULL },
		{ "2 12.3", NULL },
		{ "12.3", NULL },
		{ "*", NULL },
		{ "#N/A", NULL },
		{ "‡ ¶", NULL },
		{ "5%", NULL },
		{ "a", NULL },
	};

	(void)state;
	check_all("marks", v, COUNT(v));
}

static void percent_takes_off_the_sign_behind_a_digit(void **state)
{
	static const struct want v[] = {
		{ "45%", "45" },
		{ "45 %", "45" },
		{ "4,5\u202f%", "4,5" },
		{ "45", NULL },
		{ "%", NULL },
		{ "%45", NULL },
		{ "45%%", NULL },
		{ "45 (est.)%", NULL },
		{ "45 per cent", NULL },
		{ "45 % of GDP", NULL },
	};

	(void)state;
	check_all("percent", v, COUNT(v));
}

static void thousands_takes_commas_out_of_groups_of_three(void **state)
{
	static const struct want v[] = {
		{ "1,234", "1234" },
		{ "1,234,567", "1234567" },
		{ "12,345.67", "12345.67" },
		{ "-1,000", "-1000" },
		{ "\u22121,000", "\u22121000" },
		{ "1,23", NULL },
		{ "1,2345", NULL },
		{ "1234,567", NULL },
		{ "0,123", NULL },
		{ "012,345", NULL },
		{ "1,234,56", NULL },
		{ "1,,234", NULL },
		{ ",123", NULL },
		{ "1,234,", NULL },
		{ "1,234.", NULL },
		{ "1,234.5.6", NULL },
		{ "1.234", NULL },
		{ "$1,000", NULL },
		{ "1,000 (2009)", NULL },
		{ "1234", NULL },
	};

	(void)state;
	check_all("thousands", v, COUNT(v));
}

static void spaces_takes_blanks_out_of_groups_of_three(void **state)
{
	static const struct want v[] = {
		{ "1 234", "1234" },
		{ "1\u00a0234\u00a0567", "1234567" },
		{ "1\u202f234,5", "1234,5" },
		{ "12\u2009345.67", "12345.67" },
		{ "-1 000", "-1000" },
		{ "1 23", NULL },
		{ "1  234", NULL },
		{ "1 234 5", NULL },
		{ "1990 2000", NULL },
		{ "0 123", NULL },
		{ "1 234 a", NULL },
		{ " 12 ", NULL },
		{ "- 5", NULL },
		{ "1234", NULL },
	};

	(void)state;
	check_all("spaces", v, COUNT(v));
}

static void decimal_comma_makes_the_one_comma_a_point(void **state)
{
	static const struct want v[] = {
		{ "8,59", "8.59" },
		{ "1,234", "1.234" },
		{ "-0,5", "-0.5" },
		{ " 8,59\u00a0", "8.59" },
		{ "8.59", NULL },
		{ "1,234,567", NULL },
		{ "1.234,5", NULL },
		{ "8,", NULL },
		{ ",59", NULL },
		{ "8,59%", NULL },
		{ "8, 59", NULL },
		{ "a,b", NULL },
		{ "859", NULL },
		{ ",", NULL },
	};

	(void)state;
	check_all("decimal-comma", v, COUNT(v));
}

static void minus_makes_the_long_one_short(void **state)
{
	static const struct want v[] = {
		{ "\u22125.2", "-5.2" },
		{ "\u2212 5", "-5" },
		{ "\u2013.5", "-.5" },
		{ "\u20111", "-1" },
		{ "-5", NULL },
		{ "\u2013", NULL },
		{ "\u2014 5", NULL },
		{ "\u2212$5", NULL },
		{ "\u2212\u22125", NULL },
		{ "1990\u201395", NULL },
		{ "\u2013 n/a", NULL },
	};

	(void)state;
	check_all("minus", v, COUNT(v));
}

static void every_cleaner_leaves_a_number_and_a_word_alone(void **state)
{
	static const char *const texts[] = { "", " ", "12.3", "-1e5", "N/A",
		"..", "-", "Narnia", "\xc2", "\xff\x80", "\x80\xe2\x80",
		"2015-12-10", "12:30" };
	char names[256], *at = names, *name;

	(void)state;
	snprintf(names, sizeof(names), "%s", clean_names());
	while ((name = strsep(&at, ",")))
		for (size_t i = 0; i < COUNT(texts); i++)
			check_text(name + (*name == ' '), texts[i], NULL);
}

static void there_is_no_text_to_clean(void **state)
{
	struct span none = { NULL, 0 };
	int changed = 0;

	(void)state;
	none = clean_text(NULL, 0, clean_named("spaces"), none, &changed);
	assert_null(none.at);
	assert_int_equal(changed, 0);
}

static void what_does_not_fit_stays_as_it_is(void **state)
{
	static const struct {
		const char *cleaner, *text;
	} v[] = {
		{ "thousands", "1,234" },
		{ "spaces", "1 234" },
		{ "decimal-comma", "8,599" },
		{ "minus", "\u2212123456" },
		{ "currency", "-$12345" },
	};
	char buf[4];
	int changed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++)
		assert_ptr_equal(
			clean_text(buf, sizeof(buf), clean_named(v[i].cleaner),
				span_of(v[i].text), &changed)
				.at,
			v[i].text);
	assert_int_equal(changed, 0);
}

static void a_text_of_any_length_is_gone_through_once(void **state)
{
	enum { LONG = 32767 };
	char *text = malloc(LONG + 1), names[256], *at = names, *name;
	static const char *const fills[] = { " ", "a ", "(", ")", "* ", "1,",
		"1 ", "()", "*", "a", "\u00a0", "$" };
	int changed = 0;

	(void)state;
	snprintf(names, sizeof(names), "%s", clean_names());
	while ((name = strsep(&at, ",")))
		for (size_t i = 0; i < COUNT(fills); i++) {
			char buf[CLEAN_TEXT];
			size_t n = strlen(fills[i]);

			text[0] = '7';
			for (size_t k = 1; k < LONG; k++)
				text[k] = fills[i][(k - 1) % n];
			clean_text(buf, sizeof(buf),
				clean_named(name + (*name == ' ')),
				(struct span){ text, LONG }, &changed);
		}
	free(text);
}

static void a_list_of_cleaners_works_in_one_buffer(void **state)
{
	static const char *const names[] = { "remark", "currency", "marks",
		"thousands", "minus" };
	struct span s = span_of(" \u2212US$139,100.5† (2009 est.)");
	char buf[CLEAN_TEXT];
	int changed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		s = clean_text(
			buf, sizeof(buf), clean_named(names[i]), s, &changed);
	assert_true(span_is(s, "-139100.5"));
	assert_int_equal(changed, 1);
}

static void what_was_taken_off_is_what_is_not_left(void **state)
{
	static const struct {
		const char *text, *left, *cut;
	} cases[] = {
		{ "1st", "1", "st" },
		{ "$21.0", "21.0", "$" },
		{ "2.1 (2016)", "2.1", "(2016)" },
		{ "$139,100 (2009 est.)", "139100", "$ , (2009 est.)" },
		{ "* 7", "7", "*" },
		{ "7", "7", "" },
		{ "", "", "" },
		{ "7 a", "", "7 a" },
		{ "\u22127", "-7", "\u22127" }, /* nothing of it is left */
		{ "8,59", "8.59", "8,59" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text out = TEXT_INIT;

		text_puts(&out, "x");
		clean_cut(&out, span_of(cases[i].text), span_of(cases[i].left));
		assert_string_equal(out.at + 1, cases[i].cut);
		text_free(&out);
	}
}

static void there_is_no_cleaner_of_another_name(void **state)
{
	(void)state;
	assert_null(clean_named("soap"));
	assert_null(clean_named(""));
	assert_string_equal(clean_names(),
		"ordinal, currency, remark, marks, percent, thousands, "
		"spaces, decimal-comma, minus");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinal_takes_the_ending_off_digits),
		cmocka_unit_test(currency_takes_off_signs_and_iso_codes),
		cmocka_unit_test(remark_takes_off_brackets_behind),
		cmocka_unit_test(marks_takes_off_footnote_marks),
		cmocka_unit_test(percent_takes_off_the_sign_behind_a_digit),
		cmocka_unit_test(thousands_takes_commas_out_of_groups_of_three),
		cmocka_unit_test(spaces_takes_blanks_out_of_groups_of_three),
		cmocka_unit_test(decimal_comma_makes_the_one_comma_a_point),
		cmocka_unit_test(minus_makes_the_long_one_short),
		cmocka_unit_test(
			every_cleaner_leaves_a_number_and_a_word_alone),
		cmocka_unit_test(there_is_no_text_to_clean),
		cmocka_unit_test(what_does_not_fit_stays_as_it_is),
		cmocka_unit_test(a_text_of_any_length_is_gone_through_once),
		cmocka_unit_test(a_list_of_cleaners_works_in_one_buffer),
		cmocka_unit_test(what_was_taken_off_is_what_is_not_left),
		cmocka_unit_test(there_is_no_cleaner_of_another_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
