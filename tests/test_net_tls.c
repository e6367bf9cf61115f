/* SPDX-License-Identifier: MIT */
/* Certificates, and what is said of those that do not hold. */
#include "tests/netask.h"

static struct asked ask_port(
	const struct place *p, enum faulty_port which, const char *host)
{
	char url[64];

	snprintf(url, sizeof(url), "https://%s:%u/ok", host,
		faulty_port(p->faulty, which));
	return ask(p, url);
}

static void a_good_certificate_is_taken(void **state)
{
	struct asked q = ask_port(*state, FAULTY_TLS, "127.0.0.1");

	assert_came(&q, "PK a workbook");
	q = ask_port(*state, FAULTY_TLS, "localhost");
	assert_came(&q, "PK a workbook");
}

static void a_certificate_that_does_not_hold_is_named_and_not_asked_again(
	void **state)
{
	static const struct {
		enum faulty_port port;
		const char *text;
	} all[] = {
		{ FAULTY_EXPIRED, "the certificate of localhost has expired" },
		{ FAULTY_NOT_YET,
			"the certificate of localhost is not yet valid" },
		{ FAULTY_OTHER_HOST,
			"the certificate of localhost is for another host" },
		{ FAULTY_SELF_SIGNED,
			"the certificate of localhost is signed by itself "
			"alone" },
		{ FAULTY_UNKNOWN,
			"the certificate of localhost is of an authority that "
			"is not known here" },
		{ FAULTY_OLD, "localhost speaks no TLS of 1.2 or newer" },
		{ FAULTY_PLAIN, "localhost does not speak TLS there" },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		struct asked q = ask_port(*state, all[i].port, "localhost");

		assert_refused(&q, all[i].text);
		assert_int_equal(q.a.status, 0);
		assert_int_equal(q.a.attempts, 1);
	}
}

static void the_authorities_are_those_that_the_environment_names(void **state)
{
	struct place *p = *state;
	struct asked q;

	unsetenv("CURL_CA_BUNDLE");
	setenv("SSL_CERT_FILE", p->authority, 1);
	q = ask_port(p, FAULTY_TLS, "localhost");
	assert_came(&q, "PK a workbook");
	setenv("CURL_CA_BUNDLE", "/dev/null", 1);
	q = ask_port(p, FAULTY_TLS, "localhost");
	assert_int_equal(q.a.fault.kind, ERR_SYSTEM);
	assert_contains(q.a.fault.text, "/dev/null");
	assert_int_equal(q.a.attempts, 1);
	unsetenv("SSL_CERT_FILE");
	setenv("CURL_CA_BUNDLE", p->authority, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_certificate_is_taken),
		cmocka_unit_test(
			a_certificate_that_does_not_hold_is_named_and_not_asked_again),
		cmocka_unit_test(
			the_authorities_are_those_that_the_environment_names),
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}
