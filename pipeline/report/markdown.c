/* SPDX-License-Identifier: MIT */
/* The summary as a page of Markdown, as GitHub renders it. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"
#include "pipeline/report/headline.h"
#include "pipeline/report/md.h"

/* ---- what it says -----------------------------------------------------------
 */

/* What two editions may be taken for. */
static const char *comparison(struct report *r)
{
	return r->comparable[0] == 'y'
		? say(r->language,
			  "Editions {before} and {edition} share a method "
			  "and may be compared.")
		: say(r->language,
			  "Not comparable: editions {before} and {edition} "
			  "are of different methods. A change of rank "
			  "between them mixes the method with the "
			  "performance.");
}

static void put_head(struct md *m)
{
	struct report *r = m->r;
	struct language *l = r->language;
	char areas[24];
	const struct word words[] = { { "edition", r->edition },
		{ "publisher", r->publisher }, { "areas", areas },
		{ "method", r->method }, { "before", r->before },
		{ "moment", r->as_of }, { NULL, NULL } };

	snprintf(areas, sizeof(areas), "%ld", r->areas);
	text_puts(&m->out, "# ");
	md_string(m, r->title);
	text_puts(&m->out, " ");
	md_string(m, r->edition);
	text_puts(&m->out, "\n\n");
	md_filled(m,
		say_many(l,
			"Edition {edition}, by {publisher}: {areas} area; "
			"{method}",
			"Edition {edition}, by {publisher}: {areas} areas; "
			"{method}",
			r->areas),
		words);
	if (*r->as_of) {
		text_puts(&m->out, "\n\n**");
		md_filled(m,
			say(l,
				"As of {moment}: what was known then, not "
				"what is known today"),
			words);
		text_puts(&m->out, "**");
	}
	if (*r->before) {
		text_puts(&m->out, "\n\n");
		md_filled(m, comparison(r), words);
	}
	text_puts(&m->out, "\n");
}

static int put_headlines(struct md *m, const char *title, struct err *e)
{
	struct headline *all = calloc(HEADLINES, sizeof(*all));
	int n = 0, rc = all ? headlines(all, &n, m->r, e) : err_memory(e);

	md_section(m, title);
	for (int i = 0; rc == 0 && i < n; i++)
		md_item(m, span_of(all[i].topic), span_of(all[i].text));
	free(all);
	return rc;
}

/* The rows of a query as a list: what it is called, what it says. */
static int put_list(
	struct md *m, const char *title, const char *query, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, m->r, query, e);

	md_section(m, title);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		md_item(m, stmt_get_text(s, 0), stmt_get_text(s, 1));
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static int put_tables(struct md *m, struct err *e)
{
	static const struct md_column ranking[] = {
		{ "rank", N_("Rank"), MD_RIGHT },
		{ "name", N_("Country or territory"), MD_TEXT },
		{ "area", N_("ISO3"), MD_TEXT },
		{ "region", N_("Sub-region (M49)"), MD_TEXT },
		{ "score", N_("Score"), MD_SCORE },
		{ "change", N_("Change"), MD_CHANGE },
	};
	static const struct md_column movers[] = {
		{ "name", N_("Country or territory"), MD_TEXT },
		{ "area", N_("ISO3"), MD_TEXT },
		{ "rank_from", N_("Rank before"), MD_RIGHT },
		{ "rank_to", N_("Rank"), MD_RIGHT },
		{ "change", N_("Change"), MD_CHANGE },
	};
	static const struct md_column regions[] = {
		{ "region", N_("Region"), MD_TEXT },
		{ "leader", N_("Leader"), MD_TEXT },
		{ "rank", N_("Rank"), MD_RIGHT },
		{ "score", N_("Score"), MD_SCORE },
		{ "runner_up", N_("Runner-up"), MD_TEXT },
		{ "gap", N_("Gap"), MD_SCORE },
		{ "areas", N_("Areas"), MD_RIGHT },
	};
	static const struct md_column indicators[] = {
		{ "label", N_("Indicator"), MD_TEXT },
		{ "indicator", N_("Name"), MD_CODE },
		{ "unit", N_("Unit"), MD_TEXT },
		{ "observations", N_("Figures"), MD_RIGHT },
	};
	struct language *l = m->r->language;

	if (!m->r->ranked)
		return MD_TABLE(
			m, say(l, "Indicators"), "md-indicator", indicators, e);
	if (MD_TABLE(m, say(l, "Ranking"), "md-ranking", ranking, e) < 0 ||
		MD_TABLE(m, say(l, "Movers"), "md-mover", movers, e) < 0 ||
		MD_TABLE(m, say(l, "Regions"), "md-region", regions, e) < 0)
		return -1;
	return 0;
}

static int put_sources(struct md *m, struct err *e)
{
	static const struct md_column sources[] = {
		{ "edition", N_("Edition"), MD_TEXT },
		{ "file", N_("File"), MD_TEXT },
		{ "url", N_("Published at"), MD_URL },
		{ "sha256", N_("SHA-256"), MD_CODE },
	};

	return MD_TABLE(
		m, say(m->r->language, "Sources"), "md-source", sources, e);
}

static int read_scheme(struct text *out, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "md-scheme", e);

	if (rc == 0 && (rc = stmt_step(s, e)) == 1)
		text_printf(out, "%.*s", SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

static void put_ranked_notes(struct md *m, const char *scheme)
{
	struct report *r = m->r;
	struct language *l = r->language;
	struct text t = TEXT_INIT;

	md_fact(m, say(l, "Change"),
		say(l,
			"\u25b2 is a rise, \u25bc a fall in places; an "
			"empty change is an area that was not ranked "
			"before."));
	if (r->worst_first)
		md_fact(m, say(l, "Ranks"),
			say(l,
				"Rank 1 is the worst: who rises moves away "
				"from it."));
	if (*r->computed) {
		say_put(&t,
			say(l,
				"No ranks are published in {editions}: they "
				"are computed from the scores (1, 2, 2, "
				"4)."),
			(const struct word[]){
				{ "editions", r->computed }, { NULL, NULL } });
		md_fact(m, say(l, "Computed ranks"), t.failed ? "" : t.at);
		text_free(&t);
	}
	md_fact(m, say(l, "Regions"), scheme);
}

static int put_notes(struct md *m, struct err *e)
{
	struct report *r = m->r;
	struct language *l = r->language;
	struct text scheme = TEXT_INIT, made = TEXT_INIT;
	char when[CLOCK_TEXT];
	int rc = read_scheme(&scheme, r, e);

	clock_format(when, r->order->now);
	md_section(m, say(l, "Notes"));
	if (r->ranked)
		put_ranked_notes(m, scheme.at ? scheme.at : "");
	md_fact(m, say(l, "Missing values"),
		say(l, "An empty cell is a missing value, never 0."));
	md_fact(m, say(l, "Licence"), r->licence);
	md_fact(m, say(l, "Attribution"), r->attribution);
	md_fact(m, say(l, "Published at"), r->landing);
	say_put(&made,
		say(l,
			"{when} by kosh {version}, from the files above and "
			"nothing else"),
		(const struct word[]){ { "when", when },
			{ "version", r->order->version }, { NULL, NULL } });
	md_fact(m, say(l, "Made"), made.failed ? "" : made.at);
	md_fact(m, say(l, "Log"), r->log);
	md_fact(m, say(l, "Run"), r->head.run);
	text_free(&scheme);
	text_free(&made);
	return rc;
}

static int put_all(struct md *m, struct err *e)
{
	struct language *l = m->r->language;

	put_head(m);
	if (put_headlines(m, say(l, "In short"), e) < 0 ||
		put_tables(m, e) < 0 ||
		put_list(m,
			say(l,
				"Editions that may be compared with each "
				"other"),
			"regime", e) < 0 ||
		put_sources(m, e) < 0 || put_notes(m, e) < 0)
		return -1;
	return text_done(&m->out, e);
}

int markdown_report(const char *path, struct report *r, struct err *e)
{
	struct md m = { .r = r, .out = TEXT_INIT, .masked = TEXT_INIT };
	struct draft *d = NULL;
	int rc = -1;

	if (put_all(&m, e) == 0 && draft_open(&d, path, e) == 0) {
		fwrite(m.out.at, 1, m.out.len, draft_stream(d));
		rc = draft_commit(d, e);
	}
	text_free(&m.out);
	text_free(&m.masked);
	return rc;
}
