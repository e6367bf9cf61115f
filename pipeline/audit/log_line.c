/* SPDX-License-Identifier: MIT */
/* One line of the log, as bytes. */
#include <inttypes.h>

#include "pipeline/audit/log_inside.h"
#include "pipeline/base/json_line.h"

static void key(struct text *out, const char *name)
{
	text_printf(out, ",\"%s\":", name);
}

static void text(struct text *out, const char *name, struct span s)
{
	struct text cut = TEXT_INIT;

	key(out, name);
	if (s.len <= LOG_TEXT_MAX) {
		json_quote(out, s);
		return;
	}
	text_add(&cut, s.at, LOG_TEXT_MAX);
	text_puts(&cut, "... (cut)");
	json_quote(out, (struct span){ cut.at, cut.len });
	out->failed |= cut.failed;
	text_free(&cut);
}

/* What is too long is known by its hash; form is what it is then, too. */
static void json(struct text *out, const char *name, struct span s,
	const char *none, const char *form)
{
	struct text clean = TEXT_INIT;
	char hash[HASH_HEX];

	key(out, name);
	json_clean(&clean, s);
	out->failed |= clean.failed;
	if (clean.len == 0) {
		text_puts(out, none);
	} else if (clean.len <= LOG_PART_MAX) {
		text_add(out, clean.at, clean.len);
	} else {
		hash_bytes(hash, s.at, s.len);
		text_printf(out, form, s.len, hash);
	}
	text_free(&clean);
}

static void actor(struct text *out, const struct log_actor *a)
{
	text(out, "run", a->run);
	text(out, "user", a->user);
	text(out, "host", a->host);
	text(out, "tool", a->tool);
	text(out, "version", a->version);
	json(out, "arguments", a->arguments, "[]",
		"[\"(cut: %zu bytes, sha256 %s)\"]");
}

void log_line_put(
	struct text *out, const struct log_entry *x, struct log_head *head)
{
	static const char object[] = "{\"cut\":%zu,\"sha256\":\"%s\"}";
	static const char array[] = "[{\"cut\":%zu,\"sha256\":\"%s\"}]";
	struct text line = TEXT_INIT;

	text_printf(&line, "{\"line\":%" PRIu64, head->line + 1);
	text(&line, "id", x->id);
	text(&line, "time", x->time);
	actor(&line, &x->actor);
	text(&line, "event", x->event);
	text(&line, "dataset", x->dataset);
	text(&line, "edition", x->edition);
	text(&line, "release", x->release);
	json(&line, "detail", x->detail, "{}", object);
	json(&line, "inputs", x->inputs, "[]", array);
	json(&line, "outputs", x->outputs, "[]", array);
	text(&line, "before", span_of(head->hash));
	out->failed |= line.failed;
	if (!line.failed) {
		hash_bytes(head->hash, line.at, line.len);
		head->line++;
		text_add(out, line.at, line.len);
		text_printf(out, ",\"hash\":\"%s\"}\n", head->hash);
	}
	text_free(&line);
}
