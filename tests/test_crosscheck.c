/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/base/child.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/extract/packed.h"
#include "pipeline/workbook/crosscheck.h"
#include "pipeline/workbook/merge.h"
#include "tests/xlsbytes.h"

/* ---- workbooks that libfreexl reads ---------------------------------------
 */

static void dimensions(struct bytes *w, unsigned rows, unsigned columns)
{
	begin_record(w, 0x0200);
	put(w, 0, 4);
	put(w, rows, 4);
	put(w, 0, 2);
	put(w, columns, 2);
	put(w, 0, 2);
	end_record(w);
}

static void put_strings(struct bytes *w, size_t n)
{
	static const char *const words[] = { "Country", "Score", "Chad",
		"Chile", "" };

	begin_record(w, 0x0042);
	put(w, 1200, 2);
	end_record(w);
	begin_record(w, 0x00fc);
	put(w, n, 4);
	put(w, n, 4);
	for (size_t i = 0; i < n; i++) {
		put(w, strlen(words[i]), 2);
		put(w, 0, 1);
		put_bytes(w, words[i], strlen(words[i]));
	}
	end_record(w);
}

static void strings(struct bytes *w)
{
	put_strings(w, 4);
}

/* At which libfreexl gives up. */
static void with_an_empty_string(struct bytes *w)
{
	put_strings(w, 5);
}

static void shared(struct bytes *w, unsigned row, unsigned column, unsigned i)
{
	begin_cell(w, 0x00fd, row, column, 0);
	put(w, i, 4);
	end_record(w);
}

/* Text with runs of formatting, as Excel 95 wrote it: libfreexl sees none. */
static void rich(struct bytes *w, unsigned row, unsigned column, const char *s)
{
	begin_cell(w, 0x00d6, row, column, 0);
	put(w, strlen(s), 2);
	put(w, 0, 1);
	put_bytes(w, s, strlen(s));
	put(w, 0, 2);
	end_record(w);
}

static void formula(struct bytes *w, unsigned row, unsigned column)
{
	begin_cell(w, 0x0006, row, column, 0);
	put_double(w, 7);
	put(w, 0, 8);
	end_record(w);
}

static void scores(struct bytes *w)
{
	shared(w, 0, 0, 0);
	shared(w, 0, 1, 1);
	shared(w, 1, 0, 2);
	number(w, 1, 1, 0, 1.5);
	shared(w, 2, 0, 3);
	number(w, 2, 1, 0, 2);
}

static void table(struct bytes *w)
{
	dimensions(w, 3, 2);
	scores(w);
}

static void with_a_difference(struct bytes *w)
{
	table(w);
	rich(w, 2, 1, "a note");
}

static void with_another_text(struct bytes *w)
{
	table(w);
	rich(w, 2, 0, "China");
}

static void with_a_formula(struct bytes *w)
{
	dimensions(w, 1, 3);
	number(w, 0, 0, 0, 4);
	formula(w, 0, 1);
	shared(w, 0, 2, 1);
}

static void with_many(struct bytes *w)
{
	dimensions(w, 251, 3);
	scores(w);
	for (unsigned i = 1; i < 251; i++)
		rich(w, i, 2, "x");
}

static void build_with(const char *path, part_fn *own, part_fn *cells)
{
	static struct bytes stream, file;

	one_sheet(&stream, 0x0600, own, cells);
	wrap(&file, &stream);
	write_bytes(path, (const char *)file.at, file.n);
}

static void build(const char *path, part_fn *cells)
{
	build_with(path, strings, cells);
}

/* ---- comparing ------------------------------------------------------------
 */

static int note(void *context, const struct xls_difference *d, struct err *e)
{
	(void)e;
	text_printf(context, "%s!%s '%.*s' '%.*s'%s\n", d->sheet, d->cell,
		SPAN(d->ours), SPAN(d->its), d->is_number ? " number" : "");
	return 0;
}

static void check(const char *path, size_t same, size_t differs,
	size_t left_out, const char *lines)
{
	struct text noted = TEXT_INIT;
	struct err e = ERR_INIT;
	struct xls_check k;

	text_puts(&noted, "");
	assert_int_equal(xls_cross_check(&k, path, note, &noted, &e), 0);
	assert_string_equal(k.refused, "");
	assert_int_equal(k.same, same);
	assert_int_equal(k.differs, differs);
	assert_int_equal(k.left_out, left_out);
	assert_string_equal(noted.at, lines);
	text_free(&noted);
}

static void two_readers_agree_on_plain_cells(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build(path, table);
	check(path, 6, 0, 0, "");
}

static void a_formula_is_left_out(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build(path, with_a_formula);
	check(path, 2, 0, 1, "");
}

static void a_cell_that_one_of_them_lacks_is_a_difference(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build(path, with_a_difference);
	check(path, 5, 1, 0, "S!B3 'a note' '2' number\n");
}

static void another_text_is_a_difference(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build(path, with_another_text);
	check(path, 5, 1, 0, "S!A3 'China' 'Chile'\n");
}

static struct err refusal(const char *path)
{
	struct err e = ERR_INIT;
	struct xls_check k;

	assert_int_equal(xls_cross_check(&k, path, NULL, NULL, &e), -1);
	return e;
}

static void what_is_no_xls_is_refused(void **state)
{
	char path[PATH_TEXT], expected[PATH_TEXT + 80];
	struct err e;

	path_in(path, *state, "a.csv");
	write_text(path, "a,b\n");
	e = refusal(path);
	snprintf(expected, sizeof(expected),
		"'%s': no .xls: other formats have no second reader here",
		path);
	assert_fault(&e, ERR_DATA, expected);
	write_text(path, "<html>");
	e = refusal(path);
	assert_contains(e.text, "a web page (HTML)");
	path_in(path, *state, "none");
	e = refusal(path);
	assert_contains(e.text, "cannot open '");
}

static void a_file_that_libfreexl_refuses_is_no_difference(void **state)
{
	struct err e = ERR_INIT;
	struct xls_check k;
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build_with(path, with_an_empty_string, table);
	assert_int_equal(xls_cross_check(&k, path, NULL, NULL, &e), 0);
	assert_contains(k.refused, "libfreexl ");
	assert_int_equal(k.differs, 0);
}

static void published_workbooks_are_the_same_to_both(void **state)
{
	static const struct {
		const char *name;
		size_t same;
	} files[] = {
		{ "data/odd/imf-dm-export-20220203-2.xls", 10945 },
		{ "data/heritage/index2021_data.xls", 6290 },
		{ "data/whr/DataPanelWHR2021C2.xls", 21077 },
		{ "data/worldbank/API_SP.POP.TOTL_DS2_en_excel_v2_33073.xls",
			19636 },
	};
	struct err e = ERR_INIT;
	struct xls_check k;
	char path[PATH_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		shared_in(path, files[i].name);
		assert_int_equal(xls_cross_check(&k, path, NULL, NULL, &e), 0);
		assert_string_equal(k.refused, "");
		assert_int_equal(k.same, files[i].same);
		assert_int_equal(k.differs, 0);
	}
}

/* ---- the stream between ----------------------------------------------------
 */

static int get(const void *bytes, size_t n, struct err *e)
{
	FILE *in = fmemopen((void *)(uintptr_t)bytes, n, "r");
	struct text room = TEXT_INIT;
	struct relayed r;
	int rc;

	assert_non_null(in);
	rc = relay_get(&r, &room, in, e);
	text_free(&room);
	fclose(in);
	return rc;
}

static void a_stream_of_cells_is_not_believed(void **state)
{
	struct {
		double number;
		uint32_t kind, row, column, len;
	} head = { 1, RELAY_NUMBER, 0, 0, 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(get(&head, sizeof(head), &e), 1);
	assert_int_equal(get(&head, sizeof(head) - 1, &e), -1);
	assert_fault(&e, ERR_DATA, "its cells come damaged");
	head.kind = 99;
	assert_int_equal(get(&head, sizeof(head), &e), -1);
	head.kind = RELAY_TEXT;
	head.len = 5;
	assert_int_equal(get(&head, sizeof(head), &e), -1);
	head.len = UINT32_MAX;
	assert_int_equal(get(&head, sizeof(head), &e), -1);
	head.len = 0;
	head.row = 1048576;
	assert_int_equal(get(&head, sizeof(head), &e), -1);
	head.row = 0;
	head.number = NAN;
	assert_int_equal(get(&head, sizeof(head), &e), -1);
	head.number = 1;
	head.column = 16384;
	assert_int_equal(get(&head, sizeof(head), &e), -1);
}

/* A stream of records of 'S', with the sheet and the end around them. */
static FILE *stream(unsigned rows, const struct relayed *v, size_t n)
{
	FILE *out = tmpfile();

	assert_non_null(out);
	relay_put(out,
		&(struct relayed){ RELAY_SHEET, rows, 9, 0, span_of("S") });
	for (size_t i = 0; i < n; i++)
		relay_put(out, &v[i]);
	relay_put(out, &(struct relayed){ RELAY_END, 0, 0, 0, { NULL, 0 } });
	rewind(out);
	return out;
}

/* Three cells of ours against three of a sheet of so many rows. */
static void compared(const struct relayed ours[3], unsigned rows,
	const struct relayed its[3], const char *lines)
{
	char name[] = "S", *names[] = { name };
	struct text noted = TEXT_INIT;
	struct err e = ERR_INIT;
	struct xls_check k = { 0 };
	struct merge m = { .ours = { .in = stream(0, ours, 3) },
		.its = { .in = stream(rows, its, 3) },
		.names = names,
		.n = 1,
		.out = &k,
		.differs = note,
		.context = &noted };

	assert_int_equal(merge_sheets(&m, &e), 0);
	text_printf(&noted, "%zu %zu %zu", k.same, k.differs, k.left_out);
	assert_string_equal(noted.at, lines);
	text_free(&noted);
	text_free(&m.ours.room);
	text_free(&m.its.room);
	fclose(m.ours.in);
	fclose(m.its.in);
}

static struct relayed figure(unsigned row, unsigned column, double d)
{
	return (struct relayed){ RELAY_NUMBER, row, column, d, { NULL, 0 } };
}

static struct relayed word(unsigned row, unsigned column, const char *s)
{
	return (struct relayed){ RELAY_TEXT, row, column, 0, span_of(s) };
}

static void cells_are_compared_by_place_and_value(void **state)
{
	const struct relayed some[] = { figure(0, 0, 1.5), word(0, 2, "abc"),
		figure(4, 1, 0.1) };
	const struct relayed others[] = { figure(0, 0, 1.6), word(0, 2, "abd"),
		figure(4, 1, 0.1) };
	const struct relayed elsewhere[] = { figure(0, 1, 1.5),
		word(0, 2, "abc"), figure(3, 8, 0.1) };

	(void)state;
	compared(some, 9, some, "3 0 0");
	compared(some, 9, others,
		"S!A1 '1.5' '1.6' number\nS!C1 'abc' 'abd'\n1 2 0");
	compared(some, 9, elsewhere,
		"S!A1 '1.5' '' number\nS!B1 '' '1.5' number\n"
		"S!I4 '' '0.1' number\nS!B5 '0.1' '' number\n1 4 0");
}

static void what_is_not_for_both_is_left_out(void **state)
{
	const struct relayed ours[] = { figure(0, 0, 1),
		{ RELAY_OTHER, 0, 1, 7, { NULL, 0 } }, figure(4, 1, 2) };
	const struct relayed its[] = { figure(0, 0, 1), figure(0, 1, 8),
		word(1, 1, "") };

	(void)state;
	compared(ours, 4, its, "1 0 2");
}

static void the_last_bit_of_a_quotient_may_differ(void **state)
{
	const struct relayed ours[] = { figure(0, 0, 0.07), figure(0, 1, 1),
		figure(0, 2, -0.0) };
	const struct relayed its[] = { figure(0, 0, nextafter(0.07, 1)),
		figure(0, 1, 1 + 4e-15), figure(0, 2, 0) };

	(void)state;
	compared(ours, 4, its, "S!B1 '1' '1.000000000000004' number\n2 1 0");
}

/* ---- findings --------------------------------------------------------------
 */

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	(void)e;
	text_printf(context, "%.*s %.*s\n", SPAN(o->area), SPAN(o->raw));
	return 0;
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	(void)e;
	text_printf(context,
		"%.*s %s %.*s!%.*s expected '%.*s' actual '%.*s' %ld: %.*s\n",
		SPAN(f->rule), severity_name(f->severity), SPAN(f->sheet),
		SPAN(f->cell), SPAN(f->expected), SPAN(f->actual), f->cells,
		SPAN(f->message));
	return 0;
}

static void describe(struct spec **out, const char *folder)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, folder, "s.yaml");
	write_text(path,
		"dataset: demo\ntitle: t\npublisher: p\n"
		"regimes: [{regime: r, title: t}]\n"
		"trees: [{tree: t, nodes: [{id: overall, label: Score}]}]\n"
		"editions: [{edition: \"2024\", regime: r, tree: t, decimals: "
		"2, workbooks: [{file: a.xls, tables: [{table: t, sheets: [S], "
		"columns: [{label: Country, is: area}, {label: Score, score: "
		"overall}]}]}]}]\n");
	if (spec_read(out, path, &e) < 0)
		fail_msg("%s", e.text);
}

/* Observations and findings of a.xls in the folder. */
static struct err extract(struct text *out, const char *folder)
{
	struct err e = ERR_INIT;
	struct areas *areas = NULL;
	struct spec *spec = NULL;
	struct child *c = NULL;
	char path[PATH_TEXT];

	path_in(path, folder, "a.xls");
	describe(&spec, folder);
	text_puts(out, "");
	assert_int_equal(areas_open(&areas, ".", &e), 0);
	assert_int_equal(extraction_start(&c,
				 &(struct extraction){ .path = path,
					 .name = "a.xls",
					 .spec = spec,
					 .ed = &spec->editions[0],
					 .areas = areas },
				 &e),
		0);
	packed_read(child_out(c), on_observation, out, &e);
	stream_read_findings(child_aside(c), on_finding, out, &e);
	child_end(c, &e);
	areas_close(areas);
	spec_close(spec);
	return e;
}

static void an_xls_is_extracted_with_a_second_opinion(void **state)
{
	struct text out = TEXT_INIT;
	struct err e;
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build(path, table);
	e = extract(&out, *state);
	assert_string_equal(e.text, "");
	assert_string_equal(out.at, "TCD 1.5\nCHL 2\n");
	text_free(&out);
}

static void a_number_that_two_readers_read_differently_is_an_error(void **state)
{
	struct text out = TEXT_INIT;
	struct err e;
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build(path, with_a_difference);
	e = extract(&out, *state);
	assert_string_equal(e.text, "");
	assert_contains(out.at,
		"V207 error S!B3 expected '2' actual 'a note' 1: two readers "
		"differ: 'a note' here, by libfreexl '2'\n");
	text_free(&out);
}

static size_t count(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)); text++)
		n++;
	return n;
}

static void what_differs_more_than_a_hundred_times_is_counted(void **state)
{
	struct text out = TEXT_INIT;
	struct err e;
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build(path, with_many);
	e = extract(&out, *state);
	assert_string_equal(e.text, "");
	assert_int_equal(count(out.at, "V207 warning S!C"), 100);
	assert_contains(out.at,
		"V207 warning ! expected '' actual '' 150: two readers differ "
		"on 150 cells more than are listed\n");
	text_free(&out);
}

static void that_there_is_no_second_opinion_is_said(void **state)
{
	struct text out = TEXT_INIT;
	struct err e;
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	build_with(path, with_an_empty_string, table);
	e = extract(&out, *state);
	assert_string_equal(e.text, "");
	assert_contains(out.at,
		"V207 info ! expected '' actual '' 0: there is no second "
		"opinion on it: libfreexl gave the workbook up without a "
		"reason\n");
	text_free(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(two_readers_agree_on_plain_cells),
		test_in_folder(a_formula_is_left_out),
		test_in_folder(a_cell_that_one_of_them_lacks_is_a_difference),
		test_in_folder(another_text_is_a_difference),
		test_in_folder(what_is_no_xls_is_refused),
		test_in_folder(a_file_that_libfreexl_refuses_is_no_difference),
		cmocka_unit_test(published_workbooks_are_the_same_to_both),
		cmocka_unit_test(a_stream_of_cells_is_not_believed),
		cmocka_unit_test(cells_are_compared_by_place_and_value),
		cmocka_unit_test(what_is_not_for_both_is_left_out),
		cmocka_unit_test(the_last_bit_of_a_quotient_may_differ),
		test_in_folder(an_xls_is_extracted_with_a_second_opinion),
		test_in_folder(
			a_number_that_two_readers_read_differently_is_an_error),
		test_in_folder(
			what_differs_more_than_a_hundred_times_is_counted),
		test_in_folder(that_there_is_no_second_opinion_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
