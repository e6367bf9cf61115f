/* SPDX-License-Identifier: MIT */
/* What an attempt came to, and where a redirect may lead. */
#include <string.h>
#include <strings.h>

#include "pipeline/fetch/net_inside.h"

/* ---- where we may go --------------------------------------------------------
 */

int net_check_host(struct net_transfer *t)
{
	struct err *e = &t->answer.fault;
	char port[8];

	if (net_host_port(t->host, port, t->url) < 0)
		return err_set(e, ERR_USAGE, "'%.150s' names no host", t->url);
	if (!t->policy->allow_private && net_host_is_private(t->host))
		return err_set(
			e, ERR_REMOTE, "%s is a private address", t->host);
	return 0;
}

static int is_https(const char *url)
{
	return strncasecmp(url, "https:", 6) == 0;
}

int net_follow(struct net_transfer *t)
{
	struct err *e = &t->answer.fault;
	int safe = is_https(t->of->request->url);
	char to[NET_URL], shown[NET_URL];
	int is = net_join(to, t->url, t->head.location) == 0;

	net_without_secret(shown, is ? to : t->head.location);
	if (!is || (safe && !is_https(to)))
		return err_set(e, ERR_REMOTE,
			"the server sends us to '%.150s', which is no %s "
			"address",
			shown, safe ? "https" : "http or https");
	if (++t->redirects > NET_REDIRECTS)
		return err_set(e, ERR_REMOTE,
			"more than %d redirects, the last to '%.150s'",
			NET_REDIRECTS, shown);
	memcpy(t->url, to, sizeof(to));
	if (net_check_host(t) < 0)
		return err_in(e, "the server sends us to '%.150s'", shown);
	return 0;
}

void net_go_on(struct net_transfer *t)
{
	struct net_answer *a = &t->answer;

	if (!t->head.has_next)
		return;
	a->next_refused = !*t->head.next ||
		net_join(a->next, t->url, t->head.next) < 0 ||
		(is_https(t->of->request->url) && !is_https(a->next));
	if (a->next_refused)
		*a->next = '\0';
}

/* ---- no answer --------------------------------------------------------------
 */

/* What may be otherwise the next time. */
static int may_pass(enum net_end end)
{
	switch (end) {
	case NET_END_WHOLE: /* and yet its headers are not */
	case NET_END_BROKEN:
	case NET_END_NO_NAME:
	case NET_END_NO_PROXY:
	case NET_END_NO_CONNECTION:
	case NET_END_SHORT:
	case NET_END_EMPTY:
	case NET_END_TIMEOUT:
		return 1;
	default:
		return 0;
	}
}

static int say_no_connection(struct net_transfer *t)
{
	struct err *e = &t->answer.fault;

	if (*t->refused && t->sockets == 0) {
		t->may_pass = 0;
		return err_set(e, ERR_REMOTE, "%s is at a private address (%s)",
			t->host, t->refused);
	}
	return err_set(e, ERR_REMOTE, "no connection to %s%s%s", t->host,
		t->system ? ": " : "", t->system ? strerror(t->system) : "");
}

static int say_timeout(struct net_transfer *t)
{
	const struct net_policy *p = t->policy;

	if (!t->was_ready)
		return err_set(&t->answer.fault, ERR_REMOTE,
			"no connection to %s within %u s", t->host,
			p->connect_seconds);
	return err_set(&t->answer.fault, ERR_REMOTE,
		"%s sent less than %u bytes a second for %u s", t->host,
		p->slow_bytes, p->slow_seconds);
}

/* libcurl says of a line that is too long for it that memory is out. */
static int say_memory(struct net_transfer *t)
{
	if (t->was_sent && !t->head.done)
		return err_set(&t->answer.fault, ERR_REMOTE,
			"a header from %s is too long", t->host);
	return err_memory(&t->answer.fault);
}

static int say_end(struct net_transfer *t)
{
	struct err *e = &t->answer.fault;

	switch (t->end) {
	case NET_END_NO_NAME:
		return err_set(
			e, ERR_REMOTE, "no server is known as %s", t->host);
	case NET_END_NO_PROXY:
		return err_set(e, ERR_REMOTE,
			"the proxy that the environment names for %s is no "
			"address or not known",
			t->host);
	case NET_END_NO_CONNECTION:
		return say_no_connection(t);
	case NET_END_SHORT:
		return err_set(
			e, ERR_REMOTE, "the body from %s ended early", t->host);
	case NET_END_WHOLE:
	case NET_END_EMPTY:
		return err_set(e, ERR_REMOTE, "no answer from %s", t->host);
	case NET_END_TIMEOUT:
		return say_timeout(t);
	case NET_END_CERTIFICATE:
		return net_say_certificate(e, t->host, t->verdict);
	case NET_END_TLS:
		t->may_pass = net_say_tls(e, t->host, t->words);
		return -1;
	case NET_END_PACKED:
		return err_set(e, ERR_REMOTE,
			"the body from %s does not unpack", t->host);
	case NET_END_AUTHORITIES:
		return err_set(e, ERR_SYSTEM,
			"nobody is known who could vouch for a server (%s): "
			"install ca-certificates or set CURL_CA_BUNDLE",
			t->words);
	case NET_END_MEMORY:
		return say_memory(t);
	default:
		return err_set(e, ERR_REMOTE, "%s: %s", t->host, t->words);
	}
}

/* ---- what it came to --------------------------------------------------------
 */

static int is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 ||
		status == 307 || status == 308;
}

static enum net_outcome judge_status(struct net_transfer *t)
{
	struct err *e = &t->answer.fault;
	int status = t->head.status;

	if (status == 304 && t->is_conditional)
		return NET_ANSWERED;
	if (is_redirect(status) && *t->head.location)
		return NET_MOVED;
	t->may_pass = net_status_may_pass(status);
	net_say_status(e, status, t->wait);
	if (is_redirect(status))
		err_in(e, "no address to go to");
	return NET_ANSWERED;
}

/* What we found wrong comes first; then what a status other than 200 says,
 * whatever became of its body. */
enum net_outcome net_judge(struct net_transfer *t)
{
	struct err *e = &t->answer.fault;

	t->may_pass = 0;
	t->answer.status = t->head.done ? t->head.status : 0;
	if (e->kind != ERR_NONE)
		return NET_ANSWERED;
	if (t->head.done && t->head.status != 200)
		return judge_status(t);
	if (t->end == NET_END_WHOLE && t->head.done) {
		net_body_end(&t->body, e);
		return NET_ANSWERED;
	}
	if (t->proxy_status >= 300) {
		t->may_pass = net_status_may_pass(t->proxy_status);
		net_say_status(e, t->proxy_status, 0);
		err_in(e, "the proxy");
		return NET_ANSWERED;
	}
	t->may_pass = may_pass(t->end);
	say_end(t);
	return NET_ANSWERED;
}
