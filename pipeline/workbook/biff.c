/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/biff.h"

#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/numfmt.h"

enum {
	MAX_SST_MIB = 512, /* of shared strings in UTF-8 */
	MAX_SST = 1 << 25,
	MAX_XFS = 65536, /* what a cell can name */
	FORMAT_IDS = 65536,
	MAX_SHEETS = 10000,
	FORMAT_IS_DATE = 1,
	FORMAT_IS_OTHER = 2,
};

static int cut_short(struct err *e)
{
	return err_set(e, ERR_DATA, "the workbook is cut short");
}

static int on_codepage(
	struct biff *b, const struct biff_record *r, struct err *e)
{
	struct codepage *cp = NULL;

	if (r->len < 2 || b->version == 8)
		return 0;
	if (codepage_open(&cp, le16(r->at), e) < 0)
		return -1;
	codepage_close(b->codepage);
	b->codepage = cp;
	return 0;
}

static int on_datemode(
	struct biff *b, const struct biff_record *r, struct err *e)
{
	(void)e;
	b->epoch = r->len >= 2 && le16(r->at) == 1 ? SERIAL_1904 : SERIAL_1900;
	return 0;
}

static int on_filepass(
	struct biff *b, const struct biff_record *r, struct err *e)
{
	(void)b;
	(void)r;
	return err_set(e, ERR_DATA,
		"an encrypted workbook: save a copy without its password");
}

/* A string whose length stands in front of it, in `bytes` bytes. */
static int read_string(struct text *out, const struct biff *b,
	const struct biff_record *rec, size_t skip, int bytes)
{
	struct biff_reader r = biff_reader(b->stream, *rec, skip);
	uint32_t n = 0;

	if (biff_number(&n, &r, bytes) < 0)
		return -1;
	return b->version == 8 ? biff_string8(out, &r, n)
			       : biff_string5(out, &r, n, b->codepage);
}

static int on_format(struct biff *b, const struct biff_record *r, struct err *e)
{
	struct text code = TEXT_INIT;
	int rc = 0;

	if (r->len < 2 ||
		read_string(&code, b, r, 2, b->version == 8 ? 2 : 1) < 0)
		goto out;
	rc = text_done(&code, e);
	if (rc == 0)
		b->formats[le16(r->at)] =
			numfmt_is_date((struct span){ code.at, code.len })
			? FORMAT_IS_DATE
			: FORMAT_IS_OTHER;
out:
	text_free(&code);
	return rc;
}

static int on_xf(struct biff *b, const struct biff_record *r, struct err *e)
{
	uint16_t *more;

	if (b->n_xfs == MAX_XFS)
		return 0;
	more = array_more(b->xfs, b->n_xfs, sizeof(*more));
	if (!more)
		return err_memory(e);
	b->xfs = more;
	/* an XF that is too short still counts, or all behind it would shift */
	b->xfs[b->n_xfs++] = r->len >= 4 ? le16(r->at + 2) : 0;
	return 0;
}

static struct biff_sheet *add_sheet(struct biff *b, struct err *e)
{
	struct biff_sheet *more;

	if (b->n_sheets == MAX_SHEETS) {
		err_set(e, ERR_DATA, "more than %d sheets", MAX_SHEETS);
		return NULL;
	}
	more = array_more(b->sheets, b->n_sheets, sizeof(*more));
	if (!more) {
		err_memory(e);
		return NULL;
	}
	b->sheets = more;
	more = &b->sheets[b->n_sheets++];
	*more = (struct biff_sheet){ .name = TEXT_INIT };
	return more;
}

static int on_boundsheet(
	struct biff *b, const struct biff_record *r, struct err *e)
{
	static const enum sheet_state states[] = { SHEET_VISIBLE, SHEET_HIDDEN,
		SHEET_VERY_HIDDEN, SHEET_VISIBLE };
	struct biff_sheet *s;

	if (r->len < 7)
		return err_set(e, ERR_DATA, "the list of sheets is damaged");
	if (r->at[5] != 0) /* a chart, a macro sheet, a module */
		return 0;
	s = add_sheet(b, e);
	if (!s)
		return -1;
	s->at = le32(r->at);
	s->state = states[r->at[4] & 3];
	if (read_string(&s->name, b, r, 6, 1) < 0)
		return err_set(e, ERR_DATA, "the list of sheets is damaged");
	return text_done(&s->name, e);
}

static int on_sst(struct biff *b, const struct biff_record *r, struct err *e)
{
	(void)e;
	if (!b->sst_at)
		b->sst_at = r->end - r->len - 4;
	return 0;
}

static const struct rule {
	unsigned type;
	int (*read)(struct biff *, const struct biff_record *, struct err *);
} rules[] = {
	{ BIFF_CODEPAGE, on_codepage },
	{ BIFF_DATEMODE, on_datemode },
	{ BIFF_FILEPASS, on_filepass },
	{ BIFF_FORMAT, on_format },
	{ BIFF_XF, on_xf },
	{ BIFF_BOUNDSHEET, on_boundsheet },
	{ BIFF_SST, on_sst },
};

static int apply(struct biff *b, const struct biff_record *r, struct err *e)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (rules[i].type == r->type)
			return rules[i].read(b, r, e);
	return 0;
}

/* The BOF at the start says which BIFF it is. */
static int begin(struct biff *b, size_t *behind, struct err *e)
{
	struct biff_record r;

	if (!biff_record(&r, b->stream, 0) || r.len < 4)
		return cut_short(e);
	if (r.type == 0x0009 || r.type == 0x0209 || r.type == 0x0409)
		return err_set(e, ERR_DATA,
			"a workbook of Excel 4 or older, which is not read");
	b->version = le16(r.at) == 0x0600 ? 8 : le16(r.at) == 0x0500 ? 5 : 0;
	if (r.type != BIFF_BOF || !b->version ||
		le16(r.at + 2) != PART_WORKBOOK)
		return err_set(e, ERR_DATA,
			"its stream does not begin as a workbook of Excel 5 "
			"to 2003");
	*behind = r.end;
	return 0;
}

static int compare_places(const void *a, const void *b)
{
	const struct biff_sheet *const *p = a, *const *q = b;

	if ((*p)->at != (*q)->at)
		return (*p)->at < (*q)->at ? -1 : 1;
	return *p < *q ? -1 : *p > *q;
}

static int is_sheet(const struct biff *b, size_t at)
{
	struct biff_record r;

	return biff_record(&r, b->stream, at) && r.type == BIFF_BOF &&
		r.len >= 4 && le16(r.at + 2) == PART_SHEET;
}

/* The sheets that are there, by their places. */
static size_t sort_sheets(struct biff_sheet **v, struct biff *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_sheets; i++) {
		if (is_sheet(b, b->sheets[i].at))
			v[n++] = &b->sheets[i];
		else
			b->sheets[i].fault =
				"it is not where the workbook says (the "
				"workbook is damaged or cut short)";
	}
	qsort(v, n, sizeof(struct biff_sheet *), compare_places);
	return n;
}

/* Sheets may not share their records, or ten thousand names for one large
 * sheet would be read for ever. */
static int part_sheets(struct biff *b, struct err *e)
{
	struct biff_sheet **v;
	size_t limit = SIZE_MAX;

	v = calloc(b->n_sheets + 1, sizeof(struct biff_sheet *));
	if (!v)
		return err_memory(e);
	for (size_t i = sort_sheets(v, b); i-- > 0;) {
		v[i]->limit = limit;
		if (i > 0 && v[i - 1]->at == v[i]->at)
			v[i]->fault = "it lies where another one does (the "
				      "workbook is damaged)";
		else
			limit = v[i]->at;
	}
	free(v);
	return 0;
}

int biff_open(struct biff *b, struct span stream, struct err *e)
{
	struct biff_record r;
	size_t at = 0;

	*b = (struct biff){ .stream = stream };
	b->formats = calloc(FORMAT_IDS, 1);
	if (!b->formats)
		return err_memory(e);
	if (begin(b, &at, e) < 0 || codepage_open(&b->codepage, 0, e) < 0)
		return -1;
	for (; biff_record(&r, stream, at); at = r.end) {
		if (r.type == BIFF_EOF)
			return part_sheets(b, e);
		if (apply(b, &r, e) < 0)
			return -1;
	}
	return cut_short(e);
}

static void forget_sst(struct biff *b)
{
	text_free(&b->sst);
	free(b->sst_ends);
	b->sst_ends = NULL;
	b->n_sst = 0;
}

void biff_free(struct biff *b)
{
	for (size_t i = 0; i < b->n_sheets; i++)
		text_free(&b->sheets[i].name);
	free(b->sheets);
	free(b->formats);
	free(b->xfs);
	codepage_close(b->codepage);
	forget_sst(b);
	*b = (struct biff){ .version = 0 };
}

static int add_sst(struct biff *b, struct err *e)
{
	uint32_t *more;

	if (b->n_sst == MAX_SST)
		return err_set(
			e, ERR_DATA, "more than %d shared strings", MAX_SST);
	if (b->sst.len >> 20 >= MAX_SST_MIB)
		return err_set(e, ERR_DATA,
			"more than %d MiB of shared strings", MAX_SST_MIB);
	more = array_more(b->sst_ends, b->n_sst, sizeof(*more));
	if (!more)
		return err_memory(e);
	b->sst_ends = more;
	b->sst_ends[b->n_sst++] = (uint32_t)b->sst.len;
	return 0;
}

static int read_sst(
	struct biff *b, const struct biff_record *sst, struct err *e)
{
	/* the counts in front (8 bytes) are often wrong and not needed */
	struct biff_reader r = biff_reader(b->stream, *sst, 8);
	uint32_t n;

	while (biff_number(&n, &r, 2) == 0 && biff_string8(&b->sst, &r, n) == 0)
		if (add_sst(b, e) < 0)
			return -1;
	return text_done(&b->sst, e);
}

int biff_need_sst(struct biff *b, struct err *e)
{
	struct biff_record sst;

	if (b->sst_read || !b->sst_at ||
		!biff_record(&sst, b->stream, b->sst_at))
		return 0;
	if (read_sst(b, &sst, e) < 0) {
		forget_sst(b);
		return -1;
	}
	b->sst_read = 1;
	return 0;
}

struct span biff_sst(const struct biff *b, size_t i)
{
	size_t from;

	if (i >= b->n_sst)
		return (struct span){ NULL, 0 };
	from = i ? b->sst_ends[i - 1] : 0;
	return (struct span){ b->sst.at ? b->sst.at + from : "",
		b->sst_ends[i] - from };
}

int biff_is_date(const struct biff *b, size_t xf)
{
	unsigned id = xf < b->n_xfs ? b->xfs[xf] : 0;

	return b->formats[id] ? b->formats[id] == FORMAT_IS_DATE
			      : numfmt_builtin_is_date(id);
}
