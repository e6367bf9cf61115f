/* SPDX-License-Identifier: MIT */
#include "tests/fuzz/fuzz.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/cells.h"
#include "pipeline/workbook/kind.h"
#include "pipeline/workbook/serial.h"
#include "pipeline/workbook/stored.h"
#include "tests/zipmake.h"

enum { UNPACKED_MAX = 1 << 20 };

void fuzz_hold(int promise, const char *what)
{
	if (promise)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

void fuzz_same(struct span a, struct span b, const char *what)
{
	if (a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0))
		return;
	fprintf(stderr, "%s:\n[%.*s]\nis not\n[%.*s]\n", what, SPAN(a),
		SPAN(b));
	abort();
}

struct zip_entry fuzz_entry(const char *name, struct span content)
{
	return (struct zip_entry){
		.name = (char *)(uintptr_t)name,
		.crc = (uint32_t)crc32_z(
			0, (const Bytef *)content.at, content.len),
		.size = content.len,
		.packed = content,
	};
}

void fuzz_text(struct span s)
{
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		n = text_utf8_length(s, i);
		fuzz_hold(n > 0, "text is UTF-8");
	}
}

static void hold_value(const struct book *b, const struct cell *c)
{
	struct text value = TEXT_INIT;
	struct err e = ERR_INIT;

	cell_value(&value, b, c);
	fuzz_hold(text_done(&value, &e) == 0, "there is memory for a value");
	fuzz_text((struct span){ value.at, value.len });
	text_free(&value);
	fuzz_text(c->text);
	fuzz_text(c->formula);
	if (c->type == CELL_NUMBER || c->type == CELL_DATE)
		fuzz_hold(isfinite(c->number), "numbers are finite");
	if (c->type == CELL_BLANK)
		fuzz_hold(c->formula.at != NULL, "a blank cell has a formula");
	if (c->type == CELL_BOOLEAN)
		fuzz_hold(c->number == 0 || c->number == 1,
			"a boolean is 0 or 1");
	fuzz_hold(*cell_type_name(c->type) != '\0', "a type has a name");
}

static void hold_place(const struct cell *c)
{
	char address[CELL_ADDRESS];
	uint32_t row, column;

	cell_address(address, c->row, c->column);
	fuzz_hold(stored_address(&row, &column, span_of(address)) == 0,
		"a cell lies in the grid");
	fuzz_hold(row == c->row && column == c->column,
		"an address leads back to its place");
}

void fuzz_row(const struct book *b, const struct row *r)
{
	fuzz_hold(r->n > 0, "a row has cells");
	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];

		fuzz_hold(c->row == r->number, "a cell is in its row");
		fuzz_hold(i == 0 || c[-1].column < c->column, "columns ascend");
		hold_place(c);
		hold_value(b, c);
	}
}

void fuzz_show(struct text *out, const struct row *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];

		text_printf(out, "%u %u %s %.17g ", (unsigned)c->row,
			(unsigned)c->column, cell_type_name(c->type),
			c->number);
		text_add(out, c->text.at, c->text.len);
		if (c->formula.at) {
			text_puts(out, " =");
			text_add(out, c->formula.at, c->formula.len);
		}
		text_putc(out, '\n');
	}
}

static void hold_fault(const struct err *e)
{
	fuzz_hold(e->kind == ERR_DATA, "a refusal is about the data");
	fuzz_hold(e->text[0] != '\0', "a refusal says why");
}

static void read_sheet(struct book *b, size_t i)
{
	struct err e = ERR_INIT;
	struct sheet *s = NULL;
	struct row r;
	int rc = sheet_open(&s, b, i, &e);

	fuzz_text(span_of(book_sheet_name(b, i)));
	while (rc == 0 && (rc = sheet_next(s, &r, &e)) > 0) {
		fuzz_row(b, &r);
		rc = 0;
	}
	if (rc < 0)
		hold_fault(&e);
	else
		fuzz_hold(sheet_next(s, &r, &e) == 0, "the end stays the end");
	sheet_close(s);
}

void fuzz_book(const struct reader *reader, struct span bytes)
{
	struct book *b = calloc(1, sizeof(*b));
	char *copy = malloc(bytes.len ? bytes.len : 1);
	struct err e = ERR_INIT;

	fuzz_hold(b && copy, "there is memory for the input");
	if (bytes.len)
		memcpy(copy, bytes.at, bytes.len);
	*b = (struct book){ .file = { copy, bytes.len, 1 },
		.csv = BOOK_CSV_INIT };
	b->reader =
		reader ? reader : kind_of((struct span){ copy, bytes.len }, &e);
	if (!b->reader || b->reader->open(b, &e) < 0)
		hold_fault(&e);
	else
		for (size_t i = 0; i < book_sheets(b); i++)
			read_sheet(b, i);
	book_close(b);
}

/* ---- mending a zip ------------------------------------------------------- */

static const char *signature(const char *p, const char *end, const char *mark)
{
	return p < end ? memmem(p, (size_t)(end - p), mark, 4) : NULL;
}

/* Where the data of a file ends: at the next header of whatever kind. */
static const char *data_end(const char *p, const char *end)
{
	const char *local = signature(p, end, "PK\3\4");
	const char *central = signature(p, local ? local : end, "PK\1\2");

	return central ? central : local ? local : end;
}

static struct span unpacked(char *to, struct span packed)
{
	z_stream s = { 0 };

	s.next_in = (Bytef *)(uintptr_t)packed.at;
	s.avail_in = (uInt)packed.len;
	s.next_out = (Bytef *)to;
	s.avail_out = UNPACKED_MAX;
	if (inflateInit2(&s, -15) != Z_OK)
		return (struct span){ to, 0 };
	inflate(&s, Z_FINISH);
	inflateEnd(&s);
	return (struct span){ to, s.total_out };
}

/* Adds the file whose local header is at p; returns where the next may be. */
static const char *mend_file(
	struct zipmake *z, char *room, const char *p, const char *end)
{
	const unsigned char *h = (const unsigned char *)p;
	struct span name, data;
	char text[100];

	if (end - p < 30 || end - p - 30 < le16(h + 26) + le16(h + 28))
		return end;
	name = (struct span){ p + 30, le16(h + 26) };
	p = name.at + name.len + le16(h + 28);
	data = (struct span){ p, (size_t)(data_end(p, end) - p) };
	snprintf(text, sizeof(text), "%.*s", SPAN(name));
	zipmake_add(z, text, le16(h + 8) == 8 ? unpacked(room, data) : data, 0);
	return data.at + data.len;
}

int fuzz_mended(struct text *out, struct span zip)
{
	const char *end = zip.at + zip.len, *p;
	char *room = malloc(UNPACKED_MAX);
	struct zipmake z = { 0 };

	fuzz_hold(room != NULL, "there is memory to unpack");
	p = signature(zip.at, end, "PK\3\4");
	while (p && z.n < ZIPMAKE_ENTRIES)
		p = signature(mend_file(&z, room, p, end), end, "PK\3\4");
	free(room);
	zipmake_end(&z);
	*out = z.bytes;
	return z.n > 0;
}
