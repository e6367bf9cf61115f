/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/recheck.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/extract/follows.h"

/* What is said of a miss, and behind it len bytes of what was found. */
struct said {
	uint32_t want;
	uint16_t what, len;
};

/* In the child. */
struct reading {
	struct recheck order;
	struct book *book;
	struct follows *follows;
	FILE *out;
	size_t held, missed;
};

/* ---- one observation --------------------------------------------------------
 */

static void miss(struct reading *r, const struct want *o,
	enum recheck_what what, struct span found)
{
	struct said s = { (uint32_t)(o - r->order.wants->all), (uint16_t)what,
		(uint16_t)(found.len < RECHECK_FOUND ? found.len
						     : RECHECK_FOUND) };

	if (r->missed++ >= r->order.most)
		return;
	fwrite(&s, sizeof(s), 1, r->out);
	fwrite(found.at, 1, s.len, r->out);
}

/* The text is that of extraction: cell_stored, and nothing for no cell. */
static int check(struct reading *r, const struct want *o, const struct cell *c,
	struct err *e)
{
	const struct followed figure = { c, o->value,
		r->order.wants->indicators.all[o->indicator].at,
		(int)o->is_rank };
	char digits[NUM_TEXT];
	struct span text = c ? cell_stored(digits, c) : span_of("");
	int rc;

	if (text.len != o->len ||
		(text.len &&
			memcmp(text.at, r->order.wants->texts.at + o->at,
				text.len) != 0)) {
		miss(r, o, RECHECK_TEXT, text);
		return 0;
	}
	rc = follows_value(r->follows, &figure, e);
	if (rc == 1)
		r->held++;
	else if (rc == 0)
		miss(r, o, RECHECK_VALUE, span_of(""));
	return rc < 0 ? -1 : 0;
}

/* ---- a sheet ----------------------------------------------------------------
 */

/* The observations that are still to be checked. */
struct range {
	const struct want *at, *end;
};

/* Those before a place have no cell. */
static int pass(
	struct reading *r, struct range *left, uint64_t place, struct err *e)
{
	for (; left->at < left->end && left->at->place < place; left->at++)
		if (check(r, left->at, NULL, e) < 0)
			return -1;
	return 0;
}

static int check_row(struct reading *r, struct range *left, size_t sheet,
	const struct row *row, struct err *e)
{
	uint64_t end = wants_place(sheet, row->number + 1, 0);

	if (pass(r, left, wants_place(sheet, row->number, 0), e) < 0)
		return -1;
	for (size_t i = 0;
		i < row->n && left->at < left->end && left->at->place < end;
		i++) {
		uint64_t place =
			wants_place(sheet, row->number, row->cells[i].column);

		if (pass(r, left, place, e) < 0)
			return -1;
		for (; left->at < left->end && left->at->place == place;
			left->at++)
			if (check(r, left->at, &row->cells[i], e) < 0)
				return -1;
	}
	return pass(r, left, end, e);
}

/* Extraction takes nothing from a sheet whose rows do not ascend. */
static int check_rows(struct reading *r, struct range *left, size_t sheet,
	struct sheet *s, struct err *e)
{
	long long last = -1;
	struct row row;
	int rc;

	while ((rc = sheet_next(s, &row, e)) == 1) {
		if (row.number <= last)
			return err_set(e, ERR_DATA,
				"sheet '%.100s': row %u stands behind row %lld",
				r->order.wants->sheets.all[sheet].at,
				(unsigned)row.number + 1, last + 1);
		last = row.number;
		if (check_row(r, left, sheet, &row, e) < 0)
			return -1;
	}
	return rc < 0 ? -1 : pass(r, left, UINT64_MAX, e);
}

/* -1: there is none. */
static long find_sheet(const struct book *b, const char *name)
{
	for (size_t i = 0; i < book_sheets(b); i++)
		if (strcmp(book_sheet_name(b, i), name) == 0)
			return (long)i;
	return -1;
}

static int check_sheet(
	struct reading *r, struct range left, size_t sheet, struct err *e)
{
	long at = find_sheet(r->book, r->order.wants->sheets.all[sheet].at);
	struct sheet *s = NULL;
	int rc;

	if (at < 0) {
		for (; left.at < left.end; left.at++)
			miss(r, left.at, RECHECK_SHEET, span_of(""));
		return 0;
	}
	rc = sheet_open(&s, r->book, (size_t)at, e);
	if (rc == 0)
		rc = check_rows(r, &left, sheet, s, e);
	sheet_close(s);
	return rc;
}

/* ---- the workbook -----------------------------------------------------------
 */

static int check_book(struct reading *r, struct err *e)
{
	const struct wants *w = r->order.wants;
	const struct want *o = w->all, *end = w->all + w->n;

	while (o < end && o->place < WANTS_NOWHERE) {
		size_t sheet = wants_sheet(o->place);
		struct range of = { o, o };

		while (of.end < end && of.end->place < WANTS_NOWHERE &&
			wants_sheet(of.end->place) == sheet)
			of.end++;
		if (check_sheet(r, of, sheet, e) < 0)
			return -1;
		o = of.end;
	}
	for (; o < end; o++)
		miss(r, o, RECHECK_NOWHERE, span_of(""));
	return 0;
}

/* The bytes are summed as they are mapped, and before they are read. */
static int open_book(void *context, struct err *e)
{
	struct reading *r = context;

	if (book_map(&r->book, r->order.path, &r->order.csv, e) < 0)
		return -1;
	if (strcmp(book_sha256(r->book), r->order.sha256) == 0)
		return 0;
	return err_set(e, ERR_DATA,
		"the store is damaged, the file holds other bytes");
}

static int work(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct reading *r = context;
	int rc = book_begin(r->book, e);

	r->out = out;
	if (rc == 0)
		rc = follows_open(&r->follows, r->order.ed,
			book_decimal_mark(r->book), e);
	if (rc == 0)
		rc = check_book(r, e);
	fprintf(aside, "%zu %zu", r->held, r->missed);
	follows_close(r->follows);
	book_close(r->book);
	return rc;
}

int recheck_start(
	struct child **out, const struct recheck *order, struct err *e)
{
	struct reading r = { .order = *order };

	return child_start(out,
		&(struct child_task){ .work = work,
			.context = &r,
			.prepare = open_book,
			.lock = SANDBOX_PURE },
		e);
}

/* ---- what it says -----------------------------------------------------------
 */

static int not_ours(struct err *e)
{
	return err_set(e, ERR_DATA, "the workbook reader did not answer right");
}

static int add_miss(struct rechecked *out, const struct recheck *order,
	const struct said *s, FILE *from, struct err *e)
{
	struct recheck_miss *all;

	if (s->want >= order->wants->n || s->what >= RECHECK_WHATS ||
		s->len > RECHECK_FOUND || out->n_misses >= order->most)
		return not_ours(e);
	all = array_more(out->misses, out->n_misses, sizeof(*all));
	if (!all)
		return err_memory(e);
	out->misses = all;
	all += out->n_misses++;
	*all = (struct recheck_miss){ .want = s->want,
		.what = (enum recheck_what)s->what };
	return fread(all->found, 1, s->len, from) == s->len ? 0 : not_ours(e);
}

static int read_misses(struct rechecked *out, const struct recheck *order,
	FILE *from, struct err *e)
{
	struct said s;
	size_t n;

	while ((n = fread(&s, 1, sizeof(s), from)) == sizeof(s))
		if (add_miss(out, order, &s, from, e) < 0)
			return -1;
	return n ? not_ours(e) : 0;
}

static int read_counts(struct rechecked *out, const struct recheck *order,
	FILE *from, struct err *e)
{
	char line[64] = "", *end = line;
	size_t told;

	if (fgets(line, sizeof(line), from)) {
		out->held = strtoull(line, &end, 10);
		out->missed = strtoull(end, &end, 10);
	}
	told = out->missed < order->most ? out->missed : order->most;
	return out->held <= order->wants->n &&
			out->missed == order->wants->n - out->held &&
			out->n_misses == told
		? 0
		: not_ours(e);
}

/* What the child itself says went wrong is told before what that led to. */
int recheck_end(struct rechecked *out, const struct recheck *order,
	struct child *c, struct err *e)
{
	struct err ours = ERR_INIT;
	int rc;

	*out = (struct rechecked){ 0 };
	rc = read_misses(out, order, child_out(c), &ours);
	if (rc == 0)
		rc = read_counts(out, order, child_aside(c), &ours);
	if (child_end(c, e) < 0)
		return -1;
	return rc < 0 ? err_set(e, ours.kind, "%s", ours.text) : 0;
}
