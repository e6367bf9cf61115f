/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder: the plain cells of a workbook from one process to
 * another, so that two readers can be compared that must not touch each other.
 */
#ifndef KOSH_WORKBOOK_RELAY_H
#define KOSH_WORKBOOK_RELAY_H

#include <stdint.h>
#include <stdio.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum relay_kind {
	RELAY_END,    /* of a list of sheets, of the whole */
	RELAY_SHEET,  /* text is its name; row and column say how many it has */
	RELAY_NUMBER, /* a finite one */
	RELAY_TEXT,
	RELAY_OTHER, /* a cell that is not compared */
};

struct relayed {
	enum relay_kind kind;
	uint32_t row, column;
	double number;
	struct span text;
};

void relay_put(FILE *out, const struct relayed *p);

/* 1 and a record, whose text lives in *room until the next call; 0 at the end
 * of the stream. The writer is not believed: -1 with ERR_DATA for what is none
 * of its records. */
int relay_get(struct relayed *out, struct text *room, FILE *in, struct err *e);

#endif
