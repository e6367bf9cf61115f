/* SPDX-License-Identifier: MIT */
#include "tests/madebook.h"

#include "tests/bookmake.h"

static void add_character(struct text *out, char c)
{
	if (c == '&')
		text_puts(out, "&amp;");
	else if (c == '<')
		text_puts(out, "&lt;");
	else if (c == '"')
		text_puts(out, "&quot;");
	else
		text_putc(out, c);
}

static void add_text(struct text *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		int is_pair = s.at[i] == '\\' && i + 1 < s.len;

		if (is_pair && s.at[i + 1] == 'n')
			text_puts(out, "&#10;");
		else if (is_pair && s.at[i + 1] == 't')
			text_puts(out, "&#9;");
		else {
			add_character(out, s.at[i]);
			continue;
		}
		i++;
	}
}

/* The sheet being written becomes a part. */
static void end_sheet(struct madebook *b)
{
	char name[40];

	if (b->n_sheets == 0)
		return;
	text_puts(&b->sheet, "</sheetData></worksheet>");
	snprintf(name, sizeof(name), "xl/worksheets/sheet%u.xml", b->n_sheets);
	zipmake_add(&b->zip, name, (struct span){ b->sheet.at, b->sheet.len },
		ZIPMAKE_DEFLATE);
	text_clear(&b->sheet);
}

void madebook_sheet(struct madebook *b, struct span name, int is_hidden)
{
	end_sheet(b);
	b->n_sheets++;
	b->row = 0;
	text_puts(&b->sheet, "<worksheet xmlns=\"" MAIN "\"><sheetData>");
	text_puts(&b->sheets, "<sheet name=\"");
	add_text(&b->sheets, name);
	text_printf(&b->sheets, "\" sheetId=\"%u\" r:id=\"s%u\"%s/>",
		b->n_sheets, b->n_sheets, is_hidden ? " state=\"hidden\"" : "");
	text_printf(&b->relations,
		RELATION("s%u", "worksheet", "worksheets/sheet%u.xml"),
		b->n_sheets, b->n_sheets);
}

static void add_value(
	struct text *out, const char *at, const char *attributes, struct span v)
{
	text_printf(
		out, "<c r=\"%s\"%s><v>%.*s</v></c>", at, attributes, SPAN(v));
}

static void add_cell(struct text *out, const char *at, struct span c)
{
	struct span behind = { c.at + 1, c.len - 1 };

	if (*c.at == '\'') {
		text_printf(out,
			"<c r=\"%s\" t=\"inlineStr\"><is>"
			"<t xml:space=\"preserve\">",
			at);
		add_text(out, behind);
		text_puts(out, "</t></is></c>");
	} else if (*c.at == '#') {
		add_value(out, at, " t=\"e\"", c);
	} else if (*c.at == '@') {
		add_value(out, at, " s=\"1\"", behind);
	} else if (span_is(c, "TRUE") || span_is(c, "FALSE")) {
		add_value(
			out, at, " t=\"b\"", span_of(*c.at == 'T' ? "1" : "0"));
	} else {
		double number;

		if (num_parse(&number, c.at, c.len) < 0)
			fail_msg("%s: '%.*s' is no cell: a text begins with '",
				at, SPAN(c));
		add_value(out, at, "", c);
	}
}

void madebook_row(struct madebook *b, const struct span *cells, size_t n)
{
	char at[CELL_ADDRESS];

	if (n)
		text_printf(&b->sheet, "<row r=\"%u\">", b->row + 1);
	for (size_t i = 0; i < n; i++) {
		cell_address(at, b->row, (uint32_t)i);
		if (cells[i].len)
			add_cell(&b->sheet, at, cells[i]);
	}
	if (n)
		text_puts(&b->sheet, "</row>");
	b->row++;
}

struct span madebook_end(struct madebook *b)
{
	struct text workbook = TEXT_INIT, relations = TEXT_INIT;

	end_sheet(b);
	text_printf(&workbook, WORKBOOK("<sheets>%s</sheets>"), b->sheets.at);
	text_printf(&relations,
		RELATIONS("%s" RELATION("r3", "styles", "styles.xml")),
		b->relations.at);
	bookmake_add(&b->zip,
		&(struct parts){
			.workbook = workbook.at, .relations = relations.at });
	zipmake_end(&b->zip);
	text_free(&workbook);
	text_free(&relations);
	return (struct span){ b->zip.bytes.at, b->zip.bytes.len };
}

void madebook_free(struct madebook *b)
{
	zipmake_free(&b->zip);
	text_free(&b->sheet);
	text_free(&b->sheets);
	text_free(&b->relations);
}
