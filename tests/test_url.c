/* SPDX-License-Identifier: MIT */
/* Web addresses as text. */
#include "tests/check.h"

#include "pipeline/base/url.h"

static void an_address_of_the_web_is_told_from_others(void **state)
{
	static const char *const good[] = {
		"https://example.org",
		"HTTP://example.org/a?b#c",
		"http://[::1]:8080/x.xlsx",
		"https://example.org/T\xc3\xbcrkiye.xlsx",
		"https://example.org/user@home.xlsx",
	};
	static const char *const bad[] = {
		"",
		"example.org/x.xlsx",
		"ftp://example.org/x.xlsx",
		"file:///etc/passwd",
		"javascript:alert(1)",
		"https://",
		"https:///x.xlsx",
		"https://?x",
		"https://:80/x",
		"https://user:word@example.org/",
		"https://example.org/a b.xlsx",
		"https://example.org/\n",
		"https://example.org/\x7f",
		" https://example.org/",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(url_is_web(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (url_is_web(bad[i]))
			print_error("taken: '%s'\n", bad[i]);
		assert_false(url_is_web(bad[i]));
	}
}

static void a_spreadsheet_is_known_by_the_end_of_its_path(void **state)
{
	static const char *const good[] = {
		"https://example.org/a.xlsx",
		"https://example.org/A.XLS",
		"/b.xlsm?ver=1",
		"c.ods#sheet",
		"https://example.org/d.csv?x=y/z",
		"https://example.org/e%2Ezip",
		"https://example.org/f.xl%73x",
	};
	static const char *const bad[] = {
		"https://example.org/a.pdf",
		"https://example.org/?file=a.xlsx",
		"https://example.org/#a.xlsx",
		"https://example.org/a.xlsx/",
		"https://example.org/a.xlsx.html",
		"https://example.org/.xlsx",
		"https://example.zip",
		"https://example.zip?a",
		"xlsx",
		"",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(url_is_spreadsheet(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (url_is_spreadsheet(bad[i]))
			print_error("taken: '%s'\n", bad[i]);
		assert_false(url_is_spreadsheet(bad[i]));
	}
}

static void has_key(const char *url, const char *expected)
{
	struct text key = TEXT_INIT;

	url_key(&key, url);
	assert_string_equal(key.at, expected);
	text_free(&key);
}

static void addresses_of_the_same_file_have_one_key(void **state)
{
	(void)state;
	has_key("https://Example.org:443/A/b.xlsx?ver=2#x",
		"example.org/A/b.xlsx");
	has_key("http://example.org:80/A/b.xlsx", "example.org/A/b.xlsx");
	has_key("HTTPS://example.org:443/A/%62%2exlsx", "example.org/A/b.xlsx");
	has_key("https://example.org", "example.org/");
	has_key("https://example.org/", "example.org/");
	has_key("https://example.org?a", "example.org/?a");
	has_key("https://example.org/T%c3%BCrk.xlsx",
		"example.org/T\xc3\xbcrk.xlsx");
	has_key("https://example.org/a b.xlsx", "example.org/a%20b.xlsx");
	has_key("https://example.org/a%20b.xlsx", "example.org/a%20b.xlsx");
}

static void addresses_of_other_files_have_other_keys(void **state)
{
	(void)state;
	has_key("https://example.org:80/b.xlsx", "example.org:80/b.xlsx");
	has_key("https://example.org:8443/b.xlsx", "example.org:8443/b.xlsx");
	has_key("https://example.org/B.XLSX", "example.org/B.XLSX");
	has_key("https://example.org/get?file=1", "example.org/get?file=1");
	has_key("https://example.org/a%2fb.xlsx", "example.org/a%2Fb.xlsx");
	has_key("https://example.org/a%3Fb", "example.org/a%3Fb");
	has_key("https://example.org/a%2541", "example.org/a%2541");
	has_key("https://example.org/a%4%31", "example.org/a%2541");
	has_key("https://example.org/a%00%0a%zz%4",
		"example.org/a%00%0A%25zz%254");
}

static void a_host_is_what_stands_before_the_path(void **state)
{
	(void)state;
	assert_true(span_is(
		url_key_host(span_of("example.org/a/b")), "example.org"));
	assert_true(span_is(url_key_host(span_of("none")), ""));
	assert_true(span_is(url_key_host(span_of("")), ""));
}

static int matches(const char *pattern, const char *url)
{
	struct text key = TEXT_INIT;
	int rc;

	url_key(&key, url);
	rc = url_matches(pattern, (struct span){ key.at, key.len });
	text_free(&key);
	return rc;
}

static void a_pattern_stands_for_many_addresses(void **state)
{
	static const char url[] = "https://example.org/2026/01/data-1.xlsx";

	(void)state;
	assert_true(matches("https://example.org/2026/01/data-1.xlsx", url));
	assert_true(matches("http://EXAMPLE.org/2026/01/d%61ta-1.xlsx", url));
	assert_true(matches("*", url));
	assert_true(matches("*/data-*.xlsx", url));
	assert_true(matches("https://example.org/*", url));
	assert_true(matches("example.org/*/01/*-1.xlsx*", url));
	assert_true(matches("*.xlsx?ver=*", url));
	assert_false(matches("*/data.xlsx", url));
	assert_false(matches("*/data-*.xls", url));
	assert_false(matches("https://example.com/*", url));
	assert_false(matches("data-1.xlsx", url));
	assert_false(matches("", url));
	assert_true(matches("*?a=*", "https://example.org/get?a=1"));
	assert_false(matches("*?b=*", "https://example.org/get?a=1"));
}

/* Star upon star must not take for ever. */
static void a_pattern_of_many_stars_comes_to_an_end(void **state)
{
	struct text pattern = TEXT_INIT, url = TEXT_INIT;

	(void)state;
	text_puts(&url, "https://example.org/");
	for (int i = 0; i < 140; i++)
		text_puts(&pattern, "*a");
	for (int i = 0; i < 2000; i++)
		text_putc(&url, 'a');
	assert_true(matches(pattern.at, url.at));
	text_putc(&pattern, 'b');
	assert_false(matches(pattern.at, url.at));
	text_free(&pattern);
	text_free(&url);
}

static void has_file(const char *url, const char *expected)
{
	struct text file = TEXT_INIT;

	url_file(&file, url);
	assert_string_equal(file.at ? file.at : "", expected);
	text_free(&file);
}

static void a_file_is_the_end_of_the_path(void **state)
{
	(void)state;
	has_file("https://example.org/a/b%2exlsx?x=/y", "b.xlsx");
	has_file("https://example.org/a b.xlsx", "a%20b.xlsx");
	has_file("a b.xlsx", "a%20b.xlsx");
	has_file("https://example.org/a/", "");
	has_file("https://example.org", "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_of_the_web_is_told_from_others),
		cmocka_unit_test(a_spreadsheet_is_known_by_the_end_of_its_path),
		cmocka_unit_test(addresses_of_the_same_file_have_one_key),
		cmocka_unit_test(addresses_of_other_files_have_other_keys),
		cmocka_unit_test(a_host_is_what_stands_before_the_path),
		cmocka_unit_test(a_pattern_stands_for_many_addresses),
		cmocka_unit_test(a_pattern_of_many_stars_comes_to_an_end),
		cmocka_unit_test(a_file_is_the_end_of_the_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
