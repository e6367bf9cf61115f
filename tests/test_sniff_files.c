/* SPDX-License-Identifier: MIT */
/*
 * Drafts of real workbooks, unedited: what is extracted by them against what a
 * reader that knows no spec finds in the cells. Each needs its file and is
 * skipped without it.
 */
#include "tests/check.h"

#include "pipeline/base/num.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/extract/packed.h"
#include "pipeline/sniff/sniffing.h"

/* Figures on a sheet, or on each of several: all numbers in the columns from
 * left to right but those named, in rows whose area is known. */
struct block {
	const char *sheets; /* with a | between */
	const char *label, *code, *system;
	const char *left, *right;
	const char *but;      /* with a comma behind each */
	uint32_t first, last; /* rows from 1; 0: to the end */
	long more; /* numbers that are text with something to take off */
};

/* One figure with all that is known of it. */
struct known {
	const char *indicator, *measure, *area, *period;
	double value;
};

static const struct file {
	const char *name;
	struct book_csv csv;
	struct block regions[2];
	struct known known[2];
} files[] = {
	{ "cpi/CPI2023_GlobalResultsTrends.xlsx", BOOK_CSV_INIT,
		{ { "CPI 2023", "A", "B", "worldbank", "D", "V", "", 5, 0, 0 },
			{ "CPI Timeseries 2012 - 2023", "A", "B", "worldbank",
				"D", "AS", "", 5, 0, 0 } },
		{ { "overall", "score", "KAZ", "2023", 39 },
			{ "overall", "rank", "KAZ", "2022", 101 } } },
	{ "egdi/EGOV_DATA_2020.csv", BOOK_CSV_INIT,
		{ { "csv", "B", NULL, NULL, "C", "H", "", 2, 0, 0 } },
		{ { "overall", "rank", "KAZ", "2020", 29 } } },
	{ "egdi/EGOV_DATA_2022.csv", BOOK_CSV_INIT,
		{ { "csv", "B", NULL, NULL, "C", "H", "", 2, 0, 0 } },
		{ { "overall", "score", "IRL", "2022", 0.8567 } } },
	{ "epi/2014_epi_framework_indicator_scores_friendly_0.xls",
		BOOK_CSV_INIT,
		{ { "Indicator Scores", "B", NULL, NULL, "A", "AI", "", 2, 0,
			0 } },
		{ { "overall", "score", "CHE", "2014", 87.67 } } },
	{ "fiw/All_data_FIW_2013-2024.xlsx", BOOK_CSV_INIT,
		{ { "FIW13-24", "A", NULL, NULL, "F", "AR", "", 3, 0, 0 } },
		{ { "pr-rating", "score", "ALB", "2024", 3 } } },
	{ "gairi/2020-Government-AI-Readiness-Index-public-dataset.xlsx",
		BOOK_CSV_INIT,
		{ { "Global ranking", "B", NULL, NULL, "A", "C", "", 2, 0, 0 },
			{ "Detailed scores", "A", NULL, NULL, "B", "Q", "", 3,
				0, 0 } },
		{ { "overall", "rank", "LKA", "2020", 90 } } },
	{ "gairi/2021-Government-AI-Readiness-Index-public-dataset.xlsx",
		BOOK_CSV_INIT,
		{ { "Global ranking", "B", NULL, NULL, "A", "C", "", 2, 0, 0 },
			{ "Detailed scores", "A", NULL, NULL, "B", "Q", "", 3,
				0, 0 } },
		{ { "overall", "rank", "KAZ", "2021", 66 } } },
	{ "gairi/2022-Government-AI-Readiness-Index-public-data.xlsx",
		BOOK_CSV_INIT,
		{ { "Global rankings", "B", NULL, NULL, "A", "C", "", 2, 0, 0 },
			{ "Detailed scores", "A", NULL, NULL, "B", "Q", "", 3,
				0, 0 } },
		{ { "overall", "rank", "KAZ", "2022", 72 } } },
	{ "gairi/2023-AI-Readiness-Index-public-dataset.xlsx", BOOK_CSV_INIT,
		{ { "Global rankings", "B", NULL, NULL, "A", "C", "", 2, 0, 0 },
			{ "Detailed scores", "B", NULL, NULL, "A", "R", "", 3,
				0, 0 } },
		{ { "overall", "rank", "KAZ", "2023", 72 } } },
	{ "gairi/"
	  "2023-Government-AI-Readiness-Index-Public-Indicator-Data.xlsx",
		BOOK_CSV_INIT,
		{ { "Pillar & dimension scores", "A", NULL, NULL, "B", "Q", "",
			  3, 0, 0 },
			{ "Indicator scores", "A", NULL, NULL, "B", "AN", "", 6,
				0, 0 } },
		{ { "overall", "rank", "KAZ", "2023", 72 } } },
	{ "gairi/2024-GAIRI-data.xlsx", BOOK_CSV_INIT,
		{ { "Ranking", "B", NULL, NULL, "A", "C", "", 2, 0, 0 },
			{ "Scores per pillar and dimension", "A", NULL, NULL,
				"B", "Q", "", 3, 0, 0 } },
		{ { "overall", "score", "KAZ", "2024", 51.40653433 } } },
	{ "gairi/2025-Government-AI-Readiness-Index-data-1.xlsx", BOOK_CSV_INIT,
		{ { "Global Rankings", "C", NULL, NULL, "B", "D", "", 3, 0, 0 },
			{ "Dimensions-Pillars", "B", NULL, NULL, "A", "Y", "",
				3, 0, 0 } },
		{ { "overall", "rank", "KAZ", "2025", 58 },
			{ "public-sector-adoption", "score", "KAZ", "2025",
				73.59 } } },
	{ "gairi/SHARED_-2019-Index-data-for-report.xlsx", BOOK_CSV_INIT,
		{ { "Rankings", "B", NULL, NULL, "A", "C", "", 3, 196, 0 },
			{ "Data", "A", NULL, NULL, "B", "AG", "", 8, 201, 0 } },
		{ { "overall", "rank", "KAZ", "2019", 65 } } },
	{ "gii/wipo-pub-2000-2024-tech1.xlsx", BOOK_CSV_INIT,
		{ { "Data", "B", "A", "iso3", "F", "H", "", 2, 0, 0 } },
		{ { "overall", "rank", "ALB", "2024", 84 } } },
	{ "gii/wipo-pub-2000-2025-tech1.xlsx", BOOK_CSV_INIT,
		{ { "Data", "B", "A", "iso3", "F", "H", "", 2, 0, 0 } },
		{ { NULL } } },
	{ "gpi/2-GPI_2019_banded_scores_2008-2019.xlsx", BOOK_CSV_INIT,
		{ { "2008|2009|2010|2011|2012|2013|2014|2015|2016|2017|2018|"
		    "2019",
			"A", NULL, NULL, "B", "Z", "", 5, 167, 0 } },
		{ { "overall", "rank", "AFG", "2008", 159 },
			{ "access-to-small-arms", "score", "AFG", "2009",
				5 } } },
	{ "hdi/HDR2018_all_indicators.xlsx", BOOK_CSV_INIT,
		{ { "Data", "E", "D", "iso3", "F", "AH", "", 2, 0, 0 } },
		{ { "hdi-rank", "raw", "AFG", "2016", 168 } } },
	{ "hdi/HDR23-24_Statistical_Annex_HDI_Table.xlsx", BOOK_CSV_INIT,
		{ { "HDI", "B", NULL, NULL, "A", "O", "", 9, 207, 0 } },
		{ { "overall", "score", "CHE", "2022", 0.967 },
			{ "overall", "rank", "ISL", "2021", 4 } } },
	{ "hdi/HDR25_Statistical_Annex_HDI_Table.xlsx", BOOK_CSV_INIT,
		{ { "Table 1. HDI", "B", NULL, NULL, "A", "O", "", 9, 207,
			0 } },
		{ { "overall", "score", "ISL", "2023", 0.972 },
			{ "overall", "rank", "ISL", "2022", 3 } } },
	{ "heritage/index2017_data.xls", BOOK_CSV_INIT,
		{ { "Sheet1", "B", NULL, NULL, "E", "AH", "", 2, 0, 8 } },
		{ { "overall", "rank", "BRN", "2017", 35 } } },
	{ "heritage/index2021_data.xls", BOOK_CSV_INIT,
		{ { "Sheet1", "B", NULL, NULL, "E", "AH", "", 2, 0, 0 } },
		{ { "property-rights", "score", "AFG", "2021", 30.3 } } },
	{ "heritage/index2022_data.xls", BOOK_CSV_INIT,
		{ { "Sheet1", "B", NULL, NULL, "E", "AK", "", 2, 0, 0 } },
		{ { "overall", "score", "ALB", "2022", 66.6 } } },
	{ "lpi/International_LPI_from_2007_to_2018.xlsx", BOOK_CSV_INIT,
		{ { "2018|2016|2014|2012|2010|2007", "A", "B", "worldbank", "C",
			"U", "", 4, 0, 0 } },
		{ { "overall", "rank", "DEU", "2018", 1 },
			{ "customs", "rank", "SGP", "2007", 3 } } },
	{ "odd/imf-dm-export-20220203-2.xls", BOOK_CSV_INIT,
		{ { "PCPIEPCH", "A", NULL, NULL, "B", "AV", "", 3, 0, 0 } },
		{ { "pcpiepch", "raw", "DZA", "1980", 14.1 } } },
	{ "rsf/rsf_2023.csv", { ';', ',', 0 },
		{ { "csv", "P", "A", "worldbank", "B", "Y", "U,", 2, 0, 0 } },
		{ { "overall", "score", "NOR", "2023", 95.18 },
			{ "safety", "rank", "NOR", "2023", 3 } } },
	{ "sipri/SIPRI-Milex-data-1949-2019.xlsx", BOOK_CSV_INIT,
		{ { "Share of GDP", "A", NULL, NULL, "C", "BU", "", 7, 0, 0 },
			{ "Per capita", "A", NULL, NULL, "C", "AH", "", 8, 0,
				0 } },
		{ { "share-of-gdp", "raw", "LBY", "1960", 0.01592 } } },
	{ "wgi/wgidataset.2019update.xlsx", BOOK_CSV_INIT,
		{ { "VoiceandAccountability|RuleofLaw|ControlofCorruption", "A",
			  "B", "worldbank", "C", "DL", "", 16, 0, 0 },
			{ "Political "
			  "StabilityNoViolence|GovernmentEffectiveness"
			  "|RegulatoryQuality",
				"A", "B", "worldbank", "C", "DL", "", 16, 0,
				0 } },
		{ { "ruleoflaw", "score", "AND", "1996", 1.1583625078201294 },
			{ "ruleoflaw.numsrc", "raw", "AFG", "1998", 3 } } },
	{ "wgi/wgidataset.2024update-long.xlsx", BOOK_CSV_INIT,
		{ { "Sheet1", "C", "B", "worldbank", "F", "K", "", 2, 0, 0 } },
		{ { "cc", "score", "AFG", "1996", -1.291704773902893 } } },
	{ "whr/DataPanelWHR2021C2.xls", BOOK_CSV_INIT,
		{ { "Sheet1", "A", NULL, NULL, "C", "K", "", 2, 0, 0 } },
		{ { "social-support", "score", "AFG", "2008",
			0.4506623148918152 } } },
	{ "worldbank/API_IT.NET.USER.ZS_DS2_en_excel_v2_33090.xls",
		BOOK_CSV_INIT,
		{ { "Data", "A", "B", "worldbank", "E", "BR", "", 5, 0, 0 } },
		{ { NULL } } },
	{ "worldbank/API_SP.POP.TOTL_DS2_en_excel_v2_33073.xls", BOOK_CSV_INIT,
		{ { "Data", "A", "B", "worldbank", "E", "BR", "", 5, 0, 0 } },
		{ { "population-total", "raw", "AFG", "1960", 9035043 } } },
	{ "wpp/WPP2015_POP_F01_1_TOTAL_POPULATION_BOTH_SEXES.XLS",
		BOOK_CSV_INIT,
		{ { "ESTIMATES", "C", "E", "m49", "F", "BS", "", 18, 0, 0 },
			{ "MEDIUM VARIANT|NO CHANGE", "C", "E", "m49", "F",
				"CM", "", 18, 0, 0 } },
		{ { "estimates", "raw", "TUV", "1950", 5.166 } } },
};

static struct areas *areas;

/* ---- what a spec is not needed for ------------------------------------------
 */

static uint32_t column(const char *letters)
{
	uint32_t n = 0;

	for (; letters && *letters >= 'A' && *letters <= 'Z'; letters++)
		n = n * 26 + (uint32_t)(*letters - 'A') + 1;
	return n - 1;
}

static int is_in(const struct block *r, uint32_t row, uint32_t at)
{
	char letters[CELL_ADDRESS], named[CELL_ADDRESS + 1];

	if (at < column(r->left) || at > column(r->right) ||
		row + 1 < r->first || (r->last && row + 1 > r->last))
		return 0;
	cell_address(letters, 0, at);
	snprintf(named, sizeof(named), "%.*s,", (int)strcspn(letters, "1"),
		letters);
	return !strstr(r->but, named) && at != column(r->label) &&
		(!r->code || at != column(r->code));
}

static int is_on(const struct block *r, struct span sheet)
{
	const char *s = r->sheets;

	while (s) {
		size_t n = strcspn(s, "|");

		if (sheet.len == n && memcmp(sheet.at, s, n) == 0)
			return 1;
		s = s[n] ? s + n + 1 : NULL;
	}
	return 0;
}

static const struct cell *cell_at(const struct row *row, uint32_t at)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].column == at &&
			row->cells[i].type != CELL_BLANK)
			return &row->cells[i];
	return NULL;
}

/* By code if there is one, else by label. */
static int has_area(const struct block *r, const struct row *row)
{
	const struct cell *label = cell_at(row, column(r->label));
	const struct cell *code =
		r->code ? cell_at(row, column(r->code)) : NULL;
	char digits[NUM_TEXT];
	struct area_found f;

	if (code) {
		f = areas_find_code(areas, r->system, cell_label(digits, code));
		if (f.sense != AREA_UNKNOWN)
			return f.sense == AREA_IS;
	}
	return label && label->type == CELL_TEXT &&
		areas_find(areas, label->text).sense == AREA_IS;
}

struct count {
	long n;
	double sum;
};

static void count_row(
	struct count *c, const struct block *r, const struct row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *x = &row->cells[i];
		struct span text = span_trim(x->text);
		double v = x->number;

		if (!is_in(r, row->number, x->column))
			continue;
		if (x->type != CELL_NUMBER &&
			(x->type != CELL_TEXT ||
				num_parse(&v, text.at, text.len) < 0))
			continue;
		c->n++;
		c->sum += v;
	}
}

static void count_sheet(
	struct count *c, const struct block *r, struct book *b, size_t i)
{
	struct err e = ERR_INIT;
	struct sheet *s = NULL;
	struct row row;
	int rc;

	assert_int_equal(sheet_open(&s, b, i, &e), 0);
	while ((rc = sheet_next(s, &row, &e)) > 0)
		if (has_area(r, &row))
			count_row(c, r, &row);
	assert_int_equal(rc, 0);
	sheet_close(s);
}

static struct count count_cells(
	const struct block *r, const char *path, const struct book_csv *csv)
{
	struct count c = { 0, 0 };
	struct err e = ERR_INIT;
	struct book *b = NULL;

	assert_int_equal(book_open(&b, path, csv, &e), 0);
	for (size_t i = 0; i < book_sheets(b); i++)
		if (is_on(r, span_of(book_sheet_name(b, i))))
			count_sheet(&c, r, b, i);
	book_close(b);
	assert_true(c.n > 0);
	return c;
}

/* ---- what the draft gives ---------------------------------------------------
 */

struct seen {
	const struct file *f;
	struct count regions[2];
	int known[2];
};

static void see_known(struct seen *s, const struct observation *o)
{
	for (size_t i = 0; i < 2; i++) {
		const struct known *k = &s->f->known[i];

		if (k->indicator && span_is(o->indicator, k->indicator) &&
			span_is(o->measure, k->measure) &&
			span_is(o->area, k->area) &&
			span_is(o->period, k->period) && o->has_value &&
			o->value == k->value)
			s->known[i] = 1;
	}
}

static int see(void *context, const struct observation *o, struct err *e)
{
	struct seen *s = context;
	char address[CELL_ADDRESS];
	size_t n;

	(void)e;
	snprintf(address, sizeof(address), "%.*s", SPAN(o->cell));
	n = strspn(address, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	for (size_t i = 0; i < 2; i++) {
		const struct block *r = &s->f->regions[i];

		if (!r->sheets || !o->has_value || !is_on(r, o->sheet) ||
			!is_in(r, (uint32_t)strtoul(address + n, NULL, 10) - 1,
				column(address)))
			continue;
		s->regions[i].n++;
		s->regions[i].sum += o->value;
	}
	see_known(s, o);
	return 0;
}

static void draft(const char *to, const char *path)
{
	const struct sniffing s = { .path = path, .areas = areas };
	struct err e = ERR_INIT;
	struct child *c = NULL;
	FILE *out = fopen(to, "w");

	assert_non_null(out);
	assert_int_equal(sniffing_start(&c, &s, &e), 0);
	assert_int_equal(child_copy(c, out, to, &e), 0);
	if (child_end(c, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(fclose(out), 0);
}

static void extract(struct seen *seen, const char *spec, const char *path)
{
	struct extraction x = { .path = path, .name = path, .areas = areas };
	struct err e = ERR_INIT;
	struct child *c = NULL;
	struct spec *s = NULL;

	if (spec_read(&s, spec, &e) < 0)
		fail_msg("%s", e.text);
	x.spec = s;
	x.ed = s->editions;
	assert_int_equal(extraction_start(&c, &x, &e), 0);
	packed_read(child_out(c), see, seen, &e);
	if (child_end(c, &e) < 0 || e.kind != ERR_NONE)
		fail_msg("%s", e.text);
	spec_close(s);
}

static void check(const struct file *f, const char *folder, const char *path)
{
	struct seen seen = { .f = f };
	char spec[PATH_TEXT];

	path_in(spec, folder, "draft.yaml");
	draft(spec, path);
	extract(&seen, spec, path);
	for (size_t i = 0; i < 2 && f->regions[i].sheets; i++) {
		struct count c = count_cells(&f->regions[i], path, &f->csv);

		assert_int_equal(seen.regions[i].n, c.n + f->regions[i].more);
		if (f->regions[i].more == 0)
			assert_close(seen.regions[i].sum, c.sum);
	}
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(seen.known[i], f->known[i].indicator != NULL);
}

static void the_main_table_comes_out_as_it_stands(void **state)
{
	const struct file *f = *state;
	char path[PATH_TEXT], name[PATH_TEXT];
	void *folder = NULL;

	snprintf(name, sizeof(name), "data/%s", f->name);
	shared_in(path, name);
	assert_int_equal(make_folder(&folder), 0);
	check(f, folder, path);
	assert_int_equal(remove_folder(&folder), 0);
}

int main(void)
{
	struct CMUnitTest tests[COUNT(files)];
	struct err e = ERR_INIT;
	int failed;

	for (size_t i = 0; i < COUNT(files); i++)
		tests[i] = (struct CMUnitTest){ .name = files[i].name,
			.test_func = the_main_table_comes_out_as_it_stands,
			.initial_state = (void *)(uintptr_t)&files[i] };
	if (areas_open(&areas, ".", &e) < 0)
		return 1;
	failed = cmocka_run_group_tests_name(
		"drafts of real workbooks", tests, NULL, NULL);
	areas_close(areas);
	return failed;
}
