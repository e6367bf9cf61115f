/* SPDX-License-Identifier: MIT */
#include "pipeline/store/sides.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/store/need.h"
#include "pipeline/store/sqltext.h"

extern const char sql_diff_releases[];

enum { DIGITS_LEAST = 4 };

/* The releases of an edition, and which one is asked for. */
struct asked {
	struct spec_name name;
	const char *text; /* as it was given */
	const char *word; /* behind the '@'; "": none */
	struct side *all; /* in the order in which they came */
	size_t n;
};

struct sides {
	struct asked from, to;
	struct side chosen[2];
	struct arena texts;
};

/* ---- what there is ---- */

static const char *text_of(
	struct sides *s, struct stmt *row, int column, struct err *e)
{
	struct span text = stmt_get_text(row, column);
	const char *copy = text.at ? arena_copy(&s->texts, text) : NULL;

	if (text.at && !copy)
		err_memory(e);
	return copy;
}

static int add(
	struct sides *s, struct asked *a, struct stmt *row, struct err *e)
{
	struct side *all = array_more(a->all, a->n, sizeof(*all));

	if (!all)
		return err_memory(e);
	a->all = all;
	all[a->n++] = (struct side){
		.release = stmt_get_integer(row, 0),
		.dataset = a->name.dataset,
		.edition = a->name.edition,
		.sha256 = text_of(s, row, 1, e),
		.state = text_of(s, row, 2, e),
		.published = text_of(s, row, 3, e),
		.file = text_of(s, row, 4, e),
		.content = text_of(s, row, 5, e),
		.recipe = text_of(s, row, 6, e),
		.period = text_of(s, row, 7, e),
		.regime = text_of(s, row, 8, e),
		.fetched = text_of(s, row, 9, e),
	};
	return e->kind == ERR_NONE ? 0 : -1;
}

static int read_releases(
	struct sides *s, struct asked *a, struct db *d, struct err *e)
{
	struct stmt *row = NULL;
	int rc = stmt_open(&row, d, sql_diff_releases, e);

	if (rc == 0) {
		stmt_text(row, 1, span_of(a->name.dataset));
		stmt_text(row, 2, span_of(a->name.edition));
		while ((rc = stmt_step(row, e)) == 1)
			if (add(s, a, row, e) < 0) {
				rc = -1;
				break;
			}
	}
	stmt_close(row);
	return rc;
}

static int need_edition(
	struct sides *s, struct asked *a, struct db *d, struct err *e)
{
	static const char datasets[] =
		"SELECT dataset FROM dataset ORDER BY dataset";
	static const char editions[] =
		"SELECT edition FROM edition AS e WHERE dataset = ?1 "
		"AND EXISTS (SELECT 1 FROM release AS r "
		"WHERE r.dataset = e.dataset AND r.edition = e.edition) "
		"ORDER BY ordinal";

	if (need_one(d, "dataset", datasets, NULL, a->name.dataset, e) < 0 ||
		need_one(d, "edition", editions, a->name.dataset,
			a->name.edition, e) < 0)
		return -1;
	return read_releases(s, a, d, e);
}

/* ---- choosing ---- */

/* ERR_DATA with all releases of the edition. */
static int refuse(const struct asked *a, const char *what, const char *word,
	struct err *e)
{
	struct text list = TEXT_INIT;

	for (size_t i = 0; i < a->n; i++)
		text_printf(&list, "%s%.12s (%s)", i ? ", " : "",
			a->all[i].sha256, a->all[i].state);
	err_set(e, ERR_DATA, "%s/%s has %s%s: it has %s", a->name.dataset,
		a->name.edition, what, word, list.at ? list.at : "none");
	text_free(&list);
	return -1;
}

static int is(const struct side *s, const char *state)
{
	return strcmp(s->state, state) == 0;
}

/* 1 if the release counts or counted. */
static int counts(const struct side *s)
{
	return is(s, "current") || is(s, "superseded");
}

static const struct side *current(const struct asked *a)
{
	for (size_t i = 0; i < a->n; i++)
		if (is(&a->all[i], "current"))
			return &a->all[i];
	return NULL;
}

static const struct side *previous(const struct asked *a)
{
	const struct side *before = NULL;

	for (size_t i = 0; i < a->n; i++)
		if (is(&a->all[i], "current"))
			return before;
		else if (counts(&a->all[i]))
			before = &a->all[i];
	return NULL;
}

static const struct side *first(const struct asked *a)
{
	for (size_t i = 0; i < a->n; i++)
		if (counts(&a->all[i]))
			return &a->all[i];
	return NULL;
}

/* The last one: what stood there before was corrected. */
static const struct side *press(const struct asked *a)
{
	const struct side *last = NULL;

	for (size_t i = 0; i < a->n; i++)
		if (is(&a->all[i], "aside: press"))
			last = &a->all[i];
	return last;
}

static int by_digits(struct side *out, const struct asked *a, struct err *e)
{
	size_t n = strlen(a->word), found = 0;

	if (n < DIGITS_LEAST || n >= HASH_HEX ||
		strspn(a->word, "0123456789abcdef") != n)
		return err_set(e, ERR_USAGE,
			"'%.150s': expected @previous, @first, @press or at "
			"least %d digits of a release's sha256 behind the "
			"edition",
			a->text, DIGITS_LEAST);
	for (size_t i = 0; i < a->n; i++)
		if (strncmp(a->all[i].sha256, a->word, n) == 0) {
			*out = a->all[i];
			found++;
		}
	if (found > 1)
		return refuse(
			a, "several releases that begin with ", a->word, e);
	return found ? 0
		     : refuse(a, "no release that begins with ", a->word, e);
}

static int choose(struct side *out, const struct asked *a, struct err *e)
{
	static const struct {
		const char *word;
		const struct side *(*find)(const struct asked *);
		const char *lack;
	} words[] = {
		{ "", current, "no current release" },
		{ "previous", previous, "no release before the current one" },
		{ "first", first, "no release that counted" },
		{ "press", press, "no release that the press printed" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const struct side *found;

		if (strcmp(a->word, words[i].word) != 0)
			continue;
		found = words[i].find(a);
		if (!found)
			return refuse(a, words[i].lack, "", e);
		*out = *found;
		return 0;
	}
	return by_digits(out, a, e);
}

/* ---- the call ---- */

static int read_name(struct asked *a, const char *text, struct err *e)
{
	char name[sizeof(a->name.dataset) + sizeof(a->name.edition)];
	size_t n = strcspn(text, "@");

	*a = (struct asked){ .text = text,
		.word = text[n] ? text + n + 1 : "" };
	if (n >= sizeof(name))
		return err_set(e, ERR_USAGE, "'%.150s' is too long", text);
	memcpy(name, text, n);
	name[n] = '\0';
	if (spec_name(&a->name, name, e) < 0)
		return -1;
	if (!a->name.edition[0] || (text[n] && !*a->word))
		return err_set(e, ERR_USAGE,
			"expected DATASET/EDITION[@RELEASE], not '%.150s'",
			text);
	return 0;
}

/* The other of the one that was named alone. */
static void add_other(struct sides *s)
{
	s->to = s->from;
	s->to.word = "";
	if (!*s->from.word)
		s->from.word = "previous";
}

/* What was asked for becomes chosen. */
static int find(struct sides *s, struct asked *a, struct db *d, struct err *e)
{
	if (need_edition(s, a, d, e) < 0)
		return -1;
	return choose(&s->chosen[a == &s->to], a, e);
}

static int check_two(const struct sides *s, struct err *e)
{
	const struct side *a = &s->chosen[0], *b = &s->chosen[1];

	return a->release == b->release
		? err_set(e, ERR_USAGE,
			  "expected two releases, not %s/%s@%.12s twice",
			  a->dataset, a->edition, a->sha256)
		: 0;
}

static int open_both(struct sides *s, struct db *d, const char *a,
	const char *b, struct err *e)
{
	if (read_name(&s->from, a, e) < 0 || (b && read_name(&s->to, b, e) < 0))
		return -1;
	if (!b)
		add_other(s);
	if (strcmp(s->from.name.dataset, s->to.name.dataset) != 0)
		return err_set(e, ERR_USAGE,
			"expected two releases of one dataset, not of %s and "
			"%s",
			s->from.name.dataset, s->to.name.dataset);
	if (find(s, &s->from, d, e) < 0 || find(s, &s->to, d, e) < 0)
		return -1;
	return check_two(s, e);
}

int sides_open(struct sides **out, struct db *d, const char *a, const char *b,
	struct err *e)
{
	struct sides *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	if (open_both(s, d, a, b, e) < 0) {
		sides_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

int side_open(struct sides **out, struct db *d, const char *name, struct err *e)
{
	struct sides *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	if (read_name(&s->from, name, e) < 0 || find(s, &s->from, d, e) < 0) {
		sides_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

void sides_close(struct sides *s)
{
	if (!s)
		return;
	free(s->from.all);
	free(s->to.all);
	arena_free(&s->texts);
	free(s);
}

const struct side *sides_from(const struct sides *s)
{
	return &s->chosen[0];
}

const struct side *sides_to(const struct sides *s)
{
	return &s->chosen[1];
}
