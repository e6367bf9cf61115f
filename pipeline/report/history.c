/* SPDX-License-Identifier: MIT */
/* The matrix of ranks: areas by editions. */
#include <stdlib.h>

#include "pipeline/base/ids.h"
#include "pipeline/report/times.h"

enum { BEFORE = 5 }; /* columns of the matrix that are no edition */

static const struct excel_look rank_first = {
	.ink = 0x262626, .centre = 1, .number_format = "0", .rule_left = 1
};

/* Where an area is not ranked the line between methods goes on. */
static void rule_down(struct page *p, const struct times *t, uint32_t top,
	uint32_t rows, const uint16_t *place)
{
	for (uint16_t i = 0; t->methods > 1 && i < t->n; i++)
		for (uint32_t k = 0; t->starts[i] && k < rows; k++)
			excel_blank(p->sheet, top + k, place[i], &rank_first);
}

static int matrix(struct page *p, const struct times *t, struct err *e)
{
	struct column columns[BEFORE + EDITIONS] = {
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Sub-region (M49)"), &look_text, 28, 0 },
		{ N_("Best rank"), &look_rank, 0, 0 },
		{ N_("Worst rank"), &look_rank, 0, 0 },
	};
	struct ids areas = IDS_INIT;
	uint16_t place[EDITIONS];
	uint32_t rows, top;
	int rc;

	for (uint16_t i = 0; i < t->n; i++) {
		place[i] = (uint16_t)(BEFORE + i);
		columns[place[i]] = (struct column){ t->edition[i],
			t->methods > 1 && t->starts[i] ? &rank_first
						       : &look_rank,
			0, 1 };
		p->wide[place[i]] = 8;
	}
	page_back(p);
	times_row(p, t, place);
	top = p->row;
	p->rows = &areas;
	rc = page_table(
		&rows, p, "rank_history", "history", columns, BEFORE, t->n, e);
	if (rc == 0) {
		rule_down(p, t, top + 1, rows, place);
		rc = page_cells(
			p, "history-rank", top + 1, place, t->n, columns, e);
	}
	p->rows = NULL;
	ids_free(&areas);
	if (rc < 0)
		return -1;
	excel_freeze(p->sheet, top + 1, 1);
	page_close(p, top, 1);
	return 0;
}

int sheet_history(struct report *r, const struct sheet *s, struct err *e)
{
	struct language *l = r->language;
	const struct word words[] = { { "edition", r->edition },
		{ NULL, NULL } };
	struct times *t = calloc(1, sizeof(*t));
	struct page p;
	int rc;

	if (!t)
		return err_memory(e);
	rc = times_read(t, r, e);
	if (rc == 0) {
		page_open(&p, r, s, say(l, "Ranks in all editions"),
			say(l,
				"A vertical line parts editions of different "
				"methods, across which ranks are not "
				"comparable. Empty: not in that edition."));
		page_told(&p,
			say(l,
				"The order is that of edition {edition}. Best "
				"and worst are over all editions, whatever the "
				"method."),
			words);
		page_first(&p);
		times_note(&p, t);
		rc = matrix(&p, t, e);
	}
	free(t);
	return rc;
}
