/* SPDX-License-Identifier: MIT */
#include "pipeline/store/batch.h"

#include <endian.h>
#include <stdlib.h>

#include "pipeline/store/batch_inside.h"

/* What a row has room for. */
enum {
	INDICATORS_MOST = 1 << 29, /* BATCH_ROWS is less: never reached */
	AREAS_MOST = 1 << 16,
	SHEETS_MOST = 1 << 16,
	RAW_BITS = 20,
	RAW_MOST = (1 << RAW_BITS) - 1,
	CELL_MOST = (1 << 12) - 1,
};

/* What a name takes beside its text. */
enum { NAME_BYTES = sizeof(struct ids_name) + 4 * sizeof(uint32_t) };

/* In the order of the database. */
static const char *const measures[] = { "rank", "raw", "score" };
enum { MEASURES = sizeof(measures) / sizeof(*measures) };

int batch_measure(struct span name)
{
	for (int i = 0; i < MEASURES; i++)
		if (span_is(name, measures[i]))
			return i;
	return -1;
}

const char *batch_measure_name(int measure)
{
	return measures[measure];
}

int batch_open(struct batch **out, struct err *e)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : err_memory(e);
}

void batch_close(struct batch *b)
{
	if (!b)
		return;
	for (int i = 0; i < NAMES; i++)
		ids_free(&b->names[i]);
	arena_free(&b->texts);
	free(b->rows);
	free(b->order);
	free(b);
}

size_t batch_count(const struct batch *b)
{
	return b->n;
}

/* An id as a name: these are sorted as the ids are. */
static struct span name_of_id(uint64_t *room, int64_t id)
{
	*room = htobe64((uint64_t)id);
	return (struct span){ (const char *)room, sizeof(*room) };
}

int64_t batch_id(const struct batch *b, enum batch_name kind, uint32_t place)
{
	uint64_t id;

	memcpy(&id, ids_name(&b->names[kind], place).at, sizeof(id));
	return (int64_t)be64toh(id);
}

static const char *put_text(struct batch *b, struct span cell, struct span raw)
{
	uint32_t lengths = (uint32_t)(cell.len << RAW_BITS | raw.len);
	size_t n = sizeof(lengths) + cell.len + raw.len;
	char *to = arena_room(&b->texts, n);

	if (!to)
		return NULL;
	b->text_bytes += n;
	memcpy(to, &lengths, sizeof(lengths));
	if (cell.len)
		memcpy(to + sizeof(lengths), cell.at, cell.len);
	if (raw.len)
		memcpy(to + sizeof(lengths) + cell.len, raw.at, raw.len);
	return to;
}

static uint32_t lengths_of(const struct kept *row)
{
	uint32_t lengths;

	memcpy(&lengths, row->text, sizeof(lengths));
	return lengths;
}

struct span batch_cell(const struct kept *row)
{
	return (struct span){ row->text + sizeof(uint32_t),
		lengths_of(row) >> RAW_BITS };
}

struct span batch_raw(const struct kept *row)
{
	struct span cell = batch_cell(row);

	return (struct span){ cell.at + cell.len, lengths_of(row) & RAW_MOST };
}

static int check_room(
	const struct batch *b, const struct batch_row *row, struct err *e)
{
	if (row->cell.len > CELL_MOST || row->raw.len > RAW_MOST ||
		row->period.len > RAW_MOST || row->area.len > RAW_MOST)
		return err_set(e, ERR_DATA, "the text of a cell is too long");
	if (b->n == BATCH_ROWS)
		return err_set(e, ERR_DATA,
			"a release of more than %d observations is too large",
			BATCH_ROWS);
	if (b->text_bytes > BATCH_TEXT)
		return err_set(e, ERR_DATA,
			"the cells of this release hold more than %d MiB of "
			"text",
			BATCH_TEXT >> 20);
	return 0;
}

/* Finds the names of a row among those that are kept. */
static int place_names(int64_t at[NAMES], struct batch *b,
	const struct span names[NAMES], struct err *e)
{
	for (int i = 0; i < NAMES; i++) {
		size_t n = b->names[i].n;

		at[i] = ids_place(&b->names[i], names[i], e);
		if (at[i] < 0)
			return -1;
		if (b->names[i].n > n)
			b->text_bytes += names[i].len + NAME_BYTES;
	}
	if (b->names[AREA].n > AREAS_MOST || b->names[SHEET].n > SHEETS_MOST)
		return err_set(e, ERR_DATA,
			"a release has at most %d areas and %d sheets",
			AREAS_MOST, SHEETS_MOST);
	return 0;
}

int batch_put(struct batch *b, const struct batch_row *row, struct err *e)
{
	uint64_t room[3];
	const struct span names[NAMES] = {
		name_of_id(&room[0], row->indicator),
		row->period,
		row->area,
		name_of_id(&room[1], row->sheet),
		name_of_id(&room[2], row->label),
	};
	int64_t at[NAMES];
	struct kept *rows;

	if (check_room(b, row, e) < 0 || place_names(at, b, names, e) < 0)
		return -1;
	rows = array_more(b->rows, b->n, sizeof(*rows));
	if (!rows)
		return err_memory(e);
	b->rows = rows;
	rows[b->n] = (struct kept){ .value = row->value,
		.text = put_text(b, row->cell, row->raw),
		.indicator = (uint32_t)at[INDICATOR] & (INDICATORS_MOST - 1),
		.measure = (unsigned)row->measure & 3,
		.has_value = row->has_value != 0,
		.period = (uint32_t)at[PERIOD],
		.label = (uint32_t)at[LABEL],
		.area = (uint16_t)at[AREA],
		.sheet = (uint16_t)at[SHEET] };
	return rows[b->n++].text ? 0 : err_memory(e);
}
