/* SPDX-License-Identifier: MIT */
/*
 * An Excel file in the making, over libxlsxwriter. Numbers are written as
 * numbers (finite ones only) and read back as the same double, text never as a
 * formula, and every name is checked before the library sees it. The first
 * fault is kept and comes out of excel_save, so that a row of cells needs one
 * check; after it, and on a sheet that is NULL, nothing is done.
 *
 * Rows and columns count from 0. A cell holds one value: a number is not
 * written over by something else.
 */
#ifndef KOSH_REPORT_EXCEL_H
#define KOSH_REPORT_EXCEL_H

#include <stdint.h>
#include <time.h>

#include "pipeline/base/err.h"

struct excel;
struct excel_sheet;

/* The version of the library that is loaded: "1.1.4". */
const char *excel_library(void);

/* How a cell looks. A value with the same fields gives the same format in the
 * file. */
struct excel_look {
	const char *number_format; /* "0.00"; NULL: General */
	uint32_t ink, fill;	   /* 0xRRGGBB; 0: automatic / none */
	uint8_t bold, italic, underline, wrap;
	uint8_t size;		    /* points; 0: 11 */
	uint8_t indent;		    /* steps from the left */
	uint8_t right, centre, top; /* alignment */
	uint8_t rule_below;	    /* a thin line under the cell */
	uint8_t rule_left;	    /* a medium line at its left */
};

struct excel_properties {
	const char *title, *subject, *author, *company, *comments;
	/* One of our own: its name and what it says; NULL for none. */
	const char *own_name, *own;
};

/* Starts a workbook that excel_save will put at path; "-" is standard output.
 * created is written as its date, so that the same inputs give the same
 * bytes. */
int excel_open(struct excel **out, const char *path, time_t created,
	const struct excel_properties *p, struct err *e);

/* Adds a sheet; NULL once a fault was met. Name: 1 to 31 characters, none of
 * []:*?/\, no apostrophe at either end, not "History", which Excel keeps for
 * itself, unique but for case. Borrowed. */
struct excel_sheet *excel_sheet(struct excel *x, const char *name);

/* Cells. look may be NULL. A number that is not finite is a fault. Text is
 * UTF-8 of at most 32,767 characters. */
void excel_number(struct excel_sheet *s, uint32_t row, uint16_t column,
	double value, const struct excel_look *look);
void excel_text(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, const struct excel_look *look);
/* A cell that is there and empty. */
void excel_blank(struct excel_sheet *s, uint32_t row, uint16_t column,
	const struct excel_look *look);
/* A cell with a text of no characters, which is not the same. */
void excel_empty_text(struct excel_sheet *s, uint32_t row, uint16_t column);
/* A formula ("=A1+1") with its stored result, a number or, if text is not
 * NULL, a text. */
void excel_formula(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *formula, double number, const char *text);
/* A link to "internal:'Sheet'!A1" or "https://..."; any other target, and one
 * that is too long for Excel, gives the text without the link. */
void excel_link(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *target, const char *text, const struct excel_look *look);
/* Merges a range and writes text into its first cell. */
void excel_merge(struct excel_sheet *s, uint32_t row, uint16_t column,
	uint32_t last_row, uint16_t last_column, const char *text,
	const struct excel_look *look);

/* The sheet as a whole. */
void excel_width(struct excel_sheet *s, uint16_t first, uint16_t last,
	double characters);
void excel_height(struct excel_sheet *s, uint32_t row, double points);
void excel_freeze(struct excel_sheet *s, uint32_t row, uint16_t column);
/* Printed on A4, as wide as one page, with the rows before data repeated. */
void excel_print(struct excel_sheet *s, int landscape, uint32_t header_row);
/* Hides the grid, for a sheet that is read rather than sorted. */
void excel_page(struct excel_sheet *s);

/* Makes a range with a header row a real Excel table with filter buttons.
 * Header cells are written from titles, which are unique but for case; name is
 * a plain identifier, unique in the workbook, that does not read as a cell.
 * There is at least one row under the header. */
void excel_table(struct excel_sheet *s, const char *name, uint32_t row,
	uint16_t column, uint32_t last_row, uint16_t columns,
	const char *const *titles);

/* Cells of a sheet, first to last. */
struct excel_range {
	const char *sheet;
	uint32_t row;
	uint16_t column;
	uint32_t last_row;
	uint16_t last_column;
};

/* One line of a chart, or one bar of each group. */
struct excel_series {
	const char *name;
	struct excel_range categories, values;
	uint32_t ink;
};

enum excel_chart_kind {
	CHART_RANKS, /* lines; 1 is on top, or at the foot if worst_first; an
		      * empty cell breaks its line */
	CHART_BARS,  /* lying, the first category on top, the value behind */
};

struct excel_chart {
	enum excel_chart_kind kind;
	const char *title;
	const char *value_axis, *note; /* at the values; at the categories */
	const char *alt;	       /* what a screen reader says */
	const char *number_format;     /* of the values; NULL: "0" */
	const struct excel_series *series;
	int n;
	int width, height; /* in pixels */
	int worst_first;   /* of CHART_RANKS: rank 1 is the worst */
	double least, most; /* of the values' axis, where most > least */
};

void excel_chart(struct excel_sheet *s, uint32_t row, uint16_t column,
	const struct excel_chart *chart);

/* Which sheet is in front when the file is opened; the first by default. */
void excel_activate(struct excel_sheet *s);

/* Closes, checks, syncs and renames into place; frees either way. -1 with the
 * first fault that was met since excel_open. */
int excel_save(struct excel *x, struct err *e);
/* Throws it away. Accepts NULL. */
void excel_drop(struct excel *x);

#endif
