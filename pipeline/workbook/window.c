/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/window.h"

#include <stdlib.h>
#include <string.h>

int window_open(
	struct window *w, struct source *take, size_t size, struct err *e)
{
	static const char nothing[WINDOW_SLACK];

	*w = (struct window){ .size = size };
	w->from = w->next = w->end = (char *)nothing; /* none to write to */
	return pump_open(&w->pump, take, size, PUMP_AUTO, e);
}

void window_close(struct window *w)
{
	free(w->wide);
	pump_close(w->pump);
	*w = (struct window){ 0 };
}

/* Puts what is left and the piece behind it into memory of our own. */
static int widen(struct window *w, const struct piece *piece, struct err *e)
{
	size_t kept = (size_t)(w->end - w->next), need = kept + piece->len;
	char *to = w->wide;

	if (kept > WINDOW_MAX)
		return err_set(e, ERR_DATA, "a tag of more than %d KiB",
			WINDOW_MAX >> 10);
	if (need > w->wide_size) {
		to = malloc(2 * need + WINDOW_SLACK);
		if (!to)
			return err_memory(e);
	}
	memmove(to, w->next, kept);
	memcpy(to + kept, piece->at, piece->len);
	memset(to + need, 0, WINDOW_SLACK);
	if (to != w->wide) {
		free(w->wide);
		w->wide = to;
		w->wide_size = 2 * need;
	}
	w->from = w->next = to;
	w->end = to + need;
	return 0;
}

/* What is left goes in front of the next piece where there is room. */
int window_fill(struct window *w, struct err *e)
{
	size_t kept = (size_t)(w->end - w->next);
	struct piece piece;
	int rc;

	if (w->ended)
		return 0;
	if (w->before_move && w->before_move(w->context, e) < 0)
		return -1;
	rc = pump_next(&piece, w->pump, e);
	w->ended = rc == 0;
	if (rc <= 0)
		return rc;
	if (kept > w->size)
		return widen(w, &piece, e) < 0 ? -1 : 1;
	memcpy(piece.at - kept, w->next, kept);
	w->from = w->next = piece.at - kept;
	w->end = piece.at + piece.len;
	return 1;
}

int window_need(struct window *w, struct err *e)
{
	int rc = window_fill(w, e);

	if (rc == 0)
		return err_set(e, ERR_DATA, "the XML stops short");
	return rc;
}

int window_skip_past(struct window *w, const char *mark, struct err *e)
{
	size_t n = strlen(mark), left;
	char *found;

	for (;;) {
		left = (size_t)(w->end - w->next);
		found = memmem(w->next, left, mark, n);
		if (found) {
			w->next = found + n;
			return 0;
		}
		if (left >= n)
			w->next = w->end - (n - 1);
		if (window_need(w, e) < 0)
			return -1;
	}
}

int window_drain(struct window *w, struct err *e)
{
	int rc;

	do {
		w->next = w->end;
		rc = window_fill(w, e);
	} while (rc > 0);
	return rc;
}
