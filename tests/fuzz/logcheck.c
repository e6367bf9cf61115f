/* SPDX-License-Identifier: MIT */
/* The check of a log: whatever the bytes are it ends, says the same of them in
 * pieces of any size, and calls nothing whole that it calls broken. */
#include "pipeline/audit/logcheck.h"

#include "pipeline/audit/logcheck_line.h"
#include "tests/fuzz/fuzz.h"

static void hear(
	void *context, enum logcheck_says what, uint64_t line, const char *text)
{
	text_printf(context, "%d %llu %s\n", (int)what,
		(unsigned long long)line, text);
}

static void check(struct text *said, struct logcheck_result *found,
	struct span log, size_t piece)
{
	static const char hash[] = "e3b0c44298fc1c149afbf4c8996fb924"
				   "27ae41e4649b934ca495991b7852b855";
	struct logcheck *c = NULL;
	struct err e = ERR_INIT;

	fuzz_hold(logcheck_open(&c, hear, said, 3, &e) == 0 &&
			logcheck_anchor(c, "somebody", 2, hash, 1, &e) == 0,
		"there is memory to check");
	for (size_t at = 0, n; at < log.len; at += n) {
		n = log.len - at < piece ? log.len - at : piece;
		fuzz_hold(logcheck_take(c, log.at + at, n, &e) == 0,
			"no bytes are an error");
	}
	fuzz_hold(logcheck_end(found, c, &e) == 0, "no end is an error");
	logcheck_close(c);
}

/* Bytes that are called a line begin and end as one. */
static void hold_line(struct span s)
{
	struct logcheck_line l = { 0 };

	if (logcheck_parse(&l, s.at, s.len))
		return;
	fuzz_hold(l.line > 0, "a line has a number");
	fuzz_hold(l.hashed < s.len && l.before.len == 64 && l.hash.len == 64,
		"a line has both hashes");
	fuzz_hold(s.at[0] == '{' && s.at[s.len - 1] == '}',
		"a line is an object");
	fuzz_hold(!memchr(s.at, '\n', s.len), "a line has no break");
	fuzz_text(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span log = { (const char *)data, size };
	struct text whole = TEXT_INIT, pieces = TEXT_INIT;
	struct logcheck_result a, b;
	const char *brk = size ? memchr(data, '\n', size) : NULL;

	check(&whole, &a, log, size + 1);
	check(&pieces, &b, log, 7);
	fuzz_same((struct span){ pieces.at, pieces.len },
		(struct span){ whole.at, whole.len }, "said of pieces");
	fuzz_hold(a.broken == b.broken && a.lines == b.lines,
		"pieces are counted as the whole");
	fuzz_hold(a.broken > 0, "nobody has the line that somebody knows");
	hold_line((struct span){ log.at, brk ? (size_t)(brk - log.at) : size });
	text_free(&whole);
	text_free(&pieces);
	return 0;
}
