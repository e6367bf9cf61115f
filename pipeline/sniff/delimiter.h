/* SPDX-License-Identifier: MIT */
/* How a text file separates its fields and writes its decimals, by its first
 * lines. */
#ifndef KOSH_SNIFF_DELIMITER_H
#define KOSH_SNIFF_DELIMITER_H

#include "pipeline/workbook/book.h"

/* Fills in what is '\0'. */
void delimiter_guess(struct book_csv *csv, struct span bytes);

#endif
