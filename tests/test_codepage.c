/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <iconv.h>

#include "pipeline/workbook/charset.h"
#include "pipeline/workbook/codepages.h"

/* iconv's names, where they are not CP and the number. It has no 720. */
static const struct {
	unsigned number;
	const char *name;
} names[] = {
	{ 720, NULL },
	{ 949, "UHC" },
	{ 950, "BIG5" },
	{ 1361, "JOHAB" },
	{ 10000, "MACINTOSH" },
	{ 10007, "MAC-CYRILLIC" },
	{ 10029, "MAC-CENTRALEUROPE" },
	{ 10079, "MAC-IS" },
};

static iconv_t reference(unsigned number)
{
	char name[40];
	iconv_t converter;

	snprintf(name, sizeof(name), "CP%u", number);
	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].number == number && names[i].name)
			snprintf(name, sizeof(name), "%s", names[i].name);
	converter = iconv_open("UTF-8", name);
	assert_int_not_equal((intptr_t)converter, -1);
	return converter;
}

/* What iconv makes of so many bytes, if they are one whole character. */
static const char *by_iconv(iconv_t converter, const char *bytes, size_t n)
{
	static char out[16];
	char in[2] = { bytes[0], n > 1 ? bytes[1] : '\0' }, *from = in,
	     *to = out;
	size_t room = sizeof(out) - 1, bad;

	iconv(converter, NULL, NULL, NULL, NULL);
	bad = iconv(converter, &from, &n, &to, &room);
	iconv(converter, NULL, NULL, &to, &room);
	*to = '\0';
	return bad == 0 && n == 0 ? out : "\xef\xbf\xbd";
}

static const char *by_us(
	struct text *out, struct codepage *cp, const char *bytes, size_t n)
{
	text_clear(out);
	codepage_put(out, cp, (const unsigned char *)bytes, n);
	return out->at;
}

static struct codepage *open_page(unsigned number)
{
	struct codepage *cp = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(codepage_open(&cp, number, &e), 0);
	return cp;
}

static void compare_page(unsigned number)
{
	struct codepage *cp = open_page(number);
	iconv_t converter = reference(number);
	struct text out = TEXT_INIT;
	char b[2];

	for (int i = 0x80; i < 0x100; i++) {
		b[0] = (char)i;
		/* Windows reads the five empty places as control characters */
		if (number == 1252 && strchr("\x81\x8d\x8f\x90\x9d", i))
			continue;
		assert_string_equal(
			by_us(&out, cp, b, 1), by_iconv(converter, b, 1));
	}
	iconv_close(converter);
	codepage_close(cp);
	text_free(&out);
}

static void every_byte_of_a_code_page_is_as_in_iconv(void **state)
{
	(void)state;
	for (size_t i = 0; i < codepage_tables_n; i++)
		if (codepage_tables[i].number != 720)
			compare_page(codepage_tables[i].number);
}

/* A pair that is none: each byte by itself. */
static void expect_pair(char *out, iconv_t converter, const char *b)
{
	const char *pair = by_iconv(converter, b, 2);

	if (strcmp(pair, "\xef\xbf\xbd") != 0) {
		snprintf(out, 32, "%s", pair);
		return;
	}
	snprintf(out, 32, "%s", by_iconv(converter, b, 1));
	if (!(b[1] & 0x80))
		snprintf(out + strlen(out), 16, "%c", b[1]);
	else
		snprintf(out + strlen(out), 16, "%s",
			by_iconv(converter, b + 1, 1));
}

static void compare_pairs(unsigned number)
{
	struct codepage *cp = open_page(number);
	iconv_t converter = reference(number);
	struct text out = TEXT_INIT;
	char expected[32], b[2];

	for (int i = 0x80; i < 0x100; i++)
		for (int j = 1; j < 0x100; j++) {
			b[0] = (char)i;
			b[1] = (char)j;
			expect_pair(expected, converter, b);
			assert_string_equal(by_us(&out, cp, b, 2), expected);
		}
	iconv_close(converter);
	codepage_close(cp);
	text_free(&out);
}

static void every_pair_of_bytes_is_as_in_iconv(void **state)
{
	(void)state;
	assert_int_equal(codepage_wide_n, 5);
	for (size_t i = 0; i < codepage_wide_n; i++)
		compare_pairs(codepage_wide[i].number);
}

static void check(unsigned number, const char *bytes, const char *expected)
{
	struct codepage *cp = open_page(number);
	struct text out = TEXT_INIT;

	assert_string_equal(by_us(&out, cp, bytes, strlen(bytes)), expected);
	codepage_close(cp);
	text_free(&out);
}

static void words_come_out(void **state)
{
	(void)state;
	check(1251, "\xca\xe0\xe7\xe0\xf5\xf1\xf2\xe0\xed 1", "Казахстан 1");
	check(932, "a\x93\xfa\x96{", "a日本");
	check(720, "\x9f", "ا");
	check(1252, "\x80 5\x81", "€ 5\xc2\x81");
}

static void other_numbers_mean_the_same_pages(void **state)
{
	(void)state;
	check(0, "\x80", "€");
	check(1200, "\x80", "€");
	check(32769, "\x80", "€");
	check(32768, "\x80", "Ä");
	check(10001, "\x93\xfa", "日");
	check(10002, "\xa4\xe9", "日");
	check(10003, "\xc0\xcf", "일");
	check(10008, "\xc8\xd5", "日");
	check(65001, "日\xff", "日\xef\xbf\xbd");
}

static void half_a_pair_loses_no_more_than_itself(void **state)
{
	(void)state;
	check(932, "\x93", "\xef\xbf\xbd");
	check(932, "\x93 \x93\xfa", "\xef\xbf\xbd 日");
}

static void a_number_that_nobody_uses_is_refused(void **state)
{
	struct codepage *cp = NULL;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(codepage_open(&cp, 4711, &e), -1);
	assert_fault(&e, ERR_DATA, "code page 4711 is not known here");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_of_a_code_page_is_as_in_iconv),
		cmocka_unit_test(every_pair_of_bytes_is_as_in_iconv),
		cmocka_unit_test(words_come_out),
		cmocka_unit_test(other_numbers_mean_the_same_pages),
		cmocka_unit_test(half_a_pair_loses_no_more_than_itself),
		cmocka_unit_test(a_number_that_nobody_uses_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
