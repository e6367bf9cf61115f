/* SPDX-License-Identifier: MIT */
/* Dates: a serial that was written as a moment is read as that serial, to the
 * millisecond, and the other way round. Formats of numbers on the way. */
#include <math.h>

#include "pipeline/workbook/numfmt.h"
#include "pipeline/workbook/serial.h"
#include "tests/fuzz/fuzz.h"

/* Half a millisecond, and what the division by the day's length loses. */
static const double half = 0.51 / 86400000;

static void from_serial(double serial, enum serial_epoch epoch)
{
	char text[SERIAL_TEXT];
	double back = 0;
	int rc;

	if (!serial_is_date(serial, epoch))
		return;
	serial_format(text, serial, epoch);
	rc = serial_parse(&back, span_of(text), epoch);
	/* the day that never was is written but not read */
	if (epoch == SERIAL_1900 && strncmp(text, "1900-02-29", 10) == 0)
		return;
	fuzz_hold(rc == 0, "a moment that was written can be read");
	fuzz_hold(fabs(back - serial) <= 2 * half,
		"a serial comes back to the millisecond");
}

static void from_text(struct span s, enum serial_epoch epoch)
{
	char text[SERIAL_TEXT], again[SERIAL_TEXT];
	double serial = NAN, back = NAN;

	if (serial_parse(&serial, s, epoch) < 0)
		return;
	fuzz_hold(isfinite(serial), "a moment has a serial");
	if (!serial_is_date(serial, epoch))
		return;
	serial_format(text, serial, epoch);
	fuzz_hold(serial_parse(&back, span_of(text), epoch) == 0 ||
			strncmp(text, "1900-02-29", 10) == 0,
		"a moment that was written can be read");
	if (isnan(back))
		return;
	serial_format(again, back, epoch);
	fuzz_same(span_of(again), span_of(text), "a moment");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span s = { (const char *)data, size };
	double serial;

	from_text(s, SERIAL_1900);
	from_text(s, SERIAL_1904);
	numfmt_is_date(s);
	if (size < sizeof(serial))
		return 0;
	memcpy(&serial, data, sizeof(serial));
	from_serial(serial, SERIAL_1900);
	from_serial(serial, SERIAL_1904);
	serial = fmod(fabs(serial), 2958466);
	from_serial(serial, SERIAL_1900);
	from_serial(serial, SERIAL_1904);
	numfmt_builtin_is_date(data[0]);
	return 0;
}
