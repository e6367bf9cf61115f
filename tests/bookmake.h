/* SPDX-License-Identifier: MIT */
/* Small .xlsx workbooks made in memory, and what is read of them as text. */
#ifndef KOSH_TESTS_BOOKMAKE_H
#define KOSH_TESTS_BOOKMAKE_H

#include "pipeline/workbook/book.h"
#include "tests/check.h"
#include "tests/zipmake.h"

#define MAIN   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define OFFICE                                                                 \
	"http://schemas.openxmlformats.org/officeDocument/2006/"               \
	"relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

#define RELATION(id, type, target)                                             \
	"<Relationship Id=\"" id "\" Type=\"" OFFICE "/" type                  \
	"\" Target=\"" target "\"/>"
#define RELATIONS(x)                                                           \
	"<Relationships xmlns=\"" PACKAGE "\">" x "</Relationships>"
#define SHEET(rows)                                                            \
	"<worksheet xmlns=\"" MAIN "\"><dimension ref=\"A1:XFD9\"/>"           \
	"<sheetData>" rows "</sheetData></worksheet>"
#define ROW(cells) SHEET("<row r=\"1\">" cells "</row>")
#define ONE_SHEET  "<sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/>"
#define WORKBOOK(x)                                                            \
	"<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">" x "</workbook>"

/* The parts of a workbook; NULL for the usual one. */
struct parts {
	const char *sheet, *strings, *styles, *workbook, *relations;
	int how; /* of all parts, see zipmake.h */
};

/* Shared strings: zero, one. Styles: 0 none, 1 built-in date, 2 own date, 3 red
 * number, 4 elapsed time. */
void bookmake_add(struct zipmake *z, const struct parts *p);
/* The same, and ends the zip. */
struct span bookmake(struct zipmake *z, const struct parts *p);

/* A file of these bytes; the caller removes it before the next one. */
const char *bookmake_file(struct span bytes);

/* Opens a workbook of these bytes, which must succeed. */
struct book *bookmake_open(struct span bytes);

/* Appends "A1 text one" and so on, a line a cell; b may be NULL, then values
 * are shown as stored. */
void show_row(struct text *out, const struct book *b, const struct row *r);
int show_sheet(struct text *out, struct book *b, size_t i, struct err *e);

/* All cells of all sheets, or the fault without the path in front, are as
 * wanted. */
void check_bytes(struct span bytes, const char *want);
void check_zip(struct zipmake *z, const char *want);
void check_parts(const struct parts *p, const char *want);
void check_sheet(const char *sheet, const char *want);

#endif
