/* SPDX-License-Identifier: MIT */
#include "cmd/cli_release.h"

#include <string.h>

#include "pipeline/run/latest.h"

static const struct release *choose(const struct releases *r,
	const struct spec_name *name, const char *wanted, struct err *e)
{
	const struct release *found = NULL;

	for (size_t i = releases_count(r); i-- > 0;) {
		const struct release *x = releases_at(r, i);

		if (strcmp(x->dataset, name->dataset) != 0 ||
			strcmp(x->edition, name->edition) != 0 ||
			strncmp(x->sha256, wanted, strlen(wanted)) != 0)
			continue;
		if (found && strcmp(found->sha256, x->sha256) != 0)
			err_set(e, ERR_USAGE,
				"--release %.64s: %.12s and %.12s begin so",
				wanted, x->sha256, found->sha256);
		if (!found)
			found = x;
	}
	return found;
}

int cli_release(char path[PATH_TEXT], const struct release **out,
	const struct releases *r, const struct spec_edition *ed,
	const struct spec_name *name, const char *wanted, struct err *e)
{
	*out = wanted ? choose(r, name, wanted, e)
		      : latest_workbook(r, name->dataset, ed, "");
	if (e->kind != ERR_NONE)
		return -1;
	if (*out)
		return releases_path(r, (*out)->sha256, path, e);
	return err_set(e, ERR_DATA,
		"the store has no release %s%sof %s/%s: name a FILE, or take "
		"one by kosh-fetch",
		wanted ? wanted : "", wanted ? " " : "", name->dataset,
		name->edition);
}
