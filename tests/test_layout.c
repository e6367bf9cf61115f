/* SPDX-License-Identifier: MIT */
#include "tests/areasfolder.h"

#include "pipeline/base/num.h"
#include "pipeline/base/text.h"
#include "pipeline/extract/layout.h"

/* ---- a sheet as a table of cells --------------------------------------------
 */

enum { WIDTH = 12 };

struct given {
	enum cell_type type;
	const char *text, *formula;
};

#define T(s)                                                                   \
	{                                                                      \
		CELL_TEXT, s, NULL                                             \
	}
#define N(stored)                                                              \
	{                                                                      \
		CELL_NUMBER, stored, NULL                                      \
	}
#define BOOLEAN(stored)                                                        \
	{                                                                      \
		CELL_BOOLEAN, stored, NULL                                     \
	}
#define DATE(stored)                                                           \
	{                                                                      \
		CELL_DATE, stored, NULL                                        \
	}
#define ERROR(code)                                                            \
	{                                                                      \
		CELL_ERROR, code, NULL                                         \
	}
#define FORMULA(f)                                                             \
	{                                                                      \
		CELL_BLANK, NULL, f                                            \
	}
#define NONE                                                                   \
	{                                                                      \
		CELL_BLANK, NULL, NULL                                         \
	}

/* What came out of it, as lines. */
struct seen {
	struct text observations;	    /* "B2 score KAZ 56.7" */
	struct text findings;		    /* "V201 error B2: message" */
	struct text stream, finding_stream; /* all fields of the same */
	int binary; /* numbers come without their text, as from .xls */
	struct err e;
	int rc;
};

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	struct seen *s = context;
	char number[NUM_TEXT] = "none", *line = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&line, &len);

	(void)e;
	if (o->has_value)
		num_format(number, o->value);
	text_printf(&s->observations, "%.*s %.*s %.*s %s\n", SPAN(o->cell),
		SPAN(o->measure), SPAN(o->area), number);
	stream_put(out, o);
	fclose(out);
	text_add(&s->stream, line, len);
	free(line);
	return 0;
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	struct seen *s = context;
	char *line = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&line, &len);

	(void)e;
	text_printf(&s->findings, "%.*s %s %.*s: %.*s\n", SPAN(f->rule),
		severity_name(f->severity), SPAN(f->cell), SPAN(f->message));
	stream_put_finding(out, f);
	fclose(out);
	text_add(&s->finding_stream, line, len);
	free(line);
	return 0;
}

static struct span text_of(const char *s)
{
	return s ? span_of(s) : (struct span){ NULL, 0 };
}

/* Row i of the table as a row of a sheet; how many cells it has. */
static size_t fill(struct cell *cells, const struct given *row, uint32_t i)
{
	size_t n = 0;

	for (uint32_t column = 0; column < WIDTH; column++) {
		const struct given *g = &row[column];
		struct cell c = { .row = i,
			.column = column,
			.type = g->type,
			.text = text_of(g->text),
			.formula = text_of(g->formula) };

		if (g->type == CELL_BLANK && !g->formula)
			continue;
		if (g->type == CELL_NUMBER || g->type == CELL_BOOLEAN ||
			g->type == CELL_DATE)
			assert_int_equal(
				num_parse(&c.number, g->text, strlen(g->text)),
				0);
		cells[n++] = c;
	}
	return n;
}

static void drop_digits(struct cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cells[i].type == CELL_NUMBER || cells[i].type == CELL_DATE)
			cells[i].text = (struct span){ NULL, 0 };
}

static int feed(struct seen *s, const struct spec_table *t,
	const struct given (*rows)[WIDTH], size_t n)
{
	const struct layout_place at = { .dataset = "demo",
		.edition = "2024",
		.release = "abc",
		.sheet = "Scores",
		.areas = areas,
		.observation = on_observation,
		.finding = on_finding,
		.context = s };
	struct cell cells[WIDTH];
	struct layout *l = NULL;
	int rc = layout_open(&l, t, &at, &s->e);

	for (uint32_t i = 0; rc == 0 && i < n; i++) {
		struct row row = { i, cells, fill(cells, rows[i], i) };

		if (s->binary)
			drop_digits(cells, row.n);
		if (row.n)
			rc = layout_row(l, &row, &s->e);
	}
	if (rc == 0)
		rc = layout_finish(l, &s->e);
	layout_close(l);
	return rc;
}

/* A spec whose only table says this (from "header_rows:" or "columns:" on, in
 * one YAML mapping). */
static struct spec *spec_of(const char *table)
{
	struct text yaml = TEXT_INIT;
	struct spec *spec = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	text_printf(&yaml,
		"dataset: demo\ntitle: t\npublisher: p\n"
		"regimes: [{regime: r, title: t}]\n"
		"trees: [{tree: t, nodes: [{id: overall, label: Score}, "
		"{id: side, of: overall, label: Side}]}]\n"
		"editions:\n"
		"  - edition: \"2024\"\n    regime: r\n    tree: t\n"
		"    decimals: 2\n"
		"    workbooks: [{file: f, tables: [{table: t, sheets: [S], "
		"%s}]}]\n",
		table);
	path_in(path, folder, "s.yaml");
	write_text(path, yaml.at);
	text_free(&yaml);
	if (spec_read(&spec, path, &e) < 0)
		fail_msg("%s", e.text);
	return spec;
}

static void read_rows(struct seen *s, const char *table,
	const struct given (*rows)[WIDTH], size_t n)
{
	struct spec *spec = spec_of(table);

	text_clear(&s->observations);
	text_clear(&s->findings);
	text_puts(&s->observations, "");
	text_puts(&s->findings, "");
	s->rc = feed(s, &spec->editions[0].workbooks[0].tables[0], rows, n);
	spec_close(spec);
}

/* Reads the rows of an array by the table that a piece of YAML describes. */
#define READ(state, table, rows) read_rows(*(state), table, rows, COUNT(rows))

#define assert_observed(state, lines)                                          \
	assert_string_equal(((struct seen *)*(state))->observations.at, lines)
#define assert_found(state, lines)                                             \
	assert_string_equal(((struct seen *)*(state))->findings.at, lines)
/* Read to its end, and no rule found anything. */
#define assert_clean(state)                                                    \
	do {                                                                   \
		assert_string_equal(((struct seen *)*(state))->e.text, "");    \
		assert_found(state, "");                                       \
	} while (0)
#define assert_no_header(state, says)                                          \
	do {                                                                   \
		assert_int_equal(((struct seen *)*(state))->rc, -1);           \
		assert_fault(&((struct seen *)*(state))->e, ERR_DATA, says);   \
	} while (0)

static int begin(void **state)
{
	struct seen *s = calloc(1, sizeof(*s));

	if (!s)
		return -1;
	*state = s;
	return 0;
}

static int end(void **state)
{
	struct seen *s = *state;

	text_free(&s->observations);
	text_free(&s->findings);
	text_free(&s->stream);
	text_free(&s->finding_stream);
	free(s);
	return 0;
}

#define test_of_sheet(test) cmocka_unit_test_setup_teardown(test, begin, end)

#define PLAIN                                                                  \
	"columns: [{label: Rank, rank: overall}, {label: Country, is: area}, " \
	"{label: Score, score: overall}]"
#define HEADER                                                                 \
	{                                                                      \
		T("Rank"), T("Country"), T("Score")                            \
	}

/* ---- where the header is ----------------------------------------------------
 */

static void a_header_in_the_first_row_is_found(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), N("56.7") },
		{ N("2"), T("Chile"), N("50") },
	};

	READ(state, PLAIN, rows);
	assert_clean(state);
	assert_observed(state,
		"A2 rank TCD 1\nC2 score TCD 56.7\n"
		"A3 rank CHL 2\nC3 score CHL 50\n");
}

static void a_header_that_moved_down_and_right_is_found(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ NONE },
		{ NONE, T("Index 2024") },
		{ NONE, T("Rank"), T("Country"), T("Score") },
		{ NONE, N("1"), T("Chad"), N("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_clean(state);
	assert_observed(state, "B4 rank TCD 1\nD4 score TCD 56.7\n");
}

static void columns_may_stand_in_any_order(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Score"), T("Extra"), T("Country"), NONE, T("Rank") },
		{ N("56.7"), T("x"), T("Chad"), NONE, N("1") },
	};

	READ(state, PLAIN, rows);
	assert_clean(state);
	assert_observed(state, "A2 score TCD 56.7\nE2 rank TCD 1\n");
}

static void labels_are_compared_folded(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T(" RANK\n"), T("country"), T("Total\n score") },
		{ N("1"), T("Chad"), N("56.7") },
	};

	READ(state,
		"columns: [{label: Rank, rank: overall}, {label: Country, is: "
		"area}, {label: Total score, score: overall}]",
		rows);
	assert_clean(state);
	assert_observed(state, "A2 rank TCD 1\nC2 score TCD 56.7\n");
}

static void a_number_may_be_a_label(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), N("2023"), N("2024") },
		{ T("Chad"), N("1"), N("2") },
	};

	READ(state,
		"columns: [{label: Country, is: area}, {label: \"2024\", "
		"score: overall}]",
		rows);
	assert_clean(state);
	assert_observed(state, "C2 score TCD 2\n");
}

#define GROUPED                                                                \
	"header_rows: 2, columns: [{label: Country, is: area}, {label: "       \
	"Infrastructure, under: Pillars, score: overall}, {label: "            \
	"Infrastructure, under: Dimensions, score: side}]"

static void labels_above_are_filled_to_the_right(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ NONE, NONE, T("Pillars"), NONE, NONE, T("Dimensions") },
		{ T("Country"), NONE, T("Government"), T("Infrastructure"),
			NONE, T("Vision"), T("Infrastructure") },
		{ T("Chad"), NONE, N("1"), N("2"), NONE, N("3"), N("4") },
	};

	READ(state, GROUPED, rows);
	assert_clean(state);
	assert_observed(state, "D3 score TCD 2\nG3 score TCD 4\n");
}

static void two_header_rows_may_move_down_together(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Title") },
		{ NONE },
		{ NONE },
		{ NONE, T("Pillars"), T("Dimensions") },
		{ T("Country"), T("Infrastructure"), T("Infrastructure") },
		{ T("Chad"), N("2"), N("4") },
	};

	READ(state, GROUPED, rows);
	assert_clean(state);
	assert_observed(state, "B6 score TCD 2\nC6 score TCD 4\n");
}

/* A row of labels belongs to the one just above it, not to one further up. */
static void an_empty_row_between_parts_header_rows(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ NONE, T("Pillars"), T("Dimensions") },
		{ NONE },
		{ T("Country"), T("Infrastructure"), T("Infrastructure") },
		{ T("Chad"), N("2"), N("4") },
	};

	READ(state, GROUPED, rows);
	assert_no_header(state,
		"no header with all its 3 labels: row 3 comes nearest (1), it "
		"lacks 'Infrastructure' under 'Pillars', 'Infrastructure' "
		"under 'Dimensions' and has: Country | Infrastructure | "
		"Infrastructure");
}

static void a_label_may_stand_in_the_upper_row_alone(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ NONE, T("Governance"), NONE, T("INDEX SCORE") },
		{ T("Indicator"), T("Privacy"), NONE, NONE },
		{ T("Chad"), N("1"), NONE, N("9.1") },
	};

	READ(state,
		"header_rows: 2, columns: [{label: Indicator, is: area}, "
		"{label: Privacy, under: Governance, raw: side}, {label: INDEX "
		"SCORE, score: overall}]",
		rows);
	assert_clean(state);
	assert_observed(state, "B3 raw TCD 1\nD3 score TCD 9.1\n");
}

static void a_group_is_not_the_label_of_its_first_column(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ NONE, T("Score") },
		{ T("Country"), T("Total") },
		{ T("Chad"), N("1") },
	};

	READ(state,
		"header_rows: 2, columns: [{label: Country, is: area}, {label: "
		"Score, score: overall}]",
		rows);
	assert_int_equal(((struct seen *)*state)->rc, -1);
}

#define BLOCK(name)                                                            \
	"header_rows: 2, end: [Average], columns: [{label: Rank, under: " name \
	", rank: overall}, {label: Country, under: " name                      \
	", is: area}, {label: Score, under: " name ", score: overall}]"

static const struct given blocks[][WIDTH] = {
	{ T("World"), NONE, NONE, NONE, T("Africa") },
	{ T("Rank"), T("Country"), T("Score"), NONE, T("Rank"), T("Country"),
		T("Score") },
	{ N("1"), T("Chile"), N("60"), NONE, N("2"), T("Chad"), N("50") },
	{ N("2"), T("Chad"), N("50"), NONE, NONE, T("Average"), N("50") },
	{ NONE, T("Average"), N("55") },
};

static void the_first_of_two_blocks_is_told_by_what_is_above(void **state)
{
	READ(state, BLOCK("World"), blocks);
	assert_clean(state);
	assert_observed(state,
		"A3 rank CHL 1\nC3 score CHL 60\n"
		"A4 rank TCD 2\nC4 score TCD 50\n");
}

static void the_second_of_two_blocks_is_told_by_what_is_above(void **state)
{
	READ(state, BLOCK("Africa"), blocks);
	assert_clean(state);
	assert_observed(state, "E3 rank TCD 2\nG3 score TCD 50\n");
}

static void a_label_that_fits_two_columns_is_refused(void **state)
{
	READ(state, "header_rows: 2, " PLAIN, blocks);
	assert_no_header(state,
		"label 'Rank' stands at A2 and at E2: the spec must say which "
		"by 'under'");
}

/* ---- headers that are not there ---------------------------------------------
 */

static void a_renamed_header_is_refused_with_what_is_there(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Index 2024") },
		{ T("Rank"), T("Country"), T("Total\nscore"), N("2024") },
		{ N("1"), T("Chad"), N("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_no_header(state,
		"no header with all its 3 labels: row 2 comes nearest (2), it "
		"lacks 'Score' and has: Rank | Country | Total\\x0ascore | "
		"2024");
	assert_observed(state, "");
}

static void only_the_first_dozen_labels_are_shown(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("a"), T("b"), T("c"), T("d"), T("e"), T("f"), T("g"),
			T("h"), T("i"), T("j"), T("k"), T("l") },
	};

	READ(state, PLAIN, rows);
	assert_no_header(state,
		"no header with all its 3 labels: row 1 comes nearest (0), it "
		"lacks 'Rank', 'Country', 'Score' and has: a | b | c | d | e | "
		"f | g | h | i | j | k | l");
}

static void an_empty_sheet_has_no_header(void **state)
{
	static const struct given rows[][WIDTH] = { { NONE } };

	READ(state, PLAIN, rows);
	assert_no_header(
		state, "no header: the first 200 rows of the sheet are empty");
}

static void a_header_far_down_is_not_looked_for(void **state)
{
	static const struct given rows[202][WIDTH] = {
		[200] = HEADER,
		[201] = { N("1"), T("Chad"), N("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_no_header(
		state, "no header: the first 200 rows of the sheet are empty");
}

static void a_header_in_row_200_is_found(void **state)
{
	static const struct given rows[201][WIDTH] = {
		[199] = HEADER,
		[200] = { N("1"), T("Chad"), N("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_clean(state);
	assert_observed(state, "A201 rank TCD 1\nC201 score TCD 56.7\n");
}

/* ---- rows -------------------------------------------------------------------
 */

static void rows_to_skip_are_left_out(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ NONE, T("Source "), T("a survey") },
		{ NONE, NONE, T("another") },
		{ N("1"), T("Chad"), N("56.7") },
	};

	READ(state, "skip: [Source, \"\"], " PLAIN, rows);
	assert_clean(state);
	assert_observed(state, "A4 rank TCD 1\nC4 score TCD 56.7\n");
}

static void a_row_to_end_with_ends_the_table(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), N("56.7") },
		{ NONE, T("AVERAGE"), N("50") },
		{ N("2"), T("Narnia"), N("0") },
	};

	READ(state, "end: [AVERAGE], " PLAIN, rows);
	assert_clean(state);
	assert_observed(state, "A2 rank TCD 1\nC2 score TCD 56.7\n");
}

static void labels_of_rows_are_compared_to_the_letter(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ NONE, T("Mittel"), N("50") },
	};

	READ(state, "end: [MITTEL], " PLAIN, rows);
	assert_found(state,
		"V301 error B2: 'Mittel' is no area that raw/areas knows\n");
}

static void an_unknown_label_gets_suggestions(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T(" Kazakstan "), N("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V301 error B2: 'Kazakstan' is no area that "
		"raw/areas knows: did they mean 'Kazakhstan'\n");
	assert_observed(state, "");
}

static void v311_1_a_part_of_several_names_is_ambiguous(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Korea"), N("56.7") },
		{ N("2"), T("Korea"), N("50") },
		{ N("3"), T("Korea"), NONE },
		{ N("4"), T("Chad"), N("40") },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V311 error B2: 'Korea' is no area that raw/areas knows: it "
		"may "
		"be any of several: 'N. Korea', 'S. Korea'\n"
		"V311 error B2: 'Korea' stands in 2 further rows, which were "
		"left out as well\n");
	assert_observed(state, "A5 rank TCD 4\nC5 score TCD 40\n");
}

static void v311_1_a_part_of_one_name_is_not(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Brazzaville"), N("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V301 error B2: 'Brazzaville' is no area that raw/areas knows: "
		"did they mean 'Congo Brazzaville'\n");
}

static void v311_2_a_typing_error_is_not(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Nigeri"), N("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V301 error B2: 'Nigeri' is no area that raw/areas knows: did "
		"they mean 'Niger', 'Nigeria'\n");
}

static void an_unknown_label_is_a_finding_with_its_place(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Kazakstan"), N("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_string_equal(((struct seen *)*state)->finding_stream.at,
		"V301,error,demo,2024,abc,,,,Kazakstan,2024,Scores,B2,"
		"Kazakstan,'Kazakhstan',,1,'Kazakstan' is no area that "
		"raw/areas knows: did they mean 'Kazakhstan'\n");
}

static void an_area_that_comes_twice_is_kept_once(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Turkey"), N("56.7") },
		{ N("2"), T("T\xc3\xbcrkiye"), N("1") },
	};

	READ(state, PLAIN, rows);
	assert_observed(state, "A2 rank TUR 1\nC2 score TUR 56.7\n");
	assert_found(state,
		"V302 error B3: T\xc3\xbcrkiye (TUR) is listed a second time, "
		"as 'T\xc3\xbcrkiye': this row was left out\n");
}

static void figures_without_an_area_are_an_error(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), NONE, N("56.7") },
		{ N("2"), T(" "), NONE },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V301 error B2: row 2 has figures but no area\n"
		"V301 error B3: row 3 has figures but no area\n");
}

static void text_under_the_table_is_a_note(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), N("56.7") },
		{ NONE, T("* estimated"), NONE, T("see the report") },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V303 info B3: '* estimated' is no area and its "
		"row has no figures: taken as a note\n");
}

static void a_row_of_blanks_is_nothing(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ NONE, NONE, NONE, T("outside the table") },
		{ T(""), T(""), T(" ") },
		{ N("1"), T("Chad"), N("2") },
	};

	READ(state, PLAIN, rows);
	assert_clean(state);
	assert_observed(state, "A4 rank TCD 1\nC4 score TCD 2\n");
}

static void v104_1_a_table_without_rows_is_found(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ NONE, NONE, NONE, T("outside the table") },
		{ NONE, T("no figures"), NONE },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V303 info B3: 'no figures' is no area and its row has no "
		"figures: taken as a note\n"
		"V104 error A2: table 't' has its header and no row of figures "
		"under it\n");
	assert_observed(state, "");
	read_rows(*state, PLAIN, rows, 1);
	assert_found(state,
		"V104 error A2: table 't' has its header and no row of figures "
		"under it\n");
}

static void v104_2_rows_left_out_by_errors_are_found_themselves(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Narnia"), N("2") },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V301 error B2: 'Narnia' is no area that raw/areas knows\n");
}

/* One of the two is cut in the middle of a letter. */
static void a_very_long_label_leaves_a_message_in_utf8(void **state)
{
	static char even[801], odd[802];
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T(even), N("56.7") },
		{ N("2"), T(odd), N("56.7") },
	};
	struct seen *s = *state;
	struct span found;

	odd[0] = 'a';
	for (size_t i = 0; i < 800; i += 2) {
		memcpy(even + i, "\xc3\xa9", 3);
		memcpy(odd + i + 1, "\xc3\xa9", 3);
	}
	READ(state, PLAIN, rows);
	found = (struct span){ s->findings.at, s->findings.len };
	assert_true(found.len > 700);
	for (size_t i = 0; i < found.len; i += text_utf8_length(found, i))
		assert_true(text_utf8_length(found, i) > 0);
}

/* ---- how many areas ---------------------------------------------------------
 */

static const struct given two_areas[][WIDTH] = {
	HEADER,
	{ N("1"), T("Chad"), N("2") },
	{ N("2"), T("Chile"), N("1") },
};

static void as_many_areas_as_expected_are_right(void **state)
{
	READ(state, "areas: 2, " PLAIN, two_areas);
	assert_clean(state);
}

static void too_few_areas_are_an_error(void **state)
{
	READ(state, "areas: 3, " PLAIN, two_areas);
	assert_found(
		state, "V401 error : the table lists 2 areas, expected 3\n");
}

static void too_many_areas_are_an_error(void **state)
{
	READ(state, "areas: 1, " PLAIN, two_areas);
	assert_found(
		state, "V401 error : the table lists 2 areas, expected 1\n");
}

static void a_part_of_another_size_is_a_warning(void **state)
{
	READ(state, "part: Africa, areas: 54, " PLAIN, two_areas);
	assert_found(state,
		"V401 warning : part 'Africa' lists 2 areas, expected 54\n");
}

static void a_count_is_a_finding_with_both_numbers(void **state)
{
	READ(state, "areas: 3, " PLAIN, two_areas);
	assert_string_equal(((struct seen *)*state)->finding_stream.at,
		"V401,error,demo,2024,abc,,,,,2024,Scores,,,3,2,1,"
		"\"the table lists 2 areas, expected 3\"\n");
}

/* ---- cells ------------------------------------------------------------------
 */

static void an_observation_has_all_its_fields(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("188.0"), T("Netherlands "), N("56.70") },
	};

	READ(state, PLAIN, rows);
	assert_string_equal(((struct seen *)*state)->stream.at,
		"demo,2024,abc,overall,rank,NLD,\"Netherlands \",2024,188,"
		"188.0,Scores,A2\n"
		"demo,2024,abc,overall,score,NLD,\"Netherlands \",2024,56.7,"
		"56.70,Scores,C2\n");
}

#define MISSING(list)                                                          \
	"columns: [{label: Country, is: area}, {label: Score, score: "         \
	"overall, missing: " list "}]"

static void a_declared_marker_is_missing_without_a_finding(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad"), T("N/A") },
		{ T("Chile"), T(" N/A ") },
	};

	READ(state, MISSING("[N/A]"), rows);
	assert_clean(state);
	assert_observed(state, "B2 score TCD none\nB3 score CHL none\n");
}

static void what_a_missing_cell_said_is_kept(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad"), T(" N/A ") },
	};

	READ(state, MISSING("[N/A]"), rows);
	assert_string_equal(((struct seen *)*state)->stream.at,
		"demo,2024,abc,overall,score,TCD,Chad,2024,,\" N/A \",Scores,"
		"B2\n");
}

/* As a header, a value, a declared gap, and where a label is due. */
static void a_number_held_in_binary_gives_its_shortest_decimal(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), N("2024.0") },
		{ T("Chad"), N("56.70") },
		{ T("Chile"), N("-99.0") },
		{ N("188.50"), N("1.0") },
	};
	struct seen *s = *state;

	s->binary = 1;
	READ(state,
		"columns: [{label: Country, is: area}, {label: \"2024\", "
		"score: overall, missing: [\"-99\"]}]",
		rows);
	assert_string_equal(s->stream.at,
		"demo,2024,abc,overall,score,TCD,Chad,2024,56.7,56.7,Scores,"
		"B2\n"
		"demo,2024,abc,overall,score,CHL,Chile,2024,,-99,Scores,B3\n");
	assert_found(state,
		"V301 error A4: '188.5' is no area that raw/areas knows\n");
}

static void a_header_held_in_binary_is_shown(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), N("2024.0") },
	};

	((struct seen *)*state)->binary = 1;
	READ(state, PLAIN, rows);
	assert_no_header(state,
		"no header with all its 3 labels: row 1 comes nearest (1), it "
		"lacks 'Rank', 'Score' and has: Country | 2024");
}

static void a_declared_blank_is_missing_without_a_finding(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad") },
		{ T("Chile"), T("") },
		{ T("China"), T(" \n") },
	};

	READ(state, MISSING("[\"\"]"), rows);
	assert_clean(state);
	assert_observed(state,
		"B2 score TCD none\nB3 score CHL none\n"
		"B4 score CHN none\n");
}

static void a_number_may_be_declared_missing(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad"), N("-999") },
		{ T("Chile"), N("999") },
	};

	READ(state, MISSING("[\"-999\"]"), rows);
	assert_clean(state);
	assert_observed(state, "B2 score TCD none\nB3 score CHL 999\n");
}

static void an_error_cell_may_be_declared_missing(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad"), ERROR("#N/A") },
	};

	READ(state, MISSING("[\"#N/A\"]"), rows);
	assert_clean(state);
}

static void a_marker_that_is_not_declared_is_an_error(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad"), T("n/a") },
	};

	READ(state, MISSING("[N/A]"), rows);
	assert_observed(state, "B2 score TCD none\n");
	assert_found(state,
		"V201 error B2: 'Score' of Chad is not a number: "
		"'n/a'\n");
}

static void an_undeclared_blank_is_a_warning(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad") },
		{ N("2"), T("Chile"), T(" ") },
	};

	READ(state, PLAIN, rows);
	assert_observed(state,
		"A2 rank TCD 1\nC2 score TCD none\n"
		"A3 rank CHL 2\nC3 score CHL none\n");
	assert_found(state,
		"V204 warning C2: 'Score' of Chad is blank where a number is "
		"due\n"
		"V204 warning C3: 'Score' of Chile is blank where a number is "
		"due: ' '\n");
}

static void text_is_an_error(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), T("56.7*") },
		{ N("2"), T("Chile"), T("56,7") },
	};

	READ(state, PLAIN, rows);
	assert_observed(state,
		"A2 rank TCD 1\nC2 score TCD none\n"
		"A3 rank CHL 2\nC3 score CHL none\n");
	assert_found(state,
		"V201 error C2: 'Score' of Chad is not a number: '56.7*'\n"
		"V201 error C3: 'Score' of Chile is not a number: '56,7'\n");
}

static void a_rejected_cell_is_a_finding_with_its_place(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Netherlands "), T(" high") },
	};

	READ(state, PLAIN, rows);
	assert_string_equal(((struct seen *)*state)->finding_stream.at,
		"V201,error,demo,2024,abc,overall,score,NLD,\"Netherlands \","
		"2024,Scores,C2,\" high\",a number,\" high\",1,"
		"'Score' of Netherlands  is not a number: ' high'\n");
}

static void an_error_cell_is_an_error_and_never_a_blank(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), ERROR("#DIV/0!") },
	};

	READ(state, PLAIN, rows);
	assert_observed(state, "A2 rank TCD 1\nC2 score TCD none\n");
	assert_found(state,
		"V202 error C2: 'Score' of Chad holds an error "
		"where a number is due: '#DIV/0!'\n");
}

static void a_declared_blank_does_not_cover_an_error(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad"), ERROR("#REF!") },
	};

	READ(state, MISSING("[\"\", N/A]"), rows);
	assert_found(state,
		"V202 error B2: 'Score' of Chad holds an error "
		"where a number is due: '#REF!'\n");
}

static void v210_1_a_formula_without_a_result_is_an_error(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ FORMULA("=B1"), T("Chad"), FORMULA("=A1") },
	};

	READ(state, PLAIN, rows);
	assert_observed(state, "A2 rank TCD none\nC2 score TCD none\n");
	assert_found(state,
		"V210 error A2: 'Rank' of Chad holds a formula "
		"without a stored result\n"
		"V210 error C2: 'Score' of Chad holds a formula "
		"without a stored result\n");
}

static void v210_1_a_declared_blank_does_not_cover_a_lost_result(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad"), FORMULA("") },
	};

	READ(state, MISSING("[\"\"]"), rows);
	assert_observed(state, "B2 score TCD none\n");
	assert_found(state,
		"V210 error B2: 'Score' of Chad holds a formula "
		"without a stored result\n");
}

static void v210_2_an_empty_text_is_a_result(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad"), { CELL_TEXT, "", "=A1" } },
	};

	READ(state, MISSING("[N/A]"), rows);
	assert_found(state,
		"V204 warning B2: 'Score' of Chad is blank where a number is "
		"due\n");
	READ(state, MISSING("[\"\"]"), rows);
	assert_clean(state);
}

static void v210_3_a_row_of_lost_results_has_figures(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ NONE, T("Narnia"), FORMULA("=A1") },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V301 error B2: 'Narnia' is no area that raw/areas knows\n");
}

static void a_boolean_is_no_number(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), BOOLEAN("1") },
	};

	READ(state, PLAIN, rows);
	assert_observed(state, "A2 rank TCD 1\nC2 score TCD none\n");
	assert_found(
		state, "V201 error C2: 'Score' of Chad is not a number: '1'\n");
}

static void a_date_is_no_number(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), DATE("45292") },
	};

	READ(state, PLAIN, rows);
	assert_observed(state, "A2 rank TCD 1\nC2 score TCD none\n");
	assert_found(state,
		"V201 error C2: 'Score' of Chad is not a number: '45292'\n");
}

static void a_zero_is_a_value(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), N("0") },
		{ N("2"), T("Chile"), N("0.0") },
	};

	READ(state, PLAIN, rows);
	assert_clean(state);
	assert_observed(state,
		"A2 rank TCD 1\nC2 score TCD 0\n"
		"A3 rank CHL 2\nC3 score CHL 0\n");
}

/* ---- runs of cells ----------------------------------------------------------
 */

static const struct given ranks_as_text[][WIDTH] = {
	{ T("Rank"), T("Country") },
	{ T("1"), T("Chad") },
	{ N("2"), T("Chile") },
	{ T(" 3 "), T("China") },
	{ NONE, T("Cuba") },
	{ T(""), T("Cyprus") },
};

#define RANKS(more)                                                            \
	"columns: [{label: Rank, rank: overall, missing: [\"\"]" more          \
	"}, {label: Country, is: area}]"

static void numbers_stored_as_text_are_values(void **state)
{
	READ(state, RANKS(""), ranks_as_text);
	assert_observed(state,
		"A2 rank TCD 1\nA3 rank CHL 2\nA4 rank CHN 3\n"
		"A5 rank CUB none\nA6 rank CYP none\n");
}

static void numbers_stored_as_text_are_one_warning(void **state)
{
	READ(state, RANKS(""), ranks_as_text);
	assert_found(state,
		"V203 warning A2:A4: 2 of 5 cells of column 'Rank' are numbers "
		"stored as text\n"
		"V205 info A5:A6: 2 of 5 cells of column 'Rank' give no "
		"rank\n");
}

static void declared_text_numbers_are_only_mentioned(void **state)
{
	READ(state, RANKS(", text: yes"), ranks_as_text);
	assert_found(state,
		"V203 info A2:A4: 2 of 5 cells of column 'Rank' are numbers "
		"stored as text\n"
		"V205 info A5:A6: 2 of 5 cells of column 'Rank' give no "
		"rank\n");
}

static const struct given odd_ranks[][WIDTH] = {
	{ T("Rank"), T("Country") },
	{ N("1.5"), T("Chad") },
	{ N("0"), T("Chile") },
	{ T("2.5"), T("China") },
	{ N("1e300"), T("Cuba") },
	{ N("5"), T("Cyprus") },
};

static void a_rank_is_a_whole_number_from_1(void **state)
{
	READ(state, RANKS(""), odd_ranks);
	assert_observed(state,
		"A2 rank TCD none\nA3 rank CHL none\nA4 rank CHN none\n"
		"A5 rank CUB none\nA6 rank CYP 5\n");
	assert_found(state,
		"V206 error A2: 'Rank' of Chad is no whole number from 1: "
		"'1.5'\n"
		"V206 error A3: 'Rank' of Chile is no whole number from 1: "
		"'0'\n"
		"V206 error A4: 'Rank' of China is no whole number from 1: "
		"'2.5'\n"
		"V206 error A5: 'Rank' of Cuba is no whole number from 1: "
		"'1e300'\n");
}

static void a_number_that_means_no_rank_is_no_wrong_rank(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Rank"), T("Country") },
		{ N("0"), T("Chad") },
		{ N("1"), T("Chile") },
	};

	READ(state,
		"columns: [{label: Rank, rank: overall, missing: [\"0\"]}, "
		"{label: Country, is: area}]",
		rows);
	assert_observed(state, "A2 rank TCD none\nA3 rank CHL 1\n");
	assert_found(state,
		"V205 info A2: 1 of 2 cells of column 'Rank' give no rank\n");
}

static void a_run_of_one_has_one_address(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), T("56.7") },
	};

	READ(state, PLAIN, rows);
	assert_found(state,
		"V203 warning C2: 1 of 1 cells of column 'Score' "
		"are numbers stored as text\n");
}

static void a_run_is_a_finding_with_its_count(void **state)
{
	READ(state, RANKS(", text: yes"), ranks_as_text);
	assert_string_equal(((struct seen *)*state)->finding_stream.at,
		"V203,info,demo,2024,abc,overall,rank,,,2024,Scores,A2:A4,,,,2,"
		"2 of 5 cells of column 'Rank' are numbers stored as text\n"
		"V205,info,demo,2024,abc,overall,rank,,,2024,Scores,A5:A6,,,,2,"
		"2 of 5 cells of column 'Rank' give no rank\n");
}

static void missing_scores_are_not_blank_ranks(void **state)
{
	static const struct given rows[][WIDTH] = {
		{ T("Country"), T("Score") },
		{ T("Chad") },
	};

	READ(state, MISSING("[\"\"]"), rows);
	assert_clean(state);
}

/* ---- stopping ---------------------------------------------------------------
 */

static int refuse(void *context, const struct observation *o, struct err *e)
{
	(void)context;
	(void)o;
	return err_set(e, ERR_SYSTEM, "disk full");
}

static void a_fault_of_the_taker_ends_the_reading(void **state)
{
	static const struct given rows[][WIDTH] = {
		HEADER,
		{ N("1"), T("Chad"), N("2") },
	};
	struct seen *s = *state;
	struct spec *spec = spec_of(PLAIN);
	const struct layout_place at = { .dataset = "demo",
		.edition = "2024",
		.release = "abc",
		.sheet = "Scores",
		.areas = areas,
		.observation = refuse,
		.finding = on_finding,
		.context = s };
	struct layout *l = NULL;
	struct cell cells[WIDTH];
	struct row row = { 0, cells, fill(cells, rows[0], 0) };

	assert_int_equal(
		layout_open(&l, &spec->editions[0].workbooks[0].tables[0], &at,
			&s->e),
		0);
	assert_int_equal(layout_row(l, &row, &s->e), 0);
	row = (struct row){ 1, cells, fill(cells, rows[1], 1) };
	assert_int_equal(layout_row(l, &row, &s->e), -1);
	assert_fault(&s->e, ERR_SYSTEM, "disk full");
	layout_close(l);
	layout_close(NULL);
	spec_close(spec);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_of_sheet(a_header_in_the_first_row_is_found),
		test_of_sheet(a_header_that_moved_down_and_right_is_found),
		test_of_sheet(columns_may_stand_in_any_order),
		test_of_sheet(labels_are_compared_folded),
		test_of_sheet(a_number_may_be_a_label),
		test_of_sheet(labels_above_are_filled_to_the_right),
		test_of_sheet(two_header_rows_may_move_down_together),
		test_of_sheet(an_empty_row_between_parts_header_rows),
		test_of_sheet(a_label_may_stand_in_the_upper_row_alone),
		test_of_sheet(a_group_is_not_the_label_of_its_first_column),
		test_of_sheet(the_first_of_two_blocks_is_told_by_what_is_above),
		test_of_sheet(
			the_second_of_two_blocks_is_told_by_what_is_above),
		test_of_sheet(a_label_that_fits_two_columns_is_refused),
		test_of_sheet(a_renamed_header_is_refused_with_what_is_there),
		test_of_sheet(only_the_first_dozen_labels_are_shown),
		test_of_sheet(an_empty_sheet_has_no_header),
		test_of_sheet(a_header_far_down_is_not_looked_for),
		test_of_sheet(a_header_in_row_200_is_found),
		test_of_sheet(rows_to_skip_are_left_out),
		test_of_sheet(a_row_to_end_with_ends_the_table),
		test_of_sheet(labels_of_rows_are_compared_to_the_letter),
		test_of_sheet(an_unknown_label_gets_suggestions),
		test_of_sheet(v311_1_a_part_of_several_names_is_ambiguous),
		test_of_sheet(v311_1_a_part_of_one_name_is_not),
		test_of_sheet(v311_2_a_typing_error_is_not),
		test_of_sheet(an_unknown_label_is_a_finding_with_its_place),
		test_of_sheet(an_area_that_comes_twice_is_kept_once),
		test_of_sheet(figures_without_an_area_are_an_error),
		test_of_sheet(text_under_the_table_is_a_note),
		test_of_sheet(a_row_of_blanks_is_nothing),
		test_of_sheet(v104_1_a_table_without_rows_is_found),
		test_of_sheet(
			v104_2_rows_left_out_by_errors_are_found_themselves),
		test_of_sheet(a_very_long_label_leaves_a_message_in_utf8),
		test_of_sheet(as_many_areas_as_expected_are_right),
		test_of_sheet(too_few_areas_are_an_error),
		test_of_sheet(too_many_areas_are_an_error),
		test_of_sheet(a_part_of_another_size_is_a_warning),
		test_of_sheet(a_count_is_a_finding_with_both_numbers),
		test_of_sheet(an_observation_has_all_its_fields),
		test_of_sheet(a_declared_marker_is_missing_without_a_finding),
		test_of_sheet(what_a_missing_cell_said_is_kept),
		test_of_sheet(
			a_number_held_in_binary_gives_its_shortest_decimal),
		test_of_sheet(a_header_held_in_binary_is_shown),
		test_of_sheet(a_declared_blank_is_missing_without_a_finding),
		test_of_sheet(a_number_may_be_declared_missing),
		test_of_sheet(an_error_cell_may_be_declared_missing),
		test_of_sheet(a_marker_that_is_not_declared_is_an_error),
		test_of_sheet(an_undeclared_blank_is_a_warning),
		test_of_sheet(text_is_an_error),
		test_of_sheet(a_rejected_cell_is_a_finding_with_its_place),
		test_of_sheet(an_error_cell_is_an_error_and_never_a_blank),
		test_of_sheet(a_declared_blank_does_not_cover_an_error),
		test_of_sheet(v210_1_a_formula_without_a_result_is_an_error),
		test_of_sheet(
			v210_1_a_declared_blank_does_not_cover_a_lost_result),
		test_of_sheet(v210_2_an_empty_text_is_a_result),
		test_of_sheet(v210_3_a_row_of_lost_results_has_figures),
		test_of_sheet(a_boolean_is_no_number),
		test_of_sheet(a_date_is_no_number),
		test_of_sheet(a_zero_is_a_value),
		test_of_sheet(numbers_stored_as_text_are_values),
		test_of_sheet(numbers_stored_as_text_are_one_warning),
		test_of_sheet(declared_text_numbers_are_only_mentioned),
		test_of_sheet(a_run_of_one_has_one_address),
		test_of_sheet(a_run_is_a_finding_with_its_count),
		test_of_sheet(missing_scores_are_not_blank_ranks),
		test_of_sheet(a_rank_is_a_whole_number_from_1),
		test_of_sheet(a_number_that_means_no_rank_is_no_wrong_rank),
		test_of_sheet(a_fault_of_the_taker_ends_the_reading),
	};

	return cmocka_run_group_tests(
		tests, areasfolder_open, areasfolder_close);
}
