/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/extract/naming.h"
#include "pipeline/extract/pattern.h"

static struct pattern *must_open(const char *text, int folded)
{
	struct pattern *p = NULL;
	struct err e = ERR_INIT;

	pattern_open(&p, text, folded, &e);
	assert_string_equal(e.text, "");
	return p;
}

/* The text fits, and the slot stands for this; slot SLOTS: for nothing. */
static void assert_fits(
	const char *pattern, const char *text, enum slot slot, const char *is)
{
	struct pattern *p = must_open(pattern, 0);
	struct captures c = { { { NULL, 0 } } };

	assert_int_equal(pattern_match(p, span_of(text), NULL, NULL, &c), 1);
	if (slot < SLOTS)
		assert_true(span_is(c.of[slot], is));
	pattern_close(p);
}

static void assert_does_not_fit(const char *pattern, const char *text)
{
	struct pattern *p = must_open(pattern, 0);
	struct captures c = { { { NULL, 0 } } };

	assert_int_equal(pattern_match(p, span_of(text), NULL, NULL, &c), 0);
	pattern_close(p);
}

static void assert_refused(const char *pattern, const char *says)
{
	struct pattern *p = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(pattern_open(&p, pattern, 0, &e), -1);
	assert_fault(&e, ERR_DATA, says);
}

static void a_plain_text_fits_itself_alone(void **state)
{
	(void)state;
	assert_fits("Total", "Total", SLOTS, NULL);
	assert_does_not_fit("Total", "total");
	assert_does_not_fit("Total", "Totals");
	assert_does_not_fit("Total", "Tota");
	assert_does_not_fit("Total", "");
	assert_fits("", "", SLOTS, NULL);
}

static void a_year_has_four_digits_of_a_likely_year(void **state)
{
	(void)state;
	assert_fits("{year}", "1990", SLOT_YEAR, "1990");
	assert_fits("{year}", "1500", SLOT_YEAR, "1500");
	assert_fits("{year}", "2499", SLOT_YEAR, "2499");
	assert_does_not_fit("{year}", "1499");
	assert_does_not_fit("{year}", "2500");
	assert_does_not_fit("{year}", "9999");
	assert_does_not_fit("{year}", "199");
	assert_does_not_fit("{year}", "19900");
	assert_does_not_fit("{year}", "199O");
	assert_does_not_fit("{year}", "");
}

static void a_slot_stands_for_what_is_between_the_texts(void **state)
{
	(void)state;
	assert_fits("CPI {year} score", "CPI 2023 score", SLOT_YEAR, "2023");
	assert_fits("{indicator} ({year})", "GDP (PPP) (2020)", SLOT_INDICATOR,
		"GDP (PPP)");
	assert_fits("{period}: x", "a: b: x", SLOT_PERIOD, "a: b");
	assert_does_not_fit("{period} x", " x");
}

static void anything_may_be_nothing(void **state)
{
	(void)state;
	assert_fits("{any}", "", SLOTS, NULL);
	assert_fits("Source{any}", "Source", SLOTS, NULL);
	assert_fits("{any}of{any}", "of", SLOTS, NULL);
	assert_fits("{any}of{any}", "one of two", SLOTS, NULL);
	assert_does_not_fit("{any}of{any}", "one or two");
}

static void a_brace_is_written_twice(void **state)
{
	(void)state;
	assert_fits("{{year}", "{year}", SLOTS, NULL);
	assert_fits("a{{{year}", "a{2001", SLOT_YEAR, "2001");
	assert_fits("a}", "a}", SLOTS, NULL);
}

static void a_brace_that_is_written_twice_is_no_placeholder(void **state)
{
	(void)state;
	assert_true(pattern_stands_in("{year}"));
	assert_true(pattern_stands_in("a {{{year}"));
	assert_true(pattern_stands_in("{{a} {any}"));
	assert_false(pattern_stands_in("A {{1}"));
	assert_false(pattern_stands_in("{{{{"));
	assert_false(pattern_stands_in(""));
}

static void what_is_no_placeholder_is_refused_by_name(void **state)
{
	(void)state;
	assert_refused("x {land}",
		"'x {land}': no placeholder '{land}': expected {year}, "
		"{period}, {indicator}, {area}, {code}, {measure} or {any}; a "
		"brace is '{{'");
	assert_refused("{year",
		"'{year': no placeholder '{year}': expected {year}, {period}, "
		"{indicator}, {area}, {code}, {measure} or {any}; a brace is "
		"'{{'");
	assert_refused("{year} {year}", "'{year} {year}': {year} stands twice");
	assert_refused("{any}a{any}b{any}c{any}d{any}e",
		"'{any}a{any}b{any}c{any}d{any}e': too many placeholders");
}

static void folded_patterns_keep_the_blanks_beside_a_slot(void **state)
{
	struct pattern *p = must_open(" CPI  Score {year} ", 1);
	struct captures c = { { { NULL, 0 } } };

	(void)state;
	assert_int_equal(
		pattern_match(p, span_of("cpi score 2023"), NULL, NULL, &c), 1);
	assert_int_equal(
		pattern_match(p, span_of("cpi score2023"), NULL, NULL, &c), 0);
	pattern_close(p);
}

static int only_b(const void *context, enum slot slot, struct span text)
{
	(void)context;
	return slot != SLOT_AREA || span_is(text, "a b");
}

static void a_slot_grows_until_it_means_something(void **state)
{
	struct pattern *p = must_open("{area} {any}", 0);
	struct captures c = { { { NULL, 0 } } };

	(void)state;
	assert_int_equal(
		pattern_match(p, span_of("a b c"), only_b, NULL, &c), 1);
	assert_true(span_is(c.of[SLOT_AREA], "a b"));
	pattern_close(p);
}

/* As many ways to cut a text as there are take too long for a long one. */
static void a_text_that_is_too_long_for_a_label_says_nothing(void **state)
{
	char text[500];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_does_not_fit("{any}{period}", text);
	assert_fits("a{any}a", text, SLOTS, NULL);
	assert_fits("{any}", text, SLOTS, NULL);
	assert_does_not_fit("{any}b", text);
	text[400] = '\0';
	assert_fits("{any}{period}", text, SLOTS, NULL);
}

static void many_placeholders_take_no_long_time(void **state)
{
	char text[401];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_does_not_fit("{any}a{any}a{any}a{any}a{year}", text);
	assert_does_not_fit(
		"{any}{any}{any}{period}{area}{any}{any}{code}b", text);
	assert_does_not_fit("{any}a{any}a{any}a{any}ab", text);
}

/* A pattern of the letters a, b and * for {any} fits, by trying all ways. */
static int fits_by_hand(const char *pattern, const char *text)
{
	if (!*pattern)
		return !*text;
	if (*pattern != '*')
		return *pattern == *text && fits_by_hand(pattern + 1, text + 1);
	return fits_by_hand(pattern + 1, text) ||
		(*text && fits_by_hand(pattern, text + 1));
}

static void write_number(char *out, unsigned n, const char *letters, int len)
{
	for (int i = 0; i < len; i++, n /= (unsigned)strlen(letters))
		out[i] = letters[n % strlen(letters)];
	out[len] = '\0';
}

static void any_text_is_found_wherever_it_fits(void **state)
{
	char stars[6], text[8], whole[40];

	(void)state;
	for (unsigned n = 0; n < 243; n++) {
		struct text pattern = TEXT_INIT;
		struct pattern *p;

		write_number(stars, n, "ab*", 5);
		for (int i = 0; stars[i]; i++)
			text_printf(&pattern, "%s",
				stars[i] == '*'		  ? "{any}"
					: stars[i] == 'a' ? "a"
							  : "b");
		p = must_open(pattern.at, 0);
		for (unsigned k = 0; k < 128; k++) {
			struct captures c;

			write_number(text, k, "ab", (int)(k % 8));
			snprintf(whole, sizeof(whole), "%s in %s", stars, text);
			if (pattern_match(p, span_of(text), NULL, NULL, &c) !=
				fits_by_hand(stars, text))
				fail_msg("%s", whole);
		}
		pattern_close(p);
		text_free(&pattern);
	}
}

/* Footnotes that end a table, legends in the corner of one. */
static void how_a_long_text_begins_and_ends_can_be_said(void **state)
{
	char text[500];

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text, "Notes:", 6);
	text[sizeof(text) - 1] = '\0';
	assert_fits("{any}", text, SLOTS, NULL);
	assert_fits("Notes:{any}", text, SLOTS, NULL);
	assert_fits("{any}aaa", text, SLOTS, NULL);
	assert_fits("{any}es:{any}", text, SLOTS, NULL);
	assert_does_not_fit("Note:{any}", text);
	assert_does_not_fit("{any}b", text);
}

/* ---- names of indicators ---------------------------------------------------
 */

static char id_a[] = "a", id_b[] = "b", id_c[] = "c", code[] = "IN.1",
	    blank[] = "";
static char *names_of_a[] = { blank }, *names_of_b[] = { code };

static struct naming *naming(struct spec_indicator *nodes, unsigned n,
	struct spec_tree *t, struct err *e)
{
	struct naming *out = NULL;

	*t = (struct spec_tree){ id_a, nodes, n };
	naming_open(&out, t, e);
	return out;
}

static void an_indicator_goes_by_id_names_and_label(void **state)
{
	struct spec_indicator nodes[] = {
		{ .id = id_a,
			.label = "Total",
			.names = names_of_a,
			.n_names = 1 },
		{ .id = id_b,
			.label = "Gov\xE2\x80\x99t spending",
			.names = names_of_b,
			.n_names = 1 },
	};
	struct err e = ERR_INIT;
	struct spec_tree t;
	struct naming *n = naming(nodes, 2, &t, &e);

	(void)state;
	assert_string_equal(e.text, "");
	for (int twice = 0; twice < 2; twice++) {
		assert_int_equal(naming_find(n, span_of("A")), 0);
		assert_int_equal(naming_find(n, span_of("")), 0);
		assert_int_equal(naming_find(n, span_of(" total ")), 0);
		assert_int_equal(naming_find(n, span_of("in.1")), 1);
		assert_int_equal(naming_find(n, span_of("gov't  Spending")), 1);
		assert_int_equal(naming_find(n, span_of("in.2")), -1);
	}
	naming_close(n);
}

static void a_label_of_two_indicators_means_neither(void **state)
{
	struct spec_indicator nodes[] = {
		{ .id = id_a, .label = "Score" },
		{ .id = id_b, .label = "score" },
		{ .id = id_c, .label = "a" },
	};
	struct err e = ERR_INIT;
	struct spec_tree t;
	struct naming *n = naming(nodes, 3, &t, &e);

	(void)state;
	assert_string_equal(e.text, "");
	assert_int_equal(naming_find(n, span_of("Score")), -1);
	assert_int_equal(naming_find(n, span_of("a")), 0);
	assert_int_equal(naming_find(n, span_of("c")), 2);
	naming_close(n);
}

static void a_name_of_two_indicators_is_refused(void **state)
{
	struct spec_indicator nodes[] = {
		{ .id = id_a, .label = "x", .names = names_of_b, .n_names = 1 },
		{ .id = id_b, .label = "y", .names = names_of_b, .n_names = 1 },
	};
	struct err e = ERR_INIT;
	struct spec_tree t;

	(void)state;
	assert_null(naming(nodes, 2, &t, &e));
	assert_fault(&e, ERR_DATA, "'IN.1' means two indicators, 'a' and 'b'");
}

static void measures_go_by_their_names_and_those_of_the_spec(void **state)
{
	const struct spec_column k = { .ranks = names_of_b, .n_ranks = 1 };

	struct spec_indicator nodes[] = { { .id = id_a, .label = "x" } };
	struct err e = ERR_INIT;
	struct spec_tree t;
	struct naming *n = naming(nodes, 1, &t, &e);

	(void)state;
	assert_int_equal(
		naming_measure(n, &k, span_of("SCORE")), MEASURE_SCORE);
	assert_int_equal(naming_measure(n, &k, span_of(" rank")), MEASURE_RANK);
	assert_int_equal(naming_measure(n, &k, span_of("Value")), MEASURE_RAW);
	assert_int_equal(naming_measure(n, &k, span_of("IN.1")), MEASURE_RANK);
	assert_int_equal(naming_measure(n, &k, span_of("in.1")), MEASURES);
	assert_int_equal(naming_measure(n, &k, span_of("")), MEASURES);
	naming_close(n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_text_fits_itself_alone),
		cmocka_unit_test(a_year_has_four_digits_of_a_likely_year),
		cmocka_unit_test(a_slot_stands_for_what_is_between_the_texts),
		cmocka_unit_test(anything_may_be_nothing),
		cmocka_unit_test(a_brace_is_written_twice),
		cmocka_unit_test(
			a_brace_that_is_written_twice_is_no_placeholder),
		cmocka_unit_test(what_is_no_placeholder_is_refused_by_name),
		cmocka_unit_test(folded_patterns_keep_the_blanks_beside_a_slot),
		cmocka_unit_test(a_slot_grows_until_it_means_something),
		cmocka_unit_test(
			a_text_that_is_too_long_for_a_label_says_nothing),
		cmocka_unit_test(how_a_long_text_begins_and_ends_can_be_said),
		cmocka_unit_test(many_placeholders_take_no_long_time),
		cmocka_unit_test(any_text_is_found_wherever_it_fits),
		cmocka_unit_test(an_indicator_goes_by_id_names_and_label),
		cmocka_unit_test(a_label_of_two_indicators_means_neither),
		cmocka_unit_test(a_name_of_two_indicators_is_refused),
		cmocka_unit_test(
			measures_go_by_their_names_and_those_of_the_spec),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
