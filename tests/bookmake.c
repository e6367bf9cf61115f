/* SPDX-License-Identifier: MIT */
#include "tests/bookmake.h"

#include <unistd.h>

static const char usual_strings[] =
	"<sst xmlns=\"" MAIN "\">"
	"<si><t>zero</t></si><si><t>one</t></si></sst>";
static const char usual_styles[] =
	"<styleSheet xmlns=\"" MAIN "\"><numFmts>"
	"<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm&quot;x&quot;\"/>"
	"<numFmt numFmtId=\"165\" formatCode=\"[Red]0.0&quot;d&quot;\"/>"
	"<numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/></numFmts>"
	"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
	"<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
	"<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>";

static void add(struct zipmake *z, const struct parts *p, const char *name,
	const char *content)
{
	zipmake_add(z, name, span_of(content), p->how);
}

void bookmake_add(struct zipmake *z, const struct parts *p)
{
	add(z, p, "_rels/.rels",
		RELATIONS(RELATION("r0", "officeDocument", "xl/workbook.xml")));
	add(z, p, "xl/workbook.xml",
		p->workbook ? p->workbook
			    : WORKBOOK("<sheets>" ONE_SHEET "</sheets>"));
	add(z, p, "xl/_rels/workbook.xml.rels",
		p->relations ? p->relations
			     : RELATIONS(RELATION("r1", "worksheet",
				       "worksheets/sheet1.xml") RELATION("r2",
				       "sharedStrings", "sharedStrings.xml")
					       RELATION("r3", "styles",
						       "/xl/styles.xml")));
	add(z, p, "xl/sharedStrings.xml",
		p->strings ? p->strings : usual_strings);
	add(z, p, "xl/styles.xml", p->styles ? p->styles : usual_styles);
	if (p->sheet)
		zipmake_add(z, "xl/worksheets/sheet1.xml", span_of(p->sheet),
			p->how ? p->how : strlen(p->sheet) > 200);
}

struct span bookmake(struct zipmake *z, const struct parts *p)
{
	bookmake_add(z, p);
	zipmake_end(z);
	return (struct span){ z->bytes.at, z->bytes.len };
}

const char *bookmake_file(struct span bytes)
{
	static char path[64];
	FILE *out;

	snprintf(path, sizeof(path), "/tmp/kosh-xlsx-%ld", (long)getpid());
	out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes.at, 1, bytes.len, out), bytes.len);
	assert_int_equal(fclose(out), 0);
	return path;
}

struct book *bookmake_open(struct span bytes)
{
	const char *path = bookmake_file(bytes);
	struct err e = ERR_INIT;
	struct book *b = NULL;

	assert_int_equal(book_open(&b, path, NULL, &e), 0);
	unlink(path);
	return b;
}

void show_row(struct text *out, const struct book *b, const struct row *r)
{
	char address[CELL_ADDRESS];

	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];

		assert_int_equal(c->row, r->number);
		cell_address(address, c->row, c->column);
		text_printf(out, "%s %s ", address, cell_type_name(c->type));
		if (b)
			cell_value(out, b, c);
		else
			text_add(out, c->text.at, c->text.len);
		if (c->formula.at)
			text_printf(out, " =%.*s", SPAN(c->formula));
		text_puts(out, "\n");
	}
}

int show_sheet(struct text *out, struct book *b, size_t i, struct err *e)
{
	struct sheet *s = NULL;
	struct row r;
	int rc = sheet_open(&s, b, i, e);

	while (rc == 0 && (rc = sheet_next(s, &r, e)) > 0) {
		show_row(out, b, &r);
		rc = 0;
	}
	sheet_close(s);
	return rc;
}

/* All cells of all sheets, or the fault, without the path in front. */
static char *show(struct span bytes)
{
	const char *path = bookmake_file(bytes);
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;
	struct book *b = NULL;
	size_t skip;

	text_puts(&out, "");
	if (book_open(&b, path, NULL, &e) == 0)
		for (size_t i = 0; i < book_sheets(b); i++)
			if (show_sheet(&out, b, i, &e) < 0)
				break;
	book_close(b);
	unlink(path);
	if (e.kind != ERR_NONE) {
		assert_int_equal(e.kind, ERR_DATA);
		skip = e.text[0] == '\'' ? strlen(path) + 4 : 0;
		text_clear(&out);
		text_puts(&out, e.text + skip);
	}
	return out.at;
}

void check_bytes(struct span bytes, const char *want)
{
	char *got = show(bytes);

	assert_string_equal(got, want);
	free(got);
}

void check_zip(struct zipmake *z, const char *want)
{
	zipmake_end(z);
	check_bytes((struct span){ z->bytes.at, z->bytes.len }, want);
	zipmake_free(z);
}

void check_parts(const struct parts *p, const char *want)
{
	struct zipmake z = { 0 };

	bookmake_add(&z, p);
	check_zip(&z, want);
}

void check_sheet(const char *sheet, const char *want)
{
	check_parts(&(struct parts){ .sheet = sheet }, want);
}
