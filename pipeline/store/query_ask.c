/* SPDX-License-Identifier: MIT */
#include "pipeline/store/query_ask.h"

#include "pipeline/base/json_line.h"
#include "pipeline/store/need.h"

/* ---- the words of a call ---- */

/* The next of the words between blanks. */
static struct span next_word(const char **words)
{
	struct span word = { *words + strspn(*words, " "), 0 };

	word.len = strcspn(word.at, " ");
	*words = word.at + word.len;
	return word;
}

static int is_edition(struct span word)
{
	static const char edition[] = "DATASET/EDITION";

	return word.len >= sizeof(edition) - 1 &&
		memcmp(word.at, edition, sizeof(edition) - 1) == 0;
}

/* Cuts "@RELEASE" off, which sides.h reads, where the word has it. */
static int read_text(char *room, size_t size, struct span word,
	const char *text, struct err *e)
{
	size_t n = span_is(word, "DATASET/EDITION[@RELEASE]")
		? strcspn(text, "@")
		: strlen(text);

	if (n >= size)
		return err_set(e, ERR_USAGE, "'%.150s' is too long", text);
	memcpy(room, text, n);
	room[n] = '\0';
	return 0;
}

static int read_name(
	struct ask *a, struct span word, const char *text, struct err *e)
{
	struct spec_name *name = &a->names[a->n_names];
	char room[sizeof(name->dataset) + sizeof(name->edition)];

	if (read_text(room, sizeof(room), word, text, e) < 0 ||
		spec_name(name, room, e) < 0)
		return -1;
	if (is_edition(word) ? !name->edition[0]
			     : span_is(word, "DATASET") && name->edition[0])
		return err_set(e, ERR_USAGE, "expected %.*s, not '%s'",
			SPAN(word), text);
	if (a->n_names++ == 0)
		return 0;
	if (strcmp(name->dataset, a->names[0].dataset) != 0)
		return err_set(e, ERR_USAGE,
			"expected two editions of one dataset, not of %s and "
			"%s",
			a->names[0].dataset, name->dataset);
	return 0;
}

static int read_arguments(struct ask *a, const struct doc *q,
	const struct query_order *o, struct err *e)
{
	const char *words = q->arguments;
	struct span word = next_word(&words);
	int i = 0;

	for (; i < o->argc && word.len > 0; i++, word = next_word(&words))
		if (span_is(word, "AREA") || span_is(word, "[AREA]"))
			a->area = o->argv[i];
		else if (span_is(word, "INDICATOR") ||
			span_is(word, "[INDICATOR]"))
			a->indicator = o->argv[i];
		else if (read_name(a, word, o->argv[i], e) < 0)
			return -1;
	if (i < o->argc || (word.len > 0 && *word.at != '['))
		return err_set(
			e, ERR_USAGE, "%s takes %s", q->name, q->arguments);
	return 0;
}

/* ---- whether it is there ---- */

static int check_edition(struct db *d, const struct spec_name *n, struct err *e)
{
	static const char datasets[] =
		"SELECT dataset FROM dataset ORDER BY dataset";
	static const char loaded[] =
		"SELECT edition FROM edition AS e WHERE dataset = ?1 "
		"AND EXISTS (SELECT 1 FROM release AS r "
		"WHERE r.dataset = e.dataset AND r.edition = e.edition) "
		"ORDER BY ordinal";

	if (need_one(d, "dataset", datasets, NULL, n->dataset, e) < 0)
		return -1;
	return n->edition[0]
		? need_one(d, "edition", loaded, n->dataset, n->edition, e)
		: 0;
}

/* Of editions that a query needs, the releases as well. */
static int check_names(struct ask *a, struct db *d, const struct doc *q,
	const struct query_order *o, struct err *e)
{
	if (a->n_names > 0 && check_edition(d, &a->names[0], e) < 0)
		return -1;
	if (!is_edition(span_of(q->arguments)))
		return 0;
	return a->n_names == 2
		? sides_open(&a->sides, d, o->argv[0], o->argv[1], e)
		: side_open(&a->sides, d, o->argv[0], e);
}

static int check_area(struct db *d, const char *area, struct err *e)
{
	int known = need_has(d, "SELECT area FROM area", NULL, area, e);

	if (known == 0)
		return err_set(e, ERR_DATA,
			"no area '%.60s' in the database: expected a code of "
			"ISO 3166-1 alpha-3, such as KAZ",
			area);
	return known < 0 ? -1 : 0;
}

/* In the edition that is asked for, or in any. */
static int check_indicator(struct db *d, const struct ask *a, struct err *e)
{
	static const char known[] =
		"SELECT 1 FROM indicator WHERE dataset = ?1"
		" AND edition = coalesce(?2, edition) AND indicator = ?3";
	const struct spec_name *n = &a->names[0];
	const int one = n->edition[0] != '\0';
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, known, e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(n->dataset));
		stmt_text(s, 2, span_of(one ? n->edition : NULL));
		stmt_text(s, 3, span_of(a->indicator));
		rc = stmt_step(s, e);
	}
	stmt_close(s);
	if (rc == 0)
		return err_set(e, ERR_DATA,
			"no indicator '%.100s' of %s%s%s in the database: "
			"kosh-query indicators %s/%s lists them",
			a->indicator, n->dataset, one ? "/" : "", n->edition,
			n->dataset, one ? n->edition : "EDITION");
	return rc < 0 ? -1 : 0;
}

/* "KAZ,UZB" as a JSON array. */
static int read_areas(
	struct ask *a, struct db *d, const char *list, struct err *e)
{
	text_puts(&a->areas, "[");
	for (const char *at = list, *end; at; at = *end ? end + 1 : NULL) {
		char area[16];
		size_t n = strcspn(at, ",");

		end = at + n;
		if (n == 0 || n >= sizeof(area))
			return err_set(e, ERR_USAGE,
				"--areas '%.150s': expected codes such as "
				"KAZ,UZB",
				list);
		memcpy(area, at, n);
		area[n] = '\0';
		if (check_area(d, area, e) < 0)
			return -1;
		text_puts(&a->areas, a->areas.len > 1 ? "," : "");
		json_quote(&a->areas, span_of(area));
	}
	text_puts(&a->areas, "]");
	return text_done(&a->areas, e);
}

static int check_scheme(struct db *d, const char *scheme, struct err *e)
{
	return need_one(d, "scheme",
		"SELECT scheme FROM scheme ORDER BY scheme", NULL, scheme, e);
}

int ask_read(struct ask *a, struct db *d, const struct doc *q,
	const struct query_order *o, struct err *e)
{
	*a = (struct ask){ .n_names = 0 };
	if (read_arguments(a, q, o, e) < 0 || check_names(a, d, q, o, e) < 0 ||
		(a->indicator && check_indicator(d, a, e) < 0) ||
		(a->area && check_area(d, a->area, e) < 0) ||
		(o->areas && read_areas(a, d, o->areas, e) < 0) ||
		(o->scheme && check_scheme(d, o->scheme, e) < 0))
		return -1;
	return 0;
}

void ask_free(struct ask *a)
{
	sides_close(a->sides);
	text_free(&a->areas);
}
