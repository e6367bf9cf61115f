/* SPDX-License-Identifier: MIT */
/* Where a table lies on a sheet. */
#include "pipeline/sniff/frame.h"
#include "pipeline/sniff/labels.h"
#include "tests/sniffmake.h"

struct found {
	struct summary *s;
	struct frame f;
};

static struct found find(const struct areas *a, const char *text)
{
	struct found x = { .s = sniffmake(a, "S", text) };
	struct err e = ERR_INIT;

	assert_int_equal(frame_find(&x.f, x.s, a, &e), 0);
	return x;
}

static void forget(struct found *x)
{
	frame_free(&x->f);
	summary_close(x->s);
}

/* Header rows and rows with an area, counted from 1. */
static void check_rows(const struct areas *a, const char *text, uint32_t top,
	uint32_t bottom, uint32_t first, uint32_t last)
{
	struct found x = find(a, text);

	assert_int_equal(x.f.kind, FRAME_DOWN);
	assert_int_equal(x.f.top + 1, top);
	assert_int_equal(x.f.bottom + 1, bottom);
	assert_int_equal(x.f.first + 1, first);
	assert_int_equal(x.f.last + 1, last);
	forget(&x);
}

static void labels_stand_right_above_the_figures(void **state)
{
	check_rows(
		*state, "Country|Score\nChad|1\nPeru|2\nMali|3\n", 1, 1, 2, 4);
}

static void titles_and_empty_rows_are_no_labels(void **state)
{
	check_rows(*state,
		"An index of something 2024\nEMBARGOED\n\n"
		"Country|Score|Rank\nChad|1.5|2\nPeru|2.5|1\nMali|0.5|3\n",
		4, 4, 5, 7);
}

static void a_header_is_as_deep_as_it_takes_to_name_each_column(void **state)
{
	check_rows(*state,
		"||Customs||Roads\n\nCountry|Code|score|rank|score|rank\n"
		"Chad|TCD|1.5|2|1|3\nPeru|PER|2.5|1|2|2\nMali|MLI|.5|3|3|1\n",
		1, 3, 4, 6);
	check_rows(*state,
		"|Pillars||Dimensions\nCountry|A|B|C\nChad|1.5|2|3\n"
		"Peru|2.5|1|2\nMali|0.5|3|1\n",
		2, 2, 3, 5);
}

static void years_over_figures_are_labels(void **state)
{
	check_rows(*state,
		"Country|1990|1991|1992\nChad|1.5|..|2\nPeru|2.5|1|2\n"
		"Mali|0.5|3|1\n",
		1, 1, 2, 4);
	check_rows(*state,
		"Title\n||1996|1996|1998|1998\nCountry|Code|Est|Err|Est|Err\n"
		"Chad|TCD|1|2|3|4\nPeru|PER|2|3|4|5\nMali|MLI|2|3|4|5\n",
		2, 3, 4, 6);
}

static void sections_and_unknown_areas_do_not_end_the_search(void **state)
{
	check_rows(*state,
		"HDI rank|Country|Value\n|VERY HIGH\n1|Chad|.9\n2|Peru|.8\n"
		"|HIGH\n3|Mali|.7\n",
		1, 1, 3, 6);
	check_rows(*state,
		"Country|PR|CL\nAtlantis|5|6\nChad|1|2\nPeru|2|1\nMali|3|3\n",
		1, 1, 3, 5);
}

static void rows_under_the_labels_that_are_no_data_are_skipped(void **state)
{
	struct found x = find(*state,
		"Indicator|Privacy|Strategy\nSource|UN|OECD\n|UNDP\n"
		"Max Score|1|2\nChad|0|1\nPeru|1|1\nMali|1|2\n");

	assert_int_equal(x.f.bottom, 0);
	assert_int_equal(x.f.skip_rows, 3);
	forget(&x);
	x = find(*state,
		"Country|A|B\n(unit)|(0-10)|(0-10)\nChad|0|1\nPeru|1|1\n"
		"Mali|1|2\n");
	assert_int_equal(x.f.bottom, 0);
	assert_int_equal(x.f.skip_rows, 1);
	forget(&x);
	x = find(*state,
		"Economy|Code|Population|Income\nx|x|x|x\n"
		"Chad|TCD|1|2\nPeru|PER|2|3\nMali|MLI|4|5\n");
	assert_int_equal(x.f.bottom, 0);
	assert_int_equal(x.f.skip_rows, 1);
	forget(&x);
}

static void the_column_of_the_area_is_the_leftmost_that_names_most(void **state)
{
	struct found x = find(*state,
		"ID|Name|WEBNAME|Pays|Score\n1|United Kingdom|UnitedKingdom|"
		"Royaume-Uni|1\n2|Chad|Chad|Tchad|2\n3|Peru|Peru|Perou|3\n"
		"4|Mali|Mali|Mali|4\n5|Fiji|Fiji|Fidji|5\n");

	assert_int_equal(x.f.area, 1);
	assert_int_equal(x.f.areas, 5);
	forget(&x);
}

static void a_code_must_agree_with_the_label(void **state)
{
	struct found x = find(*state,
		"Country|ISO|Status|Score\nChad|TCD|NF|1\nPeru|PER|PF|2\n"
		"Mali|MLI|NF|3\nFiji|FJI|PF|4\n");

	assert_int_equal(x.f.code, 1);
	assert_int_equal(x.f.system, CODE_ISO3);
	forget(&x);
	x = find(*state,
		"Country|Rank|Score\nAlbania|8|1\nAlgeria|12|2\nChad|148|3\n"
		"Peru|604|4\n");
	assert_int_equal(x.f.code, 1); /* these are their numbers */
	assert_int_equal(x.f.system, CODE_M49);
	forget(&x);
	x = find(*state,
		"Country|Rank|Score\nChad|4|1\nPeru|8|2\nMali|12|3\nFiji|16|4\n"
		"Cuba|20|5\n");
	assert_int_equal(x.f.code, NO_COLUMN);
	forget(&x);
}

static void codes_alone_make_a_table(void **state)
{
	struct found x = find(*state,
		"iso|Score\nTCD|1\nPER|2\nMLI|3\nFJI|4\nCUB|5\nFRA|6\nDEU|7\n"
		"ESP|8\nITA|9\nPOL|10\nKAZ|11\n");

	assert_int_equal(x.f.kind, FRAME_DOWN);
	assert_int_equal(x.f.area, NO_COLUMN);
	assert_int_equal(x.f.code, 0);
	assert_int_equal(x.f.areas, 11);
	forget(&x);
}

static void world_bank_codes_are_told_from_iso(void **state)
{
	struct found x = find(*state,
		"Country Name|Country Code|1990\nChad|TCD|1\nKosovo|XKX|2\n"
		"Romania|ROM|3\nWorld|WLD|4\nMali|MLI|4\n");

	assert_int_equal(x.f.code, 1);
	assert_int_equal(x.f.system, CODE_WORLDBANK);
	forget(&x);
}

static void what_follows_the_areas_ends_the_table(void **state)
{
	struct found x = find(*state,
		"Country|Score\nChad|1\nPeru|2\nMali|3\n\nGroups\nVery "
		"high|1.5\n"
		"Low|0.5\n");

	assert_string_equal(x.f.end, "Groups");
	forget(&x);
	x = find(*state,
		"Country|Score\nChad|1\nPeru|2\nMali|3\nNotes\na. one\nb. "
		"two\n");
	assert_string_equal(x.f.end, "Notes");
	forget(&x);
	x = find(*state, "Country|Score\nChad|1\nPeru|2\nMali|3\nAtlantis|4\n");
	assert_null(x.f.end); /* an area that is not known */
	forget(&x);
	x = find(*state, "Country|Score\nChad|1\nPeru|2\nMali|3\nWorld|2\n");
	assert_null(x.f.end); /* a known aggregate */
	forget(&x);
}

static void tables_side_by_side_are_cut_apart(void **state)
{
	struct found x = find(*state,
		"World|||||Africa\nRank|Country|Score||Rank|Country|Score\n"
		"1|Peru|3||2|Chad|2\n2|Chad|2||3|Mali|1\n3|Mali|1|||Average|1\n"
		"4|Fiji|1\n5|Cuba|1\n");

	assert_int_equal(x.f.blocks, 2);
	assert_int_equal(x.f.left, 0);
	assert_int_equal(x.f.right, 3);
	forget(&x);
}

static void areas_may_stand_across(void **state)
{
	struct found x = find(*state,
		"Factor|Chad|Peru|Mali|Fiji|Cuba|France|Germany|Spain|Italy|"
		"Poland\nCode|TCD|PER|MLI|FJI|CUB|FRA|DEU|ESP|ITA|POL\n"
		"Region|AF|LA|AF|OC|LA|EU|EU|EU|EU|EU\n"
		"Law|1|2|3|4|5|6|7|8|9|10\nVoice|1|2|3|4|5|6|7|8|9|10\n");

	assert_int_equal(x.f.kind, FRAME_ACROSS);
	assert_int_equal(x.f.area, 0);
	assert_int_equal(x.f.code, 1);
	assert_int_equal(x.f.top, 0);
	assert_int_equal(x.f.bottom, 2);
	assert_int_equal(x.f.left, 1);
	assert_int_equal(x.f.right, 10);
	assert_int_equal(x.f.first, 3);
	forget(&x);
}

static void no_areas_are_no_table(void **state)
{
	struct found x = find(*state, "a|b\nc|1\nd|2\n");

	assert_int_equal(x.f.kind, FRAME_NONE);
	assert_int_equal(x.f.areas, 0);
	forget(&x);
	x = find(*state, "");
	assert_int_equal(x.f.kind, FRAME_NONE);
	forget(&x);
	x = find(*state, "Chad|1\nPeru|2\nMali|3\n"); /* and no labels */
	assert_int_equal(x.f.kind, FRAME_NONE);
	assert_int_equal(x.f.areas, 3);
	forget(&x);
}

/* ---- labels -----------------------------------------------------------------
 */

/* The name of a column under the first rows of a sheet. */
static void check_name(const struct areas *a, const char *text, uint32_t rows,
	uint32_t column, const char *label, const char *under)
{
	struct summary *s = sniffmake(a, "S", text);
	struct column_name n;
	struct labels *l = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(
		labels_open(&l, s, 0, rows - 1, 0, s->n_columns - 1, &e), 0);
	assert_int_equal(labels_name(&n, l, column, 0, &e), 0);
	assert_string_equal(n.label, label);
	assert_string_equal(n.under ? n.under : "", under);
	labels_close(l);
	summary_close(s);
}

static void a_column_is_named_by_its_own_label_if_that_will_do(void **state)
{
	check_name(*state, "|Pillars|\nCountry|A|B\n", 2, 1, "A", "");
}

static void the_label_above_tells_columns_apart(void **state)
{
	static const char text[] = "||Customs||Roads\nCountry|x|s|r|s|r\n";

	check_name(*state, text, 2, 2, "s", "Customs");
	check_name(*state, text, 2, 5, "r", "Roads");
}

static void columns_that_differ_by_year_are_a_family(void **state)
{
	static const char text[] =
		"||1996||1998\nCountry|Code|Est|Err|Est|Err\n";

	check_name(*state, "Country|1990|1991\n", 1, 1, "{year}", "");
	check_name(*state, "Country|CPI score 2023|Rank 2023|CPI score 2022\n",
		1, 1, "CPI score {year}", "");
	check_name(*state, "Country|CPI score 2023|Rank 2023|CPI score 2022\n",
		1, 2, "Rank 2023", "");
	check_name(*state, text, 2, 3, "Err", "{year}");
}

static void a_column_that_rows_are_known_by_is_named_alone(void **state)
{
	struct summary *s =
		sniffmake(*state, "S", "Country 2019|Country 2020\n");
	struct column_name n;
	struct labels *l = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(labels_open(&l, s, 0, 0, 0, 1, &e), 0);
	assert_int_equal(labels_name(&n, l, 1, 1, &e), 0);
	assert_string_equal(n.label, "Country 2020");
	assert_int_equal(n.is_family, 0);
	labels_close(l);
	summary_close(s);
}

static void a_path_says_all_where_one_label_above_does_not(void **state)
{
	struct summary *s =
		sniffmake(*state, "S", "|A|||B\n|x||y|x|\nCountry|v|w|v|v\n");
	struct column_name n;
	struct labels *l = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(labels_open(&l, s, 0, 2, 0, 4, &e), 0);
	assert_int_equal(labels_name(&n, l, 1, 0, &e), 0);
	assert_int_equal(n.n_path, 3);
	assert_string_equal(n.path[0], "A");
	assert_string_equal(n.path[1], "x");
	assert_string_equal(n.path[2], "v");
	labels_close(l);
	summary_close(s);
}

static void labels_that_are_the_same_are_counted(void **state)
{
	struct summary *s = sniffmake(*state, "S", "Country|v|v|v\n");
	struct column_name n;
	struct labels *l = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(labels_open(&l, s, 0, 0, 0, 3, &e), 0);
	assert_int_equal(labels_ambiguous(l, 2), 1);
	assert_int_equal(labels_name(&n, l, 2, 0, &e), 0);
	assert_int_equal(n.block, 2);
	labels_close(l);
	summary_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_stand_right_above_the_figures),
		cmocka_unit_test(titles_and_empty_rows_are_no_labels),
		cmocka_unit_test(
			a_header_is_as_deep_as_it_takes_to_name_each_column),
		cmocka_unit_test(years_over_figures_are_labels),
		cmocka_unit_test(
			sections_and_unknown_areas_do_not_end_the_search),
		cmocka_unit_test(
			rows_under_the_labels_that_are_no_data_are_skipped),
		cmocka_unit_test(
			the_column_of_the_area_is_the_leftmost_that_names_most),
		cmocka_unit_test(a_code_must_agree_with_the_label),
		cmocka_unit_test(codes_alone_make_a_table),
		cmocka_unit_test(world_bank_codes_are_told_from_iso),
		cmocka_unit_test(what_follows_the_areas_ends_the_table),
		cmocka_unit_test(tables_side_by_side_are_cut_apart),
		cmocka_unit_test(areas_may_stand_across),
		cmocka_unit_test(no_areas_are_no_table),
		cmocka_unit_test(
			a_column_is_named_by_its_own_label_if_that_will_do),
		cmocka_unit_test(the_label_above_tells_columns_apart),
		cmocka_unit_test(columns_that_differ_by_year_are_a_family),
		cmocka_unit_test(
			a_column_that_rows_are_known_by_is_named_alone),
		cmocka_unit_test(
			a_path_says_all_where_one_label_above_does_not),
		cmocka_unit_test(labels_that_are_the_same_are_counted),
	};

	return cmocka_run_group_tests(tests, sniffmake_open, sniffmake_close);
}
