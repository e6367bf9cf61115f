/* SPDX-License-Identifier: MIT */
/* What is wrong with the addresses of a spec, how often they are asked, and
 * what has none. */
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/url.h"
#include "pipeline/extract/spec_check.h"

enum { EVERY_HOURS = 7 * 24, MAX_EVERY = 1000 };

int spec_check_url(struct check *c, const char *url)
{
	return !url || url_is_web(url)
		? 0
		: spec_fault(c, "url '%s': expected https://... or http://...",
			  url);
}

/* A day, a month or a year. */
static int is_date(const char *s)
{
	static const char form[] = "0000-00-00";
	size_t n = strlen(s);

	if (n != 4 && n != 7 && n != 10)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (form[i] == '0' ? !is_digit(s[i]) : s[i] != '-')
			return 0;
	return 1;
}

int spec_check_press(struct check *c, const struct spec_edition *ed,
	const struct spec_workbook *w)
{
	if (!w->press)
		return 0;
	if (!*w->press)
		return spec_fault(c, "press: expected who printed the figures");
	if (w->url || *w->file == '.')
		return spec_fault(c,
			"press: file '%s' lies beside the spec: expected its "
			"name, and no url",
			w->file);
	if (w == &ed->workbooks[ed->n_workbooks - 1])
		return spec_fault(c,
			"press: expected the publisher's own workbook behind "
			"what the press printed");
	return w->published && is_date(w->published)
		? 0
		: spec_fault(c,
			  "press: expected 'published', the date from which "
			  "the figures are known, as \"2025-12-24\"");
}

const struct spec_workbook *spec_press(
	const struct spec_edition *ed, const char *file)
{
	for (unsigned i = 0; i < ed->n_workbooks; i++)
		if (ed->workbooks[i].press &&
			strcmp(ed->workbooks[i].file, file) == 0)
			return &ed->workbooks[i];
	return NULL;
}

/* An address, or a part of one with * for the rest. */
static int check_pattern(struct check *c, const char *key, const char *pattern)
{
	if (strspn(pattern, "*") == strlen(pattern))
		return spec_fault(
			c, "%s '%s': expected more than *", key, pattern);
	if (strstr(pattern, "://") ? !url_is_web(pattern)
				   : !strchr(pattern, '*'))
		return spec_fault(c,
			"%s '%s': expected https://..., or * for what stands "
			"in front",
			key, pattern);
	return 0;
}

static int check_listing(struct check *c, unsigned i)
{
	const struct spec_watch *w = &c->s->watch[i];

	spec_place(c, "watch[%u]", i);
	if (spec_check_url(c, w->url) < 0)
		return -1;
	for (unsigned j = 0; j < i; j++)
		if (strcmp(w->url, c->s->watch[j].url) == 0)
			return spec_fault(c, "url '%s' stands twice", w->url);
	for (unsigned j = 0; j < w->n_complete; j++) {
		const char *pattern = w->complete[j];

		spec_place(c, "watch[%u].complete[%u]", i, j);
		if (strcmp(pattern, "*") != 0 &&
			check_pattern(c, "complete", pattern) < 0)
			return -1;
	}
	return 0;
}

/* "7 days": how long an answer of a server counts. */
static int check_every(struct check *c)
{
	static const struct {
		const char *unit;
		unsigned hours;
	} units[] = { { "hours", 1 }, { "days", 24 }, { "weeks", 168 } };
	const char *s = c->s->every_given;
	char *end;
	unsigned long n;

	c->s->every_hours = EVERY_HOURS;
	if (!s)
		return 0;
	n = is_digit(*s) ? strtoul(s, &end, 10) : 0;
	for (size_t i = 0; n > 0 && n <= MAX_EVERY && *end == ' ' && i < 3; i++)
		if (strcmp(end + 1, units[i].unit) == 0) {
			c->s->every_hours = (unsigned)n * units[i].hours;
			return 0;
		}
	spec_place(c, "every");
	return spec_fault(c,
		"every '%s': expected a number and hours, days or weeks, as in "
		"7 days",
		s);
}

int spec_check_watch(struct check *c)
{
	if (check_every(c) < 0)
		return -1;
	for (unsigned i = 0; i < c->s->n_watch; i++)
		if (check_listing(c, i) < 0)
			return -1;
	for (unsigned i = 0; i < c->s->n_known; i++) {
		spec_place(c, "known[%u]", i);
		if (check_pattern(c, "known", c->s->known[i]) < 0)
			return -1;
	}
	return 0;
}
