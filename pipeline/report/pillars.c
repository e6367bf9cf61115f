/* SPDX-License-Identifier: MIT */
/* Strengths and weaknesses: each area's pillars against those of its region and
 * of the world, and the means of both. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/report/pillar.h"

enum {
	LEAD = 7,   /* columns before the pillars */
	GROUPS = 3, /* scores, against the world, against the region */
	COLUMNS = LEAD + GROUPS * PILLARS,
	PRINTED = 14, /* columns that are readable on one page */
	BAR = 0xbdd7ee,
	LOW = 0xf4b183, /* tell apart without red and green */
	HIGH = 0x9dc3e6,
};

static const struct excel_look behind_look = { .ink = 0x262626, .indent = 1 };
static const struct excel_look group_look = {
	.ink = 0x595959, .bold = 1, .size = 10
};

static const struct excel_look look_down = {
	.ink = 0x1f4e79, .underline = 1, .size = 9
};

struct profile {
	struct pillars pillars;
	struct column columns[COLUMNS];
	char titles[COLUMNS][FACT_TEXT];
	uint16_t place[COLUMNS]; /* where the cells of a query go */
	/* "+0.00;-0.00;0.00", of each pillar and of the names' */
	char signs[PILLARS + 1][LABEL_TEXT];
	struct excel_look differences[PILLARS + 1];
	uint32_t top; /* the header of the areas */
};

/* A number format with the sign in front of it. */
static void with_sign(char buf[LABEL_TEXT], const char *format)
{
	snprintf(
		buf, LABEL_TEXT, "+%.16s;-%.16s;%.16s", format, format, format);
}

/* The format with the most decimals. */
static const char *finest(const struct pillars *all)
{
	const char *best = all->of[0].format;

	for (uint16_t i = 1; i < all->n; i++)
		if (strlen(all->of[i].format) > strlen(best))
			best = all->of[i].format;
	return best;
}

static void set_looks(struct profile *f)
{
	for (uint16_t i = 0; i <= f->pillars.n; i++) {
		with_sign(f->signs[i],
			i < f->pillars.n ? f->pillars.of[i].format
					 : finest(&f->pillars));
		f->differences[i] = (struct excel_look){ .ink = 0x262626,
			.number_format = f->signs[i] };
	}
}

/* The column of a pillar in a group. */
static uint16_t column_of(const struct profile *f, int group, uint16_t pillar)
{
	return (uint16_t)(LEAD + group * f->pillars.n + pillar);
}

static void set_group(struct profile *f, struct language *l, int group)
{
	const char *const titles[GROUPS] = { "{pillar}",
		say(l, "{pillar}: to world"), say(l, "{pillar}: to region") };
	char title[FACT_TEXT];

	for (uint16_t i = 0; i < f->pillars.n; i++) {
		const struct pillar *p = &f->pillars.of[i];
		const struct word words[] = { { "pillar", p->title },
			{ NULL, NULL } };
		uint16_t at = column_of(f, group, i);

		page_fill(title, titles[group], words);
		f->place[at - LEAD] = at;
		f->columns[at] = (struct column){ NULL,
			group == 0 ? &p->look : &f->differences[i], 14, 1 };
		pillar_title(f->titles[at], l, f->columns, at, title);
	}
}

/* What stands over the pillars of a group. */
static void name_groups(struct page *p, const struct profile *f, int groups)
{
	static const char *const names[GROUPS] = { N_("Score"),
		N_("Difference to the mean of the world"),
		N_("Difference to the mean of the sub-region") };

	for (int i = 0; i < groups; i++)
		excel_text(p->sheet, p->row,
			(uint16_t)(LEAD + i * f->pillars.n),
			say(p->report->language, names[i]), &group_look);
	p->row++;
	p->over = 1;
}

/* Bars behind scores, in columns of one width. */
static void draw_bars(
	struct page *p, const struct profile *f, uint32_t top, uint32_t rows)
{
	double wide = 0;

	for (uint16_t i = 0; i < f->pillars.n; i++)
		wide = fmax(wide, p->wide[LEAD + i]);
	for (uint16_t i = 0; i < f->pillars.n; i++) {
		const struct pillar *of = &f->pillars.of[i];
		const struct excel_scale bars = { of->least, of->most, 0, BAR };

		p->wide[LEAD + i] = wide;
		if (rows)
			excel_bars(p->sheet, top + 1, column_of(f, 0, i),
				top + rows, &bars);
	}
}

/* Colours behind the differences of a group. */
static void draw_shades(struct page *p, const struct profile *f, int group,
	uint32_t top, uint32_t rows)
{
	for (uint16_t i = 0; rows && i < f->pillars.n; i++) {
		const struct pillar *of = &f->pillars.of[i];
		const double half = (of->most - of->least) / 2;
		const struct excel_scale shades = { -half, half,
			of->lower ? HIGH : LOW, of->lower ? LOW : HIGH };
		uint16_t at = column_of(f, group, i);

		excel_shades(p->sheet, top + 1, at, top + rows, at, &shades);
	}
}

/* One table: what a row is, and behind that groups of pillars. */
static int table(struct page *p, struct profile *f, const char *name,
	const struct column lead[LEAD], int groups, struct err *e)
{
	const int areas = groups == GROUPS;
	const uint16_t n = (uint16_t)(groups * f->pillars.n);
	uint32_t rows, top;

	for (int i = 0; i < LEAD; i++)
		f->columns[i] = lead[i];
	for (int i = 0; i < groups; i++)
		set_group(f, p->report->language, i);
	for (uint16_t i = 0; i < f->pillars.n; i++)
		cells_column(p, (uint16_t)(LEAD + i),
			areas ? &f->pillars.of[i].figure : NULL);
	name_groups(p, f, groups);
	top = p->row;
	if (page_table(&rows, p, name, areas ? "pillar-profile" : "pillar-mean",
		    f->columns, LEAD, n, e) < 0 ||
		page_cells(p, areas ? "pillar-cell" : "pillar-mean-cell",
			top + 1, f->place, n, f->columns, e) < 0)
		return -1;
	draw_bars(p, f, top, rows);
	for (int i = 1; i < groups; i++)
		draw_shades(p, f, i, top, rows);
	f->top = areas ? top : f->top;
	return 0;
}

static int area_table(struct page *p, struct profile *f, struct err *e)
{
	const struct excel_look *by = &f->differences[f->pillars.n];
	const struct column lead[LEAD] = {
		{ N_("Country or territory"), &look_text, 28, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Sub-region (M49)"), &look_text, 33, 0 },
		{ N_("Strongest pillar"), &look_text, 34, 0 },
		{ N_("Strongest: difference"), by, 0, 0 },
		{ N_("Weakest pillar"), &behind_look, 34, 0 },
		{ N_("Weakest: difference"), by, 0, 0 },
	};

	return table(p, f, "pillars", lead, GROUPS, e);
}

static int mean_table(struct page *p, struct profile *f, struct err *e)
{
	const struct excel_look *by = &f->differences[f->pillars.n];
	const struct column lead[LEAD] = {
		{ N_("Region (M49)"), &look_text, 28, 0 },
		{ N_("Areas"), &look_rank, 0, 0 },
		{ N_("Within"), &look_text, 33, 0 },
		{ N_("Strongest pillar"), &look_text, 34, 0 },
		{ N_("Strongest: difference"), by, 0, 0 },
		{ N_("Weakest pillar"), &behind_look, 34, 0 },
		{ N_("Weakest: difference"), by, 0, 0 },
	};

	page_section(p,
		say(p->report->language, "Means of the world and its regions"));
	page_note(p,
		say(p->report->language,
			"The world is all areas of the edition, also those "
			"that lie in no region of M49."));
	return table(p, f, "pillar_means", lead, 2, e);
}

/* A way down to the means, which stand under a long table. */
static void lead_down(
	struct page *p, const struct sheet *s, uint32_t row, uint32_t to)
{
	struct language *l = p->report->language;
	char target[2 * LABEL_TEXT];

	snprintf(target, sizeof(target), "internal:'%.64s'!A%lu",
		say(l, s->name), (unsigned long)to + 1);
	excel_link(p->sheet, row, 0, target,
		say(l, "Down to the means of the world and its regions"),
		&look_down);
}

static void open_page(struct page *p, struct report *r, const struct sheet *s,
	const struct profile *f)
{
	const struct word words[] = { { "index", r->title },
		{ "edition", r->edition }, { NULL, NULL } };
	struct language *l = r->language;
	char title[FACT_TEXT];
	int lower = 0;

	for (uint16_t i = 0; i < f->pillars.n; i++)
		lower |= f->pillars.of[i].lower;
	page_fill(title, say(l, "{index}: pillars {edition}"), words);
	page_open(p, r, s, title,
		say(l,
			"A difference is the score less the mean of the areas "
			"that have one, each counting the same; a sub-region "
			"with one such area has no mean."));
	page_note(p,
		say(l,
			"Strongest and weakest: the pillars that lie farthest "
			"above and below the world's mean, as a share of "
			"their scale. Scores lead to their cells."));
	if (lower)
		page_note(p,
			say(l,
				"Of some pillars the lower score is the better "
				"one: there a difference below zero is a "
				"strength."));
	cells_expect(p, (size_t)r->areas * f->pillars.n);
	page_back(p);
}

static int write_pillars(struct report *r, const struct sheet *s,
	struct profile *f, struct err *e)
{
	struct page p;
	uint32_t link, means;

	set_looks(f);
	open_page(&p, r, s, f);
	link = p.row++;
	if (area_table(&p, f, e) < 0)
		return -1;
	means = p.row + 1;
	if (mean_table(&p, f, e) < 0)
		return -1;
	lead_down(&p, s, link, means);
	excel_freeze(p.sheet, f->top + 1, 1);
	page_close(&p, f->top, 1);
	excel_print_wide(p.sheet,
		(uint16_t)(1 + (LEAD + GROUPS * f->pillars.n) / PRINTED), 1);
	return 0;
}

int sheet_pillars(struct report *r, const struct sheet *s, struct err *e)
{
	struct profile *f = calloc(1, sizeof(*f));
	int rc;

	if (!f)
		return err_memory(e);
	rc = pillars_read(&f->pillars, r, "pillar-scored", e);
	if (rc == 0)
		rc = write_pillars(r, s, f, e);
	free(f);
	return rc;
}
