/* SPDX-License-Identifier: MIT */
/* Reading a spec, and saying what is wrong with one. */
#include "pipeline/extract/spec.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/file.h"
#include "pipeline/base/hash.h"
#include "pipeline/base/root.h"
#include "pipeline/base/text.h"
#include "pipeline/extract/spec_check.h"
#include "pipeline/extract/spec_schema.h"

/* libcyaml tells a fault over several log lines: first what it is, then the
 * places that lead there, the innermost first. */
struct complaint {
	char what[200];
	char field[64]; /* the innermost key */
	unsigned line;	/* of the innermost place */
	unsigned entry; /* of the innermost entry of a list */
};

static void take_place(struct complaint *c, const char *text)
{
	const char *at = strstr(text, "(line: ");
	unsigned line = at ? (unsigned)strtoul(at + 7, NULL, 10) : 0;

	if (!c->line)
		c->line = line;
	if (!c->entry && strstr(text, "in sequence entry"))
		c->entry = line;
	at = strstr(text, "in mapping field '");
	if (at && !c->field[0])
		snprintf(c->field, sizeof(c->field), "%.*s",
			(int)strcspn(at + 18, "'"), at + 18);
}

static void on_log(
	cyaml_log_t level, void *context, const char *fmt, va_list ap)
{
	struct complaint *c = context;
	char text[400];

	if (level < CYAML_LOG_ERROR)
		return;
	vsnprintf(text, sizeof(text), fmt, ap);
	text[strcspn(text, "\n")] = '\0';
	if (strncmp(text, "Load: ", 6) != 0)
		take_place(c, text);
	else if (!c->what[0])
		snprintf(c->what, sizeof(c->what), "%.*s",
			(int)sizeof(c->what) - 1, text + 6);
}

/* What is said of a key, here or in the lists below. Keys that take lists of
 * keys or a choice of words have names of their own. */
static const cyaml_schema_field_t *field_of(
	const cyaml_schema_field_t *f, const char *key)
{
	const cyaml_schema_field_t *found = NULL;

	for (; f->key && !found; f++) {
		const cyaml_schema_value_t *entry = f->value.sequence.entry;

		if (strcmp(f->key, key) == 0)
			found = f;
		else if (f->value.type == CYAML_SEQUENCE &&
			entry->type == CYAML_MAPPING)
			found = field_of(entry->mapping.fields, key);
	}
	return found;
}

/* From a line on, the one where a key stands; that line if there is none. */
static unsigned line_of_key(
	const struct file_map *map, unsigned from, const char *key)
{
	const char *p = map->at, *end = map->at + map->len, *next;
	size_t n = strlen(key);

	for (unsigned line = 1; p < end; line++, p = next) {
		const char *at;

		next = memchr(p, '\n', (size_t)(end - p));
		next = next ? next + 1 : end;
		at = memmem(p, (size_t)(next - p), key, n);
		if (line >= from && at && at + n < next && at[n] == ':')
			return line;
	}
	return from ? from : 1;
}

static int unknown_key(const struct file_map *map, const struct complaint *c,
	const char *key, const char *path, struct err *e)
{
	const cyaml_schema_field_t *f = field_of(spec_fields, c->field);
	struct text keys = TEXT_INIT;

	if (f)
		f = f->value.type == CYAML_MAPPING
			? f->value.mapping.fields
			: f->value.sequence.entry->mapping.fields;
	else
		f = spec_fields;
	for (; f->key; f++)
		text_printf(&keys, "%s%s", keys.len ? ", " : "", f->key);
	err_set(e, ERR_DATA, "%s:%u: unknown key '%s': expected one of %s",
		path, line_of_key(map, c->line, key), key, keys.at);
	text_free(&keys);
	return -1;
}

static int wrong_word(const struct complaint *c, const char *word,
	const char *path, struct err *e)
{
	const cyaml_schema_field_t *f = field_of(spec_fields, c->field);
	struct text words = TEXT_INIT;

	for (uint32_t i = 0; f && i < f->value.enumeration.count; i++)
		text_printf(&words, "%s%s", i ? ", " : "",
			f->value.enumeration.strings[i].str);
	err_set(e, ERR_DATA, "%s:%u: %s '%s': expected one of %s", path,
		c->line, c->field, word, words.at ? words.at : "");
	text_free(&words);
	return -1;
}

/* What libcyaml finds, and what it comes to. */
static const char *in_plain_words(const char *what)
{
	static const struct {
		const char *begins, *means;
	} all[] = {
		{ "Expecting SEQUENCE", "expected a list, as [a, b]" },
		{ "Expecting STRING, got event: MAPPING",
			"expected a text; one that holds braces is put in "
			"quotes" },
		{ "Expecting MAPPING", "expected keys, as {key: value}" },
		{ "Expecting ", "expected one value" },
		{ "Mapping field already seen", "stands twice here" },
		{ "Insufficient entries", "expected more entries" },
		{ "Excess entries", "expected fewer entries" },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strncmp(what, all[i].begins, strlen(all[i].begins)) == 0)
			return all[i].means;
	return what;
}

static int explain(const struct file_map *map, const struct complaint *c,
	cyaml_err_t rc, const char *path, struct err *e)
{
	const char *colon = strstr(c->what, ": ");
	const char *detail = colon ? colon + 2 : "";
	const char *quote = *detail == '\'' ? "" : "'";
	struct err why = ERR_INIT;
	unsigned line = spec_broken(map->at, map->len, &why);

	/* libyaml says nothing where memory was out for it */
	if (why.kind == ERR_SYSTEM ||
		(rc >= CYAML_ERR_LIBYAML_PARSER_INIT && !line))
		return err_memory(e);
	if (line)
		return err_set(e, ERR_DATA, "%s:%u: %s", path, line, why.text);
	if (rc == CYAML_ERR_INVALID_KEY)
		return unknown_key(map, c, detail, path, e);
	if (rc == CYAML_ERR_MAPPING_FIELD_MISSING)
		return err_set(e, ERR_DATA, "%s:%u: expected '%s' here", path,
			c->entry ? c->entry : 1, detail);
	if (strncmp(c->what, "Invalid ENUM", 12) == 0)
		return wrong_word(c, detail, path, e);
	if (strncmp(c->what, "Invalid ", 8) == 0)
		return err_set(e, ERR_DATA,
			"%s:%u: %s %s%s%s: expected a number", path, c->line,
			c->field, quote, detail, quote);
	if (!c->field[0])
		return err_set(e, ERR_DATA,
			"%s:1: expected the keys of a dataset", path);
	return err_set(e, ERR_DATA, "%s:%u: %s: %s", path, c->line, c->field,
		c->what[0] ? in_plain_words(c->what) : cyaml_strerror(rc));
}

static cyaml_config_t config(struct complaint *c)
{
	return (cyaml_config_t){
		.log_fn = on_log,
		.log_ctx = c,
		.mem_fn = cyaml_mem,
		.log_level = CYAML_LOG_ERROR,
	};
}

static int load(struct spec **out, const struct file_map *map, const char *path,
	struct err *e)
{
	struct complaint c = { .line = 0 };
	cyaml_config_t how = config(&c);
	cyaml_data_t *data = NULL;
	cyaml_err_t rc = cyaml_load_data((const uint8_t *)map->at, map->len,
		&how, &spec_schema, &data, NULL);

	if (rc == CYAML_ERR_OOM)
		return err_memory(e);
	if (rc != CYAML_OK)
		return explain(map, &c, rc, path, e);
	if (!data)
		return err_set(e, ERR_DATA, "%s:1: the file is empty", path);
	*out = (struct spec *)data;
	return 0;
}

/* Before libcyaml makes all of it. */
static int check_size(
	const struct file_map *map, const char *path, struct err *e)
{
	struct err why = ERR_INIT;
	unsigned line = spec_too_large(map->at, map->len, &why);

	if (why.kind == ERR_SYSTEM)
		return err_memory(e);
	return line ? err_set(e, ERR_DATA, "%s:%u: %s", path, line, why.text)
		    : 0;
}

static int note_file(struct spec *s, const struct file_map *map,
	const char *path, struct err *e)
{
	char hex[HASH_HEX];

	hash_bytes(hex, map->at, map->len);
	s->path = text_copy(span_of(path));
	s->sha256 = text_copy(span_of(hex));
	return s->path && s->sha256 ? 0 : err_memory(e);
}

int spec_read(struct spec **out, const char *path, struct err *e)
{
	struct file_map map;
	struct spec *s = NULL;
	int rc;

	if (file_map(&map, path, e) < 0)
		return -1;
	rc = check_size(&map, path, e);
	if (rc == 0)
		rc = load(&s, &map, path, e);
	if (rc == 0)
		rc = note_file(s, &map, path, e);
	if (rc == 0)
		rc = spec_fill(s, e);
	if (rc == 0)
		rc = spec_check(s, &map, e);
	file_unmap(&map);
	if (rc < 0) {
		spec_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

int spec_open(
	struct spec **out, const char *root, const char *dataset, struct err *e)
{
	char name[2 * MAX_NAME], path[PATH_TEXT];

	snprintf(name, sizeof(name), "%.*s/%.*s.yaml", MAX_NAME / 2, dataset,
		MAX_NAME / 2, dataset);
	if (root_find(path, root, name, e) < 0)
		return err_in(e, "no dataset '%s'", dataset);
	if (spec_read(out, path, e) < 0)
		return -1;
	if (strcmp((*out)->dataset, dataset) == 0)
		return 0;
	err_set(e, ERR_DATA, "%s: dataset '%s': expected '%s', as its folder",
		path, (*out)->dataset, dataset);
	spec_close(*out);
	*out = NULL;
	return -1;
}

int spec_beside(char path[PATH_TEXT], const struct spec *s, const char *file,
	struct err *e)
{
	const char *slash = strrchr(s->path, '/');
	char folder[PATH_TEXT];

	snprintf(folder, sizeof(folder), "%.*s",
		slash ? (int)(slash - s->path) : 1, slash ? s->path : ".");
	return file_join(path, folder, file, e);
}

int spec_areas(struct areas **out, const struct spec *s, const char *root,
	struct err *e)
{
	struct areas *a = NULL;
	char path[PATH_TEXT];
	int rc = areas_open(&a, root, e);

	if (rc == 0 && s->labels &&
		(rc = spec_beside(path, s, s->labels, e)) == 0)
		rc = areas_add_labels(a, path, e);
	if (rc == 0 && s->codes &&
		(rc = spec_beside(path, s, s->codes, e)) == 0)
		rc = areas_add_codes(a, path, e);
	if (rc < 0) {
		areas_close(a);
		return -1;
	}
	*out = a;
	return 0;
}

void spec_close(struct spec *s)
{
	struct complaint c = { .line = 0 };
	cyaml_config_t how = config(&c);

	if (!s)
		return;
	free(s->path);
	free(s->sha256);
	spec_unmake(s);
	cyaml_free(&how, &spec_schema, s, 0);
}
