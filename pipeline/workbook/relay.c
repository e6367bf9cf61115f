/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/relay.h"

#include <math.h>

#include "pipeline/workbook/cells.h"

enum { TEXT_BYTES = 1 << 20 };

struct head {
	double number;
	uint32_t kind, row, column, len;
};

void relay_put(FILE *out, const struct relayed *p)
{
	struct head h = { p->number, (uint32_t)p->kind, p->row, p->column,
		(uint32_t)p->text.len };

	if (h.len > TEXT_BYTES)
		h.len = TEXT_BYTES;
	fwrite_unlocked(&h, sizeof(h), 1, out);
	if (h.len)
		fwrite_unlocked(p->text.at, 1, h.len, out);
}

static int nonsense(struct err *e)
{
	return err_set(e, ERR_DATA, "its cells come damaged");
}

/* Room for so many bytes, which need not be set before they are read. */
static int make_room(struct text *room, size_t len, struct err *e)
{
	static const char nothing[4096];

	text_clear(room);
	while (room->len < len && !room->failed)
		text_add(room, nothing,
			len - room->len < sizeof(nothing) ? len - room->len
							  : sizeof(nothing));
	return text_done(room, e);
}

int relay_get(struct relayed *out, struct text *room, FILE *in, struct err *e)
{
	struct head h;
	size_t n = fread(&h, 1, sizeof(h), in);

	if (n == 0)
		return 0;
	if (n < sizeof(h) || h.kind > RELAY_OTHER || h.len > TEXT_BYTES ||
		!isfinite(h.number) ||
		(h.kind > RELAY_SHEET &&
			(h.row >= GRID_ROWS || h.column >= GRID_COLUMNS)))
		return nonsense(e);
	if (make_room(room, h.len, e) < 0)
		return -1;
	if (h.len && fread(room->at, 1, h.len, in) < h.len)
		return nonsense(e);
	*out = (struct relayed){ (enum relay_kind)h.kind, h.row, h.column,
		h.number, { room->at, h.len } };
	return 1;
}
