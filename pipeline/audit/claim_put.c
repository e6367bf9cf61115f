/* SPDX-License-Identifier: MIT */
/* What came of claims, as records or as text. */
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/num.h"
#include "pipeline/store/rows.h"

/* The columns that are written. Scripts may count them: what is new comes last.
 */
enum column {
	FILE_NAME,
	RECORD,
	GIVEN, /* what the claim says, but for some that are behind */
	VERDICT = GIVEN + CLAIM_REGION,
	FOUND,
	COMPARABLE,
	RELEASE,
	STATE,
	PUBLISHED,
	FETCHED,
	SHEET,
	CELL,
	FROM_RELEASE,
	FROM_SHEET,
	FROM_CELL,
	SAYS,
	GIVEN_TOO,
	BASIS = GIVEN_TOO + CLAIM_COLUMNS - CLAIM_REGION,
	KNOWN_FROM,
	KNOWN_TO,
	COLUMNS
};

static const char *const names[COLUMNS] = {
	[FILE_NAME] = "file",
	[RECORD] = "record",
	[VERDICT] = "verdict",
	[FOUND] = "found",
	[COMPARABLE] = "comparable",
	[BASIS] = "basis",
	[RELEASE] = "release",
	[STATE] = "state",
	[PUBLISHED] = "published",
	[FETCHED] = "fetched",
	[KNOWN_FROM] = "known_from",
	[KNOWN_TO] = "known_to",
	[SHEET] = "sheet",
	[CELL] = "cell",
	[FROM_RELEASE] = "from_release",
	[FROM_SHEET] = "from_sheet",
	[FROM_CELL] = "from_cell",
	[SAYS] = "says",
};

static const char *const verdicts[] = {
	[CLAIM_TRUE] = "true",
	[CLAIM_ACROSS] = "not-comparable",
	[CLAIM_TRUE_OF] = "true-of",
	[CLAIM_FALSE] = "false",
	[CLAIM_UNKNOWN] = "unknown",
};

static enum column given_column(int k)
{
	return (enum column)(
		k < CLAIM_REGION ? GIVEN + k : GIVEN_TOO + k - CLAIM_REGION);
}

struct claim_rows {
	FILE *to;
	struct rows *rows; /* NULL: as text */
	const char *titles[COLUMNS];
	struct text text; /* of one claim */
	int failed;
};

int claim_rows_open(struct claim_rows **out, FILE *to, enum query_format format,
	struct err *e)
{
	struct claim_rows *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(e);
	r->to = to;
	memcpy(r->titles, names, sizeof(names));
	for (int i = 0; i < CLAIM_COLUMNS; i++)
		r->titles[given_column(i)] = claim_columns[i];
	if (format != QUERY_TABLE &&
		rows_open(&r->rows, to, r->titles, COLUMNS, format, e) < 0) {
		free(r);
		return -1;
	}
	*out = r;
	return 0;
}

void claim_rows_close(struct claim_rows *r)
{
	if (!r)
		return;
	rows_close(r->rows);
	text_free(&r->text);
	free(r);
}

int claim_rows_end(struct claim_rows *r, struct err *e)
{
	if (r->failed)
		return err_memory(e);
	return r->rows ? rows_end(r->rows, e) : 0;
}

/* ---- records ----------------------------------------------------------------
 */

static struct field text_field(const char *text)
{
	return (struct field){ text && *text ? FIELD_TEXT : FIELD_NULL,
		span_of(text) };
}

/* As published; of a delta the difference, up with its sign. */
static struct field found_field(
	const struct claim_checked *k, char number[NUM_TEXT + 1])
{
	const struct claim_answer *a = &k->answer;
	double value = 0;

	if (k->claim->kind != CLAIM_DELTA)
		return text_field(a->to->raw);
	claim_value(&value, k->claim, a->to, a->from);
	number[0] = '+';
	num_format(number + (value > 0), value);
	return text_field(number);
}

static const char *basis_of(const struct claim_figure *f)
{
	if (f->is_press)
		return f->is_made ? "press, parts" : "press";
	return f->is_made ? "parts" : "workbook";
}

static void fill_figure(struct field f[COLUMNS], const struct claim_figure *to)
{
	f[BASIS] = text_field(basis_of(to));
	f[RELEASE] = text_field(to->release);
	f[STATE] = text_field(to->state);
	f[PUBLISHED] = text_field(to->published);
	f[FETCHED] = text_field(to->fetched);
	f[KNOWN_FROM] = text_field(to->known);
	f[KNOWN_TO] = text_field(to->replaced);
	f[SHEET] = text_field(to->sheet);
	f[CELL] = text_field(to->cell);
}

static void put_record(struct rows *rows, const struct claim_checked *k)
{
	const struct claim *c = k->claim;
	const struct claim_figure *to = k->answer.to, *from = k->answer.from;
	char record[24], number[NUM_TEXT + 1];
	struct field f[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		f[i] = text_field(NULL);
	snprintf(record, sizeof(record), "%zu", c->record);
	f[FILE_NAME] = text_field(c->file);
	f[RECORD] = (struct field){ FIELD_NUMBER, span_of(record) };
	for (int i = 0; i < CLAIM_COLUMNS; i++)
		f[given_column(i)] = text_field(c->given[i]);
	f[VERDICT] = text_field(verdicts[k->answer.verdict]);
	f[SAYS] = text_field(k->says);
	if (k->comparable >= 0)
		f[COMPARABLE] = text_field(k->comparable ? "yes" : "no");
	if (to) {
		f[FOUND] = found_field(k, number);
		fill_figure(f, to);
	}
	if (from) {
		f[FROM_RELEASE] = text_field(from->release);
		f[FROM_SHEET] = text_field(from->sheet);
		f[FROM_CELL] = text_field(from->cell);
	}
	rows_add(rows, f);
}

/* ---- text -------------------------------------------------------------------
 */

/* What is claimed, in words. */
static void tell_claim(struct text *out, const struct claim *c)
{
	const char *const *g = c->given;
	const char *is = c->op == CLAIM_IS ? "" : g[CLAIM_OP];
	const char *gap = *is ? " " : "";

	text_printf(out, "%s/%s: ", g[CLAIM_DATASET], g[CLAIM_EDITION]);
	switch (c->kind) {
	case CLAIM_FIGURE:
		text_printf(out, "%s of %s is %s%s%s", g[CLAIM_MEASURE],
			g[CLAIM_AREA], is, gap, g[CLAIM_VALUE]);
		break;
	case CLAIM_DELTA:
		text_printf(out, "%s moved %s%s%s since %s", g[CLAIM_AREA], is,
			gap, g[CLAIM_VALUE], g[CLAIM_FROM]);
		break;
	case CLAIM_BEFORE:
		text_printf(out, "%s was %s%s%s before, in %s", g[CLAIM_AREA],
			is, gap, g[CLAIM_VALUE], g[CLAIM_FROM]);
		break;
	case CLAIM_LEADER:
		text_printf(out, "%s is %s%s%s in %s (%s)", g[CLAIM_AREA], is,
			gap, g[CLAIM_VALUE], g[CLAIM_REGION], g[CLAIM_SCHEME]);
		break;
	case CLAIM_FIRST:
		text_printf(out, "%s is %s%s%s among %s", g[CLAIM_AREA], is,
			gap, g[CLAIM_VALUE], g[CLAIM_AMONG]);
		break;
	case CLAIM_COUNT:
		text_printf(out, "%s%s%s areas", is, gap, g[CLAIM_VALUE]);
		break;
	}
	if (strcmp(g[CLAIM_INDICATOR], "overall") != 0)
		text_printf(out, ", %s", g[CLAIM_INDICATOR]);
}

static void tell_source(struct text *out, const struct claim *c)
{
	const char *source = c->given[CLAIM_SOURCE];
	const char *date = c->given[CLAIM_DATE];

	if (*source || *date)
		text_printf(out, " (%s%s%s)", source,
			*source && *date ? ", " : "", date);
}

static void put_line(struct claim_rows *r, const char *title)
{
	struct text plain = TEXT_INIT;

	text_mask(&plain, (struct span){ r->text.at, r->text.len });
	fprintf(r->to, "%-14s  %s\n", title, plain.at ? plain.at : "");
	r->failed |= plain.failed || r->text.failed;
	text_free(&plain);
	text_clear(&r->text);
}

static void put_place(
	struct claim_rows *r, const char *title, const struct claim_figure *f)
{
	if (!f || !*f->cell)
		return;
	text_printf(&r->text, "sheet '%s' cell %s of release %.12s", f->sheet,
		f->cell, f->release);
	put_line(r, title);
}

/* The verdict and what is claimed, then what is found, then where. */
static void put_text(struct claim_rows *r, const struct claim_checked *k)
{
	tell_claim(&r->text, k->claim);
	tell_source(&r->text, k->claim);
	put_line(r, verdicts[k->answer.verdict]);
	text_puts(&r->text, k->says);
	if (k->comparable == 0)
		text_puts(&r->text,
			"; the two editions are of different methods");
	put_line(r, "");
	put_place(r, "", k->answer.to);
	put_place(r, "", k->answer.from);
}

void claim_rows_add(struct claim_rows *r, const struct claim_checked *k)
{
	if (r->rows)
		put_record(r->rows, k);
	else
		put_text(r, k);
}
