/* SPDX-License-Identifier: MIT */
/* Inside this folder: the texts of one row that may be labels. */
#ifndef KOSH_EXTRACT_MARKS_H
#define KOSH_EXTRACT_MARKS_H

#include "pipeline/base/text.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/serial.h"

struct marks {
	uint32_t row;
	struct mark *at; /* in ascending columns */
	size_t n, cap;
	struct text bytes;
};

void marks_free(struct marks *m);
/* Makes it those of a row: what has no visible text is no label. */
int marks_take(struct marks *m, const struct row *row, enum serial_epoch epoch,
	struct err *e);
void marks_clear(struct marks *m, uint32_t row);

uint32_t marks_column(const struct marks *m, size_t i);
/* The label in a column, or -1. */
long marks_in(const struct marks *m, uint32_t column);
/* The label that reaches a column when labels are filled to the right. */
long marks_reaching(const struct marks *m, uint32_t column);
/* A label as published, outer space aside, and as labels are compared. */
struct span marks_text(const struct marks *m, size_t i);
struct span marks_folded(const struct marks *m, size_t i);

#endif
