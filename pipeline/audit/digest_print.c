/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/digest_inside.h"
#include "pipeline/store/rows.h"

enum {
	NAMED = 6,	 /* areas or indicators in a sentence */
	STATE_TEXT = 11, /* the longest state of a workbook */
};

/* ---- words ---- */

void digest_say(const struct printer *p, const char *fmt, ...)
{
	char text[1200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	text_print_masked(p->to, span_of(text));
}

static void end_line(const struct printer *p)
{
	putc('\n', p->to);
}

/* 4,095 */
static const char *counted(char room[NUMBER_TEXT], size_t n)
{
	char digits[NUMBER_TEXT / 2];
	int len = snprintf(digits, sizeof(digits), "%zu", n), k = 0;

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			room[k++] = ',';
		room[k++] = digits[i];
	}
	room[k] = '\0';
	return room;
}

struct span digest_name(
	struct printer *p, const struct kept_change *k, struct text *room)
{
	struct err ignored = ERR_INIT;

	text_clear(room);
	stmt_text(p->name_of, 1, k->area);
	if (stmt_step(p->name_of, &ignored) == 1) {
		struct span name = stmt_get_text(p->name_of, 0);

		text_add(room, name.at, name.len);
		stmt_reset(p->name_of);
	}
	return (struct span){ room->at ? room->at : "", room->len };
}

/* ---- the head ---- */

static void put_largest(struct printer *p)
{
	const struct kept_change *k = &p->g->largest;
	char room[NUMBER_TEXT];

	if (k->weight < 0)
		return;
	digest_number(room, 1, k, k->difference);
	digest_say(p, ", largest %s %.*s %.*s", room, SPAN(k->area),
		SPAN(k->indicator));
}

static size_t values_changed(const struct diff_counts *c)
{
	return c->of[CHANGE_CORRECTION] + c->of[CHANGE_ROUNDING] +
		c->of[CHANGE_ADDED] + c->of[CHANGE_REMOVED];
}

static void put_headline(struct printer *p)
{
	const struct side *from = p->g->o->from, *to = p->g->o->to;
	size_t changed = values_changed(p->counts);
	char n[NUMBER_TEXT], all[NUMBER_TEXT];

	digest_say(p, "%s/%s", from->dataset, from->edition);
	if (!p->g->same_edition)
		digest_say(p, " to %s/%s", to->dataset, to->edition);
	counted(all, p->counts->tally.values);
	if (changed)
		digest_say(p, ": %s of %s values changed", counted(n, changed),
			all);
	else
		digest_say(p, ": none of %s values changed", all);
	if (changed && changed == p->counts->of[CHANGE_ROUNDING])
		digest_say(p, ", all of them by rounding");
	else
		put_largest(p);
	end_line(p);
}

/* What has to be known before the figures are read. */
static void put_warnings(struct printer *p)
{
	const struct side *from = p->g->o->from, *to = p->g->o->to;

	if (from->content && to->content &&
		strcmp(from->content, to->content) == 0) {
		digest_say(p, "the same content, other bytes");
		end_line(p);
	}
	if (strcmp(from->regime, to->regime) != 0) {
		digest_say(p, "not comparable: %s against %s", from->regime,
			to->regime);
		end_line(p);
	}
	if (from->recipe && to->recipe &&
		strcmp(from->recipe, to->recipe) != 0) {
		digest_say(p,
			"read by different specs: kosh-run %s reads both anew",
			from->dataset);
		end_line(p);
	}
}

/* Of the longer name of the two editions. */
static int width(const struct printer *p)
{
	size_t from = strlen(p->g->o->from->edition);
	size_t to = strlen(p->g->o->to->edition);

	return (int)(from > to ? from : to);
}

/* Of the longer state. */
static int state_width(const struct printer *p)
{
	size_t from = strlen(p->g->o->from->state);
	size_t to = strlen(p->g->o->to->state);
	size_t most = from > to ? from : to;

	return (int)(most > STATE_TEXT ? most : STATE_TEXT);
}

static void put_side(struct printer *p, const char *way, const struct side *s)
{
	digest_say(p, "%-4s  ", way);
	if (!p->g->same_edition)
		digest_say(p, "%s/%-*s  ", s->dataset, width(p), s->edition);
	digest_say(p, "%.12s  %s", s->sha256, s->state);
	if (s->published || s->fetched || s->file)
		digest_say(
			p, "%*s", state_width(p) - (int)strlen(s->state), "");
	if (s->published)
		digest_say(p, "  %s", s->published);
	if (s->fetched)
		digest_say(p, "  fetched %s", s->fetched);
	if (s->file)
		digest_say(p, "  %s", s->file);
	end_line(p);
}

static int put_classes(struct printer *p, struct err *e)
{
	static const char *const names[] = { "class", "scores", "ranks", "raw",
		"areas" };
	struct rows *rows = NULL;
	int rc = rows_open(&rows, p->to, names, 5, QUERY_TABLE, e);

	for (int i = CHANGE_CORRECTION; rc == 0 && i < CHANGE_CLASSES; i++) {
		const size_t *of = p->g->of[i];
		const size_t row[] = { of[batch_measure(span_of("score"))],
			of[batch_measure(span_of("rank"))],
			of[batch_measure(span_of("raw"))], p->g->areas[i].n };
		char rooms[4][NUMBER_TEXT];
		struct field fields[5] = { { FIELD_TEXT,
			span_of(change_name(
				(enum change_class)i, p->g->same_edition)) } };

		if (row[3] == 0)
			continue;
		for (int k = 0; k < 4; k++)
			fields[k + 1] = (struct field){ FIELD_NUMBER,
				span_of(counted(rooms[k], row[k])) };
		rows_add(rows, fields);
	}
	if (rc == 0)
		rc = rows_end(rows, e);
	rows_close(rows);
	return rc;
}

/* ---- sentences ---- */

/* An empty line before the first of them. */
static void begin(struct printer *p)
{
	if (!p->spoken)
		end_line(p);
	p->spoken = 1;
}

static size_t named(const struct printer *p, const struct list *l)
{
	return p->g->all || l->n < NAMED ? l->n : NAMED;
}

static void end_list(struct printer *p, const struct list *l, size_t n)
{
	if (l->seen > n)
		digest_say(p, " and %zu more", l->seen - n);
	end_line(p);
}

/* "Areas only in the second: 2, KAZ Kazakhstan, UZB Uzbekistan" */
static void put_areas(
	struct printer *p, enum digest_list which, const char *what)
{
	const struct list *l = &p->g->lists[which];
	size_t n = named(p, l);
	struct text name = TEXT_INIT;

	if (l->n == 0)
		return;
	begin(p);
	digest_say(p, "Areas only in the %s: %zu", what, l->seen);
	for (size_t i = 0; i < n; i++)
		digest_say(p, ", %.*s %.*s", SPAN(l->all[i].area),
			SPAN(digest_name(p, &l->all[i], &name)));
	end_list(p, l, n);
	text_free(&name);
}

static void put_whole(
	struct printer *p, enum digest_list which, const char *what)
{
	const struct list *l = &p->g->lists[which];
	size_t n = named(p, l);

	if (l->n == 0)
		return;
	begin(p);
	digest_say(p, "Indicators only in the %s: %zu", what, l->seen);
	for (size_t i = 0; i < n; i++)
		digest_say(p, ", %.*s%s%s", SPAN(l->all[i].indicator),
			l->all[i].measure ? " " : "",
			l->all[i].measure ? l->all[i].measure : "");
	end_list(p, l, n);
}

static void put_texts(struct printer *p)
{
	const struct list *l = &p->g->lists[LIST_TEXTS];
	const struct kept_change *k = l->all;
	char room[NUMBER_TEXT];

	if (l->n == 0 || p->g->all)
		return;
	begin(p);
	digest_say(p,
		"The same value by another text: %s, such as '%.*s' for "
		"'%.*s' (%.*s %.*s)",
		counted(room, l->seen), SPAN(k->text_to), SPAN(k->text_from),
		SPAN(k->area), SPAN(k->indicator));
	end_line(p);
}

static void put_counted(struct printer *p, const char *what, size_t n)
{
	char room[NUMBER_TEXT];

	if (n == 0)
		return;
	begin(p);
	digest_say(p, "%s: %s", what, counted(room, n));
	end_line(p);
}

static void put_sentences(struct printer *p)
{
	const struct tally *t = &p->counts->tally;

	put_areas(p, LIST_OUT, "first");
	put_areas(p, LIST_IN, "second");
	put_whole(p, LIST_WHOLE_OUT, "first");
	put_whole(p, LIST_WHOLE_IN, "second");
	put_texts(p);
	if (!p->g->all)
		put_counted(p, "The same value in another cell",
			p->counts->of[CHANGE_STRUCTURE]);
	if (p->g->same_edition) {
		put_counted(p, "Values that differ where a figure stands again",
			t->further);
		put_counted(p, "Cells where a figure stands again, in one only",
			t->repeats);
	}
	put_counted(
		p, "Figures of periods that are not compared", t->elsewhere);
}

static int put_head(struct printer *p, struct err *e)
{
	put_headline(p);
	put_warnings(p);
	end_line(p);
	put_side(p, "from", p->g->o->from);
	put_side(p, "to", p->g->o->to);
	if (values_changed(p->counts) + p->counts->of[CHANGE_LABEL] == 0)
		return 0;
	end_line(p);
	return put_classes(p, e);
}

int digest_print(FILE *to, struct digest *g, const struct diff_counts *counts,
	struct db *d, struct err *e)
{
	struct printer p = { .to = to, .g = g, .counts = counts };
	int rc = stmt_open(
		&p.name_of, d, "SELECT name FROM area WHERE area = ?1", e);

	if (rc == 0)
		rc = put_head(&p, e);
	if (rc == 0) {
		put_sentences(&p);
		rc = digest_tables(&p, e);
	}
	stmt_close(p.name_of);
	return rc;
}
