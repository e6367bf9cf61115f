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

#include <stddef.h>
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

/* A property of our own: 255 characters of text at the most. */
struct excel_property {
	const char *name, *text;
};

struct excel_properties {
	const char *title, *subject, *author, *company, *comments;
	const char *language; /* "en": what a screen reader is to speak */
	const struct excel_property *own;
	size_t n_own;
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
/* Where a number leads: "internal:'Sheet'!A1", and what is shown over it. */
struct excel_lead {
	const char *target, *tip; /* tip: at most 255 characters, NULL: none */
};

enum { EXCEL_LINKS = 65530 }; /* Excel takes as many on a sheet */

/* A number that is a link and stays a number. What is no target for
 * excel_link, and a link more than Excel takes, gives the number alone; a tip
 * that is too long is left out. */
void excel_number_link(struct excel_sheet *s, uint32_t row, uint16_t column,
	double value, const struct excel_look *look,
	const struct excel_lead *lead);
/* Merges a range and writes text into its first cell. */
void excel_merge(struct excel_sheet *s, uint32_t row, uint16_t column,
	uint32_t last_row, uint16_t last_column, const char *text,
	const struct excel_look *look);

/* The sheet as a whole. */
void excel_width(struct excel_sheet *s, uint16_t first, uint16_t last,
	double characters);
void excel_height(struct excel_sheet *s, uint32_t row, double points);
void excel_freeze(struct excel_sheet *s, uint32_t row, uint16_t column);
/* Printed on A4, as wide as one page, with these rows on each. */
void excel_print(struct excel_sheet *s, int landscape, uint32_t first_row,
	uint32_t last_row);
/* After excel_print: as wide as so many pages, with the first columns on each.
 */
void excel_print_wide(struct excel_sheet *s, uint16_t pages, uint16_t columns);
/* After excel_print: the whole sheet on one page. */
void excel_print_whole(struct excel_sheet *s);
/* A new page begins at each of these rows; the last one of them is 0. */
void excel_breaks(struct excel_sheet *s, const uint32_t *rows);
/* Printed upright on A4, on so many pages (0: as many as it takes), as wide as
 * one; nothing behind the last cell is. */
void excel_print_card(struct excel_sheet *s, uint32_t last_row,
	uint16_t last_column, uint16_t pages);
/* Hides the grid, for a sheet that is read rather than sorted. */
void excel_page(struct excel_sheet *s);

/* Makes a range with a header row a real Excel table with filter buttons.
 * Header cells are written from titles, which are unique but for case; name is
 * a plain identifier, unique in the workbook, that does not read as a cell.
 * There is at least one row under the header. */
void excel_table(struct excel_sheet *s, const char *name, uint32_t row,
	uint16_t column, uint32_t last_row, uint16_t columns,
	const char *const *titles);
/* The same without the buttons, for a page on which tables stand side by side:
 * a filter would hide rows of both. */
void excel_block(struct excel_sheet *s, const char *name, uint32_t row,
	uint16_t column, uint32_t last_row, uint16_t columns,
	const char *const *titles);

/* What numbers look like by how great they are; the number stays visible. */
struct excel_scale {
	double least, most; /* the same: those of the numbers */
	uint32_t low, high; /* 0xRRGGBB; of bars high alone counts */
};

/* Bars behind the numbers of a column from row to last_row. */
void excel_bars(struct excel_sheet *s, uint32_t row, uint16_t column,
	uint32_t last_row, const struct excel_scale *scale);
/* Colours behind those of several: low below 0, none at 0, high above. */
void excel_shades(struct excel_sheet *s, uint32_t row, uint16_t column,
	uint32_t last_row, uint16_t last_column,
	const struct excel_scale *scale);

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
	CHART_BARS,  /* lying, the first category on top, the value behind; of
		      * several the last one is hatched */
};

struct excel_chart {
	enum excel_chart_kind kind;
	const char *title;
	const char *value_axis, *note; /* at the values; at the categories,
					* NULL for none */
	const char *alt;	       /* what a screen reader says */
	const char *number_format;     /* of the ranks, or of the figures behind
					* the bars; NULL: "0" */
	const struct excel_series *series;
	int n;		   /* at most 14 lines are told apart without colour */
	int width, height; /* in pixels */
	int worst_first;   /* of CHART_RANKS: rank 1 is the worst */
	int figures;	   /* of CHART_RANKS: each rank at its marker */
	/* The ends of the values' axis, where most > least. Of CHART_RANKS it
	 * begins with 1, and most is the worst rank, by which its lines are
	 * whole ranks; 0: not known. */
	double least, most;
};

void excel_chart(struct excel_sheet *s, uint32_t row, uint16_t column,
	const struct excel_chart *chart);

/* From row on, below at least one cell, the rows of a sheet are not kept:
 * they go out as they come, so that a million of them take no memory. Their
 * cells are numbers, texts and blanks, each written once, from left to right
 * and from top to bottom; a link is a text there. Everything else about the
 * sheet may be said at any time, as of a sheet whose rows are kept. */
void excel_stream(struct excel_sheet *s, uint32_t row);
/* 1 if there is room for a row; a sheet has 1,048,576. */
int excel_has_room(uint32_t row);

/* Closes, checks, syncs and renames into place; frees either way. -1 with the
 * first fault that was met since excel_open. */
int excel_save(struct excel *x, struct err *e);
/* Throws it away. Accepts NULL. */
void excel_drop(struct excel *x);

#endif
