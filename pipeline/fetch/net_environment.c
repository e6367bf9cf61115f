/* SPDX-License-Identifier: MIT */
/* What the environment says: proxies, which may be at private addresses, and
 * authorities. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pipeline/fetch/net_inside.h"

static const char *const variables[] = { "http_proxy", "https_proxy",
	"HTTPS_PROXY", "all_proxy", "ALL_PROXY" };

static int copy(char *to, size_t room, struct span s)
{
	if (s.len == 0 || s.len >= room)
		return -1;
	memcpy(to, s.at, s.len);
	to[s.len] = '\0';
	return 0;
}

static const char *named(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value ? value : NULL;
}

void net_authorities(const char **file, const char **folder)
{
	*file = named("CURL_CA_BUNDLE");
	*folder = NULL;
	if (*file)
		return;
	*file = named("SSL_CERT_FILE");
	*folder = named("SSL_CERT_DIR");
}

/* scheme://user:password@host:port/, of which only the host must be there; the
 * ports are those that curl takes. */
int net_host_port(char host[NET_HOST], char port[8], const char *url)
{
	const char *scheme = strstr(url, "://");
	struct span s = span_of(scheme ? scheme + 3 : url), to;
	const char *secret, *colon;

	s.len = strcspn(s.at, "/?#");
	secret = s.len ? memrchr(s.at, '@', s.len) : NULL;
	if (secret)
		s = (struct span){ secret + 1,
			s.len - (size_t)(secret + 1 - s.at) };
	to = s;
	if (s.len > 0 && s.at[0] == '[') {
		to.at++;
		to.len = strcspn(to.at, "]");
		if (to.len + 2 > s.len)
			return -1;
		colon = to.at + to.len + 1;
	} else {
		colon = s.len ? memchr(s.at, ':', s.len) : NULL;
		if (colon)
			to.len = (size_t)(colon - s.at);
	}
	if (colon && colon + 1 < s.at + s.len && *colon == ':')
		s = (struct span){ colon + 1,
			s.len - (size_t)(colon + 1 - s.at) };
	else
		s = span_of(
			strncasecmp(url, "https:", 6) == 0 ? "443" : "1080");
	return copy(host, NET_HOST, to) < 0 || copy(port, 8, s) < 0 ? -1 : 0;
}

static void add(struct net_exempt *x, const struct addrinfo *a)
{
	struct net_socket *s = &x->at[x->n];
	char port[8];

	if (x->n == NET_EXEMPT)
		return;
	if (getnameinfo(a->ai_addr, a->ai_addrlen, s->address,
		    sizeof(s->address), port, sizeof(port),
		    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return;
	s->address[strcspn(s->address, "%")] = '\0';
	s->port = (unsigned)strtoul(port, NULL, 10);
	x->n++;
}

void net_exempt_proxies(struct net_exempt *x)
{
	const struct addrinfo wanted = { .ai_socktype = SOCK_STREAM };
	char host[NET_HOST], port[8];

	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *proxy = named(variables[i]);
		struct addrinfo *all = NULL;

		if (!proxy || net_host_port(host, port, proxy) < 0 ||
			getaddrinfo(host, port, &wanted, &all) != 0)
			continue;
		for (struct addrinfo *a = all; a; a = a->ai_next)
			add(x, a);
		freeaddrinfo(all);
	}
}

int net_exempt_has(
	const struct net_exempt *x, const char *address, unsigned port)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->at[i].port == port &&
			strcmp(x->at[i].address, address) == 0)
			return 1;
	return 0;
}
