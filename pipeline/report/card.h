/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: a sheet that is one page, with small tables and
 * charts beside and under each other on one grid of columns. No cells are
 * merged: what is longer than its column stands over the empty ones behind it,
 * and a paragraph is several rows.
 */
#ifndef KOSH_REPORT_CARD_H
#define KOSH_REPORT_CARD_H

#include "pipeline/report/page.h"

enum {
	CARD_DECIMALS = 4,
	CARD_TEXT = 2 * FACT_TEXT, /* room for a title */
	CARD_COLUMNS = 16,
	CARD_ROWS = 200,
	CARD_TILES = 4, /* the row in which tiles begin */
	CARD_BODY = 9,	/* and what is under them */
	CARD_ACCENT = 0x1f4e79,
	CARD_TINT = 0xe9eff6,
	CARD_INK = 0x262626,
	CARD_GREY = 0x595959,
	CARD_PALE = 0xa6a6a6,
	CARD_WARM = 0xc55a11,
};

struct card {
	struct report *report;
	struct excel_sheet *sheet;
	const char *name; /* of the sheet, as it is said */
	double width[CARD_COLUMNS];
	uint16_t columns;
	/* How scores are shown, to four places at the most, and what was
	 * computed of them, to one at the least. */
	int decimals, more;
	char score[LABEL_TEXT], mean[LABEL_TEXT], gap[LABEL_TEXT];
	uint32_t last;		 /* the last row that holds something */
	double high[CARD_ROWS];	 /* what its texts need, in points */
	double fixed[CARD_ROWS]; /* what it was told; 0: nothing */
};

extern const struct excel_look card_text_look, card_strong, card_rank,
	card_rank_strong, card_number_look, card_number_strong, card_small;

/* Widths: of the columns, in characters. */
void card_open(struct card *c, struct report *r, const struct sheet *s,
	const double *widths, uint16_t columns);
/* Sets heights and printing; pages as in excel_print_card. */
void card_close(struct card *c, uint16_t pages);

void card_height(struct card *c, uint32_t row, double points);

/* A text; where its look wraps the row grows with it. */
void card_text(struct card *c, uint32_t row, uint16_t column, const char *text,
	const struct excel_look *look);
/* A number; NAN is an empty cell. */
void card_number(struct card *c, uint32_t row, uint16_t column, double value,
	const struct excel_look *look);
/* The same look for all cells of a row from one column to another. */
void card_fill(struct card *c, uint32_t row, uint16_t from, uint16_t to,
	const struct excel_look *look);
/* The head of a page: its name, then what report it is of. */
void card_head(struct card *c, const char *name);

/* A figure with what it is above it and what it means below, in the row of
 * tiles under the head. */
struct card_tile {
	uint16_t column;
	const char *label, *format;
	double value;
	const char *lack; /* what stands there where value is NAN */
	char notes[2][FACT_TEXT];
};

void card_put_tile(struct card *c, const struct card_tile *t);

/* A heading with a line under it, as wide as those columns. */
void card_section(struct card *c, uint32_t row, uint16_t from, uint16_t to,
	const char *title);
/* Makes a table of what is under titles, which are said already; kinds has a
 * letter for each: t over text, r over ranks, n over numbers. */
void card_table(struct card *c, const char *table, uint32_t row,
	uint16_t column, uint32_t last_row, const char *const *titles,
	const char *kinds);
/* A paragraph over the columns from one to another; returns the row under it.
 */
uint32_t card_lines(struct card *c, uint32_t row, uint16_t from, uint16_t to,
	const char *text);
/* The same of a sentence with {name}s, said already. */
uint32_t card_say(struct card *c, uint32_t row, uint16_t from, uint16_t to,
	const char *sentence, const struct word *words);

/* A sentence with its {name}s filled in, cut where it does not fit. */
void card_put(
	char *buf, size_t size, const char *sentence, const struct word *words);
/* A number as text, with so many places; "" for NAN. */
const char *card_figure(
	const struct card *c, char buf[FIGURE_TEXT], double value, int places);
/* A column of the row; NAN for NULL. */
double stmt_number_or_nan(struct stmt *s, int column);
/* A look with another number format. */
struct excel_look card_with(const struct excel_look *look, const char *format);
/* "0.00", and "+0.00;-0.00;0.00", of so many places. */
void card_places(char format[LABEL_TEXT], int places);
void card_signed(char format[LABEL_TEXT], int places);

#endif
