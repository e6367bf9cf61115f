/* SPDX-License-Identifier: MIT */
/* A stranger's report: what its manifest is taken for, and its cells against
 * others. */
#include "tests/check.h"

#include "pipeline/report/asked_as.h"
#include "pipeline/report/excel.h"
#include "pipeline/report/rebuilt.h"

#define HASH_A                                                                 \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B                                                                 \
	"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* ---- the manifest ---------------------------------------------------------
 */

struct line {
	const char *key, *value;
};

static const struct line whole[] = {
	{ "format", "kosh report 1" },
	{ "version", "9.8.7" },
	{ "dataset", "demo" },
	{ "edition", "2024" },
	{ "profile", "summary" },
	{ "language", "en" },
	{ "scheme", "m49" },
	{ "region", "143" },
	{ "made", "2026-01-02T03:04:05Z" },
	{ "run", "run-1" },
	{ "log_line", "12" },
	{ "log_head", HASH_A },
	{ "release 1", "2024 current " HASH_A },
	{ "release 2", "2024 superseded " HASH_B },
};

/* Writes a workbook with the lines of a manifest on a sheet, but that the i-th
 * line is another. */
static void write_manifest(
	char path[PATH_TEXT], const char *folder, size_t i, struct line other)
{
	static const struct excel_properties none = { .title = NULL };
	struct err e = ERR_INIT;
	struct excel *x = NULL;
	struct excel_sheet *s;

	path_in(path, folder, "report.xlsx");
	assert_int_equal(excel_open(&x, path, 1, &none, &e), 0);
	s = excel_sheet(x, "Other");
	excel_text(s, 0, 0, "dataset", NULL);
	excel_text(s, 0, 1, "of no manifest", NULL);
	s = excel_sheet(x, "\u041a\u0435\u0441\u0442\u0435");
	excel_text(s, 0, 0, "A title", NULL);
	excel_text(s, 3, 0, "Key", NULL);
	excel_text(s, 3, 1, "Value", NULL);
	for (size_t k = 0; k < COUNT(whole); k++) {
		struct line l = k == i ? other : whole[k];

		if (l.key)
			excel_text(s, (uint32_t)k + 4, 0, l.key, NULL);
		if (l.value)
			excel_text(s, (uint32_t)k + 4, 1, l.value, NULL);
	}
	assert_int_equal(excel_save(x, &e), 0);
}

static void a_manifest_is_found_on_any_sheet(void **state)
{
	struct report_order o;
	struct asked_as a;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	write_manifest(path, *state, 99, (struct line){ NULL, NULL });
	asked_as_read(&a, path, &e);
	assert_string_equal(e.text, "");
	asked_as_order(&o, &a);
	assert_string_equal(o.dataset, "demo");
	assert_string_equal(o.edition, "2024");
	assert_string_equal(o.version, "9.8.7");
	assert_string_equal(o.region, "143");
	assert_null(o.area);
	assert_int_equal(o.profile, REPORT_SUMMARY);
	assert_int_equal(o.now, 1767323045);
	assert_int_equal(o.log->line, 12);
	assert_string_equal(o.log->run, "run-1");
	assert_string_equal(a.releases.at,
		"2024 current " HASH_A "\n2024 superseded " HASH_B "\n");
	asked_as_free(&a);
}

static void what_a_manifest_may_not_say_is_refused(void **state)
{
	static const char of_260[] = HASH_A HASH_A HASH_A " current " HASH_A;
	static const struct {
		size_t i;
		struct line line;
		const char *says;
	} all[] = {
		{ 0, { "format", "kosh report 2" }, "'kosh report 2'" },
		{ 0, { "form", "kosh report 1" }, "is no report of kosh" },
		{ 2, { NULL, NULL }, "does not say 'dataset'" },
		{ 3, { "edition", NULL }, "does not say 'edition'" },
		{ 3, { "version", "1" }, "has 'version' twice" },
		{ 3, { "colour", "red" }, "has the key 'colour'" },
		{ 4, { "profile", "poem" }, "there is no profile 'poem'" },
		{ 8, { "made", "2026-13-02T03:04:05Z" }, "is no moment" },
		{ 8, { "made", "yesterday" }, "is no moment" },
		{ 9, { "log_head", HASH_B }, "has 'log_head' twice" },
		{ 10, { NULL, NULL }, "log_line and log_head go together" },
		{ 10, { "log_line", "012" }, "are no line of a log" },
		{ 10, { "log_line", "-1" }, "are no line of a log" },
		{ 10, { "log_line", "99999999999999999999" },
			"are no line of a log" },
		{ 11, { "log_head", "xyz" }, "are no line of a log" },
		{ 11, { NULL, NULL }, "log_line and log_head go together" },
		{ 12, { "release 2", "2024 current " HASH_A },
			"where 'release 1' is due" },
		{ 12, { "release 1", HASH_A }, "not EDITION STATE SHA256" },
		{ 12, { "release 1", "2024 current aaa" },
			"not EDITION STATE SHA256" },
		{ 12, { "release 1", of_260 }, "not EDITION STATE SHA256" },
		{ 13, { "release 2", "2024 current " HASH_B },
			"two current releases of one edition" },
	};
	char path[PATH_TEXT];

	for (size_t i = 0; i < COUNT(all); i++) {
		struct err e = ERR_INIT;
		struct asked_as a;

		write_manifest(path, *state, all[i].i, all[i].line);
		assert_int_equal(asked_as_read(&a, path, &e), -1);
		assert_int_equal(e.kind, ERR_DATA);
		assert_contains(e.text, all[i].says);
		asked_as_free(&a);
	}
}

static void a_run_without_a_line_of_the_log_is_refused(void **state)
{
	struct line none[COUNT(whole)];
	struct err e = ERR_INIT;
	struct asked_as a;
	struct excel *x = NULL;
	struct excel_sheet *s;
	char path[PATH_TEXT];

	memcpy(none, whole, sizeof(none));
	path_in(path, *state, "report.xlsx");
	assert_int_equal(
		excel_open(&x, path, 1, &(struct excel_properties){ 0 }, &e),
		0);
	s = excel_sheet(x, "Manifest");
	for (uint32_t i = 0; i < 10; i++) { /* up to run */
		excel_text(s, i, 0, none[i].key, NULL);
		excel_text(s, i, 1, none[i].value, NULL);
	}
	assert_int_equal(excel_save(x, &e), 0);
	assert_int_equal(asked_as_read(&a, path, &e), -1);
	assert_contains(e.text, "a run without a line of the log");
	asked_as_free(&a);
}

static void what_is_no_workbook_is_no_report(void **state)
{
	struct err e = ERR_INIT;
	struct asked_as a;
	char path[PATH_TEXT];

	path_in(path, *state, "report.xlsx");
	write_text(path, "format,kosh report 1\nkey,value\n");
	assert_int_equal(asked_as_read(&a, path, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	asked_as_free(&a);
	e = (struct err)ERR_INIT;
	write_text(path, "");
	assert_int_equal(asked_as_read(&a, path, &e), -1);
	assert_contains(e.text, ": an empty file");
	assert_int_equal(*e.text, '\''); /* is named once */
	asked_as_free(&a);
}

/* ---- cells ----------------------------------------------------------------
 */

/* Writes a small workbook; what is 0 is left as it is in the first one. */
static void write_cells(
	char path[PATH_TEXT], const char *folder, const char *name, int what)
{
	struct err e = ERR_INIT;
	struct excel *x = NULL;
	struct excel_sheet *s;

	path_in(path, folder, name);
	assert_int_equal(excel_open(&x, path, 1 + what,
				 &(struct excel_properties){ 0 }, &e),
		0);
	s = excel_sheet(x, "One");
	excel_text(s, 0, 0, what == 1 ? "other" : "text", NULL);
	if (what != 2)
		excel_number(s, 0, 1, what == 3 ? 0.3 : 0.1 + 0.2, NULL);
	if (what == 4)
		excel_number(s, 1, 0, 7, NULL);
	if (what == 5)
		excel_text(s, 2, 27, "7", NULL);
	else
		excel_number(s, 2, 27, 7, NULL);
	if (what == 6) {
		s = excel_sheet(x, "Two");
		excel_text(s, 0, 0, "more", NULL);
	}
	assert_int_equal(excel_save(x, &e), 0);
}

static void hear(void *context, struct span sheet, struct span cell,
	struct span given, struct span made)
{
	text_printf(context, "%.*s!%.*s %s%.*s %s%.*s;", SPAN(sheet),
		SPAN(cell), given.at ? "=" : "-", SPAN(given),
		made.at ? "=" : "-", SPAN(made));
}

static void cells_that_differ_are_told(void **state)
{
	static const struct {
		int what;
		const char *says;
	} all[] = {
		{ 0, "" },
		{ 1, "One!A1 =other =text;" },
		{ 2, "One!B1 - =0.30000000000000004;" },
		{ 3, "" }, /* the same fifteen digits */
		{ 4, "One!A2 =7 -;" },
		{ 5, "One!AB3 =7 (text) =7 (number);" },
		{ 6, "Two!A1 =more -;" },
	};
	char given[PATH_TEXT], made[PATH_TEXT];
	struct err e = ERR_INIT;

	write_cells(made, *state, "made.xlsx", 0);
	for (size_t i = 0; i < COUNT(all); i++) {
		struct text said = TEXT_INIT;
		struct rebuilt r = { 0 };

		write_cells(given, *state, "given.xlsx", all[i].what);
		assert_int_equal(
			rebuilt_compare(&r, given, made, hear, &said, &e), 0);
		assert_string_equal(said.at ? said.at : "", all[i].says);
		assert_int_equal(r.differ, *all[i].says != '\0');
		text_free(&said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_manifest_is_found_on_any_sheet),
		test_in_folder(what_a_manifest_may_not_say_is_refused),
		test_in_folder(a_run_without_a_line_of_the_log_is_refused),
		test_in_folder(what_is_no_workbook_is_no_report),
		test_in_folder(cells_that_differ_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
