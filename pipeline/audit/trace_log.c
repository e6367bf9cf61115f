/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "pipeline/audit/log.h"
#include "pipeline/audit/trace_inside.h"

/* ---- a line -----------------------------------------------------------------
 */

/* What is left of a line. */
struct scan {
	const char *at, *end;
};

static int sees(struct scan *s, char c)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t'))
		s->at++;
	if (s->at == s->end || *s->at != c)
		return 0;
	s->at++;
	return 1;
}

/* Behind an opening quote: what stands before the closing one, as it is
 * written. */
static int scan_string(struct span *out, struct scan *s)
{
	const char *from = s->at;

	for (; s->at < s->end && *s->at != '"'; s->at++)
		if (*s->at == '\\' && ++s->at == s->end)
			return -1;
	if (s->at == s->end)
		return -1;
	*out = (struct span){ from, (size_t)(s->at++ - from) };
	return 0;
}

/* A value up to what follows it; of a list or an object nothing is taken. */
static int scan_value(struct span *out, struct scan *s)
{
	struct span inner;
	const char *from;
	int depth = 0;

	if (sees(s, '"'))
		return scan_string(out, s);
	for (from = s->at; s->at < s->end; s->at++) {
		char c = *s->at;

		if (depth == 0 && (c == ',' || c == '}'))
			break;
		depth += (c == '{' || c == '[') - (c == '}' || c == ']');
		if (c != '"')
			continue;
		s->at++;
		if (scan_string(&inner, s) < 0)
			return -1;
		s->at--;
	}
	*out = span_trim((struct span){ from, (size_t)(s->at - from) });
	return 0;
}

/* The members of one object that are told; the first of a name counts. */
static void scan_line(struct trace_line *out, struct span line)
{
	struct scan s = { line.at, line.at + line.len };
	const struct {
		const char *name;
		struct span *to;
	} told[] = {
		{ "line", &out->line },
		{ "time", &out->time },
		{ "event", &out->event },
		{ "hash", &out->hash },
	};
	struct span key, value;

	if (!sees(&s, '{'))
		return;
	do {
		if (!sees(&s, '"') || scan_string(&key, &s) < 0 ||
			!sees(&s, ':') || scan_value(&value, &s) < 0)
			return;
		for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
			if (span_is(key, told[i].name) && !told[i].to->at)
				*told[i].to = value;
	} while (sees(&s, ','));
}

/* ---- the file ---------------------------------------------------------------
 */

static int add_line(
	struct trace_log *l, size_t number, struct span line, struct err *e)
{
	struct trace_line *at;

	if (l->mentions++ >= TRACE_LINES)
		return 0;
	at = array_more(l->at, l->n, sizeof(*at));
	if (!at)
		return err_memory(e);
	l->at = at;
	at += l->n++;
	*at = (struct trace_line){ .number = number };
	scan_line(at, line);
	return 0;
}

static int read_lines(struct trace_log *l, const char *release, struct err *e)
{
	const char *at = l->map.at, *end = at + l->map.len;

	for (size_t number = 1; at < end; number++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		struct span line = { at, (size_t)((stop ? stop : end) - at) };

		if (memmem(line.at, line.len, release, strlen(release)) &&
			add_line(l, number, line, e) < 0)
			return -1;
		at += line.len + 1;
	}
	return 0;
}

int trace_log_read(struct trace_log *out, const char *database,
	const char *release, struct err *e)
{
	*out = (struct trace_log){ .is_there = 0 };
	if (log_path(out->path, database, e) < 0)
		return -1;
	out->is_there = file_exists(out->path);
	if (!out->is_there)
		return 0;
	if (file_map(&out->map, out->path, e) < 0)
		return -1;
	return read_lines(out, release, e);
}

void trace_log_free(struct trace_log *l)
{
	free(l->at);
	if (l->map.at)
		file_unmap(&l->map);
	*l = (struct trace_log){ .is_there = 0 };
}
