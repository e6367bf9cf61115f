/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder: finding a table's header by its labels, wherever it is,
 * and what they say of the columns under them.
 *
 * A header is some rows of labels. A column's own label is the lowest text in
 * it; the labels above it are those of the rows above, each filled to the
 * right until the next one begins.
 */
#ifndef KOSH_EXTRACT_HEADER_H
#define KOSH_EXTRACT_HEADER_H

#include "pipeline/extract/areas.h"
#include "pipeline/extract/naming.h"
#include "pipeline/extract/spec.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/serial.h"

/* A column of the sheet that the spec speaks of. All borrowed. */
struct found {
	uint32_t at;
	const struct spec_column *spec;
	const char *label; /* as published */
	/* by a placeholder in its labels */
	int indicator;		   /* a node; -1: none */
	enum spec_measure measure; /* MEASURES: none */
	struct span period;	   /* at NULL: none */
	struct span area_label;	   /* likewise; the code where there is none */
	struct span area_code;	   /* likewise */
	struct area_found by_label, by_code; /* what they mean */
	struct area_found area; /* by the code, or else by the label */
};

/* What labels are compared with. */
struct about {
	const struct areas *areas;
	struct naming *naming;
	enum serial_epoch epoch; /* of the book's dates */
};

struct header;

int header_open(struct header **out, const struct spec_table *t,
	const struct about *about, struct err *e);
void header_close(struct header *h);

/* Takes the next row. 1 once the rows up to this one are the header, 0 to go
 * on. ERR_DATA where a label fits two columns. */
int header_row(struct header *h, const struct row *row, struct err *e);

/* The columns, from left to right, once the header is there. */
const struct found *header_found(const struct header *h, size_t *n);

/* ERR_DATA that says what was looked for, what is missing, and what stands in
 * the row that comes nearest. */
int header_missing(const struct header *h, struct err *e);
/* The labels that this row lacks and those that it has; empty where there is
 * none. */
struct header_lack {
	struct span missing, there;
	uint32_t row;
};
struct header_lack header_lacks(const struct header *h);

/* A cell as a label: text as it is, a number as its shortest decimal, a first
 * of January as its year, another date in ISO 8601. */
struct span header_text(
	char buf[SERIAL_TEXT], const struct cell *c, enum serial_epoch epoch);

#endif
