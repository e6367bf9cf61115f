/* SPDX-License-Identifier: MIT */
/*
 * What the server does, by path. Behind a "?" may stand anything that tells one
 * use of a path from another, save where it says what it is for:
 *
 *   /NNN          that status; of a redirect, to /ok
 *   /to?ADDRESS   redirects there
 *   /loop         redirects to itself
 *   and those of the tables below
 */
#include "tests/faulty_inside.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* ---- what can be written down -----------------------------------------------
 */

#define WORKBOOK "Content-Type: application/vnd.ms-excel\r\n"
#define PAGE	 "Content-Type: text/html; charset=utf-8\r\n"
#define DATED	 "Last-Modified: Mon, 02 Jan 2023 03:04:05 GMT\r\n"

static const struct canned {
	const char *path, *status, *headers, *body;
} canned[] = {
	{ "/ok", "200 OK", WORKBOOK DATED "ETag: \"v1\"\r\n", "PK a workbook" },
	{ "/dated", "200 OK", WORKBOOK DATED, "PK a dated workbook" },
	{ "/bare", "200 OK", "", "PK a bare workbook" },
	{ "/nothing", "200 OK", WORKBOOK, "" },
	{ "/weak-etag", "200 OK", WORKBOOK "ETag: W/\"v1\"\r\n",
		"PK a workbook, more or less" },
	{ "/from-the-future", "200 OK",
		WORKBOOK "Last-Modified: Fri, 01 Jan 2100 00:00:00 GMT\r\n",
		"PK a workbook of another clock" },
	{ "/cr-etag", "200 OK",
		WORKBOOK "ETag: \"v1\rX-Evil: 1\"\r\n"
			 "Last-Modified: Mon,\r02 Jan 2023\r\n",
		"PK a workbook" },
	{ "/lf-header", "200 OK",
		WORKBOOK "X-One: 1\nX-Evil: 1\r\nETag: \"v1\"\r\n",
		"PK a workbook" },
	{ "/html.xlsx", "200 OK", WORKBOOK,
		"<!DOCTYPE html><html><head><title>Please log in</title>"
		"</head><body>who are you?</body></html>" },
	{ "/page", "200 OK", PAGE, "we are down for maintenance" },
	{ "/cookie", "302 Found",
		"Set-Cookie: id=1; Path=/\r\nLocation: /bare\r\n", "" },
	{ "/tagged-redirect", "302 Found",
		"ETag: \"of-the-redirect\"\r\nLast-Modified: Mon, 02 Jan 2006 "
		"00:00:00 GMT\r\nContent-Type: text/html\r\nLink: </wrong>; "
		"rel=next\r\nLocation: /bare\r\n",
		"" },
	{ "/nowhere", "302 Found", "", "" },
	{ "/paged", "200 OK",
		"Link: </list?page=1>; rel=\"prev\", <list?page=3&a=b,c>; "
		"title=\"a, b; c\"; rel=\"last next\"\r\nLink: "
		"</list?page=9>; rel=last\r\n",
		"{}" },
	{ "/retry-after", "429 Too Many Requests", "Retry-After: 3600\r\n",
		"" },
	{ "/retry-after-date", "503 Service Unavailable",
		"Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n", "" },
	{ "/retry-after-past", "503 Service Unavailable",
		"Retry-After: Mon, 02 Jan 2006 00:00:00 GMT\r\n", "" },
	{ "/packed-twice", "200 OK", "Content-Encoding: gzip, gzip\r\n", "PK" },
	{ "/packed-by-two", "200 OK",
		"Transfer-Encoding: gzip\r\nContent-Encoding: gzip\r\n", "PK" },
	{ "/packed-early",
		"103 Early Hints\r\nContent-Encoding: gzip\r\n\r\n"
		"HTTP/1.1 200 OK",
		"Content-Encoding: deflate\r\n", "PK" },
	{ "/packed-otherwise", "200 OK", "Content-Encoding: br\r\n", "PK" },
	{ "/not-packed", "200 OK", "Content-Encoding: identity,, \r\n",
		"PK a workbook" },
	{ "/goes-on-unsafe", "200 OK",
		"Link: <http://publisher.test/2>; rel=next\r\n", "{}" },
	{ "/goes-astray", "200 OK",
		"Link: <ftp://publisher.test/2>; rel=next\r\n", "{}" },
	{ "/goes-nowhere", "200 OK", "Link: <>; rel=next\r\n", "{}" },
	{ "/big", "200 OK", WORKBOOK "Content-Length: 10737418240\r\n", "" },
};

static int reply(struct talk *t, const char *status, const char *headers,
	const char *body)
{
	char length[64] = "";

	if (!strstr(headers, "Content-Length"))
		snprintf(length, sizeof(length), "Content-Length: %zu\r\n",
			strlen(body));
	return talk_puts(t, "HTTP/1.1 ") == 0 && talk_puts(t, status) == 0 &&
		talk_puts(t, "\r\n") == 0 && talk_puts(t, headers) == 0 &&
		talk_puts(t, length) == 0 && talk_puts(t, "\r\n") == 0 &&
		talk_puts(t, body) == 0;
}

/* Name and value of a header are among these. */
static int says(const char *headers, const char *name, const char *value)
{
	char line[512];

	snprintf(line, sizeof(line), "%s: %s\r\n", name, value);
	return strstr(headers, line) != NULL;
}

static int reply_canned(
	struct talk *t, const struct canned *c, const struct ask *a)
{
	int same = *a->etag ? says(c->headers, "ETag", a->etag)
			    : says(c->headers, "Last-Modified", a->since);

	if (same && (*a->etag || *a->since) && strcmp(c->status, "200 OK") == 0)
		return talk_puts(t, "HTTP/1.1 304 Not Modified\r\n") == 0 &&
			talk_puts(t, c->headers) == 0 &&
			talk_puts(t, "\r\n") == 0;
	return reply(t, c->status, c->headers, c->body);
}

/* ---- what changes -----------------------------------------------------------
 */

static int ok(struct talk *t, const struct ask *a)
{
	return reply_canned(t, &canned[0], a);
}

static int unavailable_then_ok(struct talk *t, const struct ask *a)
{
	return a->times <= 2
		? reply(t, "503 Service Unavailable", "", "not yet")
		: ok(t, a);
}

static int etag_changes(struct talk *t, const struct ask *a)
{
	char headers[64];

	snprintf(headers, sizeof(headers), "ETag: \"v%u\"\r\n", a->times);
	return reply(t, "200 OK", headers, "PK the same workbook");
}

static int body_changes(struct talk *t, const struct ask *a)
{
	struct canned c = { "", "200 OK", "ETag: \"v1\"\r\n", NULL };
	char body[64];

	snprintf(body, sizeof(body), "PK workbook %u", a->times);
	c.body = body;
	return reply_canned(t, &c, a);
}

static int to(struct talk *t, const struct ask *a)
{
	char headers[4096];

	snprintf(headers, sizeof(headers), "Location: %s\r\n", a->query);
	return reply(t, "302 Found", headers, "");
}

static int loop(struct talk *t, const struct ask *a)
{
	char headers[4096];

	snprintf(headers, sizeof(headers), "Location: %s\r\n", a->target);
	return reply(t, "302 Found", headers, "");
}

static int status(struct talk *t, const struct ask *a)
{
	char text[64];

	snprintf(text, sizeof(text), "%.3s As Asked", a->target + 1);
	if (strcmp(text, "304 As Asked") == 0)
		return talk_puts(t, "HTTP/1.1 304 As Asked\r\n\r\n") == 0;
	return reply(t, text,
		text[0] == '3' ? "ETag: \"moved\"\r\nLocation: /ok\r\n" : "",
		"PK not what was asked for");
}

/* ---- headers ----------------------------------------------------------------
 */

static int long_header(struct talk *t, size_t n)
{
	char *line = malloc(n + 1);
	int rc;

	if (!line)
		return 0;
	memset(line, 'e', n);
	line[n] = '\0';
	rc = talk_puts(t, "HTTP/1.1 200 OK\r\nETag: \"") == 0 &&
		talk_puts(t, line) == 0 &&
		talk_puts(t, "\"\r\nContent-Length: 4\r\n\r\nPK..") == 0;
	free(line);
	return rc;
}

static int huge_header(struct talk *t, const struct ask *a)
{
	(void)a;
	return long_header(t, 65536);
}

static int larger_header(struct talk *t, const struct ask *a)
{
	(void)a;
	return long_header(t, 250000);
}

static int many_headers(struct talk *t, const struct ask *a)
{
	(void)a;
	if (talk_puts(t, "HTTP/1.1 200 OK\r\n") < 0)
		return 0;
	while (talk_puts(t, "X-More: and more of it, and more of it\r\n") == 0)
		;
	return 0;
}

static int only_interim(struct talk *t, const struct ask *a)
{
	(void)a;
	while (talk_puts(t, "HTTP/1.1 100 Continue\r\nX-More: 1\r\n\r\n") == 0)
		;
	return 0;
}

static int half_header(struct talk *t, const struct ask *a)
{
	(void)a;
	talk_puts(t, "HTTP/1.1 200 OK\r\nContent-Le");
	return 0;
}

static int slow_header(struct talk *t, const struct ask *a)
{
	(void)a;
	talk_puts(t, "HTTP/1.1 200 OK\r\nX-Slow: ");
	while (talk_puts(t, "s") == 0 && talk_nap(t) == 0 && talk_nap(t) == 0 &&
		talk_nap(t) == 0 && talk_nap(t) == 0 && talk_nap(t) == 0)
		;
	return 0;
}

/* ---- bodies -----------------------------------------------------------------
 */

static int slow(struct talk *t, const struct ask *a)
{
	(void)a;
	talk_puts(t, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nPK");
	while (talk_puts(t, "s") == 0 && talk_nap(t) == 0 && talk_nap(t) == 0 &&
		talk_nap(t) == 0 && talk_nap(t) == 0 && talk_nap(t) == 0)
		;
	return 0;
}

static int hold(struct talk *t, const struct ask *a)
{
	(void)a;
	while (talk_nap(t) == 0)
		;
	return 0;
}

static int shorter(struct talk *t, const struct ask *a)
{
	(void)a;
	talk_puts(t, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nPK half");
	return 0;
}

static int short_then_ok(struct talk *t, const struct ask *a)
{
	return a->times <= 1 ? shorter(t, a) : ok(t, a);
}

static int longer(struct talk *t, const struct ask *a)
{
	(void)a;
	return talk_puts(t,
		       "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n"
		       "PK a workbookHTTP/1.1 200 OK\r\nContent-Length: 4\r\n"
		       "\r\nevil") == 0;
}

static int endless(struct talk *t, const char *head)
{
	static const char zeros[65536];

	if (talk_puts(t, head) < 0)
		return 0;
	while (talk_put(t, zeros, sizeof(zeros)) == 0)
		;
	return 0;
}

static int unknown_length(struct talk *t, const struct ask *a)
{
	(void)a;
	return endless(t, "HTTP/1.1 200 OK\r\n\r\nPK");
}

static int endless_404(struct talk *t, const struct ask *a)
{
	(void)a;
	return endless(t, "HTTP/1.1 404 Not Found\r\n\r\n");
}

static int endless_redirect(struct talk *t, const struct ask *a)
{
	(void)a;
	return endless(t, "HTTP/1.1 302 Found\r\nLocation: /ok\r\n\r\n");
}

static int endless_page(struct talk *t, const struct ask *a)
{
	(void)a;
	return endless(
		t, "HTTP/1.1 200 OK\r\n\r\n<html><title>Without end</title>");
}

static int chunked(struct talk *t, const struct ask *a)
{
	(void)a;
	return talk_puts(t,
		       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
		       "Trailer: ETag\r\n\r\n5\r\nPK a \r\n8\r\nworkbook\r\n"
		       "0\r\nETag: \"late\"\r\n\r\n") == 0;
}

static int chunk_cut(struct talk *t, const struct ask *a)
{
	(void)a;
	talk_puts(t,
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nPK");
	return 0;
}

static int reset(struct talk *t, const struct ask *a)
{
	(void)a;
	talk_puts(t, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nPK half");
	talk_nap(t);
	talk_reset(t);
	return 0;
}

static int reset_then_ok(struct talk *t, const struct ask *a)
{
	return a->times <= 1 ? reset(t, a) : ok(t, a);
}

/* Enough of it comes to be written. */
static int much_then_ok(struct talk *t, const struct ask *a)
{
	char much[2000];

	if (a->times > 1)
		return ok(t, a);
	memset(much, 'm', sizeof(much));
	talk_puts(t, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nPK");
	talk_put(t, much, sizeof(much));
	return 0;
}

static int empty(struct talk *t, const struct ask *a)
{
	(void)t;
	(void)a;
	return 0;
}

static int garbage(struct talk *t, const struct ask *a)
{
	(void)a;
	talk_puts(t, "220 this is no HTTP\r\n");
	return 0;
}

/* ---- packed bodies ----------------------------------------------------------
 */

static const char packed[] =
	"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nETag: \"packed\"\r\n";

/* Packs n bytes of one value so that what comes can stand any number of times
 * behind each other. */
static size_t pack(char *out, size_t room, const char *bytes, size_t n, int how)
{
	z_stream z = { 0 };

	if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) !=
		Z_OK)
		abort();
	z.next_in = (Bytef *)(uintptr_t)bytes;
	z.avail_in = (uInt)n;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)room;
	deflate(&z, how);
	deflateEnd(&z);
	return room - z.avail_out;
}

/* 1 MiB of nothing in some 1100 bytes, 64 times. */
static int bomb(struct talk *t, const struct ask *a)
{
	enum { HEADER = 10, ROOM = 16384 };
	char out[ROOM], *zeros = calloc(1, 1048576);
	size_t n = zeros ? pack(out, ROOM, zeros, 1048576, Z_FULL_FLUSH) : 0;

	(void)a;
	free(zeros);
	if (n == 0 || talk_puts(t, packed) < 0 || talk_puts(t, "\r\n") < 0 ||
		talk_put(t, out, HEADER) < 0)
		return 0;
	for (int i = 0; i < 64; i++)
		if (talk_put(t, out + HEADER, n - HEADER) < 0)
			return 0;
	return 0;
}

static int gzip(struct talk *t, const struct ask *a)
{
	char out[256], length[64];
	size_t n = pack(out, sizeof(out), "PK a workbook", 13, Z_FINISH);

	(void)a;
	snprintf(length, sizeof(length), "Content-Length: %zu\r\n\r\n", n);
	return talk_puts(t, packed) == 0 && talk_puts(t, length) == 0 &&
		talk_put(t, out, n) == 0;
}

static int bad_gzip(struct talk *t, const struct ask *a)
{
	(void)a;
	return talk_puts(t, packed) == 0 &&
		talk_puts(t, "Content-Length: 13\r\n\r\nPK a workbook") == 0;
}

/* ---- which is which ---------------------------------------------------------
 */

static const struct {
	const char *path;
	int (*answer)(struct talk *t, const struct ask *a);
} ways[] = {
	{ "/503-then-ok", unavailable_then_ok },
	{ "/bad-gzip", bad_gzip },
	{ "/body-changes", body_changes },
	{ "/bomb", bomb },
	{ "/chunk-cut", chunk_cut },
	{ "/chunked", chunked },
	{ "/empty", empty },
	{ "/endless-404", endless_404 },
	{ "/endless-page", endless_page },
	{ "/endless-redirect", endless_redirect },
	{ "/etag-changes", etag_changes },
	{ "/garbage", garbage },
	{ "/gzip", gzip },
	{ "/half-header", half_header },
	{ "/hold", hold },
	{ "/huge-header", huge_header },
	{ "/larger-header", larger_header },
	{ "/long", longer },
	{ "/loop", loop },
	{ "/many-headers", many_headers },
	{ "/much-then-ok", much_then_ok },
	{ "/only-interim", only_interim },
	{ "/reset", reset },
	{ "/reset-then-ok", reset_then_ok },
	{ "/short", shorter },
	{ "/short-then-ok", short_then_ok },
	{ "/slow", slow },
	{ "/slow-header", slow_header },
	{ "/to", to },
	{ "/unknown-length", unknown_length },
};

static int is_path(const struct ask *a, const char *path)
{
	size_t n = strcspn(a->target, "?");

	return strlen(path) == n && strncmp(a->target, path, n) == 0;
}

int faulty_answer(struct talk *t, const struct ask *a)
{
	for (size_t i = 0; i < sizeof(canned) / sizeof(*canned); i++)
		if (is_path(a, canned[i].path))
			return reply_canned(t, &canned[i], a);
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (is_path(a, ways[i].path))
			return ways[i].answer(t, a);
	if (strspn(a->target + 1, "0123456789") == 3)
		return status(t, a);
	return reply(t, "404 Not Found", "", "");
}
