/* SPDX-License-Identifier: MIT */
/* Who is asked when, and how long to wait before asking again. */
#include <limits.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "pipeline/fetch/net_inside.h"

long long net_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

unsigned net_luck(void)
{
	unsigned luck = 0;

	/* without entropy all wait the same: a pity, no fault */
	if (getrandom(&luck, sizeof(luck), GRND_NONBLOCK) != sizeof(luck))
		luck = UINT_MAX / 2;
	return luck;
}

long long net_pause(const struct net_policy *policy, unsigned attempts,
	long long asked_seconds, unsigned luck)
{
	enum { DOUBLINGS = 16 };
	unsigned doublings = attempts > 0 ? attempts - 1 : 0;
	long long wait = policy->wait_ms, asked;

	wait <<= doublings < DOUBLINGS ? doublings : DOUBLINGS;
	wait = wait / 2 + (wait - wait / 2) * (luck >> 16) / 0xffff;
	if (asked_seconds > LLONG_MAX / 1000)
		asked_seconds = LLONG_MAX / 1000;
	asked = asked_seconds * 1000;
	return wait > asked ? wait : asked;
}

void net_queue_put(struct net_try **queue, struct net_try *one)
{
	while (*queue && (*queue)->due_ms <= one->due_ms)
		queue = &(*queue)->next;
	one->next = *queue;
	*queue = one;
}

struct span net_server(const char *url)
{
	const char *slashes = strstr(url, "//");
	size_t scheme = slashes ? (size_t)(slashes + 2 - url) : 0;

	return (struct span){ url, scheme + strcspn(url + scheme, "/?#") };
}
