/* SPDX-License-Identifier: MIT */
/* Publishers' listings: which spreadsheets they name, and what is no listing.
 */
#include "tests/check.h"

#include "pipeline/base/url.h"
#include "pipeline/fetch/page.h"
#include "pipeline/fetch/published.h"

#define API  "https://example.org/wp-json/wp/v2/media?search=data"
#define PAGE "https://example.org/a/b?x"

static int add(
	struct published *p, const char *from, const char *text, struct err *e)
{
	return published_add(p, from, NULL, span_of(text), e);
}

/* Each file as a line: address, title, modified. */
static void names(const char *from, const char *text, const char *expected)
{
	struct published p = PUBLISHED_INIT;
	struct text all = TEXT_INIT;
	struct err e = ERR_INIT;

	add(&p, from, text, &e);
	assert_string_equal(e.text, "");
	for (size_t i = 0; i < p.n; i++)
		text_printf(&all, "%s|%s|%s\n", p.all[i].url, p.all[i].title,
			p.all[i].modified);
	assert_string_equal(all.at ? all.at : "", expected);
	text_free(&all);
	published_free(&p);
}

static void refused_bytes(
	const char *from, const char *type, struct span bytes, const char *why)
{
	struct published p = PUBLISHED_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(published_add(&p, from, type, bytes, &e), -1);
	assert_fault(&e, ERR_DATA, why);
	assert_int_equal(p.n, 0);
	published_free(&p);
}

static void refused(const char *from, const char *text, const char *why)
{
	refused_bytes(from, NULL, span_of(text), why);
}

/* ---- JSON ---- */

static void a_media_api_names_its_files(void **state)
{
	(void)state;
	names(API,
		"\xef\xbb\xbf \n[{\"id\":7,\"date\":\"2026-01-08T10:00:00\","
		"\"modified\":\"2026-01-20T09:30:00\","
		"\"title\":{\"rendered\":\"Index &#8211; data &amp; more\"},"
		"\"guid\":{\"rendered\":\"https://example.org/?id=7.xlsx\"},"
		"\"mime_type\":\"application/vnd.openxmlformats-officedocument."
		"spreadsheetml.sheet\","
		"\"media_details\":{\"sizes\":{\"a\":\"https://example.org/"
		"no.xlsx\"}},"
		"\"source_url\":\"https:\\/\\/example.org\\/u\\/data-1.xlsx\"},"
		"{\"date\":\"2025-12-01\",\"title\":{\"rendered\":\"Report\"},"
		"\"mime_type\":\"application/pdf\","
		"\"source_url\":\"https://example.org/u/r.pdf\"},"
		"{\"date\":\"2024-02-01\","
		"\"mime_type\":\"application/vnd.ms-excel.sheet.macroEnabled."
		"12\",\"source_url\":\"https://example.org/download/9\"}]",
		"https://example.org/u/data-1.xlsx|"
		"Index \xe2\x80\x93 data & more|2026-01-20T09:30:00\n"
		"https://example.org/download/9||2024-02-01\n");
}

static void a_search_may_find_nothing(void **state)
{
	(void)state;
	names(API, "[]", "");
	names(API, "{}", "");
}

static void other_json_names_files_by_their_addresses(void **state)
{
	(void)state;
	names("https://example.org/api/list",
		"{\"result\":{\"resources\":[{\"name\":\"The  table\","
		"\"updated\":\"2024\",\"links\":[\"/d/a.csv\","
		"\"http://example.com/b.XLSX?v=1#s\",\"c.ods\",\"d.html\"]},"
		"\"../e.zip\",5,null,true]},\"x\":\"javascript:a.xlsx\","
		"\"y\":\"mailto:a@b.xlsx\",\"z\":\"file:///etc/a.xlsx\"}",
		"https://example.org/d/a.csv|The table|2024\n"
		"http://example.com/b.XLSX?v=1|The table|2024\n"
		"https://example.org/api/c.ods|The table|2024\n"
		"https://example.org/e.zip||\n");
	names("https://example.org/",
		"[{\"title\":\"A title\",\"url\":\"a.xls\","
		"\"modified\":\"2024-01\"},{\"name\":\"A "
		"name\",\"u\":\"b.xls\"}]",
		"https://example.org/a.xls|A title|2024-01\n"
		"https://example.org/b.xls|A name|\n");
}

static void a_file_counts_once(void **state)
{
	struct published p = PUBLISHED_INIT;
	struct err e = ERR_INIT;
	struct text key = TEXT_INIT;

	(void)state;
	assert_int_equal(
		add(&p, API,
			"[{\"source_url\":\"https://example.org/a.csv\""
			"},{\"source_url\":\"http://EXAMPLE.org/%61."
			"csv?v=2\"}]",
			&e),
		0);
	assert_int_equal(
		add(&p, API,
			"[{\"source_url\":\"https://example.org/a.csv\""
			"},{\"source_url\":\"https://example.org/b.csv"
			"\"}]",
			&e),
		0);
	assert_int_equal(p.n, 2);
	url_key(&key, "https://example.org/b.csv?v=3");
	assert_string_equal(
		published_find(&p, (struct span){ key.at, key.len })->url,
		"https://example.org/b.csv");
	assert_null(published_find(&p, span_of("example.org/c.csv")));
	text_free(&key);
	published_free(&p);
}

static void an_error_of_the_api_is_told(void **state)
{
	(void)state;
	refused(API,
		"{\"code\":\"rest_no_route\",\"message\":\"No route &amp; "
		"nothing\",\"data\":{\"status\":404}}",
		"the server answers with an error: 'No route & nothing' "
		"(rest_no_route)");
}

static void what_is_no_json_is_told_by_its_line(void **state)
{
	(void)state;
	refused(API, "[1,\n2,",
		"line 2: no JSON: ']' expected near end of "
		"file");
	refused(API, "{\"a\":1,\"a\":2}",
		"line 1: no JSON: duplicate object key near '\"a\"'");
	refused(API, "[\"\xff\"]",
		"line 1: no JSON: unable to decode byte 0xff near '\"'");
	refused(API, "[1] [2]",
		"line 1: no JSON: end of file expected near '['");
}

static void a_nul_in_a_text_ends_an_address(void **state)
{
	(void)state;
	names(API, "[\"a.xlsx\\u0000.pdf\",\"b.pdf\\u0000.xlsx\"]",
		"https://example.org/wp-json/wp/v2/a.xlsx||\n");
	refused_bytes(API, NULL, (struct span){ "[\"a\0\"]", 6 },
		"line 1: no JSON: control character 0x0 near '\"a'");
}

static void repeated(
	const char *open, int times, const char *from, const char *why)
{
	struct text bomb = TEXT_INIT;

	for (int i = 0; i < times; i++)
		text_puts(&bomb, open);
	refused(from, bomb.at, why);
	text_free(&bomb);
}

static void json_that_is_too_deep_is_refused(void **state)
{
	(void)state;
	repeated("[", 1000000, API,
		"line 1: no JSON: maximum parsing depth reached near '['");
	repeated("{\"a\":", 1000000, API,
		"line 1: no JSON: maximum parsing depth reached near '{'");
}

static void json_may_be_as_deep_as_it_can_be_read(void **state)
{
	struct text deep = TEXT_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++)
		text_puts(&deep, "[{\"a\":");
	text_puts(&deep, "\"x.csv\"");
	for (int i = 0; i < 1000; i++)
		text_puts(&deep, "}]");
	names(API, deep.at, "https://example.org/wp-json/wp/v2/x.csv||\n");
	text_free(&deep);
}

/* ---- pages ---- */

static void a_page_names_what_it_links_to(void **state)
{
	(void)state;
	names(PAGE,
		"<html><a href='c.xlsx?x=1&amp;y=2'>The data</a>"
		"<a href=//example.com/d%20e.XLS#top></a>"
		"<a href=/about.html>About</a>"
		"<a href='javascript:get(\"a.xlsx\")'>no</a>"
		"<a href='ftp://example.org/f.csv'>no</a>"
		"<a href='c.xlsx?x=3'>again</a>"
		"<a href='g h.csv'>space</a>",
		"https://example.org/a/c.xlsx?x=1&y=2|The data|\n"
		"https://example.com/d%20e.XLS||\n"
		"https://example.org/a/g%20h.csv|space|\n");
}

static void a_page_may_say_what_its_links_are_relative_to(void **state)
{
	(void)state;
	names(PAGE, "<html><base href='/files/'><a href=c.csv>x</a>",
		"https://example.org/files/c.csv|x|\n");
	names(PAGE, "<html><base href='javascript:x'><a href=c.csv>x</a>",
		"https://example.org/a/c.csv|x|\n");
}

static void a_page_instead_of_json_is_told_by_its_title(void **state)
{
	(void)state;
	refused(API,
		"<!DOCTYPE html><title>Just a moment...</title>"
		"<a href=a.xlsx>x</a>",
		"a web page came instead of JSON: 'Just a moment...'");
}

static void a_page_without_files_is_suspicious(void **state)
{
	(void)state;
	refused(PAGE, "<html><title>Data</title><a href=a.html>x</a>",
		"the web page 'Data' links to no spreadsheet (its links: 1): "
		"is it an error page, or are its links made by a script?");
	refused_bytes(PAGE, "text/html", span_of("nothing here"),
		"the web page '' links to no spreadsheet (its links: 0): is "
		"it an error page, or are its links made by a script?");
}

static void json_is_json_whatever_the_server_calls_it(void **state)
{
	struct published p = PUBLISHED_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(published_add(&p, PAGE, "text/html",
				 span_of("[\"a.csv\"]"), &e),
		0);
	assert_int_equal(p.n, 1);
	published_free(&p);
}

static void what_is_neither_is_refused(void **state)
{
	(void)state;
	refused(PAGE, "", "the listing is empty");
	refused(PAGE, "\n", "this is neither JSON nor a web page");
	refused(PAGE, "Country,Score\n", "this is neither JSON nor a web page");
	refused_bytes(PAGE, "text/html", (struct span){ "PK\3\4\0", 5 },
		"this is neither JSON nor a web page");
}

static void a_listing_that_is_too_large_is_refused(void **state)
{
	char *bytes = malloc(PAGE_BYTES + 1);

	(void)state;
	assert_non_null(bytes);
	memset(bytes, ' ', PAGE_BYTES + 1);
	refused_bytes(API, NULL, (struct span){ bytes, PAGE_BYTES + 1 },
		"the listing has more than 8 MiB");
	free(bytes);
}

/* Nothing that a terminal obeys, and nothing that is said once and kept ten
 * thousand times. */
static void what_is_said_of_a_file_is_short_and_plain(void **state)
{
	struct published p = PUBLISHED_INIT;
	struct text list = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	names(API,
		"[{\"source_url\":\"a.csv\",\"title\":\"A\\u009b2J\\u007f1\","
		"\"modified\":\"\\u001b[2J2026\\n,\"}]",
		"https://example.org/wp-json/wp/v2/a.csv|A 2J 1|[2J2026 ,\n");
	text_puts(&list, "[{\"source_url\":\"a.csv\",\"modified\":\"");
	for (int i = 0; i < 4000; i++)
		text_putc(&list, 'm');
	text_puts(&list, "\"}]");
	assert_int_equal(add(&p, API, list.at, &e), 0);
	assert_int_equal(strlen(p.all[0].modified), PAGE_TITLE - 1);
	text_free(&list);
	published_free(&p);
}

static void more_files_than_are_kept_are_counted(void **state)
{
	struct published p = PUBLISHED_INIT;
	struct text list = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	text_putc(&list, '[');
	for (int i = 0; i < LINKS_MOST + 3; i++)
		text_printf(&list, "\"%d.csv\",", i);
	text_puts(&list, "\"last.csv\"]");
	assert_int_equal(add(&p, API, list.at, &e), 0);
	assert_int_equal(p.n, LINKS_MOST);
	assert_int_equal(p.left_out, 4);
	assert_int_equal(add(&p, API, "[\"0.csv\",\"more.csv\"]", &e), 0);
	assert_int_equal(p.n, LINKS_MOST);
	assert_int_equal(p.left_out, 5);
	text_free(&list);
	published_free(&p);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_media_api_names_its_files),
		cmocka_unit_test(a_search_may_find_nothing),
		cmocka_unit_test(other_json_names_files_by_their_addresses),
		cmocka_unit_test(a_file_counts_once),
		cmocka_unit_test(an_error_of_the_api_is_told),
		cmocka_unit_test(what_is_no_json_is_told_by_its_line),
		cmocka_unit_test(a_nul_in_a_text_ends_an_address),
		cmocka_unit_test(json_that_is_too_deep_is_refused),
		cmocka_unit_test(json_may_be_as_deep_as_it_can_be_read),
		cmocka_unit_test(a_page_names_what_it_links_to),
		cmocka_unit_test(a_page_may_say_what_its_links_are_relative_to),
		cmocka_unit_test(a_page_instead_of_json_is_told_by_its_title),
		cmocka_unit_test(a_page_without_files_is_suspicious),
		cmocka_unit_test(json_is_json_whatever_the_server_calls_it),
		cmocka_unit_test(what_is_neither_is_refused),
		cmocka_unit_test(a_listing_that_is_too_large_is_refused),
		cmocka_unit_test(what_is_said_of_a_file_is_short_and_plain),
		cmocka_unit_test(more_files_than_are_kept_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
