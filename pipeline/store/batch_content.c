/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/store/batch_inside.h"
#include "pipeline/store/content.h"

enum { PIECE = 1 << 15 }; /* is hashed at a time */

/* What the ids of a kind stand for, by their places. */
struct meanings {
	struct span *of;
	struct arena texts;
};

/* The sorted rows from this one on are those of one indicator, a whole. */
struct group {
	struct span indicator;
	size_t first, end;
};

static int look_up(struct span *out, struct stmt *s, struct arena *texts,
	int64_t id, struct err *e)
{
	struct span text;
	const char *copy;
	int rc;

	stmt_integer(s, 1, id);
	rc = stmt_step(s, e);
	if (rc == 1) {
		text = stmt_get_text(s, 0);
		copy = arena_copy(texts, text);
		*out = (struct span){ copy, text.len };
		rc = copy ? 0 : err_memory(e);
	}
	stmt_reset(s);
	return rc;
}

static int meanings_of(struct meanings *m, const struct batch *b,
	enum batch_name kind, struct db *d, const char *sql, struct err *e)
{
	size_t n = b->names[kind].n;
	struct stmt *s = NULL;
	int rc = stmt_open_kept(&s, d, sql, e);

	m->of = calloc(n + 1, sizeof(*m->of));
	if (rc == 0 && !m->of)
		rc = err_memory(e);
	for (uint32_t i = 0; rc == 0 && i < n; i++)
		rc = look_up(&m->of[i], s, &m->texts, batch_id(b, kind, i), e);
	stmt_close(s);
	return rc;
}

static void meanings_free(struct meanings *m)
{
	arena_free(&m->texts);
	free(m->of);
}

static int by_name(const void *a, const void *b)
{
	return span_order(((const struct group *)a)->indicator,
		((const struct group *)b)->indicator);
}

/* Rows are sorted by the ids of indicators, which are those of a database. */
static size_t find_groups(struct group *groups, const struct batch *b,
	const struct meanings *indicators)
{
	uint32_t last = UINT32_MAX;
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		uint32_t indicator = batch_sorted(b, i)->indicator;

		if (indicator != last)
			groups[n++] = (struct group){ indicators->of[indicator],
				i, i };
		groups[n - 1].end = i + 1;
		last = indicator;
	}
	qsort(groups, n, sizeof(*groups), by_name);
	return n;
}

static int add_row(struct text *t, const struct batch *b, size_t i,
	const struct meanings *labels, struct err *e)
{
	const struct kept *row = batch_sorted(b, i);

	return content_row(t,
		&(struct content_row){ .measure = (int)row->measure,
			.place = batch_place(b, i),
			.has_value = (int)row->has_value,
			.value = row->value,
			.period = ids_name(&b->names[PERIOD], row->period),
			.area = ids_name(&b->names[AREA], row->area),
			.raw = batch_raw(row),
			.label = labels->of[row->label] },
		e);
}

static int add_group(struct hash *h, const struct batch *b,
	const struct group *g, const struct meanings *labels, struct err *e)
{
	struct text piece = TEXT_INIT;
	int rc = 0;

	content_indicator(h, g->indicator, g->end - g->first);
	for (size_t i = g->first; rc == 0 && i < g->end; i++) {
		rc = add_row(&piece, b, i, labels, e);
		if (piece.len < PIECE)
			continue;
		hash_add(h, piece.at, piece.len);
		text_clear(&piece);
	}
	if (rc == 0)
		rc = text_done(&piece, e);
	if (rc == 0)
		hash_add(h, piece.at, piece.len);
	text_free(&piece);
	return rc;
}

static int add_all(struct hash *h, const struct batch *b,
	const struct meanings *indicators, const struct meanings *labels,
	struct err *e)
{
	struct group *groups =
		calloc(b->names[INDICATOR].n + 1, sizeof(*groups));
	size_t n;
	int rc = 0;

	if (!groups)
		return err_memory(e);
	n = find_groups(groups, b, indicators);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = add_group(h, b, &groups[i], labels, e);
	free(groups);
	return rc;
}

int batch_content(
	char hex[HASH_HEX], const struct batch *b, struct db *d, struct err *e)
{
	struct meanings indicators = { 0 }, labels = { 0 };
	struct hash *h = NULL;
	int rc = hash_open(&h, e);

	if (rc == 0)
		rc = meanings_of(&indicators, b, INDICATOR, d,
			"SELECT indicator FROM indicator"
			" WHERE indicator_id = ?1",
			e);
	if (rc == 0)
		rc = meanings_of(&labels, b, LABEL, d,
			"SELECT label FROM label WHERE label_id = ?1", e);
	if (rc == 0)
		rc = add_all(h, b, &indicators, &labels, e);
	if (rc == 0)
		hash_end(hex, h);
	hash_close(h);
	meanings_free(&indicators);
	meanings_free(&labels);
	return rc;
}
