/* SPDX-License-Identifier: MIT */
/* The sheets behind the page of a region. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/report/pillar.h"
#include "pipeline/report/region.h"

enum {
	COLUMNS = 8,
	RANKS = RANKS_BEFORE + 2 * EDITIONS, /* columns of the rank history */
};

static void titled(
	char title[CARD_TEXT], const struct report *r, const char *sentence)
{
	const struct word words[] = { { "region", r->region_name },
		{ "edition", r->edition }, { "before", r->before },
		{ NULL, NULL } };

	card_put(title, CARD_TEXT, sentence, words);
}

/* ---- the members ---- */

static int read_pillars(char titles[PILLARS][FACT_TEXT], uint16_t *n,
	struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "pillar", e);

	*n = 0;
	while (rc == 0 && *n < PILLARS && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(titles[(*n)++], FACT_TEXT, s, 0);
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static int member_table(struct page *p, struct column *columns, struct err *e)
{
	char titles[PILLARS][FACT_TEXT];
	uint16_t place[PILLARS], n;
	uint32_t rows, top = p->row;

	if (read_pillars(titles, &n, p->report, e) < 0)
		return -1;
	for (uint16_t i = 0; i < n; i++) {
		place[i] = (uint16_t)(COLUMNS + i);
		columns[place[i]] =
			(struct column){ NULL, columns[4].look, 16, 1 };
		pillar_title(titles[i], p->report->language, columns, place[i],
			titles[i]);
	}
	if (page_table(&rows, p, "members", "region-member", columns, COLUMNS,
		    n, e) < 0 ||
		page_cells(p, "region-member-part", top + 1, place, n, columns,
			e) < 0)
		return -1;
	excel_freeze(p->sheet, top + 1, 2);
	page_close(p, top, 1);
	return 0;
}

/* "Rank 2024", or what to say where there is no edition before. */
static const char *dated(char buf[CARD_TEXT], struct report *r,
	const char *sentence, const char *lack)
{
	if (!*r->before)
		return lack;
	titled(buf, r, sentence);
	return buf;
}

static void caution(struct page *p)
{
	struct report *r = p->report;
	struct language *l = r->language;
	char said[CARD_TEXT];

	page_first(p);
	if (!*r->before)
		return;
	titled(said, r,
		*r->comparable == 'y'
			? say(l,
				  "Editions {before} and {edition} share a "
				  "method and may be compared.")
			: say(l,
				  "Not comparable: editions {before} and "
				  "{edition} are of different methods. A "
				  "change of rank between them mixes the "
				  "method with the performance."));
	page_note(p, said);
}

int sheet_members(struct report *r, const struct sheet *s, struct err *e)
{
	struct language *l = r->language;
	const struct excel_look score = { .ink = CARD_INK,
		.number_format = r->score_format };
	const struct excel_look moved = {
		.ink = CARD_INK, .centre = 1, .number_format = r->change_format
	};
	char title[CARD_TEXT], from[CARD_TEXT], change[CARD_TEXT];
	struct column columns[COLUMNS + PILLARS] = {
		{ N_("Place"), &look_rank, 0, 0 },
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("World rank"), &look_rank, 0, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ NULL, &look_rank, 0, 1 },
		{ NULL, &moved, 0, 1 },
		{ N_("Comparable"), &look_centre, 0, 0 },
	};
	struct page p;

	columns[5].title = dated(
		from, r, say(l, "World rank {before}"), say(l, "Rank before"));
	columns[6].title = dated(
		change, r, say(l, "Change since {before}"), say(l, "Change"));
	titled(title, r, say(l, "{region}: every area of {edition}"));
	page_open(&p, r, s, title,
		say(l,
			"Place is that in the region. \u25b2 is a rise, "
			"\u25bc a fall in places of the world; an empty "
			"change is an area that was not ranked before."));
	caution(&p);
	page_back(&p);
	return member_table(&p, columns, e);
}

/* ---- the rank history ---- */

/* Where the method changes a column is left free. */
static void edition_columns(struct page *p, const struct times *t,
	struct column *columns, const uint16_t *place,
	char parting[EDITIONS][LABEL_TEXT])
{
	for (uint16_t i = 0; i < t->n; i++) {
		columns[place[i]] =
			(struct column){ t->edition[i], &look_rank, 0, 1 };
		p->wide[place[i]] = 8;
		if (!times_parted(t, i))
			continue;
		times_parting(parting[i], t, i);
		columns[place[i] - 1] =
			(struct column){ parting[i], &look_centre, 4, 1 };
	}
}

/* As the chart on the page draws them. */
static int matrix(struct page *p, const struct times *t, struct err *e)
{
	struct column columns[RANKS] = {
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
	};
	char parting[EDITIONS][LABEL_TEXT];
	uint16_t place[EDITIONS];
	const uint16_t n = times_place(place, t, RANKS_BEFORE);
	uint32_t rows, top;

	edition_columns(p, t, columns, place, parting);
	times_row(p, t, place);
	top = p->row;
	if (page_table(&rows, p, "rank_history", "region-history", columns,
		    RANKS_BEFORE, (uint16_t)(n - RANKS_BEFORE), e) < 0 ||
		page_cells(p, "region-history-rank", top + 1, place, t->n,
			columns, e) < 0)
		return -1;
	excel_freeze(p->sheet, top + 1, 1);
	page_close(p, top, 1);
	return 0;
}

int sheet_region_history(struct report *r, const struct sheet *s, struct err *e)
{
	struct times *t = calloc(1, sizeof(*t));
	struct language *l = r->language;
	char title[CARD_TEXT];
	struct page p;
	int rc;

	if (!t)
		return err_memory(e);
	rc = times_read(t, r, e);
	if (rc == 0) {
		titled(title, r, say(l, "Ranks in the world: {region}"));
		page_open(&p, r, s, title,
			say(l,
				"Ranks of editions of different methods are "
				"not comparable. Empty: not in that "
				"edition."));
		page_first(&p);
		times_note(&p, t);
		page_back(&p);
		rc = matrix(&p, t, e);
	}
	free(t);
	return rc;
}
