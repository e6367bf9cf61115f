/* SPDX-License-Identifier: MIT */
/* The tables of the page, which are there without its script as well. */
#include <stdio.h>

#include "pipeline/report/html.h"

enum { PILLARS = 20 };

static void cell(struct text *out, const char *class, struct span s)
{
	text_printf(out, "<td class=\"%s\">", class);
	html_text(out, s);
	text_puts(out, "</td>");
}

/* ---- the ranking ---- */

/* The columns of html-area.sql. */
enum {
	AREA,
	NAME,
	ENGLISH,
	OTHERS,
	REGION,
	WITHIN,
	RANK,
	SCORE,
	SAID,
	RANK_FROM,
	DELTA,
	COMPARABLE
};

/* The pillars' figures, read along with the areas. */
struct figures {
	struct stmt *rows;
	int more, n;
	int decimals[PILLARS];
};

static int figures_open(struct figures *f, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "html-pillar", e);

	while (rc == 0 && f->n < PILLARS && (rc = stmt_step(s, e)) == 1) {
		f->decimals[f->n++] = (int)stmt_get_integer(s, 7);
		rc = 0;
	}
	stmt_close(s);
	if (rc < 0 || report_query(&f->rows, r, "html-value", e) < 0)
		return -1;
	f->more = stmt_step(f->rows, e);
	return f->more < 0 ? -1 : 0;
}

static int put_figures(struct text *out, struct figures *f, struct report *r,
	struct span area, struct err *e)
{
	char digits[64];

	for (int i = 0; i < f->n; i++) {
		text_puts(out, "<td class=\"n pillar\">");
		if (f->more == 1 &&
			span_same(stmt_get_text(f->rows, 0), area) &&
			stmt_get_integer(f->rows, 1) == i) {
			snprintf(digits, sizeof(digits), "%.*f", f->decimals[i],
				stmt_get_number(f->rows, 2));
			say_number(out, r->language, span_of(digits));
			f->more = stmt_step(f->rows, e);
		}
		text_puts(out, "</td>");
	}
	return f->more < 0 ? -1 : 0;
}

/* What a change of rank is called, by its sign. */
static const char *change_word(struct language *l, int64_t delta)
{
	if (delta > 0)
		return say(l, "\u25b2 +{n} up");
	return delta < 0 ? say(l, "\u25bc \u2212{n} down")
			 : say(l, "= unchanged");
}

static void put_change(struct text *out, struct report *r, struct stmt *s)
{
	struct language *l = r->language;
	int64_t delta = stmt_get_integer(s, DELTA);
	char n[24];
	struct text said = TEXT_INIT;

	snprintf(n, sizeof(n), "%lld", (long long)(delta < 0 ? -delta : delta));
	text_printf(out, "<td class=\"change %s\"%s>",
		delta > 0	? "up"
			: delta ? "down"
				: "same",
		*r->before ? "" : " hidden");
	if (stmt_type(s, DELTA) != VALUE_NULL)
		say_put(&said, change_word(l, delta),
			(const struct word[]){ { "n", n }, { NULL, NULL } });
	else if (stmt_type(s, RANK) != VALUE_NULL)
		text_puts(&said, say(l, "not ranked before"));
	html_text(out, (struct span){ said.at, said.len });
	out->failed |= said.failed;
	text_free(&said);
	if (span_is(stmt_get_text(s, COMPARABLE), "no"))
		text_printf(out,
			" <span class=\"odd\"><span aria-hidden=\"true\">"
			"\u2260</span><span class=\"unseen\"> %s</span></span>",
			html_word(r, span_of("incomparable")));
	text_puts(out, "</td>");
}

static void put_area(struct text *out, struct report *r, struct stmt *s)
{
	const struct span area = stmt_get_text(s, AREA);

	text_printf(out, "<tr id=\"%.*s\">", SPAN(area));
	cell(out, "n rank", stmt_get_text(s, RANK));
	text_printf(out, "<th scope=\"row\"><a href=\"#%.*s\">", SPAN(area));
	html_text(out, stmt_get_text(s, NAME));
	text_printf(out, "</a><span class=\"within\">%.*s", SPAN(area));
	if (stmt_type(s, WITHIN) != VALUE_NULL)
		text_puts(out, " \u00b7 ");
	html_text(out, stmt_get_text(s, WITHIN));
	text_puts(out, "</span></th>");
	text_puts(out, "<td class=\"n score\">");
	say_number(out, r->language, stmt_get_text(s, SAID));
	text_puts(out, "</td>");
	put_change(out, r, s);
}

int html_ranking(struct text *out, struct report *r, struct err *e)
{
	struct figures f = { 0 };
	struct stmt *s = NULL;
	int rc = figures_open(&f, r, e);

	if (rc == 0)
		rc = report_query(&s, r, "html-area", e);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		put_area(out, r, s);
		rc = put_figures(out, &f, r, stmt_get_text(s, AREA), e);
		text_puts(out, "</tr>\n");
	}
	stmt_close(s);
	stmt_close(f.rows);
	return rc;
}

int html_pillar_heads(struct text *out, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "html-pillar", e), n = 0;

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		text_printf(out,
			"<th scope=\"col\" class=\"n pillar\" "
			"data-key=\"pillar\" data-at=\"%d\">",
			n++);
		html_text(out, stmt_get_text(s, 2));
		if (span_is(stmt_get_text(s, 4), "lower")) {
			text_puts(out, " <small>");
			html_puts(out, html_word(r, span_of("lower")));
			text_puts(out, "</small>");
		}
		text_puts(out, "</th>");
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

/* ---- sources and indicators ---- */

/* An address out of a spec is a link only if it leads to the web. */
static void put_link(struct text *out, struct span url, struct span text)
{
	int web = url.len > 8 &&
		(memcmp(url.at, "https://", 8) == 0 ||
			memcmp(url.at, "http://", 7) == 0);

	if (web) {
		text_puts(out, "<a rel=\"noreferrer noopener\" href=\"");
		html_text(out, url);
		text_puts(out, "\">");
	}
	html_text(out, text.len ? text : url);
	text_puts(out, web ? "</a>" : "");
}

int html_sources(struct text *out, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "html-source", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		text_puts(out, "<tr><th scope=\"row\">");
		html_text(out, stmt_get_text(s, 0));
		text_puts(out, "</th>");
		cell(out, "state", stmt_get_text(s, 1));
		text_puts(out, "<td class=\"file\">");
		put_link(out, stmt_get_text(s, 3), stmt_get_text(s, 2));
		text_puts(out, "</td>");
		cell(out, "when", stmt_get_text(s, 4));
		cell(out, "official", stmt_get_text(s, 5));
		cell(out, "when", stmt_get_text(s, 6));
		text_puts(out, "<td class=\"sha\"><code>");
		html_text(out, stmt_get_text(s, 7));
		text_puts(out, "</code></td></tr>\n");
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static void put_scale(struct text *out, struct report *r, struct stmt *s)
{
	text_puts(out, "<td class=\"scale\">");
	if (stmt_type(s, 3) != VALUE_NULL && stmt_type(s, 4) != VALUE_NULL) {
		say_number(out, r->language, stmt_get_text(s, 3));
		text_puts(out, " \u2026 ");
		say_number(out, r->language, stmt_get_text(s, 4));
	}
	text_puts(out, "</td>");
}

int html_indicators(struct text *out, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "html-indicator", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		text_puts(out, "<tr><th scope=\"row\">");
		html_text(out, stmt_get_text(s, 0));
		text_puts(out, "</th><td><code>");
		html_text(out, stmt_get_text(s, 1));
		text_puts(out, "</code></td>");
		cell(out, "unit", stmt_get_text(s, 2));
		put_scale(out, r, s);
		cell(out, "n", stmt_get_text(s, 5));
		text_puts(out, "</tr>\n");
		rc = 0;
	}
	stmt_close(s);
	return rc;
}
