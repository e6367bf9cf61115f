/* SPDX-License-Identifier: MIT */
/* What is asked, what comes, and what is asked again. */
#include "tests/netask.h"

/* ---- an answer --------------------------------------------------------------
 */

static void a_body_comes_with_what_the_server_says_of_it(void **state)
{
	struct asked q = ask(*state, "/ok?whole");

	assert_came(&q, "PK a workbook");
	assert_int_equal(q.a.unchanged, 0);
	assert_int_equal(q.a.attempts, 1);
	assert_string_equal(q.a.etag, "\"v1\"");
	assert_string_equal(q.a.last_modified, "Mon, 02 Jan 2023 03:04:05 GMT");
	assert_string_equal(q.a.content_type, "application/vnd.ms-excel");
	assert_string_equal(q.a.final_url, q.url);
}

static void one_plain_get_is_all_that_is_sent(void **state)
{
	struct place *p = *state;
	struct faulty *f = faulty_start(NULL);
	struct asked q;
	char url[64], *heard, expected[512];

	snprintf(url, sizeof(url), "http://127.0.0.1:%u/ok",
		faulty_port(f, FAULTY_PLAIN));
	q = ask(p, url);
	heard = faulty_heard(f);
	snprintf(expected, sizeof(expected),
		"GET /ok HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
		"User-Agent: kosh/" KOSH_VERSION
		"\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate\r\n\r\n",
		faulty_port(f, FAULTY_PLAIN));
	assert_string_equal(heard, expected);
	assert_came(&q, "PK a workbook");
	free(heard);
	faulty_stop(f);
}

static void the_agent_is_the_one_of_the_policy(void **state)
{
	struct place *p = *state;
	const struct net_policy policy = { QUICK, .agent = "a ministry/1" };
	struct asked q;
	char *heard;

	wish(&q, p, "/ok?agent");
	run_one(&q, &policy);
	heard = faulty_heard(p->faulty);
	assert_contains(
		strstr(heard, "GET /ok?agent"), "User-Agent: a ministry/1\r\n");
	free(heard);
}

static void a_body_without_bytes_is_an_empty_file(void **state)
{
	struct asked q = ask(*state, "/nothing");

	assert_came(&q, "");
	assert_int_equal(q.opens, 1);
}

static void a_body_in_chunks_comes_whole_and_its_trailer_is_no_header(
	void **state)
{
	struct asked q = ask(*state, "/chunked");

	assert_came(&q, "PK a workbook");
	assert_string_equal(q.a.etag, "");
}

static void a_packed_body_is_unpacked(void **state)
{
	struct asked q = ask(*state, "/gzip");

	assert_came(&q, "PK a workbook");
}

static void a_page_where_pages_are_wanted_comes(void **state)
{
	struct asked q = ask(*state, "/page");

	assert_came(&q, "we are down for maintenance");
}

static void the_next_page_of_a_list_is_made_whole(void **state)
{
	struct asked q = ask(*state, "/paged?page=2");
	char expected[128];

	snprintf(expected, sizeof(expected), "%.*s/list?page=3&a=b,c",
		(int)strcspn(q.url + 7, "/") + 7, q.url);
	assert_string_equal(q.a.next, expected);
	assert_false(q.a.next_refused);
	q = ask(*state, "/ok?no-next");
	assert_string_equal(q.a.next, "");
	assert_false(q.a.next_refused);
}

/* That is no end of the list. */
static void a_next_page_that_is_not_gone_to_is_told(void **state)
{
	struct place *p = *state;
	struct asked q = ask(p, "/goes-on-unsafe");
	char url[64];

	assert_string_equal(q.a.next, "http://publisher.test/2");
	assert_false(q.a.next_refused);
	snprintf(url, sizeof(url), "https://127.0.0.1:%u/goes-on-unsafe",
		faulty_port(p->faulty, FAULTY_TLS));
	q = ask(p, url);
	assert_came(&q, "{}");
	assert_string_equal(q.a.next, "");
	assert_true(q.a.next_refused);
	q = ask(p, "/goes-astray");
	assert_came(&q, "{}");
	assert_string_equal(q.a.next, "");
	assert_true(q.a.next_refused);
	q = ask(p, "/goes-nowhere");
	assert_string_equal(q.a.next, "");
	assert_true(q.a.next_refused);
}

/* ---- is it the same still? --------------------------------------------------
 */

static struct asked ask_if(const struct place *p, const char *path,
	const char *etag, const char *modified)
{
	static struct asked q;

	wish(&q, p, path);
	q.q.etag = etag;
	q.q.last_modified = modified;
	run_one(&q, &quick);
	return q;
}

static void assert_unchanged(const struct asked *q)
{
	assert_string_equal(q->a.fault.text, "");
	assert_int_equal(q->a.status, 304);
	assert_int_equal(q->a.unchanged, 1);
	assert_int_equal(q->a.bytes, 0);
	assert_int_equal(q->opens, 0);
}

static void what_has_its_etag_still_is_unchanged(void **state)
{
	struct asked q = ask_if(*state, "/ok?same", "\"v1\"", NULL);

	assert_unchanged(&q);
	assert_string_equal(q.a.etag, "\"v1\"");
	q = ask_if(*state, "/ok?other", "\"v0\"", NULL);
	assert_came(&q, "PK a workbook");
}

static void a_weak_etag_goes_back_as_it_came(void **state)
{
	struct asked q = ask(*state, "/weak-etag");

	assert_string_equal(q.a.etag, "W/\"v1\"");
	q = ask_if(*state, "/weak-etag", "W/\"v1\"", NULL);
	assert_unchanged(&q);
}

static void the_date_is_asked_for_only_where_there_is_no_etag(void **state)
{
	struct place *p = *state;
	const char *date = "Mon, 02 Jan 2023 03:04:05 GMT";
	struct asked q = ask_if(p, "/dated?1", NULL, date);
	char *heard;

	assert_unchanged(&q);
	q = ask_if(p, "/dated?2", "\"v1\"", date);
	assert_came(&q, "PK a dated workbook");
	heard = faulty_heard(p->faulty);
	assert_contains(strstr(heard, "GET /dated?1"),
		"If-Modified-Since: Mon, 02 Jan 2023 03:04:05 GMT\r\n");
	assert_contains(
		strstr(heard, "GET /dated?2"), "If-None-Match: \"v1\"\r\n");
	assert_null(strstr(strstr(heard, "GET /dated?2"), "If-Modified-Since"));
	free(heard);
}

static void a_date_of_a_clock_that_is_wrong_goes_back_as_it_came(void **state)
{
	struct asked q = ask(*state, "/from-the-future");

	assert_came(&q, "PK a workbook of another clock");
	assert_string_equal(q.a.last_modified, "Fri, 01 Jan 2100 00:00:00 GMT");
	q = ask_if(*state, "/from-the-future", NULL, q.a.last_modified);
	assert_unchanged(&q);
}

static void the_same_body_under_another_etag_comes_again(void **state)
{
	struct asked q = ask(*state, "/etag-changes");

	assert_came(&q, "PK the same workbook");
	assert_string_equal(q.a.etag, "\"v1\"");
	q = ask_if(*state, "/etag-changes", "\"v1\"", NULL);
	assert_came(&q, "PK the same workbook");
	assert_string_equal(q.a.etag, "\"v2\"");
}

/* A server that lies is believed: only asking without an ETag helps. */
static void another_body_under_the_same_etag_comes_only_without_it(void **state)
{
	struct asked q = ask(*state, "/body-changes");

	assert_came(&q, "PK workbook 1");
	q = ask_if(*state, "/body-changes", "\"v1\"", NULL);
	assert_unchanged(&q);
	q = ask(*state, "/body-changes");
	assert_came(&q, "PK workbook 3");
}

static void what_could_forge_a_header_is_not_sent(void **state)
{
	struct place *p = *state;
	struct asked q = ask_if(
		p, "/ok?forged", "\"v1\"\r\nX-Evil: 1", "Mon\nX-Evil: 2");
	char *heard = faulty_heard(p->faulty);

	assert_came(&q, "PK a workbook");
	assert_null(strstr(heard, "X-Evil"));
	free(heard);
}

static void unchanged_without_having_been_asked_is_a_fault(void **state)
{
	struct asked q = ask(*state, "/304");

	assert_refused(&q, "304 Not Modified");
	assert_int_equal(q.a.unchanged, 0);
}

/* ---- other statuses ---------------------------------------------------------
 */

static void a_status_that_stays_is_asked_for_once_and_named(void **state)
{
	static const struct {
		const char *path, *text;
		int status;
	} all[] = {
		{ "/204", "204 No Content", 204 },
		{ "/206", "206 Partial Content", 206 },
		{ "/300", "300 Multiple Choices", 300 },
		{ "/400", "400 Bad Request", 400 },
		{ "/401", "401 Unauthorized", 401 },
		{ "/403", "403 Forbidden", 403 },
		{ "/404", "404 Not Found", 404 },
		{ "/410", "410 Gone", 410 },
		{ "/499", "status 499", 499 },
		{ "/501", "501 Not Implemented", 501 },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		struct asked q = ask(*state, all[i].path);

		assert_refused(&q, all[i].text);
		assert_int_equal(q.a.status, all[i].status);
		assert_int_equal(q.a.attempts, 1);
	}
}

static void a_status_that_may_pass_is_asked_for_again(void **state)
{
	static const struct {
		const char *path, *text;
	} all[] = {
		{ "/408", "408 Request Timeout" },
		{ "/429", "429 Too Many Requests" },
		{ "/500", "500 Internal Server Error" },
		{ "/502", "502 Bad Gateway" },
		{ "/503", "503 Service Unavailable" },
		{ "/504", "504 Gateway Timeout" },
	};
	struct place *p = *state;

	for (size_t i = 0; i < COUNT(all); i++) {
		struct asked q = ask(p, all[i].path);

		assert_refused(&q, all[i].text);
		assert_int_equal(q.a.attempts, 5);
		assert_int_equal(faulty_asked(p->faulty, all[i].path), 5);
	}
}

static void what_passed_is_no_fault(void **state)
{
	struct asked q = ask(*state, "/503-then-ok");

	assert_came(&q, "PK a workbook");
	assert_int_equal(q.a.attempts, 3);
}

static void no_retries_are_none(void **state)
{
	struct asked q = ask_once(*state, "/503-then-ok?once");

	assert_refused(&q, "503 Service Unavailable");
	assert_int_equal(q.a.attempts, 1);
}

static void a_wait_beyond_all_time_is_not_begun(void **state)
{
	struct asked q = ask(*state, "/retry-after");

	assert_refused(&q, "429 Too Many Requests; it asks to wait 3600 s");
	assert_int_equal(q.a.attempts, 1);
	q = ask(*state, "/retry-after-date");
	assert_contains(
		q.a.fault.text, "503 Service Unavailable; it asks to wait ");
	assert_int_equal(q.a.attempts, 1);
}

static void a_wait_that_is_over_is_none(void **state)
{
	struct asked q = ask(*state, "/retry-after-past");

	assert_refused(&q, "503 Service Unavailable");
	assert_int_equal(q.a.attempts, 5);
}

static void the_wait_doubles_and_is_no_shorter_than_asked_for(void **state)
{
	const struct net_policy p = { .wait_ms = 1000 };

	(void)state;
	assert_int_equal(net_pause(&p, 1, 0, 0), 500);
	assert_int_equal(net_pause(&p, 1, 0, UINT32_MAX), 1000);
	assert_int_equal(net_pause(&p, 2, 0, 0), 1000);
	assert_int_equal(net_pause(&p, 4, 0, UINT32_MAX), 8000);
	assert_int_equal(net_pause(&p, 1, 7, 0), 7000);
	assert_int_equal(net_pause(&p, 4, 3, UINT32_MAX), 8000);
	assert_true(net_pause(&p, 4000000000U, 0, 0) > 0);
	assert_true(net_pause(&p, 1, INT64_MAX, 0) > 0);
}

static void who_is_due_first_is_first_in_line(void **state)
{
	struct net_try tries[] = { { .due_ms = 0 }, { .due_ms = 20 },
		{ .due_ms = 10 }, { .due_ms = 0 }, { .due_ms = 10 } };
	static const size_t order[] = { 0, 3, 2, 4, 1 };
	struct net_try *queue = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(tries); i++)
		net_queue_put(&queue, &tries[i]);
	for (size_t i = 0; i < COUNT(order); i++, queue = queue->next)
		assert_ptr_equal(queue, &tries[order[i]]);
	assert_null(queue);
}

/* ---- many at once -----------------------------------------------------------
 */

static void run_all(struct asked *q, size_t n, const struct net_policy *policy)
{
	const struct net_request **all = calloc(n, sizeof(const void *));
	struct err e = ERR_INIT;

	assert_non_null(all);
	for (size_t i = 0; i < n; i++)
		all[i] = &q[i].q;
	assert_int_equal(net_run(policy, all, n, take_answer, &e), 0);
	free(all);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(q[i].answers, 1);
		if (q[i].fd >= 0)
			close(q[i].fd);
	}
}

static void each_of_many_is_answered_once(void **state)
{
	enum { N = 100 };
	struct asked *q = calloc(N, sizeof(*q));

	assert_non_null(q);
	for (size_t i = 0; i < N; i++)
		wish(&q[i], *state, i % 3 ? "/ok?many" : "/404");
	run_all(q, N, &quick);
	for (size_t i = 0; i < N; i++)
		if (i % 3)
			assert_came(&q[i], "PK a workbook");
		else
			assert_refused(&q[i], "404 Not Found");
	free(q);
}

static void connections_are_few_and_used_again(void **state)
{
	enum { N = 60 };
	const struct net_policy policy = { QUICK, .per_server = 2 };
	struct faulty *f = faulty_start(NULL);
	struct asked *q = calloc(N, sizeof(*q));
	char url[64];

	assert_non_null(q);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/ok",
		faulty_port(f, FAULTY_PLAIN));
	for (size_t i = 0; i < N; i++)
		wish(&q[i], *state, url);
	run_all(q, N, &policy);
	assert_int_equal(faulty_asked(f, "/ok"), N);
	assert_in_range(faulty_connections(f), 1, 2);
	free(q);
	faulty_stop(f);
}

/* One server holds all its connections; the other is asked all the same. */
static void a_server_that_hangs_does_not_hold_up_another(void **state)
{
	enum { N = 40 };
	const struct net_policy policy = { QUICK, .deadline_seconds = 2,
		.parallel = 8 };
	struct faulty *f = faulty_start(NULL);
	struct asked *q = calloc(N + 1, sizeof(*q));
	char url[64];

	assert_non_null(q);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/hold",
		faulty_port(f, FAULTY_PLAIN));
	for (size_t i = 0; i < N; i++)
		wish(&q[i], *state, url);
	wish(&q[N], *state, "/ok?behind");
	run_all(q, N + 1, &policy);
	assert_came(&q[N], "PK a workbook");
	for (size_t i = 0; i < N; i++)
		assert_refused(&q[i],
			"no answer within the 2 s that there are for all");
	assert_int_equal(faulty_asked(f, "/hold"), 6);
	assert_int_equal(q[0].a.attempts, 1);
	assert_int_equal(q[N - 1].a.attempts, 0);
	free(q);
	faulty_stop(f);
}

static void a_request_that_waits_leaves_its_place_to_others(void **state)
{
	const struct net_policy policy = {
		.allow_private = 1, .wait_ms = 50, .parallel = 1
	};
	struct asked q[2];

	wish(&q[0], *state, "/503-then-ok?waits");
	wish(&q[1], *state, "/etag-changes?meanwhile");
	run_all(q, 2, &policy);
	assert_came(&q[0], "PK a workbook");
	assert_came(&q[1], "PK the same workbook");
	assert_int_equal(q[0].a.attempts, 3);
}

static void nothing_to_ask_is_nothing_to_do(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(net_run(&quick, NULL, 0, take_answer, &e), 0);
}

static int stop(
	const struct net_request *q, const struct net_answer *a, struct err *e)
{
	take_answer(q, a, e);
	return err_set(e, ERR_DATA, "enough");
}

static void who_takes_the_answers_can_end_it(void **state)
{
	struct asked q[3];
	const struct net_request *all[] = { &q[0].q, &q[1].q, &q[2].q };
	struct err e = ERR_INIT;

	wish(&q[0], *state, "/hold?1");
	wish(&q[1], *state, "/404?ends");
	wish(&q[2], *state, "/hold?2");
	assert_int_equal(net_run(&quick, all, 3, stop, &e), -1);
	assert_fault(&e, ERR_DATA, "enough");
	assert_int_equal(q[0].answers + q[1].answers + q[2].answers, 1);
}

/* ---- progress ---------------------------------------------------------------
 */

static void keep_progress(void *context, const struct net_progress *p)
{
	*(struct net_progress *)context = *p;
}

static void progress_says_of_which_request_and_how_far(void **state)
{
	struct net_progress last = { 0 };
	const struct net_policy policy = { QUICK, .progress = keep_progress,
		.context = &last };
	struct asked q;

	wish(&q, *state, "/ok?progress");
	run_one(&q, &policy);
	assert_ptr_equal(last.request, &q.q);
	assert_int_equal(last.got, 13);
	assert_int_equal(last.total, 13);
	wish(&q, *state, "/chunked?progress");
	run_one(&q, &policy);
	assert_int_equal(last.total, -1);
	wish(&q, *state, "/gzip?progress");
	run_one(&q, &policy);
	assert_int_equal(last.got, 13);
	assert_int_equal(last.total, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_body_comes_with_what_the_server_says_of_it),
		cmocka_unit_test(one_plain_get_is_all_that_is_sent),
		cmocka_unit_test(the_agent_is_the_one_of_the_policy),
		cmocka_unit_test(a_body_without_bytes_is_an_empty_file),
		cmocka_unit_test(
			a_body_in_chunks_comes_whole_and_its_trailer_is_no_header),
		cmocka_unit_test(a_packed_body_is_unpacked),
		cmocka_unit_test(a_page_where_pages_are_wanted_comes),
		cmocka_unit_test(the_next_page_of_a_list_is_made_whole),
		cmocka_unit_test(a_next_page_that_is_not_gone_to_is_told),
		cmocka_unit_test(what_has_its_etag_still_is_unchanged),
		cmocka_unit_test(a_weak_etag_goes_back_as_it_came),
		cmocka_unit_test(
			the_date_is_asked_for_only_where_there_is_no_etag),
		cmocka_unit_test(
			a_date_of_a_clock_that_is_wrong_goes_back_as_it_came),
		cmocka_unit_test(the_same_body_under_another_etag_comes_again),
		cmocka_unit_test(
			another_body_under_the_same_etag_comes_only_without_it),
		cmocka_unit_test(what_could_forge_a_header_is_not_sent),
		cmocka_unit_test(
			unchanged_without_having_been_asked_is_a_fault),
		cmocka_unit_test(
			a_status_that_stays_is_asked_for_once_and_named),
		cmocka_unit_test(a_status_that_may_pass_is_asked_for_again),
		cmocka_unit_test(what_passed_is_no_fault),
		cmocka_unit_test(no_retries_are_none),
		cmocka_unit_test(a_wait_beyond_all_time_is_not_begun),
		cmocka_unit_test(a_wait_that_is_over_is_none),
		cmocka_unit_test(
			the_wait_doubles_and_is_no_shorter_than_asked_for),
		cmocka_unit_test(who_is_due_first_is_first_in_line),
		cmocka_unit_test(each_of_many_is_answered_once),
		cmocka_unit_test(connections_are_few_and_used_again),
		cmocka_unit_test(a_server_that_hangs_does_not_hold_up_another),
		cmocka_unit_test(
			a_request_that_waits_leaves_its_place_to_others),
		cmocka_unit_test(nothing_to_ask_is_nothing_to_do),
		cmocka_unit_test(who_takes_the_answers_can_end_it),
		cmocka_unit_test(progress_says_of_which_request_and_how_far),
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}
