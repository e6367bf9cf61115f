/* SPDX-License-Identifier: MIT */
#include "pipeline/report/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/report/catalogue.h"
#include "pipeline/report/names.h"

enum { TONGUES = 3 };

/* A text that the language does not have, and how it is shown. */
struct lack {
	char *text, *marked;
};

struct language {
	const char *code;
	size_t (*form)(long n);
	struct catalogue catalogue;
	/* of the other languages, and the last that area_names gave */
	struct catalogue others[TONGUES];
	size_t n_others;
	struct text names;
	struct lack *lacks; /* in the order of bytes */
	size_t n, cap;
	struct text line; /* what was told last */
};

/* ---- which languages there are ---- */

static size_t one_or_many(long n)
{
	return labs(n) != 1;
}

/* 1, 21, 101; 2 to 4, 22; 0, 5 to 20, 111. */
static size_t slavic(long n)
{
	long last = labs(n % 10), two = labs(n % 100);

	if (last == 1 && two != 11)
		return 0;
	return last >= 2 && last <= 4 && (two < 10 || two >= 20) ? 1 : 2;
}

static const struct tongue {
	const char *code;
	size_t (*form)(long n);
} tongues[TONGUES] = {
	{ "en", one_or_many },
	{ "ru", slavic },
	{ "kk", one_or_many },
};

static const struct tongue *tongue_named(const char *code)
{
	for (size_t i = 0; i < TONGUES; i++)
		if (strcmp(tongues[i].code, code) == 0)
			return &tongues[i];
	return NULL;
}

static int read_catalogue(
	struct catalogue *out, const char *code, struct err *e)
{
	for (size_t i = 0; i < catalogue_files_count; i++)
		if (strcmp(catalogue_files[i].code, code) == 0)
			return catalogue_open(out,
				(struct span){ catalogue_files[i].at,
					catalogue_files[i].len },
				e);
	return err_set(e, ERR_SYSTEM, "catalogue: none was compiled in");
}

static int read_others(struct language *l, struct err *e)
{
	for (size_t i = 0; i < TONGUES; i++)
		if (strcmp(tongues[i].code, l->code) != 0 &&
			read_catalogue(&l->others[l->n_others++],
				tongues[i].code, e) < 0)
			return -1;
	return 0;
}

int language_open(struct language **out, const char *code, struct err *e)
{
	const struct tongue *t = tongue_named(code);
	struct language *l;

	if (!t)
		return err_set(e, ERR_USAGE,
			"language '%s': there is none of that name; say en, "
			"ru or kk",
			code);
	l = calloc(1, sizeof(*l));
	if (!l)
		return err_memory(e);
	l->code = t->code;
	l->form = t->form;
	if (read_catalogue(&l->catalogue, t->code, e) < 0 ||
		read_others(l, e) < 0) {
		language_close(l);
		return err_in(e, "language '%s'", code);
	}
	*out = l;
	return 0;
}

void language_close(struct language *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->n; i++) {
		free(l->lacks[i].text);
		free(l->lacks[i].marked);
	}
	free(l->lacks);
	text_free(&l->line);
	text_free(&l->names);
	free(l);
}

const char *language_code(const struct language *l)
{
	return l->code;
}

size_t language_form(const struct language *l, long n)
{
	return l->form(n);
}

/* ---- what stayed English ---- */

/* Where a text is among the lacks, or would be. */
static size_t lack_place(const struct language *l, const char *text)
{
	size_t low = 0, high = l->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(l->lacks[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int lack_room(struct language *l)
{
	size_t cap = l->cap ? 2 * l->cap : 16;
	struct lack *grown;

	if (l->n < l->cap)
		return 0;
	grown = realloc(l->lacks, cap * sizeof(*grown));
	if (!grown)
		return -1;
	l->lacks = grown;
	l->cap = cap;
	return 0;
}

static int lack_fill(struct lack *k, const char *text)
{
	struct text marked = TEXT_INIT;

	text_puts(&marked, text);
	text_puts(&marked, " (en)");
	k->text = text_copy(span_of(text));
	if (marked.failed || !k->text) {
		text_free(&marked);
		free(k->text);
		return -1;
	}
	k->marked = marked.at;
	return 0;
}

/* Keeps a text as one that the language does not have. Where memory is out it
 * is not kept, and NULL comes back. */
static const struct lack *lack_add(struct language *l, const char *text)
{
	size_t at = lack_place(l, text);
	struct lack k;

	if (at < l->n && strcmp(l->lacks[at].text, text) == 0)
		return &l->lacks[at];
	if (lack_room(l) < 0 || lack_fill(&k, text) < 0)
		return NULL;
	memmove(l->lacks + at + 1, l->lacks + at, (l->n - at) * sizeof(k));
	l->lacks[at] = k;
	l->n++;
	return &l->lacks[at];
}

const char *language_lack(struct language *l, size_t i)
{
	return i < l->n ? l->lacks[i].text : NULL;
}

static int is_english(const struct language *l)
{
	return strcmp(l->code, "en") == 0;
}

/* ---- what is written in the program ---- */

static const char *find(
	struct language *l, const char *context, const char *text, size_t form)
{
	/* the text of no bytes is the head of the catalogue */
	const char *said = *text
		? catalogue_find(&l->catalogue, context, text, form)
		: text;

	if (!said && !is_english(l))
		lack_add(l, text);
	return said;
}

const char *say(struct language *l, const char *text)
{
	return say_as(l, NULL, text);
}

const char *say_as(struct language *l, const char *context, const char *text)
{
	const char *said = find(l, context, text, 0);

	return said ? said : text;
}

const char *say_many(
	struct language *l, const char *one, const char *many, long n)
{
	const char *said = find(l, NULL, one, l->form(n));

	return said ? said : n == 1 ? one : many;
}

/* The word that stands at sentence, "{name}", or NULL. */
static const struct word *word_at(
	const char *sentence, const struct word *words)
{
	const char *end = strchr(sentence, '}');
	size_t n = end ? (size_t)(end - sentence - 1) : 0;

	for (; end && words->name; words++)
		if (strlen(words->name) == n &&
			memcmp(words->name, sentence + 1, n) == 0)
			return words;
	return NULL;
}

void say_put(struct text *out, const char *sentence, const struct word *words)
{
	const struct word *w;

	for (; *sentence; sentence++) {
		w = *sentence == '{' ? word_at(sentence, words) : NULL;
		if (w) {
			text_puts(out, w->text);
			sentence = strchr(sentence, '}');
		} else {
			text_putc(out, *sentence);
		}
	}
}

/* ---- numbers ---- */

void say_number(struct text *out, struct language *l, struct span digits)
{
	const char *mark = say_as(l, "decimal mark", ".");
	size_t sign = digits.len && strchr("+-", *digits.at), whole = sign;

	while (whole < digits.len && is_digit(digits.at[whole]))
		whole++;
	if (sign)
		text_puts(out, *digits.at == '-' ? "\u2212" : "+");
	for (size_t i = sign; i < digits.len; i++) {
		if (i > sign && i < whole && whole - sign > 4 &&
			(whole - i) % 3 == 0)
			text_puts(out, "\u202f");
		if (digits.at[i] == '.')
			text_puts(out, mark);
		else
			text_putc(out, digits.at[i]);
	}
}

const char *say_figure(
	char buf[FIGURE_TEXT], struct language *l, const char *digits)
{
	struct text t = TEXT_INIT;

	say_number(&t, l, span_of(digits));
	snprintf(buf, FIGURE_TEXT, "%s", t.failed || !t.at ? "" : t.at);
	text_free(&t);
	return buf;
}

/* ---- names out of the database ---- */

/* The name that key finds, else the English one, marked. */
static const char *named(struct language *l, const char *context,
	const char *key, const char *name)
{
	const char *said =
		*key ? catalogue_find(&l->catalogue, context, key, 0) : NULL;
	const struct lack *k;

	if (said || is_english(l) || !*name)
		return said ? said : name;
	k = lack_add(l, name);
	return k ? k->marked : name;
}

const char *say_area(struct language *l, const char *area, const char *name)
{
	return named(l, "area", area, name);
}

const char *say_name(struct language *l, const char *context, const char *text)
{
	return named(l, context, text, text);
}

/* ---- in SQL ---- */

/* A name is one line: it is also a title, a property and a text of a chart. */
static const char *line_of(struct language *l, const char *name)
{
	if (!name)
		return NULL;
	text_clear(&l->line);
	text_puts(&l->line, name);
	if (l->line.failed || !l->line.at)
		return name;
	name_fit(l->line.at, NAME_TEXT_MAX);
	return l->line.at;
}

static const char *area_name(void *language, const char *const *texts)
{
	return line_of(language,
		texts[0] && texts[1] ? say_area(language, texts[0], texts[1])
				     : texts[1]);
}

static const char *spoken(void *language, const char *const *texts)
{
	return line_of(language,
		texts[0] && texts[1] ? say_name(language, texts[0], texts[1])
				     : texts[1]);
}

static const char *area_names(void *language, const char *const *texts)
{
	struct language *l = language;
	const char *said;

	text_clear(&l->names);
	for (size_t i = 0; texts[0] && i < l->n_others; i++) {
		said = catalogue_find(&l->others[i], "area", texts[0], 0);
		if (said)
			text_printf(&l->names, "%s%s", l->names.len ? "\n" : "",
				said);
	}
	return l->names.len && !l->names.failed ? l->names.at : NULL;
}

int language_functions(struct language *l, struct db *d, struct err *e)
{
	if (db_text_function(d, "area_name", 2, area_name, l, e) < 0 ||
		db_text_function(d, "spoken", 2, spoken, l, e) < 0 ||
		db_text_function(d, "area_names", 1, area_names, l, e) < 0)
		return -1;
	return 0;
}
