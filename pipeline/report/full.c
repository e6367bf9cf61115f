/* SPDX-License-Identifier: MIT */
/* The sheets of the full report: what there is in the tables, all editions. */
#include <stdio.h>

#include "pipeline/report/pillar.h"
#include "pipeline/report/plain.h"

enum { SCHEMES = 40 };

static const struct excel_look number = { .ink = 0x262626, .top = 1 };
static const struct excel_look count = {
	.ink = 0x262626, .number_format = "#,##0", .top = 1
};

int sheet_standings(struct report *r, const struct sheet *s, struct err *e)
{
	const struct excel_look score = { .ink = 0x262626,
		.number_format = r->score_format };
	const struct column columns[] = {
		{ N_("Edition"), &look_centre, 0, 0 },
		{ N_("Rank"), &look_rank, 0, 0 },
		{ N_("Place"), &look_rank, 0, 0 },
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ N_("Period"), &look_centre, 0, 0 },
		{ N_("Ranks"), &look_centre, 0, 0 },
		{ N_("Method"), &look_text, 60, 0 },
	};

	return plain_sheet(r, s,
		&(struct plain){ say(r->language, "Standings of all editions"),
			say(r->language,
				"Rank and score are as published. Place is "
				"what areas are compared by: 1, 2, 2, 4. "
				"Editions of different methods are not "
				"comparable."),
			"standings", "full-standing", columns, 9, 5, 0 },
		e);
}

int sheet_changes(struct report *r, const struct sheet *s, struct err *e)
{
	const struct excel_look score = { .ink = 0x262626,
		.number_format = r->score_format };
	const struct excel_look moved = {
		.ink = 0x262626, .centre = 1, .number_format = r->change_format
	};
	const struct column columns[] = {
		{ N_("From"), &look_centre, 0, 0 },
		{ N_("To"), &look_centre, 0, 0 },
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Rank before"), &look_rank, 0, 0 },
		{ N_("Rank now"), &look_rank, 0, 0 },
		{ N_("Change"), &moved, 0, 0 },
		{ N_("Common rank before"), &look_rank, 0, 0 },
		{ N_("Common rank now"), &look_rank, 0, 0 },
		{ N_("Common change"), &moved, 0, 0 },
		{ N_("Score before"), &score, 0, 0 },
		{ N_("Score now"), &score, 0, 0 },
		{ N_("Change of score"), &score, 0, 0 },
		{ N_("Comparable"), &look_centre, 0, 0 },
		{ N_("Ranks"), &look_centre, 0, 0 },
	};

	return plain_sheet(r, s,
		&(struct plain){
			say(r->language,
				"Changes from each edition to the next"),
			say(r->language,
				"A change is positive towards the better end. "
				"Common ranks count only the areas that both "
				"editions have. Where it says that they are "
				"not comparable, the method changed."),
			"rank_changes", "full-change", columns, 15, 4, 0 },
		e);
}

int sheet_all_leaders(struct report *r, const struct sheet *s, struct err *e)
{
	const struct excel_look score = { .ink = 0x262626,
		.number_format = r->score_format };
	const struct column columns[] = {
		{ N_("Edition"), &look_centre, 0, 0 },
		{ N_("Scheme"), &look_text, 44, 0 },
		{ N_("Code"), &look_centre, 0, 0 },
		{ N_("Region"), &look_text, 44, 0 },
		{ N_("Leader"), &look_text, 36, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Rank"), &look_rank, 0, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ N_("Runner-up"), &look_after, 36, 0 },
		{ N_("ISO3 of runner-up"), &look_centre, 0, 0 },
		{ N_("Score of runner-up"), &score, 0, 0 },
		{ N_("Gap"), &score, 0, 0 },
		{ N_("Areas"), &look_rank, 0, 0 },
	};

	return plain_sheet(r, s,
		&(struct plain){
			say(r->language, "Regional leaders of all editions"),
			say(r->language,
				"Who belongs to a region depends on the "
				"scheme: each leader is that of its scheme "
				"only. Regions are those of today, in all "
				"editions."),
			"all_leaders", "full-leader", columns, 13, 4, 0 },
		e);
}

int sheet_editions(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Edition"), &look_centre, 0, 0 },
		{ N_("Method"), &look_wrap, 60, 0 },
		{ N_("Period"), &look_centre, 0, 0 },
		{ N_("Areas ranked"), &count, 0, 0 },
		{ N_("Least"), &number, 0, 0 },
		{ N_("Greatest"), &number, 0, 0 },
		{ N_("Better"), &look_centre, 0, 0 },
		{ N_("Decimals"), &look_rank, 0, 0 },
		{ N_("Ties"), &look_centre, 0, 0 },
		{ N_("First"), &look_centre, 0, 0 },
		{ N_("Release"), &look_text, 0, 0 },
		{ N_("Published"), &look_centre, 0, 0 },
		{ N_("Observations"), &count, 0, 0 },
	};

	return plain_sheet(r, s,
		&(struct plain){ say(r->language, "Editions and their methods"),
			say(r->language,
				"Only editions of one method may be compared. "
				"Better says which end of a score is the "
				"better one, First which area has rank 1."),
			"editions", "full-edition", columns, 13, 1, 0 },
		e);
}

int sheet_tree(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Edition"), &look_centre, 0, 0 },
		{ N_("Level"), &look_rank, 0, 0 },
		{ N_("Indicator"), &look_text, 60, 0 },
		{ N_("Id"), &look_text, 40, 0 },
		{ N_("Part of"), &look_text, 40, 0 },
		{ N_("Id of that"), &look_text, 30, 0 },
		{ N_("Weight"), &number, 0, 0 },
		{ N_("Combined by"), &look_centre, 0, 0 },
		{ N_("Better"), &look_centre, 0, 0 },
		{ N_("Unit"), &look_text, 24, 0 },
		{ N_("Decimals"), &look_rank, 0, 0 },
		{ N_("Least"), &number, 0, 0 },
		{ N_("Greatest"), &number, 0, 0 },
	};

	return plain_sheet(r, s,
		&(struct plain){ say(r->language, "Indicators of all editions"),
			say(r->language,
				"A weight is that among what is part of the "
				"same indicator. Better says which end of an "
				"indicator is the better one."),
			"indicator_tree", "full-indicator", columns, 13, 3, 0 },
		e);
}

int sheet_releases(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Edition"), &look_centre, 0, 0 },
		{ N_("Release"), &look_text, 0, 0 },
		{ N_("State"), &look_centre, 0, 0 },
		{ N_("Source"), &look_centre, 0, 0 },
		{ N_("Published"), &look_centre, 0, 0 },
		{ N_("Official bytes"), &look_centre, 0, 0 },
		{ N_("Bytes"), &count, 0, 0 },
		{ N_("Observations"), &count, 0, 0 },
		{ N_("Fetched"), &look_after, 0, 0 },
		{ N_("Loaded"), &look_after, 0, 0 },
		{ N_("Official name"), &look_text, 60, 0 },
		{ N_("URL"), &look_url, 60, 0 },
		{ N_("SHA-256"), &look_code, 66, 0 },
		{ N_("SHA-256 of what was read"), &look_code, 66, 0 },
		{ N_("Promoted by force"), &look_wrap, 40, 0 },
	};

	return plain_sheet(r, s,
		&(struct plain){ say(r->language, "Releases"),
			say(r->language,
				"A release is the exact bytes of a file, known "
				"by their SHA-256; its first 12 digits stand "
				"beside each observation."),
			"releases", "full-release", columns, 15, 2, 1 },
		e);
}

/* ---- areas and their regions ---- */

static int scheme_titles(char titles[SCHEMES][FACT_TEXT], uint16_t *n,
	struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "full-scheme", e);

	*n = 0;
	while (rc == 0 && *n < SCHEMES && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(titles[(*n)++], FACT_TEXT, s, 0);
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

int sheet_areas(struct report *r, const struct sheet *s, struct err *e)
{
	enum { BEFORE = 6 };
	struct column columns[BEFORE + SCHEMES] = {
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("ISO2"), &look_centre, 0, 0 },
		{ N_("M49"), &look_centre, 0, 0 },
		{ N_("Kind"), &look_centre, 0, 0 },
		{ N_("Figures"), &count, 0, 0 },
	};
	char titles[SCHEMES][FACT_TEXT];
	uint16_t place[SCHEMES], n;
	uint32_t rows, top;
	struct page p;

	if (scheme_titles(titles, &n, r, e) < 0)
		return -1;
	for (uint16_t i = 0; i < n; i++) {
		place[i] = (uint16_t)(BEFORE + i);
		columns[place[i]] = (struct column){ NULL, &look_text, 34, 1 };
		pillar_title(
			titles[i], r->language, columns, place[i], titles[i]);
	}
	page_open(&p, r, s, say(r->language, "Areas and their regions"),
		say(r->language,
			"Of each scheme the most specific region; the regions "
			"are those of today. Figures are those that are given, "
			"in all editions."));
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "areas", "full-area", columns, BEFORE, n, e) <
			0 ||
		page_cells(&p, "full-member", top + 1, place, n, columns, e) <
			0)
		return -1;
	excel_freeze(p.sheet, top + 1, 2);
	page_close(&p, top, 1);
	return 0;
}

/* ---- observations ---- */

static void open_observations(
	struct page *p, struct report *r, const char *name)
{
	page_open_named(p, r, name,
		say(r->language, "All observations of the current releases"),
		say(r->language,
			"Each figure with the text, the sheet and the cell of "
			"the release that it was read from. An empty value is "
			"one that the source does not give. Where a figure "
			"stands in several cells, place 0 is the one that "
			"counts."));
	page_back(p);
}

/* As many as a sheet holds; 1 if there are more. */
static int put_observations(
	struct page *p, const char *table, struct stmt *rows, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Edition"), &look_centre, 0, 0 },
		{ N_("Id"), &look_text, 30, 0 },
		{ N_("Indicator"), &look_text, 44, 0 },
		{ N_("Measure"), &look_centre, 0, 0 },
		{ N_("Period"), &look_centre, 0, 0 },
		{ N_("Country or territory"), &look_text, 34, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Value"), &number, 20, 0 },
		{ N_("As published"), &look_after, 24, 0 },
		{ N_("Sheet"), &look_text, 30, 0 },
		{ N_("Cell"), &look_text, 0, 0 },
		{ N_("Place"), &look_rank, 0, 0 },
		{ N_("Release"), &look_text, 0, 0 },
	};
	const uint32_t top = p->row;
	const int rc = page_stream(p, table, rows, columns, 13, e);

	excel_freeze(p->sheet, top + 1, 2);
	page_close(p, top, 1);
	return rc;
}

/* Where Excel's rows end, they go on in "Observations 2". */
int sheet_observations(struct report *r, const struct sheet *s, struct err *e)
{
	char name[LABEL_TEXT], table[LABEL_TEXT] = "observations";
	const char *first = say(r->language, s->name);
	struct stmt *rows = NULL;
	struct page p;
	int rc = report_query(&rows, r, "full-observation", e);

	if (rc == 0)
		rc = stmt_step(rows, e);
	open_observations(&p, r, first);
	if (rc == 0)
		page_note(
			&p, say(r->language, "There is nothing to show here."));
	for (int i = 2; rc == 1; i++) {
		rc = put_observations(&p, table, rows, e);
		if (rc != 1)
			break;
		snprintf(name, sizeof(name), "%.50s %d", first, i);
		snprintf(table, sizeof(table), "observations_%d", i);
		open_observations(&p, r, name);
	}
	stmt_close(rows);
	return rc < 0 ? err_in(e, "sql/export/full-observation.sql") : 0;
}
