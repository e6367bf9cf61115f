/* SPDX-License-Identifier: MIT */
/* One address at a time, many side by side: all that knows libcurl. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/fetch/net_inside.h"

_Static_assert(sizeof(((struct net_transfer *)0)->words) >= CURL_ERROR_SIZE,
	"room for the words of libcurl");

/* Connections and names are shared by the multi handle, TLS sessions by the
 * share. */
struct net_wire {
	const struct net_policy *policy;
	const struct net_exempt *exempt;
	CURLM *multi;
	CURLSH *share;
	struct curl_slist *known;
};

/* ---- addresses --------------------------------------------------------------
 */

const char *net_library(void)
{
	return curl_version_info(CURLVERSION_NOW)->version;
}

int net_join(char out[NET_URL], const char *base, const char *url)
{
	CURLU *u = curl_url();
	char *whole = NULL;
	int rc = -1;

	if (!u || (*base && curl_url_set(u, CURLUPART_URL, base, 0)))
		goto out;
	if (curl_url_set(u, CURLUPART_URL, url,
		    CURLU_URLENCODE | CURLU_ALLOW_SPACE) ||
		curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) ||
		curl_url_get(u, CURLUPART_URL, &whole, 0))
		goto out;
	if (strlen(whole) >= NET_URL || !net_is_plain(whole) ||
		(strncmp(whole, "http:", 5) != 0 &&
			strncmp(whole, "https:", 6) != 0))
		goto out;
	memcpy(out, whole, strlen(whole) + 1);
	rc = 0;
out:
	curl_free(whole);
	curl_url_cleanup(u);
	return rc;
}

/* ---- what libcurl asks of us ------------------------------------------------
 */

static size_t take_line(char *line, size_t size, size_t n, void *transfer)
{
	struct net_transfer *t = transfer;
	struct net_head *h = &t->head;
	long long most = t->body.policy->max_bytes;

	if (net_head_line(h, line, size * n, &t->answer.fault) < 0)
		return 0;
	if (h->done && h->status == 200 && h->length > most) {
		err_set(&t->answer.fault, ERR_REMOTE,
			"the body is said to be of %lld bytes, at most %lld "
			"are taken",
			h->length, most);
		return 0;
	}
	return size * n;
}

static size_t take_bytes(char *bytes, size_t size, size_t n, void *transfer)
{
	struct net_transfer *t = transfer;
	struct net_body *b = &t->body;

	n *= size;
	if (t->head.status != 200) {
		b->got += (long long)n;
		return b->got > NET_DROPPED ? 0 : n;
	}
	b->content_type = t->head.content_type;
	b->total = t->head.packings ? -1 : t->head.length;
	return net_body_take(b, bytes, n, &t->answer.fault) < 0 ? 0 : n;
}

static curl_socket_t open_socket(
	void *transfer, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct net_transfer *t = transfer;

	(void)purpose;
	if (!t->body.policy->allow_private &&
		!net_may_connect(t->refused, t->wire->exempt, &a->addr))
		return CURL_SOCKET_BAD;
	t->sockets++;
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* ---- handles ----------------------------------------------------------------
 */

/* The rest stands as libcurl has it: certificates and names are verified, there
 * are no cookies and no .netrc. */
static const struct {
	CURLoption option;
	long value;
} numbers[] = {
	{ CURLOPT_NOSIGNAL, 1 },
	{ CURLOPT_FOLLOWLOCATION, 0 }, /* net.c does, by its own rules */
	{ CURLOPT_SUPPRESS_CONNECT_HEADERS, 1 },
	{ CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2 },
	{ CURLOPT_BUFFERSIZE, 131072 },
	{ CURLOPT_TCP_KEEPALIVE, 1 },
	/* do not wait for a name server whose answer is not wanted any more */
	{ CURLOPT_QUICK_EXIT, 1 },
};

static int set_number(CURL *easy, CURLoption option, long value)
{
	return curl_easy_setopt(easy, option, value) == CURLE_OK ? 0 : -1;
}

static int set_text(CURL *easy, CURLoption option, const char *value)
{
	return curl_easy_setopt(easy, option, value) == CURLE_OK ? 0 : -1;
}

/* A file alone is read once for all connections; a folder beside it would have
 * both read for each, and the one that libcurl knows has what its file has. */
static int set_authorities(CURL *easy)
{
	const char *own = curl_version_info(CURLVERSION_NOW)->cainfo;
	const char *file, *folder;

	net_authorities(&file, &folder);
	if (file && set_text(easy, CURLOPT_CAINFO, file) < 0)
		return -1;
	if (folder || file || (own && access(own, R_OK) == 0))
		return set_text(easy, CURLOPT_CAPATH, folder);
	return 0;
}

static int set_policy(CURL *easy, const struct net_policy *p)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (set_number(easy, numbers[i].option, numbers[i].value) < 0)
			return -1;
	if (set_number(easy, CURLOPT_CONNECTTIMEOUT, p->connect_seconds) < 0 ||
		set_number(easy, CURLOPT_LOW_SPEED_LIMIT, p->slow_bytes) < 0 ||
		set_number(easy, CURLOPT_LOW_SPEED_TIME, p->slow_seconds) < 0 ||
		set_text(easy, CURLOPT_USERAGENT, p->agent) < 0 ||
		set_text(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate") < 0 ||
		set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https") < 0)
		return -1;
	return set_authorities(easy);
}

static int set_callbacks(CURL *easy, struct net_wire *w, struct net_transfer *t)
{
	const CURLcode codes[] = {
		curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_line),
		curl_easy_setopt(easy, CURLOPT_HEADERDATA, t),
		curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes),
		curl_easy_setopt(easy, CURLOPT_WRITEDATA, t),
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket),
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t),
		curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->words),
		curl_easy_setopt(easy, CURLOPT_PRIVATE, t),
		curl_easy_setopt(easy, CURLOPT_SHARE, w->share),
		curl_easy_setopt(easy, CURLOPT_RESOLVE, w->known),
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (codes[i] != CURLE_OK)
			return -1;
	return 0;
}

static int open_handle(
	struct net_wire *w, struct net_transfer *t, struct err *e)
{
	if (t->easy)
		return 0;
	t->easy = curl_easy_init();
	if (!t->easy || set_policy(t->easy, w->policy) < 0 ||
		set_callbacks(t->easy, w, t) < 0)
		return err_memory(e);
	t->wire = w;
	return 0;
}

void net_wire_free(struct net_transfer *t)
{
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	t->easy = t->headers = NULL;
}

/* ---- asking -----------------------------------------------------------------
 */

static int set_condition(struct net_transfer *t, struct err *e)
{
	char line[NET_CONDITION];

	curl_slist_free_all(t->headers);
	t->headers = NULL;
	t->is_conditional = net_condition(line, t->of->request);
	if (t->is_conditional)
		t->headers = curl_slist_append(NULL, line);
	return t->is_conditional && !t->headers ? err_memory(e) : 0;
}

int net_wire_ask(struct net_wire *w, struct net_transfer *t, struct err *e)
{
	/* Where many may share one connection, the first tells. */
	long one = strncmp(t->url, "https:", 6) == 0;

	if (open_handle(w, t, e) < 0 || set_condition(t, e) < 0)
		return -1;
	net_head_begin(&t->head);
	net_body_begin(&t->body, w->policy, t->of->request);
	t->words[0] = t->refused[0] = '\0';
	t->sockets = 0;
	if (set_text(t->easy, CURLOPT_URL, t->url) < 0 ||
		curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers) !=
			CURLE_OK ||
		set_number(t->easy, CURLOPT_PIPEWAIT, one) < 0 ||
		curl_multi_add_handle(w->multi, t->easy) != CURLM_OK)
		return err_memory(e);
	return 0;
}

/* ---- how it ended -----------------------------------------------------------
 */

static const struct {
	CURLcode code;
	enum net_end end;
} ends[] = {
	{ CURLE_OK, NET_END_WHOLE },
	{ CURLE_COULDNT_RESOLVE_PROXY, NET_END_NO_PROXY },
	{ CURLE_COULDNT_RESOLVE_HOST, NET_END_NO_NAME },
	{ CURLE_COULDNT_CONNECT, NET_END_NO_CONNECTION },
	{ CURLE_HTTP2, NET_END_BROKEN },
	{ CURLE_PARTIAL_FILE, NET_END_SHORT },
	{ CURLE_OUT_OF_MEMORY, NET_END_MEMORY },
	{ CURLE_OPERATION_TIMEDOUT, NET_END_TIMEOUT },
	{ CURLE_SSL_CONNECT_ERROR, NET_END_TLS },
	{ CURLE_GOT_NOTHING, NET_END_EMPTY },
	{ CURLE_SEND_ERROR, NET_END_BROKEN },
	{ CURLE_RECV_ERROR, NET_END_BROKEN },
	{ CURLE_PEER_FAILED_VERIFICATION, NET_END_CERTIFICATE },
	{ CURLE_BAD_CONTENT_ENCODING, NET_END_PACKED },
	{ CURLE_SSL_CACERT_BADFILE, NET_END_AUTHORITIES },
	{ CURLE_HTTP2_STREAM, NET_END_BROKEN },
	{ CURLE_PROXY, NET_END_BROKEN },
};

static long long number(struct net_transfer *t, CURLINFO what)
{
	curl_off_t n = 0;

	return curl_easy_getinfo(t->easy, what, &n) == CURLE_OK ? n : 0;
}

static long small_number(struct net_transfer *t, CURLINFO what)
{
	long n = 0;

	return curl_easy_getinfo(t->easy, what, &n) == CURLE_OK ? n : 0;
}

static void note_end(struct net_transfer *t, CURLcode code)
{
	t->end = NET_END_OTHER;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (ends[i].code == code)
			t->end = ends[i].end;
	if (!*t->words)
		snprintf(t->words, sizeof(t->words), "%s",
			curl_easy_strerror(code));
	t->wait = t->head.asks_to_wait ? number(t, CURLINFO_RETRY_AFTER) : 0;
	t->was_ready = number(t, CURLINFO_PRETRANSFER_TIME_T) > 0;
	t->was_sent = small_number(t, CURLINFO_REQUEST_SIZE) > 0;
	t->system = (int)small_number(t, CURLINFO_OS_ERRNO);
	t->verdict = small_number(t, CURLINFO_SSL_VERIFYRESULT);
	t->proxy_status = (int)small_number(t, CURLINFO_HTTP_CONNECTCODE);
}

struct net_transfer *net_wire_done(struct net_wire *w)
{
	int left;
	CURLMsg *m = curl_multi_info_read(w->multi, &left);
	CURLcode code;
	CURL *easy;
	char *t = NULL;

	if (!m)
		return NULL;
	easy = m->easy_handle;
	code = m->data.result;
	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
	curl_multi_remove_handle(w->multi, easy);
	note_end((struct net_transfer *)(void *)t, code);
	return (struct net_transfer *)(void *)t;
}

void net_wire_drop(struct net_wire *w, struct net_transfer *t)
{
	curl_multi_remove_handle(w->multi, t->easy);
}

/* ---- the wire ---------------------------------------------------------------
 */

static int multi_fault(CURLMcode code, struct err *e)
{
	if (code == CURLM_OK)
		return 0;
	return err_set(e, ERR_SYSTEM, "libcurl: %s", curl_multi_strerror(code));
}

int net_wire_move(struct net_wire *w, struct err *e)
{
	int running;

	return multi_fault(curl_multi_perform(w->multi, &running), e);
}

int net_wire_wait(struct net_wire *w, long long ms, struct err *e)
{
	enum { LONGEST = 60000 };
	int n = ms < 0 ? 0 : ms > LONGEST ? LONGEST : (int)ms;

	return multi_fault(curl_multi_poll(w->multi, NULL, 0, n, NULL), e);
}

static int share(struct net_wire *w)
{
	w->share = curl_share_init();
	if (!w->share ||
		curl_share_setopt(w->share, CURLSHOPT_SHARE,
			CURL_LOCK_DATA_SSL_SESSION) != CURLSHE_OK)
		return -1;
	w->multi = curl_multi_init();
	if (!w->multi ||
		curl_multi_setopt(w->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
			(long)w->policy->per_server) != CURLM_OK)
		return -1;
	return 0;
}

static int know(struct net_wire *w, const char *const *known)
{
	for (; known && *known; known++) {
		struct curl_slist *all = curl_slist_append(w->known, *known);

		if (!all)
			return -1;
		w->known = all;
	}
	return 0;
}

int net_wire_open(struct net_wire **out, const struct net_policy *policy,
	const struct net_exempt *exempt, const char *const *known,
	struct err *e)
{
	struct net_wire *w = calloc(1, sizeof(*w));

	if (!w || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		free(w);
		return err_memory(e);
	}
	w->policy = policy;
	w->exempt = exempt;
	if (share(w) < 0 || know(w, known) < 0) {
		net_wire_close(w);
		return err_memory(e);
	}
	*out = w;
	return 0;
}

void net_wire_close(struct net_wire *w)
{
	if (!w)
		return;
	curl_multi_cleanup(w->multi);
	curl_share_cleanup(w->share);
	curl_slist_free_all(w->known);
	curl_global_cleanup();
	free(w);
}
