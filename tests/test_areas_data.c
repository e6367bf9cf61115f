/* SPDX-License-Identifier: MIT */
/* Every label and every code that stands where an area should, in the files of
 * 17 datasets: each is known, and where a row has both they agree. A test a
 * file, named as it; the counts were taken when each was judged by hand. */
#include "tests/check.h"

#include "pipeline/extract/area_index.h"
#include "pipeline/workbook/book.h"

enum { NONE = -1, A, B, C, D, E, F, H = 7, I, J, N = 13, P = 15 };
enum { R = 17, V = 21, Y = 24, Z, AA, AD = 29 };

/* A column of areas, on all sheets that have this header: it ends with the
 * sheet, or above a label that begins so. */
struct column {
	int label;
	const char *header;
	int code;      /* of the same rows, or NONE */
	unsigned skip; /* rows under the header */
	const char *end[2];
};

/* Different labels in all, of them areas, aggregates, places without a code;
 * and rows with both a label and a code. */
struct counts {
	size_t labels, areas, aggregates, no_code, pairs;
};

struct source {
	const char *file, *system;
	struct counts counts;
	const char *own_labels, *own_codes;
	struct book_csv csv;
	struct column columns[9];
};

#define LABELS(place, text)                                                    \
	{                                                                      \
		.label = (place), .code = NONE, .header = (text)               \
	}
#define PAIRS(place, text, codes)                                              \
	{                                                                      \
		.label = (place), .code = (codes), .header = (text)            \
	}

static const struct source sources[] = {
	{ "cpi/CPI2023_GlobalResultsTrends.xlsx", "worldbank",
		{ 187, 187, 0, 0, 2744 },
		.columns = { PAIRS(A, "Country / Territory", B),
			PAIRS(A, "Country", B), PAIRS(H, "Country", I) } },
	{ "egdi/EGOV_DATA_2020.csv", NULL, { 193, 193, 0, 0, 0 },
		.columns = { LABELS(B, "Country Name") } },
	{ "egdi/EGOV_DATA_2022.csv", NULL, { 193, 193, 0, 0, 0 },
		.columns = { LABELS(B, "Country Name") } },
	{ "epi/2014_epi_framework_indicator_scores_friendly_0.xls", NULL,
		{ 178, 178, 0, 0, 0 }, .columns = { LABELS(B, "Country") } },
	{ "fiw/All_data_FIW_2013-2024.xlsx", NULL, { 211, 198, 0, 13, 0 },
		.columns = { LABELS(A, "Country/Territory") } },
	{ "gairi/SHARED_-2019-Index-data-for-report.xlsx", NULL,
		{ 224, 223, 1, 0, 0 },
		.columns = { LABELS(B, "Country"), LABELS(F, "Country"),
			LABELS(J, "Country"), LABELS(N, "Country"),
			LABELS(R, "Country"), LABELS(V, "Country"),
			LABELS(Z, "Country"), LABELS(AD, "Country"),
			{ .label = A,
				.code = NONE,
				.header = "Indicator",
				.skip = 5 } } },
	{ "gairi/2020-Government-AI-Readiness-Index-public-dataset.xlsx", NULL,
		{ 172, 172, 0, 0, 0 },
		.columns = { LABELS(A, "Country"), LABELS(B, "Country") } },
	{ "gairi/2021-Government-AI-Readiness-Index-public-dataset.xlsx", NULL,
		{ 160, 160, 0, 0, 0 },
		.columns = { LABELS(A, "Country"), LABELS(B, "Country") } },
	{ "gairi/2022-Government-AI-Readiness-Index-public-data.xlsx", NULL,
		{ 181, 181, 0, 0, 0 },
		.columns = { LABELS(A, "Country"), LABELS(B, "Country") } },
	{ "gairi/2023-AI-Readiness-Index-public-dataset.xlsx", NULL,
		{ 193, 193, 0, 0, 0 }, .columns = { LABELS(B, "Country") } },
	{ "gairi/2023-Government-AI-Readiness-Index-Public-Indicator-Data.xlsx",
		NULL, { 193, 193, 0, 0, 0 },
		.columns = { LABELS(A, "Country"), LABELS(B, "Country"),
			{ .label = A,
				.code = NONE,
				.header = "Indicator",
				.skip = 2 } } },
	{ "gairi/2024-GAIRI-data.xlsx", NULL, { 188, 188, 0, 0, 0 },
		.columns = { LABELS(A, "Country"), LABELS(B, "Country") } },
	{ "gairi/2025-Government-AI-Readiness-Index-data-1.xlsx", NULL,
		{ 195, 195, 0, 0, 0 },
		.columns = { LABELS(B, "Country"), LABELS(C, "Country") } },
	{ "gii/wipo-pub-2000-2024-tech1.xlsx", "iso3",
		{ 133, 133, 0, 0, 14630 },
		.columns = { { .label = B,
			.code = A,
			.header = "ECONOMY_NAME",
			.end = { "INCOME" } } } },
	{ "gii/wipo-pub-2000-2025-tech1.xlsx", "iso3",
		{ 139, 139, 0, 0, 15290 },
		.columns = { { .label = B,
			.code = A,
			.header = "ECONOMY_NAME",
			.end = { "INCOME" } } } },
	{ "gpi/2-GPI_2019_banded_scores_2008-2019.xlsx", NULL,
		{ 163, 163, 0, 0, 0 }, .columns = { LABELS(A, "Country") } },
	{ "hdi/HDR2018_all_indicators.xlsx", "iso3", { 195, 195, 0, 0, 59727 },
		.columns = { PAIRS(E, "country_name", D) } },
	{ "hdi/HDR23-24_Statistical_Annex_HDI_Table.xlsx", NULL,
		{ 213, 195, 18, 0, 0 },
		.columns = { { .label = B,
			.code = NONE,
			.header = "Country",
			.end = { "Notes" } } } },
	{ "hdi/HDR25_Statistical_Annex_HDI_Table.xlsx", NULL,
		{ 213, 195, 18, 0, 0 },
		.columns = { { .label = B,
			.code = NONE,
			.header = "Country",
			.end = { "Notes" } } } },
	{ "heritage/index2017_data.xls", NULL, { 188, 188, 0, 0, 0 },
		.columns = { LABELS(B, "Country Name"),
			LABELS(Y, "Country") } },
	{ "heritage/index2021_data.xls", NULL, { 187, 187, 0, 0, 0 },
		.columns = { LABELS(B, "Country Name"),
			LABELS(Y, "Country") } },
	{ "heritage/index2022_data.xls", NULL, { 187, 187, 0, 0, 0 },
		.columns = { LABELS(B, "Country Name"),
			LABELS(AA, "Country") } },
	{ "lpi/International_LPI_from_2007_to_2018.xlsx", "worldbank",
		{ 189, 189, 0, 0, 940 },
		.columns = { PAIRS(A, "Country", B) } },
	{ "odd/imf-dm-export-20220203-2.xls", NULL, { 227, 196, 31, 0, 0 },
		.columns = { { .label = A,
			.code = NONE,
			.header =
				"Inflation rate, end of period consumer prices "
				"(Annual percent change)",
			.end = { "\u00a9IMF" } } } },
	{ "rsf/rsf_2023.csv", "iso3", { 180, 178, 1, 1, 180 },
		.own_codes = "code,area\nCTU,no-code\nCSS,aggregate\n",
		.csv = { ';', ',' }, .columns = { PAIRS(P, "Country_EN", A) } },
	{ "sipri/SIPRI-Milex-data-1949-2019.xlsx", NULL, { 201, 175, 25, 1, 0 },
		.columns = { LABELS(A, "Region"),
			{ .label = A,
				.code = NONE,
				.header = "Country",
				.end = { "Numbered footnotes",
					"\u2020 Figures" } } } },
	{ "wgi/wgidataset.2019update.xlsx", "worldbank",
		{ 214, 214, 0, 0, 1284 },
		.columns = { PAIRS(A, "Country/Territory", B) } },
	{ "wgi/wgidataset.2024update-long.xlsx", "worldbank",
		{ 214, 214, 0, 0, 32100 },
		.columns = { PAIRS(C, "countryname", B) } },
	{ "whr/DataPanelWHR2021C2.xls", NULL, { 166, 164, 0, 2, 0 },
		.columns = { LABELS(A, "Country name") } },
	{ "whr/DataPanelWHR2021C2.second-copy.xls", NULL, { 166, 164, 0, 2, 0 },
		.columns = { LABELS(A, "Country name") } },
	{ "worldbank/API_IT.NET.USER.ZS_DS2_en_excel_v2_33090.xls", "worldbank",
		{ 274, 221, 52, 1, 529 },
		.columns = { PAIRS(A, "Country Name", B),
			PAIRS(E, "TableName", A) } },
	{ "worldbank/API_SP.POP.TOTL_DS2_en_excel_v2_33073.xls", "worldbank",
		{ 274, 221, 52, 1, 529 },
		.columns = { PAIRS(A, "Country Name", B),
			PAIRS(E, "TableName", A) } },
	{ "worldbank/CLASS_2025_10_07.xlsx", "worldbank",
		{ 271, 218, 52, 1, 4424 },
		.columns = { PAIRS(A, "Economy", B),
			PAIRS(B, "WB_Group_Name", A),
			PAIRS(D, "WB_Country_Name", C) } },
	/* here Micronesia is the region, and one area goes without a name */
	{ "wpp/WPP2015_POP_F01_1_TOTAL_POPULATION_BOTH_SEXES.XLS", "m49",
		{ 273, 232, 40, 1, 2457 },
		.own_labels = "label,area\nMicronesia,aggregate\n"
			      "Other non-specified areas,TWN\n",
		.columns = { { C, "Major area, region, country or area *", E, 0,
			{ NULL } } } },
};

/* ---- reading ----------------------------------------------------------------
 */

/* What was found so far, and what is looked up for it. */
struct survey {
	const struct source *source;
	struct areas *areas;
	struct area_index *seen; /* labels that were counted */
	struct arena text;
	struct counts counts;
	size_t wrong;
};

static void complain(struct survey *s, const char *sheet, unsigned row,
	struct span label, struct span code, const char *what)
{
	s->wrong++;
	print_error("%s: %s: row %u: '%.*s' (%.*s) %s\n", s->source->file,
		sheet, row + 1, SPAN(label), SPAN(code), what);
}

/* Counts a label once. */
static void count(struct survey *s, struct span label, struct area_found f)
{
	struct err e = ERR_INIT;
	size_t before = s->seen->n;

	area_key_label(s->seen, label);
	assert_int_equal(area_index_add(s->seen, &s->text, "label",
				 (struct area_label){ .label = "seen" }, &e),
		0);
	if (s->seen->n == before)
		return;
	s->counts.labels++;
	s->counts.areas += f.sense == AREA_IS;
	s->counts.aggregates += f.sense == AREA_AGGREGATE;
	s->counts.no_code += f.sense == AREA_NO_CODE;
}

static void judge(struct survey *s, const char *sheet, unsigned row,
	struct span label, struct span code)
{
	struct area_found l = areas_find(s->areas, label), c;

	count(s, label, l);
	if (l.sense == AREA_UNKNOWN)
		complain(s, sheet, row, label, code, "is unknown");
	if (!code.at)
		return;
	s->counts.pairs++;
	c = areas_find_code(s->areas, s->source->system, code);
	if (c.sense == AREA_UNKNOWN)
		complain(s, sheet, row, label, code, "has an unknown code");
	else if (c.sense != l.sense || c.area != l.area)
		complain(s, sheet, row, label, code, "has another area's code");
}

static struct span text_of(const struct row *row, int column, char *buf)
{
	for (size_t i = 0; i < row->n; i++)
		if ((int)row->cells[i].column == column)
			return cell_stored(buf, &row->cells[i]);
	return (struct span){ NULL, 0 };
}

static int ends(const struct column *k, struct span label)
{
	for (int i = 0; i < 2 && k->end[i]; i++)
		if (label.len >= strlen(k->end[i]) &&
			memcmp(label.at, k->end[i], strlen(k->end[i])) == 0)
			return 1;
	return 0;
}

static void read_column(
	struct survey *s, struct book *b, size_t at, const struct column *k)
{
	const char *name = book_sheet_name(b, at);
	struct err e = ERR_INIT;
	struct sheet *sheet;
	struct row row;
	unsigned first = 0;

	assert_int_equal(sheet_open(&sheet, b, at, &e), 0);
	while (sheet_next(sheet, &row, &e) == 1) {
		char buf[NUM_TEXT], other[NUM_TEXT];
		struct span label = text_of(&row, k->label, buf);
		struct span code = text_of(&row, k->code, other);

		if (!first && span_is(span_trim(label), k->header))
			first = row.number + 1 + k->skip;
		else if (ends(k, label))
			break;
		else if (first && row.number >= first && span_trim(label).len)
			judge(s, name, row.number, label, code);
	}
	assert_int_equal(e.kind, ERR_NONE);
	sheet_close(sheet);
}

static void read_book(struct survey *s, const char *path)
{
	struct book *b = NULL;
	struct err e = ERR_INIT;
	const struct column *k = s->source->columns;
	const struct book_csv *csv = &s->source->csv;

	assert_int_equal(
		book_open(&b, path, csv->separator ? csv : NULL, &e), 0);
	for (size_t i = 0; i < book_sheets(b); i++)
		for (size_t j = 0; j < COUNT(s->source->columns); j++)
			if (k[j].header)
				read_column(s, b, i, &k[j]);
	book_close(b);
}

/* ---- the tests --------------------------------------------------------------
 */

static void add_own(struct survey *s, const char *text,
	int (*add)(struct areas *, const char *, struct err *))
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];
	void *folder = NULL;

	if (!text)
		return;
	assert_int_equal(make_folder(&folder), 0);
	path_in(path, folder, "own.csv");
	write_text(path, text);
	assert_int_equal(add(s->areas, path, &e), 0);
	assert_int_equal(remove_folder(&folder), 0);
}

static void its_areas_are_known(void **state)
{
	struct survey s = { .source = *state };
	const struct counts *want = &s.source->counts, *got = &s.counts;
	struct err e = ERR_INIT;
	char name[PATH_TEXT], path[PATH_TEXT];

	snprintf(name, sizeof(name), "data/%s", s.source->file);
	shared_in(path, name);
	assert_int_equal(areas_open(&s.areas, ".", &e), 0);
	assert_int_equal(area_index_open(&s.seen, &e), 0);
	add_own(&s, s.source->own_labels, areas_add_labels);
	add_own(&s, s.source->own_codes, areas_add_codes);
	read_book(&s, path);
	area_index_close(s.seen);
	arena_free(&s.text);
	areas_close(s.areas);
	assert_int_equal(s.wrong, 0);
	if (memcmp(want, got, sizeof(*want)) != 0)
		fail_msg("{ %zu, %zu, %zu, %zu, %zu } were found", got->labels,
			got->areas, got->aggregates, got->no_code, got->pairs);
}

int main(void)
{
	struct CMUnitTest tests[COUNT(sources)];

	for (size_t i = 0; i < COUNT(sources); i++)
		tests[i] = (struct CMUnitTest){ .name = sources[i].file,
			.test_func = its_areas_are_known,
			.initial_state = (void *)&sources[i] };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
