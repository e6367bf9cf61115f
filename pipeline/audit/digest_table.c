/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "pipeline/audit/digest_inside.h"
#include "pipeline/base/num.h"
#include "pipeline/store/rows.h"

enum {
	SIGNIFICANT = 3, /* digits of a change, where no places are published */
	COLUMNS_MOST = 8,
};

#define PLAIN_MOST 1e15 /* what is larger has an exponent */

/* ---- numbers ---- */

/* The places in which a change is shown: the published ones, or as many more as
 * it takes to see it; where none are published, to see three digits of it. */
static int places_of(const struct kept_change *k)
{
	double size = fabs(k->difference);
	int first = size > 0 ? (int)floor(log10(size)) : 0;
	int places = k->decimals >= 0 ? -first : SIGNIFICANT - 1 - first;

	if (places > k->places)
		places = k->places;
	if (places < k->decimals)
		places = k->decimals;
	return places > 0 ? places : 0;
}

void digest_number(char room[NUMBER_TEXT], int sign,
	const struct kept_change *k, double value)
{
	if (fabs(value) < PLAIN_MOST)
		snprintf(room, NUMBER_TEXT, sign ? "%+.*f" : "%.*f",
			places_of(k), value);
	else
		snprintf(room, NUMBER_TEXT, sign ? "%+g" : "%g", value);
}

static struct field fixed(char room[NUMBER_TEXT], int sign,
	const struct kept_change *k, double value)
{
	digest_number(room, sign, k, value);
	return (struct field){ FIELD_NUMBER, span_of(room) };
}

static struct field shortest(char room[NUMBER_TEXT], double value)
{
	num_format(room, value);
	return (struct field){ FIELD_NUMBER, span_of(room) };
}

static struct field text(struct span s)
{
	return (struct field){ s.at ? FIELD_TEXT : FIELD_NULL, s };
}

/* ---- tables ---- */

/* A table of one of the lists: its columns, and how a change fills them. */
struct table {
	enum digest_list list;
	const char *title; /* NULL: made */
	const char *columns[COLUMNS_MOST];
	void (*fill)(struct field *out, struct printer *p,
		const struct kept_change *k,
		char rooms[COLUMNS_MOST][NUMBER_TEXT]);
};

static size_t lines_of(const struct printer *p, const struct list *l)
{
	return p->g->all || l->n < LINES ? l->n : LINES;
}

static int some_period(const struct list *l, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (l->all[i].period.at)
			return 1;
	return 0;
}

/* Columns are area, name and those of the table; at the end the period, where
 * some are of another than the edition's own. */
static int put_table(struct printer *p, const struct table *t, struct err *e)
{
	struct list *l = &p->g->lists[t->list];
	const char *names[COLUMNS_MOST + 3] = { "area", "name" };
	char rooms[COLUMNS_MOST][NUMBER_TEXT];
	struct text name = TEXT_INIT;
	struct rows *rows = NULL;
	size_t n = lines_of(p, l), columns = 2;
	int rc;

	digest_sort(l);
	for (; t->columns[columns - 2]; columns++)
		names[columns] = t->columns[columns - 2];
	if (some_period(l, n))
		names[columns++] = "period";
	rc = rows_open(&rows, p->to, names, columns, QUERY_TABLE, e);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct kept_change *k = &l->all[i];
		struct field fields[COLUMNS_MOST + 3];

		fields[0] = text(k->area);
		fields[1] = text(digest_name(p, k, &name));
		fields[columns - 1] = text(k->period);
		t->fill(fields + 2, p, k, rooms);
		rows_add(rows, fields);
	}
	if (rc == 0)
		rc = rows_end(rows, e);
	rows_close(rows);
	text_free(&name);
	if (rc == 0 && l->seen > n)
		fprintf(p->to, "... and %zu more: --all lists them\n",
			l->seen - n);
	return rc;
}

static void fill_value(struct field *out, struct printer *p,
	const struct kept_change *k, char rooms[COLUMNS_MOST][NUMBER_TEXT])
{
	(void)p;
	out[0] = text(k->indicator);
	out[1] = fixed(rooms[0], 0, k, k->from);
	out[2] = fixed(rooms[1], 0, k, k->to);
	out[3] = fixed(rooms[2], 1, k, k->difference);
}

static void fill_overall(struct field *out, struct printer *p,
	const struct kept_change *k, char rooms[COLUMNS_MOST][NUMBER_TEXT])
{
	struct field whole[4];

	fill_value(whole, p, k, rooms);
	for (int i = 0; i < 3; i++)
		out[i] = whole[i + 1];
}

static void fill_rank(struct field *out, struct printer *p,
	const struct kept_change *k, char rooms[COLUMNS_MOST][NUMBER_TEXT])
{
	(void)p;
	out[0] = shortest(rooms[0], k->from);
	out[1] = shortest(rooms[1], k->to);
	snprintf(rooms[2], NUMBER_TEXT, "%s %g",
		k->difference < 0 ? "up" : "down", fabs(k->difference));
	out[2] = text(span_of(rooms[2]));
}

static void fill_lone(struct field *out, struct printer *p,
	const struct kept_change *k, char rooms[COLUMNS_MOST][NUMBER_TEXT])
{
	const struct field none = { FIELD_NULL, { "", 0 } };

	(void)p;
	out[0] = text(k->indicator);
	out[1] = text(span_of(k->measure));
	out[2] = k->has_from ? fixed(rooms[0], 0, k, k->from) : none;
	out[3] = k->has_to ? fixed(rooms[1], 0, k, k->to) : none;
}

static void fill_label(struct field *out, struct printer *p,
	const struct kept_change *k, char rooms[COLUMNS_MOST][NUMBER_TEXT])
{
	(void)p;
	out[0] = text(k->text_from);
	out[1] = text(k->text_to);
	out[2] = shortest(rooms[0], (double)k->figures);
}

static void fill_text(struct field *out, struct printer *p,
	const struct kept_change *k, char rooms[COLUMNS_MOST][NUMBER_TEXT])
{
	(void)p;
	(void)rooms;
	out[0] = text(k->indicator);
	out[1] = text(span_of(k->measure));
	out[2] = text(k->text_from);
	out[3] = text(k->text_to);
}

static const struct table tables[] = {
	{ LIST_OVERALL, "Overall score, the largest changes first",
		{ "from", "to", "change" }, fill_overall },
	{ LIST_RANKS, NULL, { "from", "to", "move" }, fill_rank },
	{ LIST_SCORES, "Other scores, the largest changes first",
		{ "indicator", "from", "to", "change" }, fill_value },
	{ LIST_RAWS,
		"Raw values, the largest changes first by what the indicator "
		"spans",
		{ "indicator", "from", "to", "change" }, fill_value },
	{ LIST_LONE, "Values that only one of them has",
		{ "indicator", "measure", "from", "to" }, fill_lone },
	{ LIST_LABELS, "Labels of areas", { "from", "to", "figures" },
		fill_label },
	{ LIST_TEXTS, "Other texts of the same values",
		{ "indicator", "measure", "from", "to" }, fill_text },
	{ LIST_MOVED, "Other cells of the same figures",
		{ "indicator", "measure", "from", "to" }, fill_text },
};

static void put_title(struct printer *p, const struct table *t)
{
	putc('\n', p->to);
	if (t->title)
		digest_say(p, "%s", t->title);
	else
		digest_say(p, "Overall rank: %zu up, %zu down", p->g->up,
			p->g->down);
	fputs("\n\n", p->to);
}

int digest_tables(struct printer *p, struct err *e)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		const struct table *t = &tables[i];

		if (p->g->lists[t->list].n == 0 ||
			(t->list == LIST_TEXTS && !p->g->all))
			continue;
		put_title(p, t);
		if (put_table(p, t, e) < 0)
			return -1;
	}
	return 0;
}
