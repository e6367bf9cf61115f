/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/naming.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/ids.h"
#include "pipeline/extract/verdict.h"

enum { MAX_MEMO = 10000, MEMO_TEXT = 300, SEVERAL = -1 };

struct naming {
	const struct spec_tree *tree;
	struct ids folded; /* what is said in the spec */
	struct ids seen;   /* texts of cells, as they stand */
	struct text key;
};

static struct span key_of(struct naming *n, struct span text)
{
	text_clear(&n->key);
	text_fold(&n->key, text);
	return (struct span){ n->key.at, n->key.len };
}

static int add_name(
	struct naming *n, const char *name, unsigned node, struct err *e)
{
	struct span key = key_of(n, span_of(name));
	const int64_t *known = ids_find(&n->folded, key);

	if (text_done(&n->key, e) < 0)
		return -1;
	if (!known)
		return ids_add(&n->folded, key, node, e);
	if (*known == node)
		return 0;
	return err_set(e, ERR_DATA, "'%s' means two indicators, '%s' and '%s'",
		name, n->tree->nodes[*known].id, n->tree->nodes[node].id);
}

/* Labels come last and give way. */
static int add_labels(struct naming *n, struct err *e)
{
	struct ids labels = IDS_INIT;
	int rc = 0;

	for (unsigned i = 0; rc == 0 && i < n->tree->n_nodes; i++) {
		struct span key = key_of(n, span_of(n->tree->nodes[i].label));
		int64_t *known = ids_find(&labels, key);

		if (text_done(&n->key, e) < 0)
			rc = -1;
		else if (known && *known != i)
			*known = SEVERAL;
		else if (!known)
			rc = ids_add(&labels, key, i, e);
	}
	for (unsigned i = 0; rc == 0 && i < n->tree->n_nodes; i++) {
		struct span key = key_of(n, span_of(n->tree->nodes[i].label));

		if (text_done(&n->key, e) < 0)
			rc = -1;
		else if (*ids_find(&labels, key) == i &&
			!ids_find(&n->folded, key))
			rc = ids_add(&n->folded, key, i, e);
	}
	ids_free(&labels);
	return rc;
}

static int add_all(struct naming *n, struct err *e)
{
	for (unsigned i = 0; i < n->tree->n_nodes; i++) {
		const struct spec_indicator *x = &n->tree->nodes[i];

		if (add_name(n, x->id, i, e) < 0)
			return -1;
		for (unsigned j = 0; j < x->n_names; j++)
			if (add_name(n, x->names[j], i, e) < 0)
				return -1;
	}
	return add_labels(n, e);
}

int naming_open(
	struct naming **out, const struct spec_tree *tree, struct err *e)
{
	struct naming *n = calloc(1, sizeof(*n));

	if (!n)
		return err_memory(e);
	n->tree = tree;
	if (add_all(n, e) < 0) {
		naming_close(n);
		return -1;
	}
	*out = n;
	return 0;
}

void naming_close(struct naming *n)
{
	if (!n)
		return;
	ids_free(&n->folded);
	ids_free(&n->seen);
	text_free(&n->key);
	free(n);
}

int naming_find(struct naming *n, struct span text)
{
	const int64_t *known = ids_expect(&n->seen, text);
	struct err ignored = ERR_INIT;
	int node;

	if (known)
		return (int)*known;
	known = ids_find(&n->folded, key_of(n, text));
	node = known ? (int)*known : -1;
	if (n->seen.n < MAX_MEMO && text.len <= MEMO_TEXT)
		ids_add(&n->seen, text, node, &ignored);
	return node;
}

int naming_done(const struct naming *n, struct err *e)
{
	return text_done(&n->key, e);
}

const struct spec_indicator *naming_node(const struct naming *n, int node)
{
	return &n->tree->nodes[node];
}

const char *naming_with(struct naming *n, const char *id, const char *suffix)
{
	char whole[160];
	int node;

	snprintf(whole, sizeof(whole), "%s%s", id, suffix);
	node = naming_find(n, span_of(whole));
	return node < 0 ? NULL : naming_node(n, node)->id;
}

enum spec_measure naming_measure(
	struct naming *n, const struct spec_column *k, struct span text)
{
	static char score[] = "score", rank[] = "rank", raw[] = "raw",
		    value[] = "value";
	static char *const own_scores[] = { score },
			   *const own_ranks[] = { rank },
			   *const own_raws[] = { raw, value };
	struct span folded;

	text = span_trim(text);
	if (verdict_among(k->scores, k->n_scores, text))
		return MEASURE_SCORE;
	if (verdict_among(k->ranks, k->n_ranks, text))
		return MEASURE_RANK;
	if (verdict_among(k->raws, k->n_raws, text))
		return MEASURE_RAW;
	if (verdict_among(k->scores, k->n_scores, span_of("{any}")))
		return MEASURE_SCORE;
	if (verdict_among(k->raws, k->n_raws, span_of("{any}")))
		return MEASURE_RAW;
	folded = key_of(n, text);
	if (verdict_among(own_scores, 1, folded))
		return MEASURE_SCORE;
	if (verdict_among(own_ranks, 1, folded))
		return MEASURE_RANK;
	return verdict_among(own_raws, 2, folded) ? MEASURE_RAW : MEASURES;
}
