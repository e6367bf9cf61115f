/* SPDX-License-Identifier: MIT */
/*
 * How the parts of a workbook are found: its list of sheets, then the relations
 * of the package and of the workbook, with a byte between them that no XML has.
 */
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"
#include "tests/zipmake.h"

static const char separator = '\x1e';

/* Takes the text up to the separator off the front. */
static struct span next_part(struct span *rest)
{
	const char *p =
		rest->len ? memchr(rest->at, separator, rest->len) : NULL;
	size_t n = p ? (size_t)(p - rest->at) : rest->len;
	struct span part = { rest->at, n };

	*rest = (struct span){ rest->at + n + (p != NULL),
		rest->len - n - (p != NULL) };
	return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "xl/workbook.xml", "_rels/.rels",
		"xl/_rels/workbook.xml.rels" };
	struct span rest = { (const char *)data, size };
	struct zipmake z = { 0 };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (i == 0 || rest.len)
			zipmake_add(&z, names[i], next_part(&rest), 0);
	zipmake_store(&z, "xl/worksheets/sheet1.xml",
		"<worksheet><sheetData><row><c s=\"1\"><v>1</v></c><c t=\"s\">"
		"<v>0</v></c></row></sheetData></worksheet>");
	zipmake_store(
		&z, "xl/sharedStrings.xml", "<sst><si><t>zero</t></si></sst>");
	zipmake_end(&z);
	fuzz_book(&reader_xlsx, (struct span){ z.bytes.at, z.bytes.len });
	zipmake_free(&z);
	return 0;
}
