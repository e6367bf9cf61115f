/* SPDX-License-Identifier: MIT */
/* Headers of an answer, line by line, and the addresses in them: what is taken
 * is bounded, could stand in a header of ours, and names no secret. */
#include "pipeline/fetch/net_inside.h"
#include "tests/fuzz/fuzz.h"

#define FROM "https://example.org/a/b?c"

static void hold_text(const char *text, size_t room)
{
	fuzz_hold(strnlen(text, room) < room, "a header is bounded");
	fuzz_hold(net_is_plain(text), "a header is plain");
}

/* The host of an address that is shown is that which is asked. */
static void hold_address(const char *written)
{
	char url[NET_URL], again[NET_URL], shown[NET_URL];
	char host[NET_HOST], other[NET_HOST], port[8];
	struct span server;

	net_without_secret(shown, written);
	if (net_join(url, FROM, written) < 0)
		return;
	fuzz_hold(net_is_plain(url), "an address is plain");
	fuzz_hold(net_join(again, "", url) == 0, "it stays an address");
	fuzz_same(span_of(again), span_of(url), "an address made whole");
	net_without_secret(shown, url);
	server = net_server(shown);
	fuzz_hold(!memchr(server.at, '@', server.len), "no secret is shown");
	if (net_host_port(host, port, url) < 0)
		return;
	fuzz_hold(net_host_port(other, port, shown) == 0, "a host stays one");
	fuzz_same(span_of(other), span_of(host), "a host that is shown");
	net_host_is_private(host);
}

static void hold_head(const struct net_head *h)
{
	hold_text(h->etag, sizeof(h->etag));
	hold_text(h->last_modified, sizeof(h->last_modified));
	hold_text(h->content_type, sizeof(h->content_type));
	fuzz_hold(h->packings <= 1, "a body is packed once");
	fuzz_hold(h->length >= -1, "a length is one");
	fuzz_hold(h->size <= NET_HEAD_MAX, "the headers are bounded");
	fuzz_hold(h->has_next || !*h->next, "a next page was said");
	hold_address(h->location);
	hold_address(h->next);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size;
	struct net_head h;
	struct err e = ERR_INIT;

	net_head_begin(&h);
	while (at < end && e.kind == ERR_NONE) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		const char *to = feed ? feed + 1 : end;

		fuzz_hold((net_head_line(&h, at, (size_t)(to - at), &e) < 0) ==
				(e.kind == ERR_REMOTE),
			"a refusal is about the server");
		at = to;
	}
	if (e.kind == ERR_NONE)
		hold_head(&h);
	return 0;
}
