/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/base/csv.h"
#include "pipeline/extract/areas.h"

/* The shipped tables, read once for the tests that only look things up. */
static struct areas *shipped;

static int open_shipped(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	if (areas_open(&shipped, ".", &e) == 0)
		return 0;
	print_error("%s\n", e.text);
	return -1;
}

static int close_shipped(void **state)
{
	(void)state;
	areas_close(shipped);
	return 0;
}

static void assert_match(const char *label, const char *code)
{
	const struct area *a = areas_match(shipped, span_of(label));

	if (!a)
		fail_msg("'%s' is unknown", label);
	else
		assert_string_equal(a->code, code);
}

static void assert_no_match(const char *label)
{
	const struct area *a = areas_match(shipped, span_of(label));

	if (a)
		fail_msg("'%s' was taken for %s", label, a->code);
}

static void assert_suggestions(const char *label, const char *shown)
{
	struct text out = TEXT_INIT;

	text_puts(&out, "");
	areas_suggest(&out, shipped, span_of(label));
	assert_string_equal(out.at, shown);
	text_free(&out);
}

/* ---- the shipped tables -----------------------------------------------------
 */

static void the_shipped_tables_are_as_large_as_they_say(void **state)
{
	(void)state;
	assert_int_equal(shipped->n_areas, 250);
	assert_int_equal(shipped->n_schemes, 4);
	assert_int_equal(shipped->n_regions, 48);
	assert_int_equal(shipped->n_members, 873);
}

static void an_area_is_found_by_its_code(void **state)
{
	const struct area *a = areas_code(shipped, span_of("KAZ"));

	(void)state;
	assert_string_equal(a->name, "Kazakhstan");
	assert_string_equal(a->iso2, "KZ");
	assert_string_equal(a->m49, "398");
	assert_string_equal(a->kind, "iso");
}

static void a_code_is_three_capitals(void **state)
{
	(void)state;
	assert_null(areas_code(shipped, span_of("kaz")));
	assert_null(areas_code(shipped, span_of("KZ")));
	assert_null(areas_code(shipped, span_of("KAZX")));
	assert_null(areas_code(shipped, span_of("QQQ")));
	assert_null(areas_code(shipped, span_of("")));
}

static void kosovo_has_a_code_though_iso_gives_none(void **state)
{
	(void)state;
	assert_string_equal(areas_code(shipped, span_of("XKX"))->kind, "user");
}

static void every_area_is_matched_by_its_own_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < shipped->n_areas; i++)
		assert_match(shipped->areas[i].name, shipped->areas[i].code);
}

static void a_region_at_the_top_has_no_parent(void **state)
{
	(void)state;
	for (size_t i = 0; i < shipped->n_regions; i++)
		if (strcmp(shipped->regions[i].scheme, "gairi") == 0)
			assert_null(shipped->regions[i].parent);
}

static int match_golden(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	size_t *matched = context;
	const struct area *a;

	(void)e;
	if (number == 1)
		return 0;
	assert_true(n >= 2);
	a = areas_match(shipped, fields[0]);
	if (!a || !span_is(fields[1], a->code))
		fail_msg("'%.*s' is %s, expected %.*s", SPAN(fields[0]),
			a ? a->code : "unknown", SPAN(fields[1]));
	++*matched;
	return 0;
}

static void every_label_that_gairi_ever_used_is_matched(void **state)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;
	char path[PATH_TEXT];
	size_t matched = 0;

	(void)state;
	shared_in(path, "data/golden/gairi_country_labels.csv");
	assert_int_equal(file_map(&map, path, &e), 0);
	assert_int_equal(
		csv_read(map.at, map.len, ',', match_golden, &matched, &e), 0);
	file_unmap(&map);
	assert_int_equal(matched, 250);
}

/* ---- matching ---------------------------------------------------------------
 */

static void labels_match_in_any_case_and_spacing(void **state)
{
	(void)state;
	assert_match("Chad", "TCD");
	assert_match("CHAD", "TCD");
	assert_match("  chad\n", "TCD");
	assert_match("Netherlands ", "NLD");
	assert_match("Sierra\xc2\xa0Leone", "SLE");
	assert_match("T\xc3\xbcrkiye", "TUR");
	assert_match("Tu\xcc\x88rkiye", "TUR");
	assert_match("C\xc3\xb4te d\xe2\x80\x99Ivoire", "CIV");
}

static void a_country_may_have_several_labels(void **state)
{
	(void)state;
	assert_match("Turkey", "TUR");
	assert_match("Turkiye", "TUR");
	assert_match("Czech Republic", "CZE");
	assert_match("Czechia", "CZE");
	assert_match("Venezuela, Bolivarian Republic of", "VEN");
	assert_match("Swaziland", "SWZ");
	assert_match("Eswatini", "SWZ");
}

static void look_alikes_are_told_apart(void **state)
{
	(void)state;
	assert_match("Niger", "NER");
	assert_match("Nigeria", "NGA");
	assert_match("Guinea", "GIN");
	assert_match("Guinea-Bissau", "GNB");
	assert_match("Equatorial Guinea", "GNQ");
	assert_match("Papua New Guinea", "PNG");
	assert_match("Dominica", "DMA");
	assert_match("Dominican Republic", "DOM");
	assert_match("Georgia", "GEO");
	assert_match("Congo", "COG");
	assert_match("Jersey", "JEY");
}

static void what_only_sounds_like_a_country_is_not_matched(void **state)
{
	(void)state;
	assert_no_match("New Jersey");
	assert_no_match("Northern Ireland");
	assert_no_match("Narnia");
	assert_no_match("Korea");
	assert_no_match("Virgin Islands");
	assert_no_match("Netherlands Antilles");
	assert_no_match("West Bank");
	assert_no_match("Channel Islands");
	assert_no_match("AVERAGE");
	assert_no_match("World");
	assert_no_match("Chad*");
}

static void a_label_is_not_matched_in_part(void **state)
{
	(void)state;
	assert_no_match("Cha");
	assert_no_match("Chad, Republic of the");
	assert_no_match("1 Chad");
}

static void nothing_is_no_area(void **state)
{
	(void)state;
	assert_no_match("");
	assert_no_match(" \n\xc2\xa0");
	assert_null(areas_match(shipped, span_of(NULL)));
}

static void codes_are_not_labels(void **state)
{
	(void)state;
	assert_no_match("NA");
	assert_no_match("N/A");
	assert_no_match("NO");
	assert_no_match("KAZ");
}

static void what_is_not_utf8_is_not_matched(void **state)
{
	(void)state;
	assert_no_match("T\xfcrkiye");
	assert_no_match("Chad\xff");
}

static void a_label_does_not_end_at_a_nul_byte(void **state)
{
	(void)state;
	assert_null(areas_match(shipped, (struct span){ "Chad\0x", 6 }));
	assert_null(areas_match(shipped, (struct span){ "Chad\0", 5 }));
}

/* ---- suggestions ------------------------------------------------------------
 */

static void a_misspelling_gets_the_nearest_label(void **state)
{
	(void)state;
	assert_suggestions("Kazakstan", "'Kazakhstan'");
	assert_suggestions("Switzerlnad", "'Switzerland'");
}

static void the_nearest_of_several_comes_first(void **state)
{
	(void)state;
	assert_suggestions("Nigeri", "'Niger', 'Nigeria'");
	assert_suggestions("Austrila", "'Austria', 'Australia'");
}

static void what_is_far_from_everything_gets_none(void **state)
{
	(void)state;
	assert_suggestions("Atlantis the lost", "");
	assert_suggestions("", "");
	assert_suggestions("x", "");
}

/* ---- tables of the test's own -----------------------------------------------
 */

static const struct {
	const char *file, *text;
} sound[] = {
	{ "areas.csv",
		"area,iso2,m49,name,kind\n"
		"TCD,TD,148,Chad,iso\nCHL,CL,152,Chile,iso\n" },
	{ "labels.csv", "label,area,source\nTchad,TCD,test\n" },
	{ "others.csv",
		"label,sense,source\nWorld,aggregate,test\n"
		"Crimea,no-code,test\n" },
	{ "codes.csv",
		"system,code,area,source\nworldbank,CHD,TCD,test\n"
		"worldbank,WLD,aggregate,test\nm49,900,aggregate,test\n" },
	{ "schemes.csv", "scheme,title,source,dated\ns,S,test,2024\n" },
	{ "regions.csv", "scheme,region,name,parent\ns,w,World,\ns,a,A,w\n" },
	{ "members.csv", "scheme,region,area\ns,a,TCD\n" },
};

/* The sound tables under FOLDER/raw/areas, one of them replaced. */
static void write_tables(const char *folder, const char *file, const char *text)
{
	struct err e = ERR_INIT;
	char dir[PATH_TEXT], path[PATH_TEXT];

	path_in(dir, folder, "raw/areas");
	assert_int_equal(file_make_dirs(dir, &e), 0);
	for (size_t i = 0; i < COUNT(sound); i++) {
		path_in(path, dir, sound[i].file);
		write_text(path,
			file && strcmp(file, sound[i].file) == 0
				? text
				: sound[i].text);
	}
}

/* Refused as input, with FOLDER/raw/areas/ and then exactly this. */
static void assert_refused(const char *folder, const char *file,
	const char *text, const char *says)
{
	struct areas *a = NULL;
	struct err e = ERR_INIT;
	char want[2 * PATH_TEXT];

	write_tables(folder, file, text);
	assert_int_equal(areas_open(&a, folder, &e), -1);
	assert_null(a);
	snprintf(want, sizeof(want), "%s/raw/areas/%s", folder, says);
	assert_fault(&e, ERR_DATA, want);
}

static void sound_tables_open(void **state)
{
	struct areas *a = NULL;
	struct err e = ERR_INIT;

	write_tables(*state, NULL, NULL);
	assert_int_equal(areas_open(&a, *state, &e), 0);
	assert_string_equal(areas_match(a, span_of("TCHAD"))->name, "Chad");
	assert_string_equal(a->regions[1].parent, "w");
	areas_close(a);
	areas_close(NULL);
}

static void there_are_at_most_three_suggestions_one_an_area(void **state)
{
	struct areas *a = NULL;
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	write_tables(*state, "areas.csv",
		"area,iso2,m49,name,kind\nCHL,,,Dland,x\nTCD,,,Cland,x\n"
		"BBB,,,Bland,x\nAAA,,,Aland,x\n");
	assert_int_equal(areas_open(&a, *state, &e), 0);
	areas_suggest(&out, a, span_of("Eland"));
	assert_string_equal(out.at, "'Aland', 'Bland', 'Cland'");
	text_clear(&out);
	areas_suggest(&out, a, span_of("Tchat"));
	assert_string_equal(out.at, "'Tchad'");
	text_free(&out);
	areas_close(a);
}

static void a_label_of_two_areas_is_refused(void **state)
{
	assert_refused(*state, "labels.csv",
		"label,area\nTchad,TCD\ntchad ,CHL\n",
		"labels.csv: record 3: label 'tchad ' means both TCD and CHL");
}

static void a_label_that_is_the_name_of_another_area_is_refused(void **state)
{
	assert_refused(*state, "labels.csv", "label,area\nChile,TCD\n",
		"labels.csv: record 2: label 'Chile' means both CHL and TCD");
}

static void a_label_of_no_area_is_refused(void **state)
{
	assert_refused(*state, "labels.csv", "label,area\nNarnia,NAR\n",
		"labels.csv: record 2: label 'Narnia': no area 'NAR'");
}

static void a_label_that_stands_twice_for_its_area_is_no_harm(void **state)
{
	struct areas *a = NULL;
	struct err e = ERR_INIT;

	write_tables(*state, "labels.csv", "label,area\nChad,TCD\nchad,TCD\n");
	assert_int_equal(areas_open(&a, *state, &e), 0);
	areas_close(a);
}

static void a_member_of_no_region_is_refused(void **state)
{
	assert_refused(*state, "members.csv", "scheme,region,area\ns,b,TCD\n",
		"members.csv: record 2: member 'TCD' of 's/b': no such area or "
		"region");
}

static void a_member_that_is_no_area_is_refused(void **state)
{
	assert_refused(*state, "members.csv", "scheme,region,area\ns,a,NAR\n",
		"members.csv: record 2: member 'NAR' of 's/a': no such area or "
		"region");
}

static void a_code_of_another_length_is_refused(void **state)
{
	assert_refused(*state, "areas.csv",
		"area,iso2,m49,name,kind\nTD,TD,148,Chad,iso\n",
		"areas.csv: record 2: area 'TD': expected three letters");
}

static void assert_areas_refused(
	const char *folder, const char *text, const char *says)
{
	struct areas *a = NULL;
	struct err e = ERR_INIT;

	write_tables(folder, "areas.csv", text);
	assert_int_equal(areas_open(&a, folder, &e), -1);
	assert_fault(&e, ERR_DATA, says);
}

static void a_code_that_stands_twice_is_refused(void **state)
{
	assert_areas_refused(*state,
		"area,iso2,m49,name,kind\nTCD,TD,148,Chad,iso\n"
		"CHL,CL,152,Chile,iso\nTCD,TD,148,Tchad,iso\n",
		"areas.csv: area 'TCD' stands twice");
}

static void two_areas_of_one_name_are_refused(void **state)
{
	assert_areas_refused(*state,
		"area,iso2,m49,name,kind\nTCD,TD,148,Chad,iso\n"
		"CHL,CL,152,CHAD,iso\n",
		"areas.csv: label 'Chad' means both CHL and TCD");
}

static void a_missing_column_is_refused_by_name(void **state)
{
	assert_refused(*state, "regions.csv", "scheme,region,name\ns,a,A\n",
		"regions.csv: no column 'parent'");
}

static void a_record_that_is_too_short_is_refused(void **state)
{
	assert_refused(*state, "schemes.csv",
		"scheme,title,source,dated\ns,S\n",
		"schemes.csv: record 2: too few fields");
}

static void a_table_that_is_no_csv_is_refused(void **state)
{
	assert_refused(*state, "labels.csv", "label,area\n\"Tchad,TCD\n",
		"labels.csv: record 2: a quoted field never ends");
}

static void a_missing_table_is_refused_with_the_places(void **state)
{
	struct areas *a = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	write_tables(*state, NULL, NULL);
	path_in(path, *state, "raw/areas/members.csv");
	assert_int_equal(remove(path), 0);
	if (areas_open(&a, *state, &e) == 0) { /* kosh is installed here */
		areas_close(a);
		skip();
	}
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "there is no raw/areas/members.csv under '");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_tables_are_as_large_as_they_say),
		cmocka_unit_test(an_area_is_found_by_its_code),
		cmocka_unit_test(a_code_is_three_capitals),
		cmocka_unit_test(kosovo_has_a_code_though_iso_gives_none),
		cmocka_unit_test(every_area_is_matched_by_its_own_name),
		cmocka_unit_test(a_region_at_the_top_has_no_parent),
		cmocka_unit_test(every_label_that_gairi_ever_used_is_matched),
		cmocka_unit_test(labels_match_in_any_case_and_spacing),
		cmocka_unit_test(a_country_may_have_several_labels),
		cmocka_unit_test(look_alikes_are_told_apart),
		cmocka_unit_test(
			what_only_sounds_like_a_country_is_not_matched),
		cmocka_unit_test(a_label_is_not_matched_in_part),
		cmocka_unit_test(nothing_is_no_area),
		cmocka_unit_test(codes_are_not_labels),
		cmocka_unit_test(what_is_not_utf8_is_not_matched),
		cmocka_unit_test(a_label_does_not_end_at_a_nul_byte),
		cmocka_unit_test(a_misspelling_gets_the_nearest_label),
		cmocka_unit_test(the_nearest_of_several_comes_first),
		cmocka_unit_test(what_is_far_from_everything_gets_none),
		test_in_folder(sound_tables_open),
		test_in_folder(there_are_at_most_three_suggestions_one_an_area),
		test_in_folder(a_label_of_two_areas_is_refused),
		test_in_folder(
			a_label_that_is_the_name_of_another_area_is_refused),
		test_in_folder(a_label_of_no_area_is_refused),
		test_in_folder(
			a_label_that_stands_twice_for_its_area_is_no_harm),
		test_in_folder(a_member_of_no_region_is_refused),
		test_in_folder(a_member_that_is_no_area_is_refused),
		test_in_folder(a_code_of_another_length_is_refused),
		test_in_folder(a_code_that_stands_twice_is_refused),
		test_in_folder(two_areas_of_one_name_are_refused),
		test_in_folder(a_missing_column_is_refused_by_name),
		test_in_folder(a_record_that_is_too_short_is_refused),
		test_in_folder(a_table_that_is_no_csv_is_refused),
		test_in_folder(a_missing_table_is_refused_with_the_places),
	};

	return cmocka_run_group_tests(tests, open_shipped, close_shipped);
}
