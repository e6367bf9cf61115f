/* SPDX-License-Identifier: MIT */
/* Addresses: which are private, how they are joined and shown; headers. */
#include "tests/netask.h"

/* ---- private ----------------------------------------------------------------
 */

static void each_special_block_is_private_to_its_ends(void **state)
{
	static const char *const private[] = { "0.0.0.0", "0.255.255.255",
		"10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
		"127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.0",
		"172.31.255.255", "192.0.0.8", "192.0.2.1", "192.31.196.1",
		"192.52.193.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
		"192.175.48.1", "198.18.0.0", "198.19.255.255", "198.51.100.1",
		"203.0.113.255", "224.0.0.1", "239.255.255.255", "240.0.0.0",
		"255.255.255.255" };
	static const char *const public[] = { "1.1.1.1", "9.255.255.255",
		"11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
		"128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
		"172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255",
		"192.169.0.0", "198.17.255.255", "198.20.0.0",
		"223.255.255.255" };

	(void)state;
	for (size_t i = 0; i < COUNT(private); i++)
		if (!net_is_private(private[i]))
			fail_msg("%s is private", private[i]);
	for (size_t i = 0; i < COUNT(public); i++)
		if (net_is_private(public[i]))
			fail_msg("%s is public", public[i]);
}

static void of_ipv6_only_the_unicast_net_is_public(void **state)
{
	static const char *const private[] = { "::", "::1", "::ffff:127.0.0.1",
		"::ffff:8.8.8.8", "::8.8.8.8", "::ffff:0:8.8.8.8",
		"64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
		"64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "100::1",
		"2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1",
		"2001:10::1", "2001:20::1", "2001:1ff:ffff::", "2001:db8::1",
		"2002:7f00:1::", "2002:808:808::", "2620:4f:8000::1", "3fff::1",
		"3fff:fff:ffff::", "4000::1", "5f00::1", "fc00::1",
		"fd12:3456::1", "fe80::1", "febf:ffff::1", "fec0::1",
		"ff02::1" };
	static const char *const public[] = { "2000::1", "2001:200::1",
		"2001:db7:ffff::1", "2001:db9::1", "2001:4860:4860::8888",
		"2003::1", "2606:4700:4700::1111", "2620:4f:7fff::1",
		"2620:4f:8001::1", "3ffe::1", "3fff:1000::1",
		"64:ff9b::8.8.8.8" };

	(void)state;
	for (size_t i = 0; i < COUNT(private); i++)
		if (!net_is_private(private[i]))
			fail_msg("%s is private", private[i]);
	for (size_t i = 0; i < COUNT(public); i++)
		if (net_is_private(public[i]))
			fail_msg("%s is public", public[i]);
}

static void what_is_no_address_is_private(void **state)
{
	static const char *const all[] = { "", "example.org", "1.2.3",
		"8.8.8.8 ", "8.8.8.8:80", "[2000::1]", "08.8.8.8", "2000::1%1",
		"256.1.1.1" };

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		assert_int_equal(net_is_private(all[i]), 1);
}

static void localhost_has_many_names(void **state)
{
	static const char *const private[] = { "localhost", "LocalHost",
		"localhost.", "a.localhost", "a.b.localhost.", "127.0.0.1",
		"::1", "[::1]", "10.0.0.1", "10.0.0.1.", "fe80::1%25eth0",
		"[fe80::1%25eth0]" };
	static const char *const other[] = { "example.org", "localhost.org",
		"notlocalhost", "8.8.8.8", "2606:4700:4700::1111",
		"a-name-that-is-longer-than-any-address-of-a-socket-is.org" };

	(void)state;
	for (size_t i = 0; i < COUNT(private); i++)
		assert_int_equal(net_host_is_private(private[i]), 1);
	for (size_t i = 0; i < COUNT(other); i++)
		assert_int_equal(net_host_is_private(other[i]), 0);
}

/* ---- written ----------------------------------------------------------------
 */

static void an_address_is_made_whole_as_a_page_means_it(void **state)
{
	static const struct {
		const char *base, *url, *whole;
	} all[] = {
		{ "https://a.org/x/y?q", "z.xlsx", "https://a.org/x/z.xlsx" },
		{ "https://a.org/x/y", "/z", "https://a.org/z" },
		{ "https://a.org/x/y", "../z", "https://a.org/z" },
		{ "https://a.org/x/", "?page=2", "https://a.org/x/?page=2" },
		{ "https://a.org/x", "//b.org/z", "https://b.org/z" },
		{ "https://a.org/x", "http://b.org", "http://b.org/" },
		{ "https://a.org/x", "z#part", "https://a.org/z" },
		{ "https://a.org/", "a b.xlsx", "https://a.org/a%20b.xlsx" },
		{ "", "https://a.org/a b?c d", "https://a.org/a%20b?c+d" },
		{ "https://a.org/", "a%20b.xlsx", "https://a.org/a%20b.xlsx" },
		{ "https://a.org/", "\xd3\xa9.xlsx",
			"https://a.org/%d3%a9.xlsx" },
		{ "", "HTTPS://A.org", "https://A.org/" },
		{ "", "http://2130706433/", "http://127.0.0.1/" },
		{ "", "http://0x7f.1/", "http://127.0.0.1/" },
		{ "https://u:p@a.org/x", "/z", "https://u:p@a.org/z" },
		{ "https://u:p@a.org/x", "//b.org/", "https://b.org/" },
	};
	char out[NET_URL];

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_int_equal(net_join(out, all[i].base, all[i].url), 0);
		assert_string_equal(out, all[i].whole);
	}
}

static void what_is_no_address_of_the_web_is_not_joined(void **state)
{
	static const char *const all[] = { "file:///etc/passwd", "ftp://a.org/",
		"javascript:alert(1)", "mailto:a@a.org", "data:text/plain,x",
		"http://", "https://a b.org/", "http://a.org:99999/",
		"http://a.org/\nx", "gopher://a.org/", "http://[::1/",
		"http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/",
		"http://a.org\xc2\x9b/", "http://\xc2\x9b@a.org/" };
	char out[NET_URL], *url = malloc(NET_URL + 32);

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		if (net_join(out, "", all[i]) == 0)
			fail_msg("'%s' came to '%s'", all[i], out);
	assert_int_equal(net_join(out, "", "no/scheme://"), -1);
	assert_int_equal(net_join(out, "", ""), -1);
	assert_non_null(url);
	memset(url, 'x', NET_URL + 31);
	url[NET_URL + 31] = '\0';
	memcpy(url, "http://a.org/", 13);
	assert_int_equal(net_join(out, "", url), -1);
	free(url);
}

static void a_secret_is_left_out_of_what_is_shown(void **state)
{
	static const struct {
		const char *url, *shown;
	} all[] = {
		{ "https://u:p@a.org/x@y", "https://a.org/x@y" },
		{ "https://u@a.org", "https://a.org" },
		{ "https://u:p@p@a.org/", "https://a.org/" },
		{ "https://u\\u:p@a.org/", "https://a.org/" },
		{ "ftp://u:p@a.org/x", "ftp://a.org/x" },
		{ "//u:p@a.org/x", "//a.org/x" },
		{ "https://a.org/?m=a@b.org", "https://a.org/?m=a@b.org" },
		{ "https://a.org?m=a@b.org", "https://a.org?m=a@b.org" },
		{ "mailto:a@b.org", "mailto:a@b.org" },
		{ "", "" },
	};
	char out[NET_URL];

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		net_without_secret(out, all[i].url);
		assert_string_equal(out, all[i].shown);
	}
}

static void host_and_port_are_found_as_curl_finds_them(void **state)
{
	static const struct {
		const char *url, *host, *port;
	} all[] = {
		{ "http://proxy.gov.kz:3128", "proxy.gov.kz", "3128" },
		{ "proxy:8080/", "proxy", "8080" },
		{ "proxy", "proxy", "1080" },
		{ "https://proxy", "proxy", "443" },
		{ "http://u:p@w:1@10.0.0.1:3128/", "10.0.0.1", "3128" },
		{ "socks5h://[fd00::1]:1080", "fd00::1", "1080" },
		{ "http://[::1]", "::1", "1080" },
	};
	static const char *const none[] = { "", "http://", "http://:80", "[::1",
		"http://u@/" };
	char host[NET_HOST], port[8];

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_int_equal(net_host_port(host, port, all[i].url), 0);
		assert_string_equal(host, all[i].host);
		assert_string_equal(port, all[i].port);
	}
	for (size_t i = 0; i < COUNT(none); i++)
		assert_int_equal(net_host_port(host, port, none[i]), -1);
}

/* ---- headers ----------------------------------------------------------------
 */

static void take_lines(struct net_head *h, const char *const *lines)
{
	struct err e = ERR_INIT;

	net_head_begin(h);
	for (; *lines; lines++)
		assert_int_equal(
			net_head_line(h, *lines, strlen(*lines), &e), 0);
}

static void a_link_to_the_next_page_is_found_among_others(void **state)
{
	static const struct {
		const char *line, *next;
	} all[] = {
		{ "Link: </2>; rel=\"next\"\r\n", "/2" },
		{ "link:</2>;rel=next\r\n", "/2" },
		{ "Link: </2>; REL = NEXT\r\n", "/2" },
		{ "Link: </1>; rel=prev, </3>; rel=next\r\n", "/3" },
		{ "Link: </a,b;c>; rel=next\r\n", "/a,b;c" },
		{ "Link: </2>; title=\"; rel=prev, <x>\"; rel=next\r\n", "/2" },
		{ "Link: </2>; rel=\"last next\"\r\n", "/2" },
		{ "Link: </2>; rel=nextish\r\n", "" },
		{ "Link: </2>; title=next\r\n", "" },
		{ "Link: </2>\r\n", "" },
		{ "Link: </2; rel=next\r\n", "" },
		{ "Link: /2; rel=next\r\n", "" },
		{ "Link: </2>; rel=\"next\r\n", "/2" },
		{ "Link: <>; rel=next\r\n", "" },
		{ "Link:\r\n", "" },
		{ "Link: </2>;;;, </3>; rel=next\r\n", "/3" },
	};
	struct net_head h;

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		const char *const lines[] = { "HTTP/1.1 200 OK\r\n",
			all[i].line, "\r\n", NULL };

		take_lines(&h, lines);
		assert_string_equal(h.next, all[i].next);
	}
}

static void the_headers_of_the_last_status_line_count(void **state)
{
	static const char *const lines[] = { "HTTP/1.1 103 Early Hints\r\n",
		"ETag: \"early\"\r\n", "\r\n", "HTTP/2 200 \r\n",
		"content-type:  text/csv \r\n", "Content-Length: 12\r\n",
		"ETag \r\n", ": \"x\"\r\n", "Retry-After: 1\r\n", "\r\n",
		"ETag: \"late\"\r\n", NULL };
	struct net_head h;

	(void)state;
	take_lines(&h, lines);
	assert_int_equal(h.status, 200);
	assert_int_equal(h.done, 1);
	assert_string_equal(h.etag, "");
	assert_string_equal(h.content_type, "text/csv");
	assert_int_equal(h.length, 12);
	assert_int_equal(h.asks_to_wait, 1);
}

static void a_validator_that_is_no_plain_line_is_none(void **state)
{
	static const struct {
		const char *line, *etag;
	} all[] = {
		{ "ETag: \"a\"\r\n", "\"a\"" },
		{ "ETag: unquoted\r\n", "unquoted" },
		{ "ETag: \"a\rb\"\r\n", "" },
		{ "ETag: \"a\tb\"\r\n", "" },
		{ "ETag: \"\xc3\xa9\"\r\n", "" },
		{ "ETag: \"\x7f\"\r\n", "" },
		{ "ETag:\r\n", "" },
	};
	struct net_head h;
	struct err e = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		const char *const lines[] = { "HTTP/1.1 200 OK\r\n",
			all[i].line, "\r\n", NULL };

		take_lines(&h, lines);
		assert_string_equal(h.etag, all[i].etag);
	}
	net_head_begin(&h);
	assert_int_equal(net_head_line(&h, "ETag: a\0b\r\n", 11, &e), 0);
	assert_string_equal(h.etag, "");
}

static void a_nul_in_a_header_ends_nothing(void **state)
{
	static const char link[] = "Link: </2>; rel=\"a\0b\"\r\n",
			  named[] = "Link: </2>; \0; rel=next\r\n",
			  packed[] = "Content-Encoding: gzip\0, gzip\r\n";
	struct err e = ERR_INIT;
	struct net_head h;

	(void)state;
	net_head_begin(&h);
	assert_int_equal(net_head_line(&h, link, sizeof(link) - 1, &e), 0);
	assert_false(h.has_next);
	assert_int_equal(net_head_line(&h, named, sizeof(named) - 1, &e), 0);
	assert_string_equal(h.next, "/2");
	assert_int_equal(net_head_line(&h, packed, sizeof(packed) - 1, &e), -1);
	assert_fault(&e, ERR_REMOTE,
		"the body is packed in a way that was not asked for: 'gzip'");
}

static void a_validator_counts_up_to_its_room(void **state)
{
	char line[NET_VALIDATOR + 16];
	const char *const lines[] = { "HTTP/1.1 200 OK\r\n", line, NULL };
	struct net_head h;

	(void)state;
	snprintf(line, sizeof(line), "ETag: %0*d\r\n", NET_VALIDATOR - 1, 7);
	take_lines(&h, lines);
	assert_int_equal(strlen(h.etag), NET_VALIDATOR - 1);
	snprintf(line, sizeof(line), "ETag: %0*d\r\n", NET_VALIDATOR, 7);
	take_lines(&h, lines);
	assert_string_equal(h.etag, "");
}

static void a_length_that_is_none_is_not_known(void **state)
{
	static const struct {
		const char *line;
		long long length;
	} all[] = {
		{ "Content-Length: 0\r\n", 0 },
		{ "Content-Length: 10737418240\r\n", 10737418240 },
		{ "Content-Length: -1\r\n", -1 },
		{ "Content-Length: many\r\n", -1 },
		{ "Content-Length: 99999999999999999999999\r\n", -1 },
	};
	struct net_head h;

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		const char *const lines[] = { "HTTP/1.1 200 OK\r\n",
			all[i].line, NULL };

		take_lines(&h, lines);
		assert_int_equal(h.length, all[i].length);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_special_block_is_private_to_its_ends),
		cmocka_unit_test(of_ipv6_only_the_unicast_net_is_public),
		cmocka_unit_test(what_is_no_address_is_private),
		cmocka_unit_test(localhost_has_many_names),
		cmocka_unit_test(an_address_is_made_whole_as_a_page_means_it),
		cmocka_unit_test(what_is_no_address_of_the_web_is_not_joined),
		cmocka_unit_test(a_secret_is_left_out_of_what_is_shown),
		cmocka_unit_test(host_and_port_are_found_as_curl_finds_them),
		cmocka_unit_test(a_link_to_the_next_page_is_found_among_others),
		cmocka_unit_test(the_headers_of_the_last_status_line_count),
		cmocka_unit_test(a_validator_that_is_no_plain_line_is_none),
		cmocka_unit_test(a_nul_in_a_header_ends_nothing),
		cmocka_unit_test(a_validator_counts_up_to_its_room),
		cmocka_unit_test(a_length_that_is_none_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
