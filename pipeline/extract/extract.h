/* SPDX-License-Identifier: MIT */
/* A workbook of an edition, by its spec, to observations and findings. */
#ifndef KOSH_EXTRACT_EXTRACT_H
#define KOSH_EXTRACT_EXTRACT_H

#include "pipeline/extract/areas.h"
#include "pipeline/extract/pattern.h"
#include "pipeline/extract/spec.h"
#include "pipeline/extract/stream.h"
#include "pipeline/workbook/book.h"

struct extract_sink {
	observation_fn *observation;
	finding_fn *finding;
	void *context; /* of both */
};

/* Which of an edition's workbooks a book is: the one, the latest first, whose
 * sheets are all there; what the press printed is none of them, unless the
 * edition has nothing else. ERR_DATA that names the missing sheet and those
 * that the book has. */
int extract_workbook(const struct spec_workbook **out, struct book *b,
	const struct spec_edition *ed, struct err *e);

/* 1 if the name of a sheet is one of those that a table says; then what
 * placeholders stand for is in says. A placeholder means visible sheets only: a
 * hidden one must be named. A table that says none means the only sheet that is
 * visible, of n_visible. -1 if memory is out. */
int extract_sheet_fits(struct captures *says, const struct spec_table *t,
	const char *name, int visible, size_t n_visible, struct err *e);

/* Reads all tables of the edition from the book. The observations come in the
 * order of the spec's tables, each in the order of its rows. */
int extract_book(struct book *b, const struct spec *s,
	const struct spec_edition *ed, const struct areas *a,
	const struct extract_sink *sink, struct err *e);

#endif
