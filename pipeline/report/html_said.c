/* SPDX-License-Identifier: MIT */
/* The sentences of the page: what the data say in short, what a reader must
 * know, and what the page was made from. */
#include "pipeline/base/clock.h"
#include "pipeline/report/headline.h"
#include "pipeline/report/html.h"

int html_headlines(struct text *out, struct report *r, struct err *e)
{
	struct headline all[HEADLINES];
	int n;

	if (headlines(all, &n, r, e) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		text_puts(out, "<li><b>");
		html_puts(out, all[i].topic);
		text_puts(out, "</b> <span>");
		html_puts(out, all[i].text);
		text_puts(out, "</span></li>\n");
	}
	return 0;
}

/* Which editions may be compared, each with its method. */
int html_regimes(struct text *out, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "regime", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		text_puts(out, "<li><b>");
		html_text(out, stmt_get_text(s, 0));
		text_puts(out, "</b> ");
		html_text(out, stmt_get_text(s, 1));
		text_puts(out, "</li>\n");
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

/* ---- notes ---- */

static void note(
	struct text *out, const char *sentence, const struct word *words)
{
	struct text said = TEXT_INIT;

	say_put(&said, sentence, words);
	text_puts(out, "<li>");
	html_text(out, (struct span){ said.at, said.len });
	text_puts(out, "</li>\n");
	out->failed |= said.failed;
	text_free(&said);
}

static int scheme_notes(struct text *out, struct report *r, struct err *e)
{
	char title[FACT_TEXT], source[FACT_TEXT], dated[LABEL_TEXT];
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "html-scheme", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(title, sizeof(title), s, 0);
		stmt_copy(source, sizeof(source), s, 1);
		stmt_copy(dated, sizeof(dated), s, 2);
		note(out, say(r->language, "{scheme}: {source}, {date}."),
			(const struct word[]){ { "scheme", title },
				{ "source", source }, { "date", dated },
				{ NULL, NULL } });
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static void ranked_notes(struct text *out, struct report *r)
{
	struct language *l = r->language;

	note(out,
		say(l,
			"An area without a rank stands behind those with one. "
			"Of equal ranks the better score stands first; the "
			"rank "
			"is shown as published."),
		NULL);
	note(out,
		say(l,
			"Up is a move towards the better end of the ranking, "
			"down one away from it. How many areas are ranked "
			"differs between editions, and a change of rank may "
			"come from that alone."),
		NULL);
	note(out,
		say(l,
			"Editions of different methods are not comparable: a "
			"number that stands beside one of another method "
			"carries the sign \u2260, and no line of a chart "
			"crosses from one method to another."),
		NULL);
	note(out,
		say(l,
			"A mean is the plain mean of the areas that have a "
			"value, of a region or of all."),
		NULL);
}

int html_notes(struct text *out, struct report *r, struct err *e)
{
	struct language *l = r->language;
	const struct word words[] = { { "publisher", r->publisher },
		{ NULL, NULL } };

	note(out,
		say(l,
			"Figures are those of {publisher}, read from the "
			"workbooks under Sources; none is estimated."),
		words);
	note(out,
		say(l,
			"A missing figure is an empty cell, never 0, and takes "
			"no part in a mean."),
		NULL);
	if (!r->ranked)
		return 0;
	ranked_notes(out, r);
	return scheme_notes(out, r, e);
}

/* ---- what it was made from ---- */

static void line(struct text *out, const char *label, const char *text)
{
	if (!*text)
		return;
	text_puts(out, "<div><dt>");
	html_puts(out, label);
	text_puts(out, "</dt><dd>");
	html_puts(out, text);
	text_puts(out, "</dd></div>\n");
}

int html_about(struct text *out, struct report *r, struct err *e)
{
	struct language *l = r->language;
	char when[CLOCK_TEXT];

	(void)e;
	clock_format(when, r->order->now);
	line(out, say(l, "Dataset"), r->order->dataset);
	line(out, say(l, "Edition"), r->edition);
	line(out, say(l, "Publisher"), r->publisher);
	line(out, say(l, "Published at"), r->landing);
	line(out, say(l, "Licence"), r->licence);
	line(out, say(l, "Attribution"), r->attribution);
	line(out, say(l, "As of"), r->as_of);
	line(out, say(l, "Made"), when);
	line(out, say(l, "Version of kosh"), r->order->version);
	line(out, say(l, "Log"), r->log);
	return 0;
}
