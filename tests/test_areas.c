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
	const struct area *a = areas_find(shipped, span_of(label)).area;

	if (!a)
		fail_msg("'%s' is unknown", label);
	else
		assert_string_equal(a->code, code);
}

static void assert_no_match(const char *label)
{
	const struct area *a = areas_find(shipped, span_of(label)).area;

	if (a)
		fail_msg("'%s' was taken for %s", label, a->code);
}

static void assert_sense(const char *label, enum area_sense sense)
{
	struct area_found f = areas_find(shipped, span_of(label));

	if (f.sense != sense)
		fail_msg("'%s' is %d, expected %d", label, (int)f.sense,
			(int)sense);
	assert_true((f.sense == AREA_IS) == (f.area != NULL));
}

static void assert_code_is(
	const char *system, const char *code, const char *area)
{
	struct area_found f = areas_find_code(shipped, system, span_of(code));

	if (f.sense != AREA_IS || strcmp(f.area->code, area) != 0)
		fail_msg("%s '%s' is %s, expected %s", system, code,
			f.area ? f.area->code : "no area", area);
}

static void assert_code_sense(
	const char *system, const char *code, enum area_sense sense)
{
	struct area_found f = areas_find_code(shipped, system, span_of(code));

	if (f.sense != sense || f.area)
		fail_msg("%s '%s' is %d, expected %d", system, code,
			(int)f.sense, (int)sense);
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
	assert_int_equal(shipped->n_areas, 261);
	assert_int_equal(shipped->n_schemes, 5);
	assert_int_equal(shipped->n_regions, 54);
	assert_int_equal(shipped->n_members, 1054);
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
	a = areas_find(shipped, fields[0]).area;
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
	static const char *const pairs[][2] = { { "Niger", "NER" },
		{ "Nigeria", "NGA" }, { "Guinea", "GIN" },
		{ "Guinea-Bissau", "GNB" }, { "Guinea Bissau", "GNB" },
		{ "Equatorial Guinea", "GNQ" }, { "Papua New Guinea", "PNG" },
		{ "French Guiana", "GUF" }, { "Guyana", "GUY" },
		{ "Dominica", "DMA" }, { "Dominican Republic", "DOM" },
		{ "Georgia", "GEO" },
		{ "South Georgia and the South Sandwich "
		  "Islands",
			"SGS" },
		{ "Congo", "COG" }, { "Congo, Rep.", "COG" },
		{ "Republic of the Congo", "COG" },
		{ "Congo, Dem. Rep.", "COD" },
		{ "Democratic Republic of the Congo", "COD" },
		{ "Zaire", "COD" }, { "Korea, Rep.", "KOR" },
		{ "South Korea", "KOR" }, { "Republic of Korea", "KOR" },
		{ "Korea, Dem. People's Rep.", "PRK" },
		{ "North Korea", "PRK" },
		{ "Democratic People's Republic of Korea", "PRK" },
		{ "Jersey", "JEY" }, { "Ireland", "IRL" },
		{ "United Kingdom", "GBR" },
		{ "United Kingdom of Great Britain and Northern Ireland",
			"GBR" },
		{ "Micronesia, Fed. Sts.", "FSM" }, { "Micronesia", "FSM" },
		{ "Samoa", "WSM" }, { "American Samoa", "ASM" },
		{ "Saint Martin (French part)", "MAF" },
		{ "Sint Maarten (Dutch part)", "SXM" },
		{ "British Virgin Islands", "VGB" },
		{ "Virgin Islands (U.S.)", "VIR" }, { "Serbia", "SRB" },
		{ "Montenegro", "MNE" }, { "Sudan", "SDN" },
		{ "South Sudan", "SSD" }, { "Macao", "MAC" },
		{ "Macau", "MAC" }, { "Monaco", "MCO" }, { "Morocco", "MAR" },
		{ "Mali", "MLI" }, { "Malawi", "MWI" }, { "Malaysia", "MYS" },
		{ "Austria", "AUT" }, { "Australia", "AUS" }, { "Iran", "IRN" },
		{ "Iraq", "IRQ" }, { "Slovakia", "SVK" }, { "Slovenia", "SVN" },
		{ "Gambia, The", "GMB" }, { "Zambia", "ZMB" },
		{ "Mauritania", "MRT" }, { "Mauritius", "MUS" },
		{ "South Africa", "ZAF" },
		{ "Central African Republic", "CAF" }, { "Saint Lucia", "LCA" },
		{ "Saint Barthelemy", "BLM" }, { "Timor-Leste", "TLS" },
		{ "China", "CHN" }, { "Taiwan", "TWN" },
		{ "Hong Kong SAR, China", "HKG" },
		{ "Macao SAR, China", "MAC" }, { "West Bank and Gaza", "PSE" },
		{ "Cyprus", "CYP" }, { "Yemen", "YEM" }, { "Vietnam", "VNM" },
		{ "Germany", "DEU" }, { "Burma", "MMR" },
		{ "Macedonia, FYR", "MKD" } };

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++)
		assert_match(pairs[i][0], pairs[i][1]);
}

static void what_only_sounds_like_a_country_is_unknown(void **state)
{
	static const char *const labels[] = { "New Jersey", "Narnia", "Korea",
		"Virgin Islands", "Saint Martin", "Chad*", "New Mexico",
		"Western Samoa Islands", "New Guinea", "Guinea, Papua",
		"Georgia, USA", "Ireland, Northern and Southern" };

	(void)state;
	for (size_t i = 0; i < COUNT(labels); i++)
		assert_sense(labels[i], AREA_UNKNOWN);
}

static void a_place_without_a_code_is_no_area(void **state)
{
	static const char *const labels[] = { "Northern Ireland", "Scotland",
		"Great Britain", "Somaliland", "Somaliland region", "Crimea",
		"Northern Cyprus", "North Cyprus", "Tibet", "Transnistria",
		"Abkhazia", "South Ossetia", "Nagorno-Karabakh", "Kashmir",
		"Indian Kashmir", "West Bank", "Gaza Strip", "Eastern Donbas",
		"Channel Islands", "Yemen, North", "West Germany",
		"South Vietnam", "Sudan (former)" };

	(void)state;
	for (size_t i = 0; i < COUNT(labels); i++)
		assert_sense(labels[i], AREA_NO_CODE);
}

static void an_aggregate_is_no_area(void **state)
{
	static const char *const labels[] = { "World", "WORLD", "AVERAGE",
		"Arab States", "High income", "Sub-Saharan Africa", "Euro area",
		"OECD members", "Southern Africa", "Central America",
		"Middle East", "Polynesia",
		"Latin America & Caribbean (excluding high income)",
		"Australia and New Zealand", "European Union" };

	(void)state;
	for (size_t i = 0; i < COUNT(labels); i++)
		assert_sense(labels[i], AREA_AGGREGATE);
}

static void a_former_state_is_an_area_of_its_own(void **state)
{
	static const char *const pairs[][2] = { { "USSR", "SUN" },
		{ "Soviet Union", "SUN" }, { "Yugoslavia", "YUG" },
		{ "Serbia and Montenegro", "SCG" },
		{ "SerbiaMontenegro", "SCG" },
		{ "Yugoslavia, FR (Serbia/Montenegro)", "SCG" },
		{ "Czechoslovakia", "CSK" }, { "German DR", "DDR" },
		{ "South Yemen", "YMD" },
		{ "Netherlands Antilles (former)", "ANT" } };

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		assert_match(pairs[i][0], pairs[i][1]);
		assert_string_equal(
			areas_find(shipped, span_of(pairs[i][0])).area->kind,
			"former");
	}
	assert_match("Russia", "RUS");
	assert_match("Czech Republic", "CZE");
}

static void a_former_state_is_in_no_region(void **state)
{
	(void)state;
	for (size_t i = 0; i < shipped->n_members; i++)
		assert_string_not_equal(
			areas_code(shipped, span_of(shipped->members[i].area))
				->kind,
			"former");
}

/* ---- codes ------------------------------------------------------------------
 */

static void a_code_is_one_of_its_system(void **state)
{
	(void)state;
	assert_code_is("iso3", "NAM", "NAM");
	assert_code_is("iso2", "NA", "NAM");
	assert_code_is("m49", "516", "NAM");
	assert_code_sense("iso3", "NA", AREA_UNKNOWN);
	assert_code_sense("iso2", "NAM", AREA_UNKNOWN);
	assert_code_sense("iso3", "516", AREA_UNKNOWN);
	assert_code_sense("own", "NAM", AREA_UNKNOWN);
	assert_code_sense("fips", "NAM", AREA_UNKNOWN);
	assert_code_sense("iso3", "", AREA_UNKNOWN);
	assert_code_sense("m49", "", AREA_UNKNOWN);
	assert_code_sense("m49", "0", AREA_UNKNOWN);
}

static void a_code_loses_outer_space_and_keeps_its_case(void **state)
{
	(void)state;
	assert_code_is("iso3", " NAM\n", "NAM");
	assert_code_sense("iso3", "Nam", AREA_UNKNOWN);
	assert_code_sense("iso3", "N AM", AREA_UNKNOWN);
}

static void an_m49_number_needs_no_leading_zeros(void **state)
{
	(void)state;
	assert_code_is("m49", "4", "AFG");
	assert_code_is("m49", "04", "AFG");
	assert_code_is("m49", "004", "AFG");
	assert_code_is("m49", "90", "SLB");
	assert_code_sense("m49", "0004", AREA_UNKNOWN);
	assert_code_sense("m49", "1", AREA_AGGREGATE);
	assert_code_sense("m49", "900", AREA_AGGREGATE);
	assert_code_sense("m49", "947", AREA_AGGREGATE);
	assert_code_sense("m49", "1503", AREA_AGGREGATE);
	assert_code_sense("m49", "830", AREA_NO_CODE);
}

static void the_world_bank_has_codes_of_its_own(void **state)
{
	(void)state;
	assert_code_is("worldbank", "KAZ", "KAZ");
	assert_code_is("worldbank", "ADO", "AND");
	assert_code_is("worldbank", "KSV", "XKX");
	assert_code_is("worldbank", "ROM", "ROU");
	assert_code_is("worldbank", "TMP", "TLS");
	assert_code_is("worldbank", "WBG", "PSE");
	assert_code_is("worldbank", "ZAR", "COD");
	assert_code_is("worldbank", "YUG", "SCG");
	assert_code_sense("worldbank", "WLD", AREA_AGGREGATE);
	assert_code_sense("worldbank", "AFE", AREA_AGGREGATE);
	assert_code_sense("worldbank", "CHI", AREA_NO_CODE);
	assert_code_sense("iso3", "WLD", AREA_UNKNOWN);
	assert_code_sense("iso3", "KSV", AREA_UNKNOWN);
}

static void a_code_that_iso_withdrew_is_known(void **state)
{
	(void)state;
	assert_code_is("iso3", "ZAR", "COD");
	assert_code_is("iso3", "BUR", "MMR");
	assert_code_is("iso3", "SUN", "SUN");
	assert_code_is("iso3", "YUG", "YUG");
	assert_code_is("iso2", "SU", "SUN");
	assert_code_is("iso2", "SK", "SVK");
	assert_code_is("m49", "891", "SCG");
	assert_code_sense("iso2", "CS", AREA_UNKNOWN);
	assert_code_sense("iso3", "FXX", AREA_NO_CODE);
}

static void every_area_is_found_by_all_its_codes(void **state)
{
	(void)state;
	for (size_t i = 0; i < shipped->n_areas; i++) {
		const struct area *a = &shipped->areas[i];

		assert_code_is("iso3", a->code, a->code);
		if (*a->iso2)
			assert_code_is("iso2", a->iso2, a->code);
		if (*a->m49)
			assert_code_is("m49", a->m49, a->code);
	}
}

static void the_systems_are_known_by_name(void **state)
{
	(void)state;
	assert_true(areas_is_system("iso3"));
	assert_true(areas_is_system("iso2"));
	assert_true(areas_is_system("m49"));
	assert_true(areas_is_system("worldbank"));
	assert_true(areas_is_system("own"));
	assert_false(areas_is_system("ISO3"));
	assert_false(areas_is_system(""));
}

/* ---- what no label is -------------------------------------------------------
 */

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
	assert_null(areas_find(shipped, span_of(NULL)).area);
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
	assert_null(areas_find(shipped, (struct span){ "Chad\0x", 6 }).area);
	assert_null(areas_find(shipped, (struct span){ "Chad\0", 5 }).area);
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

static void what_is_no_typing_error_gets_labels_of_the_same_words(void **state)
{
	(void)state;
	assert_suggestions("Korea", "'N. Korea', 'S. Korea'");
	assert_suggestions("The Republic of Chad", "'Republic of Chad'");
	assert_suggestions("New Jersey", "'Jersey'");
	assert_suggestions("Superchadian", "");
}

static void what_is_known_gets_none(void **state)
{
	(void)state;
	assert_suggestions("Niger", "");
	assert_suggestions("average", "");
	assert_suggestions("Crimea", "");
}

static void what_is_far_from_everything_gets_none(void **state)
{
	(void)state;
	assert_suggestions("Atlantis the lost", "");
	assert_suggestions("", "");
	assert_suggestions("x", "");
}

/* ---- lists ------------------------------------------------------------------
 */

static void labels_are_listed_by_area_and_then_by_label(void **state)
{
	struct area_label *all;
	struct err e = ERR_INIT;
	size_t n;

	(void)state;
	assert_int_equal(areas_labels(&all, &n, shipped, span_of(""), &e), 0);
	assert_true(n > 1500);
	assert_string_equal(all[0].found.area->code, "ABW");
	for (size_t i = 1; i < n; i++) {
		const struct area_label *a = &all[i - 1], *b = &all[i];

		assert_true(a->found.sense <= b->found.sense);
		if (a->found.sense == b->found.sense &&
			a->found.area == b->found.area)
			assert_true(strcmp(a->key, b->key) < 0);
	}
	assert_int_equal(all[n - 1].found.sense, AREA_NO_CODE);
	free(all);
}

static void labels_are_found_by_a_part_in_any_case(void **state)
{
	struct area_label *all;
	struct err e = ERR_INIT;
	size_t n;

	(void)state;
	assert_int_equal(
		areas_labels(&all, &n, shipped, span_of(" JERSEY"), &e), 0);
	assert_int_equal(n, 2);
	assert_string_equal(all[0].label, "Jersey");
	assert_string_equal(all[1].label, "Jersey, Channel Islands");
	free(all);
	assert_int_equal(
		areas_labels(&all, &n, shipped, span_of("narnia"), &e), 0);
	assert_int_equal(n, 0);
	free(all);
}

static void a_member_lies_in_all_regions_above_it(void **state)
{
	const struct member m = { "m49", "143", "KAZ" };

	(void)state;
	assert_true(areas_lies_in(shipped, &m, "143"));
	assert_true(areas_lies_in(shipped, &m, "142"));
	assert_true(areas_lies_in(shipped, &m, "001"));
	assert_false(areas_lies_in(shipped, &m, "002"));
	assert_false(areas_lies_in(shipped, &m, ""));
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
	assert_string_equal(areas_find(a, span_of("TCHAD")).area->name, "Chad");
	assert_string_equal(a->regions[1].parent, "w");
	areas_close(a);
	areas_close(NULL);
}

static int is_ambiguous(const struct areas *a, const char *label)
{
	struct text out = TEXT_INIT;
	int several = areas_suggest(&out, a, span_of(label));

	text_free(&out);
	return several;
}

static void a_part_of_the_names_of_several_areas_is_ambiguous(void **state)
{
	(void)state;
	assert_int_equal(is_ambiguous(shipped, "Korea"), 1);
	assert_int_equal(is_ambiguous(shipped, "virgin islands"), 1);
	assert_int_equal(is_ambiguous(shipped, "Brazzaville"), 0);
	assert_int_equal(is_ambiguous(shipped, "Nigeri"), 0);
	assert_int_equal(is_ambiguous(shipped, "Chad Republic"), 0);
	assert_int_equal(is_ambiguous(shipped, "Niger"), 0);
	assert_int_equal(is_ambiguous(shipped, "Atlantis"), 0);
	assert_int_equal(is_ambiguous(shipped, ""), 0);
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

/* ---- a dataset's own --------------------------------------------------------
 */

/* The sound tables and what a dataset adds. */
static struct areas *with_own(
	const char *folder, const char *labels, const char *codes)
{
	struct areas *a = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	write_tables(folder, NULL, NULL);
	assert_int_equal(areas_open(&a, folder, &e), 0);
	path_in(path, folder, "own.csv");
	if (labels) {
		write_text(path, labels);
		assert_int_equal(areas_add_labels(a, path, &e), 0);
	}
	if (codes) {
		write_text(path, codes);
		assert_int_equal(areas_add_codes(a, path, &e), 0);
	}
	return a;
}

static void assert_own_refused(const char *folder,
	int (*add)(struct areas *, const char *, struct err *),
	const char *text, const char *says)
{
	struct areas *a = with_own(folder, NULL, NULL);
	struct err e = ERR_INIT;
	char path[PATH_TEXT], want[2 * PATH_TEXT];

	path_in(path, folder, "own.csv");
	write_text(path, text);
	assert_int_equal(add(a, path, &e), -1);
	snprintf(want, sizeof(want), "%s/own.csv: %s", folder, says);
	assert_fault(&e, ERR_DATA, want);
	areas_close(a);
}

static void own_labels_come_before_the_common_ones(void **state)
{
	struct areas *a = with_own(*state,
		"label,area,why\nChad,CHL,\nWORLD,TCD,\nTchad,no-code,\n"
		"Rest,aggregate,\n",
		NULL);

	assert_string_equal(areas_find(a, span_of("chad")).area->code, "CHL");
	assert_string_equal(areas_find(a, span_of("World")).area->code, "TCD");
	assert_int_equal(areas_find(a, span_of("Tchad")).sense, AREA_NO_CODE);
	assert_int_equal(areas_find(a, span_of("REST")).sense, AREA_AGGREGATE);
	assert_string_equal(areas_find(a, span_of("Chile")).area->code, "CHL");
	areas_close(a);
}

static void own_codes_come_before_those_of_every_system(void **state)
{
	struct areas *a = with_own(*state, NULL,
		"code,area\nTCD,CHL\n4,TCD\nX-1,aggregate\nX-2,no-code\n");

	assert_string_equal(
		areas_find_code(a, "iso3", span_of("TCD")).area->code, "CHL");
	assert_string_equal(
		areas_find_code(a, "own", span_of(" TCD ")).area->code, "CHL");
	assert_string_equal(
		areas_find_code(a, "m49", span_of("4")).area->code, "TCD");
	assert_int_equal(areas_find_code(a, "iso2", span_of("X-1")).sense,
		AREA_AGGREGATE);
	assert_int_equal(
		areas_find_code(a, "own", span_of("X-2")).sense, AREA_NO_CODE);
	assert_int_equal(
		areas_find_code(a, "own", span_of("CHL")).sense, AREA_UNKNOWN);
	areas_close(a);
}

static void v311_4_what_a_dataset_says_of_a_label_is_not_ambiguous(void **state)
{
	struct areas *a = with_own(*state, "label,area\nKorea,CHL\n", NULL);

	assert_int_equal(is_ambiguous(a, "Korea"), 0);
	areas_close(a);
}

static void own_labels_are_suggested(void **state)
{
	struct areas *a = with_own(*state, "label,area\nZedland,TCD\n", NULL);
	struct text out = TEXT_INIT;

	areas_suggest(&out, a, span_of("Zedlnad"));
	assert_string_equal(out.at, "'Zedland'");
	text_free(&out);
	areas_close(a);
}

static void an_own_label_of_two_areas_is_refused(void **state)
{
	assert_own_refused(*state, areas_add_labels,
		"label,area\nX,TCD\nx,aggregate\n",
		"record 3: label 'x' means both TCD and an aggregate");
}

static void an_own_label_of_no_area_is_refused(void **state)
{
	assert_own_refused(*state, areas_add_labels, "label,area\nX,Chad\n",
		"record 2: label 'X': no area 'Chad'");
}

static void an_own_label_that_is_empty_is_refused(void **state)
{
	assert_own_refused(*state, areas_add_labels,
		"label,area\n \u00a0,TCD\n", "record 2: a label is empty");
}

static void own_labels_without_their_columns_are_refused(void **state)
{
	assert_own_refused(*state, areas_add_labels, "label,code\nX,TCD\n",
		"no column 'area'");
}

static void an_own_code_of_two_areas_is_refused(void **state)
{
	assert_own_refused(*state, areas_add_codes,
		"code,area\nX,no-code\n X,CHL\n",
		"record 3: code ' X' means both no code and CHL");
}

static void an_own_code_of_no_area_is_refused(void **state)
{
	assert_own_refused(*state, areas_add_codes, "code,area\nX,QQQ\n",
		"record 2: code 'X': no area 'QQQ'");
}

static void own_files_that_are_not_there_are_refused(void **state)
{
	struct areas *a = with_own(*state, NULL, NULL);
	struct err e = ERR_INIT;

	assert_int_equal(areas_add_labels(a, "no/such.csv", &e), -1);
	assert_contains(e.text, "no/such.csv");
	areas_close(a);
}

/* ---- tables that are refused ------------------------------------------------
 */

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

static void a_label_of_an_area_and_an_aggregate_is_refused(void **state)
{
	assert_refused(*state, "others.csv",
		"label,sense\nWorld,aggregate\nTCHAD,aggregate\n",
		"others.csv: record 3: label 'TCHAD' means both TCD and an "
		"aggregate");
}

static void a_code_of_two_areas_is_refused(void **state)
{
	assert_refused(*state, "codes.csv", "system,code,area\nm49,148,CHL\n",
		"codes.csv: record 2: code '148' means both TCD and CHL");
}

static void a_code_of_no_system_is_refused(void **state)
{
	assert_refused(*state, "codes.csv", "system,code,area\nfips,CD,TCD\n",
		"codes.csv: record 2: code 'CD': no system 'fips'");
}

static void a_code_of_no_area_is_refused(void **state)
{
	assert_refused(*state, "codes.csv", "system,code,area\niso2,NN,NAR\n",
		"codes.csv: record 2: code 'NN': no area 'NAR'");
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

/* What is seen once all tables are read. */
static void assert_tables_refused(const char *folder, const char *file,
	const char *text, const char *says)
{
	struct areas *a = NULL;
	struct err e = ERR_INIT;

	write_tables(folder, file, text);
	assert_int_equal(areas_open(&a, folder, &e), -1);
	assert_fault(&e, ERR_DATA, says);
}

static void a_code_that_stands_twice_is_refused(void **state)
{
	assert_tables_refused(*state, "areas.csv",
		"area,iso2,m49,name,kind\nTCD,TD,148,Chad,iso\n"
		"CHL,CL,152,Chile,iso\nTCD,TD,148,Tchad,iso\n",
		"areas.csv: area 'TCD' stands twice");
}

static void two_areas_of_one_name_are_refused(void **state)
{
	assert_tables_refused(*state, "areas.csv",
		"area,iso2,m49,name,kind\nTCD,TD,148,Chad,iso\n"
		"CHL,CL,152,CHAD,iso\n",
		"areas.csv: label 'Chad' means both CHL and TCD");
}

static void an_area_in_two_regions_of_a_scheme_is_refused(void **state)
{
	assert_tables_refused(*state, "members.csv",
		"scheme,region,area\ns,a,TCD\ns,w,CHL\ns,w,TCD\n",
		"members.csv: 'TCD' stands twice in the scheme 's'");
}

static void a_region_that_lies_in_itself_is_refused(void **state)
{
	assert_tables_refused(*state, "regions.csv",
		"scheme,region,name,parent\ns,a,A,b\ns,b,B,a\n",
		"regions.csv: region 's/a': it lies in itself");
	assert_tables_refused(*state, "regions.csv",
		"scheme,region,name,parent\ns,a,A,c\n",
		"regions.csv: region 's/a': a parent is no region");
}

static void a_scheme_has_not_the_name_of_areas_that_are_given(void **state)
{
	assert_refused(*state, "schemes.csv",
		"scheme,title,source,dated\nlist,L,us,2026\n",
		"schemes.csv: record 2: scheme 'list': so the areas are called "
		"that a query is given");
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
		cmocka_unit_test(what_only_sounds_like_a_country_is_unknown),
		cmocka_unit_test(a_place_without_a_code_is_no_area),
		cmocka_unit_test(an_aggregate_is_no_area),
		cmocka_unit_test(a_former_state_is_an_area_of_its_own),
		cmocka_unit_test(a_former_state_is_in_no_region),
		cmocka_unit_test(a_code_is_one_of_its_system),
		cmocka_unit_test(a_code_loses_outer_space_and_keeps_its_case),
		cmocka_unit_test(an_m49_number_needs_no_leading_zeros),
		cmocka_unit_test(the_world_bank_has_codes_of_its_own),
		cmocka_unit_test(a_code_that_iso_withdrew_is_known),
		cmocka_unit_test(every_area_is_found_by_all_its_codes),
		cmocka_unit_test(the_systems_are_known_by_name),
		cmocka_unit_test(a_label_is_not_matched_in_part),
		cmocka_unit_test(nothing_is_no_area),
		cmocka_unit_test(codes_are_not_labels),
		cmocka_unit_test(what_is_not_utf8_is_not_matched),
		cmocka_unit_test(a_label_does_not_end_at_a_nul_byte),
		cmocka_unit_test(a_misspelling_gets_the_nearest_label),
		cmocka_unit_test(the_nearest_of_several_comes_first),
		cmocka_unit_test(
			what_is_no_typing_error_gets_labels_of_the_same_words),
		cmocka_unit_test(what_is_known_gets_none),
		cmocka_unit_test(what_is_far_from_everything_gets_none),
		cmocka_unit_test(labels_are_listed_by_area_and_then_by_label),
		cmocka_unit_test(labels_are_found_by_a_part_in_any_case),
		cmocka_unit_test(a_member_lies_in_all_regions_above_it),
		test_in_folder(sound_tables_open),
		cmocka_unit_test(
			a_part_of_the_names_of_several_areas_is_ambiguous),
		test_in_folder(
			v311_4_what_a_dataset_says_of_a_label_is_not_ambiguous),
		test_in_folder(there_are_at_most_three_suggestions_one_an_area),
		test_in_folder(own_labels_come_before_the_common_ones),
		test_in_folder(own_codes_come_before_those_of_every_system),
		test_in_folder(own_labels_are_suggested),
		test_in_folder(an_own_label_of_two_areas_is_refused),
		test_in_folder(an_own_label_of_no_area_is_refused),
		test_in_folder(an_own_label_that_is_empty_is_refused),
		test_in_folder(own_labels_without_their_columns_are_refused),
		test_in_folder(an_own_code_of_two_areas_is_refused),
		test_in_folder(an_own_code_of_no_area_is_refused),
		test_in_folder(own_files_that_are_not_there_are_refused),
		test_in_folder(a_label_of_two_areas_is_refused),
		test_in_folder(
			a_label_that_is_the_name_of_another_area_is_refused),
		test_in_folder(a_label_of_no_area_is_refused),
		test_in_folder(a_label_of_an_area_and_an_aggregate_is_refused),
		test_in_folder(a_code_of_two_areas_is_refused),
		test_in_folder(a_code_of_no_system_is_refused),
		test_in_folder(a_code_of_no_area_is_refused),
		test_in_folder(
			a_label_that_stands_twice_for_its_area_is_no_harm),
		test_in_folder(a_member_of_no_region_is_refused),
		test_in_folder(a_member_that_is_no_area_is_refused),
		test_in_folder(a_code_of_another_length_is_refused),
		test_in_folder(a_code_that_stands_twice_is_refused),
		test_in_folder(two_areas_of_one_name_are_refused),
		test_in_folder(an_area_in_two_regions_of_a_scheme_is_refused),
		test_in_folder(a_region_that_lies_in_itself_is_refused),
		test_in_folder(
			a_scheme_has_not_the_name_of_areas_that_are_given),
		test_in_folder(a_missing_column_is_refused_by_name),
		test_in_folder(a_record_that_is_too_short_is_refused),
		test_in_folder(a_table_that_is_no_csv_is_refused),
		test_in_folder(a_missing_table_is_refused_with_the_places),
	};

	return cmocka_run_group_tests(tests, open_shipped, close_shipped);
}
