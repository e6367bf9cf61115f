/* SPDX-License-Identifier: MIT */
#include "tests/sniffmake.h"

#include "pipeline/sniff/drift_draft.h"
#include "pipeline/sniff/drift_view.h"

/* ---- two workbooks as small tables ------------------------------------------
 */

enum { SHEETS = 4 };

struct sheet_text {
	const char *name, *text;
	enum sheet_state state;
};

struct fixture {
	struct areas *areas;
	char folder[PATH_TEXT], path[PATH_TEXT];
	struct spec *spec;
	struct drift_book old, new;
	struct drift_task task;
	struct drifts found;
	struct text text;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err e = ERR_INIT;
	void *folder = NULL;

	if (!f || make_folder(&folder) < 0)
		return -1;
	snprintf(f->folder, sizeof(f->folder), "%s", (char *)folder);
	free(folder);
	path_in(f->path, f->folder, "s.yaml");
	*state = f;
	return areas_open(&f->areas, ".", &e);
}

static void close_book(struct drift_book *b)
{
	for (size_t i = 0; i < b->n; i++)
		summary_close(b->sheets[i]);
	free((void *)b->sheets);
	*b = (struct drift_book){ .n = 0 };
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	void *folder = text_copy(span_of(f->folder));

	close_book(&f->old);
	close_book(&f->new);
	drifts_free(&f->found);
	naming_close(f->task.naming);
	spec_close(f->spec);
	areas_close(f->areas);
	text_free(&f->text);
	free(f);
	return remove_folder(&folder);
}

static void make_book(struct fixture *f, struct drift_book *b,
	const struct sheet_text sheets[SHEETS])
{
	b->sheets = calloc(SHEETS, sizeof(*b->sheets));
	b->format = "xlsx";
	for (; b->n < SHEETS && sheets[b->n].name; b->n++) {
		b->sheets[b->n] = sniffmake(
			f->areas, sheets[b->n].name, sheets[b->n].text);
		b->sheets[b->n]->state = sheets[b->n].state;
	}
}

static void open_spec(struct fixture *f, const char *edition)
{
	struct err e = ERR_INIT;
	struct text yaml = TEXT_INIT;

	text_printf(&yaml,
		"dataset: demo\ntitle: Demo\npublisher: Us\n"
		"indicators:\n"
		"  - {id: overall, label: Overall}\n"
		"  - {id: people, label: People}\n"
		"  - {id: machines, label: Machines}\n"
		"editions:\n  - edition: \"2024\"\n    file: demo.xlsx\n%s",
		edition);
	write_text(f->path, yaml.at);
	text_free(&yaml);
	if (spec_read(&f->spec, f->path, &e) < 0)
		fail_msg("%s", e.text);
}

/* The path of the spec says nothing: only its name is left of it. */
static void shorten(struct text *out, const struct fixture *f, const char *text)
{
	size_t n = strlen(f->folder);

	while (*text)
		if (strncmp(text, f->folder, n) == 0)
			text += n + 1;
		else
			text_putc(out, *text++);
}

static void find(struct fixture *f)
{
	struct err e = ERR_INIT;
	const struct spec_edition *ed = &f->spec->editions[0];

	f->task = (struct drift_task){ .spec = f->spec,
		.ed = ed,
		.w = &ed->workbooks[0],
		.areas = f->areas,
		.old = f->old.n ? &f->old : NULL,
		.new = &f->new };
	assert_int_equal(naming_open(&f->task.naming, ed->tree, &e), 0);
	if (drift_find(&f->found, &f->task, &e) < 0)
		fail_msg("%s", e.text);
}

static const char *written(struct fixture *f, int format)
{
	struct file_map yaml = { 0 };
	struct err e = ERR_INIT;
	char *lines = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&lines, &len);

	assert_int_equal(file_map(&yaml, f->path, &e), 0);
	assert_int_equal(drift_write(out, format, &f->found, &f->task,
				 (struct span){ yaml.at, yaml.len }, &e),
		0);
	fclose(out);
	file_unmap(&yaml);
	text_clear(&f->text);
	text_puts(&f->text, "");
	shorten(&f->text, f, lines);
	free(lines);
	return f->text.at ? f->text.at : "";
}

/* The lines that are printed of two workbooks. */
static const char *lines_of(void **state, const char *edition,
	const struct sheet_text old[SHEETS],
	const struct sheet_text new[SHEETS])
{
	struct fixture *f = *state;

	open_spec(f, edition);
	if (old)
		make_book(f, &f->old, old);
	make_book(f, &f->new, new);
	find(f);
	return written(f, DRIFT_AS_TEXT);
}

/* The usual table, and what becomes of it on the same sheet. */
#define COLUMNS                                                                \
	"    sheets: [S]\n"                                                    \
	"    columns:\n"                                                       \
	"      - {label: Country, is: area}\n"                                 \
	"      - {label: Rank, rank: overall}\n"                               \
	"      - {label: Total, score: overall}\n"                             \
	"      - {label: People, score: people}\n"                             \
	"      - {label: Machines, score: machines}\n"
#define TABLE                                                                  \
	"Country|Rank|Total|People|Machines\n"                                 \
	"Chad|1|62.5|70.5|50.5\n"                                              \
	"Chile|2|58.2|50.1|70.1\n"                                             \
	"Fiji|3|50.3|58.7|40.9\n"                                              \
	"Kenya|4|40.4|30.6|45.2\n"                                             \
	"Peru|5|30.9|20.2|35.4\n"

static const char *change(
	void **state, const char *edition, const char *old, const char *new)
{
	const struct sheet_text before[SHEETS] = { { "S", old, 0 } };
	const struct sheet_text after[SHEETS] = { { "S", new, 0 } };

	return lines_of(state, edition, before, after);
}

static const char *becomes(void **state, const char *new)
{
	return change(state, COLUMNS, TABLE, new);
}

/* ---- none -------------------------------------------------------------------
 */

static void the_same_workbook_has_no_drift(void **state)
{
	assert_string_equal(becomes(state, TABLE), "");
}

static void other_figures_are_no_drift(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|People|Machines\n"
				    "Peru|1|62.1|71.5|51.5\n"
				    "Chad|2|58.9|52.1|72.1\n"
				    "Kenya|3|51.3|57.7|42.9\n"
				    "Fiji|4|41.4|33.6|44.2\n"
				    "Chile|5|31.9|21.2|36.4\n"),
		"");
}

/* ---- sheets -----------------------------------------------------------------
 */

static void a_sheet_goes_by_another_name(void **state)
{
	static const struct sheet_text old[SHEETS] = { { "S", TABLE, 0 } };
	static const struct sheet_text new[SHEETS] = {
		{ "About", "Hello\n", 0 }, { "Scores", TABLE, 0 }
	};

	assert_string_equal(lines_of(state, COLUMNS, old, new),
		"main: sheet 'S' is now 'Scores'; edit s.yaml:11: sheets: "
		"[Scores]\n"
		"note: sheet 'About' is new\n");
}

static void a_name_that_the_spec_accepts_asks_for_nothing(void **state)
{
	static const struct sheet_text old[SHEETS] = { { "S", TABLE, 0 } };
	static const struct sheet_text new[SHEETS] = { { "T", TABLE, 0 } };

	assert_string_equal(lines_of(state,
				    "    sheets: [S, T]\n    columns:\n"
				    "      - {label: Country, is: area}\n"
				    "      - {label: Total, score: overall}\n",
				    old, new),
		"main: sheet 'S' is now 'T'\n");
}

static void a_sheet_is_gone(void **state)
{
	static const struct sheet_text old[SHEETS] = { { "S", TABLE, 0 } };
	static const struct sheet_text new[SHEETS] = { { "About", "Hello\n",
		0 } };

	assert_string_equal(lines_of(state, COLUMNS, old, new),
		"main: sheet 'S' is gone, and none looks like it; edit "
		"s.yaml:9: leave the table out, or say its sheet\n"
		"note: sheet 'About' is new\n");
}

static void the_only_sheet_is_no_longer_alone(void **state)
{
	static const struct sheet_text old[SHEETS] = { { "S", TABLE, 0 } };
	static const struct sheet_text new[SHEETS] = { { "S", TABLE, 0 },
		{ "Notes", "Hello\n", 0 } };

	assert_string_equal(lines_of(state,
				    "    columns:\n"
				    "      - {label: Country, is: area}\n"
				    "      - {label: Total, score: overall}\n",
				    old, new),
		"main: sheet 'S' is now 'S'; edit s.yaml:9: sheets: [S]\n"
		"note: sheet 'Notes' is new\n");
}

static void a_sheet_is_hidden_now(void **state)
{
	static const struct sheet_text old[SHEETS] = { { "S", TABLE, 0 } };
	static const struct sheet_text new[SHEETS] = { { "S", TABLE,
		SHEET_HIDDEN } };

	assert_string_equal(lines_of(state, COLUMNS, old, new),
		"main: S: the sheet was visible, is hidden\n");
}

static void sheets_of_a_family_come_and_go(void **state)
{
	static const struct sheet_text old[SHEETS] = { { "2022", TABLE, 0 },
		{ "2023", TABLE, 0 } };
	static const struct sheet_text new[SHEETS] = { { "2023", TABLE, 0 },
		{ "2024", TABLE, 0 } };

	assert_string_equal(lines_of(state,
				    "    sheets: [\"{year}\"]\n    columns:\n"
				    "      - {label: Country, is: area}\n"
				    "      - {label: Total, score: overall}\n",
				    old, new),
		"main: sheet '2022' is gone, and none looks like it; edit "
		"s.yaml:9: leave the table out, or say its sheet\n"
		"note: sheet '2024' is new\n");
}

static void a_family_of_one_sheet_moves_on(void **state)
{
	static const struct sheet_text old[SHEETS] = { { "2023", TABLE, 0 } };
	static const struct sheet_text new[SHEETS] = { { "2024", TABLE, 0 } };

	assert_string_equal(lines_of(state,
				    "    sheets: [\"{year}\"]\n    columns:\n"
				    "      - {label: Country, is: area}\n"
				    "      - {label: Total, score: overall}\n",
				    old, new),
		"note: main: 2024: 2023 is now 2024\n");
}

/* ---- the header -------------------------------------------------------------
 */

static void the_header_is_further_down(void **state)
{
	assert_string_equal(becomes(state, "Demo Index\n\n" TABLE),
		"main: S!A3: the header ends in row 3, was 1\n");
}

static void columns_side_by_side_move_together(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Code|Rank|Total|Note|People|"
				    "Machines\n"
				    "Chad|TCD|1|62.5||70.5|50.5\n"
				    "Chile|CHL|2|58.2||50.1|70.1\n"
				    "Fiji|FJI|3|50.3||58.7|40.9\n"
				    "Kenya|KEN|4|40.4||30.6|45.2\n"
				    "Peru|PER|5|30.9||20.2|35.4\n"),
		"main: S!B1: 'Code' is new\n"
		"main: S!E1: 'Note' is new\n"
		"main: S!C:D: B:C moved to C:D\n"
		"main: S!F:G: D:E moved to F:G\n");
}

static void a_label_is_renamed_where_its_place_says_so(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|Folk|Machines\n"
				    "Chad|1|62.5|70.5|50.5\n"
				    "Chile|2|58.2|50.1|70.1\n"
				    "Fiji|3|50.3|58.7|40.9\n"
				    "Kenya|4|40.4|30.6|45.2\n"
				    "Peru|5|30.9|20.2|35.4\n"),
		"main: S!D1: 'People' is now 'Folk'?; edit s.yaml:16: label: "
		"Folk\n");
}

static void a_label_that_says_its_year_is_the_same_in_another(void **state)
{
	assert_string_equal(
		change(state,
			"    sheets: [S]\n    columns:\n"
			"      - {label: Country, is: area}\n"
			"      - {label: 2024 Rank, rank: overall}\n",
			"Country|2024 Rank\nChad|1\nFiji|2\nPeru|3\n",
			"Country|2025 Rank\nChad|1\nFiji|2\nPeru|3\n"),
		"main: S!B1: '2024 Rank' is now '2025 Rank'?; edit s.yaml:14: "
		"label: \"2025 Rank\"\n");
}

static void what_is_too_unlike_is_gone_and_new(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|Machines|Weight\n"
				    "Chad|1|62.5|50.5|1.5\n"
				    "Chile|2|58.2|70.1|1.7\n"
				    "Fiji|3|50.3|40.9|1.1\n"
				    "Kenya|4|40.4|45.2|1.2\n"
				    "Peru|5|30.9|35.4|1.9\n"),
		"main: S!D1: 'People' is gone; edit s.yaml:16: leave the "
		"column out, or say its label\n"
		"main: S!E1: 'Weight' is new\n"
		"main: S!D: E moved to D\n");
}

static void texts_do_not_become_figures_by_their_place(void **state)
{
	assert_contains(becomes(state,
				"Country|Rank|Total|Folk|Machines\n"
				"Chad|1|62.5|many|50.5\n"
				"Chile|2|58.2|few|70.1\n"
				"Fiji|3|50.3|few|40.9\n"
				"Kenya|4|40.4|none|45.2\n"
				"Peru|5|30.9|some|35.4\n"),
		"'People' is gone");
}

#define GROUPS                                                                 \
	"    sheets: [S]\n    columns:\n"                                      \
	"      - {label: Country, is: area}\n"                                 \
	"      - {label: Score, under: People, score: people}\n"               \
	"      - {label: Score, under: Machines, score: machines}\n"

static void a_label_above_is_another(void **state)
{
	assert_string_equal(change(state, GROUPS,
				    "|People|Machines\nCountry|Score|Score\n"
				    "Chad|1.5|2.5\nFiji|2.5|3.5\n",
				    "|People|Robots\nCountry|Score|Score\n"
				    "Chad|1.5|2.5\nFiji|2.5|3.5\n"),
		"main: S!C2: 'Machines > Score' is now 'Robots > Score'; edit "
		"s.yaml:15: under: Robots\n");
}

static void a_row_of_labels_is_gone(void **state)
{
	assert_string_equal(
		change(state,
			"    sheets: [S]\n    header_rows: 2\n    columns:\n"
			"      - {label: Country, is: area}\n"
			"      - {label: Score, score: people}\n",
			"Country of the world|People\nCountry|Score\n"
			"Chad|1.5\nFiji|2.5\n",
			"Country|Score\nChad|1.5\nFiji|2.5\n"),
		"main: S!A1: the header ends in row 1, was 2\n"
		"main: S!A1: the header has 1 rows, had 2; edit s.yaml:12: "
		"header_rows: 1\n"
		"main: S!A1: 'Country of the world > Country' is now "
		"'Country'\n"
		"main: S!B1: 'People > Score' is now 'Score'\n");
}

static void a_label_stands_twice(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|People|Machines|"
				    "Total\n"
				    "Chad|1|62.5|70.5|50.5|1\n"
				    "Chile|2|58.2|50.1|70.1|2\n"
				    "Fiji|3|50.3|58.7|40.9|3\n"
				    "Kenya|4|40.4|30.6|45.2|3\n"
				    "Peru|5|30.9|20.2|35.4|2\n"),
		"main: S!C1,F1: 'Total' stands twice; edit s.yaml:15: say "
		"which by 'under' or 'block'\n"
		"main: S!F1: 'Total' is new\n");
}

static void a_unit_is_another(void **state)
{
	assert_string_equal(
		change(state,
			"    sheets: [S]\n    skip_rows: 1\n    columns:\n"
			"      - {label: Country, is: area}\n"
			"      - {label: Total, score: overall}\n",
			"Country|Total\n|(0-1)\nChad|0.5\nFiji|0.25\n",
			"Country|Total\n|(0-10)\nChad|0.5\nFiji|0.25\n"),
		"main: S!B1: the unit was '(0-1)', is '(0-10)'\n");
}

static void nothing_of_the_table_is_left(void **state)
{
	assert_string_equal(becomes(state, "Hello\n"),
		"main: S: nothing on the sheet looks like the table; edit "
		"s.yaml:9: none of its labels is there: kosh-sniff FILE\n");
}

/* ---- families ---------------------------------------------------------------
 */

#define YEARS                                                                  \
	"    sheets: [S]\n    columns:\n"                                      \
	"      - {label: Country, is: area}\n"                                 \
	"      - {label: \"{year}\", score: overall}\n"

static void a_year_that_is_added_is_a_note(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		change(state, YEARS, "Country|2022|2023\nChad|1|2\nFiji|2|1\n",
			"Country|2022|2023|2024\nChad|1|2|1\n"
			"Fiji|2|1|4\n"),
		"note: main: S!D1: 2024 is new\n");
	assert_int_equal(drifts_count(&f->found, 0), 0);
	assert_int_equal(drifts_count(&f->found, 1), 1);
}

static void a_year_that_is_gone_is_drift(void **state)
{
	assert_string_equal(
		change(state, YEARS, "Country|2022|2023\nChad|1|2\nFiji|2|1\n",
			"Country|2023\nChad|2\nFiji|1\n"),
		"main: S!B1: no longer there: 2022\n"
		"main: S!B: C moved to B\n");
}

static void a_family_of_one_year_moves_on(void **state)
{
	assert_string_equal(
		change(state, YEARS, "Country|2023\nChad|1\nFiji|2\n",
			"Country|2024\nChad|2\nFiji|1\n"),
		"note: main: S!B1: 2023 is now 2024\n");
}

static void a_family_without_a_member_is_told_once(void **state)
{
	assert_string_equal(
		change(state, YEARS, "Country|2022|2023\nChad|1|2\nFiji|2|1\n",
			"Country\nChad\nFiji\n"),
		"main: S!B1: '{year}' is gone; edit s.yaml:14: leave the "
		"column out, or say its label\n");
}

static void a_label_that_names_an_indicator_goes_to_the_tree(void **state)
{
	assert_string_equal(
		change(state,
			"    sheets: [S]\n    columns:\n"
			"      - {label: Country, is: area}\n"
			"      - {label: \"{indicator}\", score: "
			"\"{indicator}\"}\n",
			"Country|People|Machines\nChad|1.5|4\nFiji|2.5|3\n"
			"Peru|7|8\n",
			"Country|Peoples|Machines\nChad|1.5|4\nFiji|2.5|3\n"
			"Peru|7|8\n"),
		"main: S!B1: 'People' is now 'Peoples'?; edit s.yaml:5: "
		"names: [Peoples]\n");
}

/* ---- cells ------------------------------------------------------------------
 */

static void numbers_are_stored_as_text(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|'1'|62.5|70.5|50.5\n"
				    "Chile|'2'|58.2|50.1|70.1\n"
				    "Fiji|'3'|50.3|58.7|40.9\n"
				    "Kenya|'4'|40.4|30.6|45.2\n"
				    "Peru|'5'|30.9|20.2|35.4\n"),
		"main: S!B1: stored as text, was numbers; edit s.yaml:14: "
		"text: yes\n");
}

static void columns_that_lost_the_same_places_are_told_once(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|1|62|70|50.5\n"
				    "Chile|2|58|50|70.1\n"
				    "Fiji|3|50|58|40.9\n"
				    "Kenya|4|40|30|45.2\n"
				    "Peru|5|30|20|35.4\n"),
		"main: S!C1,D1: 0 decimals, were 1\n");
}

static void places_that_the_edition_says_are_to_be_edited(void **state)
{
	assert_contains(change(state, "    decimals: 1\n" COLUMNS, TABLE,
				"Country|Rank|Total|People|Machines\n"
				"Chad|1|62.25|70.5|50.5\n"
				"Chile|2|58.2|50.1|70.1\n"
				"Fiji|3|50.3|58.7|40.9\n"
				"Kenya|4|40.4|30.6|45.2\n"
				"Peru|5|30.9|20.2|35.4\n"),
		"S!C1: 2 decimals, were 1; edit s.yaml:11: decimals: 2\n");
}

static void a_marker_that_is_new(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|1|62.5|n/a|50.5\n"
				    "Chile|2|58.2|50.1|n/a\n"
				    "Fiji|3|50.3|58.7|#N/A\n"
				    "Kenya|4|40.4|30.6|\n"
				    "Peru|5|30.9|20.2|35.4\n"),
		"main: S!D2,E3: 'n/a' where a number is due; edit "
		"s.yaml:16,17: "
		"missing: [n/a]\n"
		"main: S!E4: '#N/A' where a number is due; edit s.yaml:17: "
		"missing: [\"#N/A\"]\n"
		"main: S!E5: a blank where a number is due; edit s.yaml:17: "
		"missing: [\"\"]\n");
}

static void a_marker_that_the_spec_knows_is_none(void **state)
{
	assert_string_equal(
		change(state,
			"    sheets: [S]\n    missing: [n/a]\n    columns:\n"
			"      - {label: Country, is: area}\n"
			"      - {label: Total, score: overall}\n",
			"Country|Total\nChad|1.5\nFiji|2.5\n",
			"Country|Total\nChad|1.5\nFiji|n/a\n"),
		"");
}

static void texts_that_cleaners_make_numbers_of(void **state)
{
	assert_string_equal(change(state,
				    "    sheets: [S]\n    columns:\n"
				    "      - {label: Country, is: area}\n"
				    "      - {label: Total, raw: people}\n",
				    "Country|Total\nChad|1.5\nFiji|2.5\n",
				    "Country|Total\nChad|$1.5\nFiji|2.5\n"),
		"main: S!B2: '$1.5' where a number is due; edit s.yaml:14: "
		"clean: [currency]\n");
}

static void a_scale_is_another(void **state)
{
	assert_string_equal(change(state, "    scale: [0, 1]\n" COLUMNS,
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|1|0.62|0.7|50.5\n"
				    "Chile|2|0.58|0.5|70.1\n"
				    "Fiji|3|0.50|0.6|40.9\n"
				    "Kenya|4|0.40|0.3|45.2\n"
				    "Peru|5|0.31|0.2|35.4\n",
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|1|62.11|0.7|50.5\n"
				    "Chile|2|58.22|0.5|70.1\n"
				    "Fiji|3|50.33|0.6|40.9\n"
				    "Kenya|4|40.44|0.3|45.2\n"
				    "Peru|5|30.55|0.2|35.4\n"),
		"main: S!C1: from 0 to 100, was 0 to 1; edit s.yaml:11: scale: "
		"[0, 100]\n");
}

static void a_single_figure_that_stands_out_is_no_scale(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|1|62.5|7000.5|50.5\n"
				    "Chile|2|58.2|50.1|70.1\n"
				    "Fiji|3|50.3|58.7|40.9\n"
				    "Kenya|4|40.4|30.6|45.2\n"
				    "Peru|5|30.9|20.2|35.4\n"),
		"");
}

static void the_cells_are_of_another_kind(void **state)
{
	assert_contains(becomes(state,
				"Country|Rank|Total|People|Machines\n"
				"Chad|1|62.5|good|50.5\n"
				"Chile|2|58.2|bad|70.1\n"
				"Fiji|3|50.3|bad|40.9\n"
				"Kenya|4|40.4|good|45.2\n"
				"Peru|5|30.9|good|35.4\n"),
		"main: S!D1: the cells were numbers, are texts\n"
		"main: S!D2: 'good' where a number is due; edit s.yaml:16: "
		"missing, clean or categories: what it means\n");
}

static void the_better_end_is_the_other_one(void **state)
{
	assert_string_equal(becomes(state,
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|5|62.5|70.5|50.5\n"
				    "Chile|4|58.2|50.1|70.1\n"
				    "Fiji|3|50.3|58.7|40.9\n"
				    "Kenya|2|40.4|30.6|45.2\n"
				    "Peru|1|30.9|20.2|35.4\n"),
		"main: S!C1: the lower score has the better rank, was the "
		"higher; edit s.yaml:9: direction: lower\n");
}

#define WORST_FIRST "    direction: lower\n    first: worst\n"

static void where_the_worst_is_first_the_highest_may_be_it(void **state)
{
	const struct sheet_text new[SHEETS] = { { "S", TABLE, 0 } };

	assert_string_equal(
		lines_of(state, WORST_FIRST COLUMNS, NULL, new), "");
}

static void where_the_worst_is_first_the_better_end_is_the_last(void **state)
{
	assert_string_equal(change(state, WORST_FIRST COLUMNS, TABLE,
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|5|62.5|70.5|50.5\n"
				    "Chile|4|58.2|50.1|70.1\n"
				    "Fiji|3|50.3|58.7|40.9\n"
				    "Kenya|2|40.4|30.6|45.2\n"
				    "Peru|1|30.9|20.2|35.4\n"),
		"main: S!C1: the higher score has the better rank, was the "
		"lower; edit s.yaml:11: direction: higher\n");
}

static void codes_are_of_another_system(void **state)
{
	assert_string_equal(change(state,
				    "    sheets: [S]\n    columns:\n"
				    "      - {label: Code, is: code}\n"
				    "      - {label: Total, score: overall}\n",
				    "Code|Total\nTCD|1.5\nFJI|2.5\nPER|3.5\n",
				    "Code|Total\nTD|1.5\nFJ|2.5\nPE|3.5\n"),
		"main: S!A1: the codes are iso2, were iso3; edit s.yaml:13: "
		"codes: iso2\n");
}

#define LONG                                                                   \
	"    sheets: [S]\n    columns:\n"                                      \
	"      - {label: Country, is: area}\n"                                 \
	"      - {label: Year, is: period}\n"                                  \
	"      - {label: What, is: indicator}\n"                               \
	"      - {label: Score, score: \"{indicator}\"}\n"

static void an_indicator_that_the_tree_lacks(void **state)
{
	assert_string_equal(change(state, LONG,
				    "Country|Year|What|Score\n"
				    "Chad|2023|People|1.5\n"
				    "Chad|2023|Machines|2.5\n",
				    "Country|Year|What|Score\n"
				    "Chad|2023|People|1.5\n"
				    "Chad|2023|Robots|2.5\n"),
		"main: S!C1: no indicator is named 'Robots'; edit s.yaml:5: a "
		"node with names: [Robots], or 'others: pass'\n"
		"main: S!C1: no row has 'Machines'\n");
}

static void years_of_rows_come_and_go(void **state)
{
	assert_string_equal(change(state, LONG,
				    "Country|Year|What|Score\n"
				    "Chad|2021|People|1.5\n"
				    "Chad|2022|People|2.5\n",
				    "Country|Year|What|Score\n"
				    "Chad|2022|People|1.5\n"
				    "Chad|2023|People|2.5\n"),
		"main: S!B1: no longer there: 2021\n"
		"note: main: S!B1: 2023 is new\n");
}

/* ---- rows -------------------------------------------------------------------
 */

static void areas_come_and_go(void **state)
{
	assert_string_equal(change(state, "    areas: 5\n" COLUMNS, TABLE,
				    "Country|Rank|Total|People|Machines\n"
				    "Chad|1|62.5|70.5|50.5\n"
				    "Chile|2|58.2|50.1|70.1\n"
				    "Fiji|3|50.3|58.7|40.9\n"
				    "Kenya|4|40.4|30.6|45.2\n"
				    "Mali|5|30.9|20.2|35.4\n"
				    "Togo|6|20.9|20.2|35.4\n"),
		"main: S: 6 areas, were 5; edit s.yaml:11: areas: 6\n"
		"main: S: no longer listed: PER\n"
		"main: S: newly listed: MLI TGO\n");
}

static void what_sheets_of_a_table_share_is_told_once(void **state)
{
#define ONE(label) "Country|Score\n" label "|1.5\nFiji|2.5\nMali|3.5\n"
	static const struct sheet_text old[SHEETS] = {
		{ "People", ONE("Chad"), 0 }, { "Machines", ONE("Chad"), 0 }
	};
	static const struct sheet_text new[SHEETS] = {
		{ "People", ONE("Peru"), 0 }, { "Machines", ONE("Peru"), 0 }
	};

	assert_string_equal(
		lines_of(state,
			"    sheets: [\"{indicator}\"]\n    columns:\n"
			"      - {label: Country, is: area}\n"
			"      - {label: Score, score: \"{indicator}\"}\n",
			old, new),
		"main: People: no longer listed: TCD\n"
		"main: People: newly listed: PER\n");
#undef ONE
}

static void codes_under_another_label_still_say_the_areas(void **state)
{
	assert_string_equal(
		change(state,
			"    areas: 4\n    columns:\n"
			"      - {label: Country, is: area}\n"
			"      - {label: ISO, is: code}\n"
			"      - {label: Total, score: overall}\n",
			"Country|ISO|Total\nChad|TCD|1.5\nCorea|KOR|2.5\n"
			"Fiji|FJI|3.5\nPeru|PER|4.5\n",
			"Country|ISO Code|Total\nChad|TCD|1.5\nCorea|KOR|2.5\n"
			"Fiji|FJI|3.5\nPeru|PER|4.5\n"),
		"main: S!B1: 'ISO' is now 'ISO Code'?; edit s.yaml:14: label: "
		"ISO Code\n");
}

static void an_area_goes_by_another_label(void **state)
{
	assert_string_equal(change(state,
				    "    sheets: [S]\n    columns:\n"
				    "      - {label: Country, is: area}\n"
				    "      - {label: Total, score: overall}\n",
				    "Country|Total\nChad|1.5\nSwaziland|2.5\n",
				    "Country|Total\nEswatini|1.5\nChad|2.5\n"),
		"main: S!A2: 'Swaziland' is now called 'Eswatini'\n");
}

static void a_row_that_is_no_area(void **state)
{
	assert_string_equal(becomes(state, TABLE "Sum of all|||40.4|50.5\n"),
		"note: main: S: 6 rows, were 5\n"
		"main: S!A7: a row with figures is no area: 'Sum of all'; edit "
		"s.yaml:9: skip: [Sum of all], or its area in the dataset's "
		"labels\n");
}

static void what_ended_the_table_is_gone(void **state)
{
	assert_string_equal(
		change(state,
			"    sheets: [S]\n    end: [Notes]\n    columns:\n"
			"      - {label: Country, is: area}\n"
			"      - {label: Total, score: overall}\n",
			"Country|Total\nChad|1.5\nFiji|2.5\nNotes\nPeru|1\n",
			"Country|Total\nChad|1.5\nFiji|2.5\n"),
		"main: S: 'Notes' ends the table no longer; edit s.yaml:12: "
		"end: what ends the table now, if anything does\n");
}

static void countries_across_the_top_are_areas(void **state)
{
	assert_string_equal(change(state,
				    "    sheets: [S]\n    columns:\n"
				    "      - {label: Factor, is: indicator}\n"
				    "      - {label: \"{area}\", score: "
				    "\"{indicator}\"}\n",
				    "Factor|Chad|Fiji\nPeople|1.5|2.5\n",
				    "Factor|Chad|Peru\nPeople|1.5|2.5\n"),
		"main: S: no longer listed: FJI\n"
		"main: S: newly listed: PER\n");
}

/* ---- by the spec alone ------------------------------------------------------
 */

static const char *alone(void **state, const char *edition, const char *new)
{
	const struct sheet_text sheets[SHEETS] = { { "S", new, 0 } };

	return lines_of(state, edition, NULL, sheets);
}

static void the_spec_alone_has_no_drift_where_it_reads(void **state)
{
	assert_string_equal(
		alone(state, "    areas: 5\n" COLUMNS, "Title\n" TABLE), "");
}

static void the_spec_alone_tells_labels_markers_and_counts(void **state)
{
	assert_string_equal(
		alone(state, "    areas: 4\n    scale: [0, 60]\n" COLUMNS,
			"Country|Rank|Sum|People|Machines\n"
			"Chad|1|62.5|-|50.5\n"
			"Chile|2|58.2|50.1|70.1\n"
			"Fiji|3|50.3|58.7|40.9\n"
			"Kenya|4|40.4|30.6|45.2\n"
			"Peru|5|30.9|20.2|35.4\n"),
		"main: S!C1: 'Total' is now 'Sum'?; edit s.yaml:17: label: "
		"Sum\n"
		"main: S!C1,E1: from 0 to 100, was 0 to 60; edit s.yaml:12: "
		"scale: [0, 100]\n"
		"main: S!D2: '-' where a number is due; edit s.yaml:18: "
		"missing: [\"-\"]\n"
		"main: S: 5 areas, were 4; edit s.yaml:11: areas: 5\n");
}

/* ---- how it is told ---------------------------------------------------------
 */

static void records_say_the_same(void **state)
{
	struct fixture *f = *state;

	becomes(state,
		"Country|Rank|Total|Peoples|Machines\n"
		"Chad|1|62.5|70.5|50.5\nChile|2|58.2|50.1|70.1\n"
		"Fiji|3|50.3|58.7|40.9\nKenya|4|40.4|30.6|45.2\n"
		"Peru|5|30.9|20.2|35.4\n");
	assert_string_equal(written(f, RECORD_CSV),
		"kind,table,sheet,cell,was,is,edit\n"
		"renamed,main,S,D1,People,Peoples,s.yaml:16: label: "
		"Peoples\n");
	assert_string_equal(written(f, RECORD_JSONL),
		"{\"kind\":\"renamed\",\"table\":\"main\",\"sheet\":\"S\","
		"\"cell\":\"D1\",\"was\":\"People\",\"is\":\"Peoples\","
		"\"edit\":\"s.yaml:16: label: Peoples\"}\n");
}

static void foreign_texts_are_masked(void **state)
{
	assert_contains(becomes(state,
				"Country|Rank|Total|People|Machines|A\x1b[31m\n"
				"Chad|1|62.5|70.5|50.5|1\n"),
		"'A\\x1b[31m' is new\n");
}

/* ---- drafts -----------------------------------------------------------------
 */

static const char *draft(struct fixture *f, const char *file)
{
	const struct drift_draft about = { .file = file };
	struct err e = ERR_INIT;

	text_clear(&f->text);
	if (drift_draft(&f->text, &f->found, &f->task, &about, &e) < 0)
		fail_msg("%s", e.text);
	return f->text.at;
}

/* The spec with its draft behind reads as one. */
static void assert_valid(struct fixture *f, const char *file)
{
	struct file_map yaml = { 0 };
	struct text whole = TEXT_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(file_map(&yaml, f->path, &e), 0);
	text_add(&whole, yaml.at, yaml.len);
	file_unmap(&yaml);
	text_puts(&whole, draft(f, file));
	spec_close(f->spec);
	f->spec = NULL;
	write_text(f->path, whole.at);
	text_free(&whole);
	if (spec_read(&f->spec, f->path, &e) < 0)
		fail_msg("%s", e.text);
}

static void a_draft_without_drift_is_like_the_edition(void **state)
{
	struct fixture *f = *state;

	becomes(state, TABLE);
	assert_string_equal(draft(f, "demo-2025.xlsx"),
		"  # A draft by kosh-sniff against demo/2024: 0 differences. "
		"Read it, correct it,\n"
		"  # check it: kosh-extract --check\n"
		"  - edition: \"2025\" # a guess: by the name of the file\n"
		"    like: \"2024\"\n"
		"    file: demo-2025.xlsx\n");
}

static void a_draft_of_an_older_edition_says_so(void **state)
{
	struct fixture *f = *state;

	becomes(state, TABLE);
	assert_string_equal(draft(f, "demo-2019.xlsx"),
		"  # A draft by kosh-sniff against demo/2024: 0 differences. "
		"Read it, correct it,\n"
		"  # check it: kosh-extract --check\n"
		"  # It is older: put it above \"2024\", with the tables, and "
		"let that be like it.\n"
		"  - edition: \"2019\" # a guess: by the name of the file\n"
		"    like: \"2024\"\n"
		"    file: demo-2019.xlsx\n");
}

static void a_draft_tells_labels_that_ask_for_nothing(void **state)
{
	struct fixture *f = *state;

	becomes(state,
		"Country|Rank|Total|People|Machines|Trade\n"
		"Chad|1|62.5|70.5|50.5|1.5\nChile|2|58.2|50.1|70.1|2.5\n"
		"Fiji|3|50.3|58.7|40.9|3.5\nKenya|4|40.4|30.6|45.2|4.5\n"
		"Peru|5|30.9|20.2|35.4|5.5\n");
	assert_string_equal(draft(f, "demo-2025.xlsx"),
		"  # A draft by kosh-sniff against demo/2024: 1 difference. "
		"Read it, correct it,\n"
		"  # check it: kosh-extract --check\n"
		"  - edition: \"2025\" # a guess: by the name of the file\n"
		"    like: \"2024\"\n"
		"    file: demo-2025.xlsx\n"
		"    # new, in F1 of 'S': Trade\n");
}

static void a_draft_corrects_the_only_table(void **state)
{
	static const struct sheet_text old[SHEETS] = { { "S", TABLE, 0 } };
	static const struct sheet_text new[SHEETS] = { { "Scores", TABLE, 0 } };
	struct fixture *f = *state;

	lines_of(state, COLUMNS, old, new);
	assert_string_equal(draft(f, "new.xlsx"),
		"  # A draft by kosh-sniff against demo/2024: 1 difference. "
		"Read it, correct it,\n"
		"  # check it: kosh-extract --check\n"
		"  - edition: \"2025\" # a guess: the next one\n"
		"    like: \"2024\"\n"
		"    file: new.xlsx\n"
		"    sheets: [Scores] # was S\n");
	assert_valid(f, "new.xlsx");
}

static void a_draft_has_the_columns_as_they_are_now(void **state)
{
	struct fixture *f = *state;

	change(state, "    areas: 5\n" COLUMNS, TABLE,
		"Country|Rank|Total|Peoples|New\n"
		"Chad|1|62.5|70.5|-\n"
		"Chile|2|58.2|n/a|-\n"
		"Fiji|3|50.3|58.7|-\n"
		"Sum of all||50.3|58.7|-\n");
	assert_string_equal(draft(f, "2026.xlsx"),
		"  # A draft by kosh-sniff against demo/2024: 7 differences. "
		"Read it, correct it,\n"
		"  # check it: kosh-extract --check\n"
		"  - edition: \"2026\" # a guess: by the name of the file\n"
		"    like: \"2024\"\n"
		"    areas: 3 # was 5\n"
		"    file: \"2026.xlsx\"\n"
		"    tables:\n"
		"      - table: main\n"
		"        sheets: [S]\n"
		"        skip: [Sum of all]\n"
		"        columns:\n"
		"          - {label: Country, is: area}\n"
		"          - {label: Rank, rank: overall}\n"
		"          - {label: Total, score: overall}\n"
		"          - {label: Peoples, score: people, missing: [n/a]} "
		"# was 'People': is it the same?\n"
		"          # gone: {label: Machines, score: machines}\n"
		"          # new, in E1: New\n");
	assert_valid(f, "2026.xlsx");
}

static void a_draft_keeps_all_that_a_table_says(void **state)
{
	struct fixture *f = *state;

	change(state,
		"    tables:\n"
		"      - table: main\n"
		"        part: One\n"
		"        areas: 2\n"
		"        sheets: [S, \"S: 2\"]\n"
		"        header_rows: 3\n"
		"        skip_rows: 1\n"
		"        block: 1\n"
		"        missing: [\"-\"]\n"
		"        end: [Notes, \"Source:{any}\"]\n"
		"        period: \"2023\"\n"
		"        columns:\n"
		"          - {path: [\"{any}\", \"{any}\", Country], is: "
		"area}\n"
		"          - {label: Code, is: code, codes: worldbank}\n"
		"          - {label: Kind, is: filter, only: [c]}\n"
		"          - {label: A, block: 2, raw: people, clean: [marks, "
		"currency], text: yes, blank: pass, period: \"2022\"}\n"
		"          - {label: B, raw: machines, categories: [NF, PF], "
		"optional: yes}\n",
		"\n\nCountry|Code|Kind|A|A|B\n\nChad|TCD|c|1|2|NF\n"
		"Fiji|FJI|c|3|4|PF\nPeru|PER|c|3|4|PF\n",
		"\n\nCountry|Codes|Kind|A|A|B\n\nChad|TCD|c|1|2|NF\n"
		"Fiji|FJI|c|3|4|PF\nPeru|PER|c|-|x|PF\n");
	assert_contains(draft(f, "2026.xlsx"),
		"    tables:\n"
		"      - table: main\n"
		"        part: One\n"
		"        areas: 2\n"
		"        sheets: [S, \"S: 2\"]\n"
		"        header_rows: 3\n"
		"        skip_rows: 1\n"
		"        block: 1\n"
		"        missing: [\"-\", x]\n"
		"        end: [Notes, \"Source:{any}\"]\n"
		"        period: \"2023\" # please check: as it was\n"
		"        columns:\n"
		"          - {path: [\"{any}\", \"{any}\", Country], is: "
		"area}\n"
		"          - {label: Codes, is: code, codes: worldbank} # was "
		"'Code': is it the same?\n"
		"          - {label: Kind, is: filter, only: [c]}\n"
		"          - {label: A, block: 2, raw: people, clean: [marks, "
		"currency], text: yes, blank: pass, period: \"2022\"} "
		"# please check: the period is as it was\n"
		"          - {label: B, raw: machines, categories: [NF, PF], "
		"optional: yes}\n");
	assert_valid(f, "2026.xlsx");
}

#define drift_test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		drift_test(the_same_workbook_has_no_drift),
		drift_test(other_figures_are_no_drift),
		drift_test(a_sheet_goes_by_another_name),
		drift_test(a_name_that_the_spec_accepts_asks_for_nothing),
		drift_test(a_sheet_is_gone),
		drift_test(the_only_sheet_is_no_longer_alone),
		drift_test(a_sheet_is_hidden_now),
		drift_test(sheets_of_a_family_come_and_go),
		drift_test(a_family_of_one_sheet_moves_on),
		drift_test(the_header_is_further_down),
		drift_test(columns_side_by_side_move_together),
		drift_test(a_label_is_renamed_where_its_place_says_so),
		drift_test(a_label_that_says_its_year_is_the_same_in_another),
		drift_test(what_is_too_unlike_is_gone_and_new),
		drift_test(texts_do_not_become_figures_by_their_place),
		drift_test(a_label_above_is_another),
		drift_test(a_row_of_labels_is_gone),
		drift_test(a_label_stands_twice),
		drift_test(a_unit_is_another),
		drift_test(nothing_of_the_table_is_left),
		drift_test(a_year_that_is_added_is_a_note),
		drift_test(a_year_that_is_gone_is_drift),
		drift_test(a_family_of_one_year_moves_on),
		drift_test(a_family_without_a_member_is_told_once),
		drift_test(a_label_that_names_an_indicator_goes_to_the_tree),
		drift_test(numbers_are_stored_as_text),
		drift_test(columns_that_lost_the_same_places_are_told_once),
		drift_test(places_that_the_edition_says_are_to_be_edited),
		drift_test(a_marker_that_is_new),
		drift_test(a_marker_that_the_spec_knows_is_none),
		drift_test(texts_that_cleaners_make_numbers_of),
		drift_test(a_scale_is_another),
		drift_test(a_single_figure_that_stands_out_is_no_scale),
		drift_test(the_cells_are_of_another_kind),
		drift_test(the_better_end_is_the_other_one),
		drift_test(where_the_worst_is_first_the_highest_may_be_it),
		drift_test(where_the_worst_is_first_the_better_end_is_the_last),
		drift_test(codes_are_of_another_system),
		drift_test(an_indicator_that_the_tree_lacks),
		drift_test(years_of_rows_come_and_go),
		drift_test(areas_come_and_go),
		drift_test(what_sheets_of_a_table_share_is_told_once),
		drift_test(codes_under_another_label_still_say_the_areas),
		drift_test(an_area_goes_by_another_label),
		drift_test(a_row_that_is_no_area),
		drift_test(what_ended_the_table_is_gone),
		drift_test(countries_across_the_top_are_areas),
		drift_test(the_spec_alone_has_no_drift_where_it_reads),
		drift_test(the_spec_alone_tells_labels_markers_and_counts),
		drift_test(records_say_the_same),
		drift_test(foreign_texts_are_masked),
		drift_test(a_draft_without_drift_is_like_the_edition),
		drift_test(a_draft_of_an_older_edition_says_so),
		drift_test(a_draft_tells_labels_that_ask_for_nothing),
		drift_test(a_draft_corrects_the_only_table),
		drift_test(a_draft_has_the_columns_as_they_are_now),
		drift_test(a_draft_keeps_all_that_a_table_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
