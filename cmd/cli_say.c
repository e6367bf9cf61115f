/* SPDX-License-Identifier: MIT */
/* What tools say: on stderr for people, in the log for programs. */
#include "cmd/cli_say.h"

#include <stdarg.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"
#include "pipeline/base/record.h"

enum { MAX_MESSAGE = 1000 };

static void log_line(const struct cli *c, const char *level, const char *text)
{
	static const char *const names[] = { "time", "tool", "level", "text" };
	char now[CLOCK_TEXT];

	if (!c->log)
		return;
	clock_format(now, clock_now());
	record_put(c->log, RECORD_JSONL, names,
		(const struct field[]){ { FIELD_TEXT, span_of(now) },
			{ FIELD_TEXT, span_of(c->tool->name) },
			{ FIELD_TEXT, span_of(level) },
			{ FIELD_TEXT, span_of(text) } },
		4);
}

/* Foreign text must not drive the terminal, nor forge a line of its own. A line
 * goes out at once, between those of other processes; in pieces if memory is
 * out. */
static void say(const struct cli *c, const char *text, const char *more)
{
	struct text masked = TEXT_INIT;

	text_mask(&masked, span_of(text));
	if (masked.failed) {
		fprintf(stderr, "%s: ", c->tool->name);
		text_print_masked(stderr, span_of(text));
		fprintf(stderr, "%s\n", more);
	} else {
		fprintf(stderr, "%s: %s%s\n", c->tool->name,
			masked.at ? masked.at : "", more);
	}
	text_free(&masked);
}

static void tell(const struct cli *c, const char *level, int aloud,
	const char *fmt, va_list ap)
{
	char text[MAX_MESSAGE];

	vsnprintf(text, sizeof(text), fmt, ap);
	log_line(c, level, text);
	if (aloud)
		say(c, text, "");
}

void cli_note(const struct cli *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(c, "note", !c->quiet, fmt, ap);
	va_end(ap);
}

void cli_detail(const struct cli *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(c, "detail", c->verbose, fmt, ap);
	va_end(ap);
}

void cli_fault(const struct cli *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(c, "fault", 1, fmt, ap);
	va_end(ap);
}

int cli_usage(const struct cli *c, const char *fmt, ...)
{
	char text[MAX_MESSAGE], more[80];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	snprintf(more, sizeof(more), " (see %s --help)", c->tool->name);
	say(c, text, more);
	return 2;
}

int cli_begin(struct cli *c)
{
	struct err e = ERR_INIT;

	if (clock_check(&e) < 0) {
		cli_fault(c, "%s", e.text);
		return err_status(e.kind);
	}
	if (!c->log_path)
		return 0;
	if (file_is_audit_log(c->log_path))
		return cli_usage(c,
			"--log '%.200s': that is an audit log: expected a file "
			"for messages",
			c->log_path);
	c->log = fopen(c->log_path, "ae");
	if (c->log) {
		setlinebuf(c->log);
		return 0;
	}
	err_errno(&e, "cannot write log", c->log_path);
	cli_fault(c, "%s", e.text);
	return err_status(e.kind);
}

int cli_done(const struct cli *c, struct err *e, int answer)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		err_errno(e, "cannot write", "standard output");
	if (e->kind != ERR_NONE)
		cli_fault(c, "%s", e->text);
	if (c->log && (ferror(c->log) | fclose(c->log)) != 0) {
		e->kind = ERR_SYSTEM;
		say(c, "the log could not be written", "");
	}
	return e->kind == ERR_NONE ? answer : err_status(e->kind);
}
