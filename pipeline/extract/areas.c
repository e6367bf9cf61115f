/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/areas.h"

#include <stdlib.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/file.h"
#include "pipeline/base/root.h"
#include "pipeline/extract/area_index.h"

enum { MAX_FIELDS = 6 };

static const char *keep(struct areas *a, struct span s, struct err *e)
{
	const char *copy = arena_copy(&a->text, s);

	if (!copy)
		err_memory(e);
	return copy;
}

static int add_label(struct areas *a, const char *label,
	struct area_found found, int own, struct err *e)
{
	area_key_label(a->labels, span_of(label));
	return area_index_add(a->labels, &a->text, "label",
		(struct area_label){ label, NULL, found, own }, e);
}

static int add_code(struct areas *a, const char *system, const char *code,
	struct area_found found, struct err *e)
{
	area_key_code(a->codes, system, span_of(code));
	return area_index_add(a->codes, &a->text, "code",
		(struct area_label){ code, NULL, found, 0 }, e);
}

/* What a file says that a label or a code means. */
static int meaning(struct area_found *out, const struct areas *a,
	const char *what, const char *name, const char *area, struct err *e)
{
	*out = (struct area_found){ AREA_IS, NULL };
	if (strcmp(area, "aggregate") == 0)
		out->sense = AREA_AGGREGATE;
	else if (strcmp(area, "no-code") == 0)
		out->sense = AREA_NO_CODE;
	else if (!(out->area = areas_code(a, span_of(area))))
		return err_set(
			e, ERR_DATA, "%s '%s': no area '%s'", what, name, area);
	return 0;
}

static int learn_label(struct areas *a, const char *label, const char *area,
	int own, struct err *e)
{
	struct area_found found;

	return meaning(&found, a, "label", label, area, e) < 0
		? -1
		: add_label(a, label, found, own, e);
}

static int learn_code(struct areas *a, const char *system, const char *code,
	const char *area, struct err *e)
{
	struct area_found found;

	return meaning(&found, a, "code", code, area, e) < 0
		? -1
		: add_code(a, system, code, found, e);
}

/* A file: its columns, and what takes its records. */
struct table {
	const char *file;
	const char *columns[MAX_FIELDS];
	int (*take)(struct areas *a, const char **field, struct err *e);
};

#define APPEND(list, count, ...)                                               \
	do {                                                                   \
		void *room = array_more(list, count, sizeof(*(list)));         \
		if (!room)                                                     \
			return err_memory(e);                                  \
		(list) = room;                                                 \
		(list)[(count)++] = __VA_ARGS__;                               \
	} while (0)

static int take_area(struct areas *a, const char **f, struct err *e)
{
	if (strlen(f[0]) != 3)
		return err_set(
			e, ERR_DATA, "area '%s': expected three letters", f[0]);
	APPEND(a->areas, a->n_areas,
		(struct area){ f[0], f[1], f[2], f[3], f[4] });
	return 0;
}

static int take_label(struct areas *a, const char **f, struct err *e)
{
	return learn_label(a, f[0], f[1], 0, e);
}

static int take_own_label(struct areas *a, const char **f, struct err *e)
{
	return learn_label(a, f[0], f[1], 1, e);
}

static int take_code(struct areas *a, const char **f, struct err *e)
{
	return areas_is_system(f[0])
		? learn_code(a, f[0], f[1], f[2], e)
		: err_set(e, ERR_DATA, "code '%s': no system '%s'", f[1], f[0]);
}

static int take_own_code(struct areas *a, const char **f, struct err *e)
{
	return learn_code(a, "own", f[0], f[1], e);
}

static int take_scheme(struct areas *a, const char **f, struct err *e)
{
	if (strcmp(f[0], "list") == 0)
		return err_set(e, ERR_DATA,
			"scheme 'list': so the areas are called that a query "
			"is given");
	APPEND(a->schemes, a->n_schemes,
		(struct scheme){ f[0], f[1], f[2], f[3] });
	return 0;
}

static int take_region(struct areas *a, const char **f, struct err *e)
{
	APPEND(a->regions, a->n_regions,
		(struct region){ f[0], f[1], f[2], *f[3] ? f[3] : NULL });
	return 0;
}

static int take_member(struct areas *a, const char **f, struct err *e)
{
	if (!areas_region(a, f[0], f[1]) || !areas_code(a, span_of(f[2])))
		return err_set(e, ERR_DATA,
			"member '%s' of '%s/%s': no such area or region", f[2],
			f[0], f[1]);
	APPEND(a->members, a->n_members, (struct member){ f[0], f[1], f[2] });
	return 0;
}

static const struct table tables[] = {
	{ "areas.csv", { "area", "iso2", "m49", "name", "kind" }, take_area },
	{ "labels.csv", { "label", "area" }, take_label },
	{ "others.csv", { "label", "sense" }, take_label },
	{ "codes.csv", { "system", "code", "area" }, take_code },
	{ "schemes.csv", { "scheme", "title", "source", "dated" },
		take_scheme },
	{ "regions.csv", { "scheme", "region", "name", "parent" },
		take_region },
	{ "members.csv", { "scheme", "region", "area" }, take_member },
};

/* A file being read: where each of the table's columns is in its records. */
struct reading {
	struct areas *a;
	const struct table *t;
	int at[MAX_FIELDS];
};

static int take_header(
	struct reading *r, const struct span *fields, size_t n, struct err *e)
{
	for (int i = 0; i < MAX_FIELDS && r->t->columns[i]; i++) {
		r->at[i] = csv_column(fields, n, r->t->columns[i]);
		if (r->at[i] < 0)
			return err_set(e, ERR_DATA, "no column '%s'",
				r->t->columns[i]);
	}
	return 0;
}

static int take_record(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct reading *r = context;
	const char *value[MAX_FIELDS] = { NULL };

	if (number == 1)
		return take_header(r, fields, n, e);
	for (int i = 0; i < MAX_FIELDS && r->t->columns[i]; i++) {
		if ((size_t)r->at[i] >= n)
			return err_set(e, ERR_DATA,
				"record %zu: too few fields", number);
		value[i] = keep(r->a, fields[r->at[i]], e);
		if (!value[i])
			return -1;
	}
	return r->t->take(r->a, value, e) < 0 ? err_in(e, "record %zu", number)
					      : 0;
}

static int note_file(struct areas *a, const char *path,
	const struct file_map *map, struct err *e)
{
	struct areas_file f = { keep(a, span_of(path), e), "" };

	if (!f.path)
		return -1;
	hash_bytes(f.sha256, map->at, map->len);
	APPEND(a->files, a->n_files, f);
	return 0;
}

static int read_file(
	struct areas *a, const struct table *t, const char *path, struct err *e)
{
	struct reading r = { a, t, { 0 } };
	struct file_map map;
	int rc;

	if (file_map(&map, path, e) < 0)
		return -1;
	rc = note_file(a, path, &map, e);
	if (rc == 0)
		rc = csv_read(map.at, map.len, ',', take_record, &r, e);
	file_unmap(&map);
	return rc < 0 ? err_in(e, "%s", path) : 0;
}

static int read_table(
	struct areas *a, const struct table *t, const char *root, struct err *e)
{
	char name[64], path[PATH_TEXT];

	snprintf(name, sizeof(name), "areas/%s", t->file);
	return root_find(path, root, name, e) < 0 ? -1
						  : read_file(a, t, path, e);
}

int areas_by_code(const void *a, const void *b)
{
	return strcmp(
		((const struct area *)a)->code, ((const struct area *)b)->code);
}

/* An area's name is a label, and its codes are codes. */
static int add_area(struct areas *a, const struct area *area, struct err *e)
{
	const struct area_found found = { AREA_IS, area };

	if (add_label(a, area->name, found, 0, e) < 0 ||
		add_code(a, "iso3", area->code, found, e) < 0)
		return -1;
	if (*area->iso2 && add_code(a, "iso2", area->iso2, found, e) < 0)
		return -1;
	return *area->m49 ? add_code(a, "m49", area->m49, found, e) : 0;
}

/* The areas no longer move from here on. */
static int add_areas(struct areas *a, struct err *e)
{
	qsort(a->areas, a->n_areas, sizeof(*a->areas), areas_by_code);
	for (size_t i = 1; i < a->n_areas; i++)
		if (areas_by_code(&a->areas[i - 1], &a->areas[i]) == 0)
			return err_set(e, ERR_DATA,
				"areas.csv: area '%s' stands twice",
				a->areas[i].code);
	for (size_t i = 0; i < a->n_areas; i++)
		if (add_area(a, &a->areas[i], e) < 0)
			return err_in(e, "areas.csv");
	return 0;
}

static int read_tables(struct areas *a, const char *root, struct err *e)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (read_table(a, &tables[i], root, e) < 0 ||
			(i == 0 && add_areas(a, e) < 0))
			return -1;
	return 0;
}

/* The parents of a region lead to one without. */
static int check_region(
	const struct areas *a, const struct region *r, struct err *e)
{
	const struct region *at = r;

	for (size_t i = 0; at->parent; i++) {
		at = areas_region(a, r->scheme, at->parent);
		if (!at || i == a->n_regions)
			return err_set(e, ERR_DATA,
				"regions.csv: region '%s/%s': %s", r->scheme,
				r->id,
				at ? "it lies in itself"
				   : "a parent is no region");
	}
	return 0;
}

static int by_scheme_and_area(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = strcmp(x->scheme, y->scheme);

	return order ? order : strcmp(x->area, y->area);
}

/* Sorts the members: each area lies in one region of a scheme. */
static int check_members(struct areas *a, struct err *e)
{
	if (a->n_members)
		qsort(a->members, a->n_members, sizeof(*a->members),
			by_scheme_and_area);
	for (size_t i = 1; i < a->n_members; i++)
		if (by_scheme_and_area(&a->members[i - 1], &a->members[i]) == 0)
			return err_set(e, ERR_DATA,
				"members.csv: '%s' stands twice in the scheme "
				"'%s'",
				a->members[i].area, a->members[i].scheme);
	return 0;
}

static int check_schemes(struct areas *a, struct err *e)
{
	for (size_t i = 0; i < a->n_regions; i++)
		if (check_region(a, &a->regions[i], e) < 0)
			return -1;
	return check_members(a, e);
}

int areas_open(struct areas **out, const char *root, struct err *e)
{
	struct areas *a = calloc(1, sizeof(*a));

	if (!a)
		return err_memory(e);
	if (area_index_open(&a->labels, e) < 0 ||
		area_index_open(&a->codes, e) < 0 ||
		read_tables(a, root, e) < 0 || check_schemes(a, e) < 0) {
		areas_close(a);
		return -1;
	}
	*out = a;
	return 0;
}

void areas_close(struct areas *a)
{
	if (!a)
		return;
	arena_free(&a->text);
	area_index_close(a->labels);
	area_index_close(a->codes);
	free(a->areas);
	free(a->schemes);
	free(a->regions);
	free(a->members);
	free(a->files);
	free(a);
}

int areas_add_labels(struct areas *a, const char *path, struct err *e)
{
	static const struct table own = { NULL, { "label", "area" },
		take_own_label };

	return read_file(a, &own, path, e);
}

int areas_add_codes(struct areas *a, const char *path, struct err *e)
{
	static const struct table own = { NULL, { "code", "area" },
		take_own_code };

	return read_file(a, &own, path, e);
}

const char *areas_sum(const struct areas *a, const char *path)
{
	for (size_t i = 0; i < a->n_files; i++)
		if (strcmp(a->files[i].path, path) == 0)
			return a->files[i].sha256;
	return NULL;
}
