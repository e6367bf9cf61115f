/* SPDX-License-Identifier: MIT */
/*
 * report record BOOK.xlsx LIST: what a workbook of ours is made of as a flat
 * list: cells, widths, heights, merges, links, notes, tables, bars, charts.
 * report kept|constant LIST BOOK.xlsx: the same with libxlsxwriter and nothing
 * else, in constant memory or not. The list is mapped, so that reading it
 * costs next to nothing; formats are one a column. Blank cells are left out,
 * and in constant memory tables, which the library cannot make there.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "pipeline/base/file.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/part.h"

enum { FORMATS = 16, COLUMNS_MOST = 200 };

enum what {
	SHEET,
	NUMBER,
	TEXT,
	WIDTH,
	HEIGHT,
	MERGE,
	LINK,
	NOTE,
	TABLE,
	BARS,
	CHART
};

/* One thing to do; text behind it, with its NUL, filled up to eight bytes. */
struct op {
	uint32_t what, row, last_row, len;
	uint16_t column, last_column;
	uint32_t series;
	double number;
};

static struct err fault = ERR_INIT;

static void must(int rc)
{
	if (rc < 0)
		errx(1, "%s", fault.text);
}

/* ---- recording -------------------------------------------------------------
 */

static void put(FILE *out, struct op op, struct span text)
{
	static const char zeros[8];

	op.len = (uint32_t)(text.len / 8 + 1) * 8;
	fwrite(&op, sizeof(op), 1, out);
	fwrite(text.at ? text.at : "", 1, text.len, out);
	fwrite(zeros, 1, op.len - text.len, out);
}

static struct text unpack(const struct zip_entry *entry)
{
	struct text all = TEXT_INIT;
	struct part *p = NULL;
	char chunk[65536];
	size_t got;

	must(part_open(&p, entry, PART_STREAMED_MIB, &fault));
	do {
		must(part_read(&got, p, chunk, sizeof(chunk), &fault));
		text_add(&all, chunk, got);
	} while (got > 0);
	part_close(p);
	return all;
}

/* A part of the workbook whose name has a number; no text if there is none. */
static struct text part_of(const struct zip *z, const char *fmt, int i)
{
	const struct zip_entry *entry;
	char name[80];

	snprintf(name, sizeof(name), "%s%d.xml", fmt, i);
	entry = zip_find(z, name);
	return entry ? unpack(entry) : (struct text)TEXT_INIT;
}

static int times(const char *xml, const char *tag)
{
	int n = 0;

	for (; xml && (xml = strstr(xml, tag)); xml++)
		n++;
	return n;
}

/* The value of an attribute of the tag at xml. */
static struct span attribute(const char *xml, const char *name)
{
	const char *end = strchr(xml, '>');
	const char *at = end
		? memmem(xml, (size_t)(end - xml), name, strlen(name))
		: NULL;

	if (!at)
		return (struct span){ NULL, 0 };
	at += strlen(name);
	return (struct span){ at, strcspn(at, "\"") };
}

/* "A1:B2" or "A1" */
static struct op place(enum what what, struct span range)
{
	const char *colon = range.len ? memchr(range.at, ':', range.len) : NULL;
	struct span first = range, last = range;
	uint32_t row = 0, column = 0;
	struct op op = { .what = what };

	if (colon) {
		first.len = (size_t)(colon - range.at);
		last = (struct span){ colon + 1, range.len - first.len - 1 };
	}
	cell_place(&row, &column, first);
	op.row = row;
	op.column = (uint16_t)column;
	cell_place(&row, &column, last);
	op.last_row = row;
	op.last_column = (uint16_t)column;
	return op;
}

/* Each tag of a kind with the range that an attribute gives. */
static void put_all(FILE *out, const char *xml, const char *tag,
	const char *name, enum what what)
{
	static const struct span text[] = {
		[MERGE] = { NULL, 0 },
		[LINK] = { "https://example.org/a-page", 26 },
		[NOTE] = { "2025, 627fbad06103, sheet Table 1, cell G148", 44 },
		[BARS] = { NULL, 0 },
	};

	for (; xml && (xml = strstr(xml, tag)); xml++)
		put(out, place(what, attribute(xml, name)), text[what]);
}

static void put_table(FILE *out, const char *xml)
{
	struct text titles = TEXT_INIT;
	struct op op =
		place(TABLE, attribute(strstr(xml, "<table "), " ref=\""));
	struct span name;

	for (const char *p = xml; (p = strstr(p, "<tableColumn ")); p++) {
		name = attribute(p, " name=\"");
		text_add(&titles, name.at, name.len);
		text_putc(&titles, '\0');
	}
	put(out, op, (struct span){ titles.at, titles.len });
	text_free(&titles);
}

static void put_charts(FILE *out, const struct zip *z, int drawing)
{
	static int chart;
	struct text xml = part_of(z, "xl/drawings/drawing", drawing), c;
	struct op op = { .what = CHART };

	for (int n = times(xml.at, "<xdr:graphicFrame "); n > 0; n--) {
		c = part_of(z, "xl/charts/chart", ++chart);
		op.series = (uint32_t)times(c.at, "<c:ser>");
		op.row = 30 * (uint32_t)n;
		put(out, op, (struct span){ "A chart", 7 });
		text_free(&c);
	}
	text_free(&xml);
}

static void put_around(FILE *out, const struct zip *z, int sheet)
{
	static int table, drawing, notes;
	struct text xml = part_of(z, "xl/worksheets/sheet", sheet), t;
	struct op op = { .what = WIDTH };

	for (const char *p = xml.at; (p = strstr(p, "<col ")); p++) {
		op.column = (uint16_t)(strtol(attribute(p, " min=\"").at, NULL,
					       10) -
			1);
		op.last_column = (uint16_t)(strtol(attribute(p, " max=\"").at,
						    NULL, 10) -
			1);
		op.number = strtod(attribute(p, " width=\"").at, NULL);
		put(out, op, (struct span){ NULL, 0 });
	}
	op.what = HEIGHT;
	for (const char *p = xml.at; (p = strstr(p, "<row ")); p++) {
		if (!attribute(p, " ht=\"").at)
			continue;
		op.row = (uint32_t)(strtol(attribute(p, " r=\"").at, NULL, 10) -
			1);
		op.number = strtod(attribute(p, " ht=\"").at, NULL);
		put(out, op, (struct span){ NULL, 0 });
	}
	put_all(out, xml.at, "<mergeCell ", " ref=\"", MERGE);
	put_all(out, xml.at, "<hyperlink ", " ref=\"", LINK);
	put_all(out, xml.at, "<conditionalFormatting ", " sqref=\"", BARS);
	for (int n = times(xml.at, "<tablePart "); n > 0; n--) {
		t = part_of(z, "xl/tables/table", ++table);
		put_table(out, t.at);
		text_free(&t);
	}
	if (times(xml.at, "<drawing "))
		put_charts(out, z, ++drawing);
	if (times(xml.at, "<legacyDrawing ")) {
		t = part_of(z, "xl/comments", ++notes);
		put_all(out, t.at, "<comment ", " ref=\"", NOTE);
		text_free(&t);
	}
	text_free(&xml);
}

static void put_cells(FILE *out, struct book *b, size_t sheet)
{
	struct sheet *s = NULL;
	struct row r;
	int rc;

	must(sheet_open(&s, b, sheet, &fault));
	while ((rc = sheet_next(s, &r, &fault)) == 1)
		for (size_t i = 0; i < r.n; i++)
			put(out,
				(struct op){
					.what = r.cells[i].type == CELL_TEXT
						? TEXT
						: NUMBER,
					.row = r.number,
					.column = (uint16_t)r.cells[i].column,
					.number = r.cells[i].number },
				r.cells[i].text);
	must(rc);
	sheet_close(s);
}

static void record(const char *from, const char *to)
{
	FILE *out = fopen(to, "w");
	struct book *b = NULL;
	struct zip *z = NULL;

	if (!out)
		err(1, "%s", to);
	must(book_open(&b, from, NULL, &fault));
	must(zip_open(&z, book_bytes(b), &fault));
	for (size_t i = 0; i < book_sheets(b); i++) {
		put(out, (struct op){ .what = SHEET },
			span_of(book_sheet_name(b, i)));
		put_cells(out, b, i);
		put_around(out, z, (int)i + 1);
	}
	zip_close(z);
	book_close(b);
	if (fclose(out) != 0)
		err(1, "%s", to);
}

/* ---- replaying -------------------------------------------------------------
 */

struct replay {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *formats[FORMATS];
	const char *name; /* of the sheet */
	int constant;
};

static void make_formats(struct replay *r)
{
	static const char *const numbers[] = { "General", "0", "0.00",
		"#,##0" };

	for (int i = 0; i < FORMATS; i++) {
		r->formats[i] = workbook_add_format(r->book);
		format_set_num_format(r->formats[i], numbers[i % 4]);
		format_set_font_color(r->formats[i], 0x262626);
		if (i / 4 % 2)
			format_set_text_wrap(r->formats[i]);
		if (i / 8)
			format_set_align(r->formats[i], LXW_ALIGN_CENTER);
	}
}

static void add_table(struct replay *r, const struct op *op, const char *text)
{
	lxw_table_column all[COLUMNS_MOST] = { 0 };
	lxw_table_column *list[COLUMNS_MOST + 1] = { NULL };
	lxw_table_options o = { .columns = list };

	for (int i = 0; i <= op->last_column - op->column; i++) {
		all[i].header = (char *)(uintptr_t)text;
		list[i] = &all[i];
		text += strlen(text) + 1;
	}
	worksheet_add_table(r->sheet, op->row, op->column, op->last_row,
		op->last_column, &o);
}

static void add_chart(struct replay *r, const struct op *op, const char *title)
{
	lxw_chart *c = workbook_add_chart(r->book, LXW_CHART_LINE);
	lxw_chart_series *s;

	for (uint32_t i = 0; i < op->series; i++) {
		s = chart_add_series(c, NULL, NULL);
		chart_series_set_categories(s, r->name, 5, 0, 15, 0);
		chart_series_set_values(s, r->name, 5, 1, 15, 1);
		chart_series_set_name(s, title);
		chart_series_set_marker_type(s, LXW_CHART_MARKER_CIRCLE);
	}
	chart_title_set_name(c, title);
	worksheet_insert_chart(r->sheet, op->row, 0, c);
}

static void add_bars(struct replay *r, const struct op *op)
{
	lxw_conditional_format c = { .type = LXW_CONDITIONAL_DATA_BAR };

	worksheet_conditional_format_range(r->sheet, op->row, op->column,
		op->last_row, op->last_column, &c);
}

static void play(struct replay *r, const struct op *op, const char *text)
{
	lxw_format *f = r->formats[op->column % FORMATS];

	switch ((enum what)op->what) {
	case SHEET:
		r->name = text;
		r->sheet = workbook_add_worksheet(r->book, text);
		break;
	case NUMBER:
		worksheet_write_number(
			r->sheet, op->row, op->column, op->number, f);
		break;
	case TEXT:
		worksheet_write_string(r->sheet, op->row, op->column, text, f);
		break;
	case WIDTH:
		worksheet_set_column(r->sheet, op->column, op->last_column,
			op->number, NULL);
		break;
	case HEIGHT:
		worksheet_set_row(r->sheet, op->row, op->number, NULL);
		break;
	case MERGE:
		worksheet_merge_range(r->sheet, op->row, op->column,
			op->last_row, op->last_column, NULL, f);
		break;
	case LINK:
		worksheet_write_url_opt(
			r->sheet, op->row, op->column, text, f, "a text", NULL);
		break;
	case NOTE:
		worksheet_write_comment(r->sheet, op->row, op->column, text);
		break;
	case TABLE:
		if (!r->constant)
			add_table(r, op, text);
		break;
	case BARS:
		add_bars(r, op);
		break;
	case CHART:
		add_chart(r, op, text);
		break;
	}
}

static void replay(const char *from, const char *to, int constant)
{
	lxw_workbook_options o = { .constant_memory = (uint8_t)constant };
	struct replay r = { .book = workbook_new_opt(to, &o),
		.constant = constant };
	struct file_map map;
	const char *p;

	must(file_map(&map, from, &fault));
	make_formats(&r);
	for (p = map.at; p < map.at + map.len;) {
		const struct op *op = (const struct op *)(const void *)p;

		play(&r, op, p + sizeof(*op));
		p += sizeof(*op) + op->len;
	}
	if (workbook_close(r.book) != LXW_NO_ERROR)
		errx(1, "%s: cannot be written", to);
	file_unmap(&map);
}

int main(int argc, char **argv)
{
	if (argc != 4)
		errx(2, "usage: report record|kept|constant FROM TO");
	if (strcmp(argv[1], "record") == 0)
		record(argv[2], argv[3]);
	else
		replay(argv[2], argv[3], strcmp(argv[1], "constant") == 0);
	return 0;
}
