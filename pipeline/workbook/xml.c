/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/xml.h"

#include <expat.h>
#include <stdint.h>
#include <string.h>

#include "pipeline/workbook/source.h"

enum { PIECE = 32 << 10 };

#define SEPARATOR '|' /* between namespace and name, and in neither */

struct xml_attributes {
	const char **at; /* name, value, ..., NULL */
};

/* Hashes of the names that were seen, since the parser keeps those names until
 * the end. */
struct seen {
	uint32_t slots[2 * XML_NAMES_MAX]; /* 0 where there is none */
	size_t n;
};

struct reading {
	XML_Parser parser;
	struct seen seen;
	const struct xml_visitor *visitor;
	int depth;
	struct err *e;
};

const char *xml_attribute(const struct xml_attributes *a, const char *name)
{
	for (size_t i = 0; a->at[i]; i += 2)
		if (strcmp(a->at[i], name) == 0)
			return a->at[i + 1];
	return NULL;
}

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

const char *xml_relation(const struct xml_attributes *a)
{
	for (size_t i = 0; a->at[i]; i += 2)
		if (ends_with(a->at[i], "/relationships|id"))
			return a->at[i + 1];
	return NULL;
}

int xml_is_true(const struct xml_attributes *a, const char *name)
{
	const char *value = xml_attribute(a, name);

	return value &&
		(strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ||
			strcmp(value, "on") == 0);
}

/* The name without its namespace if that is one we know or none. */
static const char *known_name(const char *name)
{
	static const char *const known[] = {
		"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
		"http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/package/2006/relationships",
	};
	const char *bar = strchr(name, SEPARATOR);
	size_t n = bar ? (size_t)(bar - name) : 0;

	if (!bar)
		return name;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strlen(known[i]) == n && memcmp(known[i], name, n) == 0)
			return bar + 1;
	return "";
}

static void stop(struct reading *r)
{
	XML_StopParser(r->parser, XML_FALSE);
}

/* FNV-1a, never 0. */
static uint32_t hash_of(const char *s)
{
	uint32_t hash = 2166136261u;

	for (; *s; s++)
		hash = (hash ^ (unsigned char)*s) * 16777619u;
	return hash | 1;
}

/* Counts a name unless it was seen before; stops where there are too many. */
static void see(struct reading *r, const char *name)
{
	enum { SLOTS = 2 * XML_NAMES_MAX };
	uint32_t hash = hash_of(name);
	size_t i = (hash >> 1) % SLOTS;

	while (r->seen.slots[i] && r->seen.slots[i] != hash)
		i = (i + 1) % SLOTS;
	if (r->seen.slots[i])
		return;
	if (r->seen.n == XML_NAMES_MAX) {
		err_set(r->e, ERR_DATA, "more than %d names of tags",
			XML_NAMES_MAX);
		stop(r);
		return;
	}
	r->seen.slots[i] = hash;
	r->seen.n++;
}

static void on_prefix(void *context, const char *prefix, const char *uri)
{
	(void)uri;
	see(context, prefix ? prefix : "");
}

static void on_open(void *context, const char *name, const char **attributes)
{
	struct xml_attributes a = { attributes };
	struct reading *r = context;

	see(r, name);
	for (size_t i = 0; attributes[i]; i += 2)
		see(r, attributes[i]);
	if (r->e->kind != ERR_NONE)
		return;
	if (++r->depth > XML_DEPTH_MAX) {
		err_set(r->e, ERR_DATA, "tags more than %d deep",
			XML_DEPTH_MAX);
		stop(r);
	} else if (r->visitor->open(r->visitor->context, known_name(name), &a,
			   r->e) != 0) {
		stop(r);
	}
}

static void on_close(void *context, const char *name)
{
	struct reading *r = context;

	r->depth--;
	if (r->visitor->close &&
		r->visitor->close(
			r->visitor->context, known_name(name), r->e) != 0)
		stop(r);
}

static void on_doctype(void *context, const char *name, const char *system,
	const char *public, int internal)
{
	struct reading *r = context;

	(void)name, (void)system, (void)public, (void)internal;
	err_set(r->e, ERR_DATA, "a DOCTYPE, which is refused");
	stop(r);
}

static int parse_piece(
	struct reading *r, const char *piece, size_t len, struct err *e)
{
	enum XML_Status status =
		XML_Parse(r->parser, piece, (int)len, len == 0);

	if (e->kind != ERR_NONE)
		return -1;
	if (status != XML_STATUS_OK)
		return err_set(e, ERR_DATA, "line %lu: %s",
			(unsigned long)XML_GetCurrentLineNumber(r->parser),
			XML_ErrorString(XML_GetErrorCode(r->parser)));
	return 0;
}

static int parse(struct reading *r, struct source *source, struct err *e)
{
	char piece[PIECE];
	long long fed = 0;
	size_t got;

	do {
		if (source_read(&got, source, piece, sizeof(piece), e) < 0 ||
			parse_piece(r, piece, got, e) < 0)
			return -1;
		fed += (long long)got;
		if (fed - XML_GetCurrentByteIndex(r->parser) > XML_TAG_MAX)
			return err_set(e, ERR_DATA, "a tag of more than %d KiB",
				XML_TAG_MAX >> 10);
	} while (got > 0);
	return 0;
}

static int read_source(
	struct source *source, const struct xml_visitor *visitor, struct err *e)
{
	struct reading r = { .visitor = visitor, .e = e };
	int rc;

	r.parser = XML_ParserCreateNS("UTF-8", SEPARATOR);
	if (!r.parser)
		return err_memory(e);
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, on_open, on_close);
	XML_SetStartNamespaceDeclHandler(r.parser, on_prefix);
	XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
	rc = parse(&r, source, e);
	XML_ParserFree(r.parser);
	return rc;
}

int xml_read(const struct zip_entry *entry, unsigned limit_mib,
	const struct xml_visitor *visitor, struct err *e)
{
	struct source *source = NULL;
	int rc;

	if (source_open(&source, entry, limit_mib, e) < 0)
		return -1;
	rc = read_source(source, visitor, e);
	source_close(source);
	return rc < 0 ? err_in(e, "part '%s'", entry->name) : 0;
}
