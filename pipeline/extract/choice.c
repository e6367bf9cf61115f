/* SPDX-License-Identifier: MIT */
/* By their sheets: which of its workbooks a book is, and where its tables are.
 */
#include "pipeline/extract/choice.h"

#include <assert.h>

#include "pipeline/extract/extract.h"
#include "pipeline/extract/verdict.h"

int extract_sheet_fits(struct captures *says, const struct spec_table *t,
	const char *name, int visible, size_t n_visible, struct err *e)
{
	int fits = 0;

	if (!t->n_sheets)
		return visible && n_visible == 1;
	if (verdict_among(t->except, t->n_except, span_of(name)))
		return 0;
	for (unsigned i = 0; !fits && i < t->n_sheets; i++) {
		struct pattern *p = NULL;

		if (!visible && pattern_stands_in(t->sheets[i]))
			continue;
		*says = (struct captures){ { { NULL, 0 } } };
		if (pattern_open(&p, t->sheets[i], 0, e) < 0)
			return -1;
		fits = pattern_match(p, span_of(name), NULL, NULL, says);
		pattern_close(p);
	}
	return fits;
}

static size_t visible(const struct book *b)
{
	size_t n = 0;

	for (size_t i = 0; i < book_sheets(b); i++)
		n += book_sheet_state(b, i) == SHEET_VISIBLE;
	return n;
}

int choice_next(struct choice *c, size_t *sheet, struct err *e)
{
	const size_t n_visible = c->table->n_sheets ? 0 : visible(c->book);

	for (; c->next < book_sheets(c->book); c->next++) {
		int fits = extract_sheet_fits(&c->says, c->table,
			book_sheet_name(c->book, c->next),
			book_sheet_state(c->book, c->next) == SHEET_VISIBLE,
			n_visible, e);

		if (fits < 0)
			return -1;
		if (!fits)
			continue;
		*sheet = c->next++;
		if (!spec_table_is_family(c->table))
			c->next = book_sheets(c->book);
		return 1;
	}
	return 0;
}

/* Sets the first table that has no sheet; NULL if all have one. */
static int first_missing(const struct spec_table **out, const struct book *b,
	const struct spec_workbook *w, struct err *e)
{
	*out = NULL;
	for (unsigned i = 0; i < w->n_tables; i++) {
		struct choice c = { .book = b, .table = &w->tables[i] };
		size_t sheet;
		int there = choice_next(&c, &sheet, e);

		if (there < 0)
			return -1;
		if (there)
			continue;
		*out = &w->tables[i];
		return 0;
	}
	return 0;
}

void choice_names(struct text *wanted, struct text *there, const struct book *b,
	const struct spec_table *t)
{
	for (unsigned i = 0; i < t->n_sheets; i++)
		text_printf(wanted, "%s'%s'", i ? " or " : "", t->sheets[i]);
	for (size_t i = 0; i < book_sheets(b); i++) {
		text_puts(there, i ? ", '" : "'");
		text_mask(there, span_of(book_sheet_name(b, i)));
		text_putc(there, '\'');
	}
}

static int sheet_missing(
	const struct book *b, const struct spec_table *t, struct err *e)
{
	struct text wanted = TEXT_INIT, there = TEXT_INIT;

	choice_names(&wanted, &there, b, t);
	if (t->n_sheets)
		err_set(e, ERR_DATA, "no sheet %s; the workbook has %s",
			wanted.at ? wanted.at : "",
			there.at ? there.at : "none");
	else
		err_set(e, ERR_DATA,
			"table '%s' names no sheet, and the workbook has "
			"several: 'sheets' must say which of %s",
			t->id, there.at ? there.at : "none");
	text_free(&wanted);
	text_free(&there);
	return -1;
}

int choice_workbook(const struct spec_workbook **out,
	const struct spec_table **lacks, struct book *b,
	const struct spec_edition *ed, struct err *e)
{
	const struct spec_table *missing = NULL, *of_latest = NULL;

	*lacks = NULL;
	for (unsigned i = ed->n_workbooks; i-- > 0;) {
		if (ed->workbooks[i].press && ed->n_workbooks > 1)
			continue; /* known by its name alone */
		if (first_missing(&missing, b, &ed->workbooks[i], e) < 0)
			return -1;
		if (!missing) {
			*out = &ed->workbooks[i];
			return 0;
		}
		of_latest = of_latest ? of_latest : missing;
	}
	assert(of_latest); /* an edition has a workbook */
	*lacks = of_latest;
	return sheet_missing(b, of_latest, e);
}

int extract_workbook(const struct spec_workbook **out, struct book *b,
	const struct spec_edition *ed, struct err *e)
{
	const struct spec_table *lacks;

	return choice_workbook(out, &lacks, b, ed, e);
}
