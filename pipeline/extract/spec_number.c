/* SPDX-License-Identifier: MIT */
/* Numbers of a spec that libcyaml took for what they begin with. */
#include <string.h>
#include <yaml.h>

#include "pipeline/base/num.h"
#include "pipeline/extract/spec_check.h"

/* Keys that take numbers; a double's may have a fraction. */
static const struct number_key {
	const char *key;
	int may_be_broken;
} numbers[] = {
	{ "areas", 0 },
	{ "ranked", 0 },
	{ "decimals", 0 },
	{ "ties_decimals", 0 },
	{ "header_rows", 0 },
	{ "skip_rows", 0 },
	{ "block", 0 },
	{ "weight", 1 },
	{ "scale", 1 },
};

static struct span text_of(const yaml_node_t *n)
{
	return n->type == YAML_SCALAR_NODE
		? (struct span){ (const char *)n->data.scalar.value,
			  n->data.scalar.length }
		: span_of("");
}

static const struct number_key *number_key(const yaml_node_t *n)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (span_is(text_of(n), numbers[i].key))
			return &numbers[i];
	return NULL;
}

static int is_whole(const struct number_key *k, struct span s)
{
	size_t sign = *s.at == '-' || *s.at == '+';
	double ignored;

	return k->may_be_broken
		? num_parse(&ignored, s.at, s.len) == 0
		: sign + strspn(s.at + sign, "0123456789") == s.len;
}

/* What is half a number: the value, or one of the list that it is. */
static const yaml_node_t *half_of(yaml_document_t *doc,
	const struct number_key *k, const yaml_node_t *value)
{
	const yaml_node_item_t *i, *end;

	if (value->type != YAML_SEQUENCE_NODE)
		return is_whole(k, text_of(value)) ? NULL : value;
	end = value->data.sequence.items.top;
	for (i = value->data.sequence.items.start; i < end; i++) {
		const yaml_node_t *n = yaml_document_get_node(doc, *i);

		if (!is_whole(k, text_of(n)))
			return n;
	}
	return NULL;
}

static int half_in(struct check *c, yaml_document_t *doc, yaml_node_t *map)
{
	const yaml_node_pair_t *p = map->data.mapping.pairs.start;

	for (; p < map->data.mapping.pairs.top; p++) {
		const struct number_key *k =
			number_key(yaml_document_get_node(doc, p->key));
		const yaml_node_t *half = k
			? half_of(doc, k, yaml_document_get_node(doc, p->value))
			: NULL;

		if (half)
			return err_set(c->e, ERR_DATA,
				"%s:%u: %s '%.*s': expected a number",
				c->s->path, (unsigned)half->start_mark.line + 1,
				k->key, SPAN(text_of(half)));
	}
	return 0;
}

int spec_check_numbers(struct check *c)
{
	yaml_parser_t parser;
	yaml_document_t doc;
	yaml_node_t *n;
	int rc = 0;

	if (!yaml_parser_initialize(&parser))
		return err_memory(c->e);
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)c->yaml->at, c->yaml->len);
	if (yaml_parser_load(&parser, &doc)) {
		for (int i = 1;
			rc == 0 && (n = yaml_document_get_node(&doc, i)); i++)
			if (n->type == YAML_MAPPING_NODE)
				rc = half_in(c, &doc, n);
		yaml_document_delete(&doc);
	}
	yaml_parser_delete(&parser);
	return rc;
}
