/* SPDX-License-Identifier: MIT */
/* Inside net*.c: one way to an answer, and its parts. */
#ifndef KOSH_FETCH_NET_INSIDE_H
#define KOSH_FETCH_NET_INSIDE_H

#include <stddef.h>

#include "pipeline/base/text.h"
#include "pipeline/fetch/net.h"

enum {
	NET_HOST = 256,
	NET_ADDRESS = 46,      /* room for an address of a socket, as text */
	NET_EXEMPT = 16,       /* so many sockets */
	NET_HEAD_MAX = 131072, /* bytes of all headers of an answer */
	NET_FIRST = 512,       /* of a body, to tell a page by */
	NET_PAGE = 65536,      /* of a page, to find its title in */
	NET_DROPPED = 65536,   /* of a body that nobody wants */
	NET_CONDITION = NET_VALIDATOR + 32
};

/* ---- where we may go --------------------------------------------------------
 */

struct net_socket {
	char address[NET_ADDRESS];
	unsigned port;
};

/* Sockets that may be at private addresses. */
struct net_exempt {
	struct net_socket at[NET_EXEMPT];
	size_t n;
};

/* Adds those of the proxies that the environment names. */
void net_exempt_proxies(struct net_exempt *x);
int net_exempt_has(
	const struct net_exempt *x, const char *address, unsigned port);
/* The host, without brackets, and the port of an address, or of a variable like
 * https_proxy. */
int net_host_port(char host[NET_HOST], char port[8], const char *url);

/* The file and the folder with the authorities that the environment names; NULL
 * where it names none. */
void net_authorities(const char **file, const char **folder);

/* 1 for a host as it stands in an address that can only be private: localhost
 * by its names, or a private address. */
int net_host_is_private(const char *host);

struct sockaddr;
/* 0 with the address where it is private and not exempt. */
int net_may_connect(char refused[NET_ADDRESS], const struct net_exempt *x,
	const struct sockaddr *to);

/* ---- what we say ------------------------------------------------------------
 */

/* The address without a name and a password in it. */
void net_without_secret(char out[NET_URL], const char *url);
/* "404 Not Found", and how long it asks to wait (seconds; 0: it does not). */
int net_say_status(struct err *e, int status, long long wait);
/* What is wrong with the certificate of host, by the verdict of OpenSSL. */
int net_say_certificate(struct err *e, const char *host, long verdict);
/* What made the talk with host end before it began, by the words of OpenSSL;
 * 0 if it would be so the next time too. */
int net_say_tls(struct err *e, const char *host, const char *words);
/* 1 for a status that may be another one soon. */
int net_status_may_pass(int status);

/* ---- headers ----------------------------------------------------------------
 */

/* Of one answer; "" for what is not there, too long, or no plain text. */
struct net_head {
	size_t size;
	int status;
	int done; /* all are there */
	int asks_to_wait, has_next;
	unsigned packings; /* where it is packed, its length is not that of what
			    * comes of it */
	long long length;  /* of the body as it is sent; -1: not said */
	char etag[NET_VALIDATOR], last_modified[64], content_type[128];
	char location[NET_URL], next[NET_URL]; /* as they were written */
};

/* A text that can stand in a header of ours: one line of ASCII. */
int net_is_plain(const char *text);
/* The header that says which bytes we have; 0 for none. */
int net_condition(char line[NET_CONDITION], const struct net_request *q);
void net_head_begin(struct net_head *h);
/* Takes one line, the status line and the empty one at the end among them. */
int net_head_line(
	struct net_head *h, const char *line, size_t n, struct err *e);

/* ---- the body ---------------------------------------------------------------
 */

/* On its way to the file. */
struct net_body {
	const struct net_policy *policy;
	const struct net_request *request;
	const char *content_type;
	long long total; /* -1: not said */
	long long got, written;
	long long shown_ms; /* when progress was told */
	int fd;		    /* -1: not opened */
	size_t n_first;
	char first[NET_FIRST];
	struct text page; /* what came of a page; at NULL: it is none */
};

void net_body_begin(struct net_body *b, const struct net_policy *policy,
	const struct net_request *request);
/* -1 where no more is wanted, with e set. */
int net_body_take(
	struct net_body *b, const char *bytes, size_t n, struct err *e);
/* All has come. */
int net_body_end(struct net_body *b, struct err *e);
void net_body_free(struct net_body *b);

/* ---- what is to be asked, and when ------------------------------------------
 */

/* A request in line. */
struct net_try {
	const struct net_request *request;
	struct net_try *next;
	long long due_ms;
	unsigned attempts; /* so far */
};

/* Milliseconds of a clock that only goes forward. */
long long net_clock(void);
/* How long to wait before the next attempt: the wait doubles with each, half of
 * it is luck (0..UINT_MAX), and it is no shorter than what the server asked
 * for. */
long long net_pause(const struct net_policy *policy, unsigned attempts,
	long long asked_seconds, unsigned luck);
unsigned net_luck(void);
/* Puts it behind those that are due before it or with it. */
void net_queue_put(struct net_try **queue, struct net_try *one);
/* Scheme, host and port of an address. */
struct span net_server(const char *url);

/* ---- over the wire ----------------------------------------------------------
 */

/* How a transfer ended, whatever the server said. */
enum net_end {
	NET_END_WHOLE,
	NET_END_NO_NAME,
	NET_END_NO_PROXY, /* what libcurl says of it may have a password */
	NET_END_NO_CONNECTION,
	NET_END_TLS,
	NET_END_CERTIFICATE,
	NET_END_AUTHORITIES, /* ours cannot be read */
	NET_END_TIMEOUT,
	NET_END_EMPTY,
	NET_END_SHORT,
	NET_END_BROKEN, /* some other way that a connection breaks */
	NET_END_PACKED,
	NET_END_MEMORY,
	NET_END_OTHER
};

/* One attempt, and the address at which it is. */
struct net_transfer {
	const struct net_policy *policy;
	struct net_try *of; /* NULL: this one is free */
	char url[NET_URL], host[NET_HOST];
	unsigned redirects;
	int is_conditional;
	struct net_head head;
	struct net_body body;
	struct net_answer answer;
	int may_pass; /* another attempt may do better */
	/* What the wire says of its end. */
	enum net_end end;
	char words[256]; /* of libcurl */
	long long wait;	 /* what the server asks for, in seconds */
	int was_ready, was_sent, system, proxy_status;
	long verdict;		   /* on the certificate, of OpenSSL */
	unsigned sockets;	   /* that were opened */
	char refused[NET_ADDRESS]; /* that was not */
	/* Of the wire alone. */
	const struct net_wire *wire;
	void *easy, *headers;
};

struct net_wire;

/* known: "name:port:address" of hosts that DNS is not asked for, NULL behind
 * the last; may be NULL. */
int net_wire_open(struct net_wire **out, const struct net_policy *policy,
	const struct net_exempt *exempt, const char *const *known,
	struct err *e);
void net_wire_close(struct net_wire *w);
/* Asks for the address of a transfer. */
int net_wire_ask(struct net_wire *w, struct net_transfer *t, struct err *e);
/* Moves what can be moved. */
int net_wire_move(struct net_wire *w, struct err *e);
/* One that came to its end, for good or ill; NULL for none. */
struct net_transfer *net_wire_done(struct net_wire *w);
/* Until something can be moved, or so many milliseconds. */
int net_wire_wait(struct net_wire *w, long long ms, struct err *e);
/* Leaves it unanswered. */
void net_wire_drop(struct net_wire *w, struct net_transfer *t);
void net_wire_free(struct net_transfer *t);

/* ---- what an attempt came to ------------------------------------------------
 */

enum net_outcome { NET_ANSWERED, NET_MOVED };

/* Sets the fault of the answer, and may_pass. */
enum net_outcome net_judge(struct net_transfer *t);
/* Sets the address to where the server sends us; -1 with the fault set where
 * we do not go. */
int net_follow(struct net_transfer *t);
/* Sets what the answer says of a next page. */
void net_go_on(struct net_transfer *t);
/* Sets the host; -1 with the fault set where it is one that we do not ask. */
int net_check_host(struct net_transfer *t);

/* ---- all of it --------------------------------------------------------------
 */

/* net_run with hosts that DNS is not asked for, and sockets that may be
 * private. */
int net_run_known(const struct net_policy *policy,
	const struct net_request *const *q, size_t n, net_fn *done,
	const char *const *known, const struct net_exempt *exempt,
	struct err *e);

#endif
