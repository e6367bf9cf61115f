/* SPDX-License-Identifier: MIT */
/* Words, names, separators, YAML: what the sniffer knows without a table. */
#include "tests/check.h"

#include "pipeline/sniff/delimiter.h"
#include "pipeline/sniff/lexicon.h"
#include "pipeline/sniff/source_name.h"
#include "pipeline/sniff/yaml.h"

static void words_hint_whatever_their_case_and_separators(void **state)
{
	(void)state;
	assert_int_equal(lexicon_hints("Rank_Pol", HINT_RANK), 1);
	assert_int_equal(lexicon_hints("2020 RANKING", HINT_RANK), 1);
	assert_int_equal(lexicon_hints("#", HINT_RANK), 1);
	assert_int_equal(lexicon_hints("pctrank", HINT_RANK), 0);
	assert_int_equal(lexicon_hints("Frankness", HINT_RANK), 0);
	assert_int_equal(lexicon_hints("Total score", HINT_SCORE), 2);
	assert_int_equal(lexicon_hints("", HINT_SCORE), 0);
}

static void a_label_of_nothing_but_rank_score_and_year_is_pure(void **state)
{
	(void)state;
	assert_int_equal(lexicon_is_pure("2024 Total"), 1);
	assert_int_equal(lexicon_is_pure("Overall Score"), 1);
	assert_int_equal(lexicon_is_pure("World Rank"), 1);
	assert_int_equal(lexicon_is_pure("Tax score"), 0);
	assert_int_equal(lexicon_is_pure(""), 0);
	assert_int_equal(lexicon_is_pure("..."), 0);
}

static void a_year_stands_alone_and_once(void **state)
{
	static const struct {
		const char *text;
		int year;
		size_t at;
	} cases[] = {
		{ "CPI score 2023", 2023, 10 },
		{ "2016 EPI Score", 2016, 0 },
		{ "(2017 PPP $)", 2017, 1 },
		{ "2012 - 2023", 0, 0 },
		{ "2018/19", 0, 0 },
		{ "2018-19", 0, 0 },
		{ "33090", 0, 0 },
		{ "20220203", 0, 0 },
		{ "9999", 0, 0 },
		{ "1799", 0, 0 },
		{ "", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t at = 0;

		assert_int_equal(
			lexicon_year(cases[i].text, &at), cases[i].year);
		if (cases[i].year)
			assert_int_equal(at, cases[i].at);
	}
}

static void a_pattern_doubles_braces_and_names_the_year(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	lexicon_pattern(&t, "a {b} 2020 c", 6);
	assert_string_equal(t.at, "a {{b} {year} c");
	text_clear(&t);
	lexicon_pattern(&t, "2020", SIZE_MAX);
	assert_string_equal(t.at, "2020");
	text_free(&t);
}

static void check_slug(const char *text, int whole, const char *want)
{
	char slug[SLUG_TEXT];

	lexicon_slug(slug, text, whole);
	assert_string_equal(slug, want);
}

static void an_id_is_the_label_in_small_letters(void **state)
{
	(void)state;
	check_slug("Property Rights", 0, "property-rights");
	check_slug("Gov't Spending (% of GDP)", 0, "govt-spending");
	check_slug("Development & Diffusion", 0, "development-and-diffusion");
	check_slug("2021 Score", 0, "");
	check_slug("2021 Score", 1, "2021-score");
	check_slug("Research \xe2\x80\x93 FTE", 0, "research-fte");
	check_slug("\xc3\x89tat d\xc3\xa9velopp\xc3\xa9", 0, "etat-developpe");
	check_slug("\xd0\x9a\xd0\xb0\xd0\xb7", 0, "");
	check_slug("", 0, "");
}

static void a_long_id_is_cut_between_words(void **state)
{
	char slug[SLUG_TEXT], numbered[SLUG_TEXT];

	(void)state;
	lexicon_slug(slug,
		"Importance of information and communication technologies to "
		"the vision of the future",
		0);
	assert_true(strlen(slug) < SLUG_TEXT);
	assert_string_equal(slug,
		"importance-of-information-and-communication-technologies-to-"
		"the");
	lexicon_number(numbered, slug, 12);
	assert_true(strlen(numbered) < SLUG_TEXT);
	assert_string_equal(numbered + strlen(numbered) - 3, "-12");
}

static void a_file_hints_at_its_dataset_and_year(void **state)
{
	char name[SLUG_TEXT];

	(void)state;
	source_dataset(name, "dir.d/2-GPI_2019_banded_scores_2008-2019.xlsx");
	assert_string_equal(name, "gpi");
	source_dataset(name, "CPI2023_GlobalResultsTrends.xlsx");
	assert_string_equal(name, "cpi");
	source_dataset(name, "index2017_data.xls");
	assert_string_equal(name, "index-data");
	source_dataset(name, "2024.xlsx");
	assert_string_equal(name, "dataset");
	assert_int_equal(source_year("2-GPI_2019_banded_2008-2019.xlsx"), 2019);
	assert_int_equal(source_year("API_33090.xls"), 0);
	assert_int_equal(source_year("imf-dm-export-20211012.xls"), 2021);
	assert_int_equal(source_year("export-20219912.xls"), 0);
	assert_int_equal(source_year("export-202110121.xls"), 0);
	assert_int_equal(source_year("wgidataset.2019update.xlsx"), 2019);
	assert_string_equal(source_file("a/b/c.xls"), "c.xls");
}

/* ---- separators -------------------------------------------------------------
 */

static void check_csv(const char *text, char separator, char mark)
{
	struct book_csv csv = { 0 };

	delimiter_guess(&csv, span_of(text));
	assert_int_equal(csv.separator, separator);
	assert_int_equal(csv.decimal_mark, mark);
}

static void a_separator_stands_as_often_in_each_line(void **state)
{
	(void)state;
	check_csv("a,b\n1.5,2\n3,4\n", ',', '.');
	check_csv("a;b\n1,5;2\n3,25;4\n", ';', ',');
	check_csv("a\tb\n1.5\tx, y\n", '\t', '.');
	check_csv("name;x\n\"a, b, c\";1,5\n\"d, e\";2,5\n", ';', ',');
	check_csv("a,\"1,5\"\nb,\"2,25\"\n", ',', ',');
	check_csv("", ',', '.');
	check_csv("one column\nof text\n", ',', '.');
}

static void utf_16_is_looked_into(void **state)
{
	static const char little[] =
		"\xff\xfe"
		"a\0\t\0b\0\n\0\xf4\0\t\0001\0,\0005\0\n\0";
	static const char big[] = "\xfe\xff"
				  "\0a\0;\0b\0\n\4\x3a\0;\0001\0,\0005\0\n";
	struct book_csv csv = { 0 };

	(void)state;
	delimiter_guess(&csv, (struct span){ little, sizeof(little) - 1 });
	assert_int_equal(csv.separator, '\t');
	assert_int_equal(csv.decimal_mark, ',');
	csv = (struct book_csv){ 0 };
	delimiter_guess(&csv, (struct span){ big, sizeof(big) - 1 });
	assert_int_equal(csv.separator, ';');
	assert_int_equal(csv.decimal_mark, ',');
}

static void what_is_given_is_not_guessed(void **state)
{
	struct book_csv csv = { .separator = '\t' };

	(void)state;
	delimiter_guess(&csv, span_of("a;1,5\nb;2,5\n"));
	assert_int_equal(csv.separator, '\t');
}

static void bytes_that_are_no_text_have_the_usual_marks(void **state)
{
	static const char zip[] = "PK\3\4;;;;\0;;;\n1,5;2,5\n";
	struct book_csv csv = { 0 };

	(void)state;
	delimiter_guess(&csv, (struct span){ zip, sizeof(zip) - 1 });
	assert_int_equal(csv.separator, ',');
	assert_int_equal(csv.decimal_mark, '.');
	assert_null(delimiter_charset((struct span){ zip, sizeof(zip) - 1 }));
}

static void text_that_is_no_utf8_is_taken_for_windows_1252(void **state)
{
	(void)state;
	assert_null(delimiter_charset(span_of("C\xc3\xb4te\n")));
	assert_string_equal(
		delimiter_charset(span_of("C\xf4te\n")), "windows-1252");
	assert_null(delimiter_charset(span_of("")));
}

/* ---- YAML -------------------------------------------------------------------
 */

static void check_yaml(const char *text, const char *want)
{
	struct text t = TEXT_INIT;

	yaml_text(&t, text);
	assert_string_equal(t.at, want);
	text_free(&t);
}

static void a_text_is_quoted_where_it_could_be_misread(void **state)
{
	(void)state;
	check_yaml("Country", "Country");
	check_yaml("Country / Territory", "Country / Territory");
	check_yaml("N/A", "N/A");
	check_yaml("", "\"\"");
	check_yaml("..", "\"..\"");
	check_yaml("#N/A", "\"#N/A\"");
	check_yaml("2024", "\"2024\"");
	check_yaml("NO", "\"NO\"");
	check_yaml("null", "\"null\"");
	check_yaml("a: b", "\"a: b\"");
	check_yaml("a, b", "\"a, b\"");
	check_yaml("{year}", "\"{year}\"");
	check_yaml("say \"x\\y\"", "\"say \\\"x\\\\y\\\"\"");
	check_yaml("end ", "\"end \"");
	check_yaml("a\nb", "\"a\\x0ab\"");
	check_yaml("C\xc3\xb4te", "\"C\xc3\xb4te\"");
	check_yaml("C\xf4te", "\"C\xef\xbf\xbdte\"");
}

static void a_text_drives_no_terminal_and_breaks_no_line(void **state)
{
	(void)state;
	check_yaml("\x1b[1m", "\"\\x1b[1m\"");
	check_yaml("\xc2\x9b"
		   "1m",
		"\"\\x9b1m\"");
	check_yaml("a\xc2\x85"
		   "b",
		"\"a\\x85b\"");
	check_yaml("a\xe2\x80\xa8"
		   "b\xe2\x80\xa9",
		"\"a\\u2028b\\u2029\"");
	check_yaml("\xef\xbb\xbf"
		   "a\xef\xbf\xbf",
		"\"\\ufeffa\\uffff\"");
}

static void a_comment_has_no_line_breaks(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	yaml_comment(&t, "a\nb\x1b[31m");
	assert_string_equal(t.at, "a\\x0ab\\x1b[31m");
	text_clear(&t);
	yaml_comment(&t,
		"a\xe2\x80\xa8"
		"b\xc2\x85"
		"c\xff");
	assert_string_equal(t.at, "a\\u2028b\\x85c\\xff");
	text_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_hint_whatever_their_case_and_separators),
		cmocka_unit_test(
			a_label_of_nothing_but_rank_score_and_year_is_pure),
		cmocka_unit_test(a_year_stands_alone_and_once),
		cmocka_unit_test(a_pattern_doubles_braces_and_names_the_year),
		cmocka_unit_test(an_id_is_the_label_in_small_letters),
		cmocka_unit_test(a_long_id_is_cut_between_words),
		cmocka_unit_test(a_file_hints_at_its_dataset_and_year),
		cmocka_unit_test(a_separator_stands_as_often_in_each_line),
		cmocka_unit_test(utf_16_is_looked_into),
		cmocka_unit_test(what_is_given_is_not_guessed),
		cmocka_unit_test(bytes_that_are_no_text_have_the_usual_marks),
		cmocka_unit_test(
			text_that_is_no_utf8_is_taken_for_windows_1252),
		cmocka_unit_test(a_text_is_quoted_where_it_could_be_misread),
		cmocka_unit_test(a_text_drives_no_terminal_and_breaks_no_line),
		cmocka_unit_test(a_comment_has_no_line_breaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
