/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/trace.h"
int trace_format(const char *name)
{
	static const char *const names[] = {
		[TRACE_TEXT] = "text",
		[TRACE_JSON] = "json",
	};

	for (int i = 0; i < 2; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}
int trace_figure(FILE *to, int *answer, struct db *d, const struct areas *a,
	const struct trace_order *o, struct err *e){return -1;}
int trace_derived(FILE *to, int *answer, struct db *d, const struct areas *a,
	const struct trace_order *o, struct err *e){return -1;}
