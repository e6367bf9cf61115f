/* SPDX-License-Identifier: MIT */
#include "pipeline/report/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "pipeline/base/num.h"

enum {
	LOCAL_HEAD = 30,
	CENTRAL_HEAD = 46,
	END_HEAD = 22,
	SHEET_MAX = 1 << 30, /* bytes of a sheet's XML */
};

int exact_needed(double value)
{
	double scaled = nearbyint(value * 1e8);
	char buf[40];

	/* a decimal of 15 digits: the nearest one of 16 is at least as near */
	if (fabs(scaled) < 1e15 && scaled / 1e8 == value)
		return 0;
	snprintf(buf, sizeof(buf), "%.16G", value);
	return strtod(buf, NULL) != value;
}

/* One file inside the zip. */
struct part {
	const unsigned char *central; /* its entry in the directory */
	struct span name;
	struct span packed;
	uint32_t crc, size;
};

struct copy {
	struct span zip;
	FILE *out;
	struct text directory;
	uint32_t at, parts;
	const struct exact_number *numbers;
	size_t n;
};

static uint32_t get2(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t get4(const unsigned char *p)
{
	return get2(p) | get2(p + 2) << 16;
}

static void put2(unsigned char *p, uint32_t v)
{
	p[0] = v & 255;
	p[1] = v >> 8 & 255;
}

static void put4(unsigned char *p, uint32_t v)
{
	put2(p, v & 0xffff);
	put2(p + 2, v >> 16);
}

static int strange(struct err *e)
{
	return err_set(e, ERR_SYSTEM,
		"the library wrote a workbook of a form that we do not know");
}

/* The part whose directory entry is at *at, which moves behind it. */
static int part_at(struct part *out, size_t *at, struct span zip, struct err *e)
{
	const unsigned char *c = (const unsigned char *)zip.at + *at, *l;
	size_t name, start;

	if (zip.len - *at < CENTRAL_HEAD || get4(c) != 0x02014b50)
		return strange(e);
	name = get2(c + 28);
	start = get4(c + 42);
	*out = (struct part){
		.central = c, .crc = get4(c + 16), .size = get4(c + 24)
	};
	out->name = (struct span){ zip.at + *at + CENTRAL_HEAD, name };
	*at += CENTRAL_HEAD + name + get2(c + 30) + get2(c + 32);
	if (*at > zip.len || start > zip.len - LOCAL_HEAD)
		return strange(e);
	l = (const unsigned char *)zip.at + start;
	start += LOCAL_HEAD + get2(l + 26) + get2(l + 28);
	out->packed = (struct span){ zip.at + start, get4(c + 20) };
	if (start > zip.len || out->packed.len > zip.len - start)
		return strange(e);
	return 0;
}

static int put_part(struct copy *c, const struct part *p, struct err *e)
{
	unsigned char local[LOCAL_HEAD] = { 0 }, central[CENTRAL_HEAD];

	memcpy(central, p->central, CENTRAL_HEAD);
	put4(central + 16, p->crc);
	put4(central + 20, (uint32_t)p->packed.len);
	put4(central + 24, p->size);
	put2(central + 30, 0); /* extra field */
	put2(central + 32, 0); /* comment */
	put4(central + 42, c->at);
	text_add(&c->directory, (char *)central, CENTRAL_HEAD);
	text_add(&c->directory, p->name.at, p->name.len);
	put4(local, 0x04034b50);
	memcpy(local + 4, central + 6, LOCAL_HEAD - 4);
	if (fwrite(local, LOCAL_HEAD, 1, c->out) != 1 ||
		fwrite(p->name.at, p->name.len, 1, c->out) != 1 ||
		fwrite(p->packed.at, p->packed.len, 1, c->out) != 1)
		return err_errno(e, "cannot write", "workbook");
	c->at += (uint32_t)(LOCAL_HEAD + p->name.len + p->packed.len);
	c->parts++;
	return 0;
}

static int put_end(struct copy *c, struct err *e)
{
	unsigned char end[END_HEAD] = { 0 };

	if (text_done(&c->directory, e) < 0)
		return -1;
	put4(end, 0x06054b50);
	put2(end + 8, c->parts);
	put2(end + 10, c->parts);
	put4(end + 12, (uint32_t)c->directory.len);
	put4(end + 16, c->at);
	if (fwrite(c->directory.at, c->directory.len, 1, c->out) != 1 ||
		fwrite(end, END_HEAD, 1, c->out) != 1)
		return err_errno(e, "cannot write", "workbook");
	return 0;
}

static int unpack(char **out, const struct part *p, struct err *e)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)p->packed.at,
		.avail_in = (uInt)p->packed.len,
		.avail_out = p->size };
	char *xml;
	int rc;

	if (p->size > SHEET_MAX)
		return strange(e);
	xml = malloc((size_t)p->size + 1);
	if (!xml || inflateInit2(&z, -MAX_WBITS) != Z_OK) {
		free(xml);
		return err_memory(e);
	}
	z.next_out = (Bytef *)xml;
	rc = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	if (rc != Z_STREAM_END || z.total_out != p->size) {
		free(xml);
		return strange(e);
	}
	xml[p->size] = '\0';
	*out = xml;
	return 0;
}

/* Deflates xml and hands the part over with its new bytes. */
static int put_packed(
	struct copy *c, struct part *p, const struct text *xml, struct err *e)
{
	z_stream z = { .next_in = (Bytef *)xml->at,
		.avail_in = (uInt)xml->len };
	char *packed = NULL;
	int rc = -1;

	if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
		    Z_DEFAULT_STRATEGY) != Z_OK)
		return err_memory(e);
	z.avail_out = (uInt)deflateBound(&z, xml->len);
	packed = malloc(z.avail_out);
	z.next_out = (Bytef *)packed;
	if (!packed || deflate(&z, Z_FINISH) != Z_STREAM_END) {
		err_memory(e);
	} else {
		p->packed = (struct span){ packed, z.total_out };
		p->size = (uint32_t)xml->len;
		p->crc = (uint32_t)crc32(
			0, (const Bytef *)xml->at, (uInt)xml->len);
		rc = put_part(c, p, e);
	}
	deflateEnd(&z);
	free(packed);
	return rc;
}

/* Writes the start of a cell's element: <c r="A1" */
static void cell_start(char mark[40], uint32_t row, unsigned column)
{
	char letters[8];
	size_t at = sizeof(letters);

	letters[--at] = '\0';
	for (unsigned c = column + 1; c > 0; c = (c - 1) / 26)
		letters[--at] = (char)('A' + (c - 1) % 26);
	snprintf(mark, 40, "<c r=\"%s%lu\"", letters + at,
		(unsigned long)row + 1);
}

/* The number in the <v> of a cell that holds no text; NULL if there is none. */
static const char *number_in(const char *xml, uint32_t row, uint16_t column)
{
	char mark[40];
	const char *cell, *v;

	cell_start(mark, row, column);
	cell = strstr(xml, mark);
	v = cell ? strstr(cell, "<v>") : NULL;
	if (!v || strstr(cell, "</c>") < v)
		return NULL;
	return memmem(cell, strcspn(cell, ">"), " t=", 3) ? NULL : v + 3;
}

/* Writes numbers over those in their cells, which come in the same order. */
static int replace(struct text *out, const char *xml,
	const struct exact_number *v, size_t n, struct err *e)
{
	char digits[NUM_TEXT];
	const char *from;

	for (size_t i = 0; i < n; i++) {
		from = number_in(xml, v[i].row, v[i].column);
		if (!from)
			return strange(e);
		text_add(out, xml, (size_t)(from - xml));
		num_format(digits, v[i].value);
		text_puts(out, digits);
		xml = from + strcspn(from, "<");
	}
	text_puts(out, xml);
	return text_done(out, e);
}

static int put_sheet(struct copy *c, struct part *p,
	const struct exact_number *v, size_t n, struct err *e)
{
	struct text out = TEXT_INIT;
	char *xml = NULL;
	int rc = -1;

	if (unpack(&xml, p, e) == 0 && replace(&out, xml, v, n, e) == 0 &&
		out.len <= SHEET_MAX)
		rc = put_packed(c, p, &out, e);
	free(xml);
	text_free(&out);
	return rc;
}

/* The numbers of the sheet that the part is: how many, from *first. */
static size_t numbers_of(size_t *first, const struct copy *c, struct span part)
{
	char name[40];
	size_t i = 0, n;

	for (; i < c->n; i += n) {
		for (n = 1; i + n < c->n &&
			c->numbers[i + n].sheet == c->numbers[i].sheet;)
			n++;
		snprintf(name, sizeof(name), "xl/worksheets/sheet%d.xml",
			c->numbers[i].sheet + 1);
		*first = i;
		if (span_is(part, name))
			return n;
	}
	return 0;
}

static int copy_parts(struct copy *c, size_t at, struct err *e)
{
	size_t end = c->zip.len - END_HEAD, first = 0, n;
	struct part p;

	while (at < end) {
		if (part_at(&p, &at, c->zip, e) < 0)
			return -1;
		n = numbers_of(&first, c, p.name);
		if ((n ? put_sheet(c, &p, c->numbers + first, n, e)
		       : put_part(c, &p, e)) < 0)
			return -1;
	}
	return put_end(c, e);
}

static int by_place(const void *pa, const void *pb)
{
	const struct exact_number *a = pa, *b = pb;

	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

int exact_copy(FILE *out, struct span zip, struct exact_number *numbers,
	size_t n, struct err *e)
{
	struct copy c = { .zip = zip, .out = out, .numbers = numbers, .n = n };
	const unsigned char *end;
	int rc;

	if (zip.len < END_HEAD + LOCAL_HEAD)
		return strange(e);
	end = (const unsigned char *)zip.at + zip.len - END_HEAD;
	if (get4(end) != 0x06054b50 || get4(end + 16) > zip.len)
		return strange(e);
	if (n > 0) /* numbers may be NULL where there are none */
		qsort(numbers, n, sizeof(*numbers), by_place);
	rc = copy_parts(&c, get4(end + 16), e);
	text_free(&c.directory);
	return rc;
}
