/* SPDX-License-Identifier: MIT */
/*
 * Asking servers, many at once, over libcurl; this is the only module that
 * knows the library. Nothing that a server says is believed: where it sends us,
 * how long the body is, what it calls it.
 *
 * Proxies and authorities are those of the environment (http_proxy,
 * https_proxy, all_proxy, no_proxy; CURL_CA_BUNDLE, SSL_CERT_FILE,
 * SSL_CERT_DIR). A proxy may stand at a private address, since whoever set the
 * variable chose it. Who names a file of authorities means that file alone.
 *
 * What HTTP does not tell, this does not know: that a body of no said length
 * was cut, or that a server says 304 of other bytes.
 */
#ifndef KOSH_FETCH_NET_H
#define KOSH_FETCH_NET_H

#include <stddef.h>

#include "pipeline/base/err.h"

enum {
	NET_URL = 4096,	    /* room for an address; signed ones are long */
	NET_REDIRECTS = 5,  /* at most so many */
	NET_VALIDATOR = 256 /* room for an ETag; a longer one is none */
};

struct net_progress;

/* How to ask; 0 stands for what is in brackets. */
struct net_policy {
	const char *agent;   /* "kosh/0.1.0", the User-Agent */
	int allow_private;   /* addresses of intranets and of this machine */
	unsigned parallel;   /* requests at once (48) */
	unsigned per_server; /* connections to one server (6) */
	unsigned connect_seconds;  /* for a connection (30) */
	unsigned slow_seconds;	   /* with less than slow_bytes a second (30) */
	unsigned slow_bytes;	   /* (100) */
	unsigned deadline_seconds; /* for all of net_run (900) */
	int retries;		   /* of a request (4); -1: none */
	unsigned wait_ms;    /* before the first retry, the next ones wait twice
			      * as long each, all with jitter (1000) */
	long long max_bytes; /* of a body as it is unpacked (FILE_MAX_MIB) */
	/* Called now and then while a body comes; may be NULL. total is -1
	 * where the server does not say. */
	void (*progress)(void *context, const struct net_progress *p);
	void *context;
};

/* One thing to ask for. All of it is borrowed until it is answered. */
struct net_request {
	const char *url; /* https://..., or http://... where that is wanted */
	/* What the server said of the bytes we have, to be told if they are
	 * the same still; NULL or "": ask for the bytes. */
	const char *etag, *last_modified;
	/* A page instead of a workbook is refused, see page.h. */
	int no_page;
	/* Opens where the body goes, when it begins to come: a file that can be
	 * written, or the same one again at the next attempt. It is emptied
	 * then. The fd stays the caller's. -1 with e set. */
	int (*open)(void *context, struct err *e);
	void *context;
};

struct net_progress {
	const struct net_request *request;
	long long got, total; /* bytes; total -1 also where they come packed */
};

/* What became of it. */
struct net_answer {
	int status;		 /* of HTTP; 0: no answer came */
	int unchanged;		 /* 304: the bytes are those we have; no body */
	unsigned attempts;	 /* 0: it was not asked */
	long long bytes;	 /* of the body, unpacked */
	char final_url[NET_URL]; /* without a name and a password in it */
	/* Those of the last answer; a 304 may come without. */
	char etag[NET_VALIDATOR], last_modified[64]; /* "" for none */
	char content_type[128];
	/* Link: <...>; rel="next", made whole; or "". Where it is no address,
	 * or leads from https to http, it is refused. */
	char next[NET_URL];
	int next_refused;
	/* ERR_NONE where the body has come or is unchanged. ERR_REMOTE: the
	 * server did not deliver ("the certificate of HOST has expired",
	 * "404 Not Found", "the server sent a web page, not a workbook: TITLE",
	 * "HOST is at a private address (10.0.0.1)"); ERR_SYSTEM: it could not
	 * be written; ERR_USAGE: no address; else what open said. */
	struct err fault;
};

/* Called once for each request as it is answered. -1 ends net_run. */
typedef int net_fn(
	const struct net_request *q, const struct net_answer *a, struct err *e);

/* Asks for all n and returns when each is answered; no more than per_server of
 * them at a time from one server. SIGPIPE is held meanwhile. -1 only where
 * nothing could go on: memory, or what done said. */
int net_run(const struct net_policy *policy, const struct net_request *const *q,
	size_t n, net_fn *done, struct err *e);

/* The version of the library that is loaded: "7.88.1". */
const char *net_library(void);

/* An address as it is meant on the page at base ("": it must be whole itself):
 * relative ones are made whole, spaces are written %20, what stands behind # is
 * left off, what is not ASCII in a path too. -1 for what is no http(s) address:
 * names of hosts are ASCII (xn--...). */
int net_join(char out[NET_URL], const char *base, const char *url);

/* 1 for an address (of a socket, as text: "10.0.0.1", "::ffff:127.0.0.1",
 * "fe80::1") that is not of the public internet: private, of this machine, of
 * the link, reserved, for documentation: IANA's special-purpose registries. Of
 * IPv6 that is all but 2000::/3, save what stands for a public address of IPv4
 * where there is none (64:ff9b::/96). Also 1 for what is no address. */
int net_is_private(const char *address);

#endif
