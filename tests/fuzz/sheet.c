/* SPDX-License-Identifier: MIT */
/*
 * A sheet part. The first two bytes are the size of a window, so that whatever
 * the scanner looks at comes to lie across the end of one; the cells must
 * be those that a window gives which holds all of it.
 */
#include "pipeline/workbook/grid.h"
#include "pipeline/workbook/window.h"
#include "tests/fuzz/fuzz.h"

static const char three_strings[] =
	"<sst><si><t>zero</t></si><si/><si><t>two &amp; more</t></si></sst>";
static const char four_styles[] =
	"<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
	"<xf numFmtId=\"22\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>";

struct tables {
	struct strings strings;
	struct styles styles;
	int read;
};

/* Read once, since they are always the same. */
static const struct tables *read_tables(void)
{
	static struct tables t;
	struct zip_entry strings =
		fuzz_entry("strings", span_of(three_strings));
	struct zip_entry styles = fuzz_entry("styles", span_of(four_styles));
	struct err e = ERR_INIT;

	if (t.read)
		return &t;
	fuzz_hold(strings_read(&t.strings, &strings, &e) == 0 &&
			styles_read(&t.styles, &styles, &e) == 0,
		"the tables are sound");
	t.read = 1;
	return &t;
}

static void read_cells(struct text *out, struct span part, size_t window)
{
	const struct tables *t = read_tables();
	struct stored_tables tables = { &t->strings, &t->styles, 0 };
	struct zip_entry entry = fuzz_entry("sheet", part);
	struct book book = { 0 };
	struct source *source = NULL;
	struct grid *g = NULL;
	struct err e = ERR_INIT;
	struct row r;

	if (source_open(&source, &entry, 16, &e) == 0 &&
		grid_open(&g, source, &tables, window, &e) == 0)
		while (grid_next(&r, g, &e) > 0) {
			fuzz_row(&book, &r);
			fuzz_show(out, &r);
		}
	grid_close(g);
	fuzz_hold(e.kind == ERR_NONE || e.kind == ERR_DATA,
		"a refusal is about the data");
	/* not its words: which fault of two is seen first may differ */
	text_puts(out, e.kind == ERR_NONE ? "end" : "refused");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text small = TEXT_INIT, big = TEXT_INIT;
	struct span part;
	size_t window;

	if (size < 2)
		return 0;
	window = 1 + (size_t)(data[0] | data[1] << 8) % 2048;
	part = (struct span){ (const char *)data + 2, size - 2 };
	read_cells(&small, part, window);
	read_cells(&big, part, WINDOW_SIZE);
	fuzz_same((struct span){ small.at, small.len },
		(struct span){ big.at, big.len }, "what a small window gives");
	text_free(&small);
	text_free(&big);
	return 0;
}
