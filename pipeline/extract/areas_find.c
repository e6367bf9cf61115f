/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/area_index.h"

#include <stdlib.h>

enum { SUGGESTIONS = 3 };

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
	struct area_found f = find_code(a, system, code);

	if (f.sense == AREA_UNKNOWN && strcmp(system, "worldbank") == 0)
		return find_code(a, "iso3", code);
	return f;
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

const struct area *areas_match(const struct areas *a, struct span label)
{
	return areas_find(a, label).area;
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

/* A label that may have been meant, and how many edits away it is. */
struct near {
	const struct area_entry *entry;
	size_t edits;
};

static int nearer(const struct near *a, const struct near *b)
{
	return !b->entry || a->edits < b->edits ||
		(a->edits == b->edits &&
			strcmp(a->entry->label, b->entry->label) < 0);
}

/* One label an area is enough. */
static int same_area(const struct near *a, const struct near *b)
{
	return a->entry && a->entry->found.area &&
		a->entry->found.area == b->entry->found.area;
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

void areas_suggest(struct text *out, const struct areas *a, struct span label)
{
	struct near best[SUGGESTIONS] = { { NULL, 0 } };
	const struct text *key = &a->labels->key;
	size_t limit;

	area_key_label(a->labels, label);
	limit = key->len < 6 ? 1 : key->len < 10 ? 2 : key->len < 16 ? 3 : 5;
	for (size_t i = 0; i < a->labels->size; i++) {
		const struct area_entry *x = &a->labels->slots[i];
		size_t edits;

		if (!x->key)
			continue;
		edits = text_distance((struct span){ key->at, key->len },
			span_of(x->key), limit);
		if (edits <= limit)
			consider(best, (struct near){ x, edits });
	}
	for (int i = 0; i < SUGGESTIONS && best[i].entry; i++)
		text_printf(out, "%s'%s'", i ? ", " : "", best[i].entry->label);
}
