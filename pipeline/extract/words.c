/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/words.h"

#include <stdlib.h>

/* One label. What a placeholder stands for is wanted as published, but labels
 * are compared folded: so the first is tried before the second. */
struct word {
	struct pattern *published, *folded;
};

struct words {
	const struct spec_column *spec;
	struct word label, under, *path;
	int family;
	/* The places in the path that say area and code of a column, -1 for
	 * none; without a path 0 where the label and what is above it do. */
	int area, code;
};

static int open_word(
	struct word *w, const char *text, int *family, struct err *e)
{
	if (!text)
		return 0;
	if (pattern_open(&w->published, text, 0, e) < 0 ||
		pattern_open(&w->folded, text, 1, e) < 0)
		return -1;
	*family |= pattern_captures(w->folded);
	return 0;
}

static int says(const struct word *w, enum slot slot)
{
	return w->folded && pattern_has(w->folded, slot);
}

static void find_area_and_code(struct words *w)
{
	w->area = says(&w->label, SLOT_AREA) ? 0 : -1;
	w->code = says(&w->under, SLOT_CODE) ? 0 : -1;
	for (unsigned i = 0; i < w->spec->n_path; i++) {
		w->area = says(&w->path[i], SLOT_AREA) ? (int)i : w->area;
		w->code = says(&w->path[i], SLOT_CODE) ? (int)i : w->code;
	}
}

static void close_word(struct word *w)
{
	pattern_close(w->published);
	pattern_close(w->folded);
}

int words_open(struct words **out, const struct spec_column *k, struct err *e)
{
	struct words *w = calloc(1, sizeof(*w));
	int rc;

	if (!w)
		return err_memory(e);
	w->spec = k;
	w->path = calloc(k->n_path + 1, sizeof(*w->path));
	rc = w->path ? 0 : err_memory(e);
	if (rc == 0)
		rc = open_word(&w->label, k->label, &w->family, e);
	if (rc == 0)
		rc = open_word(&w->under, k->under, &w->family, e);
	for (unsigned i = 0; rc == 0 && i < k->n_path; i++)
		rc = open_word(&w->path[i], k->path[i], &w->family, e);
	if (rc < 0) {
		words_close(w);
		return -1;
	}
	find_area_and_code(w);
	*out = w;
	return 0;
}

void words_close(struct words *w)
{
	if (!w)
		return;
	close_word(&w->label);
	close_word(&w->under);
	for (unsigned i = 0; w->path && i < w->spec->n_path; i++)
		close_word(&w->path[i]);
	free(w->path);
	free(w);
}

int words_are_family(const struct words *w)
{
	return w->family;
}

struct meaning {
	const struct words *words;
	const struct about *about;
};

static int accept(const void *context, enum slot slot, struct span text)
{
	const struct meaning *m = context;

	if (slot == SLOT_INDICATOR)
		return naming_find(m->about->naming, text) >= 0;
	if (slot == SLOT_MEASURE)
		return naming_measure(m->about->naming, m->words->spec, text) !=
			MEASURES;
	return 1;
}

static int fits(const struct word *w, struct span published, struct span folded,
	const struct meaning *m, struct captures *c)
{
	return pattern_match(w->published, published, accept, m, c) ||
		pattern_match(w->folded, folded, accept, m, c);
}

static int fits_mark(const struct word *w, const struct marks *row, long mark,
	const struct meaning *m, struct captures *c)
{
	if (mark < 0)
		return fits(w, span_of(""), span_of(""), m, c);
	return fits(w, marks_text(row, (size_t)mark),
		marks_folded(row, (size_t)mark), m, c);
}

/* Where the label of an area says which one it is. */
static int label_is_known(const struct meaning *m, const struct captures *c)
{
	return c->of[SLOT_AREA].at &&
		areas_find(m->about->areas, c->of[SLOT_AREA]).sense !=
		AREA_UNKNOWN;
}

/* A code is that of the columns that it reaches until another area begins:
 * those of aggregates, behind the last country, have none. */
static int has_code(
	const struct words *w, const struct marks *rows, uint32_t column)
{
	long area = marks_reaching(&rows[w->area], column);
	long code = marks_reaching(&rows[w->code], column);

	return code >= 0 &&
		(area < 0 ||
			marks_column(&rows[w->code], (size_t)code) >=
				marks_column(&rows[w->area], (size_t)area));
}

static int fits_path(const struct meaning *m, const struct marks *rows,
	unsigned own, uint32_t column, struct captures *c)
{
	const struct words *w = m->words;
	int apart = w->area >= 0 && w->code >= 0 && w->area != w->code;
	int by_label = apart && !has_code(w, rows, column);

	for (unsigned i = 0; i < w->spec->n_path; i++) {
		long mark = i < own ? marks_reaching(&rows[i], column)
			: i == own  ? marks_in(&rows[i], column)
				    : -1;

		if (by_label && (int)i == w->code)
			continue;
		if (!fits_mark(&w->path[i], &rows[i], mark, m, c))
			return 0;
	}
	return !by_label || label_is_known(m, c);
}

/* What stands above in one of the rows. The code of an area stands in the
 * area's own column. */
static int fits_under(const struct meaning *m, const struct marks *rows,
	unsigned own, uint32_t column, struct captures *c)
{
	int by_label = m->words->area >= 0 && m->words->code >= 0;

	for (unsigned i = 0; i < own; i++) {
		long mark = by_label ? marks_in(&rows[i], column)
				     : marks_reaching(&rows[i], column);

		if (mark >= 0 &&
			fits_mark(&m->words->under, &rows[i], mark, m, c))
			return 1;
	}
	return by_label && label_is_known(m, c);
}

int words_fit(const struct words *w, const struct marks *rows, unsigned n_rows,
	uint32_t column, const struct about *about, struct captures *c)
{
	const struct meaning m = { w, about };
	unsigned own = n_rows;
	long mark = -1;

	*c = (struct captures){ { { NULL, 0 } } };
	while (own > 0 && (mark = marks_in(&rows[own - 1], column)) < 0)
		own--;
	if (own-- == 0)
		return 0;
	if (w->spec->n_path)
		return fits_path(&m, rows, own, column, c);
	if (!fits_mark(&w->label, &rows[own], mark, &m, c))
		return 0;
	return !w->under.folded || fits_under(&m, rows, own, column, c);
}

void words_show(struct text *out, const struct spec_column *k)
{
	text_puts(out, "'");
	text_puts(out, k->label ? k->label : "");
	for (unsigned i = 0; i < k->n_path; i++)
		text_printf(out, "%s%s", i ? " > " : "", k->path[i]);
	text_puts(out, "'");
	if (k->under)
		text_printf(out, " under '%s'", k->under);
}
