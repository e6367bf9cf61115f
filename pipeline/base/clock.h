/* SPDX-License-Identifier: MIT */
/* The time, which SOURCE_DATE_EPOCH holds still so that the same inputs give
 * the same bytes. */
#ifndef KOSH_BASE_CLOCK_H
#define KOSH_BASE_CLOCK_H

#include <time.h>

#include "pipeline/base/err.h"

enum { CLOCK_TEXT = 32 };

/* SOURCE_DATE_EPOCH if it is set, else now. */
time_t clock_now(void);
/* ERR_USAGE where SOURCE_DATE_EPOCH is set to anything but the seconds of a
 * moment from 1970 to 9999. Tools ask once, at their start. */
int clock_check(struct err *e);
/* "2026-01-31T12:00:00Z". */
void clock_format(char buf[CLOCK_TEXT], time_t t);
/* The second after a moment that clock_format wrote; after the last one of the
 * year 9999 there is none. */
void clock_after(char buf[CLOCK_TEXT], const char *moment);
/* 1 for a moment as clock_format writes it. */
int clock_is_moment(const char *text);
/* The last second of a day ("2026-01-31") or a moment ("2026-01-31T12:00:00Z"),
 * written as the latter. 0, or -1 for any other text and for a day or an hour
 * that there is not. */
int clock_moment(char buf[CLOCK_TEXT], const char *text);

#endif
