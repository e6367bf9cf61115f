/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/eight.h"
#include "pipeline/base/num.h"
#include "pipeline/extract/stream.h"

enum { AT_ONCE = 1 << 16 };

/* The columns in front of the period, and the sheet behind the raw text: they
 * are those of a row, or of a table. */
enum { FRONT = 7, SHEET = FRONT, LASTING };

/* A text that lasts, and how it is written. */
struct lasting {
	struct text text, written;
};

struct stream {
	FILE *to;
	enum record_format format;
	struct lasting lasting[LASTING];
	struct text front; /* as they are written, with their commas */
	struct text bytes; /* not handed on yet */
};

int stream_open(
	struct stream **out, FILE *to, enum record_format format, struct err *e)
{
	struct stream *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	s->to = to;
	s->format = format;
	stream_header_as(to, format);
	*out = s;
	return 0;
}

static void hand_on(struct stream *s)
{
	if (s->bytes.len)
		fwrite_unlocked(s->bytes.at, 1, s->bytes.len, s->to);
	text_clear(&s->bytes);
}

void stream_close(struct stream *s)
{
	if (!s)
		return;
	hand_on(s);
	for (int i = 0; i < LASTING; i++) {
		text_free(&s->lasting[i].text);
		text_free(&s->lasting[i].written);
	}
	text_free(&s->front);
	text_free(&s->bytes);
	free(s);
}

static inline int is_as_before(const struct lasting *l, struct span s)
{
	return span_same((struct span){ l->text.at, l->text.len }, s);
}

static int renew(struct lasting *l, struct span s, struct err *e)
{
	text_clear(&l->text);
	text_add(&l->text, s.at, s.len);
	text_clear(&l->written);
	csv_add((struct sink){ .text = &l->written }, s);
	return text_done(&l->text, e) < 0 ? -1 : text_done(&l->written, e);
}

static int renew_front(
	struct stream *s, const struct span *columns, struct err *e)
{
	text_clear(&s->front);
	for (int i = 0; i < FRONT; i++) {
		struct lasting *l = &s->lasting[i];

		if (!is_as_before(l, columns[i]) && renew(l, columns[i], e) < 0)
			return -1;
		text_add(&s->front, l->written.at, l->written.len);
		text_putc(&s->front, ',');
	}
	return text_done(&s->front, e);
}

/* Whether the text as published is how we would write the value. */
static int is_written_so(const struct observation *o)
{
	double value;

	return o->has_value && num_is_shortest(o->raw) &&
		num_parse(&value, o->raw.at, o->raw.len) == 0 &&
		value == o->value;
}

/* The value, and the text as published. */
static char *put_value(char *to, const struct observation *o)
{
	if (is_written_so(o)) {
		to = eight_copy(to, o->raw.at, o->raw.len);
		*to++ = ',';
		return eight_copy(to, o->raw.at, o->raw.len);
	}
	if (o->has_value)
		to += num_format(to, o->value);
	*to++ = ',';
	return csv_copy(to, o->raw);
}

/* Writes a line to where there is room for it; gives back its end. */
static char *put_line(
	char *to, const struct stream *s, const struct observation *o)
{
	const struct text *sheet = &s->lasting[SHEET].written;

	to = eight_copy(to, s->front.at, s->front.len);
	to = csv_copy(to, o->period);
	*to++ = ',';
	to = put_value(to, o);
	*to++ = ',';
	to = eight_copy(to, sheet->at, sheet->len);
	*to++ = ',';
	to = csv_copy(to, o->cell);
	*to++ = '\n';
	return to;
}

static int write_line(
	struct stream *s, const struct observation *o, struct err *e)
{
	const struct span front[FRONT] = { o->dataset, o->edition, o->release,
		o->indicator, o->measure, o->area, o->label };
	struct lasting *sheet = &s->lasting[SHEET];
	int renewed = s->front.len == 0;
	char *to;

	for (int i = 0; !renewed && i < FRONT; i++)
		renewed = !is_as_before(&s->lasting[i], front[i]);
	if (renewed && renew_front(s, front, e) < 0)
		return -1;
	if (!is_as_before(sheet, o->sheet) && renew(sheet, o->sheet, e) < 0)
		return -1;
	to = text_room(&s->bytes,
		s->front.len + sheet->written.len + NUM_TEXT +
			2 * (o->period.len + o->raw.len + o->cell.len) + 16);
	if (!to)
		return err_memory(e);
	text_wrote(&s->bytes, put_line(to, s, o));
	if (s->bytes.len >= AT_ONCE)
		hand_on(s);
	return 0;
}

int stream_write(struct stream *s, const struct observation *o, struct err *e)
{
	if (s->format == RECORD_CSV)
		return write_line(s, o, e);
	stream_put_as(s->to, s->format, o);
	return 0;
}
