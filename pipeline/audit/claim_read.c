/* SPDX-License-Identifier: MIT */
/* Claims as they are written. */
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/csv.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/yaml_items.h"

const char *const claim_columns[CLAIM_COLUMNS] = {
	[CLAIM_DATASET] = "dataset",
	[CLAIM_EDITION] = "edition",
	[CLAIM_FROM] = "from",
	[CLAIM_AREA] = "area",
	[CLAIM_INDICATOR] = "indicator",
	[CLAIM_MEASURE] = "measure",
	[CLAIM_REGION] = "region",
	[CLAIM_SCHEME] = "scheme",
	[CLAIM_AMONG] = "among",
	[CLAIM_PERIOD] = "period",
	[CLAIM_OP] = "op",
	[CLAIM_VALUE] = "value",
	[CLAIM_AS_OF] = "as_of",
	[CLAIM_DATE] = "date",
	[CLAIM_SOURCE] = "source",
};

/* measure may be called so as well. */
enum { WHAT = CLAIM_COLUMNS, INPUTS };

int claims_open(struct claims **out, struct err *e)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : err_memory(e);
}

void claims_close(struct claims *c)
{
	if (!c)
		return;
	free(c->at);
	arena_free(&c->text);
	free(c);
}

/* A file being read. */
struct reading {
	struct claims *claims;
	const char *file;
	const char *names[INPUTS];
	int place[INPUTS]; /* of each column; -1: it is not there */
	size_t fields;	   /* of the header; 0: before it */
	int is_yaml;
};

/* ---- a claim ---- */

static struct claim *more(struct claims *c, struct err *e)
{
	struct claim *at;

	if (c->n == CLAIMS_MAX) {
		err_set(e, ERR_DATA, "more than %d claims", CLAIMS_MAX);
		return NULL;
	}
	at = array_more(c->at, c->n, sizeof(*c->at));
	if (!at) {
		err_memory(e);
		return NULL;
	}
	c->at = at;
	memset(&at[c->n], 0, sizeof(*at));
	return &at[c->n];
}

/* Of an item or record; a text that is not said has no bytes. */
static int add(struct reading *r, const struct span *texts, size_t record,
	struct err *e)
{
	struct claim *c = more(r->claims, e);

	if (!c)
		return -1;
	c->file = r->file;
	c->record = record;
	c->is_line = r->is_yaml;
	for (int i = 0; i < CLAIM_COLUMNS; i++) {
		struct span text = span_trim(texts[i]);
		struct span what = span_trim(texts[WHAT]);

		if (i == CLAIM_MEASURE && text.len && what.len)
			return err_set(e, ERR_DATA,
				"expected 'what' or 'measure', not both");
		if (i == CLAIM_MEASURE && what.len)
			text = what;
		if (text.len && memchr(text.at, '\0', text.len))
			return err_set(
				e, ERR_DATA, "a NUL in %s", claim_columns[i]);
		c->given[i] =
			text.len ? arena_copy(&r->claims->text, text) : "";
		if (!c->given[i])
			return err_memory(e);
	}
	if (claim_terms(c, e) < 0)
		return -1;
	r->claims->n++;
	return 0;
}

/* ---- CSV ---- */

/* A column that is nearly a known one would be passed over in silence, and the
 * claim be another. Those that are nothing of ours are. */
static int check_name(const struct reading *r, struct span name, struct err *e)
{
	for (int i = 0; i < INPUTS; i++)
		if (span_is(name, r->names[i]))
			return 0;
	for (int i = 0; i < INPUTS; i++) {
		size_t limit = strlen(r->names[i]) > 4 ? 2 : 1;

		if (text_distance(name, span_of(r->names[i]), limit) <= limit &&
			name.len > limit)
			return err_set(e, ERR_DATA,
				"the header has a column '%.*s': is '%s' "
				"meant?",
				(int)(name.len > 40 ? 40 : name.len), name.at,
				r->names[i]);
	}
	return 0;
}

static int read_header(
	struct reading *r, const struct span *fields, size_t n, struct err *e)
{
	static const enum claim_column needed[] = { CLAIM_DATASET,
		CLAIM_EDITION, CLAIM_AREA, CLAIM_VALUE };

	for (int i = 0; i < INPUTS; i++) {
		int at = r->place[i] = csv_column(fields, n, r->names[i]);

		if (at >= 0 &&
			csv_column(fields + at + 1, n - (size_t)at - 1,
				r->names[i]) >= 0)
			return err_set(e, ERR_DATA,
				"the header has column '%s' twice",
				r->names[i]);
	}
	for (size_t i = 0; i < n; i++)
		if (check_name(r, fields[i], e) < 0)
			return -1;
	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		if (r->place[needed[i]] < 0)
			return err_set(e, ERR_DATA,
				"the header has no column '%s': expected "
				"dataset, edition, area and value",
				claim_columns[needed[i]]);
	r->fields = n;
	return 0;
}

static int on_record(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct span texts[INPUTS] = { { NULL, 0 } };
	struct reading *r = context;
	int rc;

	if (n == 1 && span_trim(fields[0]).len == 0)
		return 0; /* an empty line */
	if (!r->fields)
		return read_header(r, fields, n, e);
	for (int i = 0; n == r->fields && i < INPUTS; i++)
		if (r->place[i] >= 0)
			texts[i] = fields[r->place[i]];
	rc = n == r->fields
		? add(r, texts, number, e)
		: err_set(e, ERR_DATA, "%zu fields, where the header has %zu",
			  n, r->fields);
	return rc < 0 ? err_in(e, "record %zu", number) : 0;
}

static int read_csv(
	struct reading *r, const struct file_map *map, struct err *e)
{
	int rc = csv_read(map->at, map->len, ',', on_record, r, e);

	if (rc == 0 && !r->fields)
		rc = err_set(e, ERR_DATA,
			"it is empty: expected a header with dataset, edition, "
			"area and value");
	return rc < 0 ? err_in(e, "%s", r->file) : 0;
}

/* ---- YAML ---- */

static int on_item(
	void *context, const struct span *values, unsigned line, struct err *e)
{
	return add(context, values, line, e);
}

static int read_yaml(
	struct reading *r, const struct file_map *map, struct err *e)
{
	return yaml_items_read(map,
		&(struct yaml_items){ .path = r->file,
			.keys = r->names,
			.n_keys = INPUTS,
			.item = on_item,
			.context = r },
		e);
}

static int is_yaml(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

int claims_read(char sha256[HASH_HEX], struct claims *c, const char *path,
	struct err *e)
{
	struct reading r = { .claims = c, .is_yaml = is_yaml(path) };
	struct file_map map;
	int rc;

	memcpy(r.names, claim_columns, sizeof(claim_columns));
	r.names[WHAT] = "what";
	if (file_map(&map, path, e) < 0)
		return -1;
	hash_bytes(sha256, map.at, map.len);
	r.file = arena_copy(
		&c->text, span_of(strcmp(path, "-") ? path : "standard input"));
	if (!r.file)
		rc = err_memory(e);
	else
		rc = r.is_yaml ? read_yaml(&r, &map, e) : read_csv(&r, &map, e);
	file_unmap(&map);
	return rc;
}
