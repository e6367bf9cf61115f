/* SPDX-License-Identifier: MIT */
/* Apart from book.c: who needs no sum need not load the library for it. */
#include "pipeline/base/hash.h"
#include "pipeline/workbook/reader.h"

const char *book_sha256(struct book *b)
{
	if (!*b->sha256)
		hash_bytes(b->sha256, b->file.at, b->file.len);
	return b->sha256;
}
