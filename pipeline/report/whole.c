/* SPDX-License-Identifier: MIT */
#include "pipeline/report/whole.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/workbook/part.h"

enum {
	DEEPEST = 64,
	ROOM = 256 << 10, /* bytes that are looked at together, and of a tag */
};

/* One part: what is open, by its name as a hash, and how many strings there are
 * and should be. The library writes neither comments nor CDATA, and no '>' in
 * an attribute, so that this sees in a fifth of the time what an XML library
 * would: whether each tag is closed by its own. */
struct part_tags {
	const char *name;
	uint32_t open[DEEPEST];
	int depth, roots;
	long strings, due;
	size_t types, relations; /* of all parts: how many parts they name */
	char bytes[ROOM];
};

static int not_whole(const struct part_tags *t, const char *what, struct err *e)
{
	return err_set(e, ERR_SYSTEM, "part '%s': %s", t->name, what);
}

static struct span name_of(struct span tag)
{
	size_t n = 0;

	while (n < tag.len && !strchr(" \t\r\n/>", tag.at[n]))
		n++;
	return (struct span){ tag.at, n };
}

static uint32_t hash_of(struct span name)
{
	uint32_t h = 2166136261U; /* FNV-1a */

	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)name.at[i]) * 16777619U;
	return h;
}

/* The strings that the tag <sst ...> speaks of. */
static long strings_due(struct span tag)
{
	static const char mark[] = " uniqueCount=\"";
	const char *at = memmem(tag.at, tag.len, mark, sizeof(mark) - 1);

	return at ? strtol(at + sizeof(mark) - 1, NULL, 10) : 0;
}

/* A relationship to what is no part: a link. */
static int is_outside(struct span tag)
{
	static const char mark[] = " TargetMode=\"External\"";

	return memmem(tag.at, tag.len, mark, sizeof(mark) - 1) != NULL;
}

static int see_open(struct part_tags *t, struct span tag, struct err *e)
{
	struct span name = name_of(tag);
	int closed = tag.at[tag.len - 1] == '/';

	t->strings += span_is(name, "si");
	if (span_is(name, "Override"))
		t->types++;
	if (span_is(name, "Relationship") && !is_outside(tag))
		t->relations++;
	if (span_is(name, "sst"))
		t->due = strings_due(tag);
	t->roots += t->depth == 0;
	if (!closed && t->depth == DEEPEST)
		return not_whole(t, "tags are too deep", e);
	if (!closed)
		t->open[t->depth++] = hash_of(name);
	return 0;
}

static int see_close(struct part_tags *t, struct span tag, struct err *e)
{
	struct span name = name_of((struct span){ tag.at + 1, tag.len - 1 });

	if (t->depth == 0 || t->open[--t->depth] != hash_of(name))
		return not_whole(t, "a tag is closed by another one", e);
	return 0;
}

/* What stands between '<' and '>'. */
static int see_tag(struct part_tags *t, struct span tag, struct err *e)
{
	if (tag.len == 0 || memchr(tag.at, '<', tag.len))
		return not_whole(t, "a tag has no end", e);
	if (*tag.at == '?')
		return 0;
	return *tag.at == '/' ? see_close(t, tag, e) : see_open(t, tag, e);
}

/* Sees the tags that end in these bytes, and says where the rest begins. */
static int see(size_t *rest, struct part_tags *t, size_t n, struct err *e)
{
	const char *at = t->bytes, *end = at + n, *from, *to;

	while ((from = memchr(at, '<', (size_t)(end - at))) &&
		(to = memchr(from, '>', (size_t)(end - from)))) {
		struct span tag = { from + 1, (size_t)(to - from - 1) };

		if (see_tag(t, tag, e) < 0)
			return -1;
		at = to + 1;
	}
	*rest = (size_t)((from ? from : end) - t->bytes);
	return 0;
}

static int see_part(struct part_tags *t, struct part *p, struct err *e)
{
	size_t kept = 0, rest = 0, got;
	int rc;

	do {
		rc = part_read(&got, p, t->bytes + kept, ROOM - kept, e);
		if (rc == 0)
			rc = see(&rest, t, kept + got, e);
		if (rc < 0)
			return -1;
		kept += got - rest;
		memmove(t->bytes, t->bytes + rest, kept);
	} while (got > 0 && kept < ROOM);
	if (kept > 0 || t->depth > 0 || t->roots != 1)
		return not_whole(t, "it ends early", e);
	return t->strings == t->due ? 0
				    : not_whole(t, "strings are missing", e);
}

static int check_part(
	struct part_tags *t, const struct zip_entry *entry, struct err *e)
{
	struct part *p = NULL;
	int rc = part_open(&p, entry, PART_STREAMED_MIB, e);

	t->name = entry->name;
	t->depth = t->roots = 0;
	t->strings = t->due = 0;
	if (rc == 0)
		rc = see_part(t, p, e);
	part_close(p);
	return rc;
}

static const char types[] = "[Content_Types].xml";

static int ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && strcmp(name + n - m, end) == 0;
}

/* Each part has a type, those of XML by their name, and something leads to it.
 */
static int check_named(
	const struct part_tags *t, const struct zip *z, struct err *e)
{
	size_t parts = 0, of_xml = 0;

	for (size_t i = 0; i < zip_entries(z); i++) {
		const char *name = zip_entry(z, i)->name;

		if (strcmp(name, types) == 0 || ends_in(name, ".rels"))
			continue;
		parts++;
		of_xml += ends_in(name, ".xml") != 0;
	}
	if (t->types != of_xml)
		return err_set(e, ERR_SYSTEM,
			"%zu parts of XML, and %zu have a type", of_xml,
			t->types);
	return t->relations >= parts
		? 0
		: err_set(e, ERR_SYSTEM, "%zu parts, and %zu are led to", parts,
			  t->relations);
}

int whole_check(struct span zip, struct err *e)
{
	struct part_tags *t = calloc(1, sizeof(*t));
	struct zip *z = NULL;
	int rc = t ? zip_open(&z, zip, e) : err_memory(e);

	for (size_t i = 0; rc == 0 && i < zip_entries(z); i++)
		rc = check_part(t, zip_entry(z, i), e);
	if (rc == 0)
		rc = check_named(t, z, e);
	zip_close(z);
	free(t);
	if (rc < 0)
		e->kind = ERR_SYSTEM;
	return rc;
}
