/* SPDX-License-Identifier: MIT */
/* The report as an Excel workbook: which sheets each profile has. */
#include "pipeline/report/page.h"

static const struct sheet summary[] = {
	{ N_("Cover"), NULL, sheet_cover, 1, 1 },
	{ N_("Ranking"),
		N_("Every area of the newest edition, with its change and its "
		   "pillars"),
		sheet_ranking, 1, 0 },
	{ N_("Movers"),
		N_("The largest rises and falls since the edition before"),
		sheet_movers, 1, 0 },
	{ N_("Regional leaders"),
		N_("Who leads each region, by whose division of the world"),
		sheet_leaders, 1, 0 },
	{ N_("Rank history"), N_("Every area in every edition"), sheet_history,
		1, 0 },
	{ N_("Chart"), N_("The ranks of one region over all editions"),
		sheet_chart, 1, 0 },
	{ N_("Indicators"),
		N_("Every indicator of the newest edition, and how much of it "
		   "is there"),
		sheet_indicators, 0, 1 },
	{ N_("Findings"),
		N_("What the rules found in the files, with the cell it stands "
		   "in"),
		sheet_findings, 1, 1 },
	{ N_("Sources"), N_("Every file, its hash and where it came from"),
		sheet_sources, 1, 1 },
	{ NULL, NULL, NULL, 0, 0 },
};

static const struct profile {
	const char *name;
	const struct sheet *sheets;
} profiles[] = {
	[REPORT_SUMMARY] = { "summary", summary },
};

const char *report_profile_name(size_t i)
{
	return i < sizeof(profiles) / sizeof(*profiles) ? profiles[i].name
							: NULL;
}

const struct sheet *report_sheet(const struct report *r, size_t i)
{
	const struct sheet *s = profiles[r->order->profile].sheets;

	for (; s->name; s++)
		if ((r->ranked ? s->ranked : s->unranked) && i-- == 0)
			return s;
	return NULL;
}

static int write_sheets(struct report *r, struct err *e)
{
	const struct sheet *s;

	for (size_t i = 0; (s = report_sheet(r, i)); i++)
		if (s->write(r, s, e) < 0)
			return -1;
	return 0;
}

int excel_report(const char *path, struct report *r, struct err *e)
{
	struct text title = TEXT_INIT, made = TEXT_INIT;
	struct excel_properties p = { .subject = r->publisher,
		.author = "kosh",
		.language = language_code(r->language),
		.own_name = "kosh log",
		.own = *r->log ? r->log : NULL };
	int rc = -1;

	text_printf(&title, "%.180s %s", r->title, r->edition);
	text_printf(&made,
		"Made by kosh %s from the current releases of '%s'%s%s.",
		r->order->version, r->order->dataset,
		*r->as_of ? " as of " : "", r->as_of);
	p.title = title.at;
	p.comments = made.at;
	if (text_done(&title, e) == 0 && text_done(&made, e) == 0)
		rc = excel_open(&r->excel, path, r->order->now, &p, e);
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
