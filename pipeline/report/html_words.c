/* SPDX-License-Identifier: MIT */
/* The texts of the page that are the same whatever the data; the script is
 * given them too. */
#include "pipeline/base/json.h"
#include "pipeline/report/html.h"

static const struct {
	const char *name, *text;
} words[] = {
	{ "skip", N_("Skip to the ranking") },
	{ "in_short", N_("In short") },
	{ "chart", N_("How ranks moved") },
	{ "ranking", N_("Ranking") },
	{ "indicators", N_("Indicators") },
	{ "sources", N_("Sources") },
	{ "notes", N_("Notes") },
	{ "about", N_("About this page") },
	{ "regimes", N_("Editions that may be compared with each other") },
	/* the chart */
	{ "scheme", N_("Whose regions") },
	{ "region", N_("Region") },
	{ "first_best", N_("Rank, 1 is best") },
	{ "first_worst", N_("Rank, 1 is worst; the best is on top") },
	{ "method", N_("Method {letter}") },
	{ "break", N_("\u2260 other method") },
	{ "break_note",
		N_("A dashed line marks another method: ranks on both sides of "
		   "it are not comparable, and no line crosses it. A gap: not "
		   "ranked in that edition.") },
	{ "chart_title", N_("{region}: ranks {from} to {to}") },
	{ "chart_how",
		N_("Point at a line, or go through the lines by the Tab key; "
		   "choosing one opens its card.") },
	{ "chart_part",
		N_("The {n} best placed of {of} are drawn; the table of "
		   "figures has all of them.") },
	{ "figures", N_("Figures of the chart") },
	{ "line", N_("{area}: {ranks}") },
	{ "rank_of_edition", N_("{edition} rank {rank}") },
	/* the table */
	{ "search", N_("Search a country") },
	{ "search_indicator", N_("Search an indicator") },
	{ "search_hint", N_("Name or ISO code") },
	{ "shown", N_("Shown: {n} of {of}") },
	{ "choose",
		N_("Choose a country for its card: history, pillars and "
		   "the cells that its figures stand in.") },
	{ "rank", N_("Rank") },
	{ "area", N_("Country or territory") },
	{ "score", N_("Score") },
	{ "history", N_("Ranks over time") },
	{ "history_sort",
		N_("Ranks over time; sorted by the best one ever held") },
	{ "sort", N_("Sort by this column") },
	{ "incomparable", N_("\u2260 not comparable") },
	/* the card */
	{ "close", N_("Close") },
	{ "copy", N_("Copy link") },
	{ "copied", N_("Link copied") },
	{ "copy_this", N_("Link to this card") },
	{ "rank_of", N_("of {n}") },
	{ "in_front", N_("In front: {rank} {area}") },
	{ "behind", N_("Behind: {rank} {area}") },
	{ "edition", N_("Edition") },
	{ "other_method",
		N_("\u2260 Another method: not comparable with the "
		   "editions before") },
	{ "pillars", N_("Pillars") },
	{ "pillar", N_("Pillar") },
	{ "value", N_("Value") },
	{ "above", N_("\u25b2 +{n} above") },
	{ "below", N_("\u25bc {n} below") },
	{ "level", N_("= at the mean") },
	{ "to_region", N_("Against {region}") },
	{ "to_world", N_("Against all") },
	{ "lower", N_("lower is better") },
	{ "bar",
		N_("Bar: the value. Diamond: mean of {region}. Upright line: "
		   "mean of all.") },
	{ "cells", N_("Where these figures stand") },
	{ "figure", N_("Figure") },
	{ "published", N_("As published") },
	{ "sheet", N_("Sheet") },
	{ "cell", N_("Cell") },
	{ "release", N_("release {sha}") },
	{ "blank", N_("(blank)") },
	{ "pillar_rank", N_("{pillar}: rank") },
	{ "raw", N_("{pillar}: raw figure") },
	/* sources and indicators */
	{ "file", N_("Workbook") },
	{ "state", N_("State") },
	{ "when", N_("Published") },
	{ "official", N_("Pinned bytes") },
	{ "fetched", N_("Fetched") },
	{ "indicator", N_("Indicator") },
	{ "name", N_("Name in kosh") },
	{ "unit", N_("Unit") },
	{ "scale", N_("Scale") },
	{ "observations", N_("Figures") },
	{ "no_ranking",
		N_("No edition of this dataset has an overall score, so areas "
		   "are not ranked. These are its indicators.") },
};

/* What a number has between its whole and its fraction. */
static const char *decimal_mark(struct report *r)
{
	return say_as(r->language, "decimal mark", ".");
}

const char *html_word(struct report *r, struct span name)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (span_is(name, words[i].name))
			return say(r->language, words[i].text);
	return span_is(name, "mark") ? decimal_mark(r) : NULL;
}

void html_words(struct json *j, struct report *r)
{
	json_begin(j, "words", '{');
	json_string(j, "mark", decimal_mark(r));
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		json_string(j, words[i].name, say(r->language, words[i].text));
	json_end(j, '}');
}
