/* SPDX-License-Identifier: MIT */
/* What a table seems to say, by the draft that is made of it. Each draft must
 * be a spec without a fault. */
#include "pipeline/extract/spec.h"
#include "pipeline/sniff/series.h"
#include "pipeline/sniff/write.h"
#include "tests/sniffmake.h"

struct tab {
	const char *name, *text;
};

static const struct write_about about = {
	.file = "demo_2024.xlsx",
	.format = "xlsx",
	.csv = BOOK_CSV_INIT,
};

static int outline_of(struct outline **out, const struct areas *a,
	const struct tab *tabs, size_t n, struct err *e)
{
	struct summary **s = calloc(n + 1, sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < n; i++)
		s[i] = sniffmake(a, tabs[i].name, tabs[i].text);
	return outline_open(out, s, n, a, e);
}

static void check_spec(const char *draft)
{
	struct err e = ERR_INIT;
	struct spec *s = NULL;
	char path[PATH_TEXT];
	void *folder = NULL;

	assert_int_equal(make_folder(&folder), 0);
	path_in(path, folder, "draft.yaml");
	write_text(path, draft);
	if (spec_read(&s, path, &e) < 0)
		fail_msg("%s\n%s", e.text, draft);
	spec_close(s);
	assert_int_equal(remove_folder(&folder), 0);
}

static char *draft_of_sheets(
	const struct areas *a, const struct tab *tabs, size_t n)
{
	struct outline *o = NULL;
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(outline_of(&o, a, tabs, n, &e), 0);
	if (write_draft(&out, o, &about, &e) < 0)
		fail_msg("%s", e.text);
	outline_close(o);
	check_spec(out.at);
	return out.at;
}

static char *draft_of(const struct areas *a, const char *text)
{
	return draft_of_sheets(a, &(struct tab){ "Scores", text }, 1);
}

/* The draft of one sheet holds each of these. */
static void check_draft(
	const struct areas *a, const char *text, const char *const *parts)
{
	char *draft = draft_of(a, text);

	for (; *parts; parts++)
		if (!strstr(draft, *parts))
			fail_msg("no '%s' in\n%s", *parts, draft);
	free(draft);
}

#define HOLDS(...)                                                             \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}

/* ---- ranks and scores -------------------------------------------------------
 */

static void the_score_that_the_rank_orders_is_overall(void **state)
{
	check_draft(*state,
		"Rank|Country|Tax|Points\n1|Chad|1|9.5\n2|Peru|9|8.25\n"
		"3|Mali|5|7\n4|Fiji|3|6\n",
		HOLDS("{label: Points, score: overall}",
			"{label: Rank, rank: overall}",
			"{label: Tax, score: tax}", "direction: higher # sure",
			"scale: [0, 10]", "decimals: 2", "areas: 4",
			"edition: \"2024\""));
}

static void rank_1_of_the_lowest_score_says_lower_is_better(void **state)
{
	check_draft(*state,
		"Country|Rank|Overall Score\nChad|1|1.1\nPeru|2|2.2\nMali|3|"
		"3.3\n",
		HOLDS("direction: lower # sure: rank 1 has the lowest score"));
}

static void that_the_worst_may_be_first_is_said(void **state)
{
	check_draft(*state,
		"Country|Rank|Fragility\nChad|1|9\nPeru|2|8\nMali|3|7\n",
		HOLDS("direction: higher # sure: rank 1 has the highest score",
			"# if that is the worst, say direction: lower, and "
			"first: worst of the edition"));
	check_draft(*state,
		"Country|Rank|Strength\nChad|1|1\nPeru|2|2\nMali|3|3\n",
		HOLDS("# if that is the worst, say direction: higher, and "
		      "first: worst of the edition"));
}

static void no_rank_leaves_the_direction_a_guess(void **state)
{
	check_draft(*state, "Country|Score\nChad|1\nPeru|2\nMali|3\n",
		HOLDS("direction: higher # a guess",
			"{label: Score, score: overall} # likely: by its "
			"label"));
}

static void without_rank_and_word_the_leftmost_is_a_guess(void **state)
{
	check_draft(*state,
		"Country|Ladder|Trust\nChad|1|7\nPeru|2|6\n"
		"Mali|3|8\n",
		HOLDS("{label: Ladder, score: overall} # a guess"));
}

static void each_rank_belongs_to_the_score_that_it_orders(void **state)
{
	check_draft(*state,
		"Country|Score|Rank|Politics|Rank_Pol|Law|Rank_Law\n"
		"Chad|9|1|5|3|7|2\nPeru|8|2|6|2|8|1\nMali|7|3|7|1|2|4\n"
		"Fiji|6|4|4|4|3|3\n",
		HOLDS("{label: Rank_Pol, rank: politics}",
			"{label: Rank_Law, rank: law}",
			"{label: Rank, rank: overall}"));
}

static void a_rank_of_nothing_here_is_of_its_own(void **state)
{
	check_draft(*state,
		"Country|World Rank|Region Rank|Score\nChad|1|1|9\nPeru|2|1|8\n"
		"Mali|3|2|7\nFiji|4|1|6\nCuba|5|2|5\nFrance|6|1|4\n",
		HOLDS("{label: World Rank, rank: overall}",
			"{label: Region Rank, rank: region}"));
}

static void ranks_are_sequential_or_shared(void **state)
{
	check_draft(*state,
		"Country|Rank|Score\nChad|1|9\nPeru|2|9\nMali|3|7\n",
		HOLDS("ties: sequential # sure: 3 ranks"));
	check_draft(*state,
		"Country|Rank|Score\nChad|1|9.14\nPeru|2|8.51\nMali|2|8.49\n"
		"Fiji|4|7\n",
		HOLDS("ties: competition # sure", "ties_decimals: 1"));
	check_draft(*state,
		"Country|Rank|Score\nChad|1|9\nPeru|3|8\nMali|3|7\nFiji|3|6\n",
		HOLDS("# ties: no rule was found"));
	check_draft(*state,
		"Country|Rank|Score\nChad|1|9\nAtlantis|2|8\nMali|3|7\n"
		"Fiji|4|6\n",
		HOLDS("ties: sequential"));
}

static void numbers_of_seventeen_digits_have_no_places(void **state)
{
	char *draft = draft_of(*state,
		"Country|Rank|Score\nChad|1|9.12345678901234567\nPeru|2|8\n"
		"Mali|3|7\n");

	assert_null(strstr(draft, "decimals:"));
	free(draft);
}

static void what_lies_beyond_the_overall_scale_is_raw(void **state)
{
	check_draft(*state,
		"Country|Rank|Score|Population|Standard error|Health\n"
		"Chad|1|90|15000|1.5|80\nPeru|2|80|30000|2|70\n"
		"Mali|3|70|20000|1|99\n",
		HOLDS("raw: population", "raw: standard-error",
			"score: health"));
}

/* ---- names ------------------------------------------------------------------
 */

static void groups_tell_labels_apart_and_give_the_id(void **state)
{
	check_draft(*state,
		"|All||Customs||Roads\nCountry|score|rank|score|rank|score|rank"
		"\nChad|9|1|2|5|5|1\nPeru|8|2|9|4|4|2\nMali|7|3|5|6|3|3\n",
		HOLDS("header_rows: 2",
			"{label: score, under: Customs, score: customs}",
			"{label: rank, under: All, rank: overall}",
			"{label: score, under: Roads, score: roads}"));
}

static void a_label_under_nothing_says_so(void **state)
{
	check_draft(*state,
		"||Customs|\nCountry|Rank|score|rank\nChad|3|9|1\n"
		"Peru|1|8|2\nMali|2|7|3\n",
		HOLDS("{path: [\"\", Rank], rank: rank}",
			"{label: rank, under: Customs, rank: overall}"));
}

static void an_id_that_is_taken_gets_its_group_in_front(void **state)
{
	check_draft(*state,
		"||Score||Rank|\nCountry|Score|low|high|low|high\n"
		"Chad|9|8|10|1|2\nPeru|8|7|9|1|3\nMali|7|6|8|2|3\n",
		HOLDS("under: Score, score: low", "under: Rank, score: low-2"));
}

static void braces_in_labels_are_doubled(void **state)
{
	check_draft(*state, "Country|Score {0-10}\nChad|1\nPeru|2\nMali|3\n",
		HOLDS("\"Score {{0-10}\""));
}

static void a_label_too_long_for_a_spec_is_named_by_its_beginning(void **state)
{
	char label[300], text[600];

	memset(label, 'x', sizeof(label));
	snprintf(text, sizeof(text),
		"Country|%.*s|Score\nChad|1|9\nPeru|2|8\nMali|3|7\n",
		(int)sizeof(label), label);
	check_draft(*state, text, HOLDS("xxxx{any}\", score: "));
}

static void columns_that_hold_no_figures_are_told(void **state)
{
	check_draft(*state,
		"CountryID|Country|Score|Notes|Year joined|Class|Cluster\n"
		"Chad|1\n17|Chad|1|a|1990|Low|A\n18|Peru|2|12|1991|High|B\n"
		"20|Mali|3|b, c|1992|Low|\n",
		HOLDS("not read: column A, 'CountryID'",
			"not read: column E, 'Year joined': years",
			"not read: 'Class': words, as 'Low'"));
}

/* ---- cells ------------------------------------------------------------------
 */

static void markers_and_blanks_are_listed_by_column(void **state)
{
	check_draft(*state,
		"Country|Rank|Score|A|B\nChad|1|9|..|1\nPeru|2|8|..|\n"
		"Mali|3|7|N/A|2\nFiji|4|6|5|#N/A\n",
		HOLDS("{label: A, score: a, missing: [\"..\", N/A]}",
			"{label: B, score: b, missing: [\"\", \"#N/A\"]}"));
}

static void numbers_that_may_mean_none_are_asked_about(void **state)
{
	check_draft(*state,
		"Country|Total|Polity|Until\nChad|1|-88|1999\nPeru|2|8|9999\n"
		"Mali|3|-66|2001\n",
		HOLDS("to 8; is -88 a code for missing?",
			"to 9999; is 9999 a code for missing?"));
}

static void an_error_is_no_marker(void **state)
{
	check_draft(*state,
		"Country|Rank|Score\nChad|1|9\nPeru|2|8\nMali|3|#DIV/0!\n"
		"Fiji|4|6\n",
		HOLDS("1 cell of 'Score' holds no number, as '#DIV/0!' (C4)",
			"{label: Score, score: overall}"));
}

static void numbers_as_text_are_declared(void **state)
{
	check_draft(*state,
		"Country|Rank|Score\nChad|'1'|9\nPeru|'2'|8\nMali|'3'|7\n",
		HOLDS("{label: Rank, rank: overall, text: yes}"));
}

static void what_is_to_be_taken_off_is_named_by_cleaners(void **state)
{
	check_draft(*state,
		"Country|Rank|Score|GDP\nChad|1st|9|$1,000 (2009)\n"
		"Peru|2nd|8|20\nMali|3rd|7|30\n",
		HOLDS("{label: Rank, rank: overall, clean: [ordinal]}",
			"clean: [remark, currency, thousands]"));
	check_draft(*state,
		"Country|Rank|Score\nChad|1|8,59\nPeru|2|7,5\nMali|3|1,234\n",
		HOLDS("{label: Score, score: overall, clean: "
		      "[decimal-comma]}"));
}

static void texts_that_are_no_numbers_are_told(void **state)
{
	check_draft(*state,
		"Country|Rank|Score\nChad|1|9\nPeru|2|see page 7\nMali|3|7\n"
		"Fiji|4|6\n",
		HOLDS("1 cell of 'Score' holds no number, as 'see page 7' "
		      "(C3)"));
}

static void a_table_of_texts_has_categories(void **state)
{
	check_draft(*state,
		"Economy|Code|Income\nChad|TCD|Low\nPeru|PER|High\n"
		"Mali|MLI|Low\nFiji|FJI|..\n",
		HOLDS("raw: income, categories: [Low, High], missing: "
		      "[\"..\"]}",
			"# a guess: texts"));
}

static void a_ruler_and_the_numbers_of_rows_are_no_labels(void **state)
{
	check_draft(*state,
		"Economies (June 2017)\n\n||Economy|Code||Region|Income\n"
		"x||x|x|x|x|x\n1||Chad|TCD|x|Africa|Low\n"
		"2||Peru|PER|x|America|High\n3||Mali|MLI|x|Africa|Low\n",
		HOLDS("title: Economies (June 2017)", "skip_rows: 1 #",
			"columns:\n          - {label: Economy, is: area}",
			"{label: Code, is: code}",
			"{label: Income, raw: income, categories: [Low, "
			"High]}"));
}

/* ---- rows -------------------------------------------------------------------
 */

static void words_beside_figures_are_told_once_a_label(void **state)
{
	char *draft = draft_of(*state,
		"|1998||1999|\nCountry|PR|Status|PR|Status\n"
		"Chad|1|F|2|PF\nPeru|3|NF|4|F\nMali|5|PF|6|NF\n");
	const char *first = strstr(draft, "not read: 'Status': words, as 'F'");

	assert_non_null(first);
	assert_null(strstr(first + 1, "not read"));
	free(draft);
}

static void averages_among_the_areas_are_skipped(void **state)
{
	check_draft(*state,
		"Country|Score\nChad|1\nRegional average|2\nPeru|2\n"
		"Regional average|2\nMali|3\n",
		HOLDS("skip: [Regional average] #"));
}

static void labels_that_are_not_known_are_told(void **state)
{
	check_draft(*state,
		"Country|Score\nChad|1\nAtlantis|2\nPeru|2\nAtlantis|2\n"
		"Mali|3\nFiji|4\n",
		HOLDS("no areas that raw/areas knows: 'Atlantis'\n",
			"areas: 4 # those of the main table; with its "
			"unknown labels 5",
			"# likely: 4 of 6 texts in column A are areas"));
}

static void of_tables_side_by_side_the_first_is_drafted(void **state)
{
	check_draft(*state,
		"Rank|Country|Score||Rank|Country|Score\n1|Peru|3||2|Chad|2\n"
		"2|Chad|2||3|Mali|1\n3|Mali|1||5|Cuba|1\n4|Fiji|1\n",
		HOLDS("2 such tables stand side by side",
			"{label: Country, block: 1, is: area}",
			"{label: Score, block: 1, score: overall}"));
}

/* ---- periods and indicators -------------------------------------------------
 */

static void years_from_left_to_right_are_one_family(void **state)
{
	check_draft(*state,
		"Country Name|Country Code|Indicator Name|1990|1991\n"
		"Chad|TCD|Population, total|1|2\nPeru|PER|Population, total|2|3"
		"\nMali|MLI|Population, total||4\n",
		HOLDS("{label: \"{year}\", raw: population-total}",
			"label: \"Population, total\""));
}

static void years_in_labels_make_a_family_each(void **state)
{
	check_draft(*state,
		"Country|CPI score 2023|Rank 2023|CPI score 2022|Rank 2022\n"
		"Chad|9|1|5|2\nPeru|8|2|6|1\nMali|7|3|4|3\n",
		HOLDS("{label: \"CPI score {year}\", score: overall}",
			"{label: \"Rank {year}\", rank: overall}"));
}

static void a_year_glued_to_a_word_is_no_part_of_its_id(void **state)
{
	check_draft(*state,
		"Country|EVI1975|EVI1976|pop_size1975|pop_size1976\n"
		"Chad|1|2|3|4\nPeru|2|3|4|5\nMali|3|4|5|6\n",
		HOLDS("{id: pop-size, label: pop_size}",
			"{label: \"pop_size{year}\", score: pop-size}"));
}

static void labels_that_repeat_have_their_group_in_their_id(void **state)
{
	check_draft(*state,
		"||1A||2A|\n||1Ai|||\nCountry|Total|Tax|data|Law|data\n"
		"Chad|1|2|3|4|5\nPeru|2|3|4|5|6\nMali|3|4|5|6|7\n",
		HOLDS("{label: data, under: \"2A\", score: \"2a-data\"}"));
}

static void a_single_year_that_is_another_is_a_period(void **state)
{
	check_draft(*state,
		"Country|2024 Score|Rank|Rank 2023\nChad|9|1|2\nPeru|8|2|1\n"
		"Mali|7|3|3\nFiji|6|4|4\n",
		HOLDS("{label: Rank 2023, rank: ", "period: \"2023\"}",
			"{label: \"2024 Score\", score: overall}"));
}

static void rows_of_area_and_year_have_a_period(void **state)
{
	check_draft(*state,
		"Country|year|Ladder|Trust\nChad|2008|1|7\nChad|2009|2|8\n"
		"Peru|2008|3|9\nPeru|2009|4|7\nMali|2008|5|6\nMali|2009|6|5\n",
		HOLDS("{label: year, is: period} # sure: 6 rows, 3 areas, 2 "
		      "years"));
}

static void a_year_may_be_a_span_of_years(void **state)
{
	check_draft(*state,
		"Country|Year|Ladder\nChad|2008|1\nChad|2009-2010|2\n"
		"Peru|2008|3\nPeru|2009-2010|4\nMali|2008|5\n"
		"Mali|2009-2010|6\n",
		HOLDS("{label: Year, is: period} # sure: 6 rows, 3 areas, 2 "
		      "years"));
}

/* A text of a spec has at most 300 bytes. */
static void rows_of_area_and_indicator_have_an_indicator(void **state)
{
	check_draft(*state,
		"ISO3|ECONOMY|NUM|NAME|VALUE|SCORE|RANK|FLAG\n"
		"TCD|Chad||Global Index||9|1|0\nTCD|Chad|IN|Law|77|5|2|1\n"
		"PER|Peru||Global Index||8|2|0\nPER|Peru|IN|Law|88|6|1|1\n"
		"MLI|Mali||Global Index||7|3|0\nMLI|Mali|IN|Law|66|4|3|0\n",
		HOLDS("{id: overall, label: Global Index}",
			"{id: law, label: Law}", "{label: NAME, is: indicator}",
			"{label: SCORE, score: \"{indicator}\"}",
			"{label: RANK, rank: \"{indicator}\"}",
			"{label: VALUE, raw: \"{indicator}\", missing: [\"\"]}",
			"not read: 'FLAG': flags", "direction: higher # sure"));
}

static void further_figures_of_an_indicator_have_nodes_of_their_own(
	void **state)
{
	check_draft(*state,
		"code|country|year|indicator|estimate|stddev\n"
		"TCD|Chad|1996|cc|1|.1\nTCD|Chad|1998|cc|2|.2\n"
		"TCD|Chad|1996|va|3|.1\nTCD|Chad|1998|va|4|.2\n"
		"PER|Peru|1996|cc|1|.1\nPER|Peru|1998|cc|2|.2\n"
		"PER|Peru|1996|va|3|.1\nPER|Peru|1998|va|4|1.2\n"
		"MLI|Mali|1996|cc|1|.1\nMLI|Mali|1998|cc|2|.2\n"
		"MLI|Mali|1996|va|3|.1\nMLI|Mali|1998|va|4|.2\n",
		HOLDS("{id: cc.stddev, of: cc}",
			"{label: stddev, raw: \"{indicator}.stddev\"}",
			"{label: year, is: period}"));
}

static void rows_that_a_source_tells_apart_are_told(void **state)
{
	check_draft(*state,
		"Country|Source|Indicator|Value\n"
		"Chad|A|Law|1\nChad|B|Law|2\nChad|A|Order|3\nChad|B|Order|4\n"
		"Peru|A|Law|1\nPeru|B|Law|2\nPeru|A|Order|3\nPeru|B|Order|4\n"
		"Mali|A|Law|1\nMali|B|Law|2\nMali|A|Order|3\n"
		"Mali|B|Order|4\n",
		HOLDS("{label: Indicator, is: indicator}",
			"rows of the same area, period and indicator come 2.0 "
			"times: 'is: filter'"));
}

static void rows_that_nothing_tells_apart_are_told(void **state)
{
	check_draft(*state,
		"Country|Score\nChad|1\nChad|2\nPeru|3\nPeru|4\nMali|5\n"
		"Mali|6\n",
		HOLDS("areas come several times"));
}

static void areas_across_are_one_family_by_label_and_code(void **state)
{
	check_draft(*state,
		"Factor|Chad|Peru|Mali|Fiji|Cuba|France|Germany|Spain|Italy|"
		"Poland\n|TCD|PER|MLI|FJI|CUB|FRA|DEU|ESP|ITA|POL\n"
		"Law|1|2|3|4|5|6|7|8|9|10\nVoice|1|2|3|4|5|6|7|8|9|10\n",
		HOLDS("header_rows: 2", "{label: Factor, is: indicator}",
			"{path: [\"{area}\", \"{code}\"], score: "
			"\"{indicator}\"}",
			"{id: voice, label: Voice}"));
}

/* ---- sheets -----------------------------------------------------------------
 */

static void rows_of_areas_across_may_say_period_and_measure(void **state)
{
	check_draft(*state,
		"Edition|Series code|Series name|Attribute|Chad|Peru|Mali|Fiji|"
		"Cuba|France|Germany|Spain|Italy|Poland\n"
		"2019|A|Law|RANK|1|2|3|4|5|6|7|8|9|10\n"
		"2019|A|Law|SCORE|1|2|3|4|5|6|7|8|9|n/a\n"
		"2019|B|Voice|RANK|1|2|3|4|5|6|7|8|9|10\n"
		"2019|B|Voice|NOTE|old|old|||||||||\n"
		"2018 new|A|Law|RANK|1|2|3|4|5|6|7|8|9|10\n",
		HOLDS("{label: Edition, is: period}",
			"{label: Series name, is: indicator}",
			"{label: Attribute, is: measure, others: pass}",
			"{path: [\"{area}\"], value: \"{indicator}\", missing: "
			"[\"\", n/a]}",
			"{id: voice, label: Voice}"));
}

static void check_sheets(const struct areas *a, const struct tab *tabs,
	size_t n, const char *const *parts)
{
	char *draft = draft_of_sheets(a, tabs, n);

	for (; *parts; parts++)
		if (!strstr(draft, *parts))
			fail_msg("no '%s' in\n%s", *parts, draft);
	free(draft);
}

#define ROWS "Chad|1|9\nPeru|2|8\nMali|3|7\n"

static void sheets_named_by_years_are_one_table(void **state)
{
	static const struct tab tabs[] = {
		{ "Notes", "nothing\n" },
		{ "2019", "Country|Rank|Score\n" ROWS },
		{ "2018", "Country|Rank|Score\n" ROWS },
		{ "2017", "Land|Rank|Points\n" ROWS },
	};

	check_sheets(*state, tabs, COUNT(tabs),
		HOLDS("sheets: [\"{year}\"] # sure: 2 sheets",
			"except: [\"2017\"]", "table: \"2017\"",
			"period: \"2017\"", "{label: Land, is: area}",
			"sheet 'Notes' is left out: no areas"));
}

static void sheets_of_the_same_labels_are_an_indicator_each(void **state)
{
	static const struct tab tabs[] = {
		{ "Intro", "nothing\n" },
		{ "Law",
			"||1996||1998\nCountry|Code|Est|Err|Est|Err\n"
			"Chad|TCD|1|2|3|4\nPeru|PER|2|3|4|5\n"
			"Mali|MLI|2|3|#N/A|5\n" },
		{ "Voice",
			"||1996||1998\nCountry|Code|Est|Err|Est|Err\n"
			"Chad|TCD|1|2|3|4\nPeru|PER|2|3|4|5\n"
			"Mali|MLI|2|3|4|5\n" },
		{ "Calm",
			"||1996||1998\nCountry|Code|Est|Err|Est|Err\n"
			"Chad|TCD|1|2|3|4\nPeru|PER|2|3|4|5\n"
			"Mali|MLI|2|3|4|..\n" },
	};

	check_sheets(*state, tabs, COUNT(tabs),
		HOLDS("sheets: [\"{indicator}\"] # sure: 3 sheets",
			"except: [Intro]", "{id: law, label: Law}",
			"{id: calm.err, of: calm}",
			"{label: Est, under: \"{year}\", raw: \"{indicator}\", "
			"missing: [\"#N/A\"]}",
			"raw: \"{indicator}.err\", missing: [\"..\"]}"));
}

static void sheets_of_known_indicators_add_what_stands_beside_them(void **state)
{
	static const struct tab tabs[] = {
		{ "Topics",
			"Country|Law|Voice|Calm\rand ease\nChad|1|2|3\n"
			"Peru|2|3|4\nMali|3|4|5\n" },
		{ "Law",
			"Country|Score|Rules\nChad|1|2\nPeru|2|3\nMali|3|4\n" },
		{ "Voice",
			"Country|Score|Rules\nChad|1|2\nPeru|2|3\nMali|3|4\n" },
		{ "Calm and ease",
			"Country|Score|Rules\nChad|1|2\nPeru|2|3\nMali|3|4\n" },
	};

	check_sheets(*state, tabs, COUNT(tabs),
		HOLDS("{id: calm-and-ease, label: Calm and ease}\n"
		      "  - {id: calm-and-ease.rules, of: calm-and-ease}\n",
			"{label: Rules, raw: \"{indicator}.rules\"}"));
}

static void other_tables_stand_beside_the_main_one(void **state)
{
	static const struct tab tabs[] = {
		{ "Economies",
			"Country|Population\nChad|100\nPeru|200\n"
			"Mali|300\n" },
		{ "Ranking", "Country|Rank|Score\n" ROWS },
		{ "Detail",
			"Country|Rank|Score|Law\nChad|1|9|5\nPeru|2|8|6\n"
			"Mali|3|7|7\n" },
	};
	char *draft = draft_of_sheets(*state, tabs, COUNT(tabs));

	assert_contains(draft, "table: ranking");
	assert_contains(draft, "table: detail");
	assert_contains(draft, "raw: population}");
	assert_true(strstr(draft, "table: ranking") <
		strstr(draft, "table: economies"));
	free(draft);
}

static void a_workbook_without_areas_is_refused(void **state)
{
	static const struct tab tabs[] = { { "A", "x|y\nz|1\n" },
		{ "B", "p\n" } };
	struct outline *o = NULL;
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(outline_of(&o, *state, tabs, 2, &e), 0);
	assert_int_equal(write_draft(&out, o, &about, &e), -1);
	assert_fault(&e, ERR_DATA,
		"no column and no row names areas that raw/areas knows, on "
		"sheets 'A', 'B': a spec can bring labels of its own, see "
		"kosh-spec(5)");
	outline_close(o);
	text_free(&out);
}

static void areas_without_figures_are_refused(void **state)
{
	static const struct tab tabs[] = { { "A",
		"Country|Capital\nChad|N'Djamena\nPeru|Lima\nMali|Bamako\n"
		"Fiji|Suva\nCuba|Havana\nFrance|Paris\nSpain|Madrid\n"
		"Italy|Rome\nPoland|Warsaw\nKenya|Nairobi\nGhana|Accra\n"
		"Chile|Santiago\nNorway|Oslo\n" } };
	struct outline *o = NULL;
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(outline_of(&o, *state, tabs, 1, &e), 0);
	assert_int_equal(write_draft(&out, o, &about, &e), -1);
	assert_fault(&e, ERR_DATA,
		"no table of areas with figures under labels, on sheet 'A': "
		"'A' comes nearest, with 13 areas");
	outline_close(o);
	text_free(&out);
}

static void what_is_odd_is_listed_for_the_readme(void **state)
{
	const struct tab tab = { "S",
		"Title\n\nCountry|Rank|Score\nChad|1|..\nPeru|2|$8\nMali|3|7\n"
		"\nNotes\na\nb\n" };
	struct outline *o = NULL;
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(outline_of(&o, *state, &tab, 1, &e), 0);
	write_odd(&out, o, &about);
	assert_string_equal(out.at,
		"2024\n\nlabels stand in row 3\n"
		"under the table, from `Notes` on, stands what is no area\n"
		"missing figures are written `..`\n"
		"some figures are decorated; taken off is: currency\n");
	outline_close(o);
	text_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_score_that_the_rank_orders_is_overall),
		cmocka_unit_test(
			rank_1_of_the_lowest_score_says_lower_is_better),
		cmocka_unit_test(that_the_worst_may_be_first_is_said),
		cmocka_unit_test(no_rank_leaves_the_direction_a_guess),
		cmocka_unit_test(without_rank_and_word_the_leftmost_is_a_guess),
		cmocka_unit_test(each_rank_belongs_to_the_score_that_it_orders),
		cmocka_unit_test(a_rank_of_nothing_here_is_of_its_own),
		cmocka_unit_test(ranks_are_sequential_or_shared),
		cmocka_unit_test(numbers_of_seventeen_digits_have_no_places),
		cmocka_unit_test(what_lies_beyond_the_overall_scale_is_raw),
		cmocka_unit_test(groups_tell_labels_apart_and_give_the_id),
		cmocka_unit_test(a_label_under_nothing_says_so),
		cmocka_unit_test(an_id_that_is_taken_gets_its_group_in_front),
		cmocka_unit_test(braces_in_labels_are_doubled),
		cmocka_unit_test(
			a_label_too_long_for_a_spec_is_named_by_its_beginning),
		cmocka_unit_test(columns_that_hold_no_figures_are_told),
		cmocka_unit_test(markers_and_blanks_are_listed_by_column),
		cmocka_unit_test(numbers_that_may_mean_none_are_asked_about),
		cmocka_unit_test(an_error_is_no_marker),
		cmocka_unit_test(numbers_as_text_are_declared),
		cmocka_unit_test(what_is_to_be_taken_off_is_named_by_cleaners),
		cmocka_unit_test(texts_that_are_no_numbers_are_told),
		cmocka_unit_test(a_table_of_texts_has_categories),
		cmocka_unit_test(words_beside_figures_are_told_once_a_label),
		cmocka_unit_test(a_ruler_and_the_numbers_of_rows_are_no_labels),
		cmocka_unit_test(averages_among_the_areas_are_skipped),
		cmocka_unit_test(labels_that_are_not_known_are_told),
		cmocka_unit_test(of_tables_side_by_side_the_first_is_drafted),
		cmocka_unit_test(years_from_left_to_right_are_one_family),
		cmocka_unit_test(years_in_labels_make_a_family_each),
		cmocka_unit_test(a_year_glued_to_a_word_is_no_part_of_its_id),
		cmocka_unit_test(
			labels_that_repeat_have_their_group_in_their_id),
		cmocka_unit_test(a_single_year_that_is_another_is_a_period),
		cmocka_unit_test(rows_of_area_and_year_have_a_period),
		cmocka_unit_test(a_year_may_be_a_span_of_years),
		cmocka_unit_test(rows_of_area_and_indicator_have_an_indicator),
		cmocka_unit_test(
			further_figures_of_an_indicator_have_nodes_of_their_own),
		cmocka_unit_test(rows_that_a_source_tells_apart_are_told),
		cmocka_unit_test(rows_that_nothing_tells_apart_are_told),
		cmocka_unit_test(areas_across_are_one_family_by_label_and_code),
		cmocka_unit_test(
			rows_of_areas_across_may_say_period_and_measure),
		cmocka_unit_test(sheets_named_by_years_are_one_table),
		cmocka_unit_test(
			sheets_of_the_same_labels_are_an_indicator_each),
		cmocka_unit_test(
			sheets_of_known_indicators_add_what_stands_beside_them),
		cmocka_unit_test(other_tables_stand_beside_the_main_one),
		cmocka_unit_test(a_workbook_without_areas_is_refused),
		cmocka_unit_test(areas_without_figures_are_refused),
		cmocka_unit_test(what_is_odd_is_listed_for_the_readme),
	};

	return cmocka_run_group_tests(tests, sniffmake_open, sniffmake_close);
}
