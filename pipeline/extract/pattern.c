/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/pattern.h"

#include <stdlib.h>

/* Longer texts say nothing of a column: trying all ways to cut one would take
 * too long. */
enum { MAX_PIECES = 9, MAX_TEXT = 400 };

static const char *const slots[SLOTS] = {
	[SLOT_YEAR] = "year",
	[SLOT_PERIOD] = "period",
	[SLOT_INDICATOR] = "indicator",
	[SLOT_AREA] = "area",
	[SLOT_CODE] = "code",
	[SLOT_MEASURE] = "measure",
	[SLOT_ANY] = "any",
};

/* A literal, which lies in text, or a slot. */
struct piece {
	int is_slot;
	enum slot slot;
	size_t start, len;
};

struct pattern {
	struct piece pieces[MAX_PIECES];
	size_t n;
	struct text text;
	int captures; /* one of them does */
};

const char *pattern_slot_name(enum slot slot)
{
	return slots[slot];
}

struct span captures_period(const struct captures *c)
{
	return c->of[SLOT_YEAR].at ? c->of[SLOT_YEAR] : c->of[SLOT_PERIOD];
}

int pattern_stands_in(const char *text)
{
	const char *at = strchr(text, '{');

	while (at && at[1] == '{')
		at = strchr(at + 2, '{');
	return at != NULL;
}

static int slot_of(enum slot *out, struct span name)
{
	for (int i = 0; i < SLOTS; i++)
		if (span_is(name, slots[i])) {
			*out = (enum slot)i;
			return 1;
		}
	return 0;
}

static int unknown(const char *text, struct span name, struct err *e)
{
	return err_set(e, ERR_DATA,
		"'%.100s': no placeholder '{%.*s}': expected {year}, {period}, "
		"{indicator}, {area}, {code}, {measure} or {any}; a brace is "
		"'{{'",
		text, (int)(name.len < 40 ? name.len : 40), name.at);
}

/* The piece that text begins at, a new one where the last one is a slot. */
static struct piece *literal(struct pattern *p)
{
	if (p->n == 0 || p->pieces[p->n - 1].is_slot) {
		if (p->n == MAX_PIECES)
			return NULL;
		p->pieces[p->n++] = (struct piece){ .start = p->text.len };
	}
	return &p->pieces[p->n - 1];
}

static int add_slot(
	struct pattern *p, const char *text, const char **at, struct err *e)
{
	const char *end = strchr(*at, '}');
	struct span name = { *at + 1,
		end ? (size_t)(end - *at) - 1 : strlen(*at + 1) };
	enum slot slot;

	if (!end || !slot_of(&slot, name))
		return unknown(text, name, e);
	if (slot != SLOT_ANY && pattern_has(p, slot))
		return err_set(e, ERR_DATA, "'%.100s': {%s} stands twice", text,
			slots[slot]);
	if (p->n == MAX_PIECES)
		return err_set(
			e, ERR_DATA, "'%.100s': too many placeholders", text);
	p->pieces[p->n++] = (struct piece){ .is_slot = 1, .slot = slot };
	p->captures |= slot != SLOT_ANY;
	*at = end + 1;
	return 0;
}

static int cut(struct pattern *p, const char *text, struct err *e)
{
	for (const char *at = text; *at;) {
		struct piece *piece;

		if (*at == '{' && at[1] != '{') {
			if (add_slot(p, text, &at, e) < 0)
				return -1;
			continue;
		}
		piece = literal(p);
		if (!piece)
			return err_set(e, ERR_DATA,
				"'%.100s': too many placeholders", text);
		text_putc(&p->text, *at);
		piece->len = p->text.len - piece->start;
		at += *at == '{' ? 2 : 1;
	}
	return text_done(&p->text, e);
}

/* Folding takes the outer spaces of a text; those of a literal that a slot is
 * beside must stay. */
static void fold_literal(struct text *out, struct span s, int first, int last)
{
	static const char spaces[] = " \t\r\n";
	size_t start;

	if (last && span_trim(s).len == 0)
		return;
	if (!first && s.len && strchr(spaces, s.at[0]))
		text_putc(out, ' ');
	start = out->len;
	text_fold(out, s);
	if (!last && s.len && strchr(spaces, s.at[s.len - 1]) &&
		out->len > start)
		text_putc(out, ' ');
}

static int fold(struct pattern *p, struct err *e)
{
	struct text folded = TEXT_INIT;

	for (size_t i = 0; i < p->n; i++) {
		struct piece *piece = &p->pieces[i];
		size_t start = folded.len;

		if (piece->is_slot)
			continue;
		fold_literal(&folded,
			(struct span){ p->text.at + piece->start, piece->len },
			i == 0, i + 1 == p->n);
		piece->start = start;
		piece->len = folded.len - start;
	}
	text_free(&p->text);
	p->text = folded;
	return text_done(&p->text, e);
}

int pattern_open(
	struct pattern **out, const char *text, int folded, struct err *e)
{
	struct pattern *p = calloc(1, sizeof(*p));

	if (!p)
		return err_memory(e);
	if (cut(p, text, e) < 0 || (folded && fold(p, e) < 0)) {
		pattern_close(p);
		return -1;
	}
	*out = p;
	return 0;
}

void pattern_close(struct pattern *p)
{
	if (!p)
		return;
	text_free(&p->text);
	free(p);
}

int pattern_has(const struct pattern *p, enum slot slot)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->pieces[i].is_slot && p->pieces[i].slot == slot)
			return 1;
	return 0;
}

int pattern_captures(const struct pattern *p)
{
	return p->captures;
}

static int is_year(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] < '0' || s.at[i] > '9')
			return 0;
	return s.len == 4 && memcmp(s.at, "1500", 4) >= 0 &&
		memcmp(s.at, "2499", 4) <= 0;
}

static int fits_form(enum slot slot, struct span s)
{
	switch (slot) {
	case SLOT_ANY:
	case SLOT_INDICATOR: /* a blank may be the name of one */
		return 1;
	case SLOT_YEAR:
		return is_year(s);
	default:
		return span_trim(s).len > 0;
	}
}

/* ---- of any text ---- */

static int ends_in(struct span text, const char *at, size_t n)
{
	return text.len >= n &&
		(n == 0 || memcmp(text.at + text.len - n, at, n) == 0);
}

/* Where no slot captures, each literal may stand at the first place where it
 * is found, but for the first and the last. */
static int match_any(const struct pattern *p, struct span text)
{
	const struct piece *last = &p->pieces[p->n - 1];
	const char *bytes = p->text.at;
	size_t n = p->n;

	if (n > 1 && !last->is_slot) {
		if (!ends_in(text, bytes + last->start, last->len))
			return 0;
		text.len -= last->len;
		n--;
	}
	for (size_t i = 0; i < n; i++) {
		const struct piece *k = &p->pieces[i];
		const char *at = text.at;

		if (k->is_slot || k->len == 0)
			continue;
		if (i > 0)
			at = memmem(
				text.at, text.len, bytes + k->start, k->len);
		else if (k->len > text.len ||
			memcmp(at, bytes + k->start, k->len) != 0)
			at = NULL;
		if (!at)
			return 0;
		text.len -= (size_t)(at - text.at) + k->len;
		text.at = at + k->len;
	}
	return text.len == 0 || p->pieces[n - 1].is_slot;
}

/* ---- of what stands for something ---- */

struct matching {
	const struct pattern *p;
	pattern_accept *accept;
	const void *context;
	struct captures *c;
	struct span whole;
	/* from which places of the text the pieces from one on do not fit */
	unsigned char (*failed)[MAX_TEXT / 8 + 1];
};

static int match_from(const struct matching *m, size_t i, struct span text);

/* A slot takes as little as it can so that the rest fits. What it means is
 * asked last, which takes the longest. */
static int match_slot(const struct matching *m, size_t i, struct span text)
{
	enum slot slot = m->p->pieces[i].slot;
	int last = i + 1 == m->p->n;

	for (size_t n = last ? text.len : 0; n <= text.len; n++) {
		struct span part = { text.at, n };

		if (!fits_form(slot, part) ||
			!match_from(m, i + 1,
				(struct span){ text.at + n, text.len - n }))
			continue;
		if (slot == SLOT_ANY)
			return 1;
		if (m->accept && !m->accept(m->context, slot, part))
			continue;
		m->c->of[slot] = part;
		return 1;
	}
	return 0;
}

/* As match_slot, once for each place of the text. */
static int match_slot_once(const struct matching *m, size_t i, struct span text)
{
	size_t at = (size_t)(text.at - m->whole.at);
	unsigned char *failed = &m->failed[i][at / 8];
	unsigned char bit = (unsigned char)(1 << at % 8);

	if (*failed & bit)
		return 0;
	if (match_slot(m, i, text))
		return 1;
	*failed |= bit;
	return 0;
}

static int match_from(const struct matching *m, size_t i, struct span text)
{
	const struct piece *piece;

	if (i == m->p->n)
		return text.len == 0;
	piece = &m->p->pieces[i];
	if (piece->is_slot)
		return match_slot_once(m, i, text);
	if (piece->len > text.len ||
		(piece->len &&
			memcmp(m->p->text.at + piece->start, text.at,
				piece->len) != 0))
		return 0;
	return match_from(m, i + 1,
		(struct span){ text.at + piece->len, text.len - piece->len });
}

int pattern_match(const struct pattern *p, struct span text,
	pattern_accept *accept, const void *context, struct captures *c)
{
	unsigned char failed[MAX_PIECES][MAX_TEXT / 8 + 1];
	struct matching m = { p, accept, context, c, text, failed };

	if (!m.whole.at)
		m.whole = span_of("");
	if (p->n == 0)
		return m.whole.len == 0;
	if (!p->captures)
		return match_any(p, m.whole);
	if (m.whole.len > MAX_TEXT)
		return 0;
	memset(failed, 0, p->n * sizeof(*failed));
	return match_from(&m, 0, m.whole);
}
