/* SPDX-License-Identifier: MIT */
/*
 * Texts of a spec with placeholders: "CPI score {year}". A placeholder stands
 * for a part of the text as published, which says what a column, a sheet or a
 * row is about. "{{" is a brace.
 */
#ifndef KOSH_EXTRACT_PATTERN_H
#define KOSH_EXTRACT_PATTERN_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum slot {
	SLOT_YEAR,	/* four digits from 1500 to 2499 */
	SLOT_PERIOD,	/* any text but an empty one */
	SLOT_INDICATOR, /* the name of an indicator */
	SLOT_AREA,	/* the label of an area */
	SLOT_CODE,	/* the code of an area */
	SLOT_MEASURE,	/* what a measure is called */
	SLOT_ANY,	/* any text, an empty one too */
	SLOTS,
};

struct pattern;

/* "year". */
const char *pattern_slot_name(enum slot slot);

/* How a text may stand for a slot, beyond its form: 1 if it does. */
typedef int pattern_accept(
	const void *context, enum slot slot, struct span text);

/* What the slots of a pattern stood for; at is NULL where there is none. */
struct captures {
	struct span of[SLOTS];
};

/* The period of a figure, by its year or as it is called; at NULL for none. */
struct span captures_period(const struct captures *c);

/* 1 if a placeholder stands in a text of a spec. */
int pattern_stands_in(const char *text);

/* Cuts a text into its pieces; literal parts are folded (text_fold) if folded
 * is 1. ERR_DATA for a placeholder that is none, naming those there are, and
 * for one that stands twice. */
int pattern_open(
	struct pattern **out, const char *text, int folded, struct err *e);
void pattern_close(struct pattern *p);

/* 1 if the text holds the slot. */
int pattern_has(const struct pattern *p, enum slot slot);
/* 1 if it has a placeholder that captures. */
int pattern_captures(const struct pattern *p);

/* 1 if the whole text fits; then what the slots stand for is added to c, which
 * borrows from text; what is in c of them if it does not fit says nothing. A
 * text of more than 400 bytes fits no slot that captures. accept may be NULL:
 * every text of the right form. */
int pattern_match(const struct pattern *p, struct span text,
	pattern_accept *accept, const void *context, struct captures *c);

#endif
