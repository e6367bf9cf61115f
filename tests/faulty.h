/* SPDX-License-Identifier: MIT */
/*
 * A server on loopback, in the process of a test or as a program, that does
 * what servers should not: faulty_ways.c names each by its path.
 */
#ifndef KOSH_TESTS_FAULTY_H
#define KOSH_TESTS_FAULTY_H

#include <stddef.h>

/* What each port is like. All serve the same. */
enum faulty_port {
	FAULTY_PLAIN,
	FAULTY_TLS, /* a good certificate, for localhost and 127.0.0.1 */
	FAULTY_EXPIRED,
	FAULTY_NOT_YET,
	FAULTY_OTHER_HOST,
	FAULTY_SELF_SIGNED,
	FAULTY_UNKNOWN, /* of an authority that is in no bundle */
	FAULTY_OLD,	/* TLS 1.1 at best */
	FAULTY_PORTS
};

struct faulty;

/* Starts it. The authority that signed what is good is written to path, for
 * CURL_CA_BUNDLE; NULL: without TLS. NULL where that cannot be done. */
struct faulty *faulty_start(const char *authority);
void faulty_stop(struct faulty *f);

unsigned faulty_port(const struct faulty *f, enum faulty_port which);
const char *faulty_port_name(enum faulty_port which);

/* How often this was asked for: "/ok", with what stands behind a "?". */
unsigned faulty_asked(struct faulty *f, const char *target);
/* How many connections were made. */
unsigned faulty_connections(struct faulty *f);
/* All that was asked so far, as it came; to be freed. */
char *faulty_heard(struct faulty *f);

#endif
