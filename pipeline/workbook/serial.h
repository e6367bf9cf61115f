/* SPDX-License-Identifier: MIT */
/*
 * The day numbers of spreadsheets: days since the end of 1899, or since the
 * start of 1904, with the time as a fraction. In the first, day 60 is
 * 1900-02-29, which never was; serials before it are a day later than the
 * calendar would have them.
 */
#ifndef KOSH_WORKBOOK_SERIAL_H
#define KOSH_WORKBOOK_SERIAL_H

#include "pipeline/base/text.h"

enum { SERIAL_TEXT = 32 };

/* What the days of a book count from. Where a book declares itself not
 * compatible with the phantom day, as strict ones do, its ISO dates are written
 * as if that day were one like any other: 1899-12-31 is day 1, which is shown
 * as 1900-01-01 all the same. */
enum serial_epoch {
	SERIAL_1900,
	SERIAL_1904,
	SERIAL_1899,
};

/* 1 if a number is a serial that spreadsheets show as a date or time: from 0
 * up to the end of the year 9999. */
int serial_is_date(double serial, enum serial_epoch epoch);

/* The moment in ISO 8601, to the millisecond where it has any; only the time
 * for a serial from 0 up to 1. */
void serial_format(
	char buf[SERIAL_TEXT], double serial, enum serial_epoch epoch);

/* The serial of "2024-02-29", "2024-02-29T12:34:56.7" (with or without a Z
 * behind) or "12:34:56". -1 for anything else. */
int serial_parse(double *out, struct span iso, enum serial_epoch epoch);

#endif
