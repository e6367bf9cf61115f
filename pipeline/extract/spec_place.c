/* SPDX-License-Identifier: MIT */
/* Where in a YAML file a place is. Read a second time only once a fault has
 * been found, so that nothing need carry line numbers about. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "pipeline/extract/spec_check.h"

static yaml_node_t *by_key(
	yaml_document_t *doc, yaml_node_t *map, const char *key, size_t len)
{
	yaml_node_pair_t *p = map->data.mapping.pairs.start;

	for (; p < map->data.mapping.pairs.top; p++) {
		yaml_node_t *k = yaml_document_get_node(doc, p->key);

		if (k->type == YAML_SCALAR_NODE &&
			k->data.scalar.length == len &&
			memcmp(k->data.scalar.value, key, len) == 0)
			return yaml_document_get_node(doc, p->value);
	}
	return NULL;
}

static yaml_node_t *by_number(yaml_document_t *doc, yaml_node_t *list, long n)
{
	yaml_node_item_t *first = list->data.sequence.items.start;

	if (n < 0 || n >= list->data.sequence.items.top - first)
		return NULL;
	return yaml_document_get_node(doc, first[n]);
}

/* One step of a path: [n] of a list, or a key of a mapping. Keys that stand
 * further up than they might are passed over. */
static yaml_node_t *step(
	yaml_document_t *doc, yaml_node_t *at, const char **path)
{
	size_t n = strcspn(*path, ".[");
	char *end = (char *)*path + n;
	yaml_node_t *next = NULL;

	if (**path == '[') {
		long i = strtol(*path + 1, &end, 10);

		end += *end == ']';
		if (at->type == YAML_SEQUENCE_NODE)
			next = by_number(doc, at, i);
	} else if (at->type == YAML_MAPPING_NODE) {
		next = by_key(doc, at, *path, n);
	}
	*path = end + (*end == '.');
	return next ? next : at;
}

static unsigned line_in(yaml_document_t *doc, const char *path)
{
	yaml_node_t *at = yaml_document_get_root_node(doc);

	while (at && *path)
		at = step(doc, at, &path);
	return at ? (unsigned)at->start_mark.line + 1 : 0;
}

unsigned spec_line(const char *yaml, size_t len, const char *path)
{
	yaml_parser_t parser;
	yaml_document_t doc;
	unsigned line = 0;

	if (!yaml_parser_initialize(&parser))
		return 0;
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, len);
	if (yaml_parser_load(&parser, &doc)) {
		line = line_in(&doc, path);
		yaml_document_delete(&doc);
	}
	yaml_parser_delete(&parser);
	return line;
}

/* What libyaml says of a text, and what mostly is the matter. */
static const char *hint(const char *problem)
{
	static const struct {
		const char *says, *hint;
	} all[] = {
		{ "cannot start any token",
			": indent by spaces, not tabs; a text that begins with "
			"@, %, ` is put in quotes" },
		{ "mapping values are not allowed",
			": is it indented right? a text that holds ':' is put "
			"in quotes" },
		{ "block sequence entries are not allowed",
			": is it indented right? '-' alone is put in quotes" },
		{ "expected",
			": is it indented right, and is each quote, "
			"bracket and brace closed?" },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strstr(problem, all[i].says))
			return all[i].hint;
	return "";
}

unsigned spec_broken(const char *yaml, size_t len, struct err *why)
{
	yaml_parser_t parser;
	yaml_document_t doc;
	unsigned line = 0;

	if (!yaml_parser_initialize(&parser))
		return 0;
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, len);
	if (yaml_parser_load(&parser, &doc)) {
		yaml_document_delete(&doc);
	} else {
		line = (unsigned)parser.problem_mark.line + 1;
		err_set(why, ERR_DATA, "this is no YAML: %s%s",
			parser.problem ? parser.problem : "out of memory",
			parser.problem ? hint(parser.problem) : "");
	}
	yaml_parser_delete(&parser);
	return line;
}
