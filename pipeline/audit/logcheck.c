/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/logcheck.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/logcheck_inside.h"

static const char zeros[] =
	"0000000000000000000000000000000000000000000000000000000000000000";

int logcheck_open(struct logcheck **out, logcheck_fn *say, void *context,
	unsigned most, struct err *e)
{
	struct logcheck *c = calloc(1, sizeof(*c));

	if (!c)
		return err_memory(e);
	c->say = say;
	c->context = context;
	c->most = most;
	memcpy(c->last.hash, zeros, HASH_HEX);
	*out = c;
	return 0;
}

void logcheck_close(struct logcheck *c)
{
	if (!c)
		return;
	hash_close(c->odd.sum);
	free(c->anchors);
	free(c->room);
	free(c);
}

/* ---- what is said -----------------------------------------------------------
 */

static void tell(struct logcheck *c, enum logcheck_says what, uint64_t line,
	const char *fmt, va_list ap)
{
	char text[600];

	vsnprintf(text, sizeof(text), fmt, ap);
	c->say(c->context, what, line, text);
}

void logcheck_broken(struct logcheck *c, uint64_t line, const char *fmt, ...)
{
	va_list ap;

	if (c->broken++ >= c->most)
		return;
	va_start(ap, fmt);
	tell(c, LOGCHECK_BROKEN, line, fmt, ap);
	va_end(ap);
}

void logcheck_note(struct logcheck *c, uint64_t line, const char *fmt, ...)
{
	va_list ap;

	if (c->notes++ >= c->most)
		return;
	va_start(ap, fmt);
	tell(c, LOGCHECK_NOTE, line, fmt, ap);
	va_end(ap);
}

void logcheck_say(struct logcheck *c, enum logcheck_says what, uint64_t line,
	const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(c, what, line, fmt, ap);
	va_end(ap);
}

/* ---- what is no line --------------------------------------------------------
 */

int logcheck_odd_add(
	struct logcheck *c, const char *bytes, size_t len, struct err *e)
{
	if (!c->odd.sum && hash_open(&c->odd.sum, e) < 0)
		return -1;
	hash_add(c->odd.sum, bytes, len);
	c->odd.bytes += len;
	return 0;
}

/* Several pieces are one, with the breaks between them. */
int logcheck_odd_begin(
	struct logcheck *c, const char *why, int whole, struct err *e)
{
	c->odd.whole |= whole;
	if (c->odd.at)
		return logcheck_odd_add(c, "\n", 1, e);
	c->odd.at = c->place;
	c->odd.why = why;
	c->odd.before = c->last;
	return 0;
}

static void odd_forget(struct logcheck *c)
{
	hash_close(c->odd.sum);
	c->odd = (struct logcheck_odd){ 0 };
}

static void odd_say(struct logcheck *c)
{
	logcheck_broken(c, c->odd.at,
		"these %" PRIu64 " bytes behind line %" PRIu64
		" are no line of a log: %s",
		c->odd.bytes, c->odd.before.line, c->odd.why);
}

/* Nobody said that it was torn. */
static void odd_tell(struct logcheck *c)
{
	if (!c->odd.at)
		return;
	if (!c->odd.told) {
		odd_say(c);
		c->astray = 1;
	}
	odd_forget(c);
}

/* 1 if the line says that just these bytes were torn. */
static int repairs(struct logcheck *c, const struct logcheck_line *l)
{
	char sum[HASH_HEX], expected[160];

	if (!c->odd.at || !c->odd.sum)
		return 0;
	hash_end(sum, c->odd.sum);
	snprintf(expected, sizeof(expected),
		"{\"torn_bytes\":%" PRIu64 ",\"torn_sha256\":\"%s\"}",
		c->odd.bytes, sum);
	return l->detail.len == strlen(expected) &&
		memcmp(l->detail.at, expected, l->detail.len) == 0;
}

static int is(struct logcheck_part p, const char *text)
{
	return p.len == strlen(text) && memcmp(p.at, text, p.len) == 0;
}

/* What was torn stays in the file; the line behind it says what it was. */
static void check_repair(struct logcheck *c, const struct logcheck_line *l)
{
	if (!is(l->event, "repair")) {
		odd_tell(c);
	} else if (repairs(c, l)) {
		if (c->odd.whole && !c->odd.told)
			odd_say(c);
		else if (!c->odd.told)
			logcheck_note(c, c->odd.at,
				"%" PRIu64 " bytes of a line that was not "
				"written to its end, as the next line says: "
				"a crash or a full disk",
				c->odd.bytes);
		c->last = c->odd.before;
		odd_forget(c);
	} else {
		odd_tell(c);
		logcheck_broken(c, c->place,
			"it says that a line before it was torn, which is not "
			"there, or not as it was");
	}
}

/* ---- the chain --------------------------------------------------------------
 */

/* A log that was rotated goes on with a line that says so. Where the part
 * before it is not here, it is taken at its word, and that is said. */
static void check_first(struct logcheck *c, const struct logcheck_line *l)
{
	if (c->place != 1 || l->line < 2 || !is(l->event, "continue"))
		return;
	c->behind = l->line - 1;
	c->last.line = c->behind;
	memcpy(c->last.hash, l->before.at, HASH_HEX - 1);
	logcheck_say(c, LOGCHECK_UNKNOWN, 0,
		"the lines up to %" PRIu64 " are in a part that is not here",
		c->behind);
	logcheck_meet(c);
}

static void check_place(struct logcheck *c, const struct logcheck_line *l)
{
	uint64_t due = c->last.line + 1;
	int follows = memcmp(l->before.at, c->last.hash, HASH_HEX - 1) == 0;

	if (c->astray) {
		c->astray = 0; /* what is before it has been told */
		return;
	}
	if (l->line > due)
		logcheck_broken(c, c->place,
			"it is line %" PRIu64 " and follows line %" PRIu64
			": %" PRIu64 " lines are missing or not in their place",
			l->line, c->last.line, l->line - due);
	else if (l->line < due)
		logcheck_broken(c, c->place,
			"it is line %" PRIu64 " and follows line %" PRIu64
			": a line was put in, doubled or moved",
			l->line, c->last.line);
	else if (!follows)
		logcheck_broken(c, c->place,
			"line %" PRIu64 " does not follow the one before it, "
			"whose hash is another one: that was exchanged or "
			"changed",
			l->line);
}

/* "2026-01-31T12:00:00Z": as text earlier moments come first. */
static void check_time(struct logcheck *c, const struct logcheck_line *l)
{
	static const char form[] = "0000-00-00T00:00:00Z";
	int good = l->time.len == sizeof(form) - 1;

	for (size_t i = 0; good && i < l->time.len; i++)
		good = form[i] == '0'
			? l->time.at[i] >= '0' && l->time.at[i] <= '9'
			: l->time.at[i] == form[i];
	if (!good) {
		logcheck_broken(c, c->place, "its time is none");
		return;
	}
	if (*c->time && memcmp(l->time.at, c->time, l->time.len) < 0)
		logcheck_note(c, c->place,
			"time runs backwards: from %s to %.20s", c->time,
			l->time.at);
	memcpy(c->time, l->time.at, l->time.len);
	c->time[l->time.len] = '\0';
}

/* The writer met a log that had lost what its database knew of. */
static void check_gap(struct logcheck *c, const struct logcheck_line *l)
{
	if (is(l->event, "gap"))
		logcheck_broken(c, c->place,
			"it says that lines before it were lost (the file was "
			"moved or emptied, and not by kosh-log rotate): the "
			"database knew of %.*s",
			(int)(l->detail.len > 200 ? 200 : l->detail.len),
			l->detail.at);
}

/* 1 if the hash is that of the bytes. */
static int is_sound(const struct logcheck_line *l, const char *bytes)
{
	char sum[HASH_HEX];

	hash_bytes(sum, bytes, l->hashed);
	return memcmp(sum, l->hash.at, HASH_HEX - 1) == 0;
}

/* The next line is held to the hash that it says, so that one change is one
 * fault. */
static int changed(struct logcheck *c, const struct logcheck_line *l,
	const char *bytes, size_t len, struct err *e)
{
	odd_tell(c);
	logcheck_broken(c, c->place,
		"line %" PRIu64 " was changed: its hash is that of other bytes",
		l->line);
	if (logcheck_odd_begin(c, "", 0, e) < 0 ||
		logcheck_odd_add(c, bytes, len, e) < 0)
		return -1;
	c->odd.told = 1;
	c->astray = 0;
	return 0;
}

int logcheck_line(
	struct logcheck *c, const char *bytes, size_t len, struct err *e)
{
	struct logcheck_line l = { 0 };
	const char *why = logcheck_parse(&l, bytes, len);

	if (why)
		return logcheck_odd_begin(
			       c, why, !logcheck_may_be_torn(bytes, len), e) < 0
			? -1
			: logcheck_odd_add(c, bytes, len, e);
	if (!is_sound(&l, bytes)) {
		if (changed(c, &l, bytes, len, e) < 0)
			return -1;
	} else {
		check_repair(c, &l);
		check_first(c, &l);
		check_place(c, &l);
		check_time(c, &l);
		check_gap(c, &l);
		c->lines++;
	}
	c->last.line = l.line;
	memcpy(c->last.hash, l.hash.at, HASH_HEX - 1);
	if (!c->odd.at)
		logcheck_meet(c);
	return 0;
}

int logcheck_end(struct logcheck_result *out, struct logcheck *c, struct err *e)
{
	(void)e;
	if (c->open && !c->too_long && !c->odd.at)
		logcheck_broken(c, c->place,
			"the log ends in the middle of a line, %zu bytes "
			"behind line %" PRIu64
			": a crash while it was written, or a cut; the next "
			"writer marks it",
			c->len, c->last.line);
	else if (c->open && !c->too_long)
		c->odd.bytes += 1 + c->len;
	odd_tell(c);
	logcheck_conclude(c);
	*out = (struct logcheck_result){ .lines = c->lines,
		.broken = c->broken,
		.anchored = c->anchored,
		.line = c->last.line };
	if (c->last.line > 0)
		memcpy(out->hash, c->last.hash, HASH_HEX);
	return 0;
}
