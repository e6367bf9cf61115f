/* SPDX-License-Identifier: MIT */
/* The shared strings. What was read is written again, and must then read as
 * the same strings. */
#include "pipeline/workbook/strings.h"
#include "tests/fuzz/fuzz.h"

static void put_escaped(struct text *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c < 0x20 || c == '_')
			text_printf(out, "_x%04X_", c);
		else if (c == '&' || c == '<' || c == '>')
			text_printf(out, "&#%u;", c);
		else
			text_putc(out, (char)c);
	}
}

static void put_strings(struct text *out, const struct strings *s)
{
	text_puts(out, "<sst>");
	for (size_t i = 0; i < s->n; i++) {
		text_puts(out, "<si><t>");
		put_escaped(out, strings_at(s, i));
		text_puts(out, "</t></si>");
	}
	text_puts(out, "</sst>");
}

static int read_strings(struct strings *s, struct span part)
{
	struct zip_entry entry = fuzz_entry("strings", part);
	struct err e = ERR_INIT;
	int rc = strings_read(s, &entry, &e);

	fuzz_hold((rc < 0) == (e.kind == ERR_DATA),
		"a refusal is about the data");
	return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strings s = STRINGS_INIT, again = STRINGS_INIT;
	struct text written = TEXT_INIT;

	if (read_strings(&s, (struct span){ (const char *)data, size }) == 0) {
		put_strings(&written, &s);
		fuzz_hold(read_strings(&again,
				  (struct span){ written.at, written.len }) ==
					0 &&
				again.n == s.n,
			"what was read can be written and read");
		for (size_t i = 0; i < s.n; i++) {
			fuzz_text(strings_at(&s, i));
			fuzz_same(strings_at(&again, i), strings_at(&s, i),
				"a string that was written");
		}
	}
	text_free(&written);
	strings_free(&again);
	strings_free(&s);
	return 0;
}
