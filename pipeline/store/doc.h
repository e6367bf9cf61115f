/* SPDX-License-Identifier: MIT */
/* What the files of sql/query and sql/derive say of themselves at their top. */
#ifndef KOSH_STORE_DOC_H
#define KOSH_STORE_DOC_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum {
	DOC_NAME = 64,
	DOC_TITLE = 120,
	DOC_TEXT = 600, /* of a unit, of a source */
};

/* What has to be there for a query. */
enum doc_asks {
	ASKS_CONTENT,	 /* it asks what sources say */
	ASKS_VIEWS,	 /* views of sql/derive, which hold no rows */
	ASKS_FIGURES,	 /* those of them that need no ranking */
	ASKS_DERIVED,	 /* derived tables, which must be fresh */
	ASKS_DERIVATION, /* how fresh they are */
};

struct doc {
	char name[DOC_NAME]; /* "delta" */
	const char *file;    /* "sql/query/delta.sql" */
	const char *text;    /* all of it */
	char title[DOC_TITLE];
	char about[24];	       /* "deltas": what it belongs to */
	char arguments[80];    /* of a query */
	enum doc_asks asks;    /* of a query */
	char empty[DOC_TITLE]; /* why a query may have no rows; "" */
	int one_regime;	       /* a query that compares inside one only */
	char unit[DOC_TEXT];   /* "": said by the columns */
	char source[DOC_TEXT]; /* where the definition comes from; "" */
};

enum doc_kind {
	DOC_QUERY, /* wants title, about, arguments and asks */
	DOC_TABLE, /* title and about */
	DOC_OWN,   /* a user's metric: title */
};

/* Reads a head. A fault is of the kind given and names file and line. */
int doc_read(struct doc *out, const char *name, const char *file,
	const char *text, enum doc_kind what, enum err_kind kind,
	struct err *e);

/* The file at a place among those of a folder of sql/, in the order of the
 * Makefile: 1, or 0 behind the last. */
int doc_at(struct doc *out, const char *folder, size_t i, struct err *e);
/* The one of a name: 1, or 0 if there is none. */
int doc_find(
	struct doc *out, const char *folder, const char *name, struct err *e);

/* All that is said of it, as text for people. */
void doc_explain(struct text *out, const struct doc *d);

#endif
