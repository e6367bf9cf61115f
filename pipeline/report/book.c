/* SPDX-License-Identifier: MIT */
/* The report as an Excel workbook: which sheets each profile has. */
#include "pipeline/report/cells.h"
#include "pipeline/report/manifest.h"
#include "pipeline/report/page.h"

/* The last one of every profile. */
#define SHEET_MANIFEST                                                         \
	{                                                                      \
		N_("Manifest"),                                                \
			N_("What this file was ordered as and made from: "     \
			   "kosh-export --verify reads it"),                   \
			sheet_manifest, 1, 1                                   \
	}

static const struct sheet summary[] = {
	{ N_("Cover"), NULL, sheet_cover, 1, 1 },
	{ N_("Ranking"),
		N_("Every area of the edition, with its change and its "
		   "pillars"),
		sheet_ranking, 1, 0 },
	{ N_("Movers"),
		N_("The largest rises and falls since the edition before"),
		sheet_movers, 1, 0 },
	{ N_("Regions"),
		N_("Who leads each region, by whose division of the world, and "
		   "its averages"),
		sheet_regions, 1, 0 },
	{ N_("Charts"),
		N_("The ranks of a region over all editions, and its scores"),
		sheet_charts, 1, 0 },
	{ N_("Rank history"), N_("Every area in every edition"), sheet_history,
		1, 0 },
	{ N_("Pillars"),
		N_("Strengths and weaknesses of every area against its region "
		   "and the world"),
		sheet_pillars, 1, 0 },
	{ N_("Restatements"),
		N_("What was changed in an edition after it was published"),
		sheet_restated, 1, 0 },
	{ N_("Indicators"),
		N_("Every indicator of the edition, and how much of it is "
		   "there"),
		sheet_indicators, 0, 1 },
	{ N_("Findings"),
		N_("What the rules found in the files, with the cell it stands "
		   "in"),
		sheet_findings, 1, 1 },
	{ N_("Sources"), N_("Every file, its hash and where it came from"),
		sheet_sources, 1, 1 },
	{ N_("Cells"),
		N_("The published cell of each number of the sheets before"),
		sheet_cells, 1, 0 },
	{ N_("Notes"), N_("What the words and marks mean"), sheet_notes, 1, 1 },
	SHEET_MANIFEST,
	{ NULL, NULL, NULL, 0, 0 },
};

static const struct sheet country[] = {
	{ N_("Country"), NULL, sheet_country, 1, 0 },
	{ N_("Rank history"), NULL, sheet_area_history, 1, 0 },
	{ N_("Indicators"), NULL, sheet_area_figures, 1, 1 },
	{ N_("Findings"), NULL, sheet_area_findings, 1, 1 },
	{ N_("Sources"), NULL, sheet_sources, 1, 1 },
	{ N_("Notes"), NULL, sheet_notes, 1, 1 },
	SHEET_MANIFEST,
	{ NULL, NULL, NULL, 0, 0 },
};

static const struct sheet region[] = {
	{ N_("Region"), NULL, sheet_region, 1, 0 },
	{ N_("Members"), NULL, sheet_members, 1, 0 },
	{ N_("Rank history"), NULL, sheet_region_history, 1, 0 },
	{ N_("Sources"), NULL, sheet_sources, 1, 0 },
	{ N_("Notes"), NULL, sheet_notes, 1, 0 },
	SHEET_MANIFEST,
	{ NULL, NULL, NULL, 0, 0 },
};

static const struct sheet full[] = {
	{ N_("Cover"), NULL, sheet_cover, 1, 1 },
	{ N_("Standings"), N_("Every area in every edition, ranked"),
		sheet_standings, 1, 0 },
	{ N_("Rank changes"),
		N_("Every change of rank from an edition to the next"),
		sheet_changes, 1, 0 },
	{ N_("Regional leaders"), N_("Who leads each region in each edition"),
		sheet_all_leaders, 1, 0 },
	{ N_("Editions"),
		N_("Every edition, the method that it is of and its release"),
		sheet_editions, 1, 1 },
	{ N_("Indicators"), N_("The tree of each edition, with its weights"),
		sheet_tree, 1, 1 },
	{ N_("Areas"),
		N_("Every area that there are figures of, and its "
		   "regions"),
		sheet_areas, 1, 1 },
	{ N_("Releases"),
		N_("Every file that the database has, with the whole of its "
		   "hash"),
		sheet_releases, 1, 1 },
	{ N_("Findings"),
		N_("What the rules found in the files, with the cell it stands "
		   "in"),
		sheet_findings, 1, 1 },
	{ N_("Observations"),
		N_("Every published figure, with the text and the cell it was "
		   "read from"),
		sheet_observations, 1, 1 },
	{ N_("Notes"), N_("What the words and marks mean"), sheet_notes, 1, 1 },
	SHEET_MANIFEST,
	{ NULL, NULL, NULL, 0, 0 },
};

static const struct profile {
	const char *name;
	const struct sheet *sheets;
} profiles[] = {
	[REPORT_SUMMARY] = { "summary", summary },
	[REPORT_COUNTRY] = { "country", country },
	[REPORT_REGION] = { "region", region },
	[REPORT_FULL] = { "full", full },
};

const char *report_profile_name(size_t i)
{
	return i < sizeof(profiles) / sizeof(*profiles) ? profiles[i].name
							: NULL;
}

static int is_in(const struct report *r, const struct sheet *s)
{
	/* of one alone none is the strongest */
	if (s->write == sheet_pillars && r->pillars < 2)
		return 0;
	return r->ranked ? s->ranked : s->unranked;
}

const struct sheet *report_sheet(const struct report *r, size_t i)
{
	const struct sheet *s = profiles[r->order->profile].sheets;

	for (; s->name; s++)
		if (is_in(r, s) && i-- == 0)
			return s;
	return NULL;
}

static int has_cells(const struct report *r)
{
	const struct sheet *s;

	for (size_t i = 0; (s = report_sheet(r, i)); i++)
		if (s->write == sheet_cells)
			return 1;
	return 0;
}

static int write_sheets(struct report *r, struct err *e)
{
	const struct sheet *s;
	int rc = has_cells(r) ? cells_open(&r->cells, r, e) : 0;

	for (size_t i = 0; rc == 0 && (s = report_sheet(r, i)); i++)
		rc = s->write(r, s, e);
	cells_close(r->cells);
	r->cells = NULL;
	return rc;
}

int excel_report(const char *path, struct report *r, struct err *e)
{
	struct text title = TEXT_INIT, made = TEXT_INIT;
	struct excel_properties p = { .subject = r->publisher,
		.author = "kosh",
		.language = language_code(r->language) };
	struct properties *own = NULL;
	int rc = -1;

	text_printf(&title, "%.180s %s", r->title, r->edition);
	text_printf(&made,
		"Made by kosh %s from the current releases of '%s'%s%s.",
		r->order->version, r->order->dataset,
		*r->as_of ? " as of " : "", r->as_of);
	p.title = title.at;
	p.comments = made.at;
	if (text_done(&title, e) == 0 && text_done(&made, e) == 0 &&
		properties_open(&own, r, e) == 0) {
		p.own = properties_all(&p.n_own, own);
		rc = excel_open(&r->excel, path, r->order->now, &p, e);
	}
	properties_close(own);
	text_free(&title);
	text_free(&made);
	if (rc < 0)
		return -1;
	if (write_sheets(r, e) < 0) {
		excel_drop(r->excel);
		return -1;
	}
	return excel_save(r->excel, e);
}
