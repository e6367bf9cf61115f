/* SPDX-License-Identifier: MIT */
/* What a server did, in words. */
#include <stdio.h>
#include <string.h>

#include "pipeline/fetch/net_inside.h"

static const struct {
	const char *words;
	int status, may_pass;
} statuses[] = {
	{ "No Content", 204, 0 },
	{ "Partial Content", 206, 0 },
	{ "Multiple Choices", 300, 0 },
	{ "Moved Permanently", 301, 0 },
	{ "Found", 302, 0 },
	{ "See Other", 303, 0 },
	{ "Not Modified", 304, 0 },
	{ "Temporary Redirect", 307, 0 },
	{ "Permanent Redirect", 308, 0 },
	{ "Bad Request", 400, 0 },
	{ "Unauthorized", 401, 0 },
	{ "Payment Required", 402, 0 },
	{ "Forbidden", 403, 0 },
	{ "Not Found", 404, 0 },
	{ "Method Not Allowed", 405, 0 },
	{ "Not Acceptable", 406, 0 },
	{ "Proxy Authentication Required", 407, 0 },
	{ "Request Timeout", 408, 1 },
	{ "Gone", 410, 0 },
	{ "URI Too Long", 414, 0 },
	{ "Too Many Requests", 429, 1 },
	{ "Unavailable For Legal Reasons", 451, 0 },
	{ "Internal Server Error", 500, 1 },
	{ "Not Implemented", 501, 0 },
	{ "Bad Gateway", 502, 1 },
	{ "Service Unavailable", 503, 1 },
	{ "Gateway Timeout", 504, 1 },
};

/* By the numbers of X509_V_ERR_; of them 1 is left where not OpenSSL but
 * libcurl was not content. */
static const struct {
	long verdict;
	const char *words;
} verdicts[] = {
	{ 1, "is for another host" },
	{ 2, "is of an authority that is not known here" },
	{ 9, "is not yet valid" },
	{ 10, "has expired" },
	{ 18, "is signed by itself alone" },
	{ 19, "is of an authority that is not known here" },
	{ 20, "is of an authority that is not known here" },
	{ 21, "is of an authority that is not known here" },
	{ 23, "was revoked" },
	{ 62, "is for another host" },
	{ 66, "has a key that is too weak" },
	{ 67, "is of an authority whose key is too weak" },
	{ 68, "is signed in a way that is too weak" },
};

static size_t find_status(int status)
{
	size_t i = 0, n = sizeof(statuses) / sizeof(*statuses);

	while (i < n && statuses[i].status != status)
		i++;
	return i;
}

int net_status_may_pass(int status)
{
	size_t i = find_status(status);

	return i < sizeof(statuses) / sizeof(*statuses) && statuses[i].may_pass;
}

int net_say_status(struct err *e, int status, long long wait)
{
	size_t i = find_status(status);
	char asks[64] = "";

	if (wait > 0)
		snprintf(asks, sizeof(asks), "; it asks to wait %lld s", wait);
	if (i == sizeof(statuses) / sizeof(*statuses))
		return err_set(e, ERR_REMOTE, "status %d%s", status, asks);
	return err_set(
		e, ERR_REMOTE, "%d %s%s", status, statuses[i].words, asks);
}

int net_say_certificate(struct err *e, const char *host, long verdict)
{
	const char *words = "does not hold";

	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++)
		if (verdicts[i].verdict == verdict)
			words = verdicts[i].words;
	return err_set(e, ERR_REMOTE, "the certificate of %s %s", host, words);
}

int net_say_tls(struct err *e, const char *host, const char *words)
{
	if (strstr(words, "protocol version") ||
		strstr(words, "unsupported protocol")) {
		err_set(e, ERR_REMOTE, "%s speaks no TLS of 1.2 or newer",
			host);
		return 0;
	}
	if (strstr(words, "wrong version number")) {
		err_set(e, ERR_REMOTE, "%s does not speak TLS there", host);
		return 0;
	}
	err_set(e, ERR_REMOTE, "%s: %s", host, words);
	return 1;
}

void net_without_secret(char out[NET_URL], const char *url)
{
	const char *slashes = strstr(url, "//"), *at, *name;
	size_t n;

	name = slashes ? slashes + 2 : url;
	n = strcspn(name, "/?#");
	at = slashes && n ? memrchr(name, '@', n) : NULL;
	snprintf(out, NET_URL, "%.*s%s", (int)(name - url), url,
		at ? at + 1 : name);
}
