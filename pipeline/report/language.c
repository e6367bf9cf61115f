/* SPDX-License-Identifier: MIT */
#include "pipeline/report/language.h"

#include <stdlib.h>
#include <string.h>

struct language {
	const char *code;
};

int language_open(struct language **out, const char *code, struct err *e)
{
	struct language *l;

	if (strcmp(code, "en") != 0)
		return err_set(e, ERR_USAGE,
			"language '%s': there is none of that name; say en",
			code);
	l = calloc(1, sizeof(*l));
	if (!l)
		return err_memory(e);
	l->code = "en";
	*out = l;
	return 0;
}

void language_close(struct language *l)
{
	free(l);
}

const char *language_code(const struct language *l)
{
	return l->code;
}

const char *say(struct language *l, const char *text)
{
	(void)l;
	return text;
}

const char *say_as(struct language *l, const char *context, const char *text)
{
	(void)context;
	return say(l, text);
}

const char *say_many(
	struct language *l, const char *one, const char *many, long n)
{
	return say(l, n == 1 ? one : many);
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

const char *say_area(struct language *l, const char *area, const char *name)
{
	(void)l;
	(void)area;
	return name;
}

const char *say_name(struct language *l, const char *context, const char *text)
{
	return say_as(l, context, text);
}

const char *language_lack(struct language *l, size_t i)
{
	(void)l;
	(void)i;
	return NULL;
}

/* ---- in SQL ---- */

static const char *area_name(void *language, const char *const *texts)
{
	return texts[0] && texts[1] ? say_area(language, texts[0], texts[1])
				    : texts[1];
}

static const char *spoken(void *language, const char *const *texts)
{
	return texts[0] && texts[1] ? say_name(language, texts[0], texts[1])
				    : texts[1];
}

int language_functions(struct language *l, struct db *d, struct err *e)
{
	if (db_text_function(d, "area_name", 2, area_name, l, e) < 0 ||
		db_text_function(d, "spoken", 2, spoken, l, e) < 0)
		return -1;
	return 0;
}
