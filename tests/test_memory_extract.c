/* SPDX-License-Identifier: MIT */
/* A table is extracted, and a sheet sniffed, with one request for memory
 * refused, the first, the second, and so on to the last. What comes out is the
 * whole of it, or an error; a draft is for people, and may say less. */
#include "pipeline/extract/layout.h"
#include "pipeline/sniff/outline.h"
#include "pipeline/sniff/write.h"
#include "tests/areasfolder.h"
#include "tests/memory.h"
#include "tests/sniffmake.h"

/* What a run says, in memory that is not counted. */
struct said {
	FILE *to;
	char *text;
	size_t len;
	struct err e;
};

typedef int run_fn(const void *about, struct said *s);

static int sniff(const void *about, struct said *s);

static int run(const void *about, run_fn *work, struct said *s)
{
	int rc;

	*s = (struct said){ .to = NULL };
	s->to = open_memstream(&s->text, &s->len);
	assert_non_null(s->to);
	rc = work(about, s);
	fclose(s->to);
	return rc;
}

/* Returns 1 if request n was refused. */
static int run_refused(
	const void *about, run_fn *work, size_t n, const struct said *whole)
{
	struct said s;
	int rc, refused;

	memory_watch();
	memory_refuse(n);
	rc = run(about, work, &s);
	refused = memory_refused();
	memory_refuse(0);
	if (rc < 0) {
		assert_true(refused);
		if (work != sniff)
			assert_fault(&s.e, ERR_SYSTEM, "out of memory");
	} else if (work != sniff || !refused) {
		assert_string_equal(s.e.text, "");
		assert_string_equal(s.text, whole->text);
	}
	/* libutf8proc makes some that are freed here */
	assert_true(memory_blocks() <= 0);
	free(s.text);
	return refused;
}

static void assert_survives(const void *about, run_fn *work, size_t at_least)
{
	struct said whole;
	size_t n = 0;

	run(about, work, &whole);
	assert_string_equal(whole.e.text, "");
	assert_true(whole.len > 0);
	while (run_refused(about, work, n + 1, &whole))
		n++;
	print_message("%zu requests\n", n);
	assert_true(n >= at_least);
	free(whole.text);
}

/* Longer than the first room for a text. */
#define LONG                                                                   \
	"Ménschen, those of all ages who were counted as the census has it, " \
	"and those who live abroad or were not at home on the day"

/* ---- a table of a spec ----------------------------------------------------
 */

struct table {
	const struct spec *spec;
	const char *sheet; /* lines of cells with a bar between */
};

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	struct said *s = context;

	(void)e;
	stream_put(s->to, o);
	return 0;
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	struct said *s = context;

	(void)e;
	stream_put_finding(s->to, f);
	return 0;
}

static int feed_line(
	struct layout *l, uint32_t row, struct span line, struct err *e)
{
	struct cell cells[32];
	size_t n = 0;
	uint32_t column = 0;

	for (size_t i = 0; i <= line.len; column++) {
		const char *bar = memchr(line.at + i, '|', line.len - i);
		size_t end = bar ? (size_t)(bar - line.at) : line.len;
		struct cell c = { .row = row,
			.column = column,
			.type = CELL_TEXT,
			.text = { line.at + i, end - i } };

		if (num_parse(&c.number, c.text.at, c.text.len) == 0)
			c.type = CELL_NUMBER;
		if (c.text.len)
			cells[n++] = c;
		i = end + 1;
	}
	return layout_row(l, &(struct row){ row, cells, n }, e);
}

static int feed(struct layout *l, const char *sheet, struct err *e)
{
	uint32_t row = 0;

	for (const char *at = sheet; *at; row++) {
		size_t len = strcspn(at, "\n");

		if (len && feed_line(l, row, (struct span){ at, len }, e) < 0)
			return -1;
		at += len + (at[len] == '\n');
	}
	return layout_finish(l, e);
}

static int extract(const void *about, struct said *s)
{
	const struct table *t = about;
	const struct spec_edition *ed = t->spec->editions;
	struct layout_place place = { .dataset = "demo",
		.edition = "2024",
		.release = "abc",
		.sheet = "Data",
		.areas = areas,
		.observation = on_observation,
		.finding = on_finding,
		.context = s };
	struct naming *naming = NULL;
	struct layout *l = NULL;
	struct err before = ERR_INIT;
	int rc;

	(void)areas_done(areas, &before);
	rc = naming_open(&naming, ed->tree, &s->e);
	place.naming = naming;
	if (rc == 0)
		rc = layout_open(&l, ed->workbooks[0].tables, &place, &s->e);
	if (rc == 0)
		rc = feed(l, t->sheet, &s->e);
	layout_close(l);
	naming_close(naming);
	return rc;
}

static void assert_extracts(
	const char *keys, const char *sheet, size_t at_least)
{
	static const char head[] =
		"dataset: demo\ntitle: t\npublisher: p\n"
		"indicators: [{id: overall, label: Score}, "
		"{id: people, label: 'Ménschen', names: [IN.1]}, "
		"{id: machines, label: Machines}, {id: all, names: ['" LONG
		"']}]\n"
		"editions: [{edition: '2024', file: f, ";
	struct table t = { NULL, sheet };
	struct text yaml = TEXT_INIT;
	char path[PATH_TEXT];
	struct spec *spec = NULL;
	struct err e = ERR_INIT;

	text_printf(&yaml, "%s%s}]\n", head, keys);
	path_in(path, folder, "s.yaml");
	write_text(path, yaml.at);
	text_free(&yaml);
	if (spec_read(&spec, path, &e) < 0)
		fail_msg("%s", e.text);
	t.spec = spec;
	assert_survives(&t, extract, at_least);
	spec_close(spec);
}

static void a_wide_table_is_whole_or_refused_when_memory_is_out(void **state)
{
	(void)state;
	assert_extracts("end: ['Note{any}'], skip: [x], header_rows: 2, "
			"columns: [{label: Country, is: area}, "
			"{label: Code, is: code}, "
			"{label: '{year}', under: '{indicator}', score: "
			"'{indicator}', clean: [marks], missing: ['..']}, "
			"{label: Rank, rank: overall, optional: yes}]",
		"|||MÉNSCHEN||Machines||" LONG "|\n"
		"Country|Code|Rank|2001|2002|2001|2002|2001\n"
		"Côte d'Ivoire|CIV|1|1|2 *|3|..|5\n"
		"Türkiye|TUR|2|x|5|6|\n"
		"Chilé|QQQ|2|1|2|3|4\n"
		"Chile|ARG|2|1|2|3|4\n"
		"Côte d’Ivoire|CIV|3|9|9|9|9\n"
		"World|||1|2|3|4\n"
		"Somaliland|||1|2|3|4\n"
		"Note: this is the end\n",
		40);
}

static void a_long_table_is_whole_or_refused_when_memory_is_out(void **state)
{
	(void)state;
	assert_extracts("columns: [{label: Kind, is: filter, only: [c]}, "
			"{label: Country, is: area}, {label: Year, is: "
			"period}, {label: What, is: indicator}, {label: Of, "
			"is: measure}, {label: Figure, value: '{indicator}'}]",
		"Kind|Country|Year|What|Of|Figure\n"
		"c|Türkiye|2001|Ménschen|RANK|1\n"
		"c|Türkiye|2001|ménschen|VALUE|1.5\n"
		"c|Türkiye|2001|" LONG "|VALUE|1.5\n"
		"c|Türkiye|2002|IN.1|VALUE|n/a\n"
		"t|Türkiye|2002|IN.1|VALUE|1\n"
		"c|Türkiye|2003|Nichts|VALUE|1\n"
		"c|Türkiye|2003|Nichts|VALUE|2\n"
		"c|Türkiye|2002|IN.1|NOTE|1\n"
		"c|Türkiye||IN.1|VALUE|1\n",
		20);
}

static void areas_across_are_whole_or_refused_when_memory_is_out(void **state)
{
	(void)state;
	assert_extracts("columns: [{path: ['{any}', Series], is: indicator}, "
			"{path: ['{area}', '{code}'], raw: '{indicator}'}]",
		"|Côte d'Ivoire|Niger|Qwxyz\n"
		"Series|CIV|NGA|QQQ\n"
		"Machines|1|2|3\n",
		20);
}

/* ---- a sheet that nobody described ----------------------------------------
 */

static int sniff(const void *about, struct said *s)
{
	const struct write_about as = {
		.file = "f.csv", .format = "csv", .csv = BOOK_CSV_INIT
	};
	struct text draft = TEXT_INIT;
	struct summary **sheets = calloc(1, sizeof(*sheets));
	struct outline *o = NULL;
	int rc = sheets ? sniffmake_try(sheets, areas, "Data", about, &s->e)
			: err_memory(&s->e);

	if (rc < 0) {
		free(sheets);
		return -1;
	}
	rc = outline_open(&o, sheets, 1, areas, &s->e);
	if (rc == 0)
		rc = write_draft(&draft, o, &as, &s->e);
	if (rc == 0)
		fputs(draft.at, s->to);
	text_free(&draft);
	outline_close(o);
	return rc;
}

static void a_draft_is_not_worth_a_crash_when_memory_is_out(void **state)
{
	(void)state;
	assert_survives("An index of all\n"
			"|||Pillars|\n"
			"Rank|Cöuntry|Score|Ménschen 2001|Ménschen 2002\n"
			"1|Chile|62|70|50\n"
			"2|Kenya|58|50|70\n"
			"3|Fiji|57|58|'..'\n"
			"4|Peru|52|57|..\n"
			"5|Chad|51|56|1 *\n"
			"|Average|50|56|1\n"
			"6|Türkiye|50|58|3\n"
			"7|Côte d'Ivoire|49|58|4\n"
			"\n"
			"|Notes\n"
			"|a of last year\n"
			"|b of this year\n",
		sniff, 100);
}

static void nor_is_that_of_a_long_table(void **state)
{
	struct text sheet = TEXT_INIT;
	static const char *const names[] = { "Chile", "Kenya", "Fiji", "Peru",
		"Chad", "Cuba", "Iraq", "Iran", "Oman", "Mali", "Togo" };

	(void)state;
	text_puts(&sheet, "Country|Year|Indicator|Value|Low\n");
	for (size_t i = 0; i < 2 * COUNT(names); i++)
		for (int year = 2001; year < 2003; year++)
			text_printf(&sheet, "%s|%d|%s|%d.5|%d.25\n",
				names[i / 2], year, i % 2 ? "Law" : "Vöice",
				(int)i, year % 7);
	assert_survives(sheet.at, sniff, 100);
	text_free(&sheet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_wide_table_is_whole_or_refused_when_memory_is_out),
		cmocka_unit_test(
			a_long_table_is_whole_or_refused_when_memory_is_out),
		cmocka_unit_test(
			areas_across_are_whole_or_refused_when_memory_is_out),
		cmocka_unit_test(
			a_draft_is_not_worth_a_crash_when_memory_is_out),
		cmocka_unit_test(nor_is_that_of_a_long_table),
	};

	return cmocka_run_group_tests(
		tests, areasfolder_open, areasfolder_close);
}
