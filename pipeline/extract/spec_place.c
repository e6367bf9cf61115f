/* SPDX-License-Identifier: MIT */
/* A spec as bare YAML: where a place of it is, whether it is too much of it,
 * where it breaks off. */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "pipeline/base/ids.h"
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

/* ---- how much there is of it ---- */

enum {
	MAX_BYTES = 4 << 20,
	MAX_DEPTH = 32,
	MAX_NODES = 300000, /* a hundred times as many as any spec had */
	MAX_ANCHORS = 1000,
};

struct weight {
	size_t nodes; /* so far */
	unsigned depth;
	size_t begun[MAX_DEPTH]; /* how many there were before each */
	char *anchor[MAX_DEPTH]; /* its name, or NULL */
	struct ids anchors;	 /* how many nodes they stand for */
	struct err *e;
};

static void too_much(struct weight *w, const char *what)
{
	err_set(w->e, ERR_DATA, "%s than a spec may have", what);
}

static void bear(struct weight *w, const yaml_char_t *anchor, size_t nodes)
{
	struct span name = span_of((const char *)anchor);
	int64_t *known = name.at ? ids_find(&w->anchors, name) : NULL;

	if (known)
		*known = (int64_t)nodes;
	else if (name.at && w->anchors.n == MAX_ANCHORS)
		too_much(w, "more anchors");
	else if (name.at)
		ids_add(&w->anchors, name, (int64_t)nodes, w->e);
}

static void begin(struct weight *w, const yaml_char_t *anchor)
{
	char *copy = anchor ? text_copy(span_of((const char *)anchor)) : NULL;

	if (anchor && !copy)
		err_memory(w->e);
	if (w->depth == MAX_DEPTH) {
		free(copy);
		too_much(w, "more in one another");
		return;
	}
	w->begun[w->depth] = w->nodes++;
	w->anchor[w->depth++] = copy;
}

static void end(struct weight *w)
{
	unsigned i = --w->depth;

	bear(w, (const yaml_char_t *)w->anchor[i], w->nodes - w->begun[i]);
	free(w->anchor[i]);
}

static void resolve(struct weight *w, const yaml_char_t *alias)
{
	const int64_t *known =
		ids_find(&w->anchors, span_of((const char *)alias));

	w->nodes += known ? (size_t)*known : 1;
}

static void weigh(struct weight *w, const yaml_event_t *v)
{
	switch (v->type) {
	case YAML_SCALAR_EVENT:
		w->nodes++;
		bear(w, v->data.scalar.anchor, 1);
		break;
	case YAML_SEQUENCE_START_EVENT:
		begin(w, v->data.sequence_start.anchor);
		break;
	case YAML_MAPPING_START_EVENT:
		begin(w, v->data.mapping_start.anchor);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		end(w);
		break;
	case YAML_ALIAS_EVENT:
		resolve(w, v->data.alias.anchor);
		break;
	default:
		break;
	}
	if (w->nodes > MAX_NODES)
		too_much(w, "more entries, aliases resolved,");
}

/* To the end, or to where there is too much; then the line of that. */
static unsigned weigh_all(struct weight *w, yaml_parser_t *parser)
{
	unsigned line = 0;
	yaml_event_t v;
	int ended = 0;

	while (!ended && !w->e->kind && yaml_parser_parse(parser, &v)) {
		line = (unsigned)v.start_mark.line + 1;
		ended = v.type == YAML_STREAM_END_EVENT;
		weigh(w, &v);
		yaml_event_delete(&v);
	}
	if (!ended && parser->error == YAML_MEMORY_ERROR)
		err_memory(w->e);
	return w->e->kind ? line : 0;
}

unsigned spec_too_large(const char *yaml, size_t len, struct err *why)
{
	struct weight w = { .e = why };
	yaml_parser_t parser;
	unsigned line;

	if (len > MAX_BYTES) {
		too_much(&w, "more bytes");
		return 1;
	}
	if (!yaml_parser_initialize(&parser)) {
		err_memory(why);
		return 1;
	}
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, len);
	line = weigh_all(&w, &parser);
	yaml_parser_delete(&parser);
	while (w.depth > 0)
		free(w.anchor[--w.depth]);
	ids_free(&w.anchors);
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

	if (!yaml_parser_initialize(&parser)) {
		err_memory(why);
		return 0;
	}
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, len);
	if (yaml_parser_load(&parser, &doc)) {
		yaml_document_delete(&doc);
	} else if (parser.problem) {
		line = (unsigned)parser.problem_mark.line + 1;
		err_set(why, ERR_DATA, "this is no YAML: %s%s", parser.problem,
			hint(parser.problem));
	} else {
		err_memory(why);
	}
	yaml_parser_delete(&parser);
	return line;
}
