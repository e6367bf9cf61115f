/* SPDX-License-Identifier: MIT */
/* Apart from cli.c so that only tools that act link the log. */
#include "cmd/cli_log.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/json_line.h"
#include "pipeline/store/pg.h"

#ifndef KOSH_VERSION
#define KOSH_VERSION "unknown"
#endif

enum { ARGUMENTS_MAX = 4 << 10 };

/* ---- which run, who, where --------------------------------------------------
 */

static int is_run_id(const char *s)
{
	size_t n = strspn(s,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789._-");

	return n > 0 && n <= RUN_ID_MAX && s[n] == '\0';
}

/* 20260131T120000Z-1f2e3d4c */
static int name_run(struct cli_act *a, struct err *e)
{
	const char *given = getenv("KOSH_RUN_ID");
	char now[CLOCK_TEXT], id[LOG_ID];
	size_t n = 0;

	if (given && *given) {
		if (!is_run_id(given))
			return err_set(e, ERR_USAGE,
				"KOSH_RUN_ID '%.80s': expected 1 to %d "
				"letters, digits, '.', '_', '-'",
				given, RUN_ID_MAX);
		snprintf(a->run, sizeof(a->run), "%s", given);
		return 0;
	}
	if (log_id(id, e) < 0)
		return -1;
	clock_format(now, clock_now());
	for (const char *s = now; *s; s++)
		if (*s != '-' && *s != ':')
			a->run[n++] = *s;
	snprintf(a->run + n, sizeof(a->run) - n, "-%.8s", id);
	return 0;
}

static void name_user(struct cli_act *a)
{
	const struct passwd *p = getpwuid(getuid());
	struct utsname host;

	if (p)
		snprintf(a->user, sizeof(a->user), "%s", p->pw_name);
	else
		snprintf(a->user, sizeof(a->user), "%lu",
			(unsigned long)getuid());
	if (uname(&host) == 0)
		snprintf(a->host, sizeof(a->host), "%s", host.nodename);
}

/* ---- what was said ----------------------------------------------------------
 */

/* Appends a word; what stands before @ in an address is nobody's business. */
static void mask_secrets(struct text *out, const char *word)
{
	const char *start, *end, *at;

	struct text shown = TEXT_INIT;
	const char *address = strstr(word, "postgres");

	if (address && pg_is_address(address)) {
		text_add(out, word, (size_t)(address - word));
		pg_shown(&shown, address);
		text_add(out, shown.at, shown.len);
		out->failed |= shown.failed;
		text_free(&shown);
		return;
	}
	while ((start = strstr(word, "://")) != NULL) {
		start += 3;
		end = start + strcspn(start, "/?# ");
		at = memrchr(start, '@', (size_t)(end - start));
		text_add(out, word, (size_t)(start - word));
		if (at)
			text_puts(out, "***");
		word = at ? at : start;
		text_add(out, word, (size_t)(end - word));
		word = end;
	}
	text_puts(out, word);
}

static void add_word(struct text *out, const char *word)
{
	struct text masked = TEXT_INIT;

	if (pg_is_address(word))
		pg_shown(&masked, word);
	else
		mask_secrets(&masked, word);
	json_quote(out, (struct span){ masked.at, masked.len });
	out->failed |= masked.failed;
	text_free(&masked);
}

static void add_words(struct text *out)
{
	char *const *word = cli_words();
	size_t left = 0;

	word += *word != NULL; /* the tool's own name */
	while (word[left])
		left++;
	text_putc(out, '[');
	for (; *word; word++, left--) {
		if (out->len > 1)
			text_putc(out, ',');
		if (out->len + strlen(*word) > ARGUMENTS_MAX) {
			text_printf(out, "\"... (%zu more, cut)\"", left);
			break;
		}
		add_word(out, *word);
	}
	text_putc(out, ']');
}

static void add_member(struct text *out, const char *name, const char *value)
{
	text_printf(out, "%s\"%s\":", out->len ? "," : "{", name);
	json_quote(out, span_of(value));
}

int cli_act_begin(struct cli_act *a, const struct cli *c, struct err *e)
{
	*a = (struct cli_act){ .cli = c };
	if (name_run(a, e) < 0)
		return -1;
	name_user(a);
	add_words(&a->arguments);
	add_member(&a->json, "run", a->run);
	add_member(&a->json, "user", a->user);
	add_member(&a->json, "host", a->host);
	add_member(&a->json, "tool", c->tool->name);
	add_member(&a->json, "version", KOSH_VERSION);
	if (!a->arguments.failed)
		text_printf(&a->json, ",\"arguments\":%s}", a->arguments.at);
	return text_done(&a->arguments, e) < 0 ? -1 : text_done(&a->json, e);
}

void cli_act_end(struct cli_act *a)
{
	text_free(&a->arguments);
	text_free(&a->json);
}

/* ---- the log ----------------------------------------------------------------
 */

int cli_act_on(struct cli_act *a, const struct cli *c, const char *database,
	struct err *e)
{
	char path[PATH_TEXT];

	if (cli_act_begin(a, c, e) < 0)
		return -1;
	if (!log_has(database))
		return 0;
	return log_path(path, database, e) < 0 ? -1 : log_ready(path, e);
}

int cli_act_open(struct db **out, const struct cli_act *a, const char *path,
	enum db_mode mode, struct err *e)
{
	return db_open(out, path, mode, e) < 0 ? -1
					       : db_act(*out, a->json.at, e);
}

void cli_act_log(const struct cli_act *a, struct db *d, struct err *e)
{
	struct err own = ERR_INIT;

	if (!d || outbox_move(d, &own) >= 0)
		return;
	if (e->kind == ERR_NONE)
		*e = own;
	else
		cli_fault(a->cli, "%s", own.text);
}

static struct log_actor actor_of(const struct cli_act *a)
{
	return (struct log_actor){ span_of(a->run), span_of(a->user),
		span_of(a->host), span_of(a->cli->tool->name),
		span_of(KOSH_VERSION), { a->arguments.at, a->arguments.len } };
}

int cli_act_rotate(
	const struct cli_act *a, const char *path, unsigned mib, struct err *e)
{
	char now[CLOCK_TEXT], part[PATH_TEXT];
	struct log_entry x = { .actor = actor_of(a) };
	struct log *l = NULL;
	int rc = log_open(&l, path, e);

	clock_format(now, clock_now());
	x.time = span_of(now);
	if (rc == 0 && log_size(l) < (int64_t)mib << 20)
		cli_note(a->cli, "%s: not larger than %u MiB", path, mib);
	else if (rc == 0 && (rc = log_rotate(part, l, &x, e)) == 0) {
		cli_note(a->cli, "%s: its lines up to %" PRIu64 " are in %s",
			path, log_head(l)->line - 1, part);
		rc = 1;
	}
	log_close(l);
	return rc;
}

void cli_act_note(
	const struct cli_act *a, const char *database, struct log_entry *x)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;

	x->actor = actor_of(a);
	if (log_has(database) &&
		(log_path(path, database, &e) < 0 ||
			log_append(path, x, &e) < 0))
		cli_note(a->cli, "not logged: %s", e.text);
}
