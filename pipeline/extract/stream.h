/* SPDX-License-Identifier: MIT */
/*
 * The stream between tools: observations and findings as CSV, one record each,
 * in the column order of the design page. Readers look columns up by name.
 */
#ifndef KOSH_EXTRACT_STREAM_H
#define KOSH_EXTRACT_STREAM_H

#include <stdio.h>

#include "pipeline/base/err.h"
#include "pipeline/base/record.h"
#include "pipeline/base/text.h"

/* dataset,edition,release,indicator,measure,area,label,period,value,raw,
 * sheet,cell. All text is borrowed. */
struct observation {
	struct span dataset, edition, release;
	struct span indicator, measure; /* measure: score, rank, raw */
	struct span area, label, period;
	int has_value; /* 0: the source gives none */
	double value;
	struct span raw; /* as published */
	struct span sheet, cell;
};

enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

/* rule,severity,dataset,edition,release,indicator,measure,area,label,period,
 * sheet,cell,raw,expected,actual,cells,message. A span with at NULL is
 * unknown. */
struct finding {
	struct span rule;
	enum severity severity;
	struct span dataset, edition, release;
	struct span indicator, measure, area, label, period;
	struct span sheet, cell, raw, expected, actual;
	long cells; /* how many cells it speaks of */
	struct span message;
};

const char *severity_name(enum severity s);
/* SEVERITY_*, or -1. */
int severity_of(struct span name);

void stream_header(FILE *out);
void stream_put(FILE *out, const struct observation *o);
/* The same in another format. */
void stream_header_as(FILE *out, enum record_format format);
void stream_put_as(
	FILE *out, enum record_format format, const struct observation *o);

/* Many of them, behind the header: what stays as it is from one to the next is
 * not made anew. The bytes are those of stream_put_as. */
struct stream;

int stream_open(struct stream **out, FILE *to, enum record_format format,
	struct err *e);
int stream_write(struct stream *s, const struct observation *o, struct err *e);
/* Hands on what is left and frees; whether the file took it, the file knows.
 * Accepts NULL. */
void stream_close(struct stream *s);

void stream_finding_header(FILE *out);
void stream_put_finding(FILE *out, const struct finding *f);

/* Where records go, one at a time; return -1 with e set to stop. */
typedef int observation_fn(
	void *context, const struct observation *o, struct err *e);
typedef int finding_fn(void *context, const struct finding *f, struct err *e);

/* Reads a whole stream. ERR_DATA "record 7: value 'x' is not a number", or
 * "no column 'release'". The header alone is a stream without records. */
int stream_read(
	FILE *in, observation_fn *observation, void *context, struct err *e);
int stream_read_findings(
	FILE *in, finding_fn *finding, void *context, struct err *e);

#endif
