/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/package.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/text.h"
#include "pipeline/workbook/part.h"
#include "pipeline/workbook/xml.h"

struct loading {
	struct relations *relations;
	const char *part; /* whose relations they are */
};

static struct span folder_of(const char *part)
{
	const char *slash = strrchr(part, '/');

	return (struct span){ part, slash ? (size_t)(slash - part) : 0 };
}

static int hex(char c)
{
	const char *digits = "0123456789abcdef";
	const char *p =
		c ? strchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c) : NULL;

	return p ? (int)(p - digits) : -1;
}

/* %20 and its like in place; backslashes become slashes. */
static void unescape(char *s)
{
	char *to = s;

	for (; *s; s++) {
		int high = *s == '%' ? hex(s[1]) : -1;
		int low = high >= 0 ? hex(s[2]) : -1;

		if (low >= 0 && high + low > 0) {
			*to++ = (char)(high << 4 | low);
			s += 2;
		} else {
			*to++ = *s == '\\' ? '/' : *s;
		}
	}
	*to = '\0';
}

/* Appends the steps of a path to out: "." stays, ".." goes up. */
static int walk(struct text *out, const char *path, struct err *e)
{
	while (*path) {
		size_t n = strcspn(path, "/");
		struct span step = { path, n };

		if (span_is(step, "..")) {
			if (out->len == 0)
				return err_set(e, ERR_DATA,
					"a target outside of the package");
			out->len = folder_of(out->at).len;
			out->at[out->len] = '\0';
		} else if (n > 0 && !span_is(step, ".")) {
			if (out->len > 0)
				text_putc(out, '/');
			text_add(out, path, n);
		}
		path += n + (path[n] == '/');
	}
	return text_done(out, e);
}

/* The name of the part that target means, as seen from part. */
static int resolve(
	char **out, const char *part, const char *target, struct err *e)
{
	struct text name = TEXT_INIT, path = TEXT_INIT;
	struct span base = folder_of(part);
	int rc = -1;

	text_puts(&path, target);
	text_add(&name, "", 0);
	if (text_done(&path, e) < 0 || text_done(&name, e) < 0)
		goto out;
	unescape(path.at);
	if (path.at[0] != '/')
		text_add(&name, base.at, base.len);
	rc = walk(&name, path.at, e);
out:
	text_free(&path);
	if (rc < 0)
		text_free(&name);
	*out = name.at;
	return rc;
}

/* FNV-1a: so that long ids which begin alike are told apart at once. */
static uint32_t hash_of(const char *s)
{
	uint32_t hash = 2166136261u;

	for (; *s; s++)
		hash = (hash ^ (unsigned char)*s) * 16777619u;
	return hash;
}

static struct relation *add_relation(struct relations *r, struct err *e)
{
	struct relation *v;

	if (r->n >= RELATIONS_MAX) {
		err_set(e, ERR_DATA, "more than %d relations", RELATIONS_MAX);
		return NULL;
	}
	v = array_more(r->v, r->n, sizeof(*v));
	if (!v) {
		err_memory(e);
		return NULL;
	}
	r->v = v;
	v[r->n] = (struct relation){ 0 };
	return &v[r->n++];
}

static int on_open(void *context, const char *name,
	const struct xml_attributes *a, struct err *e)
{
	const char *id = xml_attribute(a, "Id");
	const char *type = xml_attribute(a, "Type");
	const char *target = xml_attribute(a, "Target");
	const char *mode = xml_attribute(a, "TargetMode");
	struct loading *l = context;
	struct relation *r;

	if (strcmp(name, "Relationship") != 0 || !id || !type || !target ||
		(mode && strcmp(mode, "External") == 0))
		return 0;
	r = add_relation(l->relations, e);
	if (!r)
		return -1;
	r->id = text_copy(span_of(id));
	r->id_hash = hash_of(id);
	r->type = text_copy(span_of(type));
	if (!r->id || !r->type)
		return err_memory(e);
	if (resolve(&r->target, l->part, target, e) < 0)
		return err_in(e, "relation '%s'", id);
	return 0;
}

/* "xl/workbook.xml" has its relations in "xl/_rels/workbook.xml.rels". */
static int relations_part(struct text *out, const char *part, struct err *e)
{
	struct span folder = folder_of(part);

	text_add(out, folder.at, folder.len);
	text_printf(out, "%s_rels/%s.rels", folder.len ? "/" : "",
		part + folder.len + (part[folder.len] == '/'));
	return text_done(out, e);
}

int relations_read(struct relations *out, const struct zip *z, const char *part,
	struct err *e)
{
	struct loading l = { out, part };
	struct xml_visitor visitor = { on_open, NULL, &l };
	const struct zip_entry *entry;
	struct text name = TEXT_INIT;
	int rc = relations_part(&name, part, e);

	if (rc == 0 && (entry = zip_find(z, name.at)))
		rc = xml_read(entry, PART_SMALL_MIB, &visitor, e);
	text_free(&name);
	return rc;
}

void relations_free(struct relations *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->v[i].id);
		free(r->v[i].type);
		free(r->v[i].target);
	}
	free(r->v);
	*r = (struct relations){ 0 };
}

const struct relation *relations_by_id(
	const struct relations *r, const char *id)
{
	uint32_t hash = hash_of(id);

	for (size_t i = 0; i < r->n; i++)
		if (r->v[i].id_hash == hash && strcmp(r->v[i].id, id) == 0)
			return &r->v[i];
	return NULL;
}

int relation_is(const struct relation *r, const char *type)
{
	const char *slash = strrchr(r->type, '/');

	return slash && strcmp(slash + 1, type) == 0;
}

const struct relation *relations_by_type(
	const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (relation_is(&r->v[i], type))
			return &r->v[i];
	return NULL;
}
