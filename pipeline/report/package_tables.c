/* SPDX-License-Identifier: MIT */
#include "pipeline/report/package.h"

#include <string.h>

#include "pipeline/report/language.h"

static const struct package_table tables[] = {
	{ "ranking", "table-ranking", N_("Ranking"),
		N_("The areas of the edition, the best first."), "area",
		{ { "area", "areas", "area" } } },
	{ "changes", "table-changes", N_("Changes"),
		N_("What became of each area since the edition before."),
		"area",
		{ { "area", "areas", "area" },
			{ "edition_from", "editions", "edition" },
			{ "edition_to", "editions", "edition" } } },
	{ "regions", "table-regions", N_("Regions"),
		N_("Who leads each region of each region scheme, and by how "
		   "much."),
		"scheme,region",
		{ { "leader", "areas", "area" },
			{ "runner_up", "areas", "area" } } },
	{ "history", "table-history", N_("History"),
		N_("Where each area stood in each edition. Only editions of "
		   "one regime may be compared."),
		"edition,area",
		{ { "edition", "editions", "edition" },
			{ "area", "areas", "area" } } },
	{ "editions", "table-editions", N_("Editions"),
		N_("The editions that there are releases of."), "edition",
		{ { NULL, NULL, NULL } } },
	{ "indicators", "table-indicators", N_("Indicators"),
		N_("The tree of indicators of each edition."),
		"edition,indicator", { { "edition", "editions", "edition" } } },
	{ "observations", "table-observations", N_("Observations"),
		N_("Every figure of the current releases, with the cell that "
		   "it was read from."),
		"edition,release,indicator,measure,area,period,place",
		{ { "edition,release", "releases", "edition,release" },
			{ "edition,indicator", "indicators",
				"edition,indicator" },
			{ "area", "areas", "area" } } },
	{ "findings", "table-findings", N_("Findings"),
		N_("What the rules found in the files."), "finding",
		{ { "edition,release", "releases", "edition,release" } } },
	{ "releases", "table-releases", N_("Releases"),
		N_("Every workbook that was loaded, by the hash of its bytes."),
		"edition,release", { { "edition", "editions", "edition" } } },
	{ "areas", "table-areas", N_("Areas"),
		N_("Countries and territories by ISO 3166-1 alpha-3."), "area",
		{ { NULL, NULL, NULL } } },
};

#define TEXT_FIELD "string"
#define WHOLE	   "integer"
#define NUMBER	   "number"

static const struct package_field fields[] = {
	{ "actual", NULL, TEXT_FIELD, N_("Actual"), N_("What is there.") },
	{ "area", NULL, TEXT_FIELD, N_("Area"),
		N_("ISO 3166-1 alpha-3, and XKX; ISO 3166-3 for former "
		   "states.") },
	{ "areas", NULL, WHOLE, N_("Areas"),
		N_("How many areas of the region are in the edition.") },
	{ "bytes", NULL, WHOLE, N_("Bytes"), N_("The size of the workbook.") },
	{ "cell", NULL, TEXT_FIELD, N_("Cell"), N_("A1, or A1:B2.") },
	{ "cells", NULL, WHOLE, N_("Cells"),
		N_("Of how many cells it speaks.") },
	{ "change", NULL, WHOLE, N_("Change of rank"),
		N_("How many places towards the better end: up is positive.") },
	{ "combine", NULL, TEXT_FIELD, N_("Combine"),
		N_("How it follows from the indicators under it: mean, sum, "
		   "leaves, none.") },
	{ "common_change", NULL, WHOLE, N_("Common change"),
		N_("The change among the areas that both editions rank.") },
	{ "common_from", NULL, WHOLE, N_("Common rank before"),
		N_("Among the areas that both editions rank.") },
	{ "common_to", NULL, WHOLE, N_("Common rank"),
		N_("Among the areas that both editions rank.") },
	{ "comparable", NULL, TEXT_FIELD, N_("Comparable"),
		N_("yes where both editions share a method, or else no.") },
	{ "decimals", NULL, WHOLE, N_("Decimals"),
		N_("Published places of a score.") },
	{ "direction", NULL, TEXT_FIELD, N_("Direction"),
		N_("Which end of the scores is the better one: higher, "
		   "lower.") },
	{ "edition", NULL, TEXT_FIELD, N_("Edition"), NULL },
	{ "edition_from", NULL, TEXT_FIELD, N_("Edition before"), NULL },
	{ "edition_to", NULL, TEXT_FIELD, N_("Edition"), NULL },
	{ "expected", NULL, TEXT_FIELD, N_("Expected"),
		N_("What should be there.") },
	{ "fetched", NULL, TEXT_FIELD, N_("Fetched"),
		N_("When, in UTC; empty where it was given by hand.") },
	{ "file", NULL, TEXT_FIELD, N_("File"), N_("Its official name.") },
	{ "finding", NULL, WHOLE, N_("Number"),
		N_("In the order of this file.") },
	{ "fingerprint", NULL, TEXT_FIELD, N_("Fingerprint"),
		N_("By which a finding is known again.") },
	{ "first", NULL, TEXT_FIELD, N_("First"),
		N_("What has rank 1: best, worst.") },
	{ "first_seen", NULL, TEXT_FIELD, N_("First seen"),
		N_("When a validation first saw it, in UTC.") },
	{ "forced", NULL, TEXT_FIELD, N_("Forced"),
		N_("Why it counts whatever was found in it.") },
	{ "gap", NULL, NUMBER, N_("Gap"),
		N_("By how much the score of the leader is better.") },
	{ "indicator", NULL, TEXT_FIELD, N_("Indicator"),
		N_("overall is what areas are ranked by.") },
	{ "iso2", NULL, TEXT_FIELD, N_("ISO 3166-1 alpha-2"), NULL },
	{ "kind", NULL, TEXT_FIELD, N_("Kind"),
		N_("What sort of code it is.") },
	{ "label", "indicators", TEXT_FIELD, N_("Label"),
		N_("As the publisher calls it.") },
	{ "label", NULL, TEXT_FIELD, N_("Label"),
		N_("What the publisher calls the area.") },
	{ "leader", NULL, TEXT_FIELD, N_("Leader"),
		N_("The area that stands first.") },
	{ "level", NULL, WHOLE, N_("Level"), N_("0 for what has no parent.") },
	{ "line", NULL, WHOLE, N_("Line"),
		N_("Counts the areas of an edition in their order.") },
	{ "loaded", NULL, TEXT_FIELD, N_("Loaded"), N_("When, in UTC.") },
	{ "m49", NULL, TEXT_FIELD, N_("UN M49"), NULL },
	{ "measure", NULL, TEXT_FIELD, N_("Measure"),
		N_("score, rank or raw.") },
	{ "message", NULL, TEXT_FIELD, N_("Message"), NULL },
	{ "name", NULL, TEXT_FIELD, N_("Name"), N_("In English.") },
	{ "observations", NULL, WHOLE, N_("Observations"),
		N_("How many figures there are of it.") },
	{ "official", NULL, "boolean", N_("Official"),
		N_("Whether these are the bytes that are pinned; empty where "
		   "none are.") },
	{ "ordinal", NULL, WHOLE, N_("Order"),
		N_("Editions in order of time.") },
	{ "parent", NULL, TEXT_FIELD, N_("Parent"), NULL },
	{ "period", NULL, TEXT_FIELD, N_("Period"),
		N_("What the figures are of.") },
	{ "place", "observations", WHOLE, N_("Place"),
		N_("0 for the cell that counts, more for further cells with "
		   "the same figure.") },
	{ "place", NULL, WHOLE, N_("Place"),
		N_("Competition rank (1, 2, 2, 4); computed where no ranks "
		   "are published.") },
	{ "published", NULL, TEXT_FIELD, N_("Published"),
		N_("A day, month or year, or in words.") },
	{ "rank", NULL, WHOLE, N_("Rank"), N_("As published.") },
	{ "rank_from", NULL, WHOLE, N_("Rank before"), NULL },
	{ "rank_to", NULL, WHOLE, N_("Rank"), NULL },
	{ "ranks", NULL, TEXT_FIELD, N_("Ranks"),
		N_("published, computed or mixed.") },
	{ "raw", NULL, TEXT_FIELD, N_("As published"),
		N_("The text of the cell.") },
	{ "regime", NULL, TEXT_FIELD, N_("Regime"),
		N_("Editions of one regime share a method and may be "
		   "compared.") },
	{ "regime_title", NULL, TEXT_FIELD, N_("Method"), NULL },
	{ "region", "regions", TEXT_FIELD, N_("Region"), NULL },
	{ "region", NULL, TEXT_FIELD, N_("Region (M49)"),
		N_("The most specific one.") },
	{ "region_name", NULL, TEXT_FIELD, N_("Name of the region"),
		N_("In English.") },
	{ "release", "editions", TEXT_FIELD, N_("Release"),
		N_("The sha256 of the current one.") },
	{ "release", NULL, TEXT_FIELD, N_("Release"),
		N_("The sha256 of its bytes.") },
	{ "rule", NULL, TEXT_FIELD, N_("Rule"), N_("See kosh-rules(7).") },
	{ "runner_up", NULL, TEXT_FIELD, N_("Runner-up"),
		N_("The area that stands next.") },
	{ "runner_up_score", NULL, NUMBER, N_("Score of the runner-up"), NULL },
	{ "scale_max", NULL, NUMBER, N_("Scale to"), NULL },
	{ "scale_min", NULL, NUMBER, N_("Scale from"), NULL },
	{ "scheme", NULL, TEXT_FIELD, N_("Region scheme"),
		N_("Whose division of the world.") },
	{ "scheme_title", NULL, TEXT_FIELD, N_("Title of the scheme"), NULL },
	{ "score", NULL, NUMBER, N_("Score"), N_("As published.") },
	{ "score_change", NULL, NUMBER, N_("Change of score"),
		N_("Only where both editions share a method.") },
	{ "score_from", NULL, NUMBER, N_("Score before"), NULL },
	{ "score_to", NULL, NUMBER, N_("Score"), NULL },
	{ "severity", NULL, TEXT_FIELD, N_("Severity"),
		N_("error, warning or info.") },
	{ "sheet", NULL, TEXT_FIELD, N_("Sheet"), N_("Of the workbook.") },
	{ "source", NULL, TEXT_FIELD, N_("Source"),
		N_("workbook, or press: what was quoted of it.") },
	{ "state", "findings", TEXT_FIELD, N_("State"), N_("open or waived.") },
	{ "state", NULL, TEXT_FIELD, N_("State"),
		N_("staged, current, superseded, quarantined, held or "
		   "aside.") },
	{ "unit", NULL, TEXT_FIELD, N_("Unit"), NULL },
	{ "url", NULL, TEXT_FIELD, N_("URL"), N_("Its official address.") },
	{ "value", NULL, NUMBER, N_("Value"),
		N_("Empty where the source gives none; never 0 for that.") },
	{ "waived_by", NULL, TEXT_FIELD, N_("Waived by"), NULL },
	{ "waived_until", NULL, TEXT_FIELD, N_("Waived until"), NULL },
	{ "waived_why", NULL, TEXT_FIELD, N_("Waived for"), NULL },
	{ "weight", NULL, NUMBER, N_("Weight"), N_("Among its siblings.") },
};

const struct package_table *package_table(size_t i)
{
	return i < sizeof(tables) / sizeof(*tables) ? &tables[i] : NULL;
}

const struct package_field *package_field(const char *table, const char *name)
{
	const struct package_field *f = fields,
				   *end = f + sizeof(fields) / sizeof(*f);

	for (; f < end; f++)
		if (strcmp(f->name, name) == 0 &&
			(!f->table || strcmp(f->table, table) == 0))
			return f;
	return NULL;
}
