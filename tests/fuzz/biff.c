/* SPDX-License-Identifier: MIT */
/* The records of an .xls without the compound file around them. */
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_book(&reader_xls, (struct span){ (const char *)data, size });
	return 0;
}
