/* SPDX-License-Identifier: MIT */
/* Servers that break off, never end, or send what was not asked for. */
#include "tests/netask.h"

#include <sys/stat.h>

/* ---- broken off -------------------------------------------------------------
 */

static void a_body_that_is_too_short_is_asked_for_again(void **state)
{
	struct asked q = ask(*state, "/short");

	assert_fault(
		&q.a.fault, ERR_REMOTE, "the body from 127.0.0.1 ended early");
	assert_int_equal(q.a.attempts, 5);
	q = ask(*state, "/short-then-ok");
	assert_came(&q, "PK a workbook");
	assert_int_equal(q.a.attempts, 2);
	assert_int_equal(q.opens, 1); /* so few bytes wait for more */
	q = ask_once(*state, "/chunk-cut");
	assert_fault(
		&q.a.fault, ERR_REMOTE, "the body from 127.0.0.1 ended early");
}

static void what_was_written_of_a_body_that_broke_off_is_gone(void **state)
{
	struct asked q = ask(*state, "/much-then-ok");

	assert_came(&q, "PK a workbook");
	assert_int_equal(q.opens, 2);
}

/* What comes behind is no answer to anything. */
static void a_body_that_is_too_long_ends_where_it_was_said_to(void **state)
{
	struct asked q = ask(*state, "/long");

	assert_came(&q, "PK a workbook");
	q = ask(*state, "/ok?after-long");
	assert_came(&q, "PK a workbook");
}

static void a_connection_that_is_reset_is_made_again(void **state)
{
	struct asked q = ask(*state, "/reset");

	assert_contains(q.a.fault.text, "127.0.0.1: ");
	assert_contains(q.a.fault.text, "reset by peer");
	assert_int_equal(q.a.fault.kind, ERR_REMOTE);
	assert_int_equal(q.a.attempts, 5);
	q = ask(*state, "/reset-then-ok");
	assert_came(&q, "PK a workbook");
	assert_int_equal(q.a.attempts, 2);
}

static void no_answer_is_asked_for_again(void **state)
{
	struct asked q = ask(*state, "/empty");

	assert_refused(&q, "no answer from 127.0.0.1");
	assert_int_equal(q.a.attempts, 5);
	q = ask(*state, "/half-header");
	assert_refused(&q, "no answer from 127.0.0.1");
	assert_int_equal(q.a.attempts, 5);
}

static void what_is_no_answer_of_the_web_is_not_asked_for_again(void **state)
{
	struct asked q = ask(*state, "/garbage");

	assert_refused(&q, "127.0.0.1: Received HTTP/0.9 when not allowed");
	assert_int_equal(q.a.attempts, 1);
}

static void where_nobody_listens_there_is_no_connection(void **state)
{
	struct faulty *f = faulty_start(NULL);
	char url[64];
	struct asked q;

	snprintf(url, sizeof(url), "http://127.0.0.1:%u/ok",
		faulty_port(f, FAULTY_PLAIN));
	faulty_stop(f);
	q = ask(*state, url);
	assert_refused(&q, "no connection to 127.0.0.1: Connection refused");
	assert_int_equal(q.a.attempts, 5);
}

/* ---- slow -------------------------------------------------------------------
 */

static void a_server_that_drips_is_left(void **state)
{
	static const char *const all[] = { "/slow", "/slow-header", "/hold" };
	static const struct net_policy policy = { QUICK, .retries = -1,
		.slow_seconds = 1 };
	struct asked q[COUNT(all)];
	const struct net_request *wanted[COUNT(all)];
	struct err e = ERR_INIT;

	for (size_t i = 0; i < COUNT(all); i++) {
		wish(&q[i], *state, all[i]);
		wanted[i] = &q[i].q;
	}
	assert_int_equal(
		net_run(&policy, wanted, COUNT(all), take_answer, &e), 0);
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_fault(&q[i].a.fault, ERR_REMOTE,
			"127.0.0.1 sent less than 100 bytes a second for 1 s");
		if (q[i].fd >= 0)
			close(q[i].fd);
	}
}

/* ---- too much ---------------------------------------------------------------
 */

static long long size_of(const struct asked *q)
{
	struct stat st;

	return stat(q->file, &st) == 0 ? st.st_size : -1;
}

static struct asked ask_at_most(
	const struct place *p, const char *path, long long bytes)
{
	static struct asked q;
	const struct net_policy policy = { QUICK, .max_bytes = bytes };

	wish(&q, p, path);
	run_one(&q, &policy);
	return q;
}

static void a_body_that_is_said_to_be_too_large_is_not_begun(void **state)
{
	struct asked q = ask(*state, "/big");

	assert_refused(&q,
		"the body is said to be of 10737418240 bytes, at most "
		"536870912 are taken");
	assert_int_equal(q.a.attempts, 1);
}

static void as_much_as_may_come_comes_and_not_a_byte_more(void **state)
{
	struct asked q = ask_at_most(*state, "/ok?most", 13);

	assert_came(&q, "PK a workbook");
	q = ask_at_most(*state, "/ok?more", 12);
	assert_refused(
		&q, "the body is said to be of 13 bytes, at most 12 are taken");
	q = ask_at_most(*state, "/chunked?more", 12);
	assert_refused(&q, "the body is larger than 12 bytes");
}

static void a_body_of_unknown_length_ends_at_the_most(void **state)
{
	struct asked q = ask_at_most(*state, "/unknown-length", 1000000);

	assert_fault(&q.a.fault, ERR_REMOTE,
		"the body is larger than 1000000 bytes");
	assert_int_equal(q.a.attempts, 1);
	assert_in_range(size_of(&q), 1, 1000000);
}

static void what_a_bomb_unpacks_to_ends_at_the_most(void **state)
{
	struct asked q = ask_at_most(*state, "/bomb", 1000000);

	assert_fault(&q.a.fault, ERR_REMOTE,
		"the body is larger than 1000000 bytes");
	assert_int_equal(q.a.attempts, 1);
	assert_in_range(size_of(&q), 1, 1000000);
}

static void a_bomb_within_the_most_is_a_body(void **state)
{
	struct asked q = ask_at_most(*state, "/bomb?whole", 64 * 1048576);

	assert_int_equal(size_of(&q), 64 * 1048576);
}

static void what_does_not_unpack_is_not_asked_for_again(void **state)
{
	struct asked q = ask(*state, "/bad-gzip");

	assert_refused(&q, "the body from 127.0.0.1 does not unpack");
	assert_int_equal(q.a.attempts, 1);
}

/* A bomb in a bomb costs hours and need not come to a byte. */
static void what_is_packed_twice_is_not_unpacked(void **state)
{
	static const char *const all[] = { "/packed-twice", "/packed-by-two",
		"/packed-early" };
	struct asked q;

	for (size_t i = 0; i < COUNT(all); i++) {
		q = ask(*state, all[i]);
		assert_refused(&q, "the body is packed more than once");
		assert_int_equal(q.a.attempts, 1);
	}
	q = ask(*state, "/packed-otherwise");
	assert_refused(
		&q, "the body is packed in a way that was not asked for: 'br'");
	q = ask(*state, "/not-packed");
	assert_came(&q, "PK a workbook");
}

static void a_refusal_without_end_is_a_refusal(void **state)
{
	struct asked q = ask(*state, "/endless-404");

	assert_refused(&q, "404 Not Found");
}

/* ---- headers ----------------------------------------------------------------
 */

static void a_header_of_64_kib_is_none(void **state)
{
	struct asked q = ask(*state, "/huge-header");

	assert_came(&q, "PK..");
	assert_string_equal(q.a.etag, "");
}

static void a_header_that_is_larger_still_is_named(void **state)
{
	struct asked q = ask(*state, "/larger-header");

	assert_refused(&q, "a header from 127.0.0.1 is too long");
	assert_int_equal(q.a.attempts, 1);
}

static void headers_without_end_are_too_many(void **state)
{
	struct asked q = ask(*state, "/many-headers");

	assert_refused(&q, "the headers are longer than 128 KiB");
	q = ask(*state, "/only-interim");
	assert_refused(&q, "the headers are longer than 128 KiB");
}

static void a_header_with_a_line_break_in_it_is_none(void **state)
{
	struct asked q = ask(*state, "/cr-etag");

	assert_came(&q, "PK a workbook");
	assert_string_equal(q.a.etag, "");
	assert_string_equal(q.a.last_modified, "");
	q = ask(*state, "/lf-header");
	assert_came(&q, "PK a workbook");
	assert_string_equal(q.a.etag, "\"v1\"");
}

/* ---- pages ------------------------------------------------------------------
 */

static struct asked ask_no_page(const struct place *p, const char *path)
{
	static struct asked q;

	wish(&q, p, path);
	q.q.no_page = 1;
	run_one(&q, &quick);
	return q;
}

static void a_page_by_the_name_of_a_workbook_is_refused_with_its_title(
	void **state)
{
	struct asked q = ask_no_page(*state, "/html.xlsx");

	assert_refused(&q,
		"the server sent a web page, not a workbook: Please log in");
	assert_int_equal(q.a.status, 200);
	assert_int_equal(q.a.attempts, 1);
}

static void a_page_without_a_title_is_refused(void **state)
{
	struct asked q = ask_no_page(*state, "/page");

	assert_refused(&q, "the server sent a web page, not a workbook");
}

static void a_page_without_end_is_refused(void **state)
{
	struct asked q = ask_no_page(*state, "/endless-page");

	assert_refused(
		&q, "the server sent a web page, not a workbook: Without end");
}

static void a_workbook_where_a_page_is_refused_comes(void **state)
{
	struct asked q = ask_no_page(*state, "/ok?no-page");

	assert_came(&q, "PK a workbook");
	q = ask_no_page(*state, "/nothing?no-page");
	assert_came(&q, "");
	wish(&q, *state, "/unknown-length?no-page");
	q.q.no_page = 1;
	run_one(&q, &(struct net_policy){ QUICK, .max_bytes = 1000000 });
	assert_in_range(size_of(&q), 512, 1000000);
}

/* ---- this machine -----------------------------------------------------------
 */

static void what_cannot_be_written_is_not_asked_for_again(void **state)
{
	struct asked q;

	wish(&q, *state, "/ok?full");
	q.fd = open("/dev/full", O_WRONLY);
	run_one(&q, &quick);
	assert_fault(&q.a.fault, ERR_SYSTEM,
		"cannot write the body: No space left on device");
	assert_int_equal(q.a.attempts, 1);
}

static int open_nothing(void *context, struct err *e)
{
	((struct asked *)context)->opens++;
	return err_set(e, ERR_DATA, "no room for it");
}

static void what_cannot_be_opened_says_why(void **state)
{
	struct asked q;

	wish(&q, *state, "/ok?unopened");
	q.q.open = open_nothing;
	run_one(&q, &quick);
	assert_fault(&q.a.fault, ERR_DATA, "no room for it");
	assert_int_equal(q.opens, 1);
}

static void what_is_no_address_is_not_asked(void **state)
{
	struct asked q = ask(*state, "file:///etc/passwd");

	assert_fault(&q.a.fault, ERR_USAGE,
		"'file:///etc/passwd' is no http or https address");
	assert_int_equal(q.a.attempts, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_body_that_is_too_short_is_asked_for_again),
		cmocka_unit_test(
			what_was_written_of_a_body_that_broke_off_is_gone),
		cmocka_unit_test(
			a_body_that_is_too_long_ends_where_it_was_said_to),
		cmocka_unit_test(a_connection_that_is_reset_is_made_again),
		cmocka_unit_test(no_answer_is_asked_for_again),
		cmocka_unit_test(
			what_is_no_answer_of_the_web_is_not_asked_for_again),
		cmocka_unit_test(where_nobody_listens_there_is_no_connection),
		cmocka_unit_test(a_server_that_drips_is_left),
		cmocka_unit_test(
			a_body_that_is_said_to_be_too_large_is_not_begun),
		cmocka_unit_test(as_much_as_may_come_comes_and_not_a_byte_more),
		cmocka_unit_test(a_body_of_unknown_length_ends_at_the_most),
		cmocka_unit_test(what_a_bomb_unpacks_to_ends_at_the_most),
		cmocka_unit_test(a_bomb_within_the_most_is_a_body),
		cmocka_unit_test(what_does_not_unpack_is_not_asked_for_again),
		cmocka_unit_test(what_is_packed_twice_is_not_unpacked),
		cmocka_unit_test(a_refusal_without_end_is_a_refusal),
		cmocka_unit_test(a_header_of_64_kib_is_none),
		cmocka_unit_test(a_header_that_is_larger_still_is_named),
		cmocka_unit_test(headers_without_end_are_too_many),
		cmocka_unit_test(a_header_with_a_line_break_in_it_is_none),
		cmocka_unit_test(
			a_page_by_the_name_of_a_workbook_is_refused_with_its_title),
		cmocka_unit_test(a_page_without_a_title_is_refused),
		cmocka_unit_test(a_page_without_end_is_refused),
		cmocka_unit_test(a_workbook_where_a_page_is_refused_comes),
		cmocka_unit_test(what_cannot_be_written_is_not_asked_for_again),
		cmocka_unit_test(what_cannot_be_opened_says_why),
		cmocka_unit_test(what_is_no_address_is_not_asked),
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}
