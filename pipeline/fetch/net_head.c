/* SPDX-License-Identifier: MIT */
/* The headers of an answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pipeline/fetch/net_inside.h"

int net_is_plain(const char *text)
{
	for (; *text; text++)
		if (*text < 0x20 || *text > 0x7e)
			return 0;
	return 1;
}

/* What the server once said goes back to it only as it could have said it. */
static int is_usable(const char *validator)
{
	return validator && *validator && strlen(validator) < NET_VALIDATOR &&
		net_is_plain(validator);
}

int net_condition(char line[NET_CONDITION], const struct net_request *q)
{
	if (is_usable(q->etag))
		snprintf(line, NET_CONDITION, "If-None-Match: %s", q->etag);
	else if (is_usable(q->last_modified))
		snprintf(line, NET_CONDITION, "If-Modified-Since: %s",
			q->last_modified);
	else
		return 0;
	return 1;
}

/* The first of a name counts. What does not fit, or could not stand in a
 * header, is as if it were not there. */
static void take(char *to, size_t room, struct span value)
{
	if (*to || value.len >= room || memchr(value.at, '\0', value.len))
		return;
	memcpy(to, value.at, value.len);
	to[value.len] = '\0';
}

static void take_plain(char *to, size_t room, struct span value)
{
	if (*to)
		return;
	take(to, room, value);
	if (!net_is_plain(to))
		*to = '\0';
}

/* ---- Link -------------------------------------------------------------------
 */

static void skip_space(struct span *s)
{
	while (s->len > 0 && (*s->at == ' ' || *s->at == '\t')) {
		s->at++;
		s->len--;
	}
}

/* Cuts off what stands before the first of stops, or all of it. A NUL is no
 * stop. */
static struct span cut(struct span *s, const char *stops)
{
	struct span head = { s->at, 0 };

	while (head.len < s->len &&
		(!head.at[head.len] || !strchr(stops, head.at[head.len])))
		head.len++;
	s->at += head.len;
	s->len -= head.len;
	return head;
}

static int step(struct span *s, char c)
{
	skip_space(s);
	if (s->len == 0 || *s->at != c)
		return 0;
	s->at++;
	s->len--;
	skip_space(s);
	return 1;
}

/* One of the words is next. */
static int says_next(struct span words)
{
	while (words.len > 0) {
		struct span word = cut(&words, " \t");

		if (word.len == 4 && strncasecmp(word.at, "next", 4) == 0)
			return 1;
		skip_space(&words);
	}
	return 0;
}

/* The parameters of one link, ;name="value" each; 1 if rel is next. */
static int is_next(struct span *s)
{
	int is = 0;

	while (step(s, ';')) {
		struct span name = span_trim(cut(s, "=;,")), value = { "", 0 };

		if (step(s, '=')) {
			int quoted = step(s, '"');

			value = cut(s, quoted ? "\"" : ";,");
			if (quoted)
				step(s, '"');
		}
		if (name.len == 3 && strncasecmp(name.at, "rel", 3) == 0)
			is |= says_next(span_trim(value));
	}
	return is;
}

/* <address>; rel="next", <address>; rel="last" */
static void take_links(struct net_head *h, struct span s)
{
	while (step(&s, '<')) {
		struct span address = cut(&s, ">");

		if (!step(&s, '>'))
			return;
		if (is_next(&s)) {
			h->has_next = 1;
			take(h->next, sizeof(h->next), span_trim(address));
		}
		if (!step(&s, ','))
			return;
	}
}

/* ---- packing ----------------------------------------------------------------
 */

static int is_named(struct span name, const char *text)
{
	return name.len == strlen(text) &&
		strncasecmp(name.at, text, name.len) == 0;
}

/* 1 for a packing, 0 for none, -1 for one that we did not say we take. */
static int is_packing(struct span name)
{
	if (name.len == 0 || is_named(name, "identity") ||
		is_named(name, "chunked"))
		return 0;
	return is_named(name, "gzip") || is_named(name, "x-gzip") ||
			is_named(name, "deflate")
		? 1
		: -1;
}

/* Once only: what is packed twice need not come to a byte for all that it costs
 * to unpack, and no limit would end it. */
static int take_packing(struct net_head *h, struct span value, struct err *e)
{
	while (value.len > 0) {
		struct span one = span_trim(cut(&value, ","));
		int is = is_packing(one);

		if (is < 0)
			return err_set(e, ERR_REMOTE,
				"the body is packed in a way that was not "
				"asked for: '%.*s'",
				one.len < 40 ? (int)one.len : 40, one.at);
		h->packings += (unsigned)is;
		if (h->packings > 1)
			return err_set(e, ERR_REMOTE,
				"the body is packed more than once");
		step(&value, ',');
	}
	return 0;
}

/* ---- lines ------------------------------------------------------------------
 */

static void take_length(struct net_head *h, struct span value)
{
	char digits[20] = "", *end;

	take(digits, sizeof(digits), value);
	h->length = is_digit(digits[0]) ? strtoll(digits, &end, 10) : -1;
}

static int take_header(
	struct net_head *h, struct span name, struct span value, struct err *e)
{
	if (is_named(name, "content-encoding") ||
		is_named(name, "transfer-encoding"))
		return take_packing(h, value, e);
	if (is_named(name, "etag"))
		take_plain(h->etag, sizeof(h->etag), value);
	else if (is_named(name, "last-modified"))
		take_plain(h->last_modified, sizeof(h->last_modified), value);
	else if (is_named(name, "content-type"))
		take_plain(h->content_type, sizeof(h->content_type), value);
	else if (is_named(name, "location"))
		take(h->location, sizeof(h->location), value);
	else if (is_named(name, "content-length"))
		take_length(h, value);
	else if (is_named(name, "retry-after"))
		h->asks_to_wait = 1;
	else if (is_named(name, "link"))
		take_links(h, value);
	return 0;
}

/* HTTP/1.1 200 OK */
static void take_status(struct net_head *h, struct span line)
{
	const struct net_head before = *h;
	const char *space = memchr(line.at, ' ', line.len);
	struct span code = { space, 0 };

	net_head_begin(h); /* libcurl unpacks by what stood in front as well */
	h->size = before.size;
	h->packings = before.packings;
	if (!space)
		return;
	code.len = line.len - (size_t)(space - line.at);
	code = span_trim(code);
	if (code.len >= 3 && is_digit(code.at[0]) && is_digit(code.at[1]) &&
		is_digit(code.at[2]))
		h->status = (code.at[0] - '0') * 100 + (code.at[1] - '0') * 10 +
			code.at[2] - '0';
}

void net_head_begin(struct net_head *h)
{
	*h = (struct net_head){ .length = -1 };
}

int net_head_line(struct net_head *h, const char *line, size_t n, struct err *e)
{
	struct span s = { line, n }, name;

	if (h->done) /* what comes behind the body is no header */
		return 0;
	h->size += n;
	if (h->size > NET_HEAD_MAX)
		return err_set(e, ERR_REMOTE,
			"the headers are longer than %d KiB",
			NET_HEAD_MAX / 1024);
	while (s.len > 0 &&
		(s.at[s.len - 1] == '\n' || s.at[s.len - 1] == '\r'))
		s.len--;
	if (s.len == 0) {
		h->done = h->status >= 200; /* behind 100 comes another */
		return 0;
	}
	if (s.len >= 5 && memcmp(s.at, "HTTP/", 5) == 0) {
		take_status(h, s);
		return 0;
	}
	name = cut(&s, ":");
	if (s.len > 0) {
		s.at++;
		s.len--;
		return take_header(h, name, span_trim(s), e);
	}
	return 0;
}
