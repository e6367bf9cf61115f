/* SPDX-License-Identifier: MIT */
/* What people should know of a workbook before they trust a draft of it, in
 * lines for a README. */
#include "pipeline/sniff/write_inside.h"

static void put_masked(struct text *out, const struct text *lines)
{
	const char *s = lines->at;

	for (size_t n; s && *s; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		text_mask(out, (struct span){ s, n });
		text_putc(out, '\n');
	}
}

static void put_quoted(struct text *out, const char *before, const char *s)
{
	text_printf(out, "%s`", before);
	text_mask(out, span_of(s));
	text_putc(out, '`');
}

static void put_rows(struct text *out, const struct frame *f)
{
	if (f->bottom > f->top)
		text_printf(out, "labels stand in rows %u to %u\n", f->top + 1,
			f->bottom + 1);
	else if (f->top > 0)
		text_printf(out, "labels stand in row %u\n", f->top + 1);
	if (f->skip_rows)
		text_printf(out, "%u row%s under the labels hold%s no areas\n",
			f->skip_rows, f->skip_rows > 1 ? "s" : "",
			f->skip_rows > 1 ? "" : "s");
	if (f->end) {
		put_quoted(out, "under the table, from ", f->end);
		text_puts(out, " on, stands what is no area\n");
	}
	if (f->area != NO_COLUMN && f->kind == FRAME_DOWN &&
		f->tally[f->area].others)
		text_printf(out,
			"%lu rows among the areas are groups of them, or "
			"places without a code\n",
			f->tally[f->area].others);
}

/* Each marker once, however many columns have it. */
static void put_markers(struct text *out, const struct guess *g)
{
	const char *seen[64];
	unsigned n = 0;

	for (unsigned i = 0; i < g->n; i++)
		for (unsigned k = 0; k < g->columns[i].n_missing; k++) {
			const char *m = g->columns[i].missing[k];
			unsigned j = 0;

			while (j < n && strcmp(seen[j], m) != 0)
				j++;
			if (j < n || n == 64)
				continue;
			put_quoted(out,
				n ? ", " : "missing figures are written ", m);
			seen[n++] = m;
		}
	if (n)
		text_putc(out, '\n');
}

static void put_figures(struct text *out, const struct guess *g)
{
	unsigned cleaners = 0, as_text = 0;

	for (unsigned i = 0; i < g->n; i++) {
		cleaners |= g->columns[i].cleaners;
		as_text += (unsigned)g->columns[i].as_text;
	}
	for (unsigned i = 0, n = 0; figure_cleaner(i); i++)
		if (cleaners >> i & 1)
			text_printf(out, "%s%s",
				n++ ? ", "
				    : "some figures are decorated; taken "
				      "off is: ",
				figure_cleaner(i));
	if (cleaners)
		text_putc(out, '\n');
	if (as_text)
		text_printf(out, "%u columns of numbers are stored as text\n",
			as_text);
	if (g->rule.odd)
		text_printf(out,
			"%lu of %lu ranks do not follow from the scores\n",
			g->rule.odd, g->rule.ranks);
}

static void put_table(struct text *out, const struct outline *o,
	const struct outline_table *t)
{
	struct text lines = TEXT_INIT;
	const char *s;

	put_rows(&lines, &t->g->frame);
	put_markers(&lines, t->g);
	put_figures(&lines, t->g);
	put_masked(&lines, &t->g->notes);
	text_puts(&lines, "");
	for (s = lines.failed ? NULL : lines.at; s && *s;) {
		size_t n = strcspn(s, "\n");

		if (o->n_tables > 1)
			text_printf(out, "table %s: ", t->id);
		text_add(out, s, n);
		text_putc(out, '\n');
		s += n + (s[n] == '\n');
	}
	text_free(&lines);
}

void write_odd(struct text *out, const struct outline *o,
	const struct write_about *about)
{
	char edition[SLUG_TEXT];

	write_edition_id(edition, o, about);
	text_printf(
		out, "%s\n%s\n", edition, about->sha256 ? about->sha256 : "");
	put_masked(out, &o->notes);
	for (size_t i = 0; i < o->n_tables; i++)
		put_table(out, o, &o->tables[i]);
}
