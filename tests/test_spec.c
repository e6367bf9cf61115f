/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/base/text.h"
#include "pipeline/extract/extract.h"
#include "pipeline/extract/spec.h"
#include "pipeline/extract/spec_check.h"

/* The smallest spec that has one of everything. The tests break one line. */
static const char small[] =
	"dataset: demo\n"				       /* 1 */
	"title: A demonstration\n"			       /* 2 */
	"publisher: Somebody\n"				       /* 3 */
	"regimes:\n"					       /* 4 */
	"  - {regime: one, title: the first}\n"		       /* 5 */
	"trees:\n"					       /* 6 */
	"  - tree: simple\n"				       /* 7 */
	"    nodes:\n"					       /* 8 */
	"      - {id: overall, label: Score, combine: mean}\n" /* 9 */
	"      - {id: side, of: overall, label: Side}\n"       /* 10 */
	"editions:\n"					       /* 11 */
	"  - edition: \"2024\"\n"			       /* 12 */
	"    regime: one\n"				       /* 13 */
	"    tree: simple\n"				       /* 14 */
	"    areas: 3\n"				       /* 15 */
	"    decimals: 2\n"				       /* 16 */
	"    workbooks:\n"				       /* 17 */
	"      - file: demo.xlsx\n"			       /* 18 */
	"        tables:\n"				       /* 19 */
	"          - table: scores\n"			       /* 20 */
	"            sheets: [Scores]\n"		       /* 21 */
	"            columns:\n"			       /* 22 */
	"              - {label: Country, is: area}\n"	       /* 23 */
	"              - {label: Total, score: overall}\n"     /* 24 */
	"              - {label: Rank, rank: overall}\n";      /* 25 */

/* small with its first `from` replaced. */
static struct text changed(const char *from, const char *to)
{
	struct text all = TEXT_INIT;
	const char *at = strstr(small, from);

	assert_non_null(at);
	text_add(&all, small, (size_t)(at - small));
	text_puts(&all, to);
	text_puts(&all, at + strlen(from));
	return all;
}

static int read_text(
	struct spec **out, const char *folder, const char *yaml, struct err *e)
{
	char path[PATH_TEXT];

	path_in(path, folder, "s.yaml");
	write_text(path, yaml);
	return spec_read(out, path, e);
}

static struct spec *must_read(const char *folder, const char *yaml)
{
	struct spec *s = NULL;
	struct err e = ERR_INIT;

	read_text(&s, folder, yaml, &e);
	assert_string_equal(e.text, "");
	assert_non_null(s);
	return s;
}

static struct spec *must_read_changed(
	const char *folder, const char *from, const char *to)
{
	struct text yaml = changed(from, to);
	struct spec *s = must_read(folder, yaml.at);

	text_free(&yaml);
	return s;
}

/* Refused as input with FOLDER/s.yaml and then exactly this. */
static void assert_text_refused(
	const char *folder, const char *yaml, const char *says)
{
	struct spec *s = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	assert_int_equal(read_text(&s, folder, yaml, &e), -1);
	assert_null(s);
	assert_int_equal(e.kind, ERR_DATA);
	path_in(path, folder, "s.yaml");
	assert_memory_equal(e.text, path, strlen(path));
	assert_string_equal(e.text + strlen(path), says);
}

static void assert_refused(
	const char *folder, const char *from, const char *to, const char *says)
{
	struct text yaml = changed(from, to);

	assert_text_refused(folder, yaml.at, says);
	text_free(&yaml);
}

/* ---- what is read -----------------------------------------------------------
 */

static void the_shipped_spec_loads(void **state)
{
	struct spec *s = NULL;
	struct err e = ERR_INIT;

	(void)state;
	spec_open(&s, ".", "gairi", &e);
	assert_string_equal(e.text, "");
	assert_string_equal(s->dataset, "gairi");
	assert_int_equal(s->n_editions, 7);
	assert_int_equal(spec_edition(s, "2023")->n_workbooks, 2);
	spec_close(s);
}

static void the_smallest_spec_loads(void **state)
{
	struct spec *s = must_read(*state, small);

	assert_int_equal(s->n_editions, 1);
	assert_int_equal(s->editions[0].workbooks[0].tables[0].n_columns, 3);
	spec_close(s);
	spec_close(NULL);
}

static void a_column_knows_its_indicator_and_measure(void **state)
{
	struct spec *s = must_read(*state, small);
	const struct spec_column *k =
		s->editions[0].workbooks[0].tables[0].columns;

	assert_int_equal(k[0].role, ROLE_AREA);
	assert_null(k[0].indicator);
	assert_string_equal(k[1].indicator, "overall");
	assert_int_equal(k[1].measure, MEASURE_SCORE);
	assert_int_equal(k[2].measure, MEASURE_RANK);
	spec_close(s);
}

static void what_is_not_said_has_its_default(void **state)
{
	struct spec *s = must_read(*state, small);
	const struct spec_edition *ed = &s->editions[0];

	assert_int_equal(s->direction, DIRECTION_HIGHER);
	assert_int_equal(ed->ties, TIES_SEQUENTIAL);
	assert_int_equal(ed->first, FIRST_BEST);
	assert_int_equal(ed->scale.n, 0);
	assert_int_equal(ed->workbooks[0].tables[0].header_rows, 1);
	assert_null(ed->workbooks[0].url);
	assert_int_equal(ed->tree->nodes[1].decimals, -1);
	assert_same_double(ed->tree->nodes[1].weight, 1);
	spec_close(s);
}

static void a_table_lists_as_many_areas_as_its_edition(void **state)
{
	struct spec *s = must_read(*state, small);

	assert_int_equal(s->editions[0].workbooks[0].tables[0].areas, 3);
	spec_close(s);
}

static void a_sheet_with_a_brace_in_its_name_is_no_family(void **state)
{
	struct spec *s = must_read_changed(
		*state, "sheets: [Scores]", "sheets: [\"A {{1}\"]");
	const struct spec_table *t = &s->editions[0].workbooks[0].tables[0];
	struct captures says;
	struct err e = ERR_INIT;

	assert_false(spec_table_is_family(t));
	assert_int_equal(t->areas, 3);
	assert_int_equal(extract_sheet_fits(&says, t, "A {1}", 0, 1, &e), 1);
	spec_close(s);
}

static void a_part_lists_as_many_areas_as_it_says(void **state)
{
	struct spec *s = must_read_changed(
		*state, "sheets: [", "part: Africa\n            sheets: [");

	assert_int_equal(s->editions[0].workbooks[0].tables[0].areas, 0);
	spec_close(s);
}

/* small with further lines behind it. */
static struct text longer(const char *lines)
{
	struct text all = TEXT_INIT;

	text_puts(&all, small);
	text_puts(&all, lines);
	return all;
}

static void what_a_like_edition_does_not_say_is_as_there(void **state)
{
	struct text yaml = longer("  - edition: \"2025\"\n"
				  "    like: \"2024\"\n"
				  "    areas: 7\n"
				  "    file: next.xlsx\n"
				  "    sheets: [Next]\n"
				  "    end: [Notes]\n");
	struct spec *s = must_read(*state, yaml.at);
	const struct spec_table *before =
		&s->editions[0].workbooks[0].tables[0];
	const struct spec_table *t = &s->editions[1].workbooks[0].tables[0];

	assert_int_equal(s->editions[1].decimals, 2);
	assert_string_equal(t->id, "scores");
	assert_string_equal(t->sheets[0], "Next");
	assert_string_equal(t->end[0], "Notes");
	assert_int_equal(t->n_columns, 3);
	assert_int_equal(t->areas, 7);
	assert_string_equal(before->sheets[0], "Scores");
	assert_int_equal(before->n_end, 0);
	assert_int_equal(before->areas, 3);
	spec_close(s);
	text_free(&yaml);
}

static void an_edition_without_a_file_stands_in_that_of_another(void **state)
{
	struct text yaml = longer("  - edition: \"2025\"\n" /* 26 */
				  "    like: \"2024\"\n"
				  "    sheets: [Next]\n");
	struct spec *s = must_read(*state, yaml.at);
	const struct spec_workbook *w = &s->editions[1].workbooks[0];

	assert_int_equal(s->editions[1].n_workbooks, 1);
	assert_string_equal(w->file, "demo.xlsx");
	assert_string_equal(w->tables[0].sheets[0], "Next");
	spec_close(s);
	text_puts(&yaml, "    published: \"2025\"\n");
	assert_text_refused(*state, yaml.at,
		":26: edition '2025': expected 'file', of which 'url', "
		"'sha256', 'published' and 'press' speak");
	text_free(&yaml);
}

static void keys_of_a_table_beside_several_are_refused(void **state)
{
	struct text yaml = longer("          - table: more\n"	 /* 26 */
				  "            sheets: [More]\n" /* 27 */
				  "            columns:\n"	 /* 28 */
				  "              - {label: Country, is: area}\n"
				  "              - {label: X, raw: side}\n"
				  "  - edition: \"2025\"\n" /* 31 */
				  "    like: \"2024\"\n"
				  "    file: next.xlsx\n"
				  "    sheets: [Next]\n");

	assert_text_refused(*state, yaml.at,
		":31: 'next.xlsx': expected 'tables', as edition '2024' has "
		"several");
	text_free(&yaml);
	assert_refused(*state, "        tables:\n",
		"        end: [Notes]\n        tables:\n",
		":18: 'demo.xlsx': expected either 'tables' or the keys of "
		"one");
}

/* Of small's edition and of one that is like it, with something more. */
static void assert_areas_of_like(
	const char *folder, const char *more, unsigned areas)
{
	struct text yaml = TEXT_INIT;
	struct spec *s;

	text_printf(&yaml,
		"%s  - {edition: \"2025\", like: \"2024\", file: x.xlsx%s}\n",
		small, more);
	s = must_read(folder, yaml.at);
	assert_int_equal(s->editions[0].workbooks[0].tables[0].areas, 3);
	assert_int_equal(s->editions[1].areas, areas);
	assert_int_equal(s->editions[1].workbooks[0].tables[0].areas, areas);
	assert_string_equal(s->editions[1].workbooks[0].tables[0].id, "scores");
	spec_close(s);
	text_free(&yaml);
}

static void an_edition_like_another_may_list_other_areas(void **state)
{
	assert_areas_of_like(*state, "", 0);
	assert_areas_of_like(*state, ", areas: 5", 5);
}

static void an_indicator_is_found_in_the_tree_of_its_edition(void **state)
{
	struct spec *s = must_read(*state, small);

	assert_string_equal(
		spec_indicator(&s->editions[0], "side")->label, "Side");
	assert_null(spec_indicator(&s->editions[0], "none"));
	spec_close(s);
}

static void an_edition_is_found_by_its_id(void **state)
{
	struct spec *s = must_read(*state, small);
	const struct spec_edition *ed = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(spec_need_edition(&ed, s, "2024", &e), 0);
	assert_ptr_equal(ed, &s->editions[0]);
	assert_null(spec_edition(s, "2025"));
	spec_close(s);
}

static void an_unknown_edition_is_refused_with_those_there_are(void **state)
{
	struct spec *s = NULL;
	const struct spec_edition *ed = NULL;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(spec_open(&s, ".", "gairi", &e), 0);
	assert_int_equal(spec_need_edition(&ed, s, "2018", &e), -1);
	assert_fault(&e, ERR_DATA,
		"gairi has no edition '2018': it has 2019, 2020, 2021, 2022, "
		"2023, 2024, 2025");
	spec_close(s);
}

static void an_edition_that_is_not_said_is_a_wrong_call(void **state)
{
	struct spec *s = must_read(*state, small);
	const struct spec_edition *ed = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(spec_need_edition(&ed, s, "", &e), -1);
	assert_fault(&e, ERR_USAGE, "say which edition of demo: 2024");
	spec_close(s);
}

static void an_unknown_dataset_is_refused_with_the_places(void **state)
{
	struct spec *s = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(spec_open(&s, *state, "nothing", &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text,
		"no dataset 'nothing': there is no raw/nothing/nothing.yaml");
}

/* ---- what is not in the language --------------------------------------------
 */

static void an_empty_file_is_refused(void **state)
{
	assert_text_refused(*state, "", ":1: the file is empty");
	assert_text_refused(*state, "# nothing\n", ":1: the file is empty");
}

static void what_is_no_mapping_is_refused(void **state)
{
	assert_text_refused(
		*state, "just words\n", ":1: expected the keys of a dataset");
	assert_text_refused(
		*state, "- a\n- list\n", ":1: expected the keys of a dataset");
}

static void what_is_no_yaml_is_refused_by_its_line(void **state)
{
	assert_text_refused(*state, "dataset: demo\ntitle: [a, b\n",
		":3: this is no YAML: did not find expected ',' or ']': is it "
		"indented right, and is each quote, bracket and brace closed?");
	assert_text_refused(*state, "PK\x03\x04 a workbook",
		":1: this is no YAML: control characters are not allowed");
}

static void a_tab_for_indentation_is_refused_by_its_line(void **state)
{
	assert_refused(*state, "    regime: one", "\tregime: one",
		":13: this is no YAML: found character that cannot start any "
		"token: indent by spaces, not tabs; a text that begins with @, "
		"%, ` is put in quotes");
}

/* What the press printed in front of a workbook, with keys of its own. */
#define PRESSED(file, keys)                                                    \
	"workbooks:\n"                                                         \
	"      - {file: " file ", " keys "columns: [{label: A, is: area}, "    \
	"{label: V, score: overall}]}\n"

static void what_the_press_printed_is_no_whole_release(void **state)
{
	struct spec *s = must_read_changed(*state, "workbooks:\n",
		PRESSED("p.csv", "press: The Daily, published: 2025-12-24, "));
	const struct spec_edition *ed = s->editions;

	assert_string_equal(ed->workbooks[0].press, "The Daily");
	assert_int_equal(ed->workbooks[0].tables[0].areas, 0);
	assert_null(ed->workbooks[1].press);
	assert_int_equal(ed->workbooks[1].tables[0].areas, 3);
	assert_ptr_equal(spec_press(ed, "p.csv"), &ed->workbooks[0]);
	assert_null(spec_press(ed, "demo.xlsx"));
	spec_close(s);
}

static void what_the_press_printed_has_a_date_and_lies_beside(void **state)
{
	static const char says_date[] =
		":18: press: expected 'published', the date from which the "
		"figures are known, as \"2025-12-24\"";

	assert_refused(*state, "workbooks:\n",
		PRESSED("p.csv", "press: The Daily, "), says_date);
	assert_refused(*state, "workbooks:\n",
		PRESSED("p.csv", "press: The Daily, published: in winter, "),
		says_date);
	assert_refused(*state, "workbooks:\n",
		PRESSED("p.csv", "press: \"\", published: 2025-12-24, "),
		":18: press: expected who printed the figures");
	assert_refused(*state, "workbooks:\n",
		PRESSED("p.csv",
			"press: P, published: 2025, url: \"https://a.b/c\", "),
		":18: press: file 'p.csv' lies beside the spec: expected its "
		"name, and no url");
	assert_refused(*state, "workbooks:\n",
		PRESSED(".p.csv", "press: P, published: 2025, "),
		":18: press: file '.p.csv' lies beside the spec: expected its "
		"name, and no url");
	assert_refused(*state, "- file: demo.xlsx\n",
		"- file: demo.xlsx\n        press: The Daily\n"
		"        published: \"2025\"\n",
		":18: press: expected the publisher's own workbook behind "
		"what the press printed");
}

static void an_unknown_key_is_refused_by_its_line(void **state)
{
	assert_refused(*state, "areas: 3", "countries: 3",
		":15: unknown key 'countries': expected one of edition, "
		"like, regime, tree, areas, ranked, scale, decimals, ties, "
		"ties_decimals, direction, first, promote, period, workbooks, "
		"file, url, "
		"sha256, published, press, csv, tables, sheets, except, "
		"header_rows, "
		"skip_rows, skip, end, missing, block, columns");
	assert_refused(*state, "publisher:", "publishers:",
		":3: unknown key 'publishers': expected one of dataset, title, "
		"publisher, landing, licence, attribution, labels, codes, "
		"averages, every, watch, known, direction, promote, regimes, "
		"trees, "
		"indicators, editions");
	assert_refused(*state, "label: Total", "labl: Total",
		":24: unknown key 'labl': expected one of label, under, path, "
		"score, rank, raw, value, is, codes, text, missing, clean, "
		"categories, only, scores, ranks, raws, others, optional, "
		"blank, block, period");
}

static void a_missing_field_is_refused_by_name(void **state)
{
	assert_refused(*state, "publisher: Somebody\n", "",
		":1: expected 'publisher' here");
	assert_refused(*state, "edition: \"2024\"\n    ", "",
		":12: expected 'edition' here");
	assert_refused(*state, "id: side, ", "", ":10: expected 'id' here");
}

static void a_word_that_is_no_choice_is_refused(void **state)
{
	assert_refused(*state, "combine: mean", "combine: median",
		":9: combine 'median': expected one of none, mean, sum, "
		"leaves");
	assert_refused(*state, "is: area", "is: country",
		":23: is 'country': expected one of area, code, period, "
		"indicator, measure, filter, ignored");
	assert_refused(*state, "label: Rank", "label: Rank, text: maybe",
		":25: text 'maybe': expected one of no, yes");
	assert_refused(*state, "areas: 3", "ties: shared",
		":15: ties 'shared': expected one of sequential, competition, "
		"hidden, none");
	assert_refused(*state, "regimes:", "direction: up\nregimes:",
		":4: direction 'up': expected one of higher, lower");
	assert_refused(*state, "areas: 3", "first: 1",
		":15: first '1': expected one of best, worst");
	assert_refused(*state, "regimes:", "first: worst\nregimes:",
		":4: unknown key 'first': expected one of dataset, title, "
		"publisher, landing, licence, attribution, labels, codes, "
		"averages, every, watch, known, direction, promote, regimes, "
		"trees, "
		"indicators, editions");
}

static void text_is_no_number(void **state)
{
	assert_refused(*state, "areas: 3", "areas: many",
		":15: areas 'many': expected a number");
	assert_refused(*state, "areas: 3", "areas: -3",
		":15: areas '-3': expected a number");
	assert_refused(*state, "areas: 3", "scale: [0, much]",
		":15: scale 'much': expected a number");
}

/* libcyaml takes what it can read of them. */
static void how_long_an_answer_counts_is_a_number_and_a_unit(void **state)
{
	struct spec *s = must_read(*state, small);

	assert_int_equal(s->every_hours, 7 * 24);
	spec_close(s);
	s = must_read_changed(
		*state, "publisher: Somebody", "publisher: S\nevery: 3 weeks");
	assert_int_equal(s->every_hours, 3 * 7 * 24);
	spec_close(s);
	s = must_read_changed(
		*state, "publisher: Somebody", "publisher: S\nevery: 12 hours");
	assert_int_equal(s->every_hours, 12);
	spec_close(s);
}

static void any_other_time_is_refused(void **state)
{
	static const char *const wrong[] = { "0 days", "7", "7days", "x days",
		"1001 days", "-1 days", "7 years", "7 days " };
	char to[64], says[120];

	for (size_t i = 0; i < COUNT(wrong); i++) {
		snprintf(to, sizeof(to), "publisher: S\nevery: \"%s\"",
			wrong[i]);
		snprintf(says, sizeof(says),
			":4: every '%s': expected a number and hours, days or "
			"weeks, as in 7 days",
			wrong[i]);
		assert_refused(*state, "publisher: Somebody", to, says);
	}
}

static void half_a_number_is_refused_by_its_line(void **state)
{
	assert_refused(*state, "areas: 3", "areas: 3x",
		":15: areas '3x': expected a number");
	assert_refused(*state, "areas: 3", "areas: 1.5",
		":15: areas '1.5': expected a number");
	assert_refused(*state, "areas: 3", "scale: [0, 9.5k]",
		":15: scale '9.5k': expected a number");
	assert_refused(*state, "areas: 3", "ties_decimals: 2,5",
		":15: ties_decimals '2,5': expected a number");
}

static void a_key_of_another_form_is_refused_in_plain_words(void **state)
{
	assert_refused(*state, "label: Rank", "label: {year}",
		":25: label: expected a text; one that holds braces is put in "
		"quotes");
	assert_refused(*state, "areas: 3", "csv: ;",
		":15: csv: expected keys, as {key: value}");
	assert_refused(*state, "areas: 3", "areas: [3]",
		":15: areas: expected one value");
}

static void a_key_that_stands_twice_is_refused(void **state)
{
	assert_refused(*state, "areas: 3", "areas: 3\n    areas: 4",
		":15: areas: stands twice here");
}

static void a_scale_has_two_ends(void **state)
{
	assert_refused(*state, "areas: 3", "scale: [100]",
		":15: scale: expected more entries");
}

static void an_empty_list_is_refused(void **state)
{
	assert_refused(*state, "sheets: [Scores]", "sheets: []",
		":21: sheets: expected more entries");
	assert_refused(*state, "sheets: [Scores]", "sheets: Scores",
		":21: sheets: expected a list, as [a, b]");
}

/* ---- what contradicts itself ------------------------------------------------
 */

static void names_are_small_letters_digits_and_marks(void **state)
{
	assert_refused(*state, "dataset: demo", "dataset: Demo",
		":1: dataset 'Demo': expected small letters, digits, '-', "
		"'_' or '.'");
	assert_refused(*state, "id: side", "id: the side",
		":10: id 'the side': expected small letters, digits, '-', "
		"'_' or '.'");
	assert_refused(*state, "\"2024\"", "\"2024/25\"",
		":12: edition '2024/25': expected small letters, digits, '-', "
		"'_' or '.'");
	assert_refused(*state, "table: scores", "table: ../scores",
		":20: table '../scores': expected small letters, digits, '-', "
		"'_' or '.'");
}

static void a_tree_begins_with_overall(void **state)
{
	assert_refused(*state, "{id: side, of: overall,",
		"{id: overall, of: overall,",
		":10: 'overall' stands twice in tree 'simple'");
	assert_refused(*state, "{id: overall,", "{id: overall, of: side,",
		":9: 'overall' of tree 'simple': expected as the first node, "
		"without 'of'");
}

static void a_node_hangs_under_one_above_it(void **state)
{
	assert_refused(*state, "of: overall", "of: side",
		":10: 'side': of 'side': expected the id of a node above it");
}

static void a_node_stands_once_in_its_tree(void **state)
{
	assert_refused(*state, "id: side", "id: overall",
		":10: 'overall' stands twice in tree 'simple'");
}

static void a_weight_is_not_negative(void **state)
{
	assert_refused(*state, "label: Side", "label: Side, weight: -0.5",
		":10: weight of 'side': expected 0 or more");
	assert_refused(*state, "label: Side", "label: Side, weight: nan",
		":10: weight 'nan': expected a number");
}

static void decimals_have_a_range(void **state)
{
	assert_refused(*state, "decimals: 2", "decimals: 18",
		":12: decimals 18: expected 0 to 17");
	assert_refused(*state, "label: Side", "label: Side, decimals: -1",
		":10: decimals -1: expected 0 to 17");
}

static void an_address_is_one_of_the_web(void **state)
{
	assert_refused(*state, "file: demo.xlsx",
		"file: demo.xlsx\n        url: ftp://example.org/demo.xlsx",
		":18: url 'ftp://example.org/demo.xlsx': expected https://... "
		"or http://...");
	assert_refused(*state, "regimes:", "watch: [{url: /media}]\nregimes:",
		":4: url '/media': expected https://... or http://...");
	assert_refused(*state, "regimes:",
		"watch:\n  - url: https://example.org/a\n"
		"  - url: https://example.org/a\nregimes:",
		":6: url 'https://example.org/a' stands twice");
	assert_refused(*state, "regimes:", "watch: [{complete: x}]\nregimes:",
		":4: complete: expected a list, as [a, b]");
	assert_refused(*state,
		"regimes:", "watch: [{complete: [\"*\"]}]\nregimes:",
		":4: expected 'url' here");
}

static void a_pattern_of_addresses_says_something(void **state)
{
	assert_refused(*state, "regimes:", "known: [\"**\"]\nregimes:",
		":4: known '**': expected more than *");
	assert_refused(*state, "regimes:", "known: [\"\"]\nregimes:",
		":4: known '': expected more than *");
	assert_refused(*state, "regimes:", "known: [data.xlsx]\nregimes:",
		":4: known 'data.xlsx': expected https://..., or * for what "
		"stands in front");
	assert_refused(*state,
		"regimes:", "known: [\"https:// a/*\"]\nregimes:",
		":4: known 'https:// a/*': expected https://..., or * for what "
		"stands in front");
	assert_refused(*state, "regimes:",
		"watch:\n  - url: https://example.org/\n"
		"    complete: [\"*\", data]\nregimes:",
		":6: complete 'data': expected https://..., or * for what "
		"stands in front");
}

static void what_is_watched_is_read(void **state)
{
	struct text yaml = changed("regimes:",
		"watch:\n"
		"  - url: https://example.org/media\n"
		"    complete: [\"*\"]\n"
		"  - url: http://example.org/page\n"
		"known: [\"*/old-*\", \"https://example.org/a.xlsx\"]\n"
		"regimes:");
	struct spec *s = must_read(*state, yaml.at);

	assert_int_equal(s->n_watch, 2);
	assert_string_equal(s->watch[0].url, "https://example.org/media");
	assert_int_equal(s->watch[0].n_complete, 1);
	assert_string_equal(s->watch[0].complete[0], "*");
	assert_int_equal(s->watch[1].n_complete, 0);
	assert_int_equal(s->n_known, 2);
	assert_string_equal(s->known[0], "*/old-*");
	spec_close(s);
	text_free(&yaml);
}

static void an_edition_stands_once(void **state)
{
	struct text yaml = TEXT_INIT;

	text_printf(&yaml, "%s%s", small, strstr(small, "  - edition:"));
	assert_text_refused(
		*state, yaml.at, ":26: edition '2024' stands twice");
	text_free(&yaml);
}

static void editions_stand_in_the_order_of_time(void **state)
{
	struct text yaml = TEXT_INIT;

	text_printf(
		&yaml, "%s  - edition: 2023-24\n    like: \"2024\"\n", small);
	assert_text_refused(*state, yaml.at,
		":26: edition '2023-24' stands under '2024': expected the "
		"order of time");
	text_free(&yaml);
}

static void an_unknown_regime_is_refused(void **state)
{
	assert_refused(*state, "    regime: one", "    regime: two",
		":12: edition '2024': no regime 'two' under 'regimes'");
}

static void an_unknown_tree_is_refused(void **state)
{
	assert_refused(*state, "    tree: simple\n    areas",
		"    tree: forest\n    areas",
		":12: edition '2024': no tree 'forest' under 'trees'");
}

static void an_unknown_indicator_is_refused(void **state)
{
	assert_refused(*state, "score: overall", "score: top",
		":24: column 'Total': tree 'simple' has no indicator 'top'");
}

static void a_suffix_leads_to_an_indicator(void **state)
{
	assert_refused(*state, "rank: overall", "raw: \"{indicator}.low\"",
		":25: column 'Rank': nothing says the indicator: expected "
		"'{indicator}' in its label or the sheet's name, or a column "
		"with 'is: indicator'");
	assert_refused(*state, "label: Rank, rank: overall",
		"label: \"{indicator}\", raw: \"{indicator}.low\"",
		":25: column '{indicator}': tree 'simple' has no indicator "
		"whose id is another's with '.low' behind it");
}

static void a_column_says_one_thing(void **state)
{
	assert_refused(*state, "Total, score: overall", "Total",
		":24: column 'Total': expected one of 'score:', 'rank:', "
		"'raw:', 'value:' with an indicator, or 'is: area', 'is: "
		"code' or another");
	assert_refused(*state, "Rank, rank: overall",
		"Rank, rank: overall, "
		"raw: overall",
		":25: column 'Rank': expected one of 'score:', 'rank:', "
		"'raw:', 'value:' with an indicator, or 'is: area', 'is: "
		"code' or another");
}

static void a_table_has_one_column_of_areas(void **state)
{
	assert_refused(*state, "{label: Total, score: overall}",
		"{label: Total, is: area}",
		":20: table 'scores' has 2 columns with 'is: area': expected "
		"one");
	assert_refused(*state, "Country, is: area", "Country, is: ignored",
		":24: column 'Total': nothing says the area: expected a column "
		"with 'is: area' or 'is: code', or '{area}' or '{code}' in its "
		"label");
}

static void a_header_has_at_most_eight_rows(void **state)
{
	assert_refused(*state, "sheets: [",
		"header_rows: 9\n"
		"            sheets: [",
		":20: header_rows 9: expected 1 to 8");
}

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde"

static void a_sha256_is_64_small_hex_digits(void **state)
{
	struct spec *s = must_read_changed(*state, "file: demo.xlsx",
		"file: demo.xlsx\n        sha256: " HEX "f");

	assert_string_equal(s->editions[0].workbooks[0].sha256, HEX "f");
	spec_close(s);
}

static void a_sha256_of_another_form_is_refused(void **state)
{
	static const char *const wrong[] = { HEX, HEX "F", HEX "ff", HEX "fg",
		HEX "f ", "sha256" };
	char line[200], says[200];

	for (size_t i = 0; i < COUNT(wrong); i++) {
		snprintf(line, sizeof(line),
			"file: demo.xlsx\n        sha256: \"%s\"", wrong[i]);
		snprintf(says, sizeof(says),
			":18: sha256 '%s': expected 64 hex digits in small "
			"letters",
			wrong[i]);
		assert_refused(*state, "file: demo.xlsx", line, says);
	}
}

/* ---- what need not be said
 * ---------------------------------------------------
 */

static const char shortest[] = "dataset: epi\n"		 /* 1 */
			       "title: Performance\n"	 /* 2 */
			       "publisher: Yale\n"	 /* 3 */
			       "editions:\n"		 /* 4 */
			       "  - edition: \"2014\"\n" /* 5 */
			       "    file: epi.xls\n"	 /* 6 */
			       "    columns:\n"		 /* 7 */
			       "      - {label: Country, is: area}\n"
			       "      - {label: Water, raw: water}\n"
			       "      - {label: EPI Score, score: overall}\n"
			       "      - {label: Rank, rank: overall}\n";

static void ten_lines_are_a_spec(void **state)
{
	struct spec *s = must_read(*state, shortest);
	const struct spec_edition *ed = &s->editions[0];
	const struct spec_table *t = &ed->workbooks[0].tables[0];

	assert_int_equal(ed->n_workbooks, 1);
	assert_string_equal(ed->workbooks[0].file, "epi.xls");
	assert_string_equal(t->id, "main");
	assert_int_equal(t->n_sheets, 0);
	assert_int_equal(t->header_rows, 1);
	assert_int_equal(t->n_columns, 4);
	assert_int_equal(ed->decimals, -1);
	assert_string_equal(ed->period, "2014");
	assert_string_equal(ed->regime, "all");
	spec_close(s);
}

static void a_tree_is_made_of_what_columns_speak_of(void **state)
{
	struct spec *s = must_read(*state, shortest);
	const struct spec_tree *t = s->editions[0].tree;

	assert_int_equal(t->n_nodes, 2);
	assert_string_equal(t->nodes[0].id, "overall");
	assert_string_equal(t->nodes[0].label, "EPI Score");
	assert_null(t->nodes[0].of);
	assert_string_equal(t->nodes[1].id, "water");
	assert_string_equal(t->nodes[1].label, "Water");
	assert_string_equal(t->nodes[1].of, "overall");
	spec_close(s);
}

static void indicators_may_do_without_a_composite(void **state)
{
	struct spec *s = must_read(*state,
		"dataset: d\ntitle: t\npublisher: p\n"
		"indicators: [{id: a}, {id: b, of: a, direction: lower, unit: "
		"kg}]\n"
		"editions: [{edition: x, file: f, columns: [{label: C, is: "
		"code}, {label: A, raw: a}]}]\n");
	const struct spec_tree *t = s->editions[0].tree;

	assert_string_equal(t->nodes[0].id, "a");
	assert_null(t->nodes[0].of);
	assert_string_equal(t->nodes[1].of, "a");
	assert_string_equal(t->nodes[1].unit, "kg");
	assert_int_equal(*t->nodes[1].direction_given, DIRECTION_LOWER);
	spec_close(s);
}

static void the_newest_valid_release_counts_unless_it_is_said(void **state)
{
	struct spec *s = must_read(*state, small);

	assert_int_equal(s->editions[0].promote, PROMOTE_NEWEST_VALID);
	spec_close(s);
}

static const char hex[] = "0123456789abcdef0123456789abcdef"
			  "0123456789abcdef0123456789abcdef";

static void a_dataset_may_count_pinned_releases_and_an_edition_not(void **state)
{
	struct text yaml = TEXT_INIT;
	struct spec *s;

	text_printf(&yaml,
		"promote: pinned\n%s    sha256: %s\n"
		"  - {edition: \"2016\", like: \"2014\", file: new.xls,"
		" promote: newest-valid}\n"
		"  - {edition: \"2018\", like: \"2016\", file: newer.xls}\n",
		shortest, hex);
	s = must_read(*state, yaml.at);
	text_free(&yaml);
	assert_int_equal(s->editions[0].promote, PROMOTE_PINNED);
	assert_int_equal(s->editions[1].promote, PROMOTE_NEWEST_VALID);
	assert_int_equal(s->editions[2].promote, PROMOTE_NEWEST_VALID);
	spec_close(s);
}

static void pinned_wants_something_that_is_pinned(void **state)
{
	assert_refused(*state, "areas: 3", "promote: pinned",
		":12: edition '2024': promote: pinned: expected 'sha256' of "
		"one of its workbooks");
	assert_refused(*state, "regimes:", "promote: pinned\nregimes:",
		":13: edition '2024': promote: pinned: expected 'sha256' of "
		"one of its workbooks");
	assert_refused(*state, "areas: 3", "promote: newest",
		":15: promote 'newest': expected one of newest-valid, pinned");
}

static void an_edition_may_be_like_another(void **state)
{
	struct text yaml = TEXT_INIT;
	struct spec *s;
	const struct spec_edition *first, *second;

	text_printf(&yaml,
		"%s    decimals: 3\n    direction: lower\n    areas: 9\n"
		"    first: worst\n"
		"    csv: {separator: \";\"}\n"
		"  - {edition: \"2016\", like: \"2014\", file: new.xls}\n"
		"  - {edition: \"2018\", like: \"2016\", first: best}\n",
		shortest);
	s = must_read(*state, yaml.at);
	text_free(&yaml);
	first = &s->editions[0];
	second = &s->editions[1];
	assert_ptr_equal(second->workbooks[0].tables[0].columns,
		first->workbooks[0].tables[0].columns);
	assert_string_equal(second->workbooks[0].file, "new.xls");
	assert_string_equal(second->workbooks[0].csv->separator, ";");
	assert_ptr_equal(second->tree, first->tree);
	assert_int_equal(second->decimals, 3);
	assert_int_equal(second->direction, DIRECTION_LOWER);
	assert_int_equal(second->first, FIRST_WORST);
	assert_int_equal(s->editions[2].first, FIRST_BEST);
	assert_string_equal(second->period, "2016");
	assert_int_equal(second->areas, 0);
	spec_close(s);
}

static void a_header_is_as_deep_as_its_paths(void **state)
{
	struct spec *s =
		must_read_changed(*state, "{label: Total, score: overall}",
			"{path: [a, b, c], score: overall}");

	assert_int_equal(s->editions[0].workbooks[0].tables[0].header_rows, 3);
	spec_close(s);
	s = must_read_changed(*state, "{label: Total, score: overall}",
		"{label: Total, under: x, score: overall}");
	assert_int_equal(s->editions[0].workbooks[0].tables[0].header_rows, 2);
	spec_close(s);
}

/* ---- what does not go together
 * ------------------------------------------------
 */

static void what_a_column_lacks_is_named(void **state)
{
	static const struct {
		const char *to, *says;
	} wrong[] = {
		{ "{score: overall}", ":24: expected 'label' or 'path' here" },
		{ "{label: T, path: [a], score: overall}",
			":24: column 'T': a path says all: expected no 'label' "
			"and no 'under' beside it" },
		{ "{path: [c], rank: side}\n"
		  "              - {path: [a, b], score: overall}",
			":24: column 'c': path has 1 labels: expected 2, one "
			"for each row of the header" },
		{ "{label: '{yaer}', score: overall}",
			":24: '{yaer}': no placeholder '{yaer}': expected "
			"{year}, {period}, {indicator}, {area}, {code}, "
			"{measure} or {any}; a brace is '{{'" },
		{ "{label: T, score: '{indicator}'}",
			":24: column 'T': nothing says the indicator: expected "
			"'{indicator}' in its label or the sheet's name, or a "
			"column with 'is: indicator'" },
		{ "{label: T, value: overall}",
			":24: column 'T': nothing says the measure: expected "
			"'{measure}' in its label or a column with 'is: "
			"measure'" },
		{ "{label: '{area}', score: overall}",
			":24: column '{area}': its label and a column both say "
			"the area: expected one" },
		{ "{label: T, score: overall, codes: iso3}",
			":24: column 'T': 'codes' goes with 'is: code' or "
			"'{code}'" },
		{ "{label: T, is: code, codes: iso4}",
			":24: column 'T': codes 'iso4': expected iso3, iso2, "
			"m49, worldbank or own" },
		{ "{label: T, is: code, codes: own}",
			":24: column 'T': codes 'own': expected 'codes' of the "
			"dataset, the file that has them" },
		{ "{label: T, is: filter}",
			":24: column 'T': 'is: filter' and 'only' go "
			"together" },
		{ "{label: T, score: overall, only: [a]}",
			":24: column 'T': 'is: filter' and 'only' go "
			"together" },
		{ "{label: T, score: overall, ranks: [a]}",
			":24: column 'T': 'scores', 'ranks' and 'raws' go with "
			"'is: measure' or '{measure}'" },
		{ "{label: T, is: period, missing: [a]}",
			":24: column 'T': 'missing', 'clean', 'categories', "
			"'text' and 'blank' go with figures" },
		{ "{label: T, raw: side, clean: [remark], categories: [F]}",
			":24: column 'T': expected 'clean' or 'categories': "
			"words are compared as they are" },
		{ "{label: T, is: code}\n"
		  "              - {label: U, is: code}",
			":20: table 'scores' has 2 columns with 'is: code': "
			"expected one" },
	};

	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_refused(*state, "{label: Total, score: overall}",
			wrong[i].to, wrong[i].says);
}

static void an_unknown_cleaner_is_refused_with_those_there_are(void **state)
{
	assert_refused(*state, "{label: Total, score: overall}",
		"{label: T, score: overall, clean: [soap]}",
		":24: column 'T': no cleaner 'soap': expected ordinal, "
		"currency, remark, marks, percent, thousands, spaces, "
		"decimal-comma, minus");
}

static void what_a_table_says_must_go_together(void **state)
{
	assert_refused(*state, "sheets: [Scores]",
		"sheets: [Scores]\n            except: [x]",
		":20: table 'scores': 'except' goes with a placeholder in "
		"'sheets'");
	assert_refused(*state, "sheets: [Scores]", "sheets: ['{area}']",
		":20: table 'scores': sheets: expected no placeholder but "
		"{year}, {period}, {indicator} and {any}");
	assert_refused(*state,
		"              - {label: Total, score: overall}\n"
		"              - {label: Rank, rank: overall}\n",
		"", ":20: table 'scores' has no column with figures");
}

static void what_an_edition_says_must_go_together(void **state)
{
	assert_refused(*state, "    regime: one\n", "    like: \"2023\"\n",
		":12: edition '2024': like '2023': expected an edition above "
		"it");
	assert_refused(*state, "    areas: 3\n", "    file: x.xls\n",
		":12: expected either 'workbooks' or 'file'");
	assert_refused(*state, "file: demo.xlsx\n",
		"file: demo.xlsx\n        columns: [{label: a, is: area}]\n",
		":18: 'demo.xlsx': expected either 'tables' or the keys of "
		"one");
	assert_refused(*state, "file: demo.xlsx\n",
		"file: demo.xlsx\n        csv: {separator: x}\n",
		":19: separator 'x': expected ',', ';' or tab");
	assert_refused(*state, "file: demo.xlsx\n",
		"file: demo.xlsx\n        csv: {decimal: x}\n",
		":19: decimal 'x': expected '.' or ','");
	assert_refused(*state, "file: demo.xlsx\n",
		"file: demo.xlsx\n        csv: {sep: x}\n",
		":19: unknown key 'sep': expected one of separator, decimal, "
		"charset");
	assert_text_refused(*state,
		"dataset: d\ntitle: t\npublisher: p\neditions: [{edition: "
		"x}]\n",
		":4: edition 'x': expected 'file' or 'workbooks'");
	assert_text_refused(*state,
		"dataset: d\ntitle: t\npublisher: p\n"
		"editions: [{edition: x, file: y}]\n",
		":4: 'y': expected 'tables' or the 'columns' of one");
}

static void names_of_indicators_are_told_apart(void **state)
{
	assert_refused(*state, "of: overall,", "of: overall, names: [overall],",
		":9: 'overall' means two indicators, 'overall' and 'side'");
}

static void trees_and_indicators_exclude_each_other(void **state)
{
	assert_refused(*state, "editions:", "indicators: [{id: x}]\neditions:",
		":11: expected either 'trees' or 'indicators'");
}

static void a_file_beside_the_spec_has_no_folder(void **state)
{
	assert_refused(*state, "regimes:", "labels: ../x.csv\nregimes:",
		":4: labels '../x.csv': expected the name of a file beside the "
		"spec");
	assert_refused(*state, "regimes:", "codes: .x\nregimes:",
		":4: codes '.x': expected the name of a file beside the spec");
	assert_refused(*state, "regimes:", "averages: a/b.csv\nregimes:",
		":4: averages 'a/b.csv': expected the name of a file beside "
		"the spec");
}

static void an_own_label_means_what_the_dataset_says(void **state)
{
	struct spec *s;
	struct areas *a = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "own.csv");
	write_text(path, "label,area\nMittelerde,NZL\nMicronesia,aggregate\n");
	s = must_read_changed(*state, "regimes:", "labels: own.csv\nregimes:");
	assert_int_equal(spec_areas(&a, s, ".", &e), 0);
	assert_string_equal(
		areas_find(a, span_of("mittelerde")).area->code, "NZL");
	assert_int_equal(
		areas_find(a, span_of("Micronesia")).sense, AREA_AGGREGATE);
	areas_close(a);
	spec_close(s);
}

static void own_labels_that_are_not_there_are_a_fault(void **state)
{
	struct spec *s = must_read_changed(
		*state, "regimes:", "labels: none.csv\nregimes:");
	struct areas *a = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(spec_areas(&a, s, ".", &e), -1);
	assert_non_null(strstr(e.text, "none.csv"));
	assert_null(a);
	spec_close(s);
}

/* ---- places -----------------------------------------------------------------
 */

static unsigned line_of(const char *path)
{
	return spec_line(small, strlen(small), path);
}

static void a_place_has_the_line_where_it_begins(void **state)
{
	(void)state;
	assert_int_equal(line_of("dataset"), 1);
	assert_int_equal(line_of("trees[0].nodes[1]"), 10);
	assert_int_equal(
		line_of("editions[0].workbooks[0].tables[0].columns[2]"), 25);
}

static void what_is_nowhere_has_the_line_of_what_is_around_it(void **state)
{
	(void)state;
	assert_int_equal(line_of("editions[1]"), 12);
	assert_int_equal(line_of("editions[0].none"), 12);
	assert_int_equal(line_of("dataset[0]"), 1);
	assert_int_equal(spec_line("a: [", 4, "a"), 0);
}

/* ---- names ------------------------------------------------------------------
 */

static void a_dataset_may_be_named_with_or_without_an_edition(void **state)
{
	struct spec_name n;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(spec_name(&n, "gairi", &e), 0);
	assert_string_equal(n.dataset, "gairi");
	assert_string_equal(n.edition, "");
	assert_int_equal(spec_name(&n, "e-gov_2/2018.b", &e), 0);
	assert_string_equal(n.dataset, "e-gov_2");
	assert_string_equal(n.edition, "2018.b");
}

static void any_other_name_is_a_wrong_call(void **state)
{
	static const char *const wrong[] = { "", "GAIRI", "../x", "..", ".",
		"gairi/", "/2025", "gairi/2025/x", "gairi/..", "ga iri",
		"gairi/20\n25", "t\xc3\xbcrk" };
	struct spec_name n;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct err e = ERR_INIT;
		char says[200];

		snprintf(says, sizeof(says),
			"'%s': expected DATASET or DATASET/EDITION, in small "
			"letters and digits, such as gairi/2025",
			wrong[i]);
		assert_int_equal(spec_name(&n, wrong[i], &e), -1);
		assert_fault(&e, ERR_USAGE, says);
	}
}

static void a_name_has_at_most_63_bytes(void **state)
{
	struct spec_name n;
	struct err e = ERR_INIT;
	char name[65];

	(void)state;
	memset(name, 'a', sizeof(name));
	name[63] = '\0';
	assert_int_equal(spec_name(&n, name, &e), 0);
	name[63] = 'a';
	name[64] = '\0';
	assert_int_equal(spec_name(&n, name, &e), -1);
	assert_int_equal(e.kind, ERR_USAGE);
}

static void what_rows_are_known_by_may_not_be_absent(void **state)
{
	static const char says[] =
		": 'optional' goes with figures, and with one of 'is: area' "
		"and 'is: code' where the other one is there";
	static const char *const roles[] = { "period", "indicator", "measure",
		"filter, only: [x]" };
	char line[120], fault[200];

	for (size_t i = 0; i < COUNT(roles); i++) {
		snprintf(line, sizeof(line),
			"{label: Rank, is: %s, optional: yes}", roles[i]);
		snprintf(fault, sizeof(fault), ":25: column 'Rank'%s", says);
		assert_refused(
			*state, "{label: Rank, rank: overall}", line, fault);
	}
	snprintf(fault, sizeof(fault), ":23: column 'Country'%s", says);
	assert_refused(*state, "is: area}", "is: area, optional: yes}", fault);
	assert_refused(*state, "is: area}",
		"is: area, optional: yes}\n"
		"              - {label: Code, is: code, optional: yes}",
		fault);
	spec_close(must_read_changed(*state, "is: area}",
		"is: area}\n"
		"              - {label: Code, is: code, optional: yes}"));
}

static void what_is_said_of_a_column_is_said_once(void **state)
{
	assert_refused(*state, "{label: Total, score",
		"{label: '{year}', under: '{year}', score",
		":24: '{year}': {year} stands twice over one column");
	assert_refused(*state, "{label: Total, score",
		"{path: ['{period}', '{year}'], score",
		":24: '{year}': {year} and {period} both say the period");
	assert_refused(*state, "sheets: [Scores]",
		"sheets: [\"{year} {period}\"]",
		":20: '{year} {period}': {year} and {period} both say the "
		"period");
}

static void all_sheets_of_a_table_say_the_indicator_or_none_does(void **state)
{
	assert_refused(*state, "sheets: [Scores]",
		"sheets: [\"{indicator}\", Scores]",
		":20: table 'scores': sheets: expected {indicator} in all of "
		"the names or in none");
}

static void what_rows_are_known_by_is_one_column(void **state)
{
	assert_refused(*state, "{label: Country, is: area}",
		"{label: \"Country {year}\", is: area}",
		":23: column 'Country {year}': a placeholder other than {any} "
		"goes with figures");
	assert_refused(*state, "{label: Rank, rank: overall}",
		"{label: \"Kind {year}\", is: filter, only: [c]}",
		":25: column 'Kind {year}': a placeholder other than {any} "
		"goes with figures");
	spec_close(must_read_changed(*state, "{label: Rank, rank: overall}",
		"{label: \"Note {year}\", is: ignored}"));
}

/* Two editions, the second like the first, and what each says besides. */
static struct text alike(const char *first, const char *second)
{
	struct text yaml = TEXT_INIT;

	text_printf(&yaml,
		"dataset: d\ntitle: t\npublisher: p\neditions:\n"
		"  - {edition: \"2014\", file: a.xls, %s}\n"
		"  - {edition: \"2015\", like: \"2014\", %s}\n",
		first, second);
	return yaml;
}

#define PLAIN "columns: [{label: A, is: area}, {label: S, score: overall}]"

static void each_key_of_the_table_of_another_edition_may_be_said_anew(
	void **state)
{
	struct text yaml = alike("sheets: [\"{year}\"], except: [\"1999\"], "
				 "missing: [x], skip_rows: 2, " PLAIN,
		"columns: [{label: A, is: area}, {label: T, score: overall}]");
	struct spec *s = must_read(*state, yaml.at);
	const struct spec_table *t = s->editions[1].workbooks[0].tables;

	assert_string_equal(t->columns[1].label, "T");
	assert_string_equal(t->sheets[0], "{year}");
	assert_string_equal(t->except[0], "1999");
	assert_string_equal(t->missing[0], "x");
	assert_int_equal(t->skip_rows, 2);
	spec_close(s);
	text_free(&yaml);
	yaml = alike("sheets: [\"{year}\"], except: [\"1999\"], " PLAIN,
		"except: [\"2000\"]");
	s = must_read(*state, yaml.at);
	t = s->editions[1].workbooks[0].tables;
	assert_string_equal(t->sheets[0], "{year}");
	assert_string_equal(t->except[0], "2000");
	spec_close(s);
	text_free(&yaml);
}

static void a_period_of_another_edition_is_not_taken_over(void **state)
{
	struct text yaml = alike("columns: [{label: A, is: area}, {label: S, "
				 "score: overall, period: \"2013\"}]",
		"file: b.xls");

	assert_text_refused(*state, yaml.at,
		":6: edition '2015': like '2014', where column 'S' has the "
		"period '2013': expected 'tables' or 'columns' of its own");
	text_free(&yaml);
	yaml = alike(
		"tables: [{table: t, period: FY13, " PLAIN "}]", "file: b.xls");
	assert_text_refused(*state, yaml.at,
		":6: edition '2015': like '2014', where table 't' has the "
		"period 'FY13': expected 'tables' or 'columns' of its own");
	text_free(&yaml);
	yaml = alike("tables: [{table: t, period: latest, " PLAIN "}]",
		"file: b.xls");
	spec_close(must_read(*state, yaml.at));
	text_free(&yaml);
}

static void a_spec_is_no_larger_than_anybody_writes(void **state)
{
	struct text yaml = TEXT_INIT;

	text_puts(&yaml, small);
	text_puts(&yaml, "a: &a [x, x, x, x, x, x, x, x, x, x]\n");
	for (char c = 'b'; c < 'h'; c++) {
		text_printf(&yaml, "%c: &%c [", c, c);
		for (int i = 0; i < 10; i++)
			text_printf(&yaml, "*%c, ", c - 1);
		text_puts(&yaml, "]\n");
	}
	assert_text_refused(*state, yaml.at,
		":31: more entries, aliases resolved, than a spec may have");
	text_clear(&yaml);
	for (int i = 0; i < 100000; i++)
		text_putc(&yaml, '[');
	assert_text_refused(*state, yaml.at,
		":1: more in one another than a spec may have");
	text_clear(&yaml);
	for (int i = 0; i < 1001; i++)
		text_printf(&yaml, "- &a%d x\n", i);
	assert_text_refused(
		*state, yaml.at, ":1001: more anchors than a spec may have");
	text_clear(&yaml);
	text_puts(&yaml, "# ");
	while (yaml.len <= 4 << 20)
		text_puts(&yaml, "................................");
	assert_text_refused(
		*state, yaml.at, ":1: more bytes than a spec may have");
	text_free(&yaml);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_spec_loads),
		test_in_folder(the_smallest_spec_loads),
		test_in_folder(a_column_knows_its_indicator_and_measure),
		test_in_folder(what_is_not_said_has_its_default),
		test_in_folder(a_table_lists_as_many_areas_as_its_edition),
		test_in_folder(a_sheet_with_a_brace_in_its_name_is_no_family),
		test_in_folder(a_part_lists_as_many_areas_as_it_says),
		test_in_folder(what_a_like_edition_does_not_say_is_as_there),
		test_in_folder(
			an_edition_without_a_file_stands_in_that_of_another),
		test_in_folder(keys_of_a_table_beside_several_are_refused),
		test_in_folder(an_edition_like_another_may_list_other_areas),
		test_in_folder(
			an_indicator_is_found_in_the_tree_of_its_edition),
		test_in_folder(an_edition_is_found_by_its_id),
		cmocka_unit_test(
			an_unknown_edition_is_refused_with_those_there_are),
		test_in_folder(an_edition_that_is_not_said_is_a_wrong_call),
		test_in_folder(an_unknown_dataset_is_refused_with_the_places),
		test_in_folder(an_empty_file_is_refused),
		test_in_folder(what_is_no_mapping_is_refused),
		test_in_folder(what_is_no_yaml_is_refused_by_its_line),
		test_in_folder(a_tab_for_indentation_is_refused_by_its_line),
		test_in_folder(what_the_press_printed_is_no_whole_release),
		test_in_folder(
			what_the_press_printed_has_a_date_and_lies_beside),
		test_in_folder(an_unknown_key_is_refused_by_its_line),
		test_in_folder(a_missing_field_is_refused_by_name),
		test_in_folder(a_word_that_is_no_choice_is_refused),
		test_in_folder(text_is_no_number),
		test_in_folder(
			how_long_an_answer_counts_is_a_number_and_a_unit),
		test_in_folder(any_other_time_is_refused),
		test_in_folder(half_a_number_is_refused_by_its_line),
		test_in_folder(a_key_of_another_form_is_refused_in_plain_words),
		test_in_folder(a_key_that_stands_twice_is_refused),
		test_in_folder(a_scale_has_two_ends),
		test_in_folder(an_empty_list_is_refused),
		test_in_folder(names_are_small_letters_digits_and_marks),
		test_in_folder(a_tree_begins_with_overall),
		test_in_folder(a_node_hangs_under_one_above_it),
		test_in_folder(a_node_stands_once_in_its_tree),
		test_in_folder(a_weight_is_not_negative),
		test_in_folder(decimals_have_a_range),
		test_in_folder(an_address_is_one_of_the_web),
		test_in_folder(a_pattern_of_addresses_says_something),
		test_in_folder(what_is_watched_is_read),
		test_in_folder(an_edition_stands_once),
		test_in_folder(editions_stand_in_the_order_of_time),
		test_in_folder(an_unknown_regime_is_refused),
		test_in_folder(an_unknown_tree_is_refused),
		test_in_folder(an_unknown_indicator_is_refused),
		test_in_folder(a_suffix_leads_to_an_indicator),
		test_in_folder(a_column_says_one_thing),
		test_in_folder(a_table_has_one_column_of_areas),
		test_in_folder(a_header_has_at_most_eight_rows),
		test_in_folder(a_sha256_is_64_small_hex_digits),
		test_in_folder(a_sha256_of_another_form_is_refused),
		test_in_folder(ten_lines_are_a_spec),
		test_in_folder(a_tree_is_made_of_what_columns_speak_of),
		test_in_folder(indicators_may_do_without_a_composite),
		test_in_folder(
			the_newest_valid_release_counts_unless_it_is_said),
		test_in_folder(
			a_dataset_may_count_pinned_releases_and_an_edition_not),
		test_in_folder(pinned_wants_something_that_is_pinned),
		test_in_folder(an_edition_may_be_like_another),
		test_in_folder(a_header_is_as_deep_as_its_paths),
		test_in_folder(what_a_column_lacks_is_named),
		test_in_folder(
			an_unknown_cleaner_is_refused_with_those_there_are),
		test_in_folder(what_a_table_says_must_go_together),
		test_in_folder(what_an_edition_says_must_go_together),
		test_in_folder(names_of_indicators_are_told_apart),
		test_in_folder(trees_and_indicators_exclude_each_other),
		test_in_folder(a_file_beside_the_spec_has_no_folder),
		test_in_folder(an_own_label_means_what_the_dataset_says),
		test_in_folder(own_labels_that_are_not_there_are_a_fault),
		cmocka_unit_test(a_place_has_the_line_where_it_begins),
		cmocka_unit_test(
			what_is_nowhere_has_the_line_of_what_is_around_it),
		cmocka_unit_test(
			a_dataset_may_be_named_with_or_without_an_edition),
		cmocka_unit_test(any_other_name_is_a_wrong_call),
		cmocka_unit_test(a_name_has_at_most_63_bytes),
		test_in_folder(what_rows_are_known_by_may_not_be_absent),
		test_in_folder(what_is_said_of_a_column_is_said_once),
		test_in_folder(
			all_sheets_of_a_table_say_the_indicator_or_none_does),
		test_in_folder(what_rows_are_known_by_is_one_column),
		test_in_folder(
			each_key_of_the_table_of_another_edition_may_be_said_anew),
		test_in_folder(a_period_of_another_edition_is_not_taken_over),
		test_in_folder(a_spec_is_no_larger_than_anybody_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
