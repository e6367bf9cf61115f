/* SPDX-License-Identifier: MIT */
#include "pipeline/score/out.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>

enum { DIGITS_TABLE = 6, DIGITS_FIGURE = 12, DIGITS_ALL = 17 };

int out_open(struct out *o, FILE *to, const struct out_columns *columns,
	enum query_format format, struct err *e)
{
	int table = rows_is_table(format);

	assert(columns->n <= OUT_COLUMNS);
	o->n = columns->n;
	o->at = 0;
	o->rows = NULL;
	o->short_figures = table;
	return rows_open(&o->rows, to, columns->names,
		columns->n - (table ? columns->same : 0), format, e);
}

static void put(struct out *o, enum field_kind kind, struct span text)
{
	assert(o->at < o->n);
	o->fields[o->at++] = (struct field){ kind, text };
}

void out_none(struct out *o)
{
	put(o, FIELD_NULL, (struct span){ NULL, 0 });
}

void out_text(struct out *o, const char *s)
{
	put(o, s ? FIELD_TEXT : FIELD_NULL, span_of(s));
}

void out_yes(struct out *o, int is)
{
	out_text(o, is ? "yes" : "no");
}

/* To so many digits. */
static void put_number(struct out *o, double value, int digits)
{
	char *room = o->rooms[o->at];

	if (!isfinite(value)) { /* JSON has no number for it */
		out_text(o,
			isnan(value)	    ? NULL
				: value < 0 ? "-Infinity"
					    : "Infinity");
		return;
	}
	if (digits < DIGITS_ALL) {
		int n = snprintf(room, NUM_TEXT, "%.*g", digits, value);

		num_parse(&value, room, (size_t)n);
	}
	put(o, FIELD_NUMBER, (struct span){ room, num_format(room, value) });
}

static int digits_of(const struct out *o, double value, int digits)
{
	return o->short_figures && fabs(value) < 1e4 ? DIGITS_TABLE : digits;
}

void out_number(struct out *o, double value)
{
	put_number(o, value, digits_of(o, value, DIGITS_ALL));
}

void out_figure(struct out *o, double value)
{
	put_number(o, value, digits_of(o, value, DIGITS_FIGURE));
}

void out_count(struct out *o, size_t n)
{
	out_number(o, (double)n);
}

void out_units(struct out *o, int64_t units, int places)
{
	char *room = o->rooms[o->at];
	uint64_t all = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
	uint64_t one = 1;
	int n;

	for (int i = 0; i < places; i++)
		one *= 10;
	n = snprintf(room, NUM_TEXT, "%s%llu", units < 0 ? "-" : "",
		(unsigned long long)(all / one));
	if (places > 0)
		n += snprintf(room + n, NUM_TEXT - (size_t)n, ".%0*llu", places,
			(unsigned long long)(all % one));
	put(o, FIELD_NUMBER, (struct span){ room, (size_t)n });
}

void out_release(struct out *o, const struct score_tree *t)
{
	out_text(o, t->dataset);
	out_text(o, t->edition);
	out_text(o, t->release);
	out_text(o, t->period);
	out_row(o);
}

void out_row(struct out *o)
{
	assert(o->at == o->n);
	rows_add(o->rows, o->fields);
	o->at = 0;
}

int out_end(struct out *o, struct err *e)
{
	return rows_end(o->rows, e);
}

void out_close(struct out *o)
{
	rows_close(o->rows);
}
