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
	text_clear(room);
	if (!text_room(room, h.len))
		return err_memory(e);
	if (h.len && fread(room->at, 1, h.len, in) < h.len)
		return nonsense(e);
	text_wrote(room, room->at + h.len);
	*out = (struct relayed){ (enum relay_kind)h.kind, h.row, h.column,
		h.number, { room->at, h.len } };
	return 1;
}
