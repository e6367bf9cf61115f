/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/recipe.h"

#include "pipeline/base/root.h"
#include "pipeline/base/text.h"

#ifndef KOSH_VERSION
#define KOSH_VERSION "unknown"
#endif

static int add_hash(struct text *all, const struct areas *a, const char *path,
	struct err *e)
{
	const char *read = a ? areas_sum(a, path) : NULL;
	char hex[HASH_HEX];

	if (!read && hash_file(hex, path, e) < 0)
		return -1;
	text_printf(all, "%s ", read ? read : hex);
	return 0;
}

/* A file beside the spec, where the spec names one. */
static int add_beside(struct text *all, const struct spec *s,
	const struct areas *a, const char *file, struct err *e)
{
	char path[PATH_TEXT];

	if (!file)
		return 0;
	return spec_beside(path, s, file, e) < 0 ? -1
						 : add_hash(all, a, path, e);
}

int recipe_of(char hex[HASH_HEX], const char *root, const struct spec *s,
	const struct areas *a, struct err *e)
{
	static const char *const tables[] = { "areas/labels.csv",
		"areas/areas.csv", "areas/others.csv", "areas/codes.csv" };
	struct text all = TEXT_INIT;
	char path[PATH_TEXT];
	int rc;

	text_printf(&all, "%s ", s->sha256);
	rc = add_beside(&all, s, a, s->labels, e);
	if (rc == 0)
		rc = add_beside(&all, s, a, s->codes, e);
	for (size_t i = 0; rc == 0 && i < sizeof(tables) / sizeof(*tables); i++)
		if ((rc = root_find(path, root, tables[i], e)) == 0)
			rc = add_hash(&all, a, path, e);
	text_puts(&all, KOSH_VERSION);
	if (rc == 0)
		rc = text_done(&all, e);
	if (rc == 0)
		hash_bytes(hex, all.at, all.len);
	text_free(&all);
	return rc;
}
