/* SPDX-License-Identifier: MIT */
/* Records of named fields, one a line, in the formats that tools exchange. */
#ifndef KOSH_BASE_RECORD_H
#define KOSH_BASE_RECORD_H

#include <stdio.h>

#include "pipeline/base/sink.h"
#include "pipeline/base/text.h"

enum record_format {
	RECORD_CSV,   /* RFC 4180 */
	RECORD_TSV,   /* tab, line break and backslash as \t \n \\ */
	RECORD_JSONL, /* one object a line, what is no UTF-8 as U+FFFD */
};

enum field_kind {
	FIELD_TEXT,
	FIELD_NUMBER, /* text is a plain decimal: bare in JSON */
	FIELD_NULL,   /* empty, null in JSON */
};

struct field {
	enum field_kind kind;
	struct span text;
};

/* The format of a name ("csv", "tsv", "jsonl"), or -1. */
int record_format(const char *name);

/* The line of names; nothing for jsonl. */
void record_header(FILE *out, enum record_format format,
	const char *const *names, size_t n);
void record_put(FILE *out, enum record_format format, const char *const *names,
	const struct field *fields, size_t n);
/* Appends to a text what record_put writes. */
void record_add(struct text *out, enum record_format format,
	const char *const *names, const struct field *fields, size_t n);
/* Appends a text as JSON writes it, in quotes. */
void record_add_json(struct text *out, struct span s);

#endif
