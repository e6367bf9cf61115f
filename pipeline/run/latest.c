/* SPDX-License-Identifier: MIT */
#include "pipeline/run/latest.h"

#include <string.h>

const struct release *latest_workbook(const struct releases *r,
	const char *dataset, const struct spec_edition *ed, const char *but)
{
	for (size_t i = releases_count(r); i-- > 0;) {
		const struct release *x = releases_at(r, i);

		if (strcmp(x->dataset, dataset) == 0 &&
			strcmp(x->edition, ed->id) == 0 &&
			strcmp(x->sha256, but) != 0 && !spec_press(ed, x->file))
			return x;
	}
	return NULL;
}
