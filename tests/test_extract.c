/* SPDX-License-Identifier: MIT */
#include "tests/check.h"
#include "tests/zipmake.h"

#include "pipeline/base/csv.h"
#include "pipeline/base/text.h"
#include "pipeline/extract/extract.h"
#include "pipeline/report/excel.h"

/* ---- a workbook, its spec, and what comes out -------------------------------
 */

/* One test's folder, and what was extracted there, as lines. */
struct bench {
	void *folder;
	struct spec *spec;
	struct book *book;
	struct text lines; /* "Sheet!B2 score KAZ 56.7", "V402 warning: ..." */
	long stop_at;	   /* the observation at which to refuse; 0: none */
	long n;
	int detailed; /* lines tell indicator and period as well */
};

static struct areas *areas;

static int open_areas(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	if (areas_open(&areas, ".", &e) == 0)
		return 0;
	print_error("%s\n", e.text);
	return -1;
}

static int close_areas(void **state)
{
	(void)state;
	areas_close(areas);
	return 0;
}

static int begin(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	*state = b;
	return b && make_folder(&b->folder) == 0 ? 0 : -1;
}

static int end(void **state)
{
	struct bench *b = *state;
	int rc = remove_folder(&b->folder);

	spec_close(b->spec);
	book_close(b->book);
	text_free(&b->lines);
	free(b);
	return rc;
}

#define test_at_bench(test) cmocka_unit_test_setup_teardown(test, begin, end)

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	struct bench *b = context;

	if (++b->n == b->stop_at)
		return err_set(e, ERR_SYSTEM, "disk full");
	text_printf(&b->lines, "%.*s!%.*s %.*s %.*s %.*s", SPAN(o->sheet),
		SPAN(o->cell), SPAN(o->measure), SPAN(o->area), SPAN(o->raw));
	if (b->detailed)
		text_printf(&b->lines, " %.*s %.*s", SPAN(o->indicator),
			SPAN(o->period));
	text_putc(&b->lines, '\n');
	return 0;
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	struct bench *b = context;

	(void)e;
	text_printf(&b->lines, "%.*s %s %.*s %.*s: %.*s\n", SPAN(f->rule),
		severity_name(f->severity), SPAN(f->sheet), SPAN(f->area),
		SPAN(f->message));
	return 0;
}

/* The spec has one edition with these workbooks and nodes. */
static void describe_tree(
	struct bench *b, const char *nodes, const char *workbooks)
{
	struct text yaml = TEXT_INIT;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	text_printf(&yaml,
		"dataset: demo\ntitle: t\npublisher: p\n"
		"regimes: [{regime: r, title: t}]\n"
		"trees: [{tree: t, nodes: [%s]}]\n"
		"editions: [{edition: \"2024\", regime: r, tree: t, decimals: "
		"2, workbooks: [%s]}]\n",
		nodes, workbooks);
	path_in(path, b->folder, "s.yaml");
	write_text(path, yaml.at);
	text_free(&yaml);
	if (spec_read(&b->spec, path, &e) < 0)
		fail_msg("%s", e.text);
}

static void describe(struct bench *b, const char *workbooks)
{
	describe_tree(b, "{id: overall, label: Score}", workbooks);
}

/* A sheet as lines of CSV; what looks like a number is one. */
struct page {
	const char *name, *csv;
};

static int put_row(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	(void)e;
	for (size_t i = 0; i < n; i++) {
		char text[100], *rest;
		double value;

		snprintf(text, sizeof(text), "%.*s", SPAN(fields[i]));
		value = strtod(text, &rest);
		if (*text && !*rest)
			excel_number(context, (uint32_t)number - 1, (uint16_t)i,
				value, NULL);
		else if (*text)
			excel_text(context, (uint32_t)number - 1, (uint16_t)i,
				text, NULL);
	}
	return 0;
}

static void open_workbook(struct bench *b, const struct page *pages, size_t n)
{
	const struct excel_properties p = { .title = "t" };
	struct excel *x = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, b->folder, "w.xlsx");
	assert_int_equal(excel_open(&x, path, 0, &p, &e), 0);
	for (size_t i = 0; i < n; i++) {
		struct excel_sheet *s = excel_sheet(x, pages[i].name);

		assert_int_equal(csv_read(pages[i].csv, strlen(pages[i].csv),
					 ',', put_row, s, &e),
			0);
	}
	assert_int_equal(excel_save(x, &e), 0);
	assert_int_equal(book_open(&b->book, path, NULL, &e), 0);
}

static int extract(struct bench *b, struct err *e)
{
	const struct extract_sink sink = { on_observation, on_finding, b };

	text_puts(&b->lines, "");
	return extract_book(
		b->book, b->spec, &b->spec->editions[0], areas, &sink, e);
}

static void assert_extracted(struct bench *b, const char *lines)
{
	struct err e = ERR_INIT;
	int rc = extract(b, &e);

	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	assert_string_equal(b->lines.at, lines);
}

static void assert_refused(struct bench *b, const char *says)
{
	struct err e = ERR_INIT;

	assert_int_equal(extract(b, &e), -1);
	assert_fault(&e, ERR_DATA, says);
}

static int put_indicator(
	void *context, const struct observation *o, struct err *e)
{
	(void)e;
	text_printf(context, "%.*s %.*s %.*s\n", SPAN(o->cell),
		SPAN(o->indicator), SPAN(o->raw));
	return 0;
}

static void assert_indicators(struct bench *b, const char *lines)
{
	const struct extract_sink sink = { put_indicator, NULL, &b->lines };
	struct err e = ERR_INIT;

	text_puts(&b->lines, "");
	extract_book(b->book, b->spec, b->spec->editions, areas, &sink, &e);
	assert_string_equal(e.text, "");
	assert_string_equal(b->lines.at, lines);
}

#define TABLE(name, sheet)                                                     \
	"{table: " name ", sheets: [" sheet "], columns: [{label: Country, "   \
	"is: area}, {label: Score, score: overall}]}"
#define WORKBOOK(tables) "{file: w, tables: [" tables "]}"

static const struct page scores = { "Scores",
	"Country,Score\nChad,1\nChile,2\n" };

/* ---- which indicator --------------------------------------------------------
 */

#define FAMILY                                                                 \
	"{id: law, label: Law}, {id: law.low, of: law}, {id: law.n, of: "      \
	"law}, "                                                               \
	"{id: voice, label: Voice}, {id: voice.low, of: voice}"

static void an_indicator_has_others_of_its_name_by_the_sheet(void **state)
{
	describe_tree(*state, FAMILY,
		"{file: w, sheets: [\"{indicator}\"], columns: [{label: "
		"Country, is: area}, {label: Score, score: \"{indicator}\"}, "
		"{label: Low, raw: \"{indicator}.low\"}, {label: N, raw: "
		"\"{indicator}.n\"}]}");
	open_workbook(*state,
		(struct page[]){ { "Law", "Country,Score,Low,N\nChad,1,2,3\n" },
			{ "Voice", "Country,Score,Low,N\nChad,4,5,6\n" } },
		2);
	assert_indicators(*state,
		"B2 law 1\nC2 law.low 2\nD2 law.n 3\n"
		"B2 voice 4\nC2 voice.low 5\n");
}

static void an_indicator_has_others_of_its_name_by_the_row(void **state)
{
	describe_tree(*state, FAMILY,
		"{file: w, columns: [{label: Country, is: area}, {label: What, "
		"is: indicator}, {label: Score, score: \"{indicator}\"}, "
		"{label: N, raw: \"{indicator}.n\"}]}");
	open_workbook(*state,
		&(struct page){ "Data",
			"Country,What,Score,N\nChad,Law,1,2\nChad,Voice,3,"
			"4\n" },
		1);
	assert_indicators(*state, "C2 law 1\nD2 law.n 2\nC3 voice 3\n");
}

static void a_row_says_the_indicator_before_its_sheet_does(void **state)
{
	describe_tree(*state, FAMILY,
		"{file: w, sheets: [\"{indicator}\"], columns: [{label: "
		"Score, score: \"{indicator}\"}, {label: Country, is: area}, "
		"{label: What, is: indicator}]}");
	open_workbook(*state,
		&(struct page){ "Law", "Score,Country,What\n1,Chad,Voice\n" },
		1);
	assert_indicators(*state, "A2 voice 1\n");
}

/* ---- the right workbook -----------------------------------------------------
 */

static void a_table_is_read_from_its_sheet(void **state)
{
	describe(*state, WORKBOOK(TABLE("t", "Scores")));
	open_workbook(*state,
		(struct page[]){
			{ "Notes", "Country,Score\nCuba,9\n" }, scores },
		2);
	assert_extracted(
		*state, "Scores!B2 score TCD 1\nScores!B3 score CHL 2\n");
}

static void a_csv_has_a_sheet_named_csv(void **state)
{
	struct bench *b = *state;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	describe(b, WORKBOOK(TABLE("t", "csv")));
	path_in(path, b->folder, "w.csv");
	write_text(path, scores.csv);
	assert_int_equal(book_open(&b->book, path, NULL, &e), 0);
	assert_extracted(b, "csv!B2 score TCD 1\ncsv!B3 score CHL 2\n");
}

static void a_point_before_decimals_is_none_where_a_comma_is(void **state)
{
	const struct book_csv how = { ';', ',', 0 };
	struct bench *b = *state;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	describe(b, WORKBOOK(TABLE("t", "csv")));
	path_in(path, b->folder, "w.csv");
	write_text(path, "Country;Score\nChad;8,59\nChile;1.234\n");
	assert_int_equal(book_open(&b->book, path, &how, &e), 0);
	assert_extracted(b,
		"csv!B2 score TCD 8,59\n"
		"V201 error csv CHL: 'Score' of Chile is not a number: "
		"'1.234'\n"
		"csv!B3 score CHL 1.234\n");
}

static void a_sheet_may_have_one_of_several_names(void **state)
{
	describe(*state, WORKBOOK(TABLE("t", "Global ranking, Scores")));
	open_workbook(*state, &scores, 1);
	assert_extracted(
		*state, "Scores!B2 score TCD 1\nScores!B3 score CHL 2\n");
}

static void a_missing_sheet_is_refused_with_those_there_are(void **state)
{
	describe(*state, WORKBOOK(TABLE("t", "Ranking, Global ranking")));
	open_workbook(*state,
		(struct page[]){ { "Notes", "" }, { "ranking", "" } }, 2);
	assert_refused(*state,
		"demo/2024: no sheet 'Ranking' or 'Global ranking'; the "
		"workbook has 'Notes', 'ranking'");
}

static void the_workbook_is_the_one_whose_sheets_are_there(void **state)
{
	struct bench *b = *state;
	const struct spec_workbook *w = NULL;
	struct err e = ERR_INIT;

	describe(b,
		WORKBOOK(TABLE("t", "Scores")) ", " WORKBOOK(
			TABLE("t", "Scores") ", " TABLE("u", "Other")));
	open_workbook(b, &scores, 1);
	assert_int_equal(
		extract_workbook(&w, b->book, &b->spec->editions[0], &e), 0);
	assert_ptr_equal(w, &b->spec->editions[0].workbooks[0]);
}

static void of_two_that_fit_the_latest_workbook_is_taken(void **state)
{
	struct bench *b = *state;
	const struct spec_workbook *w = NULL;
	struct err e = ERR_INIT;

	describe(b,
		WORKBOOK(TABLE("t", "Scores")) ", " WORKBOOK(
			TABLE("u", "Scores")));
	open_workbook(b, &scores, 1);
	assert_int_equal(
		extract_workbook(&w, b->book, &b->spec->editions[0], &e), 0);
	assert_ptr_equal(w, &b->spec->editions[0].workbooks[1]);
}

static void the_error_speaks_of_the_latest_workbook(void **state)
{
	describe(*state,
		WORKBOOK(TABLE("t", "Old")) ", " WORKBOOK(
			TABLE("t", "Scores") ", " TABLE("u", "New")));
	open_workbook(*state, &scores, 1);
	assert_refused(
		*state, "demo/2024: no sheet 'New'; the workbook has 'Scores'");
}

static void rows_that_do_not_ascend_are_refused(void **state)
{
	static const char schema[] = "xmlns=\"http://schemas.openxmlformats.org"
				     "/spreadsheetml/2006/main\"";
	struct bench *b = *state;
	struct zipmake z = { 0 };
	struct text sheet = TEXT_INIT, workbook = TEXT_INIT;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	describe(b, WORKBOOK(TABLE("t", "Scores")));
	text_printf(&workbook,
		"<workbook %s xmlns:r=\"http://schemas.openxmlformats.org/"
		"officeDocument/2006/relationships\"><sheets>"
		"<sheet name=\"Scores\" r:id=\"r1\"/></sheets></workbook>",
		schema);
	text_printf(&sheet,
		"<worksheet %s><sheetData><row r=\"1\"><c t=\"str\"><v>Country"
		"</v></c><c t=\"str\"><v>Score</v></c></row><row r=\"3\"><c "
		"t=\"str\"><v>Chad</v></c><c><v>1</v></c></row><row r=\"2\"><c "
		"t=\"str\"><v>Chile</v></c><c><v>2</v></c></row></sheetData>"
		"</worksheet>",
		schema);
	zipmake_store(&z, "xl/_rels/workbook.xml.rels",
		"<Relationships xmlns=\"http://schemas.openxmlformats.org/"
		"package/2006/relationships\"><Relationship Id=\"r1\" "
		"Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>");
	zipmake_store(&z, "xl/workbook.xml", workbook.at);
	zipmake_store(&z, "xl/s.xml", sheet.at);
	zipmake_end(&z);
	path_in(path, b->folder, "w.xlsx");
	write_bytes(path, z.bytes.at, z.bytes.len);
	assert_int_equal(book_open(&b->book, path, NULL, &e), 0);
	assert_refused(b,
		"demo/2024: sheet 'Scores': row 2 stands behind row 3: tables "
		"are read only from sheets whose rows ascend");
	zipmake_free(&z);
	text_free(&sheet);
	text_free(&workbook);
}

static void a_missing_header_is_refused_with_its_place(void **state)
{
	describe(*state, WORKBOOK(TABLE("main", "Scores")));
	open_workbook(*state,
		(struct page[]){ { "Scores", "Country,Total\nChad,1\n" } }, 1);
	assert_refused(*state,
		"demo/2024: sheet 'Scores': table 'main': no header with all "
		"its 2 labels: row 1 comes nearest (1), it lacks 'Score' and "
		"has: Country | Total");
}

/* ---- several tables ---------------------------------------------------------
 */

static void tables_come_in_the_order_of_the_spec(void **state)
{
	describe(*state, WORKBOOK(TABLE("t", "Two") ", " TABLE("u", "One")));
	open_workbook(*state,
		(struct page[]){ { "One", "Country,Score\nChad,1\n" },
			{ "Two", "Country,Score\nChad,2\n" } },
		2);
	assert_extracted(*state, "Two!B2 score TCD 2\nOne!B2 score TCD 1\n");
}

/* The name of the block stands above each of its columns. */
#define BLOCK(name, sheet, more)                                               \
	"{table: " name ", sheets: [" sheet "], header_rows: 2, " more         \
	"columns: [{label: Country, under: " name ", is: area}, {label: "      \
	"Score, under: " name ", score: overall}]}"

static const struct page blocks = { "Blocks",
	"part,,,whole,\n"
	"Country,Score,,Country,Score\n"
	"Chad,1,,Chile,2\n"
	",,,Chad,1\n"
	",,,Cuba,0\n" };

/* Their cells come row by row; the parts wait for the whole. */
static void the_whole_comes_before_its_parts(void **state)
{
	describe(*state,
		WORKBOOK(BLOCK("whole", "Blocks", "skip: [\"\"], ") ", " BLOCK(
			"part", "Blocks", "skip: [\"\"], ")));
	open_workbook(*state, &blocks, 1);
	assert_extracted(*state,
		"Blocks!E3 score CHL 2\n"
		"Blocks!E4 score TCD 1\n"
		"Blocks!E5 score CUB 0\n"
		"Blocks!B3 score TCD 1\n");
}

static void a_table_between_two_of_one_sheet_keeps_its_place(void **state)
{
	describe(*state,
		WORKBOOK(BLOCK("whole", "Blocks", "skip: [\"\"], ") ", " TABLE(
			"t", "Scores") ", " BLOCK("part", "Blocks",
			"skip: [\"\"], ")));
	open_workbook(*state, (struct page[]){ blocks, scores }, 2);
	assert_extracted(*state,
		"Blocks!E3 score CHL 2\n"
		"Blocks!E4 score TCD 1\n"
		"Blocks!E5 score CUB 0\n"
		"Scores!B2 score TCD 1\n"
		"Scores!B3 score CHL 2\n"
		"Blocks!B3 score TCD 1\n");
}

static void findings_wait_with_their_table(void **state)
{
	describe(*state,
		WORKBOOK(BLOCK("whole", "Blocks", "areas: 3, ") ", " BLOCK(
			"part", "Blocks", "areas: 2, ")));
	open_workbook(*state,
		(struct page[]){ { "Blocks",
			"part,,,whole,\n"
			"Country,Score,,Country,Score\n"
			"Narnia,1,,Chile,2\n" } },
		1);
	assert_extracted(*state,
		"Blocks!E3 score CHL 2\n"
		"V401 error Blocks : the table lists 1 areas, expected 3\n"
		"V301 error Blocks : 'Narnia' is no area that raw/areas "
		"knows\n"
		"V401 error Blocks : the table lists 0 areas, expected 2\n");
}

static void an_area_in_none_of_the_parts_is_found(void **state)
{
	describe(*state,
		WORKBOOK(BLOCK("whole", "Blocks", "skip: [\"\"], ") ", " BLOCK(
			"part", "Blocks", "skip: [\"\"], part: Africa, ")));
	open_workbook(*state, &blocks, 1);
	assert_extracted(*state,
		"Blocks!E3 score CHL 2\n"
		"Blocks!E4 score TCD 1\n"
		"Blocks!E5 score CUB 0\n"
		"Blocks!B3 score TCD 1\n"
		"V402 warning Blocks CHL: Chile is in table 'whole' but in "
		"none "
		"of its parts\n"
		"V402 warning Blocks CUB: Cuba is in table 'whole' but in none "
		"of its parts\n");
}

static void where_every_area_is_in_a_part_nothing_is_found(void **state)
{
	describe(*state,
		WORKBOOK(BLOCK("whole", "Blocks", "") ", " BLOCK(
			"part", "Blocks", "part: Africa, ")));
	open_workbook(*state,
		(struct page[]){ { "Blocks",
			"part,,,whole,\n"
			"Country,Score,,Country,Score\n"
			"Chad,1,,Chad,1\n" } },
		1);
	assert_extracted(
		*state, "Blocks!E3 score TCD 1\nBlocks!B3 score TCD 1\n");
}

/* ---- stopping ---------------------------------------------------------------
 */

static void a_fault_of_the_taker_ends_the_extraction(void **state)
{
	struct bench *b = *state;
	struct err e = ERR_INIT;

	describe(b, WORKBOOK(TABLE("t", "Scores")));
	open_workbook(b, &scores, 1);
	b->stop_at = 2;
	assert_int_equal(extract(b, &e), -1);
	assert_fault(&e, ERR_SYSTEM, "demo/2024: disk full");
	assert_string_equal(b->lines.at, "Scores!B2 score TCD 1\n");
}

static void it_ends_also_where_observations_waited(void **state)
{
	struct bench *b = *state;
	struct err e = ERR_INIT;

	describe(b,
		WORKBOOK(BLOCK("whole", "Blocks", "skip: [\"\"], ") ", " BLOCK(
			"part", "Blocks", "skip: [\"\"], ")));
	open_workbook(b, &blocks, 1);
	b->stop_at = 4;
	assert_int_equal(extract(b, &e), -1);
	assert_fault(&e, ERR_SYSTEM, "demo/2024: disk full");
}

/* ---- a table of several sheets
 * ------------------------------------------------
 */

#define ONE_OF_EACH(sheets, score)                                             \
	WORKBOOK("{table: t, sheets: [\"" sheets                               \
		 "\"], except: [\"2003\"], columns: [{label: Country, is: "    \
		 "area}, {label: Score, score: \"" score "\"}]}")

static void a_sheet_for_each_year(void **state)
{
	struct bench *b = *state;

	b->detailed = 1;
	describe(b, ONE_OF_EACH("Y {year}", "overall"));
	open_workbook(b,
		(struct page[]){ { "Notes", "x\n" },
			{ "Y 2002", "Country,Score\nChad,1\n" },
			{ "y 2003", "x\n" }, { "Y 9999", "x\n" },
			{ "Y 2001", "a\nScore,Country\n2,Chad\n" } },
		5);
	assert_extracted(b,
		"Y 2002!B2 score TCD 1 overall 2002\n"
		"Y 2001!A3 score TCD 2 overall 2001\n");
}

static void a_sheet_for_each_indicator(void **state)
{
	struct bench *b = *state;

	b->detailed = 1;
	describe(b, ONE_OF_EACH("{indicator}", "{indicator}"));
	open_workbook(b,
		(struct page[]){ { "score", "Country,Score\nChad,1\n" },
			{ "2003", "x\n" } },
		2);
	assert_extracted(b, "score!B2 score TCD 1 overall 2024\n");
}

static void a_sheet_of_no_indicator_is_refused(void **state)
{
	describe(*state, ONE_OF_EACH("{indicator}", "{indicator}"));
	open_workbook(*state,
		(struct page[]){ { "Score", "Country,Score\nChad,1\n" },
			{ "Notes", "x\n" } },
		2);
	assert_refused(*state,
		"demo/2024: sheet 'Notes': no indicator has this name: "
		"'names' gives it to one, 'except' leaves a sheet out");
}

static void each_sheet_must_have_the_header(void **state)
{
	describe(*state, ONE_OF_EACH("{year}", "overall"));
	open_workbook(*state,
		(struct page[]){ { "2001", "Country,Score\nChad,1\n" },
			{ "2002", "Country,Points\nChad,1\n" } },
		2);
	assert_refused(*state,
		"demo/2024: sheet '2002': table 't': no header with all its 2 "
		"labels: row 1 comes nearest (1), it lacks 'Score' and has: "
		"Country | Points");
}

static void no_sheet_that_fits_is_refused(void **state)
{
	describe(*state, ONE_OF_EACH("{year}", "overall"));
	open_workbook(*state, &scores, 1);
	assert_refused(*state,
		"demo/2024: no sheet '{year}'; the workbook has 'Scores'");
}

#define UNNAMED                                                                \
	"{file: w, columns: [{label: Country, is: area}, {label: Score, "      \
	"score: overall}]}"

static void the_only_sheet_need_not_be_named(void **state)
{
	describe(*state, UNNAMED);
	open_workbook(*state, &scores, 1);
	assert_extracted(
		*state, "Scores!B2 score TCD 1\nScores!B3 score CHL 2\n");
}

static void one_of_several_sheets_must_be_named(void **state)
{
	describe(*state, UNNAMED);
	open_workbook(*state,
		(struct page[]){ { "Scores", "x\n" }, { "Notes", "x\n" } }, 2);
	assert_refused(*state,
		"demo/2024: table 'main' names no sheet, and the workbook has "
		"several: 'sheets' must say which of 'Scores', 'Notes'");
}

/* ---- refusals as findings ---------------------------------------------------
 */

/* What is told of a structure before it is refused: one line. */
static int put_structure(void *context, const struct finding *f, struct err *e)
{
	(void)e;
	text_printf(context, "%.*s %s '%.*s' %.*s: %.*s / %.*s / %.*s\n",
		SPAN(f->rule), severity_name(f->severity), SPAN(f->sheet),
		SPAN(f->cell), SPAN(f->expected), SPAN(f->actual),
		SPAN(f->message));
	return 0;
}

static int pass_by(void *context, const struct observation *o, struct err *e)
{
	(void)context, (void)o, (void)e;
	return 0;
}

static void assert_told(struct bench *b, const char *lines)
{
	const struct extract_sink sink = { pass_by, put_structure, &b->lines };
	struct err e = ERR_INIT;

	text_puts(&b->lines, "");
	assert_int_equal(extract_book(b->book, b->spec, b->spec->editions,
				 areas, &sink, &e),
		-1);
	assert_string_equal(b->lines.at, lines);
}

static void v102_1_a_sheet_that_is_not_there_is_found(void **state)
{
	describe(*state,
		WORKBOOK("{table: t, sheets: [Ranks, Scores 24], columns: "
			 "[{label: Country, is: area}, {label: Score, score: "
			 "overall}]}"));
	open_workbook(*state,
		(struct page[]){ { "Scores", "x\n" }, { "Notes", "x\n" } }, 2);
	assert_told(*state,
		"V102 error '' : 'Ranks' or 'Scores 24' / 'Scores', 'Notes' / "
		"no sheet 'Ranks' or 'Scores 24'; the workbook has 'Scores', "
		"'Notes'\n");
}

static void v102_2_one_of_several_sheets_is_not_guessed(void **state)
{
	describe(*state, UNNAMED);
	open_workbook(*state,
		(struct page[]){ { "Scores", "x\n" }, { "Notes", "x\n" } }, 2);
	assert_told(*state,
		"V102 error '' :  / 'Scores', 'Notes' / table 'main' names no "
		"sheet, and the workbook has several: 'sheets' must say which "
		"of 'Scores', 'Notes'\n");
}

static void v102_3_a_sheet_of_no_indicator_is_found(void **state)
{
	describe(*state, ONE_OF_EACH("{indicator}", "{indicator}"));
	open_workbook(*state,
		(struct page[]){ { "Score", "Country,Score\nChad,1\n" },
			{ "Notes", "x\n" } },
		2);
	assert_told(*state,
		"V102 error '' :  /  / sheet 'Notes': no indicator has this "
		"name: 'names' gives it to one, 'except' leaves a sheet "
		"out\n");
}

static void v103_1_a_header_that_is_not_there_is_found(void **state)
{
	describe(*state, WORKBOOK(TABLE("t", "Scores")));
	open_workbook(*state,
		&(struct page){ "Scores", "x\nCountry,Points\nChad,1\n" }, 1);
	assert_told(*state,
		"V103 error 'Scores' A2: 'Score' / Country | Points / sheet "
		"'Scores': table 't': no header with all its 2 labels: row 2 "
		"comes nearest (1), it lacks 'Score' and has: Country | "
		"Points\n");
}

static void v103_1_an_empty_sheet_has_no_nearest_row(void **state)
{
	describe(*state, WORKBOOK(TABLE("t", "Scores")));
	open_workbook(*state, &(struct page){ "Scores", "" }, 1);
	assert_told(*state,
		"V103 error 'Scores' :  /  / sheet 'Scores': table 't': no "
		"header: the first 200 rows of the sheet are empty\n");
}

static void v103_1_the_table_behind_another_is_found_too(void **state)
{
	describe(*state,
		WORKBOOK(TABLE("t", "Scores") ", " TABLE("u", "Other")));
	open_workbook(*state,
		(struct page[]){ scores, { "Other", "Area,Score\nChad,1\n" } },
		2);
	assert_told(*state,
		"V103 error 'Other' A1: 'Country' / Area | Score / sheet "
		"'Other': table 'u': no header with all its 2 labels: row 1 "
		"comes nearest (1), it lacks 'Country' and has: Area | "
		"Score\n");
}

static void v103_2_a_label_that_fits_two_columns_is_found(void **state)
{
	describe(*state, WORKBOOK(TABLE("t", "Scores")));
	open_workbook(*state,
		&(struct page){ "Scores", "Country,Score,Score\nChad,1,2\n" },
		1);
	assert_told(*state,
		"V103 error 'Scores' :  /  / sheet 'Scores': table 't': label "
		"'Score' stands at B1 and at C1: the spec must say which by "
		"'under'\n");
}

static void too_many_unknown_labels_are_an_error(void **state)
{
	struct text csv = TEXT_INIT;

	describe(*state, WORKBOOK(TABLE("t", "Scores")));
	text_puts(&csv, "Country,Score\n");
	for (int i = 0; i < 10001; i++)
		text_printf(&csv, "x%d,1\n", i);
	open_workbook(*state, &(struct page){ "Scores", csv.at }, 1);
	assert_refused(*state,
		"demo/2024: sheet 'Scores': table 't': more than 10000 "
		"different labels, codes or indicators are unknown or left "
		"out, the last is 'x10000'");
	text_free(&csv);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_at_bench(a_sheet_for_each_year),
		test_at_bench(a_sheet_for_each_indicator),
		test_at_bench(a_sheet_of_no_indicator_is_refused),
		test_at_bench(each_sheet_must_have_the_header),
		test_at_bench(no_sheet_that_fits_is_refused),
		test_at_bench(the_only_sheet_need_not_be_named),
		test_at_bench(one_of_several_sheets_must_be_named),
		test_at_bench(an_indicator_has_others_of_its_name_by_the_sheet),
		test_at_bench(an_indicator_has_others_of_its_name_by_the_row),
		test_at_bench(a_row_says_the_indicator_before_its_sheet_does),
		test_at_bench(a_table_is_read_from_its_sheet),
		test_at_bench(a_csv_has_a_sheet_named_csv),
		test_at_bench(a_point_before_decimals_is_none_where_a_comma_is),
		test_at_bench(a_sheet_may_have_one_of_several_names),
		test_at_bench(a_missing_sheet_is_refused_with_those_there_are),
		test_at_bench(the_workbook_is_the_one_whose_sheets_are_there),
		test_at_bench(of_two_that_fit_the_latest_workbook_is_taken),
		test_at_bench(the_error_speaks_of_the_latest_workbook),
		test_at_bench(rows_that_do_not_ascend_are_refused),
		test_at_bench(a_missing_header_is_refused_with_its_place),
		test_at_bench(tables_come_in_the_order_of_the_spec),
		test_at_bench(the_whole_comes_before_its_parts),
		test_at_bench(a_table_between_two_of_one_sheet_keeps_its_place),
		test_at_bench(findings_wait_with_their_table),
		test_at_bench(an_area_in_none_of_the_parts_is_found),
		test_at_bench(where_every_area_is_in_a_part_nothing_is_found),
		test_at_bench(a_fault_of_the_taker_ends_the_extraction),
		test_at_bench(it_ends_also_where_observations_waited),
		test_at_bench(v102_1_a_sheet_that_is_not_there_is_found),
		test_at_bench(v102_2_one_of_several_sheets_is_not_guessed),
		test_at_bench(v102_3_a_sheet_of_no_indicator_is_found),
		test_at_bench(v103_1_a_header_that_is_not_there_is_found),
		test_at_bench(v103_1_an_empty_sheet_has_no_nearest_row),
		test_at_bench(v103_1_the_table_behind_another_is_found_too),
		test_at_bench(v103_2_a_label_that_fits_two_columns_is_found),
		test_at_bench(too_many_unknown_labels_are_an_error),
	};

	return cmocka_run_group_tests(tests, open_areas, close_areas);
}
