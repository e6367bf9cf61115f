/* SPDX-License-Identifier: MIT */
/* The styles: the small parts are read by expat, and this is one of them. */
#include "pipeline/workbook/styles.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zip_entry entry =
		fuzz_entry("styles", (struct span){ (const char *)data, size });
	struct styles s = { 0 };
	struct err e = ERR_INIT;
	int rc = styles_read(&s, &entry, &e);

	fuzz_hold((rc < 0) == (e.kind == ERR_DATA),
		"a refusal is about the data");
	fuzz_hold(s.n <= STYLES_MAX, "styles have a limit");
	for (size_t i = 0; i < s.n; i++)
		fuzz_hold(s.date[i] <= 1, "a style is of dates or not");
	fuzz_hold(!styles_are_date(&s, s.n), "a style that is not there");
	styles_free(&s);
	return 0;
}
