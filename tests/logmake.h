/* SPDX-License-Identifier: MIT */
/* Logs to be written and checked. */
#ifndef KOSH_TESTS_LOGMAKE_H
#define KOSH_TESTS_LOGMAKE_H

#include "pipeline/audit/log.h"
#include "pipeline/audit/logcheck.h"
#include "tests/check.h"

/* An event of that name by somebody. */
static inline struct log_entry entry_of(const char *event)
{
	return (struct log_entry){
		.actor = { span_of("run-1"), span_of("somebody"),
			span_of("host"), span_of("kosh-test"), span_of("0.1.0"),
			span_of("[\"-v\",\"gairi\"]") },
		.event = span_of(event),
		.dataset = span_of("gairi"),
		.edition = span_of("2025"),
		.detail =
			span_of("{\"rows\":12.5e1,\"ok\":true,\"none\":null}"),
		.inputs = span_of("[{\"path\":\"a\\\"b\",\"sha256\":\"00\"}]"),
	};
}

static inline void append(const char *path, const char *event)
{
	struct log_entry x = entry_of(event);
	struct err e = ERR_INIT;

	assert_int_equal(log_append(path, &x, &e), 0);
}

/* What a check said. */
struct verdict {
	struct logcheck_result is;
	struct text said; /* a line each: "broken 3 TEXT" */
};

static inline void hear(
	void *context, enum logcheck_says what, uint64_t line, const char *text)
{
	static const char *const names[] = { [LOGCHECK_BROKEN] = "broken",
		[LOGCHECK_NOTE] = "note",
		[LOGCHECK_WHOLE] = "whole",
		[LOGCHECK_HOLDS] = "holds",
		[LOGCHECK_UNKNOWN] = "unknown" };

	text_printf(context, "%s %llu %s\n", names[what],
		(unsigned long long)line, text);
}

/* Checks bytes in pieces of a size; hash NULL: nobody knows of a line. */
static inline struct verdict check_bytes(
	struct span log, size_t piece, uint64_t line, const char *hash)
{
	struct verdict v = { .said = TEXT_INIT };
	struct logcheck *c = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(logcheck_open(&c, hear, &v.said, 20, &e), 0);
	if (hash)
		assert_int_equal(
			logcheck_anchor(c, "somebody", line, hash, 0, &e), 0);
	for (size_t at = 0, n; at < log.len; at += n) {
		n = log.len - at < piece ? log.len - at : piece;
		assert_int_equal(logcheck_take(c, log.at + at, n, &e), 0);
	}
	assert_int_equal(logcheck_end(&v.is, c, &e), 0);
	logcheck_close(c);
	return v;
}

static inline struct verdict check_log(const char *path)
{
	struct file_map map;
	struct verdict v;
	struct err e = ERR_INIT;

	assert_int_equal(file_map(&map, path, &e), 0);
	v = check_bytes((struct span){ map.at, map.len }, 4096, 0, NULL);
	file_unmap(&map);
	return v;
}

/* The log is whole and has so many lines. */
static inline void assert_whole(const char *path, uint64_t lines)
{
	struct verdict v = check_log(path);

	if (v.is.broken || v.is.lines != lines)
		print_error("%s\n", v.said.at);
	assert_int_equal(v.is.broken, 0);
	assert_int_equal(v.is.lines, lines);
	text_free(&v.said);
}

#endif
