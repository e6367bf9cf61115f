/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/header_block.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

void found_sort(struct found *all, size_t n)
{
	if (n > 1)
		qsort(all, n, sizeof(*all), by_place);
}

int found_has(const struct found *all, size_t n, uint32_t column)
{
	const struct found key = { .at = column };

	return n > 0 && bsearch(&key, all, n, sizeof(*all), by_place) != NULL;
}

static int by_text(struct span a, struct span b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return a.len ? memcmp(a.at, b.at, a.len) : 0;
}

static int by_area(const struct area *a, const struct area *b)
{
	if (!a || !b)
		return !!a - !!b;
	return strcmp(a->code, b->code);
}

/* What placeholders say, the same: 0. */
static int by_meaning(const struct found *a, const struct found *b)
{
	int rc = a->indicator - b->indicator;

	if (rc == 0)
		rc = (int)a->measure - (int)b->measure;
	if (rc == 0)
		rc = by_area(a->area.area, b->area.area);
	if (rc == 0)
		rc = by_text(a->period, b->period);
	if (rc == 0)
		rc = by_text(a->area_label, b->area_label);
	return rc ? rc : by_text(a->area_code, b->area_code);
}

static int by_meaning_and_place(const void *a, const void *b)
{
	int rc = by_meaning(a, b);

	return rc ? rc : by_place(a, b);
}

size_t block_choose(
	struct found *all, size_t n, unsigned block, struct block_doubt *doubt)
{
	size_t kept = 0, count;

	if (n > 1)
		qsort(all, n, sizeof(*all), by_meaning_and_place);
	for (size_t i = 0; i < n; i += count) {
		count = 1;
		while (i + count < n &&
			by_meaning(&all[i], &all[i + count]) == 0)
			count++;
		if (count > 1 && (block == 0 || block > count)) {
			*doubt = (struct block_doubt){ all[i].at,
				all[i + 1].at };
			return 0;
		}
		all[kept++] = all[count > 1 ? i + block - 1 : i];
	}
	return kept;
}
