/* SPDX-License-Identifier: MIT */
#include "pipeline/report/times.h"

#include <stdio.h>

static const struct excel_look method_look = {
	.ink = 0x595959, .size = 9, .rule_left = 1
};

int times_read(struct times *t, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "history-edition", e);

	while (rc == 0 && t->n < EDITIONS && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(t->edition[t->n], LABEL_TEXT, s, 0);
		t->starts[t->n] = stmt_get_integer(s, 2) != 0;
		if (t->starts[t->n])
			stmt_copy(t->method[t->methods++], FACT_TEXT, s, 1);
		t->of[t->n] = (uint16_t)(t->methods - 1);
		t->all = (long)stmt_get_integer(s, 3);
		t->n++;
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* "A", "B", ... and of the 27th "27". */
static void method_letter(char buf[LABEL_TEXT], uint16_t method)
{
	if (method < 26)
		snprintf(buf, LABEL_TEXT, "%c", 'A' + method);
	else
		snprintf(buf, LABEL_TEXT, "%d", method + 1);
}

/* "Method A". */
static void method_name(
	char buf[FACT_TEXT], struct language *l, uint16_t method)
{
	char letter[LABEL_TEXT];
	const struct word words[] = { { "letter", letter }, { NULL, NULL } };

	method_letter(letter, method);
	page_fill(buf, say(l, "Method {letter}"), words);
}

int times_parted(const struct times *t, uint16_t edition)
{
	return edition > 0 && edition < t->n && t->starts[edition];
}

uint16_t times_place(uint16_t *place, const struct times *t, uint16_t first)
{
	for (uint16_t i = 0; i < t->n; i++) {
		if (times_parted(t, i))
			first++;
		place[i] = first++;
	}
	return first;
}

void times_parting(
	char buf[LABEL_TEXT], const struct times *t, uint16_t edition)
{
	char letter[LABEL_TEXT];

	method_letter(letter, t->of[edition]);
	snprintf(buf, LABEL_TEXT, "\u2502%.8s", letter);
}

uint32_t times_rows(const struct times *t)
{
	return (t->methods > 1 ? t->methods + 1U : 1U) +
		(t->all > t->n ? 1 : 0);
}

void times_note(struct page *p, const struct times *t)
{
	struct language *l = p->report->language;
	char name[FACT_TEXT], said[2 * FACT_TEXT], shown[LABEL_TEXT],
		all[LABEL_TEXT];
	const struct word words[] = { { "shown", shown }, { "all", all },
		{ NULL, NULL } };

	if (t->methods == 1)
		page_note(p, say(l, "All editions are of one method."));
	for (uint16_t i = 0; t->methods > 1 && i < t->methods; i++) {
		method_name(name, l, i);
		snprintf(said, sizeof(said), "%s: %s", name, t->method[i]);
		page_note(p, said);
	}
	if (t->all <= t->n)
		return;
	snprintf(shown, sizeof(shown), "%u", t->n);
	snprintf(all, sizeof(all), "%ld", t->all);
	page_told(p, say(l, "Editions shown: {shown} of {all}, the last ones."),
		words);
}

void times_row(struct page *p, const struct times *t, const uint16_t *place)
{
	char name[FACT_TEXT];

	if (t->methods == 1)
		return;
	for (uint16_t i = 0; i < t->n; i++) {
		if (!t->starts[i])
			continue;
		method_name(name, p->report->language, t->of[i]);
		excel_text(p->sheet, p->row, place[i], name, &method_look);
	}
	p->row++;
	p->over = 1;
}
