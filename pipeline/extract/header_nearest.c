/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/header_nearest.h"

#include "pipeline/extract/words.h"

enum { SHOWN_LABELS = 12 }; /* of the row, in the message */

void nearest_free(struct nearest *n)
{
	text_free(&n->missing);
	text_free(&n->shown);
}

static void show(
	struct text *out, const struct row *row, enum serial_epoch epoch)
{
	char digits[SERIAL_TEXT];
	size_t shown = 0;

	text_clear(out);
	for (size_t i = 0; i < row->n; i++) {
		struct span text =
			span_trim(header_text(digits, &row->cells[i], epoch));

		if (!text.len)
			continue;
		if (shown++ == SHOWN_LABELS) {
			text_puts(out, " ...");
			break;
		}
		text_puts(out, shown > 1 ? " | " : "");
		text_mask(out, text);
	}
}

void nearest_note(struct nearest *n, const struct row *row,
	enum serial_epoch epoch, unsigned labels,
	const struct spec_column *const *missing, unsigned lacks)
{
	if (labels <= n->labels && n->shown.len)
		return;
	n->labels = labels;
	n->row = row->number;
	text_clear(&n->missing);
	for (unsigned i = 0; i < lacks && i < NEAREST_MISSING; i++) {
		text_puts(&n->missing, i ? ", " : "");
		words_show(&n->missing, missing[i]);
	}
	if (lacks > NEAREST_MISSING)
		text_puts(&n->missing, ", ...");
	show(&n->shown, row, epoch);
}

int nearest_fault(const struct nearest *n, unsigned wanted, struct err *e)
{
	return err_set(e, ERR_DATA,
		"no header with all its %u labels: row %u comes nearest (%u), "
		"it lacks %.160s and has: %.200s",
		wanted, n->row + 1, n->labels, n->missing.at, n->shown.at);
}
