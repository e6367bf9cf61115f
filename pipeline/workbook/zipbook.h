/* SPDX-License-Identifier: MIT */
/* Inside this folder: a zip of lists of values as a workbook. */
#ifndef KOSH_WORKBOOK_ZIPBOOK_H
#define KOSH_WORKBOOK_ZIPBOOK_H

#include "pipeline/workbook/zip.h"

/* 1 if reader_zip finds sheets in it: .csv and .tsv files, those left out that
 * a Mac adds or hides. */
int zipbook_has_lists(const struct zip *z);

/* The first workbook packed in it (.xlsx, .xls, ...) by its name without
 * folders; NULL if there is none. Borrowed. */
const char *zipbook_packed(const struct zip *z);

#endif
