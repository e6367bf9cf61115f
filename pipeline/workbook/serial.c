/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/serial.h"

#include <math.h>
#include <stdio.h>

enum {
	DAY_MS = 86400000,
	PHANTOM = 60,	      /* the serial of 1900-02-29 */
	AFTER_9999 = 2958466, /* the serial of 10000-01-01 */
	FROM_1900_TO_1904 = 1462,
	UNIX_OF_1900 = -25569, /* serial 0 if there were no phantom day */
};

int serial_is_date(double serial, enum serial_epoch epoch)
{
	int end = AFTER_9999 - (epoch == SERIAL_1904 ? FROM_1900_TO_1904 : 0);

	return serial >= 0 && serial < end;
}

/* Days since 1970-01-01 to year, month, day and back, for any year of the
 * Gregorian calendar (H. Hinnant, chrono-compatible low-level date
 * algorithms). Years begin in March there, so that a leap day is the last. */
static void civil_of_days(int *year, int *month, int *day, long days)
{
	long z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	long doe = z - era * 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

static long days_of_civil(int year, int month, int day)
{
	long y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
	long yoe = y - era * 400;
	long doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static size_t put_date(
	char buf[SERIAL_TEXT], long serial, enum serial_epoch epoch)
{
	int is_1904 = epoch == SERIAL_1904;
	long days = UNIX_OF_1900 + serial +
		(is_1904 ? FROM_1900_TO_1904 : serial < PHANTOM);
	int year = 1900, month = 2, day = 29;

	if (is_1904 || serial != PHANTOM)
		civil_of_days(&year, &month, &day, days);
	return (size_t)snprintf(
		buf, SERIAL_TEXT, "%04d-%02d-%02d", year, month, day);
}

static void put_time(char *to, size_t room, long ms)
{
	int n = snprintf(to, room, "%02ld:%02ld:%02ld", ms / 3600000,
		ms / 60000 % 60, ms / 1000 % 60);

	if (ms % 1000)
		snprintf(to + n, room - (size_t)n, ".%03ld", ms % 1000);
}

void serial_format(
	char buf[SERIAL_TEXT], double serial, enum serial_epoch epoch)
{
	double whole = floor(serial);
	long ms = lround((serial - whole) * DAY_MS), days = (long)whole;
	size_t n;

	if (serial >= 0 && serial < 1) {
		put_time(buf, SERIAL_TEXT, ms < DAY_MS ? ms : DAY_MS - 1);
		return;
	}
	if (ms == DAY_MS) {
		ms = 0;
		days++;
	}
	n = put_date(buf, days, epoch);
	if (ms > 0) {
		buf[n++] = 'T';
		put_time(buf + n, SERIAL_TEXT - n, ms);
	}
}

/* Takes n digits off the front. */
static int take_number(int *out, struct span *s, size_t n)
{
	*out = 0;
	if (s->len < n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (s->at[i] < '0' || s->at[i] > '9')
			return -1;
		*out = *out * 10 + (s->at[i] - '0');
	}
	*s = (struct span){ s->at + n, s->len - n };
	return 0;
}

static int take_char(struct span *s, char c)
{
	if (s->len == 0 || s->at[0] != c)
		return 0;
	*s = (struct span){ s->at + 1, s->len - 1 };
	return 1;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static int take_date(double *out, struct span *s, enum serial_epoch epoch)
{
	int year, month, day;
	long days;

	if (take_number(&year, s, 4) < 0 || !take_char(s, '-') ||
		take_number(&month, s, 2) < 0 || !take_char(s, '-') ||
		take_number(&day, s, 2) < 0)
		return -1;
	if (year < 1 || month < 1 || month > 12 || day < 1 ||
		day > month_days(year, month))
		return -1;
	days = days_of_civil(year, month, day) - UNIX_OF_1900;
	if (epoch == SERIAL_1904)
		days -= FROM_1900_TO_1904;
	else if (epoch == SERIAL_1900 && days <= PHANTOM)
		days--;
	*out = (double)days;
	return 0;
}

static int take_time(double *out, struct span *s)
{
	int hour, minute, second = 0, digit;
	double unit = 1, seconds;

	if (take_number(&hour, s, 2) < 0 || !take_char(s, ':') ||
		take_number(&minute, s, 2) < 0 ||
		(take_char(s, ':') && take_number(&second, s, 2) < 0))
		return -1;
	if (hour > 23 || minute > 59 || second > 59)
		return -1;
	seconds = hour * 3600 + minute * 60 + second;
	if (take_char(s, '.'))
		while (take_number(&digit, s, 1) == 0)
			seconds += digit * (unit /= 10);
	*out += seconds / 86400;
	return 0;
}

int serial_parse(double *out, struct span iso, enum serial_epoch epoch)
{
	struct span s = iso;

	*out = 0;
	if (s.len > 2 && s.at[2] == ':') {
		if (take_time(out, &s) < 0)
			return -1;
	} else if (take_date(out, &s, epoch) < 0 ||
		(take_char(&s, 'T') && take_time(out, &s) < 0)) {
		return -1;
	}
	take_char(&s, 'Z');
	return s.len == 0 ? 0 : -1;
}
