/* SPDX-License-Identifier: MIT */
#include "pipeline/report/whole.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/workbook/part.h"
#include "pipeline/workbook/xml.h"

/* How many strings there are, and should be. */
struct counted {
	long strings, due;
};

static int count_tag(void *context, const char *name,
	const struct xml_attributes *a, struct err *e)
{
	struct counted *c = context;
	const char *due = xml_attribute(a, "uniqueCount");

	(void)e;
	if (due && strcmp(name, "sst") == 0)
		c->due = strtol(due, NULL, 10);
	c->strings += strcmp(name, "si") == 0;
	return 0;
}

int whole_check(struct span zip, struct err *e)
{
	struct zip *z = NULL;
	int rc = zip_open(&z, zip, e);

	for (size_t i = 0; rc == 0 && i < zip_entries(z); i++) {
		struct counted n = { 0, 0 };
		const struct xml_visitor v = { .open = count_tag,
			.context = &n };

		rc = xml_read(zip_entry(z, i), PART_STREAMED_MIB, &v, e);
		if (rc == 0 && n.strings != n.due)
			rc = err_set(e, ERR_SYSTEM, "strings are missing");
	}
	zip_close(z);
	if (rc < 0)
		e->kind = ERR_SYSTEM;
	return rc;
}
