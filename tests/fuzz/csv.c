/* SPDX-License-Identifier: MIT */
/* CSV: read in one go and record by record with the same result; and written,
 * it reads as the same fields. */
#include "pipeline/base/csv.h"

#include <stdlib.h>

#include "tests/fuzz/fuzz.h"

/* Appends the fields, so that two readings can be compared. */
static int show(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct text *out = context;

	(void)number, (void)e;
	text_printf(out, "%zu fields\n", n);
	for (size_t i = 0; i < n; i++) {
		text_printf(out, "%zu ", fields[i].len);
		text_add(out, fields[i].at, fields[i].len);
		text_putc(out, '\n');
	}
	return 0;
}

static int put(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	FILE *out = context;

	(void)number, (void)e;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			putc(',', out);
		csv_put(out, fields[i]);
	}
	putc('\n', out);
	return 0;
}

static int push(struct text *out, struct span bytes, char separator)
{
	struct err e = ERR_INIT;
	int rc = csv_read(bytes.at, bytes.len, separator, show, out, &e);

	fuzz_hold((rc < 0) == (e.kind == ERR_DATA),
		"a refusal is about the data");
	text_puts(out, e.text);
	return rc;
}

/* Pieces of three bytes, the last shorter. */
static int give(void *context, struct span *piece, struct err *e)
{
	struct span *left = context;

	(void)e;
	*piece = *left;
	if (piece->len > 3)
		piece->len = 3;
	left->at += piece->len;
	left->len -= piece->len;
	return piece->len > 0;
}

static void pull(struct text *out, struct span bytes, char separator)
{
	struct csv_cursor *c = NULL;
	const struct span *fields;
	struct err e = ERR_INIT;
	size_t n;

	if (csv_open(&c, give, &bytes, separator, &e) == 0)
		while (csv_next(c, &fields, &n, &e) > 0)
			show(out, fields, n, 0, &e);
	csv_close(c);
	text_puts(out, e.text);
}

/* A line in front, since a byte order mark at the start would be skipped. */
static void write_and_read(struct span bytes, char separator)
{
	struct text before = TEXT_INIT, after = TEXT_INIT;
	struct span head = { "x", 1 };
	struct err e = ERR_INIT;
	char *at = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&at, &len);

	fuzz_hold(out != NULL, "there is memory to write");
	put(out, &head, 1, 0, &e);
	csv_read(bytes.at, bytes.len, separator, put, out, &e);
	fclose(out);
	show(&before, &head, 1, 0, &e);
	push(&before, bytes, separator);
	push(&after, (struct span){ at, len }, ',');
	fuzz_same((struct span){ after.at, after.len },
		(struct span){ before.at, before.len }, "what was written");
	free(at);
	text_free(&before);
	text_free(&after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char separators[] = { ',', ';', '\t' };
	struct text pushed = TEXT_INIT, pulled = TEXT_INIT;
	struct span bytes;
	char separator;

	if (size == 0)
		return 0;
	separator = separators[data[0] % 3];
	bytes = (struct span){ (const char *)data + 1, size - 1 };
	if (push(&pushed, bytes, separator) == 0)
		write_and_read(bytes, separator);
	pull(&pulled, bytes, separator);
	fuzz_same((struct span){ pulled.at, pulled.len },
		(struct span){ pushed.at, pushed.len }, "pulled records");
	fuzz_book(&reader_csv, bytes);
	text_free(&pushed);
	text_free(&pulled);
	return 0;
}
