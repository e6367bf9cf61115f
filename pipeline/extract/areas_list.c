/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/area_index.h"

#include <stdlib.h>

static int by_area(const void *x, const void *y)
{
	const struct area_label *a = x, *b = y;
	int rc = (int)a->found.sense - (int)b->found.sense;

	if (rc == 0 && a->found.area)
		rc = areas_by_code(a->found.area, b->found.area);
	return rc ? rc : strcmp(a->key, b->key);
}

/* What is in the index, its order aside. */
static size_t collect(
	struct area_label *out, const struct area_index *x, const char *part)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		if (strstr(x->labels[i].key, part))
			out[n++] = x->labels[i];
	return n;
}

int areas_labels(struct area_label **out, size_t *n, const struct areas *a,
	struct span text, struct err *e)
{
	struct area_label *all = calloc(a->labels->n + 1, sizeof(*all));

	area_key_label(a->labels, text);
	if (!all || text_done(&a->labels->key, e) < 0) {
		free(all);
		return err_memory(e);
	}
	*n = collect(
		all, a->labels, a->labels->key.at ? a->labels->key.at : "");
	qsort(all, *n, sizeof(*all), by_area);
	*out = all;
	return 0;
}

const char *areas_sense_name(enum area_sense sense)
{
	static const char *const names[] = { [AREA_UNKNOWN] = "unknown",
		[AREA_IS] = "area",
		[AREA_AGGREGATE] = "aggregate",
		[AREA_NO_CODE] = "no-code" };

	return names[sense];
}

const struct scheme *areas_scheme(const struct areas *a, const char *id)
{
	for (size_t i = 0; i < a->n_schemes; i++)
		if (strcmp(a->schemes[i].id, id) == 0)
			return &a->schemes[i];
	return NULL;
}

const struct region *areas_region(
	const struct areas *a, const char *scheme, const char *id)
{
	for (size_t i = 0; i < a->n_regions; i++)
		if (strcmp(a->regions[i].id, id) == 0 &&
			strcmp(a->regions[i].scheme, scheme) == 0)
			return &a->regions[i];
	return NULL;
}

int areas_lies_in(
	const struct areas *a, const struct member *m, const char *region)
{
	for (const char *at = m->region; at;
		at = areas_region(a, m->scheme, at)->parent)
		if (strcmp(at, region) == 0)
			return 1;
	return 0;
}
