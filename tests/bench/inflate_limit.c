/* SPDX-License-Identifier: MIT */
/*
 * inflate_limit FILE...: unpacks the parts of each .xlsx that a reader needs
 * and tests their checksums, on one thread, and does nothing else. No reader
 * on one thread can be faster; what one takes beyond it is its own doing.
 * Prints how many bytes there were.
 */
#include <stdio.h>

#include "pipeline/base/file.h"
#include "pipeline/workbook/inflate.h"
#include "pipeline/workbook/zip.h"

enum { PIECE = 256 << 10, DEFLATED = 8 };

struct limit {
	unsigned long long bytes;
	char piece[PIECE];
};

static int inflate_all(
	struct limit *l, uint32_t *crc, struct inflate *z, struct err *e)
{
	size_t got;

	do {
		if (inflate_read(&got, z, l->piece, PIECE, e) < 0)
			return -1;
		*crc = inflate_crc(*crc, l->piece, got);
		l->bytes += got;
	} while (got > 0);
	return 0;
}

static int unpack(struct limit *l, const struct zip_entry *part, struct err *e)
{
	struct inflate *z = NULL;
	uint32_t crc = 0;
	int rc;

	if (part->method != DEFLATED)
		return err_set(
			e, ERR_DATA, "part '%s': not deflated", part->name);
	if (inflate_open(&z, part->packed, e) < 0)
		return -1;
	rc = inflate_all(l, &crc, z, e);
	inflate_close(z);
	if (rc == 0 && crc != part->crc)
		return err_set(e, ERR_DATA, "wrong checksum");
	return rc;
}

static int unpack_named(
	struct limit *l, const struct zip *z, const char *name, struct err *e)
{
	const struct zip_entry *part = zip_find(z, name);

	return part ? unpack(l, part, e) : 0;
}

static int unpack_book(struct limit *l, const struct zip *z, struct err *e)
{
	static const char *const names[] = { "[Content_Types].xml",
		"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
		"xl/styles.xml", "xl/sharedStrings.xml" };
	char name[64] = "xl/worksheets/sheet1.xml";

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (unpack_named(l, z, names[i], e) < 0)
			return -1;
	for (int i = 2; zip_find(z, name); i++) {
		if (unpack_named(l, z, name, e) < 0)
			return -1;
		snprintf(name, sizeof(name), "xl/worksheets/sheet%d.xml", i);
	}
	return 0;
}

static int unpack_file(struct limit *l, const char *path, struct err *e)
{
	struct file_map map;
	struct zip *z = NULL;
	int rc = -1;

	if (file_map(&map, path, e) < 0)
		return -1;
	if (zip_open(&z, (struct span){ map.at, map.len }, e) == 0)
		rc = unpack_book(l, z, e);
	zip_close(z);
	file_unmap(&map);
	return rc < 0 ? err_in(e, "%s", path) : 0;
}

int main(int argc, char **argv)
{
	static struct limit l;
	struct err e = ERR_INIT;

	for (int i = 1; i < argc; i++)
		if (unpack_file(&l, argv[i], &e) < 0) {
			fprintf(stderr, "inflate_limit: %s\n", e.text);
			return err_status(e.kind);
		}
	printf("%llu\n", l.bytes);
	return 0;
}
