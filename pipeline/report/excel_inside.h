/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: what excel.c, excel_cells.c and excel_parts.c share.
 * libxlsxwriter is seen by these three and nobody else.
 */
#ifndef KOSH_REPORT_EXCEL_INSIDE_H
#define KOSH_REPORT_EXCEL_INSIDE_H

#include <stddef.h>
#include <xlsxwriter.h>

#include "pipeline/base/file.h"
#include "pipeline/report/excel.h"
#include "pipeline/report/repack.h"

struct excel_sheet {
	struct excel *book;
	lxw_worksheet *sheet;
	uint16_t at;	       /* counts from 0 */
	struct stream *stream; /* of excel_stream; NULL: the library has all */
};

/* A look and the format that the library made of it. */
struct dress {
	struct excel_look look;
	lxw_format *format;
};

/* Names that must be unique but for case. */
struct name {
	struct name *next;
	char *key;
	struct excel_sheet sheet; /* of a sheet's name */
};

struct excel {
	lxw_workbook *book;
	struct draft *draft;
	FILE *scratch; /* where the library writes */
	char *path;    /* by which it opens that */
	char *folder;  /* of scratch files */
	char *to;      /* as it was given */
	int named;     /* path is a name of its own */
	struct name *sheets, *tables;
	struct dress *dresses;
	size_t n_dresses;
	struct exact_number *exact; /* numbers that the library cuts short */
	size_t n_exact, cap_exact;
	struct repack_rows **rows; /* of the streams */
	size_t n_rows;
	struct err fault; /* the first one */
};

/* Adds a name to a list. NULL with a fault, "what 'name': why", where bad says
 * why or the list has it. */
struct name *excel_name(struct excel *x, struct name **list, const char *what,
	const char *name, const char *bad);

/* 1 if a cell may be written: no fault so far, and it is on the sheet. */
int excel_may(struct excel_sheet *s, uint32_t row, uint16_t column);
/* The same for a text of at most max characters. */
int excel_may_text(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, size_t max);
/* Keeps "sheet 'S', cell A1: what" as a fault. */
void excel_fault(
	struct excel_sheet *s, uint32_t row, uint16_t column, const char *what);
/* The format of a look, which may be NULL. */
lxw_format *excel_dress(struct excel *x, const struct excel_look *l);
/* 1 if a look is that of a dress. */
int excel_same_look(const struct excel_look *l, const struct dress *d);

/* 1 if text has "_x" and four hex digits and "_", which Excel reads as one
 * character. */
int excel_reads_as_escape(const char *p);

/* A file without a name in x->folder. */
FILE *excel_scratch(struct excel *x, struct err *e);

/* 1 for a row that is streamed. */
int excel_streams(const struct excel_sheet *s, uint32_t row);
/* Cells of such rows; text NULL is a blank one, what was checked is valid. */
void stream_number(struct excel_sheet *s, uint32_t row, uint16_t column,
	double value, const struct excel_look *look);
void stream_text(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, const struct excel_look *look);
void stream_height(struct excel_sheet *s, uint32_t row, double points);
/* Ends the rows, and tells the library how far they go. */
int stream_end(struct excel_sheet *s, struct err *e);
/* Accepts NULL. */
void stream_free(struct stream *t);

/* Keeps what the library said as a fault. */
void excel_check(struct excel_sheet *s, lxw_error bad);

#endif
