/* SPDX-License-Identifier: MIT */
#include "pipeline/base/clock.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const long long last_second = 253402300799; /* of the year 9999 */

/* 1 and the moment that SOURCE_DATE_EPOCH says, 0 if it says none. */
static int fixed(long long *t)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;

	if (!text || !*text)
		return 0;
	errno = 0;
	*t = strtoll(text, &end, 10);
	return errno == 0 && *end == '\0' && *t >= 0 && *t <= last_second;
}

int clock_check(struct err *e)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	long long t;

	if (!text || !*text || fixed(&t))
		return 0;
	return err_set(e, ERR_USAGE,
		"SOURCE_DATE_EPOCH '%.60s': expected seconds from 0 to %lld",
		text, last_second);
}

time_t clock_now(void)
{
	long long t;

	return fixed(&t) ? (time_t)t : time(NULL);
}

void clock_format(char buf[CLOCK_TEXT], time_t t)
{
	struct tm tm = { .tm_mday = 1 };

	gmtime_r(&t, &tm);
	if (strftime(buf, CLOCK_TEXT, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		buf[0] = '\0';
}

int clock_moment(char buf[CLOCK_TEXT], const char *text)
{
	struct tm tm = { 0 };
	char whole[CLOCK_TEXT];
	const char *end;
	int day = strlen(text) == strlen("2026-01-31");

	snprintf(
		whole, sizeof(whole), "%.20s%s", text, day ? "T23:59:59Z" : "");
	end = strptime(whole, "%Y-%m-%dT%H:%M:%SZ", &tm);
	if (!end || *end)
		return -1;
	clock_format(buf, timegm(&tm));
	/* other forms, 30 February and 24:60 read as something else */
	return strcmp(buf, whole) == 0 && (day || strcmp(buf, text) == 0) ? 0
									  : -1;
}

int clock_is_moment(const char *text)
{
	char same[CLOCK_TEXT];

	return clock_moment(same, text) == 0 && strcmp(same, text) == 0;
}

void clock_after(char buf[CLOCK_TEXT], const char *moment)
{
	struct tm tm = { 0 };
	time_t t;

	strptime(moment, "%Y-%m-%dT%H:%M:%SZ", &tm);
	t = timegm(&tm);
	clock_format(buf, t < last_second ? t + 1 : t);
}
