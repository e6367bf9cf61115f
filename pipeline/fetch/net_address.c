/* SPDX-License-Identifier: MIT */
/* Which addresses are of the public internet. */
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "pipeline/fetch/net_inside.h"

struct block {
	unsigned char at[16];
	unsigned bits;
};

/* IANA's registry of special-purpose addresses of IPv4, and multicast. */
static const struct block special4[] = {
	{ { 0 }, 8 },		  /* this network */
	{ { 10 }, 8 },		  /* private */
	{ { 100, 64 }, 10 },	  /* of a provider */
	{ { 127 }, 8 },		  /* this machine */
	{ { 169, 254 }, 16 },	  /* the link */
	{ { 172, 16 }, 12 },	  /* private */
	{ { 192, 0, 0 }, 24 },	  /* protocol assignments */
	{ { 192, 0, 2 }, 24 },	  /* documentation */
	{ { 192, 31, 196 }, 24 }, /* AS112 */
	{ { 192, 52, 193 }, 24 }, /* AMT */
	{ { 192, 88, 99 }, 24 },  /* 6to4 relays */
	{ { 192, 168 }, 16 },	  /* private */
	{ { 192, 175, 48 }, 24 }, /* AS112 */
	{ { 198, 18 }, 15 },	  /* benchmarks */
	{ { 198, 51, 100 }, 24 }, /* documentation */
	{ { 203, 0, 113 }, 24 },  /* documentation */
	{ { 224 }, 4 },		  /* multicast */
	{ { 240 }, 4 },		  /* reserved, broadcast */
};

/* What is special in 2000::/3, outside of which nothing is public. */
static const struct block special6[] = {
	{ { 0x20, 0x01 }, 23 },			  /* assignments, Teredo */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 },	  /* documentation */
	{ { 0x20, 0x02 }, 16 },			  /* 6to4 */
	{ { 0x26, 0x20, 0, 0x4f, 0x80, 0 }, 48 }, /* AS112 */
	{ { 0x3f, 0xff }, 20 },			  /* documentation */
};

static const struct block public6 = { { 0x20 }, 3 };
/* An IPv4 address as those see it who have IPv6 alone. */
static const struct block translated = { { 0, 0x64, 0xff, 0x9b }, 96 };

static int is_in(const unsigned char *address, const struct block *b)
{
	unsigned whole = b->bits / 8, rest = b->bits % 8;

	return memcmp(address, b->at, whole) == 0 &&
		(rest == 0 ||
			(address[whole] ^ b->at[whole]) >> (8 - rest) == 0);
}

static int is_in_one(
	const unsigned char *address, const struct block *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_in(address, &all[i]))
			return 1;
	return 0;
}

static int is_private4(const unsigned char *address)
{
	return is_in_one(
		address, special4, sizeof(special4) / sizeof(*special4));
}

static int is_private6(const unsigned char *address)
{
	if (is_in(address, &translated))
		return is_private4(address + 12);
	return !is_in(address, &public6) ||
		is_in_one(address, special6,
			sizeof(special6) / sizeof(*special6));
}

int net_is_private(const char *address)
{
	unsigned char at[16];

	if (inet_pton(AF_INET, address, at) == 1)
		return is_private4(at);
	if (inet_pton(AF_INET6, address, at) == 1)
		return is_private6(at);
	return 1;
}

static int is_localhost(struct span host)
{
	static const char name[] = "localhost";
	size_t n = sizeof(name) - 1;

	return host.len >= n &&
		strncasecmp(host.at + host.len - n, name, n) == 0 &&
		(host.len == n || host.at[host.len - n - 1] == '.');
}

int net_host_is_private(const char *host)
{
	struct span s = span_of(host);
	char bare[NET_ADDRESS];
	unsigned char at[16];

	if (s.len > 0 && s.at[s.len - 1] == '.')
		s.len--;
	if (is_localhost(s))
		return 1;
	if (s.len > 2 && s.at[0] == '[') {
		s.at++;
		s.len -= 2;
	}
	if (s.len >= sizeof(bare))
		return 0;
	memcpy(bare, s.at, s.len);
	bare[s.len] = '\0';
	bare[strcspn(bare, "%")] = '\0';
	return (inet_pton(AF_INET, bare, at) == 1 ||
		       inet_pton(AF_INET6, bare, at) == 1) &&
		net_is_private(bare);
}

int net_may_connect(char refused[NET_ADDRESS], const struct net_exempt *x,
	const struct sockaddr *to)
{
	char address[NET_ADDRESS] = "";
	unsigned port = 0;

	if (to->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)to;

		inet_ntop(AF_INET, &in->sin_addr, address, sizeof(address));
		port = ntohs(in->sin_port);
	} else if (to->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in = (const void *)to;

		inet_ntop(AF_INET6, &in->sin6_addr, address, sizeof(address));
		port = ntohs(in->sin6_port);
	}
	if (!net_is_private(address) || net_exempt_has(x, address, port))
		return 1;
	memcpy(refused, address, sizeof(address));
	return 0;
}
