/* SPDX-License-Identifier: MIT */
/* Asking the faulty server, and what came of it. */
#ifndef KOSH_TESTS_NETASK_H
#define KOSH_TESTS_NETASK_H

#include <fcntl.h>
#include <unistd.h>

#include "pipeline/fetch/net_inside.h"
#include "tests/check.h"
#include "tests/faulty.h"

/* Shared by the tests of a program. */
struct place {
	void *folder;
	struct faulty *faulty;
	char authority[PATH_TEXT];
};

/* One request. */
struct asked {
	struct net_request q;
	struct net_answer a;
	char url[NET_URL], file[PATH_TEXT];
	int fd;
	unsigned opens, answers;
};

/* The tests wait a millisecond where others wait a second. */
#define QUICK .allow_private = 1, .wait_ms = 1

static const struct net_policy quick = { QUICK };
static const struct net_policy once = { QUICK, .retries = -1 };

/* What the environment of who runs the tests says does not count. */
static inline int make_place(void **state)
{
	static const char *const variables[] = { "http_proxy", "https_proxy",
		"HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
		"SSL_CERT_FILE", "SSL_CERT_DIR" };
	struct place *p = calloc(1, sizeof(*p));

	if (!p || make_folder(&p->folder) < 0)
		return -1;
	for (size_t i = 0; i < COUNT(variables); i++)
		unsetenv(variables[i]);
	path_in(p->authority, p->folder, "authority.pem");
	p->faulty = faulty_start(p->authority);
	*state = p;
	return p->faulty ? setenv("CURL_CA_BUNDLE", p->authority, 1) : -1;
}

static inline int remove_place(void **state)
{
	struct place *p = *state;
	int rc;

	faulty_stop(p->faulty);
	rc = remove_folder(&p->folder);
	free(p);
	return rc;
}

static inline int open_asked(void *context, struct err *e)
{
	struct asked *q = context;

	q->opens++;
	if (q->fd < 0)
		q->fd = open(q->file, O_WRONLY | O_CREAT, 0666);
	return q->fd < 0 ? err_errno(e, "open", q->file) : q->fd;
}

static inline int take_answer(
	const struct net_request *q, const struct net_answer *a, struct err *e)
{
	struct asked *asked = q->context;

	(void)e;
	asked->a = *a;
	asked->answers++;
	return 0;
}

/* A request for a path of the plain port, or for a whole address. */
static inline void wish(
	struct asked *q, const struct place *p, const char *path)
{
	static unsigned files;
	char name[32];

	memset(q, 0, sizeof(*q));
	q->fd = -1;
	snprintf(name, sizeof(name), "body%u", ++files);
	path_in(q->file, p->folder, name);
	if (path[0] == '/')
		snprintf(q->url, sizeof(q->url), "http://127.0.0.1:%u%s",
			faulty_port(p->faulty, FAULTY_PLAIN), path);
	else
		snprintf(q->url, sizeof(q->url), "%s", path);
	q->q.url = q->url;
	q->q.open = open_asked;
	q->q.context = q;
}

static inline void run_one(struct asked *q, const struct net_policy *policy)
{
	const struct net_request *all[] = { &q->q };
	struct err e = ERR_INIT;

	assert_int_equal(net_run(policy, all, 1, take_answer, &e), 0);
	assert_int_equal(e.kind, ERR_NONE);
	assert_int_equal(q->answers, 1);
	if (q->fd >= 0)
		close(q->fd);
}

static inline struct asked ask(const struct place *p, const char *path)
{
	static struct asked q;

	wish(&q, p, path);
	run_one(&q, &quick);
	return q;
}

static inline struct asked ask_once(const struct place *p, const char *path)
{
	static struct asked q;

	wish(&q, p, path);
	run_one(&q, &once);
	return q;
}

#define assert_came(q, expected)                                               \
	do {                                                                   \
		assert_string_equal((q)->a.fault.text, "");                    \
		assert_int_equal((q)->a.status, 200);                          \
		assert_int_equal((q)->a.bytes, strlen(expected));              \
		assert_file((q)->file, expected);                              \
	} while (0)

/* It failed, saying this, and nothing was opened to be written. */
#define assert_refused(q, expected)                                            \
	do {                                                                   \
		assert_fault(&(q)->a.fault, ERR_REMOTE, expected);             \
		assert_int_equal((q)->opens, 0);                               \
	} while (0)

#endif
