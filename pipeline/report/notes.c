/* SPDX-License-Identifier: MIT */
/* What the words and marks of the report mean, for this edition. */
#include <stdio.h>
#include <string.h>

#include "pipeline/report/page.h"

enum { TERM_WIDE = 34, MEANING_WIDE = 110 };

/* What note-edition.sql says. */
struct facts {
	char ties[LABEL_TEXT], ties_decimals[LABEL_TEXT], period[LABEL_TEXT],
		least[LABEL_TEXT], most[LABEL_TEXT];
	int lower, computed;
};

static int read_facts(struct facts *f, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "note-edition", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1) {
		stmt_copy(f->ties, sizeof(f->ties), s, 0);
		stmt_copy(f->ties_decimals, sizeof(f->ties_decimals), s, 1);
		f->lower = span_is(stmt_get_text(s, 2), "lower");
		f->computed = span_is(stmt_get_text(s, 3), "computed");
		stmt_copy(f->period, sizeof(f->period), s, 4);
		stmt_copy(f->least, sizeof(f->least), s, 5);
		stmt_copy(f->most, sizeof(f->most), s, 6);
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* ---- a note ---- */

static void put(struct page *p, const char *term, const char *text)
{
	double high = page_height(text, MEANING_WIDE),
	       of_term = page_height(term, TERM_WIDE);

	excel_text(p->sheet, p->row, 0, term, &look_wrap);
	excel_text(p->sheet, p->row, 1, text, &look_wrap);
	excel_height(p->sheet, p->row++, high > of_term ? high : of_term);
}

static void put_filled(struct page *p, const char *term, const char *sentence,
	const struct word *words)
{
	char text[FACT_TEXT];

	page_fill(text, sentence, words);
	put(p, term, text);
}

/* ---- of the edition ---- */

static const char *about_ties(struct language *l, const struct facts *f)
{
	if (f->computed)
		return say(l,
			"Areas with the same score share a rank, and the "
			"next ranks are left out: 1, 2, 2, 4.");
	if (strcmp(f->ties, "sequential") == 0)
		return say(l,
			"No two areas share a published rank, also with "
			"the same score.");
	if (strcmp(f->ties, "competition") == 0)
		return *f->ties_decimals
			? say(l,
				  "Areas share a published rank where their "
				  "scores are the same when rounded to "
				  "{decimals} decimals, and the next ranks are "
				  "left out: 1, 2, 2, 4.")
			: say(l,
				  "Areas with the same score share a published "
				  "rank, and the next ranks are left out: 1, "
				  "2, "
				  "2, 4.");
	if (strcmp(f->ties, "hidden") == 0)
		return say(l,
			"Areas with the same published score may have "
			"different ranks: the publisher ranks by digits "
			"that it does not print.");
	return say(l,
		"The publisher states no rule for areas with the same "
		"score.");
}

static void note_rank(struct page *p, const struct facts *f)
{
	struct report *r = p->report;
	struct language *l = r->language;
	const struct word words[] = { { "decimals", f->ties_decimals },
		{ NULL, NULL } };

	put(p, say(l, "Rank"),
		f->computed
			? say(l,
				  "The place of an area in the edition. The "
				  "publisher prints none: it is computed from "
				  "the scores, the best first.")
			: r->worst_first
			? say(l,
				  "The place of an area in the edition, as "
				  "published. Rank 1 is the worst.")
			: say(l,
				  "The place of an area in the edition, as "
				  "published. Rank 1 is the best."));
	put_filled(p, say(l, "Equal scores"), about_ties(l, f), words);
}

static void note_score(struct page *p, const struct facts *f)
{
	struct report *r = p->report;
	struct language *l = r->language;
	char decimals[LABEL_TEXT], least[FIGURE_TEXT], most[FIGURE_TEXT];
	const struct word words[] = { { "decimals", decimals },
		{ "least", say_figure(least, l, f->least) },
		{ "most", say_figure(most, l, f->most) },
		{ "period", f->period }, { "edition", r->edition },
		{ NULL, NULL } };

	snprintf(decimals, sizeof(decimals), "%d", r->decimals);
	put_filled(p, say(l, "Score"),
		say(l,
			"The overall score as published. Decimals shown: "
			"{decimals}; the cell holds all digits."),
		words);
	put(p, say(l, "Better"),
		f->lower ? say(l, "The lower score is the better one.")
			 : say(l, "The higher score is the better one."));
	if (*f->least && *f->most)
		put_filled(p, say(l, "Scale"),
			say(l, "Scores lie between {least} and {most}."),
			words);
	put_filled(p, say(l, "Period"),
		say(l, "The figures of edition {edition} are of {period}."),
		words);
}

/* ---- of every report ---- */

struct note {
	const char *term, *means;
};

static const struct note of_ranks[] = {
	{ N_("Change"),
		N_("How many places an area moved towards the better end since "
		   "the edition before: \u25b2 with the word up is a rise, "
		   "\u25bc with the word down a fall, = the same rank. Empty: "
		   "it was not ranked in both.") },
	{ N_("Common rank"),
		N_("The rank among the areas only that both editions rank (1, "
		   "2, 2, 4). Nobody rises or falls by it because others were "
		   "added or left out.") },
	{ N_("Comparable"),
		N_("Yes where both editions are of one method. No: a change "
		   "between them mixes the method with the performance; scores "
		   "are not subtracted then.") },
	{ N_("Method"),
		N_("Editions of one method may be compared with each other. A "
		   "vertical line parts methods in the rank history, a gap in "
		   "the line in a chart.") },
	{ N_("Best and worst rank"),
		N_("Of all editions that count their ranks from the same end, "
		   "whatever their method.") },
	{ N_("Leader"),
		N_("The area with the best rank in the region; where none has "
		   "a "
		   "rank, the one with the best score. All that share that "
		   "place are named.") },
	{ N_("Runner-up"),
		N_("Who has the next place behind the leader; all that share "
		   "it.") },
	{ N_("Gap"),
		N_("By how much the leader's score is better than that of the "
		   "runner-up. Below 0: the ranks do not follow the scores.") },
	{ N_("Areas, members, coverage"),
		N_("Members are all areas that lie in the region, areas those "
		   "of them that the edition has; coverage is their share.") },
	{ N_("Mean and median"),
		N_("Of the scores that there are, each area counting once, "
		   "whatever its size. The median of an even number is the "
		   "mean of the middle two.") },
	{ N_("Restatement"),
		N_("A figure that a later release of the same edition gives "
		   "otherwise. A rounding is a difference of half a unit of "
		   "the last digit at the most; anything more is a "
		   "correction.") },
	{ N_("Press"),
		N_("What newspapers printed of a release that nobody has. It "
		   "never counts; it is here to be compared with.") },
};

static const struct note of_all[] = {
	{ N_("Missing"),
		N_("An empty cell: the source gives no value. Missing is never "
		   "0.") },
	{ N_("Release"),
		N_("The exact bytes of a file, known by their SHA-256. Other "
		   "bytes are another release of the same edition.") },
	{ N_("State"),
		N_("Current: the release that counts. Superseded: one that "
		   "did. "
		   "Quarantined: its findings bar it. Held: not the bytes that "
		   "are expected. Staged: not judged yet. Aside: what the "
		   "press "
		   "printed.") },
	{ N_("Finding"),
		N_("What a rule found in a file, with the cell. Error, warning "
		   "and info say how grave it is. Waived: somebody accepted "
		   "it, "
		   "until a day.") },
	{ N_("Log"),
		N_("Each line has the hash of the line before: what stands "
		   "before the head that is named here cannot be changed "
		   "unseen.") },
};

static void put_notes(struct page *p, const struct note *notes, size_t n)
{
	struct language *l = p->report->language;

	for (size_t i = 0; i < n; i++)
		put(p, say(l, notes[i].term), say(l, notes[i].means));
}

static int note_schemes(struct page *p, struct err *e)
{
	struct report *r = p->report;
	struct language *l = r->language;
	char code[LABEL_TEXT], title[FACT_TEXT], source[FACT_TEXT],
		dated[LABEL_TEXT];
	const struct word words[] = { { "scheme", code }, { "title", title },
		{ "source", source }, { "date", dated }, { NULL, NULL } };
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "region-scheme", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(code, sizeof(code), s, 0);
		stmt_copy(title, sizeof(title), s, 1);
		stmt_copy(source, sizeof(source), s, 2);
		stmt_copy(dated, sizeof(dated), s, 3);
		put_filled(p, say(l, "Region scheme"),
			say(l,
				"{title} ({scheme}). Source: {source}; of "
				"{date}."),
			words);
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* What has no translation; nothing in English. */
static int note_lack(struct page *p, struct err *e)
{
	struct language *l = p->report->language;
	const char *term = say(l, "Not translated"), *text;
	struct text all = TEXT_INIT;
	int rc;

	for (size_t i = 0; (text = language_lack(l, i)); i++)
		text_printf(&all, "%s%s", i ? "; " : "", text);
	rc = text_done(&all, e);
	if (rc == 0 && all.len)
		put(p, term, all.at);
	text_free(&all);
	return rc;
}

int sheet_notes(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Term"), &look_wrap, TERM_WIDE, 0 },
		{ N_("What it means"), &look_wrap, MEANING_WIDE, 0 },
	};
	struct language *l = r->language;
	struct facts f = { "", "", "", "", "", 0, 0 };
	struct page p;
	uint32_t top;

	if (read_facts(&f, r, e) < 0)
		return -1;
	page_open(&p, r, s, say(l, "Notes"),
		say(l, "What the words and marks of this report mean."));
	page_back(&p);
	top = p.row++;
	if (r->ranked) {
		note_rank(&p, &f);
		note_score(&p, &f);
		put_notes(&p, of_ranks, sizeof(of_ranks) / sizeof(*of_ranks));
	}
	put_notes(&p, of_all, sizeof(of_all) / sizeof(*of_all));
	if ((r->ranked && note_schemes(&p, e) < 0) || note_lack(&p, e) < 0)
		return -1;
	page_head(&p, "notes", top, columns, 2);
	p.wide[0] = TERM_WIDE;
	p.wide[1] = MEANING_WIDE;
	excel_freeze(p.sheet, top + 1, 1);
	page_close(&p, top, 1);
	return 0;
}
