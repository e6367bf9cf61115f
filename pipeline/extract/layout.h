/* SPDX-License-Identifier: MIT */
/*
 * One table of a sheet: rows of cells go in, observations and findings come
 * out. It knows neither files nor the database, so that a test is a small
 * table.
 */
#ifndef KOSH_EXTRACT_LAYOUT_H
#define KOSH_EXTRACT_LAYOUT_H

#include "pipeline/extract/areas.h"
#include "pipeline/extract/naming.h"
#include "pipeline/extract/spec.h"
#include "pipeline/extract/stream.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/serial.h"

/* Where a table stands, and where what is in it goes. All borrowed. */
struct layout_place {
	const char *dataset, *edition, *release, *sheet;
	const struct areas *areas;
	observation_fn *observation;
	finding_fn *finding;
	void *context;		/* of both */
	const char *period;	/* of figures that have no other; NULL: the
				 * edition */
	struct naming *naming;	/* of the edition's tree; NULL: none is asked */
	const char *sheet_says; /* the indicator that the sheet's name gives,
				 * or NULL */
	enum serial_epoch epoch; /* of the book's dates */
	char decimal_mark;	 /* of its numbers in text; 0: a point */
};

struct layout;

int layout_open(struct layout **out, const struct spec_table *t,
	const struct layout_place *at, struct err *e);

/* Takes the next row of the sheet. Rows without cells may be left out. */
int layout_row(struct layout *l, const struct row *row, struct err *e);

/* To be called after the last row. ERR_DATA where the header never came, with
 * what is there instead. */
int layout_finish(struct layout *l, struct err *e);
/* Adds to a finding what it said so of the header, where it did: what was
 * expected, what is there, and where. Borrowed. */
void layout_lacks(
	const struct layout *l, struct finding *f, char cell[CELL_ADDRESS]);

/* Once it is read to its end and nobody asks for what it handed on any more:
 * frees all but what layout_lists needs. */
void layout_forget(struct layout *l);
void layout_close(struct layout *l);

/* 1 if the table listed this area. */
int layout_lists(const struct layout *l, const struct area *area);

#endif
