/* SPDX-License-Identifier: MIT */
#include "pipeline/report/headline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FACTS = 64,
	WORDS = 16,
};

struct fact {
	char topic[LABEL_TEXT], name[LABEL_TEXT], text[FACT_TEXT];
	long n;
	int fraction;
};

/* One headline in the making. */
struct telling {
	struct report *report;
	struct fact facts[FACTS];
	size_t n;
	const char *topic; /* of the facts that a sentence may name */
	const char *label; /* what the headline is about */
	struct text text;
};

/* What headline.sql prints as digits. */
static int is_figure(const char *name)
{
	return strcmp(name, "score") == 0 || strcmp(name, "gap") == 0;
}

static int read_facts(struct telling *t, struct err *e)
{
	char digits[FIGURE_TEXT];
	struct stmt *s = NULL;
	int rc = report_query(&s, t->report, "headline", e);

	while (rc == 0 && t->n < FACTS && (rc = stmt_step(s, e)) == 1) {
		struct fact *f = &t->facts[t->n++];

		stmt_copy(f->topic, sizeof(f->topic), s, 0);
		stmt_copy(f->name, sizeof(f->name), s, 1);
		stmt_copy(f->text, sizeof(f->text), s, 2);
		f->n = strtol(f->text, NULL, 10);
		f->fraction = strchr(f->text, '.') != NULL;
		if (is_figure(f->name))
			snprintf(f->text, sizeof(f->text), "%s",
				say_figure(
					digits, t->report->language, f->text));
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? err_in(e, "sql/export/headline.sql") : 0;
}

/* ---- facts and sentences ---- */

static const struct fact *fact(const struct telling *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->facts[i].topic, t->topic) == 0 &&
			strcmp(t->facts[i].name, name) == 0)
			return &t->facts[i];
	return NULL;
}

static long number(const struct telling *t, const char *name)
{
	const struct fact *f = fact(t, name);

	return f ? f->n : 0;
}

/* A figure as its words agree with it: a fraction as two do. */
static long agrees(const struct telling *t, const char *name)
{
	const struct fact *f = fact(t, name);

	return f && !f->fraction ? f->n : 2;
}

/* Adds a sentence, with the facts of the topic as its words. */
static void tell(struct telling *t, const char *sentence)
{
	const struct report *r = t->report;
	struct word words[WORDS + 3] = { { "edition", r->edition },
		{ "before", r->before } };
	size_t n = 2;

	for (size_t i = 0; i < t->n && n < WORDS; i++)
		if (strcmp(t->facts[i].topic, t->topic) == 0)
			words[n++] = (struct word){ t->facts[i].name,
				t->facts[i].text };
	if (t->text.len)
		text_putc(&t->text, ' ');
	say_put(&t->text, sentence, words);
}

/* ---- what there is to tell ---- */

static void tell_second(struct telling *t)
{
	struct language *l = t->report->language;
	const long sharing = number(t, "sharing");
	struct fact *more;

	if (!fact(t, "second"))
		return;
	if (sharing > 2) {
		more = &t->facts[fact(t, "sharing") - t->facts];
		snprintf(more->text, sizeof(more->text), "%ld", sharing - 2);
		tell(t,
			say_many(l,
				"{second} and {sharing} more area share the "
				"first place.",
				"{second} and {sharing} more areas share the "
				"first place.",
				sharing - 2));
	} else if (sharing == 2) {
		tell(t, say(l, "{second} shares the first place."));
	} else if (fact(t, "gap") &&
		!strpbrk(fact(t, "gap")->text, "123456789")) {
		tell(t, say(l, "{second} follows with the same score."));
	} else if (fact(t, "gap")) {
		tell(t,
			say_many(l, "{second} follows, {gap} point behind.",
				"{second} follows, {gap} points behind.",
				agrees(t, "gap")));
	} else {
		tell(t, say(l, "{second} follows."));
	}
}

static void tell_leader(struct telling *t)
{
	struct language *l = t->report->language;

	t->topic = "unranked";
	if (fact(t, "areas")) {
		t->label = N_("No ranking");
		tell(t,
			say(l,
				"No edition has an overall score, so areas are "
				"not ranked: the sheet Indicators lists what "
				"there is."));
		return;
	}
	t->topic = "leader";
	if (!fact(t, "area"))
		return;
	tell(t,
		fact(t, "score") ? say(l,
					   "{area} leads edition {edition} "
					   "with a score of {score}.")
				 : say(l, "{area} leads edition {edition}."));
	tell_second(t);
}

static void tell_rise(struct telling *t)
{
	struct language *l = t->report->language;
	const long movers = number(t, "movers"), places = number(t, "places");

	if (movers == 1)
		tell(t,
			say_many(l,
				"{areas} rose most, by {places} place: from "
				"{from} to {to}.",
				"{areas} rose most, by {places} places: from "
				"{from} to {to}.",
				places));
	else if (movers <= 3)
		tell(t,
			say_many(l,
				"{areas} rose most, each by {places} place.",
				"{areas} rose most, each by {places} places.",
				places));
	else
		tell(t,
			say_many(l,
				"{movers} areas rose most, each by {places} "
				"place, {areas} among them.",
				"{movers} areas rose most, each by {places} "
				"places, {areas} among them.",
				places));
}

static void tell_fall(struct telling *t)
{
	struct language *l = t->report->language;
	const long movers = number(t, "movers"), places = number(t, "places");

	if (movers == 1)
		tell(t,
			say_many(l,
				"{areas} fell most, by {places} place: from "
				"{from} to {to}.",
				"{areas} fell most, by {places} places: from "
				"{from} to {to}.",
				places));
	else if (movers <= 3)
		tell(t,
			say_many(l,
				"{areas} fell most, each by {places} place.",
				"{areas} fell most, each by {places} places.",
				places));
	else
		tell(t,
			say_many(l,
				"{movers} areas fell most, each by {places} "
				"place, {areas} among them.",
				"{movers} areas fell most, each by {places} "
				"places, {areas} among them.",
				places));
}

static void tell_moves(struct telling *t)
{
	struct language *l = t->report->language;

	t->topic = "rise";
	if (fact(t, "movers"))
		tell_rise(t);
	t->topic = "fall";
	if (fact(t, "movers"))
		tell_fall(t);
	if (t->text.len && t->report->comparable[0] == 'n')
		tell(t,
			say(l,
				"The method changed in between, so this is not "
				"performance alone."));
}

static void tell_coverage(struct telling *t)
{
	struct language *l = t->report->language;
	long areas, new, gone;

	t->topic = "coverage";
	areas = number(t, "areas");
	new = number(t, "new");
	gone = number(t, "gone");
	if (areas == 0)
		return;
	tell(t,
		fact(t, "period")
			? say_many(l,
				  "{areas} area is in edition {edition}, with "
				  "the figures of {period}.",
				  "{areas} areas are in edition {edition}, "
				  "with the figures of {period}.",
				  areas)
			: say_many(l, "{areas} area is in edition {edition}.",
				  "{areas} areas are in edition {edition}.",
				  areas));
	if (fact(t, "new_names"))
		tell(t, say(l, "New since {before}: {new_names}."));
	else if (new > 0)
		tell(t,
			say_many(l, "{new} of them is new since {before}.",
				"{new} of them are new since {before}.", new));
	if (fact(t, "gone_names"))
		tell(t, say(l, "No longer there: {gone_names}."));
	else if (gone > 0)
		tell(t,
			say_many(l,
				"{gone} area of {before} is no longer there.",
				"{gone} areas of {before} are no longer "
				"there.",
				gone));
	if (*t->report->before && new == 0 && gone == 0)
		tell(t, say(l, "They are the same as in {before}."));
}

static void tell_region(struct telling *t)
{
	struct language *l = t->report->language;

	t->topic = "region";
	if (!fact(t, "area"))
		return;
	if (fact(t, "rank"))
		tell(t,
			say(l,
				"In {region} ({scheme}), {area} leads at rank "
				"{rank}."));
	else if (fact(t, "score"))
		tell(t,
			say(l,
				"In {region} ({scheme}), {area} leads with a "
				"score of {score}."));
	else
		tell(t, say(l, "In {region} ({scheme}), {area} leads."));
	tell_second(t);
}

static void tell_data(struct telling *t)
{
	struct language *l = t->report->language;
	long restated;

	t->topic = "data";
	restated = number(t, "restated");
	if (number(t, "open") == 0)
		tell(t, say(l, "No finding is open."));
	else
		tell(t,
			say(l,
				"Open findings by severity: error {error}, "
				"warning {warning}, info {info}."));
	if (number(t, "waived") > 0)
		tell(t, say(l, "Waived: {waived}."));
	if (restated > 0)
		tell(t,
			say_many(l,
				"{restated} edition was published more than "
				"once; its current release counts.",
				"{restated} editions were published more than "
				"once; their current releases count.",
				restated));
}

/* ---- the five of them ---- */

static const struct {
	const char *label;
	void (*tell)(struct telling *t);
} list[HEADLINES] = {
	{ N_("Leader"), tell_leader },
	{ N_("Biggest moves"), tell_moves },
	{ N_("Region in focus"), tell_region },
	{ N_("Coverage"), tell_coverage },
	{ N_("Data quality"), tell_data },
};

int headlines(struct headline *out, int *n, struct report *r, struct err *e)
{
	struct telling *t = calloc(1, sizeof(*t));
	int rc;

	if (!t)
		return err_memory(e);
	t->report = r;
	rc = read_facts(t, e);
	*n = 0;
	for (int i = 0; i < HEADLINES && rc == 0; i++) {
		text_clear(&t->text);
		t->label = list[i].label;
		list[i].tell(t);
		if (t->text.failed)
			rc = err_memory(e);
		if (rc < 0 || t->text.len == 0)
			continue;
		snprintf(out[*n].topic, FACT_TEXT, "%s",
			say(r->language, t->label));
		snprintf(out[*n].text, sizeof(out[*n].text), "%s", t->text.at);
		(*n)++;
	}
	text_free(&t->text);
	free(t);
	return rc;
}
