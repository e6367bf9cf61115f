/* SPDX-License-Identifier: MIT */
/* The shapes that tables come in, each as a small table and its observations.
 */
#include "tests/areasfolder.h"

#include "pipeline/base/num.h"
#include "pipeline/extract/layout.h"
#include "pipeline/extract/naming.h"

/* ---- a sheet as text: a line a row, cells between bars ---------------------
 */

enum { MAX_CELLS = 40 };

struct shape {
	struct text observations; /* "B2 overall score KAZ 2024 56.7" */
	struct text findings;	  /* "V201 error B2: message" */
	struct err e;
	int rc;
};

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	struct shape *s = context;
	char number[NUM_TEXT] = "none";

	(void)e;
	if (o->has_value)
		num_format(number, o->value);
	text_printf(&s->observations, "%.*s %.*s %.*s %.*s %.*s %s\n",
		SPAN(o->cell), SPAN(o->indicator), SPAN(o->measure),
		SPAN(o->area), SPAN(o->period), number);
	return 0;
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	struct shape *s = context;

	(void)e;
	text_printf(&s->findings, "%.*s %s %.*s: %.*s\n", SPAN(f->rule),
		severity_name(f->severity), SPAN(f->cell), SPAN(f->message));
	return 0;
}

/* "@36526" is a date, "#N/A" an error, what reads as a number one, and a ' in
 * front makes any of them text. */
static struct cell cell_of(uint32_t row, uint32_t column, struct span text)
{
	struct cell c = {
		.row = row, .column = column, .type = CELL_TEXT, .text = text
	};

	if (text.len == 0)
		c.type = CELL_BLANK;
	else if (*text.at == '#')
		c.type = CELL_ERROR;
	else if (*text.at == '\'')
		c.text = (struct span){ text.at + 1, text.len - 1 };
	else if (*text.at == '@' &&
		num_parse(&c.number, text.at + 1, text.len - 1) == 0)
		c.type = CELL_DATE;
	else if (num_parse(&c.number, text.at, text.len) == 0)
		c.type = CELL_NUMBER;
	return c;
}

static size_t cells_of(struct cell *cells, uint32_t row, struct span line)
{
	size_t n = 0;
	uint32_t column = 0;

	for (const char *at = line.at, *end = line.at + line.len; at <= end;) {
		const char *bar = memchr(at, '|', (size_t)(end - at));
		struct span text = span_trim(
			(struct span){ at, (size_t)((bar ? bar : end) - at) });

		assert_true(column < MAX_CELLS);
		cells[n] = cell_of(row, column++, text);
		n += cells[n].type != CELL_BLANK;
		at = (bar ? bar : end) + 1;
	}
	return n;
}

static int feed(struct shape *s, struct layout *l, const char *sheet)
{
	struct cell cells[MAX_CELLS];
	uint32_t row = 0;
	int rc = 0;

	for (const char *at = sheet; rc == 0 && *at; row++) {
		size_t len = strcspn(at, "\n");
		size_t n = cells_of(cells, row, (struct span){ at, len });

		if (n)
			rc = layout_row(
				l, &(struct row){ row, cells, n }, &s->e);
		at += len + (at[len] == '\n');
	}
	return rc == 0 ? layout_finish(l, &s->e) : rc;
}

/* Reads a sheet by the keys of a table. */
static void read_sheet(struct shape *s, const char *keys, const char *sheet)
{
	static const char head[] =
		"dataset: demo\ntitle: t\npublisher: p\n"
		"indicators: [{id: overall, label: Score, names: [\"\"]}, "
		"{id: people, label: People, names: [IN.1, '25']}, "
		"{id: machines, label: Machines, names: [IN.2]}]\n"
		"editions: [{edition: '2024', file: f, ";
	struct text yaml = TEXT_INIT;
	char path[PATH_TEXT];
	struct spec *spec = NULL;
	struct naming *naming = NULL;
	struct layout *l = NULL;

	text_printf(&yaml, "%s%s}]\n", head, keys);
	path_in(path, folder, "s.yaml");
	write_text(path, yaml.at);
	text_free(&yaml);
	if (spec_read(&spec, path, &s->e) < 0 ||
		naming_open(&naming, spec->editions[0].tree, &s->e) < 0)
		fail_msg("%s", s->e.text);
	s->rc = layout_open(&l, &spec->editions[0].workbooks[0].tables[0],
		&(struct layout_place){ .dataset = "demo",
			.edition = "2024",
			.release = "abc",
			.sheet = "Data",
			.areas = areas,
			.naming = naming,
			.observation = on_observation,
			.finding = on_finding,
			.context = s },
		&s->e);
	if (s->rc == 0)
		s->rc = feed(s, l, sheet);
	layout_close(l);
	naming_close(naming);
	spec_close(spec);
}

static void assert_text(struct text *t, const char *wanted)
{
	text_puts(t, "");
	assert_string_equal(t->at, wanted);
}

/* The sheet gives these observations and these findings. */
static void assert_shape(const char *keys, const char *sheet,
	const char *observations, const char *findings)
{
	struct shape s = { .rc = 0 };

	read_sheet(&s, keys, sheet);
	assert_string_equal(s.e.text, "");
	assert_text(&s.observations, observations);
	assert_text(&s.findings, findings);
	text_free(&s.observations);
	text_free(&s.findings);
}

static void assert_refused(
	const char *keys, const char *sheet, const char *says)
{
	struct shape s = { .rc = 0 };

	read_sheet(&s, keys, sheet);
	assert_int_equal(s.rc, -1);
	assert_fault(&s.e, ERR_DATA, says);
	text_free(&s.observations);
	text_free(&s.findings);
}

/* ---- periods ---------------------------------------------------------------
 */

#define AREA "{label: Country, is: area}"

static void a_column_for_each_year(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: '{year}', raw: people}]",
		"Source|Bank\n"
		"\n"
		"Country|Note|1990|'1991|1992.0|9999\n"
		"Chile|x|1|2|3|4\n"
		"Fiji||5|||\n",
		"C4 people raw CHL 1990 1\n"
		"D4 people raw CHL 1991 2\n"
		"E4 people raw CHL 1992 3\n"
		"C5 people raw FJI 1990 5\n",
		"");
}

static void a_blank_under_a_year_is_missing_where_it_is_declared(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: '{year}', raw: people, "
		     "missing: ['', '..']}]",
		"Country|1990|1991\n"
		"Chile|..|\n",
		"B2 people raw CHL 1990 none\n"
		"C2 people raw CHL 1991 none\n",
		"");
}

static void blocks_of_columns_under_a_repeated_year(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Estimate, under: '{year}', "
		     "score: people, missing: ['#N/A']}, {label: Rank, "
		     "under: '{year}', rank: people, missing: ['#N/A']}]",
		"|1996|1996|1998|1998\n"
		"Country|Estimate|Rank|Estimate|Rank\n"
		"Chile|1.5|2|#N/A|#N/A\n",
		"B3 people score CHL 1996 1.5\n"
		"C3 people rank CHL 1996 2\n"
		"D3 people score CHL 1998 none\n"
		"E3 people rank CHL 1998 none\n",
		"V205 info E3: 1 of 1 cells of column 'Rank' give no rank\n");
}

static void blocks_of_columns_under_a_merged_year(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Estimate, under: '{year}', "
		     "score: people}, {label: Rank, under: '{year}', rank: "
		     "people}]",
		"|1996||1998|\n"
		"Country|Estimate|Rank|Estimate|Rank\n"
		"Chile|1.5|2|1.7|1\n",
		"B3 people score CHL 1996 1.5\n"
		"C3 people rank CHL 1996 2\n"
		"D3 people score CHL 1998 1.7\n"
		"E3 people rank CHL 1998 1\n",
		"");
}

static void periods_that_are_no_numbers(void **state)
{
	(void)state;
	assert_shape("columns: [{path: ['{any}', '{any}', Country], is: area}, "
		     "{path: ['{period}', '{any}', PR], raw: people, missing: "
		     "['-']}]",
		"|Jan.-Feb. 1973||1983-84\n"
		"Year|1972||Aug.82\n"
		"Country|PR|CL|PR\n"
		"Chile|6|5|-\n",
		"B4 people raw CHL Jan.-Feb. 1973 6\n"
		"D4 people raw CHL 1983-84 none\n",
		"");
}

static void a_year_within_the_text_of_a_header(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: 'CPI score {year}', score: "
		     "overall}, {label: 'Rank {year}', rank: overall}]",
		"Country|CPI Score  2023|Rank 2023|CPI score 2022|Rank x\n"
		"Chile|60|9|61|8\n",
		"B2 overall score CHL 2023 60\n"
		"C2 overall rank CHL 2023 9\n"
		"D2 overall score CHL 2022 61\n",
		"");
}

static void a_period_in_a_column(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Year, is: period}, {label: "
		     "Score, score: overall}]",
		"Country|Year|Score\n"
		"Chile|2004.0|1\n"
		"Chile|2005|2\n"
		"Chile|@38718|3\n"
		"Chile|@38720|4\n",
		"C2 overall score CHL 2004 1\n"
		"C3 overall score CHL 2005 2\n"
		"C4 overall score CHL 2006 3\n"
		"C5 overall score CHL 2006-01-03 4\n",
		"");
}

static void figures_without_a_period_are_found(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Year, is: period}, {label: "
		     "Score, score: overall}]",
		"Country|Year|Score\n"
		"Chile||1\n"
		"Fiji||\n",
		"", "V309 error B2: row 2 has figures but no period\n");
}

static void what_is_missing_needs_no_period(void **state)
{
	(void)state;
	assert_shape("areas: 2, "
		     "columns: [" AREA ", {label: Year, is: period}, {label: "
		     "Score, score: overall, missing: [No data]}]",
		"Country|Year|Score\n"
		"Chile|2004|1\n"
		"Fiji||No data\n",
		"C2 overall score CHL 2004 1\n", "");
}

static void each_figure_may_have_its_year_beside_it(void **state)
{
	static const char sheet[] = "Country|A|A year|B|B year\n"
				    "Chile|1|2004|3|2009\n"
				    "Fiji|2|2007|n/a|\n";

	(void)state;
	assert_shape("columns: [" AREA ", {label: A, score: overall}, {label: "
		     "A year, is: period}]",
		sheet,
		"B2 overall score CHL 2004 1\n"
		"B3 overall score FJI 2007 2\n",
		"");
	assert_shape("columns: [" AREA ", {label: B, score: overall, missing: "
		     "[n/a]}, {label: B year, is: period}]",
		sheet, "D2 overall score CHL 2009 3\n", "");
}

static void a_period_of_a_column_goes_before_that_of_its_row(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Year, is: period}, {label: "
		     "Score, score: overall}, {label: Score N-1, score: "
		     "overall, period: '2003'}]",
		"Country|Year|Score|Score N-1\n"
		"Chile|2004|1|2\n",
		"C2 overall score CHL 2004 1\n"
		"D2 overall score CHL 2003 2\n",
		"");
}

/* ---- rows that say what they are about
 * ---------------------------------------
 */

#define LONG                                                                   \
	"columns: [{label: code, is: code}, {label: country, is: area}, "      \
	"{label: indicator, is: indicator}, {label: score, score: "            \
	"'{indicator}'}, {label: rank, rank: '{indicator}', blank: missing}]"

static void a_row_for_each_figure(void **state)
{
	(void)state;
	assert_shape(LONG,
		"code|country|indicator|score|rank\n"
		"CHL|Chile||62|1\n"
		"CHL|Chile|IN.1|70|\n"
		"CHL|Chile|machines|50|3\n"
		"CHL|Chile|25|51|3\n",
		"D2 overall score CHL 2024 62\n"
		"E2 overall rank CHL 2024 1\n"
		"D3 people score CHL 2024 70\n"
		"E3 people rank CHL 2024 none\n"
		"D4 machines score CHL 2024 50\n"
		"E4 machines rank CHL 2024 3\n",
		"V302 error B5: Chile (CHL) is listed a second time, people, "
		"as "
		"'Chile': this row was left out\n"
		"V205 info E3: 1 of 3 cells of column 'rank' give no rank\n");
}

static void an_unknown_indicator_is_told_once(void **state)
{
	(void)state;
	assert_shape(LONG,
		"code|country|indicator|score|rank\n"
		"CHL|Chile|IN.9|62|1\n"
		"FJI|Fiji|IN.9|62|1\n"
		"KEN|Kenya|IN.9|62|1\n"
		"KEN|Kenya|IN.8||\n",
		"",
		"V306 error C2: 'IN.9' is no indicator that the spec knows\n"
		"V306 error C2: 'IN.9' stands in 2 further rows, which were "
		"left out as well\n");
}

static void other_indicators_may_be_passed_over(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: What, is: indicator, others: "
		     "pass}, {label: Score, score: '{indicator}'}]",
		"Country|What|Score\n"
		"Chile|People|1\n"
		"Chile|Cats|2\n"
		"Chile|Dogs|2\n",
		"C2 people score CHL 2024 1\n",
		"V310 info : 2 rows were left out, as the spec says: they are "
		"about other indicators or measures\n");
}

static void the_measure_in_a_column(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: What, is: measure, raws: "
		     "[AMOUNT], others: pass}, {label: Figure, value: people}]",
		"Country|What|Figure\n"
		"Chile|RANK|1\n"
		"Chile|Score|2.5\n"
		"Chile|AMOUNT|3\n"
		"Chile|NOTE|none\n",
		"C2 people rank CHL 2024 1\n"
		"C3 people score CHL 2024 2.5\n"
		"C4 people raw CHL 2024 3\n",
		"V310 info : 1 rows were left out, as the spec says: they are "
		"about other indicators or measures\n");
}

static void one_column_may_say_indicator_and_measure(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: What, is: indicator}, "
		     "{label: What, is: measure, scores: [IN.1], raws: "
		     "['{any}']}, {label: Figure, value: '{indicator}'}]",
		"Country|What|Figure\n"
		"Chile|IN.1|1\n"
		"Chile|25|2\n"
		"Chile|IN.2|3\n",
		"C2 people score CHL 2024 1\n"
		"C3 people raw CHL 2024 2\n"
		"C4 machines raw CHL 2024 3\n",
		"");
}

static void only_some_rows_count(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: C/T, is: filter, only: [c, "
		     "'1']}, {label: Score, score: overall}]",
		"Country|C/T|Score\n"
		"Chile|c|1\n"
		"Narnia|t|2\n"
		"Fiji|1.0|3\n",
		"C2 overall score CHL 2024 1\n"
		"C4 overall score FJI 2024 3\n",
		"V310 info : 1 rows were left out, as the spec says: 'only' "
		"does not have their text\n");
}

/* ---- areas
 * -------------------------------------------------------------------
 */

#define CODED                                                                  \
	"columns: [{label: Code, is: code, codes: worldbank}, {label: "        \
	"Economy, is: area}, {label: Score, score: overall}]"

static void a_code_says_the_area(void **state)
{
	(void)state;
	assert_shape(CODED,
		"Economy|Code|Score\n"
		"Romania|ROM|1\n"
		"A land|AND|2\n"
		"Fiji||3\n"
		"Timor|TMP|4\n",
		"C2 overall score ROU 2024 1\n"
		"C3 overall score AND 2024 2\n"
		"C4 overall score FJI 2024 3\n"
		"C5 overall score TLS 2024 4\n",
		"");
}

static void a_code_alone_will_do(void **state)
{
	(void)state;
	assert_shape("columns: [{label: M49, is: code, codes: m49}, {label: "
		     "Score, score: overall}]",
		"M49|Score\n"
		"4|1\n"
		"'008|2\n"
		"12.0|3\n"
		"900|4\n"
		"7777|5\n",
		"B2 overall score AFG 2024 1\n"
		"B3 overall score ALB 2024 2\n"
		"B4 overall score DZA 2024 3\n",
		"V308 error A6: '7777' is no code of m49\n"
		"V304 info A5: 1 labels are of aggregates, which are no areas: "
		"1 rows were left out: '900'\n");
}

static void code_and_label_that_disagree_are_found(void **state)
{
	(void)state;
	assert_shape(CODED,
		"Economy|Code|Score\n"
		"Niger|NGA|1\n"
		"Nigeria|NER|2\n",
		"C2 overall score NGA 2024 1\n"
		"C3 overall score NER 2024 2\n",
		"V307 error B2: the code says Nigeria (NGA), the label 'Niger' "
		"says Niger (NER)\n"
		"V307 error B3: the code says Niger (NER), the label 'Nigeria' "
		"says Nigeria (NGA)\n");
}

static void an_unknown_code_gives_way_to_a_label(void **state)
{
	(void)state;
	assert_shape(CODED,
		"Economy|Code|Score\n"
		"Chile|QQQ|1\n"
		"Narnia|QQQ|2\n",
		"C2 overall score CHL 2024 1\n",
		"V308 warning B2: 'QQQ' is no code of worldbank: the area was "
		"taken by its label\n"
		"V301 error A3: 'Narnia' is no area that raw/areas knows\n");
}

static void aggregates_are_passed_over_and_told_of_once(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Score, score: overall}]",
		"Country|Score\n"
		"World|1\n"
		"Chile|2\n"
		"Arab World|3\n"
		"High income|\n",
		"B3 overall score CHL 2024 2\n",
		"V304 info A2: 2 labels are of aggregates, which are no areas: "
		"2 rows were left out: 'World', 'Arab World'\n");
}

static void a_place_without_a_code_is_named(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Year, is: period}, {label: "
		     "Score, score: overall}]",
		"Country|Year|Score\n"
		"Somaliland region|2004|1\n"
		"Somaliland region|2005|1\n"
		"Somalia|2005|1\n",
		"C4 overall score SOM 2005 1\n",
		"V305 warning A2: 'Somaliland region' is a place without a "
		"code of its own: rows left out: 2\n");
}

static void an_unknown_label_is_told_once(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Year, is: period}, {label: "
		     "Score, score: overall}]",
		"Country|Year|Score\n"
		"Chlie|2004|1\n"
		"Chlie|2005|1\n"
		"Chlie|2006|1\n",
		"",
		"V301 error A2: 'Chlie' is no area that raw/areas knows: did "
		"they mean 'Chile'\n"
		"V301 error A2: 'Chlie' stands in 2 further rows, which were "
		"left out as well\n");
}

static void an_area_may_come_once_for_each_period(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Year, is: period}, {label: "
		     "Score, score: overall}]",
		"Country|Year|Score\n"
		"Chile|2004|1\n"
		"Chile|2005|2\n"
		"Chile|2004|3\n",
		"C2 overall score CHL 2004 1\n"
		"C3 overall score CHL 2005 2\n",
		"V302 error A4: Chile (CHL) is listed a second time for 2004, "
		"as 'Chile': this row was left out\n");
}

static void countries_across_the_top(void **state)
{
	(void)state;
	assert_shape("columns: [{path: [Factor, '{any}'], is: indicator}, "
		     "{path: ['{area}', '{any}'], score: '{indicator}'}]",
		"Rule of law 2024\n"
		"Factor|Chile|Viet Nam|Average|Narnia\n"
		"|CHL|VNM||\n"
		"People|70|58|64|1\n"
		"Machines|50|58|54|2\n",
		"B4 people score CHL 2024 70\n"
		"C4 people score VNM 2024 58\n"
		"B5 machines score CHL 2024 50\n"
		"C5 machines score VNM 2024 58\n",
		"V301 error E3: 'Narnia' is no area that raw/areas knows: its "
		"column was left out\n"
		"V304 info D3: 1 labels are of aggregates, which are no areas: "
		"1 columns were left out: 'Average'\n");
}

static void codes_across_the_top(void **state)
{
	(void)state;
	assert_shape("columns: [{label: Series, is: indicator}, {label: What, "
		     "is: measure}, {label: '{code}', value: '{indicator}'}]",
		"Series|What|CHL|VNM\n"
		"People|RANK|1|2\n"
		"People|VALUE|0.5|0.4\n",
		"C2 people rank CHL 2024 1\n"
		"D2 people rank VNM 2024 2\n"
		"C3 people raw CHL 2024 0.5\n"
		"D3 people raw VNM 2024 0.4\n",
		"");
}

#define ACROSS "columns: [{label: Series, is: indicator}, "

/* A code above an area reaches to the right; what follows the last country is
 * not of that country. */
static void a_code_ends_where_another_area_begins(void **state)
{
	static const char *const sheet = "|CHL|VNM||\n"
					 "Series|Chile|Viet Nam|World|Narnia\n"
					 "People|70|58|64|1\n";
	static const char *const observations = "B3 people score CHL 2024 70\n"
						"C3 people score VNM 2024 58\n";
	static const char *const findings =
		"V304 info D2: 1 labels are of aggregates, which are no areas: "
		"1 columns were left out: 'World'\n";

	(void)state;
	assert_shape(ACROSS "{path: ['{code}', '{area}'], score: "
			    "'{indicator}'}]",
		sheet, observations, findings);
	assert_shape(ACROSS "{label: '{area}', under: '{code}', score: "
			    "'{indicator}'}]",
		sheet, observations, findings);
}

static void a_column_without_a_code_goes_by_its_label(void **state)
{
	(void)state;
	assert_shape(ACROSS
		"{path: ['{area}', '{code}'], score: '{indicator}'}]",
		"Series|Chile|Kosovo|Remark\n"
		"|CHL||\n"
		"People|70|58|none\n",
		"B3 people score CHL 2024 70\n"
		"C3 people score XKX 2024 58\n",
		"");
}

static void code_and_label_of_a_column_that_disagree_are_found(void **state)
{
	(void)state;
	assert_shape(ACROSS
		"{path: ['{area}', '{code}'], score: '{indicator}'}]",
		"Series|Niger|Chile|Narnia\n"
		"|NGA|KL|XX\n"
		"People|70|58|1\n",
		"B3 people score NGA 2024 70\n"
		"C3 people score CHL 2024 58\n",
		"V307 error B2: the code says Nigeria (NGA), the label 'Niger' "
		"says Niger (NER)\n"
		"V308 warning C2: 'KL' is no code of iso3: the area was taken "
		"by its label\n"
		"V301 error D2: 'Narnia' is no area that raw/areas knows: its "
		"column was left out\n");
}

static void what_is_wrong_across_names_area_and_indicator(void **state)
{
	(void)state;
	assert_shape(ACROSS "{path: ['{area}', '{any}'], score: "
			    "'{indicator}'}]",
		"Series|Chile|Kenya\n"
		"|Americas|Africa\n"
		"People|'7|none\n",
		"B3 people score CHL 2024 7\n"
		"C3 people score KEN 2024 none\n",
		"V201 error C3: 'people' of Kenya is not a number: 'none'\n"
		"V203 warning B3: 1 of 1 cells of column 'Chile' are numbers "
		"stored as text\n");
}

static void v311_1_a_column_may_be_ambiguous(void **state)
{
	(void)state;
	assert_shape(ACROSS "{label: '{area}', score: '{indicator}'}]",
		"Series|Korea|Chile\n"
		"People|70|58\n",
		"C2 people score CHL 2024 58\n",
		"V311 error B1: 'Korea' is no area that raw/areas knows: its "
		"column was left out: it may be any of several: 'N. Korea', "
		"'S. "
		"Korea'\n");
}

static void an_area_stands_across_once(void **state)
{
	(void)state;
	assert_shape(ACROSS "{label: '{area}', score: '{indicator}'}]",
		"Series|Viet Nam|Chile|Vietnam\n"
		"People|70|58|1\n",
		"B2 people score VNM 2024 70\n"
		"C2 people score CHL 2024 58\n",
		"V302 error D1: Viet Nam (VNM) is listed a second time, as "
		"'Vietnam': its column was left out\n");
	assert_shape(ACROSS
		"{path: ['{area}', '{year}'], score: '{indicator}'}]",
		"|Viet Nam||Vietnam\n"
		"Series|2001|2002|2003\n"
		"People|70|58|1\n",
		"B3 people score VNM 2001 70\n"
		"C3 people score VNM 2002 58\n"
		"D3 people score VNM 2003 1\n",
		"");
}

/* ---- headers
 * -----------------------------------------------------------------
 */

static void all_columns_that_are_named_as_an_indicator(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Score, score: overall}, "
		     "{label: '{indicator}', score: '{indicator}'}]",
		"Country|Score|MACHINES|People|Cats\n"
		"Chile|1|2|3|4\n",
		"B2 overall score CHL 2024 1\n"
		"C2 machines score CHL 2024 2\n"
		"D2 people score CHL 2024 3\n",
		"");
}

static void measures_under_indicators(void **state)
{
	(void)state;
	assert_shape("columns: [{path: ['{any}', '{any}', Country], is: area}, "
		     "{path: ['{indicator}', '{any}', '{measure}'], value: "
		     "'{indicator}'}]",
		"|Score|||People|\n"
		"\n"
		"Country|score|bound|rank|score|rank\n"
		"Chile|62|1|2|70|1\n",
		"B4 overall score CHL 2024 62\n"
		"D4 overall rank CHL 2024 2\n"
		"E4 people score CHL 2024 70\n"
		"F4 people rank CHL 2024 1\n",
		"");
}

static void the_second_of_two_blocks_without_a_label_above(void **state)
{
	(void)state;
	assert_shape("block: 2, columns: [" AREA ", {label: Score, score: "
		     "overall}, {label: Year, is: period}]",
		"Country|Score|Country|Score|Year\n"
		"Chile|1|Fiji|2|2004\n",
		"D2 overall score FJI 2004 2\n", "");
}

static void the_same_label_twice_asks_for_more(void **state)
{
	(void)state;
	assert_refused("columns: [" AREA ", {label: '{indicator}', score: "
		       "'{indicator}'}]",
		"Country|People|People\n"
		"Chile|1|2\n",
		"label '{indicator}' stands at B1 and at C1: the spec must say "
		"which by 'under'");
}

static void a_column_that_may_be_absent(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Score, score: overall}, "
		     "{label: Cats, raw: people, optional: yes}]",
		"Country|Score\n"
		"Chile|1\n",
		"B2 overall score CHL 2024 1\n", "");
}

static void units_under_the_header_are_passed_over(void **state)
{
	(void)state;
	assert_shape("skip_rows: 2, columns: [" AREA ", {label: Score, score: "
		     "overall}]",
		"Country|Score\n"
		"x|x\n"
		"|(0-10)\n"
		"Chile|1\n",
		"B4 overall score CHL 2024 1\n", "");
}

static void what_a_header_lacks_is_told_with_its_place(void **state)
{
	(void)state;
	assert_refused("columns: [{path: ['{any}', Country], is: area}, "
		       "{path: [Law, Score], score: people}, "
		       "{label: Score, under: Peace, score: machines}, "
		       "{label: Rank, rank: people}, "
		       "{label: Rank, under: Peace, rank: machines}]",
		"|Order\nCountry|Score\nChile|1\n",
		"no header with all its 5 labels: row 2 comes nearest (1), it "
		"lacks 'Law > Score', 'Score' under 'Peace', 'Rank', ... and "
		"has: Country | Score");
}

static void a_family_without_members_is_no_header(void **state)
{
	(void)state;
	assert_refused("columns: [" AREA ", {label: '{year}', raw: people}]",
		"Country|1066|2500|9999\n"
		"Chile|1|2|3\n",
		"no header with all its 2 labels: row 1 comes nearest (1), it "
		"lacks '{year}' and has: Country | 1066 | 2500 | 9999");
}

/* ---- where a table ends
 * ------------------------------------------------------
 */

static void an_empty_row_may_end_a_table(void **state)
{
	(void)state;
	assert_shape("end: [''], columns: [" AREA ", {label: Score, score: "
		     "overall}]",
		"Country|Score\n"
		"Chile|1\n"
		"\n"
		"Fiji|2\n",
		"B2 overall score CHL 2024 1\n", "");
}

static void a_note_that_begins_so_ends_a_table(void **state)
{
	(void)state;
	assert_shape("end: ['Source: {any}'], skip: ['{any} of which'], "
		     "columns: [" AREA ", {label: Score, score: overall}]",
		"Country|Score\n"
		"Chile|1\n"
		"All, of which|1\n"
		"Source: us|2\n"
		"Fiji|2\n",
		"B2 overall score CHL 2024 1\n", "");
}

/* ---- cells
 * -------------------------------------------------------------------
 */

static void decoration_is_taken_off_by_name(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Rank, rank: overall, clean: "
		     "[ordinal]}, {label: GDP, raw: people, clean: [remark, "
		     "currency, thousands]}]",
		"Country|Rank|GDP\n"
		"Chile|1st|$21.0 (nominal)\n"
		"Fiji|2|$139,100 (2009 est.)\n"
		"Kenya|third|7\n",
		"B2 overall rank CHL 2024 1\n"
		"C2 people raw CHL 2024 21\n"
		"B3 overall rank FJI 2024 2\n"
		"C3 people raw FJI 2024 139100\n"
		"B4 overall rank KEN 2024 none\n"
		"C4 people raw KEN 2024 7\n",
		"V201 error B4: 'Rank' of Kenya is not a number: 'third'\n"
		"V208 info B2: 1 of 3 cells of column 'Rank' are numbers "
		"cleaned by 'ordinal' of 'st'\n"
		"V208 info C2:C3: 2 of 3 cells of column 'GDP' are numbers "
		"cleaned by 'remark', 'currency', 'thousands' of "
		"'$ (nominal)', '$ , (2009 est.)'\n");
}

static void percents_beside_numbers_are_a_warning(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA
		     ", {label: Score, score: overall, clean: "
		     "[percent]}]",
		"Country|Score\n"
		"Chile|45%\n"
		"Fiji|0.3\n",
		"B2 overall score CHL 2024 45\n"
		"B3 overall score FJI 2024 0.3\n",
		"V208 warning B2: 1 of 2 cells of column 'Score' are numbers "
		"cleaned by 'percent' of '%', 1 others have no sign: is 45% 45 "
		"there "
		"or "
		"0.45?\n");
	assert_shape("columns: [" AREA
		     ", {label: Score, score: overall, clean: "
		     "[percent]}]",
		"Country|Score\n"
		"Chile|45%\n"
		"Fiji|30%\n",
		"B2 overall score CHL 2024 45\n"
		"B3 overall score FJI 2024 30\n",
		"V208 info B2:B3: 2 of 2 cells of column 'Score' are numbers "
		"cleaned by 'percent' of '%'\n");
}

static void words_may_be_categories(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Status, raw: people, "
		     "categories: [NF, PF, F], missing: ['']}]",
		"Country|Status\n"
		"Chile|F\n"
		"Fiji|PF\n"
		"Kenya|\n"
		"Chad|free\n",
		"B2 people raw CHL 2024 3\n"
		"B3 people raw FJI 2024 2\n"
		"B4 people raw KEN 2024 none\n"
		"B5 people raw TCD 2024 none\n",
		"V209 error B5: 'Status' of Chad is none of the categories: "
		"'free'\n");
}

static void a_marker_of_the_table_is_for_figures_alone(void **state)
{
	(void)state;
	assert_shape("missing: [NA], columns: [{label: ISO2, is: code, codes: "
		     "iso2}, {label: A, raw: people}, {label: B, raw: "
		     "machines, missing: ['-']}]",
		"ISO2|A|B\n"
		"NA|NA|-\n"
		"CL|1|NA\n",
		"B2 people raw NAM 2024 none\n"
		"C2 machines raw NAM 2024 none\n"
		"B3 people raw CHL 2024 1\n"
		"C3 machines raw CHL 2024 none\n",
		"V201 error C3: 'B' of CL is not a number: 'NA'\n");
}

static void a_blank_may_be_nothing_at_all(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: A, raw: people, blank: "
		     "pass}, {label: B, raw: machines, blank: missing}]",
		"Country|A|B\n"
		"Chile||\n",
		"C2 machines raw CHL 2024 none\n", "");
}

static void the_second_of_two_columns_of_each_year(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: '{year}', score: overall, "
		     "block: 2}]",
		"Country|2001|2001|2002|2002|2003\n"
		"Chile|11|12|21|22|31\n",
		"C2 overall score CHL 2001 12\n"
		"E2 overall score CHL 2002 22\n"
		"F2 overall score CHL 2003 31\n",
		"");
}

static void a_block_that_a_family_lacks_is_refused(void **state)
{
	(void)state;
	assert_refused("columns: [" AREA ", {label: '{year}', score: overall, "
		       "block: 3}]",
		"Country|2001|2001|2001|2002|2002\n"
		"Chile|11|12|13|21|22\n",
		"label '{year}' stands at E1 and at F1: the spec must say "
		"which by 'under'");
}

static void a_label_of_an_aggregate_with_the_code_of_an_area_is_found(
	void **state)
{
	(void)state;
	assert_shape(CODED,
		"Economy|Code|Score\n"
		"World|KEN|1\n"
		"Somaliland|SOM|2\n",
		"C2 overall score KEN 2024 1\n"
		"C3 overall score SOM 2024 2\n",
		"V307 error B2: the code says Kenya (KEN), the label 'World' "
		"says an aggregate\n"
		"V307 error B3: the code says Somalia (SOM), the label "
		"'Somaliland' says a place without a code\n");
}

static void a_code_of_an_aggregate_with_the_label_of_an_area_is_found(
	void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Code, is: code, codes: "
		     "worldbank}, {label: Score, score: overall}]",
		"Country|Code|Score\n"
		"Chile|ARB|1\n"
		"Arab World|ARB|2\n",
		"",
		"V307 error B2: the code says an aggregate, the label 'Chile' "
		"says Chile (CHL)\n"
		"V304 info A2: 2 labels are of aggregates, which are no areas: "
		"2 rows were left out: 'Chile', 'Arab World'\n");
}

static void codes_and_labels_across_the_top_are_compared(void **state)
{
	(void)state;
	assert_shape("columns: [{path: ['{any}', Series], is: indicator}, "
		     "{path: ['{area}', '{code}'], score: '{indicator}'}]",
		"|Chile|Niger|World|Fiji|Peru|Narnia\n"
		"Series|CHL|NGA|KEN|QQQ|PER|QQQ\n"
		"People|1|2|3|4|5|6\n",
		"B3 people score CHL 2024 1\n"
		"C3 people score NGA 2024 2\n"
		"D3 people score KEN 2024 3\n"
		"E3 people score FJI 2024 4\n"
		"F3 people score PER 2024 5\n",
		"V307 error C2: the code says Nigeria (NGA), the label 'Niger' "
		"says Niger (NER)\n"
		"V307 error D2: the code says Kenya (KEN), the label 'World' "
		"says an aggregate\n"
		"V308 warning E2: 'QQQ' is no code of iso3: the area was taken "
		"by its label\n"
		"V301 error G2: 'Narnia' is no area that raw/areas knows: its "
		"column was left out\n");
}

static void figures_without_a_code_are_found_where_it_alone_says_the_area(
	void **state)
{
	(void)state;
	assert_shape("columns: [{label: Code, is: code}, {label: Score, score: "
		     "overall}]",
		"Code|Score\n"
		"|1\n"
		"CHL|2\n",
		"B3 overall score CHL 2024 2\n",
		"V308 error A2: row 2 has figures but no area\n");
}

static void a_table_without_any_column_of_figures_is_none(void **state)
{
	(void)state;
	assert_refused("columns: [" AREA ", {label: Score, score: overall, "
		       "optional: yes}, {label: '{year}', raw: people, "
		       "optional: yes}]",
		"Country|Points\n"
		"Chile|1\n",
		"no header with all its 3 labels: row 1 comes nearest (1), it "
		"lacks 'Score' and has: Country | Points");
}

static void a_column_of_figures_is_no_two_of_the_spec(void **state)
{
	(void)state;
	assert_refused("columns: [" AREA ", {label: Rank, rank: overall}, "
		       "{label: '{any}Rank', rank: people}]",
		"Country|Rank\n"
		"Chile|1\n",
		"'Rank' and '{any}Rank' both mean the column at B1: the spec "
		"must tell them apart by 'under' or 'block'");
}

static void a_label_is_compared_by_its_beginning_if_it_is_long(void **state)
{
	struct text sheet = TEXT_INIT;

	(void)state;
	text_puts(&sheet, "Country|Score of");
	for (int i = 0; i < 1000; i++)
		text_puts(&sheet, " aé");
	text_puts(&sheet, "\nChile|1\n");
	assert_shape("columns: [" AREA ", {label: 'Score {any}', score: "
		     "overall}]",
		sheet.at, "B2 overall score CHL 2024 1\n", "");
	text_free(&sheet);
}

static void an_error_is_no_period(void **state)
{
	(void)state;
	assert_shape("columns: [" AREA ", {label: Year, is: period}, {label: "
		     "Score, score: overall}]",
		"Country|Year|Score\n"
		"Chile|#REF!|1\n",
		"", "V309 error B2: row 2 has figures but no period: #REF!\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_column_for_each_year),
		cmocka_unit_test(
			a_blank_under_a_year_is_missing_where_it_is_declared),
		cmocka_unit_test(blocks_of_columns_under_a_repeated_year),
		cmocka_unit_test(blocks_of_columns_under_a_merged_year),
		cmocka_unit_test(periods_that_are_no_numbers),
		cmocka_unit_test(a_year_within_the_text_of_a_header),
		cmocka_unit_test(a_period_in_a_column),
		cmocka_unit_test(figures_without_a_period_are_found),
		cmocka_unit_test(what_is_missing_needs_no_period),
		cmocka_unit_test(each_figure_may_have_its_year_beside_it),
		cmocka_unit_test(
			a_period_of_a_column_goes_before_that_of_its_row),
		cmocka_unit_test(a_row_for_each_figure),
		cmocka_unit_test(an_unknown_indicator_is_told_once),
		cmocka_unit_test(other_indicators_may_be_passed_over),
		cmocka_unit_test(the_measure_in_a_column),
		cmocka_unit_test(one_column_may_say_indicator_and_measure),
		cmocka_unit_test(only_some_rows_count),
		cmocka_unit_test(a_code_says_the_area),
		cmocka_unit_test(a_code_alone_will_do),
		cmocka_unit_test(code_and_label_that_disagree_are_found),
		cmocka_unit_test(an_unknown_code_gives_way_to_a_label),
		cmocka_unit_test(aggregates_are_passed_over_and_told_of_once),
		cmocka_unit_test(a_place_without_a_code_is_named),
		cmocka_unit_test(an_unknown_label_is_told_once),
		cmocka_unit_test(an_area_may_come_once_for_each_period),
		cmocka_unit_test(countries_across_the_top),
		cmocka_unit_test(codes_across_the_top),
		cmocka_unit_test(a_code_ends_where_another_area_begins),
		cmocka_unit_test(a_column_without_a_code_goes_by_its_label),
		cmocka_unit_test(
			code_and_label_of_a_column_that_disagree_are_found),
		cmocka_unit_test(what_is_wrong_across_names_area_and_indicator),
		cmocka_unit_test(v311_1_a_column_may_be_ambiguous),
		cmocka_unit_test(an_area_stands_across_once),
		cmocka_unit_test(all_columns_that_are_named_as_an_indicator),
		cmocka_unit_test(measures_under_indicators),
		cmocka_unit_test(
			the_second_of_two_blocks_without_a_label_above),
		cmocka_unit_test(the_same_label_twice_asks_for_more),
		cmocka_unit_test(a_column_that_may_be_absent),
		cmocka_unit_test(units_under_the_header_are_passed_over),
		cmocka_unit_test(what_a_header_lacks_is_told_with_its_place),
		cmocka_unit_test(a_family_without_members_is_no_header),
		cmocka_unit_test(an_empty_row_may_end_a_table),
		cmocka_unit_test(a_note_that_begins_so_ends_a_table),
		cmocka_unit_test(decoration_is_taken_off_by_name),
		cmocka_unit_test(percents_beside_numbers_are_a_warning),
		cmocka_unit_test(words_may_be_categories),
		cmocka_unit_test(a_marker_of_the_table_is_for_figures_alone),
		cmocka_unit_test(a_blank_may_be_nothing_at_all),
		cmocka_unit_test(the_second_of_two_columns_of_each_year),
		cmocka_unit_test(a_block_that_a_family_lacks_is_refused),
		cmocka_unit_test(codes_and_labels_across_the_top_are_compared),
		cmocka_unit_test(
			a_label_of_an_aggregate_with_the_code_of_an_area_is_found),
		cmocka_unit_test(
			a_code_of_an_aggregate_with_the_label_of_an_area_is_found),
		cmocka_unit_test(
			figures_without_a_code_are_found_where_it_alone_says_the_area),
		cmocka_unit_test(a_table_without_any_column_of_figures_is_none),
		cmocka_unit_test(a_column_of_figures_is_no_two_of_the_spec),
		cmocka_unit_test(
			a_label_is_compared_by_its_beginning_if_it_is_long),
		cmocka_unit_test(an_error_is_no_period),
	};

	return cmocka_run_group_tests(
		tests, areasfolder_open, areasfolder_close);
}
