/* SPDX-License-Identifier: MIT */
/* Inside this folder: the tables of the code pages. */
#ifndef KOSH_WORKBOOK_CODEPAGES_H
#define KOSH_WORKBOOK_CODEPAGES_H

#include <stddef.h>
#include <stdint.h>

/* What the bytes from 0x80 on mean; 0 is no character, or the first byte of
 * two. Below is ASCII in all of them. */
struct codepage_table {
	unsigned number;
	uint16_t upper[128];
};

/* What pairs of bytes mean, of first and second bytes within these bounds: for
 * each first byte a text in UTF-8 of a character for each second byte; spaces,
 * and what is missing at the end, are no characters. */
struct codepage_wide {
	unsigned number;
	unsigned char first, first_end, second, second_end; /* inclusive */
	const char *const *rows;
};

extern const struct codepage_table codepage_tables[];
extern const size_t codepage_tables_n;
extern const struct codepage_wide codepage_wide[];
extern const size_t codepage_wide_n;

#endif
