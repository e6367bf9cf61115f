/* SPDX-License-Identifier: MIT */
/* How a text file separates its fields, writes its decimals and its letters, by
 * its bytes. */
#ifndef KOSH_SNIFF_DELIMITER_H
#define KOSH_SNIFF_DELIMITER_H

#include "pipeline/workbook/book.h"

/* Fills in what is '\0' of separator and decimal mark. Bytes that are no text
 * get the usual ones. */
void delimiter_guess(struct book_csv *csv, struct span bytes);

/* "windows-1252" where they are text in an old charset, of which that is the
 * likeliest; NULL where they are UTF-8 or no text. */
const char *delimiter_charset(struct span bytes);

#endif
