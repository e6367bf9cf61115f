/* SPDX-License-Identifier: MIT */
/* What a claim refers to besides its figure: areas, regions, an edition before.
 */
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/record.h"
#include "pipeline/store/sqltext.h"

extern const char sql_audit_claim_before[], sql_audit_claim_region[];

enum { AREAS_MAX = 300 }; /* of a list */

const char *claim_area(
	struct text *why, const struct areas *a, struct span given)
{
	const struct area *code = areas_code(a, given);
	struct text near = TEXT_INIT;
	struct area_found found;

	if (code)
		return code->code;
	found = areas_find(a, given);
	if (found.sense == AREA_IS)
		return found.area->code;
	text_printf(why, "'%.*s' is %s",
		(int)(given.len < 100 ? given.len : 100), given.at,
		found.sense == AREA_UNKNOWN
			? "no area that the area table knows"
			: "no single area with a code");
	if (found.sense == AREA_UNKNOWN)
		areas_suggest(&near, a, given);
	if (near.len)
		text_printf(why, "; near are %s", near.at);
	why->failed |= near.failed;
	text_free(&near);
	return NULL;
}

static void bind(struct stmt *s, const char *name, const char *text)
{
	stmt_text(s, stmt_parameter(s, name), span_of(*text ? text : NULL));
}

/* A column's text for as long as the arena; NULL for NULL, and for no memory
 * with e set. */
static const char *keep(
	struct arena *a, struct stmt *s, int column, struct err *e)
{
	struct span text = stmt_get_text(s, column);
	const char *copy = text.at ? arena_copy(a, text) : NULL;

	if (text.at && !copy)
		err_memory(e);
	return copy;
}

/* ---- a region ---- */

/* As many of a list as a message has room for. */
enum { LISTED = 240 };

static const char *cut(struct span list)
{
	return list.len > LISTED ? " ..." : "";
}

static int refuse_region(const struct claim *c, struct stmt *s, struct err *e)
{
	const char *region = c->given[CLAIM_REGION];
	const char *scheme = c->given[CLAIM_SCHEME];
	struct span found_in = stmt_get_text(s, 2);
	struct span regions = stmt_get_text(s, 3);

	if (!*scheme && found_in.len)
		return err_set(e, ERR_DATA,
			"region '%.40s': whose is it? expected 'scheme', one "
			"of %.*s",
			region, SPAN(found_in));
	if (!*scheme || !stmt_get_text(s, 1).at)
		return err_set(e, ERR_DATA,
			"%s '%.40s': expected a scheme of regions, one of "
			"%.*s, and a region of it",
			*scheme ? "scheme" : "region",
			*scheme ? scheme : region, SPAN(stmt_get_text(s, 4)));
	return err_set(e, ERR_DATA,
		"region '%.40s': scheme %s has no such region: it has %.*s%s",
		region, scheme,
		regions.len > LISTED ? LISTED : (int)regions.len,
		regions.at ? regions.at : "none", cut(regions));
}

int claim_region(struct claim_group *out, struct arena *text, struct db *d,
	const struct claim *c, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open(&s, d, sql_audit_claim_region, e) < 0)
		return -1;
	bind(s, ":scheme", c->given[CLAIM_SCHEME]);
	bind(s, ":region", c->given[CLAIM_REGION]);
	rc = stmt_step(s, e);
	if (rc == 1) {
		out->scheme = c->given[CLAIM_SCHEME];
		out->region = keep(text, s, 0, e);
		rc = out->region ? 0 : refuse_region(c, s, e);
	}
	stmt_close(s);
	return rc;
}

/* ---- a list of areas ---- */

/* The next of a list between commas; 0 at its end. */
static int next_entry(struct span *out, const char **list)
{
	size_t n = strcspn(*list, ",");

	if (!**list)
		return 0;
	*out = span_trim((struct span){ *list, n });
	*list += n + ((*list)[n] == ',');
	return 1;
}

static int is_among(const char *const *codes, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(codes[i], code) == 0)
			return 1;
	return 0;
}

static int read_among(const char **codes, size_t *n, struct text *why,
	const struct areas *a, const char *list, struct err *e)
{
	struct span entry;

	for (*n = 0; next_entry(&entry, &list);) {
		const char *code;

		if (!entry.len)
			return err_set(e, ERR_DATA,
				"among: an empty entry between commas");
		if (*n == AREAS_MAX)
			return err_set(e, ERR_DATA, "among: more than %d areas",
				AREAS_MAX);
		code = claim_area(why, a, entry);
		if (!code)
			return 0;
		if (is_among(codes, *n, code))
			return err_set(e, ERR_DATA,
				"among: %s stands twice in the list", code);
		codes[(*n)++] = code;
	}
	return 1;
}

static int add_json(const char **out, struct arena *text,
	const char *const *codes, size_t n, struct err *e)
{
	struct text json = TEXT_INIT;

	for (size_t i = 0; i < n; i++) /* three letters each */
		text_printf(&json, "%s\"%s\"", i ? "," : "[", codes[i]);
	text_puts(&json, "]");
	*out = json.failed ? NULL : arena_copy(text, span_of(json.at));
	text_free(&json);
	return *out ? 0 : err_memory(e);
}

int claim_among(struct claim_group *out, struct arena *text, struct text *why,
	const struct areas *a, const struct claim *c, const char *area,
	struct err *e)
{
	const char *codes[AREAS_MAX];
	size_t n;
	int rc = read_among(codes, &n, why, a, c->given[CLAIM_AMONG], e);

	if (rc <= 0)
		return rc;
	if (!is_among(codes, n, area))
		return err_set(e, ERR_DATA,
			"among: %s, of which the claim is, is not in the list",
			area);
	return add_json(&out->among, text, codes, n, e) < 0 ? -1 : 1;
}

/* ---- editions ---- */

int claim_before(const char **out, int *comparable, struct arena *text,
	struct db *d, const struct claim *c, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open(&s, d, sql_audit_claim_before, e) < 0)
		return -1;
	bind(s, ":dataset", c->given[CLAIM_DATASET]);
	bind(s, ":edition", c->given[CLAIM_EDITION]);
	bind(s, ":from", c->given[CLAIM_FROM]);
	rc = stmt_step(s, e);
	if (rc == 1) {
		*comparable = (int)stmt_get_integer(s, 1);
		*out = keep(text, s, 0, e);
		rc = *out ? 1 : -1;
	}
	stmt_close(s);
	return rc;
}
