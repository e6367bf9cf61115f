/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/records.h"

#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/store/rows.h"

enum column {
	CLASS,
	AREA,
	INDICATOR,
	MEASURE,
	PERIOD_FROM,
	PERIOD_TO,
	VALUE_FROM,
	VALUE_TO,
	CHANGE,
	RAW_FROM,
	RAW_TO,
	LABEL_FROM,
	LABEL_TO,
	SHEET_FROM,
	CELL_FROM,
	SHEET_TO,
	CELL_TO,
	FIGURES,
	DATASET,
	EDITION_FROM,
	EDITION_TO,
	RELEASE_FROM,
	RELEASE_TO,
	COLUMNS,
};

static const char *const names[] = {
	[CLASS] = "class",
	[AREA] = "area",
	[INDICATOR] = "indicator",
	[MEASURE] = "measure",
	[PERIOD_FROM] = "period_from",
	[PERIOD_TO] = "period_to",
	[VALUE_FROM] = "value_from",
	[VALUE_TO] = "value_to",
	[CHANGE] = "change",
	[RAW_FROM] = "raw_from",
	[RAW_TO] = "raw_to",
	[LABEL_FROM] = "label_from",
	[LABEL_TO] = "label_to",
	[SHEET_FROM] = "sheet_from",
	[CELL_FROM] = "cell_from",
	[SHEET_TO] = "sheet_to",
	[CELL_TO] = "cell_to",
	[FIGURES] = "figures",
	[DATASET] = "dataset",
	[EDITION_FROM] = "edition_from",
	[EDITION_TO] = "edition_to",
	[RELEASE_FROM] = "release_from",
	[RELEASE_TO] = "release_to",
};

struct records {
	const struct diff_order *o;
	struct rows *rows;
};

static struct field text(struct span s)
{
	return (struct field){ s.at ? FIELD_TEXT : FIELD_NULL, s };
}

static struct field word(const char *s)
{
	return text(span_of(s));
}

/* A number whose text has to live as long as the field. */
static struct field number(char room[NUM_TEXT], double value)
{
	return (struct field){ FIELD_NUMBER,
		{ room, num_format(room, value) } };
}

static void put_figure(struct field *fields, char room[NUM_TEXT],
	const struct figure *f, int to)
{
	fields[PERIOD_FROM + to] = text(f->period);
	if (f->has_value)
		fields[VALUE_FROM + to] = number(room, f->value);
	fields[RAW_FROM + to] = text(f->raw);
	fields[to ? CELL_TO : CELL_FROM] = text(f->cell);
}

static int add(void *context, const struct change *c, struct err *e)
{
	const struct records *r = context;
	const struct side *from = r->o->from, *to = r->o->to;
	char rooms[4][NUM_TEXT];
	struct field fields[COLUMNS] = {
		[CLASS] = word(change_name(
			c->class, strcmp(from->edition, to->edition) == 0)),
		[AREA] = text(c->area),
		[INDICATOR] = word(c->indicator),
		[MEASURE] = word(c->measure),
		[LABEL_FROM] = text(c->label_from),
		[LABEL_TO] = text(c->label_to),
		[SHEET_FROM] = text(c->sheet_from),
		[SHEET_TO] = text(c->sheet_to),
		[FIGURES] = number(rooms[0], (double)c->figures),
		[DATASET] = word(to->dataset),
		[EDITION_FROM] = word(from->edition),
		[EDITION_TO] = word(to->edition),
		[RELEASE_FROM] = word(from->sha256),
		[RELEASE_TO] = word(to->sha256),
	};

	(void)e;
	for (int i = PERIOD_FROM; i <= RAW_TO; i++)
		fields[i].kind = FIELD_NULL;
	fields[CELL_FROM].kind = fields[CELL_TO].kind = FIELD_NULL;
	/* a whole measure has no cell of its own */
	if (c->from && c->area.at)
		put_figure(fields, rooms[1], c->from, 0);
	if (c->to && c->area.at)
		put_figure(fields, rooms[2], c->to, 1);
	if (!c->area.at)
		fields[LABEL_FROM] = fields[LABEL_TO] =
			text((struct span){ NULL, 0 });
	if (c->class == CHANGE_CORRECTION || c->class == CHANGE_ROUNDING)
		fields[CHANGE] = number(rooms[3], diff_of(c));
	rows_add(r->rows, fields);
	return 0;
}

int records_write(FILE *to, struct diff_counts *counts, struct db *d,
	const struct diff_order *o, enum query_format format, struct err *e)
{
	struct records r = { o, NULL };
	int rc = rows_open(&r.rows, to, names, COLUMNS, format, e);

	if (rc == 0)
		rc = diff_run(counts, d, o, add, &r, e);
	if (rc == 0)
		rc = rows_end(r.rows, e);
	rows_close(r.rows);
	return rc;
}
