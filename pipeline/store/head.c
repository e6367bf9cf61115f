/* SPDX-License-Identifier: MIT */
#include "pipeline/store/head.h"

#include "pipeline/store/sqltext.h"

int head_fault(const char *text, const char *at, const char *file,
	const char *word, const char *what, enum err_kind kind, struct err *e)
{
	return err_set(e, kind, "%s:%d: '%s' %s", file, sql_line(text, at),
		word, what);
}

/* Appends text behind a space; -1 if there is no room. */
static int append(const struct head_entry *to, struct span text)
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
static const struct head_entry *begins(
	const struct head_entry *entries, struct span *text)
{
	for (const struct head_entry *to = entries; to->key; to++) {
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

int head_read(const struct head_entry *entries, const char *text,
	const char *file, const char *wants, enum err_kind kind, struct err *e)
{
	const struct head_entry *to = NULL;
	const char *at = text;

	for (; strncmp(at, "-- ", 3) == 0; at += strcspn(at, "\n") + 1) {
		struct span line = { at + 3, strcspn(at + 3, "\n") };
		int more = to && line.len > 2 && memcmp(line.at, "  ", 2) == 0;

		if (!more)
			to = begins(entries, &line);
		if (!more && to && *to->room)
			return head_fault(text, at, file, to->key,
				"stands twice", kind, e);
		if (to && append(to, span_trim(line)) < 0)
			return head_fault(text, at, file, to->key,
				"is too long", kind, e);
		if (!strchr(at, '\n'))
			break;
	}
	for (to = entries; to->key; to++)
		if (!*to->room && !to->may_lack)
			return head_fault(
				text, text, file, to->key, wants, kind, e);
	return 0;
}

struct span head_prose(const char *text)
{
	const char *from, *at = text;

	while (strncmp(at, "-- ", 3) == 0)
		at += strcspn(at, "\n") + (strchr(at, '\n') != NULL);
	if (strncmp(at, "--\n", 3) == 0)
		at += 3;
	from = at;
	while (strncmp(at, "--", 2) == 0)
		at += strcspn(at, "\n") + (strchr(at, '\n') != NULL);
	return (struct span){ from, (size_t)(at - from) };
}
