/* SPDX-License-Identifier: MIT */
/* The parts of a made-up workbook beside its sheets. */
#ifndef KOSH_TESTS_BENCH_BOOKPARTS_H
#define KOSH_TESTS_BENCH_BOOKPARTS_H

#include <stdint.h>

#include "tests/bench/packer.h"

#define MAIN_URI     "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DOCUMENT_URI "http://schemas.openxmlformats.org/officeDocument/2006/"
#define XML	     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"

enum {
	BOOKPARTS_SHEETS_MAX = 2,
	BOOKPARTS_AREAS = 200, /* the first of the shared strings */
	BOOKPARTS_STYLES = 5,  /* of cells */
};

/* What comes in front of xl/worksheets/sheet1.xml and the others. */
void bookparts_front(struct packer *p, unsigned sheets);

/* What comes behind them. uses: how many cells hold one of the strings. */
void bookparts_back(struct packer *p, uint32_t strings, uint64_t uses);

#endif
