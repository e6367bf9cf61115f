/* SPDX-License-Identifier: MIT */
/* The compound file around an .xls, and each stream that it may have. */
#include "pipeline/workbook/cfb.h"
#include "tests/fuzz/fuzz.h"

static void read_stream(struct cfb *c, const char *name)
{
	struct cfb_stream s = CFB_STREAM_INIT;
	struct err e = ERR_INIT;
	int rc = cfb_read(&s, c, name, &e);

	fuzz_hold((rc < 0) == (e.kind == ERR_DATA),
		"a refusal is about the data");
	fuzz_hold(rc == 0 || e.text[0], "a refusal says why");
	if (rc == 0) /* reads them all */
		fuzz_entry(name, (struct span){ (const char *)s.at, s.len });
	cfb_stream_free(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "Workbook", "Book", "Root Entry",
		"EncryptedPackage" };
	struct span bytes = { (const char *)data, size };
	struct err e = ERR_INIT;
	struct cfb *c = NULL;

	if (cfb_is(bytes) && cfb_open(&c, bytes, &e) == 0)
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			cfb_has(c, names[i]);
			read_stream(c, names[i]);
		}
	cfb_close(c);
	fuzz_book(&reader_xls, bytes);
	return 0;
}
