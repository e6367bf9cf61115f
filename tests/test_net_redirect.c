/* SPDX-License-Identifier: MIT */
/* Where a server may send us, and where not. */
#include "tests/netask.h"

/* A public server: publisher.test, which is at the one private socket that may
 * be asked. private.test and moved.test are at others of this machine. */
static struct asked ask_public(const struct place *p, const char *path)
{
	static struct asked q;
	static const struct net_policy policy = { .wait_ms = 1 };
	unsigned port = faulty_port(p->faulty, FAULTY_PLAIN);
	char names[2][64];
	const char *const known[] = { names[0], names[1], NULL };
	struct net_exempt exempt = { .n = 1 };
	const struct net_request *all[] = { &q.q };
	struct err e = ERR_INIT;

	snprintf(names[0], sizeof(names[0]), "publisher.test:%u:127.0.0.1",
		port);
	snprintf(names[1], sizeof(names[1]), "private.test:%u:127.0.0.1",
		faulty_port(p->faulty, FAULTY_TLS));
	exempt.at[0] = (struct net_socket){ "127.0.0.1", port };
	wish(&q, p, path);
	if (*path == '/')
		snprintf(q.url, sizeof(q.url), "http://publisher.test:%u%s",
			port, path);
	assert_int_equal(
		net_run_known(&policy, all, 1, take_answer, known, &exempt, &e),
		0);
	if (q.fd >= 0)
		close(q.fd);
	return q;
}

static struct asked ask_to(
	const struct place *p, enum faulty_port from, const char *to)
{
	char url[256];

	snprintf(url, sizeof(url), "%s://127.0.0.1:%u/to?%s",
		from == FAULTY_PLAIN ? "http" : "https",
		faulty_port(p->faulty, from), to);
	return ask(p, url);
}

/* ---- followed ---------------------------------------------------------------
 */

static void each_kind_of_redirect_is_followed(void **state)
{
	static const char *const all[] = { "/301", "/302", "/303", "/307",
		"/308" };

	for (size_t i = 0; i < COUNT(all); i++) {
		struct asked q = ask(*state, all[i]);

		assert_came(&q, "PK a workbook");
		assert_contains(q.a.final_url, "/ok");
		assert_string_equal(q.a.etag, "\"v1\"");
		assert_int_equal(q.a.attempts, 1);
		assert_int_equal(q.opens, 1);
	}
}

static void what_a_redirect_says_is_not_said_of_the_body(void **state)
{
	struct asked q = ask(*state, "/tagged-redirect");

	assert_came(&q, "PK a bare workbook");
	assert_string_equal(q.a.etag, "");
	assert_string_equal(q.a.last_modified, "");
	assert_string_equal(q.a.content_type, "");
	assert_string_equal(q.a.next, "");
}

static void the_condition_goes_to_where_we_are_sent(void **state)
{
	struct asked q;

	wish(&q, *state, "/302?condition");
	q.q.etag = "\"v1\"";
	run_one(&q, &quick);
	assert_int_equal(q.a.status, 304);
	assert_int_equal(q.a.unchanged, 1);
}

static void no_cookie_is_taken_along(void **state)
{
	struct place *p = *state;
	struct asked q = ask(p, "/cookie");
	char *heard = faulty_heard(p->faulty);

	assert_came(&q, "PK a bare workbook");
	assert_null(strstr(heard, "Cookie:"));
	free(heard);
}

static void a_redirect_whose_body_has_no_end_is_followed(void **state)
{
	struct asked q = ask(*state, "/endless-redirect");

	assert_came(&q, "PK a workbook");
}

static void to_https_we_go_from_both(void **state)
{
	struct place *p = *state;
	char to[64];
	struct asked q;

	snprintf(to, sizeof(to), "https://127.0.0.1:%u/ok",
		faulty_port(p->faulty, FAULTY_TLS));
	q = ask_to(p, FAULTY_PLAIN, to);
	assert_came(&q, "PK a workbook");
	assert_string_equal(q.a.final_url, to);
	q = ask_to(p, FAULTY_TLS, to);
	assert_came(&q, "PK a workbook");
}

static void what_fails_behind_a_redirect_is_tried_from_its_start(void **state)
{
	struct place *p = *state;
	struct asked q = ask(p, "/to?/503-then-ok?moved");

	assert_came(&q, "PK a workbook");
	assert_int_equal(q.a.attempts, 3);
	assert_int_equal(faulty_asked(p->faulty, "/to?/503-then-ok?moved"), 3);
}

/* ---- not followed -----------------------------------------------------------
 */

static void a_loop_ends(void **state)
{
	struct place *p = *state;
	struct asked q = ask(p, "/loop");
	char expected[NET_URL + 64];

	snprintf(expected, sizeof(expected),
		"more than 5 redirects, the last to '%s'", q.url);
	assert_refused(&q, expected);
	assert_int_equal(q.a.status, 302);
	assert_int_equal(q.a.attempts, 1);
	assert_int_equal(faulty_asked(p->faulty, "/loop"), 6);
}

static void a_redirect_to_nowhere_says_so(void **state)
{
	struct asked q = ask(*state, "/nowhere");

	assert_refused(&q, "no address to go to: 302 Found");
}

static void from_https_we_go_to_https_alone(void **state)
{
	static const char *const all[] = { "file:///etc/passwd",
		"http://example.org/", "ftp://example.org/", "gopher://a.org/",
		"javascript:alert(1)" };
	char expected[128];

	for (size_t i = 0; i < COUNT(all); i++) {
		struct asked q = ask_to(*state, FAULTY_TLS, all[i]);

		snprintf(expected, sizeof(expected),
			"the server sends us to '%s', which is no https "
			"address",
			all[i]);
		assert_refused(&q, expected);
		assert_int_equal(q.a.attempts, 1);
	}
}

static void from_http_we_go_to_the_web_alone(void **state)
{
	static const char *const all[] = { "file:///etc/passwd",
		"FILE:///etc/passwd", "ftp://example.org/",
		"dict://example.org/", "scp://example.org/", "http://" };
	char expected[128];

	for (size_t i = 0; i < COUNT(all); i++) {
		struct asked q = ask_to(*state, FAULTY_PLAIN, all[i]);

		snprintf(expected, sizeof(expected),
			"the server sends us to '%s', which is no http or "
			"https address",
			all[i]);
		assert_refused(&q, expected);
	}
}

static void where_we_were_sent_is_said_without_its_password(void **state)
{
	struct asked q =
		ask_to(*state, FAULTY_PLAIN, "ftp://me:secret@example.org/");

	assert_refused(&q,
		"the server sends us to 'ftp://example.org/', which is no http "
		"or https address");
}

/* ---- private ----------------------------------------------------------------
 */

static void a_public_server_is_asked(void **state)
{
	struct asked q = ask_public(*state, "/ok?public");

	assert_came(&q, "PK a workbook");
	q = ask_public(*state, "/302?public");
	assert_came(&q, "PK a workbook");
}

static void to_a_private_address_nobody_sends_us(void **state)
{
	static const struct {
		const char *to, *whole, *host;
	} all[] = {
		{ "http://127.0.0.1/", "http://127.0.0.1/", "127.0.0.1" },
		{ "http://127.1/", "http://127.0.0.1/", "127.0.0.1" },
		{ "http://2130706433/", "http://127.0.0.1/", "127.0.0.1" },
		{ "http://0x7f000001/", "http://127.0.0.1/", "127.0.0.1" },
		{ "http://0177.0.0.1/", "http://127.0.0.1/", "127.0.0.1" },
		{ "http://[::1]/", "http://[::1]/", "::1" },
		{ "http://[::ffff:127.0.0.1]/", "http://[::ffff:127.0.0.1]/",
			"::ffff:127.0.0.1" },
		{ "http://169.254.169.254/latest/meta-data/",
			"http://169.254.169.254/latest/meta-data/",
			"169.254.169.254" },
		{ "https://10.0.0.1/", "https://10.0.0.1/", "10.0.0.1" },
		{ "http://0.0.0.0/", "http://0.0.0.0/", "0.0.0.0" },
		{ "http://localhost/", "http://localhost/", "localhost" },
		{ "http://me:pw@a.localhost./", "http://a.localhost./",
			"a.localhost." },
	};
	char path[128], expected[256];

	for (size_t i = 0; i < COUNT(all); i++) {
		struct asked q;

		snprintf(path, sizeof(path), "/to?%s", all[i].to);
		q = ask_public(*state, path);
		snprintf(expected, sizeof(expected),
			"the server sends us to '%s': %s is a private address",
			all[i].whole, all[i].host);
		assert_refused(&q, expected);
		assert_int_equal(q.a.attempts, 1);
	}
}

static void a_name_of_a_private_address_is_refused_where_it_connects(
	void **state)
{
	struct place *p = *state;
	char path[128];
	struct asked q;
	unsigned before = faulty_connections(p->faulty);

	snprintf(path, sizeof(path), "/to?http://private.test:%u/ok",
		faulty_port(p->faulty, FAULTY_TLS));
	q = ask_public(p, path);
	assert_refused(&q, "private.test is at a private address (127.0.0.1)");
	assert_int_equal(q.a.attempts, 1);
	assert_int_equal(faulty_connections(p->faulty), before + 1);
}

static void a_private_address_is_not_asked_in_the_first_place(void **state)
{
	static const struct net_policy policy = { .wait_ms = 1 };
	struct place *p = *state;
	struct asked q;

	wish(&q, p, "/ok?private");
	run_one(&q, &policy);
	assert_refused(&q, "127.0.0.1 is a private address");
	assert_int_equal(q.a.attempts, 0);
	assert_int_equal(faulty_asked(p->faulty, "/ok?private"), 0);
}

/* ---- proxies ----------------------------------------------------------------
 */

static struct asked ask_by_proxy(
	const struct place *p, const char *variable, const char *url)
{
	static const struct net_policy policy = { .wait_ms = 1 };
	static struct asked q;
	char proxy[64];

	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%u",
		faulty_port(p->faulty, FAULTY_PLAIN));
	setenv(variable, proxy, 1);
	wish(&q, p, url);
	run_one(&q, &policy);
	unsetenv(variable);
	return q;
}

static void a_proxy_may_be_at_a_private_address(void **state)
{
	struct place *p = *state;
	struct asked q =
		ask_by_proxy(p, "http_proxy", "http://publisher.test/ok?proxy");
	char *heard = faulty_heard(p->faulty);

	assert_came(&q, "PK a workbook");
	assert_contains(heard, "GET http://publisher.test/ok?proxy HTTP/1.1");
	free(heard);
	q = ask_by_proxy(p, "all_proxy", "http://publisher.test/ok?all");
	assert_came(&q, "PK a workbook");
}

static void behind_a_proxy_what_we_can_see_is_private_is_refused(void **state)
{
	struct place *p = *state;
	struct asked q =
		ask_by_proxy(p, "http_proxy", "http://10.0.0.1/ok?seen");

	assert_refused(&q, "10.0.0.1 is a private address");
	assert_int_equal(faulty_asked(p->faulty, "/ok?seen"), 0);
	q = ask_by_proxy(p, "http_proxy",
		"http://publisher.test/to?http://localhost/ok?seen");
	assert_refused(&q,
		"the server sends us to 'http://localhost/ok?seen': localhost "
		"is a private address");
	assert_int_equal(faulty_asked(p->faulty, "/ok?seen"), 0);
}

static void a_proxy_that_leads_nowhere_is_named(void **state)
{
	struct asked q = ask_by_proxy(
		*state, "https_proxy", "https://publisher.test/ok");

	assert_refused(&q, "the proxy: 404 Not Found");
	assert_int_equal(q.a.attempts, 1);
}

/* libcurl says which, with its password. */
static void a_proxy_that_is_no_address_is_not_shown(void **state)
{
	static const struct net_policy policy = { QUICK, .retries = -1 };
	struct asked q;

	setenv("all_proxy", "http://me:secret@[::1", 1);
	wish(&q, *state, "/ok?no-proxy");
	run_one(&q, &policy);
	unsetenv("all_proxy");
	assert_refused(&q,
		"the proxy that the environment names for 127.0.0.1 is no "
		"address or not known");
}

/* ---- passwords --------------------------------------------------------------
 */

static char *heard_of(const struct place *p, const char *target)
{
	char *heard = faulty_heard(p->faulty), *from, *one;

	from = strstr(heard, target);
	assert_non_null(from);
	one = strndup(from, (size_t)(strstr(from, "\r\n\r\n") - from));
	free(heard);
	return one;
}

static void a_password_goes_to_its_host_alone_and_is_not_shown(void **state)
{
	struct place *p = *state;
	unsigned port = faulty_port(p->faulty, FAULTY_PLAIN);
	char url[256], expected[256], *heard;
	struct asked q;

	snprintf(url, sizeof(url),
		"http://me:secret@127.0.0.1:%u/to?http://localhost:%u/bare?1",
		port, port);
	q = ask(p, url);
	assert_came(&q, "PK a bare workbook");
	heard = heard_of(p, "GET /to?http://localhost:");
	assert_contains(heard, "Authorization: Basic ");
	free(heard);
	heard = heard_of(p, "GET /bare?1");
	assert_null(strstr(heard, "Authorization"));
	free(heard);
	snprintf(url, sizeof(url), "http://me:secret@127.0.0.1:%u/to?/401",
		port);
	snprintf(expected, sizeof(expected), "http://127.0.0.1:%u/401", port);
	q = ask(p, url);
	assert_refused(&q, "401 Unauthorized");
	assert_string_equal(q.a.final_url, expected);
	q = ask(p, "ftp://me:secret@127.0.0.1/");
	assert_fault(&q.a.fault, ERR_USAGE,
		"'ftp://127.0.0.1/' is no http or https address");
	assert_string_equal(q.a.final_url, "ftp://127.0.0.1/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_of_redirect_is_followed),
		cmocka_unit_test(what_a_redirect_says_is_not_said_of_the_body),
		cmocka_unit_test(the_condition_goes_to_where_we_are_sent),
		cmocka_unit_test(no_cookie_is_taken_along),
		cmocka_unit_test(a_redirect_whose_body_has_no_end_is_followed),
		cmocka_unit_test(to_https_we_go_from_both),
		cmocka_unit_test(
			what_fails_behind_a_redirect_is_tried_from_its_start),
		cmocka_unit_test(a_loop_ends),
		cmocka_unit_test(a_redirect_to_nowhere_says_so),
		cmocka_unit_test(from_https_we_go_to_https_alone),
		cmocka_unit_test(from_http_we_go_to_the_web_alone),
		cmocka_unit_test(
			where_we_were_sent_is_said_without_its_password),
		cmocka_unit_test(a_public_server_is_asked),
		cmocka_unit_test(to_a_private_address_nobody_sends_us),
		cmocka_unit_test(
			a_name_of_a_private_address_is_refused_where_it_connects),
		cmocka_unit_test(
			a_private_address_is_not_asked_in_the_first_place),
		cmocka_unit_test(a_proxy_may_be_at_a_private_address),
		cmocka_unit_test(
			behind_a_proxy_what_we_can_see_is_private_is_refused),
		cmocka_unit_test(a_proxy_that_leads_nowhere_is_named),
		cmocka_unit_test(a_proxy_that_is_no_address_is_not_shown),
		cmocka_unit_test(
			a_password_goes_to_its_host_alone_and_is_not_shown),
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}
