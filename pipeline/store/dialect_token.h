/* SPDX-License-Identifier: MIT */
/* Inside the dialect: the words of SQL. */
#ifndef KOSH_STORE_DIALECT_TOKEN_H
#define KOSH_STORE_DIALECT_TOKEN_H

#include "pipeline/base/text.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_VALUE, TOKEN_OTHER };

/* A word is a keyword or a name without quotes; a value is :name, ?1 or ?. */
struct token {
	enum token_kind kind;
	struct span blank; /* white space and comments before it */
	struct span word;
	const char *instead; /* NULL: as it is */
	const char *after;   /* what to put behind it, or NULL */
};

/* The token at p; what follows starts where its word ends. */
struct token token_read(const char *p);
/* 1 if it is this word, written in capital letters here. */
int token_is(const struct token *t, const char *word);

#endif
