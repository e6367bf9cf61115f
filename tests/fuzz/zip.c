/* SPDX-License-Identifier: MIT */
/* The directory of a zip, and each part that it lists unpacked and made
 * UTF-8. */
#include <stdlib.h>

#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/source.h"
#include "tests/fuzz/fuzz.h"

static void unpack(const struct zip_entry *entry)
{
	struct source *s = NULL;
	struct err e = ERR_INIT;
	char room[777];
	size_t got = 0;
	int rc = source_open(&s, entry, 16, &e);

	while (rc == 0 &&
		(rc = source_read(&got, s, room, sizeof(room), &e)) == 0 &&
		got > 0)
		fuzz_hold(got <= sizeof(room), "no more than there is room");
	fuzz_hold((rc < 0) == (e.kind == ERR_DATA), "a fault is of the data");
	source_close(s);
}

/* Names that central headers have, whether or not the directory has them. */
static void unpack_named(const struct zip *z, struct span file)
{
	const char *p = file.at, *end = p + file.len;

	while (p < end && (p = memmem(p, (size_t)(end - p), "PK\1\2", 4))) {
		const struct zip_entry *entry;
		size_t n;
		char *name;

		if (end - p < 46)
			return;
		n = le16((const unsigned char *)p + 28);
		if ((size_t)(end - p) - 46 < n)
			return;
		name = text_copy((struct span){ p + 46, n });
		fuzz_hold(name != NULL, "there is memory for a name");
		entry = zip_find(z, name);
		if (entry)
			unpack(entry);
		free(name);
		p += 46;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span file = { (const char *)data, size };
	struct err e = ERR_INIT;
	struct zip *z = NULL;

	zip_is(file);
	if (zip_open(&z, file, &e) == 0)
		unpack_named(z, file);
	else
		fuzz_hold(e.kind == ERR_DATA, "a refusal is about the data");
	zip_close(z);
	return 0;
}
