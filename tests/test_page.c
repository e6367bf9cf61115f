/* SPDX-License-Identifier: MIT */
/* Web pages: known by their beginning, titles and links, and what strangers
 * make of them. */
#include "tests/check.h"

#include <signal.h>

#include "pipeline/base/text.h"
#include "pipeline/fetch/page.h"
#include "pipeline/fetch/page_inside.h"

/* ---- known by the beginning ---- */

static int is_page(const char *type, const char *text)
{
	return page_is(type, text, strlen(text));
}

static void a_page_is_known_by_its_bytes(void **state)
{
	static const char *const pages[] = {
		"<!DOCTYPE html>\n<html>",
		"<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
		"<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">",
		"<HEAD>",
		"<body class=x>",
		"\r\n\t <title>x</title>",
		"\xef\xbb\xbf<html>",
		"\xef\xbb\xbf \n<!-- saved from url -->\n<!-- b --> <html>",
		"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">",
		"<?xml version=\"1.0\"?><!-- > --><html>",
		"<table><tr><td>Excel opens this</td></tr></table>",
		"<script>location='/'</script>",
		"<!-- a comment that goes on where the rest is not here yet",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		if (!is_page("application/vnd.ms-excel", pages[i]))
			print_error("not known: %s\n", pages[i]);
		assert_true(is_page("application/vnd.ms-excel", pages[i]));
		assert_true(is_page(NULL, pages[i]));
	}
}

static void a_page_in_utf16_is_known(void **state)
{
	static const char little[] = "\xff\xfe<\0H\0t\0m\0l\0>\0";
	static const char big[] = "\xfe\xff\0 \0<\0h\0t\0m\0l\0>";

	(void)state;
	assert_true(page_is("", little, sizeof(little) - 1));
	assert_true(page_is("", big, sizeof(big) - 1));
}

static void what_is_no_page_is_not_taken_for_one(void **state)
{
	static const char *const others[] = {
		"Country,Score\nKazakhstan,58\n",
		"",
		"<",
		"<?xml version=\"1.0\"?><Workbook><Worksheet>",
		"<?xml version=\"1.0\"?><!-- unended",
		"<?xml version=\"1.0\"?><table>",
		"<!DOCTYPE svg>",
		"<htmlish>",
		"<a,<b\n1,2\n",
		"<!ELEMENT html>",
		"PK\3\4<html>",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		if (is_page("text/csv", others[i]))
			print_error("taken for a page: %s\n", others[i]);
		assert_false(is_page("text/csv", others[i]));
	}
	assert_false(page_is(NULL, "<html", 5));
}

static void text_is_a_page_by_the_word_of_the_server(void **state)
{
	static const char csv[] = "Country,Score\n";

	(void)state;
	assert_true(is_page("text/html", csv));
	assert_true(is_page(" Text/HTML; charset=UTF-8", csv));
	assert_true(is_page("application/xhtml+xml", csv));
	assert_false(is_page("text/htmlx", csv));
	assert_false(is_page("text/plain; text/html", csv));
	assert_false(is_page("text/html", ""));
}

static void a_workbook_is_none_whatever_it_is_called(void **state)
{
	static const char zip[] = "PK\3\4\24\0\6\0<html>";
	static const char xls[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1<html>";
	static const char packed[] = "\x1f\x8b\x08<html>";

	(void)state;
	assert_false(page_is("text/html", zip, sizeof(zip) - 1));
	assert_false(page_is("text/html", xls, sizeof(xls) - 1));
	assert_false(page_is("text/html", packed, sizeof(packed) - 1));
}

static void every_beginning_of_a_page_can_be_asked_about(void **state)
{
	static const char page[] = "\xef\xbb\xbf <?xml version=\"1.0\"?>"
				   "<!-- x --><!DOCTYPE html><html><head>";

	(void)state;
	for (size_t n = 0; n < sizeof(page); n++) {
		char *copy = malloc(n ? n : 1);

		assert_non_null(copy);
		memcpy(copy, page, n);
		page_is("", copy, n);
		copy[0] = '\xff';
		page_is("", copy, n);
		free(copy);
	}
}

/* ---- titles ---- */

static void titled(const char *expected, const char *bytes, size_t n)
{
	char title[PAGE_TITLE];

	page_title(title, bytes, n);
	assert_string_equal(title, expected);
}

static void says(const char *expected, const char *page)
{
	titled(expected, page, strlen(page));
}

static void a_title_is_plain_folded_text(void **state)
{
	(void)state;
	says("404 Not Found", "<html><head><title>404 Not Found</title>");
	says("A & B", "<title>\n A &amp;\t\n B\xc2\xa0 </title>");
	says("C\xc3\xb4te <b>", "<title>C&ocirc;te <b></title>");
	says("first", "<title>first</title><title>second</title>");
	says("found",
		"<svg><title>of the drawing</title></svg>"
		"<title>found</title>");
	says("", "<title></title>");
	says("", "<p>none</p>");
	says("", "");
	says("open to the end", "<title>open to the end");
}

static void a_title_is_read_in_its_charset(void **state)
{
	static const char little[] =
		"\xff\xfe<\0t\0i\0t\0l\0e\0>\0\x24\x20=\xd8\x00\xde\x00\xd8";

	(void)state;
	says("T\xc3\xbcrkiye", "<title>T\xc3\xbcrkiye</title>");
	says("T\xc3\xbcrkiye", "\xef\xbb\xbf<title>T\xc3\xbcrkiye</title>");
	says("T\xc3\xbcrkiye \xe2\x80\x93 x", "<title>T\xfcrkiye \x96 x");
	titled("\xe2\x80\xa4\xf0\x9f\x98\x80\xef\xbf\xbd", little,
		sizeof(little) - 1);
}

/* The beginning of a body may end anywhere. */
static void a_character_that_is_cut_does_not_change_the_charset(void **state)
{
	static const char page[] = "<title>T\xc3\xbcrk \xf0\x9f\x98\x80";

	(void)state;
	for (size_t n = sizeof(page) - 4; n < sizeof(page) - 1; n++)
		titled("T\xc3\xbcrk", page, n);
	titled("T\xc3\xbcrk \xf0\x9f\x98\x80", page, sizeof(page) - 1);
}

static void a_long_title_is_cut_at_a_character(void **state)
{
	struct text page = TEXT_INIT;
	char title[PAGE_TITLE];

	(void)state;
	text_puts(&page, "<title>x");
	for (int i = 0; i < 1000; i++)
		text_puts(&page, "\xc3\xbc");
	page_title(title, page.at, page.len);
	assert_int_equal(strlen(title), PAGE_TITLE - 1);
	assert_true(text_is_utf8(span_of(title)));
	text_free(&page);
	text_puts(&page, "<title>");
	for (int i = 0; i < 1000; i++)
		text_puts(&page, "\xc3\xbc");
	page_title(title, page.at, page.len);
	assert_int_equal(strlen(title), PAGE_TITLE - 2);
	text_free(&page);
}

static void nul_bytes_do_not_end_a_page(void **state)
{
	static const char page[] = "<p>\0</p><title>a\0b</title>";

	(void)state;
	titled("a\xef\xbf\xbd"
	       "b",
		page, sizeof(page) - 1);
}

/* ---- links ---- */

static struct links links_of(const char *bytes, size_t n)
{
	struct links l = LINKS_INIT;
	struct err e = ERR_INIT;
	int rc = page_links(&l, bytes, n, &e);

	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	return l;
}

static void links_come_in_order_as_they_stand(void **state)
{
	static const char page[] =
		"<base href=/a/><link href=style.css><a name=x>no address</a>"
		"<a href=\"b.xlsx?x=1&amp;y=2\"> The <b>data</b>\n here</a>"
		"<a href=' javascript:alert(1) '></a><area href=c.csv>"
		"<p><a href=https://example.org/%D0%B4.zip>\xd0\xb4</a>"
		"<svg><a href=no.xls></a></svg>";
	struct links l = links_of(page, sizeof(page) - 1);

	(void)state;
	assert_string_equal(l.head, "/a/");
	assert_int_equal(l.n, 3);
	assert_string_equal(l.all[0].url, "b.xlsx?x=1&y=2");
	assert_string_equal(l.all[0].title, "The data here");
	assert_string_equal(l.all[0].modified, "");
	assert_string_equal(l.all[0].type, "");
	assert_string_equal(l.all[1].url, " javascript:alert(1) ");
	assert_string_equal(l.all[1].title, "");
	assert_string_equal(l.all[2].url, "https://example.org/%D0%B4.zip");
	assert_string_equal(l.all[2].title, "\xd0\xb4");
	links_free(&l);
}

static void a_page_without_links_has_none(void **state)
{
	struct links l = links_of("plain", 5);

	(void)state;
	assert_string_equal(l.head, "");
	assert_int_equal(l.n, 0);
	links_free(&l);
	l = links_of("", 0);
	assert_int_equal(l.n, 0);
	links_free(&l);
}

/* valgrind takes forty times as long, and a locked process has three seconds.
 */
static int at_most(int times)
{
	const char *under = getenv("UNDER");

	return under && *under ? times / 40 : times;
}

static void add_times(struct text *t, int times, const char *what)
{
	for (int i = 0; i < times; i++)
		text_puts(t, what);
}

static void more_links_than_are_kept_are_counted(void **state)
{
	struct text page = TEXT_INIT;
	struct links l;

	(void)state;
	add_times(&page, LINKS_MOST + 7, "<a href=x>y</a>");
	l = links_of(page.at, page.len);
	assert_int_equal(l.n, LINKS_MOST);
	assert_int_equal(l.left_out, 7);
	assert_string_equal(l.all[LINKS_MOST - 1].title, "y");
	links_free(&l);
	text_free(&page);
}

static void an_address_that_is_too_long_is_no_link(void **state)
{
	struct text page = TEXT_INIT;
	struct links l;

	(void)state;
	text_puts(&page, "<a href=a>");
	add_times(&page, at_most(1 << 20), "b");
	text_puts(&page, "</a><a href='");
	add_times(&page, at_most(1 << 20), "x");
	text_puts(&page, "'>long</a><a href='");
	add_times(&page, LINKS_TEXT - 1, "x");
	text_puts(&page, "'>fits</a>");
	l = links_of(page.at, page.len);
	assert_int_equal(l.n, 2);
	assert_int_equal(strlen(l.all[0].title), PAGE_TITLE - 1);
	assert_int_equal(strlen(l.all[1].url), LINKS_TEXT - 1);
	assert_string_equal(l.all[1].title, "fits");
	links_free(&l);
	text_free(&page);
}

/* ---- pages that mean harm ---- */

static void a_page_may_be_as_deep_as_it_likes(void **state)
{
	struct text page = TEXT_INIT;
	struct links l;

	(void)state;
	add_times(&page, at_most(100000), "<span>");
	text_puts(&page, "<a href=deep.xlsx>");
	add_times(&page, at_most(100000), "<svg>");
	text_puts(&page, "x");
	l = links_of(page.at, page.len);
	assert_int_equal(l.n, 1);
	assert_string_equal(l.all[0].url, "deep.xlsx");
	links_free(&l);
	text_free(&page);
}

/* The parser asks each time what is open: twice as deep is four times as long.
 */
static void a_page_that_takes_too_long_is_one_error(void **state)
{
	struct text page = TEXT_INIT;
	struct links l = LINKS_INIT;
	struct err e = ERR_INIT;
	char title[PAGE_TITLE] = "left";

	(void)state;
	add_times(&page, 1 << 20, "<ul><li>");
	assert_int_equal(page_links(&l, page.at, page.len, &e), -1);
	assert_fault(&e, ERR_DATA, "the page reader ran longer than 3 s");
	assert_int_equal(l.n, 0);
	text_puts(&page, "<title>never</title>");
	page_title(title, page.at, page.len);
	assert_string_equal(title, "");
	text_free(&page);
}

static void a_page_that_is_too_large_is_one_error(void **state)
{
	char *bytes = calloc(1, PAGE_BYTES + 1);
	struct links l = LINKS_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_non_null(bytes);
	assert_int_equal(page_links(&l, bytes, PAGE_BYTES + 1, &e), -1);
	assert_fault(&e, ERR_DATA, "the page has more than 8 MiB");
	free(bytes);
}

static int crash(FILE *out, struct span bytes, struct err *e)
{
	(void)bytes, (void)e;
	links_head(out, "head");
	links_put(out, &(struct link){ "a", "b", "c", "d" });
	fflush(out);
	raise(SIGKILL);
	return 0;
}

static void a_finder_that_crashes_has_found_nothing(void **state)
{
	struct links l = LINKS_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
		links_find(&l, crash, "the finder", span_of("x"), &e), -1);
	assert_fault(&e, ERR_DATA, "the finder died of signal 9");
	assert_int_equal(l.n, 0);
}

/* What a finder that was taken over might say. */
static int lie(FILE *out, struct span bytes, struct err *e)
{
	(void)e;
	fwrite(bytes.at, 1, bytes.len, out);
	return 0;
}

static void told(const char *bytes, size_t n, const char *head, size_t links)
{
	struct links l = LINKS_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(
		links_find(&l, lie, "x", (struct span){ bytes, n }, &e), 0);
	assert_string_equal(l.head, head);
	assert_int_equal(l.n, links);
	links_free(&l);
}

static void what_a_finder_says_is_not_believed(void **state)
{
	char *large = malloc(1 << 20);

	(void)state;
	assert_non_null(large);
	memset(large, 'x', 1 << 20);
	told(large, 1 << 20, "", 0);
	memset(large, 0, 1 << 20);
	told(large, 1 << 20, "", LINKS_MOST);
	told("h\0a\0b\0c\0d\0e\0f", 13, "h", 1);
	told("h\0a\0\xff\0c\0d", 9, "h", 0);
	told("\xff\0a\0b\0c\0d", 9, "", 0);
	told("", 0, "", 0);
	free(large);
}

/* ---- a piece of HTML ---- */

static void html_in_a_title_becomes_plain(void **state)
{
	char plain[PAGE_TITLE];
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(page_plain(plain,
				 span_of("2025 Index &#8211; <i>data</i>"), &e),
		0);
	assert_string_equal(plain, "2025 Index \xe2\x80\x93 data");
	assert_int_equal(page_plain(plain, span_of(""), &e), 0);
	assert_string_equal(plain, "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_known_by_its_bytes),
		cmocka_unit_test(a_page_in_utf16_is_known),
		cmocka_unit_test(what_is_no_page_is_not_taken_for_one),
		cmocka_unit_test(text_is_a_page_by_the_word_of_the_server),
		cmocka_unit_test(a_workbook_is_none_whatever_it_is_called),
		cmocka_unit_test(every_beginning_of_a_page_can_be_asked_about),
		cmocka_unit_test(a_title_is_plain_folded_text),
		cmocka_unit_test(a_title_is_read_in_its_charset),
		cmocka_unit_test(
			a_character_that_is_cut_does_not_change_the_charset),
		cmocka_unit_test(a_long_title_is_cut_at_a_character),
		cmocka_unit_test(nul_bytes_do_not_end_a_page),
		cmocka_unit_test(links_come_in_order_as_they_stand),
		cmocka_unit_test(a_page_without_links_has_none),
		cmocka_unit_test(more_links_than_are_kept_are_counted),
		cmocka_unit_test(an_address_that_is_too_long_is_no_link),
		cmocka_unit_test(a_page_may_be_as_deep_as_it_likes),
		cmocka_unit_test(a_page_that_takes_too_long_is_one_error),
		cmocka_unit_test(a_page_that_is_too_large_is_one_error),
		cmocka_unit_test(a_finder_that_crashes_has_found_nothing),
		cmocka_unit_test(what_a_finder_says_is_not_believed),
		cmocka_unit_test(html_in_a_title_becomes_plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
