/* SPDX-License-Identifier: MIT */
/* Inside layout*.c: a table while it is read. */
#ifndef KOSH_EXTRACT_LAYOUT_INSIDE_H
#define KOSH_EXTRACT_LAYOUT_INSIDE_H

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/base/keys.h"
#include "pipeline/extract/header.h"
#include "pipeline/extract/layout.h"
#include "pipeline/extract/pattern.h"
#include "pipeline/extract/verdict.h"

/* Cells of one column that one finding speaks of. */
struct run {
	long cells;
	uint32_t first, last; /* rows */
};

/* A column of figures. */
struct column {
	const struct found *found;
	struct judge judge;
	char letters[CELL_ADDRESS]; /* "AB" */
	size_t n_letters;
	/* what its labels, its spec or the sheet say of all its figures */
	struct span indicator_id; /* at NULL: its row says it */
	enum spec_measure measure;
	struct span period; /* at NULL: its row, or else the table says it */
	struct span area;   /* at NULL: its row says it */
	int is_plain;	  /* any number that is there is a figure, if no rank */
	int has_percents; /* a percent sign may be taken off */
	struct run numbers, text_numbers, cleaned, blank_ranks;
	struct text cut; /* "'*', '(2016)'": the first that cleaners took off */
	unsigned cuts;	 /* how many those are */
};

/* Rows or columns that were left out for what one text of them says. */
struct left {
	const char *rule; /* NULL: nothing more is to be said of it */
	const char *text;
	uint32_t row, column; /* of the first */
	long times;
};

struct lefts {
	struct left *all;
	size_t n;
	struct ids known; /* rule and text */
	struct text key;
	struct arena texts;
};

/* What one row says of its figures. */
struct subject {
	struct span label;	 /* as published; what names the row */
	const struct area *area; /* NULL: the columns say it */
	struct span period;	 /* the table's, if the row says none */
	int period_id;		 /* among the periods of rows; -1 */
	int indicator;		 /* -1: not said */
	struct span indicator_id;
	enum spec_measure measure; /* MEASURES: not said */
};

enum stage { BEFORE_HEADER, IN_DATA, AFTER_END, WITHOUT_HEADER };

struct layout {
	const struct spec_table *t;
	struct layout_place at;
	struct about about;
	enum stage stage;
	struct header *header;
	struct observation blank; /* what all have in common */
	struct pattern **skip, **end;
	struct column *columns; /* of figures, from left to right */
	size_t n_columns;
	const struct found *roles[ROLE_IGNORED + 1]; /* NULL: none there */
	const struct found **filters;
	size_t n_filters;
	uint32_t next_row;   /* that would follow without a gap */
	uint32_t data_row;   /* the first under header and skipped rows */
	unsigned char *seen; /* one for each area of the area table */
	unsigned listed;     /* areas */
	long rows;	     /* that gave figures */
	long errors;	     /* findings that are */
	long filtered, others;
	struct keys keys;	  /* what rows were about */
	struct ids labels, codes; /* what they were found to mean */
	struct ids periods; /* of rows, and their places in period_texts */
	struct span *period_texts;
	struct arena texts;
	struct lefts left;
	struct text message;
};

/* ---- layout_note.c: findings ---- */

/* A finding of this table; the caller adds what it knows of the place. */
struct finding note(
	const struct layout *l, const char *rule, enum severity severity);
/* Hands it on with a message. */
int note_put(struct layout *l, struct finding *f, struct err *e,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Of MEASURES at is NULL. */
extern const struct span measure_names[MEASURES + 1];
/* Keeps what the cleaners of a column took off a cell of it. */
int note_cut(struct layout *l, struct column *k, const struct cell *c,
	struct err *e);
/* A code that nobody knows, of which this is what came of it. */
int note_unknown_code(struct layout *l, struct finding *f,
	const struct spec_column *k, struct span code, const char *outcome,
	struct err *e);
/* What was found over whole columns and the whole table, once it is read. */
int note_all(struct layout *l, struct err *e);

/* ---- layout_left.c: what was left out, and why ---- */

/* Counts it. 1 if it is the first with this text, 0 if not. */
int left_add(struct lefts *x, const char *rule, struct span text, uint32_t row,
	uint32_t column, struct err *e);
/* 1 if it is the first with this text. Nothing more will be said of it. */
int left_once(
	struct lefts *x, const char *rule, struct span text, struct err *e);
void left_free(struct lefts *x);
/* One finding for each text, or, of aggregates, for all. */
int left_report(struct layout *l, struct err *e);

/* ---- layout_row.c: what a row is about ---- */

/* 1 if the row has figures that count; 0 if it was left out, which was noted;
 * -1 on a fault. */
int row_subject(struct subject *out, struct layout *l, const struct row *row,
	struct err *e);
/* The text of the cell in a column, outer space aside; empty for none. */
struct span row_text(char buf[SERIAL_TEXT], const struct layout *l,
	const struct row *row, const struct found *f);
const struct cell *row_cell(const struct row *row, uint32_t column);
/* A finding at its cell in a column. */
struct finding row_finding(char cell[CELL_ADDRESS], const struct layout *l,
	const struct row *row, const struct found *f, const char *rule,
	enum severity severity);
/* The column whose texts name the rows. */
const struct found *row_names(const struct layout *l);

/* ---- layout_area.c: the areas of rows and columns ---- */

/* 1 if the row is about an area, or its columns say which; 0 if it is not,
 * which was noted. */
int row_area(struct subject *s, struct layout *l, const struct row *row,
	struct err *e);
/* 1 if the label of the column names an area, or none at all. */
int column_area(struct layout *l, const struct found *f, struct err *e);
/* Takes the last column away, with a finding, where its area has one already
 * for the same figures. */
int column_once(struct layout *l, struct err *e);
/* Counts an area that the table lists. */
void area_list(struct layout *l, const struct area *area);

/* ---- layout_cell.c: figures ---- */

/* Whether a row has figures, or else only what is declared as missing. */
enum figures { NO_FIGURES, MISSING_FIGURES, SOME_FIGURES };
enum figures cells_figures(const struct layout *l, const struct row *row);
int cells_take(struct layout *l, const struct row *row,
	const struct subject *about, struct err *e);

#endif
