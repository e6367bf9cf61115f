/* SPDX-License-Identifier: MIT */
/*
 * The language of a report: its words, the names of areas and regions. What is
 * written in the program is English, marked where it stands; a text that the
 * language does not have stays English and is kept in a list, for the report
 * to own up to.
 */
#ifndef KOSH_REPORT_LANGUAGE_H
#define KOSH_REPORT_LANGUAGE_H

#include <stddef.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"
#include "pipeline/store/db.h"

/* A text in a table, to be said where it is used. */
#define N_(text) text

struct language;

/* Code: "en", "ru" or "kk". ERR_USAGE for one that there is not, naming those
 * that there are. */
int language_open(struct language **out, const char *code, struct err *e);
void language_close(struct language *l); /* accepts NULL */
const char *language_code(const struct language *l);

/* A text of the program. All that is said is borrowed and lives as long as the
 * language. */
const char *say(struct language *l, const char *text);
/* The same word where it means something else: say_as(l, "rank", "first"). */
const char *say_as(struct language *l, const char *context, const char *text);
/* By the number that the text is about: the language knows its plurals. */
const char *say_many(
	struct language *l, const char *one, const char *many, long n);
/* Which of a text's plural forms a number takes, from 0. */
size_t language_form(const struct language *l, long n);

/* What {name} stands for; the last one's name is NULL. */
struct word {
	const char *name, *text;
};

/* Adds a sentence with its {name}s filled in: say_put(out, say(l, "{area}
 * leads"), words). A {name} that is not in words stays as it is. */
void say_put(struct text *out, const char *sentence, const struct word *words);

/* Adds a number as sentences and pages have it, of digits such as "-12345.60":
 * with the language's decimal mark, a true minus, and thousands apart from five
 * digits on, as ISO 80000 has it. What is quoted stays as it was published. */
void say_number(struct text *out, struct language *l, struct span digits);
/* The same, in a buffer of FIGURE_TEXT bytes. */
enum { FIGURE_TEXT = 64 };
const char *say_figure(
	char buf[FIGURE_TEXT], struct language *l, const char *digits);

/*
 * Names out of the database. In another language than English one that is not
 * there stays English, with " (en)" behind it.
 *
 * area_name(area, name): of an ISO 3166-1 alpha-3 code.
 * area_names(area): what the other languages call it, one a line, to be found
 * by.
 * spoken(context, text): context is "region", "scheme", "regime", "indicator"
 * or "word" (yes, error, current, ...).
 */
const char *say_area(struct language *l, const char *area, const char *name);
const char *say_name(struct language *l, const char *context, const char *text);
/* Both as functions of SQL, for the queries of sql/export. */
int language_functions(struct language *l, struct db *d, struct err *e);

/* What stayed English so far, in the order of bytes, each once; NULL behind
 * the last one. */
const char *language_lack(struct language *l, size_t i);

#endif
