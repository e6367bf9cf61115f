/* SPDX-License-Identifier: MIT */
#include "pipeline/report/html.h"

#include <assert.h>
#include <stdio.h>

#include "pipeline/base/file.h"

static void put_put(
	struct text *out, const char *sentence, const struct word *words)
{
	struct text said = TEXT_INIT;

	say_put(&said, sentence, words);
	html_text(out, (struct span){ said.at, said.len });
	out->failed |= said.failed;
	text_free(&said);
}

/* ---- what the page says of itself ---- */

static int put_lang(struct text *out, struct report *r, struct err *e)
{
	(void)e;
	html_puts(out, language_code(r->language));
	return 0;
}

/* Nothing is asked for, and nothing runs but what stands here. */
static int put_policy(struct text *out, struct report *r, struct err *e)
{
	(void)r;
	(void)e;
	text_puts(out, "default-src 'none'; script-src ");
	html_hash(out, html_script);
	text_puts(out, "; style-src ");
	html_hash(out, html_style);
	text_puts(out, "; base-uri 'none'; form-action 'none'");
	return 0;
}

static int put_style(struct text *out, struct report *r, struct err *e)
{
	(void)r;
	(void)e;
	text_puts(out, html_style);
	return 0;
}

static int put_script(struct text *out, struct report *r, struct err *e)
{
	(void)r;
	(void)e;
	text_puts(out, html_script);
	return 0;
}

/* ---- the head ---- */

static int put_title(struct text *out, struct report *r, struct err *e)
{
	(void)e;
	html_puts(out, r->title);
	return 0;
}

static int put_edition(struct text *out, struct report *r, struct err *e)
{
	(void)e;
	html_puts(out, r->edition);
	return 0;
}

static int put_publisher(struct text *out, struct report *r, struct err *e)
{
	(void)e;
	html_puts(out, r->publisher);
	return 0;
}

static int put_deck(struct text *out, struct report *r, struct err *e)
{
	char n[24];

	(void)e;
	snprintf(n, sizeof(n), "%ld", r->areas);
	put_put(out,
		say_many(r->language,
			"Edition {edition}: {n} country or territory, {method}",
			"Edition {edition}: {n} countries and territories, "
			"{method}",
			r->areas),
		(const struct word[]){ { "edition", r->edition }, { "n", n },
			{ "method", r->method }, { NULL, NULL } });
	return 0;
}

static void paragraph(struct text *out, const char *class, const char *sentence,
	const struct word *words)
{
	text_printf(out, "<p class=\"%s\">", class);
	put_put(out, sentence, words);
	text_puts(out, "</p>\n");
}

/* What a reader must know before taking a rank or a change at its word. */
static int put_caution(struct text *out, struct report *r, struct err *e)
{
	struct language *l = r->language;
	const struct word words[] = { { "before", r->before },
		{ "edition", r->edition }, { "when", r->as_of },
		{ "editions", r->computed }, { NULL, NULL } };

	(void)e;
	if (*r->as_of)
		paragraph(out, "caution",
			say(l,
				"As of {when}: what was known then, not what "
				"is known today."),
			words);
	if (r->comparable[0] == 'y')
		paragraph(out, "fine",
			say(l,
				"Editions {before} and {edition} share a "
				"method "
				"and may be compared."),
			words);
	if (r->comparable[0] == 'n')
		paragraph(out, "caution",
			say(l,
				"\u2260 Not comparable: editions {before} and "
				"{edition} are of different methods. A change "
				"of rank between them mixes the method with "
				"the performance."),
			words);
	if (r->worst_first)
		paragraph(out, "caution",
			say(l,
				"Rank 1 is the worst: who rises moves away "
				"from it."),
			words);
	if (*r->computed)
		paragraph(out, "fine",
			say(l,
				"No ranks are published in {editions}: they "
				"are computed from the scores (1, 2, 2, 4)."),
			words);
	return 0;
}

/* The heading of the changes; hidden where there is no edition before. */
static int put_change_head(struct text *out, struct report *r, struct err *e)
{
	(void)e;
	text_printf(out,
		"<th scope=\"col\" class=\"change\" data-key=\"delta\"%s>",
		*r->before ? "" : " hidden");
	put_put(out, say(r->language, "Change since {edition}"),
		(const struct word[]){
			{ "edition", r->before }, { NULL, NULL } });
	if (r->comparable[0] == 'n') {
		text_puts(out, " <span class=\"odd\">");
		html_puts(out, html_word(r, span_of("incomparable")));
		text_puts(out, "</span>");
	}
	text_puts(out, "</th>");
	return 0;
}

/* ---- filling the page in ---- */

static const struct {
	const char *name;
	html_part *put;
} parts[] = {
	{ "lang", put_lang },
	{ "policy", put_policy },
	{ "style", put_style },
	{ "script", put_script },
	{ "data", html_data },
	{ "title", put_title },
	{ "edition", put_edition },
	{ "publisher", put_publisher },
	{ "deck", put_deck },
	{ "caution", put_caution },
	{ "headlines", html_headlines },
	{ "regimes", html_regimes },
	{ "change", put_change_head },
	{ "pillars", html_pillar_heads },
	{ "ranking", html_ranking },
	{ "indicators", html_indicators },
	{ "sources", html_sources },
	{ "notes", html_notes },
	{ "about", html_about },
};

static int put_part(
	struct text *out, struct report *r, struct span name, struct err *e)
{
	if (*name.at == ':') {
		name = (struct span){ name.at + 1, name.len - 1 };
		assert(html_word(r, name));
		html_puts(out, html_word(r, name));
		return 0;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (span_is(name, parts[i].name))
			return parts[i].put(out, r, e);
	assert(!"a part that is not in the table");
	return 0;
}

static int fill_in(
	struct text *out, struct report *r, const char *page, struct err *e)
{
	const char *open, *end;
	struct span name;
	int on = 1;

	for (; (open = strstr(page, "{{")); page = end + 2) {
		end = strstr(open, "}}");
		assert(end);
		name = (struct span){ open + 2, (size_t)(end - open - 2) };
		if (on)
			text_add(out, page, (size_t)(open - page));
		if (*name.at == '?')
			on = span_is(name, "?ranked") == r->ranked;
		else if (*name.at == '.')
			on = 1;
		else if (on && put_part(out, r, name, e) < 0)
			return -1;
	}
	text_puts(out, page);
	return text_done(out, e);
}

static int write_file(const char *path, const struct text *page, struct err *e)
{
	struct draft *d = NULL;

	if (draft_open_whole(&d, path, e) < 0)
		return -1;
	fwrite(page->at, 1, page->len, draft_stream(d));
	return draft_commit(d, e);
}

int html_report(const char *path, struct report *r, struct err *e)
{
	struct text page = TEXT_INIT;
	int rc = fill_in(&page, r, html_page, e);

	if (rc == 0)
		rc = write_file(path, &page, e);
	text_free(&page);
	return rc;
}
