/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: what the sheets of the report are put together
 * from. A query gives the rows; a column says how they look.
 */
#ifndef KOSH_REPORT_PAGE_H
#define KOSH_REPORT_PAGE_H

#include "pipeline/base/text.h"
#include "pipeline/report/excel.h"
#include "pipeline/report/language.h"
#include "pipeline/report/report.h"

enum {
	PAGE_COLUMNS = 128,
	FACT_TEXT = 512,
	LABEL_TEXT = 64,
	DRAWN = 20, /* regions of the sheet Charts */
};

struct cells;
struct figure;
struct ids;
struct trend;

/* What every sheet needs to know. */
struct report {
	const struct report_order *order;
	struct db *db;
	struct language *language;
	struct excel *excel;
	struct cells *cells; /* NULL: in this profile numbers lead nowhere */
	/* of edition.sql and chart-region.sql; "" where there is none */
	char title[FACT_TEXT], publisher[FACT_TEXT], landing[FACT_TEXT],
		licence[FACT_TEXT], attribution[FACT_TEXT], method[FACT_TEXT],
		edition[LABEL_TEXT], before[LABEL_TEXT], comparable[LABEL_TEXT],
		area[LABEL_TEXT], scheme[LABEL_TEXT], region[LABEL_TEXT],
		region_name[FACT_TEXT], area_name[FACT_TEXT], as_of[LABEL_TEXT],
		computed[2 * LABEL_TEXT];
	char log[2 * LABEL_TEXT]; /* "line 12, head 3f2a...": of the log */
	struct report_log head;	  /* the same in parts */
	long areas;
	int ranked;	 /* 0: no edition has an overall score */
	int worst_first; /* rank 1 is the worst */
	int pillars;	 /* how many can be compared: pillar-scored.sql */
	int decimals;
	char score_format[16];	 /* "0.00" */
	char change_format[128]; /* of places: 18 is shown as a rise */
	int sign;		 /* of mover.sql and mover-other.sql */
	/* the regions that Charts shows; region is the first of them */
	char drawn[DRAWN][LABEL_TEXT];
	int n_drawn;
};

/* A sheet of a report; its names are N_(). */
struct sheet {
	const char *name;
	const char *says; /* what the contents of the cover say of it */
	int (*write)(struct report *r, const struct sheet *s, struct err *e);
	int ranked, unranked; /* whether it is in a report with and without an
			       * overall score */
};

/* One sheet being written; its first column is 0. */
struct page {
	struct report *report;
	struct excel_sheet *sheet;
	uint32_t row; /* the next free one */
	double wide[PAGE_COLUMNS];
	double most[PAGE_COLUMNS]; /* 0: no limit */
	double high;		   /* what the row needs, in points */
	const struct figure *figure[PAGE_COLUMNS]; /* cells_column */
	struct trend *trend; /* of the texts of look_trend */
	/* Where page_table puts the row of each area, by the query's last
	 * column, and page_cells looks it up; or NULL. */
	struct ids *rows;
	int too_many;  /* numbers for links: none is one */
	uint32_t over; /* rows over the header that belong to it */
	int streams;   /* the rows of the next table, and all that is below its
			* header, are not kept: see excel_stream */
};

struct column {
	const char *title; /* N_(): page_table says it */
	const struct excel_look *look;
	double most; /* its greatest width; 0: as wide as its content. What is
		      * longer is wrapped if the look says so, else cut */
	int as_is;   /* title stands as it is: an edition, a label, or said */
};

/* One accent, two greys, and the figures of the report's tables. */
extern const struct excel_look look_title, look_note, look_label, look_head,
	look_head_number, look_text, look_wrap, look_link, look_centre,
	look_code, look_section, look_rank, look_after, look_url, look_trend;

/* Opens a query of sql/export with its parameters bound. */
int report_query(
	struct stmt **out, struct report *r, const char *name, struct err *e);
/* Puts what it gives into a temporary table, for the queries after it. */
int report_temporary(
	struct report *r, const char *table, const char *name, struct err *e);
/* A column of the row as terminated text, "" for NULL, cut where it does not
 * fit. */
void stmt_copy(char *buf, size_t size, struct stmt *s, int column);

/* A sheet with its title and a note of one or two lines under it, both in the
 * report's language already. */
void page_open(struct page *p, struct report *r, const struct sheet *sheet,
	const char *title, const char *note);
/* The same with a name that was said already. */
void page_open_named(struct page *p, struct report *r, const char *name,
	const char *title, const char *note);
/* Writes a line of grey text. */
void page_note(struct page *p, const char *text);
/* The same of a sentence, with its {name}s filled in. */
void page_told(struct page *p, const char *sentence, const struct word *words);
/* The same as a text of its own, cut where it does not fit: for a title. */
void page_fill(
	char buf[FACT_TEXT], const char *sentence, const struct word *words);
/* The heading of a part of the sheet, with a free row above it. */
void page_section(struct page *p, const char *title);
/* Writes so where rank 1 is the worst, and where ranks are computed. */
void page_first(struct page *p);
/* The same, and whether the edition may be compared with the one before. */
void page_caution(struct page *p);
/* Writes that releases which came later are not there, where that is so. */
void page_as_of(struct page *p);
/* Writes the way back to the cover. */
void page_back(struct page *p);
/* The height of a row with text in a column of a width, wrapped. */
double page_height(const char *text, double width);
/* Writes a table from the rows of a query: as many columns as columns has,
 * extra of them left to page_cells. table is its name in Excel. No rows: says
 * so and makes no table. *rows is how many. */
int page_table(uint32_t *rows, struct page *p, const char *table,
	const char *query, const struct column *columns, uint16_t n,
	uint16_t extra, struct err *e);
/* Makes a table of n columns of the rows from below top to the last one. */
void page_head(struct page *p, const char *table, uint32_t top,
	const struct column *columns, uint16_t n);
/* The same from a statement that stands at its first row, of rows that are not
 * kept: until there are no more, or the sheet is full. 1 if a row is left. */
int page_stream(struct page *p, const char *table, struct stmt *s,
	const struct column *columns, uint16_t n, struct err *e);
/* Writes the cells that a query gives as (row, column, value), with row 0 at
 * top; or as (area, column, value), where the page's rows are known. place
 * gives the sheet's column for each of the query's n; columns says how the
 * sheet's columns look. */
int page_cells(struct page *p, const char *query, uint32_t top,
	const uint16_t *place, uint16_t n, const struct column *columns,
	struct err *e);
/* Sets the widths and the printing; header_row is repeated on each page, and
 * what is over it. */
void page_close(struct page *p, uint32_t header_row, int landscape);

/* Fills change_format: a change of places with its sign and word. */
void report_change_format(struct report *r);
/* Which regions are drawn: those of the order, or else that of
 * chart-region.sql, if any. ERR_DATA names those that there are. */
int report_drawn(struct report *r, struct err *e);
/* Sets region and region_name to a region of the scheme by its code; "": to
 * that of chart-region.sql. 1, or 0 if there is none. */
int report_region(struct report *r, const char *region, struct err *e);

/* The i-th sheet of the report's profile; NULL behind the last one. */
const struct sheet *report_sheet(const struct report *r, size_t i);

typedef int sheet_write(struct report *r, const struct sheet *s, struct err *e);
sheet_write sheet_cover, sheet_ranking, sheet_movers, sheet_regions,
	sheet_charts, sheet_history, sheet_pillars, sheet_restated,
	sheet_indicators, sheet_findings, sheet_sources, sheet_cells,
	sheet_notes, sheet_country, sheet_area_history, sheet_area_figures,
	sheet_area_findings, sheet_region, sheet_members, sheet_region_history,
	sheet_standings, sheet_changes, sheet_all_leaders, sheet_editions,
	sheet_tree, sheet_areas, sheet_releases, sheet_observations,
	sheet_manifest;

/* The forms. */
int excel_report(const char *path, struct report *r, struct err *e);
int html_report(const char *path, struct report *r, struct err *e);
int markdown_report(const char *path, struct report *r, struct err *e);
int package_report(const char *path, struct report *r, struct err *e);

#endif
