/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/area_index.h"

#include <stdlib.h>

enum { SUGGESTIONS = 3, SHORTEST = 4, LONGEST = 60 };

struct area_found areas_find(const struct areas *a, struct span label)
{
	area_key_label(a->labels, label);
	return area_index_find(a->labels);
}

static struct area_found find_code(
	const struct areas *a, const char *system, struct span code)
{
	area_key_code(a->codes, system, code);
	return area_index_find(a->codes);
}

struct area_found areas_find_code(
	const struct areas *a, const char *system, struct span code)
{
	const char *const order[] = { "own", system,
		strcmp(system, "worldbank") == 0 ? "iso3" : NULL };
	struct area_found f = { AREA_UNKNOWN, NULL };

	for (size_t i = 0; i < sizeof(order) / sizeof(*order) && order[i]; i++)
		if (f.sense == AREA_UNKNOWN)
			f = find_code(a, order[i], code);
	return f;
}

static int done(struct area_index *x, struct err *e)
{
	int rc = text_done(&x->key, e);

	x->key.failed = 0;
	return rc;
}

int areas_done(const struct areas *a, struct err *e)
{
	int labels = done(a->labels, e), codes = done(a->codes, e);

	return labels < 0 || codes < 0 ? -1 : 0;
}

int areas_is_system(const char *name)
{
	static const char *const systems[] = { "iso3", "iso2", "m49",
		"worldbank", "own" };

	for (size_t i = 0; i < sizeof(systems) / sizeof(*systems); i++)
		if (strcmp(name, systems[i]) == 0)
			return 1;
	return 0;
}

const struct area *areas_code(const struct areas *a, struct span code)
{
	char wanted[4];
	struct area key = { .code = wanted };

	if (code.len != 3)
		return NULL;
	memcpy(wanted, code.at, 3);
	wanted[3] = '\0';
	return bsearch(
		&key, a->areas, a->n_areas, sizeof(*a->areas), areas_by_code);
}

/* A label that may have been meant, and how far away it is. */
struct near {
	const struct area_label *label;
	size_t distance;
};

static int nearer(const struct near *a, const struct near *b)
{
	return !b->label || a->distance < b->distance ||
		(a->distance == b->distance &&
			strcmp(a->label->label, b->label->label) < 0);
}

/* One label an area is enough. */
static int same_area(const struct near *a, const struct near *b)
{
	return a->label && a->label->found.area &&
		a->label->found.area == b->label->found.area;
}

/* Puts a candidate into the short list. */
static void consider(struct near *best, struct near c)
{
	int i = 0;

	for (; i < SUGGESTIONS; i++)
		if (same_area(&best[i], &c))
			break;
	if (i == SUGGESTIONS)
		i--;
	if (!nearer(&c, &best[i]))
		return;
	for (; i > 0 && nearer(&c, &best[i - 1]); i--)
		best[i] = best[i - 1];
	best[i] = c;
}

static size_t limit_of(size_t len)
{
	return len < 6 ? 1 : len < 10 ? 2 : len < 16 ? 3 : 5;
}

/* Labels that a typing error leads to. */
static void by_edits(struct near *best, const struct area_index *x)
{
	const struct span key = { x->key.at, x->key.len };
	const size_t limit = limit_of(key.len);

	for (size_t i = 0; i < x->n; i++) {
		const struct area_label *l = &x->labels[i];
		size_t edits = text_distance(key, span_of(l->key), limit);

		if (edits <= limit)
			consider(best, (struct near){ l, edits });
	}
}

static int is_letter(char c)
{
	return c && !strchr(" ,.;:()[]/-'", c);
}

/* 1 if a part stands in a text as whole words. */
static int has_words(const char *text, const char *part)
{
	size_t n = strlen(part);

	for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
		if ((at == text || !is_letter(at[-1])) && !is_letter(at[n]))
			return 1;
	return 0;
}

/* Labels that hold the unknown one or are held by it: "Korea", "Chad Rep." 1 if
 * labels of several areas hold it. */
static int by_words(struct near *best, const struct area_index *x)
{
	const struct text *key = &x->key;
	const struct area *held_by = NULL;
	int several = 0;

	if (key->len < SHORTEST || key->len > LONGEST)
		return 0;
	for (size_t i = 0; i < x->n; i++) {
		const struct area_label *l = &x->labels[i];
		size_t n = strlen(l->key);

		if (n < SHORTEST)
			continue;
		if (n > key->len && has_words(l->key, key->at)) {
			consider(best, (struct near){ l, n - key->len });
			several |= held_by && l->found.area &&
				l->found.area != held_by;
			held_by = l->found.area ? l->found.area : held_by;
		}
		if (n < key->len && has_words(key->at, l->key))
			consider(best, (struct near){ l, key->len - n });
	}
	return several;
}

int areas_suggest(struct text *out, const struct areas *a, struct span label)
{
	struct near words[SUGGESTIONS] = { { NULL, 0 } },
		    edits[SUGGESTIONS] = { { NULL, 0 } };
	const struct near *best = words;
	int several;

	if (areas_find(a, label).sense != AREA_UNKNOWN || !a->labels->key.len)
		return 0;
	several = by_words(words, a->labels);
	if (!several)
		by_edits(edits, a->labels);
	if (edits[0].label)
		best = edits;
	for (int i = 0; i < SUGGESTIONS && best[i].label; i++)
		text_printf(out, "%s'%s'", i ? ", " : "", best[i].label->label);
	return several;
}
