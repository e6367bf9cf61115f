/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/areas_records.h"

#include <stdlib.h>

static void begin(
	struct areas_records *r, const char *const columns[AREAS_COLUMNS])
{
	r->columns = columns;
	for (r->n = 0; r->n < AREAS_COLUMNS && columns[r->n];)
		r->n++;
	record_header(r->out, r->format, columns, r->n);
}

/* What is not there or empty is NULL. */
static struct field optional(const char *text)
{
	return (struct field){ text && *text ? FIELD_TEXT : FIELD_NULL,
		span_of(text) };
}

static void put(
	const struct areas_records *r, const char *const values[AREAS_COLUMNS])
{
	struct field fields[AREAS_COLUMNS];

	for (size_t i = 0; i < r->n; i++)
		fields[i] = optional(values[i]);
	record_put(r->out, r->format, r->columns, fields, r->n);
}

void areas_put_areas(struct areas_records *r)
{
	static const char *const columns[AREAS_COLUMNS] = { "area", "iso2",
		"m49", "name", "kind" };

	begin(r, columns);
	for (size_t i = 0; i < r->areas->n_areas; i++) {
		const struct area *a = &r->areas->areas[i];

		put(r,
			(const char *[AREAS_COLUMNS]){
				a->code, a->iso2, a->m49, a->name, a->kind });
	}
}

long areas_put_labels(struct areas_records *r, const char *text,
	const struct area *only, struct err *e)
{
	static const char *const columns[AREAS_COLUMNS] = { "label", "sense",
		"area", "name" };
	struct area_label *labels;
	size_t n;
	long put_out = 0;

	if (areas_labels(&labels, &n, r->areas, span_of(text), e) < 0)
		return -1;
	begin(r, columns);
	for (size_t i = 0; i < n; i++) {
		const struct area *a = labels[i].found.area;

		if (only && a != only)
			continue;
		put(r,
			(const char *[AREAS_COLUMNS]){ labels[i].label,
				areas_sense_name(labels[i].found.sense),
				a ? a->code : NULL, a ? a->name : NULL });
		put_out++;
	}
	free(labels);
	return put_out;
}

void areas_put_schemes(struct areas_records *r)
{
	static const char *const columns[AREAS_COLUMNS] = { "scheme", "title",
		"source", "dated" };

	begin(r, columns);
	for (size_t i = 0; i < r->areas->n_schemes; i++) {
		const struct scheme *s = &r->areas->schemes[i];

		put(r,
			(const char *[AREAS_COLUMNS]){
				s->id, s->title, s->source, s->dated });
	}
}

static int no_scheme(const char *name, struct err *e)
{
	return err_set(e, ERR_USAGE,
		"no scheme '%.60s': kosh-areas --schemes lists them", name);
}

int areas_put_regions(
	struct areas_records *r, const char *scheme, struct err *e)
{
	static const char *const columns[AREAS_COLUMNS] = { "scheme", "region",
		"name", "parent" };

	if (!areas_scheme(r->areas, scheme))
		return no_scheme(scheme, e);
	begin(r, columns);
	for (size_t i = 0; i < r->areas->n_regions; i++) {
		const struct region *x = &r->areas->regions[i];

		if (strcmp(x->scheme, scheme) == 0)
			put(r,
				(const char *[AREAS_COLUMNS]){
					x->scheme, x->id, x->name, x->parent });
	}
	return 0;
}

/* "m49/002" into its parts; region NULL where it names none. */
static int find_region(char scheme[64], const char **region,
	const struct areas *a, const char *of, struct err *e)
{
	const char *slash = strchr(of, '/');

	*region = slash ? slash + 1 : NULL;
	snprintf(scheme, 64, "%.*s", (int)strcspn(of, "/"), of);
	if (!areas_scheme(a, scheme))
		return no_scheme(scheme, e);
	return !*region || areas_region(a, scheme, *region)
		? 0
		: err_set(e, ERR_USAGE,
			  "no region '%.60s': kosh-areas --regions %s lists "
			  "them",
			  *region, scheme);
}

int areas_put_members(struct areas_records *r, const char *of, struct err *e)
{
	static const char *const columns[AREAS_COLUMNS] = { "scheme", "region",
		"area", "name" };
	const struct areas *a = r->areas;
	const char *region;
	char scheme[64];

	if (find_region(scheme, &region, a, of, e) < 0)
		return -1;
	begin(r, columns);
	for (size_t i = 0; i < a->n_members; i++) {
		const struct member *m = &a->members[i];

		if (strcmp(m->scheme, scheme) == 0 &&
			(!region || areas_lies_in(a, m, region)))
			put(r,
				(const char *[AREAS_COLUMNS]){ m->scheme,
					m->region, m->area,
					areas_code(a, span_of(m->area))
						->name });
	}
	return 0;
}

void areas_begin_found(struct areas_records *r, const char *system)
{
	static const char *const labels[AREAS_COLUMNS] = { "label", "sense",
		"area", "name", "suggestions" };
	static const char *const codes[AREAS_COLUMNS] = { "code", "sense",
		"area", "name" };

	begin(r, system ? codes : labels);
}

int areas_put_found(
	struct areas_records *r, const char *system, struct span label)
{
	struct area_found f = system ? areas_find_code(r->areas, system, label)
				     : areas_find(r->areas, label);
	struct text near = TEXT_INIT;

	if (!system)
		areas_suggest(&near, r->areas, label);
	record_put(r->out, r->format, r->columns,
		(const struct field[AREAS_COLUMNS]){ { FIELD_TEXT, label },
			{ FIELD_TEXT, span_of(areas_sense_name(f.sense)) },
			optional(f.area ? f.area->code : NULL),
			optional(f.area ? f.area->name : NULL),
			optional(near.at) },
		r->n);
	text_free(&near);
	return f.sense == AREA_UNKNOWN;
}
