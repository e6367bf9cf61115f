/* SPDX-License-Identifier: MIT */
/* A file of any kind, from its first byte to its last cell. A zip is read as it
 * is, and once more with its lengths and checksums mended. */
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = { (const char *)data, size };
	struct text mended = TEXT_INIT;

	fuzz_book(NULL, bytes);
	if (zip_is(bytes) && fuzz_mended(&mended, bytes))
		fuzz_book(NULL, (struct span){ mended.at, mended.len });
	text_free(&mended);
	return 0;
}
