/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/yaml_items.h"

#include <stdlib.h>
#include <yaml.h>

#include "pipeline/extract/spec_check.h"

/* A file being read, the texts of one item after another. */
struct items {
	const struct yaml_items *how;
	yaml_document_t doc;
	struct text *texts; /* by key */
	struct span *values;
};

static yaml_node_t *entry_of(struct items *k, const yaml_node_t *list, long n)
{
	yaml_node_item_t *first = list->data.sequence.items.start;

	return n < list->data.sequence.items.top - first
		? yaml_document_get_node(&k->doc, first[n])
		: NULL;
}

static unsigned line_of(const yaml_node_t *node)
{
	return (unsigned)node->start_mark.line + 1;
}

static int fault_at(const struct items *k, const yaml_node_t *node,
	const char *what, struct err *e)
{
	return err_set(e, ERR_DATA, "%s:%u: %s", k->how->path,
		node ? line_of(node) : 1, what);
}

static int add_text(struct text *out, const struct items *k,
	const yaml_node_t *node, struct err *e)
{
	const char *text = (const char *)node->data.scalar.value;
	size_t len = node->data.scalar.length;

	if (memchr(text, '\0', len))
		return fault_at(k, node, "a text holds a NUL", e);
	text_add(out, text, len);
	return 0;
}

static int add_list(
	struct text *out, struct items *k, yaml_node_t *list, struct err *e)
{
	for (long i = 0;; i++) {
		const yaml_node_t *entry = entry_of(k, list, i);

		if (!entry)
			return 0;
		if (entry->type != YAML_SCALAR_NODE ||
			memchr(entry->data.scalar.value, ',',
				entry->data.scalar.length))
			return fault_at(k, entry,
				"expected a list of texts without commas", e);
		text_puts(out, i ? ", " : "");
		if (add_text(out, k, entry, e) < 0)
			return -1;
	}
}

static int add_value(
	struct text *out, struct items *k, yaml_node_t *value, struct err *e)
{
	text_puts(out, ""); /* it is said */
	if (value->type == YAML_SCALAR_NODE)
		return add_text(out, k, value, e);
	if (value->type == YAML_SEQUENCE_NODE)
		return add_list(out, k, value, e);
	return fault_at(k, value, "expected one value, or a list of them", e);
}

static int unknown_key(const struct items *k, const yaml_node_t *node,
	struct span name, struct err *e)
{
	struct text keys = TEXT_INIT, shown = TEXT_INIT;

	for (size_t i = 0; i < k->how->n_keys; i++)
		text_printf(&keys, "%s%s", i ? ", " : "", k->how->keys[i]);
	text_mask(&shown, name);
	err_set(e, ERR_DATA,
		"%s:%u: unknown key '%.60s': expected one of %.300s",
		k->how->path, line_of(node), shown.at ? shown.at : "",
		keys.at ? keys.at : "");
	text_free(&keys);
	text_free(&shown);
	return -1;
}

/* The place of a key, or -1 that says which there are. */
static int find_key(
	const struct items *k, const yaml_node_t *key, struct err *e)
{
	struct span name = { "", 0 };

	if (key->type == YAML_SCALAR_NODE)
		name = (struct span){ (const char *)key->data.scalar.value,
			key->data.scalar.length };
	for (size_t i = 0; i < k->how->n_keys; i++)
		if (span_is(name, k->how->keys[i]))
			return (int)i;
	return unknown_key(k, key, name, e);
}

static int read_item(struct items *k, yaml_node_t *item, struct err *e)
{
	yaml_node_pair_t *p;

	if (item->type != YAML_MAPPING_NODE)
		return fault_at(k, item, "expected keys, as {key: value}", e);
	for (size_t i = 0; i < k->how->n_keys; i++) {
		text_clear(&k->texts[i]);
		k->values[i] = (struct span){ NULL, 0 };
	}
	p = item->data.mapping.pairs.start;
	for (; p < item->data.mapping.pairs.top; p++) {
		yaml_node_t *key = yaml_document_get_node(&k->doc, p->key);
		yaml_node_t *value = yaml_document_get_node(&k->doc, p->value);
		int i = find_key(k, key, e);

		if (i < 0)
			return -1;
		if (k->values[i].at)
			return err_set(e, ERR_DATA,
				"%s:%u: %s stands twice here", k->how->path,
				line_of(key), k->how->keys[i]);
		if (add_value(&k->texts[i], k, value, e) < 0 ||
			text_done(&k->texts[i], e) < 0)
			return -1;
		k->values[i] = (struct span){ k->texts[i].at, k->texts[i].len };
	}
	if (k->how->item(k->how->context, k->values, line_of(item), e) == 0)
		return 0;
	return err_in(e, "%s:%u", k->how->path, line_of(item));
}

static int read_items(struct items *k, struct err *e)
{
	yaml_node_t *list = yaml_document_get_root_node(&k->doc);

	if (!list || list->type != YAML_SEQUENCE_NODE)
		return fault_at(k, list,
			"expected a list of items, as - {key: value}", e);
	for (long i = 0;; i++) {
		yaml_node_t *item = entry_of(k, list, i);

		if (!item)
			return 0;
		if (read_item(k, item, e) < 0)
			return -1;
	}
}

/* What stands behind the end of the list would be passed over in silence. */
static int check_end(
	const struct items *k, yaml_parser_t *parser, struct err *e)
{
	yaml_document_t more;
	const yaml_node_t *root;
	int rc = 0;

	if (!yaml_parser_load(parser, &more))
		return 0; /* spec_broken read to the end */
	root = yaml_document_get_root_node(&more);
	if (root)
		rc = fault_at(k, root, "a second document begins here", e);
	yaml_document_delete(&more);
	return rc;
}

static int read_document(
	struct items *k, const struct file_map *yaml, struct err *e)
{
	yaml_parser_t parser;
	int rc;

	if (!yaml_parser_initialize(&parser))
		return err_memory(e);
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)yaml->at, yaml->len);
	rc = yaml_parser_load(&parser, &k->doc) ? 0 : err_memory(e);
	if (rc == 0) {
		rc = check_end(k, &parser, e);
		if (rc == 0)
			rc = read_items(k, e);
		yaml_document_delete(&k->doc);
	}
	yaml_parser_delete(&parser);
	return rc;
}

int yaml_items_read(const struct file_map *yaml, const struct yaml_items *how,
	struct err *e)
{
	struct items k = { .how = how };
	struct err why = ERR_INIT;
	unsigned line = spec_too_large(yaml->at, yaml->len, &why);
	int rc;

	if (!line)
		line = spec_broken(yaml->at, yaml->len, &why);
	if (why.kind == ERR_SYSTEM)
		return err_memory(e);
	if (line)
		return err_set(
			e, ERR_DATA, "%s:%u: %s", how->path, line, why.text);
	k.texts = calloc(how->n_keys, sizeof(*k.texts));
	k.values = calloc(how->n_keys, sizeof(*k.values));
	rc = k.texts && k.values ? read_document(&k, yaml, e) : err_memory(e);
	for (size_t i = 0; k.texts && i < how->n_keys; i++)
		text_free(&k.texts[i]);
	free(k.texts);
	free(k.values);
	return rc;
}
