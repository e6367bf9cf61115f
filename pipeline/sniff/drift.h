/* SPDX-License-Identifier: MIT */
/*
 * How the layout of a new workbook differs from that of one that a spec reads:
 * summaries of both go in, a list of differences comes out. It knows neither
 * files nor options, so that a test is two small tables.
 */
#ifndef KOSH_SNIFF_DRIFT_H
#define KOSH_SNIFF_DRIFT_H

#include <stdio.h>

#include "pipeline/base/record.h"
#include "pipeline/extract/naming.h"
#include "pipeline/extract/spec.h"
#include "pipeline/sniff/summary.h"

enum drift_kind {
	DRIFT_SHEET, /* it goes by another name */
	DRIFT_SHEET_GONE,
	DRIFT_SHEET_STATE,
	DRIFT_HEADER_GONE, /* nothing on the sheet fits */
	DRIFT_HEADER_ROW,
	DRIFT_HEADER_ROWS,
	DRIFT_RENAMED, /* a label, by all that it stands for */
	DRIFT_ABOVE,   /* a label above it */
	DRIFT_LABEL_GONE,
	DRIFT_LABEL_NEW,
	DRIFT_LABEL_TWICE,
	DRIFT_MOVED,
	DRIFT_UNIT,
	DRIFT_TYPE,
	DRIFT_TEXT, /* numbers are stored as text, or no longer */
	DRIFT_DECIMALS,
	DRIFT_MISSING, /* a marker that the spec does not know */
	DRIFT_STRANGE, /* another text where a number is due */
	DRIFT_SCALE,
	DRIFT_CODES,
	DRIFT_DIRECTION,
	DRIFT_AREAS, /* how many */
	DRIFT_AREAS_GONE,
	DRIFT_AREAS_NEW,
	DRIFT_AREA_LABEL,
	DRIFT_ROW, /* a row that is no area */
	DRIFT_END, /* what ended the table */
	DRIFT_INDICATOR_GONE,
	DRIFT_INDICATOR_NEW,
	DRIFT_PERIOD_GONE,
	/* notes: what a new issue brings along */
	DRIFT_PERIOD,
	DRIFT_PERIOD_NEW,
	DRIFT_SHEET_NEW,
	DRIFT_ROWS,
	DRIFT_FORMAT,
	DRIFT_KINDS,
};

/* One difference. Texts are never NULL. */
struct drift {
	enum drift_kind kind;
	const struct spec_table *table;	  /* NULL: the workbook */
	const struct spec_column *column; /* that it is about, or NULL */
	/* where in the new workbook; of what is gone, where in the old one */
	const char *sheet, *cell;
	const char *was, *is;
	const char *hint; /* cleaners that would do, or "" */
	int reads;	  /* 1: the spec reads it as it is */
};

struct drifts {
	struct drift *at; /* table by table */
	size_t n;
	struct arena texts;
};

struct drift_book {
	struct summary **sheets; /* all, in the order of the book */
	size_t n;
	enum serial_epoch epoch;
	const char *format;
};

struct drift_task {
	const struct spec *spec;
	const struct spec_edition *ed;
	const struct spec_workbook *w; /* of the edition, that reads old */
	const struct areas *areas;
	struct naming *naming;	      /* of the edition's tree */
	const struct drift_book *old; /* NULL: only the spec is at hand */
	const struct drift_book *new;
};

/* Fills the list, which drifts_free empties also after a failure. */
int drift_find(
	struct drifts *out, const struct drift_task *task, struct err *e);
void drifts_free(struct drifts *d);

/* A note is no drift. */
int drift_is_note(enum drift_kind kind);
/* How many there are; of notes where notes is 1. */
size_t drifts_count(const struct drifts *d, int notes);

enum { DRIFT_AS_TEXT = -1 };

/* Writes the list as lines for people (DRIFT_AS_TEXT), or as records (enum
 * record_format) of kind,table,sheet,cell,was,is,edit; edit is empty where the
 * spec reads the new workbook all the same, or "FILE:LINE: label: X". What many
 * columns of a table share is written once. yaml is the text of the spec. */
int drift_write(FILE *out, int format, const struct drifts *d,
	const struct drift_task *task, struct span yaml, struct err *e);

#endif
