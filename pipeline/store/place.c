/* SPDX-License-Identifier: MIT */
#include "pipeline/store/place.h"

enum {
	COLUMN_LETTERS = 3,
	ROW_DIGITS = 9,
	RELEASE_LEAST = 8, /* digits that tell one release from others */
	RELEASE_MOST = 64,
};

/* Cuts what stands in front of the first byte that is one of these off the
 * text, which then begins with it or is empty. */
static struct span cut(struct span *text, const char *ends)
{
	struct span front = { text->at, 0 };

	while (front.len < text->len && !strchr(ends, text->at[front.len]))
		front.len++;
	text->at += front.len;
	text->len -= front.len;
	return front;
}

static void skip(struct span *text, size_t n)
{
	text->at += n;
	text->len -= n;
}

static int begins(const struct span *text, char c)
{
	return text->len > 0 && *text->at == c;
}

/* ---- cells ---- */

static int read_cell(
	unsigned long *column, unsigned long *row, struct span *text)
{
	size_t n = 0, digits = 0;

	*column = *row = 0;
	for (; n < text->len && text->at[n] >= 'A' && text->at[n] <= 'Z'; n++)
		*column = *column * 26 + (unsigned long)(text->at[n] - 'A') + 1;
	if (n == 0 || n > COLUMN_LETTERS)
		return -1;
	skip(text, n);
	for (; digits < text->len && is_digit(text->at[digits]); digits++)
		*row = *row * 10 + (unsigned long)(text->at[digits] - '0');
	if (*row == 0 || *text->at == '0' || digits > ROW_DIGITS)
		return -1;
	skip(text, digits);
	return 0;
}

int place_range(struct place_range *out, struct span cell)
{
	if (read_cell(&out->columns[0], &out->rows[0], &cell) < 0)
		return -1;
	out->columns[1] = out->columns[0];
	out->rows[1] = out->rows[0];
	if (!begins(&cell, ':'))
		return cell.len ? -1 : 0;
	skip(&cell, 1);
	if (read_cell(&out->columns[1], &out->rows[1], &cell) < 0 || cell.len ||
		out->columns[1] < out->columns[0] ||
		out->rows[1] < out->rows[0])
		return -1;
	return 0;
}

/* ---- reading ---- */

static int is_word(struct span s, const char *of)
{
	for (size_t i = 0; i < s.len; i++)
		if (!s.at[i] || !strchr(of, s.at[i]))
			return 0;
	return s.len > 0;
}

static const char *read_edition(struct place *p, struct span *text)
{
	struct span edition = cut(text, "@: ");

	if (!span_is(edition, "*")) {
		if (!is_word(
			    edition, "abcdefghijklmnopqrstuvwxyz0123456789-_."))
			return "it begins with an edition, or with * for all";
		p->edition = edition;
	}
	if (!begins(text, '@'))
		return NULL;
	skip(text, 1);
	p->release = cut(text, ": ");
	return is_word(p->release, "0123456789abcdef") &&
			p->release.len >= RELEASE_LEAST &&
			p->release.len <= RELEASE_MOST
		? NULL
		: "behind @ stand 8 to 64 hex digits of a release";
}

/* A sheet's name may hold anything; the last '!' ends it. */
static const char *read_sheet(struct place *p, struct span text)
{
	size_t at = text.len;

	p->sheet = text;
	while (at > 0 && text.at[at - 1] != '!')
		at--;
	if (at > 0) {
		p->sheet.len = at - 1;
		skip(&text, at);
		p->has_range = 1;
		if (place_range(&p->range, text) < 0)
			return "behind ! stands a cell or a range, such as B5 "
			       "or B5:D9";
	}
	return p->sheet.len ? NULL : "behind : stands a sheet";
}

static const char *read_figure(struct place *p, struct span text)
{
	p->area = cut(&text, " ");
	if (span_is(p->area, "*"))
		p->area = (struct span){ NULL, 0 };
	else if (p->area.len != 3 ||
		!is_word(p->area, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		return "behind the edition stands an area such as KAZ, or * "
		       "and an indicator";
	if (text.len == 0)
		return p->area.at ? NULL : "behind * stands an indicator";
	skip(&text, 1);
	p->indicator = cut(&text, " ");
	return p->indicator.len && !text.len
		? NULL
		: "behind the area stands one indicator and nothing else";
}

const char *place_read(struct place *out, struct span text)
{
	const char *wrong;

	*out = (struct place){ .has_range = 0 };
	wrong = read_edition(out, &text);
	if (wrong || text.len == 0)
		return wrong;
	if (begins(&text, ':')) {
		skip(&text, 1);
		return read_sheet(out, text);
	}
	skip(&text, 1);
	return read_figure(out, text);
}

/* ---- matching ---- */

static int is_within(const struct place_range *all, struct span cell)
{
	struct place_range r;

	return place_range(&r, cell) == 0 && r.columns[0] >= all->columns[0] &&
		r.columns[1] <= all->columns[1] && r.rows[0] >= all->rows[0] &&
		r.rows[1] <= all->rows[1];
}

static int agrees(struct span said, struct span is)
{
	return !said.at || (is.at && span_same(said, is));
}

int place_holds(const struct place *p, const struct place_of *f)
{
	struct span begin = f->release;

	if (p->release.at) {
		if (begin.len < p->release.len)
			return 0;
		begin.len = p->release.len;
	}
	return agrees(p->edition, f->edition) && agrees(p->release, begin) &&
		agrees(p->area, f->area) &&
		agrees(p->indicator, f->indicator) &&
		agrees(p->sheet, f->sheet) &&
		(!p->has_range || is_within(&p->range, f->cell));
}
