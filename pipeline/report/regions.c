/* SPDX-License-Identifier: MIT */
/* The regions: who leads them, and what their averages are. */
#include <stdio.h>

#include "pipeline/report/page.h"

enum { SCHEMES = 32 };

struct scheme {
	char code[LABEL_TEXT], title[FACT_TEXT], source[FACT_TEXT],
		dated[LABEL_TEXT];
};

/* A text of many areas is wrapped, so what stands beside it is in the middle.
 */
static const struct excel_look names = { .ink = 0x262626, .wrap = 1 };
static const struct excel_look names_after = {
	.ink = 0x262626, .wrap = 1, .indent = 1
};
static const struct excel_look share = {
	.ink = 0x262626, .centre = 1, .number_format = "0%"
};

static int read_scheme(struct scheme *c, struct stmt *s, struct err *e)
{
	int rc = stmt_step(s, e);

	if (rc == 1) {
		stmt_copy(c->code, sizeof(c->code), s, 0);
		stmt_copy(c->title, sizeof(c->title), s, 1);
		stmt_copy(c->source, sizeof(c->source), s, 2);
		stmt_copy(c->dated, sizeof(c->dated), s, 3);
	}
	return rc;
}

/* The table of the scheme that the report is set to. */
static int scheme_table(
	struct page *p, const struct scheme *c, int number, struct err *e)
{
	const struct report *r = p->report;
	const struct excel_look score = { .ink = 0x262626,
		.number_format = r->score_format };
	const struct column columns[] = {
		{ N_("Region"), &look_text, 36, 0 },
		{ N_("Within"), &look_text, 32, 0 },
		{ N_("Leader"), &names, 30, 0 },
		{ N_("ISO3"), &names, 12, 0 },
		{ N_("Rank"), &look_rank, 0, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ N_("Runner-up"), &names_after, 30, 0 },
		{ N_("Gap"), &score, 0, 0 },
		{ N_("Areas"), &look_rank, 0, 0 },
		{ N_("Members"), &look_rank, 0, 0 },
		{ N_("Coverage"), &share, 0, 0 },
		{ N_("Mean"), &score, 0, 0 },
		{ N_("Median"), &score, 0, 0 },
		{ N_("Lowest"), &score, 0, 0 },
		{ N_("Highest"), &score, 0, 0 },
	};
	const struct word words[] = { { "scheme", c->code },
		{ "source", c->source }, { "date", c->dated }, { NULL, NULL } };
	char table[LABEL_TEXT];
	uint32_t rows;

	page_section(p, c->title);
	page_told(p,
		say(r->language, "Scheme {scheme}. Source: {source} ({date})."),
		words);
	snprintf(table, sizeof(table), "regions_%d", number);
	return page_table(&rows, p, table, "region", columns, 15, 0, e);
}

static int all_schemes(struct page *p, struct err *e)
{
	struct report *r = p->report;
	char asked[LABEL_TEXT];
	struct scheme c;
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "region-scheme", e);

	snprintf(asked, sizeof(asked), "%s", r->scheme);
	for (int i = 1; rc == 0 && (rc = read_scheme(&c, s, e)) == 1; i++) {
		snprintf(r->scheme, sizeof(r->scheme), "%s", c.code);
		rc = scheme_table(p, &c, i, e);
		snprintf(r->scheme, sizeof(r->scheme), "%s", asked);
	}
	stmt_close(s);
	return rc;
}

/* Averages that the publisher prints; a dataset without any has no word of
 * them. */
static int averages(struct page *p, struct err *e)
{
	static const struct excel_look figure = { .ink = 0x262626 };
	static const struct excel_look difference = { .ink = 0x262626,
		.number_format = "+0.0000;-0.0000;0" };
	static const struct column columns[] = {
		{ N_("Region"), &look_text, 36, 0 },
		{ N_("Source cell"), &look_text, 32, 0 },
		{ N_("Indicator"), &names, 30, 0 },
		{ N_("Scheme"), &look_centre, 12, 0 },
		{ N_("Period"), &look_centre, 12, 0 },
		{ N_("Published average"), &figure, 0, 0 },
		{ N_("Explained by rounding"), &names_after, 30, 0 },
		{ N_("Mean of the scores"), &figure, 12, 0 },
		{ N_("Difference"), &difference, 0, 0 },
		{ N_("Areas, as published"), &look_rank, 0, 0 },
		{ N_("Areas, here"), &look_rank, 0, 0 },
		{ N_("File"), &look_after, 12, 0 },
	};
	struct language *l = p->report->language;
	uint32_t rows;

	page_section(p, say(l, "Published averages beside ours"));
	page_note(p,
		say(l,
			"The mean is that of the published scores of the areas "
			"that lie in the region, each counting once. "
			"Difference: "
			"published less mean."));
	return page_table(&rows, p, "published_averages", "region-average",
		columns, 12, 0, e);
}

static int there_are_averages(int *yes, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "region-average", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	*yes = rc == 1;
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

int sheet_regions(struct report *r, const struct sheet *s, struct err *e)
{
	const struct word words[] = { { "edition", r->edition },
		{ NULL, NULL } };
	struct language *l = r->language;
	char title[FACT_TEXT];
	struct page p;
	int yes = 0;

	page_fill(title, say(l, "Regions in {edition}"), words);
	page_open(&p, r, s, title,
		say(l,
			"Who belongs to a region depends on the scheme: "
			"figures of two schemes are not to be mixed. Areas are "
			"those of the edition, members all that lie in the "
			"region."));
	page_note(&p,
		say(l,
			"Areas that share the best place are all named; the "
			"gap "
			"is from the leader's score to the best of the next "
			"place. Averages count each area once."));
	page_first(&p);
	page_back(&p);
	if (all_schemes(&p, e) < 0 || there_are_averages(&yes, r, e) < 0 ||
		(yes && averages(&p, e) < 0))
		return -1;
	excel_freeze(p.sheet, 0, 1);
	page_close(&p, 0, 1);
	return 0;
}
