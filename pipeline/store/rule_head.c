/* SPDX-License-Identifier: MIT */
#include "pipeline/store/rule_head.h"

#include "pipeline/store/sqltext.h"

/* One entry of a head, "-- key: text", and the room for its text. */
struct entry {
	const char *key;
	char *room;
	size_t size;
};

/* A head being read. */
struct head {
	struct entry *entries; /* ends with a zero */
	const char *text, *file;
	enum err_kind kind;
};

static int head_fault(const struct head *h, const char *at, const char *key,
	const char *what, struct err *e)
{
	return err_set(e, h->kind, "%s:%d: '%s' %s", h->file,
		sql_line(h->text, at), key, what);
}

/* Appends text behind a space; -1 if there is no room. */
static int append(struct entry *to, struct span text)
{
	size_t n = strlen(to->room);

	if (n + 1 + text.len >= to->size)
		return -1;
	if (n)
		to->room[n++] = ' ';
	memcpy(to->room + n, text.at, text.len);
	to->room[n + text.len] = '\0';
	return 0;
}

/* The entry that "key: text" begins; text is cut to what stands behind. */
static struct entry *begins(struct entry *entries, struct span *text)
{
	for (struct entry *to = entries; to->key; to++) {
		size_t n = strlen(to->key);

		if (text->len <= n + 1 || memcmp(text->at, to->key, n) != 0 ||
			text->at[n] != ':')
			continue;
		*text = span_trim(
			(struct span){ text->at + n + 1, text->len - n - 1 });
		return to;
	}
	return NULL;
}

static int read_entries(const struct head *h, struct err *e)
{
	struct entry *to = NULL;
	const char *at = h->text;

	for (; strncmp(at, "-- ", 3) == 0; at += strcspn(at, "\n") + 1) {
		struct span text = { at + 3, strcspn(at + 3, "\n") };
		int more = to && text.len > 2 && memcmp(text.at, "  ", 2) == 0;

		if (!more)
			to = begins(h->entries, &text);
		if (!more && to && *to->room)
			return head_fault(h, at, to->key, "stands twice", e);
		if (to && append(to, span_trim(text)) < 0)
			return head_fault(h, at, to->key, "is too long", e);
		if (!strchr(at, '\n'))
			break;
	}
	for (to = h->entries; to->key; to++)
		if (!*to->room)
			return head_fault(h, h->text, to->key,
				"is not in the head: it wants id, severity, "
				"title, why and remedy",
				e);
	return 0;
}

int rule_head(struct rule *out, const char *text, const char *file,
	enum err_kind kind, struct err *e)
{
	char severity[16] = "";
	struct entry entries[] = {
		{ "id", out->id, sizeof(out->id) },
		{ "severity", severity, sizeof(severity) },
		{ "title", out->title, sizeof(out->title) },
		{ "why", out->why, sizeof(out->why) },
		{ "remedy", out->remedy, sizeof(out->remedy) },
		{ 0 },
	};
	const struct head h = { entries, text, file, kind };
	int level;

	if (read_entries(&h, e) < 0)
		return -1;
	level = severity_of(span_of(severity));
	if (level < 0)
		return head_fault(&h, text, severity,
			"is no severity: error, warning or info", e);
	out->severity = (enum severity)level;
	out->file = file;
	out->text = text;
	out->sql = sql_skip_blank(text);
	if (!*out->sql)
		out->sql = NULL;
	return 0;
}
