/* SPDX-License-Identifier: MIT */
/* Inside trace*.c: what was found of a figure, and how it is told. */
#ifndef KOSH_AUDIT_TRACE_INSIDE_H
#define KOSH_AUDIT_TRACE_INSIDE_H

#include "pipeline/audit/facts.h"
#include "pipeline/audit/trace.h"
#include "pipeline/base/hash.h"

/* ---- trace.c: what is asked about ---- */

/* The names of the order, found in area table and database. */
struct trace_subject {
	struct spec_name name;
	const char *area, *area_name;
};

/* ERR_DATA where there is no such area, dataset or edition. */
int trace_subject(struct trace_subject *out, struct db *d,
	const struct areas *a, const struct trace_order *o, struct err *e);

/* ---- trace_log.c: the log beside a database ---- */

struct trace_line {
	size_t number; /* in the file, from 1 */
	/* of its object; at NULL where it has none of the name */
	struct span line, time, event, hash, dataset, edition, release;
	int is_own; /* it tells of the release, and does not only name it */
};

struct trace_log {
	char path[PATH_TEXT];
	int is_there;
	struct trace_line *at;
	size_t n;
	size_t mentions;     /* n, and those beyond TRACE_LINES */
	struct file_map map; /* what at borrows from */
};

enum { TRACE_LINES = 1000 };

/* The lines that mention a release, and which of them tell of it as the one of
 * this edition: others may have the same bytes. Nothing is made of a line that
 * is no JSON but its number. */
int trace_log_read(struct trace_log *out, const char *database,
	const struct spec_name *of, const char *release, struct err *e);
void trace_log_free(struct trace_log *l);

/* ---- trace_figure.c: all that is known of a figure ---- */

/* What a finding speaks of. */
enum trace_touch {
	TOUCHES_NOT,
	TOUCHES_CELL,
	TOUCHES_FIGURE,
	TOUCHES_AREA,
	TOUCHES_INDICATOR,
	TOUCHES_RELEASE
};
extern const char *const trace_touches[];

enum trace_bytes { BYTES_THERE, BYTES_OTHER, BYTES_MISSING };
extern const char *const trace_bytes_names[];

struct trace {
	const struct trace_order *o;
	struct trace_subject of;
	const char *period;
	struct facts about, release; /* one row each */
	struct facts cells, others, findings, used, stale, lack;
	enum trace_touch *touches; /* of each finding */
	char (*passed)[16];	   /* ids of rules */
	size_t judged, n_passed;
	char path[PATH_TEXT]; /* of the bytes */
	enum trace_bytes bytes;
	struct trace_log log;
};

/* What a finding speaks of, where cells are those of the figure. */
enum trace_touch trace_touch(
	const struct facts *findings, size_t row, const struct facts *cells);

/* ---- trace_say.c: lines for people ---- */

/* "  label         text", masked, broken at 80 columns; a label has 13 bytes,
 * and its _ are blanks. */
void trace_say(FILE *to, const char *label, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* The same without a label, from the first column. */
void trace_head(FILE *to, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* ---- trace_text.c ---- */

void trace_text(FILE *to, const struct trace *t);

/* ---- trace_json.c ---- */

void trace_json(FILE *to, const struct trace *t);

#endif
