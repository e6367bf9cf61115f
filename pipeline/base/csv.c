/* SPDX-License-Identifier: MIT */
#include "pipeline/base/csv.h"

#include <csv.h>
#include <stdlib.h>

#include "pipeline/base/csv_line.h"

/* libcsv hands out one field at a time; the fields of a record are gathered in
 * one buffer by their offsets, since the buffer may move as it grows. Most
 * lines are cut without it, where they lie. */
struct reader {
	struct csv_parser parser;
	struct text bytes;
	size_t *start;
	struct span *fields;
	size_t n, cap, number;
	csv_record_fn *record;
	void *context;
	struct err *e;
	char separator;
	int stopped;
	int between;  /* records: a line begins one */
	int after_cr; /* the record before ended in CR: an LF belongs to it */
	int complete; /* the fields are of a record that was handed out */
};

/* Fields stay until the next record begins, for those who ask later. */
static void begin_record(struct reader *r)
{
	if (!r->complete)
		return;
	r->complete = 0;
	r->n = 0;
	text_clear(&r->bytes);
}

static int grow(struct reader *r)
{
	size_t cap = r->cap ? r->cap * 2 : 64;
	struct span *fields = NULL;
	size_t *start;

	if (cap > CSV_FIELDS_MAX)
		return err_set(r->e, ERR_DATA,
			"record %zu: more than %d fields", r->number + 1,
			CSV_FIELDS_MAX);
	start = realloc(r->start, cap * sizeof(*start));
	if (start)
		r->start = start;
	fields = realloc(r->fields, cap * sizeof(*fields));
	if (fields)
		r->fields = fields;
	if (!start || !fields)
		return err_memory(r->e);
	r->cap = cap;
	return 0;
}

static void on_field(void *at, size_t len, void *context)
{
	struct reader *r = context;

	begin_record(r);
	if (r->stopped || (r->n == r->cap && grow(r) < 0)) {
		r->stopped = 1;
		return;
	}
	r->start[r->n++] = r->bytes.len;
	text_add(&r->bytes, at, len);
}

static void on_record(int terminator, void *context)
{
	struct reader *r = context;

	int after_cr = r->after_cr;

	begin_record(r);
	r->between = terminator == '\n';
	r->after_cr = terminator == '\r';
	if (terminator == '\n' && after_cr && r->n == 0)
		return;
	if (r->n == 0)
		on_field((void *)"", 0, r);
	r->number++;
	if (r->stopped || text_done(&r->bytes, r->e) < 0) {
		r->stopped = 1;
		return;
	}
	for (size_t i = 0; i < r->n; i++) {
		size_t end = i + 1 < r->n ? r->start[i + 1] : r->bytes.len;

		r->fields[i] = (struct span){ r->bytes.at + r->start[i],
			end - r->start[i] };
	}
	if (r->record(r->context, r->fields, r->n, r->number, r->e) != 0)
		r->stopped = 1;
	r->complete = 1;
}

/* Hands out a line as a record; 0 if it is none of the simple ones. */
static int take_line(struct reader *r, struct span line)
{
	size_t n = csv_line(r->fields, r->cap, line, r->separator);

	while (n > r->cap) {
		if (grow(r) < 0) {
			r->stopped = 1;
			return 1;
		}
		n = csv_line(r->fields, r->cap, line, r->separator);
	}
	if (n == 0)
		return 0;
	begin_record(r);
	r->n = n;
	if (r->record(r->context, r->fields, n, ++r->number, r->e) != 0)
		r->stopped = 1;
	r->complete = 1;
	return 1;
}

static int keep_spaces(unsigned char c)
{
	(void)c;
	return 0;
}

static int begin(struct reader *r, char separator, csv_record_fn *record,
	void *context, struct err *e)
{
	*r = (struct reader){ .record = record,
		.context = context,
		.e = e,
		.separator = separator,
		.between = 1 };
	if (csv_init(&r->parser,
		    CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		return err_memory(e);
	/* by how much a long field grows at a time */
	csv_set_blk_size(&r->parser, 65536);
	csv_set_delim(&r->parser, (unsigned char)separator);
	csv_set_space_func(&r->parser, keep_spaces);
	return 0;
}

static void parse(struct reader *r, const char *bytes, size_t len)
{
	r->between = 0;
	if (csv_parse(&r->parser, bytes, len, on_field, on_record, r) != len)
		err_set(r->e, ERR_DATA, "record %zu: %s", r->number + 1,
			csv_error(&r->parser) == CSV_EPARSE
				? "a quote stands where none may"
				: csv_strerror(csv_error(&r->parser)));
}

/* What is given to the parser ends at a line's end, so that it is known whether
 * a record ends there. */
static void feed(struct reader *r, const char *at, size_t len)
{
	const char *end = at + len, *next;

	for (; at < end && !r->stopped && r->e->kind == ERR_NONE; at = next) {
		const char *lf = memchr(at, '\n', (size_t)(end - at));
		struct span line = { at, lf ? (size_t)(lf - at) : 0 };

		next = lf ? lf + 1 : end;
		if (line.len && line.at[line.len - 1] == '\r')
			line.len--;
		if (!lf || !r->between || memchr(at, '\r', line.len) ||
			!take_line(r, line))
			parse(r, at, (size_t)(next - at));
	}
}

static void last(struct reader *r)
{
	if (!r->stopped && r->e->kind == ERR_NONE &&
		csv_fini(&r->parser, on_field, on_record, r) != 0)
		err_set(r->e, ERR_DATA, "record %zu: a quoted field never ends",
			r->number + 1);
}

static void end(struct reader *r)
{
	csv_free(&r->parser);
	text_free(&r->bytes);
	free(r->start);
	free(r->fields);
}

static int finish(struct reader *r)
{
	last(r);
	end(r);
	return r->e->kind == ERR_NONE ? 0 : -1;
}

int csv_read(const char *bytes, size_t len, char separator,
	csv_record_fn *record, void *context, struct err *e)
{
	struct reader r;
	struct span s = text_behind_mark((struct span){ bytes, len });

	if (begin(&r, separator, record, context, e) < 0)
		return -1;
	feed(&r, s.at, s.len);
	return finish(&r);
}

struct csv_cursor {
	struct reader reader;
	csv_more_fn *more;
	void *context;
	struct span left; /* of the piece */
	size_t taken;	  /* bytes of the record so far */
	int has, begun, ended;
};

static int take_record(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct csv_cursor *c = context;

	(void)fields;
	(void)n;
	(void)number;
	(void)e;
	c->has = 1;
	return 0;
}

int csv_open(struct csv_cursor **out, csv_more_fn *more, void *context,
	char separator, struct err *e)
{
	struct csv_cursor *c = calloc(1, sizeof(*c));

	if (!c)
		return err_memory(e);
	if (begin(&c->reader, separator, take_record, c, e) < 0) {
		free(c);
		return -1;
	}
	c->more = more;
	c->context = context;
	*out = c;
	return 0;
}

/* The bytes up to a line end, which end one record at the most. */
static struct span next_line(struct csv_cursor *c)
{
	const char *lf = memchr(c->left.at, '\n', c->left.len);
	size_t n = lf ? (size_t)(lf - c->left.at) + 1 : c->left.len;
	const char *cr = memchr(c->left.at, '\r', n);
	struct span line = { c->left.at,
		cr ? (size_t)(cr - c->left.at) + 1 : n };

	c->left.at += line.len;
	c->left.len -= line.len;
	return line;
}

static void feed_line(struct csv_cursor *c, struct err *e)
{
	struct span line = next_line(c);

	c->taken += line.len;
	if (c->taken > (size_t)CSV_RECORD_MAX_MIB << 20)
		err_set(e, ERR_DATA, "record %zu: longer than %d MiB",
			c->reader.number + 1, CSV_RECORD_MAX_MIB);
	else
		feed(&c->reader, line.at, line.len);
}

static void next_piece(struct csv_cursor *c, struct err *e)
{
	int rc = c->more(c->context, &c->left, e);

	if (rc == 0) {
		last(&c->reader);
		c->ended = 1;
	}
	c->left = rc > 0 ? c->left : (struct span){ NULL, 0 };
	if (!c->begun)
		c->left = text_behind_mark(c->left);
	c->begun = 1;
}

int csv_next(struct csv_cursor *c, const struct span **fields, size_t *n,
	struct err *e)
{
	c->reader.e = e;
	c->taken = 0;
	for (c->has = 0; !c->has && !c->ended && e->kind == ERR_NONE;) {
		if (c->left.len)
			feed_line(c, e);
		else
			next_piece(c, e);
	}
	*fields = c->reader.fields;
	*n = c->reader.n;
	return e->kind == ERR_NONE ? c->has : -1;
}

void csv_close(struct csv_cursor *c)
{
	if (!c)
		return;
	end(&c->reader);
	free(c);
}

int csv_read_stream(
	FILE *in, csv_record_fn *record, void *context, struct err *e)
{
	struct reader r;
	char chunk[65536];
	size_t n;

	if (begin(&r, ',', record, context, e) < 0)
		return -1;
	while (!r.stopped && (n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		feed(&r, chunk, n);
	if (ferror(in))
		err_errno(e, "cannot read", "the stream");
	return finish(&r);
}

int csv_column(const struct span *header, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (span_is(header[i], name))
			return (int)i;
	return -1;
}
