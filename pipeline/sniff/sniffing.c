/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/sniffing.h"

#include <stdlib.h>

#include "pipeline/base/hash.h"
#include "pipeline/sniff/delimiter.h"
#include "pipeline/sniff/source_name.h"
#include "pipeline/sniff/write.h"
#include "pipeline/workbook/charset.h"

/* In the child. */
struct work {
	const struct sniffing *how;
	struct book *book;
	struct book_csv csv;
	const char *charset; /* NULL: UTF-8 */
	char sha256[HASH_HEX];
};

/* The sum is taken before the lock. */
static int prepare(void *context, struct err *e)
{
	struct work *w = context;

	if (book_map(&w->book, w->how->path, NULL, e) < 0)
		return -1;
	memcpy(w->sha256, book_sha256(w->book), sizeof(w->sha256));
	return 0;
}

static int is_wanted(const struct work *w, size_t sheet)
{
	if (w->how->only)
		return strcmp(w->how->only, book_sheet_name(w->book, sheet)) ==
			0;
	return book_sheet_state(w->book, sheet) == SHEET_VISIBLE;
}

/* Sheets that were looked at, and those that were not. */
struct sheets {
	struct summary **at;
	size_t n, hidden, unseen;
};

static void free_sheets(struct sheets *s)
{
	for (size_t i = 0; s->at && i < s->n; i++)
		summary_close(s->at[i]);
	free((void *)s->at);
}

/* Reads each sheet once. */
static int read_sheets(struct sheets *s, const struct work *w, struct err *e)
{
	size_t all = book_sheets(w->book);

	s->at = calloc(all + 1, sizeof(struct summary *));
	if (!s->at)
		return err_memory(e);
	for (size_t i = 0; i < all; i++) {
		if (!is_wanted(w, i)) {
			s->hidden += !w->how->only;
			continue;
		}
		if (s->n == SNIFFING_SHEETS) {
			s->unseen++;
			continue;
		}
		if (summary_read(&s->at[s->n], w->book, i, w->how->areas, e) <
			0)
			return -1;
		s->n++;
	}
	if (s->n == 0 && w->how->only)
		return err_set(e, ERR_DATA,
			"no sheet '%s': kosh-cells --sheets lists them",
			w->how->only);
	return 0;
}

static void put_aside(
	FILE *aside, const struct outline *o, const struct write_about *about)
{
	struct text lines = TEXT_INIT;

	write_odd(&lines, o, about);
	if (lines.len)
		fwrite(lines.at, 1, lines.len, aside);
	text_free(&lines);
}

static int look(
	struct text *out, FILE *aside, const struct work *w, struct err *e)
{
	struct write_about about = {
		.file = strcmp(w->how->path, "-") == 0
			? "FILE"
			: source_file(w->how->path),
		.sha256 = w->sha256,
		.dataset = w->how->dataset,
		.edition = w->how->edition,
		.format = book_format(w->book),
		.csv = w->csv,
		.charset = w->charset,
		.csv_is_guessed =
			!w->how->csv.separator || !w->how->csv.decimal_mark,
	};
	struct sheets s = { NULL, 0, 0, 0 };
	struct outline *o = NULL;
	int rc;

	if (read_sheets(&s, w, e) < 0) {
		free_sheets(&s);
		return -1;
	}
	about.hidden = s.hidden;
	about.unseen = s.unseen;
	if (outline_open(&o, s.at, s.n, w->how->areas, e) < 0)
		return -1;
	rc = write_draft(out, o, &about, e);
	if (rc == 0)
		put_aside(aside, o, &about);
	outline_close(o);
	return rc;
}

static int choose_csv(struct work *w, struct err *e)
{
	struct span bytes = book_bytes(w->book);
	const char *charset = w->how->charset;

	w->csv = w->how->csv;
	delimiter_guess(&w->csv, bytes);
	if (!charset)
		charset = delimiter_charset(bytes);
	if (charset && charset_named(&w->csv.codepage, span_of(charset)) < 0)
		return err_set(e, ERR_USAGE, "charset '%s': expected %s",
			charset, charset_names());
	w->charset = w->csv.codepage ? charset : NULL;
	book_set_csv(w->book, &w->csv);
	return 0;
}

static int work(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct work *w = context;
	struct text draft = TEXT_INIT;
	int rc;

	rc = choose_csv(w, e);
	if (rc == 0)
		rc = book_begin(w->book, e);
	if (rc == 0)
		rc = look(&draft, aside, w, e);
	if (rc == 0 && fwrite(draft.at, 1, draft.len, out) != draft.len)
		rc = err_errno(e, "cannot write", "the draft");
	text_free(&draft);
	book_close(w->book);
	return rc;
}

int sniffing_start(struct child **out, const struct sniffing *s, struct err *e)
{
	struct work w = { .how = s };

	return child_start(out,
		&(struct child_task){ .work = work,
			.context = &w,
			.prepare = prepare,
			.lock = SANDBOX_PURE,
			.name = s->path },
		e);
}
