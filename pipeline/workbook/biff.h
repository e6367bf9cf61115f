/* SPDX-License-Identifier: MIT */
/*
 * The records of an .xls workbook stream (BIFF5 of Excel 5 and 95, BIFF8 of
 * Excel 97 to 2003) and the workbook's own part of them: which sheets there
 * are, which formats are dates, the shared strings. What the records of one
 * sheet mean is in xls.c.
 */
#ifndef KOSH_WORKBOOK_BIFF_H
#define KOSH_WORKBOOK_BIFF_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/charset.h"
#include "pipeline/workbook/serial.h"

enum biff_type {
	BIFF_FORMULA = 0x0006,
	BIFF_EOF = 0x000a,
	BIFF_DATEMODE = 0x0022,
	BIFF_FILEPASS = 0x002f,
	BIFF_CONTINUE = 0x003c,
	BIFF_CODEPAGE = 0x0042,
	BIFF_BOUNDSHEET = 0x0085,
	BIFF_MULRK = 0x00bd,
	BIFF_RSTRING = 0x00d6,
	BIFF_XF = 0x00e0,
	BIFF_SST = 0x00fc,
	BIFF_LABELSST = 0x00fd,
	BIFF_NUMBER = 0x0203,
	BIFF_LABEL = 0x0204,
	BIFF_BOOLERR = 0x0205,
	BIFF_FORMULA3 = 0x0206, /* as some writers call a FORMULA */
	BIFF_STRING = 0x0207,
	BIFF_RK = 0x027e,
	BIFF_FORMULA4 = 0x0406,
	BIFF_FORMAT = 0x041e,
	BIFF_BOF = 0x0809,
};

/* What a BOF says begins. */
enum biff_part { PART_WORKBOOK = 0x0005, PART_SHEET = 0x0010 };

struct biff_record {
	unsigned type;
	const unsigned char *at;
	size_t len;
	size_t end; /* where the next record begins in the stream */
};

/* The record at an offset of the stream: 1, or 0 if none fits there any
 * more. */
static inline int biff_record(
	struct biff_record *out, struct span stream, size_t at)
{
	const unsigned char *p;

	if (at > stream.len || stream.len - at < 4)
		return 0;
	p = (const unsigned char *)stream.at + at;
	if (stream.len - at - 4 < le16(p + 2))
		return 0;
	*out = (struct biff_record){ le16(p), p + 4, le16(p + 2),
		at + 4 + le16(p + 2) };
	return 1;
}

/* A record's bytes, running on into the CONTINUE records behind it. */
struct biff_reader {
	struct span stream;
	struct biff_record record;
	size_t at; /* within the record */
};

struct biff_reader biff_reader(
	struct span stream, struct biff_record r, size_t skip);

/* Appends a BIFF8 string of n characters that begins with its flag byte; -1 if
 * it runs out of bytes. Formatting runs and phonetics behind it are skipped. */
int biff_string8(struct text *out, struct biff_reader *r, size_t n);
/* Appends n bytes of a BIFF5 string. */
int biff_string5(
	struct text *out, struct biff_reader *r, size_t n, struct codepage *cp);
/* Reads a little-endian number of one to four bytes. */
int biff_number(uint32_t *out, struct biff_reader *r, int bytes);

struct biff_sheet {
	struct text name;
	enum sheet_state state;
	size_t at;	   /* of its BOF in the stream */
	size_t limit;	   /* where the next one in the stream begins */
	const char *fault; /* why it cannot be read, NULL if it can */
};

/* The workbook's own part. */
struct biff {
	struct span stream;
	int version; /* 5 or 8 */
	enum serial_epoch epoch;
	struct codepage *codepage;
	unsigned char *formats; /* by format id: see is_date in biff.c */
	uint16_t *xfs;		/* by XF: its format id */
	size_t n_xfs;
	struct biff_sheet *sheets; /* worksheets only */
	size_t n_sheets;
	size_t sst_at; /* of the SST record, 0 if there is none */
	struct text sst;
	uint32_t *sst_ends; /* string i ends there in sst */
	size_t n_sst;
	int sst_read;
};

/* Reads the workbook's part of the stream, which must live as long. ERR_DATA
 * for an encrypted workbook, one older than Excel 5, one that is cut short.
 * biff_free is due after a failure as well. */
int biff_open(struct biff *b, struct span stream, struct err *e);
void biff_free(struct biff *b);

/* Reads the shared strings, once. Strings behind a damaged one are missing
 * then, and biff_sst has no more of them. */
int biff_need_sst(struct biff *b, struct err *e);
/* Shared string i, borrowed; at is NULL if there is none. */
struct span biff_sst(const struct biff *b, size_t i);

/* 1 if cells of that XF show a date. */
int biff_is_date(const struct biff *b, size_t xf);

/* "#DIV/0!", ... of an error's code. */
const char *biff_error(unsigned code);
/* The number in an RK field. */
double biff_rk(uint32_t rk);

#endif
