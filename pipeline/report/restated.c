/* SPDX-License-Identifier: MIT */
/* What publishers changed in an edition after they had published it. */
#include "pipeline/report/page.h"

enum { RESTATED_MOST = 2000 }; /* that restated.sql gives */

static int pairs(uint32_t *rows, struct page *p, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Edition"), &look_text, 0, 0 },
		{ N_("Earlier release"), &look_text, 0, 0 },
		{ N_("Earlier state"), &look_text, 0, 0 },
		{ N_("Earlier published"), &look_text, 28, 0 },
		{ N_("Later release"), &look_text, 0, 0 },
		{ N_("Later state"), &look_text, 0, 0 },
		{ N_("Later published"), &look_text, 0, 0 },
		{ N_("Corrections"), &look_rank, 0, 0 },
		{ N_("Removed"), &look_rank, 0, 0 },
		{ N_("Added"), &look_rank, 0, 0 },
		{ N_("Roundings"), &look_rank, 0, 0 },
	};

	page_section(p, say(p->report->language, "Releases compared"));
	return page_table(
		rows, p, "restatements", "restated-pair", columns, 11, 0, e);
}

static int figures(uint32_t *rows, struct page *p, struct err *e)
{
	static const struct excel_look figure = { .ink = 0x262626 };
	static const struct column columns[] = {
		{ N_("Edition"), &look_text, 0, 0 },
		{ N_("Change"), &look_text, 0, 0 },
		{ N_("Country or territory"), &look_text, 28, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Indicator"), &look_text, 28, 0 },
		{ N_("Measure"), &look_text, 0, 0 },
		{ N_("Period"), &look_text, 0, 0 },
		{ N_("Before"), &figure, 0, 0 },
		{ N_("After"), &figure, 0, 0 },
		{ N_("Difference"), &figure, 0, 0 },
		{ N_("Release before"), &look_after, 0, 0 },
		{ N_("Cell before"), &look_text, 34, 0 },
		{ N_("Release after"), &look_text, 0, 0 },
		{ N_("Cell after"), &look_text, 34, 0 },
	};

	page_section(p, say(p->report->language, "Figures that changed"));
	p->streams = 1;
	return page_table(
		rows, p, "restated_figures", "restated", columns, 14, 0, e);
}

static int compared(struct page *p, struct err *e)
{
	struct language *l = p->report->language;
	uint32_t rows;

	if (figures(&rows, p, e) < 0)
		return -1;
	if (rows == 0) {
		p->row++;
		page_note(p,
			say(l, "No figure that both releases have differs."));
	}
	if (rows == RESTATED_MOST)
		page_note(p,
			say(l,
				"Only the first 2,000 are listed; kosh diff "
				"lists all."));
	return 0;
}

int sheet_restated(struct report *r, const struct sheet *s, struct err *e)
{
	struct language *l = r->language;
	uint32_t rows = 0;
	struct page p;

	page_open(&p, r, s, say(l, "Restatements"),
		say(l,
			"What a later release of an edition changed against an "
			"earlier one. A release is known by the beginning of "
			"its SHA-256."));
	page_note(&p,
		say(l,
			"Press: what was printed of a release that nobody has; "
			"only the figures that it quotes are compared."));
	page_as_of(&p);
	page_back(&p);
	if (report_temporary(r, "release_pair", "make-release-pair", e) < 0 ||
		report_temporary(
			r, "restated_figure", "make-restated-figure", e) < 0 ||
		pairs(&rows, &p, e) < 0)
		return -1;
	if (rows == 0) {
		p.row++;
		page_note(&p,
			say(l,
				"No edition has more than one release here: "
				"nothing was restated."));
	} else if (compared(&p, e) < 0) {
		return -1;
	}
	excel_freeze(p.sheet, 0, 1);
	page_close(&p, 0, 1);
	return 0;
}
