/* SPDX-License-Identifier: MIT */
/* Listens, a thread for each connection; hears requests of one packet or many.
 */
#include "tests/faulty_inside.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/certs.h"

enum { TALKS = 1024, HEAD = 65536, TARGETS = 1024 };

struct talk {
	struct faulty *f;
	enum faulty_port port;
	int fd; /* -1 once it is closed */
	SSL *ssl;
	pthread_t thread;
	/* What its thread has of memory: the copy that a fork makes of the
	 * process has no such thread, and lost nothing. */
	char *head, *etag, *since;
};

struct faulty {
	int listens[FAULTY_PORTS], stop[2];
	unsigned ports[FAULTY_PORTS];
	SSL_CTX *tls[FAULTY_PORTS];
	pthread_t thread;
	/* what several threads touch */
	pthread_mutex_t mutex;
	int stopping;
	struct talk *talks[TALKS];
	size_t n_talks;
	char *heard;
	size_t n_heard;
	struct {
		char *target;
		unsigned times;
	} targets[TARGETS];
	size_t n_targets;
};

/* ---- bytes ------------------------------------------------------------------
 */

static int is_stopping(struct faulty *f)
{
	int is;

	pthread_mutex_lock(&f->mutex);
	is = f->stopping;
	pthread_mutex_unlock(&f->mutex);
	return is;
}

int talk_put(struct talk *t, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t k = t->ssl ? SSL_write(t->ssl, bytes, (int)n)
				   : send(t->fd, bytes, n, MSG_NOSIGNAL);

		if (k <= 0 || is_stopping(t->f))
			return -1;
		bytes += k;
		n -= (size_t)k;
	}
	return 0;
}

int talk_puts(struct talk *t, const char *text)
{
	return talk_put(t, text, strlen(text));
}

int talk_nap(struct talk *t)
{
	poll(NULL, 0, 10);
	return is_stopping(t->f) ? -1 : 0;
}

void talk_reset(struct talk *t)
{
	const struct linger none = { 1, 0 };

	setsockopt(t->fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

/* ---- requests ---------------------------------------------------------------
 */

/* A request up to its empty line, terminated; -1 at the end. */
static int hear(struct talk *t, char head[HEAD])
{
	size_t n = 0;

	while (n + 1 < HEAD) {
		ssize_t k = t->ssl ? SSL_read(t->ssl, head + n, 1)
				   : recv(t->fd, head + n, 1, 0);

		if (k <= 0)
			return -1;
		if (n == 0 && (*head < 'A' || *head > 'Z')) {
			talk_puts(t, "HTTP/1.1 400 Bad Request\r\n\r\n");
			return -1;
		}
		head[++n] = '\0';
		if (n >= 4 && strcmp(head + n - 4, "\r\n\r\n") == 0)
			return 0;
	}
	return -1;
}

/* Cuts GET TARGET HTTP/1.1; of what is asked of a proxy, what stands behind
 * the host. */
static const char *cut_target(char *line)
{
	char *from = strchr(line, ' '),
	     *to = from ? strchr(from + 1, ' ') : NULL, *slashes;

	if (!to)
		return "/";
	*to = '\0';
	slashes = from[1] == '/' ? NULL : strstr(from, "://");
	from = slashes ? strchr(slashes + 3, '/') : from + 1;
	return from ? from : "/";
}

static char *cut_header(char *head, const char *name)
{
	for (char *at = strchr(head, '\n'); at; at = strchr(at + 1, '\n'))
		if (strncasecmp(at + 1, name, strlen(name)) == 0) {
			char *value = at + 1 + strlen(name);

			return strndup(value, strcspn(value, "\r\n"));
		}
	return strdup("");
}

static unsigned *find_target(struct faulty *f, const char *target)
{
	size_t i = 0;

	while (i < f->n_targets && strcmp(f->targets[i].target, target) != 0)
		i++;
	if (i == TARGETS)
		abort();
	if (i == f->n_targets) {
		f->targets[i].target = strdup(target);
		f->n_targets++;
	}
	return &f->targets[i].times;
}

static void note(struct faulty *f, const char *head)
{
	size_t n = strlen(head);

	pthread_mutex_lock(&f->mutex);
	f->heard = realloc(f->heard, f->n_heard + n + 1);
	if (!f->heard)
		abort();
	memcpy(f->heard + f->n_heard, head, n + 1);
	f->n_heard += n;
	pthread_mutex_unlock(&f->mutex);
}

static int serve_one(struct talk *t, char head[HEAD])
{
	struct ask a = { 0 };
	const char *query;
	int rc;

	if (hear(t, head) < 0)
		return 0;
	note(t->f, head);
	a.etag = t->etag = cut_header(head, "if-none-match: ");
	a.since = t->since = cut_header(head, "if-modified-since: ");
	a.target = cut_target(head);
	query = strchr(a.target, '?');
	a.query = query ? query + 1 : "";
	pthread_mutex_lock(&t->f->mutex);
	a.times = ++*find_target(t->f, a.target);
	pthread_mutex_unlock(&t->f->mutex);
	rc = faulty_answer(t, &a);
	free(t->etag);
	free(t->since);
	return rc;
}

static void *talk(void *context)
{
	struct talk *t = context;
	int fd = t->fd;

	t->head = malloc(HEAD);
	if (t->head && (!t->ssl || SSL_accept(t->ssl) == 1))
		while (serve_one(t, t->head))
			;
	free(t->head);
	if (t->ssl)
		SSL_shutdown(t->ssl);
	pthread_mutex_lock(&t->f->mutex);
	t->fd = -1;
	pthread_mutex_unlock(&t->f->mutex);
	close(fd);
	return NULL;
}

/* ---- connections ------------------------------------------------------------
 */

static void begin_talk(struct faulty *f, enum faulty_port port, int fd)
{
	struct talk *t = calloc(1, sizeof(*t));
	int on = 1;

	if (!t || f->n_talks == TALKS)
		abort();
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	*t = (struct talk){ .f = f, .port = port, .fd = fd };
	if (f->tls[port]) {
		t->ssl = SSL_new(f->tls[port]);
		SSL_set_fd(t->ssl, fd);
	}
	pthread_mutex_lock(&f->mutex);
	f->talks[f->n_talks++] = t;
	if (pthread_create(&t->thread, NULL, talk, t) != 0)
		abort();
	pthread_mutex_unlock(&f->mutex);
}

static void *listen_all(void *context)
{
	struct faulty *f = context;
	struct pollfd all[FAULTY_PORTS + 1];

	for (int i = 0; i < FAULTY_PORTS; i++)
		all[i] = (struct pollfd){ f->listens[i], POLLIN, 0 };
	all[FAULTY_PORTS] = (struct pollfd){ f->stop[0], POLLIN, 0 };
	while (poll(all, FAULTY_PORTS + 1, -1) >= 0 &&
		!all[FAULTY_PORTS].revents)
		for (int i = 0; i < FAULTY_PORTS; i++) {
			int fd = all[i].revents & POLLIN
				? accept(f->listens[i], NULL, NULL)
				: -1;

			if (fd >= 0)
				begin_talk(f, (enum faulty_port)i, fd);
		}
	return NULL;
}

static int open_port(struct faulty *f, enum faulty_port which)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	f->listens[which] = fd;
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) < 0 ||
		listen(fd, 128) < 0 ||
		getsockname(fd, (struct sockaddr *)&at, &n) < 0)
		return -1;
	f->ports[which] = ntohs(at.sin_port);
	return 0;
}

/* ---- TLS --------------------------------------------------------------------
 */

static const char past[] = "19900101000000Z", expired[] = "20010101000000Z",
		  future[] = "20900101000000Z", far[] = "21000101000000Z",
		  here[] = "DNS:localhost,IP:127.0.0.1";

static int set_tls(
	struct faulty *f, enum faulty_port which, const struct cert_wish *wish)
{
	struct cert c;
	SSL_CTX *tls;
	int rc = -1;

	if (cert_make(&c, wish) < 0)
		return -1;
	tls = f->tls[which] = SSL_CTX_new(TLS_server_method());
	if (tls && SSL_CTX_use_certificate(tls, c.x509) == 1 &&
		SSL_CTX_use_PrivateKey(tls, c.key) == 1)
		rc = 0;
	cert_free(&c);
	if (rc == 0 && which == FAULTY_OLD)
		rc = SSL_CTX_set_max_proto_version(tls, TLS1_1_VERSION) == 1 &&
				SSL_CTX_set_cipher_list(
					tls, "DEFAULT:@SECLEVEL=0") == 1
			? 0
			: -1;
	return rc;
}

static int set_all_tls(struct faulty *f, const char *authority)
{
	const struct cert_wish wished[] = {
		{ "an authority", NULL, past, far, NULL, 1 },
		{ "another authority", NULL, past, far, NULL, 1 },
	};
	struct cert own = { 0 }, other = { 0 };
	int rc = cert_make(&own, &wished[0]) < 0 ||
			cert_make(&other, &wished[1]) < 0 ||
			cert_write(&own, authority) < 0
		? -1
		: 0;
	const struct cert_wish wishes[FAULTY_PORTS] = {
		[FAULTY_TLS] = { "good", here, past, far, &own, 0 },
		[FAULTY_EXPIRED] = { "old", here, past, expired, &own, 0 },
		[FAULTY_NOT_YET] = { "young", here, future, far, &own, 0 },
		[FAULTY_OTHER_HOST] = { "other", "DNS:elsewhere.example", past,
			far, &own, 0 },
		[FAULTY_SELF_SIGNED] = { "self", here, past, far, NULL, 0 },
		[FAULTY_UNKNOWN] = { "unknown", here, past, far, &other, 0 },
		[FAULTY_OLD] = { "1.1", here, past, far, &own, 0 },
	};

	for (int i = FAULTY_TLS; rc == 0 && i < FAULTY_PORTS; i++)
		rc = set_tls(f, (enum faulty_port)i, &wishes[i]);
	cert_free(&own);
	cert_free(&other);
	return rc;
}

/* ---- all of it --------------------------------------------------------------
 */

struct faulty *faulty_start(const char *authority)
{
	struct faulty *f = calloc(1, sizeof(*f));

	if (!f || pipe(f->stop) < 0)
		abort();
	signal(SIGPIPE, SIG_IGN);
	pthread_mutex_init(&f->mutex, NULL);
	for (int i = 0; i < FAULTY_PORTS; i++) {
		f->listens[i] = -1;
		if ((i == FAULTY_PLAIN || authority) &&
			open_port(f, (enum faulty_port)i) < 0)
			return NULL;
	}
	if (authority && set_all_tls(f, authority) < 0)
		return NULL;
	if (pthread_create(&f->thread, NULL, listen_all, f) != 0)
		return NULL;
	return f;
}

static void end_talks(struct faulty *f)
{
	pthread_mutex_lock(&f->mutex);
	f->stopping = 1;
	for (size_t i = 0; i < f->n_talks; i++)
		if (f->talks[i]->fd >= 0)
			shutdown(f->talks[i]->fd, SHUT_RDWR);
	pthread_mutex_unlock(&f->mutex);
	for (size_t i = 0; i < f->n_talks; i++) {
		pthread_join(f->talks[i]->thread, NULL);
		SSL_free(f->talks[i]->ssl);
		free(f->talks[i]);
	}
}

void faulty_stop(struct faulty *f)
{
	if (!f)
		return;
	close(f->stop[1]);
	pthread_join(f->thread, NULL);
	close(f->stop[0]);
	end_talks(f);
	for (int i = 0; i < FAULTY_PORTS; i++) {
		if (f->listens[i] >= 0)
			close(f->listens[i]);
		SSL_CTX_free(f->tls[i]);
	}
	for (size_t i = 0; i < f->n_targets; i++)
		free(f->targets[i].target);
	pthread_mutex_destroy(&f->mutex);
	free(f->heard);
	free(f);
}

unsigned faulty_port(const struct faulty *f, enum faulty_port which)
{
	return f->ports[which];
}

const char *faulty_port_name(enum faulty_port which)
{
	static const char *const names[] = { "plain", "tls", "expired",
		"not-yet", "other-host", "self-signed", "unknown", "old" };

	return names[which];
}

unsigned faulty_asked(struct faulty *f, const char *target)
{
	unsigned times;

	pthread_mutex_lock(&f->mutex);
	times = *find_target(f, target);
	pthread_mutex_unlock(&f->mutex);
	return times;
}

unsigned faulty_connections(struct faulty *f)
{
	size_t n;

	pthread_mutex_lock(&f->mutex);
	n = f->n_talks;
	pthread_mutex_unlock(&f->mutex);
	return (unsigned)n;
}

char *faulty_heard(struct faulty *f)
{
	char *all;

	pthread_mutex_lock(&f->mutex);
	all = strdup(f->heard ? f->heard : "");
	pthread_mutex_unlock(&f->mutex);
	return all;
}
