/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/trace_inside.h"
#include "pipeline/store/need.h"

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

static int no_area(const struct areas *a, const char *given,
	enum area_sense sense, struct err *e)
{
	struct text near = TEXT_INIT;

	if (areas_done(a, e) < 0)
		return -1;
	if (sense == AREA_UNKNOWN)
		areas_suggest(&near, a, span_of(given));
	err_set(e, ERR_DATA, "'%.100s' is %s%s%s", given,
		sense == AREA_UNKNOWN ? "no area that the area table knows"
				      : "no single area with a code",
		near.len ? "; near are " : "", near.len ? near.at : "");
	text_free(&near);
	return -1;
}

static int find_area(struct trace_subject *out, const struct areas *a,
	const char *given, struct err *e)
{
	struct area_found found = { AREA_IS, areas_code(a, span_of(given)) };

	if (!found.area)
		found = areas_find(a, span_of(given));
	if (found.sense != AREA_IS)
		return no_area(a, given, found.sense, e);
	out->area = found.area->code;
	out->area_name = found.area->name;
	return 0;
}

int trace_subject(struct trace_subject *out, struct db *d,
	const struct areas *a, const struct trace_order *o, struct err *e)
{
	static const char datasets[] =
		"SELECT dataset FROM dataset ORDER BY dataset";
	static const char editions[] = "SELECT DISTINCT edition FROM release"
				       " JOIN edition USING (dataset, edition)"
				       " WHERE dataset = ?1 ORDER BY ordinal";

	if (spec_name(&out->name, o->name, e) < 0)
		return -1;
	if (!*out->name.edition)
		return err_set(e, ERR_USAGE,
			"expected DATASET/EDITION, not '%.150s'", o->name);
	if (need_one(d, "dataset", datasets, NULL, out->name.dataset, e) < 0 ||
		need_one(d, "edition", editions, out->name.dataset,
			out->name.edition, e) < 0)
		return -1;
	return find_area(out, a, o->area, e);
}
